"""Refuse a translation with a place left to fill in; in a source, that withholds it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import Rule, Subject
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.markdown.forbidden import SIGN
from generator.text.lazy_regex import late
from generator.text.unicode import without_code

_NOTE = late(
    r"(?<![A-Za-z])(?:TODO|FIXME|TBD|XX+)(?![A-Za-z])"
    r"|待定|待补充?|[（(【\[](?:机翻|译注|待审校|待校对|fuzzy|此处[^）)】\]]{1,10})[）)】\]]"
    r"|~~|==+|\[TOC\]|(?<!\\)\\n(?![A-Za-z])"
)


def _find(subject: Subject) -> Iterator[Fault]:
    if subject.source is not None and SIGN in subject.text and SIGN not in subject.source:
        yield Fault(
            said("the translation has the sign {sign}, which marks a place to fill in", sign=SIGN),
            said(
                "write what belongs there over it, or mark the translation as one that needs review"
            ),
        )


def _notes(subject: Subject) -> Iterator[Fault]:
    """Find notes of writers and translators, and marks that Markdown does not know."""
    source = subject.source or ""
    for found in dict.fromkeys(_NOTE.findall(without_code(subject.text, ""))):
        if found not in source:
            yield Fault(
                said("“{found}” would stand on the page as it is", found=found),
                said("take it out, or write what belongs there"),
            )


RULE = Rule(
    "unfilled",
    "A note to the writer is no text for a reader.",
    _find,
    waivable=False,
)
NOTES = Rule(
    "left-over",
    "A translator's note or a stray mark makes a reader doubt the rest.",
    _notes,
    warning=True,
)
