"""Find what must not reach a page, as far as the text alone shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import Said, said
from generator.diagnostics.suggest import nearest
from generator.facts import BRACES
from generator.text.lazy_regex import late
from generator.text.unicode import without_code

BY_REFERENCE = late(r"(?<!\\)\[[^\[\]]*\]\[[^\[\]]*\]|^\[[^\[\]]+\]:\s")
"""A link whose address is elsewhere, where readers would see the brackets."""
_IN_TEXT = (
    (
        BY_REFERENCE,
        said("“{found}” names a link whose address is elsewhere", found="…"),
        said("write the address where the link is: [words](https://…)"),
    ),
    (
        late(r"(?<!\\)<(?:!--|/?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>)"),
        said("“{found}” is HTML, which readers would see as it is", found="…"),
        said("take it out; write *…* for emphasis and **…** for strong emphasis"),
    ),
    (
        late(r"(?<!\\)<(?!(?:https?|ftp)://)[A-Za-z][A-Za-z0-9+.-]*:[^<>\s@]*>", re.IGNORECASE),
        said("“{found}” is no link, and readers would see it as it is", found="…"),
        said("take it out, or write a whole address: [words](https://…)"),
    ),
)
"""What Markdown makes nothing of, what is wrong with it, and what to do: links by reference, HTML,
and addresses that are no links, such as scripts."""

_SENTENCE = late(r"\{[^{}]{0,30}\}")
"""What is shown of braces around a sentence, which are two halves elsewhere."""
SIGN = "✎"
"""Marks a place to fill in. No notice has it in its text, as many have brackets of every kind."""
TOO_LONG = Fault(
    said("the text is far too long"),
    said("part it into paragraphs, or take part of it out"),
)
"""What is wrong with a text that is too long, and what to do."""
_LONGEST, _MOST_BRACKETS = 4_000, 60


def is_too_long(text: str) -> bool:
    """Return True for a message that nobody reads and that takes Markdown too long.

    Its time grows with the square of the open brackets: 13,000 take a quarter of a minute.
    """
    return len(text) > _LONGEST or text.count("[") > _MOST_BRACKETS


def found_faults(
    rows: Iterable[tuple[re.Pattern[str], Said, str]], text: str, most: int | None = None
) -> Iterator[Fault]:
    """Find the patterns of a table in a text, `most` times each; yield a fault for each place.

    A row is a pattern, what is wrong, with a place for the text that was found, and what to do.
    """
    for pattern, wrong, remedy in rows:
        for found in islice(pattern.finditer(text), most):
            yield Fault(Said(wrong.msgid, {"found": found[0]}), remedy)


def _braces(text: str, names: Collection[str]) -> Iterator[Fault]:
    """Find braces that are nearly a fact, and that readers would see as they are."""
    for brace in islice((one for one in BRACES.finditer(text) if not one["meant"]), 1):
        found = _SENTENCE.match(text, brace.start()) or brace
        bare = found.group().strip("{} ").lower().replace("-", "_").replace(" ", "_")
        near = bare if bare in names else nearest(bare, names)
        yield Fault(
            said("“{found}” is no fact", found=found.group()),
            said("write {{{name}}} if that is meant", name=near)
            if near
            else said(
                "write a fact in small letters between single braces, such as {hotline}; "
                "write \\{ if a brace is meant"
            ),
        )


def in_text(text: str, names: Collection[str] = ()) -> Iterator[Fault]:
    """Find links by reference, HTML, other addresses, and braces that are nearly a fact."""
    text = without_code(text, "")
    yield from found_faults(_IN_TEXT, text, 1)
    yield from _braces(text, names)
