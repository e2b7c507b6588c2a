"""Refuse a translation that is far longer than its source, or than anybody reads."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import Subject, rule
from generator.diagnostics.errors import Fault
from generator.markdown.forbidden import TOO_LONG, is_too_long


@rule("size", "A text without end is an attack on the reader, or on the program.", waivable=False)
def size(subject: Subject) -> Iterator[Fault]:
    """Find a text that is too long, or far longer than its source."""
    source = subject.source
    swollen = source is not None and len(subject.text) > 10 * len(source) + 200
    if swollen or is_too_long(subject.text):
        yield TOO_LONG
