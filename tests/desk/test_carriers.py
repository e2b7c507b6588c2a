"""What carries a fact is what a search of the output finds, and changed facts are looked at."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pypdfium2
import pytest

from generator.desk import carriers, files, held
from generator.desk.carriers import ADDRESS, Change
from tests import support
from tests.support import ROOT

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TOML = "content/site.toml"


class _Seen(HTMLParser):
    """What readers see of a page, and where it leads them."""

    def __init__(self, text):
        super().__init__()
        self.found, self._unseen = [], 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._unseen += tag in ("style", "svg")
        self.found += [value or "" for name, value in attrs if name in ("href", "content", "alt")]

    def handle_endtag(self, tag):
        self._unseen -= tag in ("style", "svg")

    def handle_data(self, data):
        if not self._unseen:
            self.found.append(data)


def _searched(output, value):
    """The files of the output that have a value in them, as a search would find them."""
    # Neither a part of another number, nor of an address of which it is no whole.
    pattern = re.compile(rf"(?<![\w.-])(?:https?://)?{re.escape(value)}(?![\w-])", re.ASCII)
    for path in sorted(output.rglob("*")):
        if path.suffix == ".html":
            text = "\n".join(_Seen(path.read_text(encoding="utf-8")).found)
        elif path.suffix in (".txt", ".xml"):
            text = path.read_text(encoding="utf-8")
        elif path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as pdf:
                text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
                if not value.isascii():  # a line ends anywhere in Chinese
                    text = "".join(text.split()).replace("\ufffe", "")
        else:
            continue
        if pattern.search(text):
            yield path.relative_to(output).as_posix()


def _all(found):
    return sorted((*found.pages, *found.texts, *found.sheets))


def _found(site, name):
    now = held.hold(site, NOW)
    settings = now.site.settings
    old = {ADDRESS: settings.base_url, **settings.values}[name]
    return carriers.carriers(now, site / "output", settings, Change(name, old, "other"))


def _edit(site, old, new, path=TOML):
    place = site / path
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.posters
def test_the_carriers_of_each_fact_are_those_that_a_search_of_the_output_finds(tmp_path):
    site = tmp_path
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, site / name)
    support.build(site, site / "output", pdf=True, jobs=2)
    settings = held.hold(site, NOW).site.settings
    for name, fact in settings.facts.items():
        given, wanted = _all(_found(site, name)), [*_searched(site / "output", fact.text)]
        # A sheet with little room leaves words out that its notice has: it is given all the same.
        spared = [path for path in given if path.endswith(".pdf") and path not in wanted]
        assert [path for path in given if path not in spared] == wanted, name
        assert not (fact.href and spared), name
    assert len(_found(site, "hotline").sheets) > 50
    address = _found(site, ADDRESS)
    wanted = [*_searched(site / "output", "warnings.example")]
    assert [*address.pages] == [path for path in wanted if path.endswith(".html")]
    # Each sheet has a code that leads to it, which no search reads.
    every = (site / "output").rglob("*.pdf")
    assert {*address.sheets} == {path.relative_to(site / "output").as_posix() for path in every}


@pytest.mark.parametrize("name", ["small", "shipped", "shipped-fallback"])
def test_the_pages_and_texts_of_a_fact_are_those_that_a_search_finds(name, tmp_path):
    site = tmp_path / name
    if name == "small":
        support.write_tree(site, support.SMALL_SITE)
    else:
        support.example_site(name, site)
    support.build(site, site / "output")
    for fact in held.hold(site, NOW).site.settings.facts.values():
        assert _all(_found(site, fact.name)) == [*_searched(site / "output", fact.text)]
    assert len(_found(site, "hotline").pages) > 2


def test_texts_that_name_a_fact_and_those_that_have_it_typed_out_are_told_apart(small_site):
    _edit(small_site, "Call {hotline} first", "Call 96110 first", "content/refund/bulletin.md")
    found = _found(small_site, "hotline")
    assert "content/refund/bulletin.md" in found.typed
    assert "content/refund/bulletin.md" not in found.named
    assert all("refund" in path or "site" in path for path in found.named)


def test_a_number_within_another_one_is_not_found(small_site):
    _edit(small_site, "[facts]\n", '[facts]\nshort = { tel = "611" }\n')
    support.build(small_site, small_site / "output")
    assert _all(_found(small_site, "short")) == []


def test_what_changes_between_two_settings_is_listed(small_site):
    before = held.hold(small_site, NOW).site.settings
    _edit(small_site, "96110", "96111")
    after = held.hold(small_site, NOW).site.settings
    assert carriers.changes(before, after) == (Change("hotline", "96110", "96111"),)
    assert carriers.changes(before, before) == ()


def test_another_contact_in_the_first_place_is_another_hotline(small_site):
    second = '\n[[contacts]]\nfact = "police"\nlabel = "Police"\n'
    toml = small_site / TOML
    toml.write_text(toml.read_text(encoding="utf-8") + second, encoding="utf-8")
    before = held.hold(small_site, NOW).site.settings
    after = replace(before, contacts=before.contacts[::-1])
    assert carriers.changes(before, after) == (Change("hotline", "96110", "110"),)
    assert carriers.changes(after, replace(after, contacts=())) == ()


def test_a_fact_that_was_changed_by_hand_is_unlooked_until_somebody_has_looked(small_site):
    output = small_site / "output"

    def unlooked():
        return carriers.unlooked(held.hold(small_site, NOW), output)

    assert unlooked() == ()  # nothing is published
    support.build(small_site, output)
    assert unlooked() == ()
    _edit(small_site, "96110", "96111")
    assert unlooked() == (Change("hotline", "96110", "96111"),)
    carriers.looked(small_site, unlooked())
    assert unlooked() == ()
    _edit(small_site, "96111", "96112")
    assert unlooked() == (Change("hotline", "96110", "96112"),)
    _edit(small_site, "96112", "96110")
    assert unlooked() == ()
    _edit(small_site, "96110", "96113")
    support.build(small_site, output)
    assert unlooked() == ()


def test_the_address_of_the_site_is_a_fact_too(small_site):
    text = (small_site / TOML).read_text(encoding="utf-8")
    if "base_url" not in text:
        (small_site / TOML).write_text(f'base_url = "https://a.example/"\n{text}', encoding="utf-8")
    old = held.hold(small_site, NOW).site.settings.base_url
    support.build(small_site, small_site / "output")
    found = _found(small_site, ADDRESS)
    assert "robots.txt" in found.texts
    assert "en/index.html" in found.pages
    _edit(small_site, old, "https://b.example/")
    unlooked = carriers.unlooked(held.hold(small_site, NOW), small_site / "output")
    assert unlooked == (Change(ADDRESS, old, "https://b.example/"),)


@pytest.mark.parametrize("written", [b"", b"{", b"[1]", b'"x"', b"\xff", b"[" * 100_000])
def test_a_record_that_is_damaged_is_none(small_site, written):
    support.build(small_site, small_site / "output")
    _edit(small_site, "96110", "96111")
    support.write_tree(small_site, {".cache/desk/looked.json": written})
    found = carriers.unlooked(held.hold(small_site, NOW), small_site / "output")
    assert [one.name for one in found] == ["hotline"]
    carriers.looked(small_site, found)
    assert carriers.unlooked(held.hold(small_site, NOW), small_site / "output") == ()


def test_a_sheet_of_a_notice_that_was_edited_since_is_listed_where_it_may_carry_it(tmp_path):
    site = support.example_site("shipped", tmp_path / "site")
    support.build_unprinted(site, site / "output")
    assert _found(site, "hotline").sheets == ()  # empty files are nobody's sheets
    assert files.SETTINGS.path == TOML
