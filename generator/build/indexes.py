"""Indexes: the pages, lists, feeds and sitemap that are made from many bulletins, or from none.

Each is a unit of its own, made from the summaries of the bulletins, and made again only where those
have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import starmap

from generator.build.context import Context, Rendered
from generator.diagnostics.errors import Problems
from generator.incremental.fingerprint import fingerprint
from generator.incremental.manifest import Manifest, Unit
from generator.listings import archive, feeds, sitemap
from generator.listings.archive import Archive, Part
from generator.listings.summary import Summary
from generator.locales import Locale
from generator.model import newest_first
from generator.render import headers
from generator.render.renderer import Renderer
from generator.site import metadata, pages
from generator.site.pages import Page, Standings

NamedBytes = Iterator[tuple[str, bytes]]


def render_indexes(
    context: Context, notices: Mapping[str, Summary], fresh: Manifest, problems: Problems
) -> tuple[Rendered, ...]:
    """Render every unit of the site that is no bulletin, unless it is fresh.

    They are made from the summaries of the bulletins. A page that is refused goes into `problems`.
    """
    return tuple(_Indexes(context, newest_first(notices.values()), fresh, problems).rendered())


class _Indexes:
    """Render the units that are not fresh."""

    def __init__(
        self, context: Context, newest: tuple[Summary, ...], fresh: Manifest, problems: Problems
    ) -> None:
        self._context, self._site = context, context.site
        self._fresh, self._problems = fresh, problems
        self._archive: Archive = archive.archive(newest)
        self._notices = newest
        shown = Standings(context.locales, {})
        self._renderer = Renderer(
            self._site,
            shown,
            context.assets.paths,
            pictures=context.options.pdf,
            archive=self._archive,
        )

    def rendered(self) -> Iterator[Rendered]:
        if self._context.options.review_of:
            yield self._unit("the style", (), self._style_of_sheets)
            return
        every = (fingerprint(*(notice.shown for notice in self._notices)),)
        yield self._unit("the site", (), self._of_site)
        yield self._of_all("the first page", Page("chooser", self._context.locales[0]), every)
        for locale in self._context.locales:
            for part in self._archive.parts:
                yield self._list(locale, part)
            for topic, notices in self._archive.topics(self._site).items():
                page = Page("topic", locale, topic=topic)
                shown = (notice.shown for notice in notices)
                yield self._of_all(f"the topic {topic} {locale.tag}", page, shown)
            if pages.has(self._site, "notices"):
                yield self._of_all(f"the notices {locale.tag}", Page("notices", locale), every)
        if self._site.settings.base_url:
            yield from map(self._feed, self._context.locales)
            days = [repr((n.slug, n.updated, n.published(), n.topic)) for n in self._notices]
            files = partial(sitemap.sitemaps, self._site, self._context.locales, self._archive)
            yield self._unit("the sitemap", days, files)

    def _unit(self, name: str, parts: Iterable[str], files: Callable[[], NamedBytes]) -> Rendered:
        """Render the files of a unit, unless it was made from the same parts."""
        made_from = fingerprint(self._context.fingerprint, name, *parts)
        last = self._fresh.units.get(name)
        if last is not None and last.made_from == made_from:
            return Rendered(last)
        staged = tuple(starmap(self._context.sink.put, files()))
        paths, sums = tuple(file.path for file in staged), tuple(file.sum for file in staged)
        return Rendered(Unit(name, made_from, paths, sums), staged)

    def _list(self, locale: Locale, part: Part) -> Rendered:
        page = Page("list", locale, number=part.number)
        view = repr(self._renderer.presenter.archive(self._archive, page))
        view += repr(self._renderer.presenter.topics(self._archive, locale))
        summaries = (notice.shown for notice in part.notices)
        name = f"the list {locale.tag} {part.number}"
        return self._unit(name, (view, *summaries), lambda: self._page(page))

    def _of_all(self, name: str, page: Page, shown: Iterable[str]) -> Rendered:
        return self._unit(name, shown, lambda: self._page(page))

    def _feed(self, locale: Locale) -> Rendered:
        newest = feeds.newest(self._notices, locale)
        words = self._renderer.presenter.site_view(locale)

        def files() -> NamedBytes:
            yield pages.feed_path(locale), feeds.feed(self._site, words, locale, newest)

        summaries = (notice.shown for notice in newest)
        return self._unit(f"the feed {locale.tag}", summaries, files)

    def _of_site(self) -> NamedBytes:
        yield from self._page(Page("not-found", self._context.locales[0]))
        yield from self._context.assets.data.items()
        yield "_headers", headers.headers()
        addressed = bool(self._site.settings.base_url)
        address = metadata.url(self._site, sitemap.PATH) if addressed else ""
        yield "robots.txt", headers.robots(address)

    def _style_of_sheets(self) -> NamedBytes:
        assets = self._context.assets
        if path := assets.paths.get("review.css"):
            yield path, assets.data[path]

    def _page(self, page: Page) -> NamedBytes:
        with self._problems.gathered():
            yield page.path, self._renderer.page(page).encode()
