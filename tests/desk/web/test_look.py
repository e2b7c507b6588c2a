"""The desk's pages are in the language of the browser, and load files of the desk only."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus

import pytest

from generator.catalogs.interface import teller_in
from generator.desk.web import look
from generator.diagnostics.messages import said


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("en;q=0.2, zh-Hans;q=0.9", "zh-Hans"),
        ("zh;q=0, en", "en"),
        ("de, zh-TW;q=0.5, en;q=0.3", "zh-Hans"),
        *((other, "en") for other in ("", "de", "*", "zh;q=x", ",,;;", "a" * 9000 + ",zh")),
    ],
)
def test_a_page_is_in_the_language_that_the_browser_prefers(accepted, tag):
    assert look.language_of(accepted).tag == tag


def test_a_missing_name_fails_instead_of_leaving_a_gap():
    with pytest.raises(Exception, match="undefined"):
        look.page("lost.html", teller_in("en"), {})


def test_a_refusal_says_nothing_of_the_site_in_either_language():
    for status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        for accepted, lang in (("en", "en"), ("zh-CN", "zh-Hans")):
            page = look.refused(status, accepted)
            assert f'<html lang="{lang}">' in page
            assert "<script" not in page
    assert "Open the desk by its address" in look.refused(HTTPStatus.UNAUTHORIZED, "en")
    assert "This was not asked for by the desk" in look.refused(HTTPStatus.FORBIDDEN, "en")


def test_every_file_that_pages_load_is_the_desks_own():
    for name in look.KINDS:
        assert look.static(name)
    script = look.static("desk.js").decode()
    assert "innerHTML" not in script
    assert "eval" not in script
    assert b"http" not in look.static("desk.css")


def test_words_are_escaped():
    hostile = said("{name}", name="<script>x</script>")
    page = look.page("refused.html", teller_in("en"), {"title": "<b>", "words": hostile})
    assert "<script" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize(
    ("tag", "words"), [("en", "November 28, 2026"), ("zh-Hans", "2026年11月28日")]
)
def test_a_save_of_today_is_told_by_its_hour_and_others_by_their_day(tag, words):
    now = datetime(2026, 11, 30, 12, 5).astimezone()
    told = [look.clock(when, now, teller_in(tag)) for when in (now, now - timedelta(days=2))]
    assert told[0] == "12:05"
    assert told[1].startswith(words)
    assert "12:05" in told[1]
