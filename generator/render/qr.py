"""Which of the eight masks a QR code should have: the one with the least penalty.

ISO/IEC 18004:2015, 7.8.2 (the masks) and 7.8.3 (the penalties). A symbol is one integer, a bit a
module, dark ones set, with four light modules after each row; so each rule is a few operations on
the whole symbol, and all eight are weighed in the time that one takes module by module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

_GAP = 4
_DIGITS = bytes.maketrans(b"\0\1", b"01")

Rows = Sequence[bytes | bytearray]
"""A symbol's rows from the top: a byte a module, 1 for a dark one."""


def packed(modules: Iterable[bytes | bytearray]) -> int:
    """A symbol as one integer, from its rows."""
    return int(b"".join(row + bytes(_GAP) for row in modules).translate(_DIGITS), 2)


def rows(symbol: int, size: int) -> list[str]:
    """A symbol's rows from the top, in the digits 1 and 0."""
    across = size + _GAP
    digits = f"{symbol:0{size * across}b}"
    return [digits[start : start + size] for start in range(0, size * across, across)]


@dataclass(frozen=True, slots=True)
class Field:
    """What the symbols of one version have in common; `field` makes it."""

    size: int
    """Modules in a row."""
    weighed: int
    """All modules but those that are written when the mask is known; they count as light."""
    turns: tuple[int, ...]
    """What each mask turns over in a symbol that has the first one."""
    in_rows: int
    """The modules with another to their right."""
    in_columns: int
    """The modules with another below."""


def field(symbols: Sequence[Rows]) -> Field:
    """The field of a version, from one message's symbols in each of its masks."""
    size = len(symbols[0])
    weighed = packed(
        bytes(not _is_information(row, column, size) for column in range(size))
        for row in range(size)
    )
    packs = [packed(modules) for modules in symbols]
    return Field(
        size,
        weighed,
        tuple((pack ^ packs[0]) & weighed for pack in packs),
        packed([b"\1" * (size - 1) + b"\0"] * size),
        packed([b"\1" * size] * (size - 1) + [bytes(size)]),
    )


def _is_information(row: int, column: int, size: int) -> bool:
    """True for a module that tells the mask and error level or, in larger symbols, the version."""
    low, high = sorted((row, column))
    if low == 8:
        return high == 8 or high >= size - 8
    if high == 8:
        return low != 6  # there the timing pattern passes
    return size >= 45 and low < 6 and size - 11 <= high < size - 8


def best_mask(symbol: int, field: Field) -> int:
    """The number of the best mask, for the weighed modules of a symbol that has the first one."""
    penalties = [_penalty(symbol ^ turn, field) for turn in field.turns]
    return penalties.index(min(penalties))


def _penalty(symbol: int, field: Field) -> int:
    below = field.size + _GAP
    alike, alike_below = _alike(symbol, 1, field.in_rows), _alike(symbol, below, field.in_columns)
    blocks = alike & alike << below & alike_below
    share = symbol.bit_count() / field.size**2
    return (
        _runs(alike, 1)
        + _runs(alike_below, below)
        + 3 * blocks.bit_count()
        + 40 * (_finders(symbol, 1) + _finders(symbol, below))
        + 10 * int(abs(share * 100 - 50) / 5)
    )


def _alike(symbol: int, step: int, where: int) -> int:
    """The modules that have the colour of the next."""
    return ~(symbol ^ symbol << step) & where


def _runs(alike: int, step: int) -> int:
    """Runs of five modules or more in one colour: two points less than each has modules."""
    long = alike & alike << step & alike << 2 * step & alike << 3 * step
    return long.bit_count() + 2 * (long & ~(long << step)).bit_count()


def _finders(symbol: int, step: int) -> int:
    """How often dark and light stand 1:1:3:1:1, as in a finder pattern, beside four light ones."""
    ahead = [symbol << step * number for number in range(11)]
    alone = ahead[0] & ~ahead[1] & ahead[2] & ahead[3] & ahead[4] & ~ahead[5] & ahead[6]
    after = ahead[7] | ahead[8] | ahead[9] | ahead[10]
    before = symbol >> step | symbol >> 2 * step | symbol >> 3 * step | symbol >> 4 * step
    found = alone & ~(after & before)
    # Of two that share modules, one counts.
    return (found & ~(found << 4 * step | found << 6 * step)).bit_count()


_DARK = re.compile("1+")


_QUIET = 4
"""Modules of the quiet zone."""


def svg(address: str) -> str:
    """An inline SVG of the QR code of an address, with its quiet zone of four modules.

    Error level Q or better (ISO/IEC 18004: a quarter of it may be dirty), black on transparent.
    """
    size, symbol = _symbol(address)
    width = size + 2 * _QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}" class="qr">'
        f"<title>{escape(address, quote=False)}</title>"
        f'<path stroke="#000" d="{"".join(_strokes(rows(symbol, size)))}"/></svg>'
    )


def _strokes(rows: list[str]) -> Iterator[str]:
    """A stroke along each run of dark modules, from the end of the one before."""
    x, y = 0, 0
    for row, modules in enumerate(rows, _QUIET):
        for run in _DARK.finditer(modules):
            at, end = run.start() + _QUIET, run.end() + _QUIET
            place = f"m{at - x} {row - y}" if y else f"M{at} {row}.5"
            yield f"{place}h{end - at}"
            x, y = end, row


def _symbol(address: str) -> tuple[int, int]:
    """The size and modules of the symbol that segno makes, in a fifth of the time.

    It weighs the masks module by module; so it is asked for the first one, and the best is found
    and put in its place here.
    """
    # Imported here, so that what makes no poster starts quickly: segno's writers take in urllib.
    import segno

    code = segno.make_qr(address, error="q", mask=0)
    version, error = int(code.version), str(code.error)
    field = _field(version)
    symbol = packed(code.matrix) & field.weighed
    best = best_mask(symbol, field)
    return field.size, symbol ^ field.turns[best] | _information(version, error, best)


@cache
def _field(version: int) -> Field:
    import segno

    made = (segno.make_qr("", version=version, mask=mask) for mask in range(8))
    return field([code.matrix for code in made])


@cache
def _information(version: int, error: str, mask: int) -> int:
    """The modules that tell a symbol's version, error level and mask."""
    import segno

    code = segno.make_qr("", error=error, version=version, mask=mask, boost_error=False)
    return packed(code.matrix) & ~_field(version).weighed
