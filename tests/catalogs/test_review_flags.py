"""The mark of a translation that waits for review, as people write it by hand."""

from __future__ import annotations

import pytest

from generator.catalogs import reader
from tests.repair.test_po import HEAD, PATH, told


@pytest.mark.parametrize(
    "written",
    [
        "#，fuzzy",
        "#fuzzy",
        "#fuzzy no-wrap",
        "# Fuzzy",
        "#, fuzy",
        "#, 待审校",
        "#、模糊",
        "#, fuzzy。",
    ],
)
def test_a_mark_for_review_that_is_nearly_one_is_told(written):
    ((line, sentence),) = told(f'msgstr "z"\n\n{written}\nmsgid "a"\nmsgstr "b"')
    assert line == 7
    assert "write it so: #, fuzzy" in sentence


@pytest.mark.parametrize(
    "written", ["#, fuzzy", "#,fuzzy", "#, python-format, fuzzy", "# a fuzzy word", "# 待客之道"]
)
def test_a_mark_for_review_and_a_note_are_no_slip(written):
    text = f'{HEAD}msgstr "z"\n\n{written}\nmsgid "a"\nmsgstr "b"\n'
    assert reader.read(text.encode(), PATH).entries


@pytest.mark.parametrize("written", ["#, fuzzy no-wrap", "#, no-wrap fuzzy", "#, no-wrap, fuzzy"])
def test_flags_that_spaces_part_are_flags(written):
    text = f'{HEAD}msgstr "z"\n\n{written}\nmsgid "a"\nmsgstr "b"\n'
    assert reader.read(text.encode(), PATH).entries[-1].fuzzy


def test_a_range_stays_one_flag():
    text = f'{HEAD}msgstr "z"\n\n#, range: 0..9\nmsgid "a"\nmsgstr "b"\n'
    assert reader.read(text.encode(), PATH).entries[-1].flags == ("range: 0..9",)


@pytest.mark.parametrize(
    "written",
    [
        "#, 需要处理",
        "# Needs work",
        "#, needs-work",
        "#. fuzzy",
        "#: fuzzy",
        "##, fuzzy",
        '#, "fuzzy"',
    ],
)
def test_what_editors_call_the_mark_for_review_is_told(written):
    ((_, sentence),) = told(f'msgstr "z"\n\n{written}\nmsgid "a"\nmsgstr "b"')
    assert sentence.endswith("write it so: #, fuzzy")


@pytest.mark.parametrize("written", ['msgstr "b" #, fuzzy', 'msgstr "b" # 待审校', "#| fuzzy"])
def test_a_mark_for_review_in_another_place_is_told(written):
    found = told(f'msgstr "z"\n\nmsgid "a"\n{written}')
    assert any("write #, fuzzy in a line of its own above the message" in one for _, one in found)


@pytest.mark.parametrize(
    "written", ["#: src/review.py:3", "#. Review the page", "# Review of 2022"]
)
def test_words_of_references_and_notes_are_no_mark(written):
    text = f'{HEAD}msgstr "z"\n\n{written}\nmsgid "a"\nmsgstr "b"\n'
    assert reader.read(text.encode(), PATH).entries
