"""What the desk's pages are made from, and how it answers where nothing can be shown."""

from __future__ import annotations

import pytest

from generator.desk.held import hold
from generator.desk.web import look, state
from generator.desk.web.state import Gone
from generator.diagnostics.errors import Problem
from tests.desk.web.visitor import Visitor


def test_a_text_is_parted_at_its_facts(small_site):
    desk = Visitor(small_site).desk
    assert desk.pieces("Call {hotline} or {nobody}.") == [
        *(("Call ", ""), ("96110", "hotline"), (" or ", "")),
        *(("{nobody}", "nobody"), (".", "")),
    ]
    assert desk.facts() == [("hotline", "96110"), ("police", "110")]


def test_what_the_site_does_not_have_is_gone(small_site):
    desk = Visitor(small_site).desk
    assert desk.locale("zh-Hans").tag == "zh-Hans"
    assert desk.bulletin("refund").slug == "refund"
    for ask, name in ((desk.locale, "fr"), (desk.locale, "../en"), (desk.bulletin, "x")):
        with pytest.raises(Gone):
            ask(name)


@pytest.mark.parametrize("address", ["/translate/refund/zh-Hans/", "/write/refund/bulletin/"])
def test_a_sites_files_are_read_once_an_answer(address, small_site, monkeypatch):
    visitor, reads = Visitor(small_site), []

    def counted(*given):
        reads.append(given)
        return hold(*given)

    monkeypatch.setattr(state, "hold", counted)
    assert visitor.get(address).status == 200
    assert len(reads) == 1
    assert visitor.get(address).status == 200
    assert len(reads) == 2  # somebody may have changed them meanwhile


def test_what_was_done_is_said_once(small_site):
    visitor = Visitor(small_site)
    assert visitor.desk.saved("/").headers["Location"] == "/"
    assert "Saved." not in visitor.ask("GET", "/", is_part=True).body  # a script looks for news
    assert "Saved." in visitor.get("/").words
    assert "Saved." not in visitor.get("/").words


def test_problems_stand_by_their_file_with_where_to_mend_them(small_site):
    desk, teller = Visitor(small_site).desk, look.language_of("en")
    paths = ("refund/bulletin.md", "refund/odd.md", "a/bulletin.md", "t")
    one, odd, none, other = (Problem(f"content/{path}", 1, "x", "wrong", "m") for path in paths)
    assert desk.by_file((one, odd, none, other, one), teller) == [
        ("Refund scams", "/write/refund/bulletin/", [one, one]),
        ("Refund scams › odd.md", "/write/refund/bulletin/", [odd]),
        ("a", "/write/a/bulletin/", [none]),
        ("content/t", "", [other]),
    ]


def test_what_was_typed_for_a_page_that_is_gone_is_on_the_answer(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/write/refund/reminders:check/")
    (small_site / "content/refund/reminders/01-check.md").unlink()
    after = visitor.send(page, page.form("check/"), f_body="Ask twice.", f_title="Asking")
    assert after.status == 404
    assert "What you typed is not saved" in after.words
    assert "Ask twice." in after.words
    assert "Asking" in after.words
    assert not (small_site / "content/refund/reminders/01-check.md").exists()
    form = page.form("check/")
    part = visitor.ask("POST", f"{form.action}check", form.fields, is_part=True)
    assert (part.status, part.body) == (204, "")


def test_a_settings_file_that_cannot_be_used_is_told_on_every_page(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/write/refund/bulletin/")
    (small_site / "content/site.toml").write_text('title = "x\n', encoding="utf-8")
    for address in ("/", "/new", page.address, "/translate/refund/zh-Hans/"):
        told = visitor.get(address)
        assert told.status == 503
        assert "content/site.toml" in told.words
    after = visitor.send(page, page.form("bulletin/"), f_body="My new words.")
    assert after.status == 503
    assert "My new words." in after.words
    part = visitor.ask("POST", page.address + "check", [("f-body", "x")], is_part=True)
    assert part.status == 200
    assert 'class="problems"' in part.body
    assert "<html" not in part.body
