"""Make a text readable for the recognizers: fold widths and digit systems, keep spans.

Folding is what Unicode calls compatibility mapping, but only where a value is concerned: full-width
letters and digits, the digits of every script, and the separators inside numbers.
Chinese punctuation stays itself: folded, "，" would glue two addresses into one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.entities.model import Entity, EntityKind, Value
from generator.text.lazy_regex import late
from generator.text.unicode import COMMON, invisible

WORD = r"A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
"""Letters and digits that make a token; for use inside a character class. Latin, Greek, Cyrillic:
the scripts that can be mistaken for each other. Others write particles against a number."""

TAKEN = "\ufffc"
"""What replaces each character of an entity that a more specific recognizer has found."""

HIDDEN = late(lambda: f"[{invisible()}]")
"""Characters that show nothing: zero-width, soft hyphen, direction marks."""

_STYLED = (
    *(range(0x1D00, 0x1DC0), range(0x2070, 0x20A0), range(0x2100, 0x2150), range(0x24B6, 0x24EA)),
    *(range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x1D400, 0x1D800)),
    *(range(0x1F130, 0x1F14A), range(0x2F800, 0x2FA20)),
)
"""Where Unicode has letters in other styles (𝐞, ⓔ, ℯ), and Chinese characters a second time."""


def _unstyled() -> dict[int, str]:
    plain = {code: unicodedata.normalize("NFKC", chr(code)) for span in _STYLED for code in span}
    return {
        code: char
        for code, char in plain.items()
        if len(char) == 1 and char.isalpha() and not unicodedata.decimal(chr(code), None)
    }


_KEPT_WIDE = frozenset("！（），：；？［］｛｝＜＞＂＇｀＊")
_FOLDED: dict[int, str | int] = {
    **_unstyled(),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_WIDE},
    **str.maketrans(
        "\u3000\uff61\u2024\ufe52\u2044\u2215\ufe63\u207b\uffe5\uffe1\u066a\u066b\u066c",
        " ...//--¥£%.,",
    ),
}
_WIDE_SEPARATORS = (
    (late("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))|(?<=[0-9])，(?=000(?![0-9]))"), ","),
    (late(r"(?<=\d)：(?=\d\d)"), ":"),
    (late(r"(?<=[a-zA-Zａ-ｚ])：(?=[/／]{2})"), ":"),
)
_ROUND_ZERO = late("(?<=[〇零一二三四五六七八九])○|○(?=[〇零一二三四五六七八九])")
_OTHER_DIGIT = late(r"[^\D0-9]")
_AS_IT_IS = late(rf"(?:[{COMMON}]|(?<![0-9A-Za-z])[，：])*+")
"""A text that reading leaves as it is: no sign of it is hidden or folded, and no separator
comes after a letter or digit."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written, and what is left of it for the next recognizer."""

    raw: str
    rest: str
    """Folded, without hidden characters, with `TAKEN` where entities were found."""
    origin: Sequence[int]
    """For each place in `rest`, and its end, the place in `raw`."""

    def entity(
        self,
        kind: EntityKind,
        span: tuple[int, int],
        values: frozenset[Value],
        *,
        unit: str = "",
        firm: bool = True,
    ) -> Entity:
        """Make the entity that `rest[span]` states."""
        start, end = self.origin[span[0]], self.origin[span[1] - 1] + 1
        return Entity(kind, values, unit, firm, self.raw[start:end], start, end)

    def without(self, spans: Iterable[tuple[int, int]]) -> Text:
        """Take these spans of `rest` out of the text."""
        found = sorted(spans)
        if not found:
            return self
        pieces, done = [], 0
        for start, end in found:
            free = max(start, done)
            if free < end:
                pieces += [self.rest[done:free], TAKEN * (end - free)]
                done = end
        return Text(self.raw, "".join([*pieces, self.rest[done:]]), self.origin)

    def without_entities(self, entities: Iterable[Entity]) -> Text:
        """Take the spans of these entities out of the text."""
        return self.without(
            (bisect_left(self.origin, entity.start), bisect_left(self.origin, entity.end))
            for entity in entities
        )


def fold(raw: str) -> str:
    """Bring digits, letters and number separators to their ASCII form, length unchanged."""
    folded = raw
    for separator, plain in _WIDE_SEPARATORS:
        folded = separator.sub(plain, folded)
    folded = _ROUND_ZERO.sub("〇", folded.translate(_FOLDED))
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), folded)


def fold_text(raw: str) -> Text:
    """Fold a text, with a map back to where each character came from."""
    if _AS_IT_IS.fullmatch(raw):
        return Text(raw, raw, range(len(raw) + 1))
    kept = [place for place, char in enumerate(raw) if not HIDDEN.match(char)]
    folded = fold("".join(raw[place] for place in kept))
    return Text(raw, folded, (*kept, len(raw)))
