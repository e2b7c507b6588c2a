"""Make the views that templates see from a site and a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from generator.listings.archive import Archive
from generator.listings.summary import Summary, summarized
from generator.locales import Locale
from generator.markdown.plain import plain
from generator.model import SITE_CONTEXT, Bulletin, Document, Standing
from generator.render import qr
from generator.render.translator import Translator
from generator.site import metadata, pages
from generator.site.pages import Page, Standings
from generator.site.site import Site
from generator.views import (
    Alternate,
    ArchiveView,
    BulletinView,
    ContactView,
    HeadView,
    ListedView,
    PageView,
    PairView,
    PrintView,
    QrView,
    ReminderView,
    Rich,
    RoutineView,
    SiteView,
)


def isolated(view: Any) -> Any:  # noqa: ANN401 - any view, or a part of one
    """Set numbers and addresses apart in a view, for plain text from right to left."""
    if isinstance(view, Rich):
        return Rich(view.html, plain(view.html, isolating=True))
    if isinstance(view, tuple):
        return tuple(map(isolated, view))
    if is_dataclass(view) and not isinstance(view, type):
        return replace(
            view, **{one.name: isolated(getattr(view, one.name)) for one in fields(view)}
        )
    return view


class Presenter:
    """Makes the views of a site's pages."""

    def __init__(self, site: Site, shown: Standings, *, pictures: bool = True) -> None:
        """Take a site; `pictures` is false where no posters are printed."""
        self._site = site
        self._shown = shown
        self._pictures = pictures
        # A bulletin's pages in one language are rendered one after another: two are enough.
        self.bulletin_view = lru_cache(maxsize=2)(self._make_bulletin_view)
        self.site_view = lru_cache(maxsize=None)(self._make_site_view)

    def page_view(self, page: Page) -> PageView:
        """Return the view of the page itself."""
        sheets = pages.prints(self._site, [page]) if self._pictures else ()
        return PageView(
            kind=page.kind,
            path=page.path,
            locale=page.locale,
            alternates=tuple(self._alternate(page, locale) for locale in self._shown.locales),
            indexed=metadata.is_indexed(page, self._shown),
            head=self._head(page),
            prints=tuple(PrintView(sheet.variant or "", sheet.path) for sheet in sheets),
        )

    def _head(self, page: Page) -> HeadView:
        head = metadata.head(self._site, self._shown, page, pictures=self._pictures)
        if page.kind != "bulletin" or page.bulletin is None or not head.canonical:
            return head
        view = self.bulletin_view(page.bulletin, page.locale)
        data = metadata.linked_data(self._site, self._shown, page.bulletin, view, head)
        return replace(head, linked_data=data)

    def _alternate(self, page: Page, locale: Locale) -> Alternate:
        path, published = pages.in_locale(page, locale, self._shown)
        current = locale == page.locale and page.kind != "bilingual-poster"
        return Alternate(locale, path, current, published)

    def _make_site_view(self, locale: Locale) -> SiteView:
        settings = self._site.settings
        words = Translator(self._site, self._site.site_vocabulary(locale, settings.source_locale))
        contacts = (
            ContactView(
                words.label(SITE_CONTEXT, contact.label),
                words.fact(contact.fact.name),
                words.label(SITE_CONTEXT, contact.note),
                contact.fact.is_phone,
            )
            for contact in settings.contacts
        )
        return SiteView(
            title=words.title(SITE_CONTEXT, settings.title),
            tagline=words.label(SITE_CONTEXT, settings.tagline),
            issuer=words.label(SITE_CONTEXT, settings.issuer),
            contacts=tuple(contacts),
            base_url=settings.base_url,
            home=pages.list_path(locale),
        )

    def _make_bulletin_view(self, bulletin: Bulletin, locale: Locale) -> BulletinView:
        slug, head = bulletin.slug, bulletin.head
        words = Translator(self._site, self._site.vocabulary(bulletin, locale))
        standing = self._shown.of[slug, locale.tag]
        on_paper = standing is Standing.PUBLISHED
        labels = {name: words.label(head.msgctxt, label) for name, label in head.labels.items()}
        introduction = words.prose(head.msgctxt, head.body)
        routines = tuple(
            self._routine(words, bulletin, one, number, on_paper=on_paper)
            for number, one in enumerate(bulletin.routines, 1)
        )
        reminders = tuple(
            ReminderView(
                one.id,
                number,
                words.title(one.msgctxt, one.labels["title"]),
                words.prose(one.msgctxt, one.body),
            )
            for number, one in enumerate(bulletin.reminders, 1)
        )
        return BulletinView(
            slug=slug,
            locale=locale,
            path=pages.path_of("bulletin", locale, slug),
            poster_path=pages.path_of("poster", locale, slug) if on_paper else "",
            picture_path=pages.picture_path(slug, locale) if on_paper and self._pictures else "",
            pairs=tuple(self._pairs(bulletin, locale)),
            text_path=pages.path_of("text", locale, slug) if on_paper else "",
            title=words.title(head.msgctxt, head.labels["title"]),
            summary=labels["summary"],
            campaign=labels["campaign"],
            issuer=labels["issuer"] or self.site_view(locale).issuer,
            publisher=labels["publisher"],
            date=bulletin.date.isoformat(),
            date_text=locale.date(bulletin.date),
            updated=bulletin.updated.isoformat() if bulletin.updated > bulletin.date else "",
            updated_text=locale.date(bulletin.updated) if bulletin.updated > bulletin.date else "",
            revision=_revision(
                bulletin.date.isoformat(), *labels.values(), introduction, routines, reminders
            ),
            introduction=introduction,
            routines_heading=words.title(head.msgctxt, head.labels["routines_heading"]),
            routines=routines,
            reminders_heading=words.title(head.msgctxt, head.labels["reminders_heading"]),
            reminders=reminders,
            partly_source=bulletin.source_locale if standing is Standing.FALLBACK else None,
        )

    def _pairs(self, bulletin: Bulletin, locale: Locale) -> Iterator[PairView]:
        for page in pages.bilingual(self._site, bulletin, self._shown):
            if page.second is not None and locale in (page.locale, page.second):
                yield PairView(page.path, page.locale, page.second)

    def _routine(
        self,
        words: Translator,
        bulletin: Bulletin,
        routine: Document,
        number: int,
        *,
        on_paper: bool,
    ) -> RoutineView:
        context = routine.msgctxt
        locale = words.locale
        short = words.label(context, routine.labels["poster"])
        gap = "" if locale.chinese else " "
        return RoutineView(
            id=routine.id,
            number=number,
            title=words.title(context, routine.labels["title"]),
            heard=words.lines(context, routine.heard),
            how=words.prose(context, routine.body),
            know=short,
            poster=short or words.lines(context, routine.body.segments, gap),
            poster_path=pages.path_of("routine-poster", locale, bulletin.slug, routine.id)
            if on_paper
            else "",
        )

    def qr(self, page: Page) -> QrView | None:
        """Return a poster's QR code, to its bulletin's page; None without a site's address."""
        base = self._site.settings.base_url
        if not base or page.bulletin is None:
            return None
        path = pages.path_of("bulletin", page.locale, page.bulletin.slug).removesuffix("index.html")
        return _qr_view(base + path)

    def listed(self, bulletin: Bulletin, locale: Locale) -> ListedView:
        """Return a notice as the list of a language shows it."""
        slug = bulletin.slug
        withheld = self._shown.of[slug, locale.tag] is Standing.WITHHELD
        right = self._shown.published(slug)
        # Withheld everywhere: the words are the source's, the page is the one that says so.
        speaking = (right[0] if right else bulletin.source_locale) if withheld else locale
        place = speaking if right else locale
        words = Translator(self._site, self._site.vocabulary(bulletin, speaking))
        labels, context = bulletin.head.labels, bulletin.head.msgctxt
        return ListedView(
            path=pages.path_of("bulletin", place, slug),
            locale=speaking,
            title=words.title(context, labels["title"]),
            summary=words.label(context, labels["summary"]),
            issuer=words.label(context, labels["issuer"]) or self.site_view(place).issuer,
            date=bulletin.date.isoformat(),
            date_text=speaking.date(bulletin.date),
            available=tuple(
                Alternate(one, pages.path_of("bulletin", one, slug), current=False, published=True)
                for one in (right if withheld else ())
            ),
        )

    def summary(self, bulletin: Bulletin) -> Summary:
        """Return what lists, feeds and the sitemap know of a bulletin."""
        locales = self._shown.locales
        return summarized(
            bulletin,
            {locale.tag: self._shown.of[bulletin.slug, locale.tag] for locale in locales},
            {locale.tag: self.listed(bulletin, locale) for locale in locales},
        )

    def archive(self, whole: Archive, page: Page) -> ArchiveView:
        """Return the place of a page's part of the list among the others."""
        part = whole.part(page.number)
        newer, older = whole.newer(part), whole.older(part)
        return ArchiveView(
            page.number,
            pages.list_path(page.locale, newer.number) if newer else "",
            pages.list_path(page.locale, older.number) if older else "",
            tuple(
                (str(year), pages.list_path(page.locale, there.number))
                for year, there in whole.years
            ),
        )


# All posters of a bulletin in a language lead to one address, and a code takes longer to make than
# the rest of a page; it has two kilobytes.
@lru_cache(maxsize=256)
def _qr_view(address: str) -> QrView:
    return QrView(Rich(qr.svg(address), address), address.split("://", 1)[1])


def _revision(*words: object) -> str:
    """Return seven characters that change with the words; views print themselves field by field."""
    return sha256(repr(words).encode()).hexdigest()[:7]
