"""Find numbers that change places: the police's with the hotline's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.languages import CURRENCIES, DIMENSIONS, SPANS
from generator.entities.leeway import comes_to_about, in_numbers, units_agree
from generator.entities.model import Entity, EntityKind, Value
from generator.entities.recognizers import numerals
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
    """Find what is counted otherwise: the one count that either text has and the other has not."""
    lost = [entity for entity in before if _counts(entity) and not _is_kept(entity, after)]
    added = [entity for entity in after if _counts(entity) and not _is_kept(entity, before)]
    if len(lost) != 1 or len(added) != 1 or (lost[0].firm and added[0].firm):
        return
    one, other = lost[0], added[0]
    if _size(one) != _size(other):
        return
    yield Fault(
        said(
            "the source says “{text}”, the translation “{other}”",
            text=one.text,
            other=other.text,
        ),
        said("look whether both mean the same number"),
    )


_LISTED = {
    "en": (
        late(r"\b(?P<n>[a-z]{3,5}|[2-9]|10)\b[^,.;:]{1,40}:\s(?P<parts>[^.;:?!]{5,})", re.I),
        late(","),
        late(r"\b(?:and|or)\b|,", re.I),
    ),
    "zh": (
        late(
            "(?P<n>[二两三四五六七八九十]|[2-9]|10) ?[个個种種类類项項点點条條步样樣招句件]"
            "[^，,。；：:]{0,12}[：:](?P<parts>[^。；：:？！]{5,})"
        ),
        late("、"),
        late("[、，和及与與或]"),
    ),
}
"""What counts the parts that follow it, in each language; what parts them, and what may."""
_COLON = late("[:：]")


def lost_parts(source: str, target: str, names: tuple[str, str]) -> Iterator[Fault]:
    """Find a count that is not that of the parts behind it: 四种：甲、乙、丙."""
    if not (_COLON.search(source) and _COLON.search(target)):
        return
    both = [_listed(text, name) for text, name in zip((source, target), names, strict=True)]
    wrong = [one for one in both if one and one[0] not in one[1]]
    if None not in both and len(wrong) == 1:
        yield Fault(
            said("“{text}” is followed by another number of parts", text=wrong[0][2]),
            said("look whether a part is lost, or two have become one"),
        )


def _listed(text: str, name: str) -> tuple[int, range, str] | None:
    """Read a count, how many parts may follow it, and its words; nothing where none is counted."""
    counted, parting, may_part = _LISTED.get(name, _LISTED["en"])
    found = counted.search(text)
    if found is None or not (count := numerals.whole(found["n"])):
        return None
    fewest, most = (len(one.findall(found["parts"])) + 1 for one in (parting, may_part))
    words = found[0].removesuffix(found["parts"]).strip(" :：")
    return (count, range(fewest, most + 1), words) if fewest > 1 else None


_ADDRESS = late(r"[0-9]\s?(?:[楼樓室层層栋棟幢弄座]|号楼)|\]\(")
"""Chinese goes from the building to the room; links have places of their own."""
_PART_OF = late(r"\b(?:of|in)\b|当中|其中|里|中")
"""Between a part and its whole, which Chinese says first."""


def swapped_amounts(
    source: str, target: str, before: Sequence[Entity], after: Sequence[Entity]
) -> Iterator[Fault]:
    """Find the two amounts of a text in each other's places: from 50 to 30, and 30 to 50."""
    if _ADDRESS.search(source) or _ADDRESS.search(target):
        return
    one, other = _amounts(before), _amounts(after)
    if len(one) != 2 or len(other) != 2 or len({(both.kind, both.unit) for both in one}) > 1:
        return
    crossed = not (
        one[0].values.isdisjoint(other[1].values) or one[1].values.isdisjoint(other[0].values)
    )
    differ = one[0].values.isdisjoint(one[1].values)
    if crossed and differ and not _PART_OF.search(source[one[0].end : one[1].start]):
        yield Fault(
            said(
                "the source has “{text}” before “{other}”, the translation has it behind",
                text=one[0].text,
                other=one[1].text,
            ),
            said("look whether each number says what it says in the source"),
        )


def _amounts(entities: Iterable[Entity]) -> list[Entity]:
    found = [entity for entity in entities if entity.kind in _AMOUNTS and entity.firm]
    return sorted(found, key=lambda entity: entity.start)


_AMOUNTS = (EntityKind.NUMBER, EntityKind.PERCENTAGE)


def _counts(entity: Entity) -> bool:
    return entity.kind is EntityKind.NUMBER and _size(entity) != ""


def _size(entity: Entity) -> str:
    """Tell how much a number says: a small count, a span of time, or very many."""
    values = in_numbers(entity)
    if entity.unit in SPANS:
        return "span"
    if values and all(_SMALLEST <= value <= _LARGEST for value in values):
        return "small"
    if values and not entity.firm and all(value >= _ROUGH for value in values):
        return "rough"
    return ""


def _is_kept(entity: Entity, others: Iterable[Entity]) -> bool:
    """Tell whether one of the other text's entities may be the same number."""
    for other in others:
        shared = entity.values & other.values
        if comes_to_about(entity, other):
            return True
        if shared and (
            units_agree(entity.unit, other.unit)
            or {entity.unit, other.unit} <= CURRENCIES
            or any(sort in DIMENSIONS for sort, _ in shared)
        ):
            return True
    return False
