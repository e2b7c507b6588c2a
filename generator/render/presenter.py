"""Make the views that templates see from a site and a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any

from generator import views
from generator.listings.archive import Archive
from generator.listings.summary import Summary, summarized
from generator.locales import Locale
from generator.markdown.plain import plain
from generator.model import (
    POSTERS,
    SITE_CONTEXT,
    Bulletin,
    Contact,
    Document,
    PageKind,
    Said,
    SheetKind,
    Standing,
    State,
    Variant,
    called,
)
from generator.render import pictures, qr, share
from generator.render.translator import NOTHING, Translator
from generator.site import check, life, metadata, pages
from generator.site.pages import Page, Print, Standings
from generator.site.site import Site
from generator.text import fonts

EXAMPLE = "Example, not a real notice"
"""The templates' own words for what is no authority's."""
_NOTHING = views.Rich("", "")
_NEWEST = 3
"""Notices beside the choice of a language."""


def isolated(view: Any) -> Any:  # noqa: ANN401 - any view, or a part of one
    """Set numbers and addresses apart in a view, for plain text from right to left."""
    if isinstance(view, views.Rich):
        return views.Rich(view.html, plain(view.html, isolating=True))
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
        # Most notices have the contacts of the site.
        self._contact_view = lru_cache(maxsize=None)(self._make_contact_view)

    def page_view(self, page: Page) -> views.PageView:
        """Return the view of the page itself."""
        on_paper = self._pictures and page.kind in POSTERS
        sheets = pages.prints(self._site, [page]) if on_paper else ()
        return views.PageView(
            kind=page.kind,
            path=page.path,
            locale=page.locale,
            is_example=self._is_example(page.bulletin),
            alternates=tuple(self._alternate(page, locale) for locale in self._shown.locales),
            indexed=metadata.is_indexed(page, self._shown),
            head=self._head(page),
            prints=tuple(one for sheet in sheets for one in _print_views(sheet)),
        )

    def _is_example(self, bulletin: Bulletin | None) -> bool:
        return self._site.settings.is_example or bool(bulletin and bulletin.is_example)

    def _head(self, page: Page) -> views.HeadView:
        head = metadata.head(self._site, self._shown, page, pictures=self._pictures)
        if page.kind != "bulletin" or page.bulletin is None or not head.canonical:
            return head
        view = self.bulletin_view(page.bulletin, page.locale)
        data = metadata.linked_data(self._site, self._shown, page.bulletin, view, head)
        return replace(head, linked_data=data)

    def _alternate(self, page: Page, locale: Locale) -> views.Alternate:
        path, published = pages.in_locale(page, locale, self._shown)
        current = locale == page.locale and page.kind != "bilingual-poster" and not page.at
        return views.Alternate(locale, path, current, published)

    def _make_site_view(self, locale: Locale) -> views.SiteView:
        settings = self._site.settings
        words = self._site_words(locale)
        return views.SiteView(
            title=words.title(SITE_CONTEXT, settings.title),
            tagline=words.label(SITE_CONTEXT, settings.tagline),
            issuer=words.label(SITE_CONTEXT, settings.issuer),
            contacts=self._contact_views(settings.contacts, locale),
            calls=self._contact_views(called(settings.contacts), locale),
            look=views.LookView(settings.look.colour, settings.look.accent, self._site.emblem),
            base_url=settings.base_url,
            address=_in_words(settings.base_url),
            notices_path=pages.path_of("notices", locale)
            if pages.has(self._site, "notices")
            else "",
            home=pages.list_path(locale),
        )

    def _site_words(self, locale: Locale) -> Translator:
        source = self._site.settings.source_locale
        return Translator(self._site, self._site.site_vocabulary(locale, source))

    def _contact_views(
        self, contacts: Iterable[Contact], locale: Locale
    ) -> tuple[views.ContactView, ...]:
        return tuple(self._contact_view(one, locale) for one in contacts)

    def _make_contact_view(self, contact: Contact, locale: Locale) -> views.ContactView:
        words = self._site_words(locale)
        label = words.label(SITE_CONTEXT, contact.label)
        return views.ContactView(
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

    def _make_bulletin_view(self, bulletin: Bulletin, locale: Locale) -> views.BulletinView:
        slug, head = bulletin.slug, bulletin.head
        words = Translator(self._site, self._site.vocabulary(bulletin, locale), bulletin)
        standing = self._shown.of[slug, locale.tag]
        is_right = standing is Standing.PUBLISHED and not bulletin.is_gone
        on_paper = is_right and self._pictures
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
        contacts = self._site.settings.contacts_of(bulletin)
        return views.BulletinView(
            slug=slug,
            kind=bulletin.kind,
            example=self._example(bulletin, locale),
            locale=locale,
            **self._paths(bulletin, locale, on_paper=on_paper),
            topic=self.topic(bulletin.topic.text, locale),
            title=title,
            headline=words.title(head.msgctxt, head.labels["headline"]) or title,
            verdict=words.title(head.msgctxt, head.labels["verdict"]),
            summary=labels["summary"],
            digest=labels["summary"].text or share.digest(introduction.text),
            short=labels["short"],
            campaign=labels["campaign"],
            issuer=labels["issuer"] or self.site_view(locale).issuer,
            publisher=labels["publisher"],
            **_life(words, bulletin),
            revision=_revision(
                bulletin.date.isoformat(), *labels.values(), introduction, routines, reminders
            ),
            introduction=introduction,
            answers=tuple(_answers(bulletin, locale, labels)),
            contacts=self._contact_views(contacts, locale),
            calls=self._contact_views(called(contacts), locale),
            steps=tuple(words.label(head.msgctxt, step) for step in head.steps),
            routines_heading=words.title(head.msgctxt, head.labels["routines_heading"]),
            routines=routines,
            reminders_heading=words.title(head.msgctxt, head.labels["reminders_heading"]),
            reminders=reminders,
            partly_source=bulletin.source_locale if standing is Standing.FALLBACK else None,
            state=self._state(bulletin),
        )

    def topic(self, topic: str, locale: Locale) -> views.TopicView | None:
        """Return one of the site's topics, by its id; None for one without a page."""
        name = self._site.settings.topics.get(topic)
        if not name or not pages.has(self._site, "topic"):
            return None
        path = pages.path_of("topic", locale, part=topic)
        return views.TopicView(self._site_words(locale).title(SITE_CONTEXT, name), path)

    def _paths(self, bulletin: Bulletin, locale: Locale, *, on_paper: bool) -> dict[str, Any]:
        """Return the paths of a bulletin's page, text, poster and pictures; empty for none."""
        slug = bulletin.slug
        published = self._shown.of[slug, locale.tag] is Standing.PUBLISHED
        poster = pages.path_of("poster", locale, slug) if on_paper else ""
        there = pages.passed_on(self._site) if published else ()
        texts = {kind: pages.path_of(kind, locale, slug) for kind in there}
        return {
            "path": pages.path_of("bulletin", locale, slug),
            "poster_path": poster,
            "picture_path": poster.replace("poster.html", "card.png"),
            "pairs": tuple(self._pairs(bulletin, locale)) if self._pictures else (),
            "text_path": texts.get("text", ""),
            "short_path": texts.get("short", ""),
            "article_path": texts.get("wechat", ""),
            "share_path": poster.replace("poster.html", "share.png"),
        }

    def _state(self, bulletin: Bulletin) -> str:
        found = life.state(bulletin, self._site.now)
        return found.value if found else ""

    def gone(self, page: Page) -> views.GoneView:
        """Return what a page says that stands where a notice or a scam was."""
        bulletin, locale, scam = page.bulletin, page.locale, page.routine
        assert bulletin is not None  # only a notice and its scams have such pages
        entry, subject = self.listed(bulletin, locale), scam or bulletin.head
        words = Translator(self._site, self._site.vocabulary(bulletin, entry.locale))
        path, state = entry.path, self._state(bulletin)
        if page.kind == "withdrawn" and scam:
            state = State.WITHDRAWN.value  # its notice holds, and says what else is to be known
        elif page.kind == "moved":
            state = ""
            path = self._moved_to(bulletin, scam, entry.locale) or path
        elif bulletin.replaced_by:
            path = pages.path_of("bulletin", locale, bulletin.replaced_by)
        else:
            path = ""
        remark = _remark(words, subject, subject.withdrawn) if subject.withdrawn else None
        title = words.title(subject.msgctxt, subject.labels["title"])
        has_address = self._site.settings.base_url and path
        contacts = self._site.settings.contacts_of(bulletin)
        return views.GoneView(
            title=title,
            locale=entry.locale,
            state=state,
            withdrawn=remark,
            is_scam=scam is not None,
            path=path,
            address=metadata.url(self._site, path) if has_address else "",
            contacts=self._contact_views(contacts, locale),
        )

    def _moved_to(self, bulletin: Bulletin, scam: Document | None, locale: Locale) -> str:
        """Find the page of a scam that has moved: its poster's, or else its place on the notice."""
        if not scam or self._shown.standing(bulletin.slug, locale).is_withheld:
            return ""
        view = self.bulletin_view(bulletin, locale)
        poster = next(one.poster_path for one in view.routines if one.id == scam.id)
        return poster or f"{view.path}#{scam.id}"

    def _pairs(self, bulletin: Bulletin, locale: Locale) -> Iterator[views.PairView]:
        for page in pages.bilingual(self._site, bulletin, self._shown):
            if page.second is not None and locale in (page.locale, page.second):
                yield views.PairView(page.path, page.locale, page.second)

    def _routine(
        self,
        words: Translator,
        bulletin: Bulletin,
        routine: Document,
        number: int,
        *,
        on_paper: bool,
    ) -> views.RoutineView:
        words = words.of_scammers()
        context = routine.msgctxt
        locale = words.locale
        know = words.label(context, routine.labels["poster"])
        title = words.title(context, routine.labels["title"])
        heard = words.lines(context, routine.heard)
        poster = know or words.lines(context, routine.body.segments, "" if locale.chinese else " ")
        return views.RoutineView(
            id=routine.id,
            number=number,
            title=title,
            headline=words.title(context, routine.labels["headline"]) or title,
            verdict=words.title(context, routine.labels["verdict"]),
            icon=routine.icon.text or "warning",
            chat=tuple(_chat(words, routine)) or (views.ChatView(heard, poster),),
            heard=heard,
            how=words.prose(context, routine.body),
            know=know,
            poster=poster,
            poster_path=pages.path_of("routine-poster", locale, bulletin.slug, routine.id)
            if on_paper
            else "",
            former=routine.moved_from,
        )

    def qr(self, page: Page) -> views.QrView | None:
        """Return the QR code of a poster; None without a site's address."""
        address = self.qr_address(page)
        return _qr_view(address) if address else None

    def qr_address(self, page: Page) -> str:
        """Return where the QR code of a poster leads; empty without a site's address.

        That is the bulletin's page; of a sheet in two languages the choice of a language.
        """
        base = self._site.settings.base_url
        if not base or page.bulletin is None:
            return ""
        kind: PageKind = "bulletin"
        if page.second and pages.has(self._site, "languages"):
            kind = "languages"
        path = pages.path_of(kind, page.locale, page.bulletin.slug).removesuffix("index.html")
        return base + path

    def sheet(self, page: Page, locale: Locale) -> views.SheetView:
        """Return what the sheets of a poster page say in one of its languages."""
        bulletin = page.bulletin
        assert bulletin is not None  # a poster is always a bulletin's
        view = self.bulletin_view(bulletin, locale)
        scam = next((r for r in view.routines if page.routine and r.id == page.routine.id), None)
        rows = tuple(_rows(view, scam))
        text = _NOTHING if rows else view.introduction
        return views.SheetView(
            lang=locale.tag,
            direction=locale.direction,
            question=(scam or view).headline,
            verdict=(scam or view).verdict,
            is_scam=view.kind == "scam",
            is_example=self._is_example(bulletin),
            summary=view.summary or view.introduction,
            answers=view.answers,
            text=text,
            pictures=pictures.on_sheet(text.html, bulletin),
            steps=view.steps,
            rows=rows,
            does=tuple(views.StepView(one.icon, one.short) for one in view.reminders),
            calls=tuple(map(_call_view, view.calls)),
            issuer=view.issuer,
            id=bulletin.slug,
            date_text=view.updated_text or view.date_text,
            until=view.period.ends_text if view.period else "",
            address=_in_words(self._site.settings.base_url),
        )

    def press(self, page: Page, kind: SheetKind, variant: Variant | None) -> views.PressView:
        """Return what a sheet is set with."""
        assert page.bulletin is not None  # a poster is always a bulletin's
        is_large = variant == "large"
        day = page.bulletin.updated.day
        tags = {one.tag for one in self._site.settings.locales} | {"zh-Hans", "zh-Hant"}
        return views.PressView(
            kind="large" if is_large else kind,
            variant="" if is_large else variant or "",
            date={"year": day.year, "month": day.month, "day": day.day},
            fonts={tag: fonts.families(self._site.faces, tag) for tag in sorted(tags)},
            icons=self._site.icons,
        )

    def listed(self, bulletin: Bulletin, locale: Locale) -> views.ListedView:
        """Return a notice as the list of a language shows it."""
        slug = bulletin.slug
        withheld = self._shown.of[slug, locale.tag] is Standing.WITHHELD
        right = self._shown.published(slug)
        # Withheld everywhere: the words are the source's, the page is the one that says so.
        speaking = (right[0] if right else bulletin.source_locale) if withheld else locale
        place = speaking if right else locale
        words = Translator(self._site, self._site.vocabulary(bulletin, speaking))
        labels, context = bulletin.head.labels, bulletin.head.msgctxt
        return views.ListedView(
            kind=bulletin.kind,
            example=self._example(bulletin, speaking),
            id=slug,
            icon=_icon(bulletin, self._site.icons),
            path=pages.path_of("bulletin", place, slug),
            locale=speaking,
            title=words.title(context, labels["title"]),
            headline=words.title(context, labels["headline"]),
            verdict=words.title(context, labels["verdict"]),
            summary=words.label(context, labels["summary"]),
            issuer=words.label(context, labels["issuer"]) or self.site_view(place).issuer,
            date=bulletin.date.isoformat(),
            date_text=speaking.moment(bulletin.date),
            updated=bulletin.updated.isoformat(),
            updated_text=speaking.moment(bulletin.updated),
            scams=tuple(
                words.title(one.msgctxt, one.labels["headline"] or one.labels["title"]).text
                for one in bulletin.routines
            ),
            former=bulletin.moved_from,
            available=tuple(
                views.Alternate(
                    one, pages.path_of("bulletin", one, slug), current=False, published=True
                )
                for one in (right if withheld else ())
            ),
            state=self._state(bulletin),
            period=_period(bulletin, speaking),
            reason=words.label(context, bulletin.withdrawn[1]) if bulletin.withdrawn else NOTHING,
        )

    def topics(self, whole: Archive, locale: Locale) -> tuple[views.TopicView, ...]:
        """Return the topics that have notices."""
        found = (self.topic(one, locale) for one in whole.topics(self._site))
        return tuple(filter(None, found))

    def newest(self, whole: Archive, locale: Locale) -> tuple[views.ListedView, ...]:
        """Return the newest notices that hold and are right in a language."""
        right = (one for one in whole.notices if locale in one.published())
        holding = (one for one in (n.listed(locale.tag) for n in right) if one.state != "ended")
        return tuple(islice(holding, _NEWEST))

    def _example(self, bulletin: Bulletin, locale: Locale) -> str:
        """Say in a language that a notice is an example, as the templates do; empty for none."""
        if not self._is_example(bulletin):
            return ""
        return self._example_word(locale)

    def _example_word(self, locale: Locale) -> str:
        words = self._site.site_vocabulary(locale, self._site.template_locale)
        return words.worded((None, EXAMPLE)).text

    def of_site(self, locale: Locale) -> tuple[object, ...]:
        """Return all that the views of a notice's pages have of the site's words in a language."""
        site = self.site_view(locale)
        topics = [self.topic(topic, locale) for topic in self._site.settings.topics]
        return site.contacts, site.issuer, topics, self._example_word(locale)

    def summary(self, bulletin: Bulletin) -> Summary:
        """Return what lists, feeds and the sitemap know of a bulletin."""
        locales = self._shown.locales
        return summarized(
            bulletin,
            {locale.tag: self._shown.of[bulletin.slug, locale.tag] for locale in locales},
            {locale.tag: self.listed(bulletin, locale) for locale in locales},
            check.links_to_notices(self._site, self._site.messages(bulletin)),
        )

    def archive(self, whole: Archive, page: Page) -> views.ArchiveView:
        """Return the place of a page's part of the list among the others."""
        part = whole.part(page.number)
        newer, older = whole.newer(part), whole.older(part)
        return views.ArchiveView(
            page.number,
            pages.list_path(page.locale, newer.number) if newer else "",
            pages.list_path(page.locale, older.number) if older else "",
            tuple(
                (str(year), pages.list_path(page.locale, there.number))
                for year, there in whole.years
            ),
        )


def _icon(bulletin: Bulletin, icons: Collection[str]) -> str:
    """Choose a notice's picture: the first of its scams', or else of what it says to do."""
    given = (one.icon.text for one in (*bulletin.routines, *bulletin.reminders))
    other = "warning" if bulletin.kind == "scam" else "info"
    return next((name for name in given if name in icons), other)


def _life(words: Translator, bulletin: Bulletin) -> dict[str, Any]:
    """Return when a bulletin was written, when it holds, and what was said of it since."""
    locale, is_changed = words.locale, bulletin.updated > bulletin.date
    return {
        "date": bulletin.date.isoformat(),
        "date_text": locale.moment(bulletin.date),
        "updated": bulletin.updated.isoformat() if is_changed else "",
        "updated_text": locale.moment(bulletin.updated) if is_changed else "",
        "checked": bulletin.checked.isoformat() if bulletin.checked else "",
        "checked_text": locale.date(bulletin.checked) if bulletin.checked else "",
        "period": _period(bulletin, locale),
        "corrections": tuple(_remark(words, bulletin.head, one) for one in bulletin.corrections),
        "past": tuple(_past(words, one) for one in bulletin.withdrawn_routines),
    }


def _period(bulletin: Bulletin, locale: Locale) -> views.PeriodView | None:
    """Return when a bulletin holds, as a language writes it; None where it does not say."""
    if not bulletin.starts and not bulletin.ends:
        return None
    begin, end = bulletin.starts, bulletin.ends
    starts, ends = ((m.isoformat(), locale.moment(m)) if m else ("", "") for m in (begin, end))
    return views.PeriodView(*starts, *ends, locale.period(begin, end) if begin and end else "")


def _remark(words: Translator, made: Document, what: Said) -> views.RemarkView:
    when, text = what
    return views.RemarkView(
        when.isoformat(), words.locale.moment(when), words.label(made.msgctxt, text)
    )


def _past(words: Translator, made: Document) -> views.PastView:
    """Return a scam that was withdrawn."""
    assert made.withdrawn is not None  # or it would be among those that hold
    title = words.title(made.msgctxt, made.labels["title"])
    return views.PastView(made.id, made.moved_from, title, _remark(words, made, made.withdrawn))


def _answers(
    bulletin: Bulletin, locale: Locale, labels: Mapping[str, views.Rich]
) -> Iterator[views.AnswerView]:
    """List when, where and for whom, as far as a notice says it."""
    starts, ends = bulletin.starts, bulletin.ends
    if starts and ends:
        yield views.AnswerView("when", "calendar", _words(locale.period(starts, ends)))
    elif starts:
        yield views.AnswerView("from", "calendar", _words(locale.moment(starts)))
    elif ends:
        yield views.AnswerView("until", "calendar", _words(locale.moment(ends)))
    if labels["area"]:
        yield views.AnswerView("where", "place", labels["area"])
    if labels["audience"]:
        yield views.AnswerView("whom", "family", labels["audience"])


def _words(text: str) -> views.Rich:
    """Take words that have no mark-up, and nothing that would be taken for any."""
    return views.Rich(text, text)


def _print_views(sheet: Print) -> Iterator[views.PrintView]:
    """List the files of a sheet that a page offers."""
    if sheet.pdf:
        yield views.PrintView(sheet.variant or "", sheet.pdf)
    if sheet.png and sheet.kind != "share":
        yield views.PrintView("card" if sheet.kind == "card" else "picture", sheet.png)


def _rows(view: views.BulletinView, scam: views.RoutineView | None) -> Iterator[views.RowView]:
    """List a sheet's rows: each line of one scam, or the first of every scam."""
    for one in (scam,) if scam else view.routines:
        for line in one.chat if scam else one.chat[:1]:
            says = line.says or one.title
            yield views.RowView(one.icon, says, line.truth, one.headline, one.verdict)


def _call_view(contact: views.ContactView) -> views.CallView:
    number, ext = contact.value.text, ""
    if contact.ext:
        number, ext = contact.number, number.removeprefix(contact.number).strip()
    return views.CallView(contact.call, contact.value, number, ext, contact.href, contact.hours)


def _chat(words: Translator, routine: Document) -> Iterator[views.ChatView]:
    for line in routine.chat:
        yield views.ChatView(
            *(words.label(routine.msgctxt, half) for half in (line.says, line.truth))
        )


def _reminder(words: Translator, reminder: Document, number: int) -> views.ReminderView:
    context = reminder.msgctxt
    title = words.title(context, reminder.labels["title"])
    return views.ReminderView(
        id=reminder.id,
        number=number,
        title=title,
        short=words.title(context, reminder.labels["short"]) or title,
        icon=reminder.icon.text or "check",
        advice=words.prose(context, reminder.body),
    )


def _in_words(address: str) -> str:
    """Write an address as people read it: without its scheme, its host in its own script."""
    host, slash, path = address.partition("://")[2].removesuffix("/").partition("/")
    return (host.encode().decode("idna") if "xn--" in host else host) + slash + path


# All posters of a bulletin in a language lead to one address, and a code takes longer to make than
# the rest of a page; it has two kilobytes.
@lru_cache(maxsize=256)
def _qr_view(address: str) -> views.QrView:
    rows = qr.modules(address)
    return views.QrView(rows, qr.path(rows), address, address.split("://", 1)[1])


def _revision(*words: object) -> str:
    """Return seven characters that change with the words; views print themselves field by field."""
    return sha256(repr(words).encode()).hexdigest()[:7]
