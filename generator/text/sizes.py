"""How much room words take on a poster, which hangs its sizes on that: for the templates."""

from __future__ import annotations

_WIDE = ("zh", "ja", "ko")


def is_wide(tag: str) -> bool:
    """True for a language whose characters fill a square each: Chinese, Japanese, Korean."""
    return tag.partition("-")[0] in _WIDE


def units(text: str, tag: str) -> int:
    """How wide a text is, in Latin letters: a Chinese character takes the room of two."""
    return (len(text.encode()) + len(text)) // 2 if is_wide(tag) else len(text)


def lines(text: str, across: float) -> int:
    """In how many lines a text breaks that has room for so many letters in each."""
    count, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > across:
            count, used = count + 1, len(word)
        else:
            used += len(word) + (1 if used else 0)
    return count
