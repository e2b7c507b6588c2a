"""Write values as Typst code: what a template prints can be no markup, whatever is in it.

A text becomes the phrases that `templates/sheet.typ` sets: see there for their forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

from generator.text import phrases
from generator.views import Rich

_SIGNS = re.compile(
    r'["\\@\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\u2000-\u200f\u202a-\u202f\u205f-\u206f\ud800-\udfff]'
)
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_SPACE = re.compile(r"[^\S\u00a0\u202f]")
"""White space at which a line may end: not the spaces that say no."""
_LEFT_TO_RIGHT = re.compile(rf"(?:{phrases.ADDRESS}|{phrases.NUMBER})")


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
    for slash, tag, attributes, words in _TOKEN.findall(html):
        if words:
            yield _SPACE.sub(" ", unescape(words)), stack[-1]
        elif tag == "br" or (slash and tag in ("p", "li")):
            yield " ", _NO_STYLE
        elif slash:
            stack.pop()
        elif tag not in ("hr", "img", "p", "li"):
            stack.append(_styled_by(tag, dict(_ATTRIBUTE.findall(attributes)), stack[-1]))


def _styled_by(tag: str, attributes: Mapping[str, str], around: _Style) -> _Style:
    return replace(
        around,
        bold=around.bold or tag in ("strong", "b"),
        to=unescape(attributes.get("href", around.to)),
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
    """Set the numbers and addresses in some words apart."""
    parts: list[object] = []
    at = 0
    for found in _LEFT_TO_RIGHT.finditer(words):
        parts += [words[at : found.start()], {"nb": found[0]}]
        at = found.end()
    parts = [part for part in (*parts, words[at:]) if part]
    return parts[0] if len(parts) == 1 else parts
