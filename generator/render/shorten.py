"""Shorten a text to what a sheet can take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from html import escape

from generator.text import typography
from generator.views import BulletinView, Rich


@dataclass(frozen=True, slots=True)
class Limit:
    """How wide texts may be."""

    width: int
    posters_only: bool
    """True to shorten only the texts that are written for posters."""


def shortened(view: BulletinView, limit: Limit) -> BulletinView:
    """Cut a bulletin's texts where they are wider than they may be."""
    cut = partial(_cut, tag=view.locale.tag, most=limit.width)
    short = tuple(replace(one, know=cut(one.know), poster=cut(one.poster)) for one in view.routines)
    if limit.posters_only:
        return replace(view, routines=short)
    routines = tuple(
        replace(
            one,
            title=cut(one.title),
            heard=cut(one.heard),
            how=cut(one.how, block="p"),
        )
        for one in short
    )
    reminders = tuple(replace(one, title=cut(one.title)) for one in view.reminders)
    return replace(view, title=cut(view.title), routines=routines, reminders=reminders)


def _cut(rich: Rich, *, tag: str, most: int, block: str = "") -> Rich:
    width = typography.units(rich.text, tag)
    if width <= most:
        return rich
    text = rich.text[: most * len(rich.text) // width]
    html = escape(text)
    if block:
        html = "".join(f"<{block}>{part}</{block}>" for part in html.split("\n\n"))
    return Rich(html, text)
