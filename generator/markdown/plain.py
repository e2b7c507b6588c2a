"""Turn the program's own HTML into plain text, for titles, attributes and plain-text pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

# Python's own HTML parser takes five times as long; our HTML has no `<` or `>` in texts and values.
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
_HREF = re.compile(r' href="([^"]*)"')
_BLOCKS = ("p", "ul", "ol", "blockquote", "table", "pre", "h4", "h5", "h6", "hr")
_AFTER = {**dict.fromkeys(_BLOCKS, "\n\n"), **dict.fromkeys(("tr", "th", "td"), "\n")}
"""What comes after an element's words."""
_INLINE = frozenset({"a", "span"})
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
"""Unicode's marks around text in another direction, as `dir` in HTML."""


def plain(html: str, *, isolating: bool = False, chinese: bool = False) -> str:
    """Return the words of a piece of HTML: an empty line between blocks, a mark before list items.

    With `isolating`, what runs from left to right (`dir="ltr"`) is set apart by marks that do not
    show: in text that runs from right to left, +86 21 96110 would else read 96110 21 86+.
    With `chinese`, an address is put in full-width brackets (GB/T 15834, 4.9).
    """
    if "<" not in html and "&" not in html:
        return html
    reader = _Words(isolating=isolating, brackets="（）" if chinese else (" (", ")"))
    for slash, tag, attributes, words in _TOKEN.findall(html):
        if words:
            reader.hear(unescape(words))
        elif slash:
            reader.end(tag)
        else:
            reader.begin(tag, attributes)
    return reader.text()


class _Words:
    """Collects the words while it goes over the tags."""

    def __init__(self, *, isolating: bool, brackets: Sequence[str]) -> None:
        self._isolating = isolating
        self._opening, self._closing = brackets
        self._out: list[str] = []
        self._lists: list[int] = []
        self._links: list[tuple[str, int]] = []
        self._ends: list[str] = []

    def begin(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self._out.append("\n")
        elif tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ul" else 1)
        elif tag == "li":
            number = self._lists[-1] if self._lists else 0
            if number:
                self._lists[-1] += 1
            self._out.append(f"\n{number}. " if number else "\n- ")
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
        self._out.append(_AFTER.get(tag, ""))
        if tag == "a" and self._links:
            self._write_target(*self._links.pop())

    def _write_target(self, href: str, start: int) -> None:
        """Write a link's target after its words, unless they have it: paper has no links."""
        words = "".join(self._out[start:])
        bare = href.split("://", 1)[-1].removeprefix("mailto:").removesuffix("/")
        if href and not href.startswith(("tel:", "#")) and bare not in words:
            self._out.append(self._opening)
            self._begin(isolated=self._isolating)
            self._out += [href.removeprefix("mailto:"), self._ends.pop(), self._closing]

    def hear(self, words: str) -> None:
        # Between blocks, line ends of the HTML itself are not part of the text.
        self._out.append("" if words.isspace() and "\n" in words else words.replace("\n", " "))

    def text(self) -> str:
        paragraphs = "".join(self._out).split("\n\n")
        lines = ("\n".join(line.strip() for line in p.strip().split("\n")) for p in paragraphs)
        return "\n\n".join(filter(None, (line.replace("\n\n", "\n") for line in lines)))
