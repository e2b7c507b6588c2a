"""Copies of the project, in which a broken program can do no harm, and tests run in them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests import support
from tests.support import ROOT


def copy(folder: Path) -> Path:
    """Copy the project into a folder that is not there yet, with a home of its own beside it."""
    project = folder / "project"
    ignored = support.left_out("dist", "preview")
    shutil.copytree(ROOT, project, symlinks=True, ignore=ignored)
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    return project


def run_tests(
    project: Path, arguments: Sequence[str], seconds: float | None, **variables: str
) -> int | None:
    """Run pytest in a copy; its exit code, None where it was not done in time."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    process = subprocess.Popen(
        command,
        cwd=project,
        env=_environment(project, variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)


def _environment(project: Path, variables: Mapping[str, str]) -> dict[str, str]:
    own = {
        "HOME": str(project.parent / "home"),
        "TMPDIR": str(project.parent / "tmp"),
        "PYTHONPATH": str(project),
        "PYTHONHASHSEED": "0",
        "CI": "true",  # so that properties are tried with all their examples
    }
    return {**os.environ, **own, **variables}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End whatever a run of tests has left behind: it and its children are a group of their own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
