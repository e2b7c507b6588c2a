"""Brings the expected files up to date: `python -m tests.refresh`, from the project's folder.

It rewrites tests/sites/*/expected/ and the expected sections of tests/cases/segments/,
tests/cases/refusals/ and tests/cases/findings/. Read `git diff` afterwards: what is committed is
what is right.
"""

from __future__ import annotations

import shutil
import tempfile
from itertools import groupby
from pathlib import Path

from tests import support
from tests.checks import test_findings
from tests.end_to_end import test_refusals, test_sites
from tests.markdown import test_walk


def main() -> None:
    """Rewrite every expected file."""
    for name in test_sites.NAMES:
        with tempfile.TemporaryDirectory() as folder:
            output = test_sites.built(name, Path(folder))
            expected = support.SITES / name / "expected"
            shutil.rmtree(expected, ignore_errors=True)
            support.write_tree(expected, test_sites.compared(name, output))
    for folder, expected_of in (
        ("segments", test_walk.expected),
        ("refusals", test_refusals.expected),
        ("findings", test_findings.expected),
    ):
        for path, group in groupby(support.cases(folder), key=lambda case: case.path):
            support.rewrite(path, {case.name: expected_of(case) for case in group})


if __name__ == "__main__":
    main()
