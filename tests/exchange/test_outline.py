"""Headings, points and quotations are told by how they are typed, and how they stand."""

from __future__ import annotations

import pytest

from generator.exchange.blocks import Block
from generator.exchange.outline import outlined, point, quoted


def _outline(*lines):
    return [(one.kind, one.mark, one.text) for one in outlined([Block(line) for line in lines])]


def test_a_number_before_a_few_words_with_a_text_below_is_a_heading():
    assert _outline("一、常见骗术", "骗子打电话。", "二、提醒", "1、别信", "2、别转") == [
        ("heading", "一、", "常见骗术"),
        ("text", "", "骗子打电话。"),
        ("heading", "二、", "提醒"),
        ("item", "1、", "别信"),
        ("item", "2、", "别转"),
    ]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("【诈骗套路】", "heading", "诈骗套路"),
        ("== 怎么防 ==", "heading", "怎么防"),
        ("● 别转账", "item", "别转账"),
        ("1️⃣别开门", "item", "别开门"),
        ("（3）别扫码", "item", "别扫码"),
        ("③别扫码", "item", "别扫码"),
        ("* Hang up.", "item", "Hang up."),
        ("2026年", "text", "2026年"),
        ("3.5元", "text", "3.5元"),
        ("*号", "text", "*号"),
        ("110报警", "text", "110报警"),
        ("——", "text", "——"),
    ],
)
def test_a_line_is_told_by_how_it_begins(line, kind, text):
    (made,) = outlined([Block(line)])
    assert (made.kind, made.text) == (kind, text)


def test_a_short_line_above_a_quotation_or_points_is_a_heading():
    kinds = [
        kind
        for kind, *_ in _outline("引子", "退款", "“您的包裹丢了，加我微信。”", "提醒您", "● 别信")
    ]
    assert kinds == ["text", "heading", "text", "heading", "item"]


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        ("“您好，我是客服，请转账。”", ("您好，我是客服，请转账。", "")),
        ("“您好，我是客服，请转账。”骗子说。", ("您好，我是客服，请转账。", "骗子说。")),
        ('"Pay now, or else!" they say.', ("Pay now, or else!", "they say.")),
        ("“不关引号的话", ("不关引号的话", "")),
        ("“AI换脸”骗局", None),
        ("“白条”账户", None),
        ("他说：“您好。”", None),
        ("“”", None),
        ("", None),
    ],
)
def test_a_quotation_is_what_somebody_says_and_no_name(line, parted):
    assert quoted(line) == parted


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("别转账。", ("别转账", "")),
        ("转账前，先打电话", ("转账前，先打电话", "")),
        ("别信。都是骗人的。", ("别信", "都是骗人的。")),
        ("核实身份：打官方电话", ("核实身份", "打官方电话")),
        ("Hang up. They lie.", ("Hang up", "They lie.")),
        ("Version 2.0 is false", ("Version 2.0 is false", "")),
        (
            "不要把验证码告诉任何人，不管对方自称是谁，也不管他知道您多少信息",
            ("不要把验证码告诉任何人", "不管对方自称是谁，也不管他知道您多少信息"),
        ),
        ("。", ("。", "")),
    ],
)
def test_a_point_is_parted_into_a_few_words_and_the_rest(text, parted):
    assert point(text) == parted
