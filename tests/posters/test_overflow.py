"""Posters that are too full: which texts have to be shorter, and one line that tells each cause."""

from __future__ import annotations

import pytest

from generator.build import build as building
from generator.diagnostics.errors import Problems, Unable
from generator.posters import jobs, overflow
from generator.posters.overflow import Overfull, Text
from generator.render import shorten
from generator.render.presenter import Presenter
from generator.render.shorten import Limit
from generator.site import pages
from tests import support

SLUG = "customer-service-fraud"
FIRST = f"content/{SLUG}/routines/01-baitiao-account.md"
SECOND = f"content/{SLUG}/routines/02-refund-claim.md"


@pytest.fixture(scope="module")
def site():
    return support.read_site(support.ROOT, Problems())


@pytest.fixture(scope="module")
def presenter(site):
    return Presenter(site, pages.standings(site))


def pages_of(site, kind, tag="en"):
    bulletin = next(one for one in site.bulletins if one.slug == SLUG)
    planned = pages.of_bulletin(site, bulletin, pages.standings(site))
    return [one for one in planned if one.kind == kind and one.locale.tag == tag]


def texts(site, presenter, page):
    view = presenter.bulletin_view(page.bulletin, page.locale)
    return list(overflow.texts(site, page, view, page.locale))


def test_a_poster_line_stands_in_its_own_file_at_its_own_line(site, presenter):
    (page,) = pages_of(site, "poster")
    first = next(one for one in texts(site, presenter, page) if one.what == "poster")
    line = (support.ROOT / FIRST).read_text("utf-8").splitlines()[first.line - 1]
    assert (first.path, line[:8]) == (FIRST, "poster: ")
    assert (first.length, first.is_translation) == (len(line[8:]), False)


def test_a_translation_stands_in_its_catalog(site, presenter):
    (page,) = pages_of(site, "poster", "zh-Hans")
    first = next(one for one in texts(site, presenter, page) if one.what == "poster")
    lines = (support.ROOT / first.path).read_text("utf-8").splitlines()
    assert first.path == f"locales/zh_Hans/LC_MESSAGES/{SLUG}.po"
    assert lines[first.line - 1].startswith('msgid "Never share your screen')
    assert first.is_translation
    assert first.width == 2 * first.length


def test_a_scams_own_sheet_has_its_own_texts_only(site, presenter):
    page = pages_of(site, "routine-poster")[0]
    found = texts(site, presenter, page)
    assert {one.path for one in found} == {FIRST}
    assert [one.what for one in found] == ["other", "other", "poster", "other"]


def test_without_a_poster_line_the_text_that_stands_for_it_is_meant(tmp_path):
    folder = support.example_site("two-locales", tmp_path / "site")
    site = support.read_site(folder, Problems())
    bulletin = next(one for one in site.bulletins if one.slug == "fake-refund")
    shown = pages.standings(site)
    page = next(p for p in pages.of_bulletin(site, bulletin, shown) if p.kind == "poster")
    found = [one for one in texts(site, Presenter(site, shown), page) if "body" in one.what]
    assert [(one.path.rpartition("/")[2], one.line) for one in found] == [("10-last.md", 5)]


def test_texts_are_cut_and_nothing_else_is(site, presenter):
    (page,) = pages_of(site, "poster")
    view = presenter.bulletin_view(page.bulletin, page.locale)
    cut = shorten.shortened(view, Limit(40, posters_only=True))
    assert {len(one.poster.text) for one in cut.routines} == {40}
    assert [one.heard for one in cut.routines] == [one.heard for one in view.routines]
    every = shorten.shortened(view, Limit(40, posters_only=False))
    assert max(len(one.how.text) for one in every.routines) == 40
    assert every.reminders != view.reminders
    assert every.issuer == view.issuer


def a_text(width, *, what="poster", line=3, path=FIRST, is_translation=False):
    return Text(what, path, line, width, width, is_translation)


def measured(site, every, most, *, what=None, kind="poster"):
    """What is found of a sheet on which texts fit up to a width; `what` is a kind of them."""
    asked = []

    def fits(limit):
        asked.append(limit)
        return limit.width <= most and not (limit.posters_only and what == "other")

    return overflow.overfull(pages_of(site, kind)[0], (None, "mono"), every, fits), asked


def test_it_is_measured_how_wide_the_texts_may_be(site):
    found, asked = measured(site, [a_text(551), a_text(100, line=4), a_text(380, line=5)], 174)
    assert found.most == 170
    assert [one.width for one in found.texts] == [551, 380]
    assert len(asked) < 8


def test_what_victims_hear_is_blamed_only_where_shorter_posters_do_not_help(site):
    every = [a_text(90), a_text(700, what="other", line=6)]
    assert [one.width for one in measured(site, every, 150)[0].texts] == [90]
    assert [one.width for one in measured(site, every, 150, what="other")[0].texts] == [700]


def told(*found):
    return [str(problem) for problem in overflow.problems(found)]


def test_one_line_tells_a_cause_with_all_sheets_that_it_is_on(site):
    every = [a_text(551), a_text(380, path=SECOND), a_text(60, line=9)]
    (page,) = pages_of(site, "bilingual-poster", "zh-Hans")
    both = Overfull(page, (None,), 120, tuple(every[:2]))
    assert told(measured(site, every, 174)[0], both) == [
        f"{FIRST}:3: poster: this text is too long for the posters en (plain, mono), zh-Hans with "
        "en: it has 551 characters, and about 120 fit in type of 11 pt; too long as well: "
        f"{SECOND}:3 (380 characters); shorten this poster: line"
    ]


def test_another_cause_has_a_line_of_its_own(site):
    (page,) = pages_of(site, "poster", "zh-Hans")
    chinese = a_text(400, path="locales/zh_Hans/LC_MESSAGES/x.po", line=70, is_translation=True)
    lines = told(measured(site, [a_text(551)], 174)[0], Overfull(page, (None,), 150, (chinese,)))
    assert [line.split(": ")[0] for line in lines] == [f"{FIRST}:3", f"{chinese.path}:70"]
    assert lines[1].endswith("; shorten this translation")


@pytest.mark.parametrize(
    ("what", "remedy"),
    [
        ("poster", "shorten this poster: line"),
        ("body for poster", "give a shorter text for the poster: write poster: in the front"),
        ("other", "shorten it"),
    ],
)
def test_the_advice_hangs_on_what_is_there(site, what, remedy):
    (line,) = told(measured(site, [a_text(551, what=what)], 174)[0])
    assert f"; {remedy}" in line


def test_many_others_are_counted(site):
    every = [a_text(500 - number, line=number) for number in range(2, 10)]
    (line,) = told(measured(site, every, 170)[0])
    assert "(495 characters) and 4 more; shorten" in line


def test_too_many_texts_are_told_as_that(site):
    found, asked = measured(site, [a_text(200)] * 30, 10)
    assert told(found) == [
        f"content/{SLUG}/bulletin.md:1: poster: there is too much on the posters en (plain, mono) "
        "for one sheet in type of 11 pt, however short each text is; leave some scams or "
        "reminders out, or make two notices of it"
    ]
    assert len(asked) == 2


def test_a_scams_own_sheet_is_named_as_that(site):
    found, _ = measured(site, [a_text(551)], 174, kind="routine-poster")
    assert "too long for the posters en (the scam's own): it has" in told(found)[0]


def test_without_the_engine_check_says_in_one_line_what_is_not_known(monkeypatch, small_site):
    def missing(*_):
        raise Unable("posters cannot be printed; install it")

    monkeypatch.setattr(jobs, "Printer", missing)
    monkeypatch.setattr(jobs._Worker, "_of", None)
    found = building.check(small_site, posters=True)
    assert [str(problem) for problem in found if problem.rule == "poster"] == [
        "content/site.toml:1: poster: it is not known whether the texts fit their posters; "
        "posters cannot be printed; install it"
    ]
    assert all(problem.warning for problem in found)
    assert not any(problem.rule == "poster" for problem in building.check(small_site))


def test_a_page_can_be_rendered_with_shorter_texts(site):
    from generator.render import assets
    from generator.render.renderer import Renderer

    (page,) = pages_of(site, "poster")
    renderer = Renderer(site, pages.standings(site), assets.published(site.assets).paths)
    whole = renderer.page(page)
    short = renderer.page(page, None, Limit(40, posters_only=True))
    assert len(short) < len(whole)
    assert 'class="know">Never share your screen with a caller.\N{NO-BREAK SPACE}T</p>' in short
