"""Find percentages, in every way that Chinese and English have of saying them.

50%, 50 per cent, 百分之五十, 五成, 万分之五, and discounts: 八折 is 80% of the price, which is 20%
off. A discount therefore means two things, and 八折 written for "80% off" shares neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from generator.entities.languages import Language
from generator.entities.model import Entity, EntityKind, Value, meanings
from generator.entities.normalize import Text
from generator.entities.prefilter import Finder, Recognizer, may_have
from generator.entities.recognizers import numerals
from generator.entities.recognizers.forms import Form, find_forms
from generator.entities.recognizers.numerals import (
    at_digits,
    below_one,
    chinese_values,
    number_pattern,
    value,
    whole,
)
from generator.text.lazy_regex import late

_SIGN = (
    r"(?:%|per\s?cent(?:age)?(?:\spoints?)?|pct|个百分点|個百分點|Prozent|pour\scent|por\sciento|"
    r"процент\w{0,3}|في\sالم[ائ]{1,2}ة|بالم[ائ]{1,2}ة)"
)
_HAN = f"[{numerals.HAN}]{{1,8}}(?:点[零〇一二三四五六七八九]{{1,4}})?"
_TENTHS = "[一二两三四五六七八九]"
_OFF = late(r"\s?(?:off\b|discount|cheaper|less\b|reduction|Rabatt|de réduction|引き|オフ)")
_CUT = late(r"(?:优惠|優惠|立减|减|降|降价|便宜|[Ss]ave|discounts? of|reduced by|cut by)\s?$")
_HALF = late(
    r"(?P<price>\b[Hh]alf[ -]price|\b[Hh]alf off|半价|半價)"
    r"|(?<!and a )\bhalf\b"
    "(?![ -](?:an?[ -])?(?:[a-z]*illion|hour|day|year|month|minute|century|decade|mile|kilomet))"
    r"|一半|半数|半數|对半|對半|\bHälfte\b|\bmoitié\b|نصف"
)
_IN_TEN = late(r"\b(?P<n>[a-z]{3,5}) (?:in|out of|of) (?:every )?ten\b", re.IGNORECASE)
_ALL = late("百分百|百分之百|十成")
_BEFORE = 16
"""Characters looked at before a percentage for a word of reduction."""


@cache
def _digits(language: Language) -> re.Pattern[str]:
    number = number_pattern(language)
    return late(
        rf"(?<![0-9,])(?<![0-9]\.)(?:(?P<low>{number})\s?(?:[-–—~至到]|to|bis|à)\s?)?(?P<high>{number})\s?{_SIGN}",
        re.IGNORECASE,
    )


@cache
def _ranged(language: Language) -> re.Pattern[str]:
    number = rf"(?:{number_pattern(language)}|{_HAN})"
    return late(
        rf"百分之(?P<low>{number})[到至~～–—-](?P<high>{number})(?![{numerals.HAN}个人元年天])"
    )


def _fronted_range(text: Text, language: Language) -> Iterator[Entity]:
    """Find 百分之十至十五, which are two shares."""
    for one in _ranged(language).finditer(text.rest):
        for end in ("low", "high"):
            share = _amount(one[end], language)
            yield text.entity(EntityKind.PERCENTAGE, one.span(end), _share(share))


def _amount(written: str, language: Language) -> Fraction | int:
    return value(written, language) if written.isascii() else chinese_values(written)[0]


@cache
def _fronted(language: Language) -> re.Pattern[str]:
    return late(rf"(?P<base>[百千万萬])分之(?P<n>{number_pattern(language)}|{_HAN})")


_FOLDS = late(
    rf"(?<![0-9.{numerals.HAN}])(?P<n>[0-9]{{1,2}}(?:\.[0-9])?|{_TENTHS}{{1,2}})"
    "折(?![叠腾磨扣页射返断])"
)
_PARTS = late(
    rf"(?<![0-9.{numerals.HAN}])(?P<n>[0-9]|{_TENTHS})"
    rf"成(?P<more>半|{_TENTHS}(?![十百千万亿成]))?"
    "(?![功为為员員立交本年长長了绩果套熟群都型品人])"
)
_LITTLE = ("一成", "1成")
"""Very little, as often as a tenth."""
_SIGNED = late(rf"\s?{_SIGN}")
_BASES = {"百": 100, "千": 1000, "万": 10000, "萬": 10000}


def _share(share: Fraction | int) -> frozenset[Value]:
    """Mean a share, which may be the share of the price that is paid."""
    return meanings(("percent", share), ("paid", share))


def _fronted_share(one: re.Match[str], language: Language) -> frozenset[Value]:
    if _ALL.match(one[0]):
        return frozenset()
    return _share(_amount(one["n"], language) * Fraction(100, _BASES[one["base"]]))


def _signed(text: Text, language: Language) -> Iterator[Entity]:
    """Find 50%, 20–50% and 20% off."""
    for one in at_digits(_digits(language), text.rest):
        share = value(one["high"], language)
        if (below := below_one(text.rest, one.start("high"), one["high"])) > 1:
            share = Fraction(share, below)
        reduced = _OFF.match(text.rest, one.end()) or _CUT.search(
            text.rest[max(0, one.start() - _BEFORE) : one.start()]
        )
        values = meanings(("percent", share), ("off", share)) if reduced else _share(share)
        yield text.entity(EntityKind.PERCENTAGE, (one.start("high"), one.end()), values)
        if low := one["low"]:
            yield text.entity(EntityKind.PERCENTAGE, one.span("low"), _share(value(low, language)))


def _fold(one: re.Match[str], language: Language) -> frozenset[Value]:
    """Read 八折, which is 80% of the price and 20% off; 七五 and 75 are hundredths."""
    written = one["n"]
    if written.isascii():
        tenths = Fraction(written)
        paid = tenths if tenths >= 10 else tenths * 10
    else:
        digits = [whole(char) for char in written]
        paid = Fraction(digits[0] * 10 + sum(digits[1:]))
    return meanings(("paid", paid), ("off", 100 - paid))


def _tenths(one: re.Match[str], language: Language) -> frozenset[Value]:
    """Read 九成五 and 六成半, which are 95% and 65%."""
    more = one["more"] or "0"
    return _share(whole(one["n"]) * 10 + (5 if more == "半" else whole(more)))


def _half(one: re.Match[str], language: Language) -> frozenset[Value]:
    return _share(50) | meanings(("off", 50)) if one["price"] else meanings(("percent", 50))


def _in_ten(one: re.Match[str], language: Language) -> frozenset[Value]:
    count = whole(one["n"])
    return _share(count * 10) if count else frozenset()


def _signed_words(text: Text, language: Language) -> Iterator[Entity]:
    """Find “fifty per cent”."""
    for one in numerals.english_numbers(text.rest):
        if sign := _SIGNED.match(text.rest, one.span[1]):
            span = one.span[0], sign.end()
            yield text.entity(EntityKind.PERCENTAGE, span, _share(one.value))


def _percentages(*forms: Form) -> Finder:
    return find_forms(EntityKind.PERCENTAGE, *forms)


PERCENTAGES: tuple[Recognizer, ...] = (
    (_fronted_range, may_have(signs="分")),
    (
        _percentages(
            Form(_ALL, lambda one, language: meanings(("percent", 100)), firm=False),
            Form(_fronted, _fronted_share),
        ),
        may_have(late("十成"), signs="分"),
    ),
    (_signed, may_have(late(rf"[0-9]\s?{_SIGN}", re.IGNORECASE))),
    (
        _percentages(
            Form(_FOLDS, _fold), Form(_PARTS, _tenths, firm=lambda one: one[0] not in _LITTLE)
        ),
        may_have(late(f"(?:[0-9]|{_TENTHS})[折成]")),
    ),
    (
        _percentages(Form(_HALF, _half, firm=False), Form(_IN_TEN, _in_ten, firm=False)),
        may_have(late("半|对|對|Hälfte|moitié|نصف"), words=frozenset({"half", "ten"})),
    ),
    (_signed_words, may_have(late(_SIGN))),
)
"""Percentages and discounts, each with its test; “half” and “nine in ten” may serve as one."""
