"""Find how large a sheet's type can be, and share the height that is left among its cells.

Values in, values out: the measuring is handed in, so that this module knows no print engine.
Heights are in millimetres. Scales are multiples of the least, which is body type of 11 points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from math import log

LEAST, MOST = 1.0, 1.8
"""The scales of the type: below the least, print is not legible to all; the most is comfortable."""
_STEP = 0.04
_STEPS = round((MOST - LEAST) / _STEP)
_SPARSE, _CLOSER = 1.965, 0.47
"""The scale at which a sheet with one letter on each mm of its height comes to lie, and how much
less that is where there are e times as many: a line through the sheets of the notices, in Chinese
and in English, for one scam and for all. Few of them are more than a step off it."""
_USUAL_GROWTH = 1.1
"""How a sheet's height grows with its scale, as an exponent, before two measurements tell."""
_LEAST_GROWTH = 0.6
"""How it grows at the least, where no line breaks anew: the lines grow, the head and foot less.
What will not fit by that alone needs no look."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the sheet that is made as high as its neighbours in its row."""

    row: tuple[int, float]
    """Its row: the place of its container in the sheet, and its top there."""
    height: float
    """As high as its words make it."""
    fills: bool
    """True where the rows of its container share what is left of the page."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A sheet's natural heights at a scale."""

    scale: float
    height: float
    """Of all that has to fit the page."""
    cells: tuple[Cell, ...]
    """In the order of the sheet."""


Measure = Callable[[float], Measured]


def guessed(letters: int, room: float) -> float:
    """About the scale at which a sheet with so many letters fills its page; see `sizes.units`."""
    if letters <= 0 or room <= 0:
        return MOST
    return min(MOST, max(LEAST, _SPARSE - _CLOSER * log(letters / room)))


def largest(measure: Measure, room: float, guess: float) -> Measured:
    """Find the largest scale at which a sheet is no higher than `room`.

    The search begins at a guess; a good one saves looks. At the least scale the sheet is given as
    it is, even where it is too high for the page.
    """
    low, high, at = 0, _STEPS, _step(guess)
    best: Measured | None = None
    growth = _USUAL_GROWTH
    before: Measured | None = None
    while True:
        found = measure(_scale(at))
        fits = found.height <= room
        growth, before = _growth(before, found) or growth, found
        if fits:
            best, low = found, at
        else:
            high = at - 1
        if fits and (low >= high or _grown(found) > room):
            return found
        if high <= low:
            return best or (found if at == 0 else measure(LEAST))
        guess = found.scale * (room / found.height) ** (1 / growth) if found.height else MOST
        at = max(low + bool(best), min(high, _step(guess)))


def _step(scale: float) -> int:
    """Round a scale down to a step."""
    return int((max(LEAST, min(scale, MOST)) - LEAST) / _STEP + 0.01)


def _scale(step: int) -> float:
    return min(LEAST + step * _STEP, MOST)


def _grown(found: Measured) -> float:
    """Estimate the least height of a sheet one step larger."""
    return found.height * float(((found.scale + _STEP) / found.scale) ** _LEAST_GROWTH)


def _growth(one: Measured | None, other: Measured) -> float | None:
    """Find the exponent by which the height grows between two measurements; None without two."""
    if one is None or one.scale == other.scale or not one.height or not other.height:
        return None
    return max(0.5, log(other.height / one.height) / log(other.scale / one.scale))


def heights(sheet: Measured, room: float) -> tuple[float, ...]:
    """Find the height of each cell so that rows are even and the page is full."""
    rows = [list(cells) for _, cells in groupby(sheet.cells, lambda cell: cell.row)]
    filling = sum(row[0].fills for row in rows)
    share = max(0.0, room - sheet.height) / filling if filling else 0.0
    return tuple(
        max(cell.height for cell in row) + (share if row[0].fills else 0.0)
        for row in rows
        for _ in row
    )
