"""Dates in words: the same day in two languages is one date, another day is another."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.entities.correspondence import find_differences
from generator.locales import locale

LANGUAGES = (
    *("en", "zh-Hans", "zh-Hant", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "uk", "ru"),
    *("ro", "hu", "tr", "vi", "id", "th", "ar", "he", "fa", "hi", "bn", "el", "sv", "fi"),
)
ONE, OTHER = st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES)
DAYS = st.dates(date(1970, 1, 1), date(2060, 12, 31))


def _differences(source: str, target: str, one: str, other: str) -> tuple[str, ...]:
    return tuple(found.wrong for found in find_differences(source, target, one, other))


@given(DAYS, ONE, OTHER)
def test_a_day_is_the_same_in_every_language(day: date, one: str, other: str) -> None:
    assert _differences(locale(one).date(day), locale(other).date(day), one, other) == ()


@given(DAYS, DAYS, ONE, OTHER)
def test_another_day_is_refused_in_every_language(
    day: date, wrong: date, one: str, other: str
) -> None:
    assume(day != wrong)
    assert _differences(locale(one).date(day), locale(other).date(wrong), one, other)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_another_month_is_refused_in_every_language(tag: str, month: int) -> None:
    """The same day and year of the next month: nothing but the month's name tells."""
    day, wrong = date(2022, month, 9), date(2022, month % 12 + 1, 9)
    assert _differences(locale("en").date(day), locale(tag).date(day), "en", tag) == ()
    assert _differences(locale("en").date(day), locale(tag).date(wrong), "en", tag)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("de", "am 25. Juli"),
        ("fr", "Le 25 juillet"),
        ("fr", "Juillet, le 25"),
        ("it", "il 25 luglio"),
        ("it", "25 lug"),
        ("ca", "el 25 de juliol"),
        ("pt", "em 25 de julho"),
        ("pl", "25 lipca"),
        ("pl", "w lipcu, dnia 25"),
        ("cs", "v červenci, 25."),
        ("ru", "в июле, 25-го"),
        ("ru", "25-го июля"),
        ("uk", "у липні, 25"),
        ("fi", "25. heinäkuuta"),
        ("fi", "heinäkuussa, 25."),
        ("hu", "július 25-én"),
        ("hu", "25., júliusban"),
        ("eu", "uztailaren 25(a)"),
        ("vi", "ngày 25 tháng 7"),
        ("he", "25 ביולי"),
        ("ar", "25 يوليو"),
        ("th", "วันที่ 25 กรกฎาคม"),
        ("th", "25 ก.ค."),
        ("zh-Hans", "July 25"),
    ],
)
def test_a_month_is_read_in_the_forms_of_its_language(tag: str, text: str) -> None:
    assert _differences("25 July", text, "en", tag) == ()
    assert _differences("25 August", text, "en", tag)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("fa", "نامه و برنامه"),
        ("ro", "cel mai des"),
        ("es", "el mar"),
        ("it", "ago e filo"),
        ("tr", "ocak, martı, ara"),
        ("he", "במאי"),
        ("pl", "lipa"),
        ("en", "Jan may march"),
    ],
)
def test_a_word_that_only_looks_like_a_month_is_none(tag: str, text: str) -> None:
    assert _differences("a word", text, "en", tag) == ()


FORMATS = ("full", "long", "medium", "short")
WRITTEN = (*LANGUAGES, "ja", "ko", "da", "nb", "hr", "sk", "bg")
ONE_OF_EACH_MONTH = tuple(date(2026, month, 2 * month + 3) for month in range(1, 13))


@pytest.mark.parametrize("tag", WRITTEN)
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_cldr_is_read(tag: str, form: str) -> None:
    """Full, long, medium and short; a short one may have no more than 5/1/26."""
    where = Locale.parse(tag, sep="-")
    for day in ONE_OF_EACH_MONTH:
        english = format_date(day, "long", locale="en")
        assert _differences(english, format_date(day, form, locale=where), "en", tag) == ()
        for wrong in (
            day.replace(day=day.day - 1),
            day.replace(month=day.month % 12 + 1),
            day.replace(year=day.year + 1),
        ):
            text = format_date(wrong, form, locale=where)
            # 5/8/26 may be in May or in August.
            assert form == "short" or _differences(english, text, "en", tag), text
