"""QR codes as vector graphics. The only module that names segno."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape

from generator.render import masks

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
        f'<path stroke="#000" d="{"".join(_strokes(masks.rows(symbol, size)))}"/></svg>'
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
    symbol = masks.packed(code.matrix) & field.weighed
    best = masks.best_mask(symbol, field)
    return field.size, symbol ^ field.turns[best] | _information(version, error, best)


@cache
def _field(version: int) -> masks.Field:
    import segno

    made = (segno.make_qr("", version=version, mask=mask) for mask in range(8))
    return masks.field([code.matrix for code in made])


@cache
def _information(version: int, error: str, mask: int) -> int:
    """The modules that tell a symbol's version, error level and mask."""
    import segno

    code = segno.make_qr("", error=error, version=version, mask=mask, boost_error=False)
    return masks.packed(code.matrix) & ~_field(version).weighed
