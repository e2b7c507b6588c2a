"""Write the sitemap: the pages for search engines, each with its other languages.

https://www.sitemaps.org/protocol.html: at most 50,000 addresses and 50 MB a file; a site with more
has an index of files. hreflang in sitemaps is Google's extension of it, in XHTML's namespace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape

from generator.listings.archive import Archive
from generator.locales import Locale
from generator.site import pages
from generator.site.metadata import bulletin_alternates, list_alternates, url
from generator.site.pages import Page
from generator.site.site import Site

PATH = "sitemap.xml"
MOST = 10_000
"""Addresses in a file: with their other languages, some megabytes."""
_NAMESPACE = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_escaped = partial(escape, quote=False)
"""Writes an address as XML; quotes in one are `%22`. XML tools take 25 ms to import."""
_XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True, slots=True)
class _Entry:
    """A page to read. Posters and plain text are left out: they repeat their bulletins' words."""

    address: str
    changed: str
    """The day of its last change; empty for a list."""
    alternates: tuple[tuple[str, str], ...]


def sitemaps(
    site: Site, locales: tuple[Locale, ...], archive: Archive, most: int = MOST
) -> Iterator[tuple[str, bytes]]:
    """Write sitemap.xml; where it would be too long, an index of files, and these files.

    `locales` are those that the site is published in. The lists come first, then the oldest
    bulletins, so that a new one changes the last file alone.
    """
    wanted = [*_lists(site, locales, archive), *_bulletins(site, archive)]
    if len(wanted) <= most:
        yield PATH, _file(wanted)
        return
    places = []
    for number, at in enumerate(range(0, len(wanted), most), 1):
        path = f"sitemap-{number}.xml"
        yield path, _file(wanted[at : at + most])
        places.append(f"<sitemap>\n<loc>{_escaped(url(site, path))}</loc>\n</sitemap>\n")
    yield PATH, _document("sitemapindex", _NAMESPACE, places)


def _lists(site: Site, locales: tuple[Locale, ...], archive: Archive) -> Iterator[_Entry]:
    for page in _pages(site, locales[0], archive):
        alternates = list_alternates(site, locales, page)
        for locale in locales if page.kind != "chooser" else locales[:1]:
            yield _Entry(url(site, replace(page, locale=locale).path), "", alternates)


def _pages(site: Site, locale: Locale, archive: Archive) -> Iterator[Page]:
    """Plan the pages that list notices, as one language has them."""
    yield Page("chooser", locale)
    yield Page("list", locale)
    yield from (Page("list", locale, number=part.number) for part in archive.parts[:0:-1])
    yield from (Page("topic", locale, topic=one) for one in archive.topics(site))
    if pages.has(site, "notices"):
        yield Page("notices", locale)


def _bulletins(site: Site, archive: Archive) -> Iterator[_Entry]:
    for notice in reversed([one for part in archive.parts for one in part.notices]):
        published = notice.published()
        if published:
            alternates = bulletin_alternates(site, notice.slug, published, notice.source_locale)
            for locale in published:
                address = url(site, pages.path_of("bulletin", locale, notice.slug))
                yield _Entry(address, notice.updated.day.isoformat(), alternates)


def _file(wanted: Sequence[_Entry]) -> bytes:
    # As text, since a tree of a hundred thousand elements takes ten times as long.
    return _document("urlset", _NAMESPACE + _XHTML, map(_url, wanted))


def _url(page: _Entry) -> str:
    changed = f"<lastmod>{page.changed}</lastmod>\n" if page.changed else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{_escaped(address)}" />\n'
        for tag, address in page.alternates
    )
    return f"<url>\n<loc>{_escaped(page.address)}</loc>\n{changed}{links}</url>\n"


def _document(root: str, namespaces: str, parts: Iterable[str]) -> bytes:
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<{root}{namespaces}>\n"
    return "".join([head, *parts, f"</{root}>\n"]).encode()
