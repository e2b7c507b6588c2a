"""Patterns that are compiled when they are first used.

Those of the rules, with thousands of characters in their classes, take a tenth of a second; a build
of one bulletin, and every other command, uses a part of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern to search by, as `re.compile` gives it; a wrong one is told at its first use."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        """Asked for once: what a pattern has is kept beside it, and found there from then on."""
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found
