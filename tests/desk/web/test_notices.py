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
        ("en", ("Refund scams", "For the translator (简体中文): 7 missing", "7 to translate")),
        ("zh-Hans", ("Refund scams", "等译者（简体中文）：缺7条", "全部公告")),
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
