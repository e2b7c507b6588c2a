"""Whether files may have changed since they were looked at, without reading them.

Content alone says what a page is made from. But files need not be read again to know that nothing
has changed: as in Git's index, a file whose identity, size and times are the same still holds the
same bytes. ctime is among them, which no program can set. A file that was written so shortly before
it was looked at that a later change could bear the same times ("racily clean") is read again.
https://git-scm.com/docs/racy-git
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

_SECOND = 1_000_000_000
_TICK = 20_000_000
"""Nanoseconds: two ticks of the slowest clock by which file systems with fine times write them."""
_COARSE = 2 * _SECOND
"""The same for file systems that keep whole seconds, or two of them."""


def settle() -> None:
    """Wait until what was written is old enough to be trusted."""
    time.sleep(1.5 * _TICK / _SECOND)


def stamp(root: Path, paths: Iterable[str], before: int = 0) -> str:
    """What some files and folders look like from outside, as 32 hexadecimal digits.

    `paths` are relative to `root`; one that is missing is a look too. With `before`, a time in
    nanoseconds, the answer is empty where one of them is too new to be trusted.
    """
    prefix = f"{root}{os.sep}"
    looks: list[int] = []
    newest = 0
    for path in paths:
        try:
            found = os.stat(prefix + path)  # noqa: PTH116 - a Path for each takes twice as long
        except OSError:
            looks.append(-1)
            continue
        changed = found.st_ctime_ns
        newest = max(newest, changed + (_TICK if changed % _SECOND else _COARSE))
        looks += (found.st_ino, found.st_size, found.st_mtime_ns, changed)
    if before and newest > before:
        return ""
    return hashlib.blake2b(repr(looks).encode(), digest_size=16).hexdigest()
