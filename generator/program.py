"""The program itself, as a fingerprint: another version may make other pages from one text."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.freshness import fingerprint

_LIBRARIES = ("jinja2", "markdown", "markupsafe", "babel", "pyyaml", "segno")
"""Those that make the pages. The posters' engines are in the posters' own fingerprints."""


def program() -> str:
    """The fingerprint of the package's code, its libraries' versions and Python's."""
    package = Path(__file__).parent
    code = {path.relative_to(package).as_posix(): path for path in package.rglob("*.py")}
    return fingerprint(
        sys.version,
        *map(_version, _LIBRARIES),
        *(part for name in sorted(code) for part in (name, code[name].read_bytes())),
    )


def _version(library: str) -> str:
    """A library's version; empty where the disk does not tell it: then everything is made anew."""
    try:
        return version(library) or ""
    except PackageNotFoundError:
        return ""
