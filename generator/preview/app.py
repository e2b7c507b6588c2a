"""Show a site as it is: build, show, wait for a change, and build again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.build.build import build
from generator.build.sheets import drawing
from generator.diagnostics.errors import GeneratorError, Refused
from generator.diagnostics.messages import said, sentence
from generator.incremental import manifest
from generator.incremental.fingerprint import fingerprint
from generator.options import Options, now
from generator.output.checksums import SUMS
from generator.preview import overlay, server, watch
from generator.preview.changes import Changes
from generator.preview.overlay import Report
from generator.preview.responses import LatestReport

OnBuilt = Callable[[Changes], None]
"""Called after the first build, and after each build that a change has caused."""


def preview_options(site: Path) -> Options:
    """Give the options of a preview's builds.

    They go to a folder in the site's cache, since they contain unpublished texts.
    """
    output = site / manifest.FOLDER / "preview"
    return Options(site, output, review=True, preview=True)


@contextmanager
def previewing(options: Options, framed_by: str = "") -> Iterator[tuple[str, LatestReport]]:
    """Build a site and show it on a free port of the loopback address, in the block.

    `options` are those of `preview_options`. Gives the address and the report. Raises `Unable`
    where no port is free or the build fails on the disk.
    """
    with server.listen(0) as listening:
        latest = LatestReport(_first_report(options))
        draw = partial(_drawn, options)
        with server.serve(listening, options.output, latest, draw, framed_by) as address:
            yield address, latest


def rebuild_on_changes(options: Options, latest: LatestReport, on_built: OnBuilt) -> None:
    """Build the site anew at each change, until interrupted."""
    # No process is forked beside threads: it would inherit the locks that they hold.
    options = replace(options, jobs=1)
    changes = Changes(latest.report)
    on_built(changes)
    with watch.watching(options.site) as watcher:
        is_first = True  # this build looks for changes from before the watch began
        while True:
            watcher.wait()
            report, pages = _rebuilt(options)
            if not is_first or report != latest.report:
                changes = changes.then(report, pages)
                latest.post(report)
                on_built(changes)
            is_first = False


def _first_report(options: Options) -> Report:
    try:
        return _built(options)[0]
    except Refused as refused:
        return _failed(options, refused)


def _rebuilt(options: Options) -> tuple[Report, int]:
    """Build; give the report and how many pages changed. No error ends the server."""
    try:
        return _built(options)
    except Exception as error:
        return _failed(options, error), 0


def _built(options: Options) -> tuple[Report, int]:
    built = build(replace(options, now=now()))
    version = _version(options, *map(str, built.warnings))
    return Report(version, warnings=built.warnings), built.published.pages


def _failed(options: Options, error: Exception) -> Report:
    problems = error.problems if isinstance(error, Refused) else ()
    failure = "" if problems else said_of(error)
    version = _version(options, failure, *map(str, problems))
    warnings = tuple(problem for problem in problems if problem.warning)
    errors = tuple(problem for problem in problems if not problem.warning)
    return Report(version, errors, failure, warnings)


def _drawn(options: Options, path: str) -> bytes:
    """Draw a sheet, or in its place what is wrong with it."""
    try:
        return drawing(options, path)
    except GeneratorError as error:
        problems = error.problems if isinstance(error, Refused) else ()
        return overlay.instead([problem.sentence for problem in problems] or [said_of(error)])


def said_of(error: Exception) -> str:
    """Say what went wrong, also where it is the program's own fault."""
    if isinstance(error, GeneratorError):
        return sentence(error)
    return said(
        "the program itself failed ({name}: {error}); please report it",
        name=type(error).__name__,
        error=error,
    )


def _version(options: Options, *lines: str) -> str:
    """Fingerprint the pages and a report's lines; the same after a restart of the server."""
    try:
        pages = (options.output / SUMS).read_text(encoding="utf-8")
    except OSError:
        pages = ""
    return fingerprint(pages, *lines)
