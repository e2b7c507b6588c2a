"""Look at a text once, to spare it the recognizers that can find nothing in it.

Each recognizer has a test, made by `may_have`: False only where it can find nothing, since each of
its patterns needs a digit, a word or a sign that the text has not. A property holds them to that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.entities.languages import Language
from generator.entities.model import Entity
from generator.entities.normalize import Text
from generator.text.lazy_regex import late
from generator.text.unicode import lowered

_WORD = late("[a-z]+")
_DIGIT = late("[0-9]")


@dataclass(frozen=True, slots=True)
class Glance:
    """What one look at what is left of a text shows."""

    text: str
    signs: frozenset[str]
    """Its characters."""
    words: frozenset[str]
    """Its runs of the letters a to z, in lower case, whatever is around them.

    A pattern of whole words matches such runs: its `\\b` or `(?<![A-Za-z])` parts them.
    """
    digits: bool
    """Whether it has one of 0 to 9; folding leaves no others."""


Finder = Callable[[Text, Language], Iterator[Entity]]
"""What finds the entities of one kind in a text."""
LanguagePattern = re.Pattern[str] | Callable[[Language], re.Pattern[str]]
"""A pattern, for every language or for each its own."""


@dataclass(frozen=True, slots=True)
class May:
    """The test for a recognizer: False only where it can find nothing."""

    patterns: tuple[LanguagePattern, ...]
    signs: frozenset[str]
    digits: bool
    words: frozenset[str]

    def __call__(self, seen: Glance, language: Language) -> bool:
        """Look for one of the signs, a digit, one of the words, or what a pattern matches."""
        if self.digits and seen.digits:
            return True
        if not (self.words.isdisjoint(seen.words) and self.signs.isdisjoint(seen.signs)):
            return True
        return self.matches(seen.text, language)

    def matches(self, text: str, language: Language) -> bool:
        """Look for what a pattern matches."""
        return any(pattern_of(pattern, language).search(text) for pattern in self.patterns)


Recognizer = tuple[Finder, May]
"""A finder; beside it, the test that spares it most texts."""


@lru_cache(maxsize=64)
def glance(text: str) -> Glance:
    """Look at a folded text once."""
    words = frozenset(_WORD.findall(lowered(text)))
    return Glance(text, frozenset(text), words, _DIGIT.search(text) is not None)


@dataclass(frozen=True, slots=True)
class Plan:
    """Recognizers in their order, and whom a word, a sign or a digit calls: one bit each."""

    recognizers: tuple[Recognizer, ...]
    by_word: Mapping[str, int]
    by_sign: Mapping[str, int]
    by_digit: int
    by_pattern: int
    """Those that may be called by more, which takes longer to look for."""

    def called(self, seen: Glance) -> int:
        """Tell which recognizers the words and signs of a text call."""
        bits = 0
        for word in self.by_word.keys() & seen.words:
            bits |= self.by_word[word]
        for sign in self.by_sign.keys() & seen.signs:
            bits |= self.by_sign[sign]
        return bits


def plan(recognizers: Iterable[Recognizer]) -> Plan:
    """Turn the tests of recognizers round: from what a text has to whom it calls."""
    ordered = tuple(recognizers)
    by_word: dict[str, int] = {}
    by_sign: dict[str, int] = {}
    by_digit = by_pattern = 0
    for place, (_, may) in enumerate(ordered):
        by_digit |= may.digits << place
        by_pattern |= bool(may.patterns) << place
        for word in may.words:
            by_word[word] = by_word.get(word, 0) | 1 << place
        for sign in may.signs:
            by_sign[sign] = by_sign.get(sign, 0) | 1 << place
    return Plan(ordered, by_word, by_sign, by_digit, by_pattern)


def find_in_turn(text: Text, language: Language, to_do: Plan) -> Iterator[Entity]:
    """Find what each recognizer sees in a text; each sees only what those before it have left."""
    seen = glance(text.rest)
    called, digits = to_do.called(seen), to_do.by_digit if seen.digits else 0
    asked = called | digits | to_do.by_pattern
    while asked:
        bit = asked & -asked
        asked &= asked - 1
        recognize, may = to_do.recognizers[bit.bit_length() - 1]
        if not (called | digits) & bit and not may.matches(text.rest, language):
            continue
        if found := list(recognize(text, language)):
            yield from found
            text = text.without_entities(found)
            if digits and not _DIGIT.search(text.rest):
                digits = 0


def may_have(
    *patterns: LanguagePattern,
    signs: str = "",
    digits: bool = False,
    words: frozenset[str] = frozenset(),
) -> May:
    """Make the test for a recognizer each of whose patterns has one of these in it.

    That is: one of the signs, a digit, one of the words, or what a pattern matches, which takes the
    longest to look for.
    """
    return May(patterns, frozenset(signs), digits, words)


def pattern_of(pattern: LanguagePattern, language: Language) -> re.Pattern[str]:
    """Give the pattern for a language."""
    return pattern(language) if callable(pattern) else pattern
