"""Tell whether a notice holds, from its times and at a moment; and what of it is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.model import Bulletin, State
from generator.moments import Moment, between

OLD = timedelta(days=180)
"""So long after somebody last looked at a notice, it is to be looked at again."""


def state(bulletin: Bulletin, now: datetime) -> State | None:
    """Tell the state of a bulletin; None for one that says nothing of its time.

    One that starts on a day starts with it; one that ends on a day ends when that day is over.
    """
    if bulletin.withdrawn:
        return State.WITHDRAWN
    if bulletin.replaced_by:
        return State.REPLACED
    if bulletin.ends and bulletin.ends.is_over_at <= now:
        return State.ENDED
    if bulletin.starts and now < bulletin.starts.begins:
        return State.COMING
    return State.IN_FORCE if bulletin.starts or bulletin.ends else None


def span(bulletin: Bulletin, now: datetime) -> tuple[str, str]:
    """Find since when and until when all that is said of a bulletin is the same as now."""
    turns = [when.begins for _, when in _dates(bulletin)]
    turns += [bulletin.starts.begins] if bulletin.starts else []
    turns += [bulletin.ends.is_over_at] if bulletin.ends else []
    return between(turns, now)


def _dates(bulletin: Bulletin) -> Iterator[tuple[str, Moment]]:
    """List the moments that are in no notice's future, by their keys."""
    found = [("date", bulletin.date)]
    found += [("corrections", when) for when, _ in bulletin.corrections]
    found += [("withdrawn", bulletin.withdrawn[0])] if bulletin.withdrawn else []
    if bulletin.updated not in dict(found).values():
        found.append(("updated", bulletin.updated))
    yield from found


def ahead(bulletin: Bulletin, now: datetime) -> Iterator[Problem]:
    """Warn of a date that is still to come: it is mistyped, or the notice is built too early."""
    for key, when in _dates(bulletin):
        if when.begins > now:
            wrong = said("{key} is {day}, which is still to come", key=key, day=when)
            remedy = said("write the right day, or publish it then")
            line = bulletin.line(key)
            yield Problem(bulletin.head.path, line, "date", wrong, remedy, warning=True)


def overdue(bulletin: Bulletin, now: datetime) -> Iterator[Problem]:
    """Warn of a notice that is over and may still hang, and of one that nobody has looked at."""
    path, checked = bulletin.head.path, bulletin.checked
    if over := _over(bulletin, now):
        key, when, wrong = over
        if checked is None or checked < when.day:
            remedy = said("take its sheets down, then write checked: and the day")
            yield Problem(path, bulletin.line(key), "overdue", wrong, remedy, warning=True)
    elif checked and now.date() - checked > OLD:
        wrong = said("nobody has looked at the notice since {day}", day=checked)
        remedy = said("see whether it still holds, then write checked: and the day")
        yield Problem(path, bulletin.line("checked"), "overdue", wrong, remedy, warning=True)


def _over(bulletin: Bulletin, now: datetime) -> tuple[str, Moment, str] | None:
    """Tell since when a notice does not hold: the key that says so, when, and a sentence.

    One that is replaced does not say when that was: its last change did it.
    """
    found, over = state(bulletin, now), None
    if bulletin.withdrawn:
        day = bulletin.withdrawn[0]
        over = "withdrawn", day, said("the notice was withdrawn {day}", day=day)
    elif bulletin.replaced_by:
        day = bulletin.updated
        over = "replaced_by", day, said("the notice was replaced {day}", day=day)
    elif found is State.ENDED and bulletin.ends:
        day = bulletin.ends
        over = "ends", day, said("the notice ended {day}", day=day)
    return over if over and over[1].begins <= now else None
