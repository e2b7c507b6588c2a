"""Front matter: every value is the text that stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import frontmatter
from generator.content.frontmatter import Parted
from generator.diagnostics.errors import Problems, Refused
from generator.model import Label


def part(text: str, path: str) -> Parted:
    """A file's parts; raises `Refused` with everything that is told of it."""
    problems = Problems()
    made = frontmatter.part(text, path, problems)
    problems.refuse()
    return made


_PIECES = (
    *("---\n", "title: ", "a", ": ", "\n", "  ", "- ", "&x ", "*x", "!!int ", "! ", "{", "}", "["),
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
