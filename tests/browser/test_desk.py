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

from tests import support
from tests.browser.conftest import FLAGS
from tests.browser.test_accessibility import OPTIONS, findings
from tests.browser.test_places import listen
from tests.support import ROOT, SMALL_SITE, tree, write_tree

pytestmark = pytest.mark.browser

_WAIT = 30_000
"""Milliseconds within which everything must have happened; a machine in use elsewhere is slow."""
BULLETIN = {
    "海报最上面的问句": "警察会让你转账吗？",
    "对问句的回答": "不会。",
    "列表里的摘要": "自称“公检法”的人在电话里要你转账，就是诈骗。",
    "短句": "自称警察、要你转账的，都是骗子。拿不准，拨打{hotline}。",
    "正文": (
        "骗子自称警察或者法官，说你涉嫌犯罪，要你把钱转到“安全账户”。\n\n拿不准，拨打{hotline}。"
    ),
}
SCAM = {
    "标题": "假警察来电",
    "海报最上面的问句": "来电说你涉案？",
    "对问句的回答": "骗子。",
    "骗子的原话": "你的银行卡涉嫌洗钱，现在要冻结。",
    "正文": "对方要你共享屏幕，再把钱转走。",
}
REMINDER = {"标题": "挂断电话", "短句": "挂断电话", "正文": "挂断电话，再拨打{police}问一问。"}
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
    site = write_tree(tmp_path_factory.mktemp("desk") / "site", SMALL_SITE)
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
    page.get_by_label("这份公告讲什么").fill("冒充公检法")
    page.get_by_label("用哪种语言写").select_option("zh-Hans")
    page.get_by_role("button", name="开始写").click()
    page.get_by_text("公告已建好").wait_for()
    _fill(page, BULLETIN)
    parts = page.get_by_role("navigation", name="公告的各部分")
    parts.get_by_role("link", name="还没有标题的骗术").click()
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
        states = translator.locator(f'.states a[href*="/{slug}/"]').all_inner_texts()
        assert sorted(states) == ["English: ready", "简体中文: ready"]
        for tag, words in (
            ("en", "Fake police, prosecutors and judges"),
            ("zh-Hans", "冒充公检法"),
        ):
            _is_finished(translator, f"{desk.preview}{tag}/{slug}/", words)


def _is_finished(page, address, title):
    """The preview shows a page as it would be published: without a mark, and not withheld."""
    for _ in range(100):
        page.goto(address)
        if page.locator("h1").inner_text() == title:
            break
        time.sleep(0.1)
    assert page.locator("h1").inner_text() == title
    assert page.locator("main [data-preview]").count() == 0
    assert "96110" in page.locator("main").inner_text()
    assert "withheld" not in page.locator("body").inner_text()


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
        # The stream of a page that is left is cut short, which is no fault.
        assert [one for one in wrong if "/news?" not in one] == []


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
        page.get_by_role("button", name="Save mine").click()
        page.get_by_text("Saved.").wait_for()
        assert "My words." in path.read_text(encoding="utf-8")


PLACES = (
    *("/", "/new", "/problems", "/write/refund/bulletin/", "/write/refund/routines:parcel/"),
    *("/write/refund/reminders:check/", "/translate/refund/zh-Hans/", "/translate/site/zh-Hans/"),
    *("message", "/none", "conflict"),
)


def _open(page, desk, place):
    page.goto(f"{desk.origin}{place}" if place.startswith("/") else f"{desk.origin}/")
    if place == "message":
        page.goto(f"{desk.origin}/translate/refund/zh-Hans/")
        page.locator("main .button.main").click()
    elif place == "conflict":
        page.goto(f"{desk.origin}/write/refund/bulletin/")
        page.locator("form[data-edits] [name=digest]").evaluate("one => { one.value = 'x' }")
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


@pytest.mark.parametrize("place", ["/", "/new", "/write/refund/bulletin/", "message"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(place, browser, shared):
    with _person(browser, shared, locale="en-GB") as page:
        _open(page, shared, place)
        page.locator("body").evaluate("() => document.activeElement.blur()")
        wanted = page.locator(
            "a[href], button:not([hidden]), textarea, select, summary, input:not([type=hidden])"
        )
        count = wanted.evaluate_all(
            "all => all.filter((one, at) => { one.dataset.stop = at; return one.checkVisibility()"
            " && !(one.type == 'radio' && !one.checked) }).map(one => one.dataset.stop)"
        )
        found, unseen = [], []
        page.evaluate("document.querySelector('.skip').focus()")
        for _ in range(len(count) + 5):
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
        page.get_by_role("heading", name="A new notice").wait_for()
        page.locator("#title").focus()
        page.keyboard.type("No water")
        page.keyboard.press("Enter")
        page.get_by_text("The notice is begun.").wait_for()
        assert page.url == f"{desk.origin}/write/no-water/bulletin/"
        page.wait_for_load_state()  # the key means what the script says, once it is there
        page.locator("#f-headline").focus()
        page.keyboard.type("No water?")
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
