"""HTML of our own making -> plain text. More cases: the "text" of tests/cases/segments/."""

from __future__ import annotations

import re
from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from generator.plain import plain
from generator.segments import Walk
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
    rest = iter(plain(html).split())
    words = unescape(re.sub("<[^>]*>", "", html)).split()
    assert all(word in rest for word in words if word.isalpha())


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_escaped_text_comes_back(text):
    assert plain(f"<p>{escape(text)}</p>") == text


def test_a_link_says_where_it_leads_unless_its_words_do():
    assert plain('<a href="https://a.example/b">here</a>') == "here (https://a.example/b)"
    assert plain('<a href="https://a.example/">a.example</a>') == "a.example"
    assert plain('<a href="tel:96110">call</a>') == "call"
