"""Whoever has a copy of the site can show whether anybody changed it."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from generator.diagnostics.errors import Misused, Unable
from generator.output.checksums import SUMS
from generator.output.verify import Verdict, verify
from tests.support import publish

FILES = {"index.html": b"one", "en/index.html": b"two", "en/字/page.html": b"three"}


@pytest.fixture
def published(tmp_path):
    publish(FILES, tmp_path / "output")
    return tmp_path / "output"


@pytest.fixture
def copy(published, tmp_path):
    shutil.copytree(published, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_copy_of_the_site_is_whole(published, copy):
    assert verify(copy, published / SUMS) == Verdict(3, (), (), ())
    assert verify(copy, published / SUMS).is_whole


def test_what_was_changed_is_missing_or_was_added_is_named(published, copy):
    (copy / "index.html").write_bytes(b"One")
    (copy / "en/index.html").unlink()
    (copy / "en/new.html").write_bytes(b"x")
    verdict = verify(copy, published / SUMS)
    assert verdict == Verdict(1, ("index.html",), ("en/index.html",), ("en/new.html",))
    assert not verdict.is_whole


def test_a_forged_list_in_the_copy_is_found_by_the_trusted_one(published, copy):
    forged = {**FILES, "index.html": b"pay here"}
    publish(forged, copy)
    assert verify(copy, copy / SUMS).is_whole
    assert verify(copy, published / SUMS).changed == ("index.html",)


def test_a_link_in_a_files_place_is_a_change_whatever_is_behind_it(published, copy):
    (copy / "index.html").unlink()
    (copy / "index.html").symlink_to(published / "index.html")
    (copy / "folder").symlink_to(published / "en")
    verdict = verify(copy, published / SUMS)
    assert (verdict.changed, verdict.added) == (("index.html",), ("folder",))


def test_a_folder_in_a_files_place_is_a_change(published, copy):
    (copy / "index.html").unlink()
    (copy / "index.html").mkdir()
    assert verify(copy, published / SUMS).changed == ("index.html",)


def test_what_keeps_the_output_in_git_is_no_addition(published, copy):
    (copy / ".gitignore").write_text("*\n")
    assert verify(copy, published / SUMS).is_whole


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x\n",
        f"{'0' * 64}  ../outside\n",
        f"{'0' * 64}  /etc/passwd\n",
        "\0",
        f"{'0' * 63}  a\n",
    ],
)
def test_a_list_that_is_none_is_refused(text, copy, tmp_path):
    (tmp_path / "sums").write_text(text)
    with pytest.raises(Misused, match="list"):
        verify(copy, tmp_path / "sums")


def test_the_line_that_is_no_line_of_a_list_is_named(copy, tmp_path):
    listing = tmp_path / "sums"
    rows = [f"{'0' * 64}  a", f"{'0' * 64}  b", "x", "y"]
    listing.write_text("".join(f"{row}\n" for row in rows))
    with pytest.raises(Misused) as refused:
        verify(copy, listing)
    assert str(refused.value).startswith(f"{listing}:3: this is no line of a list of sums; ")
    listing.write_text("")
    with pytest.raises(Misused) as refused:
        verify(copy, listing)
    assert str(refused.value) == f"{listing} lists nothing; name the trusted list"


def test_a_list_or_a_folder_that_is_not_there_is_told(published, copy, tmp_path):
    nowhere = tmp_path / "nowhere"
    with pytest.raises(Misused) as refused:
        verify(copy, nowhere)
    reason = "cannot be read: No such file or directory"
    assert str(refused.value) == f"{nowhere}: {reason}; name the trusted list"
    with pytest.raises(Misused) as refused:
        verify(nowhere, published / SUMS)
    told = f"{nowhere} is not a folder; name the folder that the site was copied to"
    assert str(refused.value) == told


def test_of_a_copy_with_a_folder_that_cannot_be_listed_nothing_is_said(
    published, copy, monkeypatch
):
    """It may hold what was added. The administrator may list every folder: so one is refused."""
    (copy / "shut").mkdir()
    scandir = os.scandir

    def refusing(folder):
        if os.fspath(folder) == os.fspath(copy / "shut"):
            raise PermissionError(13, "Permission denied", os.fspath(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(Unable, match="shut: cannot be read: Permission denied"):
        verify(copy, published / SUMS)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="there is no sha256sum here")
def test_a_list_that_sha256sum_wrote_is_read(copy, tmp_path):
    done = subprocess.run(
        ["sha256sum", "--binary", *FILES], cwd=copy, check=True, capture_output=True
    )
    (tmp_path / "sums").write_bytes(done.stdout)
    assert verify(copy, tmp_path / "sums").is_whole
