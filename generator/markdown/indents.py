"""Read lists and line breaks as their writers typed them, where Markdown asks for another form.

Editors and people begin a list in a list, and a point's second paragraph, two or three spaces
in; Markdown asks for four, and would join the one and end the list before the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from generator.text.lazy_regex import late

_ITEM = late(r" *(?:[-*+]|\d{1,2}\.) +(?=\S)")
_RULE = late(r" *(?:(?:\* *){3,}|(?:- *){3,})$")
_BREAK = late(r"(?<!\\)((?:\\\\)*)\\$")
"""A backslash at the end of a line: CommonMark's sign of a hard break, which shows."""
_NUMBER = late(r"[\s>]*(\d{1,2})\. +(?!(?:[-*+]|\d{1,2}\.) )")
"""The number of a line's only point."""
_DEEPER, _TAB = 2, 4


def as_meant(lines: Sequence[str]) -> list[str]:
    """Give lists in lists four spaces a level, and hard breaks their two spaces.

    Every line stays a line, and a list that has its four spaces stays as it is.
    """
    below = [*lines[1:], ""]
    broken = (
        _BREAK.sub(r"\1  ", line) if line.endswith("\\") and after.strip() else line
        for line, after in zip(lines, below, strict=True)
    )
    return list(_indented(broken))


def _indented(lines: Iterator[str]) -> Iterator[str]:
    levels: list[int] = []
    """How far in each list begins in which the last line stands, the outermost first."""
    is_apart = True
    for line in lines:
        text = line.lstrip(" ")
        if not text:
            is_apart = True
            yield line
            continue
        spaces = len(line) - len(text)
        is_item = _ITEM.match(line) is not None and not _RULE.match(line)
        if is_item if levels else is_item and is_apart and spaces < _TAB:
            _leave(levels, spaces)
            yield _at(line, spaces, len(levels))
            levels.append(spaces)
        elif is_apart and levels:
            _leave(levels, spaces)
            yield _at(line, spaces, len(levels))
        else:
            yield line
        is_apart = text.startswith("#")


def _leave(levels: list[int], spaces: int) -> None:
    """Leave the lists in which a line, so far in, is not."""
    while levels and not (
        spaces >= levels[-1] + _DEEPER or (len(levels) == 1 and spaces >= _TAB > levels[0])
    ):
        levels.pop()


def _at(line: str, spaces: int, level: int) -> str:
    """Give a line the spaces of its level, unless it has them, or so many that it is code."""
    wanted = level * _TAB
    if not level or wanted <= spaces < wanted + _TAB:
        return line
    return (
        line if spaces >= wanted + _TAB and not _ITEM.match(line) else " " * wanted + line[spaces:]
    )


def keep_numbers(blocks: Element, line_of: dict[Element, str]) -> None:
    """Keep the numbers that a list's points were typed with, where Markdown would count on.

    `line_of` gives the source's line of an element. Points that are all 1 are counted.
    """
    for one in blocks.iter("ol"):
        points = [(item, _typed(item, line_of)) for item in one if item.tag == "li"]
        if len(points) > 1 and len({number for _, number in points}) == 1:
            continue
        expected = int(one.get("start", "1"))
        for item, number in points:
            if number not in (None, expected):
                item.set("value", str(number))
            expected = (expected if number is None else number) + 1


def _typed(item: Element, line_of: dict[Element, str]) -> int | None:
    """Read the number that a point was typed with; None where that cannot be seen."""
    line = next((line_of[inner] for inner in item.iter() if inner in line_of), "")
    found = _NUMBER.match(line)
    return int(found[1]) if found else None
