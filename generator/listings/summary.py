"""Summarize a bulletin: all that a site's lists, feeds and sitemap need to know of it.

A summary of every bulletin is kept between two builds, so that the change of one bulletin does not
make another be read. It is kept as JSON, which is plain data, never code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date as Day  # noqa: N812 - a notice has a field named date
from functools import cached_property
from typing import Any

from generator.locales import Locale
from generator.model import Standing
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
    listed: Mapping[str, ListedView]
    """What each of these languages' lists say of it."""

    def published(self) -> tuple[Locale, ...]:
        """List the languages in which it is published as it should be."""
        right = (tag for tag, how in self.standing.items() if how is Standing.PUBLISHED)
        return tuple(map(Locale, right))


def to_json(notice: Summary) -> str:
    """Write a summary as ASCII text: two JSON values, first what every build needs."""
    asked_for = {
        "slug": notice.slug,
        "date": notice.date.isoformat(),
        "updated": notice.updated.isoformat(),
        "source": notice.source_locale.tag,
        "standing": {tag: how.value for tag, how in notice.standing.items()},
    }
    views = {tag: asdict(view) for tag, view in notice.listed.items()}
    return "".join(json.dumps(part, sort_keys=True) for part in (asked_for, views))


def from_json(text: str) -> Summary:
    """Read a summary from its text; raise `ValueError` or `KeyError` for any other text."""
    data, end = _READER.raw_decode(text)
    return Summary(
        data["slug"],
        Day.fromisoformat(data["date"]),
        Day.fromisoformat(data["updated"]),
        Locale(data["source"]),
        {tag: Standing(how) for tag, how in data["standing"].items()},
        _Lists(text[end:]),
    )


_READER = json.JSONDecoder()


class _Lists(Mapping[str, ListedView]):
    """What lists say of a bulletin, parsed on demand: most lists are still up to date."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _data(self) -> Mapping[str, Mapping[str, Any]]:
        found: Mapping[str, Mapping[str, Any]] = json.loads(self._text)
        return found

    def __getitem__(self, tag: str) -> ListedView:
        return _listed(self._data[tag])

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def _listed(view: Mapping[str, Any]) -> ListedView:
    rich = {name: Rich(**view[name]) for name in ("title", "summary", "issuer")}
    available = tuple(
        Alternate(**{**one, "locale": Locale(**one["locale"])}) for one in view["available"]
    )
    own = {"locale": Locale(**view["locale"]), "available": available}
    return ListedView(**{**view, **rich, **own})
