"""Says when a site's files change. The only module that names watchfiles."""

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
"""What a site is made from; its output and what is remembered of it stand elsewhere."""
_LOOK = 500
"""Milliseconds between two looks at whether these folders are the same ones still."""


class Changes:
    """Whether something has changed since somebody asked."""

    def __init__(self) -> None:
        self._changed = threading.Event()
        self._failure = ""

    def note(self) -> None:
        """Something has changed."""
        self._changed.set()

    def fail(self, reason: str) -> None:
        """Nobody watches any more."""
        self._failure = reason
        self._changed.set()

    def wait(self) -> None:
        """Wait for a change; those that came together, or meanwhile, are one.

        Raises `Unable` where the system cannot watch the folders.
        """
        # A wait without end is not interrupted by Ctrl-C on every system.
        while not self._changed.wait(_LOOK / 1000):
            pass
        self._changed.clear()
        if self._failure:
            raise Unable(
                said("the site's folders cannot be watched: {reason}", reason=self._failure)
            )


@contextmanager
def changes(site: Path) -> Iterator[Changes]:
    """Within the block, the site's folders are watched; what they hold counts as one change."""
    noted, stop = Changes(), threading.Event()
    thread = threading.Thread(target=_watch, args=(site.resolve(), noted, stop), daemon=True)
    thread.start()
    try:
        yield noted
    finally:
        stop.set()
        thread.join()


def _watch(site: Path, noted: Changes, stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            _watch_folders(site, noted, stop)
    except Exception as error:  # whatever it is, whoever waits has to know
        noted.fail(str(error))


def _watch_folders(site: Path, noted: Changes, stop: threading.Event) -> None:
    """Watch those of the folders that there are, until one comes or goes."""
    there = _there(site)
    if not there:
        stop.wait(_LOOK / 1000)
        return
    try:
        batches = watch(
            *there,
            watch_filter=lambda _, path: not is_left_over(Path(path).name),
            stop_event=stop,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        is_new = True
        for batch in batches:
            # What changed before the watch began is seen by nobody: once, it is asked for.
            if batch or is_new:
                noted.note()
            is_new = False
            if _there(site) != there:
                return
    except FileNotFoundError:
        noted.note()  # one of them went just now


def _there(site: Path) -> dict[Path, tuple[int, int]]:
    """The folders that there are, and which ones: another of the same name is not watched yet."""
    found = {}
    for name in _FOLDERS:
        try:
            looks = (site / name).stat()
        except OSError:
            continue
        found[site / name] = (looks.st_dev, looks.st_ino)
    return found
