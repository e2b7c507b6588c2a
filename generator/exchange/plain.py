"""Read plain text as its writer saw it: paragraphs, columns, lines that were broken by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.exchange.blocks import Block, Received, clean
from generator.markdown.lines import joined
from generator.text.encoding import unified
from generator.text.unicode import cells

_ENDS = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Other ends of a line: Word's own, a page's."""
_COLUMN = re.compile(r"\t+| {3,}")
_MARKED = re.compile(r"\s*(?:[^\w\s“‘\"'「『（(]|[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）])")
_SENTENCE_END = tuple('。！？!?.:：;；”"')
_WIDE = 50
"""Columns that a line broken by hand has at least."""


def received(text: str) -> Received:
    """Read a text into blocks."""
    lines = _ENDS.sub("\n", unified(text).removeprefix("\ufeff")).split("\n")
    return Received(tuple(_blocks(lines)))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for part in _paragraphs(lines):
        for line in part:
            parted = [clean(one) for one in _COLUMN.split(line.strip())]
            if len(parted) > 1:
                yield Block("\t".join(parted), "row", "columns")
            elif words := clean(line):
                yield Block(words)


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """Yield what stands between empty lines; lines that were broken by hand are joined."""
    part: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            part.append(line)
        elif part:
            yield _unbroken(part)
            part = []


def _unbroken(part: list[str]) -> list[str]:
    widest = max(map(cells, part))
    groups = [[part[0]]]
    for line in part[1:]:
        if _goes_on(groups[-1][-1], line, widest):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [joined("\n".join(map(str.strip, one))) if len(one) > 1 else one[0] for one in groups]


def _goes_on(above: str, line: str, widest: int) -> bool:
    """Tell whether a line was begun because the one above was full."""
    full = cells(above) >= max(_WIDE, widest * 3 // 4)
    is_new = _MARKED.match(line) or _COLUMN.search(line.strip()) or _COLUMN.search(above.strip())
    return full and not is_new and not above.rstrip().endswith(_SENTENCE_END)
