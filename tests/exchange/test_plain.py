"""Plain text as its writer saw it: paragraphs, columns, lines that were broken by hand."""

from __future__ import annotations

import pytest

from generator.exchange import plain


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一\n二\n\n三", ["一", "二", "三"]),
        ("\ufeff一\r\n二\r三", ["一", "二", "三"]),
        ("一\x0b二\x0c三\u2028四", ["一", "二", "三", "四"]),
        ("　　一　\n \n\t", ["一"]),
        ("零\u200b宽", ["零宽"]),
        (
            "This line was broken by hand since it is as wide as the page that\nit was typed on",
            ["This line was broken by hand since it is as wide as the page that it was typed on"],
        ),
        (
            "这一行有五十多列宽，写满了一整行，所以换到下一行继续写这\n句话，写完",
            ["这一行有五十多列宽，写满了一整行，所以换到下一行继续写这句话，写完"],
        ),
        (
            "- This point is as wide as the page that it was typed on, yes\n- another point",
            ["- This point is as wide as the page that it was typed on, yes", "- another point"],
        ),
        (
            "This sentence is as wide as the page, and it ends right here.\nNext",
            ["This sentence is as wide as the page, and it ends right here.", "Next"],
        ),
    ],
)
def test_a_line_is_what_its_writer_meant_as_one(text, lines):
    assert [one.text for one in plain.received(text).blocks] == lines


def test_columns_of_tabs_or_spaces_are_rows():
    read = plain.received("地点\t时间\n东门   8:00\n   落款在右边")
    assert [(one.kind, one.text) for one in read.blocks] == [
        ("row", "地点\t时间"),
        ("row", "东门\t8:00"),
        ("text", "落款在右边"),
    ]
