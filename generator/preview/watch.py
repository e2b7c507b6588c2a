"""Watch a site's folders for changes. The only module that imports watchfiles."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchfiles import watch

from generator.diagnostics.errors import Unable
from generator.diagnostics.messages import said
from generator.source.folder import is_left_over

_FOLDERS = ("content", "templates", "locales")
"""The folders that a site is made from; its output and cache are elsewhere."""
_INTERVAL = 500
"""Milliseconds between two checks whether these folders were replaced."""


class Watcher:
    """Remember that something has changed until somebody asks."""

    def __init__(self) -> None:
        self._changed = threading.Event()
        self._failure = ""

    def note(self) -> None:
        """Note a change."""
        self._changed.set()

    def fail(self, reason: str) -> None:
        """Note that nobody watches any more."""
        self._failure = reason
        self._changed.set()

    def wait(self) -> None:
        """Wait for a change; all changes since the last call count as one.

        Raises `Unable` where the system cannot watch the folders.
        """
        # A wait without a timeout is not interrupted by Ctrl-C on every system.
        while not self._changed.wait(_INTERVAL / 1000):
            pass
        self._changed.clear()
        if self._failure:
            raise Unable(
                said("the site's folders cannot be watched: {reason}", reason=self._failure)
            )


@contextmanager
def watching(site: Path) -> Iterator[Watcher]:
    """Watch the site's folders during the block; what they contain at first counts as a change."""
    watcher, stop = Watcher(), threading.Event()
    thread = threading.Thread(target=_watch, args=(site.resolve(), watcher, stop), daemon=True)
    thread.start()
    try:
        yield watcher
    finally:
        stop.set()
        thread.join()


def _watch(site: Path, watcher: Watcher, stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            _watch_folders(site, watcher, stop)
    except Exception as error:  # or the waiting thread would wait for ever
        watcher.fail(str(error))


def _watch_folders(site: Path, watcher: Watcher, stop: threading.Event) -> None:
    """Watch the folders that exist, until one of them appears, disappears or is replaced."""
    folders = _existing(site)
    if not folders:
        stop.wait(_INTERVAL / 1000)
        return
    try:
        batches = watch(
            *folders,
            watch_filter=lambda _, path: not is_left_over(Path(path).name),
            stop_event=stop,
            rust_timeout=_INTERVAL,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        is_first = True
        for batch in batches:
            # Changes from before the watch began are in no batch, so the first one counts always.
            if batch or is_first:
                watcher.note()
            is_first = False
            if _existing(site) != folders:
                return
    except FileNotFoundError:
        watcher.note()  # a folder has just disappeared


def _existing(site: Path) -> dict[Path, tuple[int, int]]:
    """Find the folders that exist, with device and inode: a replaced one is not watched yet."""
    found = {}
    for name in _FOLDERS:
        try:
            status = (site / name).stat()
        except OSError:
            continue
        found[site / name] = (status.st_dev, status.st_ino)
    return found
