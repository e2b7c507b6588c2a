"""What in a text must not reach a page, as far as the text alone shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import nearest
from generator.facts import ESCAPED, PLACEHOLDER
from generator.text.lazy_regex import late
from generator.text.unicode import without_code

_REFERENCE = late(r"(?<!\\)\[[^\[\]]*\]\[[^\[\]]*\]|^\[[^\[\]]+\]:\s")
_TAG = late(r"(?<!\\)<(?:!--|/?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>)")
_ADDRESS = late(r"(?<!\\)<(?!(?:https?|ftp)://)[A-Za-z][A-Za-z0-9+.-]*:[^<>\s@]*>", re.IGNORECASE)
_BRACE = late(
    r"(?<!\\)\{\{[^{}]{0,30}\}\}|(?<!\\)\{[^{}]{0,30}\}"
    r"|(?<!\\)\{[A-Za-z0-9_]{0,30}|(?<![A-Za-z0-9_\\])[A-Za-z0-9_]*+\}"
)


SIGN = "✎"
"""Marks a place to fill in. No notice has it in its text, as many have brackets of every kind."""
TOO_LONG = Fault(
    said("the text is far too long"),
    said("part it into paragraphs, or take part of it out"),
)
"""What is wrong with a text that is too long, and what to do."""
_LONGEST, _MOST_BRACKETS = 4_000, 60


def is_too_long(text: str) -> bool:
    """True for a message that nobody reads, and that takes Markdown too long.

    Its time grows with the square of the open brackets: 13,000 take a quarter of a minute.
    """
    return len(text) > _LONGEST or text.count("[") > _MOST_BRACKETS


def _html(text: str) -> Iterator[Fault]:
    found = _TAG.search(text)
    if found:
        yield Fault(
            said("“{found}” is HTML, which readers would see as it stands", found=found.group()),
            said("take it out; write *…* for emphasis and **…** for strong emphasis"),
        )


def _addresses(text: str) -> Iterator[Fault]:
    """Addresses that Markdown makes no links of, such as scripts."""
    found = _ADDRESS.search(text)
    if found:
        yield Fault(
            said(
                "“{found}” is no link, and readers would see it as it stands", found=found.group()
            ),
            said("take it out, or write a whole address: [words](https://…)"),
        )


def _braces(text: str, names: Collection[str]) -> Iterator[Fault]:
    """Braces that are nearly a fact, and would stand on the page as they are."""
    found = _BRACE.search(PLACEHOLDER.sub("", ESCAPED.sub("", text)))
    if found:
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


def _references(text: str) -> Iterator[Fault]:
    found = _REFERENCE.search(text)
    if found:
        yield Fault(
            said("“{found}” names a link that stands elsewhere", found=found.group()),
            said("write the address where the link is: [words](https://…)"),
        )


def in_text(text: str, names: Collection[str] = ()) -> Iterator[Fault]:
    """Links by reference, HTML, other addresses, and braces that are nearly one of these facts."""
    text = without_code(text, "")
    yield from _references(text)
    yield from _html(text)
    yield from _addresses(text)
    yield from _braces(text, names)
