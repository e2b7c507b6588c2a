"""Hold what the desk's pages are made from, and answer with a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

from generator import moments
from generator.catalogs.interface import Teller
from generator.content.identity import identify
from generator.desk import files
from generator.desk.files import Conflict, File, Place, Store
from generator.desk.held import Held, hold
from generator.desk.publication import Publisher, Start, in_background
from generator.desk.web import look
from generator.desk.web.server import Answer, Asked, see
from generator.diagnostics.errors import Misused, Problem, Refused
from generator.diagnostics.messages import said
from generator.exchange.blocks import Received
from generator.facts import PLACEHOLDER, with_facts
from generator.layout import GLOSSARY_PATH, SETTINGS_PATH, SITE_DOMAIN, catalog_path
from generator.locales import Locale
from generator.markdown.forbidden import SIGN
from generator.model import Bulletin, Document, DocumentKind
from generator.preview.responses import LatestReport

FIELD = "f-"
"""How the names of a form's fields begin."""
WAS = "was-"
"""How those of their values begin that the form had at first."""
_MOMENT = timedelta(seconds=5)
"""So long a site that was read answers checks while somebody types."""
CHOOSE = "choose:"
"""How those begin by which one chooses between two versions of a field."""
NAMELESS: Mapping[DocumentKind, str] = {
    "bulletin": said("A notice without a title"),
    "routine": said("A scam without a title"),
    "reminder": said("A reminder without a title"),
}
"""What a document is called that has no title yet."""
_TEXTS = ("text", "whole", "title")


Group = tuple[str, str, list[Problem]]
"""What is wrong in one place: its name, the page to mend it at if there is one, and what it is."""


_WHOLE = {SETTINGS_PATH: "/site/whole/settings/", GLOSSARY_PATH: "/site/whole/terms/"}
"""Where the files of the site that are no notice's are edited as they are."""


class Gone(Exception):
    """What a page was asked for, and is not there: a notice, a document, a language, a message."""


class Desk:
    """The site that a desk is for. One request is answered at a time."""

    def __init__(
        self,
        folder: Path,
        preview: str,
        latest: LatestReport,
        now: Callable[[], datetime],
        start: Start = in_background,
    ) -> None:
        """Take the site's folder, the origin of its preview, and what its last build reported.

        `start` begins what takes its time.
        """
        self.folder = folder
        self.preview = preview
        self.latest = latest
        self.now = now
        self.store = Store(folder)
        self.publisher = Publisher(folder, now, latest.advance, start)
        self.translator = ""
        """Who translates: asked once, and kept until the desk is closed."""
        self.approver = ""
        """Who signed last, or sent back."""
        self.imports: dict[str, tuple[str, Received]] = {}
        """What was read of files, with their names, until notices are made of it."""
        self.seen = ("page", "")
        """What stands beside a form: the page or the sheet, and its language; empty for its own."""
        self._good: dict[str, Bulletin] = {}
        self._held: Held | None = None
        self._read_at = datetime.min.replace(tzinfo=UTC)
        self._is_answering = False
        self._is_current = False
        self._done = ("", "good")
        self._news = ""

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Read the site's files once in the block, however often an answer looks at them.

        What happens while a page is made is news to whoever looks at it.
        """
        self._is_answering, self._is_current = True, False
        self._news = self.latest.news
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
        self._read_at = self.now()
        self._held = hold(self.folder, self._read_at, self._held)
        self._is_current = True

    def recall(self) -> None:
        """Take the site as it was read a moment ago: enough for an answer that saves nothing."""
        self._is_current = self._held is not None and self.now() - self._read_at < _MOMENT

    def at(self, when: datetime) -> datetime:
        """Give a moment by the site's clocks."""
        return moments.in_zone(when, self.held.site.settings.time_zone)

    def catalog(self, domain: str, locale: Locale) -> File:
        """Read a catalog to save it; raises `Conflict` where it is another than what is shown."""
        there = self.store.read(files.catalog(locale, domain))
        shown = self.held.files.catalogs.get((locale.folder, domain))
        if there.data != shown:
            raise Conflict(File(there.place, shown), there)
        return there

    def undone(self, place: Place, asked: Asked, address: str, number: int | None = None) -> Answer:
        """Put an earlier version of a file back, the last one if no number says which."""
        try:
            self.store.undo(place, asked.value("digest"), self.now(), number)
        except Conflict:
            return self.overtaken(address)
        return self.saved(address, said("The earlier version is back."))

    def locale(self, tag: str) -> Locale:
        """Find a language of the site; raises `Gone` for another."""
        known = self.held.site.settings.locales
        return _found(next((one for one in known if one.tag == tag), None))

    def bulletin(self, slug: str) -> Bulletin:
        """Find a notice that can be read; raises `Gone` for another."""
        return _found(self.held.bulletin(slug))

    def last_good(self, slug: str) -> Bulletin | None:
        """Find a notice as it is, or as it was when it could last be read."""
        with suppress(Refused):
            if found := self.held.bulletin(slug):
                self._good[slug] = found
        return self._good.get(slug)

    def name_of(self, domain: str, teller: Teller) -> str:
        """Name a notice by its title, or what the site's own words are called."""
        if domain == SITE_DOMAIN:
            return teller(said("Words of the pages"))
        found = self.last_good(domain)
        return self.shown(found.head.labels["title"].text) if found else domain

    def by_file(self, found: Iterable[Problem], teller: Teller) -> list[Group]:
        """Group problems by their files, in their order; each with a name and where to mend it."""
        return [(*self._place_of(path, teller), own) for path, _, own in _by_path(found)]

    def _place_of(self, path: str, teller: Teller) -> tuple[str, str]:
        """Name a file as the desk does, with its page; its path where the desk has none for it."""
        parts = path.split("/")
        if address := _address_of(path):
            name, part = self.name_of(parts[1], teller), address.split("/")[3].replace(":", "/")
            own = self.last_good(parts[1])
            made = (*own.routines, *own.reminders) if own else ()
            title = next((_titled(one, teller) for one in made if one.msgctxt == part), parts[-1])
            is_head = parts[-1] == "bulletin.md"
            return name if is_head else f"{name} › {self.shown(title)}", address
        tag = parts[-1].removesuffix(".po")
        for one in self._held.site.settings.locales if self._held else ():
            is_known = tag == SITE_DOMAIN or self.last_good(tag)
            if is_known and path == catalog_path(one.folder, tag):
                name = self.name_of(tag, teller)
                words = said("“{name}” in {language}", name=name, language=one.told)
                return teller(words), f"/translate/{tag}/{one.tag}/"
        names = {SETTINGS_PATH: said("Site"), GLOSSARY_PATH: said("Terms and their translations")}
        return teller(names.get(path, path)), _WHOLE.get(path, "")

    def facts(self) -> list[tuple[str, str]]:
        """List the facts that a text may have, by their names, each as readers see it."""
        settings = self.held.site.settings
        return [(name, fact.text) for name, fact in settings.facts.items()]

    def shown(self, text: str) -> str:
        """Give a text as readers see it: the facts themselves, not their names."""
        return with_facts(text, self._held.site.settings.facts if self._held else {})

    def pieces(self, text: str, locale: Locale | None = None) -> list[tuple[str, str]]:
        """Part a text at its facts: what readers see of each piece, and its fact's name if any.

        For a language, a number has its extension, as it is said there.
        """
        facts, before = self.held.site.settings.facts, locale.before_extension if locale else ""
        known = {
            name: (fact.with_extension(before) if locale else fact).text
            for name, fact in facts.items()
        }
        parted = enumerate(PLACEHOLDER.split(text))  # a text, a name, a text …
        return [
            (known.get(one, f"{{{one}}}"), one) if place % 2 else (one, "") for place, one in parted
        ]

    def fact_of(self, problem: Problem) -> tuple[str, str, str] | None:
        """Find the fact that is typed by hand: its name, what was typed, and how it is shown."""
        wrong, remedy = (getattr(one, "values", {}) for one in (problem.wrong, problem.remedy))
        name, typed = remedy.get("name", ""), wrong.get("number") or wrong.get("address")
        shown = dict(self.facts()).get(name) if problem.rule == "by-hand" and name else None
        return (name, typed, shown) if shown and typed else None

    def page(
        self,
        name: str,
        asked: Asked,
        context: Mapping[str, Any],
        status: HTTPStatus = HTTPStatus.OK,
    ) -> Answer:
        """Fill in a page for whoever asked."""
        teller = look.language_of(asked.languages)
        done, mood = ("", "good") if asked.is_part else self._done
        self._done = self._done if asked.is_part else ("", "good")
        report = self.latest.report
        common = {
            "site_name": self._name(),
            "preview": self.preview,
            "version": self._news,
            "wrong": len(report.problems) + len(report.warnings),
            "done": teller(done),
            "done_mood": mood,
            "pieces": self.pieces,
            "fact_of": self.fact_of,
        }
        return Answer(look.page(name, teller, {**common, **context}), status)

    def _name(self) -> str:
        return self._held.site.settings.title.text if self._held else self.folder.name

    def saved(self, address: str, words: str = "", mood: str = "good") -> Answer:
        """Go to a page that says that something is done; `mood` is bad where it is not right."""
        self._done = words or said("Saved."), mood
        return see(address)

    def conflict(
        self,
        asked: Asked,
        address: str,
        digest: str,
        versions: Iterable[tuple[str, str, str]],
        keys: Iterable[str] = (),
    ) -> Answer:
        """Show both versions of what two have changed, and let one choose.

        `digest` is that of what is there now; `versions` are what is called so, mine, and theirs.
        With their `keys`, one chooses for each of them; else for all at once.
        """
        kept = (one for one in asked.form if not one[0].startswith(("digest", CHOOSE)))
        shown = {"versions": [*versions], "keys": [*filter(None, keys)]}
        context = {"address": address, "fields": [*kept], "digest": digest, **shown}
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
        context = {"groups": _by_path(problems), "failure": failure, "typed": _typed(asked)}
        return self.page("problems.html", asked, context, HTTPStatus.SERVICE_UNAVAILABLE)


def _titled(made: Document, teller: Teller) -> str:
    """Name a document by its title, or say that it has none yet."""
    title = made.labels["title"].text
    return teller(NAMELESS[made.kind]) if SIGN in title else title


def _by_path(problems: Iterable[Problem]) -> list[Group]:
    """Group problems by their files, which whoever mends one has to know, and their pages."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.path, []).append(problem)
    return [(path, _address_of(path) or _WHOLE.get(path, ""), own) for path, own in groups.items()]


def _address_of(path: str) -> str:
    """Give the page that edits a document; empty for what is none."""
    parts, part = path.split("/"), ""
    if parts[0] != "content" or len(parts) < 3:
        return ""
    with suppress(Refused):  # no document
        part = identify(path).msgctxt
    return f"/write/{parts[1]}/{part.replace('/', ':') or 'bulletin'}/"


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
