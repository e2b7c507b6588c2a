"""Draw one sheet of a site as it is now, for a preview: those of a whole site take their time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.build.bulletins import with_bulletins
from generator.build.context import prepare
from generator.build.inputs import read_inputs
from generator.checks.rules import Memory
from generator.diagnostics.errors import Problems
from generator.incremental.manifest import Manifest
from generator.options import Options
from generator.output.stage import Discard
from generator.posters import jobs
from generator.render.renderer import Renderer
from generator.site import pages
from generator.site.pages import Print, Standings
from generator.site.site import Site
from generator.source import reader


def drawing(options: Options, path: str) -> bytes:
    """Draw the sheet at a path of the output as SVG; empty where there is none.

    Raises `Refused` where the site or the sheet is wrong, `Unable` where the disk fails.
    """
    problems = Problems()
    inputs = read_inputs(options, problems)
    context = prepare(options, inputs, Discard(options.output), Manifest(), problems)
    folders = reader.locale_folders(options.site, problems)
    for slug in inputs.slugs:
        if slug not in path:
            continue
        read = reader.read_bulletin(options.site, slug, folders, problems)
        site = replace(
            with_bulletins(context, {slug: read}, {slug: problems}, {slug: Memory()}),
            is_preview=False,
        )
        shown = pages.standings(site, context.locales)
        if job := next((one for one in _sheets(site, shown) if one.svg == path), None):
            renderer = Renderer(site, shown, context.assets.paths)
            return jobs.drawn(job, site, renderer)
    return b""


def _sheets(site: Site, shown: Standings) -> Iterator[Print]:
    """List the sheets of the site's bulletins."""
    for bulletin in site.bulletins:
        yield from pages.prints(site, pages.of_bulletin(site, bulletin, shown))
