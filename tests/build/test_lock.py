"""Two builds of one output folder at once: the second waits."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile

import pytest

from generator.build import lock
from generator.diagnostics.errors import Misused, Unable
from tests import support
from tests.support import ROOT, tree, write_tree

_HOLDER = """
import sys, time
from pathlib import Path
from generator.build import lock
with lock.held(Path(sys.argv[1]), Path(sys.argv[2]), print):
    print("held", flush=True)
    time.sleep(600)
"""


def _builder(site, output):
    """A build in a process of its own."""
    command = [sys.executable, "-m", "generator", "--site", site, "build", "--no-pdf"]
    return subprocess.Popen(
        [*command, "--output", output], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )


def test_a_second_build_says_that_it_waits_and_then_builds(small_site, tmp_path):
    output = tmp_path / "output"
    with lock.held(small_site, output, pytest.fail):
        second = _builder(small_site, output)
        assert second.stderr.readline() == f"another build is at work in {output}; waiting\n"
        assert not output.exists()
    second.communicate()
    assert second.returncode == 0
    assert (output / "index.html").exists()


@pytest.mark.posix
def test_a_build_of_another_site_into_the_same_folder_is_refused(small_site, tmp_path, monkeypatch):
    output, other = tmp_path / "output", tmp_path / "other"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    shutil.copytree(small_site, other)
    support.build(small_site, output)
    before = tree(output)
    with (
        lock.held(small_site, output, pytest.fail),
        pytest.raises(Misused, match=r"output: a build of another site is at work there; name"),
    ):
        support.build(other, output)
    assert tree(output) == before
    assert not list(tmp_path.glob("bulletin-generator*"))
    support.build(other, output)


def test_another_sites_build_is_refused_in_a_process_of_its_own_too(small_site, tmp_path):
    shutil.copytree(small_site, tmp_path / "other")
    with lock.held(small_site, tmp_path / "output", pytest.fail):
        second = _builder(tmp_path / "other", tmp_path / "output")
        _, told = second.communicate()
    assert second.returncode == 2
    assert "a build of another site is at work there" in told


def test_without_a_place_for_temporary_files_a_site_is_built_all_the_same(
    small_site, tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert support.build(small_site, tmp_path / "output").published.written


def test_two_builds_at_once_both_end_well(small_site, tmp_path):
    both = [_builder(small_site, tmp_path / "output") for _ in range(2)]
    for one in both:
        one.communicate()
        assert one.returncode == 0
    support.build(small_site, tmp_path / "clean")
    assert tree(tmp_path / "output") == tree(tmp_path / "clean")


def test_a_build_does_not_wait_for_ever(small_site, tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    told = []
    with (
        lock.held(small_site, tmp_path / "output", pytest.fail),
        pytest.raises(Unable, match=r"there still, .* end it, and build") as e,
    ):
        support.build(small_site, tmp_path / "output", notify=told.append)
    assert (e.value.status, len(told)) == (3, 1)


def test_builds_into_different_folders_do_not_wait(small_site, tmp_path):
    with lock.held(small_site, tmp_path / "one", pytest.fail):
        support.build(small_site, tmp_path / "other", notify=pytest.fail)


def test_a_killed_build_locks_nobody_out(small_site, tmp_path):
    command = [sys.executable, "-c", _HOLDER, small_site, tmp_path / "output"]
    holder = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    holder.kill()
    holder.communicate()
    support.build(small_site, tmp_path / "output", notify=pytest.fail)


def test_the_lock_stands_outside_the_output(small_site, tmp_path):
    support.build(small_site, tmp_path / "output")
    assert not list((tmp_path / "output").rglob("*.lock"))
    assert len(list((small_site / ".cache").glob("*.lock"))) == 1


def test_a_site_that_cannot_be_written_is_locked_too(small_site, tmp_path, monkeypatch):
    write_tree(small_site, {".cache": "a file, where even the administrator makes no folder"})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(lock, "_PATIENCE", 0)
    with (
        lock.held(small_site, tmp_path / "output", pytest.fail),
        pytest.raises(Unable, match="another build"),
    ):
        support.build(small_site, tmp_path / "output")
    assert support.build(small_site, tmp_path / "output").published.written


def test_a_refused_folder_is_not_locked(small_site, tmp_path):
    (tmp_path / "no site").mkdir()
    for site, output in ((small_site, small_site / "content"), (tmp_path / "no site", tmp_path)):
        with pytest.raises(Misused):
            support.build(site, output)
        assert not (site / ".cache").exists()
