"""A site.toml in two languages: each of its texts is in its own, wherever readers meet it."""

from __future__ import annotations

import pytest

from generator.build.build import check
from generator.commands.translate import update
from generator.locales import Locale
from generator.site.site import language_of
from tests import support
from tests.support import LOCALES, Page, write_tree

TOML = """source_locale = "{source}"
locales = ["en", "zh-Hans"]
title = "社区通知"
tagline = "身边的事，怎么办，都在这里。"
issuer = "阳光里社区居民委员会"
[facts]
office = {{ tel = "021-55550123" }}
guard = {{ tel = "021-55550124" }}
[[contacts]]
fact = "office"
label = "Neighbourhood office"
hours = "Monday to Friday, nine to five"
[[contacts]]
fact = "guard"
label = "门卫室"
note = "全天有人，有事请打。"
"""
NOTICE = (
    "---\ntitle: The lift is closed\ndate: 2026-11-27\nsource_locale: en\n---\n\nTake the stairs.\n"
)


@pytest.fixture
def site(tmp_path):
    def made(source):
        files = {
            "content/site.toml": TOML.format(source=source),
            "content/lift/bulletin.md": NOTICE,
        }
        return write_tree(tmp_path / "site", files)

    return made


def _languages(page, *texts):
    """The language in which each of some texts stands on a page."""
    words = Page(page.read_text(encoding="utf-8")).words
    return [{one.lang for one in words if text in one.text} for text in texts]


@pytest.mark.parametrize("source", LOCALES)
def test_each_text_is_shown_in_the_language_in_which_it_is(source, site, tmp_path):
    folder = site(source)
    assert [one for one in check(folder) if not one.warning] == []
    support.build_unprinted(folder, tmp_path / "output")
    texts = ("Neighbourhood office", "nine to five", "门卫室", "有事请打")
    found = _languages(tmp_path / "output/en/lift/index.html", *texts)
    assert found == [{"en"}, {"en"}, {"zh-Hans"}, {"zh-Hans"}]


@pytest.mark.parametrize("source", LOCALES)
def test_only_the_other_language_is_to_be_translated(source, site, tmp_path):
    folder = site(source)
    update(folder)
    told = {one.path: one for one in check(folder) if one.path.endswith("/site.po")}
    assert "such as “社区通知”" in told["locales/en/LC_MESSAGES/site.po"].wrong
    assert "5 missing" in told["locales/en/LC_MESSAGES/site.po"].wrong
    chinese = told["locales/zh_Hans/LC_MESSAGES/site.po"].wrong
    assert "such as “Neighbourhood office”" in chinese
    assert "2 missing" in chinese


def test_a_translation_of_one_is_shown_and_checked(site, tmp_path):
    folder = site("en")
    update(folder)
    po = folder / "locales/en/LC_MESSAGES/site.po"
    text = po.read_text(encoding="utf-8")
    text = text.replace('msgid "门卫室"\nmsgstr ""', 'msgid "门卫室"\nmsgstr "Guards of {office}"')
    po.write_text(text, encoding="utf-8")
    errors = [one for one in check(folder) if not one.warning]
    assert [(one.path, one.rule) for one in errors] == [("locales/en/LC_MESSAGES/site.po", "facts")]
    po.write_text(text.replace("Guards of {office}", "Guards"), encoding="utf-8")
    support.build_unprinted(folder, tmp_path / "output")
    (found,) = _languages(tmp_path / "output/en/lift/index.html", "Guards")
    assert found == {"en"}


@pytest.mark.parametrize(
    ("text", "source", "tags", "meant"),
    [
        ("门卫室", "en", ("en", "zh-Hans"), "zh-Hans"),
        ("{office}", "en", ("en", "zh-Hans"), ""),
        ("24", "en", ("en", "zh-Hans"), ""),
        ("Guards", "zh-Hans", ("en", "zh-Hans"), ""),
        ("The guards", "zh-Hans", ("en", "zh-Hans"), "en"),
        ("The guards", "zh-Hans", ("en", "fr", "zh-Hans"), ""),
        ("门卫室", "en", ("en", "zh-Hans", "zh-Hant"), ""),
        ("門衛", "en", ("en", "zh-Hans", "ja"), ""),
        ("门卫室 Guards", "en", ("en", "zh-Hans"), ""),
        ("门卫室", "zh-Hans", ("en", "zh-Hans"), "zh-Hans"),
    ],
)
def test_the_language_of_a_text_is_told_where_only_one_can_be_meant(text, source, tags, meant):
    found = language_of(text, Locale(source), [Locale(tag) for tag in tags])
    assert (found.tag if found else "") == meant
