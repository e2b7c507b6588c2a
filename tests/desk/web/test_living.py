"""Correcting and ending a notice at the desk, as somebody without a script does."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape

import pytest

from generator.desk import life
from generator.desk.life import Hanging
from tests.desk.web.test_writing import HOSTILE, _check_harmless
from tests.desk.web.visitor import PEOPLE, SITES, Visitor
from tests.support import example_site, tree

HEAD = "content/refund/bulletin.md"
LIFE = "/life/refund/"
PIPE = (
    "---\ntitle: No water\ndate: 2026-11-20\nkind: service\nstarts: 2026-11-25\n"
    "ends: 2026-12-01\n---\n\nThe pipe is new.\n"
)


@pytest.fixture
def site(small_site):
    (small_site / "content/pipe").mkdir()
    (small_site / "content/pipe/bulletin.md").write_text(PIPE)
    return small_site


def _head(site, slug="refund"):
    return (site / f"content/{slug}/bulletin.md").read_text(encoding="utf-8")


def _do(visitor, deed, slug="refund", **values):
    """Go from the notice to the deed, and do it by its main button."""
    assert f"/life/{slug}/" in visitor.get(f"/write/{slug}/bulletin/").links()
    assert f"{deed}/" in visitor.get(f"/life/{slug}/").links()
    page = visitor.get(f"/life/{slug}/{deed}/")
    form = page.form()
    return visitor.send(page, form, form.buttons[0][0], **values)


@pytest.mark.parametrize("language", PEOPLE)
def test_a_notice_is_withdrawn_with_a_reason_and_that_is_taken_back(language, site):
    visitor, before = Visitor(site, language), _head(site)
    page = _do(visitor, "withdraw", why="It was\r\na mistake.")
    assert page.address == LIFE
    assert "It was a mistake." in page.words
    line = "withdrawn: 2026-11-30 It was a mistake.\n"
    assert _head(site) == before.replace("date: 2022-07-25\n", f"date: 2022-07-25\n{line}")
    assert not [link for link in page.links() if link in ("withdraw/", "correct/", "replace/")]
    page = visitor.send(page, page.form("undo"), page.form("undo").buttons[0][0])
    assert _head(site) == before
    assert "withdraw/" in page.links()


def test_one_scam_of_several_can_be_withdrawn_alone(site):
    other = site / "content/refund/routines/02-call.md"
    other.write_text("---\ntitle: A call\n---\n\n> Hello.\n\nThey call.\n")
    visitor, before = Visitor(site), _head(site)
    page = _do(visitor, "withdraw", part="routines/call", why="Nobody calls any more.")
    assert "The scam “A call” was withdrawn 2026-11-30: Nobody calls any more." in page.words
    assert "withdrawn: 2026-11-30 Nobody calls any more." in other.read_text()
    assert _head(site) == before
    page = visitor.get(f"{LIFE}withdraw/")
    answer = visitor.fill(page, page.form(), {"part": "reminders/check", "why": "x"}, "Withdraw it")
    assert answer.status == 404


@pytest.mark.parametrize("language", PEOPLE)
def test_a_correction_stands_with_what_was_wrong(language, site):
    visitor = Visitor(site, language)
    page = _do(visitor, "correct", wrong="Call 110.", right="Call {hotline}.")
    line = "corrections:\n  - 2026-11-30 “Call 110” should be “Call {hotline}”.\n"
    assert line in _head(site)
    assert "“Call 110” should be" in page.words


@pytest.mark.parametrize("language", PEOPLE)
def test_the_line_of_a_correction_is_shown_before_it_is_saved(language, site):
    visitor, before = Visitor(site, language), tree(site)
    page = visitor.get(f"{LIFE}correct/")
    assert "“…” should be “…”." in page.words
    form = {**dict(page.form().fields), "wrong": "Call 110.", "right": "Call {hotline}."}
    answer = visitor.ask("POST", f"{LIFE}correct/check", list(form.items()))
    assert "“Call 110” should be “Call 96110”." in unescape(answer.body)
    assert tree(site) == before
    assert 'id="becomes"' not in visitor.get(f"{LIFE}withdraw/").html


def test_another_notice_takes_its_place_and_its_sheets_are_to_be_taken_down(site):
    visitor = Visitor(site)
    page = _do(visitor, "replace", by="pipe")
    assert "replaced_by: pipe\n" in _head(site)
    assert "Replaced by “No water”" in page.words
    assert "take its sheets down" not in page.words  # the button says so
    page = visitor.send(page, page.form("looked/"), "Its sheets are taken down")
    assert "checked: 2026-11-30\n" in _head(site)
    assert not [one for one in page.forms if one.action.endswith("looked/")]


def test_a_notice_is_prolonged(site):
    page = _do(Visitor(site), "prolong", "pipe", day="2026-12-03", hour="09:30")
    assert "ends: 2026-12-03 09:30\n" in _head(site, "pipe")
    assert "updated: 2026-11-30\n" in _head(site, "pipe")
    assert "It holds until 2026-12-03 09:30." in page.words


@pytest.mark.parametrize("language", PEOPLE)
@pytest.mark.parametrize(
    ("deed", "slug", "values"),
    [
        ("withdraw", "refund", {"why": " \r\n"}),
        ("withdraw", "refund", {"why": "At noon ＠ the shop"}),
        ("correct", "refund", {"wrong": "Five.", "right": ""}),
        ("replace", "refund", {"by": ""}),
        ("replace", "refund", {"by": "refund"}),
        ("prolong", "pipe", {"day": ""}),
        ("prolong", "pipe", {"day": "2026-11-01"}),
        ("prolong", "pipe", {"day": "2026-12-24", "hour": "noon"}),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_what_was_typed_stays(
    language, deed, slug, values, site
):
    visitor, before = Visitor(site, language), tree(site)
    page = _do(visitor, deed, slug, **values)
    assert page.address == f"/life/{slug}/{deed}/"
    assert [found for tag, found in page.tags if found.get("role") == "alert"]
    chosen = {**values, "by": ""} if deed == "replace" else values  # no such choice
    assert {name: page.form()[name] for name in values} == chosen
    assert tree(site) == before


def test_what_changed_meanwhile_is_looked_at_again(site):
    visitor = Visitor(site)
    page = visitor.get(f"{LIFE}withdraw/")
    reminder = site / "content/refund/reminders/01-check.md"
    reminder.write_text(reminder.read_text().replace("shop", "bank"))
    page = visitor.send(page, page.form(), "Withdraw it", why="A mistake.")
    assert "changed elsewhere" in page.words
    assert "withdrawn" not in _head(site)


@pytest.mark.parametrize(
    "place",
    ["/life/none/", "/life/site/", "/life/..%2f/", f"{LIFE}prolong/", f"{LIFE}delete/"],
)
def test_a_deed_that_a_notice_has_not_is_no_page(place, site):
    visitor, before = Visitor(site), tree(site.parent)
    assert visitor.get(place).status == 404
    if place.count("/") == 4:
        assert visitor.ask("POST", place, [("day", "2026-12-24")]).status == 404
    assert visitor.ask("GET", f"{LIFE}looked/").status == 404
    assert tree(site.parent) == before


@pytest.mark.parametrize("language", PEOPLE)
def test_hostile_words_are_words(language, site):
    visitor = Visitor(site, language)
    for deed, values in (
        ("correct", {"wrong": HOSTILE, "right": HOSTILE}),
        ("withdraw", {"why": HOSTILE}),
    ):
        _check_harmless(_do(visitor, deed, **values))
        _check_harmless(visitor.get(LIFE))


@pytest.mark.parametrize("name", SITES)
def test_every_notice_of_every_example_can_be_looked_at(name, tmp_path):
    visitor = Visitor(example_site(name, tmp_path / "site"))
    for one in visitor.desk.held.site.bulletins:
        page = visitor.get(f"/life/{one.slug}/")
        assert page.status == 200
        for deed in ("correct/", "prolong/", "replace/", "withdraw/"):
            if deed in page.links():
                assert visitor.get(f"/life/{one.slug}/{deed}").status == 200


def test_what_is_taken_back_was_saved_by_the_sites_own_clocks(site):
    toml = site / "content/site.toml"
    toml.write_text('time_zone = "Asia/Shanghai"\n' + toml.read_text())
    visitor = Visitor(site)
    visitor.desk.now = lambda: datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    page = _do(visitor, "withdraw", why="A mistake.")
    assert "withdrawn: 2026-12-01 A mistake." in _head(site)
    assert "2026-12-01 01:30" in page.words
    assert "UTC" not in page.words


def test_who_corrects_something_prints_no_sheet_again_that_says_what_it_said(site, monkeypatch):
    hung = [Hanging("en/refund/poster.pdf", "Sheet in English", "2026-11-20")]
    monkeypatch.setattr(life, "hanging", lambda *_: tuple(hung))
    page = Visitor(site).get(f"{LIFE}correct/")
    assert "the page “Publish” lists them" in page.words
    assert "2026-11-20" in page.words
    assert "Print these sheets again" not in page.words
