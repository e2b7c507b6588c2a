"""Fill in the desk's own pages, in the language of who looks at them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from generator.catalogs.interface import Teller, teller_in
from generator.diagnostics.messages import Said, said
from generator.render.templates import Templates

_PAGES = Path(__file__).parent / "pages"
_STATIC = Path(__file__).parent / "static"
KINDS = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
}
"""The files that the desk's pages load, and their types."""
_RANGE = re.compile(r"\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q\s*=\s*([0-9.]{1,6}))?\s*")
_REFUSED = {
    HTTPStatus.UNAUTHORIZED: (
        said("Open the desk by its address"),
        said("Use the address that the program printed when it was started. It holds a key."),
    ),
    HTTPStatus.NOT_FOUND: (
        said("There is no such page"),
        said("It may have been renamed or removed meanwhile."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        said("That is too much at once"),
        said("Up to a million letters can be saved at once. Go back; your text is still there."),
    ),
}
_ELSE = (
    said("This was not asked for by the desk"),
    said("Nothing was done. Go back to the desk, and try again from there."),
)


def language_of(accepted: str) -> Teller:
    """Find the language that a browser prefers among those that the program speaks.

    `Accept-Language` lists ranges with their weights: RFC 9110, 12.5.4.
    """
    weighed = []
    for place, one in enumerate(accepted[:500].split(",")):
        if (found := _RANGE.fullmatch(one)) is not None:
            weighed.append((-_weight(found[2]), place, one.partition(";")[0].strip()))
    for weight, _, tag in sorted(weighed):
        teller = teller_in(tag)
        is_spoken = teller.tag.partition("-")[0] == tag.partition("-")[0].lower()
        if weight < 0 and is_spoken:
            return teller
    return teller_in("en")


def _weight(text: str | None) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


@cache
def _templates() -> Templates:
    return Templates({path.name: path.read_text("utf-8") for path in sorted(_PAGES.glob("*.html"))})


def page(name: str, teller: Teller, context: Mapping[str, Any]) -> str:
    """Fill in a page of the desk."""

    def words(msgid: str, /, **values: object) -> str:
        return teller(Said(msgid, {key: str(value) for key, value in values.items()}))

    own = {"lang": teller.tag, "said": words, "tell": teller}
    none = {"live": False, "done": "", "typed": (), "failure": ""}
    return _templates().render(name, {**own, **none, **context})


def refused(status: HTTPStatus, accepted: str) -> str:
    """Say why nothing was done, without a word about the site: anybody may have asked."""
    teller = language_of(accepted)
    title, words = map(teller, _REFUSED.get(status, _ELSE))
    return page("refused.html", teller, {"title": title, "words": words, "status": status})


@cache
def static(name: str) -> bytes:
    """Read a file that pages load; the name is one of `KINDS`."""
    return (_STATIC / name).read_bytes()
