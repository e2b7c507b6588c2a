"""What templates see of a site, and of a notice: its words for sheets, or else those it has."""

from __future__ import annotations

import pytest

from generator.diagnostics.errors import Problems
from generator.locales import Locale
from generator.render.presenter import Presenter
from generator.site import pages
from generator.site.pages import Page
from generator.views import LookView
from tests import support
from tests.support import read_site

FACTS = (
    'title = "W"\nissuer = "P"\nlocales = ["en", "zh-Hans", "zh-Hant", "ar"]\n[facts]\n'
    'hotline = { tel = "96110" }\nweb = { url = "https://a.example/" }\n'
    'station = { tel = "021-55550123", ext = "801" }\n'
)
CONTACTS = {
    name: f'[[contacts]]\nfact = "{name}"\nlabel = "The {name}"\n'
    for name in ("hotline", "web", "station")
}


def _view(folder, toml, tag="en"):
    support.write_tree(folder, {"content/site.toml": toml})
    site = read_site(folder, Problems())
    return Presenter(site, pages.standings(site)).site_view(Locale(tag))


def _calls(view):
    return [(contact.call.text, contact.value.text) for contact in view.calls]


def test_sheets_show_every_number_where_no_contact_has_words_for_them(small_site):
    view = _view(small_site, FACTS + "".join(CONTACTS.values()))
    assert _calls(view) == [
        ("The hotline", "96110"),
        ("The station", "021-55550123 ext. 801"),
    ]
    assert [contact.ext for contact in view.contacts] == ["", "", "801"]
    assert not any(contact.hours for contact in view.contacts)


def test_sheets_show_the_contacts_that_have_words_for_them_where_one_has(small_site):
    rows = (
        *(CONTACTS["hotline"], 'note = "N"\n', CONTACTS["web"], 'call = "Look at"\n'),
        *(CONTACTS["station"], 'call = "Not sure? Ask"\nhours = "8 to 18"\n'),
    )
    view = _view(small_site, FACTS + "".join(rows))
    assert _calls(view) == [
        ("Look at", "a.example"),
        ("Not sure? Ask", "021-55550123 ext. 801"),
    ]
    assert [contact.hours.text for contact in view.contacts] == ["", "", "8 to 18"]
    assert view.contacts[0].call.text == "The hotline"


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("en", "021-55550123 ext. 801"),
        ("ar", "021-55550123 ext. 801"),
        ("zh-Hans", "021-55550123转801"),
        ("zh-Hant", "021-55550123轉801"),
    ],
)
def test_an_extension_is_said_as_the_language_says_it(tag, shown, small_site):
    number = _view(small_site, FACTS + CONTACTS["station"], tag).contacts[0].value
    assert number.text == shown
    link = f'<a class="fact" dir="ltr" href="tel:021-55550123,801">{shown}</a>'
    assert number.html == link


def test_a_text_says_an_extension_too(small_site, tmp_path):
    toml = FACTS.replace(', "zh-Hant", "ar"', "") + CONTACTS["hotline"]
    body = "---\ntitle: x\ndate: 2022-07-25\n---\n\nAsk {station} or {hotline}.\n"
    files = {"content/site.toml": toml, "content/refund/bulletin.md": body}
    support.write_tree(small_site, files)
    support.build(small_site, tmp_path / "output")
    page = (tmp_path / "output/en/refund/index.html").read_text(encoding="utf-8")
    assert 'href="tel:021-55550123,801"' in page
    assert ">021-55550123 ext. 801</a> or <a" in page


def test_the_look_is_the_sites_own(small_site):
    view = _view(small_site, FACTS + CONTACTS["hotline"])
    assert view.look == LookView("#0f2f5f", "#ffd21f", "")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>'
    support.write_tree(small_site, {"content/_look/e.svg": svg})
    look = '[look]\nemblem = "_look/e.svg"\ncolour = "#000000"\naccent = "#FFFFFF"\n'
    view = _view(small_site, FACTS + look + CONTACTS["hotline"])
    assert view.look == LookView("#000000", "#ffffff", svg)


ROUTINE = "content/refund/routines/01-parcel.md"
FULL = {
    "content/refund/bulletin.md": (
        "---\ntitle: Refund scams\ndate: 2022-07-25\nheadline: A *refund*?\nverdict: A scam.\n"
        "short: Ask {hotline}.\n---\n\nCall {hotline} first.\n"
    ),
    ROUTINE: (
        "---\ntitle: A lost parcel\nheadline: Lost?\nverdict: A trick.\nicon: parcel\n"
        "poster: They lie.\nchat:\n  - It is *lost*. ✗ Ask {hotline}.\n  - Pay.✗Never.\n---\n\n"
        "> Your parcel is lost.\n\nThey want a transfer.\n"
    ),
    "content/refund/reminders/01-check.md": (
        "---\ntitle: Check\nshort: Ask first\nicon: shop\n---\n\nAsk the shop itself.\n"
    ),
}


def _notice(site, tag="en"):
    made = support.read_site(site, Problems())
    (bulletin,) = made.bulletins
    return Presenter(made, pages.standings(made)).bulletin_view(bulletin, Locale(tag))


def _chat(routine):
    return [(line.says.text, line.truth.text) for line in routine.chat]


def test_a_notice_shows_its_own_words_for_sheets(small_site):
    view = _notice(support.write_tree(small_site, FULL))
    (routine,), (reminder,) = view.routines, view.reminders
    assert view.headline.html == "A <em>refund</em>?"
    assert (view.verdict.text, view.short.text) == ("A scam.", "Ask 96110.")
    assert 'href="tel:96110"' in view.short.html
    assert (routine.headline.text, routine.verdict.text) == ("Lost?", "A trick.")
    assert routine.icon == "parcel"
    assert _chat(routine) == [("It is lost.", "Ask 96110."), ("Pay.", "Never.")]
    assert (reminder.short.text, reminder.icon) == ("Ask first", "shop")


def test_a_notice_without_them_shows_what_it_has(small_site):
    view = _notice(small_site)
    (routine,), (reminder,) = view.routines, view.reminders
    assert view.headline == view.title
    assert not view.verdict
    assert not view.short
    assert routine.headline == routine.title
    assert not routine.verdict
    assert routine.icon == "warning"
    assert _chat(routine) == [("Your parcel is lost.", "They want a transfer.")]
    assert reminder.short == reminder.title
    assert reminder.icon == "check"


def test_the_line_for_a_poster_is_the_truth_where_there_is_no_chat(small_site):
    text = "---\ntitle: A parcel\nposter: They lie.\n---\n\n> Lost.\n\nThey call.\n"
    (routine,) = _notice(support.write_tree(small_site, {ROUTINE: text})).routines
    assert _chat(routine) == [("Lost.", "They lie.")]


def test_an_icon_that_is_not_there_to_be_seen_says_what_kind_it_is(small_site):
    support.write_tree(small_site, {ROUTINE: FULL[ROUTINE].replace("icon: parcel", "icon:  ")})
    assert _notice(small_site).routines[0].icon == "warning"


def _po(**entries):
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    rows = (f'\nmsgctxt "{{0}}"\nmsgid "{a}"\nmsgstr "{b}"\n' for a, b in entries.items())
    return head + "".join(rows)


def test_each_half_is_translated_by_itself(small_site):
    site = _po(Warnings="提醒", Police="警方", Hotline="热线").replace("{0}", "site")
    scam = _po(**{"Pay.": "付款。", "Never.": "别付。", "A trick.": "骗局。"})
    folder = "locales/zh_Hans/LC_MESSAGES"
    catalogs = {f"{folder}/site.po": site}
    catalogs[f"{folder}/refund.po"] = scam.replace("{0}", "routines/parcel")
    support.write_tree(small_site, FULL | catalogs)
    (routine,) = _notice(small_site, "zh-Hans").routines
    assert _chat(routine)[1] == ("付款。", "别付。")
    assert routine.verdict.text == "骗局。"


@pytest.mark.parametrize("path", sorted(FULL))
def test_a_sheets_number_changes_with_its_words(path, small_site):
    before = _notice(small_site).revision
    assert _notice(support.write_tree(small_site, {path: FULL[path]})).revision != before


def test_a_word_of_the_site_that_is_not_translated_is_on_sheets_in_its_own_language(small_site):
    site = read_site(small_site, Problems())
    page = Page("poster", Locale("zh-Hans"), site.bulletins[0])
    (call,) = Presenter(site, pages.standings(site)).sheet(page, Locale("zh-Hans")).calls
    assert call.label.html == '<span lang="en">Hotline</span>'
