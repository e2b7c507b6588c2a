"""Days and hours: their order, their forms, and the spans between them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import moments
from generator.moments import Moment

MOMENTS = st.builds(Moment, st.dates(max_value=date(9999, 12, 30)), st.integers(-1, 24 * 60 - 1))


@given(MOMENTS)
def test_a_moment_is_read_as_it_is_written(moment):
    assert moments.from_iso(moment.isoformat()) == moment


@given(MOMENTS, MOMENTS)
def test_moments_are_ordered_as_they_begin(one, other):
    if one.begins < other.begins:
        assert one < other
    if one < other:
        assert one.begins <= other.begins


@given(MOMENTS)
def test_a_day_is_over_at_its_end_and_an_hour_at_once(moment):
    lasts = timedelta(0) if moment.has_hour else timedelta(days=1)
    assert moment.is_over_at - moment.begins == lasts


def test_the_last_day_that_there_is_has_no_other_after_it():
    assert Moment(date.max).is_over_at == Moment(date.max).begins


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "2026-12-24T", "2026-12-24T25:00"])
def test_what_is_no_moment_is_told(text):
    if text.endswith("T"):
        assert moments.from_iso(text) == Moment(date(2026, 12, 24))
        return
    with pytest.raises(ValueError, match=r"."):
        moments.from_iso(text)


@pytest.mark.parametrize(
    ("zone", "instant", "dated"),
    [
        ("UTC", "2026-07-24T16:30:00Z", "2026-07-24T16:30:00Z"),
        ("Asia/Shanghai", "2026-07-24T16:30:00+08:00", "2026-07-24T16:30:00+08:00"),
        ("Europe/London", "2026-07-24T16:30:00+01:00", "2026-07-24T16:30:00+01:00"),
    ],
)
def test_an_hour_is_told_with_its_zone(zone, instant, dated):
    moment = Moment(date(2026, 7, 24), 16 * 60 + 30)
    assert (moment.instant(zone), moment.dated(zone)) == (instant, dated)
    assert Moment(moment.day).dated(zone) == "2026-07-24"
    assert Moment(moment.day).instant(zone).startswith("2026-07-24T00:00:00")


@pytest.mark.parametrize(
    ("name", "there"),
    [
        *(("Asia/Shanghai", True), ("UTC", True), ("", False), ("Asia", False), ("../x", False)),
        *(("Asia/Peking", False), ("/etc/passwd", False), ("a\0b", False)),
    ],
)
def test_a_zone_is_there_or_not(name, there):
    assert moments.is_zone(name) is there


def test_an_instant_is_read_off_the_zones_clocks():
    instant = datetime(2026, 12, 24, 16, 0, tzinfo=UTC)
    assert moments.in_zone(instant, "Asia/Shanghai") == datetime(2026, 12, 25)
    assert moments.in_zone(datetime(2026, 12, 24, 16), "Asia/Shanghai").hour == 16


@given(st.lists(st.datetimes(datetime(1, 1, 1), datetime(9999, 1, 1)), max_size=5), st.datetimes())
def test_a_span_holds_now_and_no_turn_but_its_first(turns, now):
    turns = [turn.replace(microsecond=0) for turn in turns]
    now = now.replace(microsecond=0)
    span = moments.between(turns, now)
    assert moments.is_between(span, now)
    begin, end = span
    assert all(
        not moments.is_between(span, turn) for turn in turns if turn.isoformat() not in ("", begin)
    )
    assert not end or not moments.is_between(span, datetime.fromisoformat(end))
    assert moments.is_between(("", ""), now)
