"""Decide what need not be on both sides: what one language says otherwise, once for twice, or not.

An amount may be in another country's units, a number in words that cannot be read, the 1 of 1名 an
"a". Everything else that one side alone states is reported.
"""

from __future__ import annotations

import re
from fractions import Fraction
from unicodedata import normalize

from generator.entities.languages import CURRENCIES, IMPERIAL, MONEY, YEN_SIGN, language
from generator.entities.model import REPEATABLE, Entity, EntityKind, Side, Value
from generator.text.lazy_regex import late

_SMALL = 12
"""Numbers up to this are written in words in most languages' house styles."""
_ALIKE = ({YEN_SIGN, "CNY"}, {YEN_SIGN, "JPY"}, {"GBP", "pound"})
"""Units that one word may mean."""
_HOTLINE = 3
"""Digits from which a bare number may be a hotline, which one language names again."""
_MOST = 20
"""Unmatched entities that are looked at one against another; a bound, for hostile text."""
_GLOSS = late(r"(?<!\])[(（][^()（）]*[A-Za-z][^()（）]*[)）]")
_WORD = late(r"\w+")
_ONE, _NONE = late(r"\b(?:an?|one|every|each)\b", re.I), late(r"\b(?:no|none|not|zero)\b", re.I)
_COUNTED = late(" ?[名人个個位例项種种件次条起所家只]")
"""Chinese words that stand between a number and what it counts."""


def units_agree(one: str, other: str) -> bool:
    """Tell whether two units may be the same; none agrees with any."""
    if one == other or not one or not other:
        return True
    pair = {one, other}
    return pair <= CURRENCIES if MONEY in pair else pair in _ALIKE


def without_leeway(unmatched: list[Entity], own: Side, other: Side) -> list[Entity]:
    """Leave out what the other side says once for twice, or may say in words we cannot read."""
    if not unmatched:
        return unmatched
    stated = {value for entity in other.entities for value in entity.values}
    reads = language(other.locale).reads_words
    glossed = _glossed(own, other)
    return [
        entity
        for entity in unmatched
        if not (
            (_repeatable(entity) or not glossed.isdisjoint(entity.values))
            and not stated.isdisjoint(entity.values)
        )
        and (reads or not _small(entity))
        and not _is_article(entity, own.text, other.text)
        and not _is_roman(entity, other.text)
        and not (len(unmatched) <= _MOST and _is_said_twice(entity, own, other))
    ]


def without_converted(
    missing: list[Entity], extra: list[Entity]
) -> tuple[list[Entity], list[Entity]]:
    """Leave out each amount that the other side has in another country's units, one for one."""
    if len(missing) > _MOST or len(extra) > _MOST:
        return missing, extra
    lost, added = [], list(extra)
    for entity in missing:
        if same := next((one for one in added if comes_to_about(entity, one)), None):
            added.remove(same)
        else:
            lost.append(entity)
    return lost, added


def _is_said_twice(entity: Entity, own: Side, other: Side) -> bool:
    """Recognize the feet of “6 feet (1.8 m)”, where the other side has metres alone."""
    return (
        any(comes_to_about(entity, one) for one in own.entities)
        and all(one.unit != entity.unit for one in other.entities)
        and _count(other) < _count(own)
    )


def _count(side: Side) -> int:
    return sum(entity.kind is EntityKind.NUMBER for entity in side.entities)


def _glossed(own: Side, other: Side) -> set[Value]:
    """Find what is said again in brackets in the other side's words: 第8条 (Section 8)."""
    if not (found := list(_GLOSS.finditer(own.text))):
        return set()
    there = set(_WORD.findall(other.text.lower()))
    spans = [one.span() for one in found if there.issuperset(_WORD.findall(one[0].lower()))]
    return {
        value
        for entity in own.entities
        if any(start < entity.start < end for start, end in spans)
        for value in entity.values
    }


def _is_article(entity: Entity, text: str, other: str) -> bool:
    """Recognize the 1 of 1名, which is the “a” of “a person”; and the 0 of 0例, which is “no”."""
    words = {("number", 1): _ONE, ("number", 0): _NONE}
    stated = next((words[value] for value in entity.values if value in words), None)
    if stated is None or entity.unit or not _COUNTED.match(text, entity.end):
        return False
    return stated.search(other) is not None


def _is_roman(entity: Entity, other: str) -> bool:
    """Recognize Ⅳ, which is IV on the other side."""
    letters = normalize("NFKC", entity.text)
    return letters.isalpha() and letters != entity.text and letters in _WORD.findall(other)


def comes_to_about(one: Entity, other: Entity) -> bool:
    """Tell whether an amount is another one in the units of the other system, rounded: 6 ft, 1.8米.

    Within 2 %, or rounded to its last digit and within 10 %; two temperatures within a degree.
    """
    if (one.unit in IMPERIAL) == (other.unit in IMPERIAL):
        return False
    if one.unit not in IMPERIAL:
        one, other = other, one
    scale = IMPERIAL[one.unit]
    if other.unit not in scale:
        return False
    for amount in in_numbers(one):
        meant = (amount - scale.get("from", 0)) * Fraction(str(scale[other.unit]))
        for shown in in_numbers(other):
            off = abs(meant - shown)
            rounded = off <= _last_digit(shown) / 2 and off <= abs(meant) / 10
            if rounded or off <= ("from" in scale or abs(meant) / 50):
                return True
    return False


def _last_digit(amount: Fraction | int) -> Fraction:
    """Give what the last digit of an amount counts: tenths of 1.8, tens of 250."""
    step = Fraction(1)
    while amount % step:
        step /= 10
        if step < Fraction(1, 1000):
            return Fraction(0)
    while amount and not amount % (step * 10):
        step *= 10
    return step


def in_numbers(entity: Entity) -> frozenset[int | Fraction]:
    """Give the plain numbers that an entity may mean."""
    return frozenset(
        value for sort, value in entity.values if sort == "number" and not isinstance(value, str)
    )


def is_named(entity: Entity) -> bool:
    """Recognize JD.com, which other languages call by another name; adding one is reported."""
    return any(sort == "brand" for sort, _ in entity.values)


def _repeatable(entity: Entity) -> bool:
    is_day = entity.unit == "day" and entity.text.endswith(("日", "號", "号"))
    return (
        is_day
        or entity.kind in REPEATABLE
        or any(sort == "dial" and len(str(value)) >= _HOTLINE for sort, value in entity.values)
    )


def _small(entity: Entity) -> bool:
    return (
        entity.kind is EntityKind.NUMBER
        and entity.unit not in CURRENCIES
        and any(
            sort == "number" and isinstance(value, int | Fraction) and value in range(_SMALL + 1)
            for sort, value in entity.values
        )
    )
