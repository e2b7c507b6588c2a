"""Catalogues kept in step with the source, without a guess.

What stays the same keeps its translation, wherever it moved. What changed is paired with what it
was, by place and likeness inside one document, and keeps its old translation as “needs review”,
with the text it was made for (`#|`); so nothing that a person has not seen is ever shown as done.
What left the source stays in the file as obsolete, and comes back with its translation.

Facts may differ between the two: the old translation is only there to be seen, and the rules refuse
it as soon as somebody calls it done without mending it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.extraction import Message
from generator.locales import Locale
from generator.po import FUZZY, Catalogue, Entry, Previous, new_catalogue

Key = tuple[str | None, str]
Elsewhere = Callable[[str], Entry | None]
"""Gives a finished translation of the same msgid in another place, if there is one."""

_ALIKE = 0.5
"""The least likeness, as Dice's coefficient over words, of a text and what it was before."""
_ALIKE_IN_PLACE = 0.25
"""The same for a text that stands alone between the same two neighbours as before."""
_SAME_DOCUMENT = 0.5
"""The least part of a document's messages by which it is known again under a new name."""
_WORD = re.compile(r"[^\W\u2e80-\u9fff]+|[\u2e80-\u9fff]")


def template(messages: Iterable[Message], day: str) -> Catalogue:
    """The .pot of a domain; `day` (ISO 8601) stands for its creation, since no clock is read."""
    return new_catalogue(_headers(day), (_new_entry(message) for message in messages))


def empty(locale: Locale, day: str) -> Catalogue:
    """A locale's catalogue before its first update."""
    return new_catalogue(
        {**_headers(day), "Language": locale.folder, "Plural-Forms": locale.plural_forms}
    )


def _headers(day: str) -> dict[str, str]:
    return {
        "Project-Id-Version": "bulletins",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": f"{day} 00:00+0000",
        "PO-Revision-Date": f"{day} 00:00+0000",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def merge(
    catalogue: Catalogue, messages: Sequence[Message], elsewhere: Elsewhere | None = None
) -> Catalogue:
    """The catalogue brought up to the source's messages, in their order; obsolete ones last.

    An entry that nothing happened to keeps its text to the byte.
    """
    live = {entry.key: entry for entry in catalogue.entries if not entry.obsolete}
    gone = {entry.key: entry for entry in catalogue.entries if entry.obsolete}
    found = _same(messages, live, gone)
    found.update(_renamed(messages, live, found))
    found.update(_changed(messages, live, found))
    entries = [
        _refreshed(found[message.key].entry, message)
        if message.key in found
        else _offered(message, elsewhere)
        for message in messages
    ]
    used = {match.old for match in found.values()}
    left = [
        _obsolete(entry) for key, entry in live.items() if key not in used and any(entry.msgstr)
    ]
    kept = [entry for key, entry in gone.items() if key not in used and key not in _keys(left)]
    return replace(catalogue, entries=(*entries, *left, *kept))


@dataclass(frozen=True, slots=True)
class _Match:
    """Which old entry a message takes over, and as what."""

    old: Key
    entry: Entry


def _keys(entries: Iterable[Entry]) -> set[Key]:
    return {entry.key for entry in entries}


def _same(
    messages: Iterable[Message], live: Mapping[Key, Entry], gone: Mapping[Key, Entry]
) -> dict[Key, _Match]:
    """Messages that the catalogue has already, or had once."""
    found = {}
    for message in messages:
        if message.key in live:
            found[message.key] = _Match(message.key, live[message.key])
        elif message.key in gone:
            found[message.key] = _Match(message.key, gone[message.key].changed(obsolete=False))
    return found


def _renamed(
    messages: Iterable[Message], live: Mapping[Key, Entry], found: Mapping[Key, _Match]
) -> dict[Key, _Match]:
    """Messages of a document that has another name now: the same texts in another context."""
    new = [message for message in messages if message.key not in found]
    old = [entry for key, entry in live.items() if key not in found]
    names = _new_names(new, old, {key[0] for key in found})
    by_key = _keys(old)
    matches = {}
    for message in new:
        key = (names.get(message.msgctxt), message.msgid)
        if message.msgctxt in names and key in by_key:
            matches[message.key] = _Match(key, live[key].changed(msgctxt=message.msgctxt))
    return matches


def _new_names(
    new: Iterable[Message], old: Iterable[Entry], settled: set[str | None]
) -> dict[str | None, str | None]:
    """The old context of each new one that has most of its messages in common with it."""
    had, has = defaultdict(set), defaultdict(set)
    for entry in old:
        if entry.msgctxt not in settled:
            had[entry.msgctxt].add(entry.msgid)
    for message in new:
        if message.msgctxt not in settled:
            has[message.msgctxt].add(message.msgid)
    shared = sorted(
        (
            (-len(has[context] & had[former]) / len(had[former]), str(context), str(former))
            for context in has
            for former in had
        ),
    )
    names: dict[str | None, str | None] = {}
    for score, context, former in shared:
        if -score >= _SAME_DOCUMENT and context not in names and former not in names.values():
            names[context] = former
    return names


def _changed(
    messages: Sequence[Message], live: Mapping[Key, Entry], found: Mapping[Key, _Match]
) -> dict[Key, _Match]:
    """Messages whose text was edited: each with what stood in its place, to be reviewed."""
    taken = {match.old: key for key, match in found.items()}
    names = {old[0]: key[0] for old, key in taken.items()}
    matches: dict[Key, _Match] = {}
    for context in dict.fromkeys(message.msgctxt for message in messages):
        new = [message for message in messages if message.msgctxt == context]
        old = [
            entry for entry in live.values() if names.get(entry.msgctxt, entry.msgctxt) == context
        ]
        for gap_new, gap_old in _gaps(new, old, found, taken):
            for message, entry in _paired(gap_new, gap_old):
                matches[message.key] = _Match(entry.key, _for_review(entry, message))
    return matches


def _gaps(
    new: Sequence[Message],
    old: Sequence[Entry],
    found: Mapping[Key, _Match],
    taken: Mapping[Key, Key],
) -> list[tuple[list[Message], list[Entry]]]:
    """What is new and what is gone between each two neighbours that stayed.

    A neighbour that moved does not part a gap twice: each new message goes to the gap after the
    last neighbour before it, and so does each old one.
    """
    gaps: dict[Key | None, tuple[list[Message], list[Entry]]] = defaultdict(lambda: ([], []))
    anchor: Key | None = None
    for message in new:
        if message.key in found:
            anchor = message.key
        else:
            gaps[anchor][0].append(message)
    anchor = None
    for entry in old:
        if entry.key in taken:
            anchor = taken[entry.key]
        else:
            gaps[anchor][1].append(entry)
    return _with_rest(list(gaps.values()))


def _with_rest(
    gaps: list[tuple[list[Message], list[Entry]]],
) -> list[tuple[list[Message], list[Entry]]]:
    """The gaps with both sides, and one of all that stands alone: a text edited and moved."""
    full = [gap for gap in gaps if gap[0] and gap[1]]
    alone = [gap for gap in gaps if not (gap[0] and gap[1])]
    rest = ([m for gap in alone for m in gap[0]], [e for gap in alone for e in gap[1]])
    return [*full, rest]


def _paired(new: Sequence[Message], old: Sequence[Entry]) -> list[tuple[Message, Entry]]:
    """Each new message with the old one most like it, best first, none twice."""
    if not new or not old:
        return []
    least = _ALIKE_IN_PLACE if len(new) == len(old) == 1 else _ALIKE
    old_words = [_words(entry.msgid) for entry in old]
    scores = []
    for n, message in enumerate(new):
        words = _words(message.msgid)
        for o, others in enumerate(old_words):
            score = _likeness(words, others)
            if score >= least:
                scores.append((-score, abs(n - o), n, o))
    pairs: dict[int, int] = {}
    for _, _, n, o in sorted(scores):
        if n not in pairs and o not in pairs.values():
            pairs[n] = o
    return [(new[n], old[o]) for n, o in sorted(pairs.items())]


def _words(text: str) -> frozenset[tuple[str, int]]:
    """The words of a text (its characters, in Chinese), each with its occurrence."""
    seen: Counter[str] = Counter()
    numbered = []
    for word in _WORD.findall(text.casefold()):
        seen[word] += 1
        numbered.append((word, seen[word]))
    return frozenset(numbered)


def _likeness(one: frozenset[tuple[str, int]], other: frozenset[tuple[str, int]]) -> float:
    """Dice's coefficient: 1.0 for the same words, 0.0 for none in common."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _for_review(entry: Entry, message: Message) -> Entry:
    """The old entry under its new text; its translation, if any, waits for review."""
    if not any(entry.msgstr):
        return _new_entry(message)
    # Edited twice before anyone looked: the translation still belongs to the first text.
    made_for = entry.previous if entry.fuzzy and entry.previous else None
    if made_for and made_for.msgid == message.msgid and _before(entry) in entry.extracted:
        return _restored(entry, message)
    return entry.changed(
        msgid=message.msgid,
        msgctxt=message.msgctxt,
        msgid_plural=message.msgid_plural,
        msgstr=_as_forms(entry.msgstr, message),
        flags=(FUZZY, *(flag for flag in entry.flags if flag != FUZZY)),
        previous=made_for or Previous(entry.msgid, None, entry.msgid_plural),
        extracted=(*message.comments, *(_notes(entry) if made_for else (_before(entry),))),
    )


_BEFORE = "Translation before the edit: "


def _before(entry: Entry) -> str:
    """A note of an entry's translation as it was when its text was edited.

    The translator sees what was there; and where the edit is taken back before anyone has touched
    the translation, this shows that it is still the one that was finished.
    """
    return _BEFORE + " / ".join(" ".join(text.split()) for text in entry.msgstr)


def _notes(entry: Entry) -> tuple[str, ...]:
    """The note of an entry that waits for review."""
    return tuple(line for line in entry.extracted if line.startswith(_BEFORE))


def _restored(entry: Entry, message: Message) -> Entry:
    """A finished translation whose text was edited, and is again what it was."""
    return entry.changed(
        msgid=message.msgid,
        msgctxt=message.msgctxt,
        flags=tuple(flag for flag in entry.flags if flag != FUZZY),
        previous=None,
        extracted=message.comments,
    )


def _as_forms(msgstr: tuple[str, ...], message: Message) -> tuple[str, ...]:
    """The old forms, as many as the message can have."""
    return msgstr if message.msgid_plural is not None else msgstr[:1]


def _refreshed(entry: Entry, message: Message) -> Entry:
    """The entry with the source's places and comments; the same object where nothing changed."""
    if entry.msgid_plural != message.msgid_plural:
        entry = entry.changed(
            msgid_plural=message.msgid_plural, msgstr=_as_forms(entry.msgstr, message)
        )
    extracted = (*message.comments, *(_notes(entry) if entry.fuzzy else ()))
    if entry.references == message.references and entry.extracted == extracted:
        return entry
    return entry.changed(references=message.references, extracted=extracted)


def _offered(message: Message, elsewhere: Elsewhere | None) -> Entry:
    """A new entry; where the same sentence is translated elsewhere, with that, to be reviewed."""
    fresh = _new_entry(message)
    other = elsewhere(message.msgid) if elsewhere and message.msgid_plural is None else None
    if other is None:
        return fresh
    return fresh.changed(
        msgstr=other.msgstr[:1],
        flags=(FUZZY,),
        previous=Previous(other.msgid, other.msgctxt),
    )


def _new_entry(message: Message) -> Entry:
    return Entry(
        message.msgid,
        ("",) if message.msgid_plural is None else ("", ""),
        message.msgctxt,
        message.msgid_plural,
        extracted=message.comments,
        references=message.references,
    )


def _obsolete(entry: Entry) -> Entry:
    """The entry as gettext keeps it when its message is gone."""
    return entry.changed(obsolete=True, references=(), extracted=())
