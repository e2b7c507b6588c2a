"""The pages for search engines to read, each with its other languages.

https://www.sitemaps.org/protocol.html: at most 50,000 addresses and 50 MB a file; a site with more
has an index of files. hreflang in sitemaps is Google's extension of it, in XHTML's namespace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree.ElementTree import Element, SubElement

from generator.discovery import alternates, is_indexed, url
from generator.feeds import document
from generator.pages import Page, Standings
from generator.site import Site

PATH = "sitemap.xml"
MOST = 10_000
"""Addresses in a file: with their other languages, some megabytes."""
_KINDS = ("chooser", "list", "bulletin")
"""Posters and plain text are their bulletins' own words once more."""
_NAMESPACE = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
_XHTML = {"xmlns:xhtml": "http://www.w3.org/1999/xhtml"}


def sitemaps(
    site: Site, shown: Standings, pages: Iterable[Page], most: int = MOST
) -> Iterator[tuple[str, bytes]]:
    """sitemap.xml; where it would be too long, an index of files, and these.

    The oldest come first, so that a new notice changes the last file alone.
    """
    wanted = [page for page in pages if page.kind in _KINDS and is_indexed(page, shown)]
    wanted.sort(key=lambda page: (page.bulletin.date if page.bulletin else date.min, page.path))
    if len(wanted) <= most:
        yield PATH, _file(site, shown, wanted)
        return
    index = Element("sitemapindex", _NAMESPACE)
    for number, at in enumerate(range(0, len(wanted), most), 1):
        path = f"sitemap-{number}.xml"
        yield path, _file(site, shown, wanted[at : at + most])
        SubElement(SubElement(index, "sitemap"), "loc").text = url(site, path)
    yield PATH, document(index)


def _file(site: Site, shown: Standings, wanted: Iterable[Page]) -> bytes:
    root = Element("urlset", _NAMESPACE | _XHTML)
    for page in wanted:
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = url(site, page.path)
        if page.bulletin:
            SubElement(entry, "lastmod").text = page.bulletin.updated.isoformat()
        for tag, address in alternates(site, shown, page):
            SubElement(entry, "xhtml:link", {"rel": "alternate", "hreflang": tag, "href": address})
    return document(root)
