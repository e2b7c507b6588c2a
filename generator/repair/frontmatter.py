"""Find the lines of front matter that YAML cannot read, and rewrite them as they were meant.

Writers know no YAML: they see a line, and want to be shown it as it should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import LONGEST, as_line, as_list, as_one_line, as_two_lines
from generator.markdown.lines import joined
from generator.model import KNOWN, LIST_KEYS
from generator.repair import dates
from generator.repair.aliases import KEYS
from generator.repair.quotes import BACKSLASH, NOT_WHOLE, curled, unwrapped
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_LINE = late(
    r"(?P<indent>\s*)(?P<key>[^\s#:：=＝\-?\[{\"'][^\s:：=＝]{0,40})"
    r"\s*(?P<sign>[:：=＝]?)(?P<space>\s*)(?P<value>.*?)\s*"
)
"""A key, its sign and its value; no note, and no value that goes on."""
_EVERYDAY = (
    *("short", "chat"),
    *("starts", "ends", "checked", "corrections", "withdrawn"),
    *("kind", "area", "topic", "example", "steps", "contacts", "audience"),
)
"""Keys that are words of many sentences: in short: …"""
_UNMISTAKABLE = tuple(key for key in KNOWN if key not in _EVERYDAY)
_TWO = late(
    r"\s*+(?P<key>[^\s:：]{1,20})\s*+[:：]\s*+(?P<value>[^\s].*?)[\s,，;；、]+"
    rf"(?P<other>{'|'.join(_UNMISTAKABLE)})\s*+[:：](?=[\s\"“'])(?P<rest>.*)"
)
_KEY = late(rf"[A-Za-z_][A-Za-z0-9_]*|[{HAN}]{{1,8}}")
"""What may be a key, and is not the beginning of a sentence."""
_ITEM = late(r"\s*(?P<mark>[-–—－•·●*+＋])(?P<space>\s*)(?P<value>.*?)\s*")
"""A line that was meant as one of a list."""
_IDS = late(r"\[[^\[\]{}:#&*!|>%@`\"']*\]")
"""A list on one line that YAML reads as it stands."""
_ID_LISTS = frozenset({"contacts", "moved_from"})
"""The keys that list ids, which have no spaces."""
_BETWEEN = late(r"[\s,，、;；]+")
_COMMA = late(r"\s*[,，、]\s*")
_COLON = late(r":(?:[ \t]|$)")
_NARROW_COLON = late(rf"(?<=[{HAN}”》）]):(?:\s+|$)|:\s+(?=[{HAN}“《（])")
_NOTE = late(r"(?:^|\s)#")
_SIGNS = "[]{}&*!|>%@`,"
"""What a value cannot begin with, as YAML takes it for a sign of its own (YAML 1.2, 5.3)."""
_BLOCK = late(r"[|>][-+1-9]{0,2}")
"""What begins a value of several lines."""
STRAIGHT = ("'", '"')
_ESCAPE = r'\\(?:[0abt\tnvfre "/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U000[0-9A-Fa-f]{5})'
_CLOSED = late(rf"""(?:"(?:[^"\\]|{_ESCAPE})*+"|'(?:[^']|'')*+')(?:\s+#.*)?""")
"""A value that one pair of quotation marks is around, and a note: YAML 1.2, 7.3 and 5.7."""


def slips(head: str) -> Mapping[int, Fault]:
    """Find what is wrong with lines of front matter, by the line's number, from 0.

    To be asked only where YAML refused something: it reads some of these lines in its own way.
    """
    lines = head.split("\n")
    items = frozenset(_items(lines))
    found = (
        (first, item_slip(lines[first]) if first in items else _wrong(lines[first:end]))
        for first, end in _values(lines)
    )
    return {number: slip for number, slip in found if slip}


def _items(lines: Sequence[str]) -> Iterator[int]:
    """Find the lines that are, or were meant as, the items of a list below its key."""
    is_inside = False
    for number, line in enumerate(lines):
        if found := _read(line):
            is_inside = not found["value"]
        elif is_inside and _ITEM.fullmatch(line):
            yield number


def item_slip(line: str) -> Fault | None:
    """Find what is wrong with a line of a list."""
    found = _ITEM.fullmatch(line) if len(line) <= LONGEST else None
    if not found or not found["value"]:
        return None
    mark, value = found["mark"], found["value"]
    faults = (
        (mark != "-", said("“{mark}” begins no line of a list", mark=mark)),
        (not found["space"], said("there is no space after “{mark}”", mark=mark)),
        (True, _value_wrong(value)),
    )
    wrong = next(wrong for is_wrong, wrong in faults if is_wrong)
    return _shown(wrong, item_line(value), value) if wrong else None


def item_line(text: str) -> str:
    """Write a text as a line of a list."""
    return f"- {_marked(text)}".rstrip()


def items_meant(lines: Iterable[str]) -> list[str]:
    """List the texts of lines that were meant as those of a list, whatever they begin with."""
    found = ((_ITEM.fullmatch(line), line.strip()) for line in lines)
    return [item["value"] if item else line for item, line in found if line]


def _values(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Find the first line of each key with its value, and the one below the last."""
    first = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or not _goes_on(_read(lines[first]), lines[number]):
            yield first, number
            first = number


def _goes_on(key: re.Match[str] | None, line: str) -> bool:
    """Recognize a line of a key's text that is not indented, as YAML would ask.

    It is no key, no note, and below a key that has nothing else none of a list.
    """
    is_text = bool(line.strip()) and line[0] not in " \t#-" and not _read(line)
    return bool(key and is_text and (key["value"] or not _ITEM.fullmatch(line)))


def _read(line: str) -> re.Match[str] | None:
    """Read a line that begins with what may be a key; only a known one may lack its colon."""
    found = _LINE.fullmatch(line) if len(line) <= LONGEST else None
    if not found or found["key"] in (*_UNMISTAKABLE, *KEYS):
        return found if found and (found["sign"] or found["value"]) else None
    is_key = found["sign"] in (":", "：") and not found["indent"] and _KEY.fullmatch(found["key"])
    return found if is_key else None


def _wrong(lines: Sequence[str]) -> Fault | None:
    """Find what is wrong with a key and its value, which has several lines where it is broken."""
    if len(lines) == 1:
        return _two_keys(lines[0]) or _one_key(lines[0])
    whole = joined("\n".join(lines))
    found = _LINE.fullmatch(whole) if len(whole) <= LONGEST * len(lines) else None
    if found and _is_day(found["key"]):
        return _wrong(lines[:1])  # a day has one line
    if not found or _CLOSED.fullmatch(found["value"]):
        return None
    value = re.sub(rf"^{_BLOCK.pattern}\s+", "", found["value"])
    return as_one_line(len(lines), key_line(found["key"], value))


def _two_keys(line: str) -> Fault | None:
    """Find a second known key behind the first one's value."""
    found = _TWO.fullmatch(line) if len(line) <= LONGEST else None
    if not found or found["key"] not in (*KNOWN, *KEYS):
        return None
    first = key_line(found["key"], found["value"].rstrip(" ,，;；、"))
    return as_two_lines(first, key_line(found["other"], found["rest"].strip()))


def _one_key(line: str) -> Fault | None:
    found = _read(line)
    if not found:
        return None
    key, sign, value = found["key"], found["sign"], found["value"]
    if KEYS.get(key, key) in LIST_KEYS and value:
        return _listed(KEYS.get(key, key), value)
    faults = (
        (found["indent"], said("there is a space before “{key}”", key=key)),
        (sign not in (":", "："), said("there is no colon after “{key}”", key=key)),
        (sign == "：", said("the colon after “{key}” is the full-width one", key=key)),
        (
            value and not found["space"].strip("\u3000"),
            said("there is no space after “{key}:”", key=key),
        ),
        (True, _value_wrong(value)),
    )
    wrong = next(wrong for is_wrong, wrong in faults if is_wrong)
    return _shown(wrong, key_line(key, value), value) if wrong else None


def _value_wrong(value: str) -> str:
    """Find what YAML cannot read in a value."""
    is_sign = value[:1] in _SIGNS and not _BLOCK.fullmatch(value)
    faults = (
        (not value or _CLOSED.fullmatch(value), ""),
        (value[:1] == value[-1:] == '"' and value.count('"') == 2, BACKSLASH),
        (value.startswith(STRAIGHT), NOT_WHOLE),
        (
            is_sign or f"{value} "[:2] in ("- ", "? "),
            said("the value begins with “{begin}”", begin=value[:1]),
        ),
        (_COLON.search(value), said("the value has a colon in it")),
    )
    return next((wrong for is_wrong, wrong in faults if is_wrong), "")


def _shown(wrong: str, line: str, value: str) -> Fault:
    if not line.endswith(STRAIGHT) or line.endswith(value):
        return as_line(wrong, line)
    remedy = said(
        "put straight quotation marks, those of an English keyboard, around the whole value: "
        "{line}",
        line=line,
    )
    return Fault(wrong, remedy)


def _listed(key: str, value: str) -> Fault | None:
    """Find a list's text on its key's own line; one like [a, b] may stand there."""
    if _IDS.fullmatch(value):
        return None
    if value.startswith("["):
        wrong = said("the list begins with “[”, and YAML has its own use for marks in it")
        return as_list(wrong, key, map(item_line, _COMMA.split(value.strip("[] "))))
    return listed(key, [value])


def listed(key: str, lines: Iterable[str]) -> Fault:
    """Say how a list is written whose texts are lines, or ids behind commas on one line."""
    if key not in _ID_LISTS:
        return as_list(one_text(key), key, map(item_line, items_meant(lines)))
    ids = [one for text in items_meant(lines) for one in _BETWEEN.split(text.strip("[] ")) if one]
    return as_line(one_text(key), f"{key}: [{', '.join(ids)}]")


def one_text(key: str) -> str:
    """Say that a list's key has one text."""
    return said("“{key}” takes a list of texts, and has one", key=key)


def key_line(key: str, value: str) -> str:
    """Write the line that was meant by a key and its value."""
    value = str(dates.moment_meant(value) or value) if _is_day(key) else value
    return f"{KEYS.get(key, key)}: {_marked(value)}".rstrip()


def _marked(value: str) -> str:
    """Write a value as YAML reads it: in quotation marks where it needs them."""
    if needs_quotes(value):
        is_marked = value.startswith(STRAIGHT) or value.endswith(STRAIGHT)
        value = curled((unwrapped(value) if is_marked else value).strip())
        value = _NARROW_COLON.sub("：", value)
    return quoted(value) if needs_quotes(value) else value


def _is_day(key: str) -> bool:
    return KEYS.get(key, key) in ("date", "updated", "starts", "ends", "checked")


def needs_quotes(value: str) -> bool:
    """Recognize a value that YAML would not read as it is."""
    has_note = _NOTE.search(value) and not value.startswith(STRAIGHT)
    return bool(has_note or _value_wrong(value))


def quoted(value: str) -> str:
    """Put a value of one line in straight quotation marks, as YAML reads it back."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
