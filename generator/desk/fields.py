"""Name the fields of a document's form: their kinds, their labels, their order, their choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.desk.held import Held
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.model import CROSS, KINDS, DocumentKind
from generator.text.encoding import unified

Kind = Literal["line", "lines", "pairs", "text", "day", "choice", "choices"]
"""One line; a list, a line each; a chat's lines, each with what is true; paragraphs; a day, or a
day and an hour; one of some choices; some of them, a line each."""
TEXT = "body"
"""The key of a document's text, which is below the front matter."""
HEARD = "heard"
"""That of a scam's quotation, which is above its text."""
NONE = "[]"
"""The value of a list that is there and empty: no contacts, while without a value all are meant."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text holds, and a paste can bring."""


def typed(text: str) -> str:
    """Give what somebody typed: its lines ending in LF, without what no file can hold."""
    return _UNWRITABLE.sub("", unified(text))


_LABELS: Mapping[str, tuple[Kind, str]] = {
    "title": ("line", said("Title")),
    "headline": ("line", said("Question at the top of the sheet")),
    "verdict": ("line", said("Answer to the question")),
    "summary": ("line", said("Summary for lists")),
    "short": ("line", said("In short")),
    HEARD: ("text", said("What they say")),
    TEXT: ("text", said("Text")),
    "chat": ("pairs", said("What they write, and what is true")),
    "poster": ("line", said("The one thing to know")),
    "area": ("line", said("Where")),
    "audience": ("line", said("For whom")),
    "starts": ("day", said("Starts")),
    "ends": ("day", said("Ends")),
    "steps": ("lines", said("What to do if you have paid")),
    "contacts": ("choices", said("Whom to call")),
    "icon": ("choice", said("Picture on the sheet")),
    "date": ("day", said("Date of the notice")),
    "updated": ("day", said("Last changed")),
    "checked": ("day", said("Last looked at")),
    "topic": ("choice", said("Topic")),
    "kind": ("choice", said("Kind of notice")),
    "example": ("choice", said("An example, no real notice")),
    "issuer": ("line", said("Issued by")),
    "publisher": ("line", said("Published by")),
    "campaign": ("line", said("Campaign")),
    "routines_heading": ("line", said("Heading of the scams")),
    "reminders_heading": ("line", said("Heading of the reminders")),
    "source_locale": ("choice", said("Language that it is written in")),
    "corrections": ("lines", said("Corrections, each with its day")),
    "withdrawn": ("line", said("Withdrawn: the day, and why")),
    "replaced_by": ("choice", said("Replaced by")),
    "moved_from": ("lines", said("Former names")),
}
_SCAM = "headline verdict summary short body steps date updated contacts"
_SERVICE = "headline summary short area audience starts ends body date updated contacts"
_MAIN: Mapping[DocumentKind, str] = {
    "bulletin": _SCAM,
    "routine": "headline verdict heard chat poster icon body",
    "reminder": "short icon body",
}
_RARE: Mapping[DocumentKind, str] = {
    "bulletin": f"{_SCAM} {_SERVICE} topic kind example issuer publisher campaign "
    "routines_heading reminders_heading source_locale checked corrections withdrawn replaced_by "
    "moved_from",
    "routine": "withdrawn moved_from",
    "reminder": "",
}
"""What few documents have; the keys above are left out."""
_ORDER: Mapping[DocumentKind, str] = {
    "bulletin": "title headline verdict summary short kind example topic date updated checked "
    "starts ends area audience campaign issuer publisher routines_heading reminders_heading steps "
    "contacts source_locale corrections withdrawn replaced_by moved_from",
    "routine": "title headline verdict icon poster chat withdrawn moved_from",
    "reminder": "title short icon",
}
"""The usual order of the keys in a file, in which one that was absent is put."""
_ROOM = re.compile(r"(?P<letters>[0-9]+) letters or (?P<signs>[0-9]+) Chinese")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a form asks for, and what is there."""

    key: str
    kind: Kind
    label: str
    hint: str
    """What belongs there, in a sentence; empty for nothing to say."""
    value: str
    """As people type it; of a list, a line each."""
    placeholder: str = ""
    """What the place is for, where it is still to be filled in; its value is empty then."""
    options: tuple[tuple[str, str], ...] = ()
    """Of a choice: each value, and its words."""
    is_rare: bool = False
    """True for what few documents have, and this one neither."""
    first: int = 0
    """Its lines in the file, from 1; 0 where it has none."""
    last: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def room(self) -> tuple[int, int] | None:
        """About how many letters or Chinese characters fit; None where nobody knows."""
        return room(self.hint)


def room(note: str) -> tuple[int, int] | None:
    """Read how much fits from what translators are told: so many letters, or Chinese characters."""
    found = _ROOM.search(note)
    return (int(found["letters"]), int(found["signs"])) if found else None


def kind_of(key: str) -> Kind:
    """Tell what kind of field a key is."""
    return _LABELS[key][0]


def label_of(key: str) -> str:
    """Tell what people call a key."""
    return _LABELS[key][1]


def keys(kind: DocumentKind, *, is_service: bool) -> Iterator[tuple[str, bool]]:
    """Yield the keys of a document's form in reading order; True for what few documents have."""
    main = _SERVICE if is_service and kind == "bulletin" else _MAIN[kind]
    common = ("title", *main.split())
    yield from ((key, False) for key in common)
    rare = dict.fromkeys(key for key in _RARE[kind].split() if key not in common)
    yield from ((key, True) for key in rare)


def order(kind: DocumentKind) -> list[str]:
    """List the keys of front matter in their usual order in a file."""
    return _ORDER[kind].split()


def options(key: str, held: Held) -> tuple[tuple[str, str], ...]:
    """List the choices of a key: each value, and its words."""
    settings = held.site.settings
    found: Mapping[str, tuple[tuple[str, str], ...]] = {
        "kind": tuple(
            zip(KINDS, (said("a warning of a scam"), said("a service notice")), strict=True)
        ),
        "example": (("true", said("yes")),),
        "topic": tuple((name, label.text) for name, label in settings.topics.items()),
        "contacts": tuple(
            (one.fact.name, f"{one.label.text} {one.fact.text}") for one in settings.contacts
        ),
        "icon": tuple((name, name) for name in sorted(held.site.icons)),
        "source_locale": tuple((one.tag, one.name) for one in settings.locales),
        "replaced_by": tuple(
            (one.slug, one.head.labels["title"].text) for one in held.site.bulletins
        ),
    }
    return found.get(key, ())


def pairs(value: str) -> tuple[tuple[str, str], ...]:
    """Part a chat's value into its lines: what they write, and what is true."""
    parted = (line.partition(CROSS) for line in value.split("\n") if line.strip())
    return tuple((says.strip(), truth.strip()) for says, _, truth in parted)


def from_pairs(lines: tuple[tuple[str, str], ...]) -> str:
    """Write a chat's value; a line with nothing on either side is left out."""
    there = ((says.strip(), truth.strip()) for says, truth in lines)
    return "\n".join(f"{says} {CROSS} {truth}".strip() for says, truth in there if says or truth)
