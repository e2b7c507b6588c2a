"""Translating at the desk, as somebody without a script does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.commands.approve import approve
from generator.commands.translate import update
from generator.desk import translation
from generator.desk.files import Store
from generator.locales import Locale
from generator.preview.overlay import Report
from tests.desk.web.test_writing import HOSTILE, _check_harmless, _check_part
from tests.desk.web.visitor import NOW, PEOPLE, PREVIEW, Visitor
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


def test_what_another_program_saves_in_that_very_moment_is_not_written_over(site, monkeypatch):
    visitor = Visitor(site)
    page = _open(visitor, "Refund scams")
    read, known = Store.read, visitor.desk.held

    def late(store, place):
        if place.path == PO and "退款骗局" not in _text(site):
            words = 'msgid "Refund scams"\nmsgstr "'
            (site / PO).write_text(_text(site).replace(words, f"{words}退款骗局"), encoding="utf-8")
        return read(store, place)

    # As it was read before the other program saved, and as it is when both versions are shown.
    monkeypatch.setattr(visitor.desk, "_held", known)
    monkeypatch.setattr(type(visitor.desk), "held", property(lambda desk: desk._held))
    monkeypatch.setattr(Store, "read", late)
    after = visitor.send(page, _form(page), "Save and go on", text="退款诈骗")
    assert after.status == 412
    assert "退款诈骗" in after.words
    assert "退款骗局" in after.words
    assert "退款诈骗" not in _text(site)


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


@pytest.mark.parametrize("button", ["Save", "Save and go on"])
def test_what_is_saved_and_refused_says_so_and_stays(button, site):
    visitor = Visitor(site)
    page = _open(visitor, "Call {hotline} first.")
    after = visitor.send(page, _form(page), button, text="先打110。")
    assert after.address == page.address
    assert "Saved, but it is refused: " in after.words
    assert "Saved. " not in after.words
    assert ("p", {"class": "notice bad", "role": "status"}) in after.tags
    assert 'msgstr "先打110。"' in _text(site)
    after = visitor.send(after, _form(after), button, text="请先拨打{hotline}。")
    assert "Saved." in after.words
    assert (after.address == page.address) == (button == "Save")


def test_an_empty_field_sets_no_rule_aside_while_one_types(site):
    visitor = Visitor(site)
    page = _open(visitor, "Ask the shop itself.")
    page = visitor.send(page, _form(page), "Save", text="问,商家。")
    form = _form(page)
    assert form["waive:chinese"] == ""
    sent = [one for one in form.fields if one[0] != "text"]
    part = visitor.ask(
        "POST", f"{page.address}check", [*sent, ("text", "请问,商家。")], is_part=True
    )
    assert part.body.count("<li") == 1
    assert "waived" not in part.body
    page = visitor.fill(page, form, {"waive:chinese": "商家就这样写"}, "Save")
    form = _form(page)
    assert "state bad" not in page.html
    changed = [one if one[0] != "waive:chinese" else (one[0], "") for one in form.fields]
    part = visitor.ask("POST", f"{page.address}check", changed, is_part=True)
    assert part.body.count("<li") == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Lin Mei (November 30, 2026)"), ("zh-Hans", "Lin Mei（2026年11月30日）")],
)
def test_who_translated_a_text_is_told_as_a_person_reads_it(language, words, site):
    visitor = Visitor(site, language)
    page = _open(visitor, "Refund scams")
    button = {"en": "Save", "zh-Hans": "保存"}[language]
    page = visitor.send(page, _form(page), button, text="退款诈骗", by="Lin Mei")
    assert words in page.words
    (site / PO).write_text(_text(site).replace("Mei; 2026-11-30", "Mei; yesterday"))
    assert "Lin Mei" in visitor.get(page.address).words
    (site / PO).write_text(_text(site).replace("Mei; yesterday", "Mei"))
    assert "Signature" not in visitor.get(page.address).words


@pytest.mark.parametrize("language", PEOPLE)
def test_a_rule_is_named_in_plain_words(language, site):
    visitor = Visitor(site, language)
    page = _open(visitor, "Call {hotline} first.")
    page = visitor.send(page, _form(page), text="好,先打110。")
    assert {"waive:chinese", "waive:facts"} <= set(_form(page).names())
    labels = {"en": "quotation marks", "zh-Hans": "引号"}
    assert labels[language] in page.words
    assert "“facts”" not in page.words


def test_review_and_unchanged(site):
    visitor = Visitor(site)
    page = _open(visitor, "Ask the shop itself.")
    page = visitor.send(page, _form(page), "Save as a draft", text="问商家本身。")
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


def test_a_reason_that_stays_keeps_its_name_while_another_types(site):
    toml = site / "content/site.toml"
    toml.write_text(f'{toml.read_text()}[review]\npeople = ["Ann Lee"]\n')
    visitor = Visitor(site)
    page = _open(visitor, "They want a transfer.")
    page = visitor.send(page, _form(page), "Save", text="他们要您转账3次。", by="Li Wei")
    reason = {"waive:facts": "三次是实情", "by": "Li Wei"}
    page = visitor.fill(page, _form(page), reason, "Save")
    assert "# ignore-facts: 三次是实情; Li Wei" in _text(site)
    approve(site, "refund", "zh-Hans", "Ann Lee", now=NOW)
    page = visitor.get(page.address)
    assert "state bad" not in page.html
    sent = [one for one in _form(page).fields if one[0] != "by"]
    part = visitor.ask("POST", f"{page.address}check", [*sent, ("by", "Ann Lee")], is_part=True)
    assert "<li" not in part.body


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


FINISHED = {
    "Refund scams": "退款诈骗",
    "Call {hotline} first.": "请先拨打{hotline}。",
    "A lost parcel": "包裹丢失",
    "Your parcel is lost.": "您的包裹丢了。",
    "They want a transfer.": "对方要您转账。",
    "Check": "核实",
    "Ask the shop itself.": "问商家本身。",
}


def _frames(page):
    return [found["src"] for tag, found in page.tags if tag == "iframe"]


def test_page_and_sheet_are_seen_beside_the_sentences(site):
    visitor = Visitor(site)
    page = visitor.get(LIST)
    assert _frames(page) == [f"{PREVIEW}/zh-Hans/refund/index.html?bare"]
    sheet = visitor.get(f"{LIST}?see=sheet")
    assert _frames(sheet) == []
    assert "The sheet is shown here when the translation is done." in sheet.words
    page = _open(visitor, "They want a transfer.")
    assert _frames(page) == [f"{PREVIEW}/zh-Hans/refund/index.html?bare#parcel"]
    page = visitor.get(f"{page.address}?see=sheet")
    for text in FINISHED.values():
        assert "The sheet is shown" in page.words
        assert "see=sheet" in page.address
        source = next(one for one in FINISHED if FINISHED[one] == text)
        page = visitor.get(f"{_open(visitor, source).address}?see=sheet")
        page = visitor.send(page, _form(page), "Save", text=text)
    assert _frames(page) == [f"{PREVIEW}/zh-Hans/refund/poster.html?bare"]
    page = visitor.get(f"{_open(visitor, 'A lost parcel').address}?see=sheet")
    assert _frames(page) == [f"{PREVIEW}/zh-Hans/refund/posters/parcel.html?bare"]
    scam = site / "content/refund/routines/01-parcel.md"
    scam.write_text(
        scam.read_text().replace("title:", "withdrawn: 2026-11-30 It is over.\ntitle:", 1)
    )
    update(site)
    page = _open(visitor, "It is over.")
    visitor.send(page, _form(page), "Save", text="已经过去了。")
    page = visitor.get(f"{_open(visitor, 'A lost parcel').address}?see=sheet")
    assert _frames(page) == [f"{PREVIEW}/zh-Hans/refund/poster.html?bare"]
    done = visitor.get(LIST)
    assert f"{PREVIEW}/zh-Hans/refund/index.html" in done.links()
    assert f"{PREVIEW}/zh-Hans/refund/poster.html" in done.links()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Sentence 2 of 7; 1 are done."), ("zh-Hans", "第2条，共7条，已译好1条。")],
)
def test_how_far_one_is_stands_above_each_sentence(language, words, site):
    visitor = Visitor(site, language)
    page = _open(visitor, "Refund scams")
    go = {"en": "Save and go on", "zh-Hans": "保存，下一条"}[language]
    page = visitor.send(page, _form(page), go, text="退款诈骗")
    assert words in page.words


def test_what_fits_is_counted_as_readers_see_it(site):
    reminder = site / "content/refund/reminders/01-check.md"
    reminder.write_text(
        reminder.read_text().replace("title:", "short: Ask {hotline} now.\ntitle:", 1)
    )
    visitor = Visitor(site)
    page = _open(visitor, "Ask {hotline} now.")
    assert "letters" not in _count(page)
    page = visitor.send(page, _form(page), "Save", text="问{hotline}")
    assert _count(page).startswith("6 of about 6 ")
    assert 'class="hint count over"' not in page.html
    page = visitor.send(page, _form(page), "Save", text="马上问{hotline}。" * 4)
    assert 'class="hint count over"' in page.html


def _count(page):
    return page.html.partition('id="t1-count"')[2].partition(">")[2].partition("<")[0]


def test_a_refused_sentence_explains_an_old_page(site):
    visitor = Visitor(site)
    page = _open(visitor, "Refund scams")
    told = "Something is refused: this is how it was before."
    assert told not in page.words
    page = visitor.send(page, _form(page), "Save", text="退款,诈骗")
    assert told in page.words
    page = visitor.send(page, _form(page), "Save", text="退款诈骗")
    assert told not in page.words
    visitor.latest.post(Report("v2", failure="no room"))
    assert told in visitor.get(LIST).words


def test_pages_in_a_language_that_the_site_does_not_speak_are_not_there_yet(site):
    (site / "locales/zh_Hans/LC_MESSAGES/site.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        '#, fuzzy\nmsgid "Is this notice real?"\nmsgstr "真的吗？"\n'
    )
    visitor = Visitor(site)
    page = visitor.get(LIST)
    assert visitor.desk.locale("zh-Hans") not in visitor.desk.held.spoken
    assert _frames(page) == []
    assert "/translate/site/zh-Hans/" in page.links()


def test_what_is_still_to_be_written_is_not_translated(site):
    head = site / "content/refund/bulletin.md"
    head.write_text(head.read_text().replace("Refund scams", "✎ What is it about?"))
    toml = site / "content/site.toml"
    toml.write_text(toml.read_text().replace('"Warnings"', '"✎ Who warns?"'))
    visitor = Visitor(site)
    page = visitor.get(LIST)
    assert "0 of 6 sentences are done." in page.words
    assert "Not written yet: 1." in page.words
    assert "/write/refund/bulletin/" in [one for one in page.links() if "write" in one][1:]
    page = _open(visitor, "✎ What is it about?")
    assert [form.names() for form in page.forms] == []
    assert "There is nothing to translate so far." in page.words
    for tag in ("en", "zh-Hans"):
        page = visitor.get(f"/translate/site/{tag}/")
        assert "✎ Who warns?" in page.words
        assert "This is written in the site’s settings" in page.words
        assert "/site/" in page.links()
    page = _open(visitor, "✎ Who warns?", "/translate/site/zh-Hans/")
    assert page.forms == []
    assert "/site/" in page.links()


def test_words_that_the_package_has_are_shown_and_not_offered(site):
    page = Visitor(site).get("/translate/site/zh-Hans/")
    rows = translation.rows(Visitor(site).desk.held, "site", Locale("zh-Hans"))
    given = [row.given[0] for row in rows if row.given and "{" not in row.given[0]]
    assert given
    assert all(words in page.words for words in given)
    waiting = [row for row in rows if row.state == "missing"]
    assert page.words.count("Translate this") == len(waiting)


def test_what_is_nearly_the_same_is_not_called_the_same(site):
    (site / "content/loan").mkdir()
    (site / "content/loan/bulletin.md").write_text(
        "---\ntitle: Refund scams\ndate: 2022-07-25\n---\n\nAsk the shop itself. Ask again.\n"
    )
    update(site)
    visitor = Visitor(site)
    loan = "/translate/loan/zh-Hans/"
    for source, text in (
        ("Refund scams", "退款骗局"),
        ("Ask the shop itself. Ask again.", "问商家，再问一次。"),
    ):
        page = _open(visitor, source, loan)
        visitor.send(page, _form(page), "Save", text=text)
    page = _open(visitor, "Refund scams")
    assert "The same elsewhere" in page.words
    assert "Nearly the same" not in page.words
    page = _open(visitor, "Ask the shop itself.")
    assert "The same elsewhere" not in page.words
    assert "Nearly the same, and may mean something else" in page.words


def test_a_text_that_is_gone_gives_back_what_was_typed(site):
    visitor = Visitor(site)
    page = _open(visitor, "Ask the shop itself.")
    source = site / "content/refund/reminders/01-check.md"
    source.write_text(source.read_text().replace("shop", "bank"))
    after = visitor.send(page, _form(page), text="问商家本身。")
    assert after.status == 404
    assert "问商家本身。" in after.words
    assert "问商家本身。" not in _text(site)


def test_taking_back_says_which_text_and_shows_it(site):
    visitor = Visitor(site)
    page = _open(visitor, "Call {hotline} first.")
    here = visitor.send(page, _form(page), "Save and go on", text="请先拨打{hotline}。")
    before = _text(site)
    assert here.address != page.address
    ((words, *_),) = here.form("undo").buttons
    when = NOW.astimezone()
    assert words == f"Take back: Call 96110 first. (saved {when:%H:%M})"
    back = visitor.send(here, here.form("undo"), words)
    assert back.address == page.address
    assert "The earlier version is back: Call 96110 first." in back.words
    assert _form(back)["text"] == ""
    visitor.send(back, back.form("undo"), back.form("undo").buttons[0][0])
    assert _text(site) == before


def test_taking_back_counts_the_texts_that_others_have_changed_since(site):
    visitor = Visitor(site)
    page = _open(visitor, "Refund scams")
    page = visitor.send(page, _form(page), "Save", text="退款诈骗")
    (site / PO).write_text(
        _text(site).replace('msgid "Check"\nmsgstr ""', 'msgid "Check"\nmsgstr "核实"')
    )
    page = visitor.get(page.address)
    ((words, *_),) = page.form("undo").buttons
    assert words.startswith("Take back: 2 sentences (saved ")
    page = visitor.send(page, page.form("undo"), words)
    assert page.address == LIST
    assert "The earlier version of 2 sentences is back." in page.words


def test_nothing_is_taken_back_where_nothing_was_saved(site):
    visitor, before = Visitor(site), tree(site)
    page = _open(visitor, "Refund scams")
    assert [form.action for form in page.forms] == [page.address]
    answer = visitor.ask("POST", f"{page.address}undo", [("digest", "")])
    assert answer.status == 404
    assert tree(site) == before


def test_a_save_is_taken_back(site):
    visitor, before = Visitor(site), _text(site)
    page = _open(visitor, "Refund scams")
    page = visitor.send(page, _form(page), "Save", text="退款诈骗")
    page = visitor.send(page, page.form("undo"), page.form("undo").buttons[0][0])
    assert "The earlier version is back: Refund scams" in page.words
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


def test_a_translation_has_the_day_of_the_sites_own_clocks(site):
    toml = site / "content/site.toml"
    toml.write_text('time_zone = "Asia/Shanghai"\n' + toml.read_text())
    visitor = Visitor(site)
    visitor.desk.now = lambda: datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    page = _open(visitor, "Check")
    visitor.send(page, _form(page), "Save", text="核实", by="Li Wei")
    assert "# translated: Li Wei; 2026-12-01" in _text(site)
