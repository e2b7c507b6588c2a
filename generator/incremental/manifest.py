"""What the last build made, and from what: kept beside the site, so that the next one can be quick.

It is only ever a reason not to do work again, and can be deleted at any time. It holds plain data,
never code, and is believed only for the same folder, program and settings.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.diagnostics.errors import Problem
from generator.output.atomic import replace_file

FOLDER = ".cache"
_FORM = 3
"""The form of the file; another one is not read."""
_BETWEEN = "\t"
"""Stands between the parts of a row: each is JSON in ASCII, which has none inside."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the site that is made as a whole: a bulletin, a part of a list, a feed."""

    name: str
    """A bulletin's slug; for the rest a name with a space in it, as no slug has."""
    made_from: str
    """The fingerprint of everything that it is made from."""
    paths: tuple[str, ...]
    """Its files in the output."""
    sums: tuple[str, ...]
    """The SHA-256 of each, in the same order."""
    seen: tuple[str, ...] = ()
    """The files of the site that it is made from; for the rest none, since it hangs on others."""
    seen_stamp: str = ""
    """What these looked like from outside."""
    made_stamp: str = ""
    """What its own files looked like, and the folders that they alone stand in."""
    notice: str = ""
    """A bulletin in short, as text in ASCII without tabs."""
    warnings: tuple[Problem, ...] = ()
    row: str = field(default="", compare=False, repr=False)
    """The text that it was read from; empty where it has been changed since."""

    def looking(self, **looks: Any) -> Unit:  # noqa: ANN401 - any of its fields
        """The same unit with other looks."""
        return replace(self, row="", **looks)


@dataclass(frozen=True, slots=True)
class Memory:
    """The last build's units."""

    ground: str = ""
    """The fingerprint of what every page stands on, in which nothing is wrong; empty for none."""
    spoken: tuple[str, ...] = ()
    """The tags of the languages that the site speaks."""
    units: Mapping[str, Unit] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    """Those that are of no unit."""
    foreign: tuple[str, ...] = ()
    """Files in the output that no build made."""
    folders_stamp: str = ""
    """What the output itself and the folders in it looked like. Where they and those of the units
    are the same, no file has come or gone; empty where some has."""
    begun_at: int = 0
    """When the build began, in nanoseconds, by the clock of the site's file system: no source was
    read earlier."""
    written_at: int = 0
    """When this was written, likewise: no file of the output was looked at later."""

    def all_warnings(self) -> Iterator[Problem]:
        """What the last build had to say."""
        yield from self.warnings
        for unit in self.units.values():
            yield from unit.warnings

    def looks_as(self, other: Memory) -> bool:
        """True where nobody had to look into a file to know that its unit is right."""
        return all(unit is other.units.get(name) for name, unit in self.units.items())


def path(site: Path, output: Path) -> Path:
    """Where it is kept what is remembered of a site's builds into this output folder."""
    name = sha256(str(output.resolve()).encode()).hexdigest()[:16]
    return site / FOLDER / f"{name}.json"


def begin(site: Path, output: Path) -> int:
    """When a build begins, in nanoseconds by the site's file system; 0 where it cannot be told."""
    begun = path(site, output).with_suffix(".begun")
    try:
        begun.parent.mkdir(exist_ok=True)
        begun.write_bytes(b"")
        return begun.stat().st_mtime_ns
    except OSError:
        return 0


def recall(site: Path, output: Path) -> Memory:
    """What is remembered of a site's last build into this output folder; nothing is no error."""
    place = path(site, output)
    try:
        seal, _, data = place.read_bytes().partition(b"\n")
        if seal != _seal(data):
            return Memory()
        rows = data.decode("ascii").splitlines()
        head = json.loads(rows[0])
        units = map(_unit, rows[1:])
        return Memory(
            head["ground"],
            tuple(head["spoken"]),
            {unit.name: unit for unit in units},
            tuple(map(Problem.from_row, head["warnings"])),
            tuple(head["foreign"]),
            head["folders_stamp"],
            head["begun_at"],
            place.stat().st_mtime_ns,
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError):
        return Memory()


def _unit(row: str) -> Unit:
    known, notice = row.split(_BETWEEN)
    name, made_from, paths, sums, seen, seen_stamp, made_stamp, warnings = json.loads(known)
    told = tuple(map(Problem.from_row, warnings))
    files = (tuple(paths), tuple(sums.split()))
    if len(files[0]) != len(files[1]):
        raise ValueError(row)
    return Unit(name, made_from, *files, tuple(seen), seen_stamp, made_stamp, notice, told, row)


def keep(site: Path, output: Path, memory: Memory) -> None:
    """Remember a build. Where that cannot be done, the next build is slow, and that is all."""
    if not memory.begun_at:
        return
    head = {
        "ground": memory.ground,
        "spoken": memory.spoken,
        "warnings": [problem.as_row() for problem in memory.warnings],
        "foreign": memory.foreign,
        "folders_stamp": memory.folders_stamp,
        "begun_at": memory.begun_at,
    }
    rows = (json.dumps(head), *_rows(memory.units.values()))
    data = "".join([f"{row}\n" for row in rows]).encode("ascii")
    place = path(site, output)
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        ignore = place.parent / ".gitignore"
        if not ignore.exists():
            replace_file(ignore, b"*\n")
        replace_file(place, _seal(data) + b"\n" + data)


def _seal(data: bytes) -> bytes:
    """The file's first line: its form, and a sum that tells damage, though no forgery."""
    return b"%d %08x" % (_FORM, zlib.crc32(data))


def _rows(units: Iterable[Unit]) -> Iterable[str]:
    for unit in units:
        if unit.row:
            yield unit.row
            continue
        warnings = [problem.as_row() for problem in unit.warnings]
        stamps = (unit.seen, unit.seen_stamp, unit.made_stamp)
        row = (unit.name, unit.made_from, unit.paths, " ".join(unit.sums), *stamps, warnings)
        yield f"{json.dumps(row, separators=(',', ':'))}{_BETWEEN}{unit.notice}"
