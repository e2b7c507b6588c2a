"""site.toml while it is read: its tables, the lines of its keys, and what is wrong with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from generator.config import toml
from generator.diagnostics.errors import Problem, Problems
from generator.diagnostics.messages import said, sentence
from generator.locales import Locale, UnknownLocale, locale

_KEY = re.compile(r"""\s*+(?:\[++\s*+)?(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]++))\s*+[]=.]""")
"""What stands before a value, or in the head of a group."""


class SettingsFile:
    """A file's tables, `data`, and what is found to be wrong in them, `problems`."""

    def __init__(self, text: str, path: str) -> None:
        """Raises `Refused` where the text is not TOML."""
        self.data: dict[str, Any] = toml.parsed(text, path, "site")
        self.problems = Problems()
        self._path = path
        self._lines: dict[str, list[int]] = {}
        self._heads: set[int] = set()
        for number, line in enumerate(text.split("\n"), 1):
            if found := _KEY.match(line):
                self._lines.setdefault(found[found.lastindex or 0], []).append(number)
                if line.lstrip().startswith("["):
                    self._heads.add(number)

    def line(self, key: str, after: int = 0) -> int:
        """The first line of a key after another, from 1: TOML's reader keeps none. Else 1."""
        numbers = self._lines.get(key, [])
        return next(iter(numbers[bisect_right(numbers, after) :][:1]), 1)

    def is_head(self, key: str) -> bool:
        """True for a key that first stands in brackets, as the name of a group."""
        return self.line(key) in self._heads

    def wrong(self, key: str, wrong: str, remedy: str, line: int = 0) -> None:
        """Note what is wrong with a key, at its first line unless another one is given."""
        self.problems.add(Problem(self._path, line or self.line(key), "site", wrong, remedy))

    def text(self, key: str) -> str:
        """A key's text on one line; empty where it has none, or is no text, which is noted."""
        value = self.data.get(key, "")
        if isinstance(value, str):
            return " ".join(value.split())
        self.wrong(key, said("{key} is not a text", key=key), said('write {key} = "…"', key=key))
        return ""

    def locale(self, key: str, tag: object) -> Locale | None:
        """The locale of a tag that stands in a key's value; None for no locale, which is noted."""
        try:
            return locale(str(tag))
        except UnknownLocale as error:
            self.wrong(key, sentence(error), said("write a BCP 47 tag such as en, zh-Hans or ar"))
            return None
