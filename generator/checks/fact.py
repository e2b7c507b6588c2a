"""Facts: numbers, dates, addresses and `{facts}` of a translation are those of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from generator.checks.base import Rule, Subject
from generator.correspondence import findings, swapped
from generator.errors import Fault
from generator.facts import names_in
from generator.wording import said


def _find(subject: Subject) -> Iterator[Fault]:
    source = subject.source
    if source is None or subject.text == source:
        return
    typed = dict(_typed(subject, source))
    for shown, name in typed.items():
        yield Fault(
            said("“{shown}” is typed instead of the fact {{{name}}}", shown=shown, name=name),
            said("write {{{name}}}", name=name),
        )
    text = _named(subject.text, typed)
    locales = subject.source_locale.tag, subject.locale.tag
    yield from findings(source, text, *locales)
    yield from _swapped(subject, source)


def _typed(subject: Subject, source: str) -> Iterator[tuple[str, str]]:
    """What a translation shows of facts that the source names, by what it shows."""
    lost = names_in(source) - names_in(subject.text)
    for name in sorted(lost & subject.facts.keys()):
        shown = subject.facts[name].text
        if shown not in source and len(_alone(shown).findall(subject.text)) == 1:
            yield shown, name


def _named(text: str, typed: Mapping[str, str]) -> str:
    """A translation with these facts by their names, so that nothing else is told of them."""
    for shown, name in typed.items():
        text = _alone(shown).sub(f"{{{name}}}", text)
    return text


@cache
def _alone(shown: str) -> re.Pattern[str]:
    """A fact as it is shown or linked to, and not in the middle of another number or word."""
    return re.compile(rf"(?<![0-9A-Za-z])(?:https?://)?{re.escape(shown)}/?(?![0-9A-Za-z])")


def _swapped(subject: Subject, source: str) -> tuple[Fault, ...]:
    """`{police}` and `{hotline}` in each other's places: numbers, once they are filled in."""
    phones = [name for name in names_in(source) if _is_phone(subject, name)]
    if not phones:
        return ()
    return swapped(
        subject.with_facts(source),
        subject.with_facts(subject.text),
        subject.source_locale.tag,
        subject.locale.tag,
    )


def _is_phone(subject: Subject, name: str) -> bool:
    return name in subject.facts and subject.facts[name].is_phone


RULE = Rule(
    "facts",
    "A wrong digit sends a reader's call, or money, to somebody else.",
    _find,
    waivable=False,
)
