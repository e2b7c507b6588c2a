"""Compare the report of a preview's build with the reports before, for a terminal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import outcome, said
from generator.preview.overlay import Report


@dataclass(frozen=True, slots=True)
class Changes:
    """A build's report, and what is new in it."""

    report: Report
    known: tuple[Problem, ...] = ()
    """The problems that earlier builds reported."""
    had_failed: bool = False
    """True if the build before failed."""
    pages: int | None = None
    """How many pages the build added or changed; None for the first build."""

    def then(self, report: Report, pages: int) -> Changes:
        """Give the changes that the next build brings."""
        # A refused build does not reach every remark; those are not new once it is mended.
        left = (one for one in self.known if one.warning) if self.report.has_failed else ()
        known = tuple(dict.fromkeys((*self._all, *left)))
        return Changes(report, known, self.report.has_failed, pages)

    @property
    def headline(self) -> str:
        """Say in a line what the build did."""
        if self.report.failure:
            return said("not built")
        result = outcome(len(self.report.problems), len(self.report.warnings))
        if self.report.problems:
            return said("not built; {result}", result=result)
        if self.pages is None:
            return said("built; {result}", result=result)
        changed = said("pages changed: {number}", number=self.pages)
        what = changed if self.pages else said("no page changed")
        return said("built, {what}; {result}", what=what, result=result)

    @property
    def is_mended(self) -> bool:
        """True if the build before failed and this one did not."""
        return self.had_failed and not self.report.has_failed

    @property
    def new(self) -> tuple[Problem, ...]:
        """The problems that were not known; one that only moved to another line was."""
        known, found = Counter(map(_without_line, self.known)), []
        for problem in self._all:
            known[_without_line(problem)] -= 1
            if known[_without_line(problem)] < 0:
                found.append(problem)
        return tuple(found)

    @property
    def remaining(self) -> int:
        """How many known problems are still there."""
        return len(self._all) - len(self.new)

    @property
    def _all(self) -> tuple[Problem, ...]:
        return (*self.report.problems, *self.report.warnings)


def _without_line(problem: Problem) -> tuple[str, str, str]:
    """Give what stays the same when lines are added above the problem."""
    return problem.path, problem.rule, problem.sentence
