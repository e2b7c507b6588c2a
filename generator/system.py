"""Keep in one place what differs between systems: the rules of Windows for files and ports.

Everything else is written once for all systems. Tests imitate these rules on any of them.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WINDOWS = os.name == "nt"
_AS_IT_IS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
    _AS_IT_IS |= getattr(os, _name, 0)
_FOLLOWED = _AS_IT_IS & ~getattr(os, "O_NOFOLLOW", 0)
_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between tries to change a file that another program has open."""
_MANY = 200
"""Files, or folders, beyond which all file systems are flushed at once.

One by one, they take longer.
"""
_BUSY = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)
"""What it answers where another process has locked the file."""
_AGAIN = 0.05
"""Seconds between looks whether it still has."""
_CANNOT = (errno.EINVAL, errno.ENOTSUP)
"""What a file system answers that cannot flush folders, as some on a network."""


def tells_changes() -> bool:
    """Tell whether ctime is when a file was changed; on Windows it is when it was made."""
    return not WINDOWS


def is_link(path: str | Path) -> bool:
    """Tell whether a name leads elsewhere: a symbolic link, or on Windows a junction."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    tag: int = getattr(found, "st_reparse_tag", 0)
    return stat.S_ISLNK(found.st_mode) or tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


def open_to_read(path: str, *, follow: bool = False) -> int:
    """Open a file without waiting, if it is a pipe; a link raises `ELOOP` unless followed.

    Windows has no such mode, and opens no folders: one raises `IsADirectoryError` there.
    """
    if WINDOWS and not follow and is_link(path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    try:
        return os.open(path, _FOLLOWED if follow else _AS_IT_IS)
    except PermissionError:
        if Path(path).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path) from None
        raise


def replace(old: Path, new: Path) -> None:
    """Rename a file to its place, in one step, whatever is there.

    Windows refuses that while a program has one of them open; often a virus scanner, for an
    instant: then try again.
    """
    for pause in _PAUSES if WINDOWS else ():
        try:
            old.replace(new)
            return
        except PermissionError:
            time.sleep(pause)
    old.replace(new)


def keep(place: Path, kept: Path) -> None:
    """Give a file a second name, under which it stays when another takes its place.

    A copy of it where the file system cannot do that, as on a USB stick.
    """
    kept.unlink(missing_ok=True)
    if place.is_symlink():
        kept.symlink_to(place.readlink())
        return
    try:
        kept.hardlink_to(place)
    except OSError:
        shutil.copyfile(place, kept)
        show(kept, 0o644)
        _flush(kept)


def flush(places: Sequence[Path]) -> None:
    """Have the disk hold files, or the names of those in folders, before a power cut can come.

    Raises `OSError` where the disk fails.
    """
    if len(places) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for place in places:
        _flush(place)


def _flush(place: Path) -> None:
    is_folder = place.is_dir()
    if WINDOWS and is_folder:
        return  # it opens no folders; NTFS keeps its own journal of names
    # Windows flushes only what is open for writing, other systems open no folder so.
    descriptor = os.open(place, os.O_RDONLY if is_folder else os.O_RDWR)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for everybody to enter, whatever the umask."""
    if folder.is_dir() or folder == folder.parent:
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    show(folder, 0o755)


def show(place: Path, mode: int) -> None:
    """Let others read a file or folder of ours, as a web server must, whatever the umask."""
    was = place.lstat().st_mode
    if not WINDOWS and not stat.S_ISLNK(was) and was & 0o777 != mode:
        with suppress(PermissionError):  # somebody else's, or on a stick, which has no modes
            place.chmod(was & 0o7000 | mode)  # whose group inherits, still does


def keep_port(listening: socket.socket) -> None:
    """Have a port to ourselves: Windows lets two programs have one, unless they say so.

    Elsewhere it is free again as soon as its program has ended.
    """
    import socket  # few commands have a port

    alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    listening.setsockopt(socket.SOL_SOCKET, alone, 1)


class Lock:
    """A file that one holder at a time has locked.

    The system frees it when its process ends, however that ends: the file alone means nothing.
    """

    def __init__(self, path: Path) -> None:
        """Take the place of the file, which is made where it is not there."""
        self.path = path
        self._held: int | None = None

    @property
    def is_held(self) -> bool:
        """Tell whether it was taken, and not released since."""
        return self._held is not None

    def take(self, seconds: float = 0) -> bool:
        """Take it, and wait so long for another holder; False where that does not end.

        Raises `OSError` where the file cannot be written, or the file system has no locks.
        """
        until = time.monotonic() + seconds
        while not self._take():
            if time.monotonic() >= until:
                return False
            time.sleep(_AGAIN)
        return True

    def _take(self) -> bool:
        more = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | more, 0o644)
        try:
            if _lock(descriptor) and self._is_there(descriptor):
                self._held, descriptor = descriptor, -1
        finally:
            if descriptor >= 0:
                os.close(descriptor)
        return self.is_held

    def _is_there(self, descriptor: int) -> bool:
        """Tell whether the file was not removed between its opening and its locking."""
        try:
            return os.path.samestat(os.fstat(descriptor), os.stat(self.path))  # noqa: PTH116
        except FileNotFoundError:
            return False

    def release(self, *, remove: bool = False) -> None:
        """Let others take it; with `remove`, without a file that stays."""
        held, self._held = self._held, None
        if held is None:
            return
        # Else another could take it before it is gone; Windows removes no file that is open.
        if remove and not WINDOWS:
            self.path.unlink(missing_ok=True)
        os.close(held)
        if remove and WINDOWS:
            with suppress(OSError):  # another has it by now
                self.path.unlink(missing_ok=True)


def _lock(descriptor: int) -> bool:
    """Lock an open file at once; False where another has."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True
