"""--keep-going, from the command line: what is right goes out, what is published else stays."""

from __future__ import annotations

import posixpath
import re
import shutil
import tempfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics.errors import Problem
from generator.incremental import manifest
from generator.layout import notice_of
from generator.posters import jobs
from tests import support
from tests.end_to_end.test_life import HEAD, PARCEL, a_site, links_of, text_of, with_keys
from tests.support import tree

PIPE = "content/pipe/bulletin.md"
NEWS = "The pump runs again."
RENAMED = "content/refunds/bulletin.md"
LOCALES_PO = "locales/zh_Hans/LC_MESSAGES"


@pytest.fixture
def site(tmp_path):
    """Two notices in two languages: refund is to be broken, pipe is not."""
    made = a_site(tmp_path / "site")
    with_keys(made, "kind: service", PIPE)
    return made


@pytest.fixture
def build(call, site):
    """Build with --keep-going: exit status, what was told, the output by path."""

    def built(*options):
        arguments = ("--site", site, "build", "--no-posters", "--keep-going", *options)
        status, _, err = call(*arguments)
        told = [line for line in err.splitlines() if ": verdict: " not in line]
        return status, told, tree(site / "output")

    return built


def edited(site, path, old, new):
    place = site / path
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")


def with_news(site):
    """Write the urgent thing, which waits for nobody: into the notice that is right."""
    edited(site, PIPE, "All is well.", NEWS)
    edited(site, f"{LOCALES_PO}/pipe.po", "All is well.", NEWS)


def of(slug, output):
    """The files of a notice."""
    return {path: data for path, data in output.items() if f"/{slug}" in path}


def entries(output, tag, slug):
    """What a language's feed says of a notice."""
    root = ElementTree.fromstring(output[f"{tag}/feed.xml"])
    found = [ElementTree.tostring(one) for one in root if one.tag.endswith("entry")]
    return [one for one in found if f"/{slug}/".encode() in one]


def item(output, tag, slug):
    """What a language's list says of a notice."""
    page = output[f"{tag}/index.html"].decode()
    found = re.findall(r"<article.*?</article>", page, re.DOTALL)
    return [one for one in found if f'"{slug}/' in one]


# What can be wrong with a notice; each is told at its place, and of its own notice alone.


def typed_head(site):
    """Mistype a key of the notice that is to be refused."""
    edited(site, HEAD, "date:", "dat:")


def _lost_fact(site):
    edited(site, f"{LOCALES_PO}/refund.po", "先拨打{hotline}。", "先打电话。")


def _cut_catalogue(site):
    edited(site, f"{LOCALES_PO}/refund.po", '"先拨打{hotline}。"', '"先拨打')


def _broken_picture(site):
    (site / "content/refund/map.png").write_bytes(b"no picture")
    edited(site, HEAD, "Call {hotline} first.", "Call {hotline} first.\n\n![A map](map.png)")


def _dead_link(site):
    edited(site, PARCEL, "They want a transfer.", "They want [a transfer](notice:nowhere).")
    edited(
        site,
        f"{LOCALES_PO}/refund.po",
        'msgid "They want a transfer."\nmsgstr "对方要您转账。"',
        'msgid "They want [a transfer](notice:nowhere)."\n'
        'msgstr "对方要您[转账](notice:nowhere)。"',
    )


def _taken_address(site):
    """Its pages would take the place of the other notice's."""
    with_keys(site, "moved_from: [pipe]")


def _untranslated(site):
    edited(site, f"{LOCALES_PO}/refund.po", "先拨打{hotline}。", "")


def _not_utf8(site):
    (site / PARCEL).write_bytes(b"---\ntitle: \xff\xfe\n---\n\n> A.\n\nB.\n")


def _folder_for_file(site):
    (site / HEAD).unlink()
    (site / HEAD).mkdir()


def _link_for_folder(site):
    (site / "content/refund").rename(site / "elsewhere")
    (site / "content/refund").symlink_to(site / "elsewhere")


WRONG = {
    "front matter": (typed_head, HEAD, ()),
    "a fact lost in translation": (_lost_fact, f"{LOCALES_PO}/refund.po", ()),
    "a catalogue": (_cut_catalogue, f"{LOCALES_PO}/refund.po", ()),
    "a picture": (_broken_picture, "content/refund/map.png", ()),
    "a link": (_dead_link, PARCEL, ()),
    "an address": (_taken_address, HEAD, ()),
    "a missing translation": (_untranslated, f"{LOCALES_PO}/refund.po", ("--strict",)),
    "not UTF-8": (_not_utf8, PARCEL, ()),
    "a folder for a file": (_folder_for_file, HEAD, ()),
    "a link for a folder": (_link_for_folder, "content/refund", ()),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_in_a_notice_leaves_it_as_it_is_and_stops_no_other(kind, site, build, call):
    spoil, place, options = WRONG[kind]
    status, told, before = build()
    assert (status, told) == (0, [])
    with_news(site)
    right = shutil.copytree(site, site.parent / "right")
    spoil(site)
    status, told, after = build(*options)
    assert status == 1
    assert any(line.startswith(f"{place}:") for line in told)
    kept = "the notice refund is refused; what is published of it stays as it is; "
    assert f"{HEAD}:1: kept: {kept}mend it, and build again" in told
    assert not [line for line in told if "pipe" in line.split(":")[0]]
    assert of("refund", after) == of("refund", before)
    # All else is, to the byte, as it is without the mistake.
    assert call("--site", right, "build", "--no-posters")[0] == 0
    expected = {**tree(right / "output"), **of("refund", before)}
    assert not support.difference({**expected, "SHA256SUMS": b""}, {**after, "SHA256SUMS": b""})
    assert NEWS in text_of(after, "en/pipe/index.html")
    assert call("verify", site / "output")[0] == 0


@pytest.mark.parametrize("kind", WRONG)
def test_a_refused_notice_that_was_never_published_is_left_out(kind, site, build, call):
    spoil, place, options = WRONG[kind]
    spoil(site)
    status, told, found = build(*options)
    assert status == 1
    assert any(line.startswith(f"{place}:") for line in told)
    assert any("refund is refused; nothing of it is published" in line for line in told)
    assert of("refund", found) == {}
    for tag in support.LOCALES:
        assert not item(found, tag, "refund")
        assert item(found, tag, "pipe")
    assert NEWS not in text_of(found, "en/pipe/index.html")
    assert call("verify", site / "output")[0] == 0


def test_by_default_nothing_is_published_at_all(site, build, call):
    _, _, before = build()
    with_news(site)
    typed_head(site)
    assert call("--site", site, "build", "--no-posters")[0] == 1
    assert tree(site / "output") == before


def test_lists_feeds_and_sitemap_name_a_refused_notice_as_before(site, build):
    _, _, before = build()
    with_news(site)
    edited(site, PIPE, "The new pipe", "The newest pipe")
    edited(site, f"{LOCALES_PO}/pipe.po", "The new pipe", "The newest pipe")
    _lost_fact(site)
    edited(site, HEAD, "Refund scams", "Other scams")
    _, _, after = build()
    for tag in support.LOCALES:
        assert item(after, tag, "refund") == item(before, tag, "refund") != []
        assert entries(after, tag, "refund") == entries(before, tag, "refund") != []
    assert after["sitemap.xml"] == before["sitemap.xml"]
    assert item(after, "en", "pipe") != item(before, "en", "pipe")


def test_each_build_says_it_until_it_is_mended(site, build):
    build()
    _lost_fact(site)
    first, second = build(), build()
    assert first == second
    assert first[0] == 1
    edited(site, f"{LOCALES_PO}/refund.po", "先打电话。", "先拨打{hotline}！")
    status, told, after = build()
    assert (status, told) == (0, [])
    assert "先拨打96110！" in text_of(after, "zh-Hans/refund/index.html")


def test_what_was_refused_for_what_all_share_is_looked_at_again(site, build):
    """Its own files are as they were when it was last right, and so is what its unit remembers."""
    build()
    edited(site, "content/site.toml", "[[contacts]]", "[topics]\n[[contacts]]")
    with_keys(site, "topic: shops")
    assert build()[0] == 1
    assert build()[0] == 1
    edited(site, "content/site.toml", "[topics]", '[topics]\nshops = "Shops"')
    assert build()[0] == 0


def test_a_build_after_a_default_one_says_the_same(site, build, call):
    build()
    _lost_fact(site)
    first = build()
    assert call("--site", site, "build", "--no-posters")[0] == 1
    assert build() == first


def test_what_is_kept_goes_with_its_notice(site, build):
    build()
    typed_head(site)
    build()
    shutil.rmtree(site / "content/refund")
    status, told, after = build()
    assert (status, of("refund", after)) == (0, {})
    assert any("the notice refund is published, and its pages would be gone" in one for one in told)
    assert not [one for one in told if ": kept: " in one]


def test_a_notice_that_vanishes_is_kept_where_that_is_refused(site, build):
    _, _, before = build()
    shutil.rmtree(site / "content/refund")
    with_news(site)
    status, _, after = build("--strict")
    assert status == 1
    assert of("refund", after) == of("refund", before)
    assert item(after, "en", "refund") == item(before, "en", "refund")
    assert NEWS in text_of(after, "en/pipe/index.html")


def test_a_notice_that_has_a_new_name_keeps_its_old_pages_until_it_is_right(site, build):
    """What cannot be read yet says moved_from: no printed code leads nowhere meanwhile."""
    _, _, before = build()
    (site / "content/refund").rename(site / "content/refunds")
    (site / LOCALES_PO / "refund.po").rename(site / LOCALES_PO / "refunds.po")
    with_keys(site, "moved_from: [refund]", RENAMED)
    edited(site, RENAMED, "date:", "dat:")
    for _ in range(2):
        status, told, after = build()
        assert (status, of("refund", after)) == (1, of("refund", before))
        assert item(after, "en", "refund") == item(before, "en", "refund")
        assert [one for one in told if "write moved_from: [refund]" in one]
    edited(site, RENAMED, "dat:", "date:")
    status, _, after = build()
    assert status == 0
    assert "../refunds/index.html" in links_of(after, "en/refund/index.html")


def test_a_notice_whose_scam_vanishes_is_kept_where_that_is_refused(site):
    support.build_unprinted(site, site / "output")
    before = tree(site / "output")
    (site / PARCEL).unlink()
    made = support.build_unprinted(site, site / "output", keep_going=True, strict=True)
    assert [one.path for one in made.errors] == [HEAD]
    assert "en/refund/posters/parcel.html" in before
    assert tree(site / "output") == before


def test_what_is_refused_late_has_put_nothing_in_anothers_place(site, monkeypatch):
    """Its sheets are set after its pages, and those are where the other notice's are."""
    with_keys(site, "moved_from: [pipe]")

    def set_sheets(wanted, press, problems):
        if any(job.bulletin.slug == "refund" for job in wanted):
            problems.add(Problem(HEAD, 1, "poster", "too long", "shorten it"))
        yield from ()

    monkeypatch.setattr(jobs, "printed", set_sheets)
    made = support.build(site, site / "output", keep_going=True, pdf=True)
    assert [one.rule for one in made.errors] == ["poster"]
    assert "All is well." in text_of(tree(site / "output"), "en/pipe/index.html")


def test_sheets_stay_with_their_notice(site):
    with_news(site)
    before = support.build_unprinted(site, site / "output")
    assert before.errors == ()
    sheets = {path for path in tree(site / "output") if path.endswith((".pdf", ".png", ".svg"))}
    assert {"en/refund/poster.pdf", "posters/refund.zh-Hans.en.pdf"} <= sheets
    typed_head(site)
    after = support.build_unprinted(site, site / "output", keep_going=True)
    assert [one.path for one in after.errors] == [HEAD]
    assert (after.published.written, after.dropped) == (0, ())
    assert sheets <= tree(site / "output").keys()


def test_styles_of_pages_that_are_kept_stay_as_long_as_they_are(site, build):
    shutil.copytree(support.ROOT / "templates", site / "templates")
    _, _, before = build()
    (style,) = (path for path in before if path.startswith("assets/site."))
    edited(site, "templates/assets/site.css", "{", "{ ")
    typed_head(site)
    for _ in range(2):
        _, _, after = build()
        assert of("refund", after) == of("refund", before)
        assert after[style] == before[style]
        assert len([path for path in after if path.startswith("assets/site.")]) == 2
        assert f"../../{style}" not in links_of(after, "en/pipe/index.html")
    edited(site, HEAD, "dat:", "date:")
    assert style not in build()[2]


def test_without_its_memory_too_a_build_keeps_the_styles_of_pages_that_stay(site, build):
    shutil.copytree(support.ROOT / "templates", site / "templates")
    _, _, before = build()
    shutil.rmtree(site / manifest.FOLDER)
    edited(site, "templates/assets/site.css", "{", "{ ")
    typed_head(site)
    for _ in range(2):
        _, _, after = build()
        assert of("refund", after) == of("refund", before)
        assert f"../../{_style(before)}" in links_of(after, "en/refund/index.html")
        assert after[_style(before)] == before[_style(before)]


def _style(output):
    return next(path for path in output if path.startswith("assets/site."))


def test_a_topic_to_which_a_page_that_stays_leads_on_stays_with_it(site, build):
    place = site / "content/site.toml"
    settings = place.read_text(encoding="utf-8")
    place.write_text(f'{settings}\n[topics]\nfraud = "Fraud"\n', encoding="utf-8")
    with_keys(site, "topic: fraud")
    _, _, before = build()
    place.write_text(settings, encoding="utf-8")
    for _ in range(2):
        status, _, after = build()
        assert (status, of("refund", after)) == (1, of("refund", before))
        assert "../topics/fraud/index.html" in links_of(after, "en/refund/index.html")
        assert after["en/topics/fraud/index.html"] == before["en/topics/fraud/index.html"]
    edited(site, HEAD, "topic: fraud\n", "")
    assert "en/topics/fraud/index.html" not in build()[2]


# Review sheets, which lie beside.


def test_of_a_notice_that_is_refused_no_page_comes_among_the_review_sheets(site, build):
    linked(site)
    typed_head(site)
    for _ in range(2):
        assert build("--review")[0] == 1
        sheets = {path for path in tree(site / "review") if path.endswith(".html")}
        assert sheets == {"pipe.en.html", "pipe.zh-Hans.html"}


def test_review_sheets_that_there_are_none_of_stop_nothing(site, build, call):
    """All that is published stays, of a time when no review sheet was asked for."""
    shutil.rmtree(site / "content/pipe")
    _, _, before = build()
    typed_head(site)
    _, told, _ = build()
    status, out, err = call("--site", site, "build", "--no-posters", "--keep-going", "--review")
    assert (status, tree(site / "output")) == (1, before)
    assert [one for one in err.splitlines() if ": verdict: " not in one] == told
    assert "the review sheets" in out
    assert not [path for path in tree(site / "review") if path.endswith(".html")]


# Facts.


def _other_number(site):
    edited(site, "content/site.toml", '"96110"', '"96111"')


LINE = "This notice is being changed"


def test_pages_that_show_what_a_fact_was_make_way_for_a_line(site, build, call):
    support.build_unprinted(site, site / "output")
    before = tree(site / "output")
    assert "posters/refund.zh-Hans.en.html" in before
    _lost_fact(site)
    _other_number(site)
    with_news(site)
    for _ in range(2):
        status, told, after = build()
        assert status == 1
        line = next(one for one in told if "{hotline}" in one and ": kept: " in one)
        assert line.startswith(f"{HEAD}:1: kept: the pages of the refused notice refund show ")
        assert b"96110" not in b"".join(after.values())
        places = {path for path in of("refund", before) if path.endswith((".html", ".txt"))}
        assert of("refund", after).keys() == places
        for path in places:
            told_there = after[path].decode()
            tags = [tag for tag in support.LOCALES if path.startswith(f"{tag}/")]
            for tag in tags or support.LOCALES:
                assert (LINE if tag == "en" else "本页内容正在修改") in told_there, path
                if path.endswith(".html"):
                    home = posixpath.relpath(f"{tag}/index.html", posixpath.dirname(path))
                    assert home in links_of(after, path)
            assert "96111" in told_there
            assert 'content="noindex"' in told_there or path.endswith(".txt")
        for tag in support.LOCALES:
            assert not item(after, tag, "refund")
            assert not entries(after, tag, "refund")
        assert b"/refund/" not in after["sitemap.xml"]
        assert NEWS in text_of(after, "en/pipe/index.html")
        assert call("verify", site / "output")[0] == 0


def test_a_notice_that_was_not_yet_filled_in_shows_no_fact(site, build):
    edited(site, HEAD, "Call {hotline} first.", "✎ Call {hotline} first.")
    assert build()[0] == 0
    typed_head(site)
    _other_number(site)
    status, told, after = build()
    assert (status, of("refund", after)) == (1, {})
    assert any("refund is refused; nothing of it is published" in one for one in told)


def test_a_line_stays_until_its_notice_is_mended(site, build):
    build()
    _lost_fact(site)
    _other_number(site)
    build()
    edited(site, "content/site.toml", '"96111"', '"96110"')
    status, told, after = build()
    assert status == 1
    assert any("stands only a line that says where to look" in one for one in told)
    assert LINE in text_of(after, "en/refund/index.html")
    assert "96110" in text_of(after, "en/refund/index.html")
    edited(site, f"{LOCALES_PO}/refund.po", "先打电话。", "先拨打{hotline}。")
    status, told, after = build()
    assert (status, told) == (0, [])
    assert LINE not in text_of(after, "en/refund/index.html")
    assert item(after, "en", "refund")


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        ('police = { tel = "110" }', 'police = { tel = "111" }', True),
        ('police = { tel = "110" }\n', "", True),
        ('hotline = { tel = "96110" }', 'hotline = { tel = "96110", ext = "8" }', False),
        ('label = "Hotline"', 'label = "The hotline"', True),
    ],
)
def test_facts_count_that_its_pages_show(old, new, stays, site, build):
    _, _, before = build()
    edited(site, "content/site.toml", old, new)
    if "The hotline" in new:
        edited(site, f"{LOCALES_PO}/site.po", '"Hotline"', '"The hotline"')
    typed_head(site)
    _, _, after = build()
    assert (of("refund", after) == of("refund", before)) is stays


def test_a_fact_that_is_gone_has_changed(site, build):
    edited(site, PARCEL, "They want a transfer.", "They want a transfer: ask {police}.")
    edited(
        site,
        f"{LOCALES_PO}/refund.po",
        'msgid "They want a transfer."\nmsgstr "对方要您转账。"',
        'msgid "They want a transfer: ask {police}."\nmsgstr "对方要您转账：请问{police}。"',
    )
    assert build()[0] == 0
    edited(site, "content/site.toml", 'police = { tel = "110" }\n', "")
    status, told, after = build()
    assert status == 1
    assert any("refund show {police} as it was before" in one for one in told)
    assert LINE in text_of(after, "en/refund/index.html")


def test_templates_without_the_line_leave_it_to_the_page_for_missing_addresses(site, build):
    shutil.copytree(support.ROOT / "templates", site / "templates")
    for name in ("changing.html", "changing.txt"):
        (site / "templates" / name).unlink()
    build()
    _lost_fact(site)
    _other_number(site)
    status, _, after = build()
    assert (status, of("refund", after)) == (1, {})


# Links to what is refused.


def linked(site):
    """Link from the notice that is right to the other one."""
    edited(site, PIPE, "All is well.", "See [the scam](notice:refund).")
    old, new = 'msgid "All is well."\nmsgstr "一切都好。"', "See [the scam](notice:refund)."
    text = f'msgid "{new}"\nmsgstr "见[这个骗局](notice:refund)。"'
    edited(site, f"{LOCALES_PO}/pipe.po", old, text)


def test_a_link_to_a_refused_notice_leads_to_a_line_at_the_least(site, build):
    linked(site)
    typed_head(site)
    for _ in range(2):
        status, told, after = build()
        assert status == 1
        assert not [one for one in told if "pipe" in one.split(":")[0]]
        assert of("refund", after).keys() == {f"{tag}/refund/index.html" for tag in support.LOCALES}
        assert LINE in text_of(after, "en/refund/index.html")
        assert "../refund/index.html" in links_of(after, "en/pipe/index.html")
        assert not item(after, "en", "refund")
    edited(site, HEAD, "dat:", "date:")
    status, _, after = build()
    assert status == 0
    assert LINE not in text_of(after, "en/refund/index.html")


# What all notices share.


def test_what_every_page_is_made_from_stops_them_all(site, build):
    _, _, before = build()
    with_news(site)
    edited(site, "content/site.toml", 'issuer = "Police"', "issuer = Police")
    status, told, after = build()
    assert (status, after) == (1, before)
    assert any(one.startswith("content/site.toml:") for one in told)


def test_a_link_from_site_toml_that_leads_nowhere_stops_them_all(site, build):
    _, _, before = build()
    with_news(site)
    edited(site, "content/site.toml", '"Police"', '"[Police](notice:nowhere)"')
    status, _, after = build()
    assert (status, after) == (1, before)


def test_a_first_build_with_nothing_right_publishes_nothing(site, build):
    shutil.rmtree(site / "content/pipe")
    typed_head(site)
    status, _, found = build()
    assert (status, found) == (1, {})


def test_a_term_that_is_wrong_stops_nothing_and_the_others_hold(site, build):
    glossary = site / "content/glossary.toml"
    right = '[[terms]]\nen = "scam"\nzh-Hans = "骗术"\n'
    glossary.write_text(right.replace("骗术", "骗局"), encoding="utf-8")
    assert build()[0] == 0
    with_news(site)
    glossary.write_text(right + "[[terms]]\nen = 3\n", encoding="utf-8")
    for _ in range(2):
        status, told, after = build()
        assert status == 1
        assert any(one.startswith("content/glossary.toml:4: glossary:") for one in told)
        assert NEWS in text_of(after, "en/pipe/index.html")
        assert any("/refund.po:" in one and ": terms: " in one for one in told)
    glossary.write_text(right.replace("骗术", "骗局"), encoding="utf-8")
    assert build()[:2] == (0, [])


def test_a_glossary_that_cannot_be_read_stops_nothing(site, build):
    build()
    with_news(site)
    (site / "content/glossary.toml").write_text("[[terms\n", encoding="utf-8")
    status, told, after = build()
    assert status == 1
    assert any(one.startswith("content/glossary.toml:1: glossary:") for one in told)
    assert NEWS in text_of(after, "en/pipe/index.html")


@pytest.mark.parametrize("own", [False, True], ids=["the package's templates", "its own"])
def test_a_catalogue_of_the_site_that_is_wrong_is_used_as_it_last_was(own, site, build, call):
    if own:
        shutil.copytree(support.ROOT / "templates", site / "templates")
        words = (support.ROOT / LOCALES_PO / "site.po").read_text(encoding="utf-8")
        (site / LOCALES_PO / "site.po").write_text(words, encoding="utf-8")
    build()
    with_news(site)
    right = shutil.copytree(site, site.parent / "right")
    assert call("--site", right, "build", "--no-posters")[0] == 0
    (site / LOCALES_PO / "site.po").write_text('msgid "cut', encoding="utf-8")
    for _ in range(2):
        status, told, after = build()
        assert status == 1
        assert any(one.startswith(f"{LOCALES_PO}/site.po:1: catalogue:") for one in told)
        assert not support.difference(tree(right / "output"), after)


def test_without_a_former_catalogue_the_site_has_the_programs_words(site, build):
    place = site / LOCALES_PO / "site.po"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace('"热线"', '"热线{hotline}"'), encoding="utf-8")
    status, told, after = build()
    assert status == 1
    assert any(one.startswith(f"{LOCALES_PO}/site.po:") and ": facts:" in one for one in told)
    assert "热线" not in text_of(after, "zh-Hans/refund/index.html")
    assert "求助与查询" in text_of(after, "zh-Hans/refund/index.html")


@pytest.mark.parametrize(
    "drawing", ['<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', b"\xff"]
)
def test_a_drawing_that_is_wrong_stops_nothing(drawing, site, build):
    look = '[look]\nemblem = "_look/emblem.svg"\n'
    support.write_tree(site, {"content/_look/emblem.svg": drawing})
    edited(site, "content/site.toml", "[facts]", f"{look}[facts]")
    status, told, after = build()
    assert status == 1
    assert any(one.startswith("content/_look/emblem.svg:") for one in told)
    assert "Refund scams" in text_of(after, "en/index.html")


def test_a_misnamed_folder_stops_nothing(site, build):
    support.write_tree(site, {"content/Big Sale/bulletin.md": "---\ntitle: A\n---\n"})
    status, told, after = build()
    assert status == 1
    assert [one for one in told if one.startswith("content/Big Sale:1: file-name:")]
    assert "Refund scams" in text_of(after, "en/index.html")


# What is not remembered.


def test_without_its_memory_a_build_keeps_the_pages(site, build, call):
    _, _, before = build()
    shutil.rmtree(site / manifest.FOLDER)
    typed_head(site)
    with_news(site)
    status, told, after = build()
    assert status == 1
    assert any("its pages stay as they are, and lists do not name it" in one for one in told)
    assert of("refund", after) == of("refund", before)
    assert not item(after, "en", "refund")
    assert NEWS in text_of(after, "en/pipe/index.html")
    assert call("verify", site / "output")[0] == 0
    assert build()[1:] == (told, after)


def test_what_was_published_last_stays_where_an_older_build_is_remembered(site, build):
    """As where a build was killed before it could remember what it had published."""
    with_keys(site, "moved_from: [old-refund]")
    build()
    remembered = manifest.path(site, site / "output").read_bytes()
    edited(site, HEAD, "Refund scams", "Refund frauds")
    edited(site, f"{LOCALES_PO}/refund.po", "Refund scams", "Refund frauds")
    _, _, before = build()
    manifest.path(site, site / "output").write_bytes(remembered)
    typed_head(site)
    for _ in range(2):
        status, told, after = build()
        assert status == 1
        assert any("its pages stay as they are" in one for one in told)
        assert of("refund", after) == of("refund", before)
        assert of("old-refund", after) == of("old-refund", before)


def test_a_line_stands_for_a_page_that_is_not_as_it_was_made(site, build, call):
    _, _, before = build()
    (site / "output/en/refund/bulletin.txt").write_text("mine", encoding="utf-8")
    typed_head(site)
    for _ in range(2):
        status, told, after = build()
        assert status == 1
        assert any("lists do not name it" in one for one in told)
        assert LINE in after["en/refund/bulletin.txt"].decode()
        assert after["en/refund/index.html"] == before["en/refund/index.html"]
        assert call("verify", site / "output")[0] == 0


def test_an_emptied_output_has_nothing_to_keep(site, build):
    build()
    shutil.rmtree(site / "output")
    typed_head(site)
    status, told, after = build()
    assert status == 1
    assert any("refund is refused; nothing of it is published" in one for one in told)
    assert of("refund", after) == {}
    assert not item(after, "en", "refund")


def test_what_another_version_of_the_program_knew_is_not_believed(site, build):
    build()
    place = manifest.path(site, site / "output")
    head, *rows = place.read_bytes().split(b"\n")[1:]
    other = b"\n".join([head, *(one.replace(b'"scams"', b'"frauds"') for one in rows)])
    assert b"frauds" in other
    place.write_bytes(manifest._seal(zlib.crc32(other)) + b"\n" + other)
    edited(site, "content/site.toml", 'label = "Hotline"', 'label = "Hotline" # new')
    typed_head(site)
    status, told, _ = build()
    assert status == 1
    assert any("lists do not name it" in one for one in told)


def test_a_new_language_lists_a_refused_notice_where_it_can_be_read(site, build):
    edited(site, "content/site.toml", '["en", "zh-Hans"]', '["en"]')
    edited(site, "content/site.toml", '[posters]\npairs = [["zh-Hans", "en"]]\n', "")
    build()
    edited(site, "content/site.toml", '["en"]', '["en", "zh-Hans"]')
    _lost_fact(site)
    status, _, after = build()
    assert status == 1
    assert "../en/refund/index.html" in links_of(after, "zh-Hans/index.html")
    assert "zh-Hans/refund/index.html" not in after


def test_a_page_of_a_refused_notice_gives_way_to_another_notices(site, build):
    with_keys(site, "moved_from: [flood]")
    _, _, before = build()
    typed_head(site)
    text = (site / PIPE).read_text(encoding="utf-8").replace("The new pipe", "The flood")
    support.write_tree(site, {"content/flood/bulletin.md": text})
    status, _, after = build()
    assert status == 1
    assert "The flood" in text_of(after, "en/flood/index.html")
    assert of("refund", after) == of("refund", before)
    assert build()[2] == after


# Whatever is right and whatever is wrong.

BROKEN = {
    "a key": lambda text: text.replace("date:", "dat:"),
    "a fact": lambda text: text + "\nCall {nobody}.\n",
    "a link": lambda text: text + "\nSee [this](notice:nowhere).\n",
    "a picture": lambda text: text + "\n![A map](map.png)\n",
}
STATES = st.sampled_from([None, "one", "two"])
"""What is in a notice; None for no notice."""


def _notice(slug, words):
    return f"---\ntitle: Notice {slug}, {words}\ndate: 2026-11-30\nkind: service\n---\n\n{words}\n"


def _write(folder, texts):
    """Write a site of these notices and another, which is always right."""
    shutil.rmtree(folder / "content", ignore_errors=True)
    toml = support.SMALL_SITE["content/site.toml"].replace(', "zh-Hans"', "")
    files = {f"content/{slug}/bulletin.md": text for slug, text in texts.items() if text}
    files["content/zebra/bulletin.md"] = _notice("zebra", "always")
    address = 'base_url = "https://a.test-site.cn/"\n'
    return support.write_tree(folder, {**files, "content/site.toml": address + toml})


@settings(max_examples=support.examples(30))
@given(st.lists(st.tuples(STATES, STATES, st.sampled_from([None, *BROKEN])), max_size=4))
def test_the_site_is_as_if_each_refused_notice_were_as_it_last_was(notices):
    with tempfile.TemporaryDirectory() as name:
        site, right = Path(name, "site"), Path(name, "right")
        named = {f"notice-{number}": one for number, one in enumerate(notices)}
        first = {slug: was and _notice(slug, was) for slug, (was, _, _) in named.items()}
        support.build(_write(site, first), site / "output")
        second = {slug: now and _notice(slug, now) for slug, (_, now, _) in named.items()}
        spoilt = {
            slug: BROKEN[kind](second[slug])
            for slug, (_, _, kind) in named.items()
            if kind and second[slug]
        }
        _write(site, {**second, **spoilt})
        made = support.build(site, site / "output", keep_going=True)
        assert {notice_of(one.path) for one in made.errors} == spoilt.keys()
        as_it_was = {slug: first[slug] for slug in spoilt}
        support.build(_write(right, {**second, **as_it_was}), right / "output")
        assert not support.difference(tree(right / "output"), tree(site / "output"))
        again = support.build(site, site / "output", keep_going=True)
        assert (again.errors, again.published.written) == (made.errors, 0)
