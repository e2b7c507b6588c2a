"""The QR codes: what a telephone reads from them, and how they are drawn."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from generator.render import qr

ADDRESSES = st.text("abcdefghijklmnopqrstuvwxyz-/0123456789%.", min_size=1, max_size=150).map(
    lambda path: f"https://warnings.example/{path}"
)
_SCALE = 4
_STROKE = re.compile(r"([Mm])(-?\d+) (-?[\d.]+)h(\d+)")


def _picture(svg):
    """A code's SVG as a picture: each stroke is a run of dark modules, one module high."""
    width = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    picture = Image.new("L", (width * _SCALE, width * _SCALE), 255)
    draw = ImageDraw.Draw(picture)
    x = y = 0
    for move, across, down, length in _STROKE.findall(svg):
        x, y = (int(across), int(float(down))) if move == "M" else (x + int(across), y + int(down))
        end = x + int(length)
        draw.rectangle((x * _SCALE, y * _SCALE, end * _SCALE - 1, (y + 1) * _SCALE - 1), fill=0)
        x = end
    return picture


def _read(svg):
    (found,) = zxingcpp.read_barcodes(_picture(svg))
    assert found.ec_level in ("Q", "H")  # a quarter of it may be dirty
    return found.text


@given(ADDRESSES)
def test_a_telephone_reads_the_address(address):
    assert _read(qr.svg(address)) == address


@pytest.mark.parametrize("length", [1, 30, 60, 75, 120, 300, 900, 1600])
def test_so_it_does_in_any_size(length):
    address = "https://warnings.example/" + "a-b/" * (length // 4)
    assert _read(qr.svg(address)) == address


def test_the_code_has_its_quiet_zone_and_a_name_that_is_no_markup():
    svg = qr.svg("https://warnings.example/?a=1&b=<i>")
    assert 'class="qr"' in svg
    assert "<title>https://warnings.example/?a=1&amp;b=&lt;i&gt;</title>" in svg
    assert _picture(svg).crop((0, 0, 4 * _SCALE, 4 * _SCALE)).getextrema() == (255, 255)
