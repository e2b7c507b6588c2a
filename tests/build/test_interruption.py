"""A build that is ended from outside, in a process of its own: Ctrl-C, SIGTERM, kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests import support
from tests.faults import whole
from tests.faults.scenes import BASE
from tests.incremental.test_incremental import a_bulletin, a_site
from tests.support import ROOT, write_tree

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("interruptible")]

_WAIT = 20
"""Seconds within which everything must be over."""


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A site of many bulletins, so that several processes build it."""
    site = a_site(tmp_path_factory.mktemp("grown") / "site")
    for number in range(60):
        write_tree(site, a_bulletin(f"b-{number}", "one"))
    support.build(site, site / "clean", jobs=2)
    return site, whole.published(site / "clean")


def _begun(site, output):
    """A build with two workers, in a process group of its own."""
    command = [sys.executable, "-m", "generator", "--site", site, "build", "--no-pdf"]
    return subprocess.Popen(
        [*command, "--jobs", "2", "--output", output],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _soon(condition):
    until = time.monotonic() + _WAIT
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def _is_over(group):
    """True where no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def _staged(output):
    """True where the workers are at work."""
    stage = output / ".building-stage"
    return stage.is_dir() and len(list(stage.iterdir())) > 20


def _placed(output):
    """True where files have begun to take their places."""
    return (output / "assets").exists()


def _held(output, site, clean):
    """What readers meet is whole, and the next build heals it."""
    found = whole.published(output) if output.exists() else {}
    assert not [*whole.halves(found, clean), *whole.dead_links(found, {}, BASE)]
    support.build(site, output)
    assert whole.published(output) == clean
    assert not [*whole.leftovers(output, site / ".cache")]


@pytest.mark.parametrize("moment", [_staged, _placed])
@pytest.mark.parametrize("to_all", [True, False], ids=["group", "process"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_build_without_a_word(number, status, to_all, moment, grown, tmp_path):
    site, clean = grown
    output = tmp_path / "output"
    build = _begun(site, output)
    _soon(lambda: moment(output) or build.poll() is not None)
    (os.killpg if to_all else os.kill)(build.pid, number)
    _, told = build.communicate(timeout=_WAIT)
    assert build.returncode in ({status} if moment is _staged else {status, 0})
    assert not told.strip()
    _soon(lambda: _is_over(build.pid))
    # What had taken its place by then is taken back.
    assert not output.exists() or whole.published(output) == clean
    _held(output, site, clean)


def test_the_workers_of_a_killed_build_end(grown, tmp_path):
    site, clean = grown
    build = _begun(site, tmp_path / "output")
    _soon(lambda: _staged(tmp_path / "output"))
    build.kill()
    build.communicate(timeout=_WAIT)
    _soon(lambda: _is_over(build.pid))
    _held(tmp_path / "output", site, clean)


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="only /proc tells a process's children")  # noqa: PTH112
def test_a_killed_worker_is_told(grown, tmp_path):
    site, clean = grown
    build = _begun(site, tmp_path / "output")
    _soon(lambda: _staged(tmp_path / "output"))
    children = f"/proc/{build.pid}/task/{build.pid}/children"
    with open(children, encoding="utf-8") as stream:  # noqa: PTH123
        os.kill(int(stream.read().split()[0]), signal.SIGKILL)
    _, told = build.communicate(timeout=_WAIT)
    assert build.returncode == 3
    assert told.startswith("error: a worker process was ended")
    _held(tmp_path / "output", site, clean)
