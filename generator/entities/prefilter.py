"""Look at a text once, to spare it the recognizers that can find nothing in it.

Each recognizer has a test, made by `may_have`: False only where it can find nothing, since each of
its patterns needs a digit, a word or a sign that the text has not. A property holds them to that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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


May = Callable[[Glance, Language], bool]
"""False only where a recognizer can find nothing."""
Finder = Callable[[Text, Language], Iterator[Entity]]
"""What finds the entities of one kind in a text."""
Recognizer = tuple[Finder, May]
"""A finder; beside it, the test that spares it most texts."""
LanguagePattern = re.Pattern[str] | Callable[[Language], re.Pattern[str]]
"""A pattern, for every language or for each its own."""


@lru_cache(maxsize=64)
def glance(text: str) -> Glance:
    """Look at a folded text once."""
    words = frozenset(_WORD.findall(lowered(text)))
    return Glance(text, frozenset(text), words, _DIGIT.search(text) is not None)


def find_in_turn(
    text: Text, language: Language, recognizers: Iterable[Recognizer]
) -> Iterator[Entity]:
    """Find what each recognizer sees in a text; each sees only what those before it have left."""
    for recognize, may_find in recognizers:
        if not may_find(glance(text.rest), language):
            continue
        if found := list(recognize(text, language)):
            yield from found
            text = text.without_entities(found)


def may_have(
    *patterns: LanguagePattern,
    signs: str = "",
    digits: bool = False,
    words: frozenset[str] = frozenset(),
) -> May:
    """Make the test for a recognizer each of whose patterns has one of these in it.

    That is: one of the signs, a digit, one of the words, or what a pattern matches, in that order
    since sets are quicker.
    """

    def may_find(seen: Glance, language: Language) -> bool:
        if (digits and seen.digits) or not words.isdisjoint(seen.words):
            return True
        if not characters.isdisjoint(seen.signs):
            return True
        return any(pattern_of(one, language).search(seen.text) for one in patterns)

    characters = frozenset(signs)
    return may_find


def pattern_of(pattern: LanguagePattern, language: Language) -> re.Pattern[str]:
    """Give the pattern for a language."""
    return pattern(language) if callable(pattern) else pattern
