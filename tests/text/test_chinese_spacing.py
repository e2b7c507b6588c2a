"""Spaces between Chinese and other letters, as a site chooses."""

from __future__ import annotations

import pytest

from generator.text.chinese_spacing import spaced


@pytest.mark.parametrize(
    ("text", "none", "always"),
    [
        (
            "请在24小时内拨打 {hotline}。",
            "请在24小时内拨打{hotline}。",
            "请在 24 小时内拨打 {hotline}。",
        ),
        ("用 QQ联系", "用QQ联系", "用 QQ 联系"),
        ("输入`转 A 账`", "输入`转 A 账`", "输入`转 A 账`"),
        ("见https://a.cn/转a账", "见https://a.cn/转a账", "见 https://a.cn/转a账"),
        ("（A）和B，C", "（A）和B，C", "（A）和 B，C"),
        ("Hang up.", "Hang up.", "Hang up."),
        ("", "", ""),
    ],
)
def test_a_text_is_set_as_the_site_chose(text: str, none: str, always: str) -> None:
    assert (spaced(text, "any"), spaced(text, "none"), spaced(text, "always")) == (
        text,
        none,
        always,
    )


@pytest.mark.parametrize("choice", ["none", "always"])
def test_what_is_set_stays_so(choice: str) -> None:
    once = spaced("请在24 小时内 拨打{hotline}，或用QQ 联系。", choice)
    assert spaced(once, choice) == once
