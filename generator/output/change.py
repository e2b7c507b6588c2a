"""Change files of the output: all of them or none, in an order in which each is whole.

What is replaced or removed is kept on the stage until all is done, and a journal there lists it.
Where anything fails, the journal is undone; one that a killed build left, by the next build.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator import system
from generator.diagnostics.errors import Unable
from generator.diagnostics.messages import said
from generator.output import checksums
from generator.output.atomic import TEMPORARY, replace_file
from generator.output.checksums import Row
from generator.output.stage import JOURNAL, STAGE, Stage

FORMER_JOURNAL = f"{TEMPORARY}journal"
"""That of version 0.1: what it had begun can be completed, but not undone."""
_WAS_THERE = "0" * 64
"""Stands in the journal, in the place of a sum, for a file that is kept on the stage."""


def carry_out(
    stage: Stage,
    waiting: Sequence[str],
    leaving: Sequence[str],
    sums: Mapping[str, str],
    near: Iterable[str],
) -> None:
    """Put files in their places and remove others: all of them, or none."""
    output = stage.output
    system.make_folder(output / STAGE)
    journal = [_kept(stage, path, sums[path]) for path in waiting]
    journal += [(path, _WAS_THERE) for path in leaving]
    system.flush([*map(stage.place, waiting), output])
    try:
        replace_file(output / JOURNAL, "".join(f"{checksums.line(r)}\n" for r in journal).encode())
        for path in waiting:
            system.make_folder((output / path).parent)
            system.replace(stage.place(path), output / path)
        for path in leaving:
            system.replace(output / path, stage.kept(path))
        tidy(output, near)
        _end(output, [*waiting, *leaving])
    except BaseException:
        with suppress(OSError):  # else the next build undoes it
            undo(stage, journal)
        raise


def _kept(stage: Stage, path: str, sum_: str) -> Row:
    """Keep on the stage what is at a path; give the row of the journal by which it is undone."""
    if not os.path.lexists(stage.output / path):
        return path, sum_
    system.keep(stage.output / path, stage.kept(path))
    return path, _WAS_THERE


def undo(stage: Stage, journal: Sequence[Row]) -> None:
    """Put what is kept back in its place, and remove what was new, the last of all first."""
    paths = [path for path, _ in journal]
    check_links(paths, stage.output)
    for path, sum_ in reversed(journal):
        place, kept = stage.output / path, stage.kept(path)
        if sum_ != _WAS_THERE:
            if is_as_made(place, sum_):
                system.replace(place, stage.place(path))
        elif os.path.lexists(kept) and not _is_back(kept, place):
            system.make_folder(place.parent)
            system.replace(kept, place)
    tidy(stage.output, paths)
    _end(stage.output, paths)
    stage.clear()


def _is_back(kept: Path, place: Path) -> bool:
    """Tell whether a file is as it was kept, and so may be in use by others."""
    with suppress(OSError):
        are_files = not kept.is_symlink() and not place.is_symlink()
        return are_files and kept.read_bytes() == place.read_bytes()
    return False


def _end(output: Path, paths: Iterable[str]) -> None:
    """End a change of these files by ending its journal: then nothing of it is undone any more.

    The disk has to hold the change before that, and that before what is kept goes: a power cut
    could bring some files back otherwise.
    """
    touched = [output / folder for folder in [*folders(paths), "."]]
    system.flush([folder for folder in touched if folder.is_dir()])
    system.replace(output / JOURNAL, output / f"{JOURNAL}.done")
    with suppress(OSError):
        system.flush([output / STAGE])


def rows(journal: Path) -> list[Row]:
    """List the files of a journal in its order."""
    return list(filter(None, map(checksums.row, checksums.lines(journal))))


def folders(paths: Iterable[str]) -> list[str]:
    """List the folders of some paths, the deepest first."""
    found = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    return sorted(found - {"."}, key=lambda folder: (-folder.count("/"), folder))


def check_links(paths: Iterable[str], output: Path) -> None:
    """Raise `Unable` where a folder of the output is a link, which would lead out of it."""
    for folder in folders(paths):
        if system.is_link(output / folder):
            raise Unable(said("{path} is a link to another place; remove it", path=output / folder))


def is_as_made(path: Path, sum_: str) -> bool:
    """Tell whether a file is there as a build made it; what somebody has changed is theirs."""
    is_ours = path.is_file() and not path.is_symlink()
    return is_ours and hashlib.sha256(path.read_bytes()).hexdigest() == sum_


def tidy(output: Path, paths: Iterable[str]) -> None:
    """Remove what a build that was cut short left in our folders, and folders now empty."""
    for folder in [*folders(paths), "."]:
        place = output / folder
        if place.is_dir() and not place.is_symlink():
            with suppress(OSError):  # what stays is seen by no reader
                for leftover in sorted(place.glob(f"{TEMPORARY}*")):
                    if leftover.name not in (FORMER_JOURNAL, STAGE):
                        leftover.unlink()
                if folder != "." and not any(place.iterdir()):
                    place.rmdir()
