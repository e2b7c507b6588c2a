"""Read HTML, a saved page or what a Word file becomes, as blocks of text.

Python's own parser takes a time that grows with the square of what is damaged: marks that are not
closed. So what is no tag is taken out before, or made words, in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from generator.diagnostics.messages import said
from generator.exchange.blocks import Block, Extra, Received, clean

_UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "head", "title")
_HIDDEN = re.compile(rf"<(/?)({'|'.join(_UNSEEN)})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>([^<>]{0,2000})<", re.IGNORECASE)
_NO_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")
_DECLARED = re.compile(r"<[!?][^<>]*>")
_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_PARTS = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|summary"
    "|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
"""The elements that begin and end a line."""
_HEADING = re.compile("h[1-6]")
_BOLD = ("b", "strong")
_LISTS = ("ul", "ol")
_WORDS_LIST_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
"""How Word marks the number or the sign of a point, where it is pasted."""

_LONGEST_MARK = 8
"""Characters; more are words."""


def without_foreign_charset(data: bytes) -> bytes:
    """Bring a page that names another encoding than UTF-8 to it."""
    found = _CHARSET.search(data[:4096])
    name = found[1].decode("ascii").lower() if found else "utf-8"
    codec = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
    try:
        return data.decode(codec[name]).encode() if name in codec else data
    except UnicodeDecodeError:
        return data  # it is not what it says that it is


def received(text: str) -> Received:
    """Read a page."""
    title = _TITLE.search(text)
    reader = _Reader()
    reader.feed(_reduced(text))
    reader.close()
    reader.end_line()
    reader.end_row()
    blocks, extras = reader.blocks, reader.extras
    if title and (words := clean(_plain(title[1]))):
        if any(one.style == "h1" for one in blocks) or not blocks:
            extras.append(Extra(words, said("the title of the page")))
        elif all(words != one.text for one in blocks):
            blocks.insert(0, Block(words, "heading", "h1"))
    return Received(tuple(blocks), tuple(extras), tuple(reader.lines))


def _plain(text: str) -> str:
    reader = _Reader()
    reader.feed(text.replace("<", ""))
    reader.close()
    return reader.words()


def _reduced(text: str) -> str:
    """Keep tags and words; what is neither is taken out, in a time that grows with the text."""
    seen = "".join(_without(text, "<!--", "-->"))
    return _NO_TAG.sub("&lt;", _DECLARED.sub("", "".join(_shown(seen))))


def _without(text: str, begin: str, end: str) -> Iterator[str]:
    first, *others = text.split(begin)
    yield first
    yield from (one.partition(end)[2] for one in others)


def _shown(text: str) -> Iterator[str]:
    """Leave out elements that nobody sees; one that is not closed goes to the end."""
    at, closing = 0, ""
    for found in _HIDDEN.finditer(text):
        name = found[2].lower()
        if closing:
            if found[1] and name == closing:
                at, closing = found.end(), ""
        elif not found[1] and not found[0].endswith("/>"):
            yield text[at : found.start()] + "\n"
            closing = name
    if not closing:
        yield text[at:]


class _Reader(HTMLParser):
    """Gathers the lines of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.extras: list[Extra] = []
        self.lines: list[str] = []
        self._line: list[tuple[str, bool]] = []
        self._style = ""
        self._lists: list[str] = []
        self._cells: list[list[str]] | None = None
        self._depth = 0
        self._bold = 0
        self._marking = 0
        self._own_mark = ""
        self._link: tuple[str, int] | None = None
        self._is_item = False

    def words(self) -> str:
        """Give the words of the line so far."""
        return "".join(one for one, _ in self._line)

    def handle_data(self, data: str) -> None:
        """Take words in."""
        if self._marking:
            self._own_mark += data
        else:
            self._line.append((data.replace("\n", " ").replace("\t", " "), self._bold > 0))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        own = dict(attrs)
        if _PARTS.fullmatch(tag):
            self.end_line()
        self._begin(tag)
        if tag == "span" and (self._marking or _WORDS_LIST_MARK.search(own.get("style") or "")):
            self._marking += 1
        if tag == "img" and (alt := clean(own.get("alt") or "")):
            self.extras.append(Extra(alt, said("the description of a picture")))
        if tag == "a" and (target := (own.get("href") or "").strip()):
            self._link = target, len(self._line)

    def _begin(self, tag: str) -> None:
        if _HEADING.fullmatch(tag) or tag in _LISTS:
            self._style = tag
        if tag in _LISTS:
            self._lists.append(tag)
        elif tag == "li":
            self._is_item = True
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth == 1:
            self.end_row()
            self._cells = []
        elif tag in ("td", "th") and self._cells is not None and self._depth == 1:
            self._cells.append([])

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag == "span" and self._marking:
            self._marking -= 1
        if tag == "a" and self._link:
            self._end_link(*self._link)
        if _PARTS.fullmatch(tag):
            self.end_line()
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag in ("tr", "table") and self._depth == 1:
            self.end_row()
        self._depth = max(0, self._depth - (tag == "table"))
        if _HEADING.fullmatch(tag) or tag == "li":
            self._style, self._is_item = "", False

    def _end_link(self, target: str, begin: int) -> None:
        """List where words lead that are no address themselves; no notice leads there unseen."""
        words = clean("".join(one for one, _ in self._line[begin:]))
        is_shown = words and words.rstrip("/") in target
        if not target.startswith("#") and not is_shown:
            self.extras.append(Extra(target, said("the address behind “{words}”", words=words)))
        self._link = None

    def end_row(self) -> None:
        """Put the cells so far, if they have words, into a row."""
        cells = ["\n".join(one) for one in self._cells or ()]
        self._cells = None
        if any(cells):
            if len(cells) > 1:
                self.blocks.append(Block("\t".join(cells), "row", "table"))
            else:
                self.blocks += map(Block, cells[0].split("\n"))

    def end_line(self) -> None:
        """Put the line so far, if it has words, where it belongs."""
        self._link = None
        text = clean(self.words())
        is_bold = all(bold for one, bold in self._line if one.strip())
        mark, self._line = clean(self._own_mark), []
        self._own_mark, self._marking = "", 0
        if mark and (self._cells or not text or len(mark) > _LONGEST_MARK):
            text, mark = f"{mark} {text}".strip(), ""
        if not text:
            return
        self.lines.append(text)
        if self._cells:
            self._cells[-1].append(text)
            return
        self.blocks.append(self._block(text, mark, is_bold=is_bold))

    def _block(self, text: str, mark: str, *, is_bold: bool) -> Block:
        if _HEADING.fullmatch(self._style):
            return Block(text, "heading", self._style)
        if mark:
            is_number = re.search(r"[0-9一二三四五六七八九十]", mark)
            return Block(text, "item", "ol" if is_number else "ul", mark)
        if self._is_item:
            self._is_item = False
            return Block(text, "item", self._lists[-1] if self._lists else "ul")
        return Block(text, style="bold" if is_bold else "")
