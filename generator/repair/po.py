"""Slips of the pen in PO files that were mended by hand, told as the line that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import as_line, as_one_line
from generator.markdown.lines import joined
from generator.repair.quotes import MARKS, curled, unwrapped
from generator.text.lazy_regex import late
from generator.text.unicode import HAN_SIGN

_LONGEST = 2_000
"""Characters of a line that is worth writing out again."""
MOST_LINES = 12
"""Lines over which a text may be broken, and still be told as one."""
_NAMED = {"译文": "msgstr", "翻译": "msgstr", "原文": "msgid"}
"""What Chinese translators take for keywords."""
_LINE = late(
    r"(?P<mark>#~\||#~|#\||)[ \t]*"
    rf"(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]{{1,2}}\])?|{'|'.join(_NAMED)})"
    r"[ \t\u3000]*[:：=]?[ \t\u3000]*(?P<text>[^\s:：=].*)"
)
_CLOSED = late(r"\"(?P<text>[^\"\\]*+(?:\\.[^\"\\]*+)*+)\"[ \t]*")
"""A text as PO files have it, whole."""
_ENDS = "；;，,。."
_BEGINS = late(r"[#＃\"]|msg(?:ctxt|id|str)")
"""How a line begins that goes on with no text above."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A line as it was meant: its mark, its keyword and its text, and how many lines it takes."""

    mark: str
    word: str
    text: str
    """Without escapes, or what is around it."""
    count: int = 1

    @property
    def line(self) -> str:
        """It, as a PO file has it."""
        return f'{self.mark}{" " * bool(self.mark)}{self.word} "{escaped(self.text)}"'

    def fault(self, wrong: str) -> Fault:
        """What is wrong with it, and the line to write."""
        is_one = self.count == 1
        return as_line(wrong, self.line) if is_one else as_one_line(self.count, self.line)


def escaped(text: str) -> str:
    """A text without a backslash as it stands between the quotation marks of a PO file."""
    return text.replace('"', '\\"')


def note(line: str) -> str:
    """A comment or a flag whose signs are full-width, as it was meant; empty for other lines."""
    if not line.startswith("＃"):
        return ""
    kind = {"，": ",", "：": ":", "。": "."}.get(line[1:2], line[1:2])
    return f"#{kind}{line[2:]}"


def meant(lines: Sequence[str]) -> Meant | None:
    """What was meant by a line that cannot be read, given it and those below.

    None where that does not show, and where the file may end too early.
    """
    found = _LINE.fullmatch(lines[0].strip()) if len(lines[0]) <= _LONGEST else None
    if not found or not any(line.strip() for line in lines[1:]):
        return None
    word = _NAMED.get(found["word"], found["word"])
    text, count = _whole(found["text"], lines)
    text = _text(text)
    return Meant(found["mark"], word, text, count) if text else None


def inner(line: str, fault: Fault) -> Fault:
    """What to do about a line that cannot be read; in Chinese, without straight marks inside."""
    found = _LINE.fullmatch(line.strip()) if len(line) <= _LONGEST else None
    if not found or not HAN_SIGN.search(found["text"]) or "\\" in found["text"]:
        return fault
    text = _text(found["text"])
    if text and '"' not in text:
        return Meant(found["mark"], found["word"], text).fault(fault.wrong)
    return Fault(fault.wrong, said("write “ and ” inside a Chinese text"))


def _text(text: str) -> str:
    """What was meant by what stands behind a keyword; empty where that does not show."""
    text = text.strip()
    closed = list(_closed(text))
    if closed:
        behind = text[closed[0].end() :]
        if not behind.strip(_ENDS + " \t"):
            text = closed[0]["text"]
        elif closed[0][0][-1].isspace() and not any(mark in behind for mark in MARKS):
            return ""  # a note, which is no part of the text
        elif behind[:1] == '"' and "".join(one[0] for one in closed) == text:
            is_apart = all(one[0].endswith((" ", "\t")) for one in closed[:-1])
            text = "".join(one["text"] for one in closed) if is_apart else text
    text = curled(unwrapped(text).replace('\\"', '"'))
    return "" if "\\" in text else text


def _closed(text: str) -> Iterator[re.Match[str]]:
    """The texts that a line begins with, each whole, one behind the other."""
    found = _CLOSED.match(text)
    while found:
        yield found
        found = _CLOSED.match(text, found.end()) if found.end() < len(text) else None


def _whole(text: str, lines: Sequence[str]) -> tuple[str, int]:
    """A text with the lines that it goes on in, up to one that ends it, and their number."""
    if text[0] not in MARKS or (len(text) > 1 and text[-1] in MARKS):
        return text, 1
    length = len(text)
    for count, line in enumerate(lines[1:MOST_LINES], 2):
        bare = line.strip()
        length += len(bare)
        if not bare or _BEGINS.match(bare) or length > _LONGEST:
            break
        if bare[-1] in MARKS:
            return joined("\n".join([text, *lines[1:count]])), count
    return text, 1
