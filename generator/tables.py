"""Tables on a terminal, and lines of tab-separated values elsewhere.

The only module that names rich.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from generator.report import Row

STATUS = ("bulletin", "language", "done", "to review", "missing", "words left", "shown as", "why")
"""The head of the table of `status`."""


def status_row(row: Row) -> tuple[str, ...]:
    """A row of the table of `status`."""
    why = row.why + (f"; first to review: {row.first_waiting}" if row.first_waiting else "")
    return (
        row.domain,
        row.locale,
        f"{row.translated}/{row.total}",
        str(row.needs_review),
        str(row.missing),
        str(row.words_left),
        row.standing,
        why,
    )


def show(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table to stdout."""
    console = Console()
    if not console.is_terminal:
        for row in (head, *rows):
            print("\t".join(row))
        return
    table = Table(*head, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)
