"""Links from one notice to another, by the name of its folder, in the reader's language."""

from __future__ import annotations

import pytest

from generator.build.build import check
from generator.diagnostics.errors import Refused
from tests import support
from tests.support import SMALL_SITE, Page, write_tree

HEAD = "---\ntitle: Parcel scams\ndate: 2026-11-24\n---\n\n"
TEXT = "Compare [the refund scam](notice:refund) first.\n"
PO_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SITE_PO = PO_HEAD + "".join(
    f'msgctxt "site"\nmsgid "{text}"\nmsgstr "{wording}"\n\n'
    for text, wording in (("Warnings", "警示"), ("Police", "警方"), ("Hotline", "热线"))
)
PO = (
    f"{PO_HEAD}"
    'msgctxt "bulletin"\nmsgid "Parcel scams"\nmsgstr "包裹骗局"\n\n'
    'msgctxt "bulletin"\nmsgid "Compare [the refund scam](notice:refund) first."\nmsgstr "{}"\n'
)
BASE = "https://notices.example/"


@pytest.fixture
def site(tmp_path):
    files = {
        **SMALL_SITE,
        "content/parcel/bulletin.md": HEAD + TEXT,
        "locales/zh_Hans/LC_MESSAGES/site.po": SITE_PO,
        "locales/zh_Hans/LC_MESSAGES/parcel.po": PO.format("请先看[退款骗局](notice:refund)。"),
    }
    return write_tree(tmp_path / "site", files)


def _read(folder, path):
    return (folder / path).read_text(encoding="utf-8")


def _told(site):
    return [one for one in check(site) if one.rule in ("links", "text", "shape", "facts")]


def test_a_link_leads_to_the_notice_in_the_readers_language(site, tmp_path):
    output = tmp_path / "o"
    support.build_unprinted(site, output, base_url=BASE)
    for locale in ("en", "zh-Hans"):
        page = _read(output, f"{locale}/parcel/index.html")
        assert "../refund/index.html" in Page(page).links
        assert "notice:" not in page
        assert "data-notice" not in page
        # Withheld in Chinese, there its page says where to read it.
        assert (output / locale / "refund/index.html").exists()
    assert f"Compare the refund scam ({BASE}en/refund/) first." in _read(
        output, "en/parcel/bulletin.txt"
    )
    assert f"请先看退款骗局（{BASE}zh-Hans/refund/）。" in _read(
        output, "zh-Hans/parcel/bulletin.txt"
    )


def test_without_an_address_of_the_site_a_plain_text_has_the_path(site, tmp_path):
    support.build_unprinted(site, tmp_path / "o")
    text = _read(tmp_path, "o/en/parcel/bulletin.txt")
    assert "the refund scam (en/refund/index.html) first" in text


def test_on_a_page_deeper_down_it_leads_there_too(site, tmp_path):
    write_tree(
        site,
        {
            "content/parcel/routines/01-toll.md": (
                "---\ntitle: A toll\nchat:\n"
                "  - Pay. ✗ See [the refund scam](notice:refund).\n  - Now. ✗ No.\n"
                "---\n\n> Pay.\n\nThey ask.\n"
            )
        },
    )
    output = tmp_path / "o"
    support.build_unprinted(site, output, base_url=BASE)
    page = _read(output, "en/parcel/posters/toll.html")
    assert "../../refund/index.html" in Page(page).links


def test_on_a_review_sheet_it_leads_to_the_reviewed_language(site, tmp_path):
    support.build_unprinted(site, tmp_path / "o", review=True)
    (sheet,) = tmp_path.rglob("review/parcel.zh-Hans.html")
    text = sheet.read_text(encoding="utf-8")
    assert 'href="../o/zh-Hans/refund/index.html"' in text
    assert 'href="notice:' not in text


@pytest.mark.parametrize(
    ("target", "remedy"),
    [
        ("refunds", "did you mean notice:refund?"),
        ("Refund", "did you mean notice:refund?"),
        ("typhoon", "the notices are parcel, refund"),
    ],
)
def test_a_link_to_no_notice_is_refused(target, remedy, site):
    write_tree(site, {"content/parcel/bulletin.md": HEAD + TEXT.replace("refund)", f"{target})")})
    (told,) = [one for one in _told(site) if one.path.startswith("content")]
    assert (told.path, told.line, told.rule) == ("content/parcel/bulletin.md", 6, "links")
    assert told.wrong == f"there is no notice “{target}” to link to"
    assert told.remedy == remedy
    assert not told.warning


def test_a_link_to_a_former_name_leads_to_the_page_that_leads_on(site, tmp_path):
    path = site / "content/refund/bulletin.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("---\n", "---\nmoved_from: [old-refund]\n", 1), encoding="utf-8")
    write_tree(site, {"content/parcel/bulletin.md": HEAD + TEXT.replace("refund)", "old-refund)")})
    support.build(site, tmp_path / "o")
    page = (tmp_path / "o/en/parcel/index.html").read_text(encoding="utf-8")
    assert 'href="../old-refund/index.html"' in page
    assert "../refund/" in (tmp_path / "o/en/old-refund/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["refund/", "refund#parcel", "../refund/", "./x"])
def test_another_form_is_refused_with_the_right_one(target, site):
    text = HEAD + f"Compare [the refund scam](notice:{target}) first.\n"
    write_tree(site, {"content/parcel/bulletin.md": text})
    (told,) = [one for one in _told(site) if one.path.startswith("content")]
    assert told.remedy.endswith("by the name of its folder: notice:fake-refund")


def test_a_full_width_bracket_is_told_as_in_other_links(site):
    text = HEAD + "Compare [the refund scam]（notice:refund） first.\n"
    write_tree(site, {"content/parcel/bulletin.md": text})
    (told,) = [one for one in _told(site) if one.path.startswith("content")]
    assert told.remedy == "write [the refund scam](notice:refund)"


@pytest.mark.parametrize("wording", ["请先看退款骗局。", "请先看[退款骗局](notice:parcel)。"])
def test_a_translation_keeps_the_link(wording, site):
    write_tree(site, {"locales/zh_Hans/LC_MESSAGES/parcel.po": PO.format(wording)})
    told = _told(site)
    assert {one.path for one in told} == {"locales/zh_Hans/LC_MESSAGES/parcel.po"}
    assert any("notice:refund" in one.wrong for one in told)


def test_a_notice_that_goes_is_told_though_the_others_are_up_to_date(site, tmp_path):
    support.build_unprinted(site, tmp_path / "o")
    path = site / "content/refund/bulletin.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("first", "✎"), encoding="utf-8")
    with pytest.raises(Refused, match="which is not yet filled in"):
        support.build_unprinted(site, tmp_path / "o")
    path.write_text(text, encoding="utf-8")
    support.build_unprinted(site, tmp_path / "o")
    (site / "content/refund").rename(site / "content/_refund")
    with pytest.raises(Refused, match="there is no notice “refund” to link to"):
        support.build_unprinted(site, tmp_path / "o")


def test_a_link_in_the_settings_is_looked_at_too(site):
    path = site / "content/site.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + 'note = "See [that](notice:gone)."\n', encoding="utf-8")
    (told,) = [one for one in _told(site) if "gone" in one.wrong]
    assert (told.path, told.line) == ("content/site.toml", 10)
