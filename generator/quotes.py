"""Quotation marks as keyboards and word processors give them: around a text, and inside it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.characters import HAN_SIGN

_DOUBLE, _SINGLE = '"“”＂', "'‘’＇"
MARKS = _DOUBLE + _SINGLE


def family(mark: str) -> str:
    """The marks that may close what this one opens."""
    return _DOUBLE if mark in _DOUBLE else _SINGLE


def unwrapped(value: str) -> str:
    """A value without the marks around it, of whatever kind, and without a lone one at an end.

    Those around its first and its last word, as in “Refund” and “gift”, stay.
    """
    if value[:3] in ('"""', "'''"):
        return value.strip(value[0])
    if value[:1] in MARKS and value[-1:] in MARKS and len(value) > 1:
        inner = value[1:-1]
        return inner if _is_whole(inner) else value
    for end, rest in ((value[:1], value[1:]), (value[-1:], value[:-1])):
        if end and end in MARKS and sum(char in family(end) for char in value) % 2:
            return rest
    return value


def _is_whole(inner: str) -> bool:
    """True for a text in which no mark closes what was opened before it."""
    depth = 0
    for char in inner:
        depth += (char == "“") - (char == "”")
        if depth < 0:
            return False
    before, another, _ = inner.partition('"')
    # In Chinese there is no space to show whether a mark ends a word or begins one.
    closes = before.strip() == before != "" and not HAN_SIGN.search(inner)
    return depth == 0 and not (another and closes)


def curled(text: str) -> str:
    """A Chinese text with “ and ” for straight marks, where these come in pairs."""
    if text.count('"') % 2 or not HAN_SIGN.search(text):
        return text
    return "".join(_curled(text))


def _curled(text: str) -> Iterator[str]:
    opening = False
    for char in text:
        opening ^= char == '"'
        yield ("“" if opening else "”") if char == '"' else char
