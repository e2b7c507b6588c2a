"""The preview in a browser: it reloads by itself, says what is wrong, marks what is unfinished."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests import support
from tests.browser import kinds
from tests.browser.test_places import listen

pytestmark = pytest.mark.browser

_WAIT = 20_000
"""Milliseconds within which a change must be seen; it takes a fraction of a second."""
NOTICE = "content/unfinished/bulletin.md"


@contextmanager
def _previewed(site):
    """The command, at work; gives the address where it shows the site."""
    running = subprocess.Popen(
        [sys.executable, "-m", "generator", "--site", site, "serve", "--port", "0", "--no-browser"],
        cwd=support.ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield running.stderr.readline().strip().partition(": ")[2]
    finally:
        running.terminate()
        running.communicate()


@pytest.fixture
def site(tmp_path):
    """A site with a notice that is withheld in Chinese, and the real templates."""
    return kinds.SITES["withheld"](tmp_path / "site")


@pytest.fixture
def address(site):
    """Where it is shown."""
    with _previewed(site) as address:
        yield address


def _edit(site, name, old, new):
    path = site / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _sees(page, words):
    page.get_by_text(words).first.wait_for(timeout=_WAIT)


def test_an_edit_of_any_kind_shows_without_a_reload_by_hand(page, site, address):
    page.goto(f"{address}en/unfinished/")
    _edit(site, NOTICE, "This paragraph is translated.", "This paragraph is another one.")
    _sees(page, "This paragraph is another one.")
    _edit(site, "content/site.toml", 'issuer = "City Police"', 'issuer = "Harbour Police"')
    _sees(page, "Harbour Police")
    page.goto(f"{address}zh-Hans/complete/")
    _edit(
        site,
        "locales/zh_Hans/LC_MESSAGES/complete.po",
        page.locator("h1").inner_text(),
        "另一个标题",
    )
    _sees(page, "另一个标题")


def test_a_page_that_nobody_looked_at_is_up_to_date_when_somebody_does(page, site, address):
    page.goto(f"{address}en/unfinished/")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    _edit(site, NOTICE, "This paragraph is translated.", "This paragraph is another one.")
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    _sees(page, "This paragraph is another one.")


def test_an_error_shows_with_file_and_line_and_goes_when_it_is_mended(page, site, address):
    page.goto(f"{address}en/unfinished/")
    _edit(site, NOTICE, "{hotline}", "{hotlime}")
    told = page.get_by_role("alert")
    told.wait_for(timeout=_WAIT)
    line = (site / NOTICE).read_text(encoding="utf-8").split("\n")
    number = next(number for number, text in enumerate(line, 1) if "hotlime" in text)
    assert f"{NOTICE}:{number}" in told.inner_text()
    assert "did you mean {hotline}?" in told.inner_text()
    assert page.get_by_text("This paragraph is translated.").is_visible()
    _edit(site, NOTICE, "{hotlime}", "{hotline}")
    told.wait_for(state="detached", timeout=_WAIT)
    assert page.get_by_text("This paragraph is translated.").is_visible()


PATHS = ("en/unfinished/", "en/unfinished/poster.html", "review/unfinished.en.html", "en/")


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 900)])
def test_what_is_wrong_stands_above_the_page_and_covers_none_of_it(width, height, page, site):
    page.set_viewport_size({"width": width, "height": height})
    with _previewed(site) as address:
        page.goto(f"{address}en/unfinished/")
        _edit(site, NOTICE, "{hotline}", "{hotlime}")
        _edit(site, "content/complete/bulletin.md", "title:", "titel:")
        page.get_by_text("complete/bulletin.md").first.wait_for(timeout=_WAIT)
        for path in PATHS:
            page.goto(address + path)
            told = page.get_by_role("alert")
            head = told.bounding_box()
            assert head["y"] == 0
            assert 0 < head["height"] <= 0.6 * height + 1
            assert head["width"] <= width
            rest = "body > :not(.preview-problems, .preview-bar, .skip, script, link)"
            tops = page.locator(rest).evaluate_all(
                "all => all.map(one => one.getBoundingClientRect()).filter(box => box.height)"
                ".map(box => box.top)"
            )
            assert min(tops) >= head["height"], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_far_down_the_page_the_bar_says_that_something_is_wrong_and_leads_there(
    page, site, address
):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{address}en/unfinished/")
    _edit(site, NOTICE, "{hotline}", "{hotlime}")
    link = page.get_by_role("complementary").get_by_role("link", name="Not built")
    link.wait_for(timeout=_WAIT)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.get_by_role("alert").bounding_box()["y"] < -100
    assert link.evaluate("one => one.getBoundingClientRect().bottom <= innerHeight")
    link.click()
    from playwright.sync_api import expect

    expect(page.get_by_role("alert").get_by_role("heading")).to_be_in_viewport(timeout=_WAIT)


def test_it_reloads_under_the_machines_other_name_too(page, site, address):
    page.goto(f"{address}en/unfinished/".replace("127.0.0.1", "localhost"))
    _edit(site, NOTICE, "This paragraph is translated.", "This paragraph is another one.")
    _sees(page, "This paragraph is another one.")


def test_a_withheld_translation_is_visible_and_marked(page, address):
    _, wrong = listen(page)
    page.goto(f"{address}zh-Hans/unfinished/")
    _sees(page, "这一段译好了。")
    for words, mark in (("待审核。", "needs review"), ("This one is missing", "missing")):
        marked = page.locator(f'[data-preview="{mark}"]', has_text=words).first
        style = "one => [getComputedStyle(one).outlineStyle, getComputedStyle(one).outlineWidth]"
        assert marked.evaluate(style) == ["dashed" if mark == "needs review" else "dotted", "2px"]
    assert wrong == []
    bar = page.get_by_role("complementary", name="预览")
    assert "暂不发布" in bar.inner_text()
    bar.get_by_role("link", name="审校单").click()
    assert page.url == f"{address}review/unfinished.zh-Hans.html"
    _sees(page, "这一段译好了。")


@pytest.mark.parametrize(
    "path", ["", "en/", "en/complete/", "en/complete/poster.html", "review/complete.en.html"]
)
def test_every_kind_of_page_runs_the_previews_script_and_nothing_else(path, page, address):
    asked, wrong = listen(page)
    with page.expect_request("**/_preview/events?*"):
        page.goto(address + path)
    assert wrong == []
    assert not [url for url in asked if not url.startswith((address, "data:"))]
    assert page.get_by_role("complementary", name="Preview").is_visible()
    runs = "script:not([type='application/ld+json'])"
    assert page.locator(runs).count() == 1


def test_a_site_that_cannot_be_built_at_all_says_why_in_the_page(page, site):
    _edit(site, NOTICE, "{hotline}", "{hotlime}")
    with _previewed(site) as address:
        page.goto(address)
        assert f"{NOTICE}:" in page.get_by_role("alert").inner_text()
        _edit(site, NOTICE, "{hotlime}", "{hotline}")
        page.get_by_role("alert").wait_for(state="detached", timeout=_WAIT)
        assert page.get_by_role("link", name="English").count() > 0
