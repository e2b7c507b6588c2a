"""Where new files wait: each in a place of its own, until it takes its place in the output."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from generator.diagnostics.errors import Unable
from generator.output.stage import STAGE, Stage, Staged
from tests.support import tree, write_tree


def sum_of(data):
    return hashlib.sha256(data).hexdigest()


def test_a_new_file_waits_and_the_output_has_it_not_yet(tmp_path):
    stage = Stage(tmp_path / "output")
    staged = stage.put("en/index.html", b"new")
    assert staged == Staged("en/index.html", sum_of(b"new"), waits=True)
    assert stage.place("en/index.html").read_bytes() == b"new"
    assert not (tmp_path / "output/en").exists()


def test_a_file_that_the_output_has_does_not_wait(tmp_path):
    output = write_tree(tmp_path, {"en/index.html": "same"})
    stage = Stage(output)
    assert stage.put("en/index.html", b"same") == Staged("en/index.html", sum_of(b"same"), False)
    assert tree(output) == {"en/index.html": b"same"}
    assert stage.put("en/index.html", b"another").waits


@pytest.mark.parametrize("there", ["a folder", "a file above it", "a link to the same"])
def test_what_stands_in_its_place_and_is_no_such_file_makes_it_wait(there, tmp_path):
    output, outside = tmp_path / "output", write_tree(tmp_path, {"outside": "same"}) / "outside"
    output.mkdir()
    if there == "a folder":
        (output / "en/index.html").mkdir(parents=True)
    elif there == "a file above it":
        write_tree(output, {"en": "a file"})
    else:
        (output / "en").mkdir()
        (output / "en/index.html").symlink_to(outside)
    assert Stage(output).put("en/index.html", b"same").waits


def test_every_file_waits_in_a_place_of_its_own_and_the_same_for_every_process(tmp_path):
    paths = [f"{folder}/{number}.html" for folder in ("en", "zh") for number in range(600)]
    places = {Stage(tmp_path).place(path) for path in paths}
    assert len(places) == len(paths)
    assert {place.parent for place in places} == {tmp_path / STAGE}
    # One flat folder: no name is longer than a file system takes, whatever the path.
    assert all(re.fullmatch("[0-9a-f]{32}", place.name) for place in places)
    assert Stage(tmp_path).place(paths[0]) == Stage(tmp_path).place(paths[0])


def test_two_files_that_wait_hold_what_is_theirs(tmp_path):
    stage = Stage(tmp_path / "output")
    for path in ("a.html", "b.html"):
        stage.put(path, path.encode())
    assert [stage.place(path).read_bytes() for path in ("a.html", "b.html")] == [
        b"a.html",
        b"b.html",
    ]


def test_another_process_may_make_the_stage_at_the_same_moment(tmp_path, monkeypatch):
    """It was not there when the file was to be written, and is when the folder is to be made."""
    stage, real = Stage(tmp_path / "output"), Path.write_bytes

    def write(path, data):
        if not path.parent.exists():
            path.parent.mkdir(parents=True)
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", write)
    assert stage.put("index.html", b"x").waits
    assert stage.place("index.html").read_bytes() == b"x"


def test_a_disk_that_fails_is_told_with_the_file(tmp_path):
    output = write_tree(tmp_path, {"output/.building-stage": "a file"}) / "output"
    with pytest.raises(Unable, match=r"\.building-stage.*: cannot be written: "):
        Stage(output).put("index.html", b"x")


def test_a_disk_that_names_no_file_is_told_with_the_output(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(Unable, match=r"/output: cannot be written: No space left on device$"):
        Stage(tmp_path / "output").put("index.html", b"x")


def test_the_stage_goes_and_a_folder_that_it_alone_stood_in(tmp_path):
    stage = Stage(tmp_path / "output")
    stage.put("index.html", b"x")
    stage.clear()
    assert not (tmp_path / "output").exists()
    stage.clear()
    assert tmp_path.exists()


def test_the_stage_goes_and_nothing_that_stands_beside_it(tmp_path):
    output = write_tree(tmp_path / "output", {"mine.txt": "x"})
    stage = Stage(output)
    stage.put("index.html", b"x")
    stage.clear()
    assert tree(output) == {"mine.txt": b"x"}
    assert not (output / STAGE).exists()


def test_a_link_in_the_stages_place_goes_and_what_it_leads_to_stays(tmp_path):
    elsewhere = write_tree(tmp_path / "elsewhere", {"mine.txt": "x"})
    output = write_tree(tmp_path / "output", {"index.html": "x"})
    (output / STAGE).symlink_to(elsewhere)
    Stage(output).clear()
    assert not (output / STAGE).is_symlink()
    assert tree(elsewhere) == {"mine.txt": b"x"}
    assert Stage(output).put("new.html", b"y").waits
    assert tree(elsewhere) == {"mine.txt": b"x"}
