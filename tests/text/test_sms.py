"""A text -> the parts of a text message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import sms

EXTENDED = "^{}\\[~]|€"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("骗" * 70, 1),
        ("骗" * 71, 2),
        ("骗" * 134, 2),
        ("骗" * 135, 3),
        ("a" * 69 + "’", 1),
        ("a" * 70 + "’", 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" + "€" * 80, 2),
        # An extended character, or a surrogate pair, is not parted: 153 and 67 are odd.
        ("€" * 152, 2),
        ("€" * 153, 3),
        ("🚨" * 35, 1),
        ("🚨" * 66, 2),
        ("🚨" * 67, 3),
        ("¿Qué? Ñandù\n@£$¥ ÆØÅß Ω" + "a" * 130, 1),
        ("ç" + "a" * 70, 2),  # only the capital letter is in the alphabet
    ],
)
def test_a_text_takes_so_many_parts(text, parts):
    assert sms.parts(text) == parts


def test_what_is_not_in_the_alphabet_is_named_once():
    assert sms.wide("It’s “free”, they say: “free”.") == ("’", "“", "”")
    assert sms.wide(f"Hang up. {EXTENDED}") == ()


@given(st.text(st.sampled_from("a Ω\n" + EXTENDED), max_size=700))
def test_a_text_in_the_alphabet_is_counted_in_septets(text):
    taken = sum(2 if char in EXTENDED else 1 for char in text)
    assert sms.length(text) == taken
    assert taken <= 160 or sms.parts(text) >= -(-taken // 153)
    assert sms.parts(text) <= max(1, -(-taken // 152))


@given(st.text(max_size=400).map(lambda text: f"骗{text}"))
def test_any_other_text_is_counted_in_utf_16(text):
    taken = len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert sms.length(text) == taken
    assert (sms.parts(text) == 1) is (taken <= 70)
    assert sms.parts(text) <= max(1, -(-taken // 66))


@given(st.text(max_size=300), st.text(max_size=20))
def test_more_text_never_takes_fewer_parts(text, more):
    assert sms.parts(text) <= sms.parts(text + more)
