"""Read, check, render and print each bulletin: some at a time, in several processes if it pays.

What is made of one bulletin depends on no other: lists, feeds and the sitemap come afterwards, from
the summaries of the bulletins. So memory stays flat however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import starmap
from typing import TYPE_CHECKING

from generator.build.context import Context, Rendered
from generator.build.drawn import Again, Drawn
from generator.catalogs import interface, syntax
from generator.catalogs.lookup import Lexicon
from generator.checks import locate
from generator.checks.rules import Memory
from generator.diagnostics.errors import Problem, Problems
from generator.diagnostics.messages import listed, said
from generator.incremental import fingerprint
from generator.incremental.manifest import REHEARSED, Manifest, Unit
from generator.listings import summary
from generator.locales import Locale
from generator.model import Bulletin, Picture
from generator.output import publish
from generator.output.stage import Discard, Stage, Staged
from generator.render import pictures
from generator.render.renderer import Renderer
from generator.site import advice, check, life, pages
from generator.site.pages import Print, Standings
from generator.site.site import Site, bulletins, foreign_sources, lexicons_of
from generator.source import reader
from generator.source.reader import BulletinFiles
from generator.views import PageData

if TYPE_CHECKING:
    from generator.posters.jobs import Press

_CHUNK = 20
"""Bulletins rendered together: templates are looked up, and a process is asked, once for all."""
_FEW = 8
"""So few bulletins that a second process does not pay: it takes some time to start."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a bulletin."""

    slug: str
    rendered: Rendered | None
    """None where it is refused."""
    problems: tuple[Problem, ...]


def render_bulletins(
    context: Context, slugs: Sequence[str], fresh: Manifest, known: Manifest, problems: Problems
) -> tuple[Rendered, ...]:
    """Read, check, render and print each bulletin that is not fresh; give them all, in order.

    Texts that `known`, the last build, has judged as they are now are not judged again. What is
    wrong goes into `problems`; a bulletin that is refused is left out. Raises `Unable`
    where the disk fails, or a program that is needed is missing.
    """
    left = (slug for slug in slugs if slug not in fresh.units)
    stale = {slug: known.units[slug].judged if slug in known.units else "" for slug in left}
    found = {slug: Rendered(fresh.units[slug]) for slug in slugs if slug in fresh.units}
    for done, result in enumerate(_outcomes(context, stale), 1):
        context.options.progress(done, len(stale))
        problems.add(*result.problems)
        if result.rendered is not None:
            found[result.slug] = result.rendered
    problems.add(
        *(one for slug in slugs if slug in fresh.units for one in fresh.units[slug].warnings)
    )
    return tuple(found[slug] for slug in slugs if slug in found)


def _outcomes(context: Context, stale: Mapping[str, str]) -> Iterator[_Outcome]:
    """Render bulletins in order, some at a time; in several processes where that pays."""
    rows, jobs = list(stale.items()), context.options.jobs
    chunks = [dict(rows[at : at + _CHUNK]) for at in range(0, len(rows), _CHUNK)]
    if jobs == 1 or len(rows) <= _FEW:
        for chunk in chunks:
            yield from _chunk(context, chunk, jobs)
        return
    from generator import workers

    with workers.pool(min(jobs, len(chunks)), _Worker.start, context.for_workers()) as pool:
        for outcomes in pool.map(_Worker.chunk, chunks):
            yield from outcomes


class _Worker:
    """Hold one process's context: it is sent there once, when the process starts."""

    _context: Context

    @classmethod
    def start(cls, context: Context) -> None:
        cls._context = context

    @classmethod
    def chunk(cls, slugs: Mapping[str, str]) -> list[_Outcome]:
        return list(_chunk(cls._context, slugs, 1))


def _chunk(context: Context, slugs: Mapping[str, str], jobs: int) -> Iterator[_Outcome]:
    """Render some bulletins, each by what was found in its texts before.

    `jobs` is how many processes may print their posters.
    """
    site_folder, own = context.options.site, Problems()
    folders = reader.locale_folders(site_folder, own)
    problems = {slug: Problems() for slug in slugs}
    for each in problems.values():
        each.add(*own.errors)
    files = {
        slug: reader.read_bulletin(site_folder, slug, folders, problems[slug]) for slug in slugs
    }
    quiet = {slug for slug, told in problems.items() if not (told.errors or told.warnings)}
    drawn = Drawn(context.options, context.drawn_by, context.site.now, quiet)
    again = dict(_filled_again(context, files, drawn))
    left = {slug: read for slug, read in files.items() if slug not in again}
    memories = {slug: Memory(context.program, slugs[slug]) for slug in left}
    anew = _anew(context, left, problems, memories, drawn, jobs)
    for slug in slugs:
        yield _kept(context, files[slug], again[slug]) if slug in again else next(anew)


def _filled_again(
    context: Context, files: Mapping[str, BulletinFiles], drawn: Drawn
) -> Iterator[tuple[str, Again]]:
    """Fill the templates in with what is remembered of bulletins."""
    renderer = Renderer(context.site, Standings(context.locales, {}), context.assets.paths)
    for slug, read in files.items():
        if found := drawn.again(slug, read, renderer):
            yield slug, found


def _kept(context: Context, files: BulletinFiles, again: Again) -> _Outcome:
    """Put the pages of a bulletin that were filled in again."""
    staged = tuple(starmap(context.sink.put, again.pages))
    unit = replace(
        again.unit,
        made_from=_made_from(context, files),
        paths=tuple(file.path for file in staged),
        sums=tuple(file.sum for file in staged),
        facts=context.site.settings.values_shown(one.text for one in files.documents),
    )
    return _Outcome(unit.name, Rendered(unit, staged), unit.warnings)


def _made_from(context: Context, files: BulletinFiles) -> str:
    catalogs = sorted(files.catalogs.items())
    return fingerprint.of_bulletin(context.fingerprint, files.documents, catalogs, files.pictures)


def _anew(
    context: Context,
    files: Mapping[str, BulletinFiles],
    problems: Mapping[str, Problems],
    memories: Mapping[str, Memory],
    drawn: Drawn,
    jobs: int,
) -> Iterator[_Outcome]:
    """Read, check and render bulletins from their files."""
    site = with_bulletins(context, files, problems, memories)
    shown = pages.standings(site, context.locales)
    renderer = Renderer(
        site,
        shown,
        context.assets.paths,
        pictures=context.options.pdf,
        tellers=interface.teller_in,
        beside=context.options.review_of,
    )
    bench = _Bench(
        context=context, site=site, shown=shown, renderer=renderer, drawn=drawn, jobs=jobs
    )
    found = {bulletin.slug: bulletin for bulletin in site.bulletins}
    for slug, read in files.items():
        if slug in found:
            yield bench.outcome(found[slug], read, problems[slug], memories[slug])
        else:
            locate.refine(problems[slug], read.documents, read.catalogs)
            yield _Outcome(slug, None, problems[slug].errors + problems[slug].warnings)


def with_bulletins(
    context: Context,
    files: Mapping[str, BulletinFiles],
    problems: Mapping[str, Problems],
    memories: Mapping[str, Memory],
) -> Site:
    """Take the site with those of the bulletins that can be read; what is wrong is recalled."""
    source, walk = context.site.settings.source_locale, context.site.walk
    found: list[Bulletin] = []
    lexicons: dict[tuple[str, str], Lexicon] = {}
    for slug, read in files.items():
        documents, recall = {slug: read.documents}, memories[slug].recall
        own = tuple(bulletins(documents, source, walk, problems[slug], recall))
        problems[slug].add(*foreign_sources(own, context.known))
        lexicons |= lexicons_of(read.catalogs, problems[slug])
        made = tuple(pictures.made(read.pictures, f"content/{slug}"))
        problems[slug].add(*(one for one in made if isinstance(one, Problem)))
        shown = {one.name: one for one in made if isinstance(one, Picture)}
        found += [replace(one, pictures=shown) for one in own]
    return context.site.with_bulletins(found, lexicons)


def check_bulletin(  # noqa: PLR0913 - the last three by name
    site: Site,
    bulletin: Bulletin,
    shown: Standings,
    problems: Problems,
    *,
    strict: bool = False,
    is_check: bool = True,
    memory: Memory | None = None,
) -> None:
    """Run every rule on a bulletin, or recall it; a check also tells what time has made of it."""
    problems.add(*check.bulletin_problems(site, bulletin, memory))
    unread = {problem.path for problem in problems.errors if problem.rule == syntax.RULE}
    unfinished = advice.unpublished(site, bulletin, shown, strict=strict)
    problems.add(*(problem for problem in unfinished if problem.path not in unread))
    problems.add(*check.picture_problems(site, bulletin))
    problems.add(*advice.of_bulletin(bulletin, strict=strict))
    problems.add(*life.ahead(bulletin, site.now))
    if is_check:
        problems.add(*advice.of_dates(bulletin, site.now.date()))
        problems.add(*life.overdue(bulletin, site.now))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """Render the bulletins of a chunk with what they share."""

    context: Context
    site: Site
    """With the bulletins of the chunk."""
    shown: Standings
    renderer: Renderer
    drawn: Drawn
    jobs: int

    def outcome(
        self, bulletin: Bulletin, files: BulletinFiles, problems: Problems, memory: Memory
    ) -> _Outcome:
        """Check a bulletin, and render its files unless something is wrong with its texts.

        What is found is put at its very line.
        """
        strict, is_check = self.context.options.strict, isinstance(self.context.sink, Discard)
        asked = {"strict": strict, "is_check": is_check}
        check_bulletin(self.site, bulletin, self.shown, problems, **asked, memory=memory)
        sound = not problems.errors and self._is_shown(bulletin)
        made: list[tuple[PageData, str]] = []
        staged = tuple(self._files(bulletin, problems, memory, made)) if sound else ()
        locate.refine(problems, files.documents, files.catalogs)
        told = problems.errors + problems.warnings
        if problems.errors:
            return _Outcome(bulletin.slug, None, told)
        unit = Unit(
            bulletin.slug,
            _made_from(self.context, files),
            tuple(file.path for file in staged),
            tuple(file.sum for file in staged),
            files.seen,
            summary=self._summary(bulletin),
            span=life.span(bulletin, self.site.now),
            warnings=problems.warnings,
            facts=self.site.settings.values_shown(one.text for one in files.documents),
            judged=memory.kept,
        )
        self.drawn.keep(unit, files, made)
        return _Outcome(bulletin.slug, Rendered(unit, staged), told)

    def _is_shown(self, bulletin: Bulletin) -> bool:
        """Tell whether any page may name a bulletin yet."""
        return bulletin.is_filled_in or self.site.is_preview

    def _summary(self, bulletin: Bulletin) -> str:
        """Summarize a bulletin for lists and feeds, as JSON; empty where none may name it."""
        summarized = summary.to_json(self.renderer.presenter.summary(bulletin))
        return summarized if self._is_shown(bulletin) else ""

    def _files(
        self,
        bulletin: Bulletin,
        problems: Problems,
        memory: Memory,
        pages_made: list[tuple[PageData, str]],
    ) -> Iterator[Staged]:
        """Make a bulletin's files; each of its pages goes into `pages_made`, with its data."""
        options, sink = self.context.options, self.context.sink
        planned = pages.of_bulletin(
            self.site, bulletin, self.shown, review=options.review, posters=options.pdf
        )
        if options.review_of:
            planned = pages.review_sheets(self.site, bulletin)
        text = ""
        for page in planned:
            with problems.gathered():
                data = self.renderer.data(page)
                made = self.renderer.filled(data)
                pages_made.append((data, made))
                yield sink.put(page.path, made.encode())
                if page.kind == "short" and not page.at:
                    sent = bulletin, page.locale, made.strip(), text
                    problems.add(*self._of_message(*sent, memory))
                # Of a language it comes right before the message.
                text = made if page.kind == "text" else text
            if page.kind == "bulletin":
                yield from starmap(sink.put, pictures.files(bulletin, page.locale))
        if problems.errors or options.preview or options.review_of:
            return
        if options.pdf:
            sheets = tuple(pages.prints(self.site, planned))
            yield from starmap(sink.put, self._posters(sheets, problems))
        elif isinstance(sink, Stage):
            yield from starmap(sink.put, self._former_posters(bulletin))

    def _of_message(
        self, bulletin: Bulletin, locale: Locale, message: str, page: str, memory: Memory
    ) -> Iterable[Problem]:
        """Warn of a notice's message, or recall what was found of the same one."""
        place = advice.place_of_message(self.site, bulletin, locale)
        is_written = bool(bulletin.head.labels["short"])
        known = locale.tag, self.site.settings.base_url, is_written, message, page
        return memory.recall(
            place[0],
            ("message", *place, *known),
            lambda: advice.of_message(self.site, bulletin, locale, message, page),
        )

    def _press(self, renderer: Renderer) -> Press:
        from generator.posters.jobs import Press

        return Press(
            site=self.site,
            renderer=renderer,
            faces=self.site.faces,
            former=self._former,
            jobs=self.jobs,
        )

    def _former(self, path: str) -> bytes:
        """Find a sheet of the last build, or of a rehearsal since, which prints what changes."""
        rehearsed = publish.former(self.context.options.site / REHEARSED)
        return rehearsed(path) or publish.former(self.context.sink.output)(path)

    def _former_posters(self, bulletin: Bulletin) -> Iterator[tuple[str, bytes]]:
        """Take over the posters of the last build that are still right, where none are printed."""
        every = pages.prints(self.site, pages.of_bulletin(self.site, bulletin, self.shown))
        output = self.context.sink.output
        if there := [job for job in every if all((output / path).is_file() for path in job.paths)]:
            from generator.posters import jobs

            renderer = Renderer(self.site, self.shown, self.context.assets.paths)
            yield from jobs.still_right(there, self._press(renderer))

    def _posters(
        self, sheets: tuple[Print, ...], problems: Problems
    ) -> Iterator[tuple[str, bytes]]:
        """Print the posters, or only see whether they fit where no file is kept."""
        from generator.posters import jobs

        press = self._press(self.renderer)
        if isinstance(self.context.sink, Stage):
            yield from jobs.printed(sheets, press, problems)
        else:
            jobs.try_fit(sheets, press, problems)
            self._reprint(sheets, press, problems)

    def _reprint(self, wanted: tuple[Print, ...], press: Press, problems: Problems) -> None:
        """Warn once of a bulletin's published sheets that say what is no longer said."""
        from generator.posters import jobs

        found = tuple(jobs.outdated(wanted, press.renderer, press.former))
        if found:
            wrong = said(
                "these published sheets say what the notice no longer says: {sheets}",
                sheets=listed(found),
            )
            remedy = said("build, and print them again")
            path = wanted[0].bulletin.head.path
            problems.add(Problem(path, 1, "printed", wrong, remedy, warning=True))
