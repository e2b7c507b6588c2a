"""Every page of the desk, on every example site, in both languages; and where it is served."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urljoin, urlsplit

import pytest

from generator.desk.web import app, look
from tests import support
from tests.desk.web.visitor import PEOPLE, SITES, Visitor
from tests.support import tree

_MOST = 40
"""Pages that are looked at of a site, the nearest first."""


@pytest.mark.parametrize("language", PEOPLE)
@pytest.mark.parametrize("name", SITES)
def test_every_page_that_another_leads_to_is_there(name, language, tmp_path):
    site = support.example_site(name, tmp_path / name)
    visitor, before = Visitor(site, language), tree(site)
    left, seen = ["/"], set()
    while left and len(seen) < _MOST:
        address = left.pop(0)
        page = visitor.get(address)
        seen.add(address)
        assert page.status == 200, address
        assert page.tags[0] == ("html", {"lang": language})
        assert "{number}" not in page.words
        found = [urljoin(address, link).partition("#")[0] for link in page.links()]
        new = [one for one in found if not urlsplit(one).scheme and one not in (*seen, *left)]
        left += dict.fromkeys(new)
    assert len(seen) > 8
    assert tree(site) == before


def test_a_site_without_a_notice_has_its_pages(small_site):
    for path in sorted((small_site / "content/refund").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (small_site / "content/refund").rmdir()
    page = Visitor(small_site).get("/")
    assert page.status == 200
    assert "/new" in page.links()


def test_files_that_pages_load_are_served_by_their_names_only(small_site):
    visitor = Visitor(small_site)
    for name, kind in look.KINDS.items():
        answer = visitor.ask("GET", f"/static/{name}")
        assert (answer.status, answer.content_type) == (200, kind)
    for name in ("htmx.LICENSE.txt", "..", "base.html", "%2e%2e", "desk.css.map"):
        assert visitor.ask("GET", f"/static/{name}").status == 404
    assert visitor.ask("GET", "/favicon.ico").status == 204


def test_no_get_changes_anything(small_site):
    visitor, before = Visitor(small_site), tree(small_site)
    for (method, path), _ in visitor.routes.items():
        if method == "GET":
            names = defaultdict(lambda: "x", slug="refund", domain="refund", tag="zh-Hans")
            names |= {"part": "bulletin", "name": "desk.css", "when": "now", "deed": "withdraw"}
            names |= {"number": "0", "file": "settings"}
            visitor.ask("GET", path.format_map(names))
    assert tree(small_site) == before


def test_the_programs_own_fault_is_told_and_ends_nothing(small_site, monkeypatch):
    visitor = Visitor(small_site)
    page = visitor.get("/write/refund/bulletin/")
    monkeypatch.setattr(app.writing.notice, "edited", lambda *_, **__: 1 / 0)
    after = visitor.send(page, page.form("bulletin/"), f_body="My words.")
    assert after.status == 503
    assert "ZeroDivisionError" in after.words
    assert "My words." in after.words
