"""What of the last build is still right: its sources are as they were, and so are its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator import freshness, publication, sources, stamps
from generator.errors import Problems
from generator.memory import Memory, Unit
from generator.options import Options


def looked_at(options: Options, former: Memory, slugs: Iterable[str]) -> Memory:
    """What is remembered of the last build, as far as it is right still."""
    fresh = _fresh(options.site, options.output, former, slugs)
    quiet = _is_quiet(options.output, former)
    return replace(former, units=fresh, folders_stamp=former.folders_stamp if quiet else "")


def _fresh(site: Path, output: Path, former: Memory, slugs: Iterable[str]) -> dict[str, Unit]:
    """The units of the last build that need not be made again, by name.

    For a bulletin that is so as long as neither its sources nor its files have changed; of the
    rest, which hangs on other units, only the files are looked at here. `former` is a build on the
    same ground: the same program, options, templates and settings.
    """
    wanted = set(slugs)
    found = {}
    for name, unit in former.units.items():
        if unit.seen and name not in wanted:
            continue
        again = _sources_looked_at(site, unit, former) if unit.seen else unit
        again = again and _files_looked_at(output, again, former)
        if again:
            found[name] = again
    return found


def _sources_looked_at(site: Path, unit: Unit, former: Memory) -> Unit | None:
    """The unit, if its sources are the same; then with what they look like now."""
    if unit.seen_stamp and stamps.stamp(site, unit.seen, former.begun_at) == unit.seen_stamp:
        return unit
    looks = stamps.stamp(site, unit.seen)
    told = Problems()
    folders = sources.locale_folders(site, told)
    files = sources.read_bulletin(site, unit.name, folders, told)
    if told.errors:
        return None  # a file that cannot be used is in no fingerprint
    read = sorted(files.catalogues.items())
    if freshness.of_bulletin(former.ground, files.documents, read) != unit.made_from:
        return None
    return unit.looking(seen=files.seen, seen_stamp=looks if files.seen == unit.seen else "")


def _files_looked_at(output: Path, unit: Unit, former: Memory) -> Unit | None:
    """The unit, if its files are as they were made; then with what they look like now."""
    paths = [path for path, _ in unit.sums]
    if unit.made_stamp and stamps.stamp(output, paths, former.written_at) == unit.made_stamp:
        return unit
    looks = stamps.stamp(output, paths)
    if not all(_sum_of(output / path) == sum_ for path, sum_ in unit.sums):
        return None
    return unit.looking(made_stamp=looks)


def _sum_of(path: Path) -> str:
    try:
        return "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _is_quiet(output: Path, former: Memory) -> bool:
    """True where no file has come to the output's folders since the last build, or gone."""
    before = former.folders_stamp
    return bool(before) and folders_stamp(output, former.units, former.written_at) == before


def folders_stamp(output: Path, units: Mapping[str, Unit], before: int = 0) -> str:
    """What the folders of all files look like."""
    files = {path for unit in units.values() for path, _ in unit.sums}
    folders = sorted({path.rpartition("/")[0] for path in files} - {""})
    return stamps.stamp(output, [".", *folders], before)


def with_foreign(output: Path, kept: Memory) -> Memory:
    """What is remembered, with the files that no build made looked for anew."""
    known = {path for unit in kept.units.values() for path, _ in unit.sums}
    foreign = tuple(sorted(publication.foreign(output, known)))
    return replace(kept, foreign=foreign, folders_stamp=folders_stamp(output, kept.units))


def stamped(site: Path, output: Path, units: Mapping[str, Unit]) -> dict[str, Unit]:
    """Units with what their files look like, where that is not known yet."""
    return {name: _stamped(site, output, unit) for name, unit in units.items()}


def _stamped(site: Path, output: Path, unit: Unit) -> Unit:
    if unit.made_stamp and (unit.seen_stamp or not unit.seen):
        return unit
    seen = unit.seen_stamp or (stamps.stamp(site, unit.seen) if unit.seen else "")
    made = unit.made_stamp or stamps.stamp(output, [path for path, _ in unit.sums])
    return unit.looking(seen_stamp=seen, made_stamp=made)
