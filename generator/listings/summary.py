"""Summarize a bulletin: all that a site's lists, feeds and sitemap need to know of it.

A summary of every bulletin is kept between two builds, so that the change of one bulletin does not
make another be read. It is kept as JSON, which is plain data, never code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date as Day  # noqa: N812 - a notice has a field named date
from typing import Any

from generator.locales import Locale
from generator.model import Bulletin, Standing
from generator.views import Alternate, ListedView, Rich


@dataclass(frozen=True, slots=True)
class Summary:
    """A bulletin in short."""

    slug: str
    date: Day
    updated: Day
    source_locale: Locale
    standing: Mapping[str, Standing]
    """How it is shown, by the tag of each language that the site speaks."""
    lists: str
    """What each of these languages' lists say of it, as JSON: most lists are still up to date, so
    that it is parsed on demand."""

    def listed(self, tag: str) -> ListedView:
        """Return what the lists of a language say of it."""
        view: Mapping[str, Any] = json.loads(self.lists)[tag]
        rich = {name: Rich(**view[name]) for name in ("title", "summary", "issuer")}
        available = tuple(
            Alternate(**{**one, "locale": Locale(**one["locale"])}) for one in view["available"]
        )
        own = {"locale": Locale(**view["locale"]), "available": available}
        return ListedView(**{**view, **rich, **own})

    def published(self) -> tuple[Locale, ...]:
        """List the languages in which it is published as it should be."""
        right = (tag for tag, how in self.standing.items() if how is Standing.PUBLISHED)
        return tuple(map(Locale, right))


def summarized(
    bulletin: Bulletin, standing: Mapping[str, Standing], views: Mapping[str, ListedView]
) -> Summary:
    """Summarize a bulletin by how it is shown and listed, each by the tags of the languages."""
    lists = json.dumps({tag: asdict(view) for tag, view in views.items()}, sort_keys=True)
    dates = bulletin.date, bulletin.updated
    return Summary(bulletin.slug, *dates, bulletin.source_locale, standing, lists)


def to_json(notice: Summary) -> str:
    """Write a summary as ASCII text."""
    standing = {tag: how.value for tag, how in notice.standing.items()}
    data = {**asdict(notice), "standing": standing}
    return json.dumps(data, default=Day.isoformat, sort_keys=True)


def from_json(text: str) -> Summary:
    """Read a summary from its text; raise `ValueError` or `KeyError` for any other text."""
    data = json.loads(text)
    return Summary(
        data["slug"],
        Day.fromisoformat(data["date"]),
        Day.fromisoformat(data["updated"]),
        Locale(**data["source_locale"]),
        {tag: Standing(how) for tag, how in data["standing"].items()},
        data["lists"],
    )
