"""What pages are made of, as data: filled in again, it gives what a whole build gives."""

from __future__ import annotations

import re
import shutil
from datetime import datetime

import pytest

from generator.build import drawn
from generator.content import documents
from generator.diagnostics.errors import Refused
from generator.posters import jobs
from tests import support
from tests.support import SITES, tree, write_tree

EXAMPLES = sorted(path.parent.name for path in SITES.glob("*/source"))
CATALOG = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
WORDS = {"Hotline": "热线", "Police": "警方", "Warnings": "警示"}


def _catalog(words):
    return CATALOG + "".join(
        f'msgctxt "site"\nmsgid "{source}"\nmsgstr "{target}"\n\n'
        for source, target in words.items()
    )


@pytest.fixture
def site(small_site):
    """A site with its own templates, and words in a second language."""
    shutil.copytree(support.ROOT / "templates", small_site / "templates")
    write_tree(small_site, {"locales/zh_Hans/LC_MESSAGES/site.po": _catalog(WORDS)})
    return small_site


@pytest.fixture
def unread(monkeypatch):
    """Let no notice be parsed."""

    def forbid():
        monkeypatch.setattr(documents, "_document", lambda *_: pytest.fail("parsed again"))

    return forbid


def _edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _is_as_a_whole_build(site, tmp_path, **options):
    """Build again, and anew into another folder: the same files, and the same is said."""
    again = support.build(site, tmp_path / "output", **options)
    anew = support.build(site, tmp_path / "anew", **options)
    assert tree(tmp_path / "output") == tree(tmp_path / "anew")
    assert again.warnings == anew.warnings
    return again


@pytest.mark.parametrize("name", EXAMPLES)
def test_templates_are_filled_in_again_with_what_is_remembered(name, unread, tmp_path):
    """By another title, which no notice shows; and by other templates, where a site has its own."""
    site = support.example_site(name, tmp_path / "site")
    support.build(site, tmp_path / "output")
    toml = site / "content/site.toml"
    toml.write_text(
        re.sub('(?m)^title = "(.*)"$', r'title = "\1\1"', toml.read_text("utf-8")), "utf-8"
    )
    for page in sorted(site.glob("templates/*.html")):
        page.write_text(page.read_text(encoding="utf-8") + "<!-- more -->\n", encoding="utf-8")
    anew = support.build(site, tmp_path / "anew")
    unread()
    again = support.build(site, tmp_path / "output")
    assert tree(tmp_path / "output") == tree(tmp_path / "anew")
    assert again.published.written
    assert again.warnings == anew.warnings


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/site.toml", '"Warnings"', '"Alerts"'),
        ("content/site.toml", 'issuer = "Police"', 'issuer = "Police"\ntagline = "Read this"'),
        ("templates/assets/site.css", "}", "}\n"),
    ],
    ids=["title", "tagline", "style"],
)
def test_words_that_no_notice_shows_are_put_in_again(path, old, new, site, unread, tmp_path):
    if path.endswith("site.toml") and "tagline" in new:
        # A line more moves all others, by which the words of others are known.
        _edit(site / path, old, f'{old}\ntagline = "Look"')
        old, new = '"Look"', '"Read this"'
    support.build(site, tmp_path / "output")
    _edit(site / path, old, new)
    support.build(site, tmp_path / "anew")
    unread()
    support.build(site, tmp_path / "output")
    assert tree(tmp_path / "output") == tree(tmp_path / "anew")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/site.toml", "96110", "96112"),
        ("content/site.toml", '"Police"', '"Wardens"'),
        ("content/site.toml", '"Hotline"', '"The hotline"'),
        ("content/site.toml", '"Warnings"', '"✎ Warnings"'),
        ("content/site.toml", '"en", "zh-Hans"', '"en"'),
        ("content/site.toml", "[facts]", 'incomplete = "fallback"\n[facts]'),
        ("content/site.toml", "[facts]", 'base_url = "https://a.example/"\n[facts]'),
        ("content/site.toml", "[facts]", "example = true\n[facts]"),
        ("content/refund/bulletin.md", "Call", "Do call"),
        ("content/refund/bulletin.md", "date:", "topic: money\ndate:"),
        ("locales/zh_Hans/LC_MESSAGES/site.po", "热线", "咨询热线"),
        ("locales/zh_Hans/LC_MESSAGES/refund.po", "包裹丢失", "包裹丢了"),
    ],
)
def test_whatever_a_notice_shows_is_read_again(path, old, new, site, tmp_path):
    words = {'msgctxt "routine/parcel"\nmsgid "A lost parcel"': "包裹丢失"}
    own = CATALOG + "".join(f'{key}\nmsgstr "{text}"\n' for key, text in words.items())
    _edit(site / "content/site.toml", "[[contacts]]", '[topics]\nmoney = "Money"\n[[contacts]]')
    write_tree(site, {"locales/zh_Hans/LC_MESSAGES/refund.po": own})
    support.build(site, tmp_path / "output")
    _edit(site / path, old, new)
    _is_as_a_whole_build(site, tmp_path)


@pytest.mark.parametrize("other", [{"strict": False, "locales": ("en",)}, {"keep_going": True}])
def test_other_options_and_back(other, site, tmp_path):
    for options in ({}, other, {}):
        _edit(site / "templates/bulletin.html", "<article", "<article data-x")
        _is_as_a_whole_build(site, tmp_path, **options)


def test_a_message_that_a_template_makes_say_something_else_is_looked_at(site, tmp_path):
    support.build(site, tmp_path / "output")
    _edit(site / "templates/short.txt", "{{", "Call 12345 or 12346. {{")
    told = _is_as_a_whole_build(site, tmp_path).warnings
    assert any(one.rule == "short" and "12345" in one.sentence for one in told)


def test_a_notice_whose_time_has_come_is_read_again(site, tmp_path):
    _edit(site / "content/refund/bulletin.md", "date:", "ends: 2026-12-01\ndate:")
    support.build(site, tmp_path / "output", now=datetime(2026, 11, 30, 12))
    _edit(site / "templates/bulletin.html", "<article", "<article data-x")
    _is_as_a_whole_build(site, tmp_path, now=datetime(2026, 12, 3, 12))


def test_a_template_that_fails_is_told_at_its_line(site, tmp_path):
    support.build(site, tmp_path / "output")
    before = tree(tmp_path / "output")
    _edit(site / "templates/bulletin.html", "<article", "{{ nobody.there }}<article")
    with pytest.raises(Refused) as refused:
        support.build(site, tmp_path / "output")
    wrong = {one.path for one in refused.value.problems if not one.warning}
    assert wrong == {"templates/bulletin.html"}
    assert tree(tmp_path / "output") == before


def test_sheets_that_are_still_right_stay(site, tmp_path):
    support.build(site, tmp_path / "output")
    support.build_unprinted(site, tmp_path / "output")
    sheets = {path for path in tree(tmp_path / "output") if path.endswith(".pdf")}
    assert sheets
    _edit(site / "templates/bulletin.html", "<article", "<article data-x")
    told = support.build(site, tmp_path / "output").warnings
    support.build_unprinted(site, tmp_path / "anew")
    assert told == support.build(site, tmp_path / "anew").warnings
    assert tree(tmp_path / "output") == tree(tmp_path / "anew")


def test_a_notice_in_a_language_that_is_gone_is_refused(site, tmp_path):
    """Also where only another language is asked for."""
    _edit(site / "content/site.toml", '"en", "zh-Hans"', '"en", "fr"')
    french = "---\ntitle: Attention aux faux appels\ndate: 2024-01-02\nsource_locale: fr\n---\n"
    write_tree(site, {"content/appels/bulletin.md": f"{french}\nNe payez rien au téléphone.\n"})
    support.build(site, tmp_path / "output", locales=("en",))
    _edit(site / "content/site.toml", '"en", "fr"', '"en"')
    for output in ("output", "anew"):
        with pytest.raises(Refused, match="written in fr"):
            support.build(site, tmp_path / output, locales=("en",))


def test_the_word_for_an_example_in_a_language_that_is_not_asked_for_is_read_again(site, tmp_path):
    _edit(site / "content/site.toml", "[facts]", "example = true\n[facts]")
    word = 'msgid "Example, not a real notice"\nmsgstr "Example only"\n'
    write_tree(site, {"locales/en/LC_MESSAGES/site.po": CATALOG + word})
    support.build(site, tmp_path / "output", locales=("zh-Hans",))
    _edit(site / "locales/en/LC_MESSAGES/site.po", "Example only", "Only an example")
    _is_as_a_whole_build(site, tmp_path, locales=("zh-Hans",))


@pytest.mark.parametrize("state", ["moved_from: [malnova]", "withdrawn: 2023-01-01 Malprava"])
def test_sheets_at_addresses_of_what_is_gone_stay(state, site, tmp_path, monkeypatch):
    """Of a notice that is right in no language, and so has no page of its own."""

    def still_right(wanted, press):
        yield from ((path, press.former(path)) for job in wanted for path in job.paths)

    monkeypatch.setattr(jobs, "still_right", still_right)
    _edit(site / "content/site.toml", '"en", "zh-Hans"', '"en", "eo"')
    head = f"---\ntitle: Averto pri trompo\ndate: 2022-07-25\nsource_locale: eo\n{state}\n---\n"
    write_tree(site, {"content/soldes/bulletin.md": f"{head}\nVoku {{hotline}}.\n"})
    support.build(site, tmp_path / "output")
    for output in ("output", "anew"):
        support.build_unprinted(site, tmp_path / output)
    there = {path for path in tree(tmp_path / "anew") if path.endswith(".pdf")}
    _is_as_a_whole_build(site, tmp_path)
    assert there == {path for path in tree(tmp_path / "output") if path.endswith(".pdf")}


def _kept(site):
    return sorted((site / ".cache").glob("*/*.json"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data.replace(b"Refund", b"Refuse"),
        lambda data: data.replace(b"\n", b" ", 1),
        lambda data: b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_as_none(damage, site, tmp_path):
    support.build(site, tmp_path / "output")
    (path,) = _kept(site)
    path.write_bytes(damage(path.read_bytes()))
    _edit(site / "templates/bulletin.html", "<article", "<article data-x")
    _is_as_a_whole_build(site, tmp_path)


def test_what_is_sealed_and_is_no_notice_is_as_none(site, tmp_path):
    support.build(site, tmp_path / "output")
    (path,) = _kept(site)
    key = path.read_bytes().split(b" ")[0].decode()
    for text in (b"{}", b"[]", b'{"views": 1}', b"[" * 100_000, b"\xff"):
        path.write_bytes(drawn._seal(key, text) + b"\n" + text)
        _edit(site / "templates/bulletin.html", "<article", "<article data-x")
        _is_as_a_whole_build(site, tmp_path)
        path = next(one for one in _kept(site) if one == path)


def test_a_notice_that_is_gone_leaves_nothing(site, tmp_path):
    write_tree(
        site, {"content/other/bulletin.md": "---\ntitle: Other\ndate: 2024-01-02\n---\n\nA."}
    )
    support.build(site, tmp_path / "output")
    assert [path.name for path in _kept(site)] == ["other.json", "refund.json"]
    shutil.rmtree(site / "content/other")
    support.build(site, tmp_path / "output")
    assert {path.name for path in _kept(site)} == {"refund.json"}


def test_where_nothing_can_be_kept_a_build_is_slow_and_no_more(site, tmp_path, monkeypatch):
    def folder_of(*_):
        return site / "content/site.toml/none"

    monkeypatch.setattr(drawn, "folder_of", folder_of)
    for _ in range(2):
        _edit(site / "templates/bulletin.html", "<article", "<article data-x")
        _is_as_a_whole_build(site, tmp_path)


def test_with_a_picture_or_a_stray_file_a_notice_is_read_again(site, tmp_path):
    support.build(site, tmp_path / "output")
    (site / "content/refund/notes.txt").write_text("x", encoding="utf-8")
    for _ in range(2):
        _edit(site / "templates/bulletin.html", "<article", "<article data-x")
        told = _is_as_a_whole_build(site, tmp_path).warnings
        assert any(one.path.endswith("notes.txt") for one in told)
    (site / "content/refund/notes.txt").unlink()
    assert not any(
        one.path.endswith("notes.txt") for one in _is_as_a_whole_build(site, tmp_path).warnings
    )
