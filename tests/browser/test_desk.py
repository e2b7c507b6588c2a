"""The desk in a browser, as people use it who have never seen a file, and as others attack it."""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin

import pytest

from generator.commands.translate import update
from tests import support
from tests.browser.conftest import FLAGS
from tests.browser.test_accessibility import OPTIONS, findings
from tests.browser.test_places import listen
from tests.desk.test_approval import WORDS
from tests.exchange.forms import WORD
from tests.support import ROOT, SMALL_SITE, tree, write_tree

pytestmark = pytest.mark.browser

_WAIT = 90_000
"""Milliseconds within which everything must have happened; a machine in use elsewhere is slow."""
BULLETIN = {
    "海报最上面的问句": "警察会让你转账吗？",
    "对问句的回答": "不会。",
    "列表里的摘要": "自称“公检法”的人在电话里要你转账，就是诈骗。",
    "群消息": "自称警察、要你转账的，都是骗子。拿不准，拨打{hotline}。",
    "引言": (
        "骗子自称警察或者法官，说你涉嫌犯罪，要你把钱转到“安全账户”。\n\n拿不准，拨打{hotline}。"
    ),
}
SCAM = {
    "标题": "假警察来电",
    "海报最上面的问句": "来电说你涉案？",
    "对问句的回答": "骗子。",
    "骗子的原话": "你的银行卡涉嫌洗钱，现在要冻结。",
    "套路经过": "对方要你共享屏幕，再把钱转走。",
}
REMINDER = {
    "标题": "挂断电话",
    "海报上的几个字": "挂断电话",
    "提醒的内容": "挂断电话，再拨打{police}问一问。",
}
ENGLISH = {
    "冒充公检法": "Fake police, prosecutors and judges",
    BULLETIN["海报最上面的问句"]: "Do the police ask for money?",
    "不会。": "No.",
    BULLETIN["列表里的摘要"]: "A caller who says “police” and asks for a transfer is a scammer.",
    "自称警察、要你转账的，都是骗子。拿不准，拨打96110。": (
        "Police who ask for a transfer are scammers. Not sure? Call {hotline}."
    ),
    "骗子自称警察或者法官，说你涉嫌犯罪，要你把钱转到“安全账户”。": (
        "Scammers say that they are police or judges, that you are suspected of a crime, and that"
        " your money must go to a “safe account”."
    ),
    "拿不准，拨打96110。": "Not sure? Call {hotline}.",
    "假警察来电": "A call from fake police",
    "来电说你涉案？": "They say you are a suspect?",
    "骗子。": "A scam.",
    "你的银行卡涉嫌洗钱，现在要冻结。": "Your bank card is suspected of money laundering.",
    "对方要你共享屏幕，再把钱转走。": "They ask you to share your screen, and move the money out.",
    "挂断电话": "Hang up",
    "挂断电话，再拨打110问一问。": "Hang up, then call {police} and ask.",
}


@dataclass(frozen=True)
class Running:
    """A desk at work."""

    process: subprocess.Popen[str]
    key: str
    """The address that lets somebody in."""
    preview: str

    @property
    def origin(self) -> str:
        return self.key.partition("/?")[0]


@contextmanager
def _running(site) -> Iterator[Running]:
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "--site", site, "serve", "--port", "0", "--no-browser"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        key = process.stdout.readline().strip()
        preview = process.stderr.readline().strip().partition(": ")[2]
        drained = threading.Thread(target=process.stderr.read)
        drained.start()
        yield Running(process, key, preview)
    finally:
        process.terminate()
        process.wait()
        drained.join()
        process.stdout.close()
        process.stderr.close()


@pytest.fixture
def site(tmp_path):
    """A site with facts and contacts, whose own words are translated."""
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, tmp_path / "site" / name)
    for slug in support.NOTICES:
        shutil.rmtree(tmp_path / "site/content" / slug)
        for catalog in (tmp_path / "site/locales").rglob(f"{slug}.po*"):
            catalog.unlink()
    return tmp_path / "site"


@pytest.fixture
def desk(site):
    with _running(site) as running:
        yield running


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A desk that tests look at, and change nothing of."""
    review = '[review]\npeople = ["Ann Lee", "Li Wei"]\n'
    files = {**SMALL_SITE, "content/site.toml": f"{SMALL_SITE['content/site.toml']}{review}"}
    site = write_tree(tmp_path_factory.mktemp("desk") / "site", files)
    with _running(site) as running:
        yield running


@contextmanager
def _person(browser, desk, **how):
    """Somebody who has opened the address that was printed."""
    context = browser.new_context(**how)
    page = context.new_page()
    page.set_default_timeout(_WAIT)
    page.goto(desk.key)
    try:
        yield page
    finally:
        context.close()


def _fill(page, values, left_out=()):
    for label, words in values.items():
        page.get_by_label(label, exact=True).first.fill(words)
    for key in left_out:
        page.locator(f'input[name=left_out][value="{key}"]').check()
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存。").wait_for()


def _write(page):
    """Write a notice in Chinese."""
    page.get_by_role("link", name="写新公告").click()
    page.get_by_label("这篇公告讲什么").fill("冒充公检法")
    page.get_by_label("用哪种语言写").select_option("zh-Hans")
    page.get_by_role("button", name="开始写").click()
    page.get_by_text("公告已建好").wait_for()
    _fill(page, BULLETIN)
    parts = page.get_by_role("navigation", name="公告的各部分")
    parts.get_by_role("link", name="还没有标题的套路").click()
    _fill(page, SCAM, left_out=("chat", "poster"))
    parts.get_by_role("link", name="还没有标题的提醒").click()
    _fill(page, REMINDER)
    assert parts.locator(".state").count() == 0


def _translate(page, press):
    """Translate it into English, text after text; `press` saves one and goes on."""
    page.get_by_role("link", name="All notices").click()
    page.get_by_role("link", name=re.compile("English: 14 to translate")).click()
    page.get_by_role("link", name="Go to the first that waits").click()
    page.get_by_label("Your name, for the record").fill("Li Wei")
    for _ in ENGLISH:
        source = page.locator(".source").first.inner_text()
        page.get_by_label("Translation", exact=True).last.fill(ENGLISH[source])
        press(page)
        page.get_by_text("Saved.").wait_for()
    assert "14 of 14 sentences are done." in page.locator("main").inner_text()


def _press(page):
    page.get_by_role("button", name="Save and go on").click()


def _press_keys(page):
    before = page.url
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != before)


@pytest.mark.parametrize("has_script", [True, False])
def test_an_officer_writes_and_a_translator_translates(has_script, browser, desk):
    how = {"java_script_enabled": has_script}
    with _person(browser, desk, locale="zh-CN", **how) as officer:
        _write(officer)
        slug = officer.url.split("/")[4]
    with _person(browser, desk, locale="en-GB", **how) as translator:
        _translate(translator, _press_keys if has_script else _press)
        translator.goto(f"{desk.origin}/")
        states = translator.locator(f'.states a[class][href*="/{slug}/"]').all_inner_texts()
        assert sorted(states) == ["English: ready", "简体中文: ready"]
        for tag, words in (
            ("en", "Fake police, prosecutors and judges"),
            ("zh-Hans", "冒充公检法"),
        ):
            _is_finished(translator, f"{desk.preview}{tag}/{slug}/", words)


def _is_finished(page, address, title):
    """The preview comes to show a page as it would be published: no mark, and not withheld."""
    stop = time.monotonic() + _WAIT / 1000
    while (shown := _shown(page, address)) != (title, 0, False) and time.monotonic() < stop:
        time.sleep(0.1)
    assert shown == (title, 0, False)
    assert "96110" in page.locator("main").inner_text()


def _shown(page, address):
    """The title of a page of the preview, how many texts are marked, and whether one is missing."""
    page.goto(address)
    is_withheld = "withheld" in page.locator("body").inner_text()
    return page.locator("h1").inner_text(), page.locator("main [data-preview]").count(), is_withheld


def test_the_line_of_a_correction_appears_as_one_types(browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        page.goto(f"{shared.origin}/life/refund/correct/")
        page.get_by_label("What was wrong, as it stood there").fill("Call 110.")
        page.get_by_label("What is right").fill("Call {hotline}.")
        page.get_by_text("“Call 110” should be “Call 96110”.").wait_for()


def test_checks_appear_as_one_types_and_facts_go_in_by_a_click(browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        _, wrong = listen(page)
        page.goto(f"{shared.origin}/write/refund/bulletin/")
        text = page.locator("#f-body")
        text.fill("Call {hotlime} first.")
        page.get_by_text("did you mean {hotline}?").wait_for()
        text.fill("Call  first.")
        text.press("Home")
        for _ in "Call ":
            text.press("ArrowRight")
        tools = page.locator(".field", has=text)
        tools.get_by_role("button", name="96110").click()
        assert text.input_value() == "Call {hotline} first."
        text.press("ControlOrMeta+a")
        tools.get_by_role("button", name="Bold").click()
        assert text.input_value() == "**Call {hotline} first.**"
        page.get_by_text("did you mean {hotline}?").wait_for(state="detached")
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/translate/refund/zh-Hans/")
        page.get_by_role("link", name="Go to the first that waits").click()
        page.get_by_label("Translation", exact=True).last.fill("退款 110")
        page.get_by_text("“110” of the translation is not in the source").wait_for()
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/")
        # What a page asks for is cut short as it is left; what fails is told at the console too.
        assert [one for one in wrong if not one.startswith("failed: ")] == []


def test_what_is_typed_before_the_script_is_there_is_checked_too(browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        page.goto(f"{shared.origin}/translate/refund/zh-Hans/")
        held = []
        page.route("**/static/*.js", lambda route: held.append(route))  # noqa: PLW0108 - a builtin takes no mark of its own
        first = page.get_by_role("link", name="Go to the first that waits").get_attribute("href")
        page.goto(urljoin(page.url, first), wait_until="commit")
        page.get_by_label("Translation", exact=True).last.fill("退款 110")
        for one in held:
            one.continue_()
        page.get_by_text("“110” of the translation is not in the source").wait_for()
        page.unroute("**/static/*.js")
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/")


MARKS = (
    # what is there, what of it is chosen, the button, what is there then, what is chosen then
    ("Call them now", "them", "Bold", "Call **them** now", "them"),
    ("Call them now", "them ", "Bold", "Call **them** now", "them"),
    ("Call **them** now", "them", "Bold", "Call them now", "them"),
    ("Call **them** now", "**them**", "Bold", "Call them now", "them"),
    ("", "", "Bold", "**bold**", "bold"),
    ("**bold**", "bold", "Bold", "", ""),
    ("See the shop.", "the shop", "Link", "See [the shop](https://).", "https://"),
    ("See ", None, "Link", "See [words of the link](https://)", "words of the link"),
    ("https://a.example", "https://a.example", "Link", "[words of the link](https://a.example)", 0),
    ("Call 96110 now", "96110", "96110", "Call {hotline} now", ""),
    ("They ask", "", "List", "- They ask", ""),
    ("One\nTwo\n", "One\nTwo\n", "List", "- One\n- Two\n", ""),
    ("- One\n- Two", "- One\n- Two", "List", "One\nTwo", ""),
    ("A\nOne\nB", "One", "List", "A\n\n- One\n\nB", ""),
    ("- A\nOne", "One", "List", "- A\n- One", ""),
)


@pytest.mark.parametrize("case", MARKS)
def test_a_button_marks_what_is_chosen_and_one_undo_takes_it_back(case, browser, shared):
    before, words, name, after, chosen = case
    with _person(browser, shared, locale="en-GB") as page:
        page.goto(f"{shared.origin}/write/refund/bulletin/")
        page.locator("#f-title").fill("Another title")
        text = page.locator("#f-body")
        text.fill(before)
        at = len(before) if words is None else before.index(words)
        text.evaluate("(one, at) => one.setSelectionRange(...at)", [at, at + len(words or "")])
        page.locator(".field", has=text).get_by_role("button", name=name, exact=True).click()
        assert text.input_value() == after
        seen = text.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)")
        assert seen == (chosen or ("words of the link" if chosen == 0 else ""))
        page.keyboard.press("ControlOrMeta+z")
        assert text.input_value() == before
        assert page.locator("#f-title").input_value() == "Another title"
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/")


def test_enter_goes_on_with_a_list_and_ends_it(browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        page.goto(f"{shared.origin}/write/refund/bulletin/")
        text = page.locator("#f-body")
        text.fill("- one")
        text.press("End")
        for keys in ("Enter", "t", "w", "o", "Enter", "Enter", "x"):
            page.keyboard.press(keys)
        assert text.input_value() == "- one\n- two\nx"
        text.fill("1. one")
        text.press("End")
        text.press("Enter")
        assert text.input_value() == "1. one\n2. "
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/")


def test_each_field_says_what_is_typed_there_and_no_longer_when_it_is_mended(browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        page.goto(f"{shared.origin}/write/refund/bulletin/")
        page.locator("#f-body").fill("Call {hotlime} first.")
        at_field = page.locator("#f-body-wrong")
        at_field.get_by_text("did you mean {hotline}?").wait_for()
        page.locator("#f-body").fill("Call {hotline} first.")
        at_field.get_by_role("listitem").wait_for(state="detached")
        page.locator("#f-headline").fill("Call {hotline}" + "!" * 20)
        count = page.locator("#f-headline-count")
        assert count.inner_text() == "30 of about 30 letters"
        page.locator("#f-headline").press("End")
        page.keyboard.type("!")
        assert count.inner_text() == "31 of about 30 letters"
        assert "over" in count.get_attribute("class")
        group = page.get_by_role("group", name="Whom to call")
        group.get_by_label("96110").check()
        assert group.get_by_label("These:").is_checked()
        group.get_by_label("As everywhere on the site").check()
        assert not group.get_by_label("96110").is_checked()
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/")


def test_a_fact_goes_where_the_cursor_is_also_before_anything_was_clicked(browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        page.goto(f"{shared.origin}/write/refund/bulletin/")
        page.evaluate("document.activeElement.blur()")
        tools = page.locator("form[data-edits] > .tools")
        tools.get_by_role("button", name="96110").click()
        tools.get_by_text("Click first into the field where it belongs.").wait_for()
        page.locator("#f-title").fill("Call ")
        tools.get_by_role("button", name="96110").click()
        assert page.locator("#f-title").input_value() == "Call {hotline}"
        assert tools.get_by_role("status").inner_text() == ""
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/translate/refund/zh-Hans/")
        rows = page.locator("tr", has_text="96110").get_by_role("link")
        rows.first.click()
        page.locator("textarea").wait_for()  # it has the focus, and nobody clicked into it
        before = page.locator("textarea").input_value()
        page.get_by_role("button", name="96110").click()
        assert page.locator("textarea").input_value() in (
            f"{before}{{hotline}}",
            f"{{hotline}}{before}",
        )
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/")


def test_no_button_beside_throws_away_what_is_typed(browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        place = f"{shared.origin}/write/refund/bulletin/"
        page.goto(place)
        page.locator("#f-title").fill("Typed, and not saved")
        page.get_by_text("Add, move or remove parts").click()
        page.get_by_label("Another scam").fill("A scam")
        asked = []
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.get_by_role("button", name="Add", exact=True).first.click()
        assert asked == ["What you typed is not saved yet. Go on without it?"]
        assert page.url == place
        assert page.locator("#f-title").input_value() == "Typed, and not saved"
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/")


def test_an_edit_elsewhere_is_told_and_both_versions_are_shown(browser, desk, site):
    write_tree(site, {"content/refund/bulletin.md": SMALL_SITE["content/refund/bulletin.md"]})
    with _person(browser, desk, locale="en-GB") as page:
        page.get_by_role("link", name="Refund scams").wait_for()
        page.goto(f"{desk.origin}/write/refund/bulletin/")
        page.locator("#f-body").fill("My words.")
        path = site / "content/refund/bulletin.md"
        path.write_text(path.read_text().replace("first.", "at once."), encoding="utf-8")
        page.get_by_text("This has been changed elsewhere").wait_for()
        assert page.locator("#f-body").input_value() == "My words."
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("heading", name="Somebody else has changed this meanwhile").wait_for()
        assert page.locator("pre").all_inner_texts() == ["My words.", "Call {hotline} at once."]
        page.get_by_role("button", name="Save what is chosen").click()
        page.get_by_text("Saved.").wait_for()
        assert "My words." in path.read_text(encoding="utf-8")


def test_whoever_signs_on_a_phone_is_told_of_a_change_and_signs_what_is_there_now(
    browser, tmp_path
):
    toml = f"{SMALL_SITE['content/site.toml']}[review]\npeople = ['李伟']\nneeded = 1\n"
    site = write_tree(tmp_path / "site", {**SMALL_SITE, "content/site.toml": toml})
    update(site)
    po = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    text = po.read_text(encoding="utf-8")
    for msgid, msgstr in WORDS.items():
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    po.write_text(text, encoding="utf-8")
    phone = {"width": 360, "height": 740}
    with _running(site) as desk, _person(browser, desk, locale="zh-CN", viewport=phone) as page:
        page.get_by_role("link", name="7条待审定").click()
        page.get_by_label("由谁签署？").select_option("李伟")
        po.write_text(text.replace('"核实"', '"查证"'), encoding="utf-8")
        page.get_by_text("请先重新载入本页，再签署。").wait_for()
        page.get_by_role("button", name="全部看过了，签署").click()
        page.get_by_text("查证", exact=True).wait_for()
        assert "approved" not in po.read_text(encoding="utf-8")
        page.get_by_label("由谁签署？").select_option("李伟")
        page.get_by_role("button", name="全部看过了，签署").click()
        page.get_by_text("李伟签署了7条，已全部签署。").wait_for()
        assert po.read_text(encoding="utf-8").count("# approved: 李伟; ") == 7


@pytest.mark.parametrize("has_script", [True, False])
def test_a_hotline_is_changed_by_the_second_button(has_script, browser, desk, site):
    toml = site / "content/site.toml"
    before = toml.read_text(encoding="utf-8")
    with _person(browser, desk, locale="zh-CN", java_script_enabled=has_script) as page:
        page.get_by_role("link", name="网站设置").click()
        page.get_by_role("link", name="号码、网址和联系方式").click()
        page.get_by_role("link", name="National anti-fraud hotline").click()
        page.get_by_label("号码", exact=True).fill("96111")
        page.get_by_role("button", name="保存", exact=True).click()
        page.get_by_role("heading", name="再核对一遍").wait_for()
        assert toml.read_text(encoding="utf-8") == before
        page.get_by_role("button", name="没有错，改过来").click()
        page.get_by_text("已保存。").wait_for()
    assert toml.read_text(encoding="utf-8") == before.replace('tel = "96110"', 'tel = "96111"')


def test_the_whole_settings_are_checked_as_one_types(browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        page.goto(f"{shared.origin}/site/whole/settings/")
        text = page.get_by_label("The whole file")
        text.press("ControlOrMeta+End")
        text.press_sequentially('\n[look]\ncolour = "red"\n')
        page.get_by_text("colour is not a colour such as #0f2f5f").wait_for()
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(f"{shared.origin}/")


def test_the_page_beside_a_sentence_follows_what_is_saved_and_edited(browser, desk, site):
    write_tree(site, {key: text for key, text in SMALL_SITE.items() if "/refund/" in key})
    with _person(browser, desk, locale="en-GB") as page:
        page.get_by_role("link", name="Refund scams").wait_for()
        page.goto(f"{desk.origin}/translate/refund/zh-Hans/")
        page.locator("tr", has_text="They want a transfer.").get_by_role("link").click()
        beside = page.frame_locator("iframe")
        beside.get_by_text("They want a transfer.").wait_for()
        assert (
            page.locator("iframe").get_attribute("src").endswith("/refund/index.html?bare#parcel")
        )
        page.get_by_label("Translation", exact=True).last.fill("对方要您转账。")
        page.get_by_role("button", name="Save", exact=True).click()
        beside.get_by_text("对方要您转账。").wait_for()
        path = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("对方要您转账", "对方叫您转账"), encoding="utf-8")
        beside.get_by_text("对方叫您转账。").wait_for()
        page.get_by_text("This has been changed elsewhere").wait_for()


PLACES = (
    *("/", "/new", "/problems", "/write/refund/bulletin/", "/write/refund/routines:parcel/"),
    *("/write/refund/reminders:check/", "/translate/refund/zh-Hans/", "/translate/site/zh-Hans/"),
    *("/approve/refund/zh-Hans/", "/approve/refund/en/", "/life/refund/"),
    *("/life/refund/withdraw/", "/life/refund/correct/"),
    *(
        "/import",
        "imported",
        "message",
        "/none",
        "conflict",
        "/share/refund/en/",
        "/share/refund/zh-Hans/",
    ),
    *("/site/", "/site/part/name/", "/site/part/look/", "/site/part/posters/", "/site/contacts/"),
    *("/site/contacts/hotline/", "/site/languages/", "/site/terms/", "/site/topics/", "look"),
    "/site/whole/settings/",
)


def _open(page, desk, place):
    page.goto(f"{desk.origin}{place}" if place.startswith("/") else f"{desk.origin}/")
    if place == "message":
        page.goto(f"{desk.origin}/translate/refund/zh-Hans/")
        page.locator("main .button.main").click()
    elif place == "look":
        page.goto(f"{desk.origin}/site/contacts/hotline/")
        page.get_by_role("textbox").first.fill("96111")
        page.locator("form[data-edits] button.main").click()
        page.locator("del").first.wait_for()
    elif place == "imported":
        page.goto(f"{desk.origin}/import")
        page.locator("#pasted").fill(
            "Fake refunds\n\n“Your refund waits for you, click.”\n\n- END -"
        )
        page.locator("button.main").click()
    elif place == "conflict":
        page.goto(f"{desk.origin}/write/refund/bulletin/")
        for name in ("digest", "was-headline"):  # as if somebody else had changed it meanwhile
            page.locator(f"form[data-edits] [name={name}]").evaluate("one => { one.value = 'x' }")
        page.locator("#f-headline").fill("Is it so?")
        page.locator("form[data-edits] button.main").click()
        page.locator("pre").first.wait_for()


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser, shared, axe, scheme, language):
    with _person(browser, shared, locale=language, color_scheme=scheme) as page:
        wrong = []
        for place in PLACES:
            _open(page, shared, place)
            page.locator("details").evaluate_all(
                "all => { for (const one of all) one.open = true }"
            )
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                seen = page.evaluate("document.documentElement.scrollWidth")
                wrong += [f"{place} is {seen} px wide"] if seen > width else []
                results = axe.run(page, options=_OPTIONS).response
                wrong += [f"{place} {width}: {one}" for one in findings(results)]
        assert not wrong, "\n".join(dict.fromkeys(wrong))


_OPTIONS = {
    **OPTIONS,
    "rules": {"color-contrast-enhanced": {"enabled": False}},  # 4.5:1, as AA asks
    "iframes": False,  # the page beside is the site's, and has tests of its own
}


@pytest.mark.parametrize(
    "place", ["/", "/new", "/write/refund/bulletin/", "message", "/site/contacts/hotline/", "look"]
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(place, browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        _open(page, shared, place)
        page.wait_for_load_state()
        page.locator("body").evaluate("() => document.activeElement.blur()")
        wanted = page.locator(
            "a[href], button:not([hidden], [tabindex='-1']), textarea, select, summary,"
            " input:not([type=hidden])"
        )
        count = wanted.evaluate_all(
            "all => all.filter((one, at) => { one.dataset.stop = at; return one.checkVisibility()"
            " && !(one.type == 'radio' && !one.checked) }).map(one => one.dataset.stop)"
        )
        found, unseen = [], []
        page.evaluate("document.querySelector('.skip').focus()")
        for _ in range(3 * len(count) + 5):  # a day has a stop for each of its parts
            here = page.evaluate(
                "(() => { const one = document.activeElement, style = getComputedStyle(one);"
                " return [one.dataset.stop ?? '', one.tagName, style.outlineStyle,"
                " parseFloat(style.outlineWidth)] })()"
            )
            found += [here[0]]
            if here[0] and here[1] != "IFRAME" and (here[2] == "none" or here[3] < 2):
                unseen.append(here)
            page.keyboard.press("Tab")
        assert {*count} <= {*found}
        assert unseen == [], unseen


def test_by_keyboard_alone_a_notice_is_begun(browser, desk):
    with _person(browser, desk, locale="en-GB") as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#title:focus").wait_for()  # nobody has to go there
        page.keyboard.type("No water")
        page.keyboard.press("Enter")
        page.get_by_text("The notice is begun.").wait_for()
        assert page.url == f"{desk.origin}/write/no-water/bulletin/"
        page.wait_for_load_state()  # the key means what the script says, once it is there
        left = page.locator(".field:has(#f-headline) .todo")
        assert left.is_visible()
        assert page.evaluate("document.activeElement.id") == "f-headline"
        page.keyboard.type("No water?")
        assert left.is_hidden()  # it is filled in
        page.keyboard.press("Control+Enter")
        page.get_by_text("Saved.").wait_for()


# Who is not let in.


@contextmanager
def _evil(target):
    """Another page on this machine; it knows the desk's port, and tries everything."""
    page = f"""<!DOCTYPE html><title>evil</title><body>
<form id="form" method="post" action="{target}/write/refund/bulletin/" target="_blank">
<input name="f-body" value="Evil words."><input name="whole" value="Evil words."></form>
<iframe id="frame" src="{target}/"></iframe>
<script>
const tried = {{}};
async function attack() {{
  const body = "whole=Evil+words.&f-body=Evil+words.";
  const kind = "application/x-www-form-urlencoded";
  for (const credentials of ["include", "omit"]) for (const mode of ["cors", "no-cors"]) {{
    const post = fetch("{target}/write/refund/bulletin/",
      {{method: "POST", body, mode, credentials, headers: {{"Content-Type": kind}}}});
    tried["post " + mode + credentials] = await post.then(one => one.type, () => "refused");
    const read = fetch("{target}/", {{mode, credentials}});
    tried["read " + mode + credentials] =
      await read.then(one => one.text()).catch(() => "");
  }}
  try {{ tried.frame = document.getElementById("frame").contentDocument.body.innerHTML }}
  catch {{ tried.frame = "" }}
  return tried;
}}
</script>""".encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()


def test_an_evil_page_on_another_port_can_do_nothing(browser, tmp_path):
    site = write_tree(tmp_path / "site", SMALL_SITE)
    with (
        _running(site) as desk,
        _person(browser, desk, locale="en-GB") as page,
        _evil(desk.origin) as evil,
    ):
        page.get_by_role("link", name="Refund scams").wait_for()  # the cookie is there
        before = {path: data for path, data in tree(site).items() if not path.startswith(".cache")}
        page.goto(evil)
        tried = page.evaluate("attack()")
        assert len(tried) == 9
        assert not [name for name, seen in tried.items() if "read" in name and seen]
        assert tried["frame"] == ""
        framed = [one.url for one in page.frames[1:]]
        assert framed != [f"{desk.origin}/"]
        assert tried["post corsinclude"] == "refused"
        with page.expect_popup() as opened:
            page.evaluate("document.getElementById('form').submit()")
        opened.value.wait_for_load_state()
        assert "This was not asked for by the desk" in opened.value.locator("body").inner_text()
        after = {path: data for path, data in tree(site).items() if not path.startswith(".cache")}
        assert after == before
        page.goto(f"{desk.origin}/")
        page.get_by_role("link", name="Refund scams").wait_for()  # the person still works


def test_a_name_that_leads_to_this_machine_shows_nothing(browser, shared):
    rebound = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    running = browser.browser_type.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
        args=[*FLAGS, rebound],
    )
    with contextlib.closing(running):
        page = running.new_page()
        port = shared.origin.rpartition(":")[2]
        for address in ("/", shared.key.partition(port)[2], "/write/refund/bulletin/"):
            answer = page.goto(f"http://evil.example:{port}{address}")
            assert answer.status == 421
            assert "Refund" not in page.content()
        answer = page.goto(f"{shared.origin}/")  # and who has no key is told so
        assert answer.status == 401
        assert "Refund" not in page.content()


def test_the_page_beside_runs_nothing_and_has_an_origin_of_its_own(browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        page.goto(f"{shared.origin}/write/refund/bulletin/")
        frame = page.locator("iframe")
        assert frame.get_attribute("sandbox") == ""
        inside = page.frame_locator("iframe")
        inside.get_by_role("heading", name="Refund scams").wait_for()
        assert urljoin(shared.preview, "/") == urljoin(frame.get_attribute("src"), "/")
        assert page.evaluate("document.querySelector('iframe').contentDocument") is None


def test_it_ends_at_once_with_an_open_page(browser, site):
    with _running(site) as desk, _person(browser, desk, locale="en-GB") as page:
        page.get_by_role("link", name="All notices").wait_for()
        began = time.monotonic()
        desk.process.send_signal(signal.SIGTERM)
        assert desk.process.wait(20) == 143
        assert time.monotonic() - began < 5
        with socket.socket() as closed:
            assert closed.connect_ex(("127.0.0.1", int(desk.origin.rpartition(":")[2]))) != 0


_PASTED = """async (kind) => {
  const [item] = await navigator.clipboard.read();
  return await (await item.getType(kind)).text();
}"""


def test_a_message_and_an_article_are_copied_as_they_are(browser, shared):
    """The article with its styles, as an official account's editor takes it."""
    with _person(browser, shared, locale="en-GB") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{shared.origin}/share/refund/en/")
        message = page.locator("#message").input_value()
        assert message.startswith("Refund scams")
        page.get_by_role("button", name="Copy").first.click()
        page.get_by_text("Copied. Paste it").first.wait_for()
        assert page.evaluate(_PASTED, "text/plain") == message
        page.get_by_role("button", name="Copy").last.click()
        page.wait_for_function("document.querySelectorAll('[role=status]')[3].textContent")
        html = page.evaluate(_PASTED, "text/html")
        assert "Ask the shop itself." in html
        assert "line-height: 1.75" in html
        assert "Ask the shop itself." in page.evaluate(_PASTED, "text/plain")
        page.frame_locator("iframe").get_by_role("heading", name="Refund scams").wait_for()


def test_without_a_script_what_is_passed_on_can_be_chosen(browser, shared):
    with _person(browser, shared, locale="en-GB", java_script_enabled=False) as page:
        page.goto(f"{shared.origin}/share/refund/en/")
        assert page.get_by_role("button", name="Copy").count() == 0
        assert page.locator("#message").is_visible()
        page.frame_locator("iframe").get_by_role("heading", name="Refund scams").wait_for()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_notice_comes_from_word_or_is_pasted(has_script, browser, desk, site, tmp_path):
    path = tmp_path / "通告.docx"
    path.write_bytes(WORD[0].data)
    with _person(browser, desk, locale="zh-CN", java_script_enabled=has_script) as page:
        page.get_by_role("link", name="从Word或文字导入").click()
        if has_script:
            damaged = tmp_path / "坏.docx"
            damaged.write_bytes(path.read_bytes()[:-30])
            page.get_by_label("文件", exact=True).set_input_files(str(damaged))
            page.get_by_text("坏.docx不能导入。").wait_for()
            page.get_by_label("文件", exact=True).set_input_files(str(path))
            words = "套路：2种。提醒：3条。"
        else:
            assert not page.get_by_label("文件", exact=True).is_visible()
            page.get_by_label("粘贴的文字").fill(
                "警惕假退款\n\n“您好，退款到账，请点链接。”\n\n- END -"
            )
            page.get_by_role("button", name="看看会变成什么样").click()
            words = "套路：1种。提醒：0条。"
        page.get_by_text(words).wait_for()
        page.get_by_role("button", name="建立公告").click()
        page.get_by_text("公告已经建好。").wait_for()
        assert re.fullmatch(rf"{desk.origin}/write/notice-[0-9-]+/bulletin/", page.url)
    assert len([*site.glob("content/notice-*/routines/*.md")]) == (2 if has_script else 1)


def test_what_is_pasted_from_a_page_keeps_its_headings_until_it_is_edited(browser, shared):
    paste = """html => { const data = new DataTransfer();
      data.setData("text/html", html); data.setData("text/plain", "x");
      const field = document.getElementById("pasted");
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
      field.value = "x"; field.dispatchEvent(new Event("input", { bubbles: true }));
      return document.querySelector("[name=html]").value }"""
    html = "<html><style>p {}</style><!--StartFragment--><h1>Fake refunds</h1><!--EndFragment-->"
    with _person(browser, shared, locale="en-GB") as page:
        page.goto(f"{shared.origin}/import")
        assert "<h1>Fake refunds</h1>" in page.evaluate(paste, html)
        page.locator("#pasted").press("End")
        page.locator("#pasted").press_sequentially("!")
        assert page.locator("[name=html]").input_value() == ""
