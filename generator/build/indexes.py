"""What hangs on many bulletins: lists, feeds, the sitemap; and what hangs on none.

Each of them is a unit of its own, made from what the bulletins say of themselves in short, and made
again only where that has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.build.bulletins import Workshop
from generator.diagnostics.errors import Problems
from generator.incremental.fingerprint import fingerprint
from generator.incremental.manifest import Unit
from generator.listings import archive, feeds, sitemap, summary
from generator.listings.archive import Archive, Part
from generator.locales import Locale
from generator.model import newest_first
from generator.output.stage import Staged
from generator.render import headers
from generator.render.renderer import Renderer
from generator.site import metadata, pages
from generator.site.pages import Page, Standings

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class _Order:
    """A unit to be made, unless it is there."""

    name: str
    made_from: str
    files: Callable[[], Files]


def made(
    workshop: Workshop, told: Mapping[str, str], there: Mapping[str, Unit], problems: Problems
) -> Iterator[tuple[Unit, tuple[Staged, ...]]]:
    """Every unit of the site that is no bulletin, and those of its files that were made now.

    `told` is what each bulletin says of itself, as JSON, by slug; `there` are the units of the last
    build whose files are as it made them.
    """
    for order in _Rest(workshop, told, problems).orders():
        former = there.get(order.name)
        if former is not None and former.made_from == order.made_from:
            yield former, ()
            continue
        files = tuple(order.files())
        staged = tuple(workshop.stage.put(*file) for file in files) if workshop.stage else ()
        paths, sums = tuple(file.path for file in staged), tuple(file.sum for file in staged)
        yield Unit(order.name, order.made_from, paths, sums), staged


class _Rest:
    """Plans the units, each with a way to make it."""

    def __init__(self, workshop: Workshop, told: Mapping[str, str], problems: Problems) -> None:
        self._workshop, self._site, self._told = workshop, workshop.ground, told
        self._problems = problems
        newest = newest_first(map(summary.from_json, told.values()))
        self._archive: Archive = archive.archive(newest)
        self._notices = newest
        shown = Standings(workshop.locales, {})
        self._renderer = Renderer(
            self._site, shown, workshop.assets.paths, pictures=workshop.pdf, archive=self._archive
        )

    def orders(self) -> Iterator[_Order]:
        yield self._order("the site", (), self._of_site)
        for locale in self._workshop.locales:
            for part in self._archive.parts:
                yield self._list(locale, part)
        if self._site.settings.base_url:
            yield from map(self._feed, self._workshop.locales)
            days = [repr((n.slug, n.updated, sorted(n.standing.items()))) for n in self._notices]
            yield self._order("the sitemap", days, self._sitemaps)

    def _order(self, name: str, parts: Iterable[str], files: Callable[[], Files]) -> _Order:
        return _Order(name, fingerprint(self._workshop.ground_print, name, *parts), files)

    def _list(self, locale: Locale, part: Part) -> _Order:
        page = pages.list_page(locale, part.number)
        stands = repr(self._renderer.presenter.archive(self._archive, page))
        told = (self._told[notice.slug] for notice in part.notices)
        name = f"the list {locale.tag} {part.number}"
        return self._order(name, (stands, *told), lambda: self._page(page))

    def _feed(self, locale: Locale) -> _Order:
        newest = feeds.newest(self._notices, locale)
        words = self._renderer.presenter.site_view(locale)

        def files() -> Files:
            yield pages.feed_path(locale), feeds.feed(self._site, words, locale, newest)

        told = (self._told[notice.slug] for notice in newest)
        return self._order(f"the feed {locale.tag}", told, files)

    def _sitemaps(self) -> Files:
        return sitemap.sitemaps(self._site, self._workshop.locales, self._archive)

    def _of_site(self) -> Files:
        for page in pages.of_site(self._workshop.locales):
            yield from self._page(page)
        yield from self._workshop.assets.data.items()
        yield "_headers", headers.headers()
        addressed = bool(self._site.settings.base_url)
        address = metadata.url(self._site, sitemap.PATH) if addressed else ""
        yield "robots.txt", headers.robots(address)

    def _page(self, page: Page) -> Files:
        with self._problems.gathered():
            yield page.path, self._renderer.page(page).encode()
