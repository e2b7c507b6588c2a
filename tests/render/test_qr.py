"""The QR codes: which mask is the best is weighed by our own code, and has to be segno's answer."""

from __future__ import annotations

from io import BytesIO

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from generator.render import qr

ADDRESSES = st.text("abcdefghijklmnopqrstuvwxyz-/0123456789%.", min_size=1, max_size=150).map(
    lambda path: f"https://warnings.example/{path}"
)


def _by_segno(address):
    """What segno does by itself."""
    stream = BytesIO()
    form = {"border": 4, "omitsize": True, "xmldecl": False, "nl": False}
    names = {"title": address, "svgclass": "qr", "lineclass": None}
    segno.make_qr(address, error="q").save(stream, kind="svg", **form, **names)
    return stream.getvalue().decode()


@given(ADDRESSES | st.text(min_size=1, max_size=80))
def test_a_code_is_the_one_that_segno_makes(address):
    assert qr.svg(address) == _by_segno(address)


@pytest.mark.parametrize("length", [1, 30, 60, 75, 120, 300, 900, 1600])
def test_so_it_is_in_any_size(length):
    """From version 7 on, a symbol tells its version too; error levels are Q and H."""
    for number in range(3):
        address = f"https://warnings.example/{number}/" + "a-b/" * (length // 4)
        assert qr.svg(address) == _by_segno(address)
