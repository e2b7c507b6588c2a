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
from collections.abc import Iterable
from pathlib import Path

_SECOND = 1_000_000_000
_TICK = 50_000_000
"""Nanoseconds: several ticks of the clock by which file systems with fine times write them."""
_COARSE = 2 * _SECOND
"""The same for file systems that keep whole seconds, or two of them."""


def stamp(root: Path, paths: Iterable[str], before: int = 0) -> str:
    """What some files and folders look like from outside, as 32 hexadecimal digits.

    `paths` are relative to `root`; one that is missing is a look too. With `before`, a time in
    nanoseconds, the answer is empty where one of them is too new to be trusted.
    """
    prefix = f"{root}{os.sep}"
    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        try:
            found = os.stat(prefix + path)  # noqa: PTH116 - a Path for each would take twice as long
        except OSError:
            digest.update(b"-")
            continue
        if before and _is_racy(found, before):
            return ""
        looks = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        digest.update(b"%d %d %d %d;" % looks)
    return digest.hexdigest()


def _is_racy(found: os.stat_result, before: int) -> bool:
    coarse = found.st_ctime_ns % _SECOND == 0
    return found.st_ctime_ns + (_COARSE if coarse else _TICK) > before
