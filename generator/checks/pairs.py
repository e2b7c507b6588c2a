"""Brackets and quotation marks come in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Fault
from generator.wording import said

_QUOTES = "“‘「『《〈"
"""What does not stand inside its own kind: a quotation in another has the other marks."""


def unpaired(text: str, pairs: str) -> Iterator[Fault]:
    """What is opened and not closed, or closed and not opened.

    `pairs` has each opening mark, followed by its closing one.
    """
    if not any(char in text for char in pairs):
        return
    closing = dict(zip(pairs[::2], pairs[1::2], strict=True))
    waiting: list[str] = []
    for char in text:
        if char in closing:
            if char in _QUOTES and char in waiting[-1:]:
                yield Fault(
                    said("“{char}” is opened twice and not closed", char=char),
                    said("write “{mark}” where the quotation ends", mark=closing[char]),
                )
                return
            waiting.append(char)
        elif char in closing.values():
            if not waiting or closing[waiting[-1]] != char:
                yield Fault(
                    said("“{char}” closes what was not opened", char=char),
                    said("put the pair right"),
                )
                return
            waiting.pop()
    for char in waiting[:1]:
        yield Fault(
            said("“{char}” is opened and not closed", char=char),
            said("add “{mark}”", mark=closing[char]),
        )
