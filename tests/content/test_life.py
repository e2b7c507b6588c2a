"""A notice's life in its front matter: what is read, and what is told of what is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import life
from generator.content.frontmatter import Listed, Parted
from generator.diagnostics.errors import Refused
from generator.model import Label
from generator.moments import Moment

PATH = "content/refund/bulletin.md"


def _values(**texts):
    return {key: Label(text, number) for number, (key, text) in enumerate(texts.items(), 2)}


def _parted(**lists):
    """Front matter with lists, each from line 2, and texts."""
    texts = {key: value for key, value in lists.items() if isinstance(value, str)}
    items = {
        key: Listed(tuple(Label(text, number) for number, text in enumerate(value, 3)), 2)
        for key, value in lists.items()
        if not isinstance(value, str)
    }
    return Parted(_values(**texts), items, "", 9)


def _refusal(**texts):
    problems = life.problems("bulletin", Parted(_values(**texts), {}, "", 1), PATH)
    (problem,) = problems
    return problem


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day):
    assert life.issued(_parted(date=day.isoformat()), PATH) == Moment(day)


@given(st.dates(), st.times())
def test_an_hour_is_read_as_it_is_written(day, hour):
    when = life.issued(_parted(date=f"{day.isoformat()} {hour:%H:%M}"), PATH)
    assert (when.day, when.minute) == (day, hour.hour * 60 + hour.minute)
    assert str(when) == f"{day.isoformat()} {hour:%H:%M}"


@given(
    st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["{}/{}/{}", "{}.{}.{}", "{}年{}月{}日"])
)
def test_a_day_in_another_form_is_told_in_the_right_one(day, form):
    problem = _refusal(date=form.format(day.year, day.month, day.day))
    assert problem.remedy == f"write {day.isoformat()}"
    assert problem.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-24T16:30",
        "2026-12-24 16：30",
        "2026-12-24  16:30",
        "2026-12-24, 16.30",
        "2026-12-24 16:30:00",
        "2026年12月24日16:30",
        "2026年12月24日 16点30分",
        "24/12/2026 16h30",
    ],
)
def test_an_hour_in_another_form_is_told_in_the_right_one(text):
    assert _refusal(starts=text).remedy == "write 2026-12-24 16:30"


@pytest.mark.parametrize("text", ["2026-12-24 24:00", "2026-12-24 16:61", "2026-12-24 noon"])
def test_what_is_no_hour_is_told(text):
    assert "has no hour of the day" in _refusal(starts=text).wrong
    assert _refusal(starts=text).remedy == "write it like this: 2026-12-24 16:30"


@pytest.mark.parametrize(
    "text", ["2022-02-30", "2022-13-01", "0000-01-01", "7 May 22", "07/08/2022", "2022-02-30 10:00"]
)
def test_what_is_no_day_is_told(text):
    expected = (
        "not a day of the calendar" if text[4] + text[7] == "--" else "not written as year-month"
    )
    assert expected in _refusal(date=text).wrong


def test_without_one_it_was_last_changed_when_it_was_issued():
    assert life.updated(_parted(date="2022-07-25"), PATH) == Moment(date(2022, 7, 25))


@pytest.mark.parametrize("text", ["", "2022-07-24"])
def test_a_change_before_the_notice_is_told(text):
    assert _refusal(date="2022-07-25", updated=text).line == 3


def test_a_change_on_the_day_of_the_notice_is_none_before_it():
    parted = _parted(date="2022-07-25 16:30", updated="2022-07-25")
    assert life.updated(parted, PATH) == Moment(date(2022, 7, 25), 16 * 60 + 30)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("2026-12-25", "2026-12-24"), ("2026-12-25 08:30", "2026-12-25 08:30")],
)
def test_an_end_before_the_start_is_told(starts, ends):
    problem = _refusal(starts=starts, ends=ends)
    assert (problem.line, problem.remedy) == (3, "write when it ends, after it has started")


def test_a_day_lasts_to_its_end():
    values = _values(date="2026-12-25", starts="2026-12-25 08:30", ends="2026-12-25")
    assert life.problems("bulletin", Parted(values, {}, "", 1), PATH) == ()


def test_corrections_are_read_with_their_moments_the_latest_first():
    parted = _parted(
        corrections=[
            "2026-12-25 It is Block 7.",
            "2026-12-25 17:00 Noon, not five.",
            "2026-12-24二",
        ]
    )
    assert [
        (str(when), words.text, words.line) for when, words in life.corrections(parted, PATH)
    ] == [
        ("2026-12-25 17:00", "Noon, not five.", 4),
        ("2026-12-25", "It is Block 7.", 3),
        ("2026-12-24", "二", 5),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The pipe is mended.", "withdrawn has no day"),
        ("2026-12-26", "withdrawn has no words after the day"),
        ("", "withdrawn has no day"),
        ("2026-02-30 Mended.", "“2026-02-30” is not a day of the calendar"),
        ("26/12/2026 Mended.", "“26/12/2026” is not written as year-month-day"),
    ],
)
def test_a_withdrawal_has_its_day_and_its_reason(text, wrong):
    assert _refusal(withdrawn=text).wrong == wrong


def test_a_correction_without_its_day_is_told_at_its_line():
    with pytest.raises(Refused) as refused:
        life.corrections(_parted(corrections=["2026-12-25 Right.", "Wrong."]), PATH)
    assert [problem.line for problem in refused.value.problems] == [4]


def test_a_former_id_is_part_of_an_address():
    assert life.moved_from(_parted(moved_from=["old-id", "older", "old-id"]), PATH) == (
        "old-id",
        "older",
    )
    with pytest.raises(Refused, match="cannot be part of an address"):
        life.moved_from(_parted(moved_from=["Old id"]), PATH)
    assert "cannot be part of an address" in _refusal(replaced_by="../x").wrong
