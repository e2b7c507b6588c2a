"""Plan every page of a site: document × locale × medium, and the page's path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from generator.diagnostics.errors import Fault, refused
from generator.diagnostics.messages import listed, said
from generator.layout import SETTINGS_PATH
from generator.locales import Locale
from generator.model import (
    POSTERS,
    Bulletin,
    Document,
    PageKind,
    SheetKind,
    Standing,
    Variant,
)
from generator.site.site import Site

_PATHS: Mapping[PageKind, str] = {
    "chooser": "index.html",
    "not-found": "404.html",
    "list": "{locale}/index.html",
    "topic": "{locale}/topics/{part}/index.html",
    "notices": "{locale}/notices.html",
    "bulletin": "{locale}/{slug}/index.html",
    "withheld": "{locale}/{slug}/index.html",
    "text": "{locale}/{slug}/bulletin.txt",
    "short": "{locale}/{slug}/short.txt",
    "wechat": "{locale}/{slug}/wechat.html",
    "poster": "{locale}/{slug}/poster.html",
    "routine-poster": "{locale}/{slug}/posters/{part}.html",
    "bilingual-poster": "posters/{slug}.{locale}.{part}.html",
    "languages": "go/{slug}/index.html",
    "review": "review/{slug}.{locale}.html",
    "withdrawn": "{locale}/{slug}/index.html",
    "withdrawn-text": "{locale}/{slug}/bulletin.txt",
    "withdrawn-wechat": "{locale}/{slug}/wechat.html",
    "moved": "{locale}/{slug}/index.html",
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
    topic: str = ""
    """The id of the topic that it lists."""
    at: str = ""
    """Its path, where it stands in for a page that was published there."""

    @property
    def path(self) -> str:
        """Its path in the output, with forward slashes."""
        if self.at:
            return self.at
        if self.kind == "list":
            return list_path(self.locale, self.number)
        second = self.second.tag if self.second else self.topic
        part = self.routine.id if self.routine else second
        return path_of(self.kind, self.locale, self.bulletin.slug if self.bulletin else "", part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A sheet to print, and its files in the output."""

    page: Page
    """The poster page that it is a sheet of, or is shared with."""
    kind: SheetKind
    variant: Variant | None = None
    """None for the plain sheet."""
    pdf: str = ""
    """The path of its PDF; empty for none, as for the others."""
    svg: str = ""
    png: str = ""

    @property
    def bulletin(self) -> Bulletin:
        """The one that it is about."""
        assert self.page.bulletin is not None  # a poster is always a bulletin's
        return self.page.bulletin

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its files."""
        return tuple(filter(None, (self.pdf, self.svg, self.png)))


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
    """Return the languages in which the words of the pages are complete.

    Raises `Refused` where there is none.
    """
    locales = tuple(
        one for one in site.settings.locales if site.site_coverage(one, of_pages=True).complete
    )
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
    if bulletin.is_filled_in and not site.settings.unfilled:
        if site.coverage(bulletin, locale).complete:
            return Standing.PUBLISHED
        # That a notice holds no longer is said in every language, at once.
        if site.settings.incomplete == "fallback" or bulletin.is_gone:
            return Standing.FALLBACK
    return Standing.DRAFT if site.is_preview else Standing.WITHHELD


def of_bulletin(
    site: Site, bulletin: Bulletin, shown: Standings, *, review: bool = False, posters: bool = True
) -> tuple[Page, ...]:
    """Return every page of a bulletin, language by language.

    With `review`, a review sheet for each language besides; without `posters`, no page of one.
    """
    sheets = (Page("review", locale, bulletin) for locale in site.settings.locales)
    planned = (
        *(page for locale in shown.locales for page in _in_locale(site, bulletin, locale, shown)),
        *bilingual(site, bulletin, shown),
        *languages(site, bulletin, shown),
        *former_pages(site, bulletin, shown),
        *(sheets if review else ()),
    )
    return tuple(page for page in planned if posters or page.kind not in POSTERS)


def review_sheets(site: Site, bulletin: Bulletin) -> tuple[Page, ...]:
    """Return the review sheets of a bulletin, for a folder of nothing else."""
    return tuple(
        Page("review", locale, bulletin, at=f"{bulletin.slug}.{locale.tag}.html")
        for locale in site.settings.locales
    )


def _in_locale(site: Site, bulletin: Bulletin, locale: Locale, shown: Standings) -> Iterator[Page]:
    standing = shown.of[bulletin.slug, locale.tag]
    if bulletin.is_gone and not standing.is_withheld:
        yield Page("withdrawn", locale, bulletin)
        for kind in passed_on(site):
            yield Page(_GONE[kind], locale, bulletin, at=path_of(kind, locale, bulletin.slug))
        return
    if standing is Standing.WITHHELD:
        yield Page("withheld", locale, bulletin)
        return
    yield Page("bulletin", locale, bulletin)
    if standing is Standing.PUBLISHED:
        for kind in passed_on(site):
            yield Page(kind, locale, bulletin)
        yield Page("poster", locale, bulletin)
        for routine in bulletin.routines:
            yield Page("routine-poster", locale, bulletin, routine)


_GONE: Mapping[PageKind, PageKind] = {
    "text": "withdrawn-text",
    "short": "withdrawn-text",
    "wechat": "withdrawn-wechat",
}
"""What is passed on of a notice, and what stands there where it holds no longer."""


def passed_on(site: Site) -> tuple[PageKind, ...]:
    """List what is passed on of a notice as text, as far as the site's templates have it."""
    return tuple(kind for kind in _GONE if kind == "text" or has(site, kind))


def has(site: Site, kind: PageKind) -> bool:
    """Tell whether the site's templates have a kind of page that not all sites' have."""
    return ("short.txt" if kind == "short" else f"{kind}.html") in site.templates


def languages(site: Site, bulletin: Bulletin, shown: Standings) -> Iterator[Page]:
    """Yield the page on which a bulletin's reader chooses a language, where it is right in any."""
    for locale in readable(bulletin, shown)[:1] if has(site, "languages") else ():
        yield Page("languages", locale, bulletin)
        for old in bulletin.moved_from:
            yield Page("languages", locale, bulletin, at=path_of("languages", locale, old))


def readable(bulletin: Bulletin, shown: Standings) -> tuple[Locale, ...]:
    """List the languages in which a bulletin is right, or says that it holds no longer."""
    right = shown.published(bulletin.slug)
    return shown.locales if bulletin.is_gone and right else right


def bilingual(site: Site, bulletin: Bulletin, shown: Standings) -> Iterator[Page]:
    """Yield a bulletin's posters in two languages, where it is right in both."""
    right = () if bulletin.is_gone else shown.published(bulletin.slug)
    for first, second in site.settings.pairs:
        if first in right and second in right:
            yield Page("bilingual-poster", first, bulletin, second=second)


def former_pages(site: Site, bulletin: Bulletin, shown: Standings) -> Iterator[Page]:
    """Yield the pages that stand where others were: printed codes and links still lead there.

    They say that the notice, or the scam, was withdrawn or has a new address.
    """
    scams = (*bulletin.routines, *bulletin.withdrawn_routines)
    ids = [name for scam in scams for name in (scam.id, *scam.moved_from)]
    kind = _kind_of_former(bulletin)
    for locale in shown.locales:
        if shown.of[bulletin.slug, locale.tag] is Standing.DRAFT:
            continue
        for old in bulletin.moved_from:
            yield Page(kind, locale, bulletin, at=path_of("bulletin", locale, old))
            yield from _former_texts(site, bulletin, locale, old, shown)
            for path in _poster_paths(old, locale, ids):
                yield Page(kind, locale, bulletin, at=path)
        if bulletin.is_gone:
            for path in _poster_paths(bulletin.slug, locale, ids):
                yield Page("withdrawn", locale, bulletin, at=path)
        else:
            yield from _former_scams(bulletin, locale)
    yield from _former_pairs(site, bulletin, shown)


def _kind_of_former(bulletin: Bulletin) -> PageKind:
    """Choose what stands at a bulletin's former addresses: one that is gone has no new one."""
    return "withdrawn" if bulletin.is_gone else "moved"


def _former_texts(
    site: Site, bulletin: Bulletin, locale: Locale, old: str, shown: Standings
) -> Iterator[Page]:
    """Yield the texts at the former address: whoever reads them there has no page to turn."""
    is_right = shown.of[bulletin.slug, locale.tag] is Standing.PUBLISHED
    for kind in passed_on(site) if bulletin.is_gone or is_right else ():
        now = _GONE[kind] if bulletin.is_gone else kind
        yield Page(now, locale, bulletin, at=path_of(kind, locale, old))


def _poster_paths(slug: str, locale: Locale, ids: Iterable[str]) -> Iterator[str]:
    yield path_of("poster", locale, slug)
    yield from (path_of("routine-poster", locale, slug, name) for name in ids)


def _former_scams(bulletin: Bulletin, locale: Locale) -> Iterator[Page]:
    """Yield the pages where posters of scams were, of a notice that holds."""

    def at(name: str) -> str:
        return path_of("routine-poster", locale, bulletin.slug, name)

    for scam in bulletin.withdrawn_routines:
        for name in (scam.id, *scam.moved_from):
            yield Page("withdrawn", locale, bulletin, scam, at=at(name))
    for scam in bulletin.routines:
        for name in scam.moved_from:
            yield Page("moved", locale, bulletin, scam, at=at(name))


def _former_pairs(site: Site, bulletin: Bulletin, shown: Standings) -> Iterator[Page]:
    """Yield the pages where posters in two languages were."""
    for first, second in site.settings.pairs:
        if first not in shown.locales or second not in shown.locales:
            continue
        for slug in (*([bulletin.slug] if bulletin.is_gone else ()), *bulletin.moved_from):
            path = path_of("bilingual-poster", first, slug, second.tag)
            yield Page(_kind_of_former(bulletin), first, bulletin, at=path)


_OF_ALL: tuple[Variant, ...] = ("mono",)
"""The variants of every sheet; the others are of the notice's, and of that in two languages."""


def prints(site: Site, plan: Iterable[Page]) -> Iterator[Print]:
    """Yield what is printed: each poster page's sheets, and the pictures that go with it.

    Where a poster page was, each of them says what has become of it. Of a preview nothing is
    printed: its server draws the sheet that somebody looks at.
    """
    for page in plan:
        kind = _sheet_kind(page)
        if kind is None or site.is_preview:
            continue
        stem = page.path.removesuffix(".html")
        whole = kind != "routine-poster"
        png = f"{stem}.png" if whole else ""
        yield Print(page=page, kind=kind, pdf=f"{stem}.pdf", svg=f"{stem}.svg", png=png)
        for variant in site.settings.variants:
            if whole or variant in _OF_ALL:
                set_as = variant if page.kind in POSTERS else None
                yield Print(page=page, kind=kind, variant=set_as, pdf=f"{stem}.{variant}.pdf")
        if kind == "poster":
            folder = stem.removesuffix("poster")
            yield Print(page=page, kind="card", png=f"{folder}card.png")
            yield Print(page=page, kind="share", png=f"{folder}share.png")
        elif kind == "routine-poster":
            yield Print(page=page, kind="card", png=f"{stem}.card.png")


def _sheet_kind(page: Page) -> SheetKind | None:
    """Tell which sheet a poster page is of, or was that it stands in for; None for another page."""
    if page.kind in POSTERS:
        return cast(SheetKind, page.kind)
    folder, _, name = page.at.rpartition("/")
    if page.kind not in ("moved", "withdrawn") or name in ("", "index.html"):
        return None
    if folder == "posters":
        return "bilingual-poster"
    return "poster" if name == "poster.html" else "routine-poster"


def list_path(locale: Locale, number: int = 0) -> str:
    """Return the path of a language's list, its home page, or of an older part of that list."""
    return f"{locale.tag}/archive-{number}.html" if number else f"{locale.tag}/index.html"


def path_of(kind: PageKind, locale: Locale, slug: str = "", part: str = "") -> str:
    """Return the path of a bulletin's page in a language.

    `part` is a poster's routine, the tag of its second language, or a topic.
    """
    return _PATHS[kind].format(locale=locale.tag, slug=slug, part=part)


def sheet_path(slug: str, locale: Locale) -> str:
    """Return the path of the PDF of a bulletin's poster in a language."""
    return path_of("poster", locale, slug).removesuffix("html") + "pdf"


def picture_path(slug: str, locale: Locale) -> str:
    """Return the path of the picture that goes with links to a bulletin in a language."""
    return path_of("poster", locale, slug).removesuffix("poster.html") + "share.png"


def shown_picture_path(locale: Locale, slug: str, name: str) -> str:
    """Return the path of a picture that a bulletin's text shows in a language."""
    return path_of("bulletin", locale, slug).removesuffix("index.html") + f"pictures/{name}"


def feed_path(locale: Locale) -> str:
    """Return the path of the feed of a language."""
    return f"{locale.tag}/feed.xml"


def in_locale(page: Page, locale: Locale, shown: Standings) -> tuple[str, bool]:
    """Return the path of the same page in another language, and whether it is published there.

    Where the notice is withheld there, that is the page which says so.
    """
    kind = "poster" if page.kind == "bilingual-poster" else page.kind
    if page.at and page.bulletin is None:
        return list_path(locale), True
    if page.at or page.kind == "withdrawn":
        kind = "bulletin"
    there = replace(page, kind=kind, locale=locale, second=None, at="")
    if page.bulletin is None or page.kind == "review":
        return there.path, True
    standing = shown.of[page.bulletin.slug, locale.tag]
    if standing is Standing.PUBLISHED or page.kind == "languages":
        return there.path, True
    return replace(there, kind="bulletin").path, standing is not Standing.WITHHELD
