"""Run worker processes that end when the build ends, however it ends."""

from __future__ import annotations

import copyreg
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from threading import Thread, active_count
from types import MappingProxyType

from generator.diagnostics.errors import Unable
from generator.diagnostics.messages import said

MOST = 60
"""So many processes at once: Windows waits for no more than 61."""
_TASKS = "/proc/self/task"
"""Linux's list of this process's threads."""


def _frozen(values: dict[object, object]) -> MappingProxyType[object, object]:
    """Freeze a mapping again: Python finds this function by its name, but not the frozen type."""
    return MappingProxyType(values)


# A process that begins anew is handed what it needs, pickled; Python pickles no frozen mapping.
copyreg.pickle(MappingProxyType, lambda frozen: (_frozen, (dict(frozen),)))


def _context() -> BaseContext:
    """Choose how processes begin: on Linux as copies of this one, whatever this Python prefers.

    (3.14 prefers a server, another program, which hands on only what can be pickled.) A copy has
    none of the threads that a library began, such as the engine of sheets, and would wait for them
    for ever: then each process begins anew.
    """
    if sys.platform != "linux":
        return get_context()
    is_copyable = len(os.listdir(_TASKS)) <= active_count()  # noqa: PTH208 - the names alone
    return get_context("fork" if is_copyable else "spawn")


@contextmanager
def pool(
    number: int, start: Callable[..., None], *arguments: object
) -> Iterator[ProcessPoolExecutor]:
    """Start `number` processes, `MOST` at most, each of which calls `start(*arguments)` first.

    An exception in the block ends them at once. Raises `Unable` where the system, or somebody else,
    ended one of them.
    """
    others = set(active_children())
    executor = ProcessPoolExecutor(min(number, MOST), _context(), _begin, (start, arguments))
    try:
        yield executor
        executor.shutdown()
    except BaseException as error:
        for child in set(active_children()) - others:
            child.terminate()
        executor.shutdown(cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            reason = said("a worker process was ended from outside, perhaps for want of memory")
            raise Unable(said("{reason}; build with --jobs 1", reason=reason)) from error
        raise


def _begin(start: Callable[..., None], arguments: tuple[object, ...]) -> None:
    """Prepare a worker: only the main process reacts to an interrupt, and ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    start(*arguments)


def _end_with_parent() -> None:
    """End a worker whose build was killed, or it would write into the next build's files."""
    parent = parent_process()
    assert parent is not None  # only called in a worker
    wait([parent.sentinel])
    os._exit(1)
