"""Python's file calls, counted, so that one of them can be made to fail."""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_CALLS = (
    *("open", "close", "fsync", "sync", "replace", "rename", "mkdir", "unlink", "remove", "rmdir"),
    *("stat", "lstat", "scandir", "listdir", "readlink", "fstat", "utime", "write"),
)
"""Of the module os; pathlib, shutil, tempfile and filelock call these."""

Fault = Callable[[], object]
"""What happens instead of a call, or in the middle of a write."""


class Counter:
    """Counts file calls; at the `at`th, 1 being the first, the fault happens."""

    def __init__(self, at: int = 0, fault: Fault = lambda: None) -> None:
        self._at, self._fault = at, fault
        self.told: list[str] = []
        """Each call so far, as its name and its first argument."""

    def tick(self, name: str, subject: object, half: Fault = lambda: None) -> None:
        """Count a call; `half` is what it has done when the fault happens."""
        self.told.append(f"{name} {subject}")
        if len(self.told) == self._at:
            half()
            self._fault()

    def counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, counted."""

        def counting(*arguments: Any, **named: Any) -> Any:
            self.tick(name, arguments[0] if arguments else "")
            return call(*arguments, **named)

        return counting

    def opened(self, file: Any, *arguments: Any, **named: Any) -> Any:
        """What `open` does, and what is done with the stream, counted."""
        self.tick("open", file)
        return _Stream(_OPEN(file, *arguments, **named), file, self)


_OPEN = io.open


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
    real = {name: getattr(os, name) for name in _CALLS}
    for name, call in real.items():
        setattr(os, name, counter.counted(name, call))
    io.open = builtins.open = counter.opened
    try:
        yield
    finally:
        io.open = builtins.open = _OPEN
        for name, call in real.items():
            setattr(os, name, call)
