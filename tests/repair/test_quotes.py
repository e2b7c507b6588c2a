"""Quotation marks around a text, and inside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.repair.quotes import curled, unwrapped

TEXTS = st.text(st.sampled_from([*"ab “”‘’\"'＂", "警"]), max_size=12)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('"警告"', "警告"),
        ("“警告”", "警告"),
        ("‘警告’", "警告"),
        ("\"警告'", "警告"),
        ('"警告', "警告"),
        ("警告”", "警告"),
        ('"""警告"""', "警告"),
        ("“刷单”和“返利”", "“刷单”和“返利”"),
        ("“别信“刷单””", "别信“刷单”"),
        ('"Refund" and "gift"', '"Refund" and "gift"'),
        ('"The "safe" account"', 'The "safe" account'),
        ("“刷单”返利", "“刷单”返利"),
        ('"别信“刷单”', "别信“刷单”"),
        ('“刷单”返利"', "“刷单”返利"),
        ("the scammers’", "the scammers’"),
        ("", ""),
        ('"', ""),
    ],
)
def test_marks_around_a_text_go_and_those_inside_stay(value, text):
    assert unwrapped(value) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('别信"刷单"返利', "别信“刷单”返利"),
        ('"一"和"二"，都是骗局', "“一”和“二”，都是骗局"),
        ('The "safe" account', 'The "safe" account'),
        ('别信"刷单', '别信"刷单'),
    ],
)
def test_straight_marks_are_curled_in_chinese_where_they_pair(text, right):
    assert curled(text) == right


@given(TEXTS)
def test_words_are_never_lost(text):
    for made in (unwrapped(text), curled(text)):
        assert [char for char in made if char.isalpha()] == [
            char for char in text if char.isalpha()
        ]


@given(TEXTS)
def test_what_is_curled_has_as_many_of_either_mark(text):
    made = curled(text)
    if made != text:
        assert made.count("“") - text.count("“") == made.count("”") - text.count("”")
