"""Notices in the forms in which offices send them, from the file to the fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.exchange import notices, received
from tests.exchange.forms import TEXT, WORD
from tests.exchange.words import FACTS, lost, runs

FORMS = [pytest.param(one, id=one.name) for one in (*WORD, *TEXT)]


def _draft(form):
    return notices.draft(received.received(form.data, form.name), FACTS.values())


@pytest.mark.parametrize("form", FORMS)
def test_what_a_notice_says_is_put_into_its_fields(form):
    draft = _draft(form)
    assert draft.kind == form.kind
    assert draft.head["title"] == form.title
    assert draft.head.get("date", "") == form.date
    assert draft.head.get("issuer", "") == form.issuer
    assert tuple(one["title"] for one in draft.scams) == form.scams
    assert tuple(one["title"] for one in draft.reminders) == form.reminders
    for scam, heard in zip(draft.scams, form.heard, strict=False):
        assert scam["heard"].startswith(heard)
    assert sum("heard" in scam for scam in draft.scams) == len(form.heard)
    for words in form.body:
        assert words in draft.head["body"]
    for words in form.left:
        assert any(words in one.text for one in draft.left)


@pytest.mark.parametrize("form", [pytest.param(one, id=one.name) for one in WORD])
def test_each_run_of_each_part_of_a_word_file_is_in_a_field_or_listed(form):
    words = list(runs(form.data))
    assert len(words) >= 8
    assert lost(words, _draft(form)) == []


@pytest.mark.parametrize("form", [pytest.param(one, id=one.name) for one in TEXT])
def test_each_line_of_a_text_is_in_a_field_or_listed(form):
    codecs = {"gbk.txt": "gb18030", "utf-16.txt": "utf-16"}
    lines = form.data.decode(codecs.get(form.name, "utf-8")).split("\n")
    words = [word for line in lines for word in line.split("\t")]
    assert len(words) > 5
    assert lost(words, _draft(form)) == []


def test_the_notice_that_the_project_received_has_four_scams_and_five_reminders():
    data = (Path(__file__).parent / "received.txt").read_bytes()
    draft = notices.draft(received.received(data, "received.txt"), FACTS.values())
    assert [one["title"] for one in draft.scams] == [
        "Logging out the amount of white bars loan, account",
        "Return and refund claim",
        "Logging out on campus loans",
        "Cancel VIP, agent",
    ]
    assert all(one["heard"] and one["body"] for one in draft.scams)
    assert len(draft.reminders) == 5
    assert all(one["body"] for one in draft.reminders)
    assert draft.head["date"] == "2022-07-25"
    assert draft.head["issuer"] == "Shanghai Anti -Fraud Center"
    assert draft.head["campaign"] == "Centennial Action"
    assert [one.text for one in draft.left] == ["- END -", "【Fraud routine】"]
    assert lost(data.decode().split("\n"), draft) == []
