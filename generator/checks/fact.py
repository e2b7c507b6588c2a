"""Facts: numbers, dates, addresses and `{facts}` of a translation are those of its source."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.base import Rule, Subject
from generator.correspondence import findings
from generator.segments import Fault


def _find(subject: Subject) -> Iterator[Fault]:
    if subject.source is None:
        return
    if subject.text == subject.source:
        return
    for finding in findings(
        subject.source, subject.text, subject.source_locale.tag, subject.locale.tag
    ):
        yield Fault(finding.wrong, finding.remedy)


RULE = Rule(
    "facts",
    "A wrong digit sends a reader's call, or money, to somebody else.",
    _find,
    waivable=False,
)
