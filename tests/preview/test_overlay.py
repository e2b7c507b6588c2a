"""The preview: what is shown that readers are not shown, and what is put into a page on its way."""

from __future__ import annotations

import re

import pytest

from generator.diagnostics.errors import Problem
from generator.locales import Locale
from generator.preview import overlay
from generator.preview.overlay import BulletinPage, Report
from generator.render.headers import policy
from tests import support
from tests.support import Page, tree

PROBLEM = Problem("content/x/bulletin.md", 7, "front-matter", "it is <b>", "mend & go on")
REMARK = Problem("locales/fr/LC_MESSAGES/x.po", 3, "incomplete", "x is withheld", "translate", True)
OTHER = Problem("content/y/bulletin.md", 2, "english-style", "a word", "another word", True)
PAGE = (
    '<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" '
    f'content="{policy("a {{}}").replace(chr(39), "&#39;")}"></head>'
    "<body><p>Text</p></body></html>\n"
)


@pytest.mark.parametrize(
    ("tag", "words"),
    [("zh-Hans", "预览"), ("en", "Preview"), ("zh-Hant", "预览"), ("fr", "Preview")],
)
def test_the_bar_speaks_the_language_of_its_page_where_the_program_does(tag, words):
    html = PAGE.replace("<html>", f'<html lang="{tag}">')
    shown = overlay.page(html, Report("1", (PROBLEM,)), None)
    assert f"<b>{words}</b>" in shown
    assert ("先改好" in shown) == (words == "预览")


# What a preview's build makes.


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """The same site as it is published, and as its makers see it."""
    folder = tmp_path_factory.mktemp("preview")
    site = support.example_site("withheld", folder / "site")
    support.build(site, folder / "public")
    told = support.build(site, folder / "preview", review=True, preview=True)
    return folder / "public", folder / "preview", told


def _page(folder, path):
    return (folder / path).read_text(encoding="utf-8")


def test_a_withheld_notice_is_shown_with_what_is_not_finished_marked(outputs):
    public, shown, _ = outputs
    assert "这一段译好了。" not in _page(public, "zh-Hans/unfinished/index.html")
    html = _page(shown, "zh-Hans/unfinished/index.html")
    assert "<p>这一段译好了。</p>" in html
    assert '<span data-preview="needs review">这一段</span>' in html
    assert '<span data-preview="needs review">待审核。</span>' in html
    assert '<p data-preview="missing" lang="en">This one is missing, and has <a' in html


def test_what_is_published_has_no_mark(outputs):
    public, shown, _ = outputs
    assert not [path for path, data in tree(public).items() if b"data-preview" in data]
    assert [path for path, data in tree(shown).items() if b"data-preview" in data]


def test_a_notice_that_is_finished_is_the_same_in_both(tmp_path):
    site = support.example_site("withheld", tmp_path / "site")
    for name in ("public", "preview"):
        options = {"locales": ("en", "zh-Hans"), "preview": name == "preview"}
        support.build_unprinted(site, tmp_path / name, **options)
    found = tree(tmp_path / "public")
    paths = [path for path in found if "/complete/" in path and path.endswith(".html")]
    assert len(paths) >= 5
    files = re.compile(r"\n<dt>print .*\n")  # a preview offers none, since it prints none
    for path in paths:
        public, shown = (_page(tmp_path / name, path) for name in ("public", "preview"))
        assert files.sub("", public) == shown


def test_a_language_whose_site_is_not_translated_is_shown_too(outputs):
    public, shown, _ = outputs
    assert not (public / "fr").exists()
    html = _page(shown, "fr/unfinished/index.html")
    assert '<span lang="en" data-preview="missing">An unfinished notice</span>' in html


def test_it_is_told_all_the_same_why_it_is_not_published(outputs):
    *_, told = outputs
    lines = [str(problem) for problem in told.warnings]
    assert any("nothing is published in fr" in line for line in lines)
    assert any("the notice unfinished is withheld in zh-Hans: " in line for line in lines)


def test_a_review_sheet_says_what_readers_are_shown(tmp_path, small_site):
    support.build(small_site, tmp_path / "o", review=True, preview=True)
    sheet = Page(_page(tmp_path / "o", "review/refund.zh-Hans.html"))
    assert "本语言版本暂不发布" in sheet.text()
    assert "../zh-Hans/refund/index.html" in sheet.links


def test_a_translation_that_nobody_checked_is_harmless_in_it(tmp_path):
    site = support.example_site("withheld", tmp_path / "site")
    path = site / "locales/zh_Hans/LC_MESSAGES/unfinished.po"
    bad = "[点](javascript:alert(1)) <script>alert(1)</script> ![x](https://x.example/y.png)"
    text = path.read_text(encoding="utf-8").replace('"我们是银行。"', f'"{bad}"')
    text = text.replace('"待审核。"', '"' + "[" * 3000 + '"')
    path.write_text(text, encoding="utf-8")
    support.build(site, tmp_path / "o", preview=True)
    html = _page(tmp_path / "o", "zh-Hans/unfinished/index.html")
    page = Page(html)
    assert not [tag for tag, _ in page.tags if tag in ("script", "img")]
    assert not [link for link in page.links if link.startswith("javascript")]
    assert "点" in html
    assert "[[[" not in html


# What is put into a page.


def test_the_script_and_the_bar_go_in_before_the_end_of_the_page():
    html = overlay.page(PAGE, Report("v1"), None)
    assert html.startswith(PAGE.partition("<meta")[0])
    assert html.endswith("</script>\n</body></html>\n")
    page = Page(html)
    (script,) = (given for tag, given in page.tags if tag == "script")
    assert script == {
        "src": "/_preview/preview.js",
        "data-version": "v1",
        "data-events": "/_preview/events",
    }
    assert "Preview" in page.text()
    assert "preview-problems" not in html


def test_a_page_without_an_end_has_them_at_its_end():
    assert overlay.page("<p>x", Report("v1"), None).endswith("</script>\n")


def _policy_of(html):
    (given,) = (given for tag, given in Page(html).tags if "http-equiv" in given)
    rows = (row.split() for row in given["content"].split(";"))
    return {name: sources for name, *sources in rows}


def test_a_pages_policy_is_relaxed_for_the_previews_own_parts_only():
    before, after = _policy_of(PAGE), _policy_of(overlay.page(PAGE, Report("v1"), None))
    assert after.pop("script-src") == ["'self'"]
    assert after == before
    assert before["default-src"] == ["'none'"]
    assert any(source.startswith("'sha256-") for source in before["style-src"])


@pytest.mark.parametrize(
    ("given", "script"),
    [
        ("default-src 'none'", "script-src 'self'"),
        ("default-src https:", "script-src 'self' https:"),
        ("script-src 'none'", "script-src 'self'"),
        ("Script-Src 'self'", "script-src 'self'"),
        ("script-src 'sha256-x'; script-src *", "script-src 'self' 'sha256-x'"),
        ("", "script-src 'self'"),
    ],
)
def test_any_policy_lets_the_script_in(given, script):
    assert script in overlay.relaxed(given).split("; ")


@pytest.mark.parametrize(
    "meta",
    [
        "<META content='default-src &#39;none&#39;' HTTP-EQUIV='content-security-policy'>",
        "<meta\nhttp-equiv=Content-Security-Policy\ncontent=\"default-src 'none'\">",
    ],
)
def test_a_policy_is_found_however_it_is_written(meta):
    page = overlay.page(f"<head>{meta}</head>", Report("v1"), None)
    assert _policy_of(page)["script-src"] == ["'self'"]


def test_what_is_wrong_stands_over_the_page_with_file_and_line():
    html = overlay.page(PAGE, Report("v1", (PROBLEM, OTHER)), None)
    assert "<p>Text</p>" in html
    assert "<code>content/x/bulletin.md:7</code> <b>front-matter</b> it is &lt;b&gt;; mend" in html
    assert "content/y/bulletin.md" not in html


def test_a_failure_is_told_in_its_own_words():
    html = overlay.page(PAGE, Report("v1", failure="content <gone>"), None)
    assert "<p>content &lt;gone&gt;</p>" in html


def test_without_a_page_what_is_wrong_has_one_of_its_own():
    html = overlay.standalone(Report("v1", (PROBLEM,)), "Nothing yet.")
    page = Page(html)
    assert "content/x/bulletin.md:7" in page.text()
    assert "Nothing yet." in page.text()
    assert "/_preview/preview.js" in page.links


def test_the_bar_says_why_this_page_is_not_published_and_links_its_sheet():
    bulletin = BulletinPage("x", Locale("fr"), "/review/x.fr.html")
    page = Page(overlay.page(PAGE, Report("v1", warnings=(OTHER, REMARK)), bulletin))
    assert "/review/x.fr.html" in page.links
    text = page.text()
    assert "X is withheld\n" in text
    assert "Remarks: 2" in text
    assert text.index(REMARK.path) < text.index(OTHER.path)


def test_the_bar_of_another_page_does_not():
    bulletin = BulletinPage("x", Locale("de"), "")
    text = Page(overlay.page(PAGE, Report("v1", warnings=(REMARK,)), bulletin)).text()
    assert "X is withheld" not in text
    assert "Review sheet" not in text
    assert "Remarks: 1" in text


def test_the_bar_explains_the_marks_that_the_page_has():
    marked = PAGE.replace("<p>Text", '<p data-preview="needs review">Text')
    text = Page(overlay.page(marked, Report("v1"), None)).text()
    assert "needs review" in text
    assert "not translated" not in text
