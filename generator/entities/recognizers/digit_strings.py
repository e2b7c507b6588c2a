"""Find numbers in signs that nobody can dial: ⑨⑥①①⓪, 九六一一〇, 96110零.

Signs that Unicode counts as numbers but that no script writes numbers in (circled, raised, Roman),
Chinese digits in a row, and Chinese digits that touch a number or a placeholder. All are firm: what
reads as a number is one, whatever signs it is in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from generator.entities.languages import Language
from generator.entities.model import Entity, EntityKind, Value, meanings
from generator.entities.normalize import TAKEN, Text
from generator.entities.prefilter import may_have
from generator.entities.recognizers import numerals
from generator.entities.recognizers.amounts import unit_at
from generator.text.lazy_regex import late
from generator.text.unicode import HAN, lowered

_HAN_NUMERALS = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸弍弐弎参幺"
_HAN_DIGITS = {"幺": 1, "弍": 2, "弐": 2, "弎": 3, "参": 3, "參": 3}
_STEPS = "十拾百佰千仟万萬亿億"
_LAST = 0x1FFFF
"""No digit that is not a letter lies above."""
_DATES = (*range(0x32C0, 0x32CC), *range(0x3358, 0x3371), *range(0x33E0, 0x33FF))
"""Months, hours and days in one sign: ㋀ ㍘ ㏠."""
_ODD = "".join(
    char
    for char in filter(str.isnumeric, map(chr, range(0x80, _LAST)))
    if not (char.isalpha() or char.isdecimal() or char == "〇")
)
_ODD += "".join(map(chr, _DATES))
_ONE = f"[0-9{_ODD}{_HAN_NUMERALS}]"
_GAP = rf"(?<=[{_HAN_NUMERALS}])[ \u00a0·•.-](?=[{_HAN_NUMERALS}])"
_RUN = late(f"{_ONE}(?:{_ONE}|{_GAP})*")
_HAS_ODD = late(f"[{_ODD}]")
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")
_FRACTION = late(rf"(?P<whole>[0-9]*)(?P<part>[{_ODD}])")

_NOT_AFTER = late(rf"(?:[{_STEPS}第周期拜每]|[{_HAN_NUMERALS}]点|分之|之)$")
"""Before Chinese digits in a row: a numeral goes on, or a list of weekdays begins (周一三五)."""
_NOT_BEFORE = late(rf"[{_STEPS}点點成折线線产產]|等|事变|事變|运动|運動|地震|大地震|惨案|晚会")
_IDIOMS = frozenset({"七七八八", "三三五五", "一一二二"})
_ZERO_WORDS = "售容距元花钱件时碎散星起风成门担基接食头"
"""After 零, they make another word of it: 零容忍, 零距离."""
_GOES_ON = late(rf"[^{_STEPS}{HAN}]|[即或和及与與的就可能便以后都也]|$")
"""What may follow a Chinese digit that belongs to the number before it: no measure, no idiom."""
_CALLED = late(rf"(?:[^{HAN}]|[打拨撥电電码碼致为為])$")
"""What may come before a Chinese digit that belongs to the number after it."""
_COUNTS = late(r"[^\W\d_]|[%％]|[.,:]\d")
_SPOKEN = {**{word: value for value, word in enumerate(numerals.ONES)}, "oh": 0, "o": 0}
_SPELLED = late(
    r"(?<![\w-])(?:{word})(?:[ ,-]{{1,2}}(?:{word})){{2,24}}(?![\w-])".format(
        word="|".join(_SPOKEN)
    ),
    re.IGNORECASE,
)
MAY_HAVE_ODD_DIGITS = may_have(
    late(
        rf"[{_HAN_NUMERALS}](?:[ \u00a0·•.-]?[{_HAN_NUMERALS}]|[0-9{TAKEN}])"
        rf"|[0-9](?:[{_HAN_NUMERALS}{TAKEN}])|{TAKEN}[0-9{_HAN_NUMERALS}]"
    ),
    signs=_ODD,
)
"""Odd digits, Chinese ones beside another, or any beside a placeholder."""


def find_odd_digits(text: Text, language: Language) -> Iterator[Entity]:
    """Find every number in odd or Chinese digits, by its digits and as a number."""
    for one in _RUN.finditer(text.rest):
        run, (start, end) = one[0], one.span()
        if _HAS_ODD.search(run):
            if not _is_raised_mark(text.rest, start, run):
                yield from _odd(text, one, language)
        elif not run.isascii() and _is_spelled(text, run, start, end):
            if _beside_placeholder(text, start, end):
                joined = meanings(("joined", _digits(run)))
                yield text.entity(EntityKind.PHONE, (start, end), joined)
            else:
                yield _stated(text, (start, end), _digits(run))
        elif (
            run.isascii()
            and _beside_placeholder(text, start, end)
            and not _COUNTS.match(text.rest, end)
        ):
            # A number that runs into a placeholder is another number, unless it counts hours.
            yield text.entity(EntityKind.PHONE, (start, end), meanings(("joined", run)))


MAY_HAVE_SPOKEN_DIGITS = may_have(words=frozenset(_SPOKEN))


def find_spoken_digits(text: Text, language: Language) -> Iterator[Entity]:
    """Find “nine six one one zero”, digit by digit; nobody counts like that."""
    for one in _SPELLED.finditer(text.rest):
        words = re.findall("[a-z]+", lowered(one[0]))
        counted = [_SPOKEN[word] for word in words]
        if not _counts_up(counted):
            yield _stated(text, one.span(), "".join(map(str, counted)))


_DIALLABLE = late(rf"[0-9{_ODD}]+|[{_HAN_NUMERALS}][ \u00a0·•.-]?[{_HAN_NUMERALS}]")


def may_dial_twice(text: Text) -> bool:
    """Tell whether a text may state two numbers to dial.

    Each has a run of digits to itself, or else two Chinese digits side by side; but a placeholder
    makes a number of less, and some are spoken.
    """
    return (
        "{" in text.rest
        or "}" in text.rest
        or len(_DIALLABLE.findall(text.rest)) > 1
        or _SPELLED.search(text.rest) is not None
    )


def _counts_up(digits: list[int]) -> bool:
    """Tell whether digits are counted, "one, two, three", or no digits at all: "oh, oh, oh"."""
    steps = {later - earlier for earlier, later in pairwise(digits)}
    return steps in ({1}, {-1}) or not any(digits)


def _is_raised_mark(rest: str, start: int, run: str) -> bool:
    """Recognize the ² of m² and the ₂ of CO₂, and the mark of a footnote."""
    return len(run) == 1 and run in _RAISED and rest[max(0, start - 1) : start].isalpha()


def _odd(text: Text, one: re.Match[str], language: Language) -> Iterator[Entity]:
    part = _FRACTION.fullmatch(one[0])
    size = Fraction(unicodedata.numeric(part["part"], 0)).limit_denominator(1000) if part else 0
    if part is None or size == int(size):
        yield _stated(text, one.span(), _digits(one[0]))
        return
    unit, end = unit_at(text.rest, one.end(), language)
    value = int(part["whole"] or 0) + size
    values = meanings(("number", Fraction(value)), ("percent", Fraction(value) * 100))
    yield text.entity(EntityKind.NUMBER, (one.start(), end), values, unit=unit)


def _is_spelled(text: Text, run: str, start: int, end: int) -> bool:
    """Tell whether Chinese digits, perhaps among others, are a number and no part of a word."""
    before, after = text.rest[max(0, start - 2) : start], text.rest[end : end + 3]
    han = [char for char in run if char in _HAN_NUMERALS]
    if len(han) < len(re.sub(r"[ \u00a0·•.-]", "", run)):
        return _is_mixed(run, before, after)
    if _beside_placeholder(text, start, end) and _belongs(run, before, after):
        return True
    spelled = len(han) >= 3 or (len(han) == 2 and "幺" in han)
    return spelled and not (run in _IDIOMS or _NOT_AFTER.search(before) or _NOT_BEFORE.match(after))


def _is_mixed(run: str, before: str, after: str) -> bool:
    """Tell whether Chinese digits belong to the ASCII ones beside them: 96110零, not 96110一直."""
    first, last = run[0] in _HAN_NUMERALS, run[-1] in _HAN_NUMERALS
    return (
        (not first or _CALLED.search(before) is not None or not before)
        and (not last or _goes_on(run, after))
        and not (first and _NOT_AFTER.search(before))
    )


def _goes_on(run: str, after: str) -> bool:
    if after[:1] and after[0] in _STEPS:
        return False
    if run[-1] in "零〇幺":
        return not after or after[0] not in _ZERO_WORDS
    return (len(run) > 1 and run[-2] in _HAN_NUMERALS) or _GOES_ON.match(after) is not None


def _belongs(run: str, before: str, after: str) -> bool:
    """Decide as `_is_mixed` does, for a placeholder in place of a number."""
    if before.endswith(TAKEN):
        return _goes_on(run, after)
    return not before or _CALLED.search(before) is not None


def _beside_placeholder(text: Text, start: int, end: int) -> bool:
    """Tell whether a placeholder ends or begins here, without a space."""
    raw, origin = text.raw, text.origin
    return (text.rest[start - 1 : start] == TAKEN and raw[origin[start - 1]] == "}") or (
        text.rest[end : end + 1] == TAKEN and raw[origin[end]] == "{"
    )


def _digits(run: str) -> str:
    return "".join(_digit(char) for char in run)


def _digit(char: str) -> str:
    if char in _HAN_NUMERALS:
        return str(_HAN_DIGITS.get(char, "") or numerals.whole(char))
    value = unicodedata.numeric(char, -1)
    if value < 0:
        return re.sub("[^0-9]", "", unicodedata.normalize("NFKC", char))
    return str(int(value))


def _stated(text: Text, span: tuple[int, int], digits: str) -> Entity:
    values: frozenset[Value] = meanings(("dial", digits), ("number", int(digits[:40])))
    dialled = len(digits) > 2 and not re.fullmatch("(?:19|20)[0-9]{2}", digits)
    return text.entity(EntityKind.PHONE if dialled else EntityKind.NUMBER, span, values)
