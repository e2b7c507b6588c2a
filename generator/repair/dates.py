"""Read days as front matter has them, 2022-07-25, and guess those in another form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from fractions import Fraction
from itertools import permutations

from generator.entities.correspondence import EntityKind, find_entities

_Number = str | int | Fraction
_FORM = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RUN = re.compile("^([0-9]{4})([0-9]{2})([0-9]{2})$")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LONGEST = 60
"""Characters of a day, with the words that somebody may write around it."""


def has_form(text: str) -> bool:
    """Recognize what is written as year-month-day, whether there is such a day or not."""
    return _FORM.fullmatch(text) is not None


def written(text: str) -> date | None:
    """Read a day (ISO 8601, the extended form); None for any other text."""
    if has_form(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    return None


def meant(text: str) -> date | None:
    """Guess the day that a text in another form can only mean; None for none, or for several.

    25/07/2022 and July 25, 2022 mean one; 07/08/2022 may be in July or in August.
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    plain = _RUN.sub(r"\1-\2-\3", plain)
    found = find_entities(plain, "en") if len(text) <= _LONGEST else ()
    parts = [dict(entity.values) for entity in found if entity.kind is EntityKind.DATE]
    years = [part for part in parts if "year" in part]
    others = [part for part in parts if "year" not in part]
    if len(years) != 1 or len(others) != 2:
        return None
    days = set(_days(years[0]["year"], others))
    return days.pop() if len(days) == 1 else None


def _days(year: _Number, parts: list[dict[str, _Number]]) -> Iterator[date]:
    """List the days of a year that two numbers can be, one of them as the month."""
    for one, other in permutations(parts):
        if "month" in one and "day" in other:
            with suppress(ValueError):
                yield date(int(year), int(one["month"]), int(other["day"]))
