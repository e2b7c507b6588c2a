"""The overview says how far each notice is, and what waits for whom."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from generator.commands.translate import update
from generator.desk import held, overview, translation
from generator.locales import Locale
from generator.site.status import Printed
from tests import support

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
PO = "locales/zh_Hans/LC_MESSAGES/refund.po"


@pytest.fixture
def site(tmp_path):
    files = dict(support.SMALL_SITE)
    files["content/site.toml"] += '[review]\npeople = ["Ann Lee"]\nneeded = 1\n'
    files["content/new/bulletin.md"] = "---\ntitle: ✎ New\ndate: 2026-11-30\n---\n\n✎ Words.\n"
    files["content/broken/bulletin.md"] = "---\ntitle: a: b\n---\n"
    files["content/over/bulletin.md"] = (
        "---\ntitle: No water\ndate: 2026-10-01\nends: 2026-10-02\n---\n\nThere is no water.\n"
    )
    folder = support.write_tree(tmp_path / "site", files)
    (folder / "content/broken/bulletin.md").rename(folder / "content/kept")
    (folder / "content/broken").rmdir()
    update(folder)
    (folder / "content/broken").mkdir()
    (folder / "content/kept").rename(folder / "content/broken/bulletin.md")
    return folder


def _notices(folder, **more):
    return {one.slug: one for one in overview.notices(held.hold(folder, NOW), **more)}


def _waiting(notice):
    return [(one.whom, str(one.what), one.locale) for one in notice.waiting]


def test_what_waits_first_comes_first(site):
    found = _notices(site)
    assert [*found] == ["broken", "new", "over", "refund", "site"]
    assert _waiting(found["broken"]) == [("writer", "errors: 1", "")]
    assert found["broken"].rows == ()
    assert _waiting(found["new"]) == [("writer", "2 to fill in", "")]
    assert _waiting(found["refund"]) == [("translator", "7 to translate", "zh-Hans")]
    assert _waiting(found["over"])[0][0] == "writer"
    assert "2026-10-02" in _waiting(found["over"])[0][1]
    assert (found["refund"].title, found["refund"].source_locale) == ("Refund scams", "en")
    assert [row.locale for row in found["refund"].rows] == ["en", "zh-Hans"]


def test_each_turn_is_told_for_each_language(site):
    text = (site / PO).read_text()
    for msgid, msgstr in (("Check", "核实"), ("A lost parcel", "包裹 96110")):
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    text = text.replace(
        'msgctxt "reminders/check"\nmsgid "Ask the shop itself."\nmsgstr ""',
        '#, fuzzy\nmsgctxt "reminders/check"\nmsgid "Ask the shop itself."\nmsgstr "问"',
    )
    (site / PO).write_text(text)
    sheets = {("refund", "zh-Hans"): Printed("2026-11-01", ("poster.pdf",))}
    found = _notices(site, printed=sheets)["refund"]
    assert _waiting(found) == [
        ("reviewer", "1 to review", "zh-Hans"),
        ("translator", "errors: 1", "zh-Hans"),
        ("translator", "4 to translate", "zh-Hans"),
        ("approver", "2 to approve", "zh-Hans"),
        ("printer", "print again: poster.pdf", "zh-Hans"),
    ]
    assert [one.path for one in found.errors] == [PO]


def test_an_edited_text_is_to_review_as_translators_see_it(site):
    text = (site / PO).read_text()
    text = text.replace(
        'msgid "Ask the shop itself."\nmsgstr ""',
        'msgid "Ask the shop itself."\nmsgstr "问商家本身。"',
    )
    (site / PO).write_text(text)
    path = site / "content/refund/reminders/01-check.md"
    path.write_text(path.read_text().replace("itself.", "itself, please."))
    assert _waiting(_notices(site)["refund"]) == [
        ("reviewer", "1 to review", "zh-Hans"),
        ("translator", "6 to translate", "zh-Hans"),
    ]
    whole = held.hold(site, NOW)
    states = Counter(row.state for row in translation.rows(whole, "refund", Locale("zh-Hans")))
    assert states == {"needs review": 1, "missing": 6}


def test_nothing_waits_in_a_site_that_is_right():
    found = overview.notices(held.hold(support.ROOT, NOW))
    assert {one.slug for one in found} == {*support.NOTICES, "site"}
    assert not [one for one in found if one.waiting or one.errors]


def test_the_words_of_the_pages_are_judged_too(site):
    path = site / "locales/zh_Hans/LC_MESSAGES/site.po"
    text = path.read_text().replace(
        'msgid "Warnings"\nmsgstr ""', 'msgid "Warnings"\nmsgstr "提{x}醒"'
    )
    path.write_text(text)
    found = _notices(site)["site"]
    assert ("translator", "errors: 1", "zh-Hans") in _waiting(found)


def test_a_site_whose_pages_speak_no_language_is_shown_too(tmp_path):
    files = dict(support.SMALL_SITE)
    files["content/site.toml"] = files["content/site.toml"].replace(
        'locales = ["en", "zh-Hans"]', 'locales = ["fr"]\nsource_locale = "fr"'
    )
    found = _notices(support.write_tree(tmp_path / "site", files))
    assert found["refund"].rows[0].standing == "withheld"
    assert _waiting(found["site"])[0][0] == "translator"
