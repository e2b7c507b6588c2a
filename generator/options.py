"""Options of a build: what it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

Progress = Callable[[int, int], None]
"""Called with how many of how many bulletins are done."""
Notify = Callable[[str], None]
"""Called at once with what a person at the command line should know."""


def silent(*_: object) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for."""

    site: Path
    output: Path
    locales: tuple[str, ...] = ()
    """Only these of the site's locales; all of them where it is empty."""
    strict: bool = False
    """True refuses a bulletin that is not right in every language."""
    review: bool = False
    """True adds a review sheet for each bulletin and language."""
    pdf: bool = True
    """False leaves the posters' PDFs and pictures out."""
    jobs: int = 1
    """How many processes may work at once."""
    preview: bool = False
    """True shows what is not finished too, and marks it: never for readers."""
    base_url: str = ""
    """Overrides the one in site.toml; empty leaves that."""
    today: date | None = None
    """The day to compare dates with; None for a build, which depends on no clock."""
    progress: Progress = silent
    notify: Notify = silent

    @property
    def pages(self) -> tuple[object, ...]:
        """The options on which pages depend."""
        return (self.locales, self.strict, self.review, self.pdf, self.preview, self.base_url)
