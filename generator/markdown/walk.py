r"""Walk over the Markdown tree: to messages, and to HTML.

Python-Markdown builds a tree of blocks whose text is still Markdown, and parses that text in a
second pass. The walk comes between the two: it visits every text of the tree in order. Extraction
records what it meets, rendering puts a wording in its place; so a message that a translator was
shown is, to the character, the one that is looked up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

from generator.facts import NAME, PLACEHOLDER, Fact
from generator.layout import picture_name
from generator.markdown.blocks import Prose, Say, Wording, located, open_texts
from generator.markdown.dialect import defuse, is_bare, reader, settled, take_mark, unescaped
from generator.markdown.forbidden import is_too_long
from generator.markdown.indents import as_meant, keep_numbers
from generator.markdown.lines import as_inline, has_words, lines_of, marked
from generator.markdown.whole import kept_whole

MARKUP = re.compile(r"[\\`*_\[<&{}\n\x02\x03]")
"""Without one of these a text has no markup."""
_MARKED = re.compile(MARKUP.pattern + r"|@|://|www\.", re.IGNORECASE)
"""Without one of these a text is nothing but itself: no inline pattern finds anything in it."""
_ADDRESS = re.compile(r"@|://|www\.", re.IGNORECASE)
"""What an address has that is typed as it is."""
_WORDS = r"[^\\`*_\[\]<>&{}\x02\x03\n]"
_INNER = rf"(?=\S)(?:{_WORDS}|\{{{NAME}\}})++(?<=\S)"
_SIMPLE = re.compile(
    rf"(?:{_WORDS}|\{{{NAME}\}}|(?<!\*)\*\*{_INNER}\*\*(?!\*)|(?<!\*)\*{_INNER}\*(?!\*)"
    rf"|(?<!!)\[(?=\S){_WORDS}++\]\((?:https://|notice:)[A-Za-z0-9./?=#-]++\))*+"
)
"""Words, facts, links with a plain target, emphasis without a space at its ends: no mark of it can
be read in another way."""
_SIMPLE_MARK = re.compile(
    rf"\*(?P<strong>\*)?(?P<words>[^*]+)\*(?(strong)\*)|\{{(?P<fact>{NAME})\}}"
    r"|\[(?P<link>[^\]]+)\]\((?P<target>[^)]+)\)"
)
_KEPT = re.compile("\x02simple([0-9]+)\x03")
"""Stands for a simple text in a block, until that has gone through Markdown."""
_HOST = r"(?:[^\s/?#@:.\[\]]++\.)*+[^\s/?#@:.\[\]]++"
_SAFE_LINK = re.compile(
    rf"https://(?!(?:[^/?#]*\.)?xn--){_HOST}(?::[0-9]{{1,5}})?(?:[/?#].*)?"
    r"|mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|tel:\+?[0-9][0-9().-]*(?:(?:;ext=|,)[0-9]+)?|#.*"
    r"|notice:[a-z0-9]+(?:-[a-z0-9]+)*",
    re.IGNORECASE,
)
"""A page's own place, another notice, or an address that shows where it leads: no user before its
host, which readers would take for it, no host in Punycode, which shows no name, nobody who gets a
copy."""


class Walk:
    """Parses and renders Markdown texts, with the site's facts."""

    def __init__(self, facts: Mapping[str, Fact] | None) -> None:
        """Take the site's facts; None where they are not known, so that none is called unknown."""
        self.facts: Mapping[str, Fact] = facts or {}
        self.knows_facts = facts is not None
        self._md = reader(self.facts)
        self._fact_html: dict[tuple[str, bool], str] = {}

    def parse(self, text: str, first_line: int = 1) -> Prose:
        """Parse a Markdown text that starts at `first_line` of its file."""
        self._md.reset()
        self._md.parser.state.clear()  # what was too deep left it in the middle of a list
        lines = text.split("\n")
        for preprocessor in self._md.preprocessors:
            lines = preprocessor.run(lines)
        lines = as_meant(lines)
        blocks = self._md.parser.parseDocument(marked(lines, first_line)).getroot()
        assert blocks is not None  # a document always has a root
        texts = tuple(located(blocks, first_line))
        # The first text of an element is its own, another one is what comes after it.
        begins = {text.element: lines[text.line - first_line] for text in reversed(texts)}
        keep_numbers(blocks, begins)
        return Prose(blocks, texts)

    def html(self, prose: Prose, say: Say, *, quoted: bool = False) -> str:
        """Render the text as HTML, with each message in the wording that `say` gives.

        In what is `quoted` from scammers, an address that is typed as it is leads nowhere.
        """
        blocks = (self._block(block, say, quoted=quoted) for block in prose.blocks)
        return kept_whole("\n".join(blocks))

    def _block(self, block: Element, say: Say, *, quoted: bool) -> str:
        """Render one of the text's top-level blocks."""
        if line := _only_line(block):
            return self._element("p", _said(line, say), quoted=quoted)
        self._md.reset()
        root = Element("div")
        root.append(deepcopy(block))
        simple: list[str] = []

        def unparsed(text: str) -> str:
            """Mark a text in which the inline pass would find nothing, or need not look."""
            if not _MARKED.search(text):
                return settled(text)
            if html := self._simply(text):
                simple.append(html)
                return settled(f"\x02simple{len(simple) - 1}\x03")
            return text

        for element, where, raw in list(open_texts(root)):
            lines = lines_of(raw)
            wordings = [_said(line, say) for line in lines]
            worded = [wording.text for wording in wordings]
            singly = worded != lines and self._reaches_over(worded)
            _put(root, element, where, wordings, unparsed, singly=singly)
        html = self._finished(root, quoted=quoted)
        return _KEPT.sub(lambda found: simple[int(found[1])], html) if simple else html

    def inline(self, wording: Wording, *, links: bool = True, quoted: bool = False) -> str:
        """Render one message, without a block around it.

        Without `links` it can be put inside a link, as a title in a list is; `quoted` is as in
        `html`.
        """
        html = kept_whole(self._element("span", wording, links=links, quoted=quoted))
        return html if wording.attributes else html.removeprefix("<span>").removesuffix("</span>")

    def _element(
        self, tag: str, wording: Wording, *, links: bool = True, quoted: bool = False
    ) -> str:
        """Render an element that holds one message."""
        if not _MARKED.search(wording.text):
            attributes = "".join(f' {name}="{value}"' for name, value in wording.attributes.items())
            return f"<{tag}{attributes}>{wording.text.replace('>', '&gt;')}</{tag}>"
        if simple := self._simply(wording.text, links=links):
            attributes = "".join(f' {k}="{v}"' for k, v in sorted(wording.attributes.items()))
            return f"<{tag}{attributes}>{simple}</{tag}>"
        return self._parsed_element(tag, wording, links=links, quoted=quoted)

    def _parsed_element(
        self, tag: str, wording: Wording, *, links: bool = True, quoted: bool = False
    ) -> str:
        self._md.reset()
        root = Element("div")
        element = SubElement(root, tag, wording.attributes)
        element.text = as_inline(wording.text)
        return self._finished(root, links=links, quoted=quoted)

    def broken(self, prose: Prose) -> Iterator[int]:
        """Find the line of each block whose markup reaches over a line break (two spaces).

        Its lines are translated apart, so each has to be whole.
        """
        return (text.line for text in prose.texts if self._reaches_over(text.lines))

    def _reaches_over(self, lines: Sequence[str]) -> bool:
        """Return True where markup begins in one of a block's lines and ends in another.

        And where they are too long together to find that out in time.
        """
        if len(lines) < 2:
            return False
        if is_too_long(" ".join(lines)):
            return True
        in_lines = [element for line in lines for element in self.elements(line)]
        return Counter(in_lines) != Counter(self.elements(" ".join(lines)))

    def elements(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the inline elements of a message, in order: each tag, and a link's target.

        An address that is typed as it is has no markup: the rule for facts looks at it.
        """
        if not MARKUP.search(text):
            return ()
        if _SIMPLE.fullmatch(text):
            return tuple(self._simple_elements(text))
        return self._parsed_elements(text)

    # A source's are asked for by two rules, and for each of its translations.
    @lru_cache(maxsize=256)  # noqa: B019 - a process has few of them, for its whole life
    def _parsed_elements(self, text: str) -> tuple[tuple[str, str], ...]:
        self._md.reset()
        root = Element("div")
        SubElement(root, "p").text = as_inline(text)
        self._md.treeprocessors["inline"].run(root)
        return tuple(
            (element.tag, element.get("href") or element.get("src") or "")
            for element in root.iter()
            if element.tag not in ("div", "p") and not is_bare(element)
        )

    def _simple_elements(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the elements of a text that is `_SIMPLE`, without Markdown, which is slow."""
        for mark in _SIMPLE_MARK.finditer(text):
            if mark["target"]:
                yield "a", mark["target"]
            elif mark["words"]:
                yield "strong" if mark["strong"] else "em", ""
                yield from self._simple_elements(mark["words"])
            elif fact := self.facts.get(mark["fact"]):
                yield ("a", fact.href) if fact.href else ("span", "")

    def _simply(self, text: str, *, links: bool = True) -> str:
        """Render a text that is `_SIMPLE` without Markdown, which is slow; empty for any other."""
        if not _SIMPLE.fullmatch(text):
            return ""
        targets = [mark["target"] for mark in _SIMPLE_MARK.finditer(text) if mark["target"]]
        bare = _SIMPLE_MARK.sub(r"\g<words>\g<link>", text) if targets else text
        if _ADDRESS.search(bare) or (targets and not links) or not all(map(self.is_safe, targets)):
            return ""
        return self._worded(text, links=links)

    def _worded(self, text: str, *, links: bool) -> str:
        def html(mark: re.Match[str]) -> str:
            if mark["target"]:
                return f'<a href="{mark["target"]}">{mark["link"]}</a>'
            if mark["words"]:
                tag = "strong" if mark["strong"] else "em"
                return f"<{tag}>{self._worded(mark['words'], links=links)}</{tag}>"
            return self._of_fact(mark["fact"], links=links)

        return _SIMPLE_MARK.sub(html, text)

    def _of_fact(self, name: str, *, links: bool) -> str:
        """Render a fact, once."""
        key = (name, links)
        if key not in self._fact_html:
            made = self._parsed_element("i", Wording(f"{{{name}}}"), links=links)
            self._fact_html[key] = made.removeprefix("<i>").removesuffix("</i>")
        return self._fact_html[key]

    def is_safe(self, target: str) -> bool:
        """Return True for a link that a text may have; the facts' own are safe as they are."""
        address = self.resolved(target)
        facts = (fact.href for fact in self.facts.values() if fact.href)
        return _SAFE_LINK.fullmatch(address) is not None or address in facts

    def resolved(self, target: str) -> str:
        """Return a link's target with its facts, as a browser reads it."""

        def address(match: re.Match[str]) -> str:
            fact = self.facts.get(match.group(1))
            return match.group(0) if fact is None else fact.href or fact.text

        return PLACEHOLDER.sub(address, unescaped(target)).strip()

    def _settle(self, root: Element, *, in_link: bool = False, quoted: bool = False) -> None:
        """Give links their targets, and defuse what may not be on a page.

        A link that is not safe, one inside another and a picture from elsewhere become plain text,
        whatever let them through.
        """
        for element in root:
            if element.tag == "img":
                name = element.get("src", "")
                if in_link or not picture_name(name):
                    defuse(element)
                else:
                    element.attrib = {"alt": element.get("alt", ""), "src": f"picture:{name}"}
            elif element.tag == "a":
                target = self.resolved(element.get("href", ""))
                element.set("href", target)
                if in_link or (quoted and is_bare(element)) or not self.is_safe(target):
                    defuse(element)
                take_mark(element)
            self._settle(element, in_link=in_link or element.tag == "a", quoted=quoted)

    def _finished(self, root: Element, *, links: bool = True, quoted: bool = False) -> str:
        """Do the second half of Markdown's own `convert`: inline pass, serializer, clean-up."""
        for treeprocessor in self._md.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        self._settle(root, in_link=not links, quoted=quoted)
        html = self._md.serializer(root)
        tag = self._md.doc_tag
        html = html.strip().removeprefix(f"<{tag}>").removesuffix(f"</{tag}>")
        for postprocessor in self._md.postprocessors:
            html = postprocessor.run(html)
        return html.strip()


def _put(
    root: Element,
    element: Element,
    where: str,
    wordings: list[Wording],
    unparsed: Callable[[str], str],
    *,
    singly: bool,
) -> None:
    """Put a block's wordings in the place of its text, each marked with its language if needed.

    `singly` has its lines parsed one by one, so that no markup begins in one and ends in another.
    """
    if not singly and not any(wording.attributes for wording in wordings):
        text = "  \n".join(as_inline(wording.text) for wording in wordings)
        setattr(element, where, unparsed(text))
    elif where == "text" and len(wordings) == 1:
        element.text = unparsed(as_inline(wordings[0].text))
        element.attrib.update(wordings[0].attributes)
    else:
        setattr(element, where, None)
        parent, at = _place(root, element, where)
        for offset, node in enumerate(_spans(wordings, unparsed)):
            parent.insert(at + offset, node)


def _only_line(block: Element) -> str:
    """Return the one line of a paragraph; empty for any other block."""
    text = block.text or ""
    one = block.tag == "p" and not len(block) and not block.tail and "\n" not in text
    return text.strip() if one else ""


def _said(line: str, say: Say) -> Wording:
    """Return the wording of a line, which is a message where it has words."""
    return say(line) if has_words(line) else Wording(line)


def _place(root: Element, element: Element, where: str) -> tuple[Element, int]:
    """Find the parent and the index at which to insert what replaces an element's text or tail."""
    if where == "text":
        return element, 0
    parent = next(parent for parent in root.iter() if element in list(parent))
    return parent, list(parent).index(element) + 1


def _spans(wordings: list[Wording], unparsed: Callable[[str], str]) -> Iterator[Element]:
    for index, wording in enumerate(wordings):
        if index:
            yield Element("br")
        span = Element("span", wording.attributes)
        span.text = unparsed(as_inline(wording.text))
        yield span
