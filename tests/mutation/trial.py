"""Tries one mutant in a copy of the project."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from tests.mutation.copies import ROOT, run_tests
from tests.mutation.mutants import Mutant

_MOMENTS = count(1)
_FILES = 3


def is_noticed(mutant: Mutant, tests: Sequence[str], seconds: float, project: Path) -> bool:
    """True where one of the tests fails, or they take far longer than the `seconds` they need."""
    _write(project / mutant.module, mutant.text)
    try:
        return any(_fail(part, seconds, project) for part in _parts(tests) if part)
    finally:
        _write(project / mutant.module, (ROOT / mutant.module).read_text(encoding="utf-8"))


def _parts(tests: Sequence[str]) -> tuple[list[str], list[str]]:
    """The tests of the few files that have most of them, then the others: each file costs time."""
    files = Counter(test.partition("::")[0] for test in tests)
    first = {file for file, _ in files.most_common(_FILES)}
    parts: tuple[list[str], list[str]] = ([], [])
    for test in tests:
        parts[test.partition("::")[0] not in first].append(test)
    return parts


def _fail(tests: Sequence[str], seconds: float, project: Path) -> bool:
    """True where one of the tests fails, or they do not end."""
    names = project.parent / "tests.txt"
    names.write_text("\n".join(tests), encoding="utf-8")
    files = sorted({test.partition("::")[0] for test in tests})
    arguments = ["-x", "-p", "tests.mutation.only", *files]
    return run_tests(project, arguments, 60 + 5 * seconds, MUTATION_ONLY=str(names)) != 0


def _write(path: Path, text: str) -> None:
    """Write a module at a moment of its own, so that Python believes no compiled file of before."""
    path.write_text(text, encoding="utf-8")
    moment = 1_000_000_000 + 10 * next(_MOMENTS)
    os.utime(path, (moment, moment))
