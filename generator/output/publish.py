"""Publish rendered files into the output folder, and remove what is no longer made.

Everything is rendered before anything is changed: new files wait on a stage inside the output
folder. Then new files take their places, then changed ones, each whole (`os.replace`), then
removals; so at every instant each page is whole, and every link of it resolves. What is the same is
not touched.

Where anything fails, `change` takes back what was changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator import system
from generator.diagnostics.errors import READ, WRITTEN, Misused, Unable, reason_of, unable
from generator.diagnostics.messages import said
from generator.output import change, checksums
from generator.output.checksums import SUMS, Row
from generator.output.stage import JOURNAL, STAGE, Stage


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
    # Hidden are git's files, what macOS notes, and what a first build left that was cut short.
    if any(not name.startswith(".") for name in names) and not _is_ours(output):
        raise Misused(
            said(
                "{output} has files in it that no build made; empty it, or name another "
                "with --output",
                output=output,
            )
        )


def is_cut_short(output: Path) -> bool:
    """Tell whether a build left its work undone."""
    return any(os.path.lexists(output / name) for name in (change.FORMER_JOURNAL, STAGE))


def _is_ours(output: Path) -> bool:
    """Tell whether a build made a folder, or began to; any list of sums is not enough."""
    try:
        listing = (output / SUMS).read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        listing = b""
    is_listed = any(name in listing for name in (b"  index.html\n", b"  assets/review."))
    return is_listed or any(change.rows(output / name) for name in (JOURNAL, change.FORMER_JOURNAL))


def heal(output: Path) -> None:
    """Undo what a publication changed that was ended from outside. Raises `Unable` as `commit`."""
    if os.path.lexists(output / JOURNAL):
        try:
            change.undo(Stage(output), change.rows(output / JOURNAL))
        except OSError as error:
            raise _unable(output, error) from error


def commit(
    stage: Stage, complete: Mapping[str, str], waiting: Iterable[str], *, find_foreign: bool = True
) -> Published:
    """Make the output hold exactly these files and their SHA256SUMS.

    `complete` has each file's sum by its path; those that are `waiting` on the stage take their
    places, and the output has the others already. Files that no build made are looked for
    everywhere, or without `find_foreign` only among those that are no longer made. Raises `Unable`
    where the disk fails; then the output is as it was.
    """
    output = stage.output
    try:
        was = checksums.lines(output / SUMS)
        lines = {checksums.line(row): row[0] for row in complete.items()}
        listing = stage.put(SUMS, checksums.relisted(was, lines))
        former = checksums.rows(line for line in was if line not in lines)
        begun = change.rows(output / change.FORMER_JOURNAL)
        gone = {row for row in {*former, *begun} if row[0] not in complete and row[0] != SUMS}
        twins = _twins(output, dict(gone), complete)
        gone = {row for row in gone if row[0] not in twins}
        new = {path: complete[path] for path in waiting}
        if listing.waits:
            new[SUMS] = listing.sum
        removed = _carry_out(stage, new, gone, complete if find_foreign else new)
        for path, twin in twins.items():
            system.replace(output / path, output / twin)
        left = (
            foreign(output, {*complete, SUMS})
            if find_foreign
            else (path for path in dict(gone) if os.path.lexists(output / path))
        )
        strange = tuple(sorted(left))
    except OSError as error:
        raise _unable(output, error) from error
    pages = sum(path.endswith(".html") for path in new)
    return Published(len(complete) + 1, len(new), removed, strange, listing.sum, pages)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a publication would change: paths of the output, sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def ahead(stage: Stage, complete: Mapping[str, str], waiting: Iterable[str]) -> Ahead:
    """Tell what `commit` would change with these files, and change nothing."""
    output, coming = stage.output, sorted(waiting)
    is_there = {path: os.path.lexists(output / path) for path in coming}
    published = checksums.of(output)
    gone = (path for path, sum_ in published if change.is_as_made(output / path, sum_))
    return Ahead(
        tuple(path for path in coming if not is_there[path]),
        tuple(path for path in coming if is_there[path]),
        tuple(sorted(path for path in gone if path not in complete)),
    )


def _unable(output: Path, error: OSError) -> Unable:
    """Tell what the disk refused, with the file that was meant rather than one on the stage."""
    path, reason = error.filename2 or error.filename or output, reason_of(error)
    if os.path.lexists(output / JOURNAL):
        return Unable(
            said(
                "{path}: cannot be written: {reason}; some files of {output} are new and others "
                "old: build again before you publish them",
                path=path,
                reason=reason,
                output=output,
            )
        )
    if system.WINDOWS and isinstance(error, PermissionError):
        return Unable(
            said(
                "{path}: cannot be written: {reason}; if another program has it open, close it "
                "there and build again",
                path=path,
                reason=reason,
            )
        )
    return unable(path, WRITTEN, error)


def _twins(output: Path, gone: Iterable[str], complete: Iterable[str]) -> dict[str, str]:
    """Find files that are made no longer, but whose names differ in capitals only from new ones.

    Windows, macOS as a rule, and most sticks have one file for both; each gets its new name.
    """
    names = {path.lower(): path for path in complete}
    found = {path: names[path.lower()] for path in gone if path.lower() in names}
    return {old: new for old, new in found.items() if _is_one_file(output / old, output / new)}


def _is_one_file(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False


def _carry_out(stage: Stage, new: Mapping[str, str], gone: set[Row], shown: Iterable[str]) -> int:
    """Change the output in an order in which no reader sees anything half done, or not at all.

    Files that are `new` take their places from the stage, those that are `gone` are removed, unless
    somebody has changed them. Links and leftovers are looked for in the folders of those, and of
    the files `shown`, which everybody can read then. Return how many files were removed.
    """
    output, waiting = stage.output, _in_order(new, stage.output)
    near = {*shown, *new, *dict(gone)}
    change.check_links(near, output)
    _show(output, shown)
    leaving = sorted({path for path, sum_ in gone if change.is_as_made(output / path, sum_)})
    if waiting or leaving:
        change.carry_out(stage, waiting, leaving, new, near)
    else:
        change.tidy(output, near)
    with suppress(OSError):  # the site is right; the next build removes it
        (output / change.FORMER_JOURNAL).unlink(missing_ok=True)
    stage.clear()
    return len(leaving)


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


def _show(output: Path, paths: Iterable[str]) -> None:
    """Let everybody read what is there already: it may be of a time when the umask counted."""
    for mode, found in ((0o755, change.folders(paths)), (0o644, paths)):
        for path in found:
            with suppress(FileNotFoundError, NotADirectoryError):
                system.show(output / path, mode)


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


@lru_cache(maxsize=2)  # the output, and what a rehearsal left
def _former(output: Path, _: object) -> Callable[[str], bytes]:
    """Read the list once in each process, as long as it is the same."""
    sums_by_path = dict(checksums.of(output))

    def read(path: str) -> bytes:
        try:
            data = (output / path).read_bytes() if path in sums_by_path else b""
        except OSError:
            return b""
        return data if hashlib.sha256(data).hexdigest() == sums_by_path.get(path) else b""

    return read
