"""Output folders that a build must not, or cannot, touch; and few files open at once."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.cli import main
from generator.diagnostics.errors import Unable
from tests import support
from tests.incremental.test_incremental import a_bulletin, a_site
from tests.support import ROOT, tree, write_tree


def _run(site, output, *options, prepare=None):
    """A build as a user runs it; its exit status, and what it said on stderr."""
    command = [sys.executable, "-m", "generator", "--site", site, "build", "--no-pdf"]
    done = subprocess.run(
        [*command, "--output", output, *options],
        cwd=ROOT,
        env={**os.environ, "HOME": str(Path(site).parent)},
        preexec_fn=prepare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.fixture
def home(tmp_path):
    """A home folder with a site in it, and other things."""
    home = tmp_path / "home"
    a_site(home / "site")
    return write_tree(home, {"thesis.doc": "mine", "pictures/cat.png": "mine", "file": "mine"})


@pytest.mark.parametrize(
    "output",
    [
        *("/", ".", "site", "site/content", "site/content/alpha", "site/templates/assets"),
        *("site/locales/zh_Hans", "pictures", "file", "file/below", "site/../pictures", "linked"),
    ],
)
def test_a_folder_that_is_not_the_builds_is_refused_and_left_as_it_is(output, home, call):
    (home / "linked").symlink_to(home / "pictures")
    before = tree(home)
    build = ("--site", home / "site", "build", "--no-pdf", "--output", home / output)
    status, _, told = call(*build, HOME=str(home))
    assert status in (2, 3)
    assert len(told.splitlines()) == 1
    assert tree(home) == before
    assert not (home / "site/.cache").exists()


@pytest.mark.thorough
def test_a_build_needs_few_open_files(tmp_path):
    site = a_site(tmp_path / "site")
    for number in range(200):
        write_tree(site, a_bulletin(f"b-{number}", "one"))

    def prepare():
        resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))

    status, told = _run(site, tmp_path / "output", "--jobs", "2", prepare=prepare)
    assert status == 0, told
    support.build(site, tmp_path / "clean")
    assert tree(tmp_path / "output") == tree(tmp_path / "clean")


@pytest.fixture
def forbidden(tmp_path, monkeypatch):
    """Forbid to write anywhere but among the temporary files, and heed what is forbidden."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    @contextmanager
    def forbid():
        every = (tmp_path, *(path for path in tmp_path.rglob("*") if path != temporary))
        modes = {path: path.stat().st_mode for path in every}
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        try:
            with support.bound_by_permissions():
                yield
        finally:
            for path, mode in modes.items():
                path.chmod(mode)

    return forbid


@pytest.mark.posix
@pytest.mark.parametrize("exists", [True, False])
def test_an_output_folder_that_cannot_be_written_is_told(exists, forbidden, tmp_path):
    site = a_site(tmp_path / "site")
    output = tmp_path / "public"
    support.build(site, output if exists else tmp_path / "other")
    write_tree(site, a_bulletin("alpha", "three"))
    before = tree(tmp_path)
    with forbidden(), pytest.raises(Unable, match="cannot be written: Permission denied"):
        support.build(site, output)
    after = tree(tmp_path)
    assert {path for path in after.keys() - before.keys() if "temporary" not in path} == set()
    assert all(after[path] == data for path, data in before.items())


@pytest.mark.posix
def test_files_that_the_user_may_not_read_are_told_along_with_what_is_wrong_elsewhere(
    forbidden, tmp_path, monkeypatch, capsys
):
    site = a_site(tmp_path / "site")
    support.build(site, tmp_path / "output")
    write_tree(site, {"content/beta/routines/01-x.md": "x"})
    shut = ("content/alpha/bulletin.md", "content/gamma", "content/beta/reminders/01-y.md")
    write_tree(site, a_bulletin("gamma", "three") | {shut[2]: "x"})
    for name in shut:
        (site / name).chmod(0)
    for command in (
        ["check", "--no-pdf"],
        ["build", "--no-pdf", "--output", str(tmp_path / "output")],
    ):
        monkeypatch.setattr(sys, "argv", ["generator", "--site", str(site), *command])
        with forbidden(), pytest.raises(SystemExit) as end:
            main.main()
        told = capsys.readouterr().err.splitlines()
        assert end.value.code == 3
        remarks = ("incomplete", "verdict")
        assert [line.split(": ")[0] for line in told if line.split(": ")[1] not in remarks] == [
            f"{name}:1" for name in sorted([*shut, "content/beta/routines/01-x.md"])
        ]
        assert sum("cannot be read (Permission denied); change its" in line for line in told) == 3


def test_what_links_in_the_output_lead_to_is_not_touched(tmp_path, call):
    site, output = a_site(tmp_path / "site"), tmp_path / "output"
    build = ("--site", site, "build", "--no-pdf", "--output", output)
    support.build(site, output)
    clean = tree(output)
    elsewhere = write_tree(tmp_path / "elsewhere", {"page": "mine", "alpha/index.html": "mine"})
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(elsewhere / "page")
    assert call(*build)[0] == 0
    assert tree(output) == clean
    (output / "en").rename(tmp_path / "en")
    (output / "en").symlink_to(elsewhere)
    status, _, told = call(*build)
    assert (status, "is a link to another place; remove it" in told) == (3, True)
    assert tree(elsewhere) == {"page": b"mine", "alpha/index.html": b"mine"}
    (output / "en").unlink()
    assert call(*build)[0] == 0
    assert tree(output) == clean
