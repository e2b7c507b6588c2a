"""Hold what the desk's pages are made from, and answer with a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

from generator.catalogs.interface import Teller
from generator.desk.files import Store
from generator.desk.held import Held, hold
from generator.desk.web import look
from generator.desk.web.server import Answer, Asked, see
from generator.diagnostics.errors import Misused, Problem
from generator.diagnostics.messages import said
from generator.facts import PLACEHOLDER
from generator.layout import SITE_DOMAIN
from generator.locales import Locale
from generator.model import Bulletin
from generator.preview.responses import LatestReport

FIELD = "f-"
"""How the names of a form's fields begin."""
WAS = "was-"
"""How those of their values begin that the form had at first."""
_TEXTS = ("text", "whole", "title")


class Gone(Exception):
    """What a page was asked for, and is not there: a notice, a document, a language, a message."""


class Desk:
    """The site that a desk is for. One request is answered at a time."""

    def __init__(
        self, folder: Path, preview: str, latest: LatestReport, now: Callable[[], datetime]
    ) -> None:
        """Take the site's folder, the origin of its preview, and what its last build reported."""
        self.folder = folder
        self.preview = preview
        self.latest = latest
        self.now = now
        self.store = Store(folder)
        self.translator = ""
        """Who translates: asked once, and kept until the desk is closed."""
        self._held: Held | None = None
        self._is_answering = False
        self._is_current = False
        self._done = ""

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Read the site's files once in the block, however often an answer looks at them."""
        self._is_answering, self._is_current = True, False
        try:
            yield
        finally:
            self._is_answering = False

    @property
    def held(self) -> Held:
        """The site as its files are now; raises `Refused` where site.toml cannot be used."""
        if not (self._is_answering and self._is_current):
            self.renew()
        assert self._held is not None  # read just now, or refused
        return self._held

    def renew(self) -> None:
        """Read the files again, which somebody may have changed; raises as `held`."""
        self._held = hold(self.folder, self.now(), self._held)
        self._is_current = True

    def locale(self, tag: str) -> Locale:
        """Find a language of the site; raises `Gone` for another."""
        known = self.held.site.settings.locales
        return _found(next((one for one in known if one.tag == tag), None))

    def bulletin(self, slug: str) -> Bulletin:
        """Find a notice that can be read; raises `Gone` for another."""
        return _found(self.held.bulletin(slug))

    def name_of(self, domain: str, teller: Teller) -> str:
        """Name a notice by its title, or what the site's own words are called."""
        if domain == SITE_DOMAIN:
            return teller(said("Words of the pages"))
        found = self.held.bulletin(domain)
        return found.head.labels["title"].text if found else domain

    def facts(self) -> list[tuple[str, str]]:
        """List the facts that a text may have, by their names, each as readers see it."""
        settings = self.held.site.settings
        return [(name, fact.text) for name, fact in settings.facts.items()]

    def pieces(self, text: str) -> list[tuple[str, str]]:
        """Part a text at its facts: what readers see of each piece, and its fact's name if any."""
        known = dict(self.facts())
        parted = enumerate(PLACEHOLDER.split(text))  # a text, a name, a text …
        return [
            (known.get(one, f"{{{one}}}"), one) if place % 2 else (one, "") for place, one in parted
        ]

    def page(
        self,
        name: str,
        asked: Asked,
        context: Mapping[str, Any],
        status: HTTPStatus = HTTPStatus.OK,
    ) -> Answer:
        """Fill in a page for whoever asked."""
        teller = look.language_of(asked.languages)
        done = "" if asked.is_part else self._done
        self._done = self._done if asked.is_part else ""
        report = self.latest.report
        wrong = [*report.problems, *report.warnings] if report.has_failed else []
        common = {
            "site_name": self._name(),
            "preview": self.preview,
            "version": report.version,
            "wrong": sum(not problem.warning for problem in wrong),
            "done": teller(done),
            "pieces": self.pieces,
        }
        return Answer(look.page(name, teller, {**common, **context}), status)

    def _name(self) -> str:
        return self._held.site.settings.title.text if self._held else self.folder.name

    def saved(self, address: str, words: str = "") -> Answer:
        """Go to a page that says that something is done."""
        self._done = words or said("Saved.")
        return see(address)

    def conflict(
        self, asked: Asked, address: str, digest: str, versions: Iterable[tuple[str, str, str]]
    ) -> Answer:
        """Show both versions of what two have changed, and let one choose.

        `digest` is that of what is there now; `versions` are what is called so, mine, and theirs.
        """
        fields = [one for one in asked.form if one[0] != "digest"]
        context = {"address": address, "fields": fields, "digest": digest, "versions": [*versions]}
        return self.page("conflict.html", asked, context, HTTPStatus.PRECONDITION_FAILED)

    def overtaken(self, address: str) -> Answer:
        """Say that nothing was done, since somebody else has saved meanwhile."""
        words = said("It was changed elsewhere meanwhile, so nothing was done. Look at it again.")
        return self.saved(address, words)

    def lost(self, asked: Asked) -> Answer:
        """Say that there is no such page; what was typed for it is on the answer."""
        if asked.is_part and asked.form:
            return Answer(status=HTTPStatus.NO_CONTENT)
        context = {"typed": _typed(asked)}
        return self.page("lost.html", asked, context, HTTPStatus.NOT_FOUND)

    def unreadable(self, asked: Asked, problems: tuple[Problem, ...], failure: str = "") -> Answer:
        """Say what is wrong where a page cannot be made for it."""
        if asked.is_part and asked.form:
            return self.page("checked.html", asked, {"problems": problems, "failure": failure})
        context = {"groups": by_file(problems), "failure": failure, "typed": _typed(asked)}
        return self.page("problems.html", asked, context, HTTPStatus.SERVICE_UNAVAILABLE)


def by_file(problems: tuple[Problem, ...]) -> list[tuple[str, str, list[Problem]]]:
    """Group problems by their files, in their order; each with the address to mend it at."""
    paths = dict.fromkeys(problem.path for problem in problems)
    return [(path, _address(path), [one for one in problems if one.path == path]) for path in paths]


def _address(path: str) -> str:
    """Give the page of the desk at which a file is edited; empty where there is none."""
    parts = path.split("/")
    if parts[0] == "content" and len(parts) > 2:
        return f"/write/{parts[1]}/bulletin/"
    return ""


_Thing = TypeVar("_Thing")


def _found(one: _Thing | None) -> _Thing:
    if one is None:
        raise Gone
    return one


@contextmanager
def known() -> Iterator[None]:
    """Raise `Gone` for a name of an address that the site does not have."""
    try:
        yield
    except Misused as error:
        raise Gone from error


def _typed(asked: Asked) -> list[str]:
    """List the words that were sent, other than those that the form had at first."""
    at_first = {value for name, value in asked.form if name.startswith(WAS)}
    sent = (one for one in asked.form if one[0] in _TEXTS or one[0].startswith(FIELD))
    return [value for _, value in sent if value.strip() and value not in at_first]
