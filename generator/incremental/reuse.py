"""What of the last build is still right: its sources are as they were, and so are its files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.diagnostics.errors import Problems
from generator.incremental import fingerprint, stat
from generator.incremental.manifest import Memory, Unit
from generator.options import Options
from generator.output import publish
from generator.source import reader


def looked_at(options: Options, former: Memory, slugs: Iterable[str]) -> Memory:
    """What is remembered of the last build, as far as it is right still."""
    there = {
        name: _files_looked_at(options.output, unit, former) for name, unit in former.units.items()
    }
    is_quiet = (
        bool(former.folders_stamp)
        and all(there[name] is unit for name, unit in former.units.items())
        and folders_stamp(options.output, former.written_at) == former.folders_stamp
    )
    fresh = _fresh(options.site, filter(None, there.values()), former, slugs)
    return replace(former, units=fresh, folders_stamp=former.folders_stamp if is_quiet else "")


def _fresh(
    site: Path, units: Iterable[Unit], former: Memory, slugs: Iterable[str]
) -> dict[str, Unit]:
    """Those of some units that need not be made again, by name.

    For a bulletin that is so as long as its sources have not changed; the rest hangs on other
    units, and is not looked at here. `former` is a build on the same ground: the same program,
    options, templates and settings.
    """
    wanted = set(slugs)
    told = Problems()
    folders = reader.locale_folders(site, told)
    # One that cannot be read may be another unit's: nothing is known then of what has to be read.
    readable = None if told.errors else folders
    found = {}
    for unit in units:
        if unit.seen and unit.name not in wanted:
            continue
        again = _sources_looked_at(site, readable, unit, former) if unit.seen else unit
        if again:
            found[unit.name] = again
    return found


def _sources_looked_at(
    site: Path, folders: Iterable[str] | None, unit: Unit, former: Memory
) -> Unit | None:
    """The unit, if its sources are the same; then with what they look like now."""
    if unit.seen_stamp and stat.stamp(site, unit.seen, former.begun_at) == unit.seen_stamp:
        return unit
    if folders is None:
        return None
    looks = stat.stamp(site, unit.seen)
    told = Problems()
    files = reader.read_bulletin(site, unit.name, folders, told)
    if told.errors or files.seen != unit.seen:
        return None  # a file that cannot be used, or is left out, is in no fingerprint
    read = sorted(files.catalogues.items())
    if fingerprint.of_bulletin(former.ground, files.documents, read) != unit.made_from:
        return None
    return unit.looking(seen_stamp=looks)


def _files_looked_at(output: Path, unit: Unit, former: Memory) -> Unit | None:
    """The unit, if its files are as they were made; then with what they look like now."""
    looked_at = _made(unit)
    if unit.made_stamp and stat.stamp(output, looked_at, former.written_at) == unit.made_stamp:
        return unit
    looks = stat.stamp(output, looked_at)
    files = zip(unit.paths, unit.sums, strict=True)
    if not all(_sum_of(output / path) == sum_ for path, sum_ in files):
        return None
    return unit.looking(made_stamp=looks)


def _made(unit: Unit) -> list[str]:
    """A unit's files, and the folders that they alone stand in, relative to the output.

    Those right in the output hold files of many units; they are in the `folders_stamp`.
    """
    folders = {path.rpartition("/")[0] for path in unit.paths}
    return [*unit.paths, *sorted(folder for folder in folders if "/" in folder)]


def _sum_of(path: Path) -> str:
    try:
        return "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def folders_stamp(output: Path, before: int = 0) -> str:
    """What the output and the folders right in it look like, which hold files of many units."""
    try:
        with os.scandir(output) as found:
            names = sorted(entry.name for entry in found if entry.is_dir(follow_symlinks=False))
    except OSError:
        names = []
    return stat.stamp(output, [".", *names], before)


def with_foreign(output: Path, kept: Memory) -> Memory:
    """What is remembered, with the files that no build made looked for anew."""
    known = {path for unit in kept.units.values() for path in unit.paths}
    foreign = tuple(sorted(publish.foreign(output, known)))
    return replace(kept, foreign=foreign, folders_stamp=folders_stamp(output))


def stamped(site: Path, output: Path, units: Mapping[str, Unit]) -> dict[str, Unit]:
    """Units with what their files look like, where that is not known yet."""
    return {name: _stamped(site, output, unit) for name, unit in units.items()}


def _stamped(site: Path, output: Path, unit: Unit) -> Unit:
    if unit.made_stamp and (unit.seen_stamp or not unit.seen):
        return unit
    seen = unit.seen_stamp or (stat.stamp(site, unit.seen) if unit.seen else "")
    made = unit.made_stamp or stat.stamp(output, _made(unit))
    return unit.looking(seen_stamp=seen, made_stamp=made)
