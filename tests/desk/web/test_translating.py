"""Translating at the desk, as somebody without a script does."""

from __future__ import annotations

import pytest

from generator.commands.translate import update
from generator.desk import translation
from tests.desk.web.test_writing import HOSTILE, _check_harmless, _check_part
from tests.desk.web.visitor import PEOPLE, Visitor
from tests.support import tree

PO = "locales/zh_Hans/LC_MESSAGES/refund.po"
LIST = "/translate/refund/zh-Hans/"


@pytest.fixture
def site(small_site):
    update(small_site)
    return small_site


def _open(visitor, words, place=LIST):
    """The page of a text, which the list names by its words."""
    rows = translation.rows(visitor.desk.held, place.split("/")[2], visitor.desk.locale("zh-Hans"))
    found = next(row for row in rows if row.source == words)
    return visitor.get(f"{place}{found.id}/")


def _form(page):
    return next(one for one in page.forms if "text" in one.names())


def _text(site):
    return (site / PO).read_text(encoding="utf-8")


def _changed(before, after):
    return [line for line in after.split("\n") if line not in before.split("\n")]


@pytest.mark.parametrize("language", PEOPLE)
def test_the_list_has_every_text_and_leads_to_the_first_that_waits(language, site):
    page = Visitor(site, language).get(LIST)
    rows = [found["id"] for tag, found in page.tags if tag == "tr" and "id" in found]
    assert len(rows) == 7
    assert page.links().count(f"{rows[0]}/") == 2  # its row, and the button
    assert "Refund scams" in page.words
    assert "96110" in page.words  # and no {hotline}


def test_a_translation_changes_its_own_line_and_leads_on(site):
    visitor, before = Visitor(site), _text(site)
    page = _open(visitor, "Refund scams")
    after = visitor.send(page, _form(page), "Save and go on", text="退款诈骗")
    assert _changed(before, _text(site)) == ['msgstr "退款诈骗"']
    assert after.address.startswith(LIST)
    assert after.address not in (LIST, page.address)
    assert "Saved." in after.words


def test_who_translates_is_asked_once_and_recorded(site):
    visitor = Visitor(site)
    page = _open(visitor, "Refund scams")
    after = visitor.send(page, _form(page), "Save and go on", text="退款诈骗", by="Li; Wei")
    assert "# translated: Li Wei; 2026-11-30" in _text(site)
    assert _form(after)["by"] == "Li; Wei"


def test_the_last_one_leads_back_to_the_list(site):
    visitor = Visitor(site)
    page = visitor.get(LIST)
    page = visitor.get(LIST + next(link for link in page.links() if len(link) == 17))
    for sign in "一二三四五六七":
        has_fact = any(found.get("title") == "{hotline}" for tag, found in page.tags)
        words = "请先拨打{hotline}。" if has_fact else f"译文{sign}"
        page = visitor.send(page, _form(page), "Save and go on", text=words)
    assert page.address == LIST
    assert "7 of 7 sentences are done." in page.words


def test_a_refused_translation_says_why_in_the_words_of_check(site):
    visitor = Visitor(site)
    page, before = _open(visitor, "Call {hotline} first."), tree(site)
    form = _form(page)
    assert "{hotline}" in str(page.tags)  # the fact's button
    part = visitor.ask("POST", f"{form.action}check", [("text", "先打110。")], is_part=True)
    assert "{hotline}" in part.body
    assert "<html" not in part.body
    assert tree(site) == before
    part = visitor.ask("POST", f"{form.action}check", [("text", "先打{hotline}。")], is_part=True)
    assert "<li" not in part.body


def test_review_and_unchanged(site):
    visitor = Visitor(site)
    page = _open(visitor, "Ask the shop itself.")
    page = visitor.send(page, _form(page), "Save, needs review", text="问商家本身。")
    assert "needs review" in page.words
    assert "#, fuzzy" in _text(site)
    page = visitor.send(page, _form(page), "Save")
    assert "#, fuzzy" not in _text(site).partition("Ask the shop")[0][-200:]
    source = site / "content/refund/reminders/01-check.md"
    source.write_text(source.read_text().replace("shop itself", "shop itself, please"))
    update(site)
    page = _open(visitor, "Ask the shop itself, please.")
    assert "What changed in the original" in page.words
    page = visitor.send(page, _form(page), "The meaning is unchanged")
    assert "What changed in the original" not in page.words
    assert 'msgid "Ask the shop itself, please."\nmsgstr "问商家本身。"' in _text(site)


def test_a_rule_is_waived_with_a_reason_and_its_name_is_kept(site):
    visitor = Visitor(site)
    page = _open(visitor, "They want a transfer.")
    page = visitor.send(page, _form(page), "Save", text="他们要转账3000元。")
    reasons = [name for name in _form(page).names() if name.startswith("waive:")]
    assert reasons
    values = {reasons[0]: "数字是对的", "by": "Li"}
    page = visitor.fill(page, _form(page), values, "Save")
    rule = reasons[0].partition(":")[2]
    assert f"# ignore-{rule}: 数字是对的" in _text(site)
    before = tree(site)
    visitor.send(page, _form(page), "Save")
    assert tree(site) == before


def test_nobody_alone_sets_a_lost_fact_aside(site):
    visitor = Visitor(site)
    page = _open(visitor, "Call {hotline} first.")
    page = visitor.send(page, _form(page), "Save", text="先打110。")
    page = visitor.fill(page, _form(page), {"waive:facts": "because", "by": "Li"}, "Save")
    states = [found["class"] for tag, found in page.tags if "state" in found.get("class", "")]
    assert states == ["state bad"]
    assert "is not in the translation" in page.words
    before = _text(site)
    visitor.fill(page, _form(page), {"waive:encoding": "because"}, "Save")
    assert _text(site) == before


def test_two_who_translate_the_same_text_see_both(site):
    one, other = Visitor(site), Visitor(site, "zh-Hans")
    mine, theirs = _open(one, "Refund scams"), _open(other, "Refund scams")
    other.send(theirs, _form(theirs), text="退款骗局")
    after = one.send(mine, _form(mine), text="退款诈骗")
    assert after.status == 412
    assert "退款骗局" in after.words
    assert "退款诈骗" in after.words
    assert "退款诈骗" not in _text(site)
    after = one.send(after, after.forms[0], "Save mine")
    assert "Saved." in after.words
    assert 'msgstr "退款诈骗"' in _text(site)


def test_two_who_translate_beside_one_another_disturb_nobody(site):
    one, other = Visitor(site), Visitor(site)
    mine, theirs = _open(one, "Refund scams"), _open(other, "Check")
    other.send(theirs, _form(theirs), text="核实")
    after = one.send(mine, _form(mine), text="退款诈骗")
    assert "Saved." in after.words
    assert 'msgstr "核实"' in _text(site)
    assert 'msgstr "退款诈骗"' in _text(site)


def test_a_text_that_is_gone_gives_back_what_was_typed(site):
    visitor = Visitor(site)
    page = _open(visitor, "Ask the shop itself.")
    source = site / "content/refund/reminders/01-check.md"
    source.write_text(source.read_text().replace("shop", "bank"))
    after = visitor.send(page, _form(page), text="问商家本身。")
    assert after.status == 404
    assert "问商家本身。" in after.words
    assert "问商家本身。" not in _text(site)


def test_a_save_is_taken_back(site):
    visitor, before = Visitor(site), _text(site)
    page = _open(visitor, "Refund scams")
    page = visitor.send(page, _form(page), "Save", text="退款诈骗")
    page = visitor.send(page, page.form("undo"), page.form("undo").buttons[0][0])
    assert "The earlier version is back." in page.words
    assert _text(site) == before


@pytest.mark.parametrize("language", PEOPLE)
def test_a_catalog_that_cannot_be_read_is_told(language, site):
    (site / PO).write_text('msgid "x\nmsgstr "y"\n', encoding="utf-8")
    visitor = Visitor(site, language)
    for place in ("/", "/write/refund/bulletin/"):
        assert visitor.get(place).status == 200
    page = visitor.get(LIST)
    assert page.status == 503
    assert PO in page.words


@pytest.mark.parametrize(
    "place",
    [
        *("/translate/none/zh-Hans/", "/translate/refund/fr/", "/translate/../zh-Hans/"),
        *("/translate/refund/..%2fen/", f"{LIST}0123456789abcdef/", f"{LIST}..%2f/"),
    ],
)
def test_a_name_that_the_site_has_not_is_no_page(place, site):
    visitor, before = Visitor(site), tree(site.parent)
    assert visitor.get(place).status == 404
    if place.startswith(f"{LIST}"):
        for address in (place, f"{place}check", f"{place}undo"):
            assert visitor.ask("POST", address, [("text", "x")]).status == 404
    assert tree(site.parent) == before


@pytest.mark.parametrize("language", PEOPLE)
def test_hostile_words_are_words(language, site):
    visitor = Visitor(site, language)
    for words in ("Refund scams", "They want a transfer."):
        page = _open(visitor, words)
        page = visitor.send(page, _form(page), text=HOSTILE, by=HOSTILE)
        _check_harmless(page)
        part = visitor.ask("POST", f"{page.address}check", [("text", HOSTILE)], is_part=True)
        _check_part(part.body)
    _check_harmless(visitor.get(LIST))
    _check_harmless(visitor.get("/"))
