"""Facts of a translation in another form than {name}: who writes what is told keeps them all."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import mistyped_facts, rules
from generator.facts import facts_used
from tests.checks.test_checks import FACTS, subject

SOURCE = "Call {hotline} or {police}, see {bank}, and call {hotline} again."
NAMES = ("hotline", "police", "bank", "hotline")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_FORMS = ("{%s}", "｛%s｝", "{%s", "%s}", "{{%s}}", "{ %s }", "[打]({%s})", "[{%s}]（{%s}）")


@st.composite
def _typed(draw, name):
    form = draw(st.sampled_from([*_FORMS, "text", "wide"]))
    if form == "text":
        return FACTS[name].text
    if form == "wide":
        return FACTS[name].text.translate(_WIDE)
    return form.replace("%s", name)


TRANSLATIONS = st.tuples(*map(_typed, NAMES)).map(
    lambda typed: "请拨打{}或者{}，看看{}，再拨打{}。".format(*typed)
)


def _obeyed(text, problem):
    """The text with what the problem says to write."""
    wrong, remedy = problem.wrong.values, problem.remedy.values
    if "typed" in wrong:
        alone = re.compile(rf"(?<!\{{){re.escape(wrong['typed'])}(?!\}})")
        return alone.sub(remedy.get("meant") or f"{{{remedy['name']}}}", text)
    if "shown" in wrong:
        wide = wrong["shown"].translate(_WIDE)
        return text.replace(wide, f"{{{wrong['name']}}}").replace(
            wrong["shown"], f"{{{wrong['name']}}}"
        )
    return text


@given(TRANSLATIONS)
def test_who_writes_what_is_told_ends_with_the_facts_of_the_source(text):
    for _ in range(8):
        problems = list(rules.problems([subject(text, SOURCE)]))
        facts = [problem for problem in problems if problem.rule == "facts"]
        if not facts:
            break
        before, text = text, _obeyed(text, facts[0])
        assert text != before, facts
    assert facts_used(text) == facts_used(SOURCE)
    assert not problems


@given(TRANSLATIONS)
def test_what_was_meant_has_the_facts_of_the_source(text):
    mended = mistyped_facts.mended(subject(text, SOURCE), SOURCE)
    assert facts_used(mended.text) == facts_used(SOURCE)


@pytest.mark.parametrize(
    "text",
    [
        "打开{bank}，或看evil.bank.example。",
        "打开{bank}，或看bank.example.evil.com。",
        "打开{bank}，或看bank.example/login。",
        "打开{bank}，或写help@bank.example。",
    ],
)
def test_an_address_that_a_fact_is_part_of_is_not_that_fact(text):
    (problem, *_) = rules.problems([subject(text, "Open {bank}.")])
    assert problem.rule == "facts"
    assert "instead of the fact" not in problem.wrong


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("写成\\{name}，再打{hotline}。", "Write \\{name}, then call {hotline}."),
        ("写成\\{name\\}，再打{hotline}。", "Write \\{name\\}, then call {hotline}."),
        ("在`{hotline`里，再打{hotline}。", "In `{hotline`, then call {hotline}."),
    ],
)
def test_braces_that_are_meant_stay(text, source):
    assert [problem.rule for problem in rules.problems([subject(text, source)])] == []


def test_one_lost_fact_is_not_told_for_two_names():
    source = "Call {hotline}, {police}."
    found = list(rules.problems([subject("打{hotline}、{甲}或{乙}。", source)]))
    assert [problem.remedy for problem in found][:1] == ["write {police}"]
    assert "{乙}" in found[1].wrong


def test_two_numbers_in_each_others_places_are_told_with_half_a_brace():
    source = "Call {hotline} to ask, {police} in need."
    found = [
        problem.wrong
        for problem in rules.problems([subject("打{police问，急事打{hotline}。", source)])
    ]
    assert len(found) == 2


def test_many_names_take_no_time():
    source = "x " + " ".join(f"{{name_{number}}}" for number in range(300))
    one = subject("乙 " + "{nam " * 700, source)
    begun = time.process_time()
    mistyped_facts.mended(one, source)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("看[这里](https://bank.example/)。", "看这里{bank}。"),
        ("看[网站：bank.example]({bank})。", "看网站：{bank}。"),
        ("看[网站：{bank}]({bank})。", "看网站：{bank}。"),
        ("看[{bank}](https://bank.example/)。", "看{bank}。"),
    ],
)
def test_a_link_around_a_fact_is_told_once(text, meant):
    (problem,) = rules.problems([subject(text, "See {bank}.")])
    assert problem.rule == "facts"
    assert problem.remedy.removeprefix("write ") in meant
    assert mistyped_facts.mended(subject(text, "See {bank}."), "See {bank}.").text == meant
