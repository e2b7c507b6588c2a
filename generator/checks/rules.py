"""Run the rules for texts: an ordered list, for `check` and for `build`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.checks import (
    characters,
    chinese,
    english,
    facts,
    hardcoded_facts,
    length,
    links,
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
    links.links,
    markup.shape,
    markup.format_values,
    unfilled.unfilled,
    unfilled.left_over,
    characters.characters,
    terms.terms,
    terms.terms_advice,
    untranslated.same,
    untranslated.foreign,
    chinese.chinese,
    chinese.chinese_style,
    chinese.chinese_spacing,
    chinese.stray_letters,
    english.english,
    english.english_style,
)
"""Every rule, in the order in which its findings are reported."""


OF_WORDLESS: tuple[Rule, ...] = (hardcoded_facts.by_hand, characters.characters)
"""The rules for a source's lines without a word, which go out in every language as they are."""


def problems(subjects: Iterable[Subject], rules: Sequence[Rule] = RULES) -> Iterator[Problem]:
    """Find what is wrong with texts; a finding that is waived with a reason is left out."""
    for subject in subjects:
        yield from _of(subject, rules)


def _of(subject: Subject, rules: Sequence[Rule]) -> Iterator[Problem]:
    for wrong, remedy in waivers.faults(subject, RULES):
        yield Problem(subject.path, subject.line, "waiver", wrong, remedy)
    waived = waivers.waived(subject, RULES)
    # A text that is too long is not looked at any further: that would take too long.
    if any(True for _ in length.size.find(subject)):
        rules = [length.size]
    for rule in rules:
        for found in rule.find(subject):
            if not waivers.lets_pass(rule, found, waived):
                yield Problem(
                    subject.path, subject.line, rule.id, found.wrong, found.remedy, rule.warning
                )
