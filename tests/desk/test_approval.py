"""Whoever signs sees what they sign, and what changed since it was signed last."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.catalogs import reader, records
from generator.commands.approve import approve
from generator.commands.translate import update
from generator.desk import approval, fields, files, held, translation, wording
from generator.desk.alike import differences
from generator.desk.files import Store
from generator.desk.wording import Edit
from generator.diagnostics.errors import Misused
from generator.locales import Locale
from generator.model import Standing
from generator.site import pages
from generator.site.status import progress
from tests import support

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
CHINESE, ENGLISH = Locale("zh-Hans"), Locale("en")
PO = "locales/zh_Hans/LC_MESSAGES/refund.po"
PLACE = files.catalog(CHINESE, "refund")
WORDS = {
    "Refund scams": "退款诈骗",
    "Call {hotline} first.": "请先拨打{hotline}。",
    "A lost parcel": "快递丢失",
    "Your parcel is lost.": "您的快递丢失了。",
    "They want a transfer.": "对方要您转账。",
    "Check": "核实",
    "Ask the shop itself.": "自己去问店家。",
}


@pytest.fixture
def site(tmp_path):
    """A site that asks for two signatures, with a notice translated into Chinese."""
    made = dict(support.SMALL_SITE)
    made["content/site.toml"] += '[review]\npeople = ["Ann Lee", "Li Wei"]\nneeded = 2\n'
    folder = support.write_tree(tmp_path / "site", made)
    update(folder)
    text = (folder / PO).read_text(encoding="utf-8")
    for msgid, msgstr in WORDS.items():
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    (folder / PO).write_text(text, encoding="utf-8")
    return folder


def _sheet(folder, locale=CHINESE):
    return approval.sheet(held.hold(folder, NOW), Store(folder), "refund", locale)


def _one(folder, source):
    return next(one for one in _sheet(folder).readings if one.row.source == source)


def _sign(folder, name, *, keeps=True, when=NOW):
    """Sign as the desk does; gives what was done."""
    store, whole = Store(folder), held.hold(folder, NOW)
    there = store.read(PLACE)
    data, done = approval.signed(whole, "refund", CHINESE, there.data, name, when)
    store.save(PLACE, data, there.digest, when)
    if keeps:
        approval.keep(store, PLACE, when)
    return done


def _edit(folder, source, **edit):
    store, whole = Store(folder), held.hold(folder, NOW)
    row = next(r for r in translation.rows(whole, "refund", CHINESE) if r.source == source)
    there = store.read(PLACE)
    made = wording.edited(whole, row, there.data, Edit(**edit))
    store.save(PLACE, made, there.digest, NOW + timedelta(minutes=1))


def _mend(folder, path, old, new):
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def _shown(changes):
    marks = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "".join(marks[kind].format(words) for kind, words in changes)


def _standing(folder):
    return pages.standings(held.hold(folder, NOW).site).standing("refund", CHINESE)


def _row(folder):
    """What `status` says of the notice in Chinese."""
    site = held.hold(folder, NOW).site
    rows = progress(site, pages.standings(site), {})
    return next(one for one in rows if (one.domain, one.locale) == ("refund", "zh-Hans"))


# Signing.


def test_two_people_sign_and_then_it_is_published(site):
    assert _standing(site) is not Standing.PUBLISHED
    assert [(one.name, one.signed, one.left) for one in _sheet(site).signers] == [
        ("Ann Lee", 0, 7),
        ("Li Wei", 0, 7),
    ]
    assert _sign(site, "Ann Lee").signed == 7
    assert len(_sheet(site).waiting) == 7
    assert (_row(site).approved, _row(site).needs_approval) == (0, 7)
    assert _sign(site, "Ann Lee").before == 7
    assert _standing(site) is not Standing.PUBLISHED
    assert _sign(site, "li  wei").signed == 7
    assert _standing(site) is Standing.PUBLISHED
    assert (_row(site).approved, _row(site).needs_approval) == (7, 0)
    assert not _sheet(site).waiting
    assert [one.row.source for one in _sheet(site).approved] == [*WORDS]


def test_a_signature_is_what_the_command_writes_and_changes_no_other_line(site):
    before = (site / PO).read_bytes()
    _sign(site, "Ann Lee")
    at_the_desk = (site / PO).read_bytes()
    (site / PO).write_bytes(before)
    approve(site, "refund", "zh-Hans", "Ann Lee", now=NOW)
    assert (site / PO).read_bytes() == at_the_desk
    new = [line for line in at_the_desk.split(b"\n") if line not in before.split(b"\n")]
    assert len(new) == 7
    assert all(line.startswith(b"# approved: Ann Lee; 2026-11-30; ") for line in new)


def test_whoever_translated_a_sentence_does_not_sign_it(site):
    _edit(site, "Check", texts=("先核实",), review=False, name="Ann Lee", day="2026-11-30")
    assert [one.left for one in _sheet(site).signers] == [6, 7]
    done = _sign(site, "Ann Lee")
    assert (done.signed, len(done.unsigned)) == (6, 1)
    _sign(site, "Li Wei")
    assert [one.row.source for one in _sheet(site).waiting] == ["Check"]
    assert _standing(site) is not Standing.PUBLISHED


def test_what_is_not_finished_is_not_signed(site):
    _edit(site, "Check", review=True)
    assert not _one(site, "Check").is_finished
    assert _sign(site, "Ann Lee").signed == 6
    with pytest.raises(Misused):
        _sign(site, "Somebody else")


def test_a_text_that_the_catalog_lacks_is_not_signed_unless_it_is_finished(site):
    (site / "content/refund/reminders/02-new.md").write_text("---\ntitle: New\n---\n\nWords.\n")
    assert _sign(site, "Ann Lee").signed == 7
    assert "Words." not in (site / PO).read_text()
    (site / "locales/en/LC_MESSAGES/refund.po").unlink()
    sheet = _sheet(site, ENGLISH)
    assert (sheet.needed, len(sheet.waiting)) == (0, 9)
    assert all(one.is_own and one.text == one.row.source for one in sheet.readings)
    data, done = approval.signed(held.hold(site, NOW), "refund", ENGLISH, None, "Ann Lee", NOW)
    assert done.signed == 9
    assert data.count(b"# approved: Ann Lee; ") == 9


def test_a_number_that_was_read_wrongly_is_confirmed_by_a_signature(site):
    """`facts` can be set aside by two people: whoever signs sees the reason."""
    _mend(site, "content/refund/reminders/01-check.md", "Ask the shop itself.", "Ask 12 shops.")
    update(site)
    edit = Edit(texts=("问一打店家。",), review=False, name="Ann Lee", day="2026-11-30")
    _edit(site, "Ask 12 shops.", **{key: getattr(edit, key) for key in ("texts", "review")})
    _edit(site, "Ask 12 shops.", waivers=(("facts", "一打就是十二"),), name="Ann Lee")
    seen = _sheet(site).digest
    assert _one(site, "Ask 12 shops.").row.state == "refused"
    assert _one(site, "Ask 12 shops.").is_finished
    _sign(site, "Li Wei")
    assert _one(site, "Ask 12 shops.").row.state == "needs approval"
    assert _sheet(site).digest == seen
    _edit(site, "Ask 12 shops.", waivers=(("facts", "别的理由"),), name="Ann Lee")
    assert _sheet(site).digest != seen


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PO, "快递丢失了", "快递不见了"),
        ("content/site.toml", '"96110"', '"12345"'),
        ("content/refund/bulletin.md", "Refund scams", "Refund tricks"),
    ],
)
def test_nobody_signs_what_they_have_not_seen(path, old, new, site):
    seen = _sheet(site).digest
    _sign(site, "Ann Lee")
    assert _sheet(site).digest == seen  # another signature changes nothing of what is signed
    _mend(site, path, old, new)
    assert _sheet(site).digest != seen


# What changed since.


def test_a_translation_that_changed_is_shown_beside_what_was_signed(site):
    _sign(site, "Ann Lee")
    assert _one(site, "Check").former is None
    _edit(site, "Check", texts=("先核实",), review=False)
    former = _one(site, "Check").former
    assert (former.signature.name, former.is_known) == ("Ann Lee", True)
    assert (_shown(former.source), _shown(former.text)) == ("", "[+先+]核实")
    assert _one(site, "Refund scams").former is None


def test_an_edited_source_is_shown_too_before_and_after_its_translation(site):
    _sign(site, "Ann Lee", keeps=False)
    _mend(site, "content/refund/reminders/01-check.md", "itself", "alone")
    new = "Ask the shop alone."
    for is_updated in (False, True):
        former = _one(site, new).former
        assert _shown(former.source) == "Ask the shop [-itself-][+alone+]."
        assert not former.text
        if not is_updated:
            update(site)
    _edit(site, new, texts=("只去问店家。",), review=False)
    former = _one(site, new).former
    assert _shown(former.source) == "Ask the shop [-itself-][+alone+]."
    assert _shown(former.text) == "[-自己-][+只+]去问店家。"


def test_a_fact_that_changed_is_shown_with_both_values(site):
    _sign(site, "Ann Lee")
    _mend(site, "content/site.toml", '"96110"', '"12345"')
    former = _one(site, "Call {hotline} first.").former
    assert _shown(former.text) == "请先拨打[-96110-][+12345+]。"
    assert _one(site, "Check").former is None


def test_what_was_signed_is_known_after_many_saves(site):
    _sign(site, "Ann Lee")
    store = Store(site)
    for number in range(60):
        there = store.read(PLACE)
        data = re.sub(rb'msgstr "[^"]*"\n*\Z', f'msgstr "第{number}家"\n'.encode(), there.data)
        store.save(PLACE, data, there.digest, NOW + timedelta(minutes=number))
    assert _shown(_one(site, "Ask the shop itself.").former.text).startswith("[-自己去问店")


def test_where_nothing_is_known_that_is_said(site):
    approve(site, "refund", "zh-Hans", "Ann Lee", now=NOW)
    _mend(site, PO, "快递丢失了", "快递不见了")
    former = _one(site, "Your parcel is lost.").former
    assert (former.signature.name, former.is_known) == ("Ann Lee", False)
    assert _one(site, "Check").former is None


def test_a_digest_that_somebody_typed_proves_nothing(site):
    _sign(site, "Ann Lee")
    _edit(site, "Check", texts=("先核实",), review=False)
    text = (site / PO).read_text()
    lines = [line for line in text.split("\n") if "approved: Ann Lee" in line]
    forged = text.replace(lines[5], f"# approved: Ann Lee; 2026-12-01; {'0' * 16}")
    (site / PO).write_text(forged)
    former = _one(site, "Check").former
    assert former.signature.date == "2026-11-30"  # the bytes that were signed say so


def test_earlier_versions_that_cannot_be_read_are_passed_over(site):
    _sign(site, "Ann Lee")
    kept = site / ".cache/desk/signed"
    for path in kept.rglob("0*"):
        path.write_bytes(b'msgid "approved\n\xff')
    (site / ".cache/desk" / PO).mkdir(parents=True, exist_ok=True)
    _mend(site, PO, "快递丢失了", "快递不见了")
    assert _one(site, "Your parcel is lost.").former.is_known is False


@settings(max_examples=30, deadline=None)
@given(before=st.text(), after=st.text())
def test_a_difference_has_both_texts(before, after):
    made = differences(before, after)
    assert "".join(words for kind, words in made if kind != "new") == before
    assert "".join(words for kind, words in made if kind != "gone") == after


# Sending back.


def test_a_sentence_that_is_sent_back_waits_for_review_with_its_remark(site):
    _sign(site, "Ann Lee")
    _sign(site, "Li Wei")
    before = (site / PO).read_text().split("\n")
    _edit(
        site, "Check", remark="Say “verify”;\n approved: nothing", name="Li; Wei", day="2026-12-01"
    )
    after = (site / PO).read_text().split("\n")
    line = "# sent-back: Li Wei; 2026-12-01; Say “verify”; approved: nothing"
    assert [one for one in after if one not in before] == [line, "#, fuzzy"]
    gone = [one for one in before if one not in after]
    assert [one.rpartition(";")[0] for one in gone] == [
        "# approved: Ann Lee; 2026-11-30",
        "# approved: Li Wei; 2026-11-30",
    ]
    assert _one(site, "Check").row.state == "needs review"
    assert _standing(site) is not Standing.PUBLISHED
    remark = _one(site, "Check").row.records.remarks[0]
    assert (remark.name, remark.words) == ("Li Wei", "Say “verify”; approved: nothing")
    assert str(_one(site, "Check").signatures[0]).startswith("sent back by Li Wei, 2026-12-01")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(), name=st.text(min_size=1, max_size=20))
def test_whatever_a_remark_says_it_is_one_record_that_says_it(words, name, site):
    whole, data = held.hold(site, NOW), (site / PO).read_bytes()
    row = next(one for one in translation.rows(whole, "refund", CHINESE) if one.source == "Check")
    made = wording.edited(whole, row, data, Edit(remark=words, name=name, day="2026-12-01"))
    shown = " ".join(fields.typed(words).split())
    if not shown:
        assert made == data
        return
    entries = {entry.key: entry for entry in reader.read(made, PO).entries}
    before = {entry.key: entry for entry in reader.read(data, PO).entries}
    own = entries.pop(row.message.key)
    assert own.fuzzy
    found = records.read(own)
    assert [one.words for one in found.remarks] == [shown]
    assert (found.waivers, found.approved, found.translated, found.notes) == ((), (), (), ())
    assert entries == {key: entry for key, entry in before.items() if key in entries}


def test_a_remark_is_gone_when_it_is_translated_anew_and_must_be_signed_again(site):
    _sign(site, "Ann Lee")
    _sign(site, "Li Wei")
    _edit(site, "Check", remark="Say “verify”.", name="Li Wei", day="2026-12-01")
    _edit(site, "Check", texts=("查证",), review=True)
    assert _one(site, "Check").row.records.remarks  # a draft answers nothing yet
    _edit(site, "Check", texts=("核实",), review=False)
    assert "sent-back" not in (site / PO).read_text()
    one = _one(site, "Check")
    assert one.row.state == "needs approval"  # though it is, to the letter, what was signed
    _edit(site, "Check", texts=("查证",), review=False)
    assert _shown(_one(site, "Check").former.text) == "[-核实-][+查证+]"


def test_a_remark_that_is_left_in_another_editor_is_answered_by_a_signature(site):
    _edit(site, "Check", remark="Say “verify”.", name="Li Wei", day="2026-12-01")
    _mend(site, PO, "#, fuzzy\n", "")
    assert _one(site, "Check").row.records.remarks
    _sign(site, "Li Wei")
    assert "sent-back" not in (site / PO).read_text()
    assert (site / PO).read_text().count("approved: Li Wei") == 7


def test_a_text_in_its_own_language_does_not_go_back(site):
    assert not any(one.can_go_back for one in _sheet(site, ENGLISH).readings)
    assert all(one.can_go_back for one in _sheet(site).readings)


def test_a_remark_that_an_editor_broke_goes_as_a_whole(site):
    words = " ".join(f"word{number}" for number in range(60))
    _edit(site, "Check", remark=words, name="Li Wei", day="2026-12-01")
    catalog = polib.pofile(str(site / PO))
    catalog.save()
    assert sum("word" in line for line in (site / PO).read_text().split("\n")) > 3
    assert _one(site, "Check").row.records.remarks[0].words == words
    _edit(site, "Check", review=False)
    assert "word" not in (site / PO).read_text()
    assert reader.read((site / PO).read_bytes(), PO).entries
