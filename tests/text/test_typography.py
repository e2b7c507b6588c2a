"""The end of a paragraph is kept together."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.typography import kept, kept_in_blocks


@pytest.mark.parametrize(
    ("words", "tail"),
    [
        ("They watch it and direct you to transfer large sums.", "large sums."),
        ("我们为您办理退款。", "退款。"),
        ("不要转账", "转账"),
        ("骗子会说“给我钱。”", "我钱。”"),
        ("请下载App", ""),
        ("One", ""),
        ("", ""),
        ("Verbraucherschutzbeauftragte Kundendienstmitarbeiter", ""),
        ('Call <a href="tel:96110">96110 right now</a>', ""),
        ('Call <a href="tel:96110">96110</a> right now.', "right now."),
        ("One line.<br>And now another.", "now another."),
        ("It is 5 &lt; 6", "&lt; 6"),
    ],
)
def test_the_last_two_words_or_characters_are_kept_together(words, tail):
    end = tail.replace(" ", "\u00a0") if " " in tail else f'<span class="tail">{tail}</span>'
    assert kept(words) == (words.removesuffix(tail) + end if tail else words)


def test_each_paragraph_of_a_text_keeps_its_own_end():
    found = kept_in_blocks("<p>The scam <b>works</b> like this here.</p>\n<p>直到您发现被骗。</p>")
    assert found == (
        "<p>The scam <b>works</b> like this\u00a0here.</p>\n"
        '<p>直到您发现<span class="tail">被骗。</span></p>'
    )


@given(st.text(alphabet="ab <>/&;款退。”", max_size=40))
def test_no_word_is_changed(words):
    parted = re.sub(r'<span class="tail">(.*)</span>$', r"\1", kept(words))
    assert parted.replace("\u00a0", " ") == words
