"""For pytest, in a copy of the project: writes down which test runs which lines, and how long.

The tests' own process is measured as a whole; a program that a test runs is measured by the
`sitecustomize` that `tests.mutation.reach` lays into the copy.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import coverage
import pytest

_FOLDER = Path(os.environ["MUTATION_REACH"])
_measured = coverage.Coverage(
    data_file=str(_FOLDER / "lines"), data_suffix=True, source=["generator"], config_file=False
)
_measured.start()
_passed: dict[str, float] = {}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    _measured.switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        _measured.switch_context("")


def pytest_runtest_logreport(report):
    if report.passed:
        _passed[report.nodeid] = _passed.get(report.nodeid, 0) + report.duration
    else:
        _passed[report.nodeid] = float("inf")


def pytest_sessionfinish():
    _measured.stop()
    _measured.save()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        known = {name: took for name, took in _passed.items() if took != float("inf")}
        (_FOLDER / "passed.json").write_text(json.dumps(known))
