"""Build the site: the stages in their order, from the files that are read to those published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build import lock
from generator.build.inputs import Inputs, read_inputs
from generator.diagnostics.errors import Problem, Problems, Unable, reason_of
from generator.diagnostics.messages import said
from generator.incremental import manifest, reuse, stat
from generator.incremental.manifest import Manifest, Unit
from generator.options import Options, Progress, silent
from generator.output import checksums, publish
from generator.output.checksums import SUMS
from generator.output.publish import Published
from generator.output.stage import Discard, Stage
from generator.source import reader

if TYPE_CHECKING:
    from generator.build.context import Context, Rendered
    from generator.listings.summary import Summary


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, and what it has to say."""

    published: Published
    warnings: tuple[Problem, ...]
    reprint: tuple[str, ...] = ()
    """The sheets that say something else than those that were published, by their PDF's path."""
    dropped: tuple[str, ...] = ()
    """The sheets that are made no longer, likewise."""


def build(options: Options) -> Built:
    """Build the whole site into the output folder; what is up to date there stays as it is.

    Raises `Refused` with every problem of the run, and then has changed nothing; `Misused` or
    `Unable` where the folders are at fault.
    """
    try:
        reader.check_site(options.site)
        publish.check_folder(options.output, options.site)
        with lock.held(options.site, options.output, options.notify):
            return _build(options)
    except OSError as error:
        place = error.filename or options.output
        raise Unable(
            said("{place}: the disk failed: {reason}", place=place, reason=reason_of(error))
        ) from error


def _build(options: Options) -> Built:
    """Run the stages; stop after the second where nothing is stale, as in most builds."""
    problems = Problems()
    inputs = read_inputs(options, problems)
    last, fresh = _find_fresh(options, inputs)
    is_whole = fresh.covers(last, inputs.slugs) and not publish.is_cut_short(options.output)
    if is_whole and not problems.errors:
        return _unchanged(options, last, fresh, problems)

    # Imported here: it takes longer than a build that has nothing to do.
    from generator.build.bulletins import render_bulletins
    from generator.build.context import prepare
    from generator.build.indexes import render_indexes

    with Stage(options.output) as stage:
        context = prepare(options, inputs, stage, fresh, problems)
        bulletins = render_bulletins(context, inputs.slugs, fresh, problems)
        notices = _summaries(each.unit for each in bulletins)
        problems.add(*_dead_links(context, inputs.slugs, bulletins, notices))
        problems.refuse()
        problems.add(*_dead_addresses(options, inputs.slugs, notices))
        problems.refuse()
        indexes = render_indexes(context, notices, fresh, problems)
        problems.refuse()
        rendered = (*bulletins, *indexes)
        reprint, dropped = _changed_sheets(options, stage, rendered)
        published = _publish(stage, rendered, find_foreign=not fresh.folders_stamp)
    now = replace(
        fresh,
        inputs_fingerprint=inputs.fingerprint,
        locales=tuple(locale.tag for locale in context.locales),
        time_zone=context.site.settings.time_zone,
        units={each.unit.name: each.unit for each in rendered},
        warnings=context.warnings,
    )
    return Built(_remember(options, now, published), problems.warnings, reprint, dropped)


def check(
    site: Path,
    *,
    now: datetime | None = None,
    posters: bool = False,
    jobs: int = 1,
    progress: Progress = silent,
) -> tuple[Problem, ...]:
    """Find every problem that a build of the site would report, warnings too; write nothing.

    `now` is when it is, if not by the clock. With `posters`, also see whether the
    sheets fit, in so many processes; those in the site's own output/ that are up to date do.
    `progress` is called as in a build.

    Raises `Misused` where the folder is no site, `Unable` where the disk fails.
    """
    from generator.build.bulletins import render_bulletins
    from generator.build.context import prepare
    from generator.build.indexes import render_indexes

    options = Options(site, site / "output", pdf=posters, jobs=jobs, progress=progress)
    options = replace(options, now=now or options.now)
    problems, nothing = Problems(), Manifest()
    with problems.gathered():
        inputs = read_inputs(options, problems)
        context = prepare(options, inputs, Discard(options.output), nothing, problems)
        bulletins = render_bulletins(context, inputs.slugs, nothing, problems)
        notices = _summaries(each.unit for each in bulletins)
        problems.add(*_dead_links(context, inputs.slugs, bulletins, notices))
        if not problems.errors:
            problems.add(*_dead_addresses(options, inputs.slugs, notices))
            problems.add(*_unchanged_dates(options, notices, context.site.now))
            render_indexes(context, notices, nothing, problems)
    return (*problems.errors, *problems.warnings)


def _dead_links(
    context: Context,
    slugs: Sequence[str],
    bulletins: Iterable[Rendered],
    notices: Mapping[str, Summary],
) -> Iterator[Problem]:
    """Find links to notices that lead nowhere, also in notices that are up to date.

    At a notice's former address a page leads on.
    """
    from generator.site import check as rules

    hidden = {each.unit.name for each in bulletins if not each.unit.summary}
    known = {*slugs, *(former for one in notices.values() for former in one.moved_from)}
    of_site = rules.links_to_notices(context.site, context.site.site_messages)
    for links in (of_site, *(one.links for one in notices.values())):
        yield from rules.dead_links(links, known, hidden)


def _dead_addresses(
    options: Options, slugs: Sequence[str], notices: Mapping[str, Summary]
) -> Iterator[Problem]:
    """Find addresses that lead nowhere, or would no longer: the output's list has those of now."""
    from generator.listings import addresses

    yield from addresses.problems(notices.values(), slugs)
    if not options.preview:
        published = dict(checksums.rows(checksums.lines(options.output / SUMS)))
        yield from addresses.vanished(notices.values(), slugs, published, strict=options.strict)


def _unchanged_dates(
    options: Options, notices: Mapping[str, Summary], now: datetime
) -> Iterator[Problem]:
    """Find texts that were changed since the last build without a new `updated`."""
    from generator.listings import addresses

    before = _summaries(manifest.recall(options.site, options.output).units.values())
    today = now.date().isoformat()
    yield from addresses.unchanged_dates(notices.values(), before, today)


def _summaries(units: Iterable[Unit]) -> Mapping[str, Summary]:
    """Read the summaries of bulletins, by their slugs; once a build, since it takes some time."""
    from generator.listings import summary

    return {unit.name: summary.from_json(unit.summary) for unit in units if unit.summary}


def _find_fresh(options: Options, inputs: Inputs) -> tuple[Manifest, Manifest]:
    """Recall the last build with these inputs; give it, and what of it is up to date."""
    begun_at = manifest.begin(options.site, options.output)
    last = manifest.recall(options.site, options.output).of(inputs.fingerprint)
    fresh = reuse.find_fresh(options, last, inputs.slugs)
    return last, replace(fresh, begun_at=begun_at)


def _unchanged(options: Options, last: Manifest, fresh: Manifest, problems: Problems) -> Built:
    """End a build that had nothing to do, but perhaps to look at some files once more."""
    if not fresh.folders_stamp:
        fresh = reuse.with_foreign(options.output, fresh)
    if fresh.folders_stamp != last.folders_stamp or not fresh.looks_as(last):
        manifest.keep(options.site, options.output, fresh)
    number = sum(len(unit.paths) for unit in fresh.units.values())
    problems.add(*fresh.all_warnings())
    return Built(Published(number, 0, 0, fresh.foreign), problems.warnings)


def _changed_sheets(
    options: Options, stage: Stage, rendered: Iterable[Rendered]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find the published sheets whose words change in this build, and those that it takes away."""
    from generator.posters import sheets

    if not options.pdf or options.preview:
        return (), ()
    published = dict(checksums.rows(checksums.lines(options.output / SUMS)))
    files = [file for each in rendered for file in each.files if file.waits]
    former = publish.former(options.output)
    changed = []
    for path in sorted(file.path for file in files if sheets.is_plain(file.path)):
        before = sheets.version_of(former(path))
        now = sheets.version_of(stage.place(path).read_bytes()) if before else None
        if before and now and before.words != now.words:
            changed.append(path)
    made = {path for each in rendered for path in each.unit.paths}
    dropped = sorted(path for path in published if sheets.is_plain(path) and path not in made)
    return tuple(changed), tuple(dropped)


def _publish(stage: Stage, rendered: Iterable[Rendered], *, find_foreign: bool) -> Published:
    """Publish what waits on the stage, and keep every other file of these units as it is."""
    complete: dict[str, str] = {}
    waiting: list[str] = []
    for each in rendered:
        complete.update(zip(each.unit.paths, each.unit.sums, strict=True))
        waiting += [file.path for file in each.files if file.waits]
    return publish.commit(stage, complete, waiting, find_foreign=find_foreign)


def _remember(options: Options, now: Manifest, published: Published) -> Published:
    """Keep the manifest of a build; give what it did, with the foreign files known from before."""
    site, output = options.site, options.output
    left = (path for path in now.foreign if (output / path).exists())
    foreign = tuple(sorted({*published.foreign, *left}))
    sums = Unit("the sums", "", (SUMS,), (published.sum,))
    stat.settle()
    units = reuse.stamped(site, output, {**now.units, sums.name: sums})
    folders = reuse.folders_stamp(output)
    manifest.keep(site, output, replace(now, units=units, foreign=foreign, folders_stamp=folders))
    return replace(published, foreign=foreign)
