"""Slips of the pen in PO files, and the lines that were meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogs import reader
from generator.diagnostics.errors import Refused

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Hang up."\n'
TAIL = '\nmsgid "x"\nmsgstr "y"\n'
PATH = "x.po"


def told(text):
    with pytest.raises(Refused) as refused:
        reader.read(f"{HEAD}{text}\n{TAIL}".encode(), PATH)
    return [(problem.line, str(problem.sentence)) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("msgstr “先挂断。”", 'msgstr "先挂断。"'),
        ("msgstr 先挂断。", 'msgstr "先挂断。"'),
        ('msgstr "先挂断。', 'msgstr "先挂断。"'),
        ('msgstr "先挂断。”', 'msgstr "先挂断。"'),
        ('msgstr　"先挂断。"', 'msgstr "先挂断。"'),
        ('msgstr: "先挂断。"', 'msgstr "先挂断。"'),
        ("译文：“先挂断。”", 'msgstr "先挂断。"'),
        ('msgstr "别信"刷单"，先挂断。"', 'msgstr "别信“刷单”，先挂断。"'),
        ('msgstr "先挂断。"，', 'msgstr "先挂断。"'),
        ('msgstr "先挂断，" "再拨打。"', 'msgstr "先挂断，再拨打。"'),
        ('msgstr "别信“刷单”', 'msgstr "别信“刷单”"'),
        ('msgstr "先挂断，\n再拨打。"', 'msgstr "先挂断，再拨打。"'),
        ("msgstr “先挂断，\n再看，\n再拨打。”", 'msgstr "先挂断，再看，再拨打。"'),
        ('msgstr "Hang up,\nthen call."', 'msgstr "Hang up, then call."'),
        ('msgstr “The "safe" account”', 'msgstr "The \\"safe\\" account"'),
    ],
)
def test_a_line_is_told_once_as_it_was_meant(written, meant):
    ((line, sentence),) = told(written)
    assert line == 5
    assert re.search("write it (?:so|on one line): (.*)", sentence)[1] == meant


@pytest.mark.parametrize(("written", "meant"), [("＃， fuzzy", "#, fuzzy"), ("＃ 说明", "# 说明")])
def test_a_note_with_a_full_width_sign_is_told_once(written, meant):
    ((line, sentence),) = told(f'msgstr "z"\n\n{written}\nmsgid "a"\nmsgstr "b"')
    assert line == 7
    assert sentence.endswith(f"write it so: {meant}")


def test_a_note_behind_a_text_is_not_made_part_of_it():
    ((_, sentence),) = told('msgstr "先挂断。" # 说明')
    assert "there is something after the closing quotation mark" in sentence


def test_a_file_that_ends_in_a_text_may_be_cut_off():
    with pytest.raises(Refused, match="cut off"):
        reader.read(f'{HEAD}msgstr "先挂'.encode(), PATH)


def _letters(text):
    return [char for char in text if char in "ab警"]


@given(
    st.sampled_from(["msgstr ", "msgstr", "msgstr：", "译文 "]),
    st.text(st.sampled_from([*"ab “”‘’\"'＂\\：\n#", "警"]), min_size=1, max_size=16),
)
def test_the_line_that_was_meant_can_be_read(keyword, text):
    try:
        reader.read(f"{HEAD}{keyword}{text}\n{TAIL}".encode(), PATH)
    except Refused as refused:
        meant = re.search("write it (?:so|on one line): (.*)", str(refused.problems[0].sentence))
    else:
        return
    if meant and not meant[1].startswith("#"):
        lines = text.split("\n")
        assert _letters(meant[1]) in [
            _letters("".join(lines[:end])) for end in range(len(lines) + 1)
        ]
        reader.read(f"{HEAD}{meant[1]}\n{TAIL}".encode(), PATH)
