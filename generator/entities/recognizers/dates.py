"""Find dates, by their parts.

A date is compared part by part: "25–27 July 2022" and 2022年7月25日至27日 state one year, one month
and two days, though neither writes two dates. A day or year also counts as a plain number, for
"the 25th".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache, partial

from generator.entities.languages import TABLES, Language
from generator.entities.model import Entity, EntityKind, Value, meanings
from generator.entities.normalize import WORD, Text
from generator.entities.prefilter import May, glance, may_have
from generator.entities.recognizers import numerals
from generator.entities.recognizers.forms import filled
from generator.entities.recognizers.numerals import at_digits
from generator.text.lazy_regex import late
from generator.text.unicode import lowered

_FREE = rf"(?<![{WORD}.,/-])"
_END = rf"(?![{WORD}]|[-/.]\d)"
_YEAR = "(?:19|20)[0-9]{2}"
_PARTS = {"FREE": _FREE, "END": _END, "YEAR": _YEAR, "WORD": WORD, "HAN": numerals.HAN}
_EAST_ASIAN = filled("east_asian", _PARTS)
_DECADES = tuple(map(late, filled("decades", _PARTS)))
_LETTER = WORD + r"\u0531-\u0587\u05d0-\u05ea\u0620-\u06d3\u0900-\u0dff\u10a0-\u10ff\u1200-\u137f"
"""Letters of the scripts that write words apart, as Thai and its neighbours do not."""


@cache
def _forms(language: Language) -> tuple[_Find, ...]:
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
    return tuple(late(form).finditer for form in named)


_Find = Callable[[str], Iterator[re.Match[str]]]
_NUMERIC_FORMS: tuple[_Find, ...] = tuple(
    partial(at_digits, late(form)) for form in filled("numeric", _PARTS)
)
_EAST_ASIAN_FORMS: Mapping[str, tuple[_Find, ...]] = {
    signs: tuple(
        partial(at_digits, late(form)) if "[0-9]" in form else late(form).finditer
        for form in _EAST_ASIAN
        if ("月" in form) == (signs == "月월")
    )
    for signs in ("月월", "年년")
}


def _any_month(language: Language) -> str:
    """Make a pattern of any month's name, the longest first."""
    return "|".join(map(re.escape, sorted(language.months, key=len, reverse=True)))


def _decade(one: re.Match[str]) -> frozenset[Value]:
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


MAY_HAVE_DECADES = may_have(late("[0-9]0(?:['’]?s|[后後])"), signs="纪紀代")


def find_decades(text: Text, language: Language) -> Iterator[Entity]:
    """Find decades and centuries, each in the first form that matches it."""
    for form in _DECADES:
        found = list(form.finditer(text.rest))
        for one in found:
            yield text.entity(EntityKind.DATE, one.span(), _decade(one))
        text = text.without(one.span() for one in found)


@cache
def _signs_of_dates(language: Language) -> re.Pattern[str]:
    """Match a Chinese digit right before 年 or 月, or a month's name."""
    return late(f"[〇零一二三四五六七八九十][年月]|{_any_month(language)}")


@cache
def _may_name_month(language: Language) -> May:
    """Make the test for a month's name: by its first word, where that is in letters a to z."""
    names = [lowered(name).split("-")[0] for name in language.months]
    if language.around_months == ("", "") and all(map(_is_plain, names)):
        return may_have(words=frozenset(names))
    return may_have(late(_any_month(language)))


def _is_plain(name: str) -> bool:
    return name.isascii() and name.isalpha()


MAY_HAVE_DATES = may_have(_signs_of_dates, digits=True)
_HOLIDAYS = [(month, day) for month, day, _ in TABLES["holidays"]]
_HOLIDAY = late("|".join(f"({called})" for *_, called in TABLES["holidays"]), re.IGNORECASE)


def find_holidays(text: Text, language: Language) -> Iterator[Entity]:
    """Find days that have a name, which may be said by their date: 元旦 is the 1st of January."""
    for one in _HOLIDAY.finditer(text.rest):
        month, day = _HOLIDAYS[(one.lastindex or 1) - 1]
        yield text.entity(EntityKind.DATE, one.span(), meanings(("month", month)), firm=False)
        yield text.entity(EntityKind.DATE, one.span(), _counted("day", str(day)), firm=False)


MAY_HAVE_HOLIDAYS = may_have(signs="旦节節庆慶诞誕", words=frozenset({"day", "christmas"}))


def _forms_in(text: Text, language: Language) -> Iterator[_Find]:
    """Choose the forms that a text may have, by the signs that each of a sort has."""
    seen = glance(text.rest)
    if _MARKED.search(text.rest):
        yield from _NUMERIC_FORMS
    for signs, forms in _EAST_ASIAN_FORMS.items():
        if not seen.signs.isdisjoint(signs):
            yield from forms
    if _may_name_month(language)(seen, language):
        yield from _forms(language)


_MARKED = late(r"[0-9](?:[-–—/·•]|\. ?)[0-9]|[0-9]{2} [0-9]{2} [0-9]{4}")
"""What joins the parts of every date in figures."""


def find_dates(text: Text, language: Language) -> Iterator[Entity]:
    """Find every part of every date; 07/08 may be either day, so both parts may be either."""
    for find in _forms_in(text, language):
        found = [one for one in find(text.rest) if _possible(one.groupdict())]
        for one in found:
            for values, firm in _parts(one.groupdict(), language):
                yield text.entity(EntityKind.DATE, one.span(), values, firm=firm)
        text = text.without(one.span() for one in found)


def _possible(parts: dict[str, str | None]) -> bool:
    """Tell whether the parts are a day of the calendar."""
    if number := parts.get("either"):
        first, second = int(number), int(parts["other"] or "0")
        return 1 <= min(first, second) <= 12 and max(first, second) <= 31
    if following := parts.get("next"):
        return (int(parts["year"] or "0") + 1) % 100 == int(following)
    month, day = numerals.whole(parts.get("month") or "1"), numerals.whole(parts.get("day") or "1")
    return 1 <= month <= 12 and 1 <= day <= 31


def _parts(
    parts: dict[str, str | None], language: Language
) -> Iterator[tuple[frozenset[Value], bool]]:
    if year := parts.get("year"):
        yield _counted("year", year), True
    if short := parts.get("short"):
        yield _counted("year", f"20{short}") | _counted("year", f"19{short}"), True
    if (following := parts.get("next")) and year:
        # 2010–11 is two years; also a month, where it may be one.
        months = {("month", int(following))} if int(following) <= 12 else set()
        yield _counted("year", str(int(year) + 1)) | _counted("day", following) | months, True
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
