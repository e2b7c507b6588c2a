"""Find which old entry of a catalog each message of the source takes over.

An entry of the same text and document is the message's own. Next comes one whose text was edited
to something else and is now what it was; then a document that has another name; and what is left
is paired by place and likeness, inside one document. Whoever takes an entry over has to look
whether its text is the message's: if it is not, its translation needs review.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from generator.catalogs.extract import Message
from generator.catalogs.po import Entry, Key
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

Pairs = dict[Key, Entry]
"""By a message's key, the old entry that it takes over; no entry is there twice."""
_Gap = tuple[list[Message], list[Entry]]
_New = TypeVar("_New", bound=Hashable)
_Old = TypeVar("_Old", bound=Hashable)

_ALIKE = 0.5
"""The least likeness, as Dice's coefficient over words, of a text and what it was before."""
_ALIKE_IN_PLACE = 0.25
"""The same for a text that is alone between the same two neighbours as before."""
_SAME_DOCUMENT = 0.5
"""The least part of the larger of two documents that they share, if one is the other renamed."""
_SHARED = 2
"""The least messages that they share: one sentence alone (“Hang up.”) is in many documents."""
_WORD = late(rf"[^\W\u3040-\u30ff{HAN}]+|[\u3040-\u30ff{HAN}]")


def paired(
    messages: Sequence[Message], live: Mapping[Key, Entry], gone: Mapping[Key, Entry]
) -> Pairs:
    """Pair each message with its old entry, live or obsolete, if it has one."""
    both = {**gone, **live}
    found = {message.key: both[message.key] for message in messages if message.key in both}
    found.update(_taken_back(messages, live, found))
    found.update(_renamed(messages, live, found))
    found.update(_changed(messages, live, found))
    return found


def _unused(live: Mapping[Key, Entry], found: Pairs) -> list[Entry]:
    """List the live entries that no message has taken over yet."""
    used = {entry.key for entry in found.values()}
    return [entry for key, entry in live.items() if key not in used]


def _taken_back(messages: Iterable[Message], live: Mapping[Key, Entry], found: Pairs) -> Pairs:
    """Pair messages that were edited, and are again what their translation was made for."""
    before: Pairs = {}
    for entry in _unused(live, found):
        if entry.fuzzy and entry.previous and entry.previous.msgctxt is None:
            before.setdefault((entry.msgctxt, entry.previous.msgid), entry)
    return {
        message.key: before[message.key]
        for message in messages
        if message.key not in found and message.key in before
    }


def _renamed(messages: Iterable[Message], live: Mapping[Key, Entry], found: Pairs) -> Pairs:
    """Pair messages of a renamed document: the same texts in another context."""
    new = [message for message in messages if message.key not in found]
    old = {entry.key: entry for entry in _unused(live, found)}
    names = _new_names(new, old.values(), {key[0] for key in found})
    return {
        message.key: old[names[message.msgctxt], message.msgid]
        for message in new
        if message.msgctxt in names and (names[message.msgctxt], message.msgid) in old
    }


def _new_names(
    new: Iterable[Message], old: Iterable[Entry], settled: set[str | None]
) -> dict[str | None, str | None]:
    """Find the old context of each new one that is surely the same document; likest first."""
    had, has = defaultdict(set), defaultdict(set)
    for entry in old:
        if entry.msgctxt not in settled:
            had[entry.msgctxt].add(entry.msgid)
    for message in new:
        if message.msgctxt not in settled:
            has[message.msgctxt].add(message.msgid)
    scores = [
        (_document_likeness(has[context], had[former]), context, former)
        for context in has
        for former in had
    ]
    likest = sorted(scores, key=lambda s: (-s[0], str(s[1]), str(s[2])))
    return _one_to_one((context, was) for score, context, was in likest if score >= _SAME_DOCUMENT)


def _one_to_one(likest: Iterable[tuple[_New, _Old]]) -> dict[_New, _Old]:
    """Take pairs, the best first, in which neither side has a better one."""
    pairs: dict[_New, _Old] = {}
    used: set[_Old] = set()
    for new, old in likest:
        if new not in pairs and old not in used:
            pairs[new] = old
            used.add(old)
    return pairs


def _document_likeness(one: set[str], other: set[str]) -> float:
    """Measure the part of the larger document that both share; 0.0 where it is too little.

    Documents of a single message are the same only where that message is all that each has.
    """
    shared = len(one & other)
    if one != other and shared < _SHARED:
        return 0.0
    return shared / max(len(one), len(other))


def _changed(messages: Sequence[Message], live: Mapping[Key, Entry], found: Pairs) -> Pairs:
    """Pair messages whose text was edited with what was in their place."""
    taken = {entry.key: key for key, entry in found.items()}
    names = {old[0]: key[0] for old, key in taken.items()}
    new_of, old_of = defaultdict(list), defaultdict(list)
    for message in messages:
        new_of[message.msgctxt].append(message)
    for entry in live.values():
        old_of[names.get(entry.msgctxt, entry.msgctxt)].append(entry)
    matches: Pairs = {}
    for context, new in new_of.items():
        for gap_new, gap_old in _gaps(new, old_of[context], found, taken):
            matches.update(_likest(gap_new, gap_old))
    return matches


def _gaps(
    new: Sequence[Message], old: Sequence[Entry], found: Pairs, taken: Mapping[Key, Key]
) -> list[_Gap]:
    """Collect what is new and what is gone between each two neighbours that stayed.

    A neighbour that moved does not part a gap twice: each new message goes to the gap after the
    last neighbour before it, and so does each old one.
    """
    gaps: dict[Key | None, _Gap] = defaultdict(lambda: ([], []))
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
    # What has nothing on its other side is joined into one gap: for texts edited and moved.
    alone = [gap for gap in gaps.values() if not all(gap)]
    rest = ([m for gap in alone for m in gap[0]], [e for gap in alone for e in gap[1]])
    return [*filter(all, gaps.values()), rest]


def _likest(new: Sequence[Message], old: Sequence[Entry]) -> Pairs:
    """Pair each new message with the old one most like it, best first, none twice."""
    if not new or not old:
        return {}
    least = _ALIKE_IN_PLACE if len(new) == len(old) == 1 else _ALIKE
    old_words = [words_of(entry.msgid) for entry in old]
    scores = []
    for n, message in enumerate(new):
        words = words_of(message.msgid)
        for o, others in enumerate(old_words):
            score = likeness(words, others)
            if score >= least:
                scores.append((-score, abs(n - o), n, o))
    pairs = _one_to_one((new[n].key, o) for _, _, n, o in sorted(scores))
    return {key: old[o] for key, o in pairs.items()}


def words_of(text: str) -> Counter[str]:
    """Count the words of a text; in Chinese, its characters."""
    return Counter(_WORD.findall(text.casefold()))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Compute Dice's coefficient: 1.0 for the same words, 0.0 for none in common."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
