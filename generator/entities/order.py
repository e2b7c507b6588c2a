"""Numbers that change places: the police's with the hotline's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.model import Kind, Stated, Value
from generator.text.lazy_regex import late

_LINK = late(r"\]\([^\s()]{0,2000}\)")
_TOGETHER = late(
    r"[\s,，、/“”\"'()（）\[\]*_–-]*(?:and/or|or|and|或者|或|和|以及|及|与|與|und|oder|et|ou|y|o|и|или)?"
    r"[\s“”\"'()（）\[\]*_]*"
)


def misplaced(
    source: str, target: str, before: Sequence[Stated], after: Sequence[Stated]
) -> Iterator[Fault]:
    """Numbers to dial that both texts first state in different orders.

    Two that stand together ("110 or 96110") may change places; where words part them, nothing but
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


def _firsts(facts: Iterable[Stated]) -> dict[frozenset[Value], Stated]:
    """Each number where it is first stated, in that order."""
    firsts: dict[frozenset[Value], Stated] = {}
    phones = [fact for fact in facts if fact.kind is Kind.PHONE and fact.firm]
    for fact in sorted(phones, key=lambda fact: fact.start):
        firsts.setdefault(fact.values, fact)
    return firsts


def _together(text: str, facts: Iterable[Stated]) -> bool:
    """Whether no more than an "or" parts all of them."""
    return all(
        _TOGETHER.fullmatch(_LINK.sub("", text[one.end : other.start]))
        for one, other in pairwise(facts)
    )
