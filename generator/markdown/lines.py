"""Part a block's text into messages of one line each, and keep a wording on one line.

Soft breaks are joined, by a space or, between two Chinese characters and, in Chinese text, beside
one, by nothing (CLREQ). A hard break (two spaces) parts two messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from generator.facts import PLACEHOLDER
from generator.text.lazy_regex import late

# Han, kana and full-width punctuation. Hangul is left out: Korean has spaces between words.
_WIDE = (
    r"\u2e80-\u2fff\u3001-\u30ff\u3100-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f"
    r"\uff00-\uff60\uffe0-\uffe6"
)
# Chinese and English share these; the character on their other side decides.
_SHARED = _WIDE + "“”‘’…—"
_WIDE_SIGN = late(f"[{_WIDE}]")
_BREAK_BETWEEN_WIDE = late(rf"(?<=[{_WIDE}])\n(?=[{_SHARED}{{])|(?<=[{_SHARED}}}])\n(?=[{_WIDE}])")
_BREAK_BESIDE_WIDE = late(rf"(?<=[{_SHARED}])\n|\n(?=[{_SHARED}])")
_LETTER = late("[A-Za-z]")
_LETTERS_TO_A_SIGN = 2
"""An English sentence that names a Chinese app has many more letters, a Chinese one fewer."""
# Each run of spaces is looked at once, however long it is.
_BREAK = late(r"(?:(?<![ \t])[ \t]++)?\n[ \t]*+")
_HARD = late(r"((?<! ) {2,}+\n[ \t]*+)")
_STASH = late("\x02[^\x03]*\x03")
_MARKS = r"[\s*_=|:>#+`\\-]*+"
_BEGINNING = late(rf"^(?:[\s>#]|[-*+]\s|\d{{1,2}}\.\s)*+{_MARKS}|(?<!\\)\|{_MARKS}")
"""What makes a line or a table's cell a block, before its own words; no list is so long that a
number of three digits begins its point: “999. Call …” begins a paragraph."""
_LINE = late("\x02([0-9]+)\x03")


def marked(lines: Iterable[str], first: int) -> Iterator[str]:
    """Mark each line with its number, before its words, where a block parser looks for nothing.

    Python-Markdown keeps no places: the mark goes with the words to wherever they end up. A line
    of nothing but marks has none, since it may be a rule or part of a table.
    """
    for number, line in enumerate(lines, first):
        yield _BEGINNING.sub(partial(_with_mark, number=number), line)


def _with_mark(found: re.Match[str], number: int) -> str:
    return found[0] if found.end() == len(found.string) else f"{found[0]}\x02{number}\x03"


def unmarked(text: str) -> tuple[str, int]:
    """Return a text without marks, and the line at which it begins; 0 where it has no mark."""
    mark = _LINE.search(text)
    begin = len(text) - len(text.lstrip("\n"))
    line = int(mark[1]) - text.count("\n", begin, mark.start()) if mark else 0
    return _LINE.sub("", text), line


def messages_of(raw: str) -> tuple[str, ...]:
    """Return the messages in a block's raw text, a line each; none where it has no words."""
    return tuple(line for line in lines_of(raw) if has_words(line))


def joined(raw: str) -> str:
    """Join lines to one, without a space where Chinese text was broken."""
    if "\n" not in raw:
        return raw.strip()
    bare = PLACEHOLDER.sub("", raw)
    is_wide = len(_LETTER.findall(bare)) < len(_WIDE_SIGN.findall(bare)) * _LETTERS_TO_A_SIGN
    pattern = _BREAK_BESIDE_WIDE if is_wide else _BREAK_BETWEEN_WIDE
    return pattern.sub("", _BREAK.sub("\n", raw)).replace("\n", " ").strip()


def has_words(line: str) -> bool:
    """Return True for a line with something to translate: more than facts, numbers and marks."""
    return any(map(str.isalpha, PLACEHOLDER.sub("", _STASH.sub("", line))))


def lines_of(raw: str) -> list[str]:
    """Part a block's text at hard breaks, and join the lines between."""
    if "\n" not in raw:
        return [raw.strip()]
    return [joined(part) for part in _HARD.split(raw)[::2]]


def as_inline(text: str) -> str:
    """Put a wording on one line, whatever line breaks a catalog has in it."""
    return _BREAK.sub(" ", text).replace("\x02", "").replace("\x03", "")
