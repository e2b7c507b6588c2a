"""Take quotation marks, of whatever kind, off the ends of a text, and set those inside right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.diagnostics.messages import said
from generator.text.unicode import HAN_SIGN

_DOUBLE, _SINGLE = '"“”＂', "'‘’＇"
MARKS = _DOUBLE + _SINGLE
STRAIGHT = "\"'＂＇"
_BETWEEN = frozenset(["和", "或", "与", "及", "、", "，", ",", "/", "and", "or"])
"""What is between two quotations, and in none."""
_TWO_MARKS = 3
"""Parts of a text with two marks in it."""
_PARTNER = {"“": "”", "”": "“", "‘": "’"}

NOT_WHOLE = said("the straight quotation marks are not around the whole value")
BACKSLASH = said("a backslash in a text begins a sign of its own")


def family(mark: str) -> str:
    """List the marks that may close what this one opens."""
    return _DOUBLE if mark in _DOUBLE else _SINGLE


def unwrapped(value: str) -> str:
    """Take off the marks around a value, of whatever kind, and a lone one at an end.

    Those around its first and its last word, as in “Refund” and “gift”, stay.
    """
    if value[:3] in ('"""', "'''"):
        return value.strip(value[0])
    if value[:1] in MARKS and value[-1:] in MARKS and len(value) > 1 and _is_whole(value[1:-1]):
        return value[1:-1]
    if value and _is_lone(value[0], value):
        return value[1:]
    return value[:-1] if value and _is_lone(value[-1], value) else value


def _is_lone(mark: str, value: str) -> bool:
    """Recognize a mark that has no partner in a value; ’ is an apostrophe too."""
    if mark in _PARTNER:
        return value.count(mark) > value.count(_PARTNER[mark])
    return mark in STRAIGHT and value.count(mark) % 2 == 1


def _is_whole(inner: str) -> bool:
    """Recognize a text in which no mark closes what was opened before it."""
    depth = 0
    for char in inner:
        depth += (char == "“") - (char == "”")
        if depth < 0:
            return False
    before, another, _ = inner.partition('"')
    # In Chinese there is no space to show whether a mark ends a word or begins one.
    closes = before.strip() == before != "" and not HAN_SIGN.search(inner)
    parts = inner.split('"')
    between = len(parts) == _TWO_MARKS and parts[1].strip() in _BETWEEN
    return depth == 0 and not (another and (closes or between))


def curled(text: str) -> str:
    """Write “ and ” for straight marks in a Chinese text, where these come in pairs."""
    if text.count('"') % 2 or not HAN_SIGN.search(text):
        return text
    parts = text.split('"')
    return "".join(part + "“”"[number % 2] for number, part in enumerate(parts))[:-1]


def lines_to(
    closing: str, below: Sequence[str], begins: Callable[[str], object], ends: str = ""
) -> int:
    """Count the lines in which a broken text goes on, up to one that closes it.

    `closing` are the marks that may close it, `below` the lines below its first, `begins` finds
    whether a line begins something else, and `ends` are marks that may follow. 0 for no end.
    """
    for count, line in enumerate(below, 1):
        if begins(line):
            return 0
        if line.rstrip(ends)[-1:] in tuple(closing):
            return count
    return 0
