"""Keep new files aside until all of them are right: inside the output folder, a rename away.

A check keeps none of them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator import system
from generator.diagnostics.errors import WRITTEN, unable
from generator.output import checksums
from generator.output.atomic import TEMPORARY, replace_file

STAGE = f"{TEMPORARY}stage"
"""The folder, inside the output, where new files wait, and those that they replace are kept."""
JOURNAL = f"{STAGE}/journal"
"""Lists what a publication is changing: as long as it is there, all of that can be undone."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file of the output as it will be."""

    path: str
    """In the output, with forward slashes."""
    sum: str
    """Its SHA-256, in hexadecimal digits."""
    waits: bool
    """True where it waits on the stage; false where the output has it already."""


@dataclass(frozen=True, slots=True)
class Discard:
    """Keep nothing: for a check, which renders files only to see whether they can be."""

    output: Path

    def put(self, path: str, data: bytes) -> Staged:
        """Let a file go."""
        return Staged(path, "", waits=False)


@dataclass(frozen=True, slots=True)
class Stage:
    """Keep new files until they are published. Several processes can use it at once.

    As a context, it is empty at the beginning and gone at the end.
    """

    output: Path

    def __enter__(self) -> Stage:
        self.clear()
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def put(self, path: str, data: bytes) -> Staged:
        """Put a file on the stage, unless the output has it already.

        Raise `Unable` where the disk fails.
        """
        sum_ = hashlib.sha256(data).hexdigest()
        if _same(self.output / path, data):
            return Staged(path, sum_, waits=False)
        place = self.place(path)
        try:
            try:
                place.write_bytes(data)
            except FileNotFoundError:  # the first file to wait here
                system.make_folder(place.parent)
                place.write_bytes(data)
            system.show(place, 0o644)
        except OSError as error:
            raise unable(error.filename or self.output, WRITTEN, error) from error
        return Staged(path, sum_, waits=True)

    def place(self, path: str) -> Path:
        """Find where a file waits."""
        return self.output / STAGE / hashlib.blake2b(path.encode(), digest_size=16).hexdigest()

    def kept(self, path: str) -> Path:
        """Find where the file is kept that another one replaces."""
        return self.place(path).with_suffix(".kept")

    def clear(self) -> None:
        """Remove the stage, and the output folder with it if nothing else is in it."""
        place = self.output / STAGE
        if os.path.lexists(self.output / JOURNAL):
            return
        with suppress(OSError):
            if place.is_symlink():
                place.unlink()  # somebody else's: files put there would go elsewhere
            else:
                shutil.rmtree(place)
            self.output.rmdir()


@dataclass(frozen=True, slots=True)
class Aside(Stage):
    """Keep new files in a folder of their own, by their paths, and for good: nothing is published.

    Those of an earlier time stay until `list_all` says which there are now.
    """

    folder: Path

    def place(self, path: str) -> Path:
        """Find where a file is."""
        return self.folder / path

    def clear(self) -> None:
        """Leave what is there."""

    def list_all(self, sums: Mapping[str, str]) -> None:
        """Keep these files, and list them with their sums; remove all others."""
        for folder, _, names in os.walk(self.folder, topdown=False):
            for name in names:
                found = Path(folder) / name
                if found.relative_to(self.folder).as_posix() not in sums:
                    found.unlink()
            with suppress(OSError):  # there is something in it
                Path(folder).rmdir()
        replace_file(self.folder / checksums.SUMS, checksums.listing(sums.items()))


Sink = Stage | Discard
"""Where files go as soon as they are rendered; its `output` is the folder of the last build."""


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data
