"""Compare a copy of the site with a list of checksums, to show that nobody changed it.

The list has to come from somebody who is trusted: one that was copied with the site finds damage,
but whoever forges a page forges that too.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from generator.diagnostics.errors import READ, Misused, reason_of, unable
from generator.diagnostics.messages import said
from generator.output import checksums

_OURS = frozenset({checksums.SUMS, ".gitignore"})
"""The files in the top folder that no list names: the list, and what keeps output/ in git."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The differences between a copy and its list: paths with forward slashes, in order."""

    same: int
    """The number of files that are as listed."""
    changed: tuple[str, ...]
    """Those with other content; also a link or a folder in a file's place."""
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether a copy is the site, no more and no less."""
        return not (self.changed or self.missing or self.added)


def verify(copy: Path, listing: Path) -> Verdict:
    """Compare a copy of the site, a folder, with a list of sums as `sha256sum` writes it.

    Raises `Misused` where one of them is not that, `Unable` where a file cannot be read.
    """
    if not copy.is_dir():
        raise Misused(
            said("{copy} is not a folder; name the folder that the site was copied to", copy=copy)
        )
    sums_by_path = _listed(listing)
    try:
        found = set(_files(copy))
        states = {path: _state(copy / path, sum_) for path, sum_ in sorted(sums_by_path.items())}
    except OSError as error:
        raise unable(error.filename or copy, READ, error) from error
    return Verdict(
        sum(state == "same" for state in states.values()),
        tuple(path for path, state in states.items() if state == "changed"),
        tuple(path for path, state in states.items() if state == "missing"),
        tuple(sorted(found - sums_by_path.keys() - _OURS)),
    )


def _listed(listing: Path) -> dict[str, str]:
    """Read the checksum of each file by its path; refuse a list with anything else in it."""
    try:
        lines = listing.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        lines = [""]
    except OSError as error:
        raise Misused(
            said(
                "{sums}: cannot be read: {reason}; name the trusted list",
                sums=listing,
                reason=reason_of(error),
            )
        ) from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        row = checksums.row(line)
        if row is None:
            raise Misused(
                said(
                    "{sums}:{number}: this is no line of a list of sums; take the list "
                    "from whoever published the site once more",
                    sums=listing,
                    number=number,
                )
            )
        path, sum_ = row
        found[path] = sum_
    if not found:
        raise Misused(said("{sums} lists nothing; name the trusted list", sums=listing))
    return found


def _state(path: Path, sum_: str) -> str:
    # What is behind a link is not the copy's own, whatever it holds.
    if path.is_symlink() or path.is_dir():
        return "changed"
    if not path.exists():
        return "missing"
    with path.open("rb") as stream:
        return "same" if hashlib.file_digest(stream, "sha256").hexdigest() == sum_ else "changed"


def _files(copy: Path) -> Iterator[str]:
    """List every file in the copy; a link to a folder counts as a file."""
    for folder, folders, names in os.walk(copy, onerror=_raised):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            yield (Path(folder) / name).relative_to(copy).as_posix()


def _raised(error: OSError) -> NoReturn:
    """Raise the error: a folder that cannot be looked into may hold what was added."""
    raise error
