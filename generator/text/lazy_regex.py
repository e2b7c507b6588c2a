"""Compile patterns when they are first used.

Those of the rules, with thousands of characters in their classes, take a tenth of a second; a build
of one bulletin, and every other command, uses a part of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast


def late(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """Make a pattern as `re.compile` does; a wrong one raises `re.error` at its first use.

    One that takes its time to be written is given as a function that writes it.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str | Callable[[], str], flags: int) -> None:
        self._source, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        """Compile the pattern, and keep what was asked for, so that it is asked for once."""
        source = self._source if isinstance(self._source, str) else self._source()
        found = getattr(re.compile(source, self._flags), name)
        setattr(self, name, found)
        return found
