"""Find what helps with a translation: the same or nearly the same text, and what has changed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Literal

from generator.catalogs import po
from generator.catalogs.match import likeness, words_of
from generator.desk.held import Held
from generator.desk.translation import Row
from generator.facts import NAME
from generator.locales import Locale
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_VALUE = late(rf"\{{{NAME}\}}|[0-9]+(?:[.,:/-][0-9]+)*")
"""A fact or a number: what may differ between two texts that say the same of two notices."""
_PART = late(rf"\{{{NAME}\}}|[{HAN}]|[^\W{HAN}]+|\s+|.", re.DOTALL)
_ALIKE = 0.6
"""The least likeness of two texts of which the one's translation helps with the other's."""
_MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """The same or nearly the same text elsewhere, with its translation."""

    source: str
    text: str
    """Its translation, with this text's facts and numbers where that can be done for certain."""
    domain: str
    likeness: float
    """1.0 for the same words."""
    is_adapted: bool
    """True where facts or numbers of this text have taken the others' places."""
    is_same: bool
    """True for the same text, other facts and numbers apart that have been put in."""


@dataclass(frozen=True, slots=True)
class _Translated:
    words: Counter[str]
    count: int
    source: str
    text: str
    domain: str
    key: po.Key


@lru_cache(maxsize=2)
def _translations(held: Held, locale: Locale) -> tuple[_Translated, ...]:
    """List every finished translation of a site into a language."""
    return tuple(
        _Translated(words, words.total(), entry.msgid, entry.msgstr[0], domain, entry.key)
        for (folder, domain), lexicon in sorted(held.site.lexicons.items())
        for entry in (lexicon.entries.values() if folder == locale.folder else ())
        if entry.translated and entry.msgid_plural is None
        for words in (_words(entry.msgid),)
    )


@lru_cache(maxsize=20_000)
def _words(text: str) -> Counter[str]:
    return words_of(_VALUE.sub("0", text))


def alike(held: Held, row: Row) -> tuple[Alike, ...]:
    """Find the texts most like a row's that have a translation, the likest first."""
    own = _words(row.source)
    total, found = own.total(), []
    for one in _translations(held, row.locale):
        # Its own translation, and that of the text that it was before, are beside it already.
        if one.domain == row.domain and (one.key == row.message.key or one.source == row.before):
            continue
        # The bound on the likeness spares comparing texts of other lengths.
        if 2 * min(total, one.count) < _ALIKE * (total + one.count):
            continue
        score = likeness(own, one.words)
        if score >= _ALIKE:
            text = _adapted(one, row.source)
            is_adapted = text != one.text
            is_same = is_adapted or one.source == row.source
            found.append(Alike(one.source, text, one.domain, score, is_adapted, is_same))
    best = sorted(
        found,
        key=lambda one: (not one.is_same, -one.likeness, one.source != row.source, one.domain),
    )
    each: dict[str, Alike] = {}
    for found_there in best:
        each.setdefault(found_there.text, found_there)
    return tuple(each.values())[:_MOST_ALIKE]


def _adapted(other: _Translated, source: str) -> str:
    """Put a text's facts and numbers into the translation of another that says the same.

    That stays as it is unless both texts differ in these alone, and each stands once in it.
    """
    pairs = dict(zip(_VALUE.findall(other.source), _VALUE.findall(source), strict=False))
    if _VALUE.sub("0", other.source) != _VALUE.sub("0", source):
        return other.text
    there = Counter(_VALUE.findall(other.text))
    were = Counter(_VALUE.findall(other.source))
    moved = {old for old, new in pairs.items() if old != new}
    if any(there[old] != 1 or were[old] != 1 for old in moved):
        return other.text
    return _VALUE.sub(lambda found: pairs.get(found[0], found[0]), other.text)


Change = tuple[Literal["same", "gone", "new"], str]


def changes(row: Row) -> tuple[Change, ...]:
    """Tell what changed in the source since the translation was made; nothing where nothing did."""
    return differences(row.before, row.source) if row.before else ()


@cache
def differences(before: str, now: str) -> tuple[Change, ...]:
    """Tell what went from a text, and what came, word by word."""
    old, new = _PART.findall(before), _PART.findall(now)
    made: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            made.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            made.append(("gone", "".join(old[a:b])))
        if c < d:
            made.append(("new", "".join(new[c:d])))
    return tuple(made)
