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
from generator.model import (
    SITE_CONTEXT,
    Bulletin,
    Contact,
    Document,
    PageKind,
    SheetKind,
    Standing,
    Variant,
)
from generator.render import qr
from generator.render.translator import Translator
from generator.site import metadata, pages
from generator.site.pages import Page, Print, Standings
from generator.site.site import Site
from generator.text import fonts
from generator.views import (
    Alternate,
    ArchiveView,
    BulletinView,
    CallView,
    ChatView,
    ContactView,
    HeadView,
    ListedView,
    LookView,
    PageView,
    PairView,
    PressView,
    PrintView,
    QrView,
    ReminderView,
    Rich,
    RoutineView,
    RowView,
    SheetView,
    SiteView,
    StepView,
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
            prints=tuple(one for sheet in sheets for one in _print_views(sheet)),
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
        contacts = tuple(_contact_view(words, one) for one in settings.contacts)
        return SiteView(
            title=words.title(SITE_CONTEXT, settings.title),
            tagline=words.label(SITE_CONTEXT, settings.tagline),
            issuer=words.label(SITE_CONTEXT, settings.issuer),
            contacts=contacts,
            calls=tuple(_contact_view(words, one) for one in settings.calls),
            look=LookView(settings.look.colour, settings.look.accent, self._site.emblem),
            base_url=settings.base_url,
            home=pages.list_path(locale),
        )

    def _make_bulletin_view(self, bulletin: Bulletin, locale: Locale) -> BulletinView:
        slug, head = bulletin.slug, bulletin.head
        words = Translator(self._site, self._site.vocabulary(bulletin, locale))
        standing = self._shown.of[slug, locale.tag]
        published = standing is Standing.PUBLISHED
        on_paper = published and self._pictures
        labels = {name: words.label(head.msgctxt, label) for name, label in head.labels.items()}
        introduction = words.prose(head.msgctxt, head.body)
        routines = tuple(
            self._routine(words, bulletin, one, number, on_paper=on_paper)
            for number, one in enumerate(bulletin.routines, 1)
        )
        reminders = tuple(
            _reminder(words, one, number) for number, one in enumerate(bulletin.reminders, 1)
        )
        title = words.title(head.msgctxt, head.labels["title"])
        return BulletinView(
            slug=slug,
            locale=locale,
            path=pages.path_of("bulletin", locale, slug),
            poster_path=pages.path_of("poster", locale, slug) if on_paper else "",
            picture_path=pages.path_of("poster", locale, slug).replace("poster.html", "card.png")
            if on_paper
            else "",
            pairs=tuple(self._pairs(bulletin, locale)) if self._pictures else (),
            text_path=pages.path_of("text", locale, slug) if published else "",
            title=title,
            headline=words.title(head.msgctxt, head.labels["headline"]) or title,
            verdict=words.title(head.msgctxt, head.labels["verdict"]),
            summary=labels["summary"],
            short=labels["short"],
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
        know = words.label(context, routine.labels["poster"])
        title = words.title(context, routine.labels["title"])
        heard = words.lines(context, routine.heard)
        poster = know or words.lines(context, routine.body.segments, "" if locale.chinese else " ")
        return RoutineView(
            id=routine.id,
            number=number,
            title=title,
            headline=words.title(context, routine.labels["headline"]) or title,
            verdict=words.title(context, routine.labels["verdict"]),
            icon=routine.icon.text or "warning",
            chat=tuple(_chat(words, routine)) or (ChatView(heard, poster),),
            heard=heard,
            how=words.prose(context, routine.body),
            know=know,
            poster=poster,
            poster_path=pages.path_of("routine-poster", locale, bulletin.slug, routine.id)
            if on_paper
            else "",
        )

    def qr(self, page: Page) -> QrView | None:
        """Return the QR code of a poster; None without a site's address.

        It leads to the bulletin's page; on a sheet in two languages to the choice of a language.
        """
        base = self._site.settings.base_url
        if not base or page.bulletin is None:
            return None
        kind: PageKind = "bulletin"
        if page.second and pages.has_languages(self._site):
            kind = "languages"
        path = pages.path_of(kind, page.locale, page.bulletin.slug).removesuffix("index.html")
        return _qr_view(base + path)

    def sheet(self, page: Page, locale: Locale) -> SheetView:
        """Return what the sheets of a poster page say in one of its languages."""
        bulletin = page.bulletin
        assert bulletin is not None  # a poster is always a bulletin's
        view = self.bulletin_view(bulletin, locale)
        scam = next((r for r in view.routines if page.routine and r.id == page.routine.id), None)
        return SheetView(
            lang=locale.tag,
            direction=locale.direction,
            question=(scam or view).headline,
            verdict=(scam or view).verdict,
            is_scam=bool(view.routines),
            summary=view.summary or view.introduction,
            rows=tuple(_rows(view, scam)),
            does=tuple(StepView(one.icon, one.short) for one in view.reminders),
            calls=tuple(map(_call_view, self.site_view(locale).calls)),
            issuer=view.issuer,
            id=bulletin.slug,
            date_text=view.updated_text or view.date_text,
            address=self._site.settings.base_url.partition("://")[2].removesuffix("/"),
        )

    def press(self, page: Page, kind: SheetKind, variant: Variant | None) -> PressView:
        """Return what a sheet is set with."""
        assert page.bulletin is not None  # a poster is always a bulletin's
        is_large = variant == "large"
        day = page.bulletin.updated
        tags = {one.tag for one in self._site.settings.locales} | {"zh-Hans", "zh-Hant"}
        return PressView(
            kind="large" if is_large else kind,
            variant="" if is_large else variant or "",
            date={"year": day.year, "month": day.month, "day": day.day},
            fonts={tag: fonts.families(self._site.faces, tag) for tag in sorted(tags)},
            icons=self._site.icons,
        )

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


def _print_views(sheet: Print) -> Iterator[PrintView]:
    """List the files of a sheet that a page offers."""
    if sheet.pdf:
        yield PrintView(sheet.variant or "", sheet.pdf)
    if sheet.png and sheet.kind != "share":
        yield PrintView("card" if sheet.kind == "card" else "picture", sheet.png)


def _rows(view: BulletinView, scam: RoutineView | None) -> Iterator[RowView]:
    """List a sheet's rows: each line of one scam, or the first of every scam."""
    for one in (scam,) if scam else view.routines:
        for line in one.chat if scam else one.chat[:1]:
            says = line.says or one.title
            yield RowView(one.icon, says, line.truth, one.headline, one.verdict)


def _call_view(contact: ContactView) -> CallView:
    number, ext = contact.value.text, ""
    if contact.ext:
        number, ext = contact.number, number.removeprefix(contact.number).strip()
    return CallView(contact.call, contact.value, number, ext, contact.href, contact.hours)


def _contact_view(words: Translator, contact: Contact) -> ContactView:
    label = words.label(SITE_CONTEXT, contact.label)
    return ContactView(
        label=label,
        value=words.fact(contact.fact.name),
        note=words.label(SITE_CONTEXT, contact.note),
        is_phone=contact.fact.is_phone,
        call=words.label(SITE_CONTEXT, contact.call) or label,
        hours=words.label(SITE_CONTEXT, contact.hours),
        ext=contact.fact.ext,
        number=contact.fact.text,
        href=contact.fact.href,
    )


def _chat(words: Translator, routine: Document) -> Iterator[ChatView]:
    for line in routine.chat:
        yield ChatView(*(words.label(routine.msgctxt, half) for half in (line.says, line.truth)))


def _reminder(words: Translator, reminder: Document, number: int) -> ReminderView:
    context = reminder.msgctxt
    title = words.title(context, reminder.labels["title"])
    return ReminderView(
        id=reminder.id,
        number=number,
        title=title,
        short=words.title(context, reminder.labels["short"]) or title,
        icon=reminder.icon.text or "check",
        advice=words.prose(context, reminder.body),
    )


# All posters of a bulletin in a language lead to one address, and a code takes longer to make than
# the rest of a page; it has two kilobytes.
@lru_cache(maxsize=256)
def _qr_view(address: str) -> QrView:
    rows = qr.modules(address)
    return QrView(rows, qr.path(rows), address, address.split("://", 1)[1])


def _revision(*words: object) -> str:
    """Return seven characters that change with the words; views print themselves field by field."""
    return sha256(repr(words).encode()).hexdigest()[:7]
