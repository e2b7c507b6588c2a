"""What the browsers of old phones make of a style sheet: Chrome 60 and iOS 12, of 2017 and 2018.

They pass over a declaration, a selector or a condition that they do not know. Versions are those of
https://developer.mozilla.org and https://caniuse.com.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


PROPERTIES = _names(
    "-webkit-mask -webkit-print-color-adjust -webkit-text-size-adjust align-content align-items"
    " align-self background background-color border border-bottom border-bottom-color"
    " border-bottom-width border-collapse border-color border-left border-left-color"
    " border-left-width border-radius border-right border-right-color border-right-width"
    " border-style border-top border-top-color border-top-width border-width bottom box-shadow"
    " box-sizing break-after break-before break-inside clear clip clip-path color column-count"
    " columns content counter-increment counter-reset cursor direction display fill flex"
    " flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float font font-family"
    " font-feature-settings font-size font-style font-variant font-variant-numeric font-weight"
    " grid-area grid-auto-flow grid-column grid-column-gap grid-gap grid-row grid-row-gap"
    " grid-template grid-template-areas grid-template-columns grid-template-rows height hyphens"
    " justify-content left letter-spacing line-height list-style list-style-type margin"
    " margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width"
    " object-fit opacity order orphans outline outline-color outline-offset overflow overflow-wrap"
    " overflow-x overflow-y padding padding-bottom padding-left padding-right padding-top"
    " pointer-events position quotes right size stroke table-layout text-align text-decoration"
    " text-indent text-overflow text-transform top transform transition unicode-bidi"
    " vertical-align visibility white-space widows width word-break word-spacing word-wrap"
    " writing-mode z-index"
)
"""Properties that both know."""
DISPENSABLE = _names(
    "color-scheme forced-color-adjust line-break mask print-color-adjust scroll-behavior"
    " scroll-padding-top text-autospace text-decoration-thickness text-size-adjust"
    " text-spacing-trim text-underline-offset text-wrap"
)
"""Newer ones, without which a page is as easy to read: mask stands after -webkit-mask."""
FUNCTIONS = _names(
    "attr calc counter counters hsl hsla inset linear-gradient minmax rect repeat rgb rgba rotate"
    " scale translate translatex translatey url var"
)
PSEUDO = _names(
    ":active :after :before :checked :empty :first-child :first-of-type :focus :focus-within :hover"
    " :lang :last-child :last-of-type :link :not :nth-child :nth-of-type :only-child :root :target"
    " :visited ::after ::before ::first-letter ::first-line ::selection"
)
TURNED_UP = (":focus:not(:focus-visible)", ":has(details[open])")
"""Selectors that may be passed over: then the focus is shown to who points, too, and an open menu
is as wide as its words."""
CONDITIONS = re.compile(
    r"@page\b.*|@media (?:(?:and|screen|print|,|\((?:min|max)-(?:width|height): [\d.]+rem\)"
    # They are untrue for who does not know them.
    r"|\(prefers-(?:color-scheme: dark|reduced-motion: no-preference)\)|\(forced-colors: active\))"
    r"\s*)+"
)
_NEW_VALUES = {
    "content": re.compile(r'"\s*/'),  # Chrome 77: what a screen reader says instead
    "overflow-wrap": re.compile("anywhere"),
    "word-break": re.compile("break-word|auto-phrase"),
    "position": re.compile("^sticky"),  # iOS 13 without a prefix
    "display": re.compile("contents|flow-root|^(?:inline|block) "),
    "list-style-type": re.compile('"'),
    "width": re.compile("fit-content|stretch"),
    "text-decoration": re.compile(r"from-font|\d"),
    "overflow": re.compile("clip"),
}
"""Values of known properties that one of them does not know."""
_NEW_UNITS = re.compile(
    r"\d(?:[dsl]v[hwib]|v[ib]|lh|rlh|cap|cq\w+)\b|#(?:[0-9a-f]{4}|[0-9a-f]{8})\b"
)
_TOKEN = re.compile(r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]|[^{};"'/]+|/""", re.S)


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands before a block, and the declarations or the rules in it."""

    head: str
    declarations: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...]


def parsed(css: str) -> tuple[Rule, ...]:
    """Parse a style sheet; there is nothing in ours that stands outside of a block."""
    tokens = iter([one for one in _TOKEN.findall(css) if not one.startswith("/*")])
    return _block(tokens)[1]


def _block(tokens: Iterator[str]) -> tuple[tuple[tuple[str, str], ...], tuple[Rule, ...]]:
    declarations, rules, words = [], [], ""
    for token in tokens:
        if token == "{":
            rules.append(Rule(" ".join(words.split()), *_block(tokens)))
        elif token in ("}", ";") and words.strip():
            name, _, value = words.partition(":")
            declarations.append((name.strip(), " ".join(value.split())))
        if token == "}":
            break
        words = "" if token in ("{", ";") else words + token
    return tuple(declarations), tuple(rules)


def _is_known(name: str, value: str) -> bool:
    """Tell whether both browsers take a declaration."""
    bare = re.sub(r'"[^"]*"', '""', value)
    new = _NEW_VALUES.get(name)
    return (
        (name in PROPERTIES or name.startswith("--"))
        and {one.lower() for one in re.findall(r"([\w-]+)\(", bare)} <= FUNCTIONS
        and not (new and new.search(bare))
        and not _NEW_UNITS.search(bare)
    )


def _knows(selector: str) -> bool:
    bare = re.sub(r"\[[^]]*\]", "", selector)
    return set(re.findall(r"::?[a-z-]+", bare)) <= PSEUDO and not re.search(
        r":not\([^)]*[ ,]", bare
    )


def problems(rules: tuple[Rule, ...]) -> Iterator[str]:
    """List what one of the browsers lacks, and a page cannot do without."""
    for rule in rules:
        if rule.head.startswith("@"):
            if not CONDITIONS.fullmatch(rule.head):
                yield rule.head
            yield from problems(rule.rules)
        elif rule.rules:
            yield f"{rule.head} {{ … {{"  # a nested rule
        elif not _knows(rule.head) and not any(part in rule.head for part in TURNED_UP):
            yield rule.head
        grids = {value for name, value in rule.declarations if name == "display"}
        known = set[str]()
        for name, value in rule.declarations:
            if _is_known(name, value):
                known.add(name)
                if "gap" in name and "flex" in grids:
                    yield f"{rule.head} {{ {name} in a flex box }}"
            elif name not in DISPENSABLE and name not in known and (name, value) != _NO_BULLET:
                yield f"{rule.head} {{ {name}: {value} }}"


_NO_BULLET = ("list-style-type", '""')
"""After list-style: none. It lets a screen reader say that it is a list."""


def as_read(rules: tuple[Rule, ...]) -> str:
    """Write what both browsers take of a style sheet."""
    return "\n".join(_as_read(rule) for rule in rules if _is_read(rule.head))


def _is_read(head: str) -> bool:
    newer = "prefers-color-scheme" in head or "forced-colors" in head
    return not newer if head.startswith("@") else _knows(head)


def _as_read(rule: Rule) -> str:
    lines = [f"{name}: {value};" for name, value in rule.declarations if _is_known(name, value)]
    return f"{rule.head} {{ {' '.join(lines)} {as_read(rule.rules)} }}"
