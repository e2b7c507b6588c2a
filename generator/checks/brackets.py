"""Find brackets and quotation marks that do not come in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import STAND_IN
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.text.lazy_regex import late

_MARKS = "“”‘’「」『』"
"""Reported by the words beside them: a mark between quotation marks cannot be read."""
_NEAR = 7
"""Signs that show the place, the mark itself among them."""
_IN_PAIRS = (("(", ")"), ("（", "）"), ("“", "”"), ("「", "」"))
_POINT = late(r"(?P<begins>^|(?<=[\s，。；：、;:,]))?(?<![0-9A-Za-z])(?P<number>[0-9]{1,2})[)）]")
"""A number that may begin a point of a list: 1) or 2）."""
_QUOTES = "“‘「『《〈"
"""What is never inside its own kind: a quotation in another has the other marks."""


def points(text: str) -> list[int]:
    """Find the brackets of numbers that begin points: after a mark, or where they count on."""
    found, last = [], 0
    for one in _POINT.finditer(text):
        if one["begins"] is not None or int(one["number"]) == last + 1 > 1:
            found.append(one.end() - 1)
            last = int(one["number"])
    return found


def is_unpaired(source: str) -> bool:
    """Tell whether a source is no whole sentence, such as a quotation that goes on elsewhere."""
    return source.count('"') % 2 == 1 or any(
        source.count(one) != source.count(other) for one, other in _IN_PAIRS
    )


def unpaired(text: str, pairs: str) -> Iterator[Fault]:
    """Find what is opened and not closed, or closed and not opened.

    `pairs` has each opening mark, followed by its closing one.
    """
    if not any(char in text for char in pairs):
        return
    of_points = points(text)
    closing = dict(zip(pairs[::2], pairs[1::2], strict=True))
    waiting: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char in closing:
            if char in _QUOTES and waiting and char == waiting[-1][0]:
                yield _twice(char, _behind(text, at))
                return
            waiting.append((char, at))
        elif char in closing.values():
            if not waiting and at in of_points:
                continue
            if not waiting or closing[waiting[-1][0]] != char:
                yield _unopened(char, _before(text, at))
                return
            waiting.pop()
    for char, at in waiting[:1]:
        yield _unclosed(char, closing[char], _behind(text, at))


def _behind(text: str, at: int) -> str:
    """Give the words behind a mark, to show its place."""
    return text[at + 1 : at + _NEAR].partition(STAND_IN)[0].strip(_MARKS)


def _before(text: str, at: int) -> str:
    """Give the words before a mark, to show its place."""
    return text[max(0, at + 1 - _NEAR) : at].rpartition(STAND_IN)[2].strip(_MARKS)


def _twice(char: str, near: str) -> Fault:
    if char not in _MARKS:
        wrong = said("“{char}” is opened twice and not closed", char=char)
        return Fault(wrong, said("close the first one"))
    wrong = said("the quotation mark before “{near}” is inside a pair of its own kind", near=near)
    remedy = said("end the quotation before it, or use the marks for a quotation in another")
    return Fault(wrong, remedy)


def _unopened(char: str, near: str) -> Fault:
    if char not in _MARKS:
        wrong = said("“{char}” closes what was not opened", char=char)
        return Fault(wrong, said("write the opening one before it, or take this one out"))
    wrong = said("the closing quotation mark after “{near}” has no opening one", near=near)
    remedy = said("write the opening one where the quotation begins, or take this one out")
    return Fault(wrong, remedy)


def _unclosed(char: str, closing: str, near: str) -> Fault:
    if char not in _MARKS:
        wrong = said("“{char}” is opened and not closed", char=char)
        return Fault(wrong, said("add “{mark}”", mark=closing))
    wrong = said("the opening quotation mark before “{near}” has no closing one", near=near)
    return Fault(wrong, said("write the closing one where the quotation ends"))
