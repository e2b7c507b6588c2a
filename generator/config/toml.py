"""TOML files -> tables, and what is wrong with them in plain words."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from generator.diagnostics.errors import Fault, refused
from generator.diagnostics.messages import said
from generator.repair import toml as toml_slips

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
