"""Make what is passed on of a notice: a short message, and an article for an official account.

An article is plain tags with their styles written in: WeChat's editor keeps no class, no id and no
link to elsewhere, so that addresses are shown as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

from generator.markdown.plain import target_beside
from generator.text import sms
from generator.views import BulletinView

_DIGEST = 120
"""Letters of an article's summary in an official account; below a link, a few more are shown."""
_END = re.compile(
    r"[。！？][”’」』）]*|[!?][”’\"')]*(?=\s|\Z)"
    r"|(?<!^[0-9])(?<!^[0-9][0-9])(?<![.!?] [0-9])(?<!\b(?:Mr|Ms|Dr|St|No|vs))(?<!\bMrs)"
    r"(?<=[a-z0-9%”’\"')}][a-z0-9%”’\"')}])\.[”’\"')]*(?=\s*(?:\n|\Z)|\s+[A-Z“‘\"'(])"
    r"|(?<=\S)(?=\n\n|\Z)",
    re.MULTILINE,
)
"""Where a sentence ends: not behind “ext.”, nor behind the number of a point."""


def sentences(text: str, fits: Callable[[str], bool]) -> str:
    """Take as many whole sentences from the beginning of a text as fit; empty where none does."""
    best = ""
    for end in _END.finditer(text):
        begun = " ".join(text[: end.end()].split())
        if not fits(begun):
            break
        best = begun
    return best


def digest(introduction: str) -> str:
    """Sum a notice up by the beginning of its introduction."""
    found = sentences(introduction, lambda text: len(text) <= _DIGEST)
    first = _END.search(introduction)
    return found or " ".join(introduction[: first.end() if first else None].split())


def message(bulletin: BulletinView, before: str, call: tuple[str, str], address: str) -> str:
    """Put a message together: its words, whom to `call` (a number; in words), where to look.

    The number is not said twice. Where no writer has written a message, it is made: the notice's
    title, and of its summary, or else of its introduction, as many sentences as there is room for.
    """
    number, words = call
    given = bulletin.short.text
    if number and re.search(rf"(?<![0-9]){re.escape(number)}(?![0-9])", given):
        words = ""

    def whole(*lines: str) -> str:
        every = (before, *lines, words, address)
        return "\n".join(line.strip() for line in every if line.strip())

    if given:
        return whole(given)
    title, text = bulletin.title.text, (bulletin.summary or bulletin.introduction).text
    more = sentences(text, lambda begun: sms.parts(whole(title, begun)) <= sms.MOST_PARTS)
    return whole(title, more)


_STYLES = {
    "p": "margin: 0 0 12px; line-height: 1.75",
    "ul": "margin: 0 0 12px; padding-left: 1.4em",
    "ol": "margin: 0 0 12px; padding-left: 1.4em",
    "li": "margin: 0 0 6px; line-height: 1.75",
    "blockquote": "margin: 0 0 12px; padding: 8px 12px; background: #f3f4f6",
    "pre": "margin: 0 0 12px; padding: 8px 12px; background: #f3f4f6; white-space: pre-wrap",
    "table": "margin: 0 0 12px; border-collapse: collapse; width: 100%",
    "th": "padding: 6px 8px; border: 1px solid #c9ced6; text-align: left",
    "td": "padding: 6px 8px; border: 1px solid #c9ced6",
    "img": "max-width: 100%; height: auto",
    "strong": "font-weight: bold",
    **dict.fromkeys(("h4", "h5", "h6"), "margin: 0 0 8px; font-size: 16px; font-weight: bold"),
    **dict.fromkeys(("em", "code", "span", "br", "hr", "thead", "tbody", "tr"), ""),
}
"""The tags of an article, each with its style; of others only the words stay."""
_KEPT = re.compile(r' (?:lang|dir|start|value|alt|data-picture|width|height)="[^"]*"')
_HREF = re.compile(r' href="([^"]*)"')
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
"""Our own HTML has no `<` or `>` in its texts and values."""


def article(html: str, *, chinese: bool = False) -> str:
    """Write the program's own HTML in plain tags; a link is its words, and where it leads."""
    return "".join(_Article(chinese=chinese).written(html))


class _Article:
    """Goes over the tags, and remembers where each link that is open began."""

    def __init__(self, *, chinese: bool) -> None:
        self._brackets = ("（", "）") if chinese else (" (", ")")
        self._links: list[tuple[str, list[str]]] = []

    def written(self, html: str) -> Iterator[str]:
        for slash, tag, attributes, words in _TOKEN.findall(html):
            if words:
                for _, heard in self._links:
                    heard.append(unescape(words))
                yield words
            elif tag == "a":
                yield self._end() if slash else self._begin(attributes)
            elif tag in _STYLES:
                yield f"</{tag}>" if slash else _opening(tag, attributes)

    def _begin(self, attributes: str) -> str:
        href = _HREF.search(attributes)
        self._links.append((unescape(href[1]) if href else "", []))
        return _opening("span", attributes)

    def _end(self) -> str:
        """End a link: where its words do not tell it, say where it leads."""
        href, heard = self._links.pop()
        target = target_beside(href, "".join(heard))
        before, after = self._brackets
        return (
            f'{before}<span dir="ltr">{escape(target)}</span>{after}</span>'
            if target
            else "</span>"
        )


def _opening(tag: str, attributes: str) -> str:
    kept = "".join(_KEPT.findall(attributes))
    style = f' style="{_STYLES[tag]}"' if _STYLES[tag] else ""
    return f"<{tag}{kept}{style}>"
