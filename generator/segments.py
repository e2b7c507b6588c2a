r"""The one walk over the Markdown tree: to messages, and to HTML.

The only module that names Python-Markdown.

Python-Markdown builds a tree of blocks whose text is still Markdown, and parses that text in a
second pass. Between the two stands the walk: it visits every text of the tree in order. Extraction
records what it meets, rendering puts a wording in its place; so a message that a translator was
shown is, to the character, the one that is looked up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from html import unescape
from itertools import islice
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from generator.errors import nearest
from generator.facts import NAME, PLACEHOLDER, Fact
from generator.faults import Fault, in_text, is_too_long
from generator.lines import as_inline, has_words, lines_of, messages_of
from generator.wording import said

_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_ITEM = re.compile(r"\s*(?:[-*+]|1[.)])\s")
# Without one of these a text is nothing but itself: no inline pattern finds anything in it.
_MOST_TOLD = 20
"""Unknown facts of one message that are told; to find the name that was meant takes its time."""
_ESCAPED = re.compile("\x02([0-9]{1,3})\x03")
_MARKUP = re.compile(r"[\\`*_\[<&{}\n\x02\x03]")
_WORDS = r"[^\\`*_\[\]<>&{}\x02\x03\n]"
_SIMPLE = re.compile(
    rf"(?:{_WORDS}|\{{{NAME}\}}|\*\*(?=\w)(?:{_WORDS}|\{{{NAME}\}})++(?<=\w)\*\*)*+"
)
"""Words, facts and strong emphasis that begins and ends with a letter: no mark of it can be read
in another way."""
_SIMPLE_MARK = re.compile(rf"\*\*(?P<strong>[^*]*)\*\*|\{{(?P<fact>{NAME})\}}")
_SAFE_LINK = re.compile(r"(https?://|mailto:|tel:|#)", re.IGNORECASE)


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


def _texts(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Every text of the tree that is still Markdown: its element, `text` or `tail`, itself."""
    for element in root.iter():
        for where in ("text", "tail"):
            raw = getattr(element, where)
            if raw and not isinstance(raw, AtomicString) and not raw.isspace():
                yield element, where, raw


def _put(
    root: Element, element: Element, where: str, wordings: list[Wording], *, apart: bool
) -> None:
    """Put a block's wordings where its text stood, each marked with its language if need be.

    `apart` has its lines parsed one by one, so that no markup begins in one and ends in another.
    """
    if not apart and not any(wording.attributes for wording in wordings):
        text = "  \n".join(as_inline(wording.text) for wording in wordings)
        setattr(element, where, _unparsed(text))
    elif where == "text" and len(wordings) == 1:
        element.text = _unparsed(as_inline(wordings[0].text))
        element.attrib.update(wordings[0].attributes)
    else:
        setattr(element, where, None)
        parent, at = _place(root, element, where)
        for offset, node in enumerate(_spans(wordings)):
            parent.insert(at + offset, node)


def _only_line(block: Element) -> str:
    """The one line of a paragraph; empty for any other block."""
    text = block.text or ""
    one = block.tag == "p" and not len(block) and not block.tail and "\n" not in text
    return text.strip() if one else ""


def _said(line: str, say: Say) -> Wording:
    """The wording of a line, which is a message where it has words."""
    return say(line) if has_words(line) else Wording(line)


def _unparsed(text: str) -> str:
    """The text, marked so that the inline pass leaves it alone where it would find nothing."""
    return text if _MARKUP.search(text) else AtomicString(text)


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
        span = Element("span", wording.attributes)
        span.text = _unparsed(as_inline(wording.text))
        yield span


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
    if fact.runs_left_to_right:
        element.set("dir", "ltr")
    element.set("class", "fact")
    element.text = AtomicString(fact.text)
    return element


_BY_REFERENCE = ("reference", "image_reference", "short_reference", "short_image_ref")
"""Links whose target stands elsewhere: a translator could not see where they lead."""


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


class Walk:
    """Parses and renders Markdown texts, with the site's facts."""

    def __init__(self, facts: Mapping[str, Fact] | None) -> None:
        """`facts` is None where the site's are not known: then none is called unknown."""
        self._facts = facts or {}
        self._knows_facts = facts is not None
        self._md = Markdown(
            # As objects: for a name, Markdown looks through every package that is installed.
            extensions=[_House(self._facts), SaneListExtension(), TableExtension()],
            output_format="html",
        )

    def parse(self, text: str, first_line: int = 1) -> Prose:
        """The blocks and messages of a Markdown text that starts at `first_line` of its file."""
        self._md.reset()
        self._md.parser.state.clear()  # what was too deep left it in the middle of a list
        lines = text.split("\n")
        for preprocessor in self._md.preprocessors:
            lines = preprocessor.run(lines)
        blocks = self._md.parser.parseDocument(lines).getroot()
        assert blocks is not None  # a document always has a root
        found = tuple(
            _located(blocks, text.expandtabs(self._md.tab_length).split("\n"), first_line)
        )
        return Prose(
            blocks,
            tuple(segment for segment in found if has_words(segment.msgid)),
            tuple(segment for segment in found if not has_words(segment.msgid)),
        )

    def html(self, prose: Prose, say: Say) -> str:
        """The text's HTML with each message in the wording that `say` gives."""
        return "\n".join(self._block(block, say) for block in prose.blocks)

    def _block(self, block: Element, say: Say) -> str:
        """The HTML of one of the text's top-level blocks."""
        if line := _only_line(block):
            return self._element("p", _said(line, say))
        self._md.reset()
        root = Element("div")
        root.append(deepcopy(block))
        for element, where, raw in list(_texts(root)):
            lines = lines_of(raw)
            wordings = [_said(line, say) for line in lines]
            texts = [wording.text for wording in wordings]
            apart = texts != lines and self._reaches_over(texts)
            _put(root, element, where, wordings, apart=apart)
        return self._finished(root)

    def inline(self, wording: Wording, *, links: bool = True) -> str:
        """The HTML of one message on its own, without a block around it.

        Without `links` it can stand in a link itself, as a title in a list does.
        """
        html = self._element("span", wording, links=links)
        return html if wording.attributes else html.removeprefix("<span>").removesuffix("</span>")

    def _element(self, tag: str, wording: Wording, *, links: bool = True) -> str:
        """The HTML of an element that holds one message."""
        if not _MARKUP.search(wording.text):
            said = "".join(f' {name}="{value}"' for name, value in wording.attributes.items())
            return f"<{tag}{said}>{wording.text.replace('>', '&gt;')}</{tag}>"
        self._md.reset()
        root = Element("div")
        element = SubElement(root, tag, wording.attributes)
        element.text = as_inline(wording.text)
        return self._finished(root, links=links)

    def broken(self, prose: Prose) -> Iterator[str]:
        """The first message of each block whose markup reaches over a line break (two spaces).

        Its lines are translated apart, so each has to be whole.
        """
        for _, _, raw in _texts(prose.blocks):
            if self._reaches_over(lines_of(raw)):
                yield next(iter(messages_of(raw)), "")

    def _reaches_over(self, lines: list[str]) -> bool:
        """True where markup begins in one of a block's lines and ends in another.

        And where they are too long together for that to be seen in time.
        """
        if len(lines) == 1:
            return False
        if is_too_long(" ".join(lines)):
            return True
        apart = [element for line in lines for element in self.elements(line)]
        return Counter(apart) != Counter(self.elements(" ".join(lines)))

    def elements(self, text: str) -> tuple[tuple[str, str], ...]:
        """The inline elements of a message, in order: each tag, and a link's target."""
        if not _MARKUP.search(text):
            return ()
        if _SIMPLE.fullmatch(text):
            return tuple(self._simple_elements(text))
        return self._parsed_elements(text)

    def _parsed_elements(self, text: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (element.tag, element.get("href") or element.get("src") or "")
            for element in self._inline_tree(text).iter()
            if element.tag not in ("div", "p")
        )

    def _simple_elements(self, text: str) -> Iterator[tuple[str, str]]:
        """The elements of a text that is `_SIMPLE`, without Markdown, which takes its time."""
        for mark in _SIMPLE_MARK.finditer(text):
            if mark["fact"] is None:
                yield "strong", ""
                yield from self._simple_elements(mark["strong"])
            elif fact := self._facts.get(mark["fact"]):
                yield ("a", fact.href) if fact.href else ("span", "")

    def faults(self, text: str) -> tuple[Fault, ...]:
        """What in a message must not reach a page: unknown facts, unsafe links, pictures."""
        if not _MARKUP.search(text):
            return ()
        # A fact's own link is safe: site.toml's reader lets no other in.
        elements = self.elements(text) if "[" in text or "<" in text else ()
        return (
            *self._unknown_facts(text),
            *in_text(text),
            *(fault for tag, target in elements for fault in self._element_faults(tag, target)),
        )

    def _unknown_facts(self, text: str) -> Iterator[Fault]:
        for name in islice(dict.fromkeys(PLACEHOLDER.findall(text)), _MOST_TOLD):
            if self._knows_facts and name not in self._facts:
                near = nearest(name, self._facts)
                yield Fault(
                    said("there is no fact {{{name}}}", name=name),
                    said("did you mean {{{near}}}?", near=near)
                    if near
                    else said(
                        "add {name} to [facts] in content/site.toml, or write "
                        "\\{{{name}}} if the braces are meant",
                        name=name,
                    ),
                )

    def _element_faults(self, tag: str, target: str) -> Iterator[Fault]:
        if tag == "img":
            yield Fault(
                said("a picture cannot stand in a bulletin"),
                said("take it out, and say in words what it shows"),
            )
        elif tag == "a" and not (self._unsettled(target) or self._is_safe(target)):
            yield Fault(
                said("a link to “{target}” is not allowed", target=unescaped(target)),
                said("link to a whole address that begins with https://, mailto: or tel:"),
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

        return PLACEHOLDER.sub(address, unescaped(target)).strip()

    def _settle(self, root: Element, *, in_link: bool = False) -> None:
        """Give links their targets, and take the sting out of what may not be on a page.

        A link that is not safe, one inside another and a picture become plain text, whatever let
        them through.
        """
        for element in root:
            if element.tag == "img":
                _defuse(element)
            elif element.tag == "a":
                target = self._resolved(element.get("href", ""))
                element.set("href", target)
                if in_link or not _SAFE_LINK.match(target):
                    _defuse(element)
            self._settle(element, in_link=in_link or element.tag == "a")

    def _inline_tree(self, text: str) -> Element:
        self._md.reset()
        root = Element("div")
        SubElement(root, "p").text = as_inline(text)
        self._md.treeprocessors["inline"].run(root)
        return root

    def _finished(self, root: Element, *, links: bool = True) -> str:
        """The second half of Markdown's own `convert`: inline pass, serializer, clean-up."""
        for treeprocessor in self._md.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        self._settle(root, in_link=not links)
        html = self._md.serializer(root)
        tag = self._md.doc_tag
        html = html.strip().removeprefix(f"<{tag}>").removesuffix(f"</{tag}>")
        for postprocessor in self._md.postprocessors:
            html = postprocessor.run(html)
        return html.strip()


_HARMLESS = ("lang", "dir")


def _defuse(element: Element) -> None:
    """Make an element a plain span, which does nothing; a picture's words stay."""
    element.text = AtomicString((element.text or "") + element.get("alt", ""))
    element.tag = "span"
    element.attrib = {name: element.attrib[name] for name in _HARMLESS if name in element.attrib}


def unescaped(target: str) -> str:
    """A link's target without entities; those lack no semicolon, or `&region` would be `®ion`."""
    # Markdown scrambles e-mail addresses into entities, with a mark for their ampersand; and what
    # stood behind a backslash is a number between marks.
    shown = _ENTITY.sub(lambda match: unescape(match[0]), target.replace(AMP_SUBSTITUTE, "&"))
    return _ESCAPED.sub(lambda match: chr(int(match[1])), shown)


def _located(blocks: Element, lines: list[str], first_line: int) -> Iterator[Segment]:
    """Each line of the blocks, found again in the source, since Markdown keeps no places."""
    line, column = 0, 0
    for _, _, raw in _texts(blocks):
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
    for element, _, raw in _texts(prose.blocks):
        if element.tag == "p" and any(map(_ITEM.match, raw.split("\n")[1:])):
            yield next(iter(messages_of(raw)), "")


def untold(prose: Prose) -> Iterator[str]:
    """What Markdown reads at once and is no message: lines without a word, and several lines."""
    for _, _, raw in _texts(prose.blocks):
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
    for element, _, raw in _texts(prose.blocks):
        here = list(islice(left, len(messages_of(raw))))
        kept += here if id(element) in inside else []
    return Prose(blocks, tuple(kept))
