"""Write a language's newest notices as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.listings.summary import Summary
from generator.locales import Locale
from generator.model import Standing, State
from generator.moments import from_iso
from generator.site.metadata import url
from generator.site.pages import feed_path, list_path
from generator.site.site import Site
from generator.views import SiteView

LENGTH = 20
"""Notices in a feed."""
_EPOCH = from_iso("1970-01-01")
"""When a feed without a notice was last changed: no clock is read."""
_WORDS = {
    State.COMING.value: "Coming",
    State.IN_FORCE.value: "In force",
    State.ENDED.value: "Over",
    State.WITHDRAWN.value: "Withdrawn",
    State.REPLACED.value: "Replaced",
}
"""The templates' words for the states."""


def newest(notices: Iterable[Summary], locale: Locale) -> tuple[Summary, ...]:
    """Choose the notices of a language's feed: those that were changed last.

    That one was withdrawn is told in every language.
    """
    shown = (Standing.PUBLISHED, Standing.FALLBACK)
    right = [
        n
        for n in notices
        if n.standing.get(locale.tag) in (shown if n.is_gone else (Standing.PUBLISHED,))
    ]
    right.sort(key=lambda notice: notice.slug)
    right.sort(key=lambda notice: notice.updated, reverse=True)
    return tuple(right[:LENGTH])


def feed(site: Site, words: SiteView, locale: Locale, notices: Sequence[Summary]) -> bytes:
    """Write a language's feed of its `newest` notices; `words` are the site's own in it."""
    zone = site.settings.time_zone
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": locale.tag})
    _say(root, "id", url(site, feed_path(locale)))
    _say(root, "title", words.title.text)
    if words.tagline:
        _say(root, "subtitle", words.tagline.text)
    _say(root, "updated", max((n.updated for n in notices), default=_EPOCH).instant(zone))
    _link(root, "self", "application/atom+xml", url(site, feed_path(locale)), locale)
    _link(root, "alternate", "text/html", url(site, list_path(locale)), locale)
    _say(SubElement(root, "author"), "name", words.issuer.text)
    for notice in notices:
        _entry(root, site, words, locale, notice)
    return document(root)


def _entry(root: Element, site: Site, words: SiteView, locale: Locale, notice: Summary) -> None:
    zone = site.settings.time_zone
    entry = SubElement(root, "entry")
    view = notice.listed(locale.tag)
    address = url(site, view.path)
    _say(entry, "id", address)
    word = _WORDS.get(view.state, "")
    vocabulary = site.site_vocabulary(locale, site.template_locale)
    state = vocabulary.worded((None, word)).text if word else ""
    named = (state if notice.is_gone else "", view.example, view.title.text)
    _say(entry, "title", " · ".join(filter(None, named)))
    if state:
        SubElement(entry, "category", {"term": view.state, "label": state})
    _link(entry, "alternate", "text/html", address, locale)
    _say(entry, "published", notice.date.instant(zone))
    _say(entry, "updated", notice.updated.instant(zone))
    if view.issuer.text != words.issuer.text:
        _say(SubElement(entry, "author"), "name", view.issuer.text)
    # Atom wants one where there is no content: https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2
    summary = view.reason if notice.is_gone else view.summary
    _say(entry, "summary", summary.text or view.title.text)


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _link(parent: Element, rel: str, kind: str, address: str, locale: Locale) -> None:
    SubElement(parent, "link", {"rel": rel, "type": kind, "hreflang": locale.tag, "href": address})


def document(root: Element) -> bytes:
    """Write an XML document as it is published: UTF-8, a line an element."""
    indent(root, "")
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
