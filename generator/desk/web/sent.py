"""Read what the form of a document has sent: which of its fields were changed, and to what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.desk import fields
from generator.desk.fields import NONE, Field
from generator.desk.web.server import Asked
from generator.desk.web.state import CHOOSE, FIELD, WAS

_THESE = "+"
"""The choice of some of a list, which are ticked."""
_PUT = "put"
"""The name of a button that puts a fact in the place of a number typed by hand."""


def changed(asked: Asked) -> dict[str, str]:
    """Read the fields that were changed, so that what others changed meanwhile stays."""
    values = dict(_changed(asked))
    key, _, rest = asked.value(_PUT).partition(" ")
    fact, _, number = rest.partition(" ")
    if number:
        there = values.get(key, _at_first(asked, key) or "")
        values[key] = _typed_by_hand(number).sub(f"{{{fact}}}", there)
    return values


def _typed_by_hand(number: str) -> re.Pattern[str]:
    """Find a number, or an address, in whatever groups it was typed."""
    between = "[ \u00a0()\u2010-\u2015-]{0,2}".join(map(re.escape, number))
    return re.compile(rf"(?<![0-9])\(?{between}(?![0-9])", re.IGNORECASE)


def _changed(asked: Asked) -> Iterator[tuple[str, str]]:
    for key, typed in _sent(asked):
        was = _at_first(asked, key)
        is_chosen = was is not None and asked.values(f"{FIELD}{key}:which")
        value = _in_order(typed, was or "") if is_chosen else typed
        if asked.value(CHOOSE + key) != "theirs" and (was is None or not _is_same(value, was)):
            yield key, value


def unticked(asked: Asked) -> list[str]:
    """List the keys of which some are meant, and none is ticked: they stay as they were."""
    keys = [name for name, value in asked.form if name.endswith(":which") and value == _THESE]
    parted = (name.removeprefix(FIELD).partition(":")[0] for name in keys)
    return [key for key in parted if not asked.values(FIELD + key)]


def is_as_at_first(asked: Asked, field: Field) -> bool:
    """Tell whether a field is what the form had at first: then only one has changed it."""
    was = _at_first(asked, field.key)
    return was is not None and _is_same(field.value, was)


def _at_first(asked: Asked, key: str) -> str | None:
    return next(iter(asked.values(WAS + key)), None)


def _is_same(value: str, was: str) -> bool:
    """Tell whether a field is as it was; a browser takes line ends out of a single line."""
    return value in (was, was.replace("\n", "")) or value == fields.from_pairs(fields.pairs(was))


def _in_order(value: str, was: str) -> str:
    """Put choices in the order that they had; the new ones come last."""
    chosen, before = value.split("\n"), was.split("\n")
    kept = [one for one in before if one in chosen]
    return "\n".join((*kept, *(one for one in chosen if one not in kept)))


def _sent(asked: Asked) -> Iterator[tuple[str, str]]:
    """Read each field that the form had, as the form's values are."""
    names = [name.removeprefix(FIELD) for name, _ in asked.form if name.startswith(FIELD)]
    for key in dict.fromkeys(name.partition(":")[0] for name in names):
        if f"{key}:says" in names:
            yield key, _pairs(asked, key)
        elif key == "contacts":
            yield key, _chosen(asked, key)
        elif f"{key}:hour" in names:
            yield key, f"{asked.value(FIELD + key)} {asked.value(f'{FIELD}{key}:hour')}".strip()
        else:
            yield key, asked.value(FIELD + key)


def _pairs(asked: Asked, key: str) -> str:
    """Read a chat: a line each, however the browser broke it."""
    says, true = (asked.values(f"{FIELD}{key}:{one}") for one in ("says", "truth"))
    parted = zip(says, true, strict=False)
    return fields.from_pairs(
        tuple((" ".join(one.split()), " ".join(other.split())) for one, other in parted)
    )


def _chosen(asked: Asked, key: str) -> str:
    """Read what is ticked of a list: who ticks something, and leaves the choice, means it."""
    which, ticked = asked.value(f"{FIELD}{key}:which"), asked.values(FIELD + key)
    was = _at_first(asked, key) or ""
    if not asked.values(f"{FIELD}{key}:which"):  # nobody has chosen yet
        return "\n".join(ticked) or was
    if which == _THESE or (ticked and which == was and which in ("", NONE)):
        return "\n".join(ticked) or was
    return which
