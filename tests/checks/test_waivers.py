"""A rule set aside for a message: by whom, why, and what of it nobody may set aside."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

import pytest

from generator.catalogs import reader
from generator.catalogs.po import Entry
from generator.catalogs.records import Approvals
from generator.checks import rules
from generator.text.unicode import person
from tests import support
from tests.checks.test_checks import rules_of, subject

WHY = "ignore-facts: it is the same number, read by hand; Ann Lee"
SOURCE, TEXT = "They ask for a dozen photos within 24 hours.", "对方会让你在25小时内发照片。"
"""What *facts* refuses, and a person may know better of."""


def _found(source, text, *comments, approvers=("Li Wei",)):
    made = subject(text, source, entry=Entry(source, (text,), comments=comments))
    signed = replace(made, approvers=frozenset(map(person, approvers)))
    return [problem.rule for problem in rules.problems([signed]) if not problem.warning]


@pytest.mark.parametrize("rule", ["same", "Same"])
def test_a_comment_sets_a_rule_aside(rule):
    line = f"ignore-{rule}: both use the brand’s name"
    assert _found("Hang up now", "Hang up now", line) == []


@pytest.mark.parametrize("reason", ["", ".", "ok", "x y", "品牌名"])
def test_it_needs_a_reason_in_its_own_line(reason):
    lines = (f"ignore-same: {reason}", "A note that says nothing of it.")
    assert _found("Hang up now", "Hang up now", *lines) == ["waiver", "same"]


def test_one_that_is_right_makes_up_for_another():
    lines = ("ignore-same:", "ignore-same: both use the brand’s name")
    assert _found("Hang up now", "Hang up now", *lines) == []


def test_a_number_may_be_read_by_two_people():
    assert "facts" in _found(SOURCE, TEXT)
    assert _found(SOURCE, TEXT, WHY) == []


@pytest.mark.parametrize(
    ("line", "approvers"),
    [
        (WHY, ()),
        (WHY, ("Ann Lee",)),
        (WHY.replace("Ann Lee", "ａｎｎ  lee"), ("Ann Lee",)),
        (WHY.replace("; Ann Lee", ""), ("Li Wei",)),
        (WHY.replace("Ann Lee", ""), ("Li Wei",)),
        ("ignore-facts: ok; Ann Lee", ("Li Wei",)),
    ],
    ids=[
        *("without an approval", "with the waiver's own", "with it in another spelling"),
        *("without a name", "without a name behind the semicolon", "without a reason"),
    ],
)
def test_a_waiver_by_one_person_counts_for_nothing(line, approvers):
    assert _found(SOURCE, TEXT, line, approvers=approvers) == ["waiver", "facts"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Pay 5,000 yuan.", "付500元。"),
        ("Pay 5,000 yuan.", "付5000美元。"),
        ("On 25 July", "7月26日"),
        ("At 8:30", "9点半"),
        ("By 5%", "涨了6%"),
        ("Two litres of water at 300 mg", "30毫克"),
        ("Some of the shops", "110多家店"),
        ("Open on Sunday.", "周六营业。"),
        ("At least 3 days", "最多3天"),
        ("It is sent daily.", "每周寄送。"),
        ("Stay 6 ft apart.", "保持3米距离。"),
    ],
)
def test_what_may_be_waived_is_a_number_a_date_or_a_measure(source, text):
    assert "facts" in _found(source, text)
    assert "facts" not in _found(source, text, WHY)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Call {hotline} and ask.", "请打电话问。"),
        ("Call {hotline} and ask.", "请拨打{police}问清楚。"),
        ("Call {hotline} or, at night, {police}.", "拨打{police}，夜间拨打{hotline}。"),
        ("See [the site](https://a.example/) now.", "请看[网站](https://b.example/)。"),
        ("See [the site](https://a.example/) now.", "请看网站。"),
        ("See a.example.com first.", "请看b.example.com。"),
        ("Write to a@b.example.", "请写信到a@c.example。"),
        ("Call 110 now.", "拨打119。"),
        ("Call 96110 now.", "拨打96119。"),
        ("Call 021-55550123 now.", "拨打021-55550124。"),
        ("Call 96110 now.", "请打电话。"),
        ("Ask.", "请问96119。"),
        ("Call 96110 now.", "拨打九六一一九。"),
        ("Enter `A1B2`.", "输入`A1B3`。"),
        ("Call now.", "请拨打+号开头的号码。"),
    ],
)
def test_what_is_dialled_opened_or_typed_is_never_waived(source, text):
    assert "facts" in _found(source, text)
    assert "facts" in _found(source, text, WHY)


def test_a_waiver_lets_nothing_else_pass_in_the_same_sentence():
    source, text = "Call {hotline} within 24 hours.", "请在25小时内打电话。"
    found = _found(source, text, WHY)
    assert found == ["facts"]


@pytest.mark.parametrize("page", ["docs/checks.md", "docs/checks.zh-Hans.md"])
def test_the_documentations_examples_pass_as_they_stand(page):
    text = (support.ROOT / page).read_text(encoding="utf-8")
    same, facts = (
        reader.read(block.encode(), "x.po").entries[0]
        for block in re.findall("```po\n(.*?)```", text, re.S)
    )
    assert _found(same.msgid, same.msgstr[0]) == ["same"]
    assert _found(same.msgid, same.msgstr[0], *same.comments) == []
    people = frozenset(map(person, ("Li Wei", "李伟")))
    approvals = Approvals("zh-Hans", "fake-photos", people)
    found = partial(_found, facts.msgid, facts.msgstr[0])
    assert found() == ["facts"]
    assert found(*facts.comments, approvers=()) == ["waiver", "facts"]
    assert found(*facts.comments, approvers=approvals.approvers(facts)) == []


def test_a_number_names_the_way_out_and_an_address_does_not():
    number = subject("付500元。", "Pay 5,000 yuan.")
    address = subject("请看b.example.com。", "See a.example.com first.")
    (told,), (other,) = (list(rules.problems([one])) for one in (number, address))
    assert "ignore-facts: why; your name" in told.remedy
    assert "ignore-facts" not in other.remedy


def test_the_way_out_is_told():
    made = subject(TEXT, SOURCE, entry=Entry(SOURCE, (TEXT,), comments=(WHY,)))
    (told, *_) = rules.problems([made])
    assert told.wrong == "the rule “facts” is waived without somebody else's approval"
    assert "python -m generator approve" in told.remedy
    assert rules_of(made)[:2] == ["waiver", "facts"]
