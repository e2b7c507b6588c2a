"""The composition root: read the site, plan its pages, render them, publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from generator import (
    assets,
    discovery,
    feeds,
    hosting,
    loading,
    pages,
    posters,
    publication,
    rendering,
    sitemap,
)
from generator.addresses import base_url
from generator.catalogues import Coverage, Lexicon
from generator.errors import Misused, Problem, Problems
from generator.locales import Locale, UnknownLocale, locale
from generator.model import SITE_DOMAIN
from generator.pages import Page, Standing, Standings
from generator.posters import Press
from generator.presenting import Presenter
from generator.publication import Published
from generator.site import Site


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for."""

    site: Path
    output: Path
    locales: tuple[str, ...] = ()
    """Only these of the site's languages; all of them where it is empty."""
    strict: bool = False
    """True refuses a bulletin that is not right in every language."""
    review: bool = False
    """True adds a review sheet for each bulletin and language."""
    pdf: bool = True
    """False leaves the posters' PDFs and pictures out."""
    jobs: int = 1
    """How many processes may print posters at once."""
    base_url: str = ""
    """Overrides the one in site.toml; empty leaves that."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, and what it has to say."""

    published: Published
    warnings: tuple[Problem, ...]


def build(options: Options) -> Built:
    """Build the whole site into the output folder.

    Raises `Refused` with every problem of the run, and then has changed nothing; `Misused` or
    `Unable` where the folders are at fault.
    """
    publication.check_folder(options.output, options.site)
    problems = Problems()
    files = dict(_made(options, problems))
    return Built(publication.publish(files, options.output), problems.warnings)


def check(site: Path) -> tuple[Problem, ...]:
    """Every problem that a build of the site would tell, warnings too; writes nothing."""
    problems = Problems()
    with problems.gathered():
        dict(_made(Options(site, site / "output", pdf=False), problems))
    return (*problems.errors, *problems.warnings)


def _made(options: Options, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """Every file of the output; raises `Refused` where one cannot be made."""
    asked = _as_asked(loading.read_site(options.site, problems), options)
    shown = pages.standings(asked)
    problems.add(*_unfinished(asked, shown, strict=options.strict))
    problems.refuse()
    yield from _files(asked, shown, options, problems)


def _as_asked(whole: Site, options: Options) -> Site:
    """The site with the options' languages and address."""
    if options.base_url:
        try:
            whole = whole.with_base_url(base_url(options.base_url))
        except ValueError as error:
            raise Misused(str(error)) from None
    if options.locales:
        whole = whole.with_locales([_asked(tag, whole) for tag in options.locales])
    return whole


def _asked(tag: str, whole: Site) -> Locale:
    known = ", ".join(one.tag for one in whole.settings.locales)
    try:
        found = locale(tag)
    except UnknownLocale as error:
        raise Misused(f"{error}; the site's languages are {known}") from None
    if found not in whole.settings.locales:
        raise Misused(f"{tag} is not one of the site's languages, which are {known}")
    return found


def _unfinished(asked: Site, shown: Standings, *, strict: bool) -> Iterator[Problem]:
    """What is not published as it is, and why: a line a bulletin and language."""
    for one in asked.settings.locales:
        if one not in shown.locales:
            lexicon, coverage = asked.lexicon(one, SITE_DOMAIN), asked.site_coverage(one)
            what = (
                f"nothing is published in {one.tag}, since the words of its pages are not finished"
            )
            yield _told(what, lexicon, coverage, strict=strict)
    for bulletin in asked.bulletins:
        for one in shown.locales:
            standing = shown.of[bulletin.slug, one.tag]
            if standing is not Standing.PUBLISHED:
                lexicon, coverage = asked.lexicon(one, bulletin.slug), asked.coverage(bulletin, one)
                withheld = standing is Standing.WITHHELD
                shown_as = "is withheld" if withheld else "is shown with source text"
                what = f"the bulletin {bulletin.slug} {shown_as} in {one.tag}"
                yield _told(what, lexicon, coverage, strict=strict)


def _told(what: str, lexicon: Lexicon, coverage: Coverage, *, strict: bool) -> Problem:
    missing, waiting = len(coverage.missing), len(coverage.needs_review)
    counts = [f"{missing} missing"] * bool(missing) + [f"{waiting} to review"] * bool(waiting)
    unknown = any(message.key not in lexicon.entries for message in coverage.missing)
    remedies = [
        *["run python -m generator update"] * unknown,
        *["translate what is missing"] * bool(missing),
        *["read what needs review, and take its mark (fuzzy) away when it is right"]
        * bool(waiting),
    ]
    line = _first_line(lexicon, coverage)
    wrong = f"{what}: {' and '.join(counts)}"
    return Problem(lexicon.path, line, "incomplete", wrong, ", ".join(remedies), not strict)


def _first_line(lexicon: Lexicon, coverage: Coverage) -> int:
    """The line of the first message that is not finished; 1 where it is not in the file."""
    unfinished = (*coverage.needs_review, *coverage.missing)
    entries = (lexicon.entries.get(message.key) for message in unfinished)
    return min((entry.line for entry in entries if entry is not None), default=1)


def _files(
    asked: Site, shown: Standings, options: Options, problems: Problems
) -> Iterator[tuple[str, bytes]]:
    """Every file of the output but the sums."""
    styled = assets.published(asked.assets)
    renderer = rendering.Renderer(asked, shown, styled.paths, pictures=options.pdf)
    planned = pages.plan(asked, shown, review=options.review)
    for page in planned:
        with problems.gathered():
            yield page.path, renderer.page(page).encode()
    problems.refuse()
    if options.pdf:
        press = Press(
            renderer, styled.data, asked.faces, publication.former(options.output), options.jobs
        )
        yield from posters.printed(pages.prints(asked, planned), press, problems)
        problems.refuse()
    yield from styled.data.items()
    yield from _for_machines(asked, shown, renderer.presenter, planned)


def _for_machines(
    asked: Site, shown: Standings, present: Presenter, planned: Iterable[Page]
) -> Iterator[tuple[str, bytes]]:
    """What hosts, robots and feed readers are told; without an address, no feed and no sitemap."""
    yield "_headers", hosting.headers()
    addressed = bool(asked.settings.base_url)
    yield "robots.txt", hosting.robots(discovery.url(asked, sitemap.PATH) if addressed else "")
    if addressed:
        yield from sitemap.sitemaps(asked, shown, planned)
        for one in shown.locales:
            right = (b for b in asked.bulletins if one in shown.published(b.slug))
            newest = tuple(islice(right, feeds.LENGTH))
            yield discovery.feed_path(one), feeds.feed(asked, present, one, newest)
