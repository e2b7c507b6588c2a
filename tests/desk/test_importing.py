"""A notice of what was read: whole or not at all, and nothing is written over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.build.build import check
from generator.desk import importing
from generator.desk.held import hold
from generator.diagnostics.errors import Misused, Refused, Unable
from generator.exchange import received
from tests.exchange.docx import document, p
from tests.exchange.forms import TEXT, WORD
from tests.support import tree

NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)
HEAD = "content/notice-2026-11-30/bulletin.md"


def _make(site, text, **options):
    return importing.make(site, received.pasted(text, "pasted"), NOW, **options)


def test_what_is_not_found_is_to_be_filled_in(small_site):
    done = _make(small_site, "警惕刷单诈骗\n\n“做任务，返佣金，先垫钱。”")
    assert done.paths == (HEAD, "content/notice-2026-11-30/routines/01-scam-1.md")
    head = (small_site / HEAD).read_text("utf-8")
    assert "\ntitle: 警惕刷单诈骗\n" in head
    assert "\nsource_locale: zh-Hans\n" in head
    assert "\ndate: 2026-11-30\n" in head
    assert "\nsummary: ✎" in head
    assert head.endswith(
        "---\n\n✎说明这是什么骗局，针对哪些人，骗子想要什么。\n\n✎说明应当马上做什么。\n"
    )
    scam = (small_site / done.paths[1]).read_text("utf-8")
    assert "\n> 做任务，返佣金，先垫钱。\n" in scam


def test_what_found_no_place_is_noted_for_the_writer_in_the_notices_language(small_site):
    data = document(p("停水通知"), p("明天停水。"), footer=p("✎ # --- 共1页"))
    done = importing.make(small_site, received.received(data, "x.docx"), NOW)
    assert [one.text for one in done.left] == ["✎ # --- 共1页"]
    head = (small_site / HEAD).read_text("utf-8")
    front = head.split("\n---\n")[0]
    assert front.endswith("# 原文件里的这些话没有放进公告：\n# ✎ # --- 共1页（页脚）")
    assert hold(small_site, NOW).bulletin("notice-2026-11-30") is not None


def test_a_folder_that_is_there_is_never_written_over(small_site):
    before = tree(small_site)
    with pytest.raises(Misused, match="content/refund is there already"):
        _make(small_site, "Fake refunds are a scam", slug="refund")
    assert tree(small_site) == before
    first, second = (_make(small_site, "Fake refunds are a scam") for _ in range(2))
    assert (first.slug, second.slug) == (
        "fake-refunds-are-a-scam",
        "fake-refunds-are-a-scam-2",
    )


@pytest.mark.parametrize(
    ("tag", "slug", "words"),
    [("fr", "", "fr is not one of the site's languages"), ("", "../x", "cannot be named")],
)
def test_a_language_and_a_name_that_cannot_be_are_refused(tag, slug, words, small_site):
    before = tree(small_site)
    with pytest.raises(Misused, match=words):
        _make(small_site, "Fake refunds", tag=tag, slug=slug)
    assert tree(small_site) == before


def test_in_an_empty_folder_a_site_is_made_first(tmp_path):
    done = _make(tmp_path, "警惕诈骗\n\n拨打96110", own="zh-Hans")
    assert done.paths[0] == "content/site.toml"
    assert "{hotline}" in (tmp_path / HEAD).read_text("utf-8")


def test_a_service_notice_has_its_reminders_in_its_text(small_site):
    done = _make(small_site, "No water on Friday\n\nPlease:\n- store some\n- close the taps")
    assert done.paths == ("content/no-water-on-friday/bulletin.md",)
    text = (small_site / done.paths[0]).read_text("utf-8")
    assert "\n- store some\n- close the taps\n" in text
    assert "kind: service" in text


@pytest.mark.parametrize("form", [pytest.param(one, id=one.name) for one in (*WORD, *TEXT)])
def test_nothing_is_wrong_with_a_notice_in_use_but_what_only_its_writer_knows(form, small_site):
    read = received.received(form.data, form.name)
    done = importing.make(small_site, read, NOW, slug="imported")
    scams = len(form.scams) or form.kind == "scam"
    assert len(done.paths) == 1 + scams + len(form.reminders)
    wrong = [one for one in check(small_site, posters=False) if "imported" in one.path]
    known = (
        "unfilled",
        "incomplete",
        "by-hand",
        "verdict",
        "chinese-style",
        "english-style",
        "date",
    )
    assert [str(one) for one in wrong if one.rule not in known and not one.warning] == []


def test_a_file_is_read_of_the_disk_and_one_that_is_too_large_is_not_read_whole(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("停水通知", "utf-8")
    assert importing.read_file(path).blocks[0].text == "停水通知"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a hole: it takes no room, and would fill the memory
    with pytest.raises(Refused, match=r"x\.txt:1: import: the file is larger than 1 MB"):
        importing.read_file(path)
    with pytest.raises(Unable, match="cannot be read"):
        importing.read_file(tmp_path / "none.txt")
    with pytest.raises(Misused, match="are read"):
        importing.read_file(tmp_path)
