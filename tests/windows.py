"""Windows' rules for files, imitated on Linux: what it refuses is refused here.

    python -m pytest -p tests.windows tests/build

runs tests under all of them. They hold in this process alone, not in those that it starts.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
import shutil
import socket
import stat
import zoneinfo
from collections.abc import Callable, Iterator
from concurrent.futures.process import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator import system, workers

RULES = {
    "flushing": "os.fsync flushes only what is open for writing; os.sync is not there",
    "in use": "a file that a program has open is not replaced, renamed or removed",
    "renaming": "os.rename replaces nothing",
    "folders": "no folder is opened as a file",
    "capitals": "names that differ in capitals only are one file",
    "names": "no file is called con, aux.md or nul, or ends in a full stop or a space",
    "backslash": "a backslash parts folders, as a slash does",
    "ctime": "ctime is when a file was made",
    "links": "no open mode leaves links unfollowed",
    "modes": "who may read a file is in no mode",
    "processes": "nothing is forked, and a pool has 61 processes at most",
    "ports": "two programs may listen on one port, unless the first asks for it alone",
    "zones": "the system has no time zones",
}
"""What is imitated, in words."""

_DEVICES = {"con", "prn", "aux", "nul", *(f"{n}{d}" for n in ("com", "lpt") for d in range(10))}
_REAL = {
    name: getattr(os, name)
    for name in (
        *("open", "stat", "lstat", "fstat", "fsync", "mkdir", "rmdir", "unlink", "remove"),
        *("replace", "rename", "link", "symlink", "readlink", "scandir", "listdir", "chmod"),
        *("utime", "access"),
    )
}
_OPEN = io.open
_ONE_PATH = ("mkdir", "readlink", "scandir", "listdir", "utime", "access")
_MOST = 61


def _refusal(number: int, path: object) -> OSError:
    return OSError(number, os.strerror(number), os.fspath(path))  # type: ignore[call-overload]


def _found(path: Any) -> Any:
    """The file that Windows finds by a name; no descriptor is changed."""
    if isinstance(path, int):
        return path
    text = os.fspath(path)
    if isinstance(text, bytes):
        return path
    text = text.replace("\\", "/")
    name = text.rstrip("/").rpartition("/")[2]
    is_bad = name.partition(".")[0].lower() in _DEVICES or name.endswith((".", " "))
    if is_bad and name not in (".", ".."):
        raise _refusal(errno.EINVAL, text)
    return _folded(text)


def _folded(text: str) -> str:
    """A path with the capitals that its folders and its file have on the disk, if it is there."""
    try:
        _REAL["lstat"](text)
    except OSError:
        above, _, name = text.rstrip("/").rpartition("/")
        folder = _folded(above) if above else above
        try:
            names = _REAL["listdir"](folder or ("/" if text.startswith("/") else "."))
        except OSError:
            names = []
        same = next((one for one in names if one.lower() == name.lower()), name)
        return f"{folder}/{same}" if "/" in text else same
    return text


def _is_open(path: str) -> bool:
    """True where this process has a file open, or a folder."""
    real = os.path.realpath(path)
    for descriptor in _REAL["listdir"]("/proc/self/fd"):
        try:
            if _REAL["readlink"](f"/proc/self/fd/{descriptor}") == real:
                return True
        except OSError:
            continue
    return False


def _free(path: Any) -> Any:
    """The same, which no program may have open."""
    found = _found(path)
    if _is_open(found):
        raise PermissionError(errno.EACCES, "Access is denied", os.fspath(path))
    return found


def _open(path: Any, flags: int, *rest: Any, **named: Any) -> int:
    found = _found(path)
    if Path(found).is_dir():
        raise _refusal(errno.EACCES, path)
    opened: int = _REAL["open"](found, flags, *rest, **named)
    return opened


def _io_open(file: Any, *rest: Any, **named: Any) -> Any:
    found = _found(file)
    if not isinstance(found, int) and Path(found).is_dir():
        raise _refusal(errno.EACCES, file)
    return _OPEN(found, *rest, **named)


def _fsync(descriptor: int) -> None:
    if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    _REAL["fsync"](descriptor)


def _rename(old: Any, new: Any, **named: Any) -> None:
    if os.path.lexists(_found(new)) and _found(new) != _found(old):
        raise _refusal(errno.EEXIST, new)
    _REAL["rename"](_free(old), os.fspath(new), **named)


def _replace(old: Any, new: Any, **named: Any) -> None:
    """Puts a file under the very name that is asked for, as Windows does."""
    was, there = _free(old), _free(new)
    _REAL["replace"](was, there, **named)
    if there != os.fspath(new) and there.lower() == os.fspath(new).lower():
        _REAL["rename"](there, os.fspath(new))


def _one(call: Callable[..., Any], find: Callable[[Any], Any]) -> Callable[..., Any]:
    def called(path: Any = ".", *rest: Any, **named: Any) -> Any:
        return call(find(path), *rest, **named)

    return called


def _link(old: Any, new: Any, **named: Any) -> None:
    _REAL["link"](_found(old), _found(new), **named)


def _symlink(old: Any, new: Any, *_: Any, **named: Any) -> None:
    _REAL["symlink"](old, _found(new), **named)


class _Looks:
    """What `stat` tells: of each file, its ctime when it was first looked at."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int], int] = {}

    def looked(self, call: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
        """The same function, with that ctime."""

        def looking(path: Any, **named: Any) -> os.stat_result:
            found = call(_found(path), **named)
            made = self._made.setdefault((found.st_dev, found.st_ino), found.st_ctime_ns)
            told = {name: getattr(found, name) for name in dir(found) if name.startswith("st_")}
            told |= {"st_ctime_ns": made, "st_ctime": made / 1e9}
            kind = stat.S_IFMT(found.st_mode)
            mode = kind | (0o777 if stat.S_ISDIR(found.st_mode) else 0o666)
            return os.stat_result((mode, *tuple(found)[1:10]), told)

        return looking


def _patches() -> Iterator[tuple[object, str, object]]:
    looks = _Looks()
    for name in ("stat", "lstat", "fstat"):
        yield os, name, looks.looked(_REAL[name])
    for name in _ONE_PATH:
        yield os, name, _one(_REAL[name], _found)
    for name in ("unlink", "remove", "rmdir"):
        yield os, name, _one(_REAL[name], _free)
    yield os, "open", _open
    yield io, "open", _io_open
    yield builtins, "open", _io_open
    yield os, "fsync", _fsync
    yield os, "rename", _rename
    yield os, "replace", _replace
    yield os, "link", _link
    yield os, "symlink", _symlink
    yield os, "chmod", _one(lambda *_, **__: None, _found)
    yield shutil, "_use_fd_functions", False
    yield system, "WINDOWS", True
    yield system, "_PAUSES", (0.001, 0.001)
    yield system, "_AS_IT_IS", os.O_RDONLY
    yield system, "_FOLLOWED", os.O_RDONLY
    yield workers, "_context", lambda: workers.get_context("spawn")
    yield ProcessPoolExecutor, "__init__", _pool(ProcessPoolExecutor.__init__)
    # As SO_REUSEADDR is there: with this one, two programs may have one port.
    yield socket, "SO_REUSEADDR", socket.SO_REUSEPORT
    yield socket, "SO_EXCLUSIVEADDRUSE", socket.SO_KEEPALIVE


def _pool(begin: Callable[..., None]) -> Callable[..., None]:
    def begun(self: object, number: int | None = None, *rest: Any, **named: Any) -> None:
        if number and number > _MOST:
            raise ValueError(f"max_workers must be <= {_MOST}")
        begin(self, number, *rest, **named)

    return begun


@contextmanager
def imitated() -> Iterator[None]:
    """Within the block, this process finds itself on Windows."""
    zones = zoneinfo.TZPATH
    with pytest.MonkeyPatch.context() as own:
        for where, name, value in _patches():
            own.setattr(where, name, value, raising=False)
        own.delattr(os, "sync")
        zoneinfo.reset_tzpath(to=())
        zoneinfo.ZoneInfo.clear_cache()
        try:
            yield
        finally:
            zoneinfo.reset_tzpath(to=zones)


@pytest.fixture(autouse=True)
def windows() -> Iterator[None]:
    """For a run under all the rules."""
    with imitated():
        yield


__all__ = ["RULES", "imitated", "windows"]
