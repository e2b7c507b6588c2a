"""Front matter: which keys and days a bulletin may have, and what is told of the others."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import metadata
from generator.content.frontmatter import Parted
from generator.diagnostics.errors import Refused
from generator.model import Label

PATH = "content/refund/bulletin.md"


def _values(**texts):
    return {key: Label(text, number) for number, (key, text) in enumerate(texts.items(), 2)}


def _parted(values):
    return Parted(values, {}, "", 1)


def _refusal(**texts):
    with pytest.raises(Refused) as refused:
        metadata.updated(_values(**texts), PATH)
    (problem,) = refused.value.problems
    return problem


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day):
    assert metadata.issued(_values(date=day.isoformat()), PATH) == day


@given(
    st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["{}/{}/{}", "{}.{}.{}", "{}年{}月{}日"])
)
def test_a_day_in_another_form_is_told_in_the_right_one(day, form):
    problem = _refusal(date=form.format(day.year, day.month, day.day))
    assert problem.remedy == f"write {day.isoformat()}"
    assert problem.line == 2


@pytest.mark.parametrize(
    "text", ["2022-02-30", "2022-13-01", "0000-01-01", "7 May 22", "07/08/2022"]
)
def test_what_is_no_day_is_told(text):
    expected = (
        "not a day of the calendar" if text[4] + text[7] == "--" else "not written as year-month"
    )
    assert expected in _refusal(date=text).wrong


def test_without_one_it_was_last_changed_when_it_was_issued():
    assert metadata.updated(_values(date="2022-07-25"), PATH) == date(2022, 7, 25)


@pytest.mark.parametrize("text", ["", "2022-07-24"])
def test_a_change_before_the_notice_is_told(text):
    assert _refusal(date="2022-07-25", updated=text).line == 3


def test_a_key_under_nearly_its_name_is_not_missing_too():
    told = list(metadata.problems("bulletin", _parted(_values(titel="x", date="2022-07-25")), PATH))
    assert [(problem.line, problem.remedy) for problem in told] == [(2, "did you mean title?")]


def test_every_key_that_is_needed_and_not_there_is_told():
    told = [problem.wrong for problem in metadata.problems("bulletin", _parted({}), PATH)]
    assert told == ["title is missing", "date is missing"]


def test_a_key_in_chinese_is_told_in_english():
    told = list(metadata.problems("bulletin", _parted(_values(标题="x", 日期="2022-07-25")), PATH))
    assert [problem.remedy for problem in told] == ["did you mean title?", "did you mean date?"]
