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
    terms,
    unfilled,
    untranslated,
    waivers,
)
from generator.checks.rule import Rule, Subject
from generator.diagnostics.errors import Problem

RULES: tuple[Rule, ...] = (
    length.size,
    facts.facts,
    facts.fewer_facts,
    facts.counts,
    hardcoded_facts.by_hand,
    markup.shape,
    markup.format_values,
    unfilled.unfilled,
    unfilled.left_over,
    characters.characters,
    terms.terms,
    untranslated.same,
    untranslated.foreign,
    chinese.chinese,
    chinese.chinese_spacing,
    english.english,
    english.english_style,
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
    rules = [length.size] if any(True for _ in length.size.find(subject)) else RULES
    for rule in rules:
        if rule.id not in waived:
            for found in rule.find(subject):
                yield Problem(
                    subject.path, subject.line, rule.id, found.wrong, found.remedy, rule.warning
                )
