"""Change one entry of a PO file as a translator's editor would: its other lines stay, to the byte.

A changed text is broken over lines as its file does it. Each function takes an entry as it was
read, and gives it back as it was where there is nothing to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.catalogs.merge import BEFORE
from generator.catalogs.po import ESCAPED, FUZZY, RAW_LINE, Catalog, Entry, amended, mark_of
from generator.text.lazy_regex import late
from generator.text.unicode import HAN, cells

_WIDTH = 79
"""Columns of a line where gettext's tools and Poedit break texts."""
_BROKEN = late(r'^"(?:[^"\\\n]|\\[^n])+"\r?\n[ \t]*"', re.MULTILINE)
"""A line of a text that goes on, and would not have to."""
_PIECE = late(rf"[{HAN}][，。、；：？！）》”’…]*[ \t]*|[^\s{HAN}]+[ \t]*|[ \t]+|\s")
"""What stays on one line."""


def width(catalog: Catalog) -> int:
    """Tell how wide a file's lines are; 0 where no text of it is broken for its length."""
    return _WIDTH if any(_BROKEN.search(entry.raw or "") for entry in catalog.entries) else 0


def with_texts(entry: Entry, texts: Sequence[str], newline: str, columns: int = 0) -> Entry:
    """Set the translation, one text or one for each plural form; those that stay keep their lines.

    `columns` is the `width` of the file.
    """
    if entry.msgstr == tuple(texts) or entry.raw is None:
        return replace(entry, msgstr=tuple(texts))
    lines = RAW_LINE.findall(entry.raw)
    starts = [at for at, line in enumerate(lines) if line.lstrip().startswith("msgstr")]
    made = lines[: starts[0]]
    for number, text in enumerate(texts):
        first, *end = starts[number : number + 2] or [len(lines)]
        if number < len(entry.msgstr) and entry.msgstr[number] == text:
            made += lines[first : end[0] if end else len(lines)]
            continue
        keyword = "msgstr" if entry.msgid_plural is None else f"msgstr[{number}]"
        made += [f"{line}{newline}" for line in _written(keyword, text, columns)]
    raw = "".join(made)
    return replace(entry, msgstr=tuple(texts), raw=_ended(raw, entry.raw))


def _ended(raw: str, before: str) -> str:
    """End an entry as it ended before: that at the end of a file may have no line break there."""
    return raw if before.endswith("\n") else raw.rstrip("\r\n")


def _written(keyword: str, text: str, columns: int) -> Iterator[str]:
    """Write a text on one line, or on several where it has line breaks, or is too wide."""
    whole = f'{keyword} "{text.translate(ESCAPED)}"'
    if "\n" not in text.rstrip("\n") and (not columns or cells(whole) <= columns):
        yield whole
        return
    yield f'{keyword} ""'
    line = ""
    for piece in _PIECE.findall(text):
        is_wide = columns and cells((line + piece).translate(ESCAPED)) + 2 > columns
        if line and (line.endswith("\n") or (is_wide and piece != "\n")):
            yield f'"{line.translate(ESCAPED)}"'
            line = ""
        line += piece
    yield f'"{line.translate(ESCAPED)}"'


def reviewed(entry: Entry) -> Entry:
    """Take the mark of what waits for review away, with what only that needs: the text before."""
    if not entry.fuzzy and entry.previous is None:
        return entry
    done = amended(entry, "", unflagged=(FUZZY,))
    extracted = tuple(line for line in entry.extracted if not line.startswith(BEFORE))
    if done.raw is None:
        return replace(done, previous=None, extracted=extracted)
    lines = (line for line in RAW_LINE.findall(done.raw) if not _is_of_review(line))
    return replace(done, previous=None, extracted=extracted, raw="".join(lines))


def _is_of_review(line: str) -> bool:
    return mark_of(line) == "#|" or line.lstrip().removeprefix("#.").lstrip(" ").startswith(BEFORE)


def for_review(entry: Entry, newline: str) -> Entry:
    """Mark a translation as one that waits for review."""
    if entry.fuzzy:
        return entry
    marked = replace(entry, flags=(FUZZY, *entry.flags))
    if entry.raw is None:
        return marked
    lines = RAW_LINE.findall(entry.raw)
    flags = next((at for at, line in enumerate(lines) if mark_of(line) == "#,"), None)
    if flags is not None:
        lines[flags] = lines[flags].replace("#,", f"#, {FUZZY},", 1)
    else:
        place = next(at for at, line in enumerate(lines) if _is_string(line))
        lines.insert(place, f"#, {FUZZY}{newline}")
    return replace(marked, raw="".join(lines))


def _is_string(line: str) -> bool:
    return bool(line.strip()) and mark_of(line) in ("", "#|", "#=")


def without_comment(entry: Entry, gone: str) -> Entry:
    """Take a line out of the translator's comment."""
    comments = tuple(line for line in entry.comments if line != gone)
    if entry.raw is None or comments == entry.comments:
        return replace(entry, comments=comments)
    lines = RAW_LINE.findall(entry.raw)
    own = (line for line in lines if mark_of(line) != "#" or _comment(line) != gone)
    return replace(entry, comments=comments, raw="".join(own))


def _comment(line: str) -> str:
    return line.partition("#")[2].rstrip("\r\n").removeprefix(" ")
