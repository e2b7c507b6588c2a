"""Front matter: every value is the text that stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import frontmatter
from generator.content.frontmatter import Parted
from generator.diagnostics.errors import Problems, Refused
from generator.model import KNOWN, LIST_KEYS, Label
from generator.repair.frontmatter import quoted


def part(text: str, path: str) -> Parted:
    """A file's parts; raises `Refused` with everything that is told of it."""
    problems = Problems()
    made = frontmatter.part(text, path, problems)
    problems.refuse()
    return made


_PIECES = (
    *(
        "---\n",
        "title: ",
        "chat: ",
        "a",
        ": ",
        "\n",
        "  ",
        "- ",
        "&x ",
        "*x",
        "!!int ",
        "! ",
        "{",
        "}",
        "[",
    ),
    *("]", '"', "'", "|\n", ">\n", "? ", "#", "%YAML 1.1\n", "...\n", "\t", "<<: ", "@", "`", "é"),
)
_FRONT = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


@given(_FRONT | st.text() | _FRONT.map(lambda text: f"---\n{text}\n---\nBody"))
def test_any_text_is_parted_or_refused(text):
    try:
        parted = part(text, "x.md")
    except Refused as error:
        refused = error
    else:
        assert all(isinstance(value.text, str) for value in parted.values.values())
        assert text.endswith(parted.body)
        return
    assert all(problem.path == "x.md" and problem.line >= 1 for problem in refused.problems)
    assert all(problem.wrong and problem.remedy for problem in refused.problems)


@pytest.mark.parametrize(
    "text", ["no", "0123", "2022-07-25", "1_000", "null", "~", "1e3", ".inf", "=", "12:30:45"]
)
def test_yaml_guesses_nothing(text):
    assert part(f"---\ntitle: {text}\n---\n", "x.md").values == {"title": Label(text, 2)}


def test_a_value_of_several_lines_is_one_line():
    assert part("---\ntitle: one\n  two\n---\n", "x.md").values["title"].text == "one two"


def test_the_body_keeps_its_text_and_knows_its_line():
    parted = part("---\ntitle: x\n---\n\nText.\n---\nMore.", "x.md")
    assert (parted.body, parted.body_line) == ("\nText.\n---\nMore.", 4)


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000, "a: " * 9000])
def test_nesting_without_end_is_refused(text):
    with pytest.raises(Refused):
        part(f"---\n{text}\n---\n", "x.md")


def test_far_too_long_front_matter_is_refused():
    with pytest.raises(Refused, match="far too long"):
        part("---\n" + "x: y\n" * 5000 + "---\n", "x.md")


def test_the_body_is_there_where_the_values_cannot_be_read():
    problems = Problems()
    parted = frontmatter.part("---\ntitle: a: b\n---\nText.", "x.md", problems)
    assert (dict(parted.values), parted.body, parted.body_line) == ({}, "Text.", 4)
    assert [problem.line for problem in problems.errors] == [2]


_ONE_LINE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))).map(
    lambda text: " ".join(text.split())
)
_KEYS = st.sampled_from(sorted(LIST_KEYS)) | st.just("zzz")
_INDENTS = st.sampled_from(["", "  ", "    "])


@given(st.lists(_ONE_LINE.filter(bool), min_size=1, max_size=4), _KEYS, _INDENTS)
def test_any_texts_of_one_line_are_the_items_of_a_list_with_their_lines(texts, key, indent):
    rows = "".join(f"{indent}- {quoted(text)}\n" for text in texts)
    parted = part(f"---\ntitle: x\n{key}:\n{rows}after: y\n---\n", "x.md")
    assert {*parted.values} == {"title", "after"}
    assert parted.lists[key].line == 3
    assert parted.lists[key].items == tuple(Label(text, n) for n, text in enumerate(texts, 4))


@given(st.lists(st.from_regex("[a-z][a-z0-9-]{0,9}", fullmatch=True), max_size=4))
def test_ids_may_stand_on_the_line_of_their_key(ids):
    parted = part(f"---\ntitle: x\nplaces: [{', '.join(ids)}]\n---\n", "x.md")
    assert parted.lists["places"].items == tuple(Label(one, 3) for one in ids)


def test_a_list_without_a_text_is_empty():
    assert part("---\nchat:\n---\n", "x.md").lists["chat"].items == ()


def test_an_item_of_several_lines_is_one_text():
    parted = part("---\nchat:\n- one\n  two\n# a note\n- three\n---\n", "x.md")
    assert parted.lists["chat"].items == (Label("one two", 3), Label("three", 6))


@given(st.sampled_from(sorted({*KNOWN} - LIST_KEYS)))
def test_a_key_of_one_text_takes_no_list(key):
    with pytest.raises(Refused, match=f"“{key}” takes one text, and has a list; write it so: "):
        part(f"---\n{key}:\n- a\n---\n", "x.md")


@given(st.sampled_from(sorted(LIST_KEYS)), _ONE_LINE.filter(bool))
def test_the_lines_that_are_shown_for_one_text_are_a_list(key, text):
    with pytest.raises(Refused) as refused:
        part(f"---\n{key}: {quoted(text)}\n---\n", "x.md")
    (problem,) = refused.value.problems
    line = problem.remedy.partition(f"write {key}: alone, and below it ")[2]
    if line:  # else it is too long to be shown
        shown = part(f"---\n{key}:\n{line}\n---\n", "x.md").lists[key].items
        assert len(shown) == 1


@pytest.mark.parametrize(
    ("rows", "meant"),
    [
        ("chat:\n- says: a\n  truth: b", "- a ✗ b"),
        ("steps:\n- one: a\n  two: b", None),
        ("chat:\n- - a\n  - b", "- a, then - b"),
        ("chat:\n- {hotline}", '- "{hotline}"'),
        ("chat: [{hotline}]", '- "{hotline}"'),
        ("chat:\n- a: b", '- "a: b"'),
    ],
)
def test_what_is_nested_is_refused_with_the_lines_to_write(rows, meant):
    with pytest.raises(Refused) as refused:
        part(f"---\n{rows}\n---\n", "x.md")
    (problem,) = refused.value.problems
    assert meant is None or problem.remedy.endswith(meant)


@pytest.mark.parametrize("text", ["- " * 4000, "[" * 4000, "{a: " * 4000])
def test_a_list_nested_without_end_is_refused(text):
    with pytest.raises(Refused):
        part(f"---\nchat:\n  - {text}\n---\n", "x.md")


def test_no_contacts_are_a_pair_of_brackets_and_nothing_is_told():
    assert part("---\ncontacts: []\n---\n", "x.md").lists["contacts"].items == ()
    with pytest.raises(Refused, match=r"contacts is empty; write contacts: \[\] for none"):
        part("---\ncontacts:\n---\n", "x.md")


@pytest.mark.parametrize(
    "text", ["station, hotline", "station，hotline", "station hotline", "\n  station\n  hotline"]
)
def test_ids_without_their_brackets_are_shown_in_them(text):
    with pytest.raises(Refused, match=r"write it so: contacts: \[station, hotline\]"):
        part(f"---\ncontacts: {text}\n---\n", "x.md")


def test_a_note_may_stand_below_a_text_of_several_lines():
    parted = part("---\nsummary: >\n  one\n  two\n# a note\ntitle: A\n---\n", "x.md")
    assert [value.text for value in parted.values.values()] == ["one two", "A"]


def test_the_place_of_each_value_is_told():
    text = "---\ntitle: A\nsteps:\n  - one\n  - two\n    more\ncontacts: [a]\n---\n"
    found = frontmatter.spans(text)
    assert {key: (one.key, one.first, one.column, one.last) for key, one in found.items()} == {
        "title": (1, 1, 7, 1),
        "steps": (2, 3, 2, 5),
        "contacts": (6, 6, 10, 6),
    }
    assert [(one.first, one.last) for one in found["steps"].items] == [(3, 3), (4, 5)]
    assert frontmatter.spans("---\n{title: A}\n---\n") == {}
