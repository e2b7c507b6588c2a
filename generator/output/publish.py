"""Publish rendered files into the output folder, and remove what is no longer made.

Everything is rendered before anything is changed: new files wait on a stage inside the output
folder. Then new files take their places, then changed ones, each whole (`os.replace`), then
removals; so at every instant each page is whole, and every link of it resolves. What is the same is
not touched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from generator.diagnostics.errors import READ, WRITTEN, Misused, Unable, unable
from generator.diagnostics.messages import said
from generator.output import checksums
from generator.output.atomic import TEMPORARY, flush, replace_file
from generator.output.checksums import SUMS, Row
from generator.output.stage import STAGE, Stage

_JOURNAL = f"{TEMPORARY}journal"
"""Lists what a build is about to write or remove; left behind by one that was cut short."""
_KEPT = ".gitignore"
_MANY = 200
"""Files, or folders, beyond which all file systems are flushed at once.

One by one, they take longer.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did, in numbers of files."""

    files: int
    written: int
    removed: int
    foreign: tuple[str, ...]
    """Files in the folder that no build made; they are left alone."""
    sum: str = ""
    """The SHA-256 of the list of sums; empty where nothing was published."""
    pages: int = 0
    """How many of the written are pages."""
    sheets_gone: int = 0
    """How many PDF files are no longer made."""


def check_folder(output: Path, site: Path) -> None:
    """Make sure that `output` is a folder that a build may change, before any work is done.

    Raises `Misused` where it is not, `Unable` where it cannot be looked into.
    """
    target, root = output.resolve(), site.resolve()
    if target == root or target in root.parents:
        raise Misused(
            said("{output} holds the site itself; name another folder with --output", output=output)
        )
    sources = ("content", "templates", "locales", "generator", "tests")
    if any(target == root / name or root / name in target.parents for name in sources):
        raise Misused(
            said(
                "{output} is one of the site's source folders; name another with --output",
                output=output,
            )
        )
    if any(place.exists() and not place.is_dir() for place in (target, *target.parents)):
        raise Misused(said("{output} is not a folder; name another with --output", output=output))
    try:
        names = {entry.name for entry in output.iterdir()} if output.exists() else set()
    except OSError as error:
        raise unable(output, READ, error) from error
    # What begins as a temporary file's name is left from a first build that was cut short.
    names = {name for name in names if not name.startswith(TEMPORARY)}
    if names - {_KEPT} and not _is_ours(output):
        raise Misused(
            said(
                "{output} has files in it that no build made; empty it, or name another "
                "with --output",
                output=output,
            )
        )


def is_cut_short(output: Path) -> bool:
    """Tell whether a build left its work undone."""
    return any(os.path.lexists(output / name) for name in (_JOURNAL, STAGE))


def _is_ours(output: Path) -> bool:
    """Tell whether a build made a folder, or began to; any list of sums is not enough."""
    try:
        listing = (output / SUMS).read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        listing = b""
    return b"  index.html\n" in listing or bool(_begun(output))


def commit(
    stage: Stage, complete: Mapping[str, str], waiting: Iterable[str], *, find_foreign: bool = True
) -> Published:
    """Make the output hold exactly these files and their SHA256SUMS.

    `complete` has each file's sum by its path; those that are `waiting` on the stage take their
    places, and the output has the others already. Files that no build made are looked for
    everywhere, or without `find_foreign` only among those that are no longer made. Raises
    `Unable` where the disk fails; the next publication completes what was cut short.
    """
    output = stage.output
    try:
        was = checksums.lines(output / SUMS)
        lines = {checksums.line(row): row[0] for row in complete.items()}
        listing = stage.put(SUMS, checksums.relisted(was, lines))
        begun = _begun(output)
        former = checksums.rows(line for line in was if line not in lines)
        gone = {row for row in former | begun if row[0] not in complete and row[0] != SUMS}
        new = {path: complete[path] for path in waiting}
        if listing.waits:
            new[SUMS] = listing.sum
        journal = checksums.listing({*new.items(), *gone, *begun})
        near = {*(complete if find_foreign else new), *dict(gone)}
        removed = _carried_out(stage, new, gone, journal, near)
        left = (
            foreign(output, {*complete, SUMS})
            if find_foreign
            else (path for path in dict(gone) if (output / path).exists())
        )
        strange = tuple(sorted(left))
    except OSError as error:
        raise unable(error.filename or output, WRITTEN, error) from error
    pages = sum(path.endswith(".html") for path in new)
    sheets = sum(path.endswith(".pdf") for path in dict(gone))
    return Published(len(complete) + 1, len(new), removed, strange, listing.sum, pages, sheets)


def _carried_out(
    stage: Stage, new: Iterable[str], gone: set[Row], journal: bytes, near: Iterable[str]
) -> int:
    """Change the output in an order in which no reader sees anything half done.

    Files that are `new` take their places from the stage, those that are `gone` are removed, unless
    somebody has changed them. The journal lists both, and what an earlier publication left undone.
    Links and leftovers are looked for in the folders of the files `near`. Return how many files
    were removed.
    """
    output, waiting = stage.output, _in_order(new, stage.output)
    _check_links(near, output)
    _flush([stage.place(path) for path in waiting])
    if waiting or gone:
        replace_file(output / _JOURNAL, journal)
    for folder in sorted({path.rpartition("/")[0] for path in waiting}):
        (output / folder).mkdir(parents=True, exist_ok=True)
    for path in waiting:
        stage.place(path).replace(output / path)
    removed = sum(_removed(output / path, sum_) for path, sum_ in sorted(gone))
    stage.clear()
    _tidy(output, near)
    # Else a power cut could bring some files back when the journal, which lists them, is gone.
    touched = [*_folders({*waiting, *dict(gone)}), "."] if waiting or gone else []
    _flush([output / folder for folder in touched if (output / folder).is_dir()])
    (output / _JOURNAL).unlink(missing_ok=True)
    return removed


def _begun(output: Path) -> set[Row]:
    """List the files that a build which was cut short was about to write or to remove."""
    return checksums.rows(checksums.lines(output / _JOURNAL))


def _in_order(paths: Iterable[str], output: Path) -> list[str]:
    """Order files as they take their places; the list of checksums comes last of all.

    So that a reader never finds a link dead, new files come before those that are there already and
    may link to them; pictures and styles before pages; and the pages at which a reader of a new
    site begins after all others.
    """

    def rank(path: str) -> tuple[bool, bool, bool, bool, str]:
        is_page = path.endswith(".html")
        there = os.path.lexists(output / path)
        return (path == SUMS, there, is_page and "/" not in path, is_page, path)

    return sorted(paths, key=rank)


def _flush(places: Sequence[Path]) -> None:
    """Flush files or folders to the disk: a power cut then leaves them as they are."""
    if len(places) > _MANY:
        os.sync()
        return
    for place in places:
        flush(place)


def _folders(paths: Iterable[str]) -> list[str]:
    """List the folders of some paths, the deepest first."""
    found = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    return sorted(found - {"."}, key=lambda folder: (-folder.count("/"), folder))


def _check_links(paths: Iterable[str], output: Path) -> None:
    """Raise `Unable` where a folder of the output is a link, which would lead out of it."""
    for folder in _folders(paths):
        if (output / folder).is_symlink():
            raise Unable(said("{path} is a link to another place; remove it", path=output / folder))


def _removed(path: Path, sum_: str) -> bool:
    """Remove a file that the last build made, unless somebody has changed it since."""
    try:
        if path.is_symlink() or hashlib.sha256(path.read_bytes()).hexdigest() != sum_:
            return False
        path.unlink()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
    return True


def _tidy(output: Path, paths: Iterable[str]) -> None:
    """Remove what a build that was cut short left in our folders, and folders now empty."""
    for folder in [*_folders(paths), "."]:
        place = output / folder
        if place.is_dir() and not place.is_symlink():
            for leftover in sorted(place.glob(f"{TEMPORARY}*")):
                if leftover.name != _JOURNAL:
                    leftover.unlink()
            if folder != "." and not any(place.iterdir()):
                place.rmdir()


def foreign(output: Path, complete: Container[str]) -> Iterator[str]:
    """Find the files that no build made, in no order; skip hidden files and folders."""
    for folder, folders, names in os.walk(output):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = (Path(folder) / name).relative_to(output).as_posix()
            if path not in complete and not name.startswith("."):
                yield path


def former(output: Path) -> Callable[[str], bytes]:
    """Return a reader of the last build's files by path; it gives b"" for one that was changed."""
    try:
        looks = (output / SUMS).stat()
    except OSError:
        return lambda _: b""
    return _former(output, (looks.st_ino, looks.st_mtime_ns))


@lru_cache(maxsize=1)
def _former(output: Path, _: object) -> Callable[[str], bytes]:
    """Read the list once in each process, as long as it is the same."""
    sums_by_path = dict(checksums.rows(checksums.lines(output / SUMS)))

    def read(path: str) -> bytes:
        try:
            data = (output / path).read_bytes() if path in sums_by_path else b""
        except OSError:
            return b""
        return data if hashlib.sha256(data).hexdigest() == sums_by_path.get(path) else b""

    return read
