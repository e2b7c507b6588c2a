"""Find places that a writer still has to fill in: a bulletin with one is published nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.frontmatter import Parted
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.markdown.blocks import Segment
from generator.markdown.forbidden import SIGN
from generator.model import Bulletin


def unfilled_places(parted: Parted) -> Iterator[Segment]:
    """Find the values and lines of a file that have the sign; comments may have it."""
    items = (item for one in parted.lists.values() for item in one.items)
    for value in (*parted.values.values(), *items):
        if SIGN in value.text:
            yield Segment(value.text, value.line)
    for number, line in enumerate(parted.body.split("\n"), parted.body_line):
        if SIGN in line:
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
