"""Look into a site's folder, which anyone may have filled, and read the bytes of its files.

Only ordinary files of the site itself are read: a pipe would keep a build waiting for ever, and a
link could bring a file from elsewhere on the machine to the public.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import system
from generator.diagnostics.errors import (
    READ,
    Fault,
    Problem,
    Problems,
    Refused,
    reason_of,
    refused,
    unable,
)
from generator.diagnostics.messages import said
from generator.text import encoding

_RULE = "file"
_OF_THE_MACHINE = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
"""Too many open files, or no memory."""
_ALLOW = said("change its permissions, so that whoever runs the build may read it")
_KINDS = (
    (stat.S_ISDIR, said("a folder")),
    (stat.S_ISFIFO, said("a pipe")),
    (stat.S_ISSOCK, said("a socket")),
)
_MOST = 2_000_000
"""Bytes: more than any notice has; a larger file is a mistake."""


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A file or folder in a folder."""

    name: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder in which files are read by name: relative to it, with forward slashes."""

    root: Path

    def text(self, name: str, problems: Problems) -> str | None:
        """Read a file's text as `encoding.text` gives it; None as `data` does, and for no text."""
        with problems.gathered():
            data = self._data(name, _MOST)
            return None if data is None else encoding.text(data, name)
        return None

    def data(self, name: str, most: int, problems: Problems) -> bytes | None:
        """Read the bytes of a file; return None where there is none.

        Anything but an ordinary file of the site of at most `most` bytes that can be read is
        reported in `problems`, and None as well. Raise `Unable` where no file could be read.
        """
        with problems.gathered():
            return self._data(name, most)
        return None

    def _data(self, name: str, most: int) -> bytes | None:
        try:
            descriptor = self._opened(name)
            try:
                _check(name, os.fstat(descriptor), most)
                with open(descriptor, "rb", closefd=False) as stream:
                    return stream.read()
            finally:
                os.close(descriptor)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except IsADirectoryError:
            raise refused(name, 1, _RULE, _not_ordinary(said("a folder"))) from None
        except OSError as error:
            raise Refused([_unread(name, error)]) from error

    def _opened(self, name: str) -> int:
        """Open what has this name, which may be no ordinary file."""
        path = f"{self.root}{os.sep}{name}"
        try:
            return system.open_to_read(path)
        except OSError as error:
            if error.errno == errno.ENXIO:
                raise refused(name, 1, _RULE, _not_ordinary(said("a socket or a device"))) from None
            if error.errno not in (errno.ELOOP, errno.EMLINK):
                raise
        return system.open_to_read(self._target(name), follow=True)

    def _target(self, name: str) -> str:
        """Follow a link to a file; raise `Refused` where it leads out of the folder."""
        remedy = said("put the file itself there")
        try:
            target = os.path.realpath(self.root / name, strict=True)
        except OSError:
            fault = Fault(said("this link leads nowhere"), remedy)
            raise refused(name, 1, _RULE, fault) from None
        if not Path(target).is_relative_to(self.root.resolve()):
            raise refused(name, 1, _RULE, Fault(said("this link leads out of the site"), remedy))
        return target

    def is_own(self, name: str, problems: Problems) -> bool:
        """Return False, and report it, for a link to a folder or one that cannot be looked at."""
        try:
            linked = system.is_link(self.root / name)
        except OSError as error:
            problems.add(_unread(name, error))
            return False
        if linked:
            problems.add(_linked(name))
        return not linked

    def entries(self, name: str, problems: Problems) -> Iterator[DirectoryEntry]:
        """List a folder, sorted; nothing where it is missing.

        A link to a folder, and one that cannot be read, is reported in `problems` and left out.
        Raise `Unable` where no folder could be read.
        """
        if not self.is_own(name, problems):
            return
        try:
            with os.scandir(self.root / name) as scanned:
                inside = sorted(scanned, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            problems.add(_unread(name, error))
            return
        for entry in inside:
            try:
                linked = _leads_elsewhere(entry) and Path(entry.path).is_dir()
                found = DirectoryEntry(entry.name, entry.is_dir(follow_symlinks=False))
            except OSError as error:
                problems.add(_unread(f"{name}/{entry.name}", error))
                continue
            if linked:
                problems.add(_linked(f"{name}/{entry.name}"))
            else:
                yield found

    def visible_entries(self, name: str, problems: Problems) -> Iterator[DirectoryEntry]:
        """List a folder without hidden files and editors' leftovers."""
        for found in self.entries(name, problems):
            if not found.name.startswith("_") and not is_left_over(found.name):
                yield found


def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a link; no folder of Linux or macOS needs a second look."""
    return entry.is_symlink() or (system.WINDOWS and system.is_link(entry.path))


def is_left_over(name: str) -> bool:
    """Return True for hidden files and what editors leave behind, which are no part of a site."""
    return name.startswith(".") or name.endswith(("~", ".bak"))


def _check(name: str, found: os.stat_result, most: int) -> None:
    """Raise `Refused` for what is no ordinary file, or too large to be meant."""
    if not stat.S_ISREG(found.st_mode):
        kind = next((kind for test, kind in _KINDS if test(found.st_mode)), said("a device"))
        raise refused(name, 1, _RULE, _not_ordinary(kind))
    if found.st_size > most:
        wrong = said("the file is larger than {size} MB", size=most // 1000000)
        raise refused(name, 1, "size", Fault(wrong, said("shorten it, or take it out")))


def _not_ordinary(kind: str) -> Fault:
    wrong = said("this is {kind}, not a file", kind=kind)
    return Fault(wrong, said("delete it, or put an ordinary file in its place"))


def _linked(name: str) -> Problem:
    wrong = said("this is a link to a folder, which may lead out of the site or in a circle")
    return Problem(name, 1, _RULE, wrong, said("put the folder itself there"))


def _unread(name: str, error: OSError) -> Problem:
    """Make the problem of a file or folder that is there, but cannot be read.

    Raise `Unable` where the cause is the machine, so that others could not be read either.
    """
    if error.errno in _OF_THE_MACHINE:
        raise unable(name, READ, error) from error
    allowed = isinstance(error, PermissionError)
    remedy = _ALLOW if allowed else said("look after the disk, or put another copy in its place")
    return Problem(
        name,
        1,
        _RULE,
        said("this cannot be read ({reason})", reason=reason_of(error)),
        remedy,
        disk=True,
    )
