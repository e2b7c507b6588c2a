"""Marks that Markdown and facts are made with, typed full-width: ｛police｝, [words]（https://…）.

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
_FACT = late(rf"{_CODE}|(?<!\\)[{{｛][ \u3000]?(?P<name>{_NAME})[ \u3000]?[}}｝]")
_LINK = late(
    rf"{_CODE}|(?<!\\)[\[［](?P<words>[^\[\]［］`]{{1,300}})[\]］][(（][ \u3000]?"
    rf"(?P<target>(?:https?://|mailto:|tel:)[^\s()（）`]{{1,500}}|{{{_NAME}}})[ \u3000]?[)）]"
)
_OPENS = late("[{｛［\\[]")


@dataclass(frozen=True, slots=True)
class Slip:
    """A fact or a link as it was typed, and as it was meant."""

    typed: str
    meant: str


def slips(text: str) -> Iterator[Slip]:
    """The facts and links in a text that have full-width marks, or a space where none belongs."""
    if not _OPENS.search(text):
        return
    for pattern in (_FACT, _LINK):
        for found in pattern.finditer(text):
            if found[0] != (meant := _meant(found)):
                yield Slip(found[0], meant)
        text = pattern.sub(_meant, text)


def narrowed(text: str) -> str:
    """A text with these as they were meant."""
    return _LINK.sub(_meant, _FACT.sub(_meant, text)) if _OPENS.search(text) else text


def faults(text: str) -> Iterator[Fault]:
    """What is wrong with them, and what to do."""
    for slip in slips(text):
        yield Fault(
            said("“{typed}” has a full-width mark or a space in it", typed=slip.typed),
            said("write {meant}", meant=slip.meant),
        )


def _meant(found: re.Match[str]) -> str:
    if found[0].startswith("`"):
        return found[0]
    parts = found.groupdict()
    return f"{{{parts['name']}}}" if "name" in parts else "[{words}]({target})".format_map(parts)
