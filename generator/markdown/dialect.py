"""Define the project's Markdown: facts, no raw HTML. The only module that names Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from generator.facts import NAME, Fact

_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_ESCAPED = re.compile("\x02([0-9]{1,3})\x03")


def reader(facts: Mapping[str, Fact]) -> Markdown:
    """Return a parser and serializer of texts with these facts."""
    return Markdown(
        # As objects: for a name, Markdown looks through every package that is installed.
        extensions=[_House(facts), SaneListExtension(), TableExtension()],
        output_format="html",
    )


def settled(text: str) -> str:
    """Mark a text so that the inline pass leaves it as it is."""
    return AtomicString(text)


def is_settled(text: str) -> bool:
    """Return True for what `settled` gave: it is Markdown no longer."""
    return isinstance(text, AtomicString)


class _FactPattern(InlineProcessor):
    """`{hotline}` in a text; unknown names stay as they are, and are refused elsewhere."""

    def __init__(self, facts: Mapping[str, Fact], md: Markdown) -> None:
        super().__init__(rf"\{{({NAME})\}}", md)
        self._facts = facts

    def handleMatch(  # type: ignore[override]  # noqa: N802 - both are Markdown's own names
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        fact = self._facts.get(m.group(1))
        if fact is None:
            return None, None, None
        return _fact_element(fact), m.start(0), m.end(0)


_HOST = r"(?!(?:[a-z0-9-]+\.)*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_MORE = r"(?:\([\w./?#=&%+,;:@!$~-]*\)|[\w./?#=&%+,;:@!$'~-])*+"
_BARE_ADDRESS = re.compile(
    # No part of a longer address, nor of one with a fact in it, whose place \x02 holds.
    r"(?<![\w@.:/%+=&?#~\x03-])(?:"
    rf"(?P<web>(?:https://|(?=www\.))){_HOST}(?::\d{{1,5}})?+(?:[/?#]{_MORE})?+"
    rf"|(?P<mail>[\w.+-]+)@(?!xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
    r"(?![\w@{\x02]|[.:/-]\w)",
    re.ASCII | re.IGNORECASE,
)
"""An address of the web or for mail as people type it; one that hides its name in Punycode, or
who is asked, is none."""
_BARE = "bare"
"""Marks the link of such an address until it is settled whether it may lead there."""


class _AddressPattern(InlineProcessor):
    """An address that is typed as it is: a link to itself."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__("", md)
        self.compiled_re = _BARE_ADDRESS

    def handleMatch(  # type: ignore[override]  # noqa: N802 - both are Markdown's own names
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        words = m[0].rstrip(".,;:!?'_-")
        scheme = "mailto:" if m["mail"] else "" if m["web"] else "https://"
        element = Element("a", {"href": scheme + words, "class": _BARE})
        element.text = AtomicString(words)
        return element, m.start(), m.start() + len(words)


def is_bare(element: Element) -> bool:
    """Return True for a link whose address was typed as it is, until its mark is taken."""
    return element.get("class") == _BARE


def take_mark(element: Element) -> None:
    """Take the mark of an address that was typed as it is from its link."""
    if is_bare(element):
        del element.attrib["class"]


def _fact_element(fact: Fact) -> Element:
    element = Element("a", {"href": fact.href}) if fact.href else Element("span")
    if fact.lang:
        element.set("lang", fact.lang)
    if fact.runs_left_to_right:
        element.set("dir", "ltr")
    element.set("class", "fact")
    element.text = AtomicString(fact.text)
    return element


_BY_REFERENCE = ("reference", "image_reference", "short_reference", "short_image_ref")
"""Links whose target is elsewhere: a translator could not see where they lead."""


class _House(Extension):
    """The project's Markdown: facts; no raw HTML, which is shown as the text that it is."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        super().__init__()
        self._facts = facts

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        md.preprocessors.deregister("html_block")
        for pattern in ("html", *_BY_REFERENCE):
            md.inlinePatterns.deregister(pattern)
        md.parser.blockprocessors.deregister("reference")
        # After links (160), so that a link's target keeps its placeholder; before emphasis (60).
        md.inlinePatterns.register(_FactPattern(self._facts, md), "fact", 130)
        # After links in angle brackets (120, 110), before emphasis, whose marks addresses have.
        md.inlinePatterns.register(_AddressPattern(md), "address", 105)


_HARMLESS = ("lang", "dir")


def defuse(element: Element) -> None:
    """Make an element a plain span, which does nothing; a picture's words stay."""
    element.text = AtomicString((element.text or "") + element.get("alt", ""))
    element.tag = "span"
    element.attrib = {name: element.attrib[name] for name in _HARMLESS if name in element.attrib}


def unescaped(target: str) -> str:
    """Decode a link target's entities; only with a semicolon, or `&region` would be `®ion`."""
    # Markdown scrambles e-mail addresses into entities, with a mark for their ampersand; and what
    # stood behind a backslash is a number between marks.
    shown = _ENTITY.sub(lambda match: unescape(match[0]), target.replace(AMP_SUBSTITUTE, "&"))
    return _ESCAPED.sub(lambda match: chr(int(match[1])), shown)
