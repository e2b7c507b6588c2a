"""Write whole files or none, as everything is that the program writes."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

TEMPORARY = ".building-"
"""The beginning of the names of files that are not whole yet; a build removes leftovers."""


def replace_file(path: Path, data: bytes) -> None:
    """Put a whole file in its place, or leave what was there; a power cut then changes neither.

    Raises `OSError` where the disk fails; then no temporary file is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{path.name}")
    try:
        temporary.unlink(missing_ok=True)  # what was left there may be a link to elsewhere
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    flush(path.parent)


_CANNOT = (errno.EINVAL, errno.ENOTSUP)
"""What a file system answers that cannot flush folders, as some on a network."""


def flush(place: Path) -> None:
    """Flush a file, or the names of those in a folder, to the disk, where the system can do that.

    Raises `OSError` where the disk fails.
    """
    if os.name == "nt" and place.is_dir():
        return  # Windows opens no folders; NTFS keeps its own journal of names
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        os.close(descriptor)
