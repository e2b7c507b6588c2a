"""What is passed on of a notice, at the desk."""

from __future__ import annotations

import re
from html import unescape

import pytest

from generator.posters import jobs
from tests import support
from tests.desk.web.test_writing import _check_harmless
from tests.desk.web.visitor import PEOPLE, PREVIEW, Visitor
from tests.end_to_end.test_life import HEAD, a_site, with_keys

ZH = "/share/refund/zh-Hans/"


@pytest.fixture
def site(tmp_path):
    site = a_site(tmp_path / "site")
    catalogue = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    entry = '\nmsgctxt "bulletin"\nmsgid "Hang up."\nmsgstr "请挂断。"\n'
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + entry, encoding="utf-8")
    with_keys(site, "short: Hang up.")
    return site


def _area(page, name):
    found = re.search(rf'<textarea id="{name}"[^>]*>\n(.*?)</textarea>', page.html, re.DOTALL)
    return unescape(found[1])


@pytest.mark.parametrize("language", PEOPLE)
def test_message_and_article_are_those_of_the_build(language, site):
    support.build_unprinted(site, site / "output")
    page = Visitor(site, language).get(ZH)
    message = (site / "output/zh-Hans/refund/short.txt").read_text(encoding="utf-8")
    article = (site / "output/zh-Hans/refund/wechat.html").read_text(encoding="utf-8")
    assert _area(page, "message") == message.rstrip("\n")
    assert _area(page, "article") in article
    assert "问店家本人。" in _area(page, "article")
    assert "<h1" not in _area(page, "article")
    inputs = {found["id"]: found["value"] for tag, found in page.tags if tag == "input"}
    assert inputs == {"title": "退款骗局"}
    assert _area(page, "digest") == "先拨打96110。"
    frame = next(found for tag, found in page.tags if tag == "iframe")
    assert frame["src"] == f"{PREVIEW}/zh-Hans/refund/wechat.html?bare"
    assert frame["sandbox"] == ""
    assert "1 SMS" in page.words or "发短信：1条" in page.words


@pytest.mark.parametrize("language", PEOPLE)
def test_pictures_are_downloaded_once_they_are_published(language, site, monkeypatch):
    def made(wanted, *_):
        yield from ((path, path.encode()) for job in wanted for path in job.paths)

    monkeypatch.setattr(jobs, "printed", made)
    visitor = Visitor(site, language)
    found = [link for link in visitor.get(ZH).links() if link.startswith("/publish/sheet/")]
    assert not found
    support.build(site, site / "output", pdf=True)
    page = visitor.get(ZH)
    found = [link for link in page.links() if link.startswith("/publish/sheet/")]
    assert "output/" not in page.words
    for link, name in zip(found, ("card.png", "share.png"), strict=True):
        answer = visitor.ask("GET", link)
        assert answer.content_type == "image/png"
        assert answer.body == (site / "output/zh-Hans/refund" / name).read_bytes()
        assert f'filename="zh-Hans-refund-{name}"' in answer.headers["Content-Disposition"]


def test_the_overview_leads_to_it(site):
    assert {ZH, "/share/refund/en/"} <= {*Visitor(site).get("/").links()}


def test_of_what_is_not_translated_nothing_is_shown_to_copy(small_site):
    visitor = Visitor(small_site)
    page = visitor.get(ZH)
    assert "textarea" not in [tag for tag, _ in page.tags]
    assert "/translate/refund/zh-Hans/" in page.links()
    assert ZH not in visitor.get("/").links()


def test_of_what_is_refused_nothing_is_shown_to_copy(site):
    catalogue = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    text = catalogue.read_text(encoding="utf-8").replace("先拨打{hotline}。", "先拨打96111。")
    catalogue.write_text(text, encoding="utf-8")
    assert "96111" not in Visitor(site).get(ZH).words


def test_of_what_is_withdrawn_nothing_is_shown_to_copy(site):
    with_keys(site, "withdrawn: 2026-11-26 The pipe is mended.")
    page = Visitor(site).get(ZH)
    assert "textarea" not in [tag for tag, _ in page.tags]
    assert "was withdrawn or replaced" in page.words
    assert ZH not in Visitor(site).get("/").links()


@pytest.mark.parametrize("address", ["/share/none/en/", "/share/refund/fr/", "/share/site/en/"])
def test_what_is_not_there_is_told(address, site):
    assert Visitor(site).get(address).status == 404


def test_words_that_look_like_code_are_words(site):
    words = "Ask </textarea & 'wait' < 5 > \"4\"."
    head = site / HEAD
    head.write_text(head.read_text(encoding="utf-8").replace("Hang up.", words), encoding="utf-8")
    page = Visitor(site).get("/share/refund/en/")
    assert _area(page, "message").startswith(words)
    _check_harmless(page)
