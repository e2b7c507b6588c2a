"""Make QR codes. The only module that names segno."""

from __future__ import annotations

import re
from collections.abc import Iterable


def modules(address: str) -> tuple[str, ...]:
    """Make the QR code of an address: its rows, 1 for a dark square, without a quiet zone.

    Error level Q or better (ISO/IEC 18004: a quarter of it may be dirty).
    """
    # Imported here, so that what makes no poster starts quickly: segno's writers take in urllib.
    import segno

    matrix = segno.make_qr(address, error="q").matrix
    return tuple("".join("1" if module else "0" for module in row) for row in matrix)


def path(rows: Iterable[str]) -> str:
    """Draw a code's dark squares as the path of an SVG, a module one unit wide."""
    return "".join(
        f"M{run.start()} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(rows)
        for run in re.finditer("1+", row)
    )
