"""The composition root: see what is right still, have the rest made, and remember it.

What a build needs only where something has changed is imported only then: most builds find nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.build import lock
from generator.build.inputs import Survey, surveyed
from generator.diagnostics.errors import Problem, Problems, Unable, reason_of
from generator.diagnostics.messages import said
from generator.incremental import manifest, reuse
from generator.incremental.manifest import Memory
from generator.options import Built, Options, Progress, silent
from generator.output import publish
from generator.output.publish import Published
from generator.output.stage import Stage
from generator.source import reader


def build(options: Options) -> Built:
    """Build the whole site into the output folder; what is right there is not made again.

    Raises `Refused` with every problem of the run, and then has changed nothing; `Misused` or
    `Unable` where the folders are at fault.
    """
    try:
        reader.check_site(options.site)
        publish.check_folder(options.output, options.site)
        with lock.held(options.site, options.output, options.notify):
            return _built(options)
    except OSError as error:
        place = error.filename or options.output
        raise Unable(
            said("{place}: the disk failed: {reason}", place=place, reason=reason_of(error))
        ) from error


def _built(options: Options) -> Built:
    problems = Problems()
    survey = surveyed(options, problems)
    begun_at = manifest.begin(options.site, options.output)
    former = manifest.recall(options.site, options.output)
    if former.ground != survey.ground_print:
        former = Memory()
    kept = replace(reuse.looked_at(options, former, survey.slugs), begun_at=begun_at)
    is_whole = kept.units and kept.units.keys() >= {*former.units, *survey.slugs}
    if is_whole and not problems.errors and not publish.is_cut_short(options.output):
        return _unchanged(options, former, kept, problems)
    return _rebuilt(options, survey, kept, problems)


def _rebuilt(options: Options, survey: Survey, kept: Memory, problems: Problems) -> Built:
    from generator.build import pipeline

    stage = Stage(options.output)
    stage.clear()
    try:
        return pipeline.rebuilt(options, survey, kept, stage, problems)
    finally:
        stage.clear()


def _unchanged(options: Options, former: Memory, kept: Memory, problems: Problems) -> Built:
    """A build that had nothing to do, but perhaps to look at some files once more."""
    if not kept.folders_stamp:
        kept = reuse.with_foreign(options.output, kept)
    if kept.folders_stamp != former.folders_stamp or not kept.looks_as(former):
        manifest.keep(options.site, options.output, kept)
    number = sum(len(unit.paths) for unit in kept.units.values())
    problems.add(*kept.all_warnings())
    return Built(Published(number, 0, 0, kept.foreign), problems.warnings)


def check(
    site: Path,
    today: date | None = None,
    *,
    posters: bool = False,
    jobs: int = 1,
    progress: Progress = silent,
) -> tuple[Problem, ...]:
    """Every problem that a build of the site would tell, warnings too; writes nothing.

    With `today`, also the dates that are far from it. With `posters`, whether the sheets fit too,
    in so many processes; those that stand in the site's own output/ as they would be printed do.
    `progress` is told as in a build.

    Raises `Misused` where the folder is no site, `Unable` where the disk fails.
    """
    from generator.build import pipeline

    options = Options(site, site / "output", pdf=posters, jobs=jobs, progress=progress, today=today)
    return pipeline.check(options)
