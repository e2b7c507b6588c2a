"""Slips of the pen in front matter, and the lines that were meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.diagnostics.errors import Refused
from generator.repair.frontmatter import item_line, item_slip, needs_quotes, quoted, slips
from tests.content.test_frontmatter import part

_CHARS = st.sampled_from([*"ab “”‘’：: #'\"\\{}[]*&!|>%@`,-?。", "电", "话"])
VALUES = st.text(_CHARS, min_size=1, max_size=20).map(str.strip).filter(bool)
_KEYS = st.sampled_from(["title", "标题"])
LINES = st.builds("{}{}{}".format, _KEYS, _CHARS, VALUES)
SLIPS = st.builds("{}{}{}".format, _KEYS, st.sampled_from([":", "：", ": ", "： "]), VALUES).filter(
    slips
)
"""Lines with something wrong, as most are that are made so."""


def _read(value):
    return part(f"---\ntitle: {value}\n---\n", "x.md").values["title"].text


@given(VALUES)
def test_a_quoted_value_is_read_back(value):
    assert _read(quoted(value)) == " ".join(value.split())


@given(VALUES)
def test_a_value_that_needs_no_quotes_is_read_back(value):
    assume(not needs_quotes(value) and value[0] not in "'\"")
    assume(value[0] not in "|>")  # YAML has its own use for them
    assert _read(value) == " ".join(value.split())


@given(VALUES)
def test_a_line_of_a_list_is_read_back(value):
    line = item_line(value)
    assume(value[0] not in "|>")  # YAML's own
    assume(not {value[0], value[-1]} & {*"'\"“”‘’"})  # taken off where they have no partner
    (item,) = part(f"---\nchat:\n{line}\n---\n", "x.md").lists["chat"].items
    assert item.text.translate(_CURLED) == " ".join(value.split()).translate(_CURLED)
    assert item_slip(line) is None


_CURLED = str.maketrans({"“": '"', "”": '"', ":": "：", " ": None})
"""What may be set right in a Chinese text."""


@given(SLIPS)
@example("title:-")
@example("title:?")
@example("标题:\\'{:")
@example('title:"\\:"')
def test_the_line_that_was_meant_is_read(line):
    ((_, remedy),) = slips(line).values()
    meant = re.search("(?:so|value): (.*)", remedy)[1]
    assert part(f"---\n{meant}\n---\n", "x.md").values
    assert not slips(meant)


@given(st.lists(SLIPS, max_size=3))
def test_any_lines_are_told_by_their_numbers(lines):
    alone = {number: slips(line)[0] for number, line in enumerate(lines) if slips(line)}
    assert slips("\n".join(lines)) == alone


@pytest.mark.parametrize(
    "head",
    ["title: 'It''s'", 'title: "a \\" b: c"', "title: “a”", "# a note: x", "title: |", "  go: on"],
)
def test_what_yaml_reads_is_no_slip(head):
    assert not slips(head)


@pytest.mark.parametrize(
    ("line", "wrong", "meant"),
    [
        (r'title: "C:\dir is gone"', "a backslash in a text", r"title: C:\dir is gone"),
        ('title: "Refund" and "gift"', "not around the whole", 'title: \'"Refund" and "gift"\''),
        ('title: "The "safe" account"', "not around the whole", 'title: The "safe" account'),
    ],
)
def test_marks_around_a_value_are_no_part_of_it(line, wrong, meant):
    ((told, remedy),) = slips(line).values()
    assert wrong in told
    assert remedy.endswith(meant)


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        (
            "title: a\nsummary: 先给小钱，\n再骗大钱。看清：别信。",
            "summary: 先给小钱，再骗大钱。看清：别信。",
        ),
        ('title: "a\nb"\ndate: 2022-07-25', None),
        ('title: "a\nb\ndate: 2022-07-25', "title: a b"),
        ("title: “a\nb”", "title: “a b”"),
        ('title: "刷单"返利', "title: “刷单”返利"),
        ("title: 注意: 刷单", "title: 注意：刷单"),
        ("title:\u3000a", "title: a"),
        ("date： 2022-07-25\nmore words", "date: 2022-07-25"),
        ("date: 2022-07-25\nmore words", None),
        ("开始时间：2026年12月25日 8:30", "starts: 2026-12-25 08:30"),
        ("ends：26.12.2026", "ends: 2026-12-26"),
    ],
)
def test_a_chinese_value_and_a_broken_one_are_told_as_they_were_meant(head, meant):
    remedies = [remedy for _, remedy in slips(head).values()]
    assert [remedy.partition(": ")[2] for remedy in remedies] == [meant] * bool(meant)


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        ("date: 2026-11-26 issuer: 反诈中心", "date: 2026-11-26", "issuer: 反诈中心"),
        ('title: "a: b", poster: “c”', 'title: "a: b"', "poster: “c”"),
    ],
)
def test_two_keys_on_a_line_are_told_as_two_lines(line, first, second):
    ((wrong, remedy),) = slips(line).values()
    assert wrong == "there are two keys on this line"
    assert remedy == f"write {first}, and in a line below it {second}"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("-a ✗ b", "- a ✗ b"),
        ("  • a ✗ b", "- a ✗ b"),
        ("· 快递丢了: 加微信 ✗ 别加", "- 快递丢了：加微信 ✗ 别加"),
        ("－a", "- a"),
        ("- {hotline} ✗ b", '- "{hotline} ✗ b"'),
        ("- a # b", None),
        ("- a ✗ b", None),
        ("-", None),
        ("a", None),
        ("- " + "a: " * 200, None),
    ],
)
def test_a_line_of_a_list_is_told_as_it_was_meant(line, meant):
    slip = item_slip(line)
    assert slip is None if meant is None else slip.remedy.endswith(f": {meant}")
    below = slips(f"chat:\n# a note\n{line}\n\ndate: 2022-07-25\n{line}")
    assert below == ({2: slip} if slip else {})


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("chat：a ✗ b", "- a ✗ b"),
        ("对话: - a ✗ b", "- a ✗ b"),
        ("chat: [a: b, {x} c]", '- "a: b", then - "{x} c"'),
        ("chat: [a, b]", None),
        ("chat:", None),
    ],
)
def test_a_list_on_its_keys_line_is_told_as_lines(line, items):
    remedies = [remedy for _, remedy in slips(line).values()]
    assert remedies == ([f"write chat: alone, and below it {items}"] if items else [])


@pytest.mark.parametrize("text", ["In short: pay", "See the chat: pay", "a\nshort of money: b"])
def test_a_word_that_is_a_key_too_begins_none(text):
    told = [wrong for wrong, _ in slips(f"title: {text}").values()]
    assert "there are two keys on this line" not in told
    assert len(told) == 1


def test_every_slip_is_told_at_once():
    with pytest.raises(Refused) as refused:
        part("---\ntitle：a\ndate:b\nsummary: c: d\n---\n", "x.md")
    assert [problem.line for problem in refused.value.problems] == [2, 3, 4]
