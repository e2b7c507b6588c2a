"""Bulletins -> their files, on the stage; some at a time, in several processes where that pays.

What is made of one bulletin hangs on no other: lists, feeds and the sitemap are made afterwards,
from what each bulletin says of itself in short. So memory stays flat however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from generator import workers
from generator.catalogs import interface, syntax
from generator.catalogs.lookup import Lexicon
from generator.checks import locate
from generator.diagnostics.errors import Problem, Problems
from generator.incremental import fingerprint
from generator.incremental.manifest import Unit
from generator.listings import summary
from generator.locales import Locale
from generator.model import Bulletin
from generator.output import publish
from generator.output.stage import Stage, Staged
from generator.posters import jobs as posters
from generator.posters.jobs import Former, Press
from generator.render.assets import Assets
from generator.render.renderer import Renderer
from generator.site import advice, check, pages
from generator.site import site as sites
from generator.site.pages import Print, Standings
from generator.site.site import Site
from generator.source import reader
from generator.source.reader import BulletinFiles

_CHUNK = 20
"""Bulletins that are made together: templates are looked up, and a process asked, once for all."""
_FEW = 8
"""Bulletins for which a second process does not pay: it takes some time to start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What every bulletin is made with."""

    folder: Path
    """The site's."""
    ground: Site
    """The site without its bulletins."""
    ground_print: str
    """Its fingerprint."""
    known: tuple[Locale, ...]
    """All of the site's languages, those too that are not asked for."""
    locales: tuple[Locale, ...]
    """Those of the languages asked for that the site speaks."""
    assets: Assets
    stage: Stage | None
    """None where the pages are made to see whether they can be, and for nothing else."""
    output: Path
    """Where the last build is."""
    pdf: bool
    """True where posters are printed, or without a stage, looked at."""
    review: bool
    strict: bool
    jobs: int
    """How many processes may work at once."""
    today: date | None
    """The day to compare dates with; None for a build, which hangs on no clock."""


@dataclass(frozen=True, slots=True)
class Made:
    """A bulletin as it was made, or what is wrong with it."""

    slug: str
    unit: Unit | None
    """None where it is refused."""
    files: tuple[Staged, ...]
    problems: tuple[Problem, ...]


Count = Callable[[int], None]
"""Is told how many bulletins have been made since the last time."""


def bulletins(workshop: Workshop, slugs: Sequence[str], tell: Count) -> Iterator[Made]:
    """Make each of these bulletins, in order.

    Raises `Unable` where the disk fails, or a program that is needed is missing.
    """
    chunks = [slugs[at : at + _CHUNK] for at in range(0, len(slugs), _CHUNK)]
    if workshop.jobs == 1 or len(slugs) <= _FEW:
        for chunk in chunks:
            yield from _chunk(workshop, chunk, workshop.jobs)
            tell(len(chunk))
        return
    with workers.pool(min(workshop.jobs, len(chunks)), _Worker.start, workshop) as pool:
        for made in pool.map(_Worker.chunk, chunks):
            yield from made
            tell(len(made))


class _Worker:
    """One process's workshop: given to it once, when it starts."""

    _workshop: Workshop

    @classmethod
    def start(cls, workshop: Workshop) -> None:
        cls._workshop = workshop

    @classmethod
    def chunk(cls, slugs: Sequence[str]) -> list[Made]:
        return list(_chunk(cls._workshop, slugs, 1))


def _chunk(workshop: Workshop, slugs: Sequence[str], jobs: int) -> Iterator[Made]:
    """Make some bulletins; `jobs` is how many processes may print their posters."""
    own = Problems()
    folders = reader.locale_folders(workshop.folder, own)
    told = {slug: Problems() for slug in slugs}
    for problems in told.values():
        problems.add(*own.errors)
    read = {
        slug: reader.read_bulletin(workshop.folder, slug, folders, told[slug]) for slug in slugs
    }
    chunk = _site(workshop, read, told)
    shown = pages.standings(chunk, workshop.locales)
    renderer = Renderer(
        chunk, shown, workshop.assets.paths, pictures=workshop.pdf, tellers=interface.teller_in
    )
    former = _former(workshop.stage) if workshop.stage else publish.former(workshop.output)
    found = {bulletin.slug: bulletin for bulletin in chunk.bulletins}
    bench = _Bench(
        workshop=workshop,
        site=chunk,
        shown=shown,
        renderer=renderer,
        former=former,
        jobs=jobs,
    )
    for slug in slugs:
        if slug in found:
            yield bench.made(found[slug], read[slug], told[slug])
        else:
            locate.refine(told[slug], read[slug].documents, read[slug].catalogues)
            yield Made(slug, None, (), told[slug].errors + told[slug].warnings)


def _site(workshop: Workshop, read: dict[str, BulletinFiles], told: dict[str, Problems]) -> Site:
    """The site with those of the bulletins that can be read."""
    source, walk = workshop.ground.settings.source_locale, workshop.ground.walk
    found: list[Bulletin] = []
    lexicons: dict[tuple[str, str], Lexicon] = {}
    for slug, files in read.items():
        own = tuple(sites.bulletins({slug: files.documents}, source, walk, told[slug]))
        told[slug].add(*sites.foreign_sources(own, workshop.known))
        lexicons |= sites.lexicons_of(files.catalogues, told[slug])
        found += own
    return workshop.ground.with_bulletins(found, lexicons)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """What the bulletins of a chunk share."""

    workshop: Workshop
    site: Site
    shown: Standings
    renderer: Renderer
    former: Former
    """The files of the last build."""
    jobs: int

    def made(self, bulletin: Bulletin, files: BulletinFiles, told: Problems) -> Made:
        """A bulletin's files, unless something is wrong with its texts."""
        told.add(*check.bulletin_problems(self.site, bulletin))
        told.add(*self._incomplete(bulletin, told))
        told.add(*advice.of_bulletin(bulletin))
        if self.workshop.today:
            told.add(*advice.of_dates(bulletin, self.workshop.today))
        locate.refine(told, files.documents, files.catalogues)
        sound = not told.errors and self._is_shown(bulletin)
        staged = tuple(self._files(bulletin, told)) if sound else ()
        problems = told.errors + told.warnings
        if told.errors:
            return Made(bulletin.slug, None, staged, problems)
        notice = summary.to_json(self.renderer.presenter.notice(bulletin))
        unit = Unit(
            bulletin.slug,
            fingerprint.of_bulletin(
                self.workshop.ground_print, files.documents, sorted(files.catalogues.items())
            ),
            tuple(file.path for file in staged),
            tuple(file.sum for file in staged),
            files.seen,
            notice=notice if self._is_shown(bulletin) else "",
            warnings=told.warnings,
        )
        return Made(bulletin.slug, unit, staged, problems)

    def _incomplete(self, bulletin: Bulletin, told: Problems) -> Iterator[Problem]:
        """What is not finished in the catalogues; of one that cannot be read, nothing is known."""
        unread = {problem.path for problem in told.errors if problem.rule == syntax.RULE}
        found = advice.unpublished(self.site, bulletin, self.shown, strict=self.workshop.strict)
        yield from (problem for problem in found if problem.path not in unread)

    def _is_shown(self, bulletin: Bulletin) -> bool:
        """False for a bulletin that no page may name yet."""
        return bulletin.is_filled_in or self.site.is_preview

    def _files(self, bulletin: Bulletin, told: Problems) -> Iterator[Staged]:
        planned = pages.of_bulletin(self.site, bulletin, self.shown, review=self.workshop.review)
        for page in planned:
            with told.gathered():
                yield from self._put(page.path, self.renderer.page(page).encode())
        if self.workshop.pdf and not told.errors:
            yield from self._posters(tuple(pages.prints(self.site, planned)), told)

    def _posters(self, wanted: tuple[Print, ...], told: Problems) -> Iterator[Staged]:
        press = Press(
            site=self.site,
            renderer=self.renderer,
            styles=self.workshop.assets.data,
            faces=self.site.faces,
            former=self.former,
            jobs=self.jobs,
        )
        if self.workshop.stage is None:
            posters.look(wanted, press, told)
            return
        for path, data in posters.printed(wanted, press, told):
            yield from self._put(path, data)

    def _put(self, path: str, data: bytes) -> Iterator[Staged]:
        if self.workshop.stage is not None:
            yield self.workshop.stage.put(path, data)


@lru_cache(maxsize=1)
def _former(stage: Stage) -> Former:
    """The files of the former build: a list of all of them, read once in each process."""
    return publish.former(stage.output)
