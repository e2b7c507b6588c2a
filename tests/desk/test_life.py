"""What becomes of a notice is written into its front matter, and into nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.desk import fields, files, held, life
from generator.desk.files import Store
from generator.desk.life import Words
from generator.diagnostics.errors import Misused
from generator.locales import Locale
from tests import support

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
HEAD = "content/refund/bulletin.md"
PIPE = (
    "---\ntitle: No water\ndate: 2026-11-20\nkind: service\nstarts: 2026-11-25\n"
    "ends: 2026-12-01 17:00\n---\n\nThe pipe is new.\n"
)
ENGLISH, CHINESE = Locale("en"), Locale("zh-Hans")


@pytest.fixture
def site(tmp_path):
    made = dict(support.SMALL_SITE)
    made["content/pipe/bulletin.md"] = PIPE
    return support.write_tree(tmp_path / "site", made)


def _place(folder, slug, name="bulletin"):
    return files.document(folder, slug, name)


def _done(folder, deed, slug="refund", name="bulletin", now=NOW, **words):
    """Do a deed; gives the lines that went, and those that came."""
    store, whole = Store(folder), held.hold(folder, now)
    place = _place(folder, slug, name)
    there = store.read(place)
    asked = Words(**words)
    assert [*life.missing(whole, slug, deed, asked)] == []
    data = life.done(whole, place, there.data, deed, asked)
    assert life.problems(whole, place, data, deed) == ()
    store.save(place, data, there.digest, now)
    old, new = there.data.decode().split("\n"), data.decode().split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


def _bulletin(folder, slug="refund"):
    return held.hold(folder, NOW).bulletin(slug)


def test_a_notice_is_withdrawn_with_the_day_and_why(site):
    assert _done(site, "withdraw", why="It was a\r\nmistake: sorry.") == (
        [],
        ['withdrawn: "2026-11-30 It was a mistake: sorry."'],
    )
    assert str(_bulletin(site).withdrawn[1].text) == "It was a mistake: sorry."
    assert life.deeds(_bulletin(site), held.hold(site, NOW).site) == ()


def test_a_scam_alone_is_withdrawn_in_its_own_file(site):
    gone, new = _done(site, "withdraw", name="routines/parcel", why="It is no longer tried.")
    assert (gone, new) == ([], ["withdrawn: 2026-11-30 It is no longer tried."])
    assert _bulletin(site).withdrawn is None
    assert _bulletin(site).withdrawn_routines[0].id == "parcel"


def test_a_correction_comes_before_those_that_are_there_and_leaves_their_lines(site):
    gone, new = _done(site, "correct", wrong="Call 110 first.", right="Call {hotline} first.")
    line = "  - 2026-11-30 “Call 110 first” should be “Call {hotline} first”."
    assert (gone, new) == ([], ["corrections:", line])
    later = datetime(2026, 12, 1, 12, tzinfo=UTC)
    gone, new = _done(site, "correct", right="Ask the shop, too.", now=later)
    assert (gone, new) == ([], ["  - 2026-12-01 Ask the shop, too."])
    assert [str(when) for when, _ in _bulletin(site).corrections] == ["2026-12-01", "2026-11-30"]
    assert str(_bulletin(site).updated) == "2026-12-01"


def test_a_correction_has_its_hour_by_the_clocks_of_the_site(site):
    toml = site / "content/site.toml"
    toml.write_text('time_zone = "Asia/Shanghai"\n' + toml.read_text())
    _, new = _done(site, "correct", right="Ask the shop, too.")
    assert new[-1] == "  - 2026-11-30 20:00 Ask the shop, too."


@pytest.mark.parametrize(
    ("wrong", "right", "locale", "line"),
    [
        ("At five.", "At noon.", ENGLISH, "“At five” should be “At noon”."),
        ("五点来水。", "中午来水。", CHINESE, "“五点来水”应为“中午来水”。"),
        (" ", " At\nnoon. ", ENGLISH, "At noon."),
        ("À cinq heures.", "À midi.", Locale("fr"), "“À cinq heures” → “À midi”"),
        ("wrong", " ", ENGLISH, ""),
    ],
)
def test_what_was_wrong_and_what_is_right_make_one_line(wrong, right, locale, line):
    assert life.correction(wrong, right, locale) == line


@settings(max_examples=60, deadline=None)
@given(wrong=st.text(), right=st.text())
def test_whatever_is_typed_a_correction_is_one_line(wrong, right):
    made = life.correction(wrong, right, ENGLISH)
    assert made == " ".join(made.split())
    assert bool(made) == bool("".join(fields.typed(right).split()))


def test_another_notice_takes_its_place_and_says_since_when(site):
    gone, new = _done(site, "replace", by="pipe")
    assert (gone, new) == ([], ["updated: 2026-11-30", "replaced_by: pipe"])
    whole = held.hold(site, NOW)
    assert "2026-11-30" in life.overdue(whole.bulletin("refund"), whole.site)[0]
    assert life.is_over(whole.bulletin("refund"), whole.site)
    assert life.successors(whole.bulletin("pipe"), whole.site) == ()  # nor back to that one


@pytest.mark.parametrize("by", ["refund", "none", "", "../pipe"])
def test_only_a_notice_that_holds_can_take_its_place(by, site):
    whole = held.hold(site, NOW)
    assert len([*life.missing(whole, "refund", "replace", Words(by=by))]) == 1


def test_a_new_end_is_written_over_the_old_one(site):
    gone, new = _done(site, "prolong", slug="pipe", day="2026-12-03", hour="09:30")
    assert gone == ["ends: 2026-12-01 17:00"]
    assert new == ["updated: 2026-11-30", "ends: 2026-12-03 09:30"]
    gone, new = _done(site, "prolong", slug="pipe", day="2026-12-05")
    assert (gone, new) == (["ends: 2026-12-03 09:30"], ["ends: 2026-12-05"])


@pytest.mark.parametrize(("day", "hour"), [("", ""), ("2026-11-29", ""), ("2026-11-30", "11:59")])
def test_an_end_that_is_past_is_none(day, hour, site):
    whole = held.hold(site, NOW)
    assert [*life.missing(whole, "pipe", "prolong", Words(day=day, hour=hour))]


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "2027-01-01 25:00"])
def test_an_end_that_is_no_day_is_what_check_says_of_it(day, site):
    whole, place = held.hold(site, NOW), _place(site, "pipe")
    data = life.done(whole, place, PIPE.encode(), "prolong", Words(day=day))
    assert life.problems(whole, place, data, "prolong")


def test_words_that_check_refuses_are_told(site):
    whole, place = held.hold(site, NOW), _place(site, "refund")
    data = (site / HEAD).read_bytes()
    made = life.done(whole, place, data, "withdraw", Words(why="It ends ＠ noon."))
    assert any("＠" in one.sentence for one in life.problems(whole, place, made, "withdraw"))


def test_somebody_has_looked_after_it(site):
    late = datetime(2026, 12, 2, tzinfo=UTC)
    whole = held.hold(site, late)
    assert life.overdue(whole.bulletin("pipe"), whole.site)
    assert _done(site, "looked", slug="pipe", now=late) == ([], ["checked: 2026-12-02"])
    whole = held.hold(site, late)
    assert not life.overdue(whole.bulletin("pipe"), whole.site)


def test_each_notice_has_the_deeds_that_fit_it(site):
    whole = held.hold(site, NOW)
    assert life.deeds(whole.bulletin("refund"), whole.site) == ("correct", "replace", "withdraw")
    assert "prolong" in life.deeds(whole.bulletin("pipe"), whole.site)


def test_a_change_of_any_document_is_another_sight(site):
    store = Store(site)
    before = life.seen(store, "refund")
    (site / "content/refund/reminders/01-check.md").write_text("---\ntitle: Check\n---\n\nNo.\n")
    assert life.seen(store, "refund") != before
    with pytest.raises(Misused):
        life.seen(store, "../refund")


@pytest.mark.posters
def test_the_published_sheets_are_named_with_their_day(site):
    assert life.hanging(site, _bulletin(site), held.hold(site, NOW).site) == ()
    support.build(site, site / "output", pdf=True)
    found = life.hanging(site, _bulletin(site), held.hold(site, NOW).site)
    assert [(one.path, one.day) for one in found] == [
        ("en/refund/poster.pdf", "2022-07-25"),
        ("en/refund/posters/parcel.pdf", "2022-07-25"),
    ]
    assert str(found[1].name) == "Sheet of “A lost parcel” in English"
    (site / "output/en/refund/poster.pdf").write_bytes(b"somebody's own")
    assert len(life.hanging(site, _bulletin(site), held.hold(site, NOW).site)) == 1
