"""The program itself, as a fingerprint: another version may make other pages from one text."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from generator.incremental.fingerprint import fingerprint

_LIBRARIES = ("jinja2", "markdown", "markupsafe", "babel", "pyyaml", "segno")
"""Those that make the pages. The posters' engines are in the posters' own fingerprints."""


def program() -> str:
    """The fingerprint of the package's code, its libraries' versions and Python's."""
    package = Path(__file__).parents[1]
    # Its own sentences, too: the review sheets have them in their languages.
    own = (*package.rglob("*.py"), *package.rglob("*.po"))
    code = {path.relative_to(package).as_posix(): path for path in own}
    found = list(_installed())
    return fingerprint(
        sys.version,
        *found,
        *(_version(name) for name in _LIBRARIES if not any(_is_of(name, one) for one in found)),
        *(part for name in sorted(code) for part in (name, code[name].read_bytes())),
    )


def _installed() -> Iterator[str]:
    """The folders that tell of installed libraries' versions by their names.

    https://packaging.python.org/en/latest/specifications/recording-installed-packages/
    """
    for place in sys.path:
        with suppress(OSError):
            names = sorted(os.listdir(place or "."))  # noqa: PTH208 - ten times as quick
            yield from (one for one in names if any(_is_of(name, one) for name in _LIBRARIES))


def _is_of(library: str, name: str) -> bool:
    return name.endswith(".dist-info") and name.lower().startswith(f"{library}-")


def _version(library: str) -> str:
    """A library's version by other means, which take longer; empty where nothing tells it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library) or ""
    except PackageNotFoundError:
        return ""
