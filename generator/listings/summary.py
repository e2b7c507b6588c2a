"""Summarize a bulletin: all that a site's lists, feeds and sitemap need to know of it.

A summary of every bulletin is kept between two builds, so that the change of one bulletin does not
make another be read. It is kept as JSON, which is plain data, never code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from generator import moments
from generator.locales import Locale
from generator.model import Bulletin, Standing
from generator.moments import Moment
from generator.views import Alternate, ListedView, PeriodView, Rich

_RICH = ("title", "headline", "verdict", "summary", "issuer", "reason")
_LINES = ("date", "updated", "moved_from", "replaced_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A bulletin in short."""

    slug: str
    date: Moment
    updated: Moment
    source_locale: Locale
    standing: Mapping[str, Standing]
    """How it is shown, by the tag of each language that the site speaks."""
    is_gone: bool
    """True for one that was withdrawn or replaced."""
    replaced_by: str
    moved_from: tuple[str, ...]
    topic: str
    """The id of its topic; empty for none."""
    scams: tuple[str, ...]
    """The ids of its scams, former ones too, and of those that were withdrawn."""
    words: str
    """A sum of its text and its times, which tells another text."""
    lines: Mapping[str, int]
    """The lines of the keys of its head that other notices decide about."""
    lists: str
    """What each of these languages' lists say of it, as JSON: most lists are still up to date, so
    that it is parsed on demand."""
    links: tuple[tuple[str, str, int], ...] = ()
    """The notices that it links to, each with the file and the line of the link."""

    @property
    def path(self) -> str:
        """The path of its head, relative to the site."""
        return f"content/{self.slug}/bulletin.md"

    @property
    def shown(self) -> str:
        """All of it that lists, feeds and the sitemap show: where it is the same, so are they."""
        standing = sorted((tag, how.value) for tag, how in self.standing.items())
        times = (self.date, self.updated, self.is_gone)
        return repr((self.slug, *times, self.topic, standing, self.lists))

    def listed(self, tag: str) -> ListedView:
        """Return what the lists of a language say of it."""
        view: Mapping[str, Any] = json.loads(self.lists)[tag]
        rich = {name: Rich(**view[name]) for name in _RICH}
        period = PeriodView(**view["period"]) if view["period"] else None
        available = tuple(
            Alternate(**{**one, "locale": Locale(**one["locale"])}) for one in view["available"]
        )
        own = {"locale": Locale(**view["locale"]), "available": available}
        names = {name: tuple(view[name]) for name in ("scams", "former")}
        return ListedView(**{**view, **rich, **own, **names, "period": period})

    def known_in(self, tags: Iterable[str]) -> Summary:
        """Take the same summary for lists in these languages too.

        In one that it was not made for, it is listed in another one, as if withheld there.
        """
        views = json.loads(self.lists)
        spare = views.get(self.source_locale.tag) or next(iter(views.values()))
        lacking = {tag: spare for tag in tags if tag not in views}
        if not lacking:
            return self
        standing = {**self.standing, **dict.fromkeys(lacking, Standing.WITHHELD)}
        lists = json.dumps({**views, **lacking}, sort_keys=True)
        return replace(self, standing=standing, lists=lists)

    def published(self) -> tuple[Locale, ...]:
        """List the languages in which it is right; none for one that is gone."""
        if self.is_gone:
            return ()
        right = (tag for tag, how in self.standing.items() if how is Standing.PUBLISHED)
        return tuple(map(Locale, right))


def summarized(
    bulletin: Bulletin,
    standing: Mapping[str, Standing],
    views: Mapping[str, ListedView],
    links: Iterable[tuple[str, str, int]],
) -> Summary:
    """Summarize a bulletin: how it is shown and listed, by the tags of the languages; its links."""
    lists = json.dumps({tag: asdict(view) for tag, view in views.items()}, sort_keys=True)
    scams = (*bulletin.routines, *bulletin.withdrawn_routines)
    times = [str(bulletin.starts), str(bulletin.ends), bulletin.replaced_by]
    texts = [[made.msgctxt, *(one.msgid for one in made.messages)] for made in bulletin.documents]
    return Summary(
        slug=bulletin.slug,
        date=bulletin.date,
        updated=bulletin.updated,
        source_locale=bulletin.source_locale,
        standing=standing,
        is_gone=bulletin.is_gone,
        replaced_by=bulletin.replaced_by,
        moved_from=bulletin.moved_from,
        topic=bulletin.topic.text,
        scams=tuple(name for scam in scams for name in (scam.id, *scam.moved_from)),
        words=sha256(repr((times, texts)).encode()).hexdigest()[:16],
        lines={key: bulletin.line(key) for key in _LINES if key in bulletin.lines},
        lists=lists,
        links=tuple(links),
    )


def to_json(notice: Summary) -> str:
    """Write a summary as ASCII text."""
    standing = {tag: how.value for tag, how in notice.standing.items()}
    dates = {"date": notice.date.isoformat(), "updated": notice.updated.isoformat()}
    return json.dumps({**asdict(notice), **dates, "standing": standing}, sort_keys=True)


def from_json(text: str) -> Summary:
    """Read a summary from its text; raise `ValueError` or `KeyError` for any other text."""
    data = json.loads(text)
    read: dict[str, Any] = {
        "date": moments.from_iso(data["date"]),
        "updated": moments.from_iso(data["updated"]),
        "source_locale": Locale(**data["source_locale"]),
        "standing": {tag: Standing(how) for tag, how in data["standing"].items()},
        "moved_from": tuple(data["moved_from"]),
        "scams": tuple(data["scams"]),
        "links": tuple((slug, path, line) for slug, path, line in data["links"]),
    }
    return Summary(**{**data, **read})
