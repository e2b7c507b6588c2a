"""Load a whole site for a command: read and assemble it, or check it by every rule as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.checks import locate
from generator.diagnostics.errors import Misused, Problem, Problems
from generator.diagnostics.messages import listed, said
from generator.layout import Files
from generator.locales import Locale, UnknownLocale, locale
from generator.render import templates
from generator.site import check, pages
from generator.site.site import Site, assemble
from generator.site.status import Progress, progress
from generator.source import reader


def load_site(folder: Path, problems: Problems) -> tuple[Files, Site | None]:
    """Read the site in a folder, its texts not yet checked; collect what is wrong.

    The site is None where it is too wrong to go on.

    Raises `Misused` where the folder is no site, `Unable` where the disk fails.
    """
    files = reader.read(folder, problems)
    sound = templates.sound_templates(files.templates, problems)
    return files, assemble(replace(files, templates=sound), problems)


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

    @property
    def rows(self) -> tuple[Progress, ...]:
        """Each bulletin in each locale, and the site's own words."""
        return tuple(progress(self.site, pages.standings(self.site)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The errors that `check` would report of the texts, which keep all from being built."""
        problems = Problems()
        problems.add(*check.text_problems(self.site))
        return problems.errors


def status(folder: Path) -> Overview:
    """Tell how far each bulletin is right in each locale.

    Raises `Refused` where the site cannot be read, `Misused` and `Unable` as `load_site`.
    """
    problems = Problems()
    _, found = load_site(folder, problems)
    problems.refuse()
    assert found is not None  # refused above, with the reason
    return Overview(found)
