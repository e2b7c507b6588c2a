"""A text made readable for the recognisers: widths and digit systems folded, spans kept.

Folding is what Unicode calls compatibility mapping, but only where a value is concerned: full-width
letters and digits, the digits of every script, and the separators that stand inside numbers.
Chinese punctuation stays itself: folded, "，" would glue two addresses into one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.correspondence.model import Fact, Kind, Value

WORD = r"A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
"""Letters and digits that make a token; for use inside a character class. Latin, Greek, Cyrillic:
the scripts that can be mistaken for each other. Others write particles against a number."""

TAKEN = "\ufffc"
"""Stands, character for character, where a more specific recogniser has found its fact."""

HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters that show nothing: zero-width, soft hyphen, direction marks."""

_KEPT_WIDE = frozenset("！（），：；？［］｛｝＜＞＂＇｀＊")
_FOLDED = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_WIDE},
    0x3000: " ",
    0xFFE5: "¥",
    0xFFE1: "£",
    0x066A: "%",
    0x066B: ".",
    0x066C: ",",
}
_WIDE_SEPARATORS = (
    (re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))|(?<=[0-9])，(?=000(?![0-9]))"), ","),
    (re.compile(r"(?<=\d)：(?=\d\d)"), ":"),
    (re.compile(r"(?<=[a-zA-Zａ-ｚ])：(?=[/／]{2})"), ":"),
)
_OTHER_DIGIT = re.compile(r"[^\D0-9]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written, and what is left of it for the next recogniser."""

    raw: str
    rest: str
    """Folded, without hidden characters, with `TAKEN` where facts were found."""
    origin: tuple[int, ...]
    """For each place in `rest`, and its end, the place in `raw`."""

    def fact(
        self,
        kind: Kind,
        span: tuple[int, int],
        values: frozenset[Value],
        *,
        unit: str = "",
        firm: bool = True,
    ) -> Fact:
        """The fact that `rest[span]` states."""
        start, end = self.origin[span[0]], self.origin[span[1] - 1] + 1
        return Fact(kind, values, unit, firm, self.raw[start:end], start, end)

    def without(self, spans: Iterable[tuple[int, int]]) -> Text:
        """The same text with these spans of `rest` taken."""
        pieces, done = [], 0
        for start, end in sorted(spans):
            free = max(start, done)
            if free < end:
                pieces += [self.rest[done:free], TAKEN * (end - free)]
                done = end
        return replace(self, rest="".join([*pieces, self.rest[done:]]))

    def without_facts(self, facts: Iterable[Fact]) -> Text:
        """The same text with the spans of these facts taken."""
        return self.without(
            (bisect_left(self.origin, fact.start), bisect_left(self.origin, fact.end))
            for fact in facts
        )


def fold(raw: str) -> str:
    """`raw` with digits, letters and number separators in their ASCII form, length unchanged."""
    folded = raw
    for separator, plain in _WIDE_SEPARATORS:
        folded = separator.sub(plain, folded)
    folded = folded.translate(_FOLDED)
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), folded)


def read(raw: str) -> Text:
    """`raw`, folded, with a map back to where each character came from."""
    kept = [place for place, char in enumerate(raw) if not HIDDEN.match(char)]
    folded = fold("".join(raw[place] for place in kept))
    return Text(raw, folded, (*kept, len(raw)))
