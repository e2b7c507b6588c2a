"""A language's newest notices as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.discovery import feed_path, url
from generator.locales import Locale
from generator.model import Bulletin
from generator.pages import list_path
from generator.presenting import Presenter
from generator.site import Site

LENGTH = 20
"""Notices in a feed: the newest."""
_EPOCH = date(1970, 1, 1)
"""When a feed without a notice was last changed: it has no clock to ask."""


def feed(site: Site, present: Presenter, locale: Locale, bulletins: tuple[Bulletin, ...]) -> bytes:
    """The feed of a language; `bulletins` are those published in it, the newest first."""
    newest = bulletins[:LENGTH]
    words = present.site_view(locale)
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": locale.tag})
    _say(root, "id", url(site, feed_path(locale)))
    _say(root, "title", words.title.text)
    if words.tagline:
        _say(root, "subtitle", words.tagline.text)
    _say(root, "updated", _instant(max((b.updated for b in newest), default=_EPOCH)))
    _link(root, "self", "application/atom+xml", url(site, feed_path(locale)), locale)
    _link(root, "alternate", "text/html", url(site, list_path(locale)), locale)
    _say(SubElement(root, "author"), "name", words.issuer.text)
    for bulletin in newest:
        _entry(root, site, present, locale, bulletin)
    return document(root)


def _entry(
    root: Element, site: Site, present: Presenter, locale: Locale, bulletin: Bulletin
) -> None:
    entry = SubElement(root, "entry")
    listed = present.listed(bulletin, locale)
    address = url(site, listed.path)
    _say(entry, "id", address)
    _say(entry, "title", listed.title.text)
    _link(entry, "alternate", "text/html", address, locale)
    _say(entry, "published", _instant(bulletin.date))
    _say(entry, "updated", _instant(bulletin.updated))
    if listed.issuer.text != present.site_view(locale).issuer.text:
        _say(SubElement(entry, "author"), "name", listed.issuer.text)
    # Atom wants one where there is no content: https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2
    _say(entry, "summary", listed.summary.text or listed.title.text)


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _link(parent: Element, rel: str, kind: str, address: str, locale: Locale) -> None:
    SubElement(parent, "link", {"rel": rel, "type": kind, "hreflang": locale.tag, "href": address})


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def document(root: Element) -> bytes:
    """An XML document as it is published: UTF-8, a line an element."""
    indent(root, "")
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
