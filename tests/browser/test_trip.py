"""One notice from an empty folder to its end, as an officer, a translator and a chief do it."""

from __future__ import annotations

import re

import pytest

from tests.browser.test_desk import BULLETIN, ENGLISH, REMINDER, SCAM
from tests.browser.test_publishing import begin, desk_in, open_desk, publish
from tests.support import tree

pytestmark = pytest.mark.browser

_STATION = {**REMINDER, "提醒的内容": "挂断电话，再拨打{station}问一问。"}
_WORDS = {
    **ENGLISH,
    "挂断电话，再拨打021-55550188问一问。": "Hang up, then call {station} and ask.",
    "滨江派出所": "Riverside Police Station",
    "值班室": "Duty room",
    "身边的事，怎么办，都在这里。": "What happens near you, and what to do about it.",
    "有疑问？请打": "Questions? Call",
    "全国反诈专线": "National anti-fraud line",
    "报警电话": "Police",
    "“提醒里的电话号码写错了”应为“号码现已更正”。": (
        "“A number in a reminder was wrong” should be “The number is right now”."
    ),
}
"""What each Chinese text is in English, whatever facts are in it."""


def _set_up(page):
    """Name who approves, add the station's number, throw the example away."""
    page.get_by_role("link", name="网站设置", exact=True).click()
    page.get_by_role("link", name="由谁审定").click()
    page.get_by_label("谁可以审定").fill("王芳")
    page.get_by_label("需要几人审定").fill("1")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存。").wait_for()
    page.get_by_role("link", name="网站设置", exact=True).first.click()
    page.get_by_role("link", name="号码、网址和联系方式").click()
    page.get_by_label("号码、网址或名称本身").fill("021-55550188")
    page.get_by_label("在正文里的代号").fill("station")
    page.get_by_label("如果是联系方式，写明这是什么").fill("值班室")
    page.get_by_role("button", name="添加").click()
    page.get_by_role("textbox", name="号码", exact=True).wait_for()
    page.get_by_role("link", name="全部公告").click()
    page.get_by_role("button", name="删除示例").click()
    page.get_by_role("link", name="说您的银行卡出了问题的电话").wait_for(state="detached")


def _write(page):
    """Write a notice; give its name."""
    page.get_by_role("link", name="写新公告").click()
    page.get_by_label("这篇公告讲什么").fill("冒充公检法")
    page.get_by_role("button", name="开始写").click()
    page.locator("#f-title").wait_for()
    parts = page.get_by_role("navigation", name="公告的各部分")
    for link, values, left_out in (
        ("", BULLETIN, ()),
        ("还没有标题的套路", SCAM, ("chat", "poster")),
        ("还没有标题的提醒", _STATION, ()),
    ):
        if link:
            parts.get_by_role("link", name=re.compile(link)).first.click()
        for label, words in values.items():
            page.get_by_label(label, exact=True).first.fill(words)
        for key in left_out:
            page.locator(f'input[name=left_out][value="{key}"]').check()
        page.get_by_role("button", name="保存", exact=True).click()
        page.get_by_text("已保存。").wait_for()
    return page.url.split("/")[4]


def _translate(page, origin, domain):
    """Translate what waits of a notice, or of the words of the pages."""
    page.goto(f"{origin}/translate/{domain}/en/")
    first = page.get_by_role("link", name="Go to the first that waits")
    if not first.count():
        return
    first.click()
    page.get_by_label("Your name, for the record").fill("Li Wei")
    while page.locator(".source").count():
        source = page.locator(".source").first.inner_text()
        page.get_by_label("Translation", exact=True).last.fill(_WORDS[source])
        page.get_by_role("button", name="Save and go on").click()
        page.get_by_text("Saved.").wait_for()


def _approve(page, origin, slug, tag):
    page.goto(f"{origin}/approve/{slug}/{tag}/")
    page.get_by_label("由谁签署？").select_option("王芳")
    page.get_by_role("button", name="全部看过了，签署").click()
    page.get_by_text("已全部签署。").wait_for()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_notice_from_an_empty_folder_to_its_end(has_script, browser, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    how = {"java_script_enabled": has_script}
    with desk_in(site) as key:
        origin = key.partition("/?")[0]
        with (
            open_desk(browser, key, locale="zh-CN", **how) as officer,
            open_desk(browser, key, locale="en-GB", **how) as translator,
        ):
            begin(officer)
            _set_up(officer)
            slug = _write(officer)
            for domain in (slug, "site"):
                _translate(translator, origin, domain)
            _approve(officer, origin, slug, "en")
            publish(officer)
            first = tree(site / "output")
            for tag in ("en", "zh-Hans"):
                assert first[f"{tag}/{slug}/poster.pdf"].startswith(b"%PDF")
                assert "021-55550188" in first[f"{tag}/{slug}/bulletin.txt"].decode()

            officer.goto(f"{origin}/life/{slug}/correct/")
            officer.get_by_label("原来写错的话").fill("提醒里的电话号码写错了。")
            officer.get_by_label("正确的内容").fill("号码现已更正。")
            officer.get_by_role("button", name="更正", exact=True).click()
            officer.locator("h1").wait_for()
            _translate(translator, origin, slug)
            _approve(officer, origin, slug, "en")
            publish(officer)
            assert "号码现已更正" in _page(site, "zh-Hans", slug)
            assert "The number is right now" in _page(site, "en", slug)

            officer.get_by_role("button", name="撤回上一次发布").click()
            officer.get_by_text("已恢复到上一次发布之前的样子").wait_for()
            assert tree(site / "output") == first

            officer.goto(f"{origin}/life/{slug}/withdraw/")
            officer.get_by_label("为什么？").fill("不再有这种电话。")
            officer.get_by_role("button", name="撤回", exact=True).click()
            officer.locator("h1").wait_for()
            publish(officer)
            assert "不再有这种电话" in _page(site, "zh-Hans", slug)
            gone = tree(site / "output")[f"zh-Hans/{slug}/poster.pdf"]  # it says that it is gone
            assert gone not in (b"", first[f"zh-Hans/{slug}/poster.pdf"])


def _page(site, tag, slug):
    return (site / f"output/{tag}/{slug}/index.html").read_text(encoding="utf-8")
