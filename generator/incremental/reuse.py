"""Find which units of the last build are still up to date: sources and files are as they were."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from generator.diagnostics.errors import Problems
from generator.incremental import fingerprint, stat
from generator.incremental.manifest import Manifest, Unit
from generator.moments import in_zone, is_between
from generator.options import Options
from generator.output import publish
from generator.source import reader


def find_fresh(options: Options, last: Manifest, slugs: Iterable[str]) -> Manifest:
    """Take the manifest of the last build with only those units that are up to date."""
    there = {
        name: _with_same_files(options.output, unit, last)
        for name, unit in last.units.items()
        if not unit.is_left_over
    }
    is_quiet = (
        bool(last.folders_stamp)
        and all(there.get(name) is unit for name, unit in last.units.items())
        and folders_stamp(options.output, last.written_at) == last.folders_stamp
    )
    now = in_zone(options.now, last.time_zone)
    fresh = _fresh(options.site, filter(None, there.values()), last, slugs, now)
    return replace(last, units=fresh, folders_stamp=last.folders_stamp if is_quiet else "")


def _fresh(
    site: Path, units: Iterable[Unit], last: Manifest, slugs: Iterable[str], now: datetime
) -> dict[str, Unit]:
    """Find the units that need not be made again, by name.

    A bulletin is fresh as long as its sources and its state have not changed; the rest depends on
    other units, and is not looked at here. `last` is a build with the same inputs: program,
    options, templates and settings.
    """
    wanted = set(slugs)
    problems = Problems()
    folders = reader.locale_folders(site, problems)
    # One that cannot be read may be another unit's: nothing is known then of what has to be read.
    readable = None if problems.errors else folders
    found = {}
    for unit in units:
        if (unit.seen and unit.name not in wanted) or not is_between(unit.span, now):
            continue
        again = _with_same_sources(site, readable, unit, last) if unit.seen else unit
        if again:
            found[unit.name] = again
    return found


def _with_same_sources(
    site: Path, folders: Iterable[str] | None, unit: Unit, last: Manifest
) -> Unit | None:
    """Give the unit with new stamps if its sources are the same."""
    if unit.seen_stamp and stat.stamp(site, unit.seen, last.begun_at) == unit.seen_stamp:
        return unit
    if folders is None:
        return None
    looks = stat.stamp(site, unit.seen)
    told = Problems()
    files = reader.read_bulletin(site, unit.name, folders, told)
    if told.errors or files.seen != unit.seen:
        return None  # a file that cannot be used, or is left out, is in no fingerprint
    read = sorted(files.catalogs.items())
    inputs = last.inputs_fingerprint
    now = fingerprint.of_bulletin(inputs, files.documents, read, files.pictures)
    if now != unit.made_from:
        return None
    return unit if looks == unit.seen_stamp else unit.with_stamps(seen_stamp=looks)


def _with_same_files(output: Path, unit: Unit, last: Manifest) -> Unit | None:
    """Give the unit with new stamps if its files are as they were made."""
    files = _made(unit)
    if unit.made_stamp and stat.stamp(output, files, last.written_at) == unit.made_stamp:
        return unit
    looks = stat.stamp(output, files)
    pairs = zip(unit.paths, unit.sums, strict=True)
    if not all(_sum_of(output / path) == sum_ for path, sum_ in pairs):
        return None
    return unit if looks == unit.made_stamp else unit.with_stamps(made_stamp=looks)


def _made(unit: Unit) -> list[str]:
    """List a unit's files and the folders that hold nothing else, relative to the output.

    Folders right in the output hold files of many units; they are in the `folders_stamp`.
    """
    folders = {path.rpartition("/")[0] for path in unit.paths}
    return [*unit.paths, *sorted(folder for folder in folders if "/" in folder)]


def intact(output: Path, unit: Unit) -> Unit:
    """Take a unit with those of its files that are as they were made."""
    pairs = zip(unit.paths, unit.sums, strict=True)
    left = [(path, sum_) for path, sum_ in pairs if _sum_of(output / path) == sum_]
    paths, sums = tuple(path for path, _ in left), tuple(sum_ for _, sum_ in left)
    return unit if paths == unit.paths else replace(unit, row="", paths=paths, sums=sums)


def _sum_of(path: Path) -> str:
    try:
        return "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def folders_stamp(output: Path, before: int = 0) -> str:
    """Stamp the output and the folders right in it, which hold files of many units."""
    try:
        with os.scandir(output) as found:
            names = sorted(entry.name for entry in found if entry.is_dir(follow_symlinks=False))
    except OSError:
        names = []
    return stat.stamp(output, [".", *names], before)


def with_foreign(output: Path, kept: Manifest) -> Manifest:
    """Take a manifest with the files that no build made looked for anew."""
    known = {path for unit in kept.units.values() for path in unit.paths}
    foreign = tuple(sorted(publish.foreign(output, known)))
    return replace(kept, foreign=foreign, folders_stamp=folders_stamp(output))


def stamped(site: Path, output: Path, units: Mapping[str, Unit]) -> dict[str, Unit]:
    """Stamp the files of each unit that is not stamped yet."""
    return {name: _stamped(site, output, unit) for name, unit in units.items()}


def _stamped(site: Path, output: Path, unit: Unit) -> Unit:
    if unit.made_stamp and (unit.seen_stamp or not unit.seen):
        return unit
    seen = unit.seen_stamp or (stat.stamp(site, unit.seen) if unit.seen else "")
    made = unit.made_stamp or stat.stamp(output, _made(unit))
    return unit.with_stamps(seen_stamp=seen, made_stamp=made)
