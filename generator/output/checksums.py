"""Read and write lists of checksums as `sha256sum` does: a line for each file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

SUMS = "SHA256SUMS"
"""Lists every other file of an output; its presence marks a folder that `build` may change."""
Row = tuple[str, str]
"""A file's path, with forward slashes, and its SHA-256 in hexadecimal digits."""
_ROW = re.compile(r"(?P<sum>[0-9a-f]{64}) [ *](?P<path>(?!/|[A-Za-z]:)[^\0\\]+)")


def line(row: Row) -> str:
    """Write a file's line, without its line break."""
    return f"{row[1]}  {row[0]}"


def listing(rows: Iterable[Row]) -> bytes:
    """Write the list of some files, in order of their paths."""
    return "".join(f"{line(row)}\n" for row in sorted(rows)).encode()


def relisted(was: Iterable[str], paths: Mapping[str, str]) -> bytes:
    """Write the list that has these lines, each given with its path.

    Those that `was`, the former list, has already come first: they are in order, and sorting what
    is nearly in order takes no time.
    """
    found = dict.fromkeys(chain(filter(paths.__contains__, was), paths))
    return "\n".join([*sorted(found, key=paths.__getitem__), ""]).encode()


def lines(file: Path) -> list[str]:
    """Read the lines of a list; none where there is no list."""
    try:
        return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    except UnicodeDecodeError:
        return []


def rows(written: Iterable[str]) -> set[Row]:
    """Read the files of some lines; skip those outside of the folder, whoever wrote the list."""
    return set(filter(None, map(row, written)))


def of(folder: Path) -> set[Row]:
    """Read the files that a folder's own list names; none where it has no list."""
    return rows(lines(folder / SUMS))


def digest(folder: Path) -> str:
    """Digest a folder's own list, which tells one publication from another; empty for none."""
    try:
        return hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()
    except OSError:
        return ""


def row(written: str) -> Row | None:
    """Read the file of a line; None where a line is not one of such a list."""
    found = _ROW.fullmatch(written)
    if found is None or ".." in found["path"].split("/"):
        return None
    return found["path"], found["sum"]
