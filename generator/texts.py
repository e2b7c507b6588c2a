"""A file of a site -> its text or its bytes, within bounds."""

from __future__ import annotations

import re

from generator.encoding import NotText, decoded
from generator.errors import Fault, refused
from generator.folder import Folder
from generator.lines import unified
from generator.wording import said

_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_BETWEEN = "\n=======\n"
_MOST_OF_TEXT = 2_000_000
"""Bytes: more than any notice has; a larger file is a mistake."""


def text(folder: Folder, name: str) -> str | None:
    """A file's text, its lines ending in LF, without byte order mark; None where there is none.

    Raises `Refused` where it is not UTF-8, has an unresolved merge conflict, or is no ordinary
    file of the site (a pipe, a link out of it, far too large); `Unable` as `Folder.data` does.
    """
    data = folder.data(name, _MOST_OF_TEXT)
    if data is None:
        return None
    try:
        read = unified(decoded(data).removeprefix("\ufeff"))
    except NotText as error:
        line = data.count(b"\n", 0, error.at) + 1
        raise refused(name, line, "encoding", error.fault) from None
    conflict = _CONFLICT.search(read)
    # Two looks, each of linear time: one pattern for both would look to the end from each start.
    if conflict and _BETWEEN in read[conflict.end() :]:
        line = read.count("\n", 0, conflict.start()) + 1
        wrong = said("the file has an unresolved merge conflict")
        remedy = said(
            "choose one of the two versions between <<<<<<< and >>>>>>>, and delete the marks"
        )
        raise refused(name, line, "conflict", Fault(wrong, remedy))
    return read
