"""Slips of the pen in site.toml and in the glossary, told as the line that was meant.

Writers know no TOML: they see a line, and want to be shown it as it should be.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import LONGEST, as_line, as_one_line, as_two_lines
from generator.markdown.lines import joined
from generator.repair import toml_lines, toml_values
from generator.repair.quotes import BACKSLASH, MARKS, family
from generator.repair.toml_lines import is_beginning
from generator.repair.toml_values import BEHIND
from generator.text.lazy_regex import late

_LIST_BEGINS = late(r"[^=＝:：]{1,60}[=＝:：]\s*[\[［【(（]")
_TEXT_BEGINS = late(r"[^=＝:：]{1,60}[=＝:：]\s*([\"'“‘])")
_ODD = late(r"[“”‘’＂＇：＝，、［］｛｝【】（）\u3000]|^[^=]{1,60}?:")
_NOT_SO = said("this line is not written as it has to be")
_GROUP_OPENS = late(r"[^=＝:：]{1,60}[=＝:：]\s*[{｛]$")
_OPENING, _CLOSING = "[［【(（", "]］】)）"
_LITERAL = ("'", '"""')
"""How texts begin that the reader looks for the end of in all lines below."""
_MOST_LINES = 8
"""Lines over which a text may be broken, and still be told as one."""
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")
"""How the reader begins where a line alone is right."""

_LOOK = said("look at this line: text stands in quotation marks, lists in [ ]")
_NO_END = Fault(
    said("this list has no end, or a comma is missing in it"),
    said("put commas between its texts, and ] after the last"),
)
_REASONS = (
    (
        r"Cannot overwrite a value|Duplicate inline table key|Cannot mutate immutable",
        Fault(said("this key is given twice"), said("keep one of them")),
    ),
    (
        "Cannot declare",
        Fault(said("this group is given twice"), said("put what is in it into the first one")),
    ),
    (
        r"Unterminated string|Illegal character '\\n'|Expected '\"\"\"'|Expected \"'''\"",
        Fault(
            said("the text has no closing quotation mark"),
            said("write it at the text's end, on the same line"),
        ),
    ),
    (
        "Illegal character",
        Fault(
            said("the text has an invisible character in it"),
            said("delete it, and type what is around it anew"),
        ),
    ),
    (
        "Expected newline",
        Fault(
            BEHIND,
            said("take it out, or, if it is a note, put # before it"),
        ),
    ),
    (
        r"Invalid statement|Invalid initial character|Expected '='",
        Fault(
            said("this line is neither a key with its value nor the head of a group"),
            said('write it like this: key = "text"; if it is a note, put # before it'),
        ),
    ),
    ("Invalid value", Fault(said("a text is missing here, or has no quotation marks"), _LOOK)),
    (
        "Unclosed inline table",
        Fault(said("the group in { } has no end, or a text in it no quotation marks"), _LOOK),
    ),
)
"""What Python's reader says, and what that means for a writer."""


def fault(what: str, lines: Sequence[str], number: int) -> tuple[int, Fault]:
    """What is wrong with a file that cannot be read, what to do, and in which line, from 1.

    `what` is the reader's own reason, `number` the line at which it stopped, or the one after the
    last.
    """
    lines = [line.strip(" \t") for line in lines]
    last = min(number, len(lines))
    if what.startswith(_TWICE):
        # Each line is right alone; that a group may stand more than once shows in its head.
        heads = (at for at in range(1, last + 1) if lines[at - 1].startswith("["))
        slip = _first_slip(lines, heads)
    else:
        slip = _in_list(lines, number) or _broken(lines, last) or _open_group(lines, last)
        slip = slip or _first_slip(lines, [last] if number <= len(lines) else _last_lines(lines))
    if slip:
        number, told = slip
        return number, Fault(BACKSLASH, told.remedy) if what.startswith("Unescaped") else told
    return last, _in_words(what, lines, last)


def _in_words(what: str, lines: Sequence[str], last: int) -> Fault:
    """What is wrong where no line to write shows it, from the reader's own reason."""
    if name := toml_lines.name_not_english(lines[last - 1]):
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
    known = next((known for reason, known in _REASONS if re.match(reason, what)), None)
    return known or Fault(said("this is not TOML ({what})", what=what), _LOOK)


def _group(lines: Sequence[str], number: int) -> str:
    """The group that may stand more than once, and that a line is in; empty for others."""
    heads = (lines[at - 1] for at in range(number, 0, -1) if lines[at - 1].startswith("["))
    found = re.match(r"\[\[\s*([A-Za-z0-9_-]{1,40})\s*\]\]", next(heads, ""))
    return found[1] if found else ""


def _last_lines(lines: Sequence[str]) -> Iterator[int]:
    """The lines at which a text may begin that has no end in the whole file, the last first."""
    for at in range(len(lines), 0, -1):
        found = _TEXT_BEGINS.match(lines[at - 1])
        if at == len(lines) or (found and lines[at - 1][found.start(1) :].startswith(_LITERAL)):
            yield at


def _first_slip(lines: Sequence[str], numbers: Iterable[int]) -> tuple[int, Fault] | None:
    """The first of some lines that can be told as it was meant."""
    for number in numbers:
        line = lines[number - 1]
        if len(line) <= LONGEST and (two := toml_lines.parted(line)):
            return number, as_two_lines(*two)
        meant = toml_lines.meant(line) if 0 < len(line) <= LONGEST and not _is_right(line) else None
        if meant and meant.line != line and _is_toml(meant.line):
            return number, _write(meant if _ODD.search(line) else _plainly(meant))
    return None


def _plainly(meant: toml_values.Meant) -> toml_values.Meant:
    """The same, where the line has no odd marks that could be what is wrong."""
    is_odd = meant.wrong == toml_values.ODD_MARKS
    return replace(meant, wrong=_NOT_SO) if is_odd else meant


def _is_right(line: str) -> bool:
    """True for a line that TOML reads, and as its writer meant it."""
    return _is_toml(line) and not line.startswith("[")


def _in_list(lines: Sequence[str], number: int) -> tuple[int, Fault] | None:
    """What is wrong with the list in which the reader stopped; None where it is in none."""
    begin = _list_begin(lines, number)
    if not begin:
        return None
    inside, end = _inside(lines, begin)
    if not inside and not end:
        return _first_slip(lines, [begin]) or (begin, _NO_END)
    first = toml_lines.beginning(lines[begin - 1])
    if first and first.line != lines[begin - 1]:
        return begin, _write(first)
    key = toml_lines.key_of(lines[begin - 1])
    for at in inside:
        line = lines[at - 1]
        is_short = len(line) <= LONGEST
        meant = toml_lines.item(line, key, is_last=at == inside[-1]) if is_short else None
        if meant and meant.line != line:
            return at, _write(meant)
    if end and lines[end - 1][0] in _CLOSING[1:]:
        return end, as_line(toml_values.ODD_MARKS, "]")
    return None if end else (begin, _NO_END)


def _list_begin(lines: Sequence[str], number: int) -> int:
    """The line above, or this one, in which a list begins and does not end; 0 where none does."""
    for at in range(min(number, len(lines)), 0, -1):
        line = lines[at - 1]
        if line[:1] in ("#", "＃"):
            continue
        if (
            len(line) <= LONGEST
            and _LIST_BEGINS.match(line)
            and _count(line, _OPENING) > _count(line, _CLOSING)
        ):
            return at
        if at < number and toml_lines.is_pair(line):
            return 0
    return 0


def _inside(lines: Sequence[str], begin: int) -> tuple[list[int], int]:
    """The lines of a list's items, and the one that ends it; 0 where none does."""
    inside: list[int] = []
    for at in range(begin + 1, len(lines) + 1):
        line = lines[at - 1]
        if line and line[0] in _CLOSING:
            return inside, at
        if toml_lines.is_pair(line) or toml_lines.is_head(line):
            return inside, 0
        if line and line[0] not in "#＃":
            inside.append(at)
            if _count(line, _CLOSING) > _count(line, _OPENING):
                return inside, at
    return inside, 0


def _count(line: str, marks: str) -> int:
    return sum(line.count(mark) for mark in marks)


def _broken(lines: Sequence[str], number: int) -> tuple[int, Fault] | None:
    """A text in quotation marks that goes on in the next lines."""
    is_short = len(lines[number - 1]) <= LONGEST
    found = _TEXT_BEGINS.match(lines[number - 1]) if is_short else None
    if not found or _count(lines[number - 1], family(found[1])) % 2 == 0:
        return None
    for end in range(number + 1, min(number + _MOST_LINES, len(lines)) + 1):
        line = lines[end - 1]
        if is_beginning(line) or len(line) > LONGEST:
            return None
        if line.rstrip(toml_values.ENDS)[-1:] in MARKS:
            whole = toml_lines.meant(joined("\n".join(lines[number - 1 : end])))
            return (number, _one_line(number, end, whole)) if whole else None
    return None


def _open_group(lines: Sequence[str], number: int) -> tuple[int, Fault] | None:
    """A group in braces that goes on in the next lines, as TOML has none."""
    if not _GROUP_OPENS.match(lines[number - 1]):
        return None
    for end in range(number + 1, min(number + _MOST_LINES, len(lines)) + 1):
        if len(lines[end - 1]) > LONGEST:
            return None
        if lines[end - 1][-1:] in ("}", "｝"):
            parts = [lines[number - 1], *(line.rstrip(",，") for line in lines[number : end - 1])]
            inside = ", ".join(part for part in parts[1:] if part)
            whole = toml_lines.meant(f"{parts[0]} {inside} {lines[end - 1]}")
            return (number, _one_line(number, end, whole)) if whole else None
    return None


def _one_line(first: int, last: int, whole: toml_values.Meant) -> Fault:
    return as_one_line(last - first + 1, whole.line)


def _write(meant: toml_values.Meant) -> Fault:
    return as_line(meant.wrong, meant.line)


def _is_toml(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
