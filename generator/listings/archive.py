"""Split a long list into parts that do not change when a new notice comes.

The newest part is the language's home page. Once it is twice as long as a part, its older half
becomes a separate part, which never changes again: a new notice changes the home page alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.listings.summary import Summary
from generator.site import pages
from generator.site.site import Site

LENGTH = 20
"""Notices in a part; the newest has up to twice as many, less one."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a site's notices, the newest first."""

    number: int
    """From 1, the oldest; 0 for the newest."""
    notices: tuple[Summary, ...]


@dataclass(frozen=True)
class Archive:
    """All the parts."""

    parts: tuple[Part, ...]
    """The newest first, one at least; so that, counted from the end, each is at its number."""

    def part(self, number: int) -> Part:
        """Find the part with a number."""
        return self.parts[-number]

    def newer(self, part: Part) -> Part | None:
        """Find the part with the next newer notices."""
        return self.parts[-part.number - 1] if part.number else None

    def older(self, part: Part) -> Part | None:
        """Find the part with the next older notices."""
        return next(iter(self.parts[self.parts.index(part) + 1 :]), None)

    @cached_property
    def notices(self) -> tuple[Summary, ...]:
        """List all of a site's notices, the newest first."""
        return tuple(notice for part in self.parts for notice in part.notices)

    def topics(self, site: Site) -> Mapping[str, tuple[Summary, ...]]:
        """Find the topics that have a page and notices, in the order of site.toml, and these."""
        topics = site.settings.topics if pages.has(site, "topic") else ()
        found = {topic: tuple(n for n in self.notices if n.topic == topic) for topic in topics}
        return {topic: notices for topic, notices in found.items() if notices}

    @cached_property
    def years(self) -> tuple[tuple[int, Part], ...]:
        """List the years, the newest first, each with the part that has its newest notice."""
        found: dict[int, Part] = {}
        for part in self.parts:
            for notice in part.notices:
                found.setdefault(notice.date.day.year, part)
        return tuple(found.items())


def archive(notices: Sequence[Summary]) -> Archive:
    """Split a site's notices, which are given newest first, into parts."""
    full = max(0, len(notices) // LENGTH - 1)
    newest = len(notices) - full * LENGTH
    parts = [Part(0, tuple(notices[:newest]))]
    for number in range(full, 0, -1):
        at = newest + (full - number) * LENGTH
        parts.append(Part(number, tuple(notices[at : at + LENGTH])))
    return Archive(tuple(parts))
