"""Plan every page of a site: document × locale × medium, and the page's path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.diagnostics.errors import Fault, refused
from generator.diagnostics.messages import listed, said
from generator.layout import SETTINGS_PATH
from generator.locales import Locale
from generator.model import POSTERS, Bulletin, Document, PageKind, Standing, Variant
from generator.site.site import Site

_PATHS: Mapping[PageKind, str] = {
    "chooser": "index.html",
    "not-found": "404.html",
    "list": "{locale}/index.html",
    "bulletin": "{locale}/{slug}/index.html",
    "withheld": "{locale}/{slug}/index.html",
    "text": "{locale}/{slug}/bulletin.txt",
    "poster": "{locale}/{slug}/poster.html",
    "routine-poster": "{locale}/{slug}/posters/{part}.html",
    "bilingual-poster": "posters/{slug}.{locale}.{part}.html",
    "review": "review/{slug}.{locale}.html",
}
CHOOSER = _PATHS["chooser"]
"""The page on which a reader chooses a language."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to make."""

    kind: PageKind
    locale: Locale
    bulletin: Bulletin | None = None
    routine: Document | None = None
    second: Locale | None = None
    """The smaller language of a bilingual poster."""
    number: int = 0
    """Which part of a long list it is: 0 is the newest, and the language's home page."""

    @property
    def path(self) -> str:
        """Its path in the output, with forward slashes."""
        if self.kind == "list":
            return list_path(self.locale, self.number)
        part = self.routine.id if self.routine else self.second.tag if self.second else ""
        return path_of(self.kind, self.locale, self.bulletin.slug if self.bulletin else "", part)


@dataclass(frozen=True, slots=True)
class Print:
    """A poster page on paper."""

    page: Page
    path: str
    """Of its PDF in the output."""
    variant: Variant | None = None
    """None for the plain sheet."""
    picture: str = ""
    """The path of its picture (PNG) in the output; empty for none."""


@dataclass(frozen=True, slots=True)
class Standings:
    """What is shown in which language."""

    locales: tuple[Locale, ...]
    """The languages that the site itself can speak; of the others nothing is published."""
    of: Mapping[tuple[str, str], Standing]
    """By bulletin and locale tag."""

    def standing(self, slug: str, locale: Locale) -> Standing:
        """Return how a bulletin is shown in any of the site's languages."""
        return self.of.get((slug, locale.tag), Standing.WITHHELD)

    def published(self, slug: str) -> tuple[Locale, ...]:
        """Return the languages in which a bulletin is right."""
        return tuple(one for one in self.locales if self.of[slug, one.tag] is Standing.PUBLISHED)


def spoken(site: Site) -> tuple[Locale, ...]:
    """Return the languages in which the site's own words are complete.

    Raises `Refused` where there is none.
    """
    locales = tuple(one for one in site.settings.locales if site.site_coverage(one).complete)
    if not locales:
        tags = listed(locale.tag for locale in site.settings.locales)
        wrong = said(
            "the site's own words are complete in none of its languages ({tags})", tags=tags
        )
        remedy = said("fill in locales/…/LC_MESSAGES/site.po for one of them")
        raise refused(SETTINGS_PATH, 1, "incomplete", Fault(wrong, remedy))
    return locales


def standings(site: Site, locales: tuple[Locale, ...] = ()) -> Standings:
    """Decide what is shown in which language; `locales` are those that the site speaks, if known.

    Raises `Refused` where the site's own words are complete in no language.
    """
    locales = locales or spoken(site)
    return Standings(
        locales,
        {(b.slug, one.tag): _standing(site, b, one) for b in site.bulletins for one in locales},
    )


def _standing(site: Site, bulletin: Bulletin, locale: Locale) -> Standing:
    if bulletin.is_filled_in:
        if site.coverage(bulletin, locale).complete:
            return Standing.PUBLISHED
        if site.settings.incomplete == "fallback":
            return Standing.FALLBACK
    return Standing.DRAFT if site.is_preview else Standing.WITHHELD


def of_site(locales: tuple[Locale, ...]) -> tuple[Page, ...]:
    """Return the pages of no language: to choose a language, and for a missing address.

    `locales` are those that the site speaks, as everywhere below.
    """
    return (Page("chooser", locales[0]), Page("not-found", locales[0]))


def of_bulletin(
    site: Site, bulletin: Bulletin, shown: Standings, *, review: bool = False
) -> tuple[Page, ...]:
    """Return every page of a bulletin, language by language.

    With `review`, a review sheet for each language besides.
    """
    sheets = (Page("review", locale, bulletin) for locale in site.settings.locales)
    return (
        *(page for locale in shown.locales for page in _in_locale(bulletin, locale, shown)),
        *bilingual(site, bulletin, shown),
        *(sheets if review else ()),
    )


def _in_locale(bulletin: Bulletin, locale: Locale, shown: Standings) -> Iterator[Page]:
    standing = shown.of[bulletin.slug, locale.tag]
    if standing is Standing.WITHHELD:
        yield Page("withheld", locale, bulletin)
        return
    yield Page("bulletin", locale, bulletin)
    if standing is Standing.PUBLISHED:
        yield Page("text", locale, bulletin)
        yield Page("poster", locale, bulletin)
        for routine in bulletin.routines:
            yield Page("routine-poster", locale, bulletin, routine)


def bilingual(site: Site, bulletin: Bulletin, shown: Standings) -> Iterator[Page]:
    """Yield a bulletin's posters in two languages, where it is right in both."""
    right = shown.published(bulletin.slug)
    for first, second in site.settings.pairs:
        if first in right and second in right:
            yield Page("bilingual-poster", first, bulletin, second=second)


def prints(site: Site, plan: Iterable[Page]) -> Iterator[Print]:
    """Yield what is printed: each poster page, and bulletins' in the site's variants."""
    for page in plan:
        if page.kind in POSTERS:
            stem = page.path.removesuffix(".html")
            plain = page.kind == "poster"
            yield Print(page, f"{stem}.pdf", picture=f"{stem}.png" if plain else "")
            for variant in site.settings.variants if plain else ():
                yield Print(page, f"{stem}.{variant}.pdf", variant)


def list_path(locale: Locale, number: int = 0) -> str:
    """Return the path of a language's list, its home page, or of an older part of that list."""
    return f"{locale.tag}/archive-{number}.html" if number else f"{locale.tag}/index.html"


def path_of(kind: PageKind, locale: Locale, slug: str = "", part: str = "") -> str:
    """Return the path of a bulletin's page in a language.

    `part` is a poster's routine, or the tag of its second language.
    """
    return _PATHS[kind].format(locale=locale.tag, slug=slug, part=part)


def picture_path(slug: str, locale: Locale) -> str:
    """Return the path of the picture of a bulletin's poster in a language."""
    return path_of("poster", locale, slug).removesuffix(".html") + ".png"


def feed_path(locale: Locale) -> str:
    """Return the path of the feed of a language."""
    return f"{locale.tag}/feed.xml"


def in_locale(page: Page, locale: Locale, shown: Standings) -> tuple[str, bool]:
    """Return the path of the same page in another language, and whether it is published there.

    Where the notice is withheld there, that is the page which says so.
    """
    kind = "poster" if page.kind == "bilingual-poster" else page.kind
    there = replace(page, kind=kind, locale=locale, second=None)
    if page.bulletin is None or page.kind == "review":
        return there.path, True
    standing = shown.of[page.bulletin.slug, locale.tag]
    if standing is Standing.PUBLISHED:
        return there.path, True
    return replace(there, kind="bulletin").path, standing is not Standing.WITHHELD
