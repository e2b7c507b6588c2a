"""Which characters show nothing, and which texts need no look at each of theirs."""

from __future__ import annotations

import sys
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.text import unicode


@given(st.text())
def test_an_ordinary_text_has_nothing_that_is_forbidden(text):
    assert not (unicode.is_ordinary(text) and unicode.FORBIDDEN.search(text))


def test_each_sign_that_is_ordinary_is_allowed():
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    ordinary = [sign for sign in every if unicode.is_ordinary(sign)]
    assert {"a", "~", "请", "。", "…"} <= {*ordinary}
    assert not any(map(unicode.FORBIDDEN.search, ordinary))
    assert not any(map(unicode.is_ordinary, ("\n", "é", "\u200b", "\U0001f600")))


@given(st.sets(st.integers(0, 60)))
def test_numbers_are_joined_to_runs(codes):
    runs = list(unicode._runs(sorted(codes)))
    assert [code for first, last in runs for code in range(first, last + 1)] == sorted(codes)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(runs))
