"""Say which text of a sheet is at fault, where somebody can mend it, and how much of it fits.

A sheet itself says what does not fit: `templates/sheet.typ` names the part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from unicodedata import category

from generator.catalogs.extract import Message
from generator.catalogs.lookup import State, Vocabulary
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import Said, listed, said
from generator.layout import SETTINGS_PATH, SITE_DOMAIN
from generator.locales import Locale
from generator.model import (
    POSTERS,
    SITE_CONTEXT,
    Bulletin,
    Contact,
    Document,
    Label,
    Variant,
    called,
)
from generator.posters.engine import SheetFault
from generator.site.pages import Print
from generator.site.site import Site
from generator.text import fonts

_RULE = "poster"
_WORDS = "templates/words.typ"
_FEW = 6
"""A text of so few characters says nothing: where no more fit, there is too much on the sheet."""
_CALLS = 3
"""So many numbers to call have room beside one another."""
_ANSWERS = {"where": "area", "whom": "audience"}
"""The keys of what a sheet answers."""
_COLOURED = "\ufe0f"
"""Makes a picture of the sign before it."""
_IMAGE = "!["
"""How a picture begins in a text."""
_NAMED = 3
"""How many other texts are named in one message."""
_LAYOUTS: Mapping[Variant | None, str] = {
    None: said("plain"),
    "mono": said("in black and white"),
    "bleed": said("for a print shop"),
    "strips": said("with strips to tear off"),
    "large": said("in large type"),
}


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where a text can be shortened."""

    path: str
    line: int
    is_translation: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Crowd:
    """Where some of what crowds a sheet can be left out."""

    path: str
    line: int
    calls: int = 0
    """How many numbers to call there are, where these are the cause."""
    pictures: int = 0
    """How many pictures there are, where these are."""


@dataclass(frozen=True, slots=True)
class _TooLong:
    """A text that does not fit a sheet."""

    place: _Place
    job: Print
    length: int
    most: int
    """How many characters of it fit."""
    others: tuple[tuple[_Place, int], ...] = ()
    """Texts that are too long as well, with their lengths."""


def problems(site: Site, refused: Iterable[tuple[Print, SheetFault]]) -> Iterator[Problem]:
    """List what is wrong with the sheets, each cause once."""
    long: list[_TooLong] = []
    crowded: dict[_Crowd, list[Print]] = {}
    others: dict[Problem, None] = {}
    for job, fault in refused:
        if not fault.part:
            others |= dict.fromkeys(_others(site, job, fault))
        elif fault.part["part"] in ("pages", "link"):
            others |= {_broken(job, _wrong_by_template(fault.part)): None}
        elif found := _too_long(site, job, fault.part):
            long.append(found)
        else:
            crowded.setdefault(_crowd(site, job, fault.part), []).append(job)
    yield from others
    yield from (_crowded(crowd, jobs) for crowd, jobs in sorted(crowded.items()))
    by_place = sorted(long, key=lambda one: (one.place, one.job.paths))
    for _, group in groupby(by_place, key=lambda one: one.place):
        yield _problem(list(group))


def _others(site: Site, job: Print, fault: SheetFault) -> Iterator[Problem]:
    """List what is wrong with a sheet, but for the room on it."""
    # Nobody sees that a sign is to be coloured, and it is never missing alone.
    for char in dict.fromkeys("".join(fault.glyphs).replace(_COLOURED, "")):
        yield _no_glyph(_char_place(site, job, char), char)
    if fault.other:
        yield _broken(job, fault.other)


def _no_glyph(place: _Place, char: str) -> Problem:
    # By the character itself its line is found.
    wrong = said("the posters' fonts do not have {character}", character=fonts.describe(char))
    wrong = Said(wrong.msgid, {**wrong.values, "itself": char})
    remedy = said("use another character, or add a font that has it to [posters] in site.toml")
    if category(char) == "So":
        remedy = said("leave it out, or say it in words; of such signs, sheets have ✅ ❌ ★ ☎ ⚠")
    return Problem(place.path, place.line, "glyph", wrong, remedy)


def _char_place(site: Site, job: Print, char: str) -> _Place:
    """Find the first text of a sheet's notice, or of the site, or fact that has a character."""
    for locale in filter(None, (job.page.locale, job.page.second)):
        for words, domain, messages in _texts(site, job.bulletin, locale):
            for one in messages:
                key = (one.msgctxt or "", one.msgid)
                if char in words.worded(one.key).text:
                    found = _in_catalog(site, words, domain, key, char)
                    return found or _Place(one.path, one.line)
    for name, fact in site.settings.facts.items():
        if char in fact.text:
            return _Place(SETTINGS_PATH, site.settings.line(f"facts.{name}"))
    return _Place(_document(job).path, 1)


def _texts(
    site: Site, bulletin: Bulletin, locale: Locale
) -> Iterator[tuple[Vocabulary, str, tuple[Message, ...]]]:
    """Yield all that a sheet may say in a language: with what words, and from which domain."""
    yield site.vocabulary(bulletin, locale), bulletin.slug, site.messages(bulletin)
    for source, messages in site.site_messages_by_source.items():
        yield site.site_vocabulary(locale, source), SITE_DOMAIN, messages


def _broken(job: Print, reason: str) -> Problem:
    wrong = said("the sheet {path} cannot be set: {reason}", path=job.paths[0], reason=reason)
    made = "large" if job.variant == "large" else job.kind
    name = made.replace("-", "_") if job.page.kind in POSTERS else "gone"
    remedy = said("mend the template, or delete it to use the one that comes with the program")
    return Problem(f"templates/{name}.typ", 1, "template", wrong, remedy)


def _wrong_by_template(part: Mapping[str, Any]) -> str:
    if part["part"] == "pages":
        return said("it takes {pages} pages", pages=part["pages"])
    return said("it leads to {address}, which is no address of a page", address=part["to"])


def _crowd(site: Site, job: Print, part: Mapping[str, Any]) -> _Crowd:
    """Tell where some of what crowds a sheet can be left out, however short its texts are."""
    if part.get("calls", 0) > _CALLS:
        return _Crowd(SETTINGS_PATH, site.settings.line("contacts"), len(_calls(site, job)))
    if number := part.get("pictures", 0):
        segments = job.bulletin.head.body.segments
        line = next((one.line for one in segments if _IMAGE in one.msgid), 1)
        return _Crowd(job.bulletin.head.path, line, pictures=number)
    return _Crowd(_document(job).path, 1)


def _calls(site: Site, job: Print) -> tuple[Contact, ...]:
    """List the contacts that a sheet shows."""
    return called(site.settings.contacts_of(job.bulletin))


def _crowded(crowd: _Crowd, jobs: list[Print]) -> Problem:
    if crowd.calls:
        wrong = said(
            "the {number} numbers to call leave too little room on the posters {sheets}",
            number=crowd.calls,
            sheets=_sheets(jobs),
        )
        remedy = said("give call = to two or three contacts: then sheets show these alone")
    elif crowd.pictures:
        wrong = said(
            "the text's pictures ({number}), small as they are set, leave too little room for its "
            "words on the posters {sheets}",
            number=crowd.pictures,
            sheets=_sheets(jobs),
        )
        remedy = said("leave a picture out, cut off what nobody needs to see, or shorten the text")
    else:
        wrong = said(
            "there is too much on the posters {sheets} for one sheet in type that is read from "
            "afar, however short each text is",
            sheets=_sheets(jobs),
        )
        remedy = said("leave some scams or reminders out, or make two notices of it")
    return Problem(crowd.path, crowd.line, _RULE, wrong, remedy)


def _too_long(site: Site, job: Print, part: Mapping[str, Any]) -> _TooLong | None:
    """Find the text that is too long; None where it is something else."""
    if part["part"] == "rows":
        longest = part["longest"]
        if part["most"] < _FEW or part["calls"] or not longest:
            return None
        places = [
            (_row_place(site, job, row["row"], row["field"]), row["length"]) for row in longest
        ]
        (place, length), *others = places
        return _TooLong(place, job, length, part["most"], tuple(others))
    if "most" not in part or part.get("pictures") or part["most"] < min(_FEW, part["length"]):
        return None
    return _TooLong(_part_place(site, job, part["part"]), job, part["length"], part["most"])


def _part_place(site: Site, job: Print, name: str) -> _Place:
    """Find where the text of a part of a sheet can be shortened."""
    second = job.page.second if name.startswith("other ") else None
    locale = second or job.page.locale
    what, _, number = name.removeprefix("other ").partition(" ")
    bulletin = job.bulletin
    if what == "text":
        return _text_place(site, bulletin, locale)
    if what == "answer":
        return _label_place(site, bulletin, bulletin.head, locale, _ANSWERS.get(number, "title"))
    if what in ("question", "verdict"):
        label = "headline" if what == "question" else "verdict"
        return _label_place(site, bulletin, _document(job), locale, label, "title")
    if what == "reminder":
        return _label_place(
            site, bulletin, bulletin.reminders[int(number) - 1], locale, "short", "title"
        )
    if what == "call":
        contact = _calls(site, job)[int(number) - 1]
        return _site_place(site, locale, contact.call or contact.label)
    return _Place(_WORDS, 1)


def _row_place(site: Site, job: Print, row: int, field: str) -> _Place:
    """Find where a text of a row can be shortened: of a line of one scam, or of every scam's first.

    Rows beyond the last are those of the second language.
    """
    bulletin, scam, locale = job.bulletin, job.page.routine, job.page.locale
    number = row - 1
    if field == "text":
        reminder = bulletin.reminders[number]
        return _label_place(site, bulletin, reminder, locale, "short", "title")
    if job.page.second and number >= len(bulletin.routines):
        number, locale = number - len(bulletin.routines), job.page.second
    document = scam or bulletin.routines[number]
    if field in ("headline", "verdict"):
        return _label_place(site, bulletin, document, locale, field, "title")
    text = _row_text(document, number if scam else 0, field)
    # A missing `poster:` line is written in the Markdown file, whatever the language.
    if text is None:
        return _Place(document.path, 1)
    return _message_place(site, bulletin, document, locale, text.text, text.line)


def _row_text(scam: Document, number: int, field: str) -> Label | None:
    """Find the text of a row, as `RoutineView.chat` does; None for the scam's whole text."""
    if scam.chat:
        return scam.chat[number].says if field == "says" else scam.chat[number].truth
    if field != "says":
        return scam.labels["poster"] or None
    if not scam.heard:
        return scam.labels["title"]
    longest = max(scam.heard, key=lambda one: len(one.msgid))
    return Label(longest.msgid, longest.line)


def _label_place(
    site: Site, bulletin: Bulletin, document: Document, locale: Locale, *names: str
) -> _Place:
    """Find the first of some labels that a document has."""
    label = next((document.labels[name] for name in names if document.labels.get(name)), None)
    if label is None:
        return _Place(_WORDS, 1)
    return _message_place(site, bulletin, document, locale, label.text, label.line)


def _message_place(
    site: Site, bulletin: Bulletin, document: Document, locale: Locale, msgid: str, line: int
) -> _Place:
    """Find a message: in its catalog where it is translated, else in its document."""
    words = site.vocabulary(bulletin, locale)
    found = _in_catalog(site, words, bulletin.slug, (document.msgctxt, msgid))
    return found or _Place(document.path, line)


def _site_place(site: Site, locale: Locale, label: Label) -> _Place:
    words = site.site_vocabulary(locale, site.settings.source_locale)
    found = _in_catalog(site, words, SITE_DOMAIN, (SITE_CONTEXT, label.text))
    return found or _Place(SETTINGS_PATH, label.line)


def _in_catalog(
    site: Site, words: Vocabulary, domain: str, key: tuple[str, str], char: str = ""
) -> _Place | None:
    """Find a message's translation, and in it the line of a character."""
    lexicon = site.lexicon(words.locale, domain)
    if words.state(key) is not State.TRANSLATED or key not in lexicon.entries:
        return None
    entry = lexicon.entries[key]
    line = entry.line_of(char) if char else entry.line
    return _Place(lexicon.path, line, is_translation=True)


def _text_place(site: Site, bulletin: Bulletin, locale: Locale) -> _Place:
    """Find the longest message of a notice's whole text, where it is best shortened."""
    head = bulletin.head
    longest = max(head.body.segments, key=lambda one: len(one.msgid))
    return _message_place(site, bulletin, head, locale, longest.msgid, longest.line)


def _document(job: Print) -> Document:
    """Return the document that a sheet is about."""
    return job.page.routine or job.bulletin.head


def _problem(group: list[_TooLong]) -> Problem:
    """Describe a text that is too long for some sheets."""
    worst = min(group, key=lambda one: one.most)
    wrong = said(
        "this text is too long for the posters {sheets}: it has {length} characters, "
        "and about {most} fit",
        sheets=_sheets(one.job for one in group),
        length=worst.length,
        most=worst.most,
    )
    remedy = said("shorten this translation") if worst.place.is_translation else said("shorten it")
    return Problem(worst.place.path, worst.place.line, _RULE, _with_others(wrong, group), remedy)


def _with_others(wrong: str, group: Iterable[_TooLong]) -> str:
    """Add the other texts that are too long."""
    every = {place: length for one in group for place, length in one.others}
    others = sorted(every.items(), key=lambda one: (-one[1], one[0]))
    if not others:
        return wrong
    named = listed(
        said("{path}:{line} ({length} characters)", path=place.path, line=place.line, length=length)
        for place, length in others[:_NAMED]
    )
    if len(others) > _NAMED:
        named = said("{places} and {number} more", places=named, number=len(others) - _NAMED)
    return said("{wrong}; too long as well: {places}", wrong=wrong, places=named)


def _sheets(jobs: Iterable[Print]) -> str:
    """Name some sheets: their languages, and their layouts."""
    by_kind = groupby(sorted(jobs, key=_kind), key=_kind)
    return listed(_of_kind(list(group)) for _, group in by_kind)


def _kind(job: Print) -> tuple[str, str, bool]:
    page = job.page
    return page.locale.tag, page.second.tag if page.second else "", page.routine is not None


def _of_kind(jobs: list[Print]) -> str:
    page = jobs[0].page
    jobs.sort(key=lambda job: job.kind in ("card", "share"))  # the sheets before their pictures
    layouts = listed(dict.fromkeys(map(_layout, jobs)))
    language = page.locale.told
    if page.second:
        both = said("{one} with {other}", one=language, other=page.second.told)
        return said("{language} ({layouts})", language=both, layouts=layouts)
    if page.routine:
        return said("{language} (of the scam alone, {layouts})", language=language, layouts=layouts)
    return said("{language} ({layouts})", language=language, layouts=layouts)


def _layout(job: Print) -> str:
    if job.kind == "card":
        return said("the picture for chat groups")
    return said("the picture for links") if job.kind == "share" else _LAYOUTS[job.variant]
