"""Write whole files or none, as everything is that the program writes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator import system

TEMPORARY = ".building-"
"""The beginning of the names of files that are not whole yet; a build removes leftovers."""


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put a whole file in its place, or leave what was there; a power cut then changes neither.

    `data` may come in pieces, so that not all of it is in memory.

    Raises `OSError` where the disk fails; then no temporary file is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{path.name}")
    try:
        temporary.unlink(missing_ok=True)  # what was left there may be a link to elsewhere
        with temporary.open("xb") as stream:
            stream.writelines([data] if isinstance(data, bytes) else data)
            stream.flush()
            os.fsync(stream.fileno())
        system.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    system.flush([path.parent])
