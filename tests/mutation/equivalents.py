"""The mutants that change no behaviour."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from tests.mutation.mutants import Mutant


@cache
def equivalents() -> frozenset[tuple[str, str, str]]:
    """Module, line and changed line of each that `equivalent.toml` lists."""
    text = Path(__file__).with_name("equivalent.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text).get("mutant", [])
    assert all(one["because"] for one in rows)
    return frozenset((one["module"], one["before"], one["after"]) for one in rows)


def is_equivalent(mutant: Mutant) -> bool:
    """True for a mutant that is listed."""
    return (mutant.module, mutant.before, mutant.after) in equivalents()
