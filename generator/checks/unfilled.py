"""Refuse a translation with a place left to fill in; in a source, that withholds it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import Subject, rule
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


@rule("unfilled", "A note to the writer is no text for a reader.", waivable=False)
def unfilled(subject: Subject) -> Iterator[Fault]:
    """Find the sign for a place to fill in, where the source has none."""
    if subject.source is not None and SIGN in subject.text and SIGN not in subject.source:
        yield Fault(
            said("the translation has the sign {sign}, which marks a place to fill in", sign=SIGN),
            said(
                "write what belongs there over it, or mark the translation as one that needs review"
            ),
        )


@rule(
    "left-over", "A translator's note or a stray mark makes a reader doubt the rest.", warning=True
)
def left_over(subject: Subject) -> Iterator[Fault]:
    """Find notes of writers and translators, and marks that Markdown does not know."""
    source = subject.source or ""
    for found in dict.fromkeys(_NOTE.findall(without_code(subject.text, ""))):
        if found not in source:
            yield Fault(
                said("“{found}” would stand on the page as it is", found=found),
                said("take it out, or write what belongs there"),
            )
