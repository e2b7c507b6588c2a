"""Print what commands have to say: results to stdout, what is wrong to stderr, in colour."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from generator.catalogs.interface import tell, teller
from generator.diagnostics.errors import WRITTEN, Problem, printable, reason_of, unable
from generator.diagnostics.messages import said

# For their names alone: --help and --version stay quick without what these modules need.
if TYPE_CHECKING:
    from generator.build.build import Built
    from generator.commands.approve import Approved
    from generator.commands.translate import Written
    from generator.desk.importing import Imported
    from generator.exchange import tables
    from generator.output.verify import Verdict
    from generator.preview.changes import Changes


_READER_GONE = (errno.EPIPE, errno.EINVAL)
"""How the system says that a pipe's reader has ended; the second is how Windows does."""


def prepare() -> None:
    """Make stdout and stderr take every character, and no file take the place of a closed one.

    What an encoding lacks is written as its code.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:  # the next file would get the number, and what a library prints
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def write(text: str, *, err: bool = False, color: bool | None = None) -> None:
    """Write a line to stdout; with `err` to stderr, if that can be written.

    Raise `Unable` where stdout cannot; but a pipe whose reader has ended wants no more.
    """
    # The stream is named, since Click would choose another encoding for ASCII.
    stream: IO[str] | None = sys.stderr if err else sys.stdout
    try:
        if stream is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        click.echo(text, stream, err=err, color=color)
    except OSError as error:
        _mute(stream)
        if not err and error.errno not in _READER_GONE:
            raise unable("stdout", WRITTEN, error) from error


def failed(error: OSError) -> None:
    """Say what the system refused; what names no file is stdout, where a completion was written."""
    _mute(None if error.filename else sys.stdout)
    place = error.filename or "stdout"
    say(said("{place}: the disk failed: {reason}", place=place, reason=reason_of(error)), err=True)


def _mute(stream: IO[str] | None) -> None:
    """Lead a stream nowhere, or Python would try to write the rest, and fail, at its end."""
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        if stream is not None:
            os.dup2(nowhere.fileno(), stream.fileno())


def as_json(rows: Iterable[object]) -> None:
    """Print rows as JSON, in ASCII: it is then the same, and whole, in every encoding."""
    import json

    write(json.dumps([*rows], indent=2))


def say(sentence: str, *, err: bool = False) -> None:
    """Print a sentence of the program's to stdout; with `err`, to stderr."""
    write(printable(tell(sentence)), err=err)


def problems(found: Iterable[Problem]) -> None:
    """Print problems to stderr, a line each, the place red for an error, yellow for a warning."""
    for problem in found:
        place, rest = problem.line_in(teller())
        place = click.style(place, fg="yellow" if problem.warning else "red", bold=True)
        # Click takes colours out where there is no terminal.
        write(place + rest, err=True, color=False if os.environ.get("NO_COLOR") else None)


def built(target: Path, made: Built, *, with_sheets: bool) -> None:
    """Print what a build found wrong, and what it did in the folder `target`.

    A build without sheets removes those of the build before that are no longer right.
    """
    waiting = sum(problem.rule == "approval" for problem in made.warnings)
    if waiting and made.dropped:
        wrong = said(
            "[review] in site.toml asks for approvals; notices that wait for them: {number}",
            number=waiting,
        )
        remedy = said("have them approved, and build again before you take any sheet down")
        say(said("{wrong}; {remedy}", wrong=wrong, remedy=remedy), err=True)
    problems((*made.errors, *made.warnings))
    done = made.published
    for path in done.foreign:
        say(said("{path}: no build made this file; it is left alone", path=target / path), err=True)
    if made.dropped and not with_sheets:
        wrong = said(
            "posters taken out, since --no-pdf was given: {number}", number=len(made.dropped)
        )
        remedy = said("build without it to have them again")
        say(said("{wrong}; {remedy}", wrong=wrong, remedy=remedy), err=True)
    for path in made.reprint:
        wrong = said("this sheet says something else now, or was not made last time")
        say(said("{path}: {wrong}; print it again", path=path, wrong=wrong))
    for path in made.dropped:
        if with_sheets:
            say(said("{path}: this sheet is made no longer; take down what hangs of it", path=path))
        else:
            say(said("{path}: taken out; this sheet would not be printed so now", path=path))
    for path in made.staying:
        say(said("{path}: this sheet of a former build stays", path=path))
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


def created(site: Path) -> None:
    """Print what to do after `new`: the commands, for that site."""
    called = "python -m generator"
    if site != Path():
        called += f' --site "{site}"' if " " in str(site) else f" --site {site}"
    say(
        said(
            "Fill in what is marked ✎, and see it meanwhile with: {command}",
            command=f"{called} serve",
        )
    )
    say(said("When all is filled in, translate it: {command}", command=f"{called} update"))


def imported(site: Path, done: Imported) -> None:
    """Print which files were made of one that was imported, and what of it found no place."""
    for path in done.paths:
        write(path)
    for one in done.left:
        say(said("found no place: {text} ({origin})", text=one.text, origin=one.origin))
    created(site)


def exported(done: tables.Exported) -> None:
    """Print what is in a table."""
    rows, notices = done.rows, done.notices
    say(
        said(
            "{path}: texts: {rows}, notices: {notices}", path=done.path, rows=rows, notices=notices
        )
    )


def took(done: tables.Imported) -> None:
    """Print what was taken from a table, and what was not."""
    problems(done.problems)
    for path in done.changed:
        say(said("{path}: written", path=path))
    say(
        said(
            "new, and to be reviewed: {number}; as before: {same}",
            number=done.taken,
            same=done.same,
        )
    )


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
    if done.nameless:
        wrong = said("nobody says who translated them: {number}", number=done.nameless)
        remedy = said("whoever did writes “# translated: NAME; DAY” into each comment")
        say(said("{wrong}; {remedy}", wrong=wrong, remedy=remedy), err=True)
    if done.unsigned:
        say(said("not signed: {number}", number=len(done.unsigned)), err=True)


def news(changes: Changes) -> None:
    """Say on stderr what a build of the preview changes: when, what, and what of it is new."""
    write(f"{datetime.now():%H:%M:%S} {tell(changes.headline)}", err=True)
    problems(changes.new)
    if changes.report.failure:
        say(said("error: {what}", what=changes.report.failure), err=True)
    if changes.remaining:
        say(said("still as before: {number}", number=changes.remaining), err=True)
    if changes.is_mended:
        say(said("all errors are mended"), err=True)


def show(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table to stdout; tab-separated values where that is no terminal."""
    if not _is_terminal(sys.stdout):
        write("\n".join("\t".join(row) for row in (head, *rows)))
        return
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    # As texts: a cell may quote a message, whose square brackets are no markup of rich's.
    table = Table(*(Column(Text(word), overflow="fold") for word in head), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console()
    with console.capture() as printed:
        console.print(table)
    write(printed.get().removesuffix("\n"))


def _is_terminal(stream: IO[str] | None) -> bool:
    return stream is not None and stream.isatty()


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr, where that is a terminal; call it with how many of how many."""
    if not _is_terminal(sys.stderr):
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
