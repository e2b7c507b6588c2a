"""QR codes as vector graphics. The only module that names segno."""

from __future__ import annotations

from io import BytesIO

import segno


def svg(address: str) -> str:
    """An inline SVG of the QR code of an address, with its quiet zone of four modules.

    Error level Q or better (ISO/IEC 18004: a quarter of it may be dirty), black on transparent.
    """
    stream = BytesIO()
    code = segno.make(address, error="q", micro=False)
    code.save(
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
