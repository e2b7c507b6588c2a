"""Find the line of site.toml or the glossary that is mistyped, and rewrite it as it was meant.

Writers know no TOML: they see a line, and want to be shown it as it should be.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import LONGEST, as_line, as_one_line, as_two_lines
from generator.markdown.lines import joined
from generator.repair.quotes import BACKSLASH, MARKS, family, lines_to
from generator.repair.toml_line import BEHIND, is_note, name_of, parted, rewritten, value_of
from generator.repair.toml_tokens import ENDS, ODD_MARKS, Rewritten, Writer
from generator.text.lazy_regex import late

_VALUE_BEGINS = late(r"[^=＝:：]{1,60}[=＝:：]\s*([\[［【(（{｛\"'“‘])")
_LISTS, _CLOSING = "[［【(（", "]］】)）}｝"
_OPEN_GROUP, _CLOSE_GROUP = ("{", "｛"), "}｝"
_ODD = late(r"[“”‘’＂＇：＝，、［］｛｝【】（）\u3000]|^[^=]{1,60}?:")
_NOT_SO = said("this line is not written as it has to be")
_MOST_LINES = 8
"""Lines over which a text may be broken, and still be written as one."""
_LONGEST_LIST, _MOST_OPEN = 200, 20
"""Lines of a list, and lines with a list or text that may be open, that are looked at."""
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")
"""How the reader begins where a line alone is right."""
_ESCAPE = ("Unescaped", "Invalid hex", "Escaped")
"""How it begins where it takes a backslash for the beginning of a sign."""

_LOOK = said("look at this line: put text in quotation marks, lists in [ ]")
_NO_END = Fault(
    said("this list has no end, or a comma is missing in it"),
    said("put commas between its texts, and ] after the last"),
)
_REASONS = (
    (
        r"Cannot overwrite a value|Duplicate inline table key|Cannot mutate immutable",
        said("this key is given twice"),
        said("keep one of them"),
    ),
    (
        "Cannot declare",
        said("this group is given twice"),
        said("put what is in it into the first one"),
    ),
    (
        r"Unterminated string|Illegal character '\\n'|Expected '\"\"\"'|Expected \"'''\"",
        said("the text has no closing quotation mark"),
        said("write it at the text's end, on the same line"),
    ),
    (
        "Illegal character",
        said("the text has an invisible character in it"),
        said("delete it, and type what is around it anew"),
    ),
    (
        "Expected newline",
        BEHIND,
        said("take it out, or, if it is a note, put # before it"),
    ),
    (
        r"Invalid statement|Invalid initial character|Expected '='",
        said("this line is neither a key with its value nor the head of a group"),
        said('write it like this: key = "text"; if it is a note, put # before it'),
    ),
    ("Invalid value", said("a text is missing here, or has no quotation marks"), _LOOK),
)
"""What Python's reader says, and what that means for a writer."""


def fault(what: str, lines: Sequence[str], number: int) -> tuple[int, Fault]:
    """Find what is wrong with a file that cannot be read, what to do, and in which line, from 1.

    `what` is the reader's own reason, `number` the line at which it stopped, or the one after the
    last.
    """
    lines = [line.strip(" \t") for line in lines]
    last = min(number, len(lines))
    if what.startswith(_TWICE):
        # Each line is right alone; whether there may be several of a group shows in its head.
        places: Iterable[int] = (at for at in range(1, last + 1) if lines[at - 1][:1] == "[")
    else:
        places = _places(lines, number)
    for at in places:
        if found := _mistyped(lines, at):
            is_escape = what.startswith(_ESCAPE)
            return found[0], Fault(BACKSLASH, found[1].remedy) if is_escape else found[1]
    return last, _in_words(what, lines, last)


def _in_words(what: str, lines: Sequence[str], last: int) -> Fault:
    """Say what is wrong where no line to write shows it, from the reader's own reason."""
    name = name_of(lines[last - 1])
    if not name.isascii():
        wrong = said("“{name}” is not in English letters", name=name)
        return Fault(wrong, said("write the key in small English letters"))
    if what.startswith("Cannot overwrite a value") and (group := _group(lines, last)):
        wrong = said("this key is given twice in one [[{group}]]", group=group)
        remedy = said(
            "write a line with [[{group}]] above it if another one begins here; else keep one of "
            "the two",
            group=group,
        )
        return Fault(wrong, remedy)
    known = (Fault(*known) for reason, *known in _REASONS if re.match(reason, what))
    return next(known, Fault(said("this is not TOML ({what})", what=what), _LOOK))


def _group(lines: Sequence[str], number: int) -> str:
    """Find the group that a line is in, if there may be several of it; empty for others."""
    heads = (lines[at - 1] for at in range(number, 0, -1) if lines[at - 1].startswith("["))
    found = re.match(r"\[\[\s*([A-Za-z0-9_-]{1,40})\s*\]\]", next(heads, ""))
    return found[1] if found else ""


def _places(lines: Sequence[str], number: int) -> Iterator[int]:
    """Find the lines that may be what stopped the reader: the list that it was in comes first."""
    last = min(number, len(lines))
    above = range(last, 0, -1)
    begin = next((at for at in above if at < number and name_of(lines[at - 1])), 1)
    lists = (at for at in range(last, begin - 1, -1) if _opens_list(lines[at - 1]))
    yield from islice(lists, _MOST_OPEN)
    yield last
    if number > len(lines):  # the end of a text was looked for in all lines below it
        open_ones = (at for at in above if _opens_text(lines[at - 1]))
        yield from islice(open_ones, _MOST_OPEN)


def _opens_text(line: str) -> bool:
    """Recognize a line in which a text may begin that does not end."""
    is_short = len(line) <= LONGEST and not is_note(line)
    return is_short and any(_count(line, family(mark)) % 2 for mark in MARKS if mark in line)


def _opens_list(line: str) -> bool:
    """Recognize a line in which a list begins and does not end."""
    found = _VALUE_BEGINS.match(line) if len(line) <= LONGEST and not is_note(line) else None
    return bool(found and found[1] in _LISTS and _count(line, _LISTS) > _count(line, _CLOSING))


def _count(line: str, marks: str) -> int:
    return sum(line.count(mark) for mark in marks)


def _mistyped(lines: Sequence[str], at: int) -> tuple[int, Fault] | None:
    """Find what is wrong with a line, or with one below that its value goes on in."""
    line = lines[at - 1]
    if len(line) > LONGEST:
        return None
    if _opens_list(line):
        last = min(len(lines), at + _LONGEST_LIST)
        below = takewhile(lambda below: not name_of(lines[below - 1]), range(at + 1, last + 1))
        if inside := [below for below in below if not is_note(lines[below - 1])]:
            return _in_list(lines, at, inside)
        return _offer(lines, at, rewritten(line)) or (at, _NO_END)
    if two := parted(line):
        return at, as_two_lines(*two)
    is_right = _is_toml(line) and not line.startswith("[")
    return _broken(lines, at) or (None if is_right else _offer(lines, at, rewritten(line)))


def _in_list(lines: Sequence[str], begin: int, inside: Sequence[int]) -> tuple[int, Fault] | None:
    """Find what is wrong with a list, given the lines below its first that may belong to it."""
    writer = Writer(name_of(lines[begin - 1]))
    for at, below in zip((begin, *inside), (*inside, 0), strict=True):
        line = lines[at - 1]
        if len(line) > LONGEST:
            return None
        is_last = not below or lines[below - 1][0] in _CLOSING
        right = writer.begin(value_of(line)) if at == begin else writer.item(line, is_last=is_last)
        if right is None:
            return None
        if right.line != line:
            return at, _as_line(line, right)
        if not writer.open:
            return None
    return begin, _NO_END


def _broken(lines: Sequence[str], at: int) -> tuple[int, Fault] | None:
    """Write a text or a group on one line that goes on below, where neither can."""
    line = lines[at - 1]
    found = _VALUE_BEGINS.match(line)
    is_group = line.endswith(_OPEN_GROUP)
    if not found or not (is_group or (found[1] in MARKS and _count(line, family(found[1])) % 2)):
        return None

    def is_apart(line: str) -> bool:
        return len(line) > LONGEST or not (is_group or (not is_note(line) and not name_of(line)))

    below = lines[at : at + _MOST_LINES - 1]
    count = lines_to(_CLOSE_GROUP if is_group else MARKS, below, is_apart, ENDS)
    whole = rewritten(joined("\n".join(lines[at - 1 : at + count]))) if count else None
    return (at, as_one_line(count + 1, whole.line)) if whole else None


def _offer(lines: Sequence[str], at: int, right: Rewritten | None) -> tuple[int, Fault] | None:
    """Show the line that was meant, where it is another one, and is TOML."""
    line = lines[at - 1]
    if right is None or right.line == line or not _is_toml(right.line):
        return None
    return at, _as_line(line, right)


def _as_line(line: str, right: Rewritten) -> Fault:
    is_plain = right.wrong == ODD_MARKS and not _ODD.search(line)
    return as_line(_NOT_SO if is_plain else right.wrong, right.line)


def _is_toml(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
