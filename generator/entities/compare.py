"""Match two texts' entities one to one, and report what is left over.

Matching goes from the surest to the loosest: the same value in the same unit first, then numbers
in words. Entities are looked up by value, so that long lists take linear time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.confusables import Skeleton, odd_characters, skeleton
from generator.entities.languages import CURRENCIES, DIMENSIONS
from generator.entities.leeway import is_named, units_agree, without_converted, without_leeway
from generator.entities.model import (
    LITERAL,
    Entity,
    EntityKind,
    Side,
    Value,
    fault_of,
    reading,
)
from generator.entities.normalize import HIDDEN

_MOST = 20
"""Missing entities that are looked for in disguise; each look reads the whole text."""


class _Shelf:
    """The entities that are still without a counterpart, by value and unit."""

    def __init__(self, entities: Iterable[Entity], *, firm: bool) -> None:
        self._firm = firm
        self._places: dict[Value, dict[str, list[Entity]]] = defaultdict(lambda: defaultdict(list))
        self._gone: set[int] = set()
        for entity in entities:
            for value in entity.values:
                self._places[value][entity.unit].append(entity)

    def take(self, wanted: Entity, *, same_unit: bool) -> bool:
        """Take an entity that agrees with `wanted` away; False where there is none."""
        for value in sorted(wanted.values, key=str):
            units = self._places.get(value, {})
            for unit in [wanted.unit] if same_unit else sorted(units):
                if not (value[0] in DIMENSIONS or self._serves(unit, wanted)):
                    continue
                if self._pop(units.get(unit, [])):
                    return True
        return False

    def _serves(self, unit: str, wanted: Entity) -> bool:
        """Tell whether `unit` may serve for `wanted`: a mere "one" does not serve for one yuan."""
        if not self._firm and not unit and wanted.unit in CURRENCIES:
            return False
        return units_agree(unit, wanted.unit)

    def _pop(self, entities: list[Entity]) -> bool:
        while entities:
            entity = entities.pop()
            if id(entity) not in self._gone:
                self._gone.add(id(entity))
                return True
        return False

    def holds(self, entity: Entity) -> bool:
        """Tell whether this very entity is still here."""
        return id(entity) not in self._gone


def compare_entities(source: Side, target: Side) -> Iterator[Fault]:
    """Find everything that one side states and the other does not."""
    if not (source.entities or target.entities):
        return
    missing, extra = _unmatched(source.entities, target.entities)
    if missing or extra:
        missing, extra = without_converted(missing, extra)
        missing = [one for one in without_leeway(missing, source, target) if not is_named(one)]
        extra = without_leeway(extra, target, source)
        imitations, missing, extra = _imitations(missing, extra, target)
        yield from imitations
        yield from _differences(missing, extra)
    yield from _other_money(source.entities, target.entities)
    yield from _respelled(source.entities, target.entities)


def _unmatched(
    source: Sequence[Entity], target: Sequence[Entity]
) -> tuple[list[Entity], list[Entity]]:
    """Find the firm entities of either side that nothing on the other agrees with."""
    if [_meaning(entity) for entity in source] == [_meaning(entity) for entity in target]:
        return [], []
    source, target = _without_identical(source, target), _without_identical(target, source)
    firm = _Shelf((entity for entity in target if entity.firm), firm=True)
    soft = _Shelf((entity for entity in target if not entity.firm), firm=False)
    spare = _Shelf((entity for entity in source if not entity.firm), firm=False)
    missing = [entity for entity in source if entity.firm]
    for shelf, same_unit in ((firm, True), (firm, False), (soft, True), (soft, False)):
        missing = [entity for entity in missing if not shelf.take(entity, same_unit=same_unit)]
    extra = [entity for entity in target if entity.firm and firm.holds(entity)]
    for same_unit in (True, False):
        extra = [entity for entity in extra if not spare.take(entity, same_unit=same_unit)]
    return missing, extra


def _without_identical(entities: Sequence[Entity], others: Sequence[Entity]) -> list[Entity]:
    """Leave out as many of each entity as `others` has of the very same meaning.

    A mere “one” stays: it may yet serve for the 1 of 1人, while the 一 of 一般 is none.
    """
    there = Counter(map(_meaning, others))
    left = []
    for entity in entities:
        key = _meaning(entity)
        if there[key] and (entity.firm or ("number", 1) not in entity.values):
            there[key] -= 1
        else:
            left.append(entity)
    return left


def _meaning(entity: Entity) -> tuple[EntityKind, frozenset[Value], str, bool]:
    return entity.kind, entity.values, entity.unit, entity.firm


def _imitations(
    missing: list[Entity], extra: list[Entity], target: Side
) -> tuple[list[Fault], list[Entity], list[Entity]]:
    """Find entities that the target only seems to state; with what is left of both lists."""
    faults: list[Fault] = []
    if not any(_imitable(entity) for entity in missing):
        return faults, missing, extra
    looks = {loose: skeleton(target.text, loose=loose) for loose in (False, True)}
    left = []
    for place, entity in enumerate(missing):
        span = _imitation(entity, looks, target.text) if place < _MOST else None
        if span is None:
            left.append(entity)
            continue
        written = target.text[slice(*span)]
        faults.append(_looks_like(entity, written))
        extra = [other for other in extra if other.end <= span[0] or other.start >= span[1]]
    return faults, left, extra


def _imitable(entity: Entity) -> bool:
    return entity.kind in LITERAL or any(sort == "dial" for sort, _ in entity.values)


def _imitation(entity: Entity, looks: dict[bool, Skeleton], text: str) -> tuple[int, int] | None:
    """Find where the target shows something that looks like the entity."""
    if not _imitable(entity):
        return None
    loose = entity.kind in (EntityKind.PHONE, EntityKind.NUMBER)
    for start, end in looks[loose].find(skeleton(entity.text, loose=loose)):
        if text[start:end].lower() != entity.text.lower():
            return start, end
    return None


def _looks_like(entity: Entity, written: str) -> Fault:
    odd = odd_characters(written, entity.text)
    named = said(", with {odd} in it", odd=odd) if odd else ""
    return Fault(
        said(
            "“{written}” only looks like the {kind} “{text}”{named}",
            written=written,
            kind=entity.kind.value,
            text=entity.text,
            named=named,
        ),
        said("copy “{text}” from the source as it is", text=entity.text),
    )


def _differences(missing: list[Entity], extra: list[Entity]) -> Iterator[Fault]:
    """Report what is lost and what is added; as one change where both are of a kind."""
    added: dict[EntityKind, list[Entity]] = defaultdict(list)
    for entity in reversed(extra):
        added[entity.kind].append(entity)
    for entity in missing:
        if added[entity.kind]:
            yield _changed(entity, added[entity.kind].pop())
        else:
            yield fault_of(
                [entity],
                said(
                    "the {kind} “{text}” of the source is not in the translation",
                    kind=entity.kind.value,
                    text=entity.text,
                ),
                _put_back(entity),
            )
    for kind in EntityKind:
        for entity in reversed(added[kind]):
            yield fault_of(
                [entity],
                said(
                    "the {kind} “{text}” of the translation is not in the source",
                    kind=entity.kind.value,
                    text=entity.text,
                ),
                said("take “{text}” out, or write what the source says", text=entity.text),
            )


def _put_back(entity: Entity) -> str:
    """Say what to do about a lost entity: copy it, or say it as the other language does."""
    if entity.kind is EntityKind.LINK:
        return said("write [words]({text}) in the translation too", text=entity.text)
    if entity.kind in LITERAL:
        return said("write “{text}” in the translation too", text=entity.text)
    return said("say it in the translation too, in its own language")


def _changed(entity: Entity, instead: Entity) -> Fault:
    return fault_of(
        [entity, instead],
        said(
            "the source has the {kind} “{text}”, the translation “{other}”",
            kind=entity.kind.value,
            text=entity.text,
            other=instead.text,
        ),
        said("write “{text}” there too", text=entity.text)
        if entity.kind in LITERAL
        else said("make “{text}” say the same as “{other}”", text=instead.text, other=entity.text),
    )


def _other_money(source: Sequence[Entity], target: Sequence[Entity]) -> Iterator[Fault]:
    """Compare the currencies of sums without a number: 几千美元 for "a few thousand yuan"."""
    units = {entity.unit for entity in source if entity.unit in CURRENCIES}
    if not units:
        return
    for entity in target:
        if entity.firm or entity.unit not in CURRENCIES:
            continue
        if not any(units_agree(entity.unit, unit) for unit in units):
            yield reading(
                said("“{text}” is in another currency than the source", text=entity.text),
                said("name the currency that the source names"),
            )


_DIRECTIONS = dict.fromkeys([0x061C, 0x200E, 0x200F])


def _undirected(entity: Entity) -> str:
    """Give an entity's text; a date's without the marks of direction that Arabic has in it."""
    return entity.text.translate(_DIRECTIONS) if entity.kind is EntityKind.DATE else entity.text


def _respelled(source: Sequence[Entity], target: Sequence[Entity]) -> Iterator[Fault]:
    """Find entities of the right value in characters that nobody can dial, type or click."""
    if all(entity.plain or not entity.firm for entity in target):
        return
    plain = {value: entity for entity in source if entity.plain for value in entity.values}
    texts = {entity.text for entity in source}
    for entity in target:
        if not entity.firm or entity.plain or entity.text in texts:
            continue
        meant = next((plain[value] for value in entity.values if value in plain), None)
        hidden = HIDDEN.search(_undirected(entity))
        if meant and (LITERAL & {entity.kind, meant.kind} or hidden):
            yield _looks_like(meant, entity.text)
