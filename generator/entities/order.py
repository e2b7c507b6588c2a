"""Find numbers that change places: the police's with the hotline's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.model import Entity, EntityKind, Value
from generator.text.lazy_regex import late

_LINK = late(r"\]\([^\s()]{0,2000}\)")
_TOGETHER = late(
    r"[\s,，、/“”\"'()（）\[\]*_–-]*(?:and/or|or|and|或者|或|和|以及|及|与|與|und|oder|et|ou|y|o|и|или)?"
    r"[\s“”\"'()（）\[\]*_]*"
)


def misplaced_numbers(
    source: str, target: str, before: Sequence[Entity], after: Sequence[Entity]
) -> Iterator[Fault]:
    """Find numbers to dial that both texts first state in different orders.

    Two side by side ("110 or 96110") may change places; where words part them, nothing but
    their order tells whose each is.
    """
    firsts, seconds = _firsts(before), _firsts(after)
    if list(firsts) == list(seconds) or firsts.keys() != seconds.keys():
        return
    if _together(source, firsts.values()) or _together(target, seconds.values()):
        return
    first = next(new for old, new in zip(firsts, seconds, strict=True) if old != new)
    yield Fault(
        said("the number “{text}” is not in its place", text=seconds[first].text),
        said("give each number to whom the source gives it, and keep their order"),
    )


def _firsts(entities: Iterable[Entity]) -> dict[frozenset[Value], Entity]:
    """Find each number where it is first stated, in that order."""
    firsts: dict[frozenset[Value], Entity] = {}
    phones = [entity for entity in entities if entity.kind is EntityKind.PHONE and entity.firm]
    for entity in sorted(phones, key=lambda entity: entity.start):
        firsts.setdefault(entity.values, entity)
    return firsts


def _together(text: str, entities: Iterable[Entity]) -> bool:
    """Tell whether no more than an "or" parts all of them."""
    return all(
        _TOGETHER.fullmatch(_LINK.sub("", text[one.end : other.start]))
        for one, other in pairwise(entities)
    )


_SMALLEST, _LARGEST = 2, 10
"""One is an article or a pronoun as well, and above ten a dozen is no exact number."""
_ROUGH = 100
"""Hundreds, thousands and more, as 几千 and “tens of thousands” say them."""


def other_counts(before: Sequence[Entity], after: Sequence[Entity]) -> Iterator[Fault]:
    """Find what is counted otherwise in the translation."""
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


def _only_number(entities: Sequence[Entity]) -> Entity | None:
    numbers = [entity for entity in entities if entity.kind is EntityKind.NUMBER]
    return numbers[0] if len(numbers) == 1 else None


def _values(entity: Entity) -> frozenset[int | Fraction]:
    return frozenset(
        value for sort, value in entity.values if sort == "number" and not isinstance(value, str)
    )
