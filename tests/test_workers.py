"""Worker processes: how they begin, whatever this Python prefers."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from types import MappingProxyType

import pytest

from generator import workers

_held = {}


def _keep(words):
    _held.update(words=words)


def _word(name):
    return _held["words"][name]


@pytest.fixture(params=["fork", "forkserver"])
def preferred(request):
    """The way to begin processes that this Python prefers: from 3.14 on it is another one."""
    before = multiprocessing.get_start_method()
    multiprocessing.set_start_method(request.param, force=True)
    yield
    multiprocessing.set_start_method(before, force=True)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are no copies")
@pytest.mark.usefixtures("preferred")
def test_a_worker_is_given_what_cannot_be_sent(monkeypatch, tmp_path):
    monkeypatch.setattr(workers, "_TASKS", str(tmp_path))  # no thread but Python's own
    words = MappingProxyType({"hotline": "96110"})
    with workers.pool(2, _keep, words) as pool:
        assert list(pool.map(_word, ["hotline", "hotline"])) == ["96110", "96110"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are no copies")
def test_a_process_with_a_librarys_threads_is_not_copied(monkeypatch, tmp_path):
    """The copy would wait for them for ever."""
    monkeypatch.setattr(workers, "_TASKS", str(tmp_path))
    for number in range(threading.active_count() + 1):
        (tmp_path / str(number)).touch()
    words = MappingProxyType({"hotline": "96110"})
    with workers.pool(1, _keep, words) as pool:
        assert pool._mp_context.get_start_method() == "spawn"
        assert pool.submit(_word, "hotline").result() == "96110"
