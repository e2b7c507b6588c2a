"""What is passed on of a notice, a message and an article: it says what the page says, no more."""

from __future__ import annotations

import re
from html import unescape

import pytest

from generator.entities.correspondence import find_entities
from generator.text import sms
from tests import support
from tests.browser.kinds import SITES
from tests.end_to_end.test_life import HEAD, a_site, built, with_keys
from tests.render.test_pictures import encoded
from tests.support import LOCALES, NOTICES, SMALL_SITE, Page, write_tree

KIT = [(tag, slug) for tag in LOCALES for slug in NOTICES]
PAGE = re.compile(r"<main.*?</main>", re.DOTALL)
PASSED_ON = re.compile(r'<section class="share".*?</section>', re.DOTALL)
"""Where the page names the files: “one sheet of A4” is nothing that it says of scams."""
BLOCK = re.compile(
    r"</?(?:p|h[1-6]|li|d[tdl]|[uo]l|section|header|figure|figcaption|blockquote|t[rdh]|table|div|nav"
    r"|article|body|br)\b[^>]*>"
)
COUNTED = re.compile(r'<span class="number">[0-9]+</span>|(?<=>)[0-9]+\. ')
"""The numbers of scams and reminders: those of a list are in no text of the page."""
ADDRESS = "https://warnings.example/"


def _facts(text, tag):
    """What a text says that rule *facts* looks at: numbers, dates, sums, addresses."""
    own = (one for line in text.split("\n") for one in find_entities(line, tag))
    found = (one for one in own if one.firm and "warnings.example" not in one.text)
    return {value for one in found for value in one.values}


def _links(html):
    return {link for link in Page(html).links if link.startswith(("http", "mailto"))}


def _page(output, tag, slug):
    return PASSED_ON.sub("", PAGE.search(output[f"{tag}/{slug}/index.html"].decode())[0])


def _words(html):
    """The words of a page as they are read, each block a line."""
    return unescape(re.sub("<[^>]*>", "", BLOCK.sub("\n", COUNTED.sub("", html))))


@pytest.mark.parametrize(("tag", "slug"), KIT)
def test_an_article_has_exactly_the_facts_of_its_page(own_site, tag, slug):
    page, article = _page(own_site, tag, slug), own_site[f"{tag}/{slug}/wechat.html"].decode()
    body = article[article.index("<body") :]
    assert _facts(_words(page), tag) == _facts(_words(body), tag)
    shown = body.replace(f"{ADDRESS}{tag}/{slug}/", "")
    assert all(re.sub("^https?://|^mailto:|/$", "", link) in shown for link in _links(page))
    assert set(re.findall("https?://[^\\s<（）)]+", body)) <= {
        *_links(page),
        f"{ADDRESS}{tag}/{slug}/",
    }


@pytest.mark.parametrize(("tag", "slug"), KIT)
def test_a_message_has_only_facts_of_its_page_and_ends_with_number_and_address(own_site, tag, slug):
    message = own_site[f"{tag}/{slug}/short.txt"].decode()
    assert _facts(message, tag) <= _facts(_words(_page(own_site, tag, slug)), tag)
    *_, line, address = message.rstrip("\n").split("\n")
    assert address == f"{ADDRESS}{tag}/{slug}/"
    assert any(number in line for number in ("96110", "12345"))
    assert sms.parts(message.strip()) <= 2


@pytest.mark.parametrize(("tag", "slug"), KIT)
def test_an_article_is_plain_tags_that_lead_nowhere(own_site, tag, slug):
    html = own_site[f"{tag}/{slug}/wechat.html"].decode()
    page = Page(html)
    assert not page.links
    assert {name for _, attributes in page.tags for name in attributes} <= {
        *("lang", "dir", "style", "start", "value", "charset", "name", "content", "http-equiv"),
        *("alt", "src", "width", "height"),
    }
    assert "var(" not in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize(("tag", "slug"), KIT)
def test_a_page_says_what_there_is_to_pass_on(own_site, tag, slug):
    links = Page(own_site[f"{tag}/{slug}/index.html"].decode()).links
    assert {"short.txt", "wechat.html", "bulletin.txt", "card.png", "share.png"} <= {*links}


BOTH = ("en/pipe", "zh-Hans/pipe")

# What is published when: as with the plain text.


@pytest.fixture
def site(tmp_path):
    return a_site(tmp_path / "site")


def _text(output, path):
    return output[path].decode()


@pytest.mark.parametrize("tag", LOCALES)
def test_no_share_is_blank_where_nobody_wrote_a_message(site, tag):
    output, told = built(site)
    assert not told
    message = _text(output, f"{tag}/refund/short.txt").split("\n")
    title, words = (
        ("Refund scams", "Call 96110 first.") if tag == "en" else ("退款骗局", "先拨打96110。")
    )
    assert message[:2] == [title, words]
    assert message[-2] == f"https://a.test-site.cn/x/{tag}/refund/"
    page = _text(output, f"{tag}/refund/index.html")
    assert f'<meta name="description" content="{words}">' in page
    assert f'<meta property="og:description" content="{words}">' in page


@pytest.mark.parametrize("tag", LOCALES)
def test_of_a_notice_that_is_withdrawn_message_and_article_say_so(site, tag):
    with_keys(site, "withdrawn: 2026-11-26 The pipe is mended.\nmoved_from: [old]")
    output, _ = built(site)
    why = "The pipe is mended." if tag == "en" else "水管修好了。"
    for path in ("refund/short.txt", "refund/wechat.html", "old/short.txt", "old/wechat.html"):
        text = _text(output, f"{tag}/{path}")
        assert why in text
        assert ("They want" in text, "对方要" in text) == (False, False)
    assert not Page(_text(output, f"{tag}/refund/wechat.html")).links


@pytest.mark.parametrize("tag", LOCALES)
def test_of_a_notice_that_has_moved_they_are_at_both_addresses(site, tag):
    with_keys(site, "moved_from: [old]")
    output, _ = built(site)
    for name in ("short.txt", "wechat.html"):
        assert output[f"{tag}/old/{name}"] == output[f"{tag}/refund/{name}"]


def test_of_what_is_over_they_say_it(site):
    with_keys(site, "ends: 2026-12-26\nshort: Call {hotline}.")
    output, _ = built(site, "2026-12-27")
    assert _text(output, "en/refund/short.txt").startswith("Over\nCall 96110.\n")
    assert "<strong>Over</strong>" in _text(output, "en/refund/wechat.html")


@pytest.mark.parametrize("incomplete", ["withhold", "fallback"])
def test_what_is_not_translated_is_not_passed_on(tmp_path, incomplete):
    site = a_site(tmp_path / "site")
    toml = site / "content/site.toml"
    toml.write_text(f'incomplete = "{incomplete}"\n' + toml.read_text(), encoding="utf-8")
    with_keys(site, "short: Nobody has translated this.")
    output, _ = built(site)
    kit = {path for path in output if path.endswith(("short.txt", "wechat.html"))}
    names = ("short.txt", "wechat.html")
    assert kit == {f"{place}/{name}" for place in ("en/refund", *BOTH) for name in names}


def test_templates_of_a_sites_own_may_have_neither(tmp_path):
    site = support.example_site("two-locales", tmp_path / "site")
    output, _ = built(site)
    assert any(path.endswith("bulletin.txt") for path in output)
    assert not [path for path in output if path.endswith(("short.txt", "wechat.html"))]


def test_an_article_shows_the_pictures_of_its_page(site):
    name = "content/refund/map.png"
    write_tree(site, {name: encoded()})
    head = site / HEAD
    head.write_text(head.read_text() + "\n![The gate](map.png)\n", encoding="utf-8")
    output, _ = built(site)
    assert 'src="pictures/map.png"' in _text(output, "en/refund/wechat.html")


# What is told.


def _told(site, short, **more):
    with_keys(site, f"short: {short}")
    for path, zh in more.items():
        (site / path).write_text(zh, encoding="utf-8")
    return [one for one in built(site)[1] if ": short: " in one]


def test_a_message_of_many_parts_is_told_with_what_takes_the_room(site):
    assert not _told(site, "Hang up. " * 20)


@pytest.mark.parametrize(
    ("short", "told"),
    [
        ("Hang up. " * 40, "takes 3 SMS, since it is"),
        ("It’s a scam. Hang up, and call. " * 4, "or write it without ’, which take more room"),
        (
            "Call 96111.",
            "the message in en says “96111”, its page does not; write the same in both",
        ),
        ("See https://c.example/x.", "says “https://c.example/x”"),
    ],
)
def test_a_message_that_is_dear_or_says_more_than_its_page_is_told(site, short, told):
    found = _told(site, short)
    assert [told in line for line in found] == [True]
    assert found[0].startswith(f"{HEAD}:2: short: ")


def test_of_a_translation_its_own_line_is_told(site):
    with_keys(site, "short: Hang up.")
    catalogue = site / "locales/zh_Hans/LC_MESSAGES/refund.po"
    before = catalogue.read_text(encoding="utf-8")
    words = "请挂断。" * 40
    entry = f'\nmsgctxt "bulletin"\nmsgid "Hang up."\nmsgstr "{words}"\n'
    catalogue.write_text(before + entry, encoding="utf-8")
    _, told = built(site)
    line = f"{before}{entry}".split("\n").index('msgid "Hang up."') + 1
    assert [one.partition(" with")[0] for one in told if "short:" in one] == [
        f"locales/zh_Hans/LC_MESSAGES/refund.po:{line}: short:"
    ]


def test_a_made_message_whose_title_alone_is_long_says_what_to_write(tmp_path):
    site = write_tree(tmp_path / "site", SMALL_SITE)
    head = site / HEAD
    long = head.read_text().replace("title: Refund scams", f"title: {'Refund scams ' * 30}")
    head.write_text(long, encoding="utf-8")
    assert any("write short: and the notice in one" in one for one in built(site)[1])


# From right to left.


def test_numbers_and_addresses_are_set_apart_between_words_from_right_to_left(tmp_path):
    site = SITES["right-to-left"](tmp_path / "site")
    output, _ = built(site)
    message = _text(output, "ar/refund/short.txt")
    *_, number, address = message.rstrip("\n").split("\n")
    assert re.search("\u2066[0-9+ ]+\u2069", number)
    assert address.startswith(("\u2066https://", "https://"))
    html = _text(output, "ar/refund/wechat.html")
    assert '<html lang="ar" dir="rtl">' in html
    assert '<span dir="ltr">' in html
