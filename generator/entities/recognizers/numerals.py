"""Read the values of numbers in English words and of Chinese numerals.

Chinese numerals after GB/T 15835 (numerals in publications): 二十四, 二〇二二, 两千, 壹佰, 廿五,
and the approximate 两三 and 十七八, which name both neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.entities.languages import TABLES, Language
from generator.text.lazy_regex import late
from generator.text.unicode import lowered

_UNITS, _TENS, _ORDINALS = (
    TABLES["english_numbers"][part].split() for part in ("units", "tens", "ordinals")
)
ONES = _UNITS[:10]
"""The words for single digits, from zero."""
SMALL = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {word: value for value, word in enumerate(_ORDINALS, 1)}
    | {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS, 2)}
)
LARGE = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
LARGE |= {f"{word}th": value for word, value in LARGE.items()}
WORDS = frozenset([*SMALL, *LARGE])
"""Every word that `ENGLISH` is made of, but for "and"."""
CARDINALS = frozenset([*_UNITS[2:], *_TENS])
"""Words that count; "one" is more often a pronoun, "second" an instant."""

ENGLISH = late(
    r"(?<![A-Za-z])(?:{word})(?:(?:\s|-|{after_large}\sand\s)(?:{word})){{0,11}}(?![A-Za-z])".format(
        word="|".join(sorted([*SMALL, *LARGE], key=len, reverse=True)),
        after_large="(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))",
    ),
    re.IGNORECASE,
)

_BEGINS = late(
    "[{first}](?<![a-z].)(?:{second})".format(
        first="".join(sorted({word[0] for word in WORDS})),
        second="|".join(sorted({word[1:3] for word in WORDS})),
    )
)
"""Where a word that begins like one of them may begin."""
_WORD = late(r"[^\W\d_]+")

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_DIGITS |= dict(zip("兩貳參陸俩仨", (2, 2, 3, 6, 2, 3), strict=True))
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TWENTIES = {"廿": "二十", "卅": "三十"}
HAN = "".join([*_DIGITS, *_STEPS, *_MYRIADS, *_TWENTIES])
"""The characters of a Chinese numeral, for use inside a character class."""
SIGNS = frozenset(HAN)
"""The same, as a set."""
COUNTING = frozenset("二两三四五六七八九十贰叁肆伍陆柒捌玖拾廿卅兩")
"""Characters that count. Alone, 百 千 万 mean "very many" as often as a number, 一 "a"."""

_DECIMALS = "点[零〇一二三四五六七八九]{1,8}"
CHINESE = late(f"[{HAN}](?:[{HAN}]|[多余餘](?=[万萬亿億])){{0,23}}(?:{_DECIMALS})?")
_PAIR = late("([一二两三四五六七八九兩])([一二两三四五六七八九兩])")


@dataclass(frozen=True, slots=True)
class Spelled:
    """One number in English words, and where it is."""

    span: tuple[int, int]
    value: int
    words: tuple[str, ...]

    @property
    def ordinal(self) -> bool:
        """True where it says a place in a row: "third"."""
        return _sort(self.words[-1]) == "ordinal"


def english_numbers(text: str) -> Iterator[Spelled]:
    """Find each number in English words; "first two" and "nineteen ninety" are two each."""
    for run in _runs(text):
        words = [
            (lowered(one[0]), run.start() + one.start(), run.start() + one.end())
            for one in _WORD.finditer(run[0])
        ]
        for number in _parted([word for word in words if word[0] != "and"]):
            spelled = tuple(word for word, *_ in number)
            yield Spelled((number[0][1], number[-1][2]), _sum(spelled), spelled)


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Find what `ENGLISH` matches; where one of its words begins, since it is slow elsewhere."""
    plain, done = lowered(text), 0
    if len(plain) != len(text):
        yield from ENGLISH.finditer(text)
        return
    for begin in _BEGINS.finditer(plain):
        run = ENGLISH.match(text, begin.start()) if begin.start() >= done else None
        if run:
            done = run.end()
            yield run


def _parted(words: list[tuple[str, int, int]]) -> list[list[tuple[str, int, int]]]:
    """Part words that stand side by side where one number ends."""
    parts: list[list[tuple[str, int, int]]] = []
    for word in words:
        if parts and _goes_on(parts[-1][-1][0], word[0]):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _goes_on(last: str, word: str) -> bool:
    """Tell whether a number goes on: "twenty five", "two hundred"; not "first two"."""
    before = _sort(last)
    if word in LARGE:
        return before != "ordinal"
    if before == "tens":
        return SMALL[word] < 10 and word != "second"
    return before == "large"


def _sort(word: str) -> str:
    if word in _ORDINALS or word.endswith("th"):
        return "ordinal"
    if word in LARGE:
        return "large"
    return "tens" if word in _TENS else "unit"


def _sum(words: Iterable[str]) -> int:
    total = current = 0
    for word in words:
        if word in SMALL:
            current += SMALL[word]
        elif word.startswith("hundred"):
            current = (current or 1) * 100
        else:
            total, current = total + (current or 1) * LARGE[word], 0
    return total + current


def chinese_values(numeral: str) -> tuple[Fraction, ...]:
    """Give the value of a Chinese numeral; two for an approximate one such as 两三 or 十七八."""
    whole, _, decimals = re.sub("[多余餘]", "", numeral).partition("点")
    for short, long in _TWENTIES.items():
        whole = whole.replace(short, long)
    if len(whole) > 2 and all(char in _DIGITS for char in whole):
        return (Fraction(_joined(whole)) + _fraction(decimals),)
    if pair := _PAIR.search(whole):
        halves = (whole[: pair.start()] + one + whole[pair.end() :] for one in pair.groups())
        return tuple(Fraction(_stepped(half)) for half in halves)
    return (_stepped(whole) + _fraction(decimals),)


def _joined(digits: str) -> int:
    return int("".join(str(_DIGITS[char]) for char in digits))


def _fraction(decimals: str) -> Fraction:
    return Fraction(_joined(decimals or "零"), 10 ** len(decimals))


def _stepped(whole: str) -> Fraction:
    """Sum digits, tens and myriads: 一千二百万 is (1000 + 200) × 10 000."""
    total = section = digit = 0
    for char in whole:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _STEPS:
            section, digit = section + (digit or 1) * _STEPS[char], 0
        elif total < _MYRIADS[char]:
            total, section, digit = (total + section + digit or 1) * _MYRIADS[char], 0, 0
        else:
            total, section, digit = total + (section + digit) * _MYRIADS[char], 0, 0
    return Fraction(total + section + digit)


def whole(written: str) -> int:
    """Give the number that digits, a Chinese numeral or one English word state; 0 for others."""
    word = lowered(written)
    if word.isdigit():
        return int(word)
    return SMALL.get(word, 0) if word.isascii() else int(chinese_values(word)[0])


LONGEST = 40
"""Digits; more are no amount, and not worth the arithmetic."""


_RUN = late("[0-9]+")
_POINTED = late(r"(?<![\w.)])\.$")
"""The point of .08, which lacks its zero."""


def below_one(text: str, start: int, written: str) -> int:
    """Give the power of ten that divides digits after a mere point: 100 for the 08 of .08."""
    pointed = text[start - 1 : start] == "." and _POINTED.search(text, max(0, start - 2), start)
    return 10 ** len(written) if pointed and written.isdigit() else 1


def at_digits(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Find what `finditer` does, of a pattern that begins where digits begin; quicker."""
    done = 0
    for run in _RUN.finditer(text):
        if run.start() >= done and (one := pattern.match(text, run.start())):
            done = one.end()
            yield one


def number_pattern(language: Language) -> str:
    """Make the regular expression of a number; without groups, for use inside others."""
    mark, group = re.escape(language.decimal), language.grouping
    return (
        rf"(?:[0-9]{{1,3}}(?:[{group}][0-9]{{2,3}}){{0,8}}[{group}][0-9]{{3}}(?![0-9])(?:{mark}[0-9]+)?"
        rf"|[0-9]+(?:{mark}[0-9]+|\.[0-9]{{1,2}}(?![0-9.]))?)"
    )


def value(written: str, language: Language) -> Fraction | int:
    """Give the exact value of what matches `number_pattern`; of a huge one, its beginning."""
    if written.isdigit():
        return int(written[:LONGEST])
    if re.fullmatch(r"[0-9]+\.[0-9]{1,2}", written):
        whole, _, decimals = written.partition(".")
    else:
        whole, _, decimals = written.partition(language.decimal)
    whole = re.sub("[^0-9]", "", whole)[:LONGEST]
    return Fraction(f"{whole or 0}.{decimals[:LONGEST] or 0}")
