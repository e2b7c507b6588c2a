"""Find numbers in words, which idioms are full of: 一些, 十分, 第二天, "one", "at once".

They may always serve as the counterpart of digits ("4 scams", 四种骗局). They need one themselves
only where they count something that is measured: 五万元, 三天, "two hours".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache

from generator.entities.languages import CURRENCIES, SPANS, TABLES, Language, sizes
from generator.entities.model import Entity, EntityKind, Value, meanings, numbers
from generator.entities.normalize import WORD, Text
from generator.entities.prefilter import (
    Finder,
    LanguagePattern,
    Recognizer,
    glance,
    may_have,
    pattern_of,
)
from generator.entities.recognizers import numerals
from generator.entities.recognizers.amounts import unit_at
from generator.entities.recognizers.forms import Form, find_forms
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
_NAMES = tuple(
    (name, frozenset(hints.split()), late(called))
    for name, (hints, called) in TABLES["names"].items()
)
_REPEATED = late(r"(?<![0-9.,])(?P<n>[0-9]{1,3})[^\W\d_]?[或及和](?=(?P=n)[^\W\d_]{0,2}以[上下])")
"""3个或3个以上, for "3 or more"."""
_ONCE = late("(?:每|一|(?<!第)[两二三])[个個]?[天日周月年](?P<n>1)次")
"""每月1次, for "monthly"."""
_QUARTER = late(r"\bQ(?P<n>[1-4])\b")
_FIRST = late(r"(?:\bNo\.?|[Nn]umber)\s?1\b(?! \w+ (?:Road|Street|St|Lane|Avenue))")
"""The number one among many, 头号."""
_MORE_THAN_ONCE = late(
    rf"(?<=[增多涨加大高升])(?:[长加了幅出]|超过)?\s?(?P<n>[0-9]{{1,3}}|[{numerals.HAN}]{{1,2}})\s?多?倍"
)
"""增长1倍, which is twice as much, or, as some write, once."""
_TEENS = late("(?P<tens>十)[几幾](?P<scale>[万萬亿億]?)")
"""十几万, which is between 100,000 and 200,000."""
_IN_EVERY = late(
    r"\b(?P<n>[a-z]{3,5}|[0-9]{1,2}) (?:in|out of) (?:every )?(?P<of>[a-z]{3,6}|[0-9]{1,3})\b"
    r"|\b(?P<part>[a-z]{3,5}) of (?:the )?(?P<whole>[a-z]{3,6})\b",
    re.I,
)
_SOFTENED_BEFORE = late(
    r"[几數数第初这那前过头近周星期拜週好]$|(?:今明|明[后後]|昨今)$"
    r"|(?:\bfew|\bseveral|\bmany|\bcouple of|\bquarter of a)\s$"
)
_SOME = late("[几幾數数]$|[几幾數数].$|[上成以论][十百千万萬亿億]$")
"""Before a sum: 几千元, 上万元, 成千上万元. (The last sign is the numeral's own first.)"""
_PIECE = late(r"\s?[块塊](?![钱錢])")
"""一块 is "together" as often as a sum, 六块 six pieces."""
_BINARY = late(r"元(?![钱錢。，；！？]|$)")
"""二元 is binary; the sum is 两元."""
_ROUGHLY = late(
    r"\b(?P<of>tens of |hundreds of )?(?P<n>hundreds|thousands|millions)\b(?: of(?= ))?", re.I
)
_ARTICLE = late(r"\b(?:an?|per|each|every)(?=[ -])", re.IGNORECASE)
_HALVED = late(r"\s(?:and a half)\b|[个個]半(?=小时|月|钟)")


_HINTS = frozenset().union(*(hints for _, hints, _ in _NAMES))
_WORDS_OF_NAMES = frozenset(hint for hint in _HINTS if hint.isascii() and hint.isalpha())
MAY_HAVE_NAMES = may_have(
    signs="双雙以" + "".join(_HINTS - _WORDS_OF_NAMES),
    words=frozenset({"q", "no", "number", "double"}) | _WORDS_OF_NAMES,
)


def find_names_with_digits(text: Text, language: Language) -> Iterator[Entity]:
    """Find names with digits, which look like dates or codes: 24/7, COVID-19; 双11, a festival."""
    seen = glance(text.rest)
    for name, hints, called in _NAMES:
        if not (hints.isdisjoint(seen.words) and hints.isdisjoint(seen.signs)):
            for one in called.finditer(text.rest):
                yield text.entity(EntityKind.CODE, one.span(), meanings(("name", name)), firm=False)
    if "q" in seen.words:
        for one in _QUARTER.finditer(text.rest):
            yield text.entity(EntityKind.NUMBER, one.span(), numbers([int(one["n"])]))
    if not seen.words.isdisjoint({"no", "number"}):
        for one in _FIRST.finditer(text.rest):
            yield _worded(text, one.span(), Fraction(1))
    if "以" in seen.signs:
        for one in _REPEATED.finditer(text.rest):
            yield _worded(text, one.span("n"), Fraction(one["n"]))
    if not (seen.signs.isdisjoint("双雙/") and "double" not in seen.words):
        yield from _festivals(text)


def _festivals(text: Text) -> Iterator[Entity]:
    for one in _FESTIVAL.finditer(text.rest):
        digits = one["zh"] or one["en"] or one["always"]
        yield _worded(text, one.span(), Fraction(digits))
        if one["always"]:
            yield _worded(text, one.span(), Fraction(7))


def find_shares_of_people(text: Text, language: Language) -> Iterator[Entity]:
    """Find "one in five", which is 两成 and 五分之一, or names both numbers."""
    for one in _IN_EVERY.finditer(text.rest):
        counted, among = ("n", "of") if one["n"] else ("part", "whole")
        part, of = whole(one[counted]), whole(one[among])
        if 0 < part < of:
            yield text.entity(
                EntityKind.PERCENTAGE, one.span(), _share(Fraction(part, of)), firm=False
            )
            yield _worded(text, one.span(counted), Fraction(part))
            yield _worded(text, one.span(among), Fraction(of))


def _share(share: Fraction) -> frozenset[Value]:
    return meanings(("percent", share * 100), ("paid", share * 100), ("number", share))


def _more(one: re.Match[str], language: Language) -> frozenset[Value]:
    return numbers([whole(one["n"]), whole(one["n"]) + 1])


def _teens(text: Text, language: Language) -> Iterator[Entity]:
    for one in _TEENS.finditer(text.rest):
        scale = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}.get(one["scale"], 1)
        unit, end = unit_at(text.rest, one.end(), language)
        for amount in (10, 20):
            yield _worded(text, (one.start(), end), Fraction(amount * scale), unit=unit)


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


def _span(form: str, count: int | float, unit: str) -> Form:
    def means(one: re.Match[str], language: Language) -> frozenset[Value]:
        amount = Fraction(count) * (whole(one.groupdict().get("n") or "") or 1)
        return numbers([amount]) | sizes(amount, unit)

    return Form(late(form, re.IGNORECASE), means, firm=False, unit=unit)


_SPAN_WORDS = frozenset(
    f"{word}{end}"
    for word in ("decade", "centurie", "century", "dozen", "fortnight", "quarter")
    for end in ("", "s")
)
FRACTIONS_AND_SPANS: tuple[Recognizer, ...] = (
    (
        find_forms(EntityKind.NUMBER, *(_span(*row) for row in TABLES["spans"])),
        may_have(
            signs="候夜半刻",
            words=frozenset(["round", "around", "night", "half", "days", *_SPAN_WORDS]),
        ),
    ),
    (
        find_shares_of_people,
        may_have(
            late(rf" (?:in|of) (?:every |the )?(?:[0-9]|{'|'.join(numerals.CARDINALS)})", re.I)
        ),
    ),
    (_teens, may_have(signs="几幾")),
    (
        find_forms(
            EntityKind.NUMBER,
            Form(_ONCE, lambda one, language: numbers([1]), firm=False),
            Form(_MORE_THAN_ONCE, _more, firm=False),
        ),
        may_have(late("1次"), signs="倍"),
    ),
    (
        find_forms(
            EntityKind.NUMBER,
            Form(_ENGLISH_SHARE, _english_share, firm=False),
            Form(_TENS_OF_YEARS, _tens_of_years, firm=False),
            Form(_HAN_SHARE, _han_share, firm=False),
            Form(_DIGIT_SHARE, _digit_share),
        ),
        may_have(signs="/旬分", words=_SHARE_WORDS),
    ),
)
"""Fractions and set phrases, which come before the plain numbers in them; each with its test."""


def _chinese(text: Text, language: Language) -> Iterator[Entity]:
    for one in numerals.CHINESE.finditer(text.rest):
        values = numerals.chinese_values(one[0])
        half, unit, end = _measure(text.rest, one.end(), language)
        before = text.rest[max(0, one.start() - 2) : one.start()]
        if before.endswith("第"):
            unit = ""  # 第二天 is a place in a row, and lasts no two days
        paid = (
            unit in CURRENCIES
            and not _PIECE.match(text.rest, one.end())
            and not (
                one[0] == "二" and (before.endswith("非") or _BINARY.match(text.rest, one.end()))
            )
        )
        softened = (_SOME if paid else _SOFTENED_BEFORE).search(before + one[0][: 1 if paid else 0])
        around = one[0] == "四" and text.rest.startswith("周", one.end())
        idiom = len(values) > 1 or softened or around or (values[0] < 2 and not paid)
        counts = paid or not (numerals.COUNTING.isdisjoint(one[0]) or unit in CURRENCIES)
        for value in values:
            firm = counts and not idiom and unit in _MEASURED
            yield _worded(text, (one.start(), end), value + half, unit=unit, firm=firm)


def _english(text: Text, language: Language) -> Iterator[Entity]:
    if not language.reads_english_words:
        return
    done = 0
    for one in numerals.english_numbers(text.rest):
        start, end = one.span
        if start < done:
            continue  # the “second” of “two-second”, read as its unit
        half, unit, done = _measure(text.rest, end, language)
        before = text.rest[max(0, start - 10) : start]
        idiom = _SOFTENED_BEFORE.search(before)
        value = (one.value + half) / (2 if before.endswith("half a ") else 1)
        counts = (
            not numerals.CARDINALS.isdisjoint(one.words) or len(one.words) > 1 or unit in CURRENCIES
        )
        firm = counts and not idiom and unit in _MEASURED and not one.ordinal
        yield _worded(text, (start, done), value, unit=unit, firm=firm)


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
    # A whole number is compared in less time.
    amount = int(value) if value.denominator == 1 else value
    means = numbers([amount]) | sizes(amount, unit)
    return text.entity(EntityKind.NUMBER, span, means, unit=unit, firm=firm)
