"""site.toml while it is read: its tables, the lines of its keys, and what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import Any

from generator.diagnostics.errors import Fault, Problem, Problems, refused
from generator.diagnostics.messages import said, sentence
from generator.locales import Locale, UnknownLocale, locale
from generator.repair import toml as toml_slips

_KEY = re.compile(r"""\s*+(?:\[++\s*+)?(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]++))\s*+[]=.]""")
"""What stands before a value, or in the head of a group."""


class SettingsFile:
    """A file's tables, `data`, and what is found to be wrong in them, `problems`."""

    def __init__(self, text: str, path: str) -> None:
        """Raises `Refused` where the text is not TOML."""
        self.data: dict[str, Any] = parsed(text, path, "site")
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


_LONGEST = 500_000
"""Characters: a glossary of some thousand terms in ten languages."""


_MOST_DOTS = 200
"""In a line: the reader's time and memory grow with the square of the parts of a key, `a.b.c`."""


_LONG_NUMBER = re.compile("[0-9][0-9_]{4000}")
"""Python reads none of more than 4,300 digits."""


def parsed(text: str, path: str, rule: str) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises `Refused`, under `rule`, where the text is not TOML, or more of it than anyone writes.
    """
    _check_size(text, path)
    try:
        return tomllib.loads(text)
    except RecursionError:
        wrong = said("lists or groups stand too deep in one another")
        fault = Fault(wrong, said("take some of the levels out"))
        raise refused(path, 1, rule, fault) from None
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).rpartition(" (at ")
        lines = text.rstrip().split("\n")
        found = re.match("line ([0-9]+)", where)
        number = int(found[1]) if found else len(lines) + 1  # the end
        number, fault = toml_slips.fault(what, lines, number)
        raise refused(path, number, rule, fault) from None


def _check_size(text: str, path: str) -> None:
    if len(text) > _LONGEST:
        wrong = said("the file is longer than {most} characters", most=f"{_LONGEST:,}")
        raise refused(path, 1, "size", Fault(wrong, said("shorten it, or take part of it out")))
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            wrong = said("the line has more than {most} full stops", most=_MOST_DOTS)
            raise refused(path, number, "size", Fault(wrong, said("part it into several lines")))
        if _LONG_NUMBER.search(line):
            wrong = said("a number in this line has thousands of digits")
            raise refused(path, number, "size", Fault(wrong, said("take it out")))
