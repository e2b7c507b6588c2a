"""The composition root: read the site, plan its pages, render them, publish."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator import loading, pages, publication, rendering
from generator.errors import Misused, Problem, Problems
from generator.locales import Locale, UnknownLocale, locale
from generator.pages import Standing, Standings
from generator.publication import Published
from generator.settings import base_url
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
    whole = loading.read_site(options.site, problems)
    asked = _as_asked(whole, options)
    shown = pages.standings(asked)
    problems.add(*_unfinished(asked, shown, strict=options.strict))
    problems.refuse()
    files = dict(_files(asked, shown, review=options.review))
    return Built(publication.publish(files, options.output), problems.warnings)


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
    """What is not published as it is, and why: a warning a bulletin and language."""
    for one in asked.settings.locales:
        if one not in shown.locales:
            coverage = asked.site_coverage(one)
            yield _told(
                "the whole language",
                asked.lexicon(one, "site").path,
                one,
                len(coverage.missing),
                len(coverage.needs_review),
                strict,
            )
    for bulletin in asked.bulletins:
        for one in shown.locales:
            standing = shown.of[bulletin.slug, one.tag]
            if standing is not Standing.PUBLISHED:
                coverage = asked.coverage(bulletin, one)
                what = (
                    "the bulletin"
                    if standing is Standing.WITHHELD
                    else "source text in the bulletin"
                )
                yield _told(
                    what,
                    asked.lexicon(one, bulletin.slug).path,
                    one,
                    len(coverage.missing),
                    len(coverage.needs_review),
                    strict,
                )


def _told(what: str, path: str, one: Locale, missing: int, waiting: int, strict: bool) -> Problem:
    counts = [f"{missing} missing"] * bool(missing) + [f"{waiting} to review"] * bool(waiting)
    verb = "is shown" if what.startswith("source") else "is withheld"
    return Problem(
        path,
        1,
        "incomplete",
        f"{what} {verb} in {one.tag}: {' and '.join(counts)}",
        "translate the first and unmark the others when they are right",
        warning=not strict,
    )


def _files(asked: Site, shown: Standings, *, review: bool) -> Iterator[tuple[str, bytes]]:
    """Every file of the output but the sums."""
    asset_paths = {name: _asset_path(name, data) for name, data in asked.assets.items()}
    renderer = rendering.Renderer(asked, shown, asset_paths)
    problems = Problems()
    for page in pages.plan(asked, shown, review=review):
        with problems.gathered():
            yield page.path, renderer.page(page).encode()
    problems.refuse()
    yield from ((asset_paths[name], data) for name, data in asked.assets.items())
    yield "robots.txt", b"User-agent: *\nAllow: /\n"


def _asset_path(name: str, data: bytes) -> str:
    """An asset's place: its content is part of its name, so that hosts may cache it for ever."""
    pure = PurePosixPath(name)
    return f"assets/{pure.stem}.{hashlib.sha256(data).hexdigest()[:10]}{pure.suffix}"
