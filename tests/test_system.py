"""The rules of other systems: each is imitated, and under it the program does what it does here."""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import zoneinfo
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from generator import system, workers
from generator.diagnostics.errors import Unable
from generator.preview import server
from tests import support
from tests.incremental.test_incremental import a_bulletin, a_site
from tests.support import ROOT, publish, tree, write_tree
from tests.windows import RULES, imitated

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells which files are open")

PAGE = "en/alpha/index.html"


@pytest.fixture
def windows():
    with imitated():
        yield


@pytest.fixture
def built(windows, tmp_path):
    """A site and its output, built under Windows' rules."""
    site = a_site(tmp_path / "site")
    support.build(site, tmp_path / "output")
    return site, tmp_path / "output"


def _flush_what_is_read(folder):
    with (folder / "a").open("rb") as stream:
        os.fsync(stream.fileno())


def _flush_all(_):
    os.sync()


def _remove_open(folder):
    with (folder / "a").open("rb"):
        (folder / "a").unlink()


def _replace_open(folder):
    with (folder / "a").open("rb"):
        (folder / "b").replace(folder / "a")


def _move_open(folder):
    with (folder / "b").open("rb"):
        (folder / "b").replace(folder / "a")


def _stamp(folder):
    before = (folder / "a").stat().st_ctime_ns
    (folder / "a").write_bytes(b"changed")
    assert (folder / "a").stat().st_ctime_ns != before, "not told"


def _listen_twice(_):
    with socket.socket() as one, socket.socket() as other:
        for each in (one, other):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind(("127.0.0.1", 0))
        one.listen()
        other.bind(one.getsockname())
        other.listen()
        raise OSError(errno.EADDRINUSE, "two listen on one port")


def _unfollowed(folder):
    (folder / "link").symlink_to("a")
    os.close(os.open(folder / "link", system._AS_IT_IS))
    raise OSError(errno.ELOOP, "the link was followed")


def _mode(folder):
    (folder / "a").chmod(0o600)
    assert (folder / "a").stat().st_mode & 0o777 == 0o600, "no mode"


REFUSED = {
    "flushing": (_flush_what_is_read, _flush_all),
    "in use": (_remove_open, _replace_open, _move_open),
    "renaming": (lambda folder: (folder / "a").rename(folder / "b"),),
    "folders": (lambda folder: os.close(os.open(folder, os.O_RDONLY)),),
    "capitals": (
        lambda folder: (folder / "A").touch(exist_ok=False),
        lambda folder: (folder / "C").mkdir(),
    ),
    "names": (
        lambda folder: (folder / "nul.txt").write_bytes(b""),
        lambda folder: (folder / "COM1").mkdir(),
        lambda folder: (folder / "a.").write_bytes(b""),
        lambda folder: (folder / "a ").write_bytes(b""),
    ),
    "backslash": (lambda folder: os.close(os.open(f"{folder}\\a", os.O_CREAT | os.O_EXCL)),),
    "ctime": (_stamp,),
    "links": (_unfollowed,),
    "modes": (_mode,),
    "processes": (lambda _: ProcessPoolExecutor(62),),
    "ports": (_listen_twice,),
    "zones": (lambda _: 1 / len(zoneinfo.TZPATH),),
}
"""What goes wrong under each rule and not here, but that links and ports are told by an error."""


WRONG = (OSError, AssertionError, AttributeError, ArithmeticError, ValueError)


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_imitated(rule, tmp_path):
    """Else what passes under it shows nothing."""
    for number, wrong in enumerate(REFUSED[rule]):
        folder = write_tree(tmp_path / str(number), {"a": "a", "b": "b", "c/d": "d"})
        if rule not in ("links", "ports"):
            wrong(write_tree(tmp_path / f"here {number}", {"a": "a", "b": "b", "c/d": "d"}))
        with imitated(), pytest.raises(WRONG):
            wrong(folder)


def test_a_build_gives_the_same_bytes_as_elsewhere(built, tmp_path):
    site, output = built
    write_tree(site, a_bulletin("alpha", "three"))
    write_tree(site, a_bulletin("gamma", "one"))
    assert support.build(site, output).published.written
    assert support.build(site, output).published.written == 0
    support.build(site, tmp_path / "clean")
    assert tree(output) == tree(tmp_path / "clean")


def test_what_windows_makes_is_what_linux_makes(tmp_path):
    site = a_site(tmp_path / "site")
    with imitated():
        support.build(site, tmp_path / "windows")
    support.build(site, tmp_path / "linux")
    assert tree(tmp_path / "windows") == tree(tmp_path / "linux")
    assert not [path for path in tree(tmp_path / "linux") if "\\" in path]


def test_a_file_that_a_reader_has_open_is_told_by_name_and_nothing_is_published(built):
    site, output = built
    before = tree(output)
    write_tree(site, a_bulletin("alpha", "three"))
    with (
        (output / PAGE).open("rb"),
        pytest.raises(
            Unable, match=rf"{PAGE}: cannot be written: .*; if another program has it open, close"
        ),
    ):
        support.build(site, output)
    assert tree(output) == before
    support.build(site, output)
    assert tree(output) != before


def test_a_file_that_is_to_go_and_is_open_is_told_by_name_and_stays(built):
    site, output = built
    before = tree(output)
    shutil.rmtree(site / "content/alpha")
    with (output / PAGE).open("rb"), pytest.raises(Unable, match=f"{PAGE}: cannot be written"):
        support.build(site, output)
    assert tree(output) == before
    support.build(site, output)
    assert PAGE not in tree(output)


def test_a_file_that_is_open_for_an_instant_is_waited_for(built, monkeypatch):
    site, output = built
    write_tree(site, a_bulletin("alpha", "three"))
    monkeypatch.setattr(system, "_PAUSES", (0.1,) * 50)
    stream = (output / PAGE).open("rb")
    closing = threading.Timer(0.5, stream.close)
    closing.start()
    assert support.build(site, output).published.written
    closing.join()


def test_an_asset_whose_name_differs_in_capitals_only_stays_there_under_its_new_name(
    windows, tmp_path
):
    output = tmp_path / "output"
    publish({"index.html": b"1", "assets/Seal.svg": b"same"}, output)
    publish({"index.html": b"2", "assets/seal.svg": b"same"}, output)
    assert {path.name for path in (output / "assets").iterdir()} == {"seal.svg"}
    publish({"index.html": b"2", "assets/SEAL.svg": b"other"}, output)
    assert {path.name for path in (output / "assets").iterdir()} == {"SEAL.svg"}
    assert (output / "assets/SEAL.svg").read_bytes() == b"other"


def test_an_edit_that_only_ctime_would_tell_is_found(built):
    site, output = built
    source = site / "content/alpha/bulletin.md"
    looks = source.stat()
    data = source.read_bytes()
    source.write_bytes(data.replace(b"Call {hotline} about one", b"Ring {hotline} about one"))
    os.utime(source, ns=(looks.st_atime_ns, looks.st_mtime_ns))
    assert (source.stat().st_size, source.stat().st_ctime_ns) == (looks.st_size, looks.st_ctime_ns)
    support.build(site, output)
    assert b"Ring" in (output / "en/alpha/bulletin.txt").read_bytes()


def test_nothing_is_written_anew_where_nothing_has_changed(built):
    site, output = built
    remembered = sorted((site / ".cache").glob("*.json"))
    looks = [(path.stat().st_mtime_ns, path.stat().st_ino) for path in remembered]
    support.build(site, output)
    assert [(path.stat().st_mtime_ns, path.stat().st_ino) for path in remembered] == looks


def test_no_more_processes_are_started_than_windows_waits_for(windows):
    with workers.pool(1000, print) as pool:
        assert pool._max_workers == workers.MOST


def test_a_port_is_one_programs(windows):
    with server.listen(0) as one, pytest.raises(Unable, match="Address already in use"):
        server.listen(one.getsockname()[1])


def test_a_site_has_its_time_zone_where_the_system_knows_none(windows, small_site, tmp_path):
    toml = small_site / "content/site.toml"
    toml.write_text('time_zone = "Asia/Shanghai"\n' + toml.read_text(encoding="utf-8"))
    assert support.build(small_site, tmp_path / "output").published.written


def test_a_folder_in_the_place_of_a_file_is_called_one(windows, small_site):
    (small_site / "content/refund/routines/02-x.md").mkdir()
    (told,) = support.problems(small_site)
    assert "02-x.md:1: file: this is a folder, not a file" in told


def test_a_link_that_leads_out_of_the_site_is_refused(windows, small_site):
    write_tree(small_site.parent, {"secret.md": "---\ntitle: S\n---\n\nSecret.\n"})
    link = small_site / "content/refund/routines/02-x.md"
    link.symlink_to("../../../../secret.md")
    (told,) = support.problems(small_site)
    assert "this link leads out of the site" in told


def test_a_junction_is_a_link(monkeypatch):
    """A folder that leads to another one, as Windows' mklink /J makes them."""

    class Junction:
        st_mode = 0o40777
        st_reparse_tag = 0xA0000003

    monkeypatch.setattr(system.stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003, raising=False)
    monkeypatch.setattr(os, "lstat", lambda _: Junction)
    assert system.is_link("x")
    Junction.st_reparse_tag = 0
    assert not system.is_link("x")


@pytest.mark.parametrize(("was", "is_now"), [(0o700, 0o755), (0o2770, 0o2755), (0o755, 0o755)])
def test_what_others_may_not_enter_is_opened_and_what_inherits_its_group_still_does(
    was, is_now, tmp_path
):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder").chmod(was)
    system.show(tmp_path / "folder", 0o755)
    assert (tmp_path / "folder").stat().st_mode & 0o7777 == is_now


def test_what_is_not_ours_to_open_is_left(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    (tmp_path / "file").touch(0o600)
    monkeypatch.setattr(os, "chmod", refused)
    system.show(tmp_path / "file", 0o644)
    (tmp_path / "link").symlink_to("nowhere")
    system.show(tmp_path / "link", 0o644)


def test_a_lock_is_held_by_one_until_it_is_released(tmp_path):
    one, other = system.Lock(tmp_path / "lock"), system.Lock(tmp_path / "lock")
    assert one.take()
    assert not other.take(0.1)
    assert (one.is_held, other.is_held) == (True, False)
    one.release()
    assert other.take()
    other.release(remove=True)
    other.release()
    assert not (tmp_path / "lock").exists()


def test_a_lock_whose_file_was_taken_away_meanwhile_is_taken_anew(tmp_path, monkeypatch):
    """Of two that held the removed and the new file, each would believe to be alone."""
    lock, locked = system.Lock(tmp_path / "lock"), system._lock

    def late(descriptor):
        monkeypatch.setattr(system, "_lock", locked)
        (tmp_path / "lock").unlink()
        return locked(descriptor)

    monkeypatch.setattr(system, "_lock", late)
    assert not lock.take()
    assert lock.take()
    assert not system.Lock(tmp_path / "lock").take()
    lock.release()


def test_a_file_system_without_locks_says_so(tmp_path, monkeypatch):
    def none(_descriptor, _how):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(system.fcntl, "flock", none)
    with pytest.raises(OSError, match="No locks"):
        system.Lock(tmp_path / "lock").take()


def test_a_link_is_no_lock(tmp_path):
    """Whoever may write into the folder of temporary files could have it lead anywhere."""
    (tmp_path / "lock").symlink_to(tmp_path / "other")
    with pytest.raises(OSError, match="symbolic"):
        system.Lock(tmp_path / "lock").take()
    assert not (tmp_path / "other").exists()


def test_a_folder_below_one_that_is_gone_cannot_be_made(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(FileNotFoundError):
        system.make_folder(Path("output"))


def test_what_is_flushed_in_bulk_elsewhere_is_flushed_one_by_one(windows, tmp_path, monkeypatch):
    flushed = []
    monkeypatch.setattr(system, "_MANY", 1)
    monkeypatch.setattr(os, "fsync", flushed.append)
    write_tree(tmp_path, {"a": "a", "b": "b"})
    system.flush([tmp_path / "a", tmp_path / "b", tmp_path])
    assert len(flushed) == 2, "no folder"


def test_no_path_of_an_output_is_written_with_the_systems_own_separator():
    """`str` of a relative path has backslashes on Windows, and `os.sep` is one."""
    wrong = []
    for path in sorted((ROOT / "generator").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r"\.relative_to\([^()]*(?:\([^()]*\))?[^()]*\)(\.?\w*)", text):
            if found[1] not in (".as_posix", ".parts"):
                wrong.append(f"{path.name}: {found[0]}")
    assert not wrong


@pytest.mark.thorough
def test_the_tests_of_builds_and_of_the_preview_pass_under_windows_rules():
    folders = [
        f"tests/{name}" for name in ("build", "incremental", "preview", "commands/test_new.py")
    ]
    command = [sys.executable, "-m", "pytest", "-p", "tests.windows", "-q", "-n", "0", *folders]
    marks = "not (posix or posters or browser or hosting or large or thorough)"
    done = subprocess.run(
        [*command, "-m", marks], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]


def _in_windows_lines(folder):
    for path in folder.rglob("*"):
        if path.suffix in (".md", ".toml", ".po", ".html", ".txt", ".xml", ".typ"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def test_a_site_with_line_ends_of_windows_is_the_same_site(tmp_path):
    """As git gives a site to whoever has `core.autocrlf` there."""
    site = a_site(tmp_path / "site")
    support.build(site, tmp_path / "lf")
    _in_windows_lines(site)
    support.build(site, tmp_path / "crlf")
    assert tree(tmp_path / "crlf") == tree(tmp_path / "lf")


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git here")
def test_git_gives_the_project_the_same_bytes_on_windows(tmp_path):
    """Where `core.autocrlf` is what Git for Windows sets it to."""
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    files = {".gitattributes": (ROOT / ".gitattributes").read_bytes()}
    for folder in ("docs", "content", "locales", "templates", "generator"):
        one_of_each = {path.suffix: path for path in sorted((ROOT / folder).rglob("*.*"))}
        for path in one_of_each.values():
            if path.suffix != ".otf" and path.is_file():
                files[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    write_tree(origin, files)
    git = ["git", "-c", "core.autocrlf=true", "-c", "user.name=x", "-c", "user.email=x@x.example"]
    for words in (["init", "-q"], ["add", "-A", "-f"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *words], cwd=origin, check=True, capture_output=True)
    subprocess.run([*git, "clone", "-q", origin, clone], check=True, capture_output=True)
    shutil.rmtree(clone / ".git")
    shutil.rmtree(origin / ".git")
    assert {".md", ".po", ".html", ".svg", ".png"} <= {Path(name).suffix for name in files}
    assert tree(clone) == tree(origin)
