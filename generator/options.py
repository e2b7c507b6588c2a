"""Options of a build: what it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from generator.diagnostics.errors import Misused
from generator.diagnostics.messages import said

Progress = Callable[[int, int], None]
"""Called with how many of how many bulletins are done."""
Notify = Callable[[str], None]
"""Called at once with what a person at the command line should know."""


def silent(*_: object) -> None:
    """Do nothing."""


def now() -> datetime:
    """Read the clock, or SOURCE_DATE_EPOCH in its place: the one place where the program does.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        wrong = said("SOURCE_DATE_EPOCH is “{value}”, which is no number of seconds", value=given)
        raise Misused(wrong) from None


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for."""

    site: Path
    output: Path
    locales: tuple[str, ...] = ()
    """Only these of the site's locales; all of them where it is empty."""
    strict: bool = False
    """True refuses a bulletin that is not right in every language."""
    keep_going: bool = False
    """True publishes the bulletins that are right, and of others leaves what is published."""
    review: bool = False
    """True makes a review sheet for each bulletin and language: in a folder beside the output, or
    among a preview's pages."""
    review_of: str = ""
    """The name of the output beside which this folder of review sheets is; empty for an output."""
    pdf: bool = True
    """False leaves the posters' PDFs and pictures out."""
    jobs: int = 1
    """How many processes may work at once."""
    preview: bool = False
    """True shows what is not finished too, and marks it: never for readers."""
    can_be_taken_back: bool = False
    """True keeps the output as it was before, so that the publication can be taken back."""
    base_url: str = ""
    """Overrides the one in site.toml; empty leaves that."""
    now: datetime = field(default_factory=now)
    """When it is, by which a notice holds or not; without a zone, by the site's own clocks."""
    progress: Progress = silent
    notify: Notify = silent

    @property
    def pages(self) -> tuple[object, ...]:
        """The options on which pages depend."""
        review = (self.review, self.review_of)
        return (self.locales, self.strict, *review, self.pdf, self.preview, self.base_url)

    def beside(self) -> Options:
        """Take the options for the folder of review sheets beside the output."""
        output = self.output.resolve()
        sheets = output.parent / "review"
        return replace(self, output=sheets, review=False, review_of=output.name)
