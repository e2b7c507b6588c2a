"""Make recognizers from tables of forms: how something is written, and what that means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.entities.languages import TABLES, Language
from generator.entities.model import Entity, EntityKind, Value
from generator.entities.normalize import Text
from generator.entities.prefilter import Finder, LanguagePattern, pattern_of


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing an entity."""

    pattern: LanguagePattern
    """What matches it, in every language or in one."""
    means: Callable[[re.Match[str], Language], frozenset[Value]]
    """What a match may mean; nothing where it is no entity after all."""
    firm: bool | Callable[[re.Match[str]], bool] = True
    unit: str = ""


def find_forms(kind: EntityKind, *forms: Form) -> Finder:
    """Make a recognizer of what is written in any of these forms, each read in the whole text."""

    def find(text: Text, language: Language) -> Iterator[Entity]:
        for form in forms:
            for one in pattern_of(form.pattern, language).finditer(text.rest):
                firm = form.firm(one) if callable(form.firm) else form.firm
                if values := form.means(one, language):
                    yield text.entity(kind, one.span(), values, unit=form.unit, firm=firm)

    return find


def filled(table: str, parts: Mapping[str, str]) -> tuple[str, ...]:
    """Fill the parts into a table's forms, where each has its name between < and >."""
    forms: list[str] = TABLES["forms"][table]
    all_parts = {**TABLES["forms"]["parts"], **parts}
    return tuple(re.sub("<([A-Z_]+)>", lambda one: all_parts[one[1]], form) for form in forms)
