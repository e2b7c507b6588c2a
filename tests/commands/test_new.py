"""`new`: a bulletin's folder to fill in, which is published nowhere before it is."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build import load
from generator.build.build import check
from generator.cli.main import cli
from generator.commands import new
from generator.diagnostics.errors import Misused, Refused, Unable
from generator.layout import is_id
from generator.markdown.forbidden import SIGN
from tests import support
from tests.support import tree, write_tree

NOW = datetime(2024, 2, 29)
PLACES = 20
"""To fill in: seven in the notice's own file, ten in the routine's, three in the reminder's."""

MAY_STAY = 6
"""Of these: two headlines and verdicts, and a reminder's title and short form."""


@pytest.fixture
def call(small_site):
    def called(slug="fake-shop", tag=""):
        return new.create(small_site, slug, tag, now=NOW)

    return called


def _with_languages(site, *tags):
    path = site / "content/site.toml"
    quoted = ", ".join(f'"{tag}"' for tag in tags)
    text = path.read_text(encoding="utf-8").replace('["en", "zh-Hans"]', f"[{quoted}]")
    path.write_text(text, encoding="utf-8")


def _told(site, rule):
    return [problem for problem in check(site) if problem.rule == rule]


@pytest.mark.parametrize(("tag", "words"), [("en", "The title"), ("zh-Hans", "标题")])
def test_the_files_are_in_the_language_of_the_bulletin(tag, words, call, small_site):
    written = call(tag=tag)
    assert written == (
        "content/fake-shop/bulletin.md",
        "content/fake-shop/routines/01-first-scam.md",
        "content/fake-shop/reminders/01-first-reminder.md",
    )
    for path in written:
        text = (small_site / path).read_text(encoding="utf-8")
        assert "\n# " in text
        assert words in text
    head = (small_site / written[0]).read_text(encoding="utf-8")
    assert ("source_locale: zh-Hans\n" in head) is (tag == "zh-Hans")
    assert "date: 2024-02-29\n" in head
    assert "{hotline}" in head


def test_the_sites_own_source_language_is_meant_where_none_is_named(call, small_site):
    path = small_site / "content/site.toml"
    text = 'source_locale = "zh-Hans"\n' + path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    head = (small_site / call()[0]).read_text(encoding="utf-8")
    assert "标题" in head
    assert "source_locale" not in head


@pytest.mark.parametrize("tag", ["en", "zh-Hans", "zh-Hant", "fr", "ar", "ja"])
def test_nothing_is_wrong_with_them_but_what_is_to_be_filled_in(tag, call, small_site):
    _with_languages(small_site, *dict.fromkeys(("en", "zh-Hans", tag)))
    before = {problem for problem in check(small_site) if problem.rule != "incomplete"}
    call(tag=tag)
    found = {problem for problem in check(small_site) if problem.rule != "incomplete"} - before
    assert {problem.rule for problem in found} == {"unfilled"}
    assert len(found) == PLACES
    for problem in found:
        line = (small_site / problem.path).read_text(encoding="utf-8").split("\n")[problem.line - 1]
        assert SIGN in line
        assert problem.warning
        assert "fake-shop is published nowhere" in problem.wrong


def test_the_text_says_nothing_of_the_sign_but_in_notes(call, small_site):
    notes = [
        line
        for path in call()
        for line in (small_site / path).read_text(encoding="utf-8").split("\n")
        if SIGN in line and line.startswith("#")
    ]
    # What it means, and the three keys that wait to be wanted.
    assert len(notes) == 4


def test_before_it_is_filled_in_no_page_list_or_feed_names_it(call, small_site, tmp_path):
    support.build(small_site, tmp_path / "before", base_url="https://x.example/")
    call()
    built = support.build(
        small_site, tmp_path / "after", review=False, base_url="https://x.example/"
    )
    assert tree(tmp_path / "after") == tree(tmp_path / "before")
    assert sum(problem.rule == "unfilled" for problem in built.warnings) == PLACES
    again = support.build(small_site, tmp_path / "after", base_url="https://x.example/")
    assert again.warnings == built.warnings
    assert again.published.written == 0


@pytest.mark.parametrize("tag", ["en", "zh-Hans"])
def test_words_that_were_left_when_the_sign_was_deleted_are_told(tag, call, small_site):
    """But not those that somebody may mean, such as “This is a scam”."""
    for path in call(tag=tag):
        place = small_site / path
        place.write_text(place.read_text(encoding="utf-8").replace(SIGN, ""), encoding="utf-8")
    told = _told(small_site, "unfilled")
    assert len(told) == PLACES - MAY_STAY
    assert all("fake-shop is published nowhere" in problem.wrong for problem in told)


def test_strict_refuses_it(call, small_site, tmp_path):
    call()
    with pytest.raises(Refused, match="unfilled"):
        support.build(small_site, tmp_path / "o", strict=True, locales=("en",))


def test_status_says_why_it_is_withheld(call, small_site):
    call()
    rows = {row.locale: row for row in load.status(small_site).rows if row.domain == "fake-shop"}
    assert (rows["en"].translated, rows["en"].unfilled) == (0, rows["en"].total)
    assert rows["en"].standing == rows["zh-Hans"].standing == "withheld"
    assert rows["en"].why == f"{PLACES} to fill in"


def test_once_all_is_filled_in_it_is_published(call, small_site, tmp_path):
    support.build(small_site, tmp_path / "o")
    for path in call():
        place = small_site / path
        place.write_text(place.read_text(encoding="utf-8").replace(SIGN, "Now"), encoding="utf-8")
    support.build(small_site, tmp_path / "o")
    page = (tmp_path / "o/en/fake-shop/index.html").read_text(encoding="utf-8")
    assert "Now The title of the notice" in page
    assert "fake-shop" in (tmp_path / "o/en/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "place",
    [
        "bulletin.md: title: x ✎",
        'bulletin.md: title: "\\u270e x"',
        "bulletin.md: > ✎",
        "routines/01-a.md: ✎",
        "routines/01-a.md: > ✎",
        "routines/01-a.md: - a\n- ✎ b",
        "routines/01-a.md: `✎`",
        "reminders/01-b.md: a | b\n--|--\n✎ | c",
    ],
)
def test_one_sign_anywhere_is_found(place, small_site):
    name, _, text = place.partition(": ")
    files = {
        "bulletin.md": "---\ntitle: T\ndate: 2022-01-01\n---\n\nText.\n",
        "routines/01-a.md": "---\ntitle: A\n---\n\n> Hello.\n\nText.\n",
        "reminders/01-b.md": "---\ntitle: B\n---\n\nText.\n",
    }
    title = text.startswith("title")
    files[name] = files[name].replace("title: T", text) if title else f"{files[name]}\n{text}\n"
    write_tree(small_site, {f"content/draft/{path}": given for path, given in files.items()})
    write_tree(small_site, {"templates/list.html": "<p></p>"})  # quicker than the package's own
    _, site = load.load_site(small_site)
    (bulletin,) = (one for one in site.bulletins if one.slug == "draft")
    assert sum(len(document.unfilled) for document in bulletin.documents) == 1
    assert not bulletin.is_filled_in


def test_a_published_notice_with_a_new_place_to_fill_in_is_taken_away(small_site, tmp_path):
    support.build(small_site, tmp_path / "o")
    assert "Refund scams" in (tmp_path / "o/en/index.html").read_text(encoding="utf-8")
    write_tree(small_site, {"content/refund/reminders/02-new.md": "---\ntitle: ✎\n---\n\nText.\n"})
    built = support.build(small_site, tmp_path / "o")
    assert [problem.line for problem in built.warnings if problem.rule == "unfilled"] == [2]
    assert not [path for path in tree(tmp_path / "o") if "refund" in path]
    assert "Refund scams" not in (tmp_path / "o/en/index.html").read_text(encoding="utf-8")


def test_a_note_to_the_writer_withholds_nothing(small_site):
    path = small_site / "content/refund/bulletin.md"
    text = path.read_text(encoding="utf-8").replace("---\ntitle", "---\n# ✎ a note\ntitle", 1)
    path.write_text(text, encoding="utf-8")
    assert _told(small_site, "unfilled") == []


@pytest.mark.parametrize(
    "slug", ["", "Fake", "fake_shop", "../x", "a/b", "-a", "骗局", "a" * 61, "con", "lpt1", "site"]
)
def test_a_name_that_cannot_be_is_refused(slug, call, small_site):
    before = tree(small_site)
    with pytest.raises(Misused, match=r"use small letters|choose another name"):
        call(slug)
    assert tree(small_site) == before


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_there_already_is_never_touched(kind, call, small_site):
    place = small_site / "content/fake-shop"
    if kind == "folder":
        place.mkdir()
    elif kind == "file":
        place.write_text("mine")
    else:
        place.symlink_to("nowhere")
    before = tree(small_site)
    with pytest.raises(Misused, match="is there already"):
        call()
    assert tree(small_site) == before
    assert os.path.lexists(place)


@pytest.mark.parametrize("tag", ["fr", "klingon", "../en"])
def test_a_language_that_the_site_has_not_is_refused(tag, call, small_site):
    before = tree(small_site)
    with pytest.raises(Misused, match="en, zh-Hans"):
        call(tag=tag)
    assert tree(small_site) == before


def test_a_site_that_cannot_be_read_is_refused(call, small_site):
    (small_site / "content/site.toml").write_text("title = 1")
    before = tree(small_site)
    with pytest.raises(Refused, match=r"content/site\.toml"):
        call()
    assert tree(small_site) == before


def test_a_disk_that_fails_leaves_nothing(call, small_site, monkeypatch):
    before = tree(small_site)
    real, done = new.replace_file, []

    def failing(path, data):
        if len(done) == 2:
            raise OSError(28, "No space left on device")
        done.append(path)
        real(path, data)

    monkeypatch.setattr(new, "replace_file", failing)
    with pytest.raises(Unable, match="content/fake-shop: cannot be written: No space left"):
        call()
    assert len(done) == 2
    assert tree(small_site) == before
    assert {path.name for path in (small_site / "content").iterdir()} == {"refund", "site.toml"}


def test_what_a_killed_one_left_is_taken_away(call, small_site):
    left = small_site / "content/.building-fake-shop"
    write_tree(left, {"bulletin.md": "half", "old.md": "x"})
    assert len(call()) == 3
    assert not left.exists()
    assert not (small_site / "content/fake-shop/old.md").exists()


def test_its_names_can_be_addresses(call):
    stems = [Path(path).stem.partition("-")[2] for path in call()[1:]]
    assert len(stems) == 2
    assert all(map(is_id, stems))


# Service notices, and new sites.


def _lines(path):
    return path.read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize(("zone", "day"), [("Asia/Shanghai", "2026-12-01"), ("UTC", "2026-11-30")])
def test_the_day_is_that_of_the_sites_own_clocks(zone, day, small_site):
    path = small_site / "content/site.toml"
    path.write_text(f'time_zone = "{zone}"\n{path.read_text(encoding="utf-8")}', encoding="utf-8")
    (head, *_) = new.create(small_site, "later", now=datetime(2026, 11, 30, 20, tzinfo=UTC))
    assert f"date: {day}" in _lines(small_site / head)


def test_what_to_run_next_names_the_site(small_site):
    output = CliRunner().invoke(cli, ["--site", str(small_site), "new", "later"]).output
    assert f"python -m generator --site {small_site} serve" in output
    assert f"python -m generator --site {small_site} update" in output


def test_a_path_with_a_space_is_quoted_in_what_to_run_next(tmp_path):
    site = support.write_tree(tmp_path / "my site", support.SMALL_SITE)
    output = CliRunner().invoke(cli, ["--site", str(site), "new", "later"]).output
    assert f'--site "{site}" serve' in output


@pytest.mark.parametrize("tag", ["en", "zh-Hans"])
def test_a_service_notice_is_one_file_in_which_only_places_are_to_be_filled_in(tag, small_site):
    before = {problem for problem in check(small_site) if problem.rule != "incomplete"}
    written = new.create(small_site, "water-cut", tag, now=NOW, kind="service")
    assert written == ("content/water-cut/bulletin.md",)
    text = (small_site / written[0]).read_text(encoding="utf-8")
    assert "\nkind: service\n" in text
    assert "\ncontacts: [✎ hotline]\n" in text, "it may be about something else"
    found = {problem for problem in check(small_site) if problem.rule != "incomplete"} - before
    assert {problem.rule for problem in found} == {"unfilled"}


@pytest.mark.parametrize(
    ("tag", "own", "made"), [("", "zh-Hans", "zh-Hans"), ("", "en", "en"), ("fr", "en", "fr")]
)
def test_in_an_empty_folder_a_whole_site_is_made_in_the_language_of_its_maker(
    tag, own, made, tmp_path
):
    (tmp_path / "site/.git").mkdir(parents=True)
    site = tmp_path / "site"
    written = new.create(site, "water-cut", tag, now=NOW, kind="service", own=own)
    assert written == ("content/site.toml", "content/water-cut/bulletin.md")
    toml = (site / written[0]).read_text(encoding="utf-8")
    assert f'locales = ["{made}"]' in toml
    notes = [line for line in toml.split("\n") if line.startswith("# ")]
    assert len(notes) > 6
    is_chinese = [any("一" <= char <= "鿿" for char in note) for note in notes]
    assert any(is_chinese) is (made == "zh-Hans")


@pytest.mark.parametrize("own", ["en", "zh-Hans"])
def test_a_new_site_publishes_nothing_before_it_is_filled_in(own, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    written = new.create(site, "water-cut", now=NOW, kind="service", own=own)
    built = support.build(site, tmp_path / "output")
    told = {problem.path for problem in built.warnings if problem.rule == "unfilled"}
    assert told == {*written}
    number = next(line for line in _lines(site / written[0]) if line.startswith("office"))
    assert "✎" in number
    assert not any(character.isdigit() for character in number), "or it would be printed"
    assert "\ncontacts: [office]\n" in (site / written[1]).read_text(encoding="utf-8")
    for path in written:
        text = (site / path).read_text(encoding="utf-8")
        text = re.sub('tel = "✎[^"]*"', 'tel = "021-55550123"', text)
        filled = re.sub(r"✎ ?(?=\S)", "Now ", text).replace("✎", "Now")
        (site / path).write_text(filled, encoding="utf-8")
    support.build(site, tmp_path / "output")
    assert (tmp_path / f"output/{own}/water-cut/index.html").is_file()


def test_a_site_with_a_word_to_fill_in_withholds_its_notices(small_site, tmp_path):
    path = small_site / "content/site.toml"
    toml = path.read_text(encoding="utf-8").replace('"Police"', '"✎ Police"')
    path.write_text(toml, encoding="utf-8")
    built = support.build(small_site, tmp_path / "output")
    (told,) = (problem for problem in built.warnings if problem.rule == "unfilled")
    assert (told.path, told.line) == ("content/site.toml", 2)
    assert not (tmp_path / "output/en/refund/bulletin.txt").exists()


def test_a_folder_with_something_else_in_it_is_no_place_for_a_new_site(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(Misused, match="has no folder content"):
        new.create(tmp_path, "water-cut", now=NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
