"""Find what must not reach a page: in a message, and in what Markdown makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from generator.diagnostics.errors import Fault, Problem
from generator.diagnostics.messages import listed, said
from generator.diagnostics.suggest import nearest
from generator.facts import PLACEHOLDER, Fact, extensions, touching
from generator.layout import picture_name
from generator.markdown import fullwidth
from generator.markdown.blocks import Segment, Wording
from generator.markdown.dialect import unescaped
from generator.markdown.forbidden import TOO_LONG, found_faults, in_text, is_too_long
from generator.markdown.lines import has_words
from generator.markdown.plain import plain
from generator.markdown.walk import MARKUP, Walk
from generator.text.lazy_regex import late
from generator.text.unicode import without_code

_MOST_TOLD = 20
"""Unknown facts of one message that are reported: finding the name that was meant is slow."""
_LOOSE = re.compile(r"(?P<mark>\*\*|`) ?[^\W\d_]{0,6}")
_ADDRESS = r"(?:https?://|mailto:|tel:|notice:)(?:[^\s()]|\([^\s()]{0,100}\)){1,300}+"
_HALF_LINKS = (
    (
        late(
            r"(?<![A-Za-z])(?:https?(?:：/{1,2}|:／{1,2}|:/(?!/)|//)"
            r"|(?:htp|htps|htt|hptts?|htttps?)://)[^\s，。；、）)]{0,60}",
            re.IGNORECASE,
        ),
        said("“{found}” is no address that can be opened", found="…"),
        said("begin it with https://"),
    ),
    (
        late(
            rf"(?<![!\\])\[[^\[\]]{{1,80}}\]"
            rf"(?:\s+\({_ADDRESS}\)|\({_ADDRESS}(?![^\s()]|\)|\s+[\"']))"
            rf"|【[^【】]{{1,80}}】\({_ADDRESS}\)|(?<!\\)\[\s*\]\({_ADDRESS}\)"
        ),
        said("“{found}” makes no link that readers can tap", found="…"),
        said("write [words](https://…), without a space between ] and ("),
    ),
)
"""Addresses that no browser opens, such as https：//, and words and an address that are apart, not
closed, in other brackets, or without words: what is wrong with each, and what to do."""
_SCHEME = re.compile("(?:https?://|mailto:|tel:).", re.IGNORECASE)
_PLAINLY = said(
    "link to https://, a host in plain letters and nothing before it, to mailto: with one address, "
    "or to tel: with digits; if the address has to be as it is, make it a fact in site.toml"
)
_WORDLESS = late(r"!\[\s*\]\(\s*([^)\s]*)")
_WIDE_MARKUP = re.compile("[｛［＊【]")


def problems(
    segments: Iterable[Segment], walk: Walk, path: str, *, pictures: bool = False
) -> Iterator[Problem]:
    """Yield what is wrong with messages of a file; `pictures` lets them have some."""
    for segment in segments:
        if is_too_long(segment.msgid):
            yield Problem(path, segment.line, "size", *TOO_LONG)
            continue
        for fault in faults(segment.msgid, walk, pictures=pictures):
            yield Problem(path, segment.line, "text", *fault)


def faults(text: str, walk: Walk, *, pictures: bool = False) -> tuple[Fault, ...]:
    """Find unknown facts, unsafe links, pictures, HTML and loose marks in a message."""
    if not (MARKUP.search(text) or _WIDE_MARKUP.search(text)):
        return tuple(_half_links(text))
    mistyped = tuple(fullwidth.faults(text))
    text = fullwidth.narrowed(text)
    # A fact's own link is safe: site.toml's reader lets no other in.
    elements = walk.elements(text) if "[" in text or "<" in text else ()
    return (
        *mistyped,
        *_unknown_facts(text, walk),
        *in_text(text, walk.facts),
        *(_joined(found) for found in touching(text, walk.facts, alone=not has_words(text))),
        *_half_links(text),
        *_loose_marks(text, walk),
        *(
            fault
            for tag, target in elements
            if not (tag == "img" and pictures)
            for fault in _element_faults(tag, target, walk)
        ),
        *(_picture_faults(text, elements) if pictures else ()),
    )


def _picture_faults(text: str, elements: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Find pictures that are no files of the notice, or that have no words."""
    names = [target for tag, target in elements if tag == "img"]
    for name in names:
        if not picture_name(name):
            yield Fault(
                said("“{name}” is no picture of this notice", name=name),
                said("put a .png or .jpg file into its folder: ![what it shows](map.png)"),
            )
    yield from wordless_pictures(text)


def wordless_pictures(text: str) -> Iterator[Fault]:
    """Find pictures without words, of which whoever does not see them learns nothing."""
    names = _WORDLESS.findall(text) if "![" in text else ()
    for name in filter(picture_name, names):
        yield Fault(
            said("the picture {name} has no words for those who do not see it", name=name),
            said("write what it shows: ![…]({name})", name=name),
        )


def _joined(found: str) -> Fault:
    return Fault(
        said("readers would take “{found}” for one number or address", found=found),
        said("write a word or a mark between the two, or take one of them out"),
    )


def touching_faults(text: str, source: str, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    """Find facts and numbers that a translation joins and its source does not."""
    if "{" not in text:
        return
    known = {*touching(source, facts), *extensions(source, facts)}
    yield from (_joined(found) for found in touching(text, facts) if found not in known)
    for found in extensions(text, facts):
        if found not in known:
            wrong = said("“{found}” has an extension that the source has not", found=found)
            yield Fault(wrong, said("take it out: an extension belongs to the fact, in site.toml"))


def _loose_marks(text: str, walk: Walk) -> Iterator[Fault]:
    """Find `**` and backticks that Markdown makes nothing of, and readers would see."""
    if ("**" not in text and "`" not in text) or "\\*" in text or "\\`" in text:
        return
    if found := _LOOSE.search(plain(walk.inline(Wording(text)))):
        mark = found["mark"]
        yield Fault(
            said(
                "the {mark} of “{near}” has no partner, or a space inside, and stays on the page",
                mark=mark,
                near=found[0],
            ),
            said("write {mark} before and after the words, without a space", mark=mark),
        )


def _half_links(text: str) -> Iterator[Fault]:
    """Find links and addresses that Markdown makes nothing of."""
    if ":" in text or "/" in text:
        yield from found_faults(_HALF_LINKS, without_code(text, ""))


def _unknown_facts(text: str, walk: Walk) -> Iterator[Fault]:
    for name in islice(dict.fromkeys(PLACEHOLDER.findall(text)), _MOST_TOLD):
        if walk.knows_facts and name not in walk.facts:
            wrong = said("there is no fact {{{name}}}", name=name)
            yield Fault(wrong, _instead_of(name, walk.facts))


def _instead_of(name: str, facts: Iterable[str]) -> str:
    """Say what to write for an unknown fact: the nearest one, or a list of all."""
    if near := nearest(name, facts):
        return said("did you mean {{{near}}}?", near=near)
    remedy = said(
        "add {name} to [facts] in content/site.toml, or write \\{{{name}}} if the braces are meant",
        name=name,
    )
    every = listed(f"{{{one}}}" for one in islice(facts, _MOST_TOLD))
    return said("the facts are {every}; {remedy}", every=every, remedy=remedy) if every else remedy


def _element_faults(tag: str, target: str, walk: Walk) -> Iterator[Fault]:
    if tag == "img":
        yield Fault(
            said("a picture cannot stand here"),
            said("take it out, and say in words what it shows"),
        )
    # A target with an unknown fact is reported separately.
    elif tag == "a" and not (
        any(name not in walk.facts for name in PLACEHOLDER.findall(target)) or walk.is_safe(target)
    ):
        yield Fault(
            said("a link to “{target}” is not allowed", target=unescaped(target)),
            _PLAINLY
            if _SCHEME.match(walk.resolved(target))
            else said(
                "link to a whole address that begins with https://, mailto: or tel:, or to another "
                "notice by the name of its folder: notice:fake-refund"
            ),
        )
