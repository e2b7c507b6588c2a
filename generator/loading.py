"""A folder -> the Site, and what is wrong with it: the first stage of every command."""

from __future__ import annotations

from pathlib import Path

from generator import pages, rendering, report, sources
from generator import site as sites
from generator.errors import Problem, Problems
from generator.report import Row
from generator.site import Files, Site


def load_site(folder: Path, problems: Problems) -> tuple[Files, Site | None]:
    """The site in a folder, its texts not yet checked; what is wrong goes into `problems`.

    None where it is too wrong to go on.
    """
    files = sources.read(folder, problems)
    templates_are_sound = False
    with problems.gathered():
        rendering.check_templates(files.templates)
        templates_are_sound = True
    found = sites.assemble(files, problems)
    return files, found if templates_are_sound else None


def read_site(folder: Path, problems: Problems) -> Site:
    """The site in a folder, checked by every rule; warnings go into `problems`.

    Raises `Refused` with everything that is wrong with it.
    """
    _, found = load_site(folder, problems)
    if found is not None:
        problems.add(*sites.text_problems(found))
    problems.refuse()
    assert found is not None  # refused above, with the reason
    return found


def check(folder: Path) -> tuple[Problem, ...]:
    """Every problem of the site, warnings too; builds nothing."""
    problems = Problems()
    with problems.gathered():
        pages.standings(read_site(folder, problems))
    return (*problems.errors, *problems.warnings)


def status(folder: Path) -> tuple[Row, ...]:
    """How far each bulletin is right in each language.

    Raises `Refused` where the site cannot be read; what the rules find is `check`'s to tell.
    """
    problems = Problems()
    _, found = load_site(folder, problems)
    problems.refuse()
    assert found is not None  # refused above, with the reason
    return tuple(report.rows(found, pages.standings(found)))
