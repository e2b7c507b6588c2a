"""Tell whether files may have changed since they were last looked at, without reading them.

Content alone says what a page is made from. But files need not be read again to know that nothing
has changed: as in Git's index, a file whose identity, size and times are the same still holds the
same bytes. ctime is among them, which no program can set. A file that was written so shortly before
it was looked at that a later change could bear the same times ("racily clean") is read again.
https://git-scm.com/docs/racy-git

On Windows ctime is the time of creation: there each file is read again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import time
from collections.abc import Iterable
from pathlib import Path

from generator import system

_SECOND = 1_000_000_000
_TICK = 20_000_000
"""Nanoseconds: two ticks of the slowest clock by which file systems with fine times write them."""
_COARSE = 2 * _SECOND
"""The same for file systems that keep whole seconds, or two of them."""


def settle() -> None:
    """Wait until the files just written are old enough to be trusted."""
    time.sleep(1.5 * _TICK / _SECOND)


def stamp(root: Path, paths: Iterable[str], before: int = 0) -> str:
    """Stamp some files and folders by inode, size and times, as 32 hexadecimal digits.

    `paths` are relative to `root`; one that is missing counts too. With `before`, a time in
    nanoseconds, the answer is empty where one of them is too new to be trusted, and always where
    the system does not tell when files were changed.
    """
    if not system.tells_changes():
        return ""
    prefix, stat = f"{root}{os.sep}", os.stat
    looks: list[int] = []
    changes: list[int] = []
    for path in paths:
        try:
            found = stat(prefix + path)
        except OSError:
            looks.append(-1)
            continue
        changed = found.st_ctime_ns
        changes.append(changed)
        looks += (found.st_ino, found.st_size, found.st_mtime_ns, changed)
    may_be_new = before and changes and max(changes) + _COARSE > before
    if may_be_new and any(at + (_TICK if at % _SECOND else _COARSE) > before for at in changes):
        return ""
    # Marshalled, which takes a fifth of the time of writing the numbers out; in the form
    # that depends on nothing but the values. It is never read.
    return hashlib.blake2b(marshal.dumps(looks, 2), digest_size=16).hexdigest()
