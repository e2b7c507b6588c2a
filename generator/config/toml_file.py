"""Read a TOML file: its tables, the lines of its keys, and what is wrong in it."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from generator.diagnostics.errors import Fault, Problem, Problems, refused
from generator.diagnostics.messages import said

_KEY = re.compile(r"""\s*+(?:\[++\s*+)?(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]++))\s*+[]=.]""")
"""A key before its value, or in the head of a group."""


Path = tuple[str | int, ...]
"""The keys that lead to a value, and the places in lists."""


class TomlFile:
    """A TOML file while it is read: its tables, `data`, and what is wrong in them, `problems`."""

    def __init__(self, text: str, path: str, rule: str) -> None:
        """Parse a text; raise `Refused`, under `rule`, where it is not TOML."""
        self.data: dict[str, Any] = parsed(text, path, rule)
        self.problems = Problems()
        self.faulty: set[str] = set()
        """The keys of which something wrong is noted."""
        self._path, self._rule = path, rule
        self._end = text.count("\n") + 1
        self._lines: dict[str, list[int]] = {}
        self._heads: dict[str, list[int]] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if found := _KEY.match(line):
                key = found[found.lastindex or 0]
                self._lines.setdefault(key, []).append(number)
                if line.lstrip().startswith("["):
                    self._heads.setdefault(key, []).append(number)

    def line(self, key: str, start: int = 1, default: int = 1) -> int:
        """Find the first line of a key from line `start` on: TOML's reader keeps no lines."""
        numbers = self._lines.get(key, [])
        return next(iter(numbers[bisect_left(numbers, start) :][:1]), default)

    def lines(self) -> Mapping[str, int]:
        """Find the first line of each key of the outermost table."""
        return {key: self.line(key) for key in self.data}

    def span(self, path: Path) -> tuple[int, int]:
        """Find the lines of a value, first and last, or of the group around it; 0 for none."""
        first, last, name = 0, self._end, ""
        tops = sorted(number for numbers in self._heads.values() for number in numbers)
        starts = sorted(number for numbers in self._lines.values() for number in numbers)
        for step in path:
            line = self._at(step, name, first)
            if not line or line > last:
                break
            # A list of groups ends where its last one does.
            end = line if isinstance(step, int) else max((*self.heads(step), line))
            others = tops if line in tops else starts
            below = others[bisect_left(others, end + 1) :][:1]
            first, last, name = line, min((last, *(one - 1 for one in below))), str(step)
        return (first, last) if first else (0, 0)

    def _at(self, step: str | int, group: str, first: int) -> int:
        if isinstance(step, str):
            return self.line(step, max(first, 1), 0)
        heads = self.heads(group)
        return heads[step] if step < len(heads) else 0

    def heads(self, key: str) -> Sequence[int]:
        """Find the lines in which a key is in brackets, as the name of a group."""
        return self._heads.get(key, [])

    def is_head(self, key: str) -> bool:
        """Return True for a key whose first line is the head of a group."""
        return self.line(key) in self.heads(key)

    def rename(self, key: str, meant: str) -> None:
        """Read the value of a mistyped key as that of the key that was meant."""
        self.data[meant] = self.data.pop(key)
        self._lines[meant], self._heads[meant] = self._lines.get(key, []), list(self.heads(key))

    def wrong(self, key: str, wrong: str, remedy: str, line: int = 0) -> None:
        """Note what is wrong with a key, at its first line unless another one is given."""
        self.faulty.add(key)
        self.problems.add(Problem(self._path, line or self.line(key), self._rule, wrong, remedy))


_LONGEST = 500_000
"""Characters: a glossary of some thousand terms in ten languages."""
_MOST_DOTS = 200
"""In a line: the reader's time and memory grow with the square of the parts of a key, `a.b.c`."""
_LONG_NUMBER = re.compile("[0-9][0-9_]{4000}")
"""Python reads none of more than 4,300 digits."""


def parsed(text: str, path: str, rule: str) -> dict[str, Any]:
    """Parse the tables of a TOML file.

    Raise `Refused`, under `rule`, where the text is not TOML, or more of it than anyone writes.
    """
    _check_size(text, path)
    try:
        return tomllib.loads(text)
    except RecursionError:
        wrong = said("lists or groups stand too deep in one another")
        fault = Fault(wrong, said("take some of the levels out"))
        raise refused(path, 1, rule, fault) from None
    except tomllib.TOMLDecodeError as error:
        from generator.repair import toml as toml_slips

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
