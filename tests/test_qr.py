"""The QR codes: which mask is the best is weighed by our own code, and has to be segno's answer."""

from __future__ import annotations

import re

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from generator import masks, qr

ADDRESSES = st.text("abcdefghijklmnopqrstuvwxyz-/0123456789%.", min_size=1, max_size=150).map(
    lambda path: f"https://warnings.example/{path}"
)


@given(ADDRESSES | st.text(min_size=1, max_size=80))
def test_a_code_is_the_one_that_segno_makes(address):
    assert qr._code(address) == segno.make_qr(address, error="q")


@pytest.mark.parametrize("version", [1, 2, 6, 7, 13, 14, 27, 40])
def test_the_best_mask_is_found_in_symbols_of_any_size(version):
    """From 7 on, a symbol tells its version too."""
    for number in range(3):
        message = f"NUMBER {number}"
        first = segno.make_qr(message, version=version, mask=0)
        best = masks.best(masks.packed(first.matrix), qr._field(version))
        assert best == segno.make_qr(message, version=version).mask


def test_the_quiet_zone_is_four_modules_wide():
    address = "https://warnings.example/en/x/"
    size = len(segno.make_qr(address, error="q").matrix) + 8
    svg = qr.svg(address)
    assert f'viewBox="0 0 {size} {size}"' in svg
    assert re.search(r'd="M4 4.5h7', svg)
