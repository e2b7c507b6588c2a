"""Texts as values: parsed to their blocks once, with the messages that stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element

from generator.markdown.dialect import is_settled
from generator.markdown.lines import has_words, lines_of, messages_of
from generator.text.unicode import HAN

_ITEM = re.compile(r"\s*(?:[-*+]|1[.)])\s")

_POINT = re.compile(rf"\s*(?:[-*•·+]|[0-9]{{1,2}}[.、．)）])(?=[{HAN}])")
"""How a line begins that is a point to its writer, and text to Markdown: -先挂断, 1、先挂断."""

MARK = "data-preview"
"""The attribute of what a preview marks."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands on the page for a message."""

    text: str
    """Inline Markdown."""
    lang: str = ""
    """Its BCP 47 tag where that differs from the page's; empty where it does not."""
    mark: str = ""
    """In a preview, why it would not be published; empty where it would."""

    @property
    def attributes(self) -> dict[str, str]:
        """What the element that holds it says of it."""
        found = {"lang": self.lang, MARK: self.mark}
        return {name: value for name, value in found.items() if value}


Say = Callable[[str], Wording]
"""Gives the wording of a message."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A message and where it stands."""

    msgid: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown text, parsed to its blocks once, for every language."""

    blocks: Element
    """Never changed: a rendering works on a copy."""
    segments: tuple[Segment, ...] = ()
    """Its messages, in order."""
    wordless: tuple[Segment, ...] = ()
    """Its lines that are no messages, since they have facts, numbers and marks only; empty in a
    part of a text."""

    def __bool__(self) -> bool:
        return len(self.blocks) > 0


def texts(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Every text of the tree that is still Markdown: its element, `text` or `tail`, itself."""
    for element in root.iter():
        for where in ("text", "tail"):
            raw = getattr(element, where)
            if raw and not is_settled(raw) and not raw.isspace():
                yield element, where, raw


def located(blocks: Element, lines: list[str], first_line: int) -> Iterator[Segment]:
    """Each line of the blocks, found again in the source, since Markdown keeps no places."""
    line, column = 0, 0
    for _, _, raw in texts(blocks):
        parts = raw.strip().split("\n")
        line, column = _found(parts[0].strip(), lines, line, column)
        for one in lines_of(raw):
            yield Segment(one, first_line + line)
        if len(parts) > 1:
            line, column = line + len(parts) - 1, 0


def _found(text: str, lines: list[str], line: int, column: int) -> tuple[int, int]:
    """The line in which a text stands from a place on, and the column after it."""
    for number in range(line, len(lines)):
        at = lines[number].find(text, column if number == line else 0)
        if at >= 0:
            return number, at + len(text)
    return line, column


def lists_without_room(prose: Prose) -> Iterator[str]:
    """The first message of each paragraph in which a list begins without an empty line above."""
    for element, _, raw in texts(prose.blocks):
        if element.tag == "p" and any(map(_ITEM.match, raw.split("\n")[1:])):
            yield next(iter(messages_of(raw)), "")


def run_together(prose: Prose) -> Iterator[str]:
    """The first message of each paragraph whose lines look like points, and make no list."""
    for element, _, raw in texts(prose.blocks):
        if element.tag == "p" and sum(map(bool, map(_POINT.match, raw.split("\n")))) > 1:
            yield next(iter(messages_of(raw)), "")


def untold(prose: Prose) -> Iterator[str]:
    """What Markdown reads at once and is no message: lines without a word, and several lines."""
    for _, _, raw in texts(prose.blocks):
        lines = lines_of(raw)
        yield from (line for line in lines if not has_words(line))
        if len(lines) > 1:
            yield raw


def without(prose: Prose, block: Element) -> Prose:
    """The text without one of its top-level blocks."""
    rest = Element(prose.blocks.tag)
    rest.extend(child for child in prose.blocks if child is not block)
    return _part(prose, rest)


def only(prose: Prose, block: Element) -> Prose:
    """What stands inside one of the text's top-level blocks."""
    inside = Element(prose.blocks.tag)
    inside.extend(block)
    return _part(prose, inside)


def _part(prose: Prose, blocks: Element) -> Prose:
    """Some of the text's blocks, with the messages that stand in them."""
    inside = {id(element) for element in blocks.iter()}
    left = iter(prose.segments)
    kept: list[Segment] = []
    for element, _, raw in texts(prose.blocks):
        here = list(islice(left, len(messages_of(raw))))
        kept += here if id(element) in inside else []
    return Prose(blocks, tuple(kept))
