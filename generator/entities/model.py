"""Define the nouns: an entity as a text states it, and its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said

Value = tuple[str, str | int | Fraction]
"""A meaning: what sort it is ("number", "day", "dial" …) and the thing itself, normalised."""


class EntityKind(Enum):
    """What an entity is, in a word for the translator; most specific first."""

    LINK = said("link target")
    URL = said("web address")
    EMAIL = said("e-mail address")
    PLACEHOLDER = said("fact")
    PHONE = said("number to dial or copy")
    CODE = said("code")
    SIGN = said("sign")
    DATE = said("date")
    TIME = said("time")
    PERCENTAGE = said("percentage")
    NUMBER = said("number")


_CONTACTS = {EntityKind.URL, EntityKind.EMAIL, EntityKind.PLACEHOLDER, EntityKind.PHONE}
LITERAL = frozenset(_CONTACTS | {EntityKind.LINK, EntityKind.CODE})
"""Typed, dialled or clicked as they are: the same value in other characters is not the same."""
REPEATABLE = frozenset(_CONTACTS | {EntityKind.CODE, EntityKind.SIGN, EntityKind.DATE})
"""What one language says again and another leaves to the context; counted once."""
READ = frozenset({EntityKind.DATE, EntityKind.TIME, EntityKind.PERCENTAGE, EntityKind.NUMBER})
"""Said by each language in its own way: where we read it wrongly, a person may know better."""
_LONG = 5
"""Digits from which a bare number may be one to dial."""
_SPACING = dict.fromkeys([0x00A0, 0x2009, 0x202F, *range(0x2010, 0x2016)])


@dataclass(frozen=True, slots=True)
class Entity:
    """A number, a date, an address … of a text, normalised, with the words that state it."""

    kind: EntityKind
    values: frozenset[Value]
    """What it may mean. Two that share one agree: 07/08 may be in July or in August."""
    unit: str
    """A currency or measure; empty where none is stated, which agrees with any."""
    firm: bool
    """Whether it needs a counterpart. A number in words ("one", 一) may only serve as one."""
    text: str
    """As written, without Markdown's escapes, entities and marks of emphasis."""
    start: int
    end: int
    """The span in the text as `shown`."""

    @property
    def plain(self) -> bool:
        """True for ASCII with nothing hidden in it; dashes and spaces aside."""
        return self.text.isascii() or self.text.translate(_SPACING).isascii()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a translation: its text and its entities."""

    text: str
    locale: str
    entities: tuple[Entity, ...]


class Reading(Fault):
    """A fault of nothing but numbers, dates and measures, of which a person may know better."""


def reading(wrong: str, remedy: str) -> Reading:
    """Make a `Reading` that also names the way out, for a right text that was read wrongly."""
    way_out = said(
        "or, if both say the same, write “ignore-facts: why; your name” into the translator's "
        "comment, and have somebody else approve"
    )
    return Reading(wrong, said("{remedy}; {way_out}", remedy=remedy, way_out=way_out))


def fault_of(entities: Iterable[Entity], wrong: str, remedy: str) -> Fault:
    """Make the fault of some entities; a `Reading` where nobody dials, types or clicks them."""
    are_read = all(entity.kind in READ and not _is_dialled(entity) for entity in entities)
    return reading(wrong, remedy) if are_read else Fault(wrong, remedy)


def _is_dialled(entity: Entity) -> bool:
    return any(sort == "dial" and len(str(value)) >= _LONG for sort, value in entity.values)


def meanings(*values: Value) -> frozenset[Value]:
    """Make a set of the values; reads better than frozenset({...}) at every call."""
    return frozenset(values)


def numbers(amounts: Iterable[Fraction | int]) -> frozenset[Value]:
    """Make meanings of plain numbers; an int and a Fraction of the same value are one."""
    return frozenset([("number", amount) for amount in amounts])
