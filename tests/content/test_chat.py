"""The lines of a chat: what they say ✗ what is true. Mistakes: tests/cases/refusals/."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.content import chat
from generator.model import CROSS, ChatLine, Label

_HALVES = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters=CROSS), min_size=1
)
_GAPS = st.sampled_from(["", " ", "\u3000"])


def _items(*texts):
    return tuple(Label(text, line) for line, text in enumerate(texts, 3))


def _told(*texts):
    return [(one.line, one.wrong, one.remedy) for one in chat.problems(_items(*texts), "x.md")]


@given(st.lists(st.tuples(_HALVES, _GAPS, _GAPS, _HALVES), max_size=3))
def test_both_halves_of_each_line_are_read_as_they_stand(rows):
    texts = [f"{says}{before}{CROSS}{after}{truth}" for says, before, after, truth in rows]
    assert not _told(*texts)
    assert chat.lines(_items(*texts)) == tuple(
        ChatLine(Label(row[0], line), Label(row[-1], line)) for line, row in enumerate(rows, 3)
    )


@given(_HALVES, st.sampled_from(["×", " ❌ ", "❌\ufe0f", " ✘", "✖ ", " x ", " X "]), _HALVES)
def test_another_sign_is_told_with_the_line_to_write(says, sign, truth):
    assume(not {*says} & {*"×❌✘✖✕╳⨯"})
    ((line, wrong, remedy),) = _told(f"{says}{sign}{truth}")
    assert line == 3
    assert wrong == f"“{sign.strip()}” is not the sign {CROSS}"
    assert CROSS in remedy


@pytest.mark.parametrize("text", ["", "Pay now.", "xenon boxes", "5x faster", "a" * 400 + " × b"])
def test_a_line_without_a_sign_is_told_what_to_write(text):
    ((_, wrong, remedy),) = _told(text)
    assert wrong == "this line of the chat has no ✗"
    assert remedy == "write what they say, then ✗, then what is true"


def test_from_the_fourth_line_on_it_is_told_once():
    assert [line for line, *_ in _told(*["a ✗ b"] * 6)] == [6]
    assert not _told(*["a ✗ b"] * 3)


def test_a_scam_without_a_chat_has_no_lines():
    assert chat.lines(()) == ()
    assert list(chat.problems((), "x.md")) == []
