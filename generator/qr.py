"""QR codes as vector graphics. The only module that names segno."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from generator import masks

if TYPE_CHECKING:
    import segno


def svg(address: str) -> str:
    """An inline SVG of the QR code of an address, with its quiet zone of four modules.

    Error level Q or better (ISO/IEC 18004: a quarter of it may be dirty), black on transparent.
    """
    stream = BytesIO()
    _code(address).save(
        stream,
        kind="svg",
        border=4,
        omitsize=True,
        xmldecl=False,
        svgns=True,
        title=address,
        svgclass="qr",
        lineclass=None,
        nl=False,
    )
    return stream.getvalue().decode()


def _code(address: str) -> segno.QRCode:
    """The code that segno makes of an address, in half the time: it weighs masks slowly."""
    # Imported here, so that what makes no poster starts quickly: segno's SVG takes in urllib.
    import segno

    code = segno.make_qr(address, error="q", mask=0)
    best = masks.best(masks.packed(code.matrix), _field(int(code.version)))
    return segno.make_qr(address, error="q", mask=best) if best else code


@cache
def _field(version: int) -> masks.Field:
    import segno

    made = (segno.make_qr("", version=version, mask=mask) for mask in range(8))
    return masks.field([code.matrix for code in made])
