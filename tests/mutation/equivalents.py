"""The mutants that change no behaviour."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from tests.mutation.mutants import Mutant

_KEYS = ("module", "inside", "before", "after")


@cache
def equivalents() -> frozenset[tuple[str, ...]]:
    """Module, function, line and changed line of each that `equivalent.toml` lists."""
    text = Path(__file__).with_name("equivalent.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text).get("mutant", [])
    assert all(one["because"] for one in rows)
    return frozenset(tuple(one[key] for key in _KEYS) for one in rows)


def is_equivalent(mutant: Mutant) -> bool:
    """True for a mutant that is listed."""
    return tuple(getattr(mutant, key) for key in _KEYS) in equivalents()
