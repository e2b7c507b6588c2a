r"""The one walk over the Markdown tree: to messages, and to HTML.

The only module that names Python-Markdown.

Python-Markdown builds a tree of blocks whose text is still Markdown, and parses that text in a
second pass. Between the two stands the walk: it visits every text of the tree in order. Extraction
records what it meets, rendering puts a wording in its place; so a message that a translator was
shown is, to the character, the one that is looked up.

A message is one line: soft breaks are joined, by a space or, between two Chinese characters, by
nothing (CLREQ). A hard break (two spaces) parts two messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from generator.facts import NAME, PLACEHOLDER, Fact

# Han, kana and full-width punctuation. Hangul is left out: Korean has spaces between words.
_WIDE = (
    r"\u2e80-\u2fff\u3001-\u30ff\u3100-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f"
    r"\uff00-\uff60\uffe0-\uffe6"
)
# Chinese and English share these; what stands on their other side tells which it is.
_SHARED = _WIDE + "“”‘’…—"
_SOFT_BETWEEN_WIDE = re.compile(
    rf"(?<=[{_WIDE}])[ \t]*\n[ \t]*(?=[{_SHARED}])|(?<=[{_SHARED}])[ \t]*\n[ \t]*(?=[{_WIDE}])"
)
_SOFT = re.compile(r"[ \t]*\n[ \t]*")
_HARD = re.compile(r"( {2,}\n[ \t]*)")
_STASH = re.compile("\x02[^\x03]*\x03")
_SAFE_LINK = re.compile(r"(https?://|mailto:|tel:|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands on the page for a message."""

    text: str
    """Inline Markdown."""
    lang: str = ""
    """Its BCP 47 tag where that differs from the page's; empty where it does not."""


References = Mapping[str, tuple[str, str]]
"""A text's link definitions: address and title by name."""

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
    references: References = field(default_factory=dict)
    """Its link definitions."""
    segments: tuple[Segment, ...] = ()
    """Its messages, in order."""

    def __bool__(self) -> bool:
        return len(self.blocks) > 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a text that must not reach a page."""

    wrong: str
    remedy: str


def messages_of(raw: str) -> tuple[str, ...]:
    """The messages in a block's raw text, a line each; none where it has no words."""
    lines = (_one_line(part) for part in _HARD.split(raw)[::2])
    return tuple(line for line in lines if _has_words(line))


def _one_line(raw: str) -> str:
    return _SOFT.sub(" ", _SOFT_BETWEEN_WIDE.sub("", raw)).strip()


def _has_words(line: str) -> bool:
    return any(map(str.isalpha, PLACEHOLDER.sub("", _STASH.sub("", line))))


def _texts(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Every text of the tree that is still Markdown: its element, `text` or `tail`, itself."""
    for element in root.iter():
        for where in ("text", "tail"):
            raw = getattr(element, where)
            if raw and not isinstance(raw, AtomicString) and not raw.isspace():
                yield element, where, raw


def _worded(raw: str, say: Say) -> list[Wording]:
    """A block's text, a wording for each line that a hard break ends."""
    lines = (_one_line(part) for part in _HARD.split(raw)[::2])
    return [say(line) if _has_words(line) else Wording(line) for line in lines]


def _put(root: Element, element: Element, where: str, wordings: list[Wording]) -> None:
    """Put a block's wordings where its text stood, each marked with its language if need be."""
    if not any(wording.lang for wording in wordings):
        setattr(element, where, "  \n".join(_as_inline(wording.text) for wording in wordings))
    elif where == "text" and len(wordings) == 1:
        element.text = _as_inline(wordings[0].text)
        element.set("lang", wordings[0].lang)
    else:
        setattr(element, where, None)
        parent, at = _place(root, element, where)
        for offset, node in enumerate(_spans(wordings)):
            parent.insert(at + offset, node)


def _place(root: Element, element: Element, where: str) -> tuple[Element, int]:
    """The parent and the index at which what replaces an element's text or tail is inserted."""
    if where == "text":
        return element, 0
    parent = next(parent for parent in root.iter() if element in list(parent))
    return parent, list(parent).index(element) + 1


def _spans(wordings: list[Wording]) -> Iterator[Element]:
    for index, wording in enumerate(wordings):
        if index:
            yield Element("br")
        span = Element("span", {"lang": wording.lang} if wording.lang else {})
        span.text = _as_inline(wording.text)
        yield span


def _as_inline(text: str) -> str:
    """A wording never makes a break of its own: it is one line, whatever a catalogue holds."""
    return _SOFT.sub(" ", text).replace("\x02", "").replace("\x03", "")


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


def _fact_element(fact: Fact) -> Element:
    element = Element("a", {"href": fact.href}) if fact.href else Element("span")
    if fact.lang:
        element.set("lang", fact.lang)
    element.set("class", "fact")
    element.text = AtomicString(fact.text)
    return element


class _House(Extension):
    """The project's Markdown: facts, and no raw HTML, which is shown as the text that it is."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        super().__init__()
        self._facts = facts

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # After links (160), so that a link's target keeps its placeholder; before emphasis (60).
        md.inlinePatterns.register(_FactPattern(self._facts, md), "fact", 130)


class Walk:
    """Parses and renders Markdown texts, with the site's facts."""

    def __init__(self, facts: Mapping[str, Fact] | None) -> None:
        """`facts` is None where the site's are not known: then none is called unknown."""
        self._facts = facts or {}
        self._knows_facts = facts is not None
        self._md = Markdown(
            extensions=[_House(self._facts), "sane_lists", "tables"], output_format="html"
        )

    def parse(self, text: str, first_line: int = 1) -> Prose:
        """The blocks and messages of a Markdown text that starts at `first_line` of its file."""
        self._md.reset()
        lines = text.split("\n")
        for preprocessor in self._md.preprocessors:
            lines = preprocessor.run(lines)
        blocks = self._md.parser.parseDocument(lines).getroot()
        assert blocks is not None  # a document always has a root
        return Prose(
            blocks,
            dict(self._md.references),
            tuple(_located(blocks, text.split("\n"), first_line)),
        )

    def html(self, prose: Prose, say: Say) -> str:
        """The text's HTML with each message in the wording that `say` gives."""
        self._md.reset()
        self._md.references.update(prose.references)
        root = deepcopy(prose.blocks)
        for element, where, raw in list(_texts(root)):
            _put(root, element, where, _worded(raw, say))
        return self._finished(root)

    def inline(self, wording: Wording, references: References) -> str:
        """The HTML of one message on its own, without a block around it."""
        self._md.reset()
        self._md.references.update(references)
        root = Element("div")
        SubElement(root, "span", {"lang": wording.lang} if wording.lang else {}).text = _as_inline(
            wording.text
        )
        html = self._finished(root)
        return html if wording.lang else html.removeprefix("<span>").removesuffix("</span>")

    def elements(
        self, text: str, references: References | None = None
    ) -> tuple[tuple[str, str], ...]:
        """The inline elements of a message, in order: each tag, and a link's target."""
        return tuple(
            (element.tag, element.get("href") or element.get("src") or "")
            for element in self._inline_tree(text, references or {}).iter()
            if element.tag not in ("div", "p")
        )

    def faults(self, text: str, references: References | None = None) -> tuple[Fault, ...]:
        """What in a message must not reach a page: unknown facts, unsafe links, pictures."""
        return (
            *self._unknown_facts(text),
            *(
                fault
                for tag, target in self.elements(text, references)
                for fault in self._element_faults(tag, target)
            ),
        )

    def _unknown_facts(self, text: str) -> Iterator[Fault]:
        for name in dict.fromkeys(PLACEHOLDER.findall(text)):
            if self._knows_facts and name not in self._facts:
                yield Fault(
                    f"there is no fact {{{name}}}",
                    f"add {name} to [facts] in content/site.toml, or write \\{{{name}}} "
                    "if the braces are meant",
                )

    def _element_faults(self, tag: str, target: str) -> Iterator[Fault]:
        if tag == "img":
            yield Fault(
                "a picture cannot stand in a bulletin",
                "take it out, and say in words what it shows",
            )
        elif tag == "a" and not (self._unsettled(target) or self._is_safe(target)):
            yield Fault(
                f"a link to “{unescape(target)}” is not allowed",
                "link to a whole address that begins with https://, mailto: or tel:",
            )

    def _unsettled(self, target: str) -> bool:
        """True for a target with a fact that is not known here: that is told on its own."""
        return any(name not in self._facts for name in PLACEHOLDER.findall(target))

    def _is_safe(self, target: str) -> bool:
        return _SAFE_LINK.match(self._resolved(target)) is not None

    def _resolved(self, target: str) -> str:
        """A link's target with its facts in place, as a browser reads it."""

        def address(match: re.Match[str]) -> str:
            fact = self._facts.get(match.group(1))
            return match.group(0) if fact is None else fact.href or fact.text

        return PLACEHOLDER.sub(address, unescape(target)).strip()

    def _inline_tree(self, text: str, references: References) -> Element:
        self._md.reset()
        self._md.references.update(references)
        root = Element("div")
        SubElement(root, "p").text = _as_inline(text)
        self._md.treeprocessors["inline"].run(root)
        return root

    def _finished(self, root: Element) -> str:
        """The second half of Markdown's own `convert`: inline pass, serializer, clean-up."""
        for treeprocessor in self._md.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        for link in root.iter("a"):
            link.set("href", self._resolved(link.get("href", "")))
        html = self._md.serializer(root)
        tag = self._md.doc_tag
        html = html.strip().removeprefix(f"<{tag}>").removesuffix(f"</{tag}>")
        for postprocessor in self._md.postprocessors:
            html = postprocessor.run(html)
        return html.strip()


def _located(blocks: Element, lines: list[str], first_line: int) -> Iterator[Segment]:
    """The messages with their lines, found again in the source, since Markdown keeps none."""
    at = 0
    for _, _, raw in _texts(blocks):
        start = raw.strip().split("\n", 1)[0].strip()
        at = next((n for n in range(at, len(lines)) if start in lines[n]), at)
        for message in messages_of(raw):
            yield Segment(message, first_line + at)


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
    messages = {message for _, _, raw in _texts(blocks) for message in messages_of(raw)}
    return Prose(
        blocks,
        prose.references,
        tuple(segment for segment in prose.segments if segment.msgid in messages),
    )
