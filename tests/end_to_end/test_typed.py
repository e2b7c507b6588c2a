"""What is typed is what is read: small notices, from the file to the page and the plain text."""

from __future__ import annotations

import pytest

from generator.build.build import check
from tests import support
from tests.support import Page, write_tree

SITE = """base_url = "https://notices.riverside.example/"
source_locale = "{locale}"
locales = ["{locale}"]
title = "Neighbourhood notices"
issuer = "Riverside Neighbourhood Committee"
[facts]
hotline = {{ tel = "96110" }}
council = {{ tel = "+86 21 5555 0123" }}
[[contacts]]
fact = "hotline"
label = "Hotline"
"""
HEAD = {
    "en": "---\ntitle: A notice about the typhoon\nsummary: Read this.\ndate: 2026-11-24\n---\n\n",
    "zh-Hans": "---\ntitle: 关于台风的公告\nsummary: 请看。\ndate: 2026-11-24\n---\n\n",
}


@pytest.fixture
def site(tmp_path):
    def made(locale, text):
        files = {
            "content/site.toml": SITE.format(locale=locale),
            "content/n/bulletin.md": HEAD[locale] + text,
        }
        return write_tree(tmp_path / "site", files)

    return made


@pytest.fixture
def read(site, tmp_path):
    """Build a notice of one text: its page, and its plain text from there on."""

    def done(locale, text):
        output = tmp_path / "output"
        support.build_unprinted(site(locale, text), output)
        page = (output / locale / "n/index.html").read_text(encoding="utf-8")
        plain = (output / locale / "n/bulletin.txt").read_text(encoding="utf-8")
        return page, plain

    return done


@pytest.fixture
def told(site):
    """What `check` says of a notice's text, but for what it lacks."""

    def done(locale, text):
        known = ("routines", "incomplete")
        return [one for one in check(site(locale, text)) if one.rule not in known]

    return done


def test_a_number_that_begins_a_paragraph_is_no_lists(read, told):
    text = "The rule is simple:\n\n999. Call it in an emergency.\n\n111. Call it for advice.\n"
    page, plain = read("en", text)
    assert "<p>999. Call it in an emergency.</p>\n<p>111. Call it for advice.</p>" in page
    assert "\n999. Call it in an emergency.\n\n111. Call it for advice.\n" in plain
    assert told("en", text) == []


def test_it_is_none_in_chinese(read):
    page, plain = read("zh-Hans", "记住：\n\n110. 遇到危险就打。\n\n119. 着火就打。\n")
    assert "<p>110. 遇到危险就打。</p>\n<p>119. 着火就打。</p>" in page
    assert "\n110. 遇到危险就打。\n\n119. 着火就打。\n" in plain


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", ("Prepare", "water", "a torch", "Before you leave", "turn off the gas", "lock up")),
        ("zh-Hans", ("准备", "水", "手电", "出门前", "关煤气", "关电")),
    ],
)
def test_a_list_in_a_list_by_two_or_three_spaces_is_one(locale, words, read, told):
    text = "1. {}\n  - {}\n  - {}\n2. {}\n   - {}\n   - {}\n".format(*words)
    inner = "<li>{}<ul>\n<li>{}</li>\n<li>{}</li>\n</ul>\n</li>\n"
    page, plain = read(locale, text)
    wanted = inner.format(*words[:3]) + inner.format(*words[3:])
    assert f"<ol>\n{wanted}</ol>" in page
    assert "1. {}\n– {}\n– {}\n\n2. {}\n– {}\n– {}\n".format(*words) in plain
    assert told(locale, text) == []


@pytest.mark.parametrize(
    ("locale", "text", "meant"),
    [
        ("en", "1) Turn off the gas\n2) Turn off the power\n", "“1. Turn off the gas”"),
        ("zh-Hans", "1)关煤气\n2)关电\n", "“1. 关煤气”"),
        ("zh-Hans", "（一）第一条；\n（二）第二条。\n", "“（一）第一条；\\”"),
        ("zh-Hans", "①第一条；\n②第二条。\n", "“①第一条；\\”"),
        ("zh-Hans", "一、第一条；\n二、第二条。\n", "“一、第一条；\\”"),
        ("zh-Hans", "第一步：关煤气\n第二步：关电\n", "“第一步：关煤气\\”"),
        ("zh-Hans", "✅关煤气\n✅关电\n", "“✅关煤气\\”"),
        ("zh-Hans", "★关煤气\n★关电\n", "“★关煤气\\”"),
        ("en", "(a) the gas\n(b) the power\n", "“(a) the gas\\”"),
        ("zh-Hans", "时间：9:00\n地点：大厅\n电话：{council}\n", "“时间：9:00\\”, “地点：大厅”"),
        ("en", "Time: 9:00\nPlace: the hall\n", "“Time: 9:00\\”, “Place: the hall”"),
    ],
)
def test_lines_that_were_typed_apart_are_told(locale, text, meant, told):
    (one,) = told(locale, text)
    assert (one.path, one.line, one.rule) == ("content/n/bulletin.md", 7, "text")
    assert meant in one.remedy
    assert one.warning


@pytest.mark.parametrize(
    ("locale", "typed", "seen"),
    [
        ("zh-Hans", "时间：9:00\\\n地点：大厅\\\n电话：{council}", ["时间：9:00", "地点：大厅"]),
        ("en", "Time: 9:00\\\nPlace: the hall", ["Time: 9:00", "Place: the hall"]),
    ],
)
def test_as_they_are_told_to_be_written_they_stay_apart(locale, typed, seen, read, told):
    page, plain = read(locale, typed)
    assert "<br>\n".join(seen) in page
    assert "\n".join(seen) in plain
    assert told(locale, typed) == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (
            "en",
            "See https://city.example/help. Or www.city.example/map, or mail desk@city.example.",
        ),
        (
            "zh-Hans",
            "请看https://city.example/help。或www.city.example/map，来信desk@city.example。",
        ),
    ],
)
def test_an_address_that_was_typed_as_it_is_is_a_link(locale, text, read, told):
    page, plain = read(locale, text)
    for address in (
        "https://city.example/help",
        "https://www.city.example/map",
        "mailto:desk@city.example",
    ):
        assert address in Page(page).links
    assert text in plain
    assert told(locale, text) == []


def test_a_scammers_address_is_no_link(tmp_path):
    site = write_tree(tmp_path / "site", support.SMALL_SITE)
    path = site / "content/refund/routines/01-parcel.md"
    text = path.read_text(encoding="utf-8")
    words = "\n> Look at www.fake.example now.\n\nThey send you to https://fake.example/a.\n"
    path.write_text(text.partition("\n---\n")[0] + "\n---\n" + words, encoding="utf-8")
    support.build_unprinted(site, tmp_path / "o")
    page = (tmp_path / "o/en/refund/index.html").read_text(encoding="utf-8")
    assert "https://fake.example/a" in page
    assert "www.fake.example" in page
    assert not [link for link in Page(page).links if "fake.example" in link]


@pytest.mark.parametrize(
    ("locale", "text"), [("en", "The sign says ͣˮ (no water)."), ("zh-Hans", "今晚ͣˮ，请备水。")]
)
def test_a_word_that_was_saved_in_gbk_is_told(locale, text, told):
    (one,) = told(locale, text)
    assert (one.rule, one.line) == ("characters", 7)
    assert one.wrong == "“ͣˮ” is no word, but “停水” in GBK"


def test_a_table_is_read_row_by_row_with_its_headings(read):
    rows = "| Fri 25 Dec | Sat 26 Dec |\n| Fri 1 Jan | Sat 2 Jan |\n"
    _, plain = read("en", f"| Usual day | New day |\n|---|---|\n{rows}")
    assert (
        "\nUsual day: Fri 25 Dec; new day: Sat 26 Dec\nUsual day: Fri 1 Jan; new day: Sat 2 Jan\n"
    ) in plain


def test_a_table_is_read_so_in_chinese(read):
    _, plain = read("zh-Hans", "| 原定日期 | 改为 |\n|---|---|\n| 12月25日 | 12月26日 |\n")
    assert "\n原定日期：12月25日；改为：12月26日\n" in plain


@pytest.mark.parametrize("name", ["n (1).po", "n.po.txt", "n - Copy.po", "n副本.po", "N.po"])
def test_a_catalog_under_another_name_is_told_by_it(name, site):
    folder = "locales/en/LC_MESSAGES"
    place = write_tree(site("en", "Stay at home.\n"), {f"{folder}/{name}": ""})
    (one,) = [one for one in check(place) if one.rule == "file-name"]
    assert one.path == f"{folder}/{name}"
    assert one.remedy.startswith("name it n.po")
