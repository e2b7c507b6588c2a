"""Identify a Markdown file by its path: its bulletin, its kind and its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.diagnostics.errors import Fault, Problem, refused
from generator.diagnostics.messages import said
from generator.layout import is_id, kept_by_windows
from generator.model import FOLDERS, Document, DocumentKind

_NUMBERED = re.compile(r"[0-9]+-(?P<id>.*)")
RESERVED = frozenset(
    {"contacts", "contents", "how", "know", "main", "notices", "now", "read", "reminders"}
    | {"scams", "share"}
)
"""The anchors of the pages themselves."""
_ELSEWHERE = Fault(
    said("this file has no place in a notice"),
    said(
        "keep bulletin.md in the notice's folder, and the others as "
        "routines/01-name.md or reminders/01-name.md"
    ),
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a Markdown file is, by its path alone."""

    bulletin: str
    kind: DocumentKind
    id: str
    msgctxt: str


def identify(path: str) -> Identity:
    """Identify the Markdown file at `path`, which may have folders before `content/`.

    Raises `Refused` where the path is not one of a bulletin's.
    """
    parts = path.replace("\\", "/").split("/")
    names = parts[len(parts) - parts[::-1].index("content") :] if "content" in parts else []
    if len(names) == 2 and names[1] == "bulletin.md":
        return Identity(names[0], "bulletin", names[0], "bulletin")
    if len(names) == 3 and names[1] in FOLDERS and names[2].endswith(".md"):
        stem = names[2].removesuffix(".md")
        numbered = _NUMBERED.fullmatch(stem)
        id_ = numbered["id"] if numbered else stem
        _check_id(path, id_)
        return Identity(names[0], FOLDERS[names[1]], id_, f"{names[1]}/{id_}")
    raise refused(path, 1, "file-name", _ELSEWHERE)


def _check_id(path: str, id_: str) -> None:
    if not is_id(id_):
        wrong = said("“{id}” cannot be part of an address", id=id_)
        remedy = said(
            "name the file with a number, then small letters a to z, digits "
            "and hyphens, such as 01-fake-refund.md"
        )
        raise refused(path, 1, "file-name", Fault(wrong, remedy))
    if fault := kept_by_windows(id_):
        raise refused(path, 1, "file-name", fault)


def id_problems(documents: Iterable[Document]) -> Iterator[Problem]:
    """Find documents of a bulletin that share an anchor with another, or with the page."""
    seen: dict[str, str] = {}
    for made in (made for made in documents if made.kind != "bulletin"):
        if made.id in RESERVED:
            wrong = said("“{id}” is the name of a part of every page", id=made.id)
            yield Problem(made.path, 1, "file-name", wrong, said("choose another name"))
        elif made.id in seen:
            wrong = said("{seen} has the same name “{id}”", seen=seen[made.id], id=made.id)
            remedy = said("give one of the two another name after its number")
            yield Problem(made.path, 1, "file-name", wrong, remedy)
        seen.setdefault(made.id, made.path)
