"""Read waivers: a person sets a rule aside for one message, with a reason.

In the PO file the flag is `ignore-<rule>`, as Weblate writes its own, and the reason is the
translator's comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.rule import Rule, Subject
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_PREFIX = "ignore-"
_REASON = late(rf"[^\W\d_]{{2,}}\W+[^\W\d_]{{2,}}|(?:[{HAN}][^{HAN}]*){{4}}")
"""The least that says why: two words, or four Chinese characters; "." says nothing."""


def flag(rule: Rule) -> str:
    """Give the flag that sets a rule aside."""
    return f"{_PREFIX}{rule.id}"


def waived(subject: Subject, rules: Sequence[Rule]) -> frozenset[str]:
    """Find the rules that are rightly set aside for a text."""
    asked = _asked(subject, rules)
    if not asked or not _has_reason(subject):
        return frozenset()
    return frozenset(rule.id for rule in asked if rule.waivable)


def faults(subject: Subject, rules: Sequence[Rule]) -> Iterator[Fault]:
    """Find what is wrong with a text's waivers, and what to do."""
    for rule in _asked(subject, rules):
        if not rule.waivable:
            yield Fault(
                said("the rule “{id}” cannot be waived", id=rule.id),
                said("take the flag {flag} out, and mend the translation", flag=flag(rule)),
            )
        elif not _has_reason(subject):
            yield Fault(
                said("the rule “{id}” is waived without a reason", id=rule.id),
                said("say why in the translator's comment of this message, in two words or more"),
            )


def _has_reason(subject: Subject) -> bool:
    comments = subject.entry.comments if subject.entry else ()
    return _REASON.search(" ".join(comments)) is not None


def _asked(subject: Subject, rules: Sequence[Rule]) -> list[Rule]:
    flags = subject.entry.flags if subject.entry else ()
    if not flags:
        return []
    return [rule for rule in rules if flag(rule) in flags]
