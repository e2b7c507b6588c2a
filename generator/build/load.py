"""Load a whole site for a command: read and assemble it, or check it by every rule as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator import moments, options
from generator.checks import locate
from generator.checks.rules import Memory
from generator.diagnostics.errors import Misused, Problem, Problems
from generator.diagnostics.messages import listed, said
from generator.incremental import fingerprint, manifest
from generator.layout import SITE_DOMAIN, Files
from generator.locales import Locale, UnknownLocale, locale
from generator.output import publish
from generator.render import templates
from generator.render.renderer import Renderer
from generator.site import check, pages
from generator.site.pages import Standings
from generator.site.site import Site, assemble
from generator.site.status import Printed, Progress, progress
from generator.source import reader


def load_site(folder: Path) -> tuple[Files, Site]:
    """Read the site in a folder, its texts not yet checked: they may still be wrong.

    Raises `Refused` with everything that keeps a file from being read, `Misused` where the folder
    is no site, `Unable` where the disk fails.
    """
    problems = Problems()
    files = reader.read(folder, problems)
    read = files
    if files.own_templates:  # those that come with the program are sound
        sound = templates.sound_templates(files.templates, problems)
        read = replace(files, templates=sound)
    site = assemble(read, problems)
    problems.refuse()
    assert site is not None  # refused above, with the reason
    return files, site


def check_files(files: Files, problems: Problems) -> Site | None:
    """Assemble the site in `files` and check every text; put each problem at its very line."""
    site = assemble(files, problems)
    if site is not None:
        problems.add(*check.text_problems(site))
    documents = (source for every in files.documents.values() for source in every)
    locate.refine(problems, documents, files.catalogs)
    return site


def asked_for(tag: str, known: Sequence[Locale]) -> Locale:
    """Find the one of a site's locales that somebody named; raise `Misused` for any other."""
    tags = listed(one.tag for one in known)
    try:
        found = locale(tag)
    except UnknownLocale as error:
        raise Misused(
            said("{error}; the site's languages are {tags}", error=error, tags=tags)
        ) from None
    if found not in known:
        raise Misused(
            said("{tag} is not one of the site's languages, which are {tags}", tag=tag, tags=tags)
        )
    return found


@dataclass(frozen=True, slots=True)
class Overview:
    """How far a site is; each part is worked out when it is asked for."""

    site: Site
    folder: Path
    """Where its files are."""
    output: Path
    """Where it is published."""

    @property
    def rows(self) -> tuple[Progress, ...]:
        """Each bulletin in each locale, and the site's own words."""
        shown = pages.standings(self.site)
        return tuple(progress(self.site, shown, _printed(self.site, shown, self.output)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The errors that `check` would report of the texts, which keep all from being built."""
        program, known = fingerprint.program(), manifest.recall(self.folder, self.output)

        def memory_of(domain: str) -> Memory:
            unit = known.units.get(domain)
            judged = known.judged if domain == SITE_DOMAIN else unit.judged if unit else ""
            return Memory(program, judged)

        problems = Problems()
        problems.add(*check.text_problems(self.site, memory_of))
        return problems.errors


def _printed(site: Site, shown: Standings, output: Path) -> dict[tuple[str, str], Printed]:
    """Tell which sheets of each bulletin and locale are published, and which say something else."""
    from generator.posters import jobs, sheets

    former = publish.former(output)
    renderer = Renderer(site, shown, {})
    found = {}
    for bulletin in site.bulletins:
        planned = pages.of_bulletin(site, bulletin, shown)
        for one in shown.locales:
            wanted = pages.prints(site, [page for page in planned if page.locale == one])
            version = sheets.version_of(former(pages.sheet_path(bulletin.slug, one)))
            if version:
                old = tuple(jobs.outdated(wanted, renderer, former))
                found[bulletin.slug, one.tag] = Printed(version.day.isoformat(), old)
    return found


def status(folder: Path, now: datetime | None = None) -> Overview:
    """Tell how far each bulletin is right in each locale, and what of it is overdue.

    `now` is when it is, if not by the clock; its sheets are looked for in the site's own output/.

    Raises `Refused` where the site cannot be read, `Misused` and `Unable` as `load_site`.
    """
    _, found = load_site(folder)
    at = moments.in_zone(now or options.now(), found.settings.time_zone)
    return Overview(replace(found, now=at), folder, folder / "output")
