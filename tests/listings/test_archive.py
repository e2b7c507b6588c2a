"""A long list in parts: each notice once, and older parts that stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.listings.archive import LENGTH, archive
from generator.listings.summary import Summary
from generator.locales import Locale
from generator.moments import Moment

DAY = Moment(date(2020, 1, 1))
ONE = Summary(
    slug="x",
    date=DAY,
    updated=DAY,
    source_locale=Locale("en"),
    standing={},
    is_gone=False,
    replaced_by="",
    moved_from=(),
    topic="",
    scams=(),
    words="",
    lines={},
    lists="{}",
)


def notices(count):
    """Some notices, ten days apart, the newest first."""
    made = (
        replace(ONE, slug=f"n{n}", date=Moment(date(2015, 1, 1) + timedelta(10 * n)))
        for n in range(count)
    )
    return tuple(made)[::-1]


@given(st.integers(0, 7 * LENGTH))
def test_each_notice_stands_in_one_part_and_in_order(count):
    parts = archive(notices(count)).parts
    assert tuple(b for part in parts for b in part.notices) == notices(count)
    assert [part.number for part in parts] == [0, *range(len(parts) - 1, 0, -1)]
    assert all(len(part.notices) == LENGTH for part in parts[1:])
    assert len(parts[0].notices) < 2 * LENGTH


@given(st.integers(0, 7 * LENGTH))
def test_a_new_notice_changes_no_older_part(count):
    before, after = archive(notices(count)), archive(notices(count + 1))
    for part in before.parts[1:]:
        assert after.part(part.number) == part


@given(st.integers(0, 7 * LENGTH))
def test_the_parts_lead_to_one_another(count):
    whole = archive(notices(count))
    there = [part := whole.part(0)]
    while (older := whole.older(part)) is not None:
        assert whole.newer(older) == part
        there.append(part := older)
    assert tuple(there) == whole.parts
    assert whole.newer(whole.part(0)) is None


def test_each_year_leads_to_its_newest_notice():
    whole = archive(notices(100))
    years = dict(whole.years)
    assert list(years) == [2017, 2016, 2015]
    for year, part in years.items():
        newest = next(b for b in notices(100) if b.date.day.year == year)
        assert newest in part.notices
