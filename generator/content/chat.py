"""Read the lines of a scam's chat, each with what is true, and find what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.content.frontmatter import RULE
from generator.diagnostics.errors import Fault, Problem
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import LONGEST, as_line
from generator.model import CROSS, ChatLine, Label
from generator.repair.frontmatter import item_line

MOST = 3
"""Lines that a sheet has room for."""
_LIKE_A_CROSS = re.compile("\\s*[×❌✘✖✕╳⨯][\ufe0e\ufe0f]?\\s*|\\s+[xX]\\s+")
"""What people find on their keyboards."""
_TOO_MANY = Fault(
    said("the chat has more than {most} lines, and a sheet has room for no more", most=MOST),
    said("keep the two or three that show the scam best"),
)


def lines(items: Iterable[Label]) -> tuple[ChatLine, ...]:
    """Read the lines of a chat, of which `problems` has found nothing wrong."""
    return tuple(map(_line, items))


def _line(item: Label) -> ChatLine:
    says, _, truth = item.text.partition(CROSS)
    return ChatLine(Label(says.strip(), item.line), Label(truth.strip(), item.line))


def problems(items: Iterable[Label], path: str) -> Iterator[Problem]:
    """Find lines without their two halves, and those for which there is no room."""
    for number, item in enumerate(items, 1):
        fault = _TOO_MANY if number == MOST + 1 else _wrong(item.text)
        if fault:
            yield Problem(path, item.line, RULE, *fault)


def _wrong(text: str) -> Fault | None:
    """Find what is wrong with a line of a chat."""
    says, *truths = (part.strip() for part in text.split(CROSS))
    if not truths:
        return _crossless(text)
    if len(truths) > 1:
        wrong = said("there is more than one {sign} in this line", sign=CROSS)
        return Fault(wrong, said("write one only, between what they say and what is true"))
    if not says:
        wrong = said("there is nothing before {sign}", sign=CROSS)
        return Fault(wrong, said("write there what they say"))
    if not truths[0]:
        wrong = said("there is nothing after {sign}", sign=CROSS)
        return Fault(wrong, said("write there what is true"))
    return None


def _crossless(text: str) -> Fault:
    """Say what to write in a line without the sign; another sign that is like it is shown right."""
    found = _LIKE_A_CROSS.search(text) if len(text) <= LONGEST else None
    if not found:
        wrong = said("this line of the chat has no {sign}", sign=CROSS)
        remedy = said("write what they say, then {sign}, then what is true", sign=CROSS)
        return Fault(wrong, remedy)
    wrong = said("“{mark}” is not the sign {sign}", mark=found[0].strip(), sign=CROSS)
    halves = text[: found.start()], text[found.end() :]
    return as_line(wrong, item_line(f" {CROSS} ".join(halves).strip()))
