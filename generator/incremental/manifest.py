"""Keep what a build made, and from what, beside the site, so that the next one can be quick.

A manifest is a reason not to do work again, and can be deleted at any time; it is believed only for
the same folder, program and settings. To a build that keeps going it also tells what is published
of a bulletin that is refused. It holds plain data, never code.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import reduce
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from generator.diagnostics.errors import Problem
from generator.moments import is_zone
from generator.output.atomic import replace_file

FOLDER = ".cache"
REHEARSED = f"{FOLDER}/rehearsed"
"""The folder of the files that the next publication would write, as they were last rehearsed."""
FORMER = f"{FOLDER}/former"
"""The folder of the output as it was before the last publication."""
_FORM = 6
"""The form of the file; another one is not read."""
_HEAD = (
    *("inputs_fingerprint", "locales", "warnings", "foreign", "folders_stamp", "begun_at"),
    *("time_zone", "words", "judged"),
)
"""What the first row holds of a manifest; each other row holds a unit."""
KEPT, LINE = "kept", "a line"
"""Stand for the fingerprint of a refused bulletin whose files were left as they were, or made way
for a line that says where to look. Neither is ever up to date."""
_BETWEEN = "\t"
"""Between the parts of a row: each is JSON in ASCII, which has none inside."""


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
    """The files of the site that it is made from; none for the rest, which depends on others."""
    seen_stamp: str = ""
    """Inode, size and times of those files at the last build, see `stat.stamp`."""
    made_stamp: str = ""
    """The same of its own files, and of the folders that hold nothing else."""
    summary: str = ""
    """A bulletin's summary, as text in ASCII without tabs."""
    warnings: tuple[Problem, ...] = ()
    row: str = field(default="", compare=False, repr=False)
    """The text that it was read from, but for its last parts; empty where it has been changed."""
    span: tuple[str, str] = ("", "")
    """Since when and until when it is what a build makes of its sources: see `moments.between`."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """The values of the facts that a bulletin's pages show, by their names."""
    judged: str = ""
    """What the rules found in a bulletin's texts, as `Memory.kept` writes it."""

    @property
    def is_left_over(self) -> bool:
        """True for what is left of a refused bulletin."""
        return self.made_from in (KEPT, LINE)

    def with_stamps(self, **stamps: Any) -> Unit:  # noqa: ANN401 - any of its fields
        """Take the same unit with other stamps."""
        return replace(self, row="", **stamps)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The units of a build, with what tells whether they are up to date."""

    inputs_fingerprint: str = ""
    """The fingerprint of what every page is made from, with nothing wrong in it; empty for none."""
    locales: tuple[str, ...] = ()
    """The tags of the locales in which the words of the pages are finished."""
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
    time_zone: str = "UTC"
    """The zone whose clocks the units' spans are read off."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The catalogs of the site's own words by path, as they were when nothing was wrong in them."""
    judged: str = ""
    """What the rules found in the site's own words."""

    def of(self, inputs: str) -> Manifest:
        """Take the manifest for a build with these inputs: an empty one where they differ."""
        return self if self.inputs_fingerprint == inputs else Manifest()

    def covers(self, last: Manifest, slugs: Iterable[str]) -> bool:
        """Tell whether nothing of the last build is stale or missing, and no bulletin is new."""
        return bool(self.units) and self.units.keys() >= {*last.units, *slugs}

    def all_warnings(self) -> Iterator[Problem]:
        """List what the last build had to say."""
        yield from self.warnings
        for unit in self.units.values():
            yield from unit.warnings

    def looks_as(self, other: Manifest) -> bool:
        """Tell whether no file had to be read to know that its unit is up to date."""
        return all(unit is other.units.get(name) for name, unit in self.units.items())


def path(site: Path, output: Path) -> Path:
    """Find the place of the manifest of a site's builds into this output folder."""
    name = sha256(str(output.resolve()).encode()).hexdigest()[:16]
    return site / FOLDER / f"{name}.json"


def begin(site: Path, output: Path) -> int:
    """Note when a build begins, in nanoseconds by the site's file system; 0 if unknown."""
    begun = path(site, output).with_suffix(".begun")
    try:
        begun.parent.mkdir(exist_ok=True)
        begun.write_bytes(b"")
        return begun.stat().st_mtime_ns
    except OSError:
        return 0


def recall(site: Path, output: Path) -> Manifest:
    """Read the manifest of a site's last build into this output folder; an empty one for none."""
    place = path(site, output)
    try:
        # A row at a time: of thousands of units the whole takes more memory than all else.
        with place.open("rb") as lines:
            seal, first = next(lines, b"").rstrip(b"\n"), next(lines, b"")
            if not seal.startswith(b"%d " % _FORM):
                return Manifest()
            head, sum_, units = json.loads(first), zlib.crc32(first), []
            for row in lines:
                sum_ = zlib.crc32(row, sum_)
                units.append(_unit(row.decode("ascii").removesuffix("\n")))
        if seal != _seal(sum_):
            return Manifest()
        if not is_zone(head["time_zone"]):
            return Manifest()
        return Manifest(
            head["inputs_fingerprint"],
            tuple(head["locales"]),
            {unit.name: unit for unit in units},
            tuple(map(Problem.from_row, head["warnings"])),
            tuple(head["foreign"]),
            head["folders_stamp"],
            head["begun_at"],
            place.stat().st_mtime_ns,
            time_zone=head["time_zone"],
            words=_texts(head["words"]),
            judged=str(head["judged"]),
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError):
        return Manifest()


def _unit(row: str) -> Unit:
    known, summary, judged = row.split(_BETWEEN)
    name, made_from, paths, sums, seen, *stamps, warnings = json.loads(known)
    told = tuple(map(Problem.from_row, warnings))
    files = (tuple(paths), tuple(sums.split()))
    if len(files[0]) != len(files[1]):
        raise ValueError(row)
    seen_stamp, made_stamp, (begin, end), facts = stamps
    return Unit(
        *(name, made_from, *files, tuple(seen), seen_stamp, made_stamp, summary, told, known),
        span=(str(begin), str(end)),
        facts=_texts(facts),
        judged=judged,
    )


def _texts(given: Any) -> dict[str, str]:  # noqa: ANN401 - whatever is in the file
    return {str(name): str(text) for name, text in dict(given).items()}


def keep(site: Path, output: Path, made: Manifest) -> None:
    """Write a build's manifest. Where that fails, the next build is slow, and that is all."""
    if not made.begun_at:
        return
    head = {name: getattr(made, name) for name in _HEAD}

    def rows() -> Iterator[bytes]:
        yield _line(json.dumps(head, default=Problem.as_row))
        yield from map(_row, made.units.values())

    # Twice, a row at a time, as they are read.
    sum_ = reduce(lambda sum_, row: zlib.crc32(row, sum_), rows(), 0)
    place = path(site, output)
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        ignore = place.parent / ".gitignore"
        if not ignore.exists():
            replace_file(ignore, b"*\n")
        replace_file(place, chain([_seal(sum_), b"\n"], rows()))


def _seal(sum_: int) -> bytes:
    """Make the file's first line: its form, and a sum that shows damage, though no forgery."""
    return b"%d %08x" % (_FORM, sum_)


def _line(*parts: str) -> bytes:
    return f"{_BETWEEN.join(parts)}\n".encode("ascii")


def _row(unit: Unit) -> bytes:
    return _line(unit.row or _known(unit), unit.summary, unit.judged)


def _known(unit: Unit) -> str:
    stamps = (unit.seen, unit.seen_stamp, unit.made_stamp, unit.span, unit.facts)
    row = (unit.name, unit.made_from, unit.paths, " ".join(unit.sums), *stamps, unit.warnings)
    return json.dumps(row, separators=(",", ":"), default=Problem.as_row)
