"""What somebody did to a translation changes the lines of its entry, and no other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.catalogs import records
from generator.commands.approve import approve
from generator.commands.translate import update
from generator.desk import files, held, translation, wording
from generator.desk.wording import Edit
from generator.diagnostics.errors import Misused
from generator.locales import Locale
from tests import support

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
CHINESE = Locale("zh-Hans")
PO = "locales/zh_Hans/LC_MESSAGES/refund.po"


@pytest.fixture
def site(tmp_path):
    files = dict(support.SMALL_SITE)
    files["content/site.toml"] += '[review]\npeople = ["Ann Lee"]\n'
    folder = support.write_tree(tmp_path / "site", files)
    update(folder)
    return folder


def _edited(folder, source, locale=CHINESE, domain="refund", **edit):
    """Edit a text; gives the lines that went, and those that came."""
    whole = held.hold(folder, NOW)
    row = next(one for one in translation.rows(whole, domain, locale) if one.source == source)
    place = files.catalog(locale, domain)
    before = files.Store(folder).read(place)
    after = wording.edited(whole, row, before.data, Edit(**edit))
    files.Store(folder).save(place, after, before.digest, NOW)
    old, new = (data.decode().split("\n") for data in (before.data or b"", after or b""))
    return [line for line in old if line not in new], [line for line in new if line not in old]


def _row(folder, source):
    whole = held.hold(folder, NOW)
    return next(one for one in translation.rows(whole, "refund", CHINESE) if one.source == source)


SITES = ["", *sorted(path.parent.name for path in support.SITES.glob("*/source"))]
"""The shipped site, and the examples."""


@pytest.mark.parametrize("name", SITES)
def test_opening_and_saving_changes_no_byte(name, tmp_path):
    folder = support.example_site(name, tmp_path / "site") if name else support.ROOT
    whole = held.hold(folder, NOW)
    for slug in (*whole.files.documents, "site"):
        for locale in whole.site.settings.locales:
            data = files.Store(folder).read(files.catalog(locale, slug)).data
            for row in translation.rows(whole, slug, locale):
                edit = Edit(texts=row.texts, name="Li Wei", day="2026-11-30")
                if row.message.key in whole.site.lexicon(locale, slug).entries:
                    assert wording.edited(whole, row, data, edit) == data
                    assert wording.edited(whole, row, data, Edit()) == data


def test_a_translation_is_written_with_who_made_it(site):
    gone, new = _edited(site, "Check", texts=("核实",), name=" Li  Wei;", day="2026-11-30")
    assert (gone, new) == ([], ["# translated: Li Wei; 2026-11-30", 'msgstr "核实"'])
    gone, new = _edited(site, "Check", texts=("先核实",), name="Ann", day="2026-12-01")
    assert gone == ["# translated: Li Wei; 2026-11-30", 'msgstr "核实"']
    assert new == ["# translated: Ann; 2026-12-01", 'msgstr "先核实"']
    assert _edited(site, "Check", texts=("",), name="Ann", day="2026-12-02")[1] == []
    assert _row(site, "Check").state == "missing"


def test_a_review_is_asked_for_and_done(site):
    _edited(site, "Check", texts=("核实",))
    assert _edited(site, "Check", review=True) == ([], ["#, fuzzy"])
    assert _row(site, "Check").state == "needs review"
    assert _edited(site, "Check", texts=("核实",)) == ([], [])
    assert _edited(site, "Check", review=False) == (["#, fuzzy"], [])
    assert _row(site, "Check").state == "translated"


def test_the_meaning_of_an_edited_source_is_unchanged(site):
    _edited(site, "Ask the shop itself.", texts=("自己去问店家。",), name="Li", day="2026-11-30")
    before = (site / PO).read_bytes()
    advice = site / "content/refund/reminders/01-check.md"
    advice.write_text(advice.read_text().replace("itself", "it self"))
    row = _row(site, "Ask the shop it self.")
    assert (row.state, row.before) == ("needs review", "Ask the shop itself.")
    gone, new = _edited(site, "Ask the shop it self.", review=False)
    assert (gone, new) == (['msgid "Ask the shop itself."'], ['msgid "Ask the shop it self."'])
    assert _row(site, "Ask the shop it self.").state == "translated"
    assert PO not in update(site).changed
    assert len((site / PO).read_bytes()) == len(before) + 1


def test_what_update_has_marked_loses_all_that_it_added(site):
    _edited(site, "Ask the shop itself.", texts=("自己去问店家。",))
    advice = site / "content/refund/reminders/01-check.md"
    advice.write_text(advice.read_text().replace("itself", "alone"))
    update(site)
    assert _edited(site, "Ask the shop alone.", review=False) == (
        [
            "#. Translation before the edit: 自己去问店家。",
            "#, fuzzy",
            '#| msgid "Ask the shop itself."',
        ],
        [],
    )
    assert PO not in update(site).changed


def test_a_rule_is_set_aside_with_a_reason_and_again_not(site):
    _edited(site, "Check", texts=("核实",))
    approve(site, "refund", "zh-Hans", "Ann Lee", now=datetime(2026, 11, 30, 12, tzinfo=UTC))
    line = "# ignore-terms: 这里说的不是那个意思"
    assert _edited(site, "Check", waivers=(("terms", "这里说的不是\n那个意思"),)) == (
        [],
        [line.replace("不是", "不是 ")],
    )
    assert len(_row(site, "Check").records.waivers) == 1
    _edited(site, "Check", waivers=(("terms", "另外的理由也可以"),))
    assert [one.text for one in _row(site, "Check").records.waivers] == ["另外的理由也可以"]
    assert _edited(site, "Check", waivers=(("terms", " "),)) == (
        ["# ignore-terms: 另外的理由也可以"],
        [],
    )
    assert _row(site, "Check").state == "approved"
    _edited(site, "Check", waivers=(("facts", "the same day; in words"),), name="Li Wei")
    assert _row(site, "Check").records.waivers[0].parted == ("the same day; in words", "Li Wei")
    with pytest.raises(Misused):
        _edited(site, "Check", waivers=(("links", "because I say so"),))


def test_a_text_that_the_catalog_lacks_is_brought_in_as_by_update(site):
    (site / PO).unlink()
    _edited(site, "Check", texts=("核实",))
    written = (site / PO).read_bytes()
    assert PO not in update(site).changed
    assert written.count("核实".encode()) == 1
    (site / "content/refund/reminders/02-new.md").write_text("---\ntitle: New\n---\n\nWords.\n")
    gone, new = _edited(site, "Words.", texts=("话。",))
    assert gone == []
    assert 'msgstr "话。"' in new
    assert PO not in update(site).changed


def test_an_edit_goes_into_what_somebody_else_has_saved_meanwhile(site):
    whole = held.hold(site, NOW)
    row = next(r for r in translation.rows(whole, "refund", CHINESE) if r.source == "Check")
    _edited(site, "A lost parcel", texts=("包裹丢了",))
    data = (site / PO).read_bytes()
    after = wording.edited(whole, row, data, Edit(texts=("核实",)))
    assert after is not None
    assert "包裹丢了".encode() in after
    assert records.read(row.entry) == records.Records()


def test_a_plural_has_all_of_its_forms(tmp_path):
    folder = support.example_site("right-to-left", tmp_path / "site")
    whole = held.hold(folder, NOW)
    row = next(
        row
        for locale in whole.site.settings.locales
        for row in translation.rows(whole, "site", locale)
        if len(row.texts) > 2
    )
    place = files.catalog(row.locale, "site")
    data = files.Store(folder).read(place).data
    texts = (*row.texts[:-1], f"{row.texts[-1]} x")
    after = wording.edited(whole, row, data, Edit(texts=texts))
    old, new = data.decode().split("\n"), after.decode().split("\n")
    assert [line for line in old if line not in new] == [
        f'msgstr[{len(texts) - 1}] "{row.texts[-1]}"'
    ]
    assert [line for line in new if line not in old] == [f'msgstr[{len(texts) - 1}] "{texts[-1]}"']
    with pytest.raises(Misused):
        wording.edited(whole, row, data, Edit(texts=("one",)))


def test_a_text_that_is_gone_is_not_written(site):
    row = _row(site, "Check")
    (site / "content/refund/reminders/01-check.md").unlink()
    whole = held.hold(site, NOW)
    with pytest.raises(Misused):
        wording.edited(whole, row, None, Edit(texts=("核实",)))
