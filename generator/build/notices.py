"""Look at all notices at once, by their summaries: links between them, and their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from generator.build.context import Context, Rendered
from generator.diagnostics.errors import Problem
from generator.incremental import manifest
from generator.incremental.manifest import Unit
from generator.listings import addresses, summary
from generator.listings.summary import Summary
from generator.options import Options
from generator.output import checksums
from generator.site import check

Summaries = Mapping[str, Summary]
"""By the slugs of the bulletins."""


def dead_links(
    context: Context, slugs: Sequence[str], bulletins: Iterable[Rendered], notices: Summaries
) -> Iterator[Problem]:
    """Find links to notices that lead nowhere, also in notices that are up to date.

    At a notice's former address a page leads on.
    """
    hidden = {each.unit.name for each in bulletins if not each.unit.summary}
    known = {*slugs, *(former for one in notices.values() for former in one.moved_from)}
    of_site = check.links_of_site(context.site)
    for links in (of_site, *(one.links for one in notices.values())):
        yield from check.dead_links(links, known, hidden)


def dead_addresses(
    options: Options, slugs: Sequence[str], notices: Mapping[str, Summary]
) -> Iterator[Problem]:
    """Find addresses that lead nowhere, or would no longer: the output's list has those of now."""
    yield from addresses.problems(notices.values(), slugs)
    if not options.preview:
        published = dict(checksums.of(options.output))
        yield from addresses.vanished(notices.values(), slugs, published, strict=options.strict)


def unchanged_dates(
    options: Options, notices: Mapping[str, Summary], now: datetime
) -> Iterator[Problem]:
    """Find texts that were changed since the last build without a new `updated`."""
    before = summaries(manifest.recall(options.site, options.output).units.values())
    today = now.date().isoformat()
    yield from addresses.unchanged_dates(notices.values(), before, today)


def summaries(units: Iterable[Unit]) -> Mapping[str, Summary]:
    """Read the summaries of bulletins, by their slugs; once a build, since it takes some time."""
    return {unit.name: summary.from_json(unit.summary) for unit in units if unit.summary}
