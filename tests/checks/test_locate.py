"""The very line of what is wrong."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.locate import refine
from generator.diagnostics.errors import Problem, Problems
from generator.diagnostics.messages import said
from generator.layout import Source

MARKDOWN = "content/refund/bulletin.md"
CATALOGUE = "locales/zh_Hans/LC_MESSAGES/refund.po"
TEXT = """\
---
title: {hotlin}
---

Hang up, then
call {hotlin} or
call 96119.

Call {hotlin}.
"""
ENTRY = """\
#. {police}
msgid "Call {police} or 96110."
msgstr ""
"拨打{警察}，"
"或者96111。"

msgid "x"
msgstr "{警察}"
"""


def _line(path, line, wrong, rule="text", entry=ENTRY):
    problems = Problems()
    problems.add(Problem(path, line, rule, wrong, said("mend it")))
    refine(problems, [Source(MARKDOWN, TEXT)], {("zh_Hans", "refund"): entry.encode()})
    (placed,) = problems.errors
    return placed.line


@pytest.mark.parametrize(
    ("begins", "quoted", "expected"),
    [
        (5, "hotlin", 6),
        (5, "96119", 7),
        (9, "hotlin", 9),
        (2, "hotlin", 2),
        (5, "nowhere", 5),
        (5, "then call {hotlin}", 6),
        (5, "Hang up, then call", 5),
    ],
)
def test_a_mistake_in_a_paragraph_is_told_at_its_line(begins, quoted, expected):
    assert _line(MARKDOWN, begins, said("there is no fact {name}", name=quoted)) == expected


@pytest.mark.parametrize(
    ("begins", "quoted", "expected"),
    [(2, "{警察}", 4), (2, "96111", 5), (2, "{police}", 3), (7, "{警察}", 8)],
)
def test_one_in_a_catalog_is_told_at_the_translation(begins, quoted, expected):
    wrong = said("“{text}” is wrong", text=quoted)
    assert _line(CATALOGUE, begins, wrong, "facts") == expected


def test_one_in_a_catalog_of_a_mac_too():
    """Which may write é as two characters."""
    entry = normalize("NFD", 'msgid "x"\nmsgstr ""\n"拨打"\n"Café。"\n')
    assert _line(CATALOGUE, 1, said("“{text}” is wrong", text="Café"), "facts", entry) == 4


def test_the_longest_of_what_is_quoted_is_looked_for():
    wrong = said("the source has “{text}”, the translation “{other}”", text="6", other="{警察}")
    assert _line(CATALOGUE, 2, wrong, "facts") == 4


@pytest.mark.parametrize("rule", ["catalogue", "front-matter", "waiver", "file-name"])
def test_a_rule_that_knows_its_line_is_believed(rule):
    assert _line(CATALOGUE, 2, said("“{text}” is wrong", text="{警察}"), rule) == 2


@given(st.integers(1, 20), st.text("Hcal{}96 \n"))
def test_a_place_is_never_outside_its_paragraph(begins, quoted):
    line = _line(MARKDOWN, begins, said("“{text}” is wrong", text=quoted))
    between = TEXT.split("\n")[begins - 1 : line]
    assert line >= begins
    assert line == begins or all(text.strip() for text in between)
