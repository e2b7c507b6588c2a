"""Count the parts in which a text message goes out: each is paid for, and may come alone.

The default alphabet and its extension: 3GPP TS 23.038, 6.2.1. All else goes out as UCS-2, in which
a part holds less than half as much. What is longer than one part loses some of each to a header:
3GPP TS 23.040, 9.2.3.24.1.
"""

from __future__ import annotations

from collections.abc import Iterable

MOST_PARTS = 2
"""Of a message to a group: more is dear, and nobody reads it to its end."""
_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
"""Each takes the place of two."""
_NARROW = _ALPHABET | _EXTENSION
_ALONE, _OF_SEVERAL = (160, 153), (70, 67)
"""Room in the alphabet and in UCS-2: of a message of one part, and of each of several."""
_BEYOND = 0xFFFF
"""The last character that UCS-2 holds in one place; others take two."""


def wide(text: str) -> tuple[str, ...]:
    """List the characters that make a text go out as UCS-2, each once."""
    return tuple(dict.fromkeys(char for char in text if char not in _NARROW))


def parts(text: str) -> int:
    """Count the parts of a text; one at least."""
    narrow = _NARROW.issuperset(text)
    alone, of_several = _ALONE if narrow else _OF_SEVERAL
    places = [_places(char, narrow=narrow) for char in text] if len(text) * 2 > alone else []
    return 1 if sum(places) <= alone else _filled(places, of_several)


def length(text: str) -> int:
    """Count the places that a text takes."""
    narrow = _NARROW.issuperset(text)
    return sum(_places(char, narrow=narrow) for char in text)


def _places(char: str, *, narrow: bool) -> int:
    return 2 if (char in _EXTENSION if narrow else ord(char) > _BEYOND) else 1


def _filled(places: Iterable[int], room: int) -> int:
    """Count the parts that are filled one after another: what takes two places is in one part."""
    count, left = 0, 0
    for one in places:
        if one > left:
            count, left = count + 1, room
        left -= one
    return count
