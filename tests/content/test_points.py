"""Lines that Chinese and English writers keep apart: told, with the lines to write."""

from __future__ import annotations

import pytest

from generator.content.documents import parse_document
from generator.diagnostics.errors import Refused
from generator.layout import Source
from generator.markdown.walk import Walk
from tests.support import FACTS

HEAD = "---\ntitle: Check\n---\n"
WALK = Walk(FACTS)


def _told(text):
    """What is remarked of a text, by line: an older site has it published."""
    source = Source("content/refund/reminders/01-check.md", HEAD + text)
    remarks = parse_document(source, WALK)[0].remarks
    assert all(one.warning for one in remarks)
    return [(one.line - 3, f"{one.wrong}; {one.remedy}") for one in remarks]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1) Turn off the gas\n2) Turn off the power", "“1. Turn off the gas”, “2. Turn off"),
        ("1)关煤气\n2)关电", "“1. 关煤气”, “2. 关电”"),
        ("1.先挂断\n2.再打", "“1. 先挂断”, “2. 再打”"),
        ("-先挂断\n-再打", "“- 先挂断”, “- 再打”"),
        ("1．Hang up\n2．Call", "in one paragraph; write “1. Hang up”, “2. Call”"),
        ("• Hang up\n• Call", "in one paragraph; write “- Hang up”, “- Call”"),
        ("请：\n• 挂断\n• 再打", "put an empty line above them, then write “- 挂断”, “- 再打”"),
        ("– water\n– a torch", "“- water”, “- a torch”"),
        ("—水\n—手电", "“- 水”, “- 手电”"),
        ("（一）第一条；\n（二）第二条。", "“（一）第一条；\\”, “（二）第二条。”"),
        ("注意：\n(1)关煤气\n(2)关电", "“(1)关煤气\\”, “(2)关电”"),
        ("(a) the gas\n(b) the power", "“(a) the gas\\”, “(b) the power”"),
        ("a) the gas\nb) the power", "“a) the gas\\”, “b) the power”"),
        ("①关煤气；\n②关电。", "“①关煤气；\\”, “②关电。”"),
        ("❶ gas\n❷ power", "“❶ gas\\”, “❷ power”"),
        ("一、关煤气\n二、关电", "“一、关煤气\\”, “二、关电”"),
        ("第一步：关煤气\n第二步：关电", "“第一步：关煤气\\”, “第二步：关电”"),
        ("第1步 关煤气\n第2步 关电", "“第1步 关煤气\\”, “第2步 关电”"),
        ("Step 1: the gas\nStep 2: the power", "“Step 1: the gas\\”, “Step 2: the power”"),
        ("步骤一：关煤气\n步骤二：关电", "“步骤一：关煤气\\”, “步骤二：关电”"),
        ("✅ water\n✅ a torch", "“✅ water\\”, “✅ a torch”"),
        ("★水\n★手电", "“★水\\”, “★手电”"),
        ("**★水**\n**★手电**", "“**★水**\\”, “**★手电**”"),
        ("- Prepare\n  ① water\n  ② a torch", "“① water\\”, “② a torch”"),
        ("时间：9:00\n地点：大厅\n电话：{hotline}", "“时间：9:00\\”, “地点：大厅”"),
        ("**时间**：9:00\n**地点**：大厅", "“**时间**：9:00\\”, “**地点**：大厅”"),
        ("Time: 9:00\nPlace: the hall", "“Time: 9:00\\”, “Place: the hall”"),
        ("阳光居委会\n2026年11月24日", "“阳光居委会\\”, “2026年11月24日”"),
        ("特此通知。\n阳光居委会\n二〇二六年十一月二十四日", "“阳光居委会\\”, “二〇二六年"),
        ("The committee\n24 November 2026", "“The committee\\”, “24 November 2026”"),
        ("The committee\nNov 24, 2026", "“The committee\\”, “Nov 24, 2026”"),
        ("【停水通知】\n今晚停水。", "“【停水通知】\\”, “今晚停水。”"),
        ("今晚停水。\n【注意】", "“今晚停水。\\”, “【注意】”"),
        (
            "【发热】不停，从西门进。\n【配药】可配4周。",
            "“【发热】不停，从西门进。\\”, “【配药】可配4周。”",
        ),
        ("Dogs..... $14.00\nCats..... $9.00", "“Dogs..... $14.00\\”, “Cats..... $9.00”"),
        ("挂号……………20元\n配药……………5元", "“挂号……………20元\\”, “配药……………5元”"),
        ("Wed 11/25    7:00\nSat 11/28    8:30", "“Wed 11/25    7:00\\”, “Sat 11/28    8:30”"),
        (
            "2月14日        全天\n2月15日        上午",
            "“2月14日        全天\\”, “2月15日        上午”",
        ),
        (
            "| Site | Hours |\n| Library | 9 to 5 |",
            "; put the line “|---|---|” below the row of headings",
        ),
        ("Open:\n\n1) Monday\n2) Friday", "in one paragraph; write “1. Monday”, “2. Friday”"),
        ("日期 | 类别 | 时间\n7月4日 | 户籍 | 8:30", "“|---|---|---|”"),
    ],
)
def test_lines_that_were_typed_apart_are_told_with_the_lines_to_write(text, meant):
    (told,) = _told(text)
    assert meant in told[1]


@pytest.mark.parametrize(
    "text",
    [
        "（一）第一条；\\\n（二）第二条。",
        "（一）第一条；  \n（二）第二条。",
        "（一）第一条；\n\n（二）第二条。",
        "（一）只有\n这一条。",
        "We met at 9.30, and he said:\n3.5 per cent of it is yours. Call\n4.5 times as much.",
        "Call us.\nNote: we never call you, and\nnobody else does.",
        "他打来电话，\n——说是客服，\n——其实不是。",
        "The loss was more than\n100,000 yuan on 24 November 2026.",
        "第二天他又来，\n第三天也来。",
        "A man called.\nA woman called.",
        "I never pay.\nI hang up.",
        "一是关煤气，\n二是关电。",
        "【停水通知】今晚停水，\n请备水。",
        "A line that ends in two places...\nand one more...",
        "Press A | B.\nThen wait.",
        "挂断……\n再打……",
        "https://a.example/\nhttps://b.example/",
        "| 时间：9:00 |\n|---|\n| 地点：大厅 |",
    ],
)
def test_lines_that_may_be_joined_are_not_told(text):
    assert _told(text) == []


def test_the_line_is_the_paragraphs_own():
    assert [line for line, _ in _told("Call.\n\n①关煤气；\n②关电。")] == [3]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Company\tNumber\nCourier\t95338",
            [(1, "there is a tab between words"), (2, "there is a tab between words")],
        ),
        ("＃ Now", [(1, "“＃” makes no heading; write ####")]),
        ("＞ Pay now", [(1, "“＞” makes no quotation; write “> ”")]),
        ("> Pay now\nHang up", [(2, "this line is right below what is quoted")]),
    ],
)
def test_what_a_chinese_keyboard_or_a_table_gives_is_told(text, told):
    found = _told(text)
    assert [line for line, _ in found] == [line for line, _ in told]
    assert all(one.startswith(words) for (_, one), (_, words) in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("text", "meant"),
    [("- [ ] water", "“- □ water”"), ("1. [x] a torch", "“1. ✓ a torch”")],
)
def test_a_box_to_tick_is_told(text, meant):
    (told,) = _told(text)
    assert meant in told[1]


@pytest.mark.parametrize("text", ["1. Prepare\n- water", "- Prepare\n1. water"])
def test_a_list_of_another_kind_right_below_a_point_is_told(text):
    with pytest.raises(Refused, match="a list begins in the middle"):
        _told(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("收费20元*。\n\n* 仅限工作日。", "write “\\* 仅限工作日。”"),
        ("收费20元＊。\n\n* 仅限工作日。", "write “\\* 仅限工作日。”"),
        ("It is *not* free*.\n\n* On Sundays it is.", "write “\\* On Sundays it is.”"),
        ("| Fee* |\n|---|\n| 20 |\n\n* On Sundays none.", "write “\\* On Sundays none.”"),
    ],
)
def test_a_footnote_that_becomes_a_point_is_told(text, meant):
    (told,) = _told(text)
    assert "becomes a point of a list" in told[1]
    assert meant in told[1]


@pytest.mark.parametrize(
    "text",
    [
        "Bring this:\n\n* water",
        "Bring *all* of **this**:\n\n* water",
        "Fee*:\n\n* 20 on weekdays\n* none on Sundays",
        "Fee*.\n\n- On Sundays none.",
        "Fee*.\n\n\\* On Sundays none.",
        "* water",
    ],
)
def test_a_point_that_is_one_is_not(text):
    assert _told(text) == []
