"""Read moments as front matter has them, 2022-07-25 16:30, and guess those in another form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from fractions import Fraction
from itertools import permutations

from generator.entities.correspondence import EntityKind, find_entities
from generator.moments import Moment

_Number = str | int | Fraction
_FORM = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RUN = re.compile("^([0-9]{4})([0-9]{2})([0-9]{2})$")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_HOUR = re.compile(r"(?P<day>.+?)(?P<between>\s*)(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})")
_LIKE_AN_HOUR = re.compile(
    r"(?P<day>.+?[^0-9:])(?P<hour>[0-9]{1,2})\s*[:.h时點点]\s*(?P<minute>[0-9]{2})分?(?::[0-9]{2})?"
)
_UNSURE = re.compile(
    r"[上下中正]午|[早晚夜傍半凌]|\b[ap]\.?\s?m\b|noon|night|[0-9]\s*[时時點点]\s*(?![0-9])"
    r"|[0-9]:[0-9]{2}.*[0-9]:[0-9]{2}",
    re.IGNORECASE,
)
"""A half of the day, an hour in words, or several hours: which one is meant, the writer says."""
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


def moment(text: str) -> Moment | None:
    """Read a day, or a day and an hour, 2022-07-25 16:30; None for any other text."""
    found = _HOUR.fullmatch(text)
    if not found:
        day = written(text)
        return Moment(day) if day else None
    return _moment(written(found["day"]), found) if found["between"] == " " else None


def moment_meant(text: str) -> Moment | None:
    """Guess the moment that a text in another form can only mean; None for none, or several."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _UNSURE.search(plain):
        return None
    found = _LIKE_AN_HOUR.fullmatch(plain) if len(plain) <= _LONGEST else None
    day = found["day"].strip(" ,T") if found else ""
    if found and (on := written(day) or meant(day)):
        return _moment(on, found)
    day_alone = meant(text)
    return Moment(day_alone) if day_alone else None


def _moment(day: date | None, clock: re.Match[str]) -> Moment | None:
    """Put a day and an hour together; None where there is no such hour."""
    hour, minute = int(clock["hour"]), int(clock["minute"])
    return Moment(day, hour * 60 + minute) if day and hour < 24 and minute < 60 else None


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
