"""Find places that a writer still has to fill in: a bulletin with one is published nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.content.frontmatter import Parted
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.markdown.blocks import Segment
from generator.markdown.forbidden import SIGN
from generator.model import CROSS, Bulletin

_SCAFFOLD = Path(__file__).parents[1] / "commands" / "scaffold_files"
"""What the command `new` writes."""
_PLACE = re.compile(
    r"^(?:(?P<value>\w+): ?|(?P<item> *- )|(?P<line>> ?|[0-9]+\. |))\{sign\}(?P<words>.*)$",
    re.MULTILINE,
)
_MARK = re.compile(r"^(?:[> ]+|[0-9]+\. *)")
"""How a line of a quotation, or a step, begins."""
_MAY_STAY = ("headline", "verdict")
"""What people may mean as it is: “This is a scam.”"""


@cache
def _instructions() -> frozenset[tuple[str, str]]:
    """Read the words behind the signs that `new` writes, each with its kind of place.

    A reminder's title and its short form, such as “Hang up”, may be what somebody means.
    """
    found = set()
    for path in sorted(_SCAFFOLD.rglob("*.md")):
        for place in _PLACE.finditer(path.read_text(encoding="utf-8")):
            kind = next(name for name in ("value", "item", "line") if place[name] is not None)
            may_stay = place["value"] in _MAY_STAY or path.parent.name == "reminders"
            if kind != "value" or not may_stay:
                found |= {(kind, _bare(part)) for part in place["words"].split(CROSS)}
    return frozenset(found)


def _bare(text: str) -> str:
    return _MARK.sub("", text.replace("{sign}", "").replace(SIGN, "").strip())


def is_left(kind: str, text: str) -> bool:
    """Return True for a text with the sign, or with the words that `new` wrote behind one."""
    parts = text.split(CROSS)
    return SIGN in text or any((kind, _bare(part)) in _instructions() for part in parts)


def unfilled_places(parted: Parted) -> Iterator[Segment]:
    """Find the values and lines of a file that are to be filled in; comments may have the sign."""
    items = (("item", item) for one in parted.lists.values() for item in one.items)
    for kind, value in (*(("value", one) for one in parted.values.values()), *items):
        if is_left(kind, value.text):
            yield Segment(value.text, value.line)
    for number, line in enumerate(parted.body.split("\n"), parted.body_line):
        if is_left("line", line):
            yield Segment(line.strip().lstrip("> "), number)


def problems(bulletin: Bulletin, *, strict: bool) -> Iterator[Problem]:
    """Yield a problem for each place that is to be filled in."""
    for document in bulletin.documents:
        for place in document.unfilled:
            wrong = said(
                "“{msgid}” is to be filled in, and the notice {slug} is published "
                "nowhere until it is",
                msgid=place.msgid,
                slug=bulletin.slug,
            )
            remedy = said("write your own words over it, the sign {sign} too", sign=SIGN)
            yield Problem(document.path, place.line, "unfilled", wrong, remedy, warning=not strict)
