"""A site is held as it was read, and its notices are judged as `check` judges them."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from generator.build.build import check
from generator.commands.translate import update
from generator.desk import files, held
from generator.diagnostics.errors import Refused
from tests import support

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SLUG = "refund"
HEAD = "content/refund/bulletin.md"
BROKEN = {
    "a title that is missing": ("title: Refund scams\n", ""),
    "a key that there is not": ("date:", "tittle: x\ndate:"),
    "a number by hand": ("Call {hotline} first", "Call 96110 first"),
    "a fact that there is not": ("{hotline} first", "{hotlines} first"),
    "a link to no notice": ("Call", "See [this](notice:refunds). Call"),
    "a picture that is not there": ("Call", "![A map](map.png)\n\nCall"),
    "front matter that cannot be read": ("date:", "headline: a: b\ndate:"),
    "a day to come": ("2022-07-25", "2030-01-01"),
}


def _checked(folder):
    """What `check` says of a notice and its translations."""
    found = check(folder, posters=False, now=NOW)
    own = (f"content/{SLUG}/", f"LC_MESSAGES/{SLUG}.po")
    return {one for one in found if any(part in one.path for part in own)}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_notice_is_judged_in_the_words_of_check(tmp_path, broken):
    site = support.write_tree(tmp_path / "site", support.SMALL_SITE)
    head = site / f"content/{SLUG}/bulletin.md"
    head.write_text(head.read_text().replace(*BROKEN[broken]))
    wanted = _checked(site)
    assert wanted
    assert {*held.problems_of(held.hold(site, NOW), SLUG)} == wanted


@pytest.mark.parametrize("site", ["two-locales", "fallback", "withheld", "chinese-first"])
def test_the_notices_of_the_examples_are_judged_alike(tmp_path, site):
    folder = support.example_site(site, tmp_path / "site")
    found = held.hold(folder, NOW)
    every = {one for slug in found.files.documents for one in held.problems_of(found, slug)}
    wanted = check(folder, posters=False, now=NOW)
    assert every == {one for one in wanted if "/site." not in one.path}


def test_a_site_is_held_until_it_is_another(tmp_path):
    site = support.write_tree(tmp_path / "site", support.SMALL_SITE)
    first = held.hold(site, NOW)
    assert held.hold(site, NOW, first) is first
    assert held.hold(site, NOW + timedelta(hours=1), first) is not first
    (site / "content/refund/reminders/01-check.md").write_text("---\ntitle: Check\n---\n\nAsk.\n")
    second = held.hold(site, NOW, first)
    assert second is not first
    assert second.bulletin(SLUG).reminders[0].body.segments[0].msgid == "Ask."


def test_a_site_without_settings_cannot_be_held(tmp_path):
    broken = {**support.SMALL_SITE, "content/site.toml": "title = "}
    with pytest.raises(Refused):
        held.hold(support.write_tree(tmp_path / "site", broken), NOW)


def test_what_is_not_saved_yet_is_judged_without_saving(tmp_path):
    site = support.write_tree(tmp_path / "site", support.SMALL_SITE)
    whole = held.hold(site, NOW)
    place = files.document(site, SLUG, "bulletin")
    text = (site / place.path).read_text().replace("{hotline}", "[x](notice:refund) 96110")
    before = support.tree(site)
    found = held.problems_of(held.with_document(whole, place, text.encode()), SLUG)
    assert any("96110" in one.wrong for one in found)
    assert support.tree(site) == before
    (site / place.path).write_text(text)
    saved = {*held.problems_of(held.hold(site, NOW), SLUG)}
    assert {one for one in found if one.path.startswith("content/")} == {
        one for one in saved if one.path.startswith("content/")
    }
    assert {one.rule for one in found} & {"links"} == set()


def test_no_translation_is_judged_while_a_document_is_written(tmp_path):
    site = support.write_tree(tmp_path / "site", support.SMALL_SITE)
    catalog = 'msgctxt "bulletin"\nmsgid "Refund scams"\nmsgstr "退款 96110"\n'
    support.write_tree(site, {"locales/zh_Hans/LC_MESSAGES/refund.po": catalog})
    whole = held.hold(site, NOW)
    assert [one for one in held.problems_of(whole, SLUG) if not one.warning]
    place = files.document(site, SLUG, "bulletin")
    typed = held.with_document(whole, place, (site / place.path).read_bytes())
    assert not [one for one in held.problems_of(typed, SLUG) if not one.warning]
    assert typed.spoken == whole.spoken


def test_what_cannot_be_read_is_told_and_no_more(tmp_path):
    site = support.write_tree(tmp_path / "site", support.SMALL_SITE)
    place = files.document(site, SLUG, "bulletin")
    one = held.with_document(held.hold(site, NOW), place, b"\xff")
    assert [problem.rule for problem in held.problems_of(one, SLUG)] == ["encoding"]


EDITS = {
    "a word": (HEAD, "Refund", "Refunds"),
    "a title with a colon": (HEAD, "title: ", "title: a: "),
    "a name that others link to": (HEAD, "---\n\n", "moved_from: [old]\n---\n\n"),
    "a place to fill in": (HEAD, "Refund", "✎ Refund"),
    "a setting": ("content/site.toml", "Police", "The police"),
    "another document": ("content/refund/reminders/02-x.md", "", "---\ntitle: X\n---\n\nY.\n"),
    "another notice": (
        "content/new/bulletin.md",
        "",
        "---\ntitle: X\ndate: 2026-11-30\n---\n\nY.\n",
    ),
    "a catalog": ("locales/zh_Hans/LC_MESSAGES/loan.po", 'msgstr ""', 'msgstr "96110"'),
    "a broken catalog": ("locales/zh_Hans/LC_MESSAGES/loan.po", "msgid", "msgidd"),
    "the pages' words": ("locales/zh_Hans/LC_MESSAGES/site.po", 'msgstr ""', 'msgstr "{x}"'),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_held_after_an_edit_is_what_a_new_look_finds(tmp_path, edit):
    """And so it is after the edit was taken back, and after all of a notice is gone."""
    site = _two_notices(tmp_path / "site")
    first = held.hold(site, NOW)
    slugs = (*first.files.documents, "site")
    for slug in slugs:
        held.problems_of(first, slug)
    name, old, new = EDITS[edit]
    path = site / name
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text((before or "").replace(old, new, 1))
    second = held.hold(site, NOW, first)
    assert _all(second) == _all(held.hold(site, NOW))
    assert _all(second) != _all(first)
    path.unlink() if before is None else path.write_text(before)
    third = held.hold(site, NOW, second)
    assert _all(third) == _all(held.hold(site, NOW))
    shutil.rmtree(site / "content/loan")
    assert _all(held.hold(site, NOW, third)) == _all(held.hold(site, NOW))


def _two_notices(folder):
    files = dict(support.SMALL_SITE)
    files["content/loan/bulletin.md"] = (
        "---\ntitle: Loans\ndate: 2026-11-30\n---\n\nSee [this](notice:old).\n"
    )
    support.write_tree(folder, files)
    update(folder)
    return folder


def _all(whole):
    """Everything that is known of a site, its notices by value."""
    slugs = sorted((*whole.files.documents, "site"))
    return (
        whole.files,
        {*whole.problems},
        [(slug, held.problems_of(whole, slug)) for slug in slugs],
        [(one.slug, whole.site.messages(one)) for one in whole.site.bulletins],
        {key: own.entries for key, own in whole.site.lexicons.items()},
    )


def test_a_notice_that_did_not_change_is_not_judged_again(tmp_path):
    site = _two_notices(tmp_path / "site")
    first = held.hold(site, NOW)
    found = held.problems_of(first, "loan")
    (site / HEAD).write_text((site / HEAD).read_text().replace("Refund", "Refunds"))
    second = held.hold(site, NOW, first)
    assert second.judged == {"loan": found}
    assert second.files.fonts is first.files.fonts
    assert held.hold(site, NOW + timedelta(hours=1), first).judged == {}
