"""The largest type that fits a sheet, found with few looks, and cells that fill the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.posters import fit
from generator.posters.fit import LEAST, MOST, Cell, Measured

STEPS = tuple(LEAST + number * 0.04 for number in range(21))
ROOM = 100.0


class Sheet:
    """A sheet whose height grows with its scale by an exponent; counts the looks at it."""

    def __init__(self, height: float, growth: float) -> None:
        self.height = height
        self.growth = growth
        self.looks: list[float] = []

    def at(self, scale: float) -> float:
        return self.height * scale**self.growth

    def measure(self, scale: float) -> Measured:
        self.looks.append(scale)
        return Measured(scale, self.at(scale), ())


GUESSES = st.floats(0.5, 2.5)


@given(st.floats(20, 140), st.floats(0.6, 2.5), GUESSES)
def test_the_scale_is_the_largest_that_fits_whatever_was_guessed(height, growth, guess):
    sheet = Sheet(height, growth)
    found = fit.largest(sheet.measure, ROOM, guess)
    fitting_scales = [scale for scale in STEPS if sheet.at(scale) <= ROOM]
    assert found.scale == pytest.approx(max(fitting_scales, default=LEAST))
    assert found.height == sheet.at(found.scale)


@given(st.floats(20, 140), st.floats(0.6, 2.5), GUESSES)
def test_no_scale_is_looked_at_twice_and_few_at_all(height, growth, guess):
    sheet = Sheet(height, growth)
    fit.largest(sheet.measure, ROOM, guess)
    assert len(sheet.looks) == len(set(sheet.looks))
    assert len(sheet.looks) <= 8


@given(st.floats(60, 99), st.floats(0.8, 2.0))
def test_a_good_guess_needs_two_looks_at_most(height, growth):
    """One at what fits, and one that shows that a step more does not."""
    sheet = Sheet(height, growth)
    right = fit.largest(sheet.measure, ROOM, LEAST).scale
    again = Sheet(height, growth)
    assert fit.largest(again.measure, ROOM, right).scale == right
    assert len(again.looks) <= 2


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.floats(0, 400))
def test_the_more_words_a_sheet_has_the_smaller_its_type_is_guessed(some, more, room):
    guesses = [fit.guessed(letters, room) for letters in sorted((some, more))]
    assert LEAST <= guesses[1] <= guesses[0] <= MOST


@given(st.lists(st.floats(1, 40), min_size=21, max_size=21), st.floats(1, 400), GUESSES)
def test_any_sheet_that_grows_by_leaps_gets_a_scale_that_fits(leaps, room, guess):
    """Lines that break anew make a sheet leap: then too, what is found fits, if anything does."""
    heights = dict(zip(STEPS, (sum(leaps[: number + 1]) for number in range(21)), strict=True))

    def measure(scale: float) -> Measured:
        near = min(STEPS, key=lambda step: abs(step - scale))
        return Measured(near, heights[near], ())

    found = fit.largest(measure, room, guess)
    assert found.height <= room or found.scale == LEAST
    if found.height > room:
        assert heights[LEAST] > room


def test_a_sheet_with_nothing_on_it_is_set_as_large_as_is_comfortable():
    assert fit.largest(lambda scale: Measured(scale, 0.0, ()), ROOM, LEAST).scale == MOST


def cell(row: int, height: float, *, fills: bool = True, top: float = 0.0) -> Cell:
    return Cell((row, top), height, fills)


def test_the_cells_of_a_row_are_as_high_as_the_highest():
    sheet = Measured(1.0, 60.0, (cell(1, 20.0, fills=False), cell(1, 30.0, fills=False)))
    assert fit.heights(sheet, 60.0) == (30.0, 30.0)


def test_rows_share_what_is_left_and_others_get_none_of_it():
    cells = (
        *(cell(1, height, top=0.0) for height in (20.0, 30.0)),
        *(cell(1, height, top=30.0) for height in (10.0, 10.0)),
        cell(2, 15.0, fills=False, top=40.0),
    )
    assert fit.heights(Measured(1.0, 55.0, cells), 65.0) == (35.0, 35.0, 15.0, 15.0, 15.0)


@given(st.lists(st.integers(1, 3), min_size=1, max_size=4), st.floats(0, 50), st.data())
def test_the_page_is_full(rows, left, data):
    """What the rows were, and what was left, is what they are now."""
    heights = [data.draw(st.lists(st.floats(5, 40), min_size=n, max_size=n)) for n in rows]
    cells = tuple(
        cell(1, height, top=float(number)) for number, row in enumerate(heights) for height in row
    )
    natural = sum(map(max, heights))
    made = list(fit.heights(Measured(1.0, natural, cells), natural + left))
    total = 0.0
    for row in heights:
        of_row = [made.pop(0) for _ in row]
        assert len(set(of_row)) == 1
        total += of_row[0]
    assert total == pytest.approx(natural + left)
