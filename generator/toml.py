"""TOML files -> tables, and what is wrong with them in plain words."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from generator.errors import Problem, Refused


def parsed(text: str, path: str, rule: str) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises `Refused`, under `rule`, where the text is not TOML.
    """
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line ([0-9]+)", str(error))
        what = re.sub(r" \(at .*\)", "", str(error))
        line = int(found.group(1)) if found else 1
        wrong, remedy = f"this is not TOML ({what})", _LOOK
        raise Refused([Problem(path, line, rule, wrong, remedy)]) from None


_LOOK = "look at this line: text stands in quotation marks, lists in [ ]"
