"""Find dates, by their parts.

A date is compared part by part: "25–27 July 2022" and 2022年7月25日至27日 state one year, one month
and two days, though neither writes two dates. A day or year also counts as a plain number, for
"the 25th".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from generator.entities.forms import Form, find_forms
from generator.entities.languages import Language
from generator.entities.model import Entity, EntityKind, Value, meanings
from generator.entities.normalize import WORD, Text
from generator.entities.prefilter import Recognizer, may_have
from generator.entities.recognizers import numerals
from generator.text.lazy_regex import late

_FREE = rf"(?<![{WORD}.,/-])"
_END = rf"(?![{WORD}]|[-/.]\d)"
_YEAR = "(?:19|20)[0-9]{2}"
_HAN_DIGITS = "[〇零一二三四五六七八九]"
_HAN_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
_HAN_DAY = "[一二三四五六七八九十廿卅]{1,3}"
_RANGE = r"\s?[-–—~至到]{1,2}\s?"

_FRACTION = r"[1-9]/(?:[2-9]|10)\s?(?:的|以上|以下|左右|of\b)"
"""1/3 of them, and no day."""

_NUMERIC = (
    rf"{_FREE}(?P<year>[0-9]{{4}})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}}){_END}",
    rf"{_FREE}(?P<either>[0-9]{{1,2}})(?P<mark>[-/.])(?P<other>[0-9]{{1,2}})(?P=mark)(?P<year>{_YEAR}){_END}",
    rf"{_FREE}(?!{_FRACTION})(?P<either>[0-9]{{1,2}})[/·•](?P<other>[0-9]{{1,2}})(?![/·•]){_END}",
)
_EAST_ASIAN = (
    rf"(?<![0-9])(?P<month>[0-9]{{1,2}}){_RANGE}(?=[0-9]{{1,2}}\s?月)",
    r"(?<![0-9])(?P<year>[0-9]{4})\s?[年년]\s?(?P<month>[0-9]{1,2})\s?[月월]份?(?:\s?(?P<day>[0-9]{1,2})\s?[日号號일])?",
    rf"(?P<year>{_HAN_DIGITS}{{4}})年(?P<month>{_HAN_MONTH})月(?:(?P<day>{_HAN_DAY})[日号號])?",
    r"(?<![0-9])(?P<month>[0-9]{1,2})\s?[月월](?![薪租供息饼])份?(?:\s?(?P<day>[0-9]{1,2})\s?[日号號일])?",
    rf"(?<![每近上下当满{numerals.HAN}])(?P<month>{_HAN_MONTH})月(?![薪租供息饼])份?(?:(?P<day>{_HAN_DAY})[日号號])?",
    rf"(?<![0-9])(?P<year>{_YEAR})\s?[年년](?![代级])",
    rf"(?<![{numerals.HAN}])(?P<year>[一二]{_HAN_DIGITS}{{3}})年(?![代级])",
)
_DECADES = (
    r"(?P<century>[0-9]{2}|二十一?|十[八九])世[纪紀]初",
    r"(?P<century>[0-9]{2}|[一二]?十[一二三四五六七八九]?)世[纪紀](?P<tens>[0-9]0|[二三四五六七八九]十)年代",
    rf"(?<![0-9])(?P<full>(?:19|20)[0-9]0)(?:年代|['’]?s(?![{WORD}]))",
    rf"(?<![0-9{numerals.HAN}])(?P<tens>[0-9]0|[二三四五六七八九]十)年代",
    rf"(?<![0-9:.])(?P<tens>[0-9]0)(?:['’]?s(?![{WORD}])|[后後](?![0-9]))",
)
_LETTER = WORD + r"\u0531-\u0587\u05d0-\u05ea\u0620-\u06d3\u0900-\u0dff\u10a0-\u10ff\u1200-\u137f"
"""Letters of the scripts that write words apart, as Thai and its neighbours do not."""


@cache
def _forms(language: Language) -> tuple[re.Pattern[str], ...]:
    before, after = language.around_months
    name = rf"{before}(?P<name>{_any_month(language)}){after}(?![{_LETTER}])\.?"
    ordinal = r"(?:st|nd|rd|th|er|-?го|\.|º)?"
    year = rf"(?:[,،]?\s(?:(?:del?|năm|ค\.ศ\.)\s)?(?P<year>{_YEAR}))"
    named = (
        rf"{_FREE}(?P<day>[0-9]{{1,2}}){ordinal}\s(?:of\s|de\s|d['’])?{name}{year}?",
        rf"(?<![{_LETTER}]){name}\s(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:{WORD}]){year}?",
        rf"(?<![{_LETTER}]){name}{year}",
        rf"(?<![{_LETTER}]){name}",
    )
    return tuple(late(form) for form in (*_NUMERIC, *_EAST_ASIAN, *named))


def _any_month(language: Language) -> str:
    """Make a pattern of any month's name, the longest first."""
    return "|".join(map(re.escape, sorted(language.months, key=len, reverse=True)))


def _decade(one: re.Match[str], language: Language) -> frozenset[Value]:
    """Read 20世纪90年代, 1990年代, the 1990s, 90后; "her 60s" may be an age."""
    parts = one.groupdict()
    if full := parts.get("full"):
        return meanings(("decade", int(full)))
    tens = numerals.whole(parts.get("tens") or "0")
    if not (century := parts.get("century")):
        return meanings(("decade", (1900 if tens else 2000) + tens), ("number", tens))
    count = numerals.whole(century)
    decade = meanings(("decade", (count - 1) * 100 + tens))
    return decade if "tens" in parts else decade | meanings(("number", count))


DECADES: tuple[Recognizer, ...] = tuple(
    (
        find_forms(EntityKind.DATE, Form(late(form), _decade)),
        may_have(late("世[纪紀]|年代"), digits=True),
    )
    for form in _DECADES
)
"""Decades and centuries, each form with its test."""


@cache
def _signs_of_dates(language: Language) -> re.Pattern[str]:
    """Match a Chinese digit right before 年 or 月, or a month's name."""
    return late(f"[〇零一二三四五六七八九十][年月]|{_any_month(language)}")


MAY_HAVE_DATES = may_have(_signs_of_dates, digits=True)


def find_dates(text: Text, language: Language) -> Iterator[Entity]:
    """Find every part of every date; 07/08 may be either day, so both parts may be either."""
    for form in _forms(language):
        found = [one for one in form.finditer(text.rest) if _possible(one.groupdict())]
        for one in found:
            for values, firm in _parts(one.groupdict(), language):
                yield text.entity(EntityKind.DATE, one.span(), values, firm=firm)
        text = text.without(one.span() for one in found)


def _possible(parts: dict[str, str | None]) -> bool:
    """Tell whether the parts are a day of the calendar."""
    if number := parts.get("either"):
        first, second = int(number), int(parts["other"] or "0")
        return 1 <= min(first, second) <= 12 and max(first, second) <= 31
    month, day = numerals.whole(parts.get("month") or "1"), numerals.whole(parts.get("day") or "1")
    return 1 <= month <= 12 and 1 <= day <= 31


def _parts(
    parts: dict[str, str | None], language: Language
) -> Iterator[tuple[frozenset[Value], bool]]:
    if year := parts.get("year"):
        yield _counted("year", year), True
    if month := parts.get("month"):
        yield frozenset({("month", numerals.whole(month))}), True
    if name := parts.get("name"):
        alone = not (parts.get("day") or year)
        vague = alone and name in language.vague_months
        yield frozenset({("month", language.months[name])}), not vague
    if day := parts.get("day"):
        yield _counted("day", day), True
    if number := parts.get("either"):
        yield _counted("day", number) | {("month", numerals.whole(number))}, True
        other = parts["other"] or ""
        yield _counted("day", other) | {("month", numerals.whole(other))}, True


def _counted(part: str, written: str) -> frozenset[Value]:
    return frozenset(
        {(part, numerals.whole(written)), ("number", Fraction(numerals.whole(written)))}
    )
