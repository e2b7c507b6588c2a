"""A language is added as a newcomer would: `init`, then a catalog is filled in and reviewed."""

from __future__ import annotations

import builtins
import shutil

import pytest

from generator.build import build as building
from generator.build import load
from generator.catalogs import po, reader
from generator.commands import translate
from generator.commands.opencc import converter, convertible
from generator.locales import locale
from tests import support
from tests.end_to_end import test_sites


def reviewed(path):
    """Take the mark away from every entry of a catalog."""
    catalog = reader.read(path.read_bytes(), path.name)
    entries = tuple(
        entry.changed(flags=tuple(flag for flag in entry.flags if flag != "fuzzy"), previous=None)
        for entry in catalog.entries
    )
    path.write_bytes(po.write(po.Catalog(catalog.header, entries)))


@pytest.fixture
def project(tmp_path):
    """The project's own site, with both its notices."""
    for name in ("content", "locales", "templates"):
        shutil.copytree(support.ROOT / name, tmp_path / "site" / name)
    return tmp_path / "site"


def rows(site, tag):
    """What is told of a language, which is something."""
    found = [row for row in load.status(site).rows if row.locale == tag]
    assert found, f"nothing is told of {tag}"
    return found


def test_traditional_chinese_is_drafted_and_withheld_until_it_was_read(project, tmp_path):
    translate.init(project, "zh-Hant")
    assert all(
        row.translated == 0 == row.missing and row.needs_review for row in rows(project, "zh-Hant")
    )
    support.build(project, tmp_path / "before")
    assert not (tmp_path / "before/zh-Hant").exists()

    for path in sorted((project / "locales/zh_Hant/LC_MESSAGES").glob("*.po")):
        reviewed(path)
    assert building.check(project) == ()
    support.build(project, tmp_path / "after")
    page = tmp_path / "after/zh-Hant/customer-service-fraud/index.html"
    text = page.read_text(encoding="utf-8")
    assert '<html lang="zh-Hant"' in text
    assert "冒充客服詐騙套路多" in text
    assert "「" in text
    assert "“" not in text
    english = (tmp_path / "after/en/customer-service-fraud/index.html").read_text(encoding="utf-8")
    assert 'hreflang="zh-Hant"' in english


def test_a_notice_written_in_chinese_is_drafted_from_its_source(project):
    """Where the relative is the source's own language, nothing is left empty either."""
    translate.init(project, "zh-Hant-HK")
    for row in rows(project, "zh-Hant-HK"):
        assert row.missing == 0, row.domain


def test_an_entry_of_blanks_is_drafted_too(small_site):
    entry = 'msgctxt "bulletin"\nmsgid "Refund scams"\nmsgstr "{}"\n'
    path = "locales/zh_Hant/LC_MESSAGES/refund.po"
    files = {
        "locales/zh_Hans/LC_MESSAGES/refund.po": entry.format("退款诈骗"),
        path: entry.format("\u3000"),
    }
    support.write_tree(small_site, files)
    translate.init(small_site, "zh-Hant")
    entries = reader.read((small_site / path).read_bytes(), path).entries
    assert [one.msgstr for one in entries if one.msgid == "Refund scams"] == [("退款詐騙",)]


def test_chinese_in_latin_letters_has_empty_catalogs(small_site):
    translate.init(small_site, "zh-Latn")
    assert all(row.needs_review == 0 < row.missing for row in rows(small_site, "zh-Latn"))


@pytest.mark.parametrize(
    ("tag", "wording", "more"),
    [("fr", "", ()), ("zh-Hant", "退款詐騙", ("Converted from zh-Hans by a program.",))],
)
def test_a_note_in_a_catalog_that_was_begun_by_hand_stays(small_site, tag, wording, more):
    entry = 'msgctxt "bulletin"\nmsgid "Refund scams"\nmsgstr "{}"\n'
    path = f"locales/{tag.replace('-', '_')}/LC_MESSAGES/refund.po"
    files = {
        "locales/zh_Hans/LC_MESSAGES/refund.po": entry.format("退款诈骗"),
        path: "# ask Li\n# and Wang\n#, no-wrap\n" + entry.format(""),
    }
    support.write_tree(small_site, files)
    translate.init(small_site, tag)
    catalog = reader.read((small_site / path).read_bytes(), path)
    (found,) = (one for one in catalog.entries if one.msgid == "Refund scams")
    assert found.comments == ("ask Li", "and Wang", *more)
    assert (found.msgstr, found.flags) == ((wording,), ("no-wrap", *["fuzzy"] * bool(wording)))


def test_without_the_library_the_catalogs_are_empty_and_say_what_would_help(project, monkeypatch):
    real = builtins.__import__

    def missing(name, *rest, **more):
        if name == "opencc":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    written = translate.init(project, "zh-Hant")
    assert "opencc" in written.advice
    assert all(row.needs_review == 0 < row.missing for row in rows(project, "zh-Hant"))


@pytest.mark.parametrize(
    ("source", "target", "before", "after"),
    [
        ("zh-Hans", "zh-Hant", "“网络”软件 {hotline}", "「網路」軟體 {hotline}"),
        (
            "zh-Hans",
            "zh-Hant-HK",
            "里面的[链接](https://a.example/)",
            "裏面的[鏈接](https://a.example/)",
        ),
        ("zh-Hant", "zh-Hans", "「網路」軟體", "“网络”软件"),
    ],
)
def test_words_and_quotation_marks_are_those_of_the_script(source, target, before, after):
    convert = converter(locale(source), locale(target))
    assert convert is not None
    assert convert(before) == after


def test_only_chinese_in_another_script_is_converted():
    assert convertible(locale("zh-Hant"), locale("zh-Hans"))
    assert not convertible(locale("zh-Hans"), locale("zh-Hans"))
    assert not convertible(locale("en"), locale("zh-Hant"))
    assert not convertible(locale("zh-Hans"), locale("ja"))


def test_arabic_is_added_from_nothing_to_the_page(tmp_path):
    """The example site's Arabic, taken away and added again entry by entry, gives the same site."""
    site = support.example_site("right-to-left", tmp_path / "site")
    finished = tmp_path / "finished"
    shutil.move(site / "locales", finished)
    settings = site / "content/site.toml"
    text = settings.read_text(encoding="utf-8")
    alone = text.replace(', "ar"]', "]", 1).replace('pairs = [["en", "ar"]]', "")
    settings.write_text(alone, encoding="utf-8")

    translate.init(site, "ar")
    assert 'locales = ["en", "ar"]' in settings.read_text(encoding="utf-8")
    settings.write_text(text, encoding="utf-8")
    assert [row.standing for row in rows(site, "ar")] == ["withheld", "withheld"]
    for path in sorted((site / "locales/ar/LC_MESSAGES").glob("*.po")):
        fill(path, finished / "ar/LC_MESSAGES" / path.name)
    support.build_unprinted(site, tmp_path / "output")
    told = support.difference(
        support.tree(support.SITES / "right-to-left/expected"),
        test_sites.compared("right-to-left", tmp_path / "output"),
    )
    assert not told, told


def fill(path, known):
    """Translate a catalog by another one, as a translator would sentence by sentence."""
    words = {entry.key: entry.msgstr for entry in reader.read(known.read_bytes(), "").entries}
    catalog = reader.read(path.read_bytes(), path.name)
    entries = tuple(entry.changed(msgstr=words[entry.key]) for entry in catalog.entries)
    path.write_bytes(po.write(po.Catalog(catalog.header, entries)))
