"""Give style sheets and pictures their paths in the output.

An asset's content is part of its name, so that hosts may let it be kept for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import splitext


@dataclass(frozen=True, slots=True)
class Assets:
    """The assets as they are published."""

    paths: Mapping[str, str]
    """Each one's path in the output, by its name."""
    data: Mapping[str, bytes]
    """By their path in the output."""


def published(named: Mapping[str, bytes]) -> Assets:
    """Give each asset, by name, its place in the output."""
    paths = {name: _path(name, data) for name, data in named.items()}
    return Assets(paths, {paths[name]: data for name, data in named.items()})


def _path(name: str, data: bytes) -> str:
    stem, suffix = splitext(name)
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}{suffix}"
