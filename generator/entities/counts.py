"""Counts in words, four or 四, where each text has one number and they differ.

Number words serve many ends ("at first", 一起), so they need no counterpart, and `comparing` lets
them be. Where a text counts one thing and its translation another, a person has to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.model import Kind, Stated

_SMALLEST, _LARGEST = 2, 10
"""One is an article or a pronoun as well, and above ten a dozen is no exact number."""
_ROUGH = 100
"""Hundreds, thousands and more, as 几千 and “tens of thousands” say them."""


def counted(before: Sequence[Stated], after: Sequence[Stated]) -> Iterator[Fault]:
    """What is counted otherwise in the translation."""
    one, other = _only_number(before), _only_number(after)
    if one is None or other is None or (one.firm and other.firm):
        return
    values, others = _values(one), _values(other)
    numbers = values | others
    small = all(_SMALLEST <= value <= _LARGEST for value in numbers)
    rough = not (one.firm or other.firm) and all(value >= _ROUGH for value in numbers)
    if (small or rough) and values.isdisjoint(others):
        yield Fault(
            said(
                "the source says “{text}”, the translation “{other}”",
                text=one.text,
                other=other.text,
            ),
            said("look whether both mean the same number"),
        )


def _only_number(facts: Sequence[Stated]) -> Stated | None:
    numbers = [fact for fact in facts if fact.kind is Kind.NUMBER]
    return numbers[0] if len(numbers) == 1 else None


def _values(fact: Stated) -> frozenset[int | Fraction]:
    return frozenset(
        value for sort, value in fact.values if sort == "number" and not isinstance(value, str)
    )
