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
from generator.entities.prefilter import Glance
from generator.entities.recognizers import numerals
from generator.entities.recognizers.numerals import number_pattern, value
from generator.text.lazy_regex import late
from generator.text.unicode import lowered

_SIGN = (
    r"\s?(?:%|per\s?cent(?:age)?(?:\spoints?)?|pct|个百分点|個百分點|Prozent|pour\scent|por\sciento|"
    r"процент\w{0,3}|في\sالم[ائ]{1,2}ة|بالم[ائ]{1,2}ة)"
)
_HAN = f"[{numerals.HAN}]{{1,8}}(?:点[零〇一二三四五六七八九]{{1,4}})?"
_TENTHS = "[一二两三四五六七八九]"
_OFF = late(r"\s?(?:off\b|discount|cheaper|less\b|reduction|Rabatt|de réduction|引き|オフ)")
_CUT = late(r"(?:优惠|優惠|立减|减|降|降价|便宜|[Ss]ave|discounts? of|reduced by|cut by)\s?$")
_HALF = late(
    r"(?P<price>half[ -]price|half off|半价|半價)"
    r"|(?<!and a )\bhalf\b(?! an? [a-z]*illion)|一半|半数|半數|对半|對半|\bHälfte\b|\bmoitié\b|نصف"
)
_IN_TEN = late(r"\b(?P<n>[a-z]{3,5}) (?:in|out of|of) (?:every )?ten\b", re.IGNORECASE)
_ALL = late("百分百|百分之百|十成")
_BEFORE = 16
"""Characters looked at before a percentage for a word of reduction."""


@cache
def _digits(language: Language) -> re.Pattern[str]:
    number = number_pattern(language)
    return late(
        rf"(?<![0-9.,])(?:(?P<low>{number})\s?(?:[-–—~至到]|to|bis|à)\s?)?(?P<high>{number}){_SIGN}",
        re.IGNORECASE,
    )


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
_SHARE_WORDS = late("分之|百分百|十成|half|一半|半价|半價|半数|半數|对半|對半|Hälfte|moitié|نصف")
_TENTHS_OF = late(f"{_TENTHS}[折成]")
_TEN = frozenset({"ten"})


def may_have_percentages(seen: Glance, language: Language) -> bool:
    """True where there is a digit, one of some words, or a Chinese numeral before 折 or 成.

    Numbers in English words need one of the signs of a percentage after them.
    """
    return (
        seen.digits
        or _SHARE_WORDS.search(seen.text) is not None
        or _TENTHS_OF.search(seen.text) is not None
        or seen.has(_TEN)
        or (seen.has(numerals.WORDS) and _SIGNED.search(seen.text) is not None)
    )


def find_percentages(text: Text, language: Language) -> Iterator[Entity]:
    """Find every percentage and discount; "half" and "nine in ten" may serve as one."""
    for recognize in (_fronted_ones, _signed_ones, _chinese_ones, _worded_ones):
        found = list(recognize(text, language))
        yield from found
        text = text.without_entities(found)


def _fronted_ones(text: Text, language: Language) -> Iterator[Entity]:
    for one in _ALL.finditer(text.rest):
        yield _percentage(text, one.span(), meanings(("percent", Fraction(100))), firm=False)
    for one in _fronted(language).finditer(text.rest):
        if not _ALL.match(one[0]):
            share = _value(one["n"], language) * Fraction(100, _BASES[one["base"]])
            yield _percentage(text, one.span(), _share(share))


_SIGNED = late(_SIGN)
_BASES = {"百": 100, "千": 1000, "万": 10000, "萬": 10000}


def _signed_ones(text: Text, language: Language) -> Iterator[Entity]:
    for one in _digits(language).finditer(text.rest):
        share = Fraction(value(one["high"], language))
        reduced = _OFF.match(text.rest, one.end()) or _CUT.search(
            text.rest[max(0, one.start() - _BEFORE) : one.start()]
        )
        values = _reduction(share) if reduced else _share(share)
        yield _percentage(text, (one.start("high"), one.end()), values)
        if low := one["low"]:
            yield _percentage(text, one.span("low"), _share(Fraction(value(low, language))))


def _chinese_ones(text: Text, language: Language) -> Iterator[Entity]:
    for one in _FOLDS.finditer(text.rest):
        paid = _tenths(one["n"])
        values = meanings(("paid", paid), ("off", 100 - paid))
        yield _percentage(text, one.span(), values)
    for one in _PARTS.finditer(text.rest):
        share = _tenths(one["n"]) + _hundredths(one["more"])
        firm = share != 10
        yield _percentage(text, one.span(), _share(share), firm=firm)


def _worded_ones(text: Text, language: Language) -> Iterator[Entity]:
    for one in _HALF.finditer(text.rest):
        values = meanings(("percent", Fraction(50)))
        values |= meanings(("paid", Fraction(50)), ("off", Fraction(50))) if one["price"] else set()
        yield _percentage(text, one.span(), values, firm=False)
    for one in _IN_TEN.finditer(text.rest):
        if count := numerals.SMALL.get(lowered(one["n"]), 0):
            yield _percentage(text, one.span(), _share(Fraction(count * 10)), firm=False)
    for one in numerals.ENGLISH.finditer(text.rest):
        if sign := _SIGNED.match(text.rest, one.end()):
            share = Fraction(numerals.english_value(one[0]))
            yield _percentage(text, (one.start(), sign.end()), _share(share))


def _percentage(
    text: Text, span: tuple[int, int], values: frozenset[Value], *, firm: bool = True
) -> Entity:
    return text.entity(EntityKind.PERCENTAGE, span, values, firm=firm)


def _share(share: Fraction) -> frozenset[Value]:
    """Mean a share, which may be the share of the price that is paid."""
    return meanings(("percent", share), ("paid", share))


def _reduction(share: Fraction) -> frozenset[Value]:
    return meanings(("percent", share), ("off", share))


def _tenths(written: str) -> Fraction:
    """Read 七五 and 75 as 75 hundredths; 七, 7 and 7.5 as tenths."""
    if written.isascii():
        tenths = Fraction(written)
        return tenths if tenths >= 10 else tenths * 10
    digits = [numerals.chinese_values(char)[0] for char in written]
    return digits[0] * 10 + (digits[1] if len(digits) > 1 else 0)


def _hundredths(written: str | None) -> Fraction:
    """Read the rest of 九成五 and 六成半, which are 95% and 65%."""
    if not written:
        return Fraction(0)
    return Fraction(5) if written == "半" else numerals.chinese_values(written)[0]


def _value(written: str, language: Language) -> Fraction:
    if written.isascii():
        return Fraction(value(written, language))
    return numerals.chinese_values(written)[0]
