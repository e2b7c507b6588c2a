"""The rules for texts: an ordered list, run by `check` and by `build`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks import characters, chinese, english, fact, same, shape, terms, waivers
from generator.checks.base import Rule, Subject
from generator.errors import Problem

RULES: tuple[Rule, ...] = (
    fact.RULE,
    shape.SHAPE,
    shape.FORMAT,
    characters.RULE,
    terms.RULE,
    same.RULE,
    chinese.RULE,
    chinese.SPACING,
    english.RULE,
    english.STYLE,
)
"""Every rule, in the order in which its findings are told."""


def problems(subjects: Iterable[Subject]) -> Iterator[Problem]:
    """What the rules find in texts; a finding that is waived with a reason is not told."""
    for subject in subjects:
        yield from _of(subject)


def _of(subject: Subject) -> Iterator[Problem]:
    for wrong, remedy in waivers.faults(subject, RULES):
        yield Problem(subject.path, subject.line, "waiver", wrong, remedy)
    waived = waivers.waived(subject, RULES)
    for rule in RULES:
        if rule.id not in waived:
            for found in rule.find(subject):
                yield Problem(
                    subject.path, subject.line, rule.id, found.wrong, found.remedy, rule.warning
                )
