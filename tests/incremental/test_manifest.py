"""What a build remembers of itself: it comes back as it was, or not at all."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.incremental import manifest
from generator.incremental.manifest import Manifest, Unit
from tests.support import write_tree

PROBLEM = Problem(
    "content/a/x.txt", 3, "file-name", said("{n} files", n=2), said("move it"), warning=True
)
UNITS = {
    "alpha": Unit(
        "alpha",
        "f" * 64,
        ("en/alpha/index.html", "en/alpha/警.txt"),
        ("0" * 64, "1" * 64),
        ("content/alpha", "content/alpha/bulletin.md"),
        "seen",
        "made",
        '{"title":"\\u8b66"}',
        (PROBLEM,),
        span=("2026-12-25T08:30:00", ""),
        facts={"hotline": "96110", "app": "国家反诈中心"},
        judged='{"00":[[0,"english","\\u8b66","",true]]}',
    ),
    "the rest": Unit("the rest", "", (), ()),
}
WORDS = {"locales/zh_Hans/LC_MESSAGES/site.po": 'msgid ""\n\udcff警\n'}
MANIFEST = Manifest(
    *("print", ("en", "zh-Hans"), UNITS, (PROBLEM,), ("en/mine.txt",), "folders", 7),
    words=WORDS,
    judged='{"11":[]}',
)


@pytest.fixture
def site(tmp_path):
    return write_tree(tmp_path / "site", {"content/site.toml": ""})


def kept(site, output, remembered=MANIFEST):
    """Keep it; gives the file that it is in."""
    manifest.keep(site, output, remembered)
    return manifest.path(site, output)


def test_what_is_kept_comes_back_as_it_was(site, tmp_path):
    place = kept(site, tmp_path / "output")
    found = manifest.recall(site, tmp_path / "output")
    assert found.units == UNITS
    assert (found.inputs_fingerprint, found.locales, found.warnings) == (
        "print",
        ("en", "zh-Hans"),
        (PROBLEM,),
    )
    assert (found.foreign, found.folders_stamp, found.begun_at) == (("en/mine.txt",), "folders", 7)
    assert found.words == WORDS
    assert found.judged == '{"11":[]}'
    assert found.written_at == place.stat().st_mtime_ns
    assert str(found.warnings[0]) == str(PROBLEM)


def test_what_came_back_is_kept_again_to_the_byte(site, tmp_path):
    place = kept(site, tmp_path / "output")
    before = place.read_bytes()
    place = kept(site, tmp_path / "output", manifest.recall(site, tmp_path / "output"))
    assert place.read_bytes() == before


def test_new_looks_of_a_unit_that_came_back_are_kept(site, tmp_path):
    """And not the row that it was read from."""
    kept(site, tmp_path / "output")
    found = manifest.recall(site, tmp_path / "output")
    again = found.units["alpha"].with_stamps(seen_stamp="other", made_stamp="others")
    kept(site, tmp_path / "output", Manifest(units={"alpha": again}, begun_at=1))
    (alpha,) = manifest.recall(site, tmp_path / "output").units.values()
    assert (alpha.seen_stamp, alpha.made_stamp) == ("other", "others")
    assert alpha.with_stamps(seen_stamp="seen", made_stamp="made") == UNITS["alpha"]


def test_a_unit_is_the_same_whether_it_was_made_or_read(site, tmp_path):
    kept(site, tmp_path / "output")
    found = manifest.recall(site, tmp_path / "output").units["alpha"]
    assert found == UNITS["alpha"]
    assert repr(found) == repr(UNITS["alpha"]), "a failing test shows its values once"


def test_a_unit_says_nothing_unless_it_is_a_notice():
    unit = Unit("the list", "", ("en/index.html",), ("0",))
    assert (unit.summary, unit.seen, unit.seen_stamp, unit.made_stamp, unit.row) == (
        "",
        (),
        "",
        "",
        "",
    )


def test_nothing_is_known_before_the_first_build(site, tmp_path):
    nothing = manifest.recall(site, tmp_path / "output")
    assert nothing == Manifest("", (), {}, (), (), "", 0, 0)
    assert list(nothing.all_warnings()) == []


def test_nothing_is_remembered_of_another_output_or_site(site, tmp_path):
    kept(site, tmp_path / "output")
    assert manifest.recall(site, tmp_path / "another") == Manifest()
    assert manifest.recall(tmp_path, tmp_path / "output") == Manifest()


def test_an_output_is_the_same_however_it_is_written(site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "output")
    (tmp_path / "output").mkdir()
    named = {
        manifest.path(site, tmp_path.joinpath(name)) for name in ("output", "link", "x/../output")
    }
    assert named | {manifest.path(site, Path("output"))} == named
    assert len(named) == 1
    assert manifest.path(site, tmp_path / "other") not in named


def test_a_build_begins_at_the_time_of_the_sites_own_file_system(site, tmp_path):
    output = tmp_path / "output"
    before = (write_tree(site, {"before": ""}) / "before").stat().st_mtime_ns
    first = manifest.begin(site, output)
    second = manifest.begin(site, output)
    after = (write_tree(site, {"after": ""}) / "after").stat().st_mtime_ns
    assert before <= first <= second <= after
    assert manifest.recall(site, output) == Manifest()


def test_where_nothing_can_be_remembered_the_build_goes_on(site, tmp_path):
    write_tree(site, {manifest.FOLDER: "a file"})
    assert manifest.begin(site, tmp_path / "output") == 0
    manifest.keep(site, tmp_path / "output", MANIFEST)
    assert manifest.recall(site, tmp_path / "output") == Manifest()
    assert (site / manifest.FOLDER).read_text(encoding="utf-8") == "a file"


def test_a_build_whose_beginning_is_not_known_is_not_remembered(site, tmp_path):
    """No source could be told then from one that has changed since."""
    manifest.keep(site, tmp_path / "output", Manifest("print", units=UNITS))
    assert not (site / manifest.FOLDER).exists()


def test_git_leaves_out_what_is_remembered_unless_somebody_says_otherwise(site, tmp_path):
    kept(site, tmp_path / "output")
    ignore = site / manifest.FOLDER / ".gitignore"
    assert ignore.read_text(encoding="utf-8") == "*\n"
    ignore.write_text("mine\n", encoding="utf-8")
    kept(site, tmp_path / "output")
    assert ignore.read_text(encoding="utf-8") == "mine\n"


def test_all_that_a_build_had_to_say_is_told_again():
    other = Problem("content/site.toml", 1, "site", "x", "y", warning=True)
    found = Manifest(units=UNITS, warnings=(other,)).all_warnings()
    assert list(found) == [other, PROBLEM]


def test_it_looks_as_before_where_each_unit_is_the_very_same():
    former = Manifest(units=UNITS)
    assert Manifest(units=dict(UNITS)).looks_as(former)
    assert Manifest().looks_as(former)
    for name, unit in UNITS.items():
        looked_into = {**UNITS, name: unit.with_stamps()}
        assert not Manifest(units=looked_into).looks_as(former)
    assert not former.looks_as(Manifest(units={"alpha": UNITS["alpha"]}))


# What cannot be read, in each place: behind a seal that is right, or nobody would look at it.


def _row(**changed):
    parts = {
        **{"name": "a", "made_from": "", "paths": ["x"], "sums": "0", "seen": [], "seen_stamp": ""},
        **{"made_stamp": "", "span": ["", ""], "facts": {"hotline": "1"}, "warnings": []},
    }
    return json.dumps(list({**parts, **changed}.values())) + "\t{}\t"


def _head(**changed):
    head = {
        **{"inputs_fingerprint": "g", "locales": [], "warnings": [], "foreign": []},
        **{"folders_stamp": "", "begun_at": 1, "time_zone": "UTC", "words": {}, "judged": ""},
    }
    return json.dumps({**head, **changed})


def _without(key):
    return json.dumps({name: value for name, value in json.loads(_head()).items() if name != key})


UNREADABLE = {
    "nothing": "",
    "letters that are none": "\xff\n",
    "a head that is cut off": _head()[:-1] + "\n",
    "a head that is a list": "[]\n",
    "a head that is nested without end": "[" * 100_000 + "\n",
    **{f"a head without {key}": f"{_without(key)}\n" for key in json.loads(_head())},
    "languages that are no list": _head(locales=1) + "\n",
    "a warning that is none": _head(warnings=[["x"]]) + "\n",
    "a row without its notice": f"{_head()}\n{_row().partition(chr(9))[0]}\n",
    "a row with two notices": f"{_head()}\n{_row()}\t{{}}\n",
    "a row of which nothing was judged": f"{_head()}\n{_row()[:-1]}\n",
    "a row that is cut off": f"{_head()}\n{_row()[1:]}\n",
    "a row with a part too many": f"{_head()}\n{_row(more=1)}\n",
    "an empty row": f"{_head()}\n\n{_row()}\n",
    "a row with half a span": f"{_head()}\n{_row(span=['x'])}\n",
    "a row with facts that are none": f"{_head()}\n{_row(facts='hotline')}\n",
    "words that are none": _head(words=[1]) + "\n",
    "a zone that is none": _head(time_zone="Nowhere/At all") + "\n",
    "a row with more paths than sums": f"{_head()}\n{_row(paths=['x', 'y'])}\n",
    "a row with more sums than paths": f"{_head()}\n{_row(sums='0 1')}\n",
    "a row with a warning that is none": f"{_head()}\n{_row(warnings=[['x']])}\n",
}


def sealed(text):
    """The bytes of a file that holds a text, as if a build had written it."""
    data = text.encode("latin-1")
    return manifest._seal(zlib.crc32(data)) + b"\n" + data


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_not_believed(text, site, tmp_path):
    place = kept(site, tmp_path / "output")
    place.write_bytes(sealed(text))
    assert manifest.recall(site, tmp_path / "output") == Manifest()


def test_those_files_are_right_but_for_what_is_wrong_with_them(site, tmp_path):
    """What they are made of is read: they are refused for nothing else."""
    place = kept(site, tmp_path / "output")
    place.write_bytes(sealed(f"{_head()}\n{_row()}\n"))
    assert manifest.recall(site, tmp_path / "output").units == {
        "a": Unit("a", "", ("x",), ("0",), summary="{}", facts={"hotline": "1"})
    }


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"inputs_fingerprint", b"GROUND"),
        lambda data: data.partition(b"\n")[2],
        lambda data: b"2" + data[1:],
        lambda data: b"",
        lambda data: data[:-1],
    ],
    ids=["a letter", "no seal", "another form", "empty", "cut off"],
)
def test_a_seal_that_is_not_its_own_is_not_believed(spoil, site, tmp_path):
    place = kept(site, tmp_path / "output")
    data = place.read_bytes()
    assert spoil(data) != data
    place.write_bytes(spoil(data))
    assert manifest.recall(site, tmp_path / "output") == Manifest()


def test_a_folder_in_its_place_is_not_read(site, tmp_path):
    manifest.path(site, tmp_path / "output").mkdir(parents=True)
    assert manifest.recall(site, tmp_path / "output") == Manifest()
    manifest.keep(site, tmp_path / "output", MANIFEST)
    assert list(manifest.path(site, tmp_path / "output").iterdir()) == []
