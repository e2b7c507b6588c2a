"""Front matter: which keys a document may have, and what is told of the others."""

from __future__ import annotations

import pytest

from generator.content import metadata
from generator.content.frontmatter import Parted
from generator.model import Label

PATH = "content/refund/bulletin.md"


def _values(**texts):
    return {key: Label(text, number) for number, (key, text) in enumerate(texts.items(), 2)}


def _parted(values):
    return Parted(values, {}, "", 1)


def test_a_key_under_nearly_its_name_is_not_missing_too():
    told = list(
        metadata.problems("bulletin", _parted(_values(titel="x", date="2022-07-25")), "p.md")
    )
    assert [(problem.line, problem.remedy) for problem in told] == [(2, "did you mean title?")]


def test_every_key_that_is_needed_and_not_there_is_told():
    told = [problem.wrong for problem in metadata.problems("bulletin", _parted({}), "p.md")]
    assert told == ["title is missing", "date is missing"]


def test_a_key_in_chinese_is_told_in_english():
    told = list(
        metadata.problems("bulletin", _parted(_values(标题="x", 日期="2022-07-25")), "p.md")
    )
    assert [problem.remedy for problem in told] == ["did you mean title?", "did you mean date?"]


@pytest.mark.parametrize(
    ("texts", "routines", "kind"),
    [
        ({}, ("a",), "scam"),
        ({}, (), "service"),
        ({"kind": "scam"}, (), "scam"),
        ({"kind": "service"}, ("a",), "service"),
    ],
)
def test_a_notice_without_scams_is_a_service_notice(texts, routines, kind):
    assert metadata.kind(_values(**texts), routines) == kind


@pytest.mark.parametrize(
    ("key", "text"), [("kind", "warning"), ("kind", ""), ("example", "yes"), ("example", "")]
)
def test_a_kind_or_an_example_of_another_word_is_told(key, text):
    head = _values(title="x", date="2022-07-25", **{key: text})
    (told,) = metadata.problems("bulletin", _parted(head), PATH)
    assert told.line == 4
    assert f"write {key}: " in told.remedy


@pytest.mark.parametrize(("text", "is_one"), [("true", True), ("false", False)])
def test_an_example_says_so(text, is_one):
    assert metadata.is_example(_values(example=text), PATH) is is_one
