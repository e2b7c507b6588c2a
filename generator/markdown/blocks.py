"""Hold a parsed Markdown text as a value: its blocks, its messages and their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from generator.markdown.dialect import is_settled, settled
from generator.markdown.lines import has_words, lines_of, unmarked

MARK = "data-preview"
"""The attribute of what a preview marks."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The text that a page shows for a message."""

    text: str
    """Inline Markdown."""
    lang: str = ""
    """Its BCP 47 tag where that differs from the page's; empty where it does not."""
    mark: str = ""
    """In a preview, why it would not be published; empty where it would."""

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of the element that holds it."""
        found = {"lang": self.lang, MARK: self.mark}
        return {name: value for name, value in found.items() if value}


Say = Callable[[str], Wording]
"""Gives the wording of a message."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A message and its line in the file, from 1."""

    msgid: str
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the tree: Markdown that is one or several messages, or code."""

    element: Element
    """The element whose text or tail it is."""
    raw: str
    line: int
    """Where it begins in its file, from 1."""
    lines: tuple[str, ...] = ()
    """Its lines, parted at hard breaks; none in code."""


@dataclass(frozen=True)
class Prose:
    """A Markdown text, parsed to its blocks once, for every language."""

    blocks: Element
    """Never changed: a rendering works on a copy."""
    texts: tuple[Text, ...] = ()
    """The texts of these blocks, in order."""

    def __bool__(self) -> bool:
        return len(self.blocks) > 0

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Its messages, in order."""
        return tuple(one for one in self._lines if has_words(one.msgid))

    @property
    def wordless(self) -> Iterator[Segment]:
        """Its lines that are no messages, since they have facts, numbers and marks only."""
        return (one for one in self._lines if not has_words(one.msgid))

    @property
    def _lines(self) -> Iterator[Segment]:
        return (Segment(one, text.line) for text in self.texts for one in text.lines)

    def text_of(self, element: Element) -> Text:
        """Return the text of an element; an empty one, at line 1, where it has none."""
        found = (text for text in self.texts if text.element is element)
        return next(found, Text(element, "", 1))


def open_texts(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield each text that is still Markdown: its element, `text` or `tail`, and the text."""
    for element in root.iter():
        for where in ("text", "tail"):
            raw = getattr(element, where)
            if raw and not is_settled(raw) and not raw.isspace():
                yield element, where, raw


def located(blocks: Element, first_line: int) -> Iterator[Text]:
    """Take the marks of `lines.marked` out of a tree; yield its texts with their lines.

    A text without a mark has the line of the one above it.
    """
    line = first_line
    for element in blocks.iter():
        for where in ("text", "tail"):
            marked = getattr(element, where)
            if not marked or marked.isspace():
                continue
            raw, number = unmarked(marked)
            line = number or line
            code = is_settled(marked)
            setattr(element, where, settled(raw) if code else raw)
            yield Text(element, raw, line, () if code else tuple(lines_of(raw)))


def split_off(prose: Prose, block: Element) -> tuple[Prose, Prose]:
    """Part a text into one of its top-level blocks and the rest."""
    inside = set(block.iter())
    rest = Element(prose.blocks.tag)
    rest.extend(child for child in prose.blocks if child is not block)
    return (
        Prose(block, tuple(text for text in prose.texts if text.element in inside)),
        Prose(rest, tuple(text for text in prose.texts if text.element not in inside)),
    )
