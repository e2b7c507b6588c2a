"""Which old entry each message of the source takes over; `test_merge` has what comes of it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from generator.catalogs.extract import Message
from generator.catalogs.match import paired
from generator.catalogs.po import Entry, Previous

A, B, C = "routines/a", "routines/b", "routines/c"
FIRST, SECOND, THIRD = "Hang up.", "Call the bank.", "Tell nobody."
"""Texts that have no word in common with the others of this module."""


def message(msgid: str, msgctxt: str | None = A) -> Message:
    return Message(msgctxt, msgid, "a.md", 1, ("a.md",))


def entry(msgid: str, msgctxt: str | None = A, **fields: object) -> Entry:
    return Entry(msgid, ("‹译›",), msgctxt, **fields)


def messages(*texts: str, within: str = A) -> list[Message]:
    return [message(text, within) for text in texts]


def entries(*texts: str, within: str = A) -> list[Entry]:
    return [entry(text, within) for text in texts]


def texts_of(new: list[Message], live: Iterable[Entry], gone: Iterable[Entry] = ()) -> dict:
    """What each message that takes an entry over is paired with: the texts alone."""
    found = paired(new, {one.key: one for one in live}, {one.key: one for one in gone})
    return {key[1]: old.msgid for key, old in found.items()}


def documents_of(new: list[Message], live: Iterable[Entry]) -> dict:
    """By each message that takes an entry over, the document that the entry is of."""
    found = paired(new, {one.key: one for one in live}, {})
    return {key: old.msgctxt for key, old in found.items()}


def edited(text: str, before: str, **fields: object) -> Entry:
    """An entry that waits for review: its text was another one when it was translated."""
    return entry(text, flags=("fuzzy",), previous=Previous(before), **fields)


# The message's own entry.


def test_a_message_has_its_own_entry_live_or_gone():
    live, gone = entry(FIRST), entry(SECOND, obsolete=True)
    new = messages(FIRST, SECOND, THIRD)
    found = paired(new, {live.key: live}, {gone.key: gone})
    assert found == {(A, FIRST): live, (A, SECOND): gone}


def test_of_a_live_entry_and_one_that_is_gone_the_live_one_is_taken():
    live, gone = entry(FIRST), entry(FIRST, obsolete=True)
    assert paired(messages(FIRST), {live.key: live}, {gone.key: gone})[A, FIRST] is live


# Edited, and again what it was.

AGAIN = "Send no money to strangers."
BETWEEN = "Completely other words stood here."
"""Nothing in it is like `AGAIN`, so that likeness finds no pair."""


def test_a_text_that_is_again_what_it_was_takes_its_entry_back_though_it_is_unlike():
    assert texts_of(messages(AGAIN), [edited(BETWEEN, AGAIN)]) == {AGAIN: BETWEEN}


def test_it_is_taken_back_wherever_in_the_document_it_stands():
    old = [edited(BETWEEN, AGAIN), *entries(FIRST, SECOND)]
    assert texts_of(messages(FIRST, SECOND, AGAIN), old)[AGAIN] == BETWEEN


@pytest.mark.parametrize(
    "old",
    [
        entry(BETWEEN, previous=Previous(AGAIN)),
        entry(BETWEEN, flags=("fuzzy",)),
        entry(BETWEEN, flags=("fuzzy",), previous=Previous(AGAIN, B)),
    ],
    ids=["finished since", "made for nothing", "offered from elsewhere"],
)
def test_what_was_not_this_texts_is_not_taken_back(old):
    assert texts_of(messages(AGAIN), [old]) == {}


def test_a_text_that_was_another_documents_is_not_taken_back():
    assert texts_of(messages(AGAIN, within=B), [edited(BETWEEN, AGAIN)]) == {}


def test_a_text_that_is_there_under_its_own_name_takes_nothing_back():
    own = entry(AGAIN)
    found = paired(messages(AGAIN), {own.key: own, (A, BETWEEN): edited(BETWEEN, AGAIN)}, {})
    assert found == {own.key: own}


def test_an_entry_that_is_used_under_its_own_text_is_not_taken_back():
    assert texts_of(messages(BETWEEN, AGAIN), [edited(BETWEEN, AGAIN)]) == {BETWEEN: BETWEEN}


def test_of_two_that_were_edited_from_one_text_the_first_is_taken_back():
    old = [edited(BETWEEN, AGAIN), edited("Nor are these.", AGAIN)]
    assert texts_of(messages(AGAIN), old) == {AGAIN: BETWEEN}


# A document under another name.


def test_a_renamed_document_takes_the_likest_one_over():
    """Though both share two messages with it, and the less alike one comes first by its name."""
    four = (FIRST, SECOND, "Third.", "Fourth.")
    old = [
        *entries(FIRST, SECOND, "Xylophones.", within=A),
        *entries(*four, within=B),
    ]
    assert set(documents_of(messages(*four, within=C), old).values()) == {B}


def test_of_two_new_documents_the_likest_is_the_renamed_one():
    three = (FIRST, SECOND, "Third.")
    new = [*messages(FIRST, SECOND, within=B), *messages(*three, within=C)]
    assert documents_of(new, entries(*three)) == {(C, text): A for text in three}


def test_where_two_documents_are_as_like_the_first_by_name_is_taken():
    """Whatever their order, so that every update does the same."""
    two = (FIRST, SECOND)
    old = [*entries(*two, within=B), *entries(*two, within=A)]
    assert documents_of(messages(*two, within=C), old) == {(C, text): A for text in two}
    new = [*messages(*two, within=C), *messages(*two, within=B)]
    assert documents_of(new, entries(*two)) == {(B, text): A for text in two}


def test_two_renamed_documents_each_have_their_own():
    one, other = (FIRST, SECOND), (THIRD, "Fourth.")
    old = [*entries(*one, within="a"), *entries(*other, within="b")]
    new = [*messages(*other, within="c"), *messages(*one, within="d")]
    assert documents_of(new, old) == {
        **{("c", text): "b" for text in other},
        **{("d", text): "a" for text in one},
    }


def test_half_of_the_larger_document_makes_it_the_same_and_less_does_not():
    half = messages(FIRST, SECOND, "Wholly", "different", within=B)
    less = messages(FIRST, SECOND, "Wholly", "different", "words", within=B)
    old = entries(FIRST, SECOND)
    assert documents_of(half, old) == {(B, FIRST): A, (B, SECOND): A}
    assert documents_of(less, old) == {}


def test_one_message_in_common_makes_no_two_documents_the_same_unless_it_is_all():
    assert documents_of(messages(FIRST, "Others", within=B), entries(FIRST)) == {}
    assert documents_of(messages(FIRST, within=B), entries(FIRST, "Gone")) == {}
    assert documents_of(messages(FIRST, within=B), entries(FIRST)) == {(B, FIRST): A}


def test_a_document_that_is_there_still_has_no_other_name():
    """What moved out of it into a new one is offered there, and is nobody's own."""
    new = [message(THIRD, A), *messages(FIRST, SECOND, within=B)]
    assert documents_of(new, entries(FIRST, SECOND, THIRD)) == {(A, THIRD): A}


def test_a_document_that_was_there_before_is_no_renamed_one():
    old = [*entries(FIRST, SECOND, within=A), entry(THIRD, B)]
    new = messages(FIRST, SECOND, THIRD, within=B)
    assert documents_of(new, old) == {(B, THIRD): B}


def test_an_edit_in_a_renamed_document_takes_its_entry_over():
    old = entries(FIRST, "They want your screen and your money.", SECOND)
    new = messages(FIRST, "They want your screen or your money.", SECOND, within=B)
    assert len(texts_of(new, old)) == 3


# An edited text, by place and likeness: the words are numbers, each as like as it is in common.

ONE_TO_FOUR = "one two three four"
QUARTER = "one five six seven"
"""Dice's coefficient with the above: 2 * 1 / (4 + 4)."""
HALF = "one two eight nine"


def test_in_one_place_a_quarter_in_common_is_enough():
    old = entries(FIRST, ONE_TO_FOUR, SECOND)
    assert texts_of(messages(FIRST, QUARTER, SECOND), old)[QUARTER] == ONE_TO_FOUR
    less = QUARTER + " eight"
    assert less not in texts_of(messages(FIRST, less, SECOND), old)


@pytest.mark.parametrize("added", ["new", "old"])
def test_among_several_half_has_to_be_in_common(added):
    others = ["Unlike the rest"]
    old = entries(ONE_TO_FOUR, *(others if added == "old" else []))
    more = others if added == "new" else []
    assert texts_of(messages(HALF, *more), old) == {HALF: ONE_TO_FOUR}
    less = HALF + " ten"
    assert texts_of(messages(less, *more), old) == {}
    assert texts_of(messages(QUARTER, *more), old) == {}


def test_the_place_between_two_neighbours_goes_before_likeness_elsewhere():
    old = entries(FIRST, "one two three four", SECOND, "five six seven eight", THIRD)
    new = messages(FIRST, "one six seven eight", SECOND, "five two three four", THIRD)
    found = texts_of(new, old)
    assert found["one six seven eight"] == "one two three four"
    assert found["five two three four"] == "five six seven eight"


def test_what_stands_before_the_first_neighbour_has_a_place_too():
    old = entries(ONE_TO_FOUR, FIRST, "one five six eight")
    new = messages(QUARTER, FIRST, "one five six seven eight")
    assert texts_of(new, old)[QUARTER] == ONE_TO_FOUR


def test_in_a_renamed_document_places_are_those_between_the_same_neighbours():
    old = entries(FIRST, ONE_TO_FOUR, SECOND, "five six seven eight", within=A)
    new = messages(FIRST, QUARTER, SECOND, "five nine ten eleven", within=B)
    found = texts_of(new, old)
    assert found[QUARTER] == ONE_TO_FOUR
    assert found["five nine ten eleven"] == "five six seven eight"


def test_a_text_that_was_edited_and_moved_keeps_its_entry():
    now = "one two three five"
    old = entries(ONE_TO_FOUR, FIRST, SECOND)
    assert texts_of(messages(FIRST, SECOND, now), old)[now] == ONE_TO_FOUR
    moved_up = entries(FIRST, SECOND, ONE_TO_FOUR)
    assert texts_of(messages(now, FIRST, SECOND), moved_up)[now] == ONE_TO_FOUR


def test_of_several_that_were_edited_and_moved_each_has_the_likest():
    old = entries("one two three four", FIRST, "five six seven eight", SECOND, THIRD)
    new = messages(FIRST, SECOND, "five six seven nine", THIRD, "one two three nine")
    found = texts_of(new, old)
    assert found["one two three nine"] == "one two three four"
    assert found["five six seven nine"] == "five six seven eight"


def test_what_was_moved_takes_nothing_from_a_text_in_its_place():
    """The likest text stands in a gap of its own, and is that gap's."""
    old = entries(FIRST, ONE_TO_FOUR, SECOND, THIRD)
    new = messages(FIRST, HALF, SECOND, THIRD, ONE_TO_FOUR + " five")
    assert texts_of(new, old)[HALF] == ONE_TO_FOUR


def test_of_several_in_one_place_the_likest_are_paired_first_and_none_twice():
    old = entries("one two three four five six")
    new = messages("one two three seven eight nine", "one two three four five seven")
    assert texts_of(new, old) == {new[1].msgid: old[0].msgid}
    both = entries("one two three four five six", "one two three eight nine ten")
    assert set(texts_of(new, both).values()) == {one.msgid for one in both}


def test_of_two_that_are_as_like_the_nearer_by_place_is_taken():
    old = entries("one two three four", "one two five six")
    new = messages("Unlike", "one two seven eight")
    assert texts_of(new, old) == {"one two seven eight": "one two five six"}


def test_a_word_counts_as_often_as_it_stands_there():
    old = entries("never never never never", "Unlike")
    assert texts_of(messages("never"), old) == {}
    assert texts_of(messages("never never"), old) == {"never never": "never never never never"}


def test_words_are_the_same_in_any_case_and_beside_any_marks():
    old = entries("Never pay them, ever!", "Unlike")
    assert texts_of(messages("NEVER (pay) now"), old) == {
        "NEVER (pay) now": "Never pay them, ever!"
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [("请马上挂断电话", "请马上挂断视频"), ("すぐにきってね", "すぐにきろうよ")],
)
def test_chinese_and_japanese_are_compared_by_characters(before, after):
    assert texts_of(messages(after), entries(before, "Unlike")) == {after: before}


def test_other_documents_entries_are_out_of_reach():
    old = [entry(FIRST), entry(ONE_TO_FOUR, B), entry(SECOND, B)]
    assert HALF not in texts_of([message(FIRST), message(HALF), message(SECOND, B)], old)


def test_texts_without_a_word_are_like_nothing():
    assert texts_of(messages("…"), entries("—")) == {}
