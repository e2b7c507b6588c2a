"""The overview, what is wrong, and a new notice."""

from __future__ import annotations

import pytest

from generator.diagnostics.errors import Problem
from generator.preview.overlay import Report
from tests.desk.web.visitor import PEOPLE, Visitor
from tests.support import tree


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Refund scams", "For the translator (简体中文): 7 to translate", "7 to translate")),
        ("zh-Hans", ("Refund scams", "等译者（简体中文）：待译7条", "全部公告")),
    ],
)
def test_the_overview_says_what_waits_for_whom(language, words, small_site):
    page = Visitor(small_site, language).get("/")
    assert page.tags[0] == ("html", {"lang": language})
    for one in words:
        assert one in page.words
    assert "/translate/refund/zh-Hans/" in page.links()
    assert "/write/refund/bulletin/" in page.links()


@pytest.mark.parametrize("language", PEOPLE)
def test_what_the_last_build_said_is_listed_with_where_to_mend_it(language, small_site):
    visitor = Visitor(small_site, language)
    assert "content/" not in visitor.get("/problems").words
    problem = Problem("content/refund/bulletin.md", 3, "text", "it is <wrong>", "mend it")
    visitor.latest.post(Report("v2", (problem,), failure="the disk failed"))
    page = visitor.get("/problems")
    assert "it is <wrong>" in page.words
    assert "the disk failed" in page.words
    assert "/write/refund/bulletin/" in page.links()


def test_a_problem_leads_to_the_very_part_by_its_name(small_site):
    visitor = Visitor(small_site)
    paths = {
        "content/refund/routines/01-parcel.md": "/write/refund/routines:parcel/",
        "content/refund/reminders/01-check.md": "/write/refund/reminders:check/",
        "locales/zh_Hans/LC_MESSAGES/refund.po": "/translate/refund/zh-Hans/",
    }
    found = tuple(Problem(path, 1, "text", "w", "r", warning=True) for path in paths)
    visitor.latest.post(Report("v2", warnings=(*found, Problem("templates/x", 1, "t", "w", "r"))))
    page = visitor.get("/problems")
    assert {*paths.values()} <= {*page.links()}
    assert "Refund scams › A lost parcel" in page.words
    assert "What is wrong: 4" in page.words
    assert "Nothing keeps the site from being published. Remarks: 4." in page.words
    places = [
        Problem("content/refund/bulletin.md", n, "unfilled", "w ✎", "r", True) for n in (1, 2)
    ]
    visitor.latest.post(Report("v3", warnings=(*places,)))
    page = visitor.get("/problems")
    assert "2 to fill in" in page.words
    assert "✎" not in page.words


def test_a_file_of_the_whole_site_is_called_as_its_page_is(small_site):
    visitor = Visitor(small_site)
    found = (Problem("content/site.toml", 1, "site", "w", "r", warning=True),)
    visitor.latest.post(Report("v2", warnings=found))
    page = visitor.get("/problems")
    assert "/site/whole/settings/" in page.links()
    assert "site.toml" not in page.words


def test_an_error_in_a_language_is_not_shown_beside_ready(small_site):
    visitor = Visitor(small_site)
    path = "locales/zh_Hans/LC_MESSAGES/refund.po"
    visitor.latest.post(Report("v2", (Problem(path, 1, "text", "wrong", "mend"),)))
    page = visitor.get("/")
    classes = [
        one["class"]
        for tag, one in page.tags
        if tag == "a" and one["href"].startswith("/translate/refund/")
    ]
    assert classes == ["bad"]
    assert "简体中文: errors: 1" in page.words


def test_what_is_still_to_be_written_is_offered_to_no_translator(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/new")
    visitor.send(page, page.form("/new"), title="Parcels")
    page = visitor.get("/")
    assert "简体中文: waits for the text" in page.words
    assert not [link for link in page.links() if link.startswith("/translate/parcels/")]


@pytest.mark.parametrize("language", PEOPLE)
def test_a_notice_begins_with_a_name_in_any_script(language, small_site):
    visitor, before = Visitor(small_site, language), tree(small_site)
    page = visitor.get("/new")
    assert page.form("/new")["language"] == language
    page = visitor.send(page, page.form("/new"), title="冒充公检法", language="zh-Hans")
    assert page.address == "/write/notice-2026-11-30/bulletin/"
    assert page.form("bulletin/")["f-title"] == "冒充公检法"
    new = {path for path in tree(small_site) if path not in before}
    assert all(path.startswith(("content/notice-2026-11-30/", ".cache/desk/")) for path in new)
    assert {path: tree(small_site)[path] for path in before} == before


def test_a_service_notice_asks_for_a_place_and_times(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/new")
    page = visitor.send(page, page.form("/new"), title="No water", kind="service")
    assert page.address == "/write/no-water/bulletin/"
    shown = page.form("bulletin/").names()
    assert shown.index("f-area") < shown.index("f-body")


@pytest.mark.parametrize("title", ["", " ", "\u3000"])
def test_without_a_name_nothing_is_begun(title, small_site):
    visitor, before = Visitor(small_site), tree(small_site)
    page = visitor.get("/new")
    after = visitor.send(page, page.form("/new"), title=title)
    assert after.address == "/new"
    assert "Say first what the notice is about." in after.words
    assert tree(small_site) == before


def test_a_language_that_the_site_has_not_is_refused(small_site):
    visitor, before = Visitor(small_site), tree(small_site)
    page = visitor.get("/new")
    assert visitor.send(page, page.form("/new"), title="x", language="../fr").status == 404
    assert tree(small_site) == before
