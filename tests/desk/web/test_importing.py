"""Import at the desk: what was read beside what it becomes, then the notice."""

from __future__ import annotations

import pytest

from generator.desk.web.importing import _MOST_KEPT
from generator.desk.web.server import Asked
from tests.desk.web.visitor import PEOPLE, Page, Visitor
from tests.exchange.docx import document, p
from tests.exchange.forms import WORD
from tests.support import tree

TEXT = """Beware of parcel scams

Issued by: Example Ward Police
Date: 2026-11-12

The lost parcel

“Your parcel is lost. Add me on WeChat for a refund, please.”

They send a link.

Reminders

● Hang up

Call 96110.

- END -"""


def _put(visitor, name, data):
    """What the page's script sends, and where that leads."""
    handler = visitor.routes["PUT", "/import/file"]
    answer = handler(Asked({}, {"name": name}, (), visitor.languages, False, data))
    if answer.status == 303:
        return visitor.get(answer.headers["Location"])
    return Page("/import/file", answer)


@pytest.mark.parametrize("language", PEOPLE)
def test_pasted_text_is_shown_beside_its_fields_and_becomes_a_notice(language, small_site):
    visitor, before = Visitor(small_site, language), tree(small_site)
    assert "/import" in visitor.get("/").links()
    page = visitor.get("/import")
    page = visitor.send(page, page.form("/import"), pasted=TEXT)
    assert page.status == 200
    for words in ("The lost parcel", "Your parcel is lost.", "- END -", "2026-11-12"):
        assert words in page.words
    assert tree(small_site) == before
    made = visitor.send(page, page.form(page.address))
    assert made.address == "/write/beware-of-parcel-scams/bulletin/"
    assert made.form("bulletin/")["f-title"] == "Beware of parcel scams"
    new = sorted({*tree(small_site)} - {*before})
    assert new == [
        "content/beware-of-parcel-scams/bulletin.md",
        "content/beware-of-parcel-scams/reminders/01-hang-up.md",
        "content/beware-of-parcel-scams/routines/01-the-lost-parcel.md",
    ]
    assert {path: tree(small_site)[path] for path in before} == before
    reminder = (small_site / new[1]).read_text("utf-8")
    assert "Call {hotline}." in reminder
    assert "- END -" in (small_site / new[0]).read_text("utf-8").split("---\n")[1]


def test_a_word_file_is_put_as_it_is(small_site):
    visitor = Visitor(small_site)
    page = _put(visitor, "red-head.docx", WORD[0].data)
    assert page.tags[0] == ("html", {"lang": "en"})
    assert "Scams: 2. Reminders: 3." in page.words
    assert "示公反诈〔2026〕17号" in page.words
    assert page.form(page.address)["language"] == "zh-Hans"
    page = visitor.send(page, page.form(page.address))
    assert page.address == "/write/notice-2026-11-30/bulletin/"


def test_the_same_file_makes_a_second_notice_and_writes_nothing_over(small_site):
    visitor = Visitor(small_site)
    for name in ("notice-2026-11-30", "notice-2026-11-30-2"):
        page = _put(visitor, "red-head.docx", WORD[0].data)
        page = visitor.send(page, page.form(page.address))
        assert page.address == f"/write/{name}/bulletin/"


@pytest.mark.parametrize("language", PEOPLE)
def test_a_file_that_cannot_be_read_is_told_by_its_name(language, small_site):
    visitor, before = Visitor(small_site, language), tree(small_site)
    for name, data in (("a.docx", b"no zip"), ("b.doc", b""), ("c.txt", b"\0"), ("", b"x")):
        page = _put(visitor, name, data)
        assert page.status == 422
        assert name in page.words
        assert ("div", {"class": "notice bad", "role": "alert"}) in page.tags
    assert tree(small_site) == before


def test_what_was_pasted_stays_where_it_cannot_be_read(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/import")
    page = visitor.send(page, page.form("/import"), pasted="** —— **\n" * 6000)
    assert page.status == 422
    assert page.form("/import")["pasted"].count("——") == 6000


def test_the_form_of_what_was_pasted_counts_where_the_browser_gave_it(small_site):
    visitor = Visitor(small_site)
    page = visitor.get("/import")
    html = "<body><h1>Fake refunds</h1><p>A scam.</p><ul><li>Hang up</li></ul>"
    page = visitor.send(page, page.form("/import"), pasted="Fake refunds A scam.", html=html)
    assert "Scams: 0. Reminders: 1." in page.words


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>x", "a &lt;img onerror=x&gt; b"])
def test_nothing_of_a_file_acts_in_the_page(hostile, small_site):
    visitor = Visitor(small_site)
    page = _put(visitor, "<b>x.html", f"<p>{hostile}</p>".encode())
    own = [found for tag, found in page.tags if tag in ("script", "img")]
    assert all(found["src"].startswith("/static/") for found in own)
    assert "<b>x.html" in page.words


def test_only_the_last_files_are_kept(small_site):
    visitor = Visitor(small_site)
    pages = [
        _put(visitor, "x.docx", document(p(f"Notice {number}"))) for number in range(_MOST_KEPT + 1)
    ]
    assert visitor.get(pages[0].address).status == 404
    assert all(visitor.get(one.address).status == 200 for one in pages[1:])


def test_a_language_that_the_site_has_not_is_refused(small_site):
    visitor, before = Visitor(small_site), tree(small_site)
    page = _put(visitor, "x.docx", WORD[0].data)
    assert visitor.send(page, page.form(page.address), language="fr").status == 404
    assert tree(small_site) == before
