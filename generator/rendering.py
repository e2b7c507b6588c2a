"""Page -> text through Jinja. The only module that names Jinja."""

from __future__ import annotations

import posixpath
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from types import CodeType
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from markupsafe import Markup, escape

from generator import hosting, sizes, widows
from generator.archive import Archive
from generator.archive import archive as archived
from generator.catalogues import State
from generator.errors import Problem, Problems, Refused
from generator.locales import Locale
from generator.model import Bulletin, Variant
from generator.overlong import Limit, shortened
from generator.pages import Page, Standings, list_path
from generator.presenting import Presenter, isolated, locale_view
from generator.reviewing import review
from generator.site import Site
from generator.views import POSTERS, BulletinView, LocaleView, SiteView
from generator.wording import ENGLISH, Tell, said


class _Templates(BaseLoader):
    """The site's templates by name; their file names show up in errors."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        if name not in self._texts:
            raise TemplateNotFound(name)
        code = _compiled(name, self._texts[name])
        return Template.from_code(environment, code, globals if globals is not None else {})

    def list_templates(self) -> list[str]:
        return sorted(self._texts)


def _environment(texts: Mapping[str, str]) -> Environment:
    environment = Environment(
        loader=_Templates(texts),
        autoescape=lambda name: not (name or "").endswith(".txt"),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        # The texts are in memory and never change: each template is compiled once.
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # What `{% trans %}` does to white space; Babel's extraction is told the same.
    environment.policies["ext.i18n.trimmed"] = True
    # Readable in any script; what could end the element that it stands in is escaped all the same.
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    environment.globals["N_"] = _untranslated
    environment.globals["policy"] = lambda *styles: hosting.policy(*map(str, styles))
    environment.filters["units"] = sizes.units
    environment.filters["lines"] = sizes.lines
    environment.filters["kept"] = lambda words: Markup(widows.kept(str(escape(words))))
    environment.filters["kept_in_blocks"] = lambda words: Markup(
        widows.kept_in_blocks(str(escape(words)))
    )
    return environment


@cache
def _compiler() -> Environment:
    return _environment({})


@lru_cache(maxsize=128)
def _parsed(name: str, text: str) -> nodes.Template:
    """A template's tree, kept from the check until the template is used.

    Raises `TemplateSyntaxError`.
    """
    return _compiler().parse(text, name, f"templates/{name}")


@lru_cache(maxsize=128)
def _compiled(name: str, text: str) -> CodeType:
    """A template's code, which is the same in every site and in every build of a process."""
    return _compiler().compile(_parsed(name, text), name, f"templates/{name}")


def _untranslated(msgid: str) -> str:
    """Marks a text for extraction where it is translated later."""
    return msgid


class _Speech:
    """The templates' own words in one language, safe for HTML.

    Jinja trusts what a gettext function returns as HTML; so it is escaped here.
    """

    def __init__(self, site: Site, locale: Locale, *, html: bool) -> None:
        self._vocabulary = site.site_vocabulary(locale, site.template_locale)
        self._locale = locale
        self._html = html
        # A template's few words are asked for on every page.
        self.pgettext = cache(self._pgettext)

    def _safe(self, text: str) -> str:
        return escape(text) if self._html else text

    def gettext(self, msgid: str) -> str:
        return self.pgettext(None, msgid)

    def _pgettext(self, msgctxt: str | None, msgid: str) -> str:
        return self._safe(self._vocabulary.worded((msgctxt, msgid)).text)

    def ngettext(self, msgid: str, plural: str, number: int) -> str:
        return self.npgettext(None, msgid, plural, number)

    def npgettext(self, msgctxt: str | None, msgid: str, plural: str, number: int) -> str:
        key = (msgctxt, msgid)
        if self._vocabulary.state(key) is not State.TRANSLATED:
            return self._safe(msgid if number == 1 else plural)
        forms = self._vocabulary.forms(key)
        return self._safe(forms[min(self._locale.plural(number), len(forms) - 1)])


def template_name(page: Page) -> str:
    """The template that a page is made with."""
    return "text.txt" if page.kind == "text" else f"{page.kind.replace('-', '_')}.html"


@dataclass(frozen=True, slots=True)
class Language:
    """One of the site's languages, for the pages that speak all of them."""

    locale: LocaleView
    site: SiteView
    home: str
    say: Callable[[str], str]


class Renderer:
    """Renders a site's pages."""

    def __init__(
        self,
        site: Site,
        shown: Standings,
        asset_paths: Mapping[str, str],
        *,
        pictures: bool = True,
        archive: Archive | None = None,
        tellers: Callable[[str], Tell] = lambda _: ENGLISH,
    ) -> None:
        """`asset_paths` gives each asset's path in the output, by its name.

        `pictures` is false where no posters are printed; `archive` is what the lists show;
        `tellers` gives who tells the program's own sentences in a language, by its tag.

        Raises `Refused` with every template that cannot be parsed.
        """
        self._site = site
        self._shown = shown
        self._assets = asset_paths
        self._archive = archive or archived(())
        self._tellers = tellers
        self.presenter = Presenter(site, shown, pictures=pictures)
        self._environment = _environment(site.templates)
        self._speech = cache(partial(_Speech, site))

    def page(self, page: Page, variant: Variant | None = None, limit: Limit | None = None) -> str:
        """The page's text; for a poster, in one of its variants.

        With `limit`, as it would be if none of the bulletin's texts were wider.

        Raises `Refused`, with the template's file and line, where a template fails.
        """
        name = template_name(page)
        try:
            return self._environment.get_template(name).render(self._context(page, variant, limit))
        except TemplateNotFound as error:
            raise Refused([_missing(str(error.name or name))]) from None
        except Exception as error:  # a template may call anything, so anything may be raised
            raise Refused([_failed(error, name)]) from error

    def _context(self, page: Page, variant: Variant | None, limit: Limit | None) -> dict[str, Any]:
        speech = self._speech(page.locale, html=page.kind != "text")
        here = posixpath.dirname(page.path)
        return {
            "page": self.presenter.page_view(page),
            "site": _read_as(page, self.presenter.site_view(page.locale)),
            "languages": self._languages,
            "_": speech.gettext,
            "gettext": speech.gettext,
            "ngettext": speech.ngettext,
            "pgettext": speech.pgettext,
            "npgettext": speech.npgettext,
            "href": lambda path: _relative(path, here),
            "home_href": self._home_href,
            "asset": lambda name: _relative(self._assets[name], here),
            "style": self._style,
            "variant": variant or "",
            "qr": self.presenter.qr(page) if page.kind in POSTERS else None,
            **dict(self._subject(page, limit)),
        }

    @cached_property
    def _languages(self) -> tuple[Language, ...]:
        return tuple(map(self._language, self._shown.locales))

    def _language(self, locale: Locale) -> Language:
        speech = self._speech(locale, html=True)
        return Language(
            locale_view(locale),
            self.presenter.site_view(locale),
            list_path(locale),
            speech.gettext,
        )

    def _subject(self, page: Page, limit: Limit | None) -> Iterator[tuple[str, Any]]:
        """What the page is about, under the names that its template knows."""
        present = self.presenter
        if page.kind == "list":
            notices = self._archive.part(page.number).notices
            yield "listed", tuple(notice.listed[page.locale.tag] for notice in notices)
            yield "archive", present.archive(self._archive, page)
        if page.bulletin is None:
            return
        if page.kind == "review":
            tell = self._tellers(page.locale.tag)
            yield "review", review(self._site, self._shown, page.bulletin, page.locale, tell)
            return
        if page.kind == "withheld":
            yield "withheld", present.listed(page.bulletin, page.locale)
            return
        view = self._bulletin_view(page.bulletin, page.locale, limit)
        if page.second is not None:
            yield "first", view
            yield "second", self._bulletin_view(page.bulletin, page.second, limit)
            yield "second_site", present.site_view(page.second)
        else:
            yield "bulletin", _read_as(page, view)
        if page.routine is not None:
            yield "routine", next(r for r in view.routines if r.id == page.routine.id)

    def _bulletin_view(
        self, bulletin: Bulletin, locale: Locale, limit: Limit | None
    ) -> BulletinView:
        view = self.presenter.bulletin_view(bulletin, locale)
        return shortened(view, limit) if limit else view

    def _style(self, name: str) -> Markup:
        """A style sheet for a page's own `<style>`, with the line ends that browsers read it by.

        They read CR LF as LF, and reckon the sum that the page's policy names from that.
        """
        return Markup("\n".join(re.split("\r\n?|\n", self._site.assets[name].decode())))

    def _home_href(self, path: str) -> str:
        """A link that holds at any depth, where the site's address is known."""
        root = urlsplit(self._site.settings.base_url).path
        return root + quote(path.removesuffix("index.html")) if root else quote(path)


def _read_as(page: Page, view: Any) -> Any:  # noqa: ANN401 - any view
    """A view as the page's readers need it: plain text has no other way to say a direction."""
    return isolated(view) if page.kind == "text" and page.locale.direction == "rtl" else view


def sound_templates(texts: Mapping[str, str], problems: Problems) -> dict[str, str]:
    """The templates that can be parsed; what is wrong with the others goes into `problems`."""
    sound = {}
    for name, text in sorted(texts.items()):
        try:
            _parsed(name, text)
            sound[name] = text
        except TemplateSyntaxError as error:
            problems.add(
                _unparsed(name, error.lineno, error.message or said("it cannot be parsed"))
            )
        except RecursionError:
            problems.add(_unparsed(name, 1, said("it is nested too deep")))
    return sound


def _unparsed(name: str, line: int, wrong: str) -> Problem:
    return Problem(
        f"templates/{name}", line, "template", wrong, said("mend the Jinja code in this line")
    )


def _missing(name: str) -> Problem:
    return Problem(
        f"templates/{name}",
        1,
        "template",
        said("the template is missing"),
        said("write it, or delete the folder templates to use the ones that come with the program"),
    )


def _failed(error: Exception, name: str) -> Problem:
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith("templates/")
    ]
    path, line = (
        (frames[-1].filename, frames[-1].lineno or 1) if frames else (f"templates/{name}", 1)
    )
    what = error.message if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return Problem(
        path, line, "template", what or said("it failed"), said("mend the Jinja code in this line")
    )


@lru_cache(maxsize=1024)
def _relative(path: str, folder: str) -> str:
    """A link from a page in `folder` to `path`, that works from any host folder and from disk."""
    file, mark, anchor = path.partition("#")
    return quote(posixpath.relpath(file, folder or ".")) + mark + quote(anchor)
