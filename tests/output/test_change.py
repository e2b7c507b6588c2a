"""Changes of the output: all of them or none, whatever fails and whenever a build is killed."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from generator.diagnostics.errors import Unable
from generator.output import change
from generator.output import publish as publication
from generator.output.checksums import SUMS
from generator.output.publish import check_folder
from generator.output.stage import JOURNAL, Stage
from tests.faults import whole
from tests.faults.calls import Counter, counted
from tests.output.test_publish import FIRST, SECOND, Failing, listed, sum_of
from tests.support import publish, tree, write_tree

DEAD = 99
"""The exit status of a process that died."""


def _begin(output, files):
    """Put the output as it was; None where there was none."""
    if files is None:
        shutil.rmtree(output, ignore_errors=True)
    else:
        publish(files, output)


def _calls(before, after, folder):
    """How many file calls it takes to publish these files over those."""
    folder.mkdir()
    _begin(folder / "output", before)
    counter = Counter(folder / "told")
    with counted(counter):
        publish(after, folder / "output")
    return (folder / "told").read_bytes().count(b"\n")


CHANGES = {
    "first": (None, FIRST),
    "change": (FIRST, SECOND),
    "removal": (SECOND, {"index.html": b"one"}),
}
_THOROUGH = pytest.mark.thorough
ERRORS = ("EIO", *(pytest.param(name, marks=_THOROUGH) for name in ("ENOSPC", "EACCES", "EXDEV")))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", ERRORS)
def test_whichever_file_call_fails_the_output_is_the_old_one_or_the_new_one(
    name, change, tmp_path, monkeypatch
):
    monkeypatch.setattr(os, "fsync", lambda _: None)  # it takes most of the time
    before, after = CHANGES[change]
    old, new = listed(before), listed(after)
    output = tmp_path / "output"
    was_taken_back = 0

    def fail():
        raise OSError(getattr(errno, name), os.strerror(getattr(errno, name)))

    for at in range(1, _calls(before, after, tmp_path / "count") + 1):
        _begin(output, before)
        assert tree(output) == old
        failed = False
        try:
            with counted(Counter(tmp_path / "told", at, fail)):
                publish(after, output)
        except (Unable, OSError):
            failed = True
        found = whole.published(output)
        assert found == new or (failed and found == old), f"at call {at}"
        was_taken_back += failed and found == old
        publish(after, output)
        assert tree(output) == new
        assert not [*whole.leftovers(output)]
    assert was_taken_back > 10


@pytest.mark.parametrize(
    "change", ["change", *(pytest.param(name, marks=_THOROUGH) for name in ("first", "removal"))]
)
def test_wherever_a_publication_is_killed_each_file_is_whole_and_the_next_takes_it_back(
    change, tmp_path, monkeypatch
):
    monkeypatch.setattr(os, "fsync", lambda _: None)  # it takes most of the time
    before, after = CHANGES[change]
    old, new = listed(before), listed(after)
    output = tmp_path / "output"
    seen = set()
    for at in range(1, _calls(before, after, tmp_path / "count") + 1):
        _begin(output, before)
        child = os.fork()
        if not child:
            with counted(Counter(tmp_path / "told", at, lambda: os._exit(DEAD))):
                publish(after, output)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status == DEAD
        assert not [*whole.halves(whole.published(output), old, new)]
        check_folder(output, tmp_path / "site")
        publication.heal(output)
        found = whole.published(output)
        assert found in (old, new)
        seen.add(found == new)
        publish(after, output)
        assert tree(output) == new
    assert seen == {True, False}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.EXDEV])
@pytest.mark.parametrize("call", ["link", "unlink", "rmdir", "mkdir", "replace", "fsync", "chmod"])
def test_where_one_kind_of_call_fails_always_the_output_is_the_old_one_or_the_new_one(
    call, number, tmp_path, monkeypatch
):
    """As where a folder's permissions, or its file system, allow something never."""
    publish(FIRST, tmp_path)

    def refused(*_, **__):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(os, call, refused)
        try:
            publish(SECOND, tmp_path)
            expected = SECOND
        except Unable:
            expected = FIRST
    assert whole.published(tmp_path) == listed(expected)
    publish(SECOND, tmp_path)
    assert tree(tmp_path) == listed(SECOND)


@pytest.mark.posix
def test_what_is_put_back_from_a_copy_can_be_read_by_all_as_before(tmp_path, monkeypatch):
    """A file system without second names, a strict umask, and a build that fails at its end."""
    publish(FIRST, tmp_path)

    def refused(*_, **__):
        raise OSError(errno.EPERM, "no second names here")

    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(change, "_end", Failing(change._end, 1))
    before = os.umask(0o077)
    try:
        with pytest.raises(Unable):
            publish(SECOND, tmp_path)
    finally:
        os.umask(before)
    assert tree(tmp_path) == listed(FIRST)
    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.rglob("*.html")} == {"0o644"}


def test_an_error_is_told_with_the_file_that_was_meant(tmp_path, monkeypatch):
    publish(FIRST, tmp_path)
    real = os.replace

    def refused(old, new):
        if Path(new).parent.name == "new":
            raise PermissionError(13, "Permission denied", str(old), None, str(new))
        real(old, new)

    monkeypatch.setattr(os, "replace", refused)
    place = tmp_path / "en/new/page.html"
    with pytest.raises(Unable, match=f"^{place}: cannot be written: Permission denied$"):
        publish(SECOND, tmp_path)
    assert tree(tmp_path) == listed(FIRST)


def test_what_cannot_be_taken_back_at_once_is_told_and_left_to_the_next_build(
    tmp_path, monkeypatch
):
    """As where the disk fails for good in the middle."""
    publish(FIRST, tmp_path)
    real, left = os.replace, 3

    def failing(old, new):
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.EIO, "Input/output error", str(old), None, str(new))
        real(old, new)

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", failing)
        with pytest.raises(Unable, match=r"some files of .* are new and others old: build again"):
            publish(SECOND, tmp_path)
    assert whole.published(tmp_path) not in (listed(FIRST), listed(SECOND))
    assert publication.is_cut_short(tmp_path)
    publication.heal(tmp_path)
    assert tree(tmp_path) == listed(FIRST)


def test_a_folder_that_somebody_made_a_link_meanwhile_is_not_healed_through(tmp_path):
    output = tmp_path / "output"
    publish(FIRST, output)
    write_tree(output, {JOURNAL: f"{'0' * 64}  en/index.html\n"})
    Stage(output).kept("en/index.html").write_bytes(b"old")
    (output / "en").rename(tmp_path / "elsewhere")
    (output / "en").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unable, match="link"):
        publication.heal(output)
    assert (tmp_path / "elsewhere/index.html").read_bytes() == b"two"


def test_a_journal_that_nobody_can_read_keeps_nobody_from_building(tmp_path):
    publish(FIRST, tmp_path)
    write_tree(tmp_path, {JOURNAL: "rubbish"})
    publish(SECOND, tmp_path)
    assert tree(tmp_path) == listed(SECOND)


@pytest.mark.parametrize("data", [b"changed", b"one"])
def test_where_files_have_one_name_only_copies_are_kept(data, tmp_path, monkeypatch):
    """A stick's file system knows no second names."""

    def refused(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    publish(FIRST, tmp_path)
    monkeypatch.setattr(os, "replace", Failing(os.replace, 4))  # in the midst of the removals
    with pytest.raises(Unable):
        publish({"index.html": data}, tmp_path)
    assert tree(tmp_path) == listed(FIRST)


def test_a_link_to_elsewhere_is_put_back_as_a_link(tmp_path, monkeypatch):
    output = tmp_path / "output"
    publish(FIRST, output)
    (output / "index.html").unlink()
    (output / "index.html").symlink_to("nowhere")
    monkeypatch.setattr(os, "replace", Failing(os.replace, 4))
    with pytest.raises(Unable):
        publish({**SECOND, "index.html": b"new"}, output)
    assert (output / "index.html").readlink() == Path("nowhere")
    assert (output / "en/index.html").read_bytes() == b"two"


def test_the_journal_lists_what_will_come_and_what_will_go_in_that_order(tmp_path, monkeypatch):
    publish({**FIRST, "a.html": b"a"}, tmp_path)
    found = []
    real = os.replace

    def looked(old, new):
        if str(old).endswith("a.html"):
            found.append((tmp_path / JOURNAL).read_text(encoding="utf-8").splitlines())
        real(old, new)

    monkeypatch.setattr(os, "replace", looked)
    publish(SECOND, tmp_path)
    was = "0" * 64
    assert found == [
        [
            f"{sum_of(b'four')}  en/new/page.html",
            *(f"{was}  {path}" for path in ("en/index.html", SUMS, "a.html", "en/old/page.html")),
        ]
    ]
