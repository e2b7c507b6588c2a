"""Python's file calls, counted, so that one of them can be made to fail.

In all processes that are forked off, too: they count together.
"""

from __future__ import annotations

import builtins
import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from typing import Any

_CALLS = (
    *("open", "close", "fsync", "sync", "replace", "rename", "mkdir", "unlink", "remove", "rmdir"),
    *("stat", "lstat", "scandir", "listdir", "readlink", "fstat", "utime", "write"),
    *("link", "symlink", "chmod"),
)
"""Of the module os; pathlib, shutil and tempfile call these."""

Fault = Callable[[], object]
"""What happens instead of a call, or in the middle of a write."""


class Counter:
    """Counts file calls; at the `at`th, 1 being the first, the fault happens."""

    def __init__(self, told: Path, at: int = 0, fault: Fault = lambda: None) -> None:
        """Each call becomes a line of the file `told`: its name and its first argument."""
        self._at, self._fault, self._told = at, fault, told
        self._files: dict[tuple[int, int], int] = {}
        told.write_bytes(b"")

    def tick(self, name: str, subject: object, half: Fault = lambda: None) -> None:
        """Count a call; `half` is what it has done when the fault happens."""
        if self._number(f"{name} {subject}") == self._at:
            half()
            self._fault()

    def _number(self, call: str) -> int:
        """Put a line at the end of the file, and see which one it became.

        No lock: a process that is ended while it holds one would leave the others waiting. So each
        process and thread has a stream of its own, and each line the same length.
        """
        own = os.getpid(), get_ident()
        if own not in self._files:
            self._files[own] = _OS_OPEN(self._told, os.O_WRONLY | os.O_APPEND)
        _WRITE(self._files[own], call.encode()[: _WIDTH - 1].ljust(_WIDTH - 1) + b"\n")
        return os.lseek(self._files[own], 0, os.SEEK_CUR) // _WIDTH

    def counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, counted."""

        def counting(*arguments: Any, **named: Any) -> Any:
            subject = arguments[0] if arguments else ""
            if not _is_pipe(subject):
                self.tick(name, subject)
            return call(*arguments, **named)

        return counting

    def opened(self, file: Any, *arguments: Any, **named: Any) -> Any:
        """What `open` does, and what is done with the stream, counted."""
        self.tick("open", file)
        return _Stream(_OPEN(file, *arguments, **named), file, self)


_OPEN, _OS_OPEN, _WRITE, _FSTAT = io.open, os.open, os.write, os.fstat


def _is_pipe(subject: object) -> bool:
    """True for what processes talk by, Python's own business: no disk fails there."""
    if not isinstance(subject, int):
        return False
    with suppress(OSError):
        return not stat.S_ISREG(mode := _FSTAT(subject).st_mode) and not stat.S_ISDIR(mode)
    return False


_WIDTH = 300
"""Bytes of a line in the list of calls."""


class _Stream:
    """A stream whose every read, write, flush and closing is counted."""

    def __init__(self, stream: Any, name: object, counter: Counter) -> None:
        self._stream, self._name, self._counter = stream, name, counter

    def read(self, *size: int) -> Any:
        self._counter.tick("read", self._name)
        return self._stream.read(*size)

    def write(self, data: Any) -> Any:
        def half() -> None:
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()

        self._counter.tick("write", self._name, half)
        return self._stream.write(data)

    def flush(self) -> None:
        self._counter.tick("flush", self._name)
        self._stream.flush()

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def counted(counter: Counter) -> Iterator[None]:
    """Within the block, every file call goes through the counter."""
    real = {name: getattr(os, name) for name in _CALLS if hasattr(os, name)}
    for name, call in real.items():
        setattr(os, name, counter.counted(name, call))
    io.open = builtins.open = counter.opened
    try:
        yield
    finally:
        io.open = builtins.open = _OPEN
        for name, call in real.items():
            setattr(os, name, call)
