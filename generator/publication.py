"""Files -> the output folder. The only writer.

Everything is rendered before anything is changed: what is new is put on a stage inside the output
folder. Then new files take their places, then changed ones, each whole (`os.replace`), then
removals; so at every instant each page is whole, and what it links to is there. What is the same is
not touched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath

from generator.disk import TEMPORARY, flush_folder, replace_file
from generator.errors import Misused, Unable
from generator.staging import STAGE, Stage, unable
from generator.wording import said

SUMS = "SHA256SUMS"
"""Lists every other file; its presence marks a folder that `build` may change."""
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
    """Those of the written that are pages."""


def _listing(rows: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{_line(row)}\n" for row in sorted(rows)).encode()


def _line(row: tuple[str, str]) -> str:
    return f"{row[1]}  {row[0]}"


def _relisted(was: Iterable[str], lines: Mapping[str, str]) -> bytes:
    """The list of sums with these lines, each with its path.

    Those that `was`, the former list, has already come first: they are in order, and sorting what
    is nearly in order takes no time.
    """
    found = dict.fromkeys(chain(filter(lines.__contains__, was), lines))
    return "\n".join([*sorted(found, key=lines.__getitem__), ""]).encode()


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
        raise Unable(
            said("{output}: cannot be read: {reason}", output=output, reason=error.strerror)
        ) from error
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
    """True where a build left its work undone."""
    return any(os.path.lexists(output / name) for name in (_JOURNAL, STAGE))


def _is_ours(output: Path) -> bool:
    """True for a folder that a build made, or began to make; any list of sums is not enough."""
    try:
        listing = (output / SUMS).read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        listing = b""
    return b"  index.html\n" in listing or bool(_rows(output / _JOURNAL))


def commit(
    stage: Stage, complete: Mapping[str, str], waiting: Iterable[str], *, look: bool = True
) -> Published:
    """Make the output hold exactly these files and their SHA256SUMS.

    `complete` has each file's sum by its path; those that are `waiting` on the stage take their
    places, and the output has the others already. Files that no build made are looked for
    everywhere, or without `look` only among those that are no longer made. Raises `Unable` where
    the disk fails; the next publication completes what was cut short.
    """
    output = stage.output
    try:
        was, began = _lines(output / SUMS), _rows(output / _JOURNAL)
        lines = {_line(row): row[0] for row in complete.items()}
        sums = stage.put(SUMS, _relisted(was, lines))
        waiting = [*waiting, SUMS] if sums.waits else list(waiting)
        listed = _parsed(line for line in was if line not in lines)
        gone = {row for row in listed | began if row[0] not in complete and row[0] != SUMS}
        gone_paths = {path for path, _ in gone}
        touched = [*(complete if look else waiting), *gone_paths]
        _check_links(touched, output)
        _flush(stage, waiting)
        if waiting or gone:
            rows = {(path, complete.get(path, "")) for path in waiting}
            replace_file(output / _JOURNAL, _listing(rows | gone | began))
        for folder in sorted({path.rpartition("/")[0] for path in waiting}):
            (output / folder).mkdir(parents=True, exist_ok=True)
        for path in _in_order(waiting, output):
            stage.place(path).replace(output / path)
        removed = [path for path, sum_ in sorted(gone) if _removed(output / path, sum_)]
        stage.clear()
        _tidy(output, touched)
        _flush_folders(output, [*waiting, *gone_paths])
        (output / _JOURNAL).unlink(missing_ok=True)
        left = (
            foreign(output, {*complete, SUMS})
            if look
            else (p for p in gone_paths if (output / p).exists())
        )
        strange = tuple(sorted(left))
    except OSError as error:
        raise unable(error, output) from error
    pages = sum(path.endswith(".html") for path in waiting)
    return Published(len(complete) + 1, len(waiting), len(removed), strange, sums.sum, pages)


def _in_order(paths: Iterable[str], output: Path) -> list[str]:
    """Files in the order in which they take their places; the list of sums last of all.

    So that a reader never finds a link dead, new files come before those that are there already and
    may link to them; pictures and styles before pages; and the pages at which a reader of a new
    site begins after all others.
    """

    def rank(path: str) -> tuple[bool, bool, bool, bool, str]:
        is_page = path.endswith(".html")
        there = os.path.lexists(output / path)
        return (path == SUMS, there, is_page and "/" not in path, is_page, path)

    return sorted(paths, key=rank)


def _flush(stage: Stage, waiting: Sequence[str]) -> None:
    """Have the disk hold what is on the stage before any of it takes its place."""
    if len(waiting) > _MANY:
        os.sync()
        return
    for path in waiting:
        with stage.place(path).open("rb") as stream:
            os.fsync(stream.fileno())


def _flush_folders(output: Path, touched: Sequence[str]) -> None:
    """Have the disk hold the new names, and that the old ones are gone.

    Else a power cut could bring some of them back when the journal, which lists them, is gone.
    """
    places = [output / folder for folder in (*_folders(touched), ".")] if touched else []
    if len(places) > _MANY:
        os.sync()
        return
    for place in places:
        if place.is_dir():
            flush_folder(place)


def _rows(sums_file: Path) -> set[tuple[str, str]]:
    """The files that a build made, or was about to make or to remove, each with its sum."""
    return _parsed(_lines(sums_file))


def _lines(sums_file: Path) -> list[str]:
    try:
        return sums_file.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return []


def _parsed(lines: Iterable[str]) -> set[tuple[str, str]]:
    """The paths of some lines, each with its sum, as far as they stay in the folder."""
    rows = (line.partition("  ") for line in lines)
    return {(path, sum_) for sum_, _, path in rows if path and _is_inside(path)}


def _is_inside(path: str) -> bool:
    """True for a path that stays in the folder, whoever wrote the list."""
    return not path.startswith("/") and ".." not in path.split("/") and "\\" not in path


def _folders(paths: Iterable[str]) -> list[str]:
    """The folders of some paths, the deepest first."""
    found = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    return sorted(found - {"."}, key=lambda folder: (-folder.count("/"), folder))


def _check_links(paths: Iterable[str], output: Path) -> None:
    """Raises `Unable` where a folder of the output is a link, which would lead out of it."""
    for folder in _folders(paths):
        if (output / folder).is_symlink():
            raise Unable(said("{path} is a link to another place; remove it", path=output / folder))


def _removed(path: Path, sum_: str) -> bool:
    """Remove a file that a former build made; one that somebody has changed since stays."""
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
    """The files that no build made, in no order; hidden files and folders are not looked into."""
    for folder, folders, names in os.walk(output):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = (Path(folder) / name).relative_to(output).as_posix()
            if path not in complete and not name.startswith("."):
                yield path


def former(output: Path) -> Callable[[str], bytes]:
    """Gives the files of the former build by path; nothing for one that is not as it was made."""
    listed = dict(_rows(output / SUMS))

    def read(path: str) -> bytes:
        try:
            data = (output / path).read_bytes() if path in listed else b""
        except OSError:
            return b""
        return data if hashlib.sha256(data).hexdigest() == listed.get(path) else b""

    return read
