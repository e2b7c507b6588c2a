"""Looking ahead tells just what a build changes; the last publication can be taken back."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import ahead
from generator.build.build import build
from generator.diagnostics.errors import Misused, Refused
from generator.incremental import manifest
from generator.options import Options
from generator.output.checksums import SUMS
from generator.posters import sheets
from tests.support import SMALL_SITE, examples, tree, write_tree

_TITLE = "title: Refund scams"
_EDITS = {
    "a word": ("content/refund/bulletin.md", "first", "at once"),
    "a title": ("content/refund/bulletin.md", _TITLE, "title: Refunds"),
    "a mistake": ("content/refund/bulletin.md", "{hotline}", "{hotlin}"),
    "a fact": ("content/site.toml", "96110", "96119"),
    "a mistake of another": ("content/shop/bulletin.md", _TITLE, "titel: x"),
    "another word": ("content/shop/bulletin.md", "first", "at once"),
}
"""What somebody changes between two publications: a file, and one word of it for another."""
_SITE = {
    **SMALL_SITE,
    **{
        path.replace("refund", "shop"): text
        for path, text in SMALL_SITE.items()
        if "refund" in path
    },
}


def _options(site, **options):
    return Options(site, site / "output", pdf=False, keep_going=True, **options)


def _difference(before, after):
    names = {*before, *after} - {SUMS}
    return ahead.Ahead(
        tuple(sorted(names - set(before))),
        tuple(
            sorted(one for one in names if one in before and before[one] != after.get(one, b"\0"))
        ),
        tuple(sorted(names - set(after))),
    )


def _edit(site, name):
    path, old, new = _EDITS[name]
    place = site / path
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace(old, new) if old in text else text + "\n", encoding="utf-8")


@given(st.lists(st.lists(st.sampled_from(sorted(_EDITS)), max_size=3), min_size=1, max_size=2))
@settings(max_examples=examples(15), deadline=None)
def test_what_is_told_ahead_is_what_the_build_changes_and_taking_back_undoes(
    tmp_path_factory, rounds
):
    site = write_tree(tmp_path_factory.mktemp("site"), _SITE)
    options = _options(site, can_be_taken_back=True)
    try:
        build(options)
        for edits in rounds:
            for name in edits:
                _edit(site, name)
            before = tree(site / "output")
            told = ahead.rehearse(options)
            assert tree(site / "output") == before
            built = build(options)
            after = tree(site / "output")
            found = _difference(before, after)
            changed = set(told.ahead.changed)
            assert told.ahead.new == found.new
            assert told.ahead.gone == found.gone
            assert changed == set(found.changed) - set(found.gone)
            assert (told.errors, told.warnings) == (built.errors, built.warnings)
            if before != after:
                ahead.take_back(options)
                assert tree(site / "output") == before
                build(options)
                assert tree(site / "output") == after
    finally:
        shutil.rmtree(site)


def test_before_the_first_publication_all_is_new(small_site):
    told = ahead.rehearse(_options(small_site))
    assert not (small_site / "output").exists()
    assert "en/refund/index.html" in told.ahead.new
    assert not told.ahead.changed
    assert not told.ahead.gone
    assert ahead.before(_options(small_site)) is None


def test_the_same_changes_have_the_same_digest_and_others_another(small_site):
    options = _options(small_site)
    first = ahead.rehearse(options).digest
    assert ahead.rehearse(options).digest == first
    _edit(small_site, "a word")
    assert ahead.rehearse(options).digest != first


def test_what_lies_aside_is_what_the_build_would_write(small_site):
    options = _options(small_site)
    build(options)
    _edit(small_site, "a word")
    told = ahead.rehearse(options)
    build(options)
    aside = tree(small_site / manifest.REHEARSED)
    assert {*aside} == {*told.sums, SUMS}
    output = tree(small_site / "output")
    assert all(output[path] == aside[path] for path in told.sums)


def test_a_site_that_is_wrong_as_a_whole_is_refused_ahead(small_site):
    (small_site / "content/site.toml").write_text("titel = 1\n", encoding="utf-8")
    with pytest.raises(Refused):
        ahead.rehearse(_options(small_site))


def test_a_notice_that_is_refused_stays_as_it_is_after_taking_back_too(small_site):
    """Lists name it as before: what was remembered of it comes back as well."""
    options = _options(small_site, can_be_taken_back=True)
    build(options)
    page = (small_site / "output/en/refund/index.html").read_bytes()
    _edit(small_site, "a word")
    build(options)
    ahead.take_back(options)
    _edit(small_site, "a mistake")
    built = build(replace(options, can_be_taken_back=False))
    assert built.errors
    assert (small_site / "output/en/refund/index.html").read_bytes() == page
    assert b"refund/" in (small_site / "output/en/index.html").read_bytes()


def test_nothing_is_taken_back_where_nothing_was_published(small_site):
    with pytest.raises(Misused):
        ahead.take_back(_options(small_site))


@pytest.mark.posters
def test_a_sheet_that_was_printed_ahead_is_not_printed_again(small_site, monkeypatch):
    options = replace(_options(small_site), pdf=True)
    told = ahead.rehearse(options)
    assert "en/refund/poster.pdf" in told.ahead.new
    printed = []
    made = sheets.made
    monkeypatch.setattr(
        sheets, "made", lambda *given: printed.append(given[0].paths) or made(*given)
    )
    build(options)
    assert not printed
    output = tree(small_site / "output")
    assert all(output[path] for path in told.sums)
