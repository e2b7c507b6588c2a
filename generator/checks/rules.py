"""Run the rules for texts: an ordered list, for `check` and for `build`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks import (
    characters,
    chinese,
    english,
    facts,
    hardcoded_facts,
    length,
    markup,
    placeholders,
    terms,
    untranslated,
    waivers,
)
from generator.checks.rule import Rule, Subject
from generator.diagnostics.errors import Problem

RULES: tuple[Rule, ...] = (
    length.RULE,
    facts.RULE,
    facts.FEWER,
    facts.COUNTS,
    hardcoded_facts.RULE,
    markup.SHAPE,
    markup.FORMAT,
    placeholders.RULE,
    placeholders.NOTES,
    characters.RULE,
    terms.RULE,
    untranslated.RULE,
    untranslated.FOREIGN,
    chinese.RULE,
    chinese.SPACING,
    english.RULE,
    english.STYLE,
)
"""Every rule, in the order in which its findings are reported."""


def problems(subjects: Iterable[Subject]) -> Iterator[Problem]:
    """Find what is wrong with texts; a finding that is waived with a reason is left out."""
    for subject in subjects:
        yield from _of(subject)


def _of(subject: Subject) -> Iterator[Problem]:
    for wrong, remedy in waivers.faults(subject, RULES):
        yield Problem(subject.path, subject.line, "waiver", wrong, remedy)
    waived = waivers.waived(subject, RULES)
    # A text that is too long is not looked at any further: that would take too long.
    rules = [length.RULE] if any(True for _ in length.RULE.find(subject)) else RULES
    for rule in rules:
        if rule.id not in waived:
            for found in rule.find(subject):
                yield Problem(
                    subject.path, subject.line, rule.id, found.wrong, found.remedy, rule.warning
                )
