"""Merge the source's messages into a catalog, without a guess.

What stays the same keeps its translation, wherever it moved. What changed is paired with what it
was, by place and likeness inside one document, and keeps its old translation as “needs review”,
with the text it was made for (`#|`); so nothing that a person has not seen is ever shown as done.
What left the source stays in the file as obsolete, and comes back with its translation.

Facts may differ between the two: the old translation is only there to be seen, and the rules refuse
it as soon as somebody calls it done without mending it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from unicodedata import is_normalized

from generator.catalogs import records
from generator.catalogs.extract import Message
from generator.catalogs.match import paired
from generator.catalogs.po import FUZZY, Catalog, Entry, Key, Previous, new_catalog
from generator.locales import Locale

Elsewhere = Callable[[str], Entry | None]
"""Finds a finished translation of the same msgid in another place, if there is one."""

_TEMPLATE_FORMS = 2
"""The empty plural forms of a template, as xgettext writes them."""
_MOST_FORMS = 6
"""Arabic's; a header that says more is wrong."""
_COUNT = re.compile(r"nplurals\s*=\s*([0-9]{1,2})\s*;")
_CONTENT_TYPE = "text/plain; charset=UTF-8"
_PROJECT = "bulletins"
"""What the header of every file names that is made here."""


def template(messages: Iterable[Message], day: str) -> Catalog:
    """Make the .pot of a domain; `day` (ISO 8601) is its creation, since no clock is read."""
    return new_catalog(
        _headers(day), (_new_entry(message, _TEMPLATE_FORMS) for message in messages)
    )


def is_template(catalog: Catalog) -> bool:
    """Recognize what `template` made, and so may be taken away again."""
    return catalog.headers.get("Project-Id-Version") == _PROJECT


def empty(locale: Locale, day: str) -> Catalog:
    """Make a locale's catalog as it is before its first update."""
    return new_catalog(
        {**_headers(day), "Language": locale.folder, "Plural-Forms": locale.plural_forms}
    )


def _headers(day: str) -> dict[str, str]:
    return {
        "Project-Id-Version": _PROJECT,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": f"{day} 00:00+0000",
        "PO-Revision-Date": f"{day} 00:00+0000",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": _CONTENT_TYPE,
        "Content-Transfer-Encoding": "8bit",
    }


def in_locale(catalog: Catalog, messages: Iterable[Message], locale: Locale, day: str) -> Catalog:
    """Give the catalog a header if it has none, and its locale's language and plural forms.

    Other plural forms than the pages count by stay where no message has a plural.
    """
    if not catalog.headers:
        header = catalog.header.changed(msgstr=empty(locale, day).header.msgstr)
        return replace(catalog, header=header)
    if not locale.is_named(catalog.headers.get("Language", "")):
        catalog = catalog.with_header("Language", locale.folder)
    if "Content-Type" not in catalog.headers:  # without which gettext's tools take it for ASCII
        catalog = catalog.with_header("Content-Type", _CONTENT_TYPE)
    plural = any(message.msgid_plural is not None for message in messages)
    if plural and _stated_forms(catalog) != locale.plural_count:
        return catalog.with_header("Plural-Forms", locale.plural_forms)
    return catalog


def _stated_forms(catalog: Catalog) -> int | None:
    """Read how many forms a plural has by the header; None where it doesn't say."""
    match = _COUNT.search(catalog.headers.get("Plural-Forms", ""))
    count = int(match.group(1)) if match else 0
    return count if 1 <= count <= _MOST_FORMS else None


def merge(
    catalog: Catalog, messages: Sequence[Message], elsewhere: Elsewhere | None = None
) -> Catalog:
    """Bring a catalog up to the source's messages, in their order; obsolete ones last.

    An entry that nothing happened to keeps its text to the byte. A plural gets as many forms as
    the header says.
    """
    old = without_duplicates(catalog.entries)
    live = {entry.key: entry for entry in old if not entry.obsolete}
    gone = {entry.key: entry for entry in old if entry.obsolete}
    found = paired(messages, live, gone)
    forms = _stated_forms(catalog) or _TEMPLATE_FORMS
    own = _finished(old)
    entries = [
        _kept(found[message.key], message, forms)
        if message.key in found
        else _offered(message, forms, own.get(message.msgid), elsewhere)
        for message in messages
    ]
    used = {entry.key for entry in found.values()}
    # msgmerge drops an entry without a translation, with what a translator noted on it; gettext
    # reads one well, so the note stays.
    left = [
        _obsolete(entry)
        for key, entry in live.items()
        if key not in used and (entry.has_words or entry.comments)
    ]
    kept = [entry for key, entry in gone.items() if key not in used]
    return replace(catalog, entries=(*entries, *left, *kept))


def _finished(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Index the catalog's own finished translations by msgid alone, those in use first."""
    best_last = sorted(entries, key=lambda entry: entry.obsolete)[::-1]
    done = (entry for entry in best_last if entry.msgid_plural is None and entry.complete)
    return {entry.msgid: entry for entry in done}


def _kept(entry: Entry, message: Message, forms: int) -> Entry:
    """Make an old entry the message's: fuzzy where the text is not what it was.

    Returns the same object where nothing changed.
    """
    if entry.obsolete or entry.msgctxt != message.msgctxt:
        entry = entry.changed(obsolete=False, msgctxt=message.msgctxt)
    if _text(entry) != _text(message) or len(entry.msgstr) != _count(message, forms):
        entry = _edited(entry, message, _count(message, forms))
    extracted = (*message.comments, *(_notes(entry) if entry.fuzzy else ()))
    is_same = entry.references == message.references and entry.extracted == extracted
    if is_same and (entry.raw is None or is_normalized("NFC", entry.raw)):
        return entry
    return entry.changed(references=message.references, extracted=extracted)


def _text(of: Entry | Message | Previous) -> tuple[str, str | None]:
    """Return the source's text: what a translation is made for."""
    return of.msgid, of.msgid_plural


def _count(message: Message, forms: int) -> int:
    return 1 if message.msgid_plural is None else forms


def _edited(entry: Entry, message: Message, count: int) -> Entry:
    """Put an entry under the message's text; its translation, if any, becomes fuzzy."""
    under = entry.changed(
        msgid=message.msgid,
        msgid_plural=message.msgid_plural,
        msgstr=_fitted(entry.msgstr, count),
    )
    unmarked = tuple(flag for flag in entry.flags if flag != FUZZY)
    finished = _finished_before(entry, message, count)
    if finished or not entry.has_words:
        return under.changed(msgstr=finished or under.msgstr, flags=unmarked, previous=None)
    # Edited twice before anyone looked: the translation still belongs to the first text.
    made_for = (entry.fuzzy and entry.previous) or Previous(entry.msgid, None, entry.msgid_plural)
    notes = _notes(entry) if entry.fuzzy else tuple(map(_note, entry.msgstr))
    same = made_for == Previous(message.msgid, None, message.msgid_plural)
    return under.changed(
        flags=(FUZZY, *unmarked),
        previous=None if same else made_for,
        comments=(*entry.comments, *_without_place(entry.msgstr, under.msgstr, notes)),
        extracted=notes,
    )


BEFORE = "Translation before the edit: "
"""How the note begins that keeps the translation of a text that was edited."""


def _note(text: str) -> str:
    """Note a translation, or one of its forms, as it was when its text was edited.

    The translator sees what was there; and where the edit is taken back before anyone has touched
    the translation, this shows that it is still the one that was finished.
    """
    return BEFORE + text.translate(_ONE_LINE)


def _notes(entry: Entry) -> tuple[str, ...]:
    """List the notes of a fuzzy entry."""
    return tuple(line for line in entry.extracted if line.startswith(BEFORE))


def _finished_before(entry: Entry, message: Message, count: int) -> tuple[str, ...]:
    """Find the finished translation of a text that was edited, and is again what it was.

    Empty where it was not finished then, or where somebody has touched it since.
    """
    noted = tuple(line.removeprefix(BEFORE).translate(_IN_FULL) for line in _notes(entry))
    back = entry.fuzzy and entry.previous is not None and _text(entry.previous) == _text(message)
    untouched = _fitted(noted, len(entry.msgstr)) == entry.msgstr
    return noted if back and untouched and len(noted) == count else ()


def _fitted(forms: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Cut the forms to as many as there have to be, or add empty ones behind them."""
    return (*forms, *("" for _ in range(count)))[:count]


def _without_place(old: Sequence[str], new: Sequence[str], notes: Sequence[str]) -> Iterable[str]:
    """Write a comment for each form for which the entry has no place any more."""
    for text in old[len(new) :]:
        if text.strip() and text not in new and _note(text) not in notes:
            yield ANOTHER + text.translate(_ONE_LINE)


def _offered(message: Message, forms: int, own: Entry | None, elsewhere: Elsewhere | None) -> Entry:
    """Make a new entry, with the translation of the same sentence elsewhere, as fuzzy."""
    fresh = _new_entry(message, forms)
    other = own or (elsewhere(message.msgid) if elsewhere else None)
    if message.msgid_plural is not None or other is None:
        return fresh
    return fresh.changed(
        msgstr=other.msgstr[:1],
        flags=(FUZZY,),
        previous=Previous(other.msgid, other.msgctxt),
    )


def _new_entry(message: Message, count: int) -> Entry:
    """Make an entry without a translation; without a plural it has one form."""
    return Entry(
        message.msgid,
        ("",) * _count(message, count),
        message.msgctxt,
        message.msgid_plural,
        extracted=message.comments,
        references=message.references,
    )


def _obsolete(entry: Entry) -> Entry:
    """Make an entry obsolete, as gettext keeps it when its message is gone."""
    notes = _notes(entry) if entry.fuzzy else ()
    return entry.changed(obsolete=True, references=(), extracted=notes)


ANOTHER = "Another translation: "
"""How the comment begins that keeps a translation for which there is no place."""
_ONE_LINE, _IN_FULL = str.maketrans("\n\r", "␊␍"), str.maketrans("␊␍", "\n\r")
"""A comment would end at a translation's line breaks; they have signs there."""


def without_duplicates(entries: Iterable[Entry]) -> list[Entry]:
    """Leave one entry of each key, in order of first place; the same object where it is alone."""
    by_key: dict[Key, list[Entry]] = {}
    for entry in entries:
        by_key.setdefault(entry.key, []).append(entry)
    return [group[0] if len(group) == 1 else _merge_duplicates(group) for group in by_key.values()]


def _merge_duplicates(duplicates: list[Entry]) -> Entry:
    """Take the best of them, live if one of them is, with all that only the others say."""
    best = max(duplicates, key=_rank)  # of equals the first: the newest, as msgmerge orders them
    place = min(duplicates, key=lambda entry: entry.obsolete)
    others = [entry for entry in duplicates if entry is not best]
    comments = [*best.comments]
    for other in others:
        lines = [*other.comments]
        if other.has_words and other.msgstr != best.msgstr:
            # As the flags below: who signed another translation, or waived its rules, did not this.
            lines = [line for line in lines if not records.is_record(line)]
            lines.append(ANOTHER + " / ".join(other.msgstr).translate(_ONE_LINE))
        comments += (line for line in dict.fromkeys(lines) if line not in comments)
    # What another translation was marked with says nothing of this one; unless it had no text.
    flags = [flag for entry in others if not entry.has_words for flag in entry.flags]
    return best.changed(
        obsolete=place.obsolete,
        references=place.references,
        extracted=tuple(dict.fromkeys((*place.extracted, *best.extracted))),
        comments=tuple(comments),
        flags=tuple(dict.fromkeys((*best.flags, *(flag for flag in flags if flag != FUZZY)))),
    )


def _rank(entry: Entry) -> tuple[bool, bool, bool]:
    """Rank entries: translated, live, and finished ones are the better ones, in this order."""
    return entry.has_words, not entry.obsolete, entry.complete
