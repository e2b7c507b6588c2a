"""What stands around a text: who issues it, when, and which line is the title."""

from __future__ import annotations

import pytest

from generator.exchange.blocks import Block
from generator.exchange.top import around


def _around(*lines):
    found = around([Block(line) for line in lines])
    return found.values, [line for _, line in found.left]


@pytest.mark.parametrize(
    ("lines", "title", "issuer"),
    [
        (("关于停水的通知", "正文。"), "关于停水的通知", None),
        (("示例市水务局", "关于停水的通知", "正文。"), "关于停水的通知", "示例市水务局"),
        (("示例水务〔2026〕3号", "停水通知", "正文。"), "停水通知", None),
        (("谨防假骗局", "正文。"), "谨防假骗局", None),
        (("通  知", "正文。"), "通知", None),
        (("标题：停水通知", "正文。"), "停水通知", None),
        (("示例区反诈中心提醒：别转账", "正文。"), "示例区反诈中心提醒：别转账", "示例区反诈中心"),
        (
            ("Example Police warns: hang up", "Text."),
            "Example Police warns: hang up",
            "Example Police",
        ),
        (("One line",), "One line", None),
    ],
)
def test_the_title_is_the_line_that_says_what_it_is_about(lines, title, issuer):
    values, _ = _around(*lines)
    assert (values["title"], values.get("issuer")) == (title, issuer)


@pytest.mark.parametrize(
    ("line", "values", "left"),
    [
        ("作者：示例网警 时间：2026.11.12", {"publisher": "示例网警", "date": "2026-11-12"}, []),
        ("Author:Police Time:2022.07.25", {"publisher": "Police", "date": "2022-07-25"}, []),
        ("发布单位：示例中心", {"issuer": "示例中心"}, []),
        ("Issued by: Desk, 3 May 2026", {"issuer": "Desk", "date": "2026-05-03"}, []),
        ("来源：甲 作者：乙", {"publisher": "甲"}, ["乙"]),
        ("2026年1月2日 16:30", {"date": "2026-01-02 16:30"}, []),
        ("时间：2026年1月2日 8:00—16:00", {}, []),  # of what is announced
        ("时间：周五", {}, []),
        ("地点：示例路", {"area": "示例路"}, []),
    ],
)
def test_lines_with_labels_above_a_text_are_said_of_the_notice(line, values, left):
    assert _around("停水通知", line, "正文，很长的一段话。") == (
        {"title": "停水通知", **values},
        left,
    )


@pytest.mark.parametrize(
    ("lines", "values", "left"),
    [
        (("示例居委会", "2026年1月2日"), {"issuer": "示例居委会", "date": "2026-01-02"}, []),
        (("示例居委会 2026年1月2日",), {"issuer": "示例居委会", "date": "2026-01-02"}, []),
        (("——示例居委会 11月28日",), {"issuer": "示例居委会"}, ["11月28日"]),
        (("—— END ——",), {}, []),
        (("这不是落款，是正文。",), {}, []),
        (("骗局",), {}, []),
    ],
)
def test_a_signature_below_a_text_is_said_of_the_notice(lines, values, left):
    text = ("正文，第一段很长的话。",) * 4
    assert _around("停水通知", *text, *lines) == ({"title": "停水通知", **values}, left)


def test_a_campaign_in_brackets_is_no_part_of_the_title():
    values, _ = _around("【百日行动】谨防假客服", "正文。")
    assert values == {"title": "谨防假客服", "campaign": "百日行动"}
