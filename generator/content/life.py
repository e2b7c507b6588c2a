"""Read a notice's life from its front matter: its times, corrections, end, and former ids.

A moment is written 2026-12-24, or 2026-12-24 16:30; words may follow it where the key has some.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from generator.content.frontmatter import RULE, Parted
from generator.content.identity import RESERVED
from generator.diagnostics.errors import Fault, Problem, Problems, Refused, refused
from generator.diagnostics.messages import said
from generator.layout import is_id, kept_by_windows
from generator.model import NO_LABEL, Document, DocumentKind, Label, Said
from generator.moments import EARLIEST, Moment
from generator.repair import dates

_WITH_WORDS = re.compile(
    r"(?P<when>(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])|[0-9]\S*)"
    r"(?:\s+[0-9]{1,2}[:：][0-9]{2}(?![0-9:：]))?)\s*(?P<words>.*)"
)
"""A moment and the words behind it, which Chinese sets without a space."""
_DAY = len("2026-12-24")
_HINT_OF_AN_HOUR = re.compile(r"[0-9]\s*[:：时點点]|[ap]m", re.IGNORECASE)
"""What a day with its hour has in whatever form, so that one is shown as an example."""


def problems(kind: DocumentKind, parted: Parted, path: str) -> tuple[Problem, ...]:
    """Find what is wrong with the keys of a document's life."""
    found = Problems()
    of_bulletin = (*_OF_BULLETIN.values(), _in_order) if kind == "bulletin" else ()
    for read in (*of_bulletin, *_OF_DOCUMENT[kind].values()):
        with found.gathered():
            read(parted, path)
    return found.errors


def of_document(kind: DocumentKind, parted: Parted, path: str) -> dict[str, Any]:
    """Read what a document has of it, as its fields; `problems` has found nothing wrong."""
    return {key: read(parted, path) for key, read in _OF_DOCUMENT[kind].items()}


def of_bulletin(parted: Parted, head: Document, documents: Iterable[Document]) -> dict[str, Any]:
    """Read what a bulletin has of it, as its fields; `problems` has found nothing wrong.

    It was last changed when it was corrected, or something in it withdrawn, where that was later.
    """
    found = {key: read(parted, head.path) for key, read in _OF_BULLETIN.items()}
    withdrawals = (made.withdrawn for made in documents)
    said_since = [when for when, _ in (*head.corrections, *filter(None, withdrawals))]
    last = max(found["updated"], *said_since, EARLIEST)
    return {**found, "date": issued(parted, head.path), "updated": last}


def issued(parted: Parted, path: str) -> Moment:
    """Read when a bulletin was issued; the earliest day where it does not say.

    Raises `Refused` for what is no moment.
    """
    value = parted.values.get("date", NO_LABEL)
    return moment(value, path) if value else EARLIEST


def updated(parted: Parted, path: str) -> Moment:
    """Read when a bulletin was last changed: where it does not say, when it was issued.

    Raises `Refused` for what is no moment, or is before that one.
    """
    first = issued(parted, path)
    last = _given("updated", parted, path) or first
    if last.day < first.day or (last.has_hour and first.has_hour and last < first):
        wrong = said(
            "updated is {updated}, before the notice’s date, {issued}", updated=last, issued=first
        )
        remedy = said("write the day of the last change, or take the line out")
        raise refused(path, parted.values["updated"].line, RULE, Fault(wrong, remedy))
    return max(last, first)


def _in_order(parted: Parted, path: str) -> None:
    """Raise `Refused` for an end before the start."""
    first = last = None
    with suppress(Refused):  # which is told of each of them
        first, last = (_given(key, parted, path) for key in ("starts", "ends"))
    if first and last and last.is_over_at <= first.begins:
        wrong = said("ends is {ends}, and the notice starts {starts}", ends=last, starts=first)
        remedy = said("write when it ends, after it has started")
        raise refused(path, parted.values["ends"].line, RULE, Fault(wrong, remedy))


def _checked(parted: Parted, path: str) -> date | None:
    found = _given("checked", parted, path)
    return found.day if found else None


def _given(key: str, parted: Parted, path: str) -> Moment | None:
    """Read the moment of a key; None where the key is not given.

    Raises `Refused` for what is no moment.
    """
    value = parted.values.get(key)
    if value is None:
        return None
    if not value:
        wrong = said("{key} is empty", key=key)
        remedy = said("write a day after it, or take the line out")
        raise refused(path, value.line, RULE, Fault(wrong, remedy))
    return moment(value, path)


def moment(value: Label, path: str) -> Moment:
    """Read a moment; raises `Refused` for what is none."""
    if found := dates.moment(value.text):
        return found
    raise refused(path, value.line, RULE, _no_moment(value.text))


def _no_moment(text: str) -> Fault:
    """Say what is wrong with what is no moment, and which one is meant."""
    day = text[:_DAY]
    if dates.has_form(day) and not dates.written(day):
        wrong = said("“{text}” is not a day of the calendar", text=text)
        return Fault(wrong, said("write a day that there is"))
    meant = dates.moment_meant(text)
    if dates.has_form(day):
        wrong, example = said("“{text}” has no hour of the day", text=text), f"{day} 16:30"
        meant = meant if meant and meant.has_hour else None
    else:
        wrong = said("“{text}” is not written as year-month-day", text=text)
        example = "2026-12-24 16:30" if _HINT_OF_AN_HOUR.search(text) else "2022-07-25"
    like = said("write it like this: {example}", example=example)
    return Fault(wrong, said("write {day}", day=meant) if meant else like)


def corrections(parted: Parted, path: str) -> tuple[Said, ...]:
    """Read what was wrong in a bulletin, the latest first.

    Raises `Refused` with each line without its day or its words.
    """
    problems, found = Problems(), list[Said]()
    for item in parted.items("corrections"):
        with problems.gathered():
            found.append(_said(item, "corrections", path))
    problems.refuse()
    return tuple(sorted(found, key=lambda one: one[0], reverse=True))


def withdrawn(parted: Parted, path: str) -> Said | None:
    """Read when a document was withdrawn, and why; raises `Refused` where it does not say both."""
    value = parted.values.get("withdrawn")
    return None if value is None else _said(value, "withdrawn", path)


def id_problems(documents: Sequence[Document]) -> Iterator[Problem]:
    """Find former ids of scams that another document or the page has, or has had."""
    seen = {made.id: made.path for made in documents if made.kind != "bulletin"}
    for made in documents:
        for old in made.moved_from if made.kind == "routine" else ():
            if old in seen or old in RESERVED:
                wrong = said("“{id}” is the name of a part of every page", id=old)
                if old in seen:
                    wrong = said("{seen} has the same name “{id}”", seen=seen[old], id=old)
                yield Problem(made.path, 1, "file-name", wrong, said("take it out of moved_from"))
            seen.setdefault(old, made.path)


_SAID = {
    "corrections": said(
        "write the day, then what is right now: - 2026-12-25 17:00 It is Block 7, not 8."
    ),
    "withdrawn": said("write the day, then why: withdrawn: 2026-12-26 The pipe is mended."),
}


def _said(value: Label, key: str, path: str) -> Said:
    """Read a moment and the words behind it."""
    found = _WITH_WORDS.fullmatch(value.text)
    if not found:
        wrong = said("{key} has no day", key=key)
        raise refused(path, value.line, RULE, Fault(wrong, _SAID[key]))
    when = moment(Label(found["when"], value.line), path)
    if not found["words"]:
        wrong = said("{key} has no words after the day", key=key)
        raise refused(path, value.line, RULE, Fault(wrong, _SAID[key]))
    return when, Label(found["words"], value.line)


def _replaced_by(parted: Parted, path: str) -> str:
    """Read which bulletin holds in another's place; raises `Refused` for what is no id."""
    value = parted.values.get("replaced_by")
    return "" if value is None else _id(value, path)


def moved_from(parted: Parted, path: str) -> tuple[str, ...]:
    """Read a document's former ids; raises `Refused` for what is none."""
    return tuple(dict.fromkeys(_id(item, path) for item in parted.items("moved_from")))


def _id(value: Label, path: str) -> str:
    if not is_id(value.text):
        wrong = said("“{id}” cannot be part of an address", id=value.text)
        remedy = said("write the name of a folder or a file, without its number: fake-refunds")
        raise refused(path, value.line, RULE, Fault(wrong, remedy))
    if fault := kept_by_windows(value.text):
        raise refused(path, value.line, RULE, fault)
    return value.text


_Read = Callable[[Parted, str], Any]
_OF_BULLETIN: Mapping[str, _Read] = {
    "updated": updated,
    "starts": partial(_given, "starts"),
    "ends": partial(_given, "ends"),
    "checked": _checked,
    "replaced_by": _replaced_by,
}
_OF_ROUTINE: Mapping[str, _Read] = {"withdrawn": withdrawn, "moved_from": moved_from}
_OF_DOCUMENT: Mapping[DocumentKind, Mapping[str, _Read]] = {
    "bulletin": {"corrections": corrections, **_OF_ROUTINE},
    "routine": _OF_ROUTINE,
    "reminder": {},
}
"""How the fields of each kind of document are read."""
