"""A site's folder as anyone may have left it: what stands in it, and the bytes of its files.

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

# Opening a pipe does not wait for its other end, and a link is not followed without a look.
_AS_IT_IS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
    _AS_IT_IS |= getattr(os, _name, 0)
_FOLLOWED = _AS_IT_IS & ~getattr(os, "O_NOFOLLOW", 0)
_RULE = "file"
_OF_THE_MACHINE = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
"""Too many open files, or no memory."""
_ALLOW = said("change its permissions, so that whoever runs the build may read it")
_KINDS = (
    (stat.S_ISDIR, said("a folder")),
    (stat.S_ISFIFO, said("a pipe")),
    (stat.S_ISSOCK, said("a socket")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder that stands in a folder."""

    name: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that names are looked up in; they are relative to it, with forward slashes."""

    root: Path

    def data(self, name: str, most: int) -> bytes | None:
        """The bytes of a file; None where there is none.

        Raises `Refused` for anything but an ordinary file of the site of at most `most` bytes that
        can be read, `Unable` where no file could be.
        """
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
        except OSError as error:
            raise Refused([_unread(name, error)]) from error

    def _opened(self, name: str) -> int:
        """A descriptor of what stands there, which may be no ordinary file."""
        path = f"{self.root}{os.sep}{name}"
        try:
            return os.open(path, _AS_IT_IS)
        except OSError as error:
            if error.errno == errno.ENXIO:
                raise refused(name, 1, _RULE, _not_ordinary(said("a socket or a device"))) from None
            if error.errno not in (errno.ELOOP, errno.EMLINK):
                raise
        return os.open(self._target(name), _FOLLOWED)

    def _target(self, name: str) -> str:
        """Where a link to a file leads; raises `Refused` where that is not in the folder."""
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
        """False, and told, for a link to a folder, and for one that cannot be looked at."""
        try:
            linked = (self.root / name).is_symlink()
        except OSError as error:
            problems.add(_unread(name, error))
            return False
        if linked:
            problems.add(_linked(name))
        return not linked

    def holds(self, name: str, problems: Problems) -> Iterator[Found]:
        """What a folder holds, sorted; nothing where it is missing.

        A link to a folder is told in `problems`, and left out; so is a folder that cannot be read.

        Raises `Unable` where no folder could be.
        """
        if not self.is_own(name, problems):
            return
        try:
            with os.scandir(self.root / name) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            problems.add(_unread(name, error))
            return
        for entry in entries:
            try:
                linked = entry.is_symlink() and Path(entry.path).is_dir()
                found_one = Found(entry.name, entry.is_dir(follow_symlinks=False))
            except OSError as error:
                problems.add(_unread(f"{name}/{entry.name}", error))
                continue
            if linked:
                problems.add(_linked(f"{name}/{entry.name}"))
            else:
                yield found_one

    def visible(self, name: str, problems: Problems) -> Iterator[Found]:
        """The same without hidden files and editors' leftovers."""
        for found in self.holds(name, problems):
            if not found.name.startswith("_") and not is_left_over(found.name):
                yield found


def is_left_over(name: str) -> bool:
    """True for hidden files and what editors leave behind, which are no part of a site."""
    return name.startswith(".") or name.endswith(("~", ".bak"))


def _check(name: str, found: os.stat_result, most: int) -> None:
    """Raises `Refused` for what is no ordinary file, or too large to be meant."""
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
    """What is told of a file or folder that is there, and cannot be read.

    Raises `Unable` where that is not its own fault, and the others could not be read either.
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


_MOST = 2_000_000
"""Bytes: more than any notice has; a larger file is a mistake."""


def read_text(folder: Folder, name: str) -> str | None:
    """A file's text as `encoding.text` gives it; None where there is none.

    Raises `Refused` where it is no text, or no ordinary file of the site (a pipe, a link out of it,
    far too large); `Unable` as `Folder.data` does.
    """
    data = folder.data(name, _MOST)
    return None if data is None else encoding.text(data, name)
