"""Marks that Markdown and facts are made with, typed full-width: ｛police｝, ＊＊words＊＊.

A Chinese keyboard gives them by itself, and no reader of a text sees the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.characters import code_spans
from generator.errors import Fault
from generator.patterns import late
from generator.wording import said

_NAME = "[a-z][a-z0-9_]{0,63}"
_FACT = late(rf"(?<!\\)[{{｛]{{1,2}}[ \u3000]?(?P<name>{_NAME})[ \u3000]?[}}｝]{{1,2}}")
_LINK = late(
    rf"(?<!\\)[\[［](?P<words>[^\[\]［］`]{{1,300}})[\]］][(（][ \u3000]?"
    rf"(?P<target>(?:https?://|mailto:|tel:)[^\s()（）`]{{1,500}}|{{{_NAME}}})[ \u3000]?[)）]"
)
_STRONG = late(r"(?P<mark>＊{1,2})(?P<emphasis>[^＊`]{1,300})(?P=mark)")
_OPENS = late("[{｛［\\[＊]")
_PATTERNS = (_FACT, _LINK, _STRONG)


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A fact or a link as it was typed, and as it was meant."""

    typed: str
    meant: str


def slips(text: str) -> Iterator[Mistyped]:
    """The facts and links in a text that have full-width or doubled marks, or a space inside."""
    for piece, is_code in _pieces(text):
        if not is_code:
            yield from _slips(piece)


def _slips(rest: str) -> Iterator[Mistyped]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(rest):
            if found[0] != (meant := _meant(found)):
                yield Mistyped(found[0], meant)
        rest = pattern.sub(_meant, rest)


def narrowed(text: str) -> str:
    """A text with these as they were meant."""
    return "".join(piece if is_code else _mended(piece) for piece, is_code in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a text, and whether each is a code span, which is left as it is."""
    done = 0
    for start, end, _ in code_spans(text) if _OPENS.search(text) else ():
        yield text[done:start], False
        yield text[start:end], True
        done = end
    yield text[done:], not _OPENS.search(text)


def _mended(piece: str) -> str:
    for pattern in _PATTERNS:
        piece = pattern.sub(_meant, piece)
    return piece


def faults(text: str) -> Iterator[Fault]:
    """What is wrong with them, and what to do."""
    for slip in slips(text):
        yield Fault(
            said("“{typed}” is not quite what it should be", typed=slip.typed),
            said("write {meant}", meant=slip.meant),
        )


def _meant(found: re.Match[str]) -> str:
    parts = found.groupdict()
    if "name" in parts:
        return f"{{{parts['name']}}}"
    if "mark" in parts:
        return "*" * len(parts["mark"]) + parts["emphasis"] + "*" * len(parts["mark"])
    return "[{words}]({target})".format_map(parts)
