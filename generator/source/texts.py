"""A file of a site -> its text, within bounds."""

from __future__ import annotations

from generator.source.folder import Folder
from generator.text import encoding

_MOST = 2_000_000
"""Bytes: more than any notice has; a larger file is a mistake."""


def read_text(folder: Folder, name: str) -> str | None:
    """A file's text as `encoding.text` gives it; None where there is none.

    Raises `Refused` where it is no text, or no ordinary file of the site (a pipe, a link out of it,
    far too large); `Unable` as `Folder.data` does.
    """
    data = folder.data(name, _MOST)
    return None if data is None else encoding.text(data, name)
