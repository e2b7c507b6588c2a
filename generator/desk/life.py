"""Say at a notice's head what has become of it: corrected, prolonged, replaced, withdrawn.

Each deed writes the keys that the front matter has for it, and nothing else; the form of the
notice can change them like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from generator.catalogs.interface import teller_in
from generator.desk import fields, files, notice, parts
from generator.desk.files import Place, Store
from generator.desk.held import Held, with_document
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said, together
from generator.locales import Locale
from generator.model import Bulletin, State
from generator.moments import Moment
from generator.output import checksums, publish
from generator.posters import sheets
from generator.repair import dates
from generator.site import life, pages
from generator.site.site import Site

Deed = Literal["correct", "prolong", "replace", "withdraw", "looked"]
"""What may become of a notice; `looked`: somebody saw that it holds, or took its sheets down."""
_MARKS = " \t。．.！!？?；;，,"
"""What ends a sentence, and is taken off one that is quoted."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says of a deed; each deed asks for some of it."""

    why: str = ""
    """Why it is withdrawn."""
    part: str = ""
    """The scam that is: `routines/fake-refund`; empty for the whole notice."""
    wrong: str = ""
    """What was wrong, as it stood there; it may be left out."""
    right: str = ""
    """What is right now."""
    by: str = ""
    """The notice that holds in its place."""
    day: str = ""
    """Until when it holds: 2026-12-26."""
    hour: str = ""
    """And until what hour; empty for the whole day."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A published sheet, which may hang somewhere."""

    path: str
    """In the output."""
    name: str
    day: str
    """The day of the notice's last change, as it stands at its foot."""


def deeds(bulletin: Bulletin, site: Site) -> tuple[Deed, ...]:
    """List what may become of a notice now."""
    found: list[Deed] = []
    if not bulletin.is_gone:
        found.append("correct")
        if bulletin.ends or bulletin.kind == "service":
            found.append("prolong")
        if successors(bulletin, site):
            found.append("replace")
        found.append("withdraw")
    return tuple(found)


def overdue(bulletin: Bulletin, site: Site) -> tuple[str, ...]:
    """Say what is overdue, if anything; `looked` is the answer to it."""
    return tuple(problem.wrong for problem in life.overdue(bulletin, site.now))


def is_over(bulletin: Bulletin, site: Site) -> bool:
    """Tell whether it holds no longer, so that its sheets are to be taken down."""
    return life.state(bulletin, site.now) in (State.WITHDRAWN, State.REPLACED, State.ENDED)


def taken_down(bulletin: Bulletin, site: Site) -> date | None:
    """Tell on what day somebody noted that all sheets of a notice that is over are taken down."""
    if not is_over(bulletin, site) or overdue(bulletin, site):
        return None
    return bulletin.checked


def successors(bulletin: Bulletin, site: Site) -> tuple[tuple[str, str], ...]:
    """List the notices that may hold in another's place: their ids and titles, the newest first."""
    others = (one for one in site.bulletins if one.slug != bulletin.slug)
    return tuple(
        (one.slug, one.head.labels["title"].text)
        for one in others
        if one.is_filled_in and not one.is_gone
    )


def seen(store: Store, slug: str) -> str:
    """Digest the documents of a notice, as somebody sees them who decides what becomes of it."""
    found = (store.read(place) for place in files.documents(store.folder, slug))
    return sha256("\n".join(f"{one.place.key} {one.digest}" for one in found).encode()).hexdigest()


# What is written.


def done(held: Held, place: Place, data: bytes, deed: Deed, words: Words) -> bytes:
    """Write a deed into a document's bytes; raise `Misused` where only its text can be edited."""
    bulletin, now = held.by_slug[place.path.split("/")[1]], Moment(held.site.now.date())
    if deed == "withdraw":
        return parts.withdrawn(data, place.path, now.day, words.why)
    values = (
        {"corrections": _corrections(held, place, data, words)}
        if deed == "correct"
        else dict(_VALUES[deed](held.site, words))
    )
    # A correction's day is the day of the last change by itself.
    if deed in ("prolong", "replace") and bulletin.updated.day < now.day:
        values = {**values, "updated": str(now)}
    spacing = held.site.settings.chinese_spacing if bulletin.source_locale.chinese else "any"
    return notice.edited(data, place.path, values, spacing=spacing)


def _corrections(held: Held, place: Place, data: bytes, words: Words) -> str:
    """Put the newest correction before the others: its hour tells it from those of the day."""
    shown = notice.form(data, place.path, held).fields
    before = next((field.value for field in shown if field.key == "corrections"), "")
    site, locale = held.site, held.by_slug[place.path.split("/")[1]].source_locale
    # Without a zone of the site's own, its clocks are not those on its readers' walls.
    has_hour = site.settings.time_zone != "UTC"
    minute = (site.now.hour * 60 + site.now.minute,) if has_hour else ()
    when = Moment(site.now.date(), *minute)
    lines = [f"{when} {correction(words.wrong, words.right, locale)}", before]
    return "\n".join(line for line in lines if line and line != fields.NONE)


def _ends(_: Site, words: Words) -> Mapping[str, str]:
    return {"ends": " ".join(filter(None, (words.day.strip(), words.hour.strip())))}


_VALUES: Mapping[Deed, Callable[[Site, Words], Mapping[str, str]]] = {
    "prolong": _ends,
    "replace": lambda _, words: {"replaced_by": words.by},
    "looked": lambda site, _: {"checked": str(site.now.date())},
}


def correction(wrong: str, right: str, locale: Locale) -> str:
    """Write what was wrong and what is right in one line, in the language of the notice."""
    old, new = (" ".join(fields.typed(text).split()) for text in (wrong, right))
    was, is_ = old.rstrip(_MARKS), new.rstrip(_MARKS)
    if not was or not is_:
        return new
    teller = teller_in(locale.tag)
    if teller.tag.partition("-")[0] != locale.language:
        return f"“{was}” → “{is_}”"
    return teller(said("“{wrong}” should be “{right}”.", wrong=was, right=is_))


_ASKED: Mapping[Deed, tuple[tuple[str, str], ...]] = {
    "withdraw": (("why", said("Say why it is withdrawn.")),),
    "correct": (("right", said("Say what is right now.")),),
    "prolong": (("day", said("Choose the day of the new end.")),),
    "replace": (("by", said("Choose the notice that holds now.")),),
}
"""What a deed is not done without."""
_KEYS: Mapping[Deed, str] = {
    "withdraw": "withdrawn",
    "correct": "corrections",
    "prolong": "ends",
    "replace": "replaced_by",
    "looked": "checked",
}


def missing(held: Held, slug: str, deed: Deed, words: Words) -> Iterator[str]:
    """Say what is missing before a deed can be done."""
    bulletin = held.by_slug[slug]
    left = [
        what
        for name, what in _ASKED.get(deed, ())
        if not fields.typed(getattr(words, name)).strip()
    ]
    yield from left
    if not left and deed == "replace" and words.by not in dict(successors(bulletin, held.site)):
        yield said("That notice cannot hold in its place.")
    if not left and deed == "prolong":
        end = dates.moment(_ends(held.site, words)["ends"])
        if end and end.is_over_at <= held.site.now:
            yield said("That end is past already.")


def problems(held: Held, place: Place, data: bytes, deed: Deed) -> tuple[Problem, ...]:
    """Find what `check` would refuse of what a deed has written."""
    made = notice.form(data, place.path, with_document(held, place, data))
    field = next((one for one in made.fields if one.key == _KEYS[deed]), None)
    found = field.problems if field else made.problems
    return tuple(one for one in found if not one.warning)


# What hangs.


def hanging(folder: Path, bulletin: Bulletin, site: Site) -> tuple[Hanging, ...]:
    """List the published sheets of a notice that say what it said, by their paths."""
    output = folder / "output"
    former = publish.former(output)
    known = {path for path, _ in checksums.of(output)}
    found = []
    for path, name in _names(bulletin, site):
        version = sheets.version_of(former(path)) if path in known else None
        if version:
            found.append(Hanging(path, name, version.day.isoformat()))
    return tuple(found)


def _names(bulletin: Bulletin, site: Site) -> Iterator[tuple[str, str]]:
    """Yield where the sheets of a notice would be, and what people call them."""
    slug, locales = bulletin.slug, site.settings.locales
    for one in locales:
        sheet = said("Sheet in {language}", language=one.told)
        yield pages.sheet_path(slug, one), sheet
        for other in (other for other in locales if other != one):
            both = said("Sheet in {language}", language=together((one.told, other.told)))
            yield _pdf(pages.path_of("bilingual-poster", one, slug, other.tag)), both
    for made in (*bulletin.routines, *bulletin.withdrawn_routines):
        title = made.labels["title"].text
        for one in locales:
            name = said("Sheet of “{scam}” in {language}", scam=title, language=one.told)
            yield _pdf(pages.path_of("routine-poster", one, slug, made.id)), name


def _pdf(path: str) -> str:
    return f"{path.removesuffix('html')}pdf"
