"""HTML of our own making -> plain text. More cases: the "text" of tests/cases/segments/."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown.plain import plain
from generator.markdown.walk import Walk
from tests.strategies import documents
from tests.support import FACTS, as_it_stands

WALK = Walk(FACTS)


@given(documents(soft_breaks=True))
def test_plain_text_has_no_tags(text):
    """Where the text itself shows none: neither `<`, `>` nor quotations."""
    html = WALK.html(WALK.parse(re.sub("[<>]", "", text)), as_it_stands)
    assert not {"<", ">"} & set(plain(html))


@given(documents(soft_breaks=True))
def test_plain_text_has_every_word_in_its_order(text):
    html = WALK.html(WALK.parse(text), as_it_stands)
    rest = iter(re.sub("[:;](?!//)", "", plain(html)).split())
    # A table's headings stand before each of its cells.
    body = re.sub(r"(?s)<thead>.*?</thead>", "", html)
    words = unescape(re.sub("<[^>]*>", "", body)).replace(":", "").split()
    assert all(word in rest for word in words if word.isalpha())


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_escaped_text_comes_back(text):
    assert plain(f"<p>{escape(text)}</p>") == text


def test_a_link_says_where_it_leads_unless_its_words_do():
    assert plain('<a href="https://a.example/b">here</a>') == "here (https://a.example/b)"
    assert plain('<a href="https://a.example/">a.example</a>') == "a.example"
    assert plain('<a href="tel:96110">call</a>') == "call"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="tel:1" dir="ltr">+86 1</a>', "\u2066+86 1\u2069"),
        ('<p>x <span dir="ltr">5,000 元</span>!</p>', "x \u20665,000 元\u2069!"),
        ('<a href="https://a.example/b">x</a>', "x (\u2066https://a.example/b\u2069)"),
        ('<a href="https://a.example/" dir="ltr">a.example</a>', "\u2066a.example\u2069"),
        ('<span lang="ar"><em>x</em></span>', "x"),
    ],
)
def test_what_runs_from_left_to_right_is_set_apart_where_that_is_asked(html, text):
    assert plain(html, isolating=True) == text
    assert plain(html) == text.replace("\u2066", "").replace("\u2069", "")


_TABLE = (
    "<table>\n<thead>\n<tr>\n<th>{}</th>\n<th>{}</th>\n</tr>\n</thead>\n"
    "<tbody>\n<tr>\n<td>{}</td>\n<td>{}</td>\n</tr>\n</tbody>\n</table>"
)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (("Usual day", "New day", "Fri", "Sat"), "Usual day: Fri; new day: Sat"),
        (("Day", "NHS number", "Fri", "1"), "Day: Fri; NHS number: 1"),
        (("Place", "Monday", "Hall", "9:00"), "Place: Hall; Monday: 9:00"),
        (("Place", "Central Library", "Hall", "9:00"), "Place: Hall; Central Library: 9:00"),
        (("Day", "New day:", "", "Sat"), "New day: Sat"),
        (("", "", "Fri", "Sat"), "Fri; Sat"),
        (("Day", "Place", "", ""), "Day; Place"),
    ],
)
def test_a_row_of_a_table_is_a_line_in_which_each_cell_has_its_heading(cells, text):
    assert plain(_TABLE.format(*cells), english=True) == text


def test_a_row_in_chinese_has_chinese_marks():
    html = _TABLE.format("原定日期", "改为", "周五", "周六")
    assert plain(html, chinese=True) == "原定日期：周五；改为：周六"


def test_the_points_of_a_list_keep_their_numbers():
    html = '<ol start="3">\n<li>a</li>\n<li value="7">b</li>\n<li>c</li>\n</ol>'
    assert plain(html) == "3. a\n7. b\n8. c"


def test_an_address_stands_in_the_brackets_of_its_language():
    html = '<p>看<a href="https://bank.example/">银行</a>。</p>'
    assert plain(html, chinese=True) == "看银行（https://bank.example/）。"
    assert plain(html) == "看银行 (https://bank.example/)。"
