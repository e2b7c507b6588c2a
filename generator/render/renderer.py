"""Render pages: give each template its values, under the names that it knows."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property, lru_cache, partial
from typing import Any
from urllib.parse import quote, urlsplit

from generator.catalogs.lookup import State
from generator.diagnostics.messages import ENGLISH, Tell
from generator.listings.archive import Archive, Part
from generator.locales import Locale
from generator.model import POSTERS, SheetKind, Variant
from generator.render import notices, pictures, share
from generator.render.presenter import Presenter, isolated
from generator.render.review import review
from generator.render.templates import Templates, safe, trusted
from generator.render.translator import NOTHING
from generator.site import pages
from generator.site.pages import Page, Standings
from generator.site.site import Site
from generator.views import LanguageView, PageData, PageView, Rich

_PLAIN = ("text", "short", "withdrawn-text", "changing-text")
"""The pages that are plain text."""
_NO_NOTICES = Archive((Part(0, ()),))


class _Translations:
    """The templates' own words in one language, safe for HTML.

    Jinja trusts what a gettext function returns as HTML; so it is escaped here.
    """

    def __init__(self, site: Site, locale: Locale, *, html: bool) -> None:
        self._vocabulary = site.site_vocabulary(locale, site.template_locale)
        self._locale = locale
        self._safe: Callable[[str], str] = safe if html else str
        # A template's few words are asked for on every page.
        self.pgettext = cache(self._pgettext)
        self.gettext = partial(self.pgettext, None)
        self.ngettext = partial(self.npgettext, None)

    def _pgettext(self, msgctxt: str | None, msgid: str) -> str:
        return self._safe(self._vocabulary.worded((msgctxt, msgid)).text)

    def npgettext(self, msgctxt: str | None, msgid: str, plural: str, number: int) -> str:
        key = (msgctxt, msgid)
        if self._vocabulary.state(key) is not State.TRANSLATED:
            return self._safe(msgid if number == 1 else plural)
        forms = self._vocabulary.forms(key)
        return self._safe(forms[min(self._locale.plural(number), len(forms) - 1)])


def template_name(page: Page) -> str:
    """Return the name of the template that a page is made with."""
    if page.kind in _PLAIN:
        return f"{page.kind.removesuffix('-text')}.txt"
    if page.kind == "withdrawn-wechat":
        return "wechat.html"
    return f"{page.kind.replace('-', '_')}.html"


_OWN_ID = re.compile(r"""(\bid="|href="\#|url\((?:&quot;|&\#x27;|['"])?\#)""")
"""Where a drawing names a part of its own."""


class Renderer:
    """Renders a site's pages."""

    def __init__(  # noqa: PLR0913 - each by its name
        self,
        site: Site,
        shown: Standings,
        asset_paths: Mapping[str, str],
        *,
        pictures: bool = True,
        archive: Archive = _NO_NOTICES,
        tellers: Callable[[str], Tell] = lambda _: ENGLISH,
        beside: str = "",
    ) -> None:
        """Take a site; `asset_paths` gives each asset's path in the output, by its name.

        `pictures` is false where no posters are printed; `archive` is what the lists show;
        `tellers` gives what translates the program's own sentences, by a language's tag. `beside`
        names the folder of the site's pages, where what is rendered lies in one beside it.
        """
        self._to_site = f"../{quote(beside)}/" if beside else ""
        self._site = site
        self._shown = shown
        self._assets = asset_paths
        self._archive = archive
        self._tellers = tellers
        self.presenter = Presenter(site, shown, pictures=pictures)
        self._templates = Templates({**site.sheets, **site.templates})
        self._translations = cache(partial(_Translations, site))

    def page(self, page: Page) -> str:
        """Render a page.

        Raises `Refused`, with the template's file and line, where a template fails.
        """
        return self.filled(self.data(page))

    def data(self, page: Page) -> PageData:
        """Give what a page is made of."""
        view = self.presenter.page_view(page)
        return PageData(template_name(page), view, dict(self._subject_views(page)))

    def filled(self, data: PageData) -> str:
        """Render a page from what it is made of; raises as `page` does."""
        page = data.page
        text = self._templates.render(data.template, self._context(data))
        folder = posixpath.dirname(page.path)

        def href(path: str) -> str:
            return self._to_site + _relative(path, folder)

        return pictures.linked(notices.linked(text, page.locale.tag, href), href)

    def sheet(self, page: Page, kind: SheetKind, variant: Variant | None = None) -> str:
        """Render a sheet of a poster page, as Typst code; raises as `page` does."""
        press = self.presenter.press(page, kind, variant)
        is_gone = page.kind not in POSTERS
        second = page.second or page.locale
        context = {
            "press": press,
            "sheet": self.presenter.sheet(page, page.locale),
            "other": self.presenter.sheet(page, second) if page.second else None,
            "gone": self.presenter.gone(page) if is_gone else None,
            "look": self.presenter.site_view(page.locale).look,
            "qr": self.presenter.qr(page),
            "_": self._translations(page.locale, html=False).gettext,
            "say": self._translations(second, html=False).gettext,
        }
        template = "gone" if is_gone else press.kind.replace("-", "_")
        return self._templates.render(f"{template}.typ", context)

    def sheet_words(self, page: Page) -> str:
        """Return all that the sheets of a poster page say, but for the day of the last change.

        Empty for what stands where they were.
        """
        if page.kind not in POSTERS:
            return ""
        sheets = [
            self.presenter.sheet(page, one) for one in (page.locale, page.second) if one is not None
        ]
        # Beside its rows a sheet has no room for the summary.
        words = [
            replace(one, date_text="", summary=NOTHING if one.rows else one.summary)
            for one in sheets
        ]
        return repr((words, self.presenter.qr_address(page)))

    def _context(self, data: PageData) -> dict[str, Any]:
        page = data.page
        subject = {name: _read_as(page, view) for name, view in data.subject.items()}
        if "bulletin" in subject:
            subject["message"] = partial(share.message, subject["bulletin"])
        translations = self._translations(page.locale, html=page.kind not in _PLAIN)
        here = posixpath.dirname(page.path)
        return {
            "page": page,
            "site": _read_as(page, self.presenter.site_view(page.locale)),
            "languages": self._languages,
            "_": translations.gettext,
            "gettext": translations.gettext,
            "ngettext": translations.ngettext,
            "pgettext": translations.pgettext,
            "npgettext": translations.npgettext,
            "href": lambda path: self._to_site + _relative(path, here),
            "home_href": self._home_href,
            "asset": lambda name: _relative(self._assets[name], here),
            "style": self._style,
            "icon": self._icon,
            "article": partial(_article, chinese=page.locale.chinese),
            **subject,
        }

    @cached_property
    def _languages(self) -> tuple[LanguageView, ...]:
        say = partial(self._translations, html=True)
        site = self.presenter.site_view
        newest = partial(self.presenter.newest, self._archive)
        return tuple(
            LanguageView(one, site(one), say(one).gettext, newest(one))
            for one in self._shown.locales
        )

    def _subject_views(self, page: Page) -> Iterator[tuple[str, Any]]:
        """Yield what the page is about, under the names that its template knows."""
        present = self.presenter
        if page.kind == "list":
            notices = self._archive.part(page.number).notices
            yield "listed", tuple(notice.listed(page.locale.tag) for notice in notices)
            yield "archive", present.archive(self._archive, page)
            yield "topics", present.topics(self._archive, page.locale)
        elif page.kind in ("topic", "notices"):
            of_topics = self._archive.topics(self._site)
            notices = of_topics[page.topic] if page.topic else self._archive.notices
            yield "listed", tuple(notice.listed(page.locale.tag) for notice in notices)
            yield "topic", present.topic(page.topic, page.locale) if page.topic else None
        if page.bulletin is None:
            return
        if page.kind == "review":
            tell = self._tellers(page.locale.tag)
            yield "review", review(self._site, self._shown, page.bulletin, page.locale, tell)
            return
        if page.kind == "withheld":
            yield "withheld", present.listed(page.bulletin, page.locale)
            return
        if page.kind in ("withdrawn", "withdrawn-text", "withdrawn-wechat", "moved"):
            yield "gone", present.gone(page)
            return
        if page.kind == "languages":
            right = pages.readable(page.bulletin, self._shown)
            yield "bulletins", tuple(present.bulletin_view(page.bulletin, one) for one in right)
        if page.kind in POSTERS:
            yield "sheet", present.sheet(page, page.locale)
            yield "other", present.sheet(page, page.second) if page.second else None
        view = present.bulletin_view(page.bulletin, page.locale)
        if page.second is not None:
            yield "first", view
            yield "second", present.bulletin_view(page.bulletin, page.second)
            yield "second_site", present.site_view(page.second)
        else:
            yield "bulletin", view
        if page.routine is not None:
            yield "routine", next(r for r in view.routines if r.id == page.routine.id)

    def _style(self, name: str) -> str:
        """Return a style sheet for a page's own `<style>`, with line ends as browsers read them.

        They read CR LF as LF, and compute the hash that the page's policy names from that.
        """
        return trusted("\n".join(re.split("\r\n?|\n", self._site.assets[name].decode())))

    def _icon(self, name: str, place: str) -> str:
        """Return an icon, which no screen reader speaks of; `place` sets its ids apart."""
        drawing = _OWN_ID.sub(rf"\1{place}.", self._site.icons[name].strip())
        return trusted(drawing.replace("<svg", '<svg class="icon" aria-hidden="true"', 1))

    def _home_href(self, path: str) -> str:
        """Return a link that works at any depth, where the site's address is known."""
        root = urlsplit(self._site.settings.base_url).path
        return root + quote(path.removesuffix("index.html")) if root else quote(path)


def _article(text: Rich, *, chinese: bool) -> str:
    """Return a text in plain tags with their styles written in."""
    return trusted(share.article(text.html, chinese=chinese))


def _read_as(page: PageView, view: Any) -> Any:  # noqa: ANN401 - any view
    """Isolate a view where plain text needs it, which has no other way to mark a direction."""
    return isolated(view) if page.kind in _PLAIN and page.locale.direction == "rtl" else view


@lru_cache(maxsize=1024)
def _relative(path: str, folder: str) -> str:
    """Return a link from `folder` to `path` that works below any host folder and from disk."""
    file, mark, anchor = path.partition("#")
    return quote(posixpath.relpath(file, folder or ".")) + mark + quote(anchor)
