"""Slips of the pen in front matter: lines that YAML cannot read, told as they were meant.

Writers know no YAML: they see a line, and want to be shown it as it should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import LONGEST, as_line, as_one_line, as_two_lines
from generator.markdown.lines import joined
from generator.model import KNOWN
from generator.repair import dates
from generator.repair.aliases import KEYS
from generator.repair.quotes import BACKSLASH, NOT_WHOLE, curled, unwrapped
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_LINE = late(r"([^\s#:：\-?\[{\"'][^\s:：]{0,40})\s*([:：])(\s*)(.*?)\s*")
"""A key, its colon, the space after it, and its value; not a note, nor a value that goes on."""
_OTHER = late(rf"(\s*)({'|'.join(KNOWN)})\s*([:：=＝]?)\s*((?<=[\s:：=＝])\S.*?)\s*")
"""A key with a space before it, or with another sign behind it, or none."""
_KEY = late(rf"[A-Za-z_][A-Za-z0-9_]*|[{HAN}]{{1,8}}")
"""What may be a key, and is not the beginning of a sentence."""
_COLON = late(r":(?:\s|$)")
_NARROW_COLON = late(rf"(?<=[{HAN}”》）]):(?:\s+|$)|:\s+(?=[{HAN}“《（])")
_NOTE = late(r"(?:^|\s)#")
_SIGNS = "[]{}&*!|>%@`,"
"""What a value cannot begin with, as YAML takes it for a sign of its own (YAML 1.2, 5.3)."""
_BLOCK = late(r"[|>][-+1-9]{0,2}")
"""What begins a value of several lines."""
_BLOCK_BEGINS = late(r"^[|>][-+1-9]{0,2}\s+")
STRAIGHT = ("'", '"')
_ESCAPE = r'\\(?:[0abt\tnvfre "/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U000[0-9A-Fa-f]{5})'
_DOUBLE = late(rf'"(?:[^"\\]|{_ESCAPE})*+"')
_SINGLE = late("'(?:[^']|'')*+'")
"""A value in quotation marks, whole: YAML 1.2, 7.3 and 5.7."""

_NOTED = late(r"(?:\s+#.*)?")

_TWO = late(
    r"\s*+(?P<key>[^\s:：]{1,20})\s*+[:：]\s*+(?P<value>[^\s].*?)[\s,，;；、]+"
    rf"(?P<other>{'|'.join(KNOWN)})\s*+[:：](?=[\s\"“'])(?P<rest>.*)"
)


def slips(head: str) -> Mapping[int, Fault]:
    """What is wrong with single lines of front matter, by the line's number, from 0.

    To be asked only where YAML refused something: it reads some of these lines in its own way.
    """
    lines = head.split("\n")
    found = ((first, _told(lines[first:end])) for first, end in _values(lines))
    return {number: slip for number, slip in found if slip}


def _values(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line of each key with its value, and the one behind the last."""
    first = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or not (_begins(lines[first]) and _goes_on(lines[number])):
            yield first, number
            first = number


def _begins(line: str) -> bool:
    """True for a line that begins with what may be a key."""
    if len(line) > LONGEST:
        return False
    found = _LINE.fullmatch(line)
    return bool(_OTHER.fullmatch(line) or (found and _KEY.fullmatch(found[1])))


def _goes_on(line: str) -> bool:
    """True for a line of text that is no key, no note, and not indented, as YAML would ask."""
    return bool(line.strip()) and line[0] not in " \t#-" and not _begins(line)


def _told(lines: Sequence[str]) -> Fault | None:
    """What is wrong with a key and its value, which has several lines where it is broken."""
    if len(lines) == 1:
        return _slip(lines[0])
    whole = joined("\n".join(lines))
    found = _LINE.fullmatch(whole) if len(whole) <= LONGEST * len(lines) else None
    if not found or (found[4].startswith(STRAIGHT) and _is_closed(found[4])):
        return None
    return as_one_line(len(lines), _meant(found[1], _BLOCK_BEGINS.sub("", found[4])))


def quoted(value: str) -> str:
    """A value in straight quotation marks, as YAML reads it back; it has no line break in it."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def bare(value: str) -> str:
    """A value without the straight marks at its ends; curly ones are marks of the text."""
    return unwrapped(value) if value.startswith(STRAIGHT) or value.endswith(STRAIGHT) else value


def _in_chinese(value: str) -> str:
    """A value with the marks that a Chinese text has, where others are in YAML's way."""
    return _NARROW_COLON.sub("：", curled(value))


def needs_quotes(value: str) -> bool:
    """True for a value that YAML would not read as it stands."""
    if value.startswith(STRAIGHT):
        return not _is_closed(value)
    return bool(_begins_with(value) or _COLON.search(value) or _NOTE.search(value))


def _slip(line: str) -> Fault | None:
    if len(line) > LONGEST:
        return None
    if other := _other_slip(line) or _two_slip(line):
        return other
    found = _LINE.fullmatch(line)
    if not found:
        return None
    key, colon, space, value = found.groups()
    wrong = _key_wrong(key, colon, space, value) or _value_wrong(value)
    return _mended(wrong, key, value) if wrong else None


def _two_slip(line: str) -> Fault | None:
    """What is wrong with a line in which a second known key begins behind the first one's value."""
    found = _TWO.fullmatch(line)
    if not found or found["key"] not in (*KNOWN, *KEYS):
        return None
    first = _meant(found["key"], found["value"].rstrip(" ,，;；、"))
    return as_two_lines(first, _meant(found["other"], found["rest"].strip()))


def _other_slip(line: str) -> Fault | None:
    """What is wrong with a known key that has a space before it, or no colon behind it."""
    found = _OTHER.fullmatch(line)
    if not found or not (found[1] or found[3] not in ("：", ":")):
        return None
    space, key, _, value = found.groups()
    before = said("there is a space before “{key}”", key=key)
    behind = said("there is no colon after “{key}”", key=key)
    return _mended(before if space else behind, key, value)


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
    found = (_DOUBLE if value[0] == '"' else _SINGLE).match(value)
    return found is not None and _NOTED.fullmatch(value, found.end()) is not None


def _mended(wrong: str, key: str, value: str) -> Fault:
    line = _meant(key, value)
    if not line.endswith(STRAIGHT) or line.endswith(value):
        return as_line(wrong, line)
    remedy = said(
        "put straight quotation marks, those of an English keyboard, around the whole value: "
        "{line}",
        line=line,
    )
    return Fault(wrong, remedy)


def _meant(key: str, value: str) -> str:
    """The line that was meant by a key and its value."""
    key = KEYS.get(key, key)
    if key in ("date", "updated"):
        value = str(dates.meant(value) or value)
    if needs_quotes(value):
        value = _in_chinese(bare(value).strip())
    return f"{key}: {quoted(value) if needs_quotes(value) else value}".rstrip()
