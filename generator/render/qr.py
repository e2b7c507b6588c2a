"""Draw QR codes as inline SVG. The only module that names segno."""

from __future__ import annotations

from io import BytesIO


def svg(address: str) -> str:
    """Draw the QR code of an address as inline SVG, with its quiet zone of four modules.

    Error level Q or better (ISO/IEC 18004: a quarter of it may be dirty), black on transparent.
    """
    # Imported here, so that what makes no poster starts quickly: segno's writers take in urllib.
    import segno

    drawn = BytesIO()
    segno.make_qr(address, error="q").save(
        drawn,
        kind="svg",
        border=4,
        omitsize=True,
        xmldecl=False,
        nl=False,
        title=address,
        svgclass="qr",
        lineclass=None,
    )
    return drawn.getvalue().decode()
