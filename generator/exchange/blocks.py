"""Define what is read of a file: blocks of text in reading order, and what stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from generator.diagnostics.errors import Fault, Refused, refused
from generator.text.lazy_regex import late

Kind = Literal["heading", "text", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a text that stands for itself: a paragraph, a heading, a point, a table's row."""

    text: str
    """Its words; of a row, its cells, a tab between them, and a line for each paragraph in one."""
    kind: Kind = "text"
    style: str = ""
    """Whatever looks alike has the same: "h2", "bold", "【】", "一、", "ol"."""
    mark: str = ""
    """What it began with: "●", "1、", "【"; no word of the text, but what its place shows."""

    @property
    def whole(self) -> str:
        """The line as it was, with its mark."""
        text = " ".join(self.text.split()) if self.kind == "row" else self.text
        return self.mark + text + ("】" if self.mark == "【" else "")

    @property
    def cells(self) -> list[str]:
        """The cells of a row."""
        return self.text.split("\t")


@dataclass(frozen=True, slots=True)
class Extra:
    """Words that are no part of the running text."""

    text: str
    origin: str
    """Where they stood: in a header, a footnote, a picture's description."""


@dataclass(frozen=True, slots=True)
class Received:
    """What was read of a file: together, each of its words."""

    blocks: tuple[Block, ...]
    extras: tuple[Extra, ...] = ()
    lines: tuple[str, ...] = ()
    """Each line of the running text by itself, where blocks join some: of a page."""


MOST_LETTERS, MOST_LINES = 200_000, 5_000
"""Of a notice: a book has more."""


def refusal(name: str, wrong: str, remedy: str) -> Refused:
    """Make what to raise where a file cannot be taken in."""
    return refused(name, 1, "import", Fault(wrong, remedy))


_SPACES = re.compile(r"[^\S\n]+")
_LETTERS = late(r"[^\W_]")


def clean(text: str) -> str:
    """Give a line without what shows nothing, and with single spaces."""
    seen = "".join(one for one in text if one.isprintable() or one in "\t\n\u3000\u00a0")
    return _SPACES.sub(" ", seen).strip()


def key(line: str) -> str:
    """Give what two readers of the same line agree on: its letters and digits, or all of it."""
    return "".join(_LETTERS.findall(line)) or "".join(line.split())
