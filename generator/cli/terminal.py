"""What a person sees on a terminal: tables, and how far the work is. Elsewhere lines, and nothing.

The only module that names rich, and only inside functions: most commands show neither.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager


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
    """A bar on stderr, where that is a terminal; it is told how many of how many are done."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
