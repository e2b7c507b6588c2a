"""The QR codes: what a telephone reads from them."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.render import qr

ADDRESSES = st.text("abcdefghijklmnopqrstuvwxyz-/0123456789%.", min_size=1, max_size=150).map(
    lambda path: f"https://warnings.example/{path}"
)
_SCALE, _QUIET = 4, 4
"""Dots on the side of a module, and how many modules wide the zone around a code is (ISO 18004)."""


def _picture(modules):
    """A code's rows as a picture, in its quiet zone."""
    width = len(modules) + 2 * _QUIET
    picture = Image.new("L", (width, width), 255)
    for y, row in enumerate(modules, _QUIET):
        for x, module in enumerate(row, _QUIET):
            picture.putpixel((x, y), 0 if module == "1" else 255)
    return picture.resize((width * _SCALE, width * _SCALE), Image.Resampling.NEAREST)


def _read(modules):
    (found,) = zxingcpp.read_barcodes(_picture(modules))
    assert found.ec_level in ("Q", "H")  # a quarter of it may be dirty
    return found.text


@given(ADDRESSES)
def test_a_telephone_reads_the_address(address):
    assert _read(qr.modules(address)) == address


@pytest.mark.parametrize("length", [1, 30, 60, 75, 120, 300, 900, 1600])
def test_so_it_does_in_any_size(length):
    address = "https://warnings.example/" + "a-b/" * (length // 4)
    assert _read(qr.modules(address)) == address


def test_a_code_is_a_square_without_a_quiet_zone():
    modules = qr.modules("https://warnings.example/?a=1&b=<i>")
    assert {len(row) for row in modules} == {len(modules)}
    assert set("".join(modules)) == {"0", "1"}
    assert modules[0].startswith("1111111")
    assert all("1" in side for side in (modules[-1], *zip(*modules, strict=True)))
