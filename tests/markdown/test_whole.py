"""Numbers and addresses that writers type: on one line, and in their own order."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown.plain import plain
from generator.markdown.whole import kept_whole

WHOLE = re.compile(r'<span class="whole" dir="ltr">([^<]*)</span>')


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Pay 1,200 yuan or ¥5,000.", ["1,200 yuan"]),
        ("付1.2万元，共1,200元。", ["1.2万元", "1,200元"]),
        ("Call 021-5555 0123, +86 21 96110 or 96110.", ["021-5555 0123", "+86 21 96110"]),
        ("اتصل 021-55550123 الآن", ["021-55550123"]),
        ("See a-b.example/c or help@a-b.example.", ["a-b.example/c", "help@a-b.example"]),
        ("See shop.example, 10% at 9:30.", []),
        ("See https://bank.example/a/very/long/address-of-a-page", []),
        ("It’s 7 &#215; 5-6 &amp; Node.js", ["5-6"]),
        ('<a href="https://a-b.example/1-2">words</a>', []),
        ('<a class="fact" dir="ltr" href="tel:02155550123">021-5555 0123</a>', []),
        ('<span class="fact" lang="zh">国家1-2</span>', []),
    ],
)
def test_what_a_browser_would_part_is_kept_whole(text, kept):
    html = kept_whole(text)
    assert WHOLE.findall(html) == kept
    assert WHOLE.sub(r"\1", html) == text


def test_the_address_of_a_fact_is_kept_whole_if_it_is_short():
    fact = '<a class="fact" dir="ltr" href="https://a-b.example/">a-b.example</a>'
    assert kept_whole(fact) == fact.replace('"fact"', '"fact whole"')


@given(st.text("0123456789.-,/@: aB元¥()<&;#", max_size=60))
def test_no_word_is_changed(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(kept_whole(escaped)) == plain(escaped)


@pytest.mark.parametrize(
    "part", ["a.", "1 ", "1-", "(1", "a@", "a.b@", "1,", "¥", "https://a.", "<"]
)
def test_no_text_takes_long(part):
    began = time.perf_counter()
    kept_whole(part * 20_000)
    assert time.perf_counter() - began < 2
