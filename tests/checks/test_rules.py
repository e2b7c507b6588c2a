"""What the rules found is recalled for the same texts, and for no others."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogs.po import Entry, Previous
from generator.checks import rules
from generator.checks.rule import Subject
from generator.checks.rules import Memory, judged_by
from generator.config.glossary import Glossary, Term
from generator.facts import Fact
from generator.markdown.walk import Walk
from tests.checks.test_checks import EN, FACTS, ZH, subject
from tests.support import ROOT

WORDS = st.sampled_from(
    [
        "Call {hotline}",
        "call 96111",
        "the the",
        "，，",
        "请拨打{hotline}",
        "`x",
        "[a](b)",
        "…",
        "TODO",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@st.composite
def subjects(draw) -> list[Subject]:
    """Texts of some documents, and translations of them."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        sources = draw(st.lists(TEXTS, min_size=1, max_size=3))
        found += [
            replace(subject(text, into="en"), path=f"{number}.md", line=line)
            for line, text in enumerate(sources, 1)
        ]
        for line, source in enumerate(sources, 1):
            text = draw(TEXTS)
            comments = draw(
                st.sampled_from([(), ("ignore-chinese: 这里是引用",), ("ignore-size: x",)])
            )
            entry = Entry(source, (text,), msgctxt=str(number), comments=comments)
            found.append(replace(subject(text, source, entry=entry), line=line))
    return found


@given(subjects())
def test_what_is_recalled_is_what_would_be_found(texts):
    first = Memory("program")
    found = list(rules.problems(texts))
    assert list(first.problems(texts)) == found
    assert "\t" not in first.kept
    assert first.kept.isascii()
    again = Memory("program", first.kept)
    recalled = list(again.problems(texts))
    assert recalled == found
    assert [problem.as_row() for problem in recalled] == [problem.as_row() for problem in found]
    assert again.kept == first.kept


def test_texts_that_were_judged_are_not_judged_again(monkeypatch):
    texts = [subject("请拨打96111。", "Call {hotline}.")]
    first = Memory("program")
    found = list(first.problems(texts))
    assert found
    monkeypatch.setattr(rules, "RULES", ())
    assert list(Memory("program", first.kept).problems(texts)) == found
    for program, known in (("another", first.kept), ("program", "")):
        assert list(Memory(program, known).problems(texts)) == []


def test_without_a_program_nothing_is_kept_or_recalled():
    text = subject("Call the the police.", into="en")
    unknown, first = Memory(), Memory("program")
    assert list(unknown.problems([text])) == list(first.problems([text])) != []
    assert (unknown.kept, bool(first.kept)) == ("", True)


def test_a_document_that_has_changed_is_judged_alone(monkeypatch):
    texts = [replace(subject(f"Call {n} the the.", into="en"), path=f"{n}.md") for n in range(3)]
    first = Memory("program")
    found = list(first.problems(texts))
    asked = []
    kept = rules._rows
    monkeypatch.setattr(
        rules, "_rows", lambda at, one, those: asked.append(one.path) or kept(at, one, those)
    )
    texts[1] = replace(texts[1], text="Call the the police.")
    again = Memory("program", first.kept)
    assert len(list(again.problems(texts))) == len(found)
    assert asked == ["1.md"]


def test_a_text_at_another_place_is_told_there():
    text = subject("Call the the police.", into="en")
    first = Memory("program")
    (found,) = first.problems([text])
    moved = replace(text, line=70)
    assert list(Memory("program", first.kept).problems([moved])) == [replace(found, line=70)]


ENTRY = Entry("Call.", ("打。",), msgctxt="a")
ONE = replace(subject("打。", "Call.", entry=ENTRY), approvers=frozenset({"li", "wei"}))
OTHER = {
    "text": "打！",
    "locale": EN,
    "source": "Call!",
    "source_locale": ZH,
    "is_template_word": True,
    "plural": "Calls.",
    "approvers": frozenset({"li"}),
    "spacing": "none",
    "facts": {**FACTS, "hotline": Fact("hotline", "96111", "tel:96111")},
    "walk": Walk(None),
    "glossary": Glossary((Term({"en": ("call",)}, {}),)),
    "entry": None,
}
"""Another value for all that a rule may look at."""


def test_all_that_a_rule_may_look_at_is_named_here():
    assert {field.name for field in fields(Subject)} == {*OTHER, "path", "line"}


@pytest.mark.parametrize("name", OTHER)
def test_what_a_text_is_judged_by_is_all_that_a_rule_may_look_at(name):
    assert judged_by("p", [ONE]) == judged_by("p", [replace(ONE)])
    assert judged_by("p", [ONE]) != judged_by("p", [replace(ONE, **{name: OTHER[name]})])


@pytest.mark.parametrize(
    "change",
    [
        {"comments": ("ignore-facts: why so",)},
        {"flags": ("ignore-facts",)},
        {"sticky": ("ignore-facts",)},
        {"msgid_plural": "Calls."},
        {"msgctxt": "b"},
        {"previous": Previous("Ring.")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_stands_beside_a_translation_counts(change):
    other = replace(ONE, entry=replace(ENTRY, **change))
    assert judged_by("p", [ONE]) != judged_by("p", [other])


def test_the_same_terms_are_the_same_in_every_process():
    """A set is written in an order that differs from process to process."""
    code = (
        "from generator.config.glossary import Glossary, Term\n"
        "tags = frozenset(('en', 'fr', 'de', 'zh-Hans', 'pl', 'uk', 'vi', 'ar'))\n"
        "print(Glossary((Term({'en': ('a',)}, {}, tags),)).digest)\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    one, other = (replace(ONE, glossary=Glossary((Term({"en": (word,)}, {}),))) for word in "ab")
    assert judged_by("p", [one]) != judged_by("p", [other])


@pytest.mark.parametrize(
    "known", ["[", "[]", '{"a":1}', '{"a":[[0]]}', '{"a":[[0,"x",[1],"",true]]}', '{"a":[1]}', "1"]
)
def test_what_cannot_be_read_is_judged_anew(known):
    text = subject("Call the the police.", into="en")
    assert list(Memory("program", known).problems([text])) == list(rules.problems([text]))
