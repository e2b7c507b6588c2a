"""Two texts' facts, matched one to one, and what is left over told.

Matching goes from the surest to the loosest: the same value in the same unit first, then numbers
in words. Facts are looked up by value, so that long lists take linear time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.confusables import Skeleton, skeleton, strange
from generator.entities.languages import CURRENCIES, MONEY, YEN_SIGN, language
from generator.entities.model import LITERAL, REPEATABLE, Kind, Stated, Value
from generator.entities.normalize import HIDDEN

_SMALL = 12
"""Numbers up to this are written in words in most languages' house styles."""
_YEN = ({YEN_SIGN, "CNY"}, {YEN_SIGN, "JPY"})
_HOTLINE = 3
"""Digits from which a bare number may be a hotline, which one language names again."""
_MOST = 20
"""Missing facts that are looked for in disguise; each look reads the whole text."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a translation: its text and its facts."""

    text: str
    locale: str
    facts: tuple[Stated, ...]


class _Shelf:
    """The facts that are still without a counterpart, by value and unit."""

    def __init__(self, facts: Iterable[Stated], *, firm: bool) -> None:
        self._firm = firm
        self._places: dict[Value, dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))
        self._gone: set[int] = set()
        for fact in facts:
            for value in fact.values:
                self._places[value][fact.unit].append(fact)

    def take(self, wanted: Stated, *, same_unit: bool) -> bool:
        """Take a fact that agrees with `wanted` away; False where there is none."""
        for value in sorted(wanted.values, key=str):
            units = self._places.get(value, {})
            for unit in [wanted.unit] if same_unit else sorted(units):
                if not self._serves(unit, wanted):
                    continue
                if self._pop(units.get(unit, [])):
                    return True
        return False

    def _serves(self, unit: str, wanted: Stated) -> bool:
        """Whether a fact of `unit` may stand for `wanted`: no "one" at large for one yuan."""
        if not self._firm and not unit and wanted.unit in CURRENCIES:
            return False
        return _units_agree(unit, wanted.unit)

    def _pop(self, facts: list[Stated]) -> bool:
        while facts:
            fact = facts.pop()
            if id(fact) not in self._gone:
                self._gone.add(id(fact))
                return True
        return False

    def holds(self, fact: Stated) -> bool:
        """Whether this very fact is still here."""
        return id(fact) not in self._gone


def _units_agree(one: str, other: str) -> bool:
    if one == other or not one or not other:
        return True
    pair = {one, other}
    return pair <= CURRENCIES if MONEY in pair else pair in _YEN


def compare(source: Side, target: Side) -> Iterator[Fault]:
    """Everything that one side states and the other does not."""
    if not (source.facts or target.facts):
        return
    missing, extra = _unmatched(source.facts, target.facts)
    if missing or extra:
        missing = [fact for fact in _weighed(missing, target) if not _is_brand(fact)]
        extra = _weighed(extra, source)
        imitations, missing, extra = _imitations(missing, extra, target)
        yield from imitations
        yield from _differences(missing, extra)
    yield from _other_money(source.facts, target.facts)
    yield from _respelled(source.facts, target.facts)


def _unmatched(
    source: Sequence[Stated], target: Sequence[Stated]
) -> tuple[list[Stated], list[Stated]]:
    """The firm facts of either side that nothing on the other agrees with."""
    if [_meaning(fact) for fact in source] == [_meaning(fact) for fact in target]:
        return [], []
    source, target = _without_identical(source, target), _without_identical(target, source)
    firm = _Shelf((fact for fact in target if fact.firm), firm=True)
    soft = _Shelf((fact for fact in target if not fact.firm), firm=False)
    spare = _Shelf((fact for fact in source if not fact.firm), firm=False)
    missing = [fact for fact in source if fact.firm]
    for shelf, same_unit in ((firm, True), (firm, False), (soft, True), (soft, False)):
        missing = [fact for fact in missing if not shelf.take(fact, same_unit=same_unit)]
    extra = [fact for fact in target if fact.firm and firm.holds(fact)]
    for same_unit in (True, False):
        extra = [fact for fact in extra if not spare.take(fact, same_unit=same_unit)]
    return missing, extra


def _without_identical(facts: Sequence[Stated], others: Sequence[Stated]) -> list[Stated]:
    """`facts` without as many of each as `others` has of the very same meaning."""
    there = Counter(map(_meaning, others))
    left = []
    for fact in facts:
        key = _meaning(fact)
        if there[key]:
            there[key] -= 1
        else:
            left.append(fact)
    return left


def _meaning(fact: Stated) -> tuple[Kind, frozenset[Value], str, bool]:
    return fact.kind, fact.values, fact.unit, fact.firm


def _weighed(unmatched: list[Stated], other: Side) -> list[Stated]:
    """Without what the other side says once for twice, or may say in words we cannot read."""
    stated = {value for fact in other.facts for value in fact.values}
    reads = language(other.locale).reads_words
    return [
        fact
        for fact in unmatched
        if not (_repeatable(fact) and not stated.isdisjoint(fact.values))
        and (reads or not _small(fact))
    ]


def _is_brand(fact: Stated) -> bool:
    """JD.com, which other languages have names of their own for; adding one is still told."""
    return any(sort == "brand" for sort, _ in fact.values)


def _repeatable(fact: Stated) -> bool:
    return fact.kind in REPEATABLE or any(
        sort == "dial" and len(str(value)) >= _HOTLINE for sort, value in fact.values
    )


def _small(fact: Stated) -> bool:
    return (
        fact.kind is Kind.NUMBER
        and fact.unit not in CURRENCIES
        and any(
            sort == "number" and isinstance(value, int | Fraction) and value in range(_SMALL + 1)
            for sort, value in fact.values
        )
    )


def _imitations(
    missing: list[Stated], extra: list[Stated], target: Side
) -> tuple[list[Fault], list[Stated], list[Stated]]:
    """Facts that the target only seems to state; with what is left of both lists."""
    findings: list[Fault] = []
    if not any(_imitable(fact) for fact in missing):
        return findings, missing, extra
    looks = {loose: skeleton(target.text, loose=loose) for loose in (False, True)}
    left = []
    for place, fact in enumerate(missing):
        span = _imitation(fact, looks, target.text) if place < _MOST else None
        if span is None:
            left.append(fact)
            continue
        written = target.text[slice(*span)]
        findings.append(_looks_like(fact, written))
        extra = [other for other in extra if other.end <= span[0] or other.start >= span[1]]
    return findings, left, extra


def _imitable(fact: Stated) -> bool:
    return fact.kind in LITERAL or any(sort == "dial" for sort, _ in fact.values)


def _imitation(fact: Stated, looks: dict[bool, Skeleton], text: str) -> tuple[int, int] | None:
    """Where the target shows something that looks like `fact`."""
    if not _imitable(fact):
        return None
    loose = fact.kind in (Kind.PHONE, Kind.NUMBER)
    for start, end in looks[loose].find(skeleton(fact.text, loose=loose)):
        if text[start:end].lower() != fact.text.lower():
            return start, end
    return None


def _looks_like(fact: Stated, written: str) -> Fault:
    odd = strange(written, fact.text)
    named = said(", with {odd} in it", odd=odd) if odd else ""
    return Fault(
        said(
            "“{written}” only looks like the {kind} “{text}”{named}",
            written=written,
            kind=fact.kind.value,
            text=fact.text,
            named=named,
        ),
        said("copy “{text}” from the source as it stands", text=fact.text),
    )


def _differences(missing: list[Stated], extra: list[Stated]) -> Iterator[Fault]:
    """What is lost, what is added; told as one change where both are of a kind."""
    added: dict[Kind, list[Stated]] = defaultdict(list)
    for fact in reversed(extra):
        added[fact.kind].append(fact)
    for fact in missing:
        if added[fact.kind]:
            yield _changed(fact, added[fact.kind].pop())
        else:
            yield Fault(
                said(
                    "the {kind} “{text}” of the source is not in the translation",
                    kind=fact.kind.value,
                    text=fact.text,
                ),
                _put_back(fact),
            )
    for kind in Kind:
        for fact in reversed(added[kind]):
            yield Fault(
                said(
                    "the {kind} “{text}” of the translation is not in the source",
                    kind=fact.kind.value,
                    text=fact.text,
                ),
                said("take “{text}” out, or write what the source says", text=fact.text),
            )


def _put_back(fact: Stated) -> str:
    """What to do about a lost fact: copied, or said as the other language says it."""
    if fact.kind is Kind.LINK:
        return said("write [words]({text}) in the translation too", text=fact.text)
    if fact.kind in LITERAL:
        return said("write “{text}” in the translation too", text=fact.text)
    return said("say it in the translation too, in its own language")


def _changed(fact: Stated, instead: Stated) -> Fault:
    return Fault(
        said(
            "the source has the {kind} “{text}”, the translation “{other}”",
            kind=fact.kind.value,
            text=fact.text,
            other=instead.text,
        ),
        said("write “{text}” there too", text=fact.text)
        if fact.kind in LITERAL
        else said("make “{text}” say the same as “{other}”", text=instead.text, other=fact.text),
    )


def _other_money(source: Sequence[Stated], target: Sequence[Stated]) -> Iterator[Fault]:
    """Sums without a number, 几千美元 for "a few thousand yuan": their currency is still one."""
    units = {fact.unit for fact in source if fact.unit in CURRENCIES}
    if not units:
        return
    for fact in target:
        if fact.firm or fact.unit not in CURRENCIES:
            continue
        if not any(_units_agree(fact.unit, unit) for unit in units):
            yield Fault(
                said("“{text}” is in another currency than the source", text=fact.text),
                said("name the currency that the source names"),
            )


def _respelled(source: Sequence[Stated], target: Sequence[Stated]) -> Iterator[Fault]:
    """Facts of the right value in characters that cannot be dialled, typed or clicked."""
    if all(fact.plain or not fact.firm for fact in target):
        return
    plain = {value: fact for fact in source if fact.plain for value in fact.values}
    texts = {fact.text for fact in source}
    for fact in target:
        if not fact.firm or fact.plain or fact.text in texts:
            continue
        meant = next((plain[value] for value in fact.values if value in plain), None)
        if meant and (LITERAL & {fact.kind, meant.kind} or HIDDEN.search(fact.text)):
            yield _looks_like(meant, fact.text)
