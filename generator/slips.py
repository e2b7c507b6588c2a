"""Slips of the pen in front matter: lines that YAML cannot read, told as they were meant.

Writers know no YAML: they see a line, and want to be shown it as it should be.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator import days
from generator.errors import Fault
from generator.patterns import late
from generator.wording import said

_LINE = late(r"([^\s#:：\-?\[{\"'][^\s:：]{0,40})\s*([:：])(\s*)(.*?)\s*")
"""A key, its colon, the space after it, and its value; not a note, nor a value that goes on."""
LONGEST = 300
"""Characters of a line that is worth writing out again."""
_COLON = late(r":(?:\s|$)")
_NOTE = late(r"(?:^|\s)#")
_SIGNS = "[]{}&*!|>%@`,"
"""What a value cannot begin with, as YAML takes it for a sign of its own (YAML 1.2, 5.3)."""
_BLOCK = late(r"[|>][-+1-9]{0,2}")
"""What begins a value of several lines."""
STRAIGHT = ("'", '"')
_ESCAPE = r'\\(?:[0abt\tnvfre "/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U000[0-9A-Fa-f]{5})'
_DOUBLE = late(rf'"(?:[^"\\]|{_ESCAPE})*+"')
_SINGLE = late("'(?:[^']|'')*+'")
"""A value in quotation marks, whole: YAML 1.2, 7.3 and 5.7."""

NOT_WHOLE = said("the straight quotation marks are not around the whole value")
BACKSLASH = said("a backslash in a text begins a sign of its own")

KEYS = {
    "标题": "title",
    "摘要": "summary",
    "日期": "date",
    "发布日期": "date",
    "更新日期": "updated",
    "专项行动": "campaign",
    "发布单位": "issuer",
    "海报": "poster",
    "原文语言": "source_locale",
}
"""What Chinese writers take for keys."""


def slips(head: str) -> Mapping[int, Fault]:
    """What is wrong with single lines of front matter, by the line's number, from 0.

    To be asked only where YAML refused something: it reads some of these lines in its own way.
    """
    found = ((number, _slip(line)) for number, line in enumerate(head.split("\n")))
    return {number: slip for number, slip in found if slip}


def quoted(value: str) -> str:
    """A value in straight quotation marks, as YAML reads it back; it has no line break in it."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def bare(value: str) -> str:
    """A value without the straight quotation marks around it, and without a lone one at an end."""
    for mark in STRAIGHT:
        if value.count(mark) == 1:
            return value.removeprefix(mark).removesuffix(mark)
        if len(value) > 1 and value[0] == value[-1] == mark:
            before, another, _ = value[1:-1].partition(mark)
            # “"Refund" and "gift"” has no pair around it: the first mark inside ends a word.
            return value[1:-1] if not (another and before.strip() == before != "") else value
    return value


def needs_quotes(value: str) -> bool:
    """True for a value that YAML would not read as it stands."""
    if value.startswith(STRAIGHT):
        return not _is_closed(value)
    return bool(_begins_with(value) or _COLON.search(value) or _NOTE.search(value))


def _slip(line: str) -> Fault | None:
    found = _LINE.fullmatch(line) if len(line) <= LONGEST else None
    if not found:
        return None
    key, colon, space, value = found.groups()
    wrong = _key_wrong(key, colon, space, value) or _value_wrong(value)
    return Fault(wrong, _remedy(key, value)) if wrong else None


def _key_wrong(key: str, colon: str, space: str, value: str) -> str:
    if colon == "：":
        return said("the colon after “{key}” is the full-width one", key=key)
    if value and not space:
        return said("there is no space after “{key}:”", key=key)
    return ""


def _value_wrong(value: str) -> str:
    if value.startswith(STRAIGHT):
        if _is_closed(value):
            return ""
        is_whole = value[0] == value[-1] == '"' and value.count('"') == 2
        return BACKSLASH if is_whole else NOT_WHOLE
    if begin := _begins_with(value):
        return said("the value begins with “{begin}”", begin=begin)
    return said("the value has a colon in it") if _COLON.search(value) else ""


def _begins_with(value: str) -> str:
    """What a value begins with and cannot; empty where it may begin so."""
    if f"{value} "[:2] in ("- ", "? "):
        return value[0]
    return value[:1] if value[:1] in _SIGNS and not _BLOCK.fullmatch(value) else ""


def _is_closed(value: str) -> bool:
    """True for a value that one pair of straight quotation marks is around."""
    return (_DOUBLE if value[0] == '"' else _SINGLE).fullmatch(value) is not None


def _remedy(key: str, value: str) -> str:
    key = KEYS.get(key, key)
    if key in ("date", "updated"):
        value = str(days.meant(value) or value)
    if not needs_quotes(value):
        return said("write it so: {line}", line=f"{key}: {value}".rstrip())
    line = f"{key}: {quoted(bare(value))}"
    return said(
        "put straight quotation marks, those of an English keyboard, around the whole value: "
        "{line}",
        line=line,
    )
