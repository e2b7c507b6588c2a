"""What a form calls its fields, and how it says what is wrong with them."""

from __future__ import annotations

import pytest

from generator.desk import blocks, fields
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import in_turn, said
from tools.messages import messages


def test_what_a_form_says_in_other_words_is_said_somewhere():
    assert set(fields._AT_FORM) <= {one.msgid for one in messages()}


@pytest.mark.parametrize(
    ("wrong", "remedy", "told"),
    [
        (
            said("{key} is missing", key="title"),
            said("write {key}: between the --- lines", key="title"),
            ("Title is missing", "fill it in"),
        ),
        (
            said("{key} has no day", key="withdrawn"),
            said("write the day, then why: withdrawn: 2026-12-26 The pipe is mended."),
            ("Withdrawn has no day", "write the day first, such as 2026-12-26, then the words"),
        ),
        (
            said("there is nothing after {sign}", sign="✗"),
            said("write there what is true"),
            ("what is true of one of the lines is not written", "write it beside that line"),
        ),
        (
            said(
                "{what}: {counts}",
                what=said(
                    "the notice {slug} {shown_as} in {tag}",
                    slug="a",
                    shown_as=said("is withheld"),
                    tag="zh-Hans",
                ),
                counts="1",
            ),
            in_turn([said("run python -m generator update"), said("translate what is missing")]),
            (
                "the notice is withheld in Simplified Chinese: 1",
                "open the translation at the desk, then translate what is missing",
            ),
        ),
        (
            said("{name}: nobody can have the number {number}", name="office", number="1"),
            said("see whether it still holds, then write checked: and the day"),
            (
                "nobody can have the number 1",
                "see whether it still holds, and say so at “Correct or end it”",
            ),
        ),
        (said("there is no key “{key}”", key="other"), "", ("there is no key “other”", "")),
        ("plain {key}", "words", ("plain {key}", "words")),
    ],
)
def test_a_form_names_its_fields_and_what_to_do_there(wrong, remedy, told):
    made = fields.at_form(Problem("content/a/bulletin.md", 1, "x", wrong, remedy, warning=True))
    assert (made.wrong, made.remedy) == told
    assert made.warning


def test_each_text_and_what_belongs_there_has_a_name_of_its_own():
    kinds = ("bulletin", "routine", "reminder")
    assert len({fields.label_of(fields.TEXT, kind) for kind in kinds}) == 3
    assert len({fields.label_of("short", kind) for kind in ("bulletin", "reminder")}) == 2
    assert fields.room(fields.hint_of("headline", "routine")) == (30, 12)
    assert fields.room(fields.hint_of("short", "bulletin")) == (140, 67)


@pytest.mark.parametrize(
    "pasted",
    [
        "第一段。\r\n第二段。\r\n",  # of Word's paragraphs, on Windows
        "第一段。\n\n第二段。",  # of a page
        "第一段。\x0b第二段。",  # a line break of Word's
        "第一段。\u2028第二段。\u2029",
        "第一段。\x0c第二段。",  # a page break
        "　　第一段。\n　　第二段。\n",  # with the spaces that a Chinese letter begins with
    ],
)
def test_paragraphs_that_are_pasted_stay_apart(pasted):
    assert blocks.typed(fields.typed(pasted)) == ["第一段。", "第二段。"]


def test_what_no_file_can_hold_is_left_out():
    assert fields.typed("a\x00\x1b\ufffeb") == "ab"
