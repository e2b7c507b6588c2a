"""Fill in the desk's own pages, in the language of who looks at them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from generator.catalogs.interface import Teller, teller_in
from generator.desk.fields import at_form
from generator.desk.web.server import Answer, Asked
from generator.diagnostics.messages import Said, said
from generator.locales import Locale
from generator.moments import Moment
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


def region_of(accepted: str) -> str:
    """Find the first region that a browser names with its languages; empty for none."""
    found = re.search(r"(?:^|[\s,])[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Z]{2})\b", accepted[:500])
    return found[1] if found else ""


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

    own = {"lang": teller.tag, "said": words, "tell": teller, "at_form": at_form}
    none = {"live": False, "done": "", "typed": (), "failure": "", "form": None}
    return _templates().render(name, {**own, **none, **context})


def clock(when: datetime, now: datetime, teller: Teller) -> str:
    """Say when something was, by this machine's clock: the hour, and the day if it is another."""
    at, today = (one.astimezone() for one in (when, now))
    if at.date() == today.date():
        return f"{at:%H:%M}"
    moment = Moment(at.date(), at.hour * 60 + at.minute)
    return Locale(teller.tag).moment(moment)


def refused(status: HTTPStatus, accepted: str) -> str:
    """Say why nothing was done, without a word about the site: anybody may have asked."""
    teller = language_of(accepted)
    title, words = map(teller, _REFUSED.get(status, _ELSE))
    return page("refused.html", teller, {"title": title, "words": words, "status": status})


@cache
def static(name: str) -> bytes:
    """Read a file that pages load; the name is one of `KINDS`."""
    return (_STATIC / name).read_bytes()


def part(asked: Asked) -> Answer:
    """Give a file that pages load."""
    name = asked.names["name"]
    if name not in KINDS:
        missing = refused(HTTPStatus.NOT_FOUND, asked.languages)
        return Answer(missing, HTTPStatus.NOT_FOUND)
    return Answer(static(name), content_type=KINDS[name])


def no_icon(_: Asked) -> Answer:
    """Give no icon, which browsers ask for by themselves."""
    return Answer(status=HTTPStatus.NO_CONTENT)
