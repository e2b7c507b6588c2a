"""What is new after a build of the preview: for a terminal, which has told of the builds before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import outcome, said
from generator.preview.overlay import Told


@dataclass(frozen=True, slots=True)
class News:
    """What a build said, beside what was said before."""

    told: Told
    known: tuple[Problem, ...] = ()
    """What was told before."""
    had_failed: bool = False
    """True where something was wrong before."""
    pages: int | None = None
    """How many pages it made that are new or others than before; None for the first build."""

    def then(self, told: Told, pages: int) -> News:
        """The news of the next build."""
        # One that is refused does not come to all remarks; they are no news when it is mended.
        left = (one for one in self.known if one.warning) if self.told.has_failed else ()
        known = tuple(dict.fromkeys((*self._all, *left)))
        return News(told, known, self.told.has_failed, pages)

    @property
    def headline(self) -> str:
        """What happened, in a line."""
        if self.told.failure:
            return said("not built")
        result = outcome(len(self.told.problems), len(self.told.warnings))
        if self.told.problems:
            return said("not built; {result}", result=result)
        if self.pages is None:
            return said("built; {result}", result=result)
        changed = said("pages changed: {number}", number=self.pages)
        what = changed if self.pages else said("no page changed")
        return said("built, {what}; {result}", what=what, result=result)

    @property
    def is_mended(self) -> bool:
        """True where something was wrong, and nothing is any more."""
        return self.had_failed and not self.told.has_failed

    @property
    def new(self) -> tuple[Problem, ...]:
        """What was not told before; that it stands on another line now is nothing new."""
        return tuple(self._new())

    @property
    def remaining(self) -> int:
        """How many things were told before, and are so still."""
        return len(self._all) - len(self.new)

    @property
    def _all(self) -> tuple[Problem, ...]:
        return (*self.told.problems, *self.told.warnings)

    def _new(self) -> Iterator[Problem]:
        known = Counter(map(_words, self.known))
        for problem in self._all:
            known[_words(problem)] -= 1
            if known[_words(problem)] < 0:
                yield problem


def _words(problem: Problem) -> tuple[str, str, str]:
    """What stays where lines are put in above it."""
    return problem.path, problem.rule, problem.sentence
