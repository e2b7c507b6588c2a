"""Marks that Markdown and facts are made with, typed full-width: ｛police｝, ＊＊words＊＊.

A Chinese keyboard gives them by itself, and no reader of a text sees the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.faults import Fault
from generator.patterns import late
from generator.wording import said

_CODE = "`[^`]*`"
_NAME = "[a-z][a-z0-9_]{0,63}"
_FACT = late(rf"{_CODE}|(?<!\\)[{{｛]{{1,2}}[ \u3000]?(?P<name>{_NAME})[ \u3000]?[}}｝]{{1,2}}")
_LINK = late(
    rf"{_CODE}|(?<!\\)[\[［](?P<words>[^\[\]［］`]{{1,300}})[\]］][(（][ \u3000]?"
    rf"(?P<target>(?:https?://|mailto:|tel:)[^\s()（）`]{{1,500}}|{{{_NAME}}})[ \u3000]?[)）]"
)
_STRONG = late(rf"{_CODE}|(?P<mark>＊{{1,2}})(?P<emphasis>[^＊`]{{1,300}})(?P=mark)")
_OPENS = late("[{｛［\\[＊]")
_PATTERNS = (_FACT, _LINK, _STRONG)


@dataclass(frozen=True, slots=True)
class Slip:
    """A fact or a link as it was typed, and as it was meant."""

    typed: str
    meant: str


def slips(text: str) -> Iterator[Slip]:
    """The facts and links in a text that have full-width or doubled marks, or a space inside."""
    if not _OPENS.search(text):
        return
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if found[0] != (meant := _meant(found)):
                yield Slip(found[0], meant)
        text = pattern.sub(_meant, text)


def narrowed(text: str) -> str:
    """A text with these as they were meant."""
    if _OPENS.search(text):
        for pattern in _PATTERNS:
            text = pattern.sub(_meant, text)
    return text


def faults(text: str) -> Iterator[Fault]:
    """What is wrong with them, and what to do."""
    for slip in slips(text):
        yield Fault(
            said("“{typed}” is not quite what it should be", typed=slip.typed),
            said("write {meant}", meant=slip.meant),
        )


def _meant(found: re.Match[str]) -> str:
    if found[0].startswith("`"):
        return found[0]
    parts = found.groupdict()
    if "name" in parts:
        return f"{{{parts['name']}}}"
    if "mark" in parts:
        return "*" * len(parts["mark"]) + parts["emphasis"] + "*" * len(parts["mark"])
    return "[{words}]({target})".format_map(parts)
