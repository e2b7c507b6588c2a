"""Rewrite lines of PO files that were mended by hand, as they were meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import as_line, as_one_line
from generator.markdown.lines import joined
from generator.repair.aliases import KEYWORDS
from generator.repair.quotes import MARKS, curled, lines_to, unwrapped
from generator.text.lazy_regex import late
from generator.text.unicode import HAN_SIGN

_LONGEST = 2_000
"""Characters of a line that is worth writing out again."""
MOST_LINES = 12
"""Lines over which a text may be broken, and still be written as one."""
_LINE = late(
    r"(?P<mark>#~\||#~|#\||)[ \t]*"
    rf"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]{{1,2}}\])?|{'|'.join(KEYWORDS)})"
    r"[ \t\u3000]*[:：=]?[ \t\u3000]*(?P<text>[^\s:：=].*)"
)
_CLOSED = r"\"([^\"\\]*+(?:\\.[^\"\\]*+)*+)\"[ \t]*+"
"""A text as PO files have it."""
_TEXT = late(_CLOSED)
_TEXTS = late(rf"(?P<texts>(?:{_CLOSED})++)[；;，,。.\s]*")
"""One text or several, and the marks that people end a line with."""
_NOTED = late(rf"{_CLOSED}(?<=[ \t])[^{MARKS}]*")
_BEGINS = late(r"[#＃\"]|msg(?:ctxt|id|str)|$")
"""How a line begins that goes on with no text above."""


@dataclass(frozen=True, slots=True)
class PoString:
    """Lines as they were meant: the mark, the keyword and the text, and how many they are."""

    mark: str
    keyword: str
    text: str
    """Without escapes, or what is around it."""
    count: int = 1

    def fault(self, wrong: str) -> Fault:
        """Show the line to write, and what is wrong with those that there are."""
        text = self.text.replace('"', '\\"')
        line = f'{self.mark}{" " * bool(self.mark)}{self.keyword} "{text}"'
        return as_line(wrong, line) if self.count == 1 else as_one_line(self.count, line)


def note(line: str) -> str:
    """Rewrite a comment or a flag whose signs are full-width; empty for other lines."""
    if not line.startswith("＃"):
        return ""
    kind = {"，": ",", "：": ":", "。": "."}.get(line[1:2], line[1:2])
    return f"#{kind}{line[2:]}"


def rewritten(lines: Sequence[str]) -> PoString | None:
    """Rewrite a line that cannot be read, given it and those below.

    None where it does not show what was meant, and where the file may end too early.
    """
    found = _LINE.fullmatch(lines[0].strip()) if len(lines[0]) <= _LONGEST else None
    if not found or not any(line.strip() for line in lines[1:]):
        return None
    text, count = found["text"], 1
    if text[0] in MARKS and (len(text) == 1 or text[-1] not in MARKS):
        below = [line.strip() for line in lines[1:MOST_LINES]]
        count = lines_to(MARKS, below, _BEGINS.match) + 1
        text = joined("\n".join([text, *below[: count - 1]]))
    text = _text(text) if len(text) <= _LONGEST else ""
    keyword = KEYWORDS.get(found["keyword"], found["keyword"])
    return PoString(found["mark"], keyword, text, count) if text else None


def inner(line: str, fault: Fault) -> Fault:
    """Say what to do about a line that cannot be read: in Chinese, to use no straight marks."""
    found = _LINE.fullmatch(line.strip()) if len(line) <= _LONGEST else None
    if not found or not HAN_SIGN.search(found["text"]) or "\\" in found["text"]:
        return fault
    text = _text(found["text"])
    if text and '"' not in text:
        return PoString(found["mark"], found["keyword"], text).fault(fault.wrong)
    return Fault(fault.wrong, said("write “ and ” inside a Chinese text"))


def _text(written: str) -> str:
    """Find the text that was meant; empty where it does not show, and where a note is behind it."""
    written = written.strip()
    if found := _TEXTS.fullmatch(written):
        text = "".join(_TEXT.findall(found["texts"]))
    else:
        text = "" if _NOTED.fullmatch(written) else unwrapped(written)
    text = curled(text.replace('\\"', '"'))
    return "" if "\\" in text else text
