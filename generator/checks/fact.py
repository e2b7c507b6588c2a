"""Facts: numbers, dates, addresses and `{facts}` of a translation are those of its source."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.base import Rule, Subject
from generator.correspondence import Finding, findings, swapped
from generator.facts import names_in
from generator.faults import Fault


def _find(subject: Subject) -> Iterator[Fault]:
    if subject.source is None or subject.text == subject.source:
        return
    locales = subject.source_locale.tag, subject.locale.tag
    found = findings(subject.source, subject.text, *locales)
    for finding in (*found, *_swapped(subject, subject.source)):
        yield Fault(finding.wrong, finding.remedy)


def _swapped(subject: Subject, source: str) -> tuple[Finding, ...]:
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
