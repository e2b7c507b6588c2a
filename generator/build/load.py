"""A folder -> the Site, and what is wrong with it: the first stage of every command."""

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
from generator.site import site as sites
from generator.site import status as report
from generator.site.site import Site
from generator.site.status import Row
from generator.source import reader


def load_site(folder: Path, problems: Problems) -> tuple[Files, Site | None]:
    """The site in a folder, its texts not yet checked; what is wrong goes into `problems`.

    None where it is too wrong to go on.

    Raises `Misused` where the folder is no site, `Unable` where the disk fails.
    """
    files = reader.read(folder, problems)
    sound = templates.sound_templates(files.templates, problems)
    return files, sites.assemble(replace(files, templates=sound), problems)


def read_site(folder: Path, problems: Problems) -> Site:
    """The site in a folder, checked by every rule; warnings go into `problems`.

    Raises `Refused` with everything that is wrong with it; `Misused` and `Unable` as `load_site`.
    """
    files, found = load_site(folder, problems)
    if found is not None:
        problems.add(*check.text_problems(found))
    documents = (source for every in files.documents.values() for source in every)
    locate.refine(problems, documents, files.catalogues)
    problems.refuse()
    assert found is not None  # refused above, with the reason
    return found


def asked_for(tag: str, known: Sequence[Locale]) -> Locale:
    """The one of a site's languages that somebody named; raises `Misused` for any other."""
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
    """How far a site is; each is worked out when it is asked for."""

    site: Site

    @property
    def rows(self) -> tuple[Row, ...]:
        """Each bulletin in each language, and the site's own words."""
        return tuple(report.rows(self.site, pages.standings(self.site)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The errors that `check` would tell of the texts, which keep all from being built."""
        problems = Problems()
        problems.add(*check.text_problems(self.site))
        return problems.errors


def status(folder: Path) -> Overview:
    """How far each bulletin is right in each language.

    Raises `Refused` where the site cannot be read, `Misused` and `Unable` as `load_site`.
    """
    problems = Problems()
    _, found = load_site(folder, problems)
    problems.refuse()
    assert found is not None  # refused above, with the reason
    return Overview(found)
