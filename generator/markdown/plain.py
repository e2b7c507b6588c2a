"""Turn the program's own HTML into plain text, for titles, attributes and plain-text pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

# Python's own HTML parser takes five times as long; our HTML has no `<` or `>` in texts and values.
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
_HREF = re.compile(r' href="([^"]*)"')
_ALT = re.compile(r'alt="([^"]+)"')
_NUMBER = re.compile(r' (?:start|value)="([0-9]+)"')
_BLOCKS = ("p", "ul", "ol", "blockquote", "table", "pre", "h4", "h5", "h6", "hr")
_AFTER = dict.fromkeys(_BLOCKS, "\n\n")
"""What comes after an element's words."""
_NAME = re.compile(
    r"\W*(?:\w*[A-Z]\w*[A-Z0-9]|\w+\W.*[A-Z]|I\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May\b|June|July"
    r"|August|September|October|November|December|Christmas|Easter|English|Chinese)"
)
"""How an English heading begins that keeps its capital letter inside of a sentence."""
_INLINE = frozenset({"a", "span"})
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
"""Unicode's marks around text in another direction, as `dir` in HTML."""


def plain(
    html: str, *, isolating: bool = False, chinese: bool = False, english: bool = False
) -> str:
    """Return the words of a piece of HTML: an empty line between blocks, a mark before list items.

    A table's row is a line in which each cell follows its heading; with `english`, a heading in
    the middle of it has a small letter.

    With `isolating`, what runs from left to right (`dir="ltr"`) is set apart by marks that do not
    show: in text that runs from right to left, +86 21 96110 would else read 96110 21 86+.
    With `chinese`, an address is put in full-width brackets (GB/T 15834, 4.9).
    """
    if "<" not in html and "&" not in html:
        return html
    signs = _CHINESE if chinese else _OTHERS
    reader = _Words(isolating=isolating, signs=signs, lowers=english)
    for slash, tag, attributes, words in _TOKEN.findall(html):
        if words:
            reader.hear(unescape(words))
        elif slash:
            reader.end(tag)
        else:
            reader.begin(tag, attributes)
    return reader.text()


_OTHERS, _CHINESE = (" (", ")", ": ", "; "), ("（", "）", "：", "；")
"""The marks around an address, after a heading, and between two cells."""
_NO_NUMBER = -1
_MARKS = "–-"
"""Before a point of a list in a list, and of another one."""


def _number(attributes: str, otherwise: int) -> int:
    """Read the number that a list begins with, or that a point has."""
    found = _NUMBER.search(attributes)
    return int(found[1]) if found else otherwise


def target_beside(href: str, words: str) -> str:
    """Give a link's target as it is written after its words: paper has no links.

    Empty where the words have it, or say what to dial, and for a place on the page.
    """
    bare = href.split("://", 1)[-1].removeprefix("mailto:").removesuffix("/")
    if not href or href.startswith(("tel:", "#")) or bare in words:
        return ""
    return href.removeprefix("mailto:")


class _Words:
    """Collects the words while it goes over the tags."""

    def __init__(self, *, isolating: bool, signs: Sequence[str], lowers: bool) -> None:
        self._isolating = isolating
        self._opening, self._closing, self._colon, self._between = signs
        self._lowers = lowers
        self._out: list[str] = []
        self._heads: list[str] = []
        self._row: list[str] = []
        self._cell, self._is_told = 0, False
        self._lists: list[int] = []
        self._links: list[tuple[str, int]] = []
        self._ends: list[str] = []

    def begin(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self._out.append("\n")
        elif tag == "img" and (alt := _ALT.search(attributes)):
            self._out += [self._opening, unescape(alt[1]), self._closing]
        elif tag in ("ul", "ol"):
            self._lists.append(_number(attributes, 1) if tag == "ol" else _NO_NUMBER)
        elif tag == "li":
            number = _number(attributes, self._lists[-1] if self._lists else _NO_NUMBER)
            if number != _NO_NUMBER:
                self._lists[-1] = number + 1
            mark = _MARKS[len(self._lists) % 2] if number == _NO_NUMBER else f"{number}."
            self._out.append(f"\n{mark} ")
        elif tag in ("th", "td"):
            self._cell = len(self._out)
        elif tag == "table":
            self._heads, self._is_told = [], False
        elif tag == "a":
            href = _HREF.search(attributes)
            self._links.append((unescape(href[1]) if href else "", len(self._out)))
        if tag in _INLINE:
            self._begin(isolated=self._isolating and ' dir="ltr"' in attributes)

    def _begin(self, *, isolated: bool) -> None:
        """Begin an element that may run in another direction."""
        self._out.append(_LEFT_TO_RIGHT if isolated else "")
        self._ends.append(_END if isolated else "")

    def end(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _INLINE and self._ends:
            self._out.append(self._ends.pop())
        if tag in ("th", "td"):
            self._row.append("".join(self._out[self._cell :]).strip())
            del self._out[self._cell :]
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and not self._is_told:
            self._out.append(self._between.join(filter(None, self._heads)))
        self._out.append(_AFTER.get(tag, ""))
        if tag == "a" and self._links:
            self._write_target(*self._links.pop())

    def _end_row(self) -> None:
        """Write a row as a line, each cell after its heading; remember the headings' own row."""
        if not self._heads:
            self._heads, self._row = self._row, []
            return
        pairs = [(head, cell) for head, cell in zip(self._heads, self._row, strict=True) if cell]
        cells = [self._headed(at, *pair) for at, pair in enumerate(pairs)]
        self._out += [self._between.join(cells), "\n"]
        self._row, self._is_told = [], self._is_told or bool(cells)

    def _headed(self, at: int, head: str, cell: str) -> str:
        if at and self._lowers and not _NAME.match(head):
            head = head[:1].lower() + head[1:]
        return f"{head.rstrip(':：')}{self._colon}{cell}" if head else cell

    def _write_target(self, href: str, start: int) -> None:
        """Write a link's target after its words, where it is to be written."""
        if target := target_beside(href, "".join(self._out[start:])):
            self._out.append(self._opening)
            self._begin(isolated=self._isolating)
            self._out += [target, self._ends.pop(), self._closing]

    def hear(self, words: str) -> None:
        # Between blocks, line ends of the HTML itself are not part of the text.
        self._out.append("" if words.isspace() and "\n" in words else words.replace("\n", " "))

    def text(self) -> str:
        paragraphs = "".join(self._out).split("\n\n")
        lines = ("\n".join(line.strip() for line in p.strip().split("\n")) for p in paragraphs)
        return "\n\n".join(filter(None, (line.replace("\n\n", "\n") for line in lines)))
