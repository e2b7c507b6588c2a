"""Build the site: the stages in their order, from the files that are read to those published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build import lock
from generator.build.inputs import Inputs, read_inputs
from generator.diagnostics.errors import Misused, Problem, Problems, Unable, reason_of
from generator.diagnostics.messages import said
from generator.incremental import manifest, reuse, stat
from generator.incremental.manifest import Manifest, Unit
from generator.layout import catalog_path
from generator.locales import locale
from generator.options import Options, Progress, silent
from generator.output import checksums, former, publish
from generator.output.checksums import SUMS
from generator.output.publish import Published
from generator.output.stage import Discard, Stage
from generator.source import reader

if TYPE_CHECKING:
    from generator.build.context import Context, Rendered
    from generator.build.notices import Summaries


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, and what it has to say."""

    published: Published
    warnings: tuple[Problem, ...]
    reprint: tuple[str, ...] = ()
    """The sheets that say something else than those that were published, by their PDF's path."""
    dropped: tuple[str, ...] = ()
    """The sheets that are made no longer, or that only say so, likewise."""
    staying: tuple[str, ...] = ()
    """The sheets of former builds that are still right, where none are printed, likewise."""
    errors: tuple[Problem, ...] = ()
    """What is wrong with the notices that a build which keeps going did not publish."""


def build(options: Options) -> Built:
    """Build the whole site into the output folder; what is up to date there stays as it is.

    Raises `Refused` with every problem of the run, and then has changed nothing; one that is asked
    to keep going does so only where more than some notices is wrong. Raises `Misused` or `Unable`
    where the folders are at fault.
    """
    wanted = [options]
    if options.review and not options.preview:
        wanted = [replace(options, review=False), options.beside()]
    try:
        reader.check_site(options.site)
        for each in wanted:
            publish.check_folder(each.output, options.site)
        if any(each.output == options.output.resolve() for each in wanted[1:]):
            raise Misused(
                said(
                    "{output} is where review sheets go; name another folder with --output",
                    output=options.output,
                )
            )
        built = []
        for each in wanted:
            with lock.held(each.site, each.output, each.notify):
                publish.heal(each.output)
                built.append(_build(each))
        return built[0]
    except OSError as error:
        place = error.filename or options.output
        raise Unable(
            said("{place}: the disk failed: {reason}", place=place, reason=reason_of(error))
        ) from error


def _build(options: Options) -> Built:
    """Run the stages; stop after the second where nothing is stale, as in most builds."""
    problems = Problems()
    inputs = read_inputs(options, problems)
    known, fresh = find_fresh(options, inputs)
    is_whole = fresh.covers(known, inputs.slugs) and not publish.is_cut_short(options.output)
    if is_whole and not problems.errors:
        return _unchanged(options, known, fresh, problems)

    # Imported here: it takes longer than a build that has nothing to do.
    from generator.build.context import is_spared

    with Stage(options.output) as stage:
        context, rendered = render(options, inputs, stage, known, fresh, problems)
        reprint, dropped = changed_sheets(options, stage, rendered)
        published = _publish(options, stage, rendered, find_foreign=not fresh.folders_stamp)
    is_right = not any(map(is_spared, problems.errors))
    now = replace(
        fresh,
        inputs_fingerprint=inputs.fingerprint if is_right else "",
        words=_words(inputs) if is_right else known.words,
        locales=tuple(locale.tag for locale in context.locales),
        time_zone=context.site.settings.time_zone,
        units={each.unit.name: each.unit for each in rendered},
        warnings=context.warnings,
        judged=context.judged,
    )
    done = _remember(options, now, published)
    staying = () if options.pdf else _sheets(rendered)
    return Built(done, problems.warnings, reprint, dropped, staying, problems.errors)


def render(
    options: Options,
    inputs: Inputs,
    stage: Stage,
    known: Manifest,
    fresh: Manifest,
    problems: Problems,
) -> tuple[Context, tuple[Rendered, ...]]:
    """Render what is not fresh, to wait on the stage; raise `Refused` where that may not be."""
    from generator.build.context import prepare
    from generator.build.indexes import render_indexes

    context = prepare(options, inputs, stage, fresh, problems)
    bulletins, shown = _bulletins(context, inputs.slugs, fresh, known, problems)
    of_indexes = Problems()
    indexes = render_indexes(context, shown, fresh, of_indexes)
    problems.add(*of_indexes.errors)
    if of_indexes.errors:
        problems.refuse()
    return context, (*bulletins, *indexes)


def _bulletins(
    context: Context, slugs: Sequence[str], fresh: Manifest, known: Manifest, problems: Problems
) -> tuple[tuple[Rendered, ...], Summaries]:
    """Render the bulletins, and refuse all where one is wrong, unless asked to keep going.

    Give them with the summaries of those that lists show.
    """
    from generator.build import keep, notices
    from generator.build.bulletins import render_bulletins

    if context.options.keep_going:
        return keep.render_right(context, slugs, fresh, known, problems)
    bulletins = render_bulletins(context, slugs, fresh, known, problems)
    shown = notices.summaries(each.unit for each in bulletins)
    problems.add(*notices.dead_links(context, slugs, bulletins, shown))
    problems.refuse()
    problems.add(*notices.dead_addresses(context.options, slugs, shown))
    problems.refuse()
    return bulletins, shown


def _words(inputs: Inputs) -> dict[str, str]:
    """Take the catalogs of the site's own words, to be remembered by path."""
    return {
        catalog_path(*key): data.decode("utf-8", "surrogateescape")
        for key, data in inputs.files.catalogs.items()
    }


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
    from generator.build import notices
    from generator.build.bulletins import render_bulletins
    from generator.build.context import prepare
    from generator.build.indexes import render_indexes

    options = Options(site, site / "output", pdf=posters, jobs=jobs, progress=progress)
    options = replace(options, now=now or options.now)
    problems, nothing = Problems(), Manifest()
    with problems.gathered():
        inputs = read_inputs(options, problems)
        context = prepare(options, inputs, Discard(options.output), nothing, problems)
        bulletins = render_bulletins(context, inputs.slugs, nothing, nothing, problems)
        shown = notices.summaries(each.unit for each in bulletins)
        problems.add(*notices.dead_links(context, inputs.slugs, bulletins, shown))
        if not problems.errors:
            problems.add(*notices.dead_addresses(options, inputs.slugs, shown))
            problems.add(*notices.unchanged_dates(options, shown, context.site.now))
            render_indexes(context, shown, nothing, problems)
    return (*problems.errors, *problems.warnings)


def find_fresh(options: Options, inputs: Inputs) -> tuple[Manifest, Manifest]:
    """Recall the last build; give it, and what of it is up to date with these inputs."""
    begun_at = manifest.begin(options.site, options.output)
    known = manifest.recall(options.site, options.output)
    fresh = reuse.find_fresh(options, known.of(inputs.fingerprint), inputs.slugs)
    return known, replace(fresh, begun_at=begun_at, words=known.words, judged=known.judged)


def _unchanged(options: Options, last: Manifest, fresh: Manifest, problems: Problems) -> Built:
    """End a build that had nothing to do, but perhaps to look at some files once more."""
    if not fresh.folders_stamp:
        fresh = reuse.with_foreign(options.output, fresh)
    if fresh.folders_stamp != last.folders_stamp or not fresh.looks_as(last):
        manifest.keep(options.site, options.output, fresh)
    number = sum(len(unit.paths) for unit in fresh.units.values())
    problems.add(*fresh.all_warnings())
    return Built(Published(number, 0, 0, fresh.foreign), problems.warnings)


def changed_sheets(
    options: Options, stage: Stage, rendered: Iterable[Rendered]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find the sheets to print again after this build, and those that it takes away.

    These change their words, or come back where a notice's others were; a sheet in a language that
    this build leaves out hangs as it does.
    """
    from generator.posters import sheets

    if options.preview:
        return (), ()
    published = dict(checksums.of(options.output))
    files = [file for each in rendered for file in each.files if file.waits]
    published_file = publish.former(options.output)
    known = {_of(path)[0] for path in published if sheets.is_plain(path)}
    changed, dropped = [], []
    for path in sorted(file.path for file in files if sheets.is_plain(file.path)):
        before = sheets.version_of(published_file(path))
        now = sheets.version_of(stage.place(path).read_bytes())
        if before and now is None:  # what is there from now on says that it is gone
            dropped.append(path)
        elif now and (before.words != now.words if before else _of(path)[0] in known):
            changed.append(path)
    made = {path for each in rendered for path in each.unit.paths}
    asked = {locale(tag).tag for tag in options.locales}
    gone = (path for path in published if sheets.is_plain(path) and path not in made)
    dropped += (path for path in gone if not asked or {*_of(path)[1]} <= asked)
    return tuple(changed), tuple(sorted(dropped))


def _sheets(rendered: Iterable[Rendered]) -> tuple[str, ...]:
    """List the plain sheets among all files."""
    from generator.posters import sheets

    return tuple(
        sorted(path for one in rendered for path in one.unit.paths if sheets.is_plain(path))
    )


def _of(path: str) -> tuple[str, Sequence[str]]:
    """Read of a sheet's path which notice it is of, and in which languages."""
    first, name, *_ = path.split("/")
    slug, *tags = name.removesuffix(".pdf").split(".")
    return (slug, tags) if first == "posters" else (name, [first])


def _publish(
    options: Options, stage: Stage, rendered: Iterable[Rendered], *, find_foreign: bool
) -> Published:
    """Publish what waits on the stage, and keep every other file of these units as it is."""
    complete, waiting = files_of(rendered)
    if not options.can_be_taken_back:
        return publish.commit(stage, complete, waiting, find_foreign=find_foreign)
    former_output = options.site / manifest.FORMER
    former.keep(former_output, options.output, manifest.path(options.site, options.output))
    published = publish.commit(stage, complete, waiting, find_foreign=find_foreign)
    former.settle(former_output, options.output)
    return published


def files_of(rendered: Iterable[Rendered]) -> tuple[dict[str, str], list[str]]:
    """Give the sum of each file of some units by its path, and those that wait on the stage."""
    complete: dict[str, str] = {}
    waiting: list[str] = []
    for each in rendered:
        complete.update(zip(each.unit.paths, each.unit.sums, strict=True))
        waiting += [file.path for file in each.files if file.waits]
    return complete, waiting


def _remember(options: Options, now: Manifest, published: Published) -> Published:
    """Keep the manifest of a build; give what it did, with the foreign files known from before."""
    from generator.build import drawn

    site, output = options.site, options.output
    left = (path for path in now.foreign if os.path.lexists(output / path))
    foreign = tuple(sorted({*published.foreign, *left}))
    sums = Unit("the sums", "", (SUMS,), (published.sum,))
    stat.settle()
    units = reuse.stamped(site, output, {**now.units, sums.name: sums})
    folders = reuse.folders_stamp(output)
    manifest.keep(site, output, replace(now, units=units, foreign=foreign, folders_stamp=folders))
    drawn.forget(site, output, units)
    return replace(published, foreign=foreign)
