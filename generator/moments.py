"""Tell when: a day, or a day and an hour, as a clock on the wall shows them in the site's zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MINUTES = 60
_DAY_ALONE = -1


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A day, or a day and an hour; a day alone comes before each of its hours."""

    day: date
    minute: int = _DAY_ALONE
    """From the day's midnight; -1 where only the day is known."""

    @property
    def has_hour(self) -> bool:
        """False for a day alone."""
        return self.minute != _DAY_ALONE

    @property
    def hour(self) -> str:
        """Its hour, 16:30; empty for a day alone."""
        return "{:02}:{:02}".format(*divmod(self.minute, _MINUTES)) if self.has_hour else ""

    @property
    def begins(self) -> datetime:
        """When it begins: a day at its midnight."""
        return datetime.combine(self.day, time(*divmod(max(0, self.minute), _MINUTES)))

    @property
    def is_over_at(self) -> datetime:
        """When it is over: a day at the next midnight, an hour at once."""
        if self.has_hour or self.day == date.max:
            return self.begins
        return self.begins + timedelta(days=1)

    def isoformat(self) -> str:
        """Write it as ISO 8601 does: 2026-12-24, or 2026-12-24T16:30."""
        return f"{self.day.isoformat()}T{self.hour}" if self.has_hour else self.day.isoformat()

    def __str__(self) -> str:
        return self.isoformat().replace("T", " ")

    def instant(self, zone: str) -> str:
        """Write when it begins, with how far the zone is from UTC (RFC 3339)."""
        return _rfc3339(self.begins, zone)

    def dated(self, zone: str) -> str:
        """Write a day as a day, and an hour with how far the zone is from UTC."""
        return self.instant(zone) if self.has_hour else self.isoformat()


EARLIEST = Moment(date.min)
"""Stands for the day that nobody gives."""


def from_iso(text: str) -> Moment:
    """Read what `isoformat` writes; raise `ValueError` for any other text."""
    day, _, hour = text.partition("T")
    at = time.fromisoformat(hour) if hour else None
    return Moment(date.fromisoformat(day), at.hour * _MINUTES + at.minute if at else _DAY_ALONE)


def in_zone(now: datetime, zone: str) -> datetime:
    """Read an instant off the zone's clocks; one without a zone of its own is read off already."""
    return now.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if now.tzinfo else now


def is_zone(name: str) -> bool:
    """Tell whether there is a zone of this name (IANA's): Asia/Shanghai, UTC."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # a folder, a path, no such name
        return False
    return bool(name)


def between(turns: Iterable[datetime], now: datetime) -> tuple[str, str]:
    """Find the turns before and after now, as ISO 8601 writes them; empty where there is none."""
    ordered = sorted(turns)
    before = [turn for turn in ordered if turn <= now]
    after = [turn for turn in ordered if turn > now]
    return (before[-1].isoformat() if before else "", after[0].isoformat() if after else "")


def is_between(span: tuple[str, str], now: datetime) -> bool:
    """Tell whether now is in a span of `between`."""
    begin, end = span
    return begin <= now.isoformat(timespec="seconds") < (end or "~")


def _rfc3339(at: datetime, zone: str) -> str:
    written = at.replace(tzinfo=ZoneInfo(zone)).isoformat()
    return written.removesuffix("+00:00") + "Z" if written.endswith("+00:00") else written
