"""Describe a page to machines: its one address, its other languages, its picture, its data.

Search engines' rules for languages: https://developers.google.com/search/docs/specialty/international
Open Graph: https://ogp.me · JSON-LD in the words of https://schema.org/Article

All of it needs absolute addresses. Where the site has none, pages say nothing of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from generator.locales import Locale
from generator.model import POSTERS, Bulletin, PageKind, Standing
from generator.site import pages
from generator.site.pages import Page, Standings
from generator.site.site import Site
from generator.views import BulletinView, HeadView, PictureView

PICTURE_SIZE = (1200, 630)
"""In pixels: the picture that goes with links, of the shape that its readers show whole."""


def url(site: Site, path: str) -> str:
    """Return the absolute address of a page, without its `index.html`."""
    return site.settings.base_url + quote(path.removesuffix("index.html"))


def head(site: Site, shown: Standings, page: Page, *, pictures: bool) -> HeadView:
    """Describe a page; an empty description for one that search engines are asked to leave out.

    `pictures` is false where no posters are printed, and so none can be shown.
    """
    if not site.settings.base_url or not is_indexed(page, shown):
        return HeadView()
    feed = "" if page.kind == "chooser" else pages.feed_path(page.locale)
    bulletin = page.bulletin
    if bulletin is None:
        locales, address, picture = shown.locales, page.path, None
        alternates = list_alternates(site, locales, page)
    else:
        locales = shown.published(bulletin.slug)
        address = pages.path_of("bulletin", page.locale, bulletin.slug)
        picture_path = pages.picture_path(bulletin.slug, page.locale)
        picture = PictureView(url(site, picture_path), *PICTURE_SIZE) if pictures else None
        alternates = bulletin_alternates(site, bulletin.slug, locales, bulletin.source_locale)
    return HeadView(
        canonical=url(site, address),
        alternates=() if page.kind in POSTERS else alternates,
        feed_path=feed,
        picture=picture,
        og_locale=page.locale.with_territory,
        og_locales=tuple(one.with_territory for one in locales if one != page.locale),
    )


_UNLISTED: frozenset[PageKind] = frozenset(
    {
        *("not-found", "withheld", "review", "text", "short", "wechat"),
        *("withdrawn", "withdrawn-text", "withdrawn-wechat", "moved"),
    }
)


def is_indexed(page: Page, shown: Standings) -> bool:
    """Return False for a page that search engines are asked to leave out."""
    if page.at or page.kind in _UNLISTED:
        return False
    return page.bulletin is None or (
        shown.of[page.bulletin.slug, page.locale.tag] is Standing.PUBLISHED
    )


def list_alternates(
    site: Site, locales: tuple[Locale, ...], page: Page
) -> tuple[tuple[str, str], ...]:
    """Return (hreflang, address) of a list in each language, then `x-default`.

    Like a bulletin's, the same for the page in each language, so that they point to one another.
    """
    is_first = page.kind in ("chooser", "list") and not page.number
    kind = "list" if is_first else page.kind
    paths = {locale: replace(page, kind=kind, locale=locale).path for locale in locales}
    source = site.settings.source_locale
    # The page on which a reader chooses a language is nobody's, and so everybody's.
    return _with_default(site, paths, source, pages.CHOOSER if is_first else "")


def bulletin_alternates(
    site: Site, slug: str, published: tuple[Locale, ...], source: Locale
) -> tuple[tuple[str, str], ...]:
    """Return (hreflang, address) of a bulletin where it is right, then `x-default`."""
    paths = {locale: pages.path_of("bulletin", locale, slug) for locale in published}
    return _with_default(site, paths, source)


def _with_default(
    site: Site, paths: Mapping[Locale, str], source: Locale, fallback: str = ""
) -> tuple[tuple[str, str], ...]:
    """Add the address for readers of any other language: the source's, or else the first one."""
    rows = [(locale.tag, url(site, path)) for locale, path in paths.items()]
    fallback = fallback or paths.get(source) or next(iter(paths.values()))
    return (*rows, ("x-default", url(site, fallback)))


def linked_data(
    site: Site, shown: Standings, bulletin: Bulletin, view: BulletinView, head: HeadView
) -> dict[str, object]:
    """Describe a published bulletin as schema.org describes articles, ready for JSON."""
    # Of an example nobody says that an authority has written it.
    kind = "Organization" if view.example else "GovernmentOrganization"
    issuer = {"@type": kind, "name": view.issuer.text}
    publisher = {"@type": "Organization", "name": view.publisher.text}
    zone = site.settings.time_zone
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": head.canonical,
        "url": head.canonical,
        "headline": view.title.text,
        "inLanguage": view.locale.tag,
        "datePublished": bulletin.date.dated(zone),
        "dateModified": bulletin.updated.dated(zone),
        "author": issuer,
        "publisher": publisher if view.publisher else issuer,
        "isAccessibleForFree": True,
    }
    data |= dict(_life(bulletin, view, zone))
    if view.digest:
        data["description"] = view.digest
    if view.example:
        data["creativeWorkStatus"] = view.example
    data |= dict(_answers(view))
    if head.picture:
        data["image"] = head.picture.url
    return data | dict(_translations(site, shown, bulletin, view))


def _life(bulletin: Bulletin, view: BulletinView, zone: str) -> Iterator[tuple[str, object]]:
    """Say when a notice holds, and what was wrong in it.

    https://schema.org/temporalCoverage · https://schema.org/expires · https://schema.org/correction
    """
    starts, ends = bulletin.starts, bulletin.ends
    if starts or ends:
        period = (when.dated(zone) if when else ".." for when in (starts, ends))
        yield "temporalCoverage", "/".join(period)
    if ends:
        yield "expires", ends.dated(zone)
    corrections = zip(bulletin.corrections, view.corrections, strict=True)
    if found := [
        {"@type": "CorrectionComment", "datePublished": when.dated(zone), "text": shown.text.text}
        for (when, _), shown in corrections
    ]:
        yield "correction", found


def _answers(view: BulletinView) -> Iterator[tuple[str, object]]:
    """Say where a notice holds, and for whom: https://schema.org/spatialCoverage, audience."""
    answers = {answer.name: answer.text.text for answer in view.answers}
    if "where" in answers:
        yield "spatialCoverage", {"@type": "Place", "name": answers["where"]}
    if "whom" in answers:
        yield "audience", {"@type": "Audience", "audienceType": answers["whom"]}


def _translations(
    site: Site, shown: Standings, bulletin: Bulletin, view: BulletinView
) -> Iterator[tuple[str, object]]:
    works = {
        locale: {
            "@type": "Article",
            "@id": url(site, pages.path_of("bulletin", locale, bulletin.slug)),
            "inLanguage": locale.tag,
        }
        for locale in shown.published(bulletin.slug)
    }
    source = works.pop(bulletin.source_locale, None)
    if view.locale.tag == bulletin.source_locale.tag and works:
        yield "workTranslation", list(works.values())
    elif source is not None and view.locale.tag != bulletin.source_locale.tag:
        yield "translationOfWork", source
