"""Languages: their tags, names, dates and directions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogs.interface import teller_in
from generator.diagnostics.messages import packed, said, unpacked
from generator.locales import UnknownLocale, locale, month_names, region_of, regions
from generator.moments import Moment


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_cn", "zh-Hans"),
        ("zh-Hans-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant-HK"),
        ("ar", "ar"),
        ("es-419", "es-419"),
    ],
)
def test_a_tag_is_canonical(tag, canonical):
    assert locale(tag).tag == canonical


@pytest.mark.parametrize(
    "tag", ["", "..", "../../x", "en/x", "klingon", "xx", "e", "en-", "en\n", "zh-Hans-CN-x"]
)
def test_another_tag_is_refused(tag):
    with pytest.raises(UnknownLocale):
        locale(tag)


def test_no_mark_of_a_pattern_shows_in_a_moment():
    assert locale("co").moment(Moment(date(2026, 12, 24), 990)).endswith(" à 16:30")


FRIDAY, SATURDAY = date(2026, 12, 25), date(2026, 12, 26)


@pytest.mark.parametrize(
    ("tag", "starts", "ends", "text"),
    [
        (
            "en",
            Moment(FRIDAY, 510),
            Moment(SATURDAY, 1020),
            "From Friday, December 25, 8:30 AM to Saturday, December 26, 2026, 5:00 PM",
        ),
        (
            "zh-Hans",
            Moment(FRIDAY, 510),
            Moment(SATURDAY, 1020),
            "2026年12月25日星期五 08:30至12月26日星期六 17:00",
        ),
        (
            "en",
            Moment(FRIDAY),
            Moment(SATURDAY),
            "From Friday, December 25 to Saturday, December 26, 2026",
        ),
        ("zh-Hans", Moment(FRIDAY), Moment(SATURDAY), "2026年12月25日星期五至12月26日星期六"),
        (
            "en",
            Moment(FRIDAY, 510),
            Moment(date(2027, 1, 2)),
            "From Friday, December 25, 2026, 8:30 AM to Saturday, January 2, 2027",
        ),
        (
            "zh-Hans",
            Moment(FRIDAY),
            Moment(date(2027, 1, 2)),
            "2026年12月25日星期五至2027年1月2日星期六",
        ),
        (
            "en",
            Moment(FRIDAY, 510),
            Moment(FRIDAY, 1020),
            "Friday, December 25, 2026, 8:30 AM – 5:00 PM",
        ),
        (
            "zh-Hans",
            Moment(FRIDAY, 510),
            Moment(FRIDAY, 1020),
            "2026年12月25日星期五 08:30至17:00",
        ),
        ("en", Moment(FRIDAY), Moment(FRIDAY), "Friday, December 25, 2026"),
        (
            "en-GB",
            Moment(FRIDAY, 510),
            Moment(SATURDAY, 1020),
            "From Friday, 25 December, 08:30 to Saturday, 26 December 2026, 17:00",
        ),
        (
            "fr",
            Moment(FRIDAY, 510),
            Moment(SATURDAY, 1020),
            "vendredi 25 décembre 2026, 08:30 – samedi 26 décembre 2026, 17:00",
        ),
        (
            "fr",
            Moment(FRIDAY, 510),
            Moment(FRIDAY, 1020),
            "vendredi 25 décembre 2026, 08:30–17:00",
        ),
    ],
)
def test_a_period_reads_well(tag, starts, ends, text):
    assert locale(tag).period(starts, ends).replace("\u00a0", " ") == text


def test_an_hour_in_english_is_never_parted():
    assert locale("en").moment(Moment(FRIDAY, 990)) == "December 25, 2026, 4:30\u00a0PM"
    assert locale("zh-Hans").moment(Moment(FRIDAY, 990)) == "2026年12月25日 16:30"


@given(st.text(max_size=12) | st.from_regex(r"[a-z]{2,3}([-_][A-Za-z]{2,4}){0,2}", fullmatch=True))
def test_any_tag_is_a_plain_name_or_refused(tag):
    try:
        found = locale(tag)
    except UnknownLocale:
        return
    assert found.tag.replace("-", "").isalnum()
    assert found.folder == found.tag.replace("-", "_")
    assert found.direction in ("ltr", "rtl")
    assert found.name


@pytest.mark.parametrize(
    ("tag", "name", "direction", "day", "folder"),
    [
        ("en", "English", "ltr", "July 25, 2022", "en"),
        ("zh-Hans", "简体中文", "ltr", "2022年7月25日", "zh_Hans"),
        ("zh-Hant", "繁體中文", "ltr", "2022年7月25日", "zh_Hant"),
        ("fr", "Français", "ltr", "25 juillet 2022", "fr"),
        ("ar", "العربية", "rtl", "25 يوليو 2022", "ar"),
        ("ur", "اردو", "rtl", "25 جولائی، 2022", "ur"),
    ],
)
def test_a_language_says_its_own_name_and_date(tag, name, direction, day, folder):
    found = locale(tag)
    assert (found.name, found.direction, found.folder) == (name, direction, folder)
    assert found.date(date(2022, 7, 25)) == day


@pytest.mark.parametrize(
    ("tag", "language", "script"),
    [
        ("en", "en", "Latn"),
        ("zh-CN", "zh", "Hans"),
        ("zh-HK", "zh", "Hant"),
        ("ar", "ar", "Arab"),
        ("kok", "kok", "Deva"),
        ("sr-Latn", "sr", "Latn"),
        ("pa-Arab", "pa", "Arab"),
        ("ru", "ru", "Cyrl"),
    ],
)
def test_a_language_has_its_script(tag, language, script):
    assert (locale(tag).language, locale(tag).script) == (language, script)


def test_chinese_in_latin_letters_is_checked_as_no_chinese():
    tags = ("zh-Hans", "zh-Hant-HK", "zh-Latn", "yue", "ja")
    assert [tag for tag in tags if locale(tag).chinese] == ["zh-Hans", "zh-Hant-HK"]


@pytest.mark.parametrize(
    ("tag", "forms"), [("en", [1, 0, 1]), ("zh-Hans", [0, 0, 0]), ("ar", [0, 1, 2])]
)
def test_a_number_has_its_plural_form(tag, forms):
    assert [locale(tag).plural(number) for number in (0, 1, 2)] == forms


@pytest.mark.parametrize(
    ("tag", "width", "names"),
    [
        ("ru", "wide", {"июля": 7, "Июля": 7, "июль": 7, "Июль": 7}),
        ("de", "abbreviated", {"Jan": 1, "Dez": 12}),
        ("vi", "wide", {"tháng 7": 7, "Tháng 12": 12}),
    ],
)
def test_a_language_names_its_months(tag, width, names):
    assert names.items() <= month_names(tag, width).items()


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "ja", "ko"])
def test_a_language_that_counts_its_months_has_no_names_for_them(tag):
    assert not month_names(tag, "wide")


@given(st.sampled_from(["wide", "abbreviated"]), st.sampled_from(["en", "de", "pl", "ar", "hi"]))
def test_every_month_has_a_name(width, tag):
    assert set(month_names(tag, width).values()) == set(range(1, 13))


def test_a_tag_that_is_none_has_no_months():
    with pytest.raises(UnknownLocale):
        month_names("x-other", "wide")


@pytest.mark.parametrize(
    ("tag", "reader", "name"),
    [
        ("en", "zh-Hans", "英语"),
        ("zh-Hans", "zh-Hans", "简体中文"),
        ("zh-Hans", "en", "Simplified Chinese"),
        ("pt-BR", "zh-Hans", "巴西葡萄牙语"),
        ("de-IT", "en", "German (Italy)"),
    ],
)
def test_a_language_is_named_as_its_readers_name_it(tag, reader, name):
    told = said("for {language}", language=locale(tag).told)
    assert locale(tag).name_in(reader) == name
    assert teller_in(reader)(told) == f"for {name}"
    assert teller_in(reader)(unpacked(packed(told))) == f"for {name}"


@pytest.mark.parametrize(
    ("tag", "code", "names"),
    [
        ("zh-Hans", "CN", ["中国（上海）", "中国（乌鲁木齐）"]),
        ("en", "GB", ["United Kingdom"]),
        ("zh-Hans", "SG", ["新加坡"]),
        ("zh-Hans", "HK", ["中国香港"]),
        ("zh-Hans", "MO", ["中国澳门"]),
        ("zh-Hans", "TW", ["中国台湾"]),
        ("zh-Hans", "AQ", []),
        ("en", "ZZ", []),
    ],
)
def test_a_region_is_named_with_a_town_where_it_has_several_clocks(tag, code, names):
    assert sorted(one.name for one in regions(tag) if one.code == code) == sorted(names)


def test_a_language_has_a_region_where_most_speak_it():
    assert [region_of(tag) for tag in ("zh-Hans", "zh-Hant", "fr")] == ["CN", "TW", "FR"]
