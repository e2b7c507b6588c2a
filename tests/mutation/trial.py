"""Tries one mutant in a copy of the project."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from tests.mutation.copies import ROOT, run_tests
from tests.mutation.mutants import Mutant

_MOMENTS = count(1)


def is_noticed(mutant: Mutant, tests: Sequence[str], seconds: float, project: Path) -> bool:
    """True where one of the tests fails, or they take far longer than the `seconds` they need."""
    if not tests:
        return False
    _write(project / mutant.module, mutant.text)
    try:
        with tempfile.NamedTemporaryFile("w", suffix=".txt", dir=project.parent) as names:
            names.write("\n".join(tests))
            names.flush()
            return run_tests(project, ["-x", f"@{names.name}"], 60 + 5 * seconds) != 0
    finally:
        _write(project / mutant.module, (ROOT / mutant.module).read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    """Write a module at a moment of its own, so that Python believes no compiled file of before."""
    path.write_text(text, encoding="utf-8")
    moment = 1_000_000_000 + 10 * next(_MOMENTS)
    os.utime(path, (moment, moment))
