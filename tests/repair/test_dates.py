"""Days in front matter: one form, and what the others mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.repair import dates

DAY = date(2022, 7, 25)


@given(st.dates())
def test_a_day_is_read_back(day):
    assert dates.written(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        *("25 July 2022", "July 25, 2022", "25.7.2022", "25/07/2022", "7/25/2022", "2022/7/25"),
        *(
            "2022.07.25",
            "2022年7月25日",
            "“2022-07-25”",
            "２０２２-07-25",
            "2022–07–25",
            "2022-7-25",
        ),
        "on 25th July 2022",
    ],
)
def test_another_form_means_its_day(text):
    assert dates.written(text) is None
    assert dates.meant(text) == DAY


@pytest.mark.parametrize(
    "text", ["07/08/2022", "today", "July 2022", "2022-02-30", "25 July", "22-07-25", "7" * 999, ""]
)
def test_what_may_mean_several_or_none_means_none(text):
    assert dates.meant(text) is None


@given(st.text("0123456789-/.年月日 Julyof,"))
def test_any_text_means_a_day_or_none(text):
    assert dates.meant(text) is None or isinstance(dates.meant(text), date)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2026-12-03 下午6:00",
            "2026-12-03 晚上8:30",
            "2026-12-03 凌晨12:30",
            "2026-12-03 6:00 pm",
        ),
        *("2026-12-03 18:00-20:00", "2026年12月4日下午6点", "2026年12月4日18点", "2026-12-03 noon"),
    ],
)
def test_an_hour_that_may_be_another_is_left_to_the_writer(text):
    """Who is told to write 06:00 for 下午6:00 obeys, and the poster says it."""
    assert dates.moment_meant(text) is None


def test_an_hour_in_another_form_means_itself():
    for text in (
        "2026-12-03 8:30",
        "2026-12-03T08:30",
        "3 December 2026 8:30",
        "2026年12月3日8时30分",
    ):
        assert str(dates.moment_meant(text)) == "2026-12-03 08:30"
