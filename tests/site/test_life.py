"""Whether a notice holds at a moment, until when that is true, and what is overdue."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.documents import parse_bulletin
from generator.layout import Source
from generator.locales import Locale
from generator.markdown.walk import Walk
from generator.model import State
from generator.moments import is_between
from generator.site import life
from tests.support import FACTS


def notice(*lines):
    """A notice with these lines in its front matter."""
    head = "\n".join(["---", "title: T", "date: 2026-12-01", *lines, "---", "", "Text.", ""])
    source = Source("content/x/bulletin.md", head)
    return parse_bulletin([source], "x", Locale("en"), Walk(FACTS))


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("lines", "now", "state"),
    [
        ([], "2026-12-24", None),
        (["starts: 2026-12-25"], "2026-12-24T23:59", State.COMING),
        (["starts: 2026-12-25"], "2026-12-25", State.IN_FORCE),
        (["starts: 2026-12-25 08:30"], "2026-12-25T08:29", State.COMING),
        (["starts: 2026-12-25 08:30"], "2026-12-25T08:30", State.IN_FORCE),
        (["ends: 2026-12-26"], "2026-12-26T23:59", State.IN_FORCE),
        (["ends: 2026-12-26"], "2026-12-27", State.ENDED),
        (["ends: 2026-12-26 17:00"], "2026-12-26T16:59", State.IN_FORCE),
        (["ends: 2026-12-26 17:00"], "2026-12-26T17:00", State.ENDED),
        (["ends: 2026-12-26", "replaced_by: y"], "2026-12-27", State.REPLACED),
        (["withdrawn: 2026-12-25 Why.", "replaced_by: y"], "2026-12-01", State.WITHDRAWN),
    ],
)
def test_the_state_of_a_notice_at_a_moment(lines, now, state):
    assert life.state(notice(*lines), at(now)) is state


@given(
    st.lists(
        st.sampled_from(
            ["starts: 2026-12-10 08:30", "ends: 2026-12-20", "updated: 2026-12-15 12:00"]
        ),
        unique=True,
    ),
    *[st.datetimes(datetime(2026, 11, 25), datetime(2026, 12, 31))] * 2,
)
def test_as_long_as_the_span_lasts_the_same_is_said(lines, one, other):
    made = notice(*lines)
    if is_between(life.span(made, one), other):
        assert life.state(made, one) is life.state(made, other)
        assert [*life.ahead(made, one)] == [*life.ahead(made, other)]


def test_each_moment_that_is_to_come_is_told_at_its_line():
    made = notice(
        "updated: 2026-12-03",
        "corrections:",
        "  - 2026-12-02 It is Block 7.",
        "withdrawn: 2026-12-04 10:00 Why.",
    )
    found = [(one.line, one.wrong[:26]) for one in life.ahead(made, at("2026-12-01"))]
    assert found == [(5, "corrections is 2026-12-02,"), (7, "withdrawn is 2026-12-04 10")]
    assert len([*life.ahead(made, at("2026-11-30"))]) == 3
    assert not [*life.ahead(made, at("2026-12-04T10:00"))]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["ends: 2026-12-02"], "the notice ended 2026-12-02"),
        (["withdrawn: 2026-12-02 Why."], "the notice was withdrawn 2026-12-02"),
        (["withdrawn: 2026-12-02 Why.", "checked: 2026-12-01"], "the notice was withdrawn"),
        (["withdrawn: 2026-12-02 17:00 Why.", "checked: 2026-12-02"], ""),
        (["updated: 2026-12-02", "replaced_by: y"], "the notice was replaced 2026-12-02"),
        (["updated: 2026-12-02", "replaced_by: y", "checked: 2026-12-02"], ""),
        (["withdrawn: 2027-12-02 Why."], ""),
        ([], ""),
    ],
)
def test_sheets_are_to_be_taken_down_until_somebody_says_that_they_are(lines, told):
    found = [*life.overdue(notice(*lines), at("2027-06-01"))]
    assert [one.wrong.startswith(told) for one in found] == ([True] if told else [])
    assert all(one.remedy.startswith("take its sheets down") for one in found)
