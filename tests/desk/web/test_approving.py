"""Approving at the desk, as somebody without a script does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.commands.translate import update
from generator.desk import translation
from generator.desk.files import Store
from tests.desk.test_approval import WORDS
from tests.desk.web.test_writing import HOSTILE, _check_harmless
from tests.desk.web.visitor import PEOPLE, SITES, Visitor
from tests.support import example_site, tree

PO = "locales/zh_Hans/LC_MESSAGES/refund.po"
SHEET = "/approve/refund/zh-Hans/"
SIGN = {"en": "I have read all of it: sign", "zh-Hans": "全部看过了，签署"}


@pytest.fixture
def site(small_site):
    """A notice translated into Chinese, which two people have to sign."""
    with (small_site / "content/site.toml").open("a") as toml:
        toml.write('[review]\npeople = ["Ann Lee", "李伟"]\nneeded = 2\n')
    update(small_site)
    text = _text(small_site)
    for msgid, msgstr in WORDS.items():
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    (small_site / PO).write_text(text, encoding="utf-8")
    return small_site


def _text(site):
    return (site / PO).read_text(encoding="utf-8")


def _sign(visitor, name, language="en"):
    page = visitor.get(SHEET)
    return visitor.send(page, page.form(), SIGN[language], by=name)


def _back(visitor, words):
    """The page that asks why a sentence is sent back, which the sheet leads to."""
    rows = translation.rows(visitor.desk.held, "refund", visitor.desk.locale("zh-Hans"))
    found = next(row for row in rows if row.source == words)
    assert f"{found.id}/" in visitor.get(SHEET).links()
    return visitor.get(f"{SHEET}{found.id}/")


@pytest.mark.parametrize("language", PEOPLE)
def test_the_sheet_has_both_sides_with_facts_as_values(language, site):
    page = Visitor(site, language).get(SHEET)
    assert "请先拨打96110。" in page.words
    assert "Call 96110 first." in page.words
    assert len([found for tag, found in page.tags if tag == "tr" and "id" in found]) == 7
    assert page.form()["by"] == ""  # nobody signs by a name that they have not chosen


def test_a_number_has_its_extension_as_each_language_says_it(site):
    toml = site / "content/site.toml"
    toml.write_text(toml.read_text().replace('"96110"', '"021-55550123", ext = "801"'))
    page = Visitor(site).get(SHEET)
    assert "Call 021-55550123 ext. 801 first." in page.words
    assert "请先拨打021-55550123转801。" in page.words


@pytest.mark.parametrize("language", PEOPLE)
def test_two_people_sign_by_one_button_each(language, site):
    visitor = Visitor(site, language)
    page = _sign(visitor, "Ann Lee", language)
    assert page.address == SHEET
    assert "Ann Lee" in page.words
    assert _text(site).count("# approved: Ann Lee; 2026-11-30; ") == 7
    page = _sign(visitor, "李伟", language)
    assert _text(site).count("# approved: 李伟; ") == 7
    assert {"en": "7 of 7 sentences", "zh-Hans": "共7条，已签署7条"}[language] in page.words
    assert [one.action for one in page.forms] == [f"{SHEET}undo"]


def test_the_overview_leads_whoever_approves_to_the_sheet(site):
    visitor = Visitor(site)
    assert SHEET in visitor.get("/").links()
    _sign(visitor, "Ann Lee")
    _sign(visitor, "李伟")
    assert SHEET not in visitor.get("/").links()
    assert SHEET in visitor.get("/translate/refund/zh-Hans/").links()


def test_without_a_name_nothing_is_signed(site):
    visitor, before = Visitor(site), tree(site)
    page = _sign(visitor, "")
    assert "Choose your name first." in page.words
    page = _sign(visitor, "Somebody else")
    assert "Somebody else" in page.words
    assert tree(site) == before


def test_what_changed_after_it_was_shown_is_not_signed(site):
    visitor = Visitor(site)
    page = visitor.get(SHEET)
    toml = site / "content/site.toml"
    toml.write_text(toml.read_text().replace("96110", "12345"))
    page = visitor.send(page, page.form(), SIGN["en"], by="Ann Lee")
    assert "changed elsewhere" in page.words
    assert "approved" not in _text(site)
    visitor.send(page, page.form(), SIGN["en"], by="Ann Lee")
    assert _text(site).count("approved: Ann Lee") == 7


@pytest.mark.parametrize("is_sent_back", [False, True])
def test_what_another_program_saves_in_that_very_moment_is_not_signed(
    is_sent_back, site, monkeypatch
):
    visitor = Visitor(site)
    page = _back(visitor, "Check") if is_sent_back else visitor.get(SHEET)
    read = Store.read

    def late(store, place):
        if place.path == PO and "查证" not in _text(site):
            (site / PO).write_text(_text(site).replace('"核实"', '"查证"'), encoding="utf-8")
        return read(store, place)

    known = visitor.desk.held  # as it was read before the other program saved
    monkeypatch.setattr(type(visitor.desk), "held", property(lambda _: known))
    monkeypatch.setattr(Store, "read", late)
    page = visitor.send(page, page.form(), text="不对", by="Ann Lee")
    assert "changed elsewhere" in page.words
    assert "Ann Lee" not in _text(site)


def test_a_fact_that_changed_is_signed_anew_and_shown_with_what_it_was(site):
    visitor = Visitor(site)
    _sign(visitor, "Ann Lee")
    _sign(visitor, "李伟")
    toml = site / "content/site.toml"
    toml.write_text(toml.read_text().replace("96110", "12345"))
    page = visitor.get(SHEET)
    assert "6 of 7" in page.words
    changed = page.html.partition("<del>96110</del>")[2]
    assert changed.startswith("<ins>12345</ins>")
    assert "Changed since" in page.words


def test_a_signature_is_taken_back_as_any_save(site):
    visitor, before = Visitor(site), _text(site)
    page = _sign(visitor, "Ann Lee")
    page = visitor.send(page, page.form("undo"), page.form("undo").buttons[0][0])
    assert "The earlier version is back." in page.words
    assert _text(site) == before


def test_two_who_sign_at_once_both_do(site):
    one, other = Visitor(site), Visitor(site)
    mine, theirs = one.get(SHEET), other.get(SHEET)
    one.send(mine, mine.form(), SIGN["en"], by="Ann Lee")
    other.send(theirs, theirs.form(), SIGN["en"], by="李伟")
    assert _text(site).count("approved: Ann Lee") == _text(site).count("approved: 李伟") == 7


@pytest.mark.parametrize("language", PEOPLE)
def test_a_sentence_goes_back_with_a_remark_and_comes_again(language, site):
    visitor = Visitor(site, language)
    _sign(visitor, "Ann Lee", language)
    page = _back(visitor, "Check")
    form = page.form()
    page = visitor.send(page, form, form.buttons[0][0], text="不够\r\n清楚", by="李伟")
    assert page.address.startswith(SHEET)
    assert "# sent-back: 李伟; 2026-11-30; 不够 清楚" in _text(site)
    assert _text(site).count("# approved: Ann Lee") == 6
    row = page.address.partition("#")[2]
    shown = visitor.get(f"/translate/refund/zh-Hans/{row}/")
    assert "不够 清楚" in shown.words
    assert "李伟" in shown.words
    assert "不够 清楚" in visitor.get("/translate/refund/zh-Hans/").words
    edit = next(one for one in shown.forms if "text" in one.names())
    visitor.send(shown, edit, edit.buttons[0][0], text="先核实", by="Ann Lee")
    assert "sent-back" not in _text(site)
    assert "#, fuzzy" not in _text(site).partition("\n\n")[2]
    _sign(visitor, "Ann Lee", language)
    assert _text(site).count("# approved: Ann Lee") == 6  # who translated does not sign


@pytest.mark.parametrize("by", ["", "Somebody else"])
def test_nothing_goes_back_without_a_name_and_a_remark(by, site):
    visitor, before = Visitor(site), tree(site)
    page = _back(visitor, "Check")
    for words, name in (("不对", by), (" \n\x01", "Ann Lee")):
        again = visitor.send(page, page.form(), "Send it back", text=words, by=name)
        assert again.form()["text"].strip() == words.strip()
    assert tree(site) == before


def test_a_sentence_that_changed_meanwhile_does_not_go_back_unseen(site):
    visitor = Visitor(site)
    page = _back(visitor, "Check")
    (site / PO).write_text(_text(site).replace('"核实"', '"查证"'))
    page = visitor.send(page, page.form(), "Send it back", text="不对", by="Ann Lee")
    assert "changed elsewhere" in page.words
    assert "sent-back" not in _text(site)


def test_what_waits_for_a_translator_cannot_be_sent_back_again(site):
    visitor = Visitor(site)
    page = _back(visitor, "Check")
    visitor.send(page, page.form(), "Send it back", text="不对", by="Ann Lee")
    assert visitor.get(page.address).status == 404


@pytest.mark.parametrize("language", PEOPLE)
def test_a_site_that_names_nobody_leads_to_where_that_is_said(language, small_site):
    update(small_site)
    page = Visitor(small_site, language).get("/approve/refund/en/")
    assert "/site/part/people/" in page.links()
    assert not page.forms


@pytest.mark.parametrize(
    "place",
    [
        *("/approve/none/zh-Hans/", "/approve/site/zh-Hans/", "/approve/refund/fr/"),
        *("/approve/..%2f/en/", "/approve/../en/", f"{SHEET}0123456789abcdef/"),
    ],
)
def test_a_name_that_the_site_has_not_is_no_page(place, site):
    visitor, before = Visitor(site), tree(site.parent)
    assert visitor.get(place).status == 404
    form = [("text", "x"), ("by", "Ann Lee"), ("digest", "")]
    assert visitor.ask("POST", place, form).status == 404
    assert tree(site.parent) == before


def test_a_catalog_that_cannot_be_read_is_told(site):
    (site / PO).write_text('msgid "x\nmsgstr "y"\n', encoding="utf-8")
    assert Visitor(site).get(SHEET).status == 503


@pytest.mark.parametrize("language", PEOPLE)
def test_hostile_words_are_words(language, site):
    visitor = Visitor(site, language)
    with (site / PO).open("a", encoding="utf-8") as po:
        po.write(f'\n# {HOSTILE}\n#~ msgid "x"\n#~ msgstr "y"\n')
    page = _back(visitor, "Check")
    _check_harmless(visitor.fill(page, page.form(), {"text": HOSTILE, "by": HOSTILE}))
    _check_harmless(visitor.fill(page, page.form(), {"text": HOSTILE, "by": "Ann Lee"}))
    for place in (SHEET, "/translate/refund/zh-Hans/", "/"):
        _check_harmless(visitor.get(place))


@pytest.mark.parametrize("name", SITES)
def test_every_notice_of_every_example_can_be_read(name, tmp_path):
    visitor = Visitor(example_site(name, tmp_path / "site"))
    for one in visitor.desk.held.site.bulletins:
        for locale in visitor.desk.held.site.settings.locales:
            assert visitor.get(f"/approve/{one.slug}/{locale.tag}/").status == 200


def test_what_is_taken_back_was_saved_by_the_sites_own_clocks(site):
    toml = site / "content/site.toml"
    toml.write_text('time_zone = "Asia/Shanghai"\n' + toml.read_text())
    visitor = Visitor(site)
    visitor.desk.now = lambda: datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    page = _sign(visitor, "Ann Lee")
    assert "# approved: Ann Lee; 2026-12-01; " in _text(site)
    assert "2026-12-01 01:30" in page.words
    assert "UTC" not in page.words
