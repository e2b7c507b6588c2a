"""Find numbers in words, which idioms are full of: 一些, 十分, 第二天, "one", "at once".

They may always serve as the counterpart of digits ("4 scams", 四种骗局). They need one themselves
only where they count something that is measured: 五万元, 三天, "two hours".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from generator.entities.languages import CURRENCIES, SPANS, Language
from generator.entities.model import Entity, EntityKind, numbers
from generator.entities.normalize import WORD, Text
from generator.entities.prefilter import Glance, Recognizer, find_in_turn, may_have_one_of
from generator.entities.recognizers import numerals
from generator.entities.recognizers.amounts import unit_at
from generator.text.lazy_regex import late
from generator.text.unicode import lowered

_MEASURED = CURRENCIES | SPANS | {"digit"}
_THIRDS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_ENGLISH_SHARE = late(
    r"\b(?P<n>a|one|two|three|four|nine)[ -](?P<part>third|quarter|fifth|tenth)s?\b", re.IGNORECASE
)
_HAN_SHARE = late(f"(?P<part>[{numerals.HAN}]{{1,4}})分之(?P<n>[{numerals.HAN}]{{1,4}})")
_DIGIT_SHARE = late(rf"(?<![{WORD}./])(?P<n>[0-9])/(?P<part>[2-9]|10)(?![{WORD}/])")
_MULTIPLES = {
    "once": 1, "single": 1, "sole": 1, "twice": 2, "both": 2, "pair": 2, "couple": 2, "double": 2,
    "doubled": 2, "doubles": 2, "triple": 3, "tripled": 3, "thrice": 3, "tenfold": 10, "dozen": 12,
    "century": 100, "双": 2, "翻番": 2, "翻倍": 2,
}  # fmt: skip
_MULTIPLE = late(
    "|".join(rf"\b{word}\b" if word.isascii() else word for word in _MULTIPLES), re.IGNORECASE
)
_SPANS_IN_WORDS = {
    r"\bdecade\b": (10, "year"),
    r"\bfortnight\b": (2, "week"),
    r"\bround[- ]the[- ]clock\b|\bday and night\b|全天候|昼夜": (24, "hour"),
    r"\bhalf a year\b|半年": (6, "month"),
    r"\bhalf an hour\b|\bhalf-hour\b|(?<![个個])半小时|半个小时": (30, "minute"),
}
_SPAN_PATTERNS = tuple((late(form, re.IGNORECASE), *span) for form, span in _SPANS_IN_WORDS.items())
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


def find_fractions_and_spans(text: Text, language: Language) -> Iterator[Entity]:
    """Find fractions and set phrases, which come before the plain numbers in them."""
    may = may_have_fractions_and_spans
    return find_in_turn(text, language, ((_shares, may), (_spans, may)))


_PHRASE_WORDS = frozenset({"decade", "fortnight", "round", "night", "half"}) | {
    form for part in ("third", "quarter", "fifth", "tenth") for form in (part, f"{part}s")
}
_PHRASE_SIGNS = late("旬|分之|全天候|昼夜|半年|半小时|半个小时")


def may_have_fractions_and_spans(seen: Glance, language: Language) -> bool:
    """True where there is a digit and a stroke, or one of some words."""
    return (
        (seen.digits and "/" in seen.signs)
        or seen.has(_PHRASE_WORDS)
        or _PHRASE_SIGNS.search(seen.text) is not None
    )


def find_number_words(text: Text, language: Language) -> Iterator[Entity]:
    """Find every number in words; the module says which need a counterpart."""
    return find_in_turn(text, language, NUMBER_WORDS)


def may_have_number_words(seen: Glance, language: Language) -> bool:
    """True where one of the recognizers of numbers in words may find one."""
    return (
        not numerals.SIGNS.isdisjoint(seen.signs)
        or seen.has(_ANY_WORDS)
        or _may_be_foreign(seen, language)
        or _may_be_multiples(seen, language)
    )


def _shares(text: Text, language: Language) -> Iterator[Entity]:
    """Find 三分之一, "a third", 1/3; 六旬, sixty years of age."""
    for one in _ENGLISH_SHARE.finditer(text.rest):
        count = numerals.SMALL.get(lowered(one["n"]), 1)
        yield _worded(text, one.span(), Fraction(count, _THIRDS[lowered(one["part"])]))
    for one in _TENS_OF_YEARS.finditer(text.rest):
        yield _worded(text, one.span(), numerals.chinese_values(one["tens"])[0] * 10)
    for one in _HAN_SHARE.finditer(text.rest):
        part = numerals.chinese_values(one["part"])[0]
        if part:
            yield _worded(text, one.span(), numerals.chinese_values(one["n"])[0] / part)
    for one in _DIGIT_SHARE.finditer(text.rest):
        if int(one["n"]) < int(one["part"]):
            share = Fraction(int(one["n"]), int(one["part"]))
            yield _worded(text, one.span(), share, firm=True)


def _spans(text: Text, language: Language) -> Iterator[Entity]:
    """Find spans of time that are one word."""
    for pattern, count, unit in _SPAN_PATTERNS:
        for one in pattern.finditer(text.rest):
            yield _worded(text, one.span(), Fraction(count), unit=unit)


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


def _may_be_chinese(seen: Glance, language: Language) -> bool:
    return not numerals.SIGNS.isdisjoint(seen.signs)


def _measure(rest: str, place: int, language: Language) -> tuple[Fraction, str, int]:
    """Read the half, the unit and the end of a number in words: 两个半小时, 三年半."""
    half = Fraction(0)
    if halved := _HALVED.match(rest, place):
        half, place = Fraction(1, 2), halved.end()
    unit, end = unit_at(rest, place, language)
    if unit in SPANS and rest[end : end + 1] == "半":
        half, end = Fraction(1, 2), end + 1
    return half, unit, end


def _foreign(text: Text, language: Language) -> Iterator[Entity]:
    """Find single number words of the languages that have a list of them."""
    if language.words:
        for one in _listed(language).finditer(text.rest):
            unit, end = unit_at(text.rest, one.end(), language)
            value = language.words[lowered(one[0])]
            yield _worded(text, (one.start(), end), Fraction(value), unit=unit)


def _may_be_foreign(seen: Glance, language: Language) -> bool:
    return bool(language.words)


@cache
def _listed(language: Language) -> re.Pattern[str]:
    alternatives = "|".join(sorted(language.words, key=len, reverse=True))
    return late(rf"(?<![{WORD}])(?:{alternatives})(?![{WORD}])", re.IGNORECASE)


def _multiples(text: Text, language: Language) -> Iterator[Entity]:
    """Find words that count without being numerals: "twice", "both", 双."""
    for one in _MULTIPLE.finditer(text.rest):
        yield _worded(text, one.span(), Fraction(_MULTIPLES[lowered(one[0])]))


_MULTIPLE_WORDS = frozenset(word for word in _MULTIPLES if word.isascii())


def _may_be_multiples(seen: Glance, language: Language) -> bool:
    """True where there is one of the English words, 双 or 翻."""
    return seen.has(_MULTIPLE_WORDS) or "双" in seen.signs or "翻" in seen.signs


def _rough(text: Text, language: Language) -> Iterator[Entity]:
    """Find “tens of thousands”, for 上万."""
    for one in _ROUGHLY.finditer(text.rest):
        times = {"t": 10, "h": 100}.get(lowered((one["of"] or " ")[0]), 1)
        value = numerals.LARGE[lowered(one["n"]).removesuffix("s")] * times
        unit, end = unit_at(text.rest, one.end(), language)
        yield _worded(text, (one.start(), end), Fraction(value), unit=unit)


_ROUGH_WORDS = frozenset({"hundreds", "thousands", "millions"})


def _articles(text: Text, language: Language) -> Iterator[Entity]:
    """Find “an hour”, for 1小时."""
    for one in _ARTICLE.finditer(text.rest):
        unit, end = unit_at(text.rest, one.end(), language)
        if unit:
            yield _worded(text, (one.start(), end), Fraction(1), unit=unit)


_ARTICLE_WORDS = frozenset({"a", "an", "per", "each", "every"})
_ANY_WORDS = numerals.WORDS | _MULTIPLE_WORDS | _ROUGH_WORDS | _ARTICLE_WORDS
NUMBER_WORDS: tuple[Recognizer, ...] = (
    (_chinese, _may_be_chinese),
    (_english, may_have_one_of(numerals.WORDS)),
    (_foreign, _may_be_foreign),
    (_multiples, _may_be_multiples),
    (_rough, may_have_one_of(_ROUGH_WORDS)),
    (_articles, may_have_one_of(_ARTICLE_WORDS)),
)
"""Each with its test; every pattern of theirs is one of whole words, or of Chinese signs."""


def _worded(
    text: Text, span: tuple[int, int], value: Fraction, *, unit: str = "", firm: bool = False
) -> Entity:
    return text.entity(EntityKind.NUMBER, span, numbers([value]), unit=unit, firm=firm)
