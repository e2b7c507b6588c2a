"""Files in memory -> the output folder. The only writer.

Everything is rendered before anything is written. Then new files, then changed ones, each whole
(a temporary file beside it, then `os.replace`), then removals; so at every instant each page is
whole, and what it links to is there. What is the same is not touched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.disk import TEMPORARY, replace_file
from generator.errors import Misused, Unable

SUMS = "SHA256SUMS"
"""Lists every other file; its presence marks a folder that `build` may change."""
_JOURNAL = f"{TEMPORARY}journal"
"""Lists what a build is about to write; left behind by one that was cut short."""
_KEPT = ".gitignore"


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did, in numbers of files."""

    files: int
    written: int
    removed: int
    foreign: tuple[str, ...]
    """Files in the folder that no build made; they are left alone."""


def sums(files: Mapping[str, bytes]) -> bytes:
    """SHA256SUMS as `sha256sum -c` reads it."""
    rows = (f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in sorted(files.items()))
    return "".join(f"{row}\n" for row in rows).encode()


def check_folder(output: Path, site: Path) -> None:
    """Make sure that `output` is a folder that a build may change, before any work is done.

    Raises `Misused` where it is not, `Unable` where it cannot be looked into.
    """
    target, root = output.resolve(), site.resolve()
    if target == root or target in root.parents:
        raise Misused(f"{output} holds the site itself; name another folder with --output")
    sources = ("content", "templates", "locales", "generator", "tests")
    if any(target == root / name or root / name in target.parents for name in sources):
        raise Misused(f"{output} is one of the site's source folders; name another with --output")
    if output.exists() and not output.is_dir():
        raise Misused(f"{output} is not a folder; name another with --output")
    try:
        names = {entry.name for entry in output.iterdir()} if output.exists() else set()
    except OSError as error:
        raise Unable(f"{output}: cannot be read: {error.strerror}") from error
    if names - {_KEPT} and not names & {SUMS, _JOURNAL}:
        raise Misused(
            f"{output} has files in it that no build made; empty it, or name another with --output"
        )


def publish(files: Mapping[str, bytes], output: Path) -> Published:
    """Make `output` hold exactly `files` and their SHA256SUMS.

    `files` are by path, with forward slashes. Raises `Unable` where the disk fails; the next
    publication completes what was cut short.
    """
    complete = {**files, SUMS: sums(files)}
    try:
        former = _listed(output) | _begun(output)
        changed = [path for path in complete if not _same(output / path, complete[path])]
        if changed:
            replace_file(output / _JOURNAL, "\n".join(sorted(complete)).encode())
        # New pages first: a changed one may link to them. The list of sums last of all.
        for path in sorted(changed, key=lambda p: (p == SUMS, (output / p).exists(), p)):
            replace_file(output / path, complete[path])
        stale = sorted(path for path in former if path not in complete)
        for path in stale:
            (output / path).unlink(missing_ok=True)
        foreign = _cleaned(output, complete)
    except OSError as error:
        raise Unable(f"{error.filename or output}: cannot be written: {error.strerror}") from error
    return Published(len(complete), len(changed), len(stale), foreign)


def _listed(output: Path) -> set[str]:
    """The files that the former build made, as its SHA256SUMS lists them."""
    try:
        lines = (output / SUMS).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
    paths = (line[66:] for line in lines)
    return {path for path in paths if path and _is_inside(path)}


def _begun(output: Path) -> set[str]:
    """The files that a build which was cut short may have made."""
    try:
        paths = (output / _JOURNAL).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
    return {path for path in paths if path and _is_inside(path)}


def _is_inside(path: str) -> bool:
    """True for a path that stays in the folder, whoever wrote the list."""
    return not path.startswith("/") and ".." not in path.split("/") and "\\" not in path


def _same(path: Path, data: bytes) -> bool:
    try:
        return not path.is_symlink() and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _cleaned(output: Path, complete: Iterable[str]) -> tuple[str, ...]:
    """Remove leftovers and empty folders; name the files that no build made."""
    known = set(complete)
    foreign: list[str] = []
    for folder, _, names in os.walk(output, topdown=False):
        place = Path(folder)
        for name in sorted(names):
            path = (place / name).relative_to(output).as_posix()
            if name.startswith(TEMPORARY):
                (place / name).unlink(missing_ok=True)
            elif path not in known and not path.startswith("."):
                foreign.append(path)
        if place != output and not any(place.iterdir()):
            place.rmdir()
    return tuple(sorted(foreign))
