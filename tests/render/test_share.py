"""What is passed on: a message that is made where none is written, and an article of plain tags."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown.plain import plain
from generator.markdown.walk import Walk
from generator.render import share
from generator.text import sms
from generator.views import Rich
from tests.strategies import documents
from tests.support import FACTS, Page, as_it_stands

LONG = "They ask for a deposit first. " * 30


@pytest.mark.parametrize(
    ("text", "room", "taken"),
    [
        ("Hang up. Call 110.", 8, "Hang up."),
        ("Hang up. Call 110.", 17, "Hang up."),
        ("Hang up. Call 110.", 18, "Hang up. Call 110."),
        ("Hang up. Call 110.", 7, ""),
        ("Call 021-5555 ext. 801 now. Then wait.", 30, "Call 021-5555 ext. 801 now."),
        ("See www.a.cn. Then wait. Now.", 24, "See www.a.cn. Then wait."),
        ("1. Hang up at once.\n2. Call.", 22, "1. Hang up at once."),
        ("They say:\n– “Pay.”\n– “Now.” Never do.", 20, "They say: – “Pay.”"),
        ("One line\n\nAnother one", 10, "One line"),
        ("Ask Mr. Wang first. Then pay.", 28, "Ask Mr. Wang first."),
        ("They ask for 110. Then wait.", 20, "They ask for 110."),
        ("请挂断。再打110。", 5, "请挂断。"),
        ("对方说：“快转账！”请挂断。", 12, "对方说：“快转账！”"),
        ("Is it true? No! Never.", 15, "Is it true? No!"),
        ("Two\nlines here. More.", 15, "Two lines here."),
    ],
)
def test_whole_sentences_are_taken_while_they_fit(text, room, taken):
    assert share.sentences(text, lambda begun: len(begun) <= room) == taken


@given(st.text(st.sampled_from("ab1. 。!?”\n"), max_size=80), st.integers(0, 80))
def test_sentences_are_a_beginning_of_the_text(text, room):
    taken = share.sentences(text, lambda begun: len(begun) <= room)
    assert len(taken) <= room
    assert " ".join(text.split()).startswith(taken)


def test_a_digest_is_never_blank_where_there_is_a_text():
    assert share.digest(LONG) == " ".join(["They ask for a deposit first."] * 4)
    assert share.digest(f"{'a' * 300}. More.") == f"{'a' * 300}."
    assert share.digest("") == ""


def _notice(**texts):
    names = ("title", "short", "summary", "introduction")
    return SimpleNamespace(
        **{name: Rich(texts.get(name, ""), texts.get(name, "")) for name in names}
    )


CALL, ADDRESS = ("110", "Call the police: 110"), "https://a.example/en/x/"


def test_a_message_ends_with_the_number_and_the_address():
    notice = _notice(title="Refunds", short="Hang up.")
    found = share.message(notice, "Example\n", CALL, ADDRESS)
    assert found == f"Example\nHang up.\nCall the police: 110\n{ADDRESS}"
    assert share.message(notice, "", ("", ""), "") == "Hang up."


@pytest.mark.parametrize(
    ("text", "repeated"), [("Call 110.", False), ("Call 96110.", True), ("拨打110。", False)]
)
def test_a_number_that_is_there_is_not_said_twice(text, repeated):
    found = share.message(_notice(short=text), "", CALL, ADDRESS)
    assert ("police" in found) is repeated
    assert found.endswith(ADDRESS)


@pytest.mark.parametrize("name", ["summary", "introduction"])
def test_a_message_that_nobody_wrote_is_made_in_two_parts(name):
    found = share.message(_notice(title="Refunds", **{name: LONG}), "", CALL, ADDRESS)
    lines = found.split("\n")
    assert lines[0] == "Refunds"
    assert lines[1].startswith("They ask for a deposit first. They ask")
    assert lines[2:] == [CALL[1], ADDRESS]
    assert sms.parts(found) == 2


def test_a_summary_is_taken_before_the_introduction():
    notice = _notice(title="T", summary="Somebody wrote this.", introduction="And that.")
    assert share.message(notice, "", ("", ""), "") == "T\nSomebody wrote this."


# The article.

WALK = Walk(FACTS)
_ATTRIBUTES = {"lang", "dir", "start", "value", "alt", "style", "data-picture", "width", "height"}


def _html(text):
    return WALK.html(WALK.parse(text), as_it_stands)


@given(documents(soft_breaks=True), st.booleans())
def test_an_article_says_what_the_page_says(text, chinese):
    """And so it has its facts: each number, and where each link leads."""
    html = _html(text)
    found = share.article(html, chinese=chinese)
    assert plain(found, chinese=chinese) == plain(html, chinese=chinese)
    dialled = {href for _, href in WALK.elements(text) if href.startswith("tel:")}
    assert not dialled or "96110" in found


@given(documents())
def test_an_article_has_plain_tags_with_their_styles_written_in(text):
    page = Page(share.article(_html(text)))
    for tag, attributes in page.tags:
        assert tag not in ("a", "script", "style")
        assert attributes.keys() <= _ATTRIBUTES
        assert re.fullmatch(r"[a-z0-9#:;.% -]*", attributes.get("style", ""))
    assert not page.links


@pytest.mark.parametrize(
    ("html", "article"),
    [
        ('<a href="tel:96110" dir="ltr">96110</a>', '<span dir="ltr">96110</span>'),
        ('<a href="https://a.cn/">a.cn</a>', "<span>a.cn</span>"),
        (
            '<a href="https://a.cn/?b&amp;c">us</a>',
            '<span>us （<span dir="ltr">https://a.cn/?b&amp;c</span>）</span>',
        ),
        ('<p class="x" id="y" onclick="z">Hi</p>', f'<p style="{share._STYLES["p"]}">Hi</p>'),
        ('<script>x</script><bdi lang="zh">y</bdi>', "xy"),
        ('<img alt="a" data-picture="en/x/a.png" loading="lazy">', None),
    ],
)
def test_a_tag_of_an_article(html, article):
    found = share.article(html, chinese=True)
    if article is None:
        kept = '<img alt="a" data-picture="en/x/a.png"'
        assert (found.startswith(kept), "loading" in found) == (True, False)
    else:
        assert found == article.replace(" （", "（")
