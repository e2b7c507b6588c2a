"""Settings of the whole suite, and what many tests are given."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from generator.catalogs.interface import teller
from generator.cli import main as cli
from generator.system import Lock
from tests import support
from tests.support import ROOT, SMALL_SITE, examples, tree, write_tree

# The same examples in every run, and more of them with CI=true: what fails in CI fails so, too.
settings.register_profile(
    "stable", max_examples=examples(50), deadline=None, derandomize=True, database=None
)
settings.load_profile("stable")

# The program is told things in English, whatever the language of who runs the tests.
os.environ["LC_ALL"] = "C.UTF-8"
# And it is the same day whenever they run: 2026-11-30, noon in Shanghai.
os.environ["SOURCE_DATE_EPOCH"] = "1796011200"

_PATIENCE = 1800
"""Seconds to wait for another process of the run that builds what all need."""
_MOST_WORKERS = 4
"""More of them begin longer than they help: each loads the program and builds its own fixtures."""


def _is_worker() -> bool:
    """True in one of several processes that run the tests."""
    return "PYTEST_XDIST_WORKER" in os.environ


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the whole suite in several processes, if pytest-xdist is there and no number was chosen.

    A file or test that is named is over before they have begun, and a debugger needs one process.
    """
    chosen = config.option
    workers = min(_MOST_WORKERS, os.cpu_count() or 1)
    is_whole = config.args_source is not pytest.Config.ArgsSource.ARGS
    is_free = getattr(chosen, "numprocesses", 0) is None and not (chosen.usepdb or chosen.trace)
    if workers > 1 and is_whole and is_free and not _is_worker():
        chosen.numprocesses = workers
        if chosen.dist == "no":
            chosen.dist = "worksteal"  # neighbours stay together, and none waits for the last file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("large") is None)


@pytest.fixture
def small_site(tmp_path):
    """A sound site of two languages, with the package's own templates."""
    return write_tree(tmp_path / "site", SMALL_SITE)


@pytest.fixture
def call(monkeypatch, capsys):
    """The command in this process, which is quicker than one of its own: status, stdout, stderr.

    Named arguments are variables of its environment; `program` is what it is called by.
    """

    def called(*arguments, program="generator", **variables):
        handler = signal.getsignal(signal.SIGTERM)
        teller.cache_clear()
        try:
            with monkeypatch.context() as own:
                own.setattr(sys, "argv", [program, *map(str, arguments)])
                for name, value in variables.items():
                    own.setenv(name, value)
                with pytest.raises(SystemExit) as ended:
                    cli.main()
        finally:
            signal.signal(signal.SIGTERM, handler)
            teller.cache_clear()
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return called


@pytest.fixture
def interruptible():
    """As on a terminal: a shell starts what runs in the background with interrupts ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Fill a folder once in a run, by the first of its processes that needs it; the others wait."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if _is_worker() else own

    def filled(name: str, fill: Callable[[Path], object]) -> Path:
        place = shared / "once" / name
        place.mkdir(parents=True, exist_ok=True)
        lock = Lock(place / "lock")
        assert lock.take(_PATIENCE)
        try:
            if not (place / "done").exists():
                folder = tempfile.mkdtemp(dir=place)  # a new one after a failure
                fill(Path(folder))
                (place / "done").write_text(folder, encoding="utf-8")
        finally:
            lock.release()
        return Path((place / "done").read_text(encoding="utf-8"))

    return filled


@pytest.fixture(scope="session")
def own_site(once) -> dict[str, bytes]:
    """Every file of the project's own site by its path; its sheets are empty files.

    Nothing is remarked of it but that its address is an example.
    """

    def fill(folder: Path) -> None:
        built = support.build_unprinted(ROOT, folder / "output")
        told = [str(warning) for warning in built.warnings]
        assert len(told) == 1
        assert "https://warnings.example/ is an example" in told[0]

    return tree(once("own site", fill) / "output")
