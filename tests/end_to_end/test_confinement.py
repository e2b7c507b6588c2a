"""A build asks no network, runs no other program, and writes nowhere but where it says.

What Python itself does is watched, in the workers too; the C libraries of the print engine are not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT, SMALL_SITE, TESTS, write_tree


def watched(folder: Path, *arguments: str) -> list[list[str]]:
    """What a Python program did to the world outside, its temporary files in `folder`/tmp."""
    log, temporary = folder / "log", folder / "tmp"
    temporary.mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(TESTS / "watched"), str(ROOT))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(temporary),
        "WATCHED_LOG": str(log),
    }
    subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=folder, check=True, capture_output=True
    )
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


@pytest.mark.posters
def test_a_build_keeps_to_itself(tmp_path):
    site = tmp_path / "site"
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, site / name)
    command = ("-m", "generator", "--site", "site", "build", "--output", "public", "--jobs", "2")
    done = watched(tmp_path, *command)
    own = (str(tmp_path / "public"), str(site / ".cache"), str(tmp_path / "tmp"), os.devnull)
    outside = [(event, what) for event, *what in done if not _is_within(what[0], own)]
    assert outside == []
    assert any(what.endswith("poster.pdf") for _, what in done)
    assert list((tmp_path / "tmp").iterdir()) == []


_DESK = """
from pathlib import Path
from generator.desk.web import app
from generator.preview.app import preview_options

class Done(Exception): pass

def ready(address, preview):
    raise Done

site = Path("site")
try:
    app.serve(preview_options(site), 0, ready, print)
except Done:
    pass
"""


def test_a_desk_opens_two_sockets_of_this_machine_and_writes_to_its_cache_only(tmp_path):
    site = write_tree(tmp_path / "site", SMALL_SITE)
    done = watched(tmp_path, "-c", _DESK)
    own = (str(site / ".cache"), str(tmp_path / "tmp"), os.devnull)
    outside = [(event, what) for event, *what in done if not _is_within(what[0], own)]
    assert [event for event, _ in outside] == ["socket.bind"] * 2
    assert all("('127.0.0.1', 0)" in what[0] for _, what in outside)
    assert any(what.endswith("refund/index.html") for _, what in done)
    assert list((tmp_path / "tmp").iterdir()) == []


def _is_within(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(place + os.sep) for place in places)


@pytest.mark.parametrize(
    ("event", "program"),
    [
        ("socket.connect", "import socket; socket.socket(type=2).connect(('127.0.0.1', 9))"),
        ("socket.getaddrinfo", "import socket; socket.getaddrinfo('127.0.0.1', 9)"),
        ("subprocess.Popen", "import subprocess, sys; subprocess.run([sys.executable, '-V'])"),
        ("os.system", "import os; os.system('')"),
        ("os.exec", "import os, sys; os.execv(sys.executable, [sys.executable, '-V'])"),
        ("os.posix_spawn", "import os; os.waitpid(os.posix_spawn('/bin/true', ['x'], {}), 0)"),
        ("open", "open('x', 'w')"),
        ("open", "import os; os.open('x', os.O_RDWR | os.O_CREAT)"),
        ("os.rename", "open('x', 'w'); import os; os.rename('x', 'y')"),
        ("os.mkdir", "import os; os.fork() or os.mkdir('x')"),
    ],
)
def test_the_watch_sees_what_it_is_there_for(tmp_path, event, program):
    program = program.replace("open('x', 'w')", "open('x', 'w').close()")
    assert event in [seen for seen, *_ in watched(tmp_path, "-c", program)]
