"""Print what commands have to say: results to stdout, what is wrong to stderr, in colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.catalogs.interface import tell, teller
from generator.diagnostics.errors import Problem, printable
from generator.diagnostics.messages import said

# For their names alone: --help and --version stay quick without what these modules need.
if TYPE_CHECKING:
    from generator.build.build import Built
    from generator.commands.approve import Approved
    from generator.commands.translate import Written
    from generator.output.verify import Verdict
    from generator.preview.changes import Changes


def say(sentence: str, *, err: bool = False) -> None:
    """Print a sentence of the program's to stdout; with `err`, to stderr."""
    click.echo(printable(tell(sentence)), err=err)


def problems(found: Iterable[Problem]) -> None:
    """Print problems to stderr, a line each, the place red for an error, yellow for a warning."""
    for problem in found:
        place, rest = problem.line_in(teller())
        place = click.style(place, fg="yellow" if problem.warning else "red", bold=True)
        # Click takes colours out where there is no terminal.
        click.echo(place + rest, err=True, color=False if os.environ.get("NO_COLOR") else None)


def built(target: Path, made: Built, *, with_sheets: bool) -> None:
    """Print the warnings of a build, and what it did in the folder `target`.

    A build without sheets removes those of the build before, which nobody may have meant.
    """
    problems(made.warnings)
    done = made.published
    for path in done.foreign:
        say(said("{path}: no build made this file; it is left alone", path=target / path), err=True)
    if done.sheets_gone and not with_sheets:
        wrong = said(
            "posters taken out, since --no-pdf was given: {number}", number=done.sheets_gone
        )
        remedy = said("build without it to have them again")
        say(said("{wrong}; {remedy}", wrong=wrong, remedy=remedy), err=True)
    for path in made.reprint:
        say(said("{path}: the words of this sheet have changed; print it again", path=path))
    for path in made.dropped:
        say(said("{path}: this sheet is made no longer; take down what hangs of it", path=path))
    say(
        said(
            "{output}: {files} files, {written} written, {removed} removed",
            output=target,
            files=done.files,
            written=done.written,
            removed=done.removed,
        )
    )


def verdict(copy: Path, found: Verdict, *, is_own_list: bool) -> None:
    """Print whether a copy is the site as it was published, and what of it is not."""
    for word, paths in (
        (said("changed"), found.changed),
        (said("missing"), found.missing),
        (said("added"), found.added),
    ):
        for path in paths:
            say(said("{word}: {path}", word=word, path=path))
    if is_own_list:
        say(
            said(
                "{copy}: this is the copy's own list; a forger would have forged it too: "
                "compare with one that you trust",
                copy=copy,
            ),
            err=True,
        )
    if not found.is_whole:
        say(said("{copy}: not the site as it was published", copy=copy), err=True)
        return
    say(
        said(
            "{copy}: {same} files, each as it was published; "
            "build counts one more, the list itself",
            copy=copy,
            same=found.same,
        )
    )


def written(done: Written) -> None:
    """Print which catalogs were written."""
    for path in done.changed:
        say(said("{path}: written", path=path))
    for path in done.removed:
        say(said("{path}: removed", path=path))
    say(
        said(
            "{written} written, {unchanged} unchanged",
            written=len(done.changed),
            unchanged=done.unchanged,
        )
    )
    if done.advice:
        say(done.advice, err=True)


def approved(done: Approved) -> None:
    """Print how many texts were signed, and which were not."""
    problems(done.unsigned)
    say(
        said(
            "{path}: signed as {name}: {number}", path=done.path, name=done.name, number=done.signed
        )
    )
    if done.before:
        say(said("signed before, and the same since: {number}", number=done.before))
    if done.unsigned:
        say(said("not signed: {number}", number=len(done.unsigned)), err=True)


def news(changes: Changes) -> None:
    """Say on stderr what a build of the preview changes: when, what, and what of it is new."""
    click.echo(f"{datetime.now():%H:%M:%S} {tell(changes.headline)}", err=True)
    problems(changes.new)
    if changes.report.failure:
        say(said("error: {what}", what=changes.report.failure), err=True)
    if changes.remaining:
        say(said("still as before: {number}", number=changes.remaining), err=True)
    if changes.is_mended:
        say(said("all errors are mended"), err=True)


def show(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table to stdout; tab-separated values where that is no terminal."""
    if not sys.stdout.isatty():
        for row in (head, *rows):
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    # As texts: a cell may quote a message, whose square brackets are no markup of rich's.
    table = Table(*(Column(Text(word), overflow="fold") for word in head), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr, where that is a terminal; call it with how many of how many."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
