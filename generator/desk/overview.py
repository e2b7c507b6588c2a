"""Show how far each notice is in each language, and what waits for whom: what waits first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from generator.catalogs import lookup, reader
from generator.catalogs.lookup import Lexicon
from generator.commands.translate import updated
from generator.desk.held import Held, is_of, problems_of
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import listed, said
from generator.layout import SITE_DOMAIN, catalog_path
from generator.locales import Locale
from generator.site.site import Site
from generator.site.status import Printed, Progress, progress

Whom = Literal["writer", "reviewer", "translator", "approver", "printer"]
"""Who has to do something."""
_TURN: tuple[Whom, ...] = ("writer", "reviewer", "translator", "approver", "printer")
"""Who comes first: nobody can go on with a text that is wrong, and a review is quickly done."""
Sheets = Mapping[tuple[str, str], Printed]
"""The published sheets, by notice and language tag."""
_NO_SHEETS: Sheets = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that somebody has to do."""

    whom: Whom
    what: str
    """In a few words: 3 missing."""
    locale: str = ""
    """The tag of the language that it is about; empty for the notice's own text."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice, or the words of the pages (`site`), with what waits in it."""

    slug: str
    title: str
    """Empty for the words of the pages, and where the notice cannot be read."""
    source_locale: str
    rows: tuple[Progress, ...]
    """How far it is in each of the site's languages; none where it cannot be read."""
    waiting: tuple[Waiting, ...]
    """What waits first comes first; nothing where nobody has to do anything."""
    errors: tuple[Problem, ...]
    """What keeps it from being published, in its own text and in its translations."""
    left: int = 0
    """How many of its places are still to be filled in: until then, nobody translates it."""


def notices(
    held: Held, printed: Sheets = _NO_SHEETS, found: Iterable[Problem] | None = None
) -> tuple[Notice, ...]:
    """List the notices, and the words of the pages: what waits first comes first, then the newest.

    `printed` are the sheets where somebody has looked at them, and `found` are the problems of a
    build of this very site, if there was one; else each notice is checked, which takes its time.
    """
    errors = None if found is None else tuple(one for one in found if not one.warning)
    return tuple(sorted(_found(held, printed, errors), key=_turn))


def _turn(notice: Notice) -> tuple[int, bool]:
    """Rank a notice by who has to do something next; the words of the pages come last of equals."""
    first = _TURN.index(notice.waiting[0].whom) if notice.waiting else len(_TURN)
    return first, notice.slug == SITE_DOMAIN


def _found(held: Held, printed: Sheets, known: tuple[Problem, ...] | None) -> Iterator[Notice]:
    """Yield them with the newest first; what cannot be read is told before all others."""
    shown = held.standings()
    rows: dict[str, list[Progress]] = {
        slug: [] for slug in held.files.documents if held.bulletin(slug) is None
    }
    for row in progress(_brought_up(held), shown, printed):
        rows.setdefault(row.domain, []).append(row)
    for slug, own in rows.items():
        bulletin = held.bulletin(slug)
        own_problems = problems_of(held, slug) if known is None else known
        errors = tuple(one for one in own_problems if not one.warning and is_of(one.path, slug))
        source = bulletin.source_locale if bulletin else held.site.settings.source_locale
        left = sum(len(made.unfilled) for made in bulletin.documents) if bulletin else 0
        waiting = sorted(_waiting(left, own, errors), key=lambda one: _TURN.index(one.whom))
        title = bulletin.head.labels["title"].text if bulletin else ""
        yield Notice(slug, title, source.tag, tuple(own), tuple(waiting), errors, left)


@lru_cache(maxsize=2)
def _brought_up(held: Held) -> Site:
    """Take catalogs as `update` would leave them: an edited text is to review, and not missing."""
    site, found = held.site, {}
    for bulletin in site.bulletins:
        keys = {message.key for message in site.messages(bulletin)}
        for one in site.settings.locales:
            there = site.lexicons.get((one.folder, bulletin.slug))
            if there is not None and not keys <= there.entries.keys():
                found[one.folder, bulletin.slug] = _updated(held, one, bulletin.slug)
    return site.with_bulletins(site.bulletins, found) if found else site


def _updated(held: Held, locale: Locale, slug: str) -> Lexicon:
    path = catalog_path(locale.folder, slug)
    return lookup.lexicon(reader.read(updated(held.files, held.site, locale, slug), path), path)


def _waiting(left: int, rows: Iterable[Progress], errors: Iterable[Problem]) -> Iterator[Waiting]:
    """Yield what somebody has to do, the notice's own text first."""
    own = [one for one in errors if not one.path.startswith("locales/")]
    if own:
        yield Waiting("writer", said("errors: {number}", number=len(own)))
    if left:
        yield Waiting("writer", said("{number} to fill in", number=left))
    told: list[str] = []
    for row in rows:
        wrong = row.errors(one for one in errors if one not in own)
        if wrong:
            yield Waiting("translator", said("errors: {number}", number=wrong), row.locale)
        # What is still to be filled in, nobody translates yet.
        yield from () if left else _of_row(row)
        told += row.overdue
    yield from (Waiting("writer", what) for what in dict.fromkeys(told))


def _of_row(row: Progress) -> Iterator[Waiting]:
    again = said("print again: {sheets}", sheets=listed(row.print_again))
    found: tuple[tuple[Whom, int, str], ...] = (
        ("reviewer", row.needs_review, said("{waiting} to review", waiting=row.needs_review)),
        ("translator", row.missing, said("{number} to translate", number=row.missing)),
        ("approver", row.needs_approval, said("{waiting} to approve", waiting=row.needs_approval)),
        ("printer", len(row.print_again), again),
    )
    yield from (Waiting(whom, what, row.locale) for whom, number, what in found if number)
