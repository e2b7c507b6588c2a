"""Write values as Typst code: what a template prints can be no markup, whatever is in it.

A text becomes the phrases that `templates/sheet.typ` sets: see there for their forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from typing import Any

from generator.markdown.plain import target_beside
from generator.text import phrases
from generator.text.unicode import HAN_SIGN
from generator.views import Rich

_SIGNS = re.compile(
    r'["\\@\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\u2000-\u200f\u202a-\u202f\u205f-\u206f\ud800-\udfff]'
)
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_LISTS = ("ol", "ul")
_SPACE = re.compile(r"[^\S\u00a0\u202f]")
"""White space at which a line may end: not the spaces that say no."""
_DRAWN = {**dict.fromkeys("✅✔☑", "tick"), **dict.fromkeys("❌✖❎✗✘☒", "cross")}
"""Signs that no face has, and the drawings of a sheet that say the same."""
_APART = re.compile(rf"([{''.join(_DRAWN)}])[\ufe0e\ufe0f]?|{phrases.ADDRESS}|{phrases.NUMBER}")


class Code(str):
    """Typst code that is written as it is."""

    __slots__ = ()


def literal(value: object) -> Code:
    """Write a value as a Typst literal; a `Rich` as phrases.

    Raises `ValueError` for a lone surrogate, which no text has.
    """
    match value:
        case Code():
            return value
        case Rich():
            return _phrases(value)
        case Mapping():
            pairs = "".join(f"{literal(str(key))}:{literal(one)}," for key, one in value.items())
            return Code(f"({pairs or ':'})")
        case list() | tuple():
            return Code(f"({''.join(f'{literal(one)},' for one in value)})")
    return Code(_scalar(value))


@lru_cache(maxsize=4096)
def _phrases(rich: Rich) -> Code:
    """Write a text, once for all sheets that have it."""
    return literal(phrases_of(rich))


def _scalar(value: object) -> str:
    match value:
        case bool() | None:
            return {True: "true", False: "false", None: "none"}[value]
        case int() | float():
            return str(value) if value >= 0 else f"({value})"
        case str():
            return f'"{_escaped(value)}"'
    raise TypeError(f"no sheet can have a value of type {type(value).__name__}")


def _escaped(text: str) -> str:
    return _SIGNS.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    char = found[0]
    if "\ud800" <= char <= "\udfff":
        raise ValueError(f"lone surrogate U+{ord(char):04X}")
    # Written by its number, `@` can begin the name of no package: the engine refuses those.
    return f"\\{char}" if char in '"\\' else f"\\u{{{ord(char):x}}}"


_HREF = re.compile(r' href="([^"]*)"')
_IMAGE = re.compile(r"<img([^>]*)>")
_CONTAINERS = frozenset({"ul", "ol", "li", "blockquote", "table", "tr"})
_TEXTS = {**dict.fromkeys(("h4", "h5", "h6"), "heading"), "p": "text", "th": "cell", "td": "cell"}
"""The blocks that have words, and what a sheet makes of them."""


class _Blocks:
    """Collects the blocks of a text while it goes over the tags of our own HTML."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, str, list[object]]] = [("", "", [])]
        self._html = ""
        self._link: tuple[str, int] | None = None

    def read(self, html: str) -> list[object]:
        for slash, tag, attributes, words in _TOKEN.findall(html):
            if words or tag not in _TEXTS.keys() | _CONTAINERS | {"thead", "tbody", "hr"}:
                self._inline(slash, tag, attributes, words)
            elif slash:
                self._end(tag)
            else:
                self._flush()
                if tag in _CONTAINERS:
                    self._stack.append((tag, attributes, []))
                elif tag == "hr":
                    self._add({"kind": "rule"})
        self._flush()
        return self._stack[0][2]

    def _inline(self, slash: str, tag: str, attributes: str, words: str) -> None:
        if tag == "a" and not slash:
            found = _HREF.search(attributes)
            self._link = (found[1] if found else "", len(self._html))
        self._html += words or f"<{slash}{tag}{attributes}>"
        if tag == "a" and slash and self._link:
            self._html += _target(self._link[0], self._html[self._link[1] :])

    def _end(self, tag: str) -> None:
        self._flush(_TEXTS.get(tag, "text"))
        if tag in _CONTAINERS:
            _, attributes, inner = self._stack.pop()
            self._add(_container(tag, attributes, inner))

    def _flush(self, kind: str = "text") -> None:
        """Add the words since the last block, a line each, and the pictures among them."""
        html, self._html = self._html, ""
        if kind == "cell":  # which has no room for a picture but in words
            html = _IMAGE.sub(lambda found: _attributes(found[1]).get("alt", ""), html)
        shown = _IMAGE.findall(html)
        before = len(shown) if html.startswith("<img") else 0
        lines = [phrases_of(Rich(line, line)) for line in html.split("<br>")]
        self._show(shown[:before])
        if kind == "cell":
            self._add([phrase for line in lines for phrase in line])
        elif any(lines):
            self._add({"kind": kind, "lines": [line for line in lines if line]})
        self._show(shown[before:])

    def _show(self, images: Iterable[str]) -> None:
        """Add pictures; two that follow one another stand side by side."""
        for given in map(_attributes, images):
            size = {key: int(given[key]) for key in ("width", "height")}
            made = {"place": given["data-picture"], "alt": unescape(given["alt"]), **size}
            last = next(reversed(self._stack[-1][2]), None)
            if isinstance(last, dict) and last["kind"] == "pictures" and len(last["each"]) == 1:
                last["each"].append(made)
            else:
                self._add({"kind": "pictures", "each": [made]})

    def _add(self, block: object) -> None:
        self._stack[-1][2].append(block)


def _attributes(text: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(text))


def _container(tag: str, attributes: str, inner: list[Any]) -> object:
    given = _attributes(attributes)
    if tag == "tr":
        return inner
    if tag == "li":
        return given.get("value"), inner
    if tag == "table":
        return {"kind": "table", "head": inner[0], "rows": inner[1:]}
    if tag == "blockquote":
        return {"kind": "quote", "blocks": inner}
    numbers: list[int] = []
    for typed, _ in inner if tag == "ol" else ():
        following = numbers[-1] + 1 if numbers else int(given.get("start", "1"))
        numbers.append(following if typed is None else int(typed))
    return {"kind": "list", "numbers": numbers, "items": [blocks for _, blocks in inner]}


def _target(href: str, words: str) -> str:
    """Write a link's target behind its words, in the brackets of their script."""
    target = target_beside(href, words.partition(">")[2])
    if not target:
        return ""
    return f"（{target}）" if HAN_SIGN.search(words) else f" ({target})"


def blocks_of(rich: Rich) -> list[object]:
    """Part a text into its blocks: headings, texts by their lines, lists, tables and quotations.

    A list has the `numbers` of its points, or none; an item and a quotation have blocks. One or two
    pictures side by side are a block, too.
    """
    return _Blocks().read(rich.html)


@dataclass(frozen=True, slots=True)
class _Style:
    """What the elements around some words make of them."""

    bold: bool = False
    to: str = ""
    """An address."""
    lang: str = ""
    is_number: bool = False


_NO_STYLE = _Style()


def phrases_of(rich: Rich) -> list[list[object]]:
    """Part a text into its phrases, each a list: whether a space is before it, then its runs."""
    text, styles = "", list[_Style]()
    for words, style in _styled(rich.html):
        text += words
        styles += [style] * len(words)
    found = _joined(phrases.phrases(text), styles)
    return [
        [begin > 0 and text[begin - 1].isspace(), *_runs(text, styles, begin, end)]
        for begin, end in found
    ]


def _styled(html: str) -> Iterator[tuple[str, _Style]]:
    """Yield the words of our own HTML, each with the style that its elements give it."""
    stack = [_NO_STYLE]
    numbers: list[int] = []
    for slash, tag, attributes, words in _TOKEN.findall(html):
        if words:
            yield _SPACE.sub(" ", unescape(words)), stack[-1]
        elif tag == "br" or (slash and tag in ("p", "li")):
            yield " ", _NO_STYLE
        elif slash:
            stack.pop()
            if tag in _LISTS:
                numbers.pop()
        elif tag == "li" and numbers and numbers[-1]:
            number = int(_attributes(attributes).get("value", numbers[-1]))
            numbers[-1] = number + 1
            yield f"{number}. ", _NO_STYLE
        elif tag not in ("hr", "img", "p", "li"):
            given = _attributes(attributes)
            stack.append(_styled_by(tag, given, stack[-1]))
            if tag in _LISTS:
                yield " ", _NO_STYLE
                numbers.append(int(given.get("start", "1")) if tag == "ol" else 0)


def _styled_by(tag: str, attributes: Mapping[str, str], around: _Style) -> _Style:
    to = unescape(attributes.get("href", around.to))
    if "data-notice" in attributes and "://" not in to:
        to = ""  # a page of a site without an address cannot be reached from paper
    return replace(
        around,
        bold=around.bold or tag in ("strong", "b"),
        to=to,
        lang=attributes.get("lang", around.lang),
        is_number=around.is_number or attributes.get("dir") == "ltr",
    )


def _joined(found: Iterable[tuple[int, int]], styles: list[_Style]) -> Iterator[tuple[int, int]]:
    """Put together the phrases of a number or an address, which its element marks."""
    last: tuple[int, int] | None = None
    for begin, end in found:
        if last and styles[begin].is_number and styles[begin] is styles[last[1] - 1]:
            last = last[0], end
            continue
        if last:
            yield last
        last = begin, end
    if last:
        yield last


def _runs(text: str, styles: list[_Style], begin: int, end: int) -> Iterator[object]:
    """Yield the runs of a phrase: its words as they are styled."""
    while begin < end:
        style, stop = styles[begin], begin
        while stop < end and styles[stop] == style:
            stop += 1
        yield _run(text[begin:stop], style)
        begin = stop


def _run(words: str, style: _Style) -> object:
    made: object = {"nb": words} if style.is_number else _isolated(words)
    if style.bold:
        made = {"b": made}
    if style.lang:
        made = {"lang": style.lang, "t": made}
    return {"to": style.to, "t": made} if style.to else made


def _isolated(words: str) -> object:
    """Set the numbers, addresses and signs in some words apart."""
    parts: list[object] = []
    at = 0
    for found in _APART.finditer(words):
        drawn = {"sign": _DRAWN[found[1]], "t": found[1]} if found[1] else {"nb": found[0]}
        parts += [words[at : found.start()], drawn]
        at = found.end()
    parts = [part for part in (*parts, words[at:]) if part]
    return parts[0] if len(parts) == 1 else parts
