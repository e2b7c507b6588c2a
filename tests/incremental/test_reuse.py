"""What of the last build is still right, and what has to be read to know it."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.incremental import fingerprint, manifest, reuse, stat
from generator.incremental.manifest import Manifest, Unit
from generator.options import Options
from generator.source import reader
from tests import support
from tests.support import write_tree

SLUGS = ("loan", "refund")
LOAN = {
    "content/loan/bulletin.md": "---\ntitle: Loans\ndate: 2022-07-01\n---\n\nAsk {police}.\n",
    "content/loan/routines/01-chat.md": "---\ntitle: A chat\n---\n\n> Cheap loans.\n\nLies.\n",
    "locales/zh_Hans/LC_MESSAGES/loan.po": 'msgid ""\n'
    'msgstr "Content-Type: text/plain; charset=UTF-8\\n"\n',
}
LOAN_PAGE, REFUND_PAGE = "en/loan/index.html", "en/refund/index.html"
MADE = {
    "loan": (LOAN_PAGE, "en/loan/posters/chat.html", "zh-Hans/loan/index.html"),
    "refund": (REFUND_PAGE, "en/refund/bulletin.txt"),
    "the list": ("en/index.html", "index.html"),
    "the sums": ("SHA256SUMS",),
}
"""By unit, the files that it is made to: each holds its own path."""


@pytest.fixture
def site(tmp_path):
    """A site of two notices, and what is remembered of a build of it into output/."""
    pages = {f"output/{path}": path for paths in MADE.values() for path in paths}
    folder = write_tree(tmp_path / "site", {**support.SMALL_SITE, **LOAN, **pages})
    stat.settle()  # or they are too new to be trusted
    begun = manifest.begin(folder, folder / "output")
    units = {name: _made(folder, name) for name in MADE}
    made = reuse.stamped(folder, folder / "output", units)
    now = reuse.with_foreign(folder / "output", Manifest("inputs", ("en",), made, begun_at=begun))
    manifest.keep(folder, folder / "output", now)
    return folder


def _made(site, name):
    """A unit as a build makes it."""
    sums = tuple(hashlib.sha256(path.encode()).hexdigest() for path in MADE[name])
    if name not in SLUGS:
        return Unit(name, "", MADE[name], sums)
    told = support.Problems()
    files = reader.read_bulletin(site, name, reader.locale_folders(site, told), told)
    read = fingerprint.of_bulletin(
        "inputs", files.documents, sorted(files.catalogs.items()), files.pictures
    )
    return Unit(name, read, MADE[name], sums, files.seen)


@pytest.fixture
def read(monkeypatch):
    """What is read from now on: files of outputs, and notices by their slugs."""
    found, bytes_of, of_bulletin = [], Path.read_bytes, reader.read_bulletin

    def read_bytes(path):
        found.append(path.as_posix().partition("/output/")[2] or path.name)
        return bytes_of(path)

    def read_bulletin(folder, slug, *others):
        found.append(slug)
        with monkeypatch.context() as quiet:
            quiet.setattr(Path, "read_bytes", bytes_of)
            return of_bulletin(folder, slug, *others)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    monkeypatch.setattr(reader, "read_bulletin", read_bulletin)
    return found


def former(site):
    """What the last build is remembered by."""
    found = manifest.recall(site, site / "output")
    assert set(SLUGS) < found.units.keys()
    return found


def looked_at(site, remembered, slugs=SLUGS):
    """What of it is right still."""
    return reuse.find_fresh(Options(site, site / "output"), remembered, slugs)


def lost(site, slugs=SLUGS):
    """The units that have to be made again."""
    remembered = former(site)
    return remembered.units.keys() - looked_at(site, remembered, slugs).units.keys()


def touched(path):
    """Make a file look as if it had been changed."""
    os.utime(path, ns=(1, 1))


# Nothing has changed.


@pytest.mark.posix
def test_where_nothing_has_changed_no_file_is_read(site, read):
    remembered = former(site)
    read.clear()
    found = looked_at(site, remembered)
    assert read == []
    assert found == remembered
    assert found.looks_as(remembered)
    assert found.folders_stamp


def test_what_was_never_looked_at_is_read(site, read):
    """As when the looks of its files are not known: then contents alone decide."""
    remembered = former(site)
    blind = {
        name: unit.with_stamps(seen_stamp="", made_stamp="")
        for name, unit in remembered.units.items()
    }
    read.clear()
    found = looked_at(site, replace(remembered, units=blind))
    assert found.units.keys() == remembered.units.keys()
    assert {*SLUGS, LOAN_PAGE, REFUND_PAGE} <= set(read)
    assert found.units == remembered.units, "their looks are known from now on"


# The output.


@pytest.mark.posix
def test_a_file_that_only_looks_otherwise_is_read_once_and_its_unit_kept(site, read):
    touched(site / "output" / LOAN_PAGE)
    remembered = former(site)
    read.clear()
    found = looked_at(site, remembered)
    assert set(read) == set(remembered.units["loan"].paths)
    assert found.units.keys() == remembered.units.keys()
    assert not found.looks_as(remembered)
    assert found.units["refund"] is remembered.units["refund"]
    read.clear()
    later = replace(found, written_at=found.written_at + 10**10)
    assert looked_at(site, later).units == found.units
    assert read == []


@pytest.mark.parametrize("way", ["altered", "removed", "a link", "a folder"])
def test_a_file_that_is_not_as_it_was_made_costs_its_own_unit_alone(way, site):
    page = site / "output" / LOAN_PAGE
    data = page.read_bytes()
    page.unlink()
    if way == "altered":
        page.write_bytes(data + b" ")
    elif way == "a link":
        page.symlink_to(write_tree(site, {"same.html": data}) / "same.html")
    elif way == "a folder":
        page.mkdir()
    assert lost(site) == {"loan"}


def test_each_file_of_a_unit_is_looked_at(site):
    for path in former(site).units["loan"].paths:
        data = (site / "output" / path).read_bytes()
        write_tree(site / "output", {path: data + b" "})
        assert lost(site) == {"loan"}, path
        write_tree(site / "output", {path: data})


def test_a_file_of_the_same_size_and_time_is_seen_to_differ(site):
    page = site / "output" / LOAN_PAGE
    was = page.stat()
    page.write_bytes(page.read_bytes().replace(b"loan", b"lone"))
    os.utime(page, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert lost(site) == {"loan"}


@pytest.mark.parametrize("place", ["mine.txt", "en/mine.txt", "new/mine.txt"])
def test_a_file_that_came_makes_folders_be_looked_into_and_costs_no_unit(place, site):
    remembered = former(site)
    write_tree(site / "output", {place: "x"})
    found = looked_at(site, remembered)
    assert found.folders_stamp == ""
    assert found.looks_as(remembered), "no file of a unit has to be read"
    assert reuse.with_foreign(site / "output", found).foreign == (place,)


@pytest.mark.parametrize("place", ["en/loan/mine.txt", "en/loan/posters/mine.txt"])
def test_a_file_that_came_beside_those_of_a_unit_is_noticed_too(place, site):
    """In folders that are the unit's own, whose looks are kept with it."""
    remembered = former(site)
    write_tree(site / "output", {place: "x"})
    found = looked_at(site, remembered)
    assert found.folders_stamp == ""
    assert found.units.keys() == remembered.units.keys()
    assert reuse.with_foreign(site / "output", found).foreign == (place,)


@pytest.mark.posix
def test_where_files_were_looked_for_anew_the_next_build_looks_for_none(site):
    remembered = former(site)
    write_tree(site / "output", {"en/mine.txt": "x"})
    stat.settle()
    now = reuse.with_foreign(site / "output", looked_at(site, remembered))
    after = write_tree(site, {"now": ""}) / "now"
    later = replace(now, written_at=after.stat().st_mtime_ns)
    assert looked_at(site, later).folders_stamp == now.folders_stamp != remembered.folders_stamp


def test_of_an_output_that_is_gone_nothing_is_right(site):
    shutil.rmtree(site / "output")
    assert {*SLUGS} <= lost(site)


def test_what_was_written_as_late_as_the_record_is_read(site, read):
    """It could have been written once more at the same instant, and look the same."""
    remembered = replace(former(site), written_at=1)
    read.clear()
    found = looked_at(site, remembered)
    assert {LOAN_PAGE, REFUND_PAGE} <= set(read)
    assert found.units.keys() == remembered.units.keys()
    assert found.folders_stamp == ""


def test_folders_that_changed_as_late_as_the_record_are_looked_into(site):
    """A file could have come at the same instant, and they would look the same."""
    remembered = former(site)
    folder = write_tree(site / "output", {"en/mine.txt": "x"}) / "en"
    late = folder.stat().st_ctime_ns + 1_000_000
    looks = reuse.folders_stamp(site / "output")
    found = looked_at(site, replace(remembered, folders_stamp=looks, written_at=late))
    assert found.folders_stamp == ""
    assert found.looks_as(remembered), "the units' own files are older"


# The sources.


@pytest.mark.posix
def test_a_source_that_only_looks_otherwise_is_read_once_and_its_unit_kept(site, read):
    touched(site / "content/loan/bulletin.md")
    remembered = former(site)
    read.clear()
    found = looked_at(site, remembered)
    assert read == ["loan"]
    assert found.units.keys() == remembered.units.keys()
    assert found.units["refund"] is remembered.units["refund"]
    read.clear()
    later = replace(found, begun_at=found.begun_at + 10**10)
    assert looked_at(site, later).units == found.units
    assert read == []


@pytest.mark.posix
def test_a_source_that_was_read_as_late_as_it_was_written_is_read_again(site, read):
    remembered = replace(former(site), begun_at=1)
    read.clear()
    assert looked_at(site, remembered).units.keys() == remembered.units.keys()
    assert read == list(SLUGS)


EDITS = {
    "a text": lambda site: write_tree(site, {"content/loan/routines/01-chat.md": "x"}),
    "a file that came": lambda site: write_tree(
        site, {"content/loan/reminders/01-x.md": "---\ntitle: X\n---\n\nY.\n"}
    ),
    "a file that went": lambda site: (site / "content/loan/routines/01-chat.md").unlink(),
    "a file's name": lambda site: (site / "content/loan/routines/01-chat.md").rename(
        site / "content/loan/routines/02-chat.md"
    ),
    "a catalogue": lambda site: write_tree(
        site, {"locales/zh_Hans/LC_MESSAGES/loan.po": 'msgid "x"\nmsgstr "y"\n'}
    ),
    "a catalogue that went": lambda site: (site / "locales/zh_Hans/LC_MESSAGES/loan.po").unlink(),
    "a file that is left out": lambda site: write_tree(site, {"content/loan/notes.txt": "x"}),
    "a file that cannot be read": lambda site: write_tree(site, {"content/loan/x.md": b"\xff"}),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_notice_whose_sources_differ_is_made_again_and_no_other(edit, site):
    edit(site)
    assert lost(site) == {"loan"}


def test_a_catalog_that_came_costs_its_notice(site):
    """It was looked for where it stands now."""
    write_tree(site, {"locales/zh_Hans/LC_MESSAGES/refund.po": 'msgid "x"\nmsgstr "y"\n'})
    assert lost(site) == {"refund"}


def test_a_notice_that_went_is_not_kept_and_what_is_no_notice_is(site):
    assert lost(site, ["refund"]) == {"loan"}
    assert lost(site, []) == set(SLUGS)


@pytest.mark.posix
def test_another_ground_makes_other_notices(site):
    """Whose sources have to be read to know it: their looks are of the ground they were made on."""
    touched(site / "content/loan/bulletin.md")
    remembered = replace(former(site), inputs_fingerprint="another")
    assert remembered.units.keys() - looked_at(site, remembered).units.keys() == {"loan"}


@pytest.mark.posix
def test_where_a_languages_folder_cannot_be_read_only_unchanged_looks_are_believed(site):
    """It may be the one in which a catalog of the notice stands."""
    (site / "locales/fr").mkdir()
    (site / "locales/fr/LC_MESSAGES").symlink_to(site / "elsewhere")
    remembered = former(site)
    told = support.Problems()
    reader.locale_folders(site, told)
    assert told.errors, "the folder is one that cannot be read"
    assert looked_at(site, remembered).units.keys() == remembered.units.keys()
    touched(site / "content/loan/bulletin.md")
    assert lost(site) == {"loan"}


# Stamps.


@pytest.mark.posix
def test_new_units_get_the_looks_of_their_files_and_old_ones_keep_theirs(site):
    made = Unit("loan", "", (LOAN_PAGE,), ("",), ("content/loan/bulletin.md",))
    rest = Unit("the rest", "", ("sitemap.xml",), ("",))
    old = Unit("old", "", (LOAN_PAGE,), ("",), ("content/loan",), "seen", "made")
    half = Unit("half", "", (LOAN_PAGE,), ("",), ("content/loan",), "seen")
    other = Unit("other", "", (LOAN_PAGE,), ("",), ("content/loan",), "", "made")
    given = {unit.name: unit for unit in (made, rest, old, half, other)}
    found = reuse.stamped(site, site / "output", given)
    assert found["old"] is old
    assert found["loan"].seen_stamp == stat.stamp(site, made.seen)
    assert found["loan"].made_stamp == stat.stamp(site / "output", [LOAN_PAGE, "en/loan"])
    assert found["the rest"].seen_stamp == ""
    assert found["the rest"].made_stamp == stat.stamp(site / "output", ["sitemap.xml"])
    assert reuse.stamped(site, site / "output", found)["the rest"] is found["the rest"]
    assert (found["half"].seen_stamp, found["half"].made_stamp) == (
        "seen",
        found["loan"].made_stamp,
    )
    assert found["other"].made_stamp == "made"
    assert found["other"].seen_stamp == stat.stamp(site, ["content/loan"])


@pytest.mark.posix
def test_the_looks_of_an_outputs_folders_are_those_of_no_link(site, tmp_path):
    output = site / "output"
    before = reuse.folders_stamp(output)
    outside = tmp_path / "outside"
    outside.mkdir()
    (output / "link").symlink_to(outside)
    linked = reuse.folders_stamp(output)
    assert linked != before, "a name came"
    write_tree(outside, {"x": ""})
    assert reuse.folders_stamp(output) == linked
    (output / "en/new").mkdir()
    assert reuse.folders_stamp(output) != linked


@pytest.mark.posix
def test_an_output_that_is_not_there_has_looks_too(tmp_path):
    assert reuse.folders_stamp(tmp_path / "none") != reuse.folders_stamp(tmp_path)


def test_files_that_no_build_made_are_named_in_order(site):
    kept = Manifest(units=former(site).units)
    write_tree(site / "output", {"z.txt": "", "en/loan/b.txt": "", "a/x.txt": ""})
    found = reuse.with_foreign(site / "output", kept)
    assert found.foreign == ("a/x.txt", "en/loan/b.txt", "z.txt")
    assert found.folders_stamp == reuse.folders_stamp(site / "output")
