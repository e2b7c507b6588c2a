"""Read waivers: a person sets a rule aside for one message, with a reason.

They stand in the translator's comment, `ignore-<rule>: reason`, or as a flag `ignore-<rule>`, as
Weblate writes its own, with the reason in the comment. A number, date or measure that was read
wrongly, under *facts*, takes two: `ignore-facts: reason; NAME`, and somebody else's approval.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.catalogs import records
from generator.catalogs.records import Waiver
from generator.checks.rule import Rule, Subject
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.correspondence import Reading
from generator.layout import SETTINGS_PATH
from generator.text.lazy_regex import late
from generator.text.unicode import HAN, person

_REASON = late(rf"[^\W\d_]{{2,}}\W+[^\W\d_]{{2,}}|(?:[{HAN}][^{HAN}]*){{4}}")
"""The least that says why: two words, or four Chinese characters; "." says nothing."""


def waived(subject: Subject, rules: Sequence[Rule]) -> frozenset[str]:
    """Find the rules that are rightly set aside for a text; of some, only for `Reading`s."""
    return frozenset(
        rule.id
        for rule, waivers in _asked(subject, rules).items()
        if any(_wrong(subject, rule, waiver) is None for waiver in waivers)
    )


def lets_pass(rule: Rule, found: Fault, waived: frozenset[str]) -> bool:
    """Tell whether a waiver lets pass what a rule has found."""
    return rule.id in waived and (not rule.readings_only or isinstance(found, Reading))


def faults(subject: Subject, rules: Sequence[Rule]) -> Iterator[Fault]:
    """Find what is wrong with a text's waivers, and what to do."""
    for rule, waivers in _asked(subject, rules).items():
        wrong = [_wrong(subject, rule, waiver) for waiver in waivers]
        if None not in wrong and wrong[-1]:
            yield wrong[-1]


def _wrong(subject: Subject, rule: Rule, waiver: Waiver) -> Fault | None:
    """Find what is wrong with a waiver: who it is by, and of whom it has approval, come last."""
    if not rule.waivable:
        return Fault(
            said("the rule “{id}” cannot be waived", id=rule.id),
            said("take ignore-{id} out, and mend the translation", id=rule.id),
        )
    reason, name = waiver.parted if rule.readings_only else (waiver.text, "")
    if not _REASON.search(reason):
        return Fault(
            said("the rule “{id}” is waived without a reason", id=rule.id),
            said("say why in the translator's comment of this message, in two words or more"),
        )
    if not rule.readings_only:
        return None
    if not person(name):
        wrong = said("the rule “{id}” is waived, and nobody says who did it", id=rule.id)
        remedy = said("write it as “ignore-{id}: why; your name”", id=rule.id)
        return Fault(wrong, remedy)
    if subject.approvers - {person(name)}:
        return None
    return Fault(
        said("the rule “{id}” is waived without somebody else's approval", id=rule.id),
        said(
            "have one of the people in {path} read and approve it: python -m generator approve",
            path=SETTINGS_PATH,
        ),
    )


def _asked(subject: Subject, rules: Sequence[Rule]) -> Mapping[Rule, list[Waiver]]:
    """Find the waivers of a text, by rule."""
    entry = subject.entry
    if entry is None or not (entry.comments or entry.flags):
        return {}
    waivers = records.read(entry).waivers
    by_rule = {rule: [one for one in waivers if one.rule == rule.id] for rule in rules}
    return {rule: found for rule, found in by_rule.items() if found}
