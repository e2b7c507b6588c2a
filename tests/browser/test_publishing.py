"""From an empty folder to a published site and back, as people do it, with and without a script."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import zipfile
from contextlib import contextmanager

import pytest

from tests.browser.test_accessibility import OPTIONS, findings
from tests.browser.test_places import listen
from tests.support import ROOT, tree

pytestmark = pytest.mark.browser

_WAIT = 180_000
"""Milliseconds: sheets are printed meanwhile, on a machine that may be in use elsewhere."""

_OPTIONS = {
    **OPTIONS,
    "rules": {"color-contrast-enhanced": {"enabled": False}},  # 4.5:1, as AA asks
}


@contextmanager
def desk_in(site):
    """A desk in a folder; gives the address that lets somebody in."""
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "--site", site, "serve", "--port", "0", "--no-browser"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    drained = threading.Thread(target=process.stderr.read)
    drained.start()
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()
        drained.join()
        process.stdout.close()
        process.stderr.close()


@contextmanager
def open_desk(browser, key, **how):
    context = browser.new_context(**how)
    page = context.new_page()
    page.set_default_timeout(_WAIT)
    page.goto(key)
    try:
        yield page
    finally:
        context.close()


def begin(page):
    page.get_by_label("公告由谁发布").fill("滨江派出所")
    page.get_by_label("English").check()
    page.get_by_label("读者应当拨打哪个号码").fill("021-55550123")
    page.get_by_role("button", name="新建网站").click()
    page.get_by_role("link", name="写新公告").wait_for()


def publish(page):
    page.get_by_role("link", name="发布", exact=True).click()
    page.get_by_role("button", name="发布", exact=True).click()
    page.get_by_text("已发布到下面的文件夹").wait_for()


def _ask(page, question):
    """Change the question at the top of the example's sheet."""
    page.get_by_role("link", name="全部公告").click()
    page.get_by_role("link", name="说您的银行卡出了问题的电话").click()
    page.get_by_label("海报最上面的问句", exact=True).fill(question)
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存。").wait_for()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_site_is_begun_published_changed_and_taken_back(has_script, browser, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    with (
        desk_in(site) as key,
        open_desk(browser, key, locale="zh-CN", java_script_enabled=has_script) as page,
    ):
        _, wrong = listen(page)
        begin(page)
        publish(page)
        first = tree(site / "output")
        assert "zh-Hans/example-card-call/poster.pdf" in first
        with page.expect_download() as started:
            page.get_by_role("link", name="下载为一个ZIP文件").click()
        packed = started.value.path().read_bytes()
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == first
        _ask(page, "说您的卡被盗刷了？")
        publish(page)
        assert page.get_by_text("这些海报要重新打印").is_visible()
        assert tree(site / "output") != first
        page.get_by_role("link", name="打开或打印海报").first.click()
        with page.expect_download() as started:
            page.get_by_role("link", name="整篇公告").first.click()
        assert started.value.suggested_filename == "zh-Hans-example-card-call-poster.pdf"
        assert started.value.path().read_bytes().startswith(b"%PDF")
        page.get_by_role("link", name="发布", exact=True).first.click()
        page.get_by_role("button", name="撤回上一次发布").click()
        page.get_by_text("已恢复到上一次发布之前的样子").wait_for()
        assert tree(site / "output") == first
        assert [one for one in wrong if not one.startswith("failed: ")] == []


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_the_pages_are_for_everybody_and_for_a_phone(language, browser, axe, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    with desk_in(site) as key, open_desk(browser, key, locale="zh-CN") as page:
        _is_for_all(browser, key, "/", language, axe)
        begin(page)
        publish(page)
        _ask(page, "说您的卡被盗刷了？")
        for address in ("/publish/", "/publish/print/", "/"):
            _is_for_all(browser, key, address, language, axe)


def _is_for_all(browser, key, address, language, axe):
    """No finding of axe, and nothing wider than a phone."""
    how = {"locale": language, "viewport": {"width": 360, "height": 740}}
    with open_desk(browser, key, **how) as page:
        page.goto(key.partition("/?")[0] + address)
        if address == "/publish/":
            page.locator("form[action='/publish/']").wait_for()
        assert findings(axe.run(page, options=_OPTIONS).response) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
