"""Which part of a text goes where in a notice."""

from __future__ import annotations

import pytest

from generator.exchange import notices, received
from tests.exchange.words import FACTS


def _draft(text):
    return notices.draft(received.pasted(text, "pasted"), FACTS.values())


def _titles(parts):
    return [(one["title"], one.get("body", "")) for one in parts]


def test_points_with_a_few_words_above_a_text_are_reminders_of_that_title():
    draft = _draft(
        "警惕诈骗\n\n防范提醒\n\n1、核实身份\n打官方电话问一问。\n再问问家人。\n2、不转账\n安全账户是假的。"
    )
    assert _titles(draft.reminders) == [
        ("核实身份", "打官方电话问一问。\n\n再问问家人。"),
        ("不转账", "安全账户是假的。"),
    ]


def test_headings_below_that_of_the_advice_are_reminders():
    draft = _draft(
        "<h1>警惕诈骗</h1><h2>提醒</h2><h3>别信</h3><p>都是假的。</p><h2>附</h2><p>略。</p>"
    )
    assert _titles(draft.reminders) == [("别信", "都是假的。")]
    assert draft.head["body"] == "#### 附\n\n略。"


def test_a_section_of_another_kind_after_the_scams_stays_in_the_text():
    draft = _draft(
        "<h1>警惕诈骗</h1><h2>假退款</h2><p>“您的包裹丢了，退您三倍。”</p><p>骗子发来链接。</p>"
        "<h2>背景</h2><p>今年多发。</p><p>已破案。</p><ul><li>甲地</li></ul>"
    )
    assert _titles(draft.scams) == [("假退款", "骗子发来链接。")]
    assert draft.head["body"] == "#### 背景\n\n今年多发。\n\n已破案。\n\n- 甲地"


def test_the_text_below_the_last_point_alone_is_none_of_its():
    draft = _draft("警惕诈骗\n\n提醒：\n1、别信。\n2、别转。\n祝大家平安，远离骗局。")
    assert _titles(draft.reminders) == [("别信", ""), ("别转", "")]
    assert draft.head["body"] == "祝大家平安，远离骗局。"


def test_points_without_a_heading_are_reminders_of_a_warning():
    draft = _draft("小区里来了骗子\n\n- 别开门\n- 别扫码")
    assert _titles(draft.reminders) == [("别开门", ""), ("别扫码", "")]


@pytest.mark.parametrize("label", ["【骗子话术】", "话术：", "== 他们怎么说 =="])
def test_what_stands_below_a_label_is_what_they_say_without_quotation_marks(label):
    draft = _draft(f"警惕诈骗\n\n骗术一：假退款\n{label}\n加我微信退款。\n【诈骗套路】\n发来链接。")
    (scam,) = draft.scams
    assert (scam["title"], scam["heard"], scam["body"]) == (
        "假退款",
        "加我微信退款。",
        "发来链接。",
    )


def test_a_label_may_stand_in_the_line():
    draft = _draft(
        "当心假客服\n\n话术：“您的快递丢了，退您三倍。”\n套路：发来假链接。\n\n提醒：\n- 别点"
    )
    (scam,) = draft.scams
    assert (scam["heard"], scam["body"]) == ("您的快递丢了，退您三倍。", "发来假链接。")
    assert [one.text for one in draft.left] == ["话术", "套路"]


def test_a_paragraph_after_what_they_say_is_how_it_works():
    (scam,) = _draft("警惕诈骗\n\n假退款\n\n“您的包裹丢了，退您三倍。”骗子发来链接。").scams
    assert (scam["heard"], scam["body"]) == ("您的包裹丢了，退您三倍。", "骗子发来链接。")


def test_points_in_a_service_notice_keep_their_numbers():
    draft = _draft("停水通知\n\n请注意：\n十一、关好水龙头。\n十二、储水。\n（3）看公告栏。")
    assert draft.kind == "service"
    assert draft.head["body"] == "#### 请注意：\n\n11. 关好水龙头。\n12. 储水。\n3. 看公告栏。"


def test_a_table_is_one_with_its_row_of_headings():
    page = "<h1>停水</h1><table><tr><th>楼<th>时间</tr><tr><td>1|2<td></tr></table><p>完毕</p>"
    body = _draft(page).head["body"]
    assert body == "| 楼 | 时间 |\n|---|---|\n| 1\\|2 |   |\n\n完毕"


def test_what_is_said_around_a_text_is_found_above_and_below_it():
    draft = _draft(
        "示例市公安局\n示公〔2026〕1号\n关于防骗的通告\n\n各位居民：\n\n正文很长，讲诈骗。\n\n特此通告。\n\n"
        "示例市公安局\n2026年1月2日"
    )
    assert draft.head == {
        "title": "关于防骗的通告",
        "issuer": "示例市公安局",
        "date": "2026-01-02",
        "body": "各位居民：\n\n正文很长，讲诈骗。",
    }
    assert [one.text for one in draft.left] == ["示公〔2026〕1号", "特此通告。"]


def test_each_block_says_where_it_went():
    draft = _draft("警惕诈骗\n\n假退款\n\n“您的包裹丢了，退您三倍。”\n\n提醒：\n● 别信\n\n- END -")
    assert draft.places == (
        "Title",
        "Scam 1: title",
        "Scam 1: what they say",
        "Heading of the reminders",
        "Reminder 1",
        "",
    )
