"""Look ahead: what a build would change in the output; and take the last publication back.

A rehearsal is the build itself but for its last stage. What it renders lies aside, in the site's
cache, so that the build that follows need not print its sheets once more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.build import build, lock
from generator.build.inputs import read_inputs
from generator.diagnostics.errors import WRITTEN, Problem, Problems, disk_errors
from generator.incremental import manifest
from generator.options import Options
from generator.output import former, publish
from generator.output.publish import Ahead
from generator.output.stage import Aside
from generator.source import reader


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a build would do, and what it would have to say."""

    ahead: Ahead
    sums: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each file that it would write, by its path."""
    errors: tuple[Problem, ...] = ()
    """What is wrong with the notices that would stay as they are."""
    warnings: tuple[Problem, ...] = ()
    reprint: tuple[str, ...] = ()
    """The sheets that would say something else, by their PDF's path."""
    dropped: tuple[str, ...] = ()
    """The sheets that would go, or only say so, likewise."""

    @property
    def digest(self) -> str:
        """Digest what would change: the same for the same changes."""
        rows = "\n".join((*map(" ".join, sorted(self.sums.items())), *self.ahead.gone))
        return hashlib.sha256(rows.encode()).hexdigest()


def rehearse(options: Options) -> Rehearsed:
    """Render all that a build would write, and tell what would change; the output stays as it is.

    Raises as `build.build` does.
    """
    reader.check_site(options.site)
    publish.check_folder(options.output, options.site)
    with (
        disk_errors(options.output, WRITTEN),
        lock.held(options.site, options.output, options.notify),
    ):
        publish.heal(options.output)
        return _rehearsed(options)


def _rehearsed(options: Options) -> Rehearsed:
    problems = Problems()
    inputs = read_inputs(options, problems)
    known, fresh = build.find_fresh(options, inputs)
    stage = Aside(options.output, options.site / manifest.REHEARSED)
    _, rendered = build.render(options, inputs, stage, known, fresh, problems)
    complete, waiting = build.files_of(rendered)
    reprint, dropped = build.changed_sheets(options, stage, rendered)
    sums = {path: complete[path] for path in waiting}
    stage.list_all(sums)
    told = publish.ahead(stage, complete, waiting)
    return Rehearsed(told, sums, problems.errors, problems.warnings, reprint, dropped)


def take_back(options: Options) -> None:
    """Make the output what it was before the last publication, to the byte.

    Raises `Misused` where that is not known, `Unable` where the disk fails.
    """
    publish.check_folder(options.output, options.site)
    with (
        disk_errors(options.output, WRITTEN),
        lock.held(options.site, options.output, options.notify),
    ):
        publish.heal(options.output)
        memory = manifest.path(options.site, options.output)
        former.put_back(options.site / manifest.FORMER, options.output, memory)


def before(options: Options) -> Path | None:
    """Find the output as it was before the last publication; None where that is not known."""
    return former.find(options.site / manifest.FORMER, options.output)
