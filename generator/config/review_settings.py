"""Read [review] of site.toml: whose approvals of a translation count, and how many it needs."""

from __future__ import annotations

from typing import Any

from generator.config.schema import Entry, Group, Invalid, Setting, each, text
from generator.diagnostics.messages import said
from generator.model import Review
from generator.text.unicode import person

_PEOPLE = said('write people = ["Li Wei", "Ann Lee"]')


def _name(entry: Entry) -> str:
    """Parse a name; it stands in comments before a semicolon."""
    name = text(entry) if isinstance(entry.value, str) else ""
    if not any(map(str.isalpha, name)) or any(mark in name for mark in ";；"):
        wrong = said("“{name}” is no name", name=name or entry.value)
        raise Invalid(wrong, said("write somebody's name, without a semicolon"))
    return name


def _people(entry: Entry) -> tuple[str, ...]:
    """Parse the names, of which no two may be spellings of one."""
    names: dict[str, str] = {}
    for name in each(Setting(_name, _PEOPLE))(entry):
        first = names.setdefault(person(name), name)
        if first is not name:
            wrong = said("people has one person twice, “{one}” and “{two}”", one=first, two=name)
            entry.wrong(wrong, said("keep one of the two"))
    return tuple(names.values())


def _whole(entry: Entry) -> int:
    """Parse a number of people."""
    number = entry.value
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise Invalid(said("{key} is not a whole number", key=entry.key))
    return number


_KEYS = Group(
    {
        "people": Setting(_people, _PEOPLE, ()),
        "needed": Setting(_whole, said("write needed = 1, or 0 for none"), 0),
    },
    shape=said("review is not a group"),
    unknown=lambda key: (said("review has “{key}”", key=key), ""),
)


def _review(entry: Entry) -> Review:
    values: dict[str, Any] = _KEYS(entry)
    made = Review(**values)
    if made.needed > len(made.people) and not entry.file.faulty & {"people", "needed"}:
        wrong = said(
            "needed is {needed}, and people names {number}",
            needed=made.needed,
            number=len(made.people),
        )
        entry.inner("needed").wrong(wrong, said("name more people, or ask for fewer"))
    return made


_SHAPE = said('write [review], then people = ["Li Wei", "Ann Lee"]')
REVIEW = Setting(_review, _SHAPE, Review())
