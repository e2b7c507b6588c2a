"""Find numbers in words, which idioms are full of: 一些, 十分, 第二天, "one", "at once".

They may always serve as the counterpart of digits ("4 scams", 四种骗局). They need one themselves
only where they count something that is measured: 五万元, 三天, "two hours".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache

from generator.entities.forms import Form, find_forms
from generator.entities.languages import CURRENCIES, SPANS, TABLES, Language
from generator.entities.model import Entity, EntityKind, Value, numbers
from generator.entities.normalize import WORD, Text
from generator.entities.prefilter import (
    Finder,
    LanguagePattern,
    Recognizer,
    may_have,
    pattern_of,
)
from generator.entities.recognizers import numerals
from generator.entities.recognizers.amounts import unit_at
from generator.entities.recognizers.numerals import whole
from generator.text.lazy_regex import late
from generator.text.unicode import lowered

_MEASURED = CURRENCIES | SPANS | {"digit"}
_THIRDS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_ENGLISH_SHARE = late(
    r"\b(?P<n>a|one|two|three|four|nine)[ -](?P<part>third|quarter|fifth|tenth)s?\b", re.IGNORECASE
)
_SHARE_WORDS = frozenset(f"{part}{end}" for part in _THIRDS for end in ("", "s"))
_HAN_SHARE = late(f"(?P<part>[{numerals.HAN}]{{1,4}})分之(?P<n>[{numerals.HAN}]{{1,4}})")
_DIGIT_SHARE = late(rf"(?<![{WORD}./])(?P<n>[0-9])/(?P<part>[2-9]|10)(?![{WORD}/])")
_MULTIPLES: Mapping[str, int] = TABLES["multiples"]
_MULTIPLE = late(
    "|".join(rf"\b{word}\b" if word.isascii() else word for word in _MULTIPLES), re.IGNORECASE
)
_TENS_OF_YEARS = late("(?P<tens>[二三四五六七八九])旬")
_FESTIVAL = late(r"[双雙](?P<zh>[0-9]{2})|\b[Dd]ouble[ -](?P<en>[0-9]{2})\b|\b(?P<always>24)/7\b")
_SOFTENED_BEFORE = late(
    r"[几數数第初这那前过头近周星期拜週好]$"
    r"|(?:\bfew|\bseveral|\bmany|\bcouple of|\bquarter of a)\s$"
)
_SOME = late("[几幾數数]$|[几幾數数].$|[上成以论][十百千万萬亿億]$")
"""Before a sum: 几千元, 上万元, 成千上万元. (The last sign is the numeral's own first.)"""
_PIECE = late(r"\s?[块塊]")
"""一块 is "together" as often as a sum."""
_ROUGHLY = late(
    r"\b(?P<of>tens of |hundreds of )?(?P<n>hundreds|thousands|millions)\b(?: of(?= ))?", re.I
)
_ARTICLE = late(r"\b(?:an?|per|each|every)(?=[ -])", re.IGNORECASE)
_HALVED = late(r"\s(?:and a half)\b|[个個]半(?=小时|月|钟)")


def find_names_with_digits(text: Text, language: Language) -> Iterator[Entity]:
    """Find names with digits, which look like dates: 24/7; 双11, which is Singles' Day."""
    for one in _FESTIVAL.finditer(text.rest):
        digits = one["zh"] or one["en"] or one["always"]
        yield _worded(text, one.span(), Fraction(digits))
        if one["always"]:
            yield _worded(text, one.span(), Fraction(7))


def _han_share(one: re.Match[str], language: Language) -> frozenset[Value]:
    part = whole(one["part"])
    return numbers([Fraction(whole(one["n"]), part)]) if part else frozenset()


def _digit_share(one: re.Match[str], language: Language) -> frozenset[Value]:
    count, part = int(one["n"]), int(one["part"])
    return numbers([Fraction(count, part)]) if count < part else frozenset()


def _english_share(one: re.Match[str], language: Language) -> frozenset[Value]:
    return numbers([Fraction(whole(one["n"]) or 1, _THIRDS[lowered(one["part"])])])


def _tens_of_years(one: re.Match[str], language: Language) -> frozenset[Value]:
    return numbers([whole(one["tens"]) * 10])


def _span(form: str, count: int, unit: str) -> Form:
    pattern, means = late(form, re.IGNORECASE), numbers([count])
    return Form(pattern, lambda one, language: means, firm=False, unit=unit)


FRACTIONS_AND_SPANS: tuple[Recognizer, ...] = (
    (
        find_forms(
            EntityKind.NUMBER,
            Form(_ENGLISH_SHARE, _english_share, firm=False),
            Form(_TENS_OF_YEARS, _tens_of_years, firm=False),
            Form(_HAN_SHARE, _han_share, firm=False),
            Form(_DIGIT_SHARE, _digit_share),
        ),
        may_have(late("[0-9]/|旬|分之"), words=_SHARE_WORDS),
    ),
    (
        find_forms(EntityKind.NUMBER, *(_span(*row) for row in TABLES["spans"])),
        may_have(
            late("全天候|昼夜|半年|半小时|半个小时"),
            words=frozenset({"decade", "fortnight", "round", "night", "half"}),
        ),
    ),
)
"""Fractions and set phrases, which come before the plain numbers in them; each with its test."""


def _chinese(text: Text, language: Language) -> Iterator[Entity]:
    for one in numerals.CHINESE.finditer(text.rest):
        values = numerals.chinese_values(one[0])
        half, unit, end = _measure(text.rest, one.end(), language)
        before = text.rest[max(0, one.start() - 2) : one.start()]
        paid = unit in CURRENCIES and not _PIECE.match(text.rest, one.end())
        softened = (_SOME if paid else _SOFTENED_BEFORE).search(before + one[0][: 1 if paid else 0])
        idiom = len(values) > 1 or softened or (values[0] < 2 and not paid)
        counts = not numerals.COUNTING.isdisjoint(one[0]) or paid
        for value in values:
            firm = counts and not idiom and unit in _MEASURED
            yield _worded(text, (one.start(), end), value + half, unit=unit, firm=firm)


def _english(text: Text, language: Language) -> Iterator[Entity]:
    if not language.reads_english_words:
        return
    for one in numerals.ENGLISH.finditer(text.rest):
        half, unit, end = _measure(text.rest, one.end(), language)
        spelled = re.findall("[a-z]+", lowered(one[0]))
        before = text.rest[max(0, one.start() - 10) : one.start()]
        idiom = _SOFTENED_BEFORE.search(before)
        value = (numerals.english_value(one[0]) + half) / (2 if before.endswith("half a ") else 1)
        counts = (
            not numerals.CARDINALS.isdisjoint(spelled) or len(spelled) > 1 or unit in CURRENCIES
        )
        firm = counts and not idiom and unit in _MEASURED and not numerals.is_ordinal(spelled[-1])
        yield _worded(text, (one.start(), end), value, unit=unit, firm=firm)


def _measure(rest: str, place: int, language: Language) -> tuple[Fraction, str, int]:
    """Read the half, the unit and the end of a number in words: 两个半小时, 三年半."""
    half = Fraction(0)
    if halved := _HALVED.match(rest, place):
        half, place = Fraction(1, 2), halved.end()
    unit, end = unit_at(rest, place, language)
    if unit in SPANS and rest[end : end + 1] == "半":
        half, end = Fraction(1, 2), end + 1
    return half, unit, end


@cache
def _listed(language: Language) -> re.Pattern[str]:
    if not language.words:
        return late("(?!)")
    alternatives = "|".join(sorted(language.words, key=len, reverse=True))
    return late(rf"(?<![{WORD}])(?:{alternatives})(?![{WORD}])", re.IGNORECASE)


def _with_unit(
    pattern: LanguagePattern,
    read: Callable[[re.Match[str], Language], int],
    *,
    needs_unit: bool = False,
) -> Finder:
    """Make the finder of words that count, with the unit that may follow them."""

    def find(text: Text, language: Language) -> Iterator[Entity]:
        for one in pattern_of(pattern, language).finditer(text.rest):
            unit, end = unit_at(text.rest, one.end(), language)
            if unit or not needs_unit:
                value = Fraction(read(one, language))
                yield _worded(text, (one.start(), end), value, unit=unit)

    return find


def _multiple(one: re.Match[str], language: Language) -> frozenset[Value]:
    return numbers([_MULTIPLES[lowered(one[0])]])


def _rough(one: re.Match[str], language: Language) -> int:
    times = {"t": 10, "h": 100}.get(lowered((one["of"] or " ")[0]), 1)
    return numerals.LARGE[lowered(one["n"]).removesuffix("s")] * times


NUMBER_WORDS: tuple[Recognizer, ...] = (
    (_chinese, may_have(signs=numerals.HAN)),
    (_english, may_have(words=numerals.WORDS)),
    # Single words of the languages that have a list of them.
    (_with_unit(_listed, lambda one, language: language.words[lowered(one[0])]), may_have(_listed)),
    # Words that count without being numerals: “twice”, “both”, 双.
    (
        find_forms(EntityKind.NUMBER, Form(_MULTIPLE, _multiple, firm=False)),
        may_have(signs="双翻", words=frozenset(filter(str.isascii, _MULTIPLES))),
    ),
    # “Tens of thousands”, for 上万.
    (
        _with_unit(_ROUGHLY, _rough),
        may_have(words=frozenset({"hundreds", "thousands", "millions"})),
    ),
    # “An hour”, for 1小时.
    (
        _with_unit(_ARTICLE, lambda one, language: 1, needs_unit=True),
        may_have(words=frozenset({"a", "an", "per", "each", "every"})),
    ),
)
"""Numbers in words, each sort with its test; the module says which need a counterpart."""


def _worded(
    text: Text, span: tuple[int, int], value: Fraction, *, unit: str = "", firm: bool = False
) -> Entity:
    return text.entity(EntityKind.NUMBER, span, numbers([value]), unit=unit, firm=firm)
