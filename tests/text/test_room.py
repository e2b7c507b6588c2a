"""The room that words take on a poster."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.text.typography import is_wide, lines, units


def test_a_chinese_character_takes_the_room_of_two_letters():
    assert units("loan", "en") == 4
    assert units("贷款", "zh-Hans") == 4
    assert units("贷款", "en") == 2
    assert units("नमस्ते", "kok") == units("नमस्ते", "hi") == 6


def test_wide_languages_are_told_by_the_whole_of_their_subtag():
    assert [tag for tag in ("zh-Hant-HK", "ja", "ko", "kok", "en", "jam") if is_wide(tag)] == [
        "zh-Hant-HK",
        "ja",
        "ko",
    ]


def test_a_word_that_does_not_fit_begins_a_line():
    assert lines("", 10) == 1
    assert lines("one two six", 11) == 1
    assert lines("one two six", 10) == 2
    assert lines("extraordinary loan", 5) == 2


@given(st.text("ab ", max_size=60), st.integers(1, 40))
def test_more_room_never_makes_more_lines(text, across):
    assert lines(text, across + 1) <= lines(text, across) <= max(len(text.split()), 1)
