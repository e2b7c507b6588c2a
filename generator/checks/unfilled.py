"""Unfilled: a translation in which a place is left to fill in. In a source, that withholds it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.base import Rule, Subject
from generator.errors import Fault
from generator.faults import SIGN
from generator.wording import said


def _find(subject: Subject) -> Iterator[Fault]:
    if subject.source is not None and SIGN in subject.text and SIGN not in subject.source:
        yield Fault(
            said("the translation has the sign {sign}, which marks a place to fill in", sign=SIGN),
            said(
                "write what belongs there over it, or mark the translation as one that needs review"
            ),
        )


RULE = Rule(
    "unfilled",
    "A note to the writer is no text for a reader.",
    _find,
    waivable=False,
)
