"""Compare links as a whole: their words, their order, their titles.

The comparison of entities sees that each target is kept. What can still go wrong is found here:
two targets that change places, a link without words to click on, a title that comes or goes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.model import Entity, Value
from generator.entities.normalize import fold
from generator.text.lazy_regex import late
from generator.text.unicode import code_spans

_BRACKET = late(r"`|(?<!\\)[\[\]]")
_WORD = late(r"[^\W_]")
_TITLE = late(r"\s{1,9}[\"'(]")
_DEEPEST = 8
"""Parentheses inside a link target; CommonMark asks for at least three."""
_LONGEST = 2000
"""Characters of a link's words; a bound, so that hostile text takes linear time."""
_MOST = 200
"""Links whose words are read for entities."""
Reads = Callable[[str], Sequence[Entity]]
"""Finds the entities of a text in one of the two languages."""


@dataclass(frozen=True, slots=True)
class Link:
    """An inline link: `[words](target "title")`."""

    words: str
    target: str
    start: int
    """Where the target starts in the text."""
    titled: bool


def inline_links(text: str) -> tuple[Link, ...]:
    """Find every inline link of a text, in the order in which they end; none in code."""
    return _inline_links(text) if "](" in text else ()


# Several rules ask for those of a text and of its source, one after another.
@lru_cache(maxsize=64)
def _inline_links(text: str) -> tuple[Link, ...]:
    return tuple(_found_links(text))


def _found_links(text: str) -> Iterator[Link]:
    code = {start: end for start, end, _ in code_spans(text)}
    opened: list[int] = []
    done = 0
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "`":
            done = max(done, code.get(bracket.start(), 0))
        elif bracket.start() < done:
            continue
        elif bracket[0] == "[":
            opened.append(bracket.end())
        elif opened:
            start = opened.pop()
            if text.startswith("(", bracket.end()) and bracket.start() - start < _LONGEST:
                words, span = text[start : bracket.start()], target_span(text, bracket.end() + 1)
                titled = _TITLE.match(text, span[1]) is not None
                yield Link(words, text[slice(*span)], span[0], titled)


def target_span(rest: str, place: int) -> tuple[int, int]:
    """Find the span of a link target that may begin at `place`; empty where there is none."""
    while place < len(rest) and rest[place] == " ":
        place += 1
    depth, end = 0, place
    while end < len(rest) and not rest[end].isspace():
        depth += {"(": 1, ")": -1}.get(rest[end], 0)
        if depth < 0:
            return place, end
        if depth > _DEEPEST:
            return place, place
        end += 1
    return (place, end) if depth == 0 and _TITLE.match(rest, end) else (place, place)


_OWN = "(?P<before>^(?:https?://)?[^/?#]+/(?:[^?#]*/)?){name}(?:[_-][a-z]{{2,4}})?(?:/|$)"


@cache
def _own(name: str) -> re.Pattern[str]:
    return late(_OWN.format(name=re.escape(name)), re.IGNORECASE)


def page(address: str, name: str) -> str:
    """Leave out where a path names its reader's language: /en/help and /zh-hans/help are one page.

    `name` is that of the text's own language; the page in any other one is another.
    """
    return _own(name).sub(r"\g<before>", address, count=1) if "/" in address else address


def link_changes(
    source: str, target: str, names: tuple[str, str], read_source: Reads, read_target: Reads
) -> Iterator[Fault]:
    """Find what a translation does to its source's links; `read_…` reads either side's words."""
    if "](" not in source and "](" not in target:
        return
    before, after = (
        [replace(link, target=page(link.target, name)) for link in inline_links(text)]
        for text, name in zip((source, target), names, strict=True)
    )
    if not (before or after):
        return
    yield from _wordless(before, after)
    yield from _titles(before, after)
    if sorted(link.target for link in before) == sorted(link.target for link in after):
        yield from _moved(before, after, read_source, read_target)


def _wordless(before: list[Link], after: list[Link]) -> Iterator[Fault]:
    empty = {link.target for link in before if not _WORD.search(link.words)}
    for link in after:
        if not _WORD.search(link.words) and link.target not in empty:
            yield Fault(
                said("the link to “{target}” has no words", target=link.target),
                said("translate the words that the source has in it"),
            )


def _titles(before: list[Link], after: list[Link]) -> Iterator[Fault]:
    had = Counter(link.target for link in before if link.titled)
    has = Counter(link.target for link in after if link.titled)
    for target in sorted(has - had):
        yield Fault(
            said("the link to “{target}” has got a title", target=target),
            said('take the "…" after it out'),
        )
    for target in sorted(had - has):
        yield Fault(
            said("the link to “{target}” has lost its title", target=target),
            said('put its "…" back, translated'),
        )


def _moved(
    before: list[Link], after: list[Link], read_source: Reads, read_target: Reads
) -> Iterator[Fault]:
    """Find targets in another order: right only where entities in the words moved too.

    Nothing else can tell `[police](a) [bank](b)` from `[银行](a) [警方](b)`.
    """
    was, now = _signed(before, read_source), _signed(after, read_target)
    if was and was.keys() == now.keys():
        if was == now:
            return
    elif [link.target for link in before] == [link.target for link in after]:
        return
    yield Fault(
        said("the link to “{target}” is not in its place", target=_first_moved(before, after)),
        said("give each link the target that its words have in the source, and keep their order"),
    )


def _first_moved(before: list[Link], after: list[Link]) -> str:
    pairs = zip(after, before, strict=True)
    return next((a.target for a, b in pairs if a.target != b.target), after[0].target)


def _signed(links: list[Link], read: Reads) -> dict[frozenset[Value], str]:
    """Give each link's target by the entities in its words; none unless these differ."""
    if not 1 < len(links) <= _MOST:
        return {}
    targets = {_values_in(link, read): link.target for link in links}
    return targets if len(targets) == len(links) and frozenset() not in targets else {}


def _values_in(link: Link, read: Reads) -> frozenset[Value]:
    return frozenset(value for entity in read(link.words) if entity.firm for value in entity.values)


_SHOWN = late(
    r"(?:https?://)?(?P<host>(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?", re.I
)
_TARGET = late(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)?(?P<host>[^/?#:]+)", re.I)


def disguised_links(text: str) -> frozenset[tuple[str, str]]:
    """Find each pair of shown text and target whose hosts differ."""
    return frozenset(
        (link.words, link.target)
        for link in inline_links(text)
        if _differ(fold(link.words), fold(link.target))
    )


def _differ(shown: str, target: str) -> bool:
    promised = _SHOWN.fullmatch(shown.strip("*_`~ "))
    goes = _TARGET.match(target)
    if promised is None or goes is None:
        return False
    return _bare(promised["host"]) != _bare(goes["host"])


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
