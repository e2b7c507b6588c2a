"""Define the errors of the program, and what a report of one has.

    GeneratorError
    ├── Refused        content, a translation or a template is wrong      exit 1
    │                  or a file of the site cannot be read              exit 3
    ├── Misused        the command was called with something it can't do  exit 2
    └── Unable         the file system or a needed program failed         exit 3

A `Problem` is one line for a person: where, which rule, what is wrong, what to do.
`Problems` gathers them, so that one run reports all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from generator.diagnostics.messages import ENGLISH, Tell, packed, said, unpacked


class Fault(NamedTuple):
    """What is wrong somewhere, and what to do: each a plain sentence without its full stop."""

    wrong: str
    remedy: str


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing that is wrong, in words for the person who can mend it."""

    path: str
    """The file, relative to the site, with forward slashes."""
    line: int
    """The line in that file, from 1; 1 where the whole file is meant."""
    rule: str
    """The rule's id: a word or two joined by a hyphen."""
    wrong: str
    """What is wrong: a plain sentence without its full stop."""
    remedy: str
    """What to do about it: a plain sentence without its full stop."""
    warning: bool = False
    """True where the build goes on and only says so."""
    disk: bool = False
    """True where the file cannot be read, so that it is not known what is wrong in it."""

    def as_json(self) -> dict[str, object]:
        """Convert the problem to what machines read."""
        return {
            "path": self.path,
            "line": self.line,
            "rule": self.rule,
            "wrong": self.wrong,
            "remedy": self.remedy,
            "level": "warning" if self.warning else "error",
        }

    def as_row(self) -> list[object]:
        """Convert the problem to what JSON can keep, to be translated later."""
        sentences = packed(self.wrong), packed(self.remedy)
        return [self.path, self.line, self.rule, *sentences, self.warning, self.disk]

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Problem:
        """Restore the problem that `as_row` made."""
        path, line, rule, wrong, remedy, *flags = row
        return cls(path, line, rule, unpacked(wrong), unpacked(remedy), *flags)

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in one sentence."""
        return said("{wrong}; {remedy}", wrong=self.wrong, remedy=self.remedy)

    def line_in(self, tell: Tell) -> tuple[str, str]:
        """Write the problem as a line for a terminal, in a language: its place, and the rest."""
        place, rest = f"{self.path}:{self.line}:", f" {self.rule}: {tell(self.sentence)}"
        return printable(place), printable(rest)

    def __str__(self) -> str:
        return "".join(self.line_in(ENGLISH))


_ORDER = attrgetter("path", "line", "rule", "wrong", "remedy", "warning", "disk")
"""The order of problems, which tuples compare many times as fast as the class's own comparison."""


def printable(text: str) -> str:
    """Write a text on one line for a terminal, which obeys some characters that show nothing.

    A file's name, or the words that a problem quotes, may be anybody's.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _SPACES else f"[U+{ord(c):04X}]" for c in text)


_SPACES = "\u00a0\u3000"
"""Of a fixed width, and of the width of a Chinese character."""


class GeneratorError(Exception):
    """The root of every error that is the user's to read; `status` is the exit status."""

    status = 1


class Refused(GeneratorError):
    """Content, a translation or a template is wrong; carries every problem found.

    Where one of them is the disk's, it is the disk that failed: exit 3.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=_ORDER))
        if any(problem.disk for problem in self.problems):
            self.status = Unable.status
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return Refused, (self.problems,)


def refused(path: str, line: int, rule: str, fault: Fault) -> Refused:
    """Make what to raise where one thing is wrong, and nothing after it can be read."""
    return Refused([Problem(path, line, rule, *fault)])


class Misused(GeneratorError):
    """A command was called with something that it cannot do."""

    status = 2


class Unable(GeneratorError):
    """The file system or a program that is needed failed."""

    status = 3


READ, WRITTEN = said("read"), said("written")
"""What could not be done with a file."""


def unable(path: object, done: str, error: OSError) -> Unable:
    """Make what to raise where the disk refuses what was to be `done` with a file."""
    reason = reason_of(error)
    return Unable(said("{path}: cannot be {done}: {reason}", path=path, done=done, reason=reason))


@contextmanager
def disk_errors(path: object, done: str) -> Iterator[None]:
    """Raise `Unable` for what the disk refuses in the block, with the path that was meant.

    The error's own path may be that of a temporary file, and a full disk names none.
    """
    try:
        yield
    except OSError as error:
        raise unable(path, done, error) from error


def reason_of(error: OSError) -> str:
    """Return why the system refused something, in its own words."""
    return error.strerror or str(error)


class Problems:
    """Collects problems from many places, so that one run reports them all."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, *problems: Problem) -> None:
        """Add problems, and continue."""
        self._found.extend(problems)

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Collect a `Refused` raised in the block, then continue after it."""
        try:
            yield
        except Refused as refused:
            self._found.extend(refused.problems)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the build, in order of place."""
        return tuple(sorted({p for p in self._found if not p.warning}, key=_ORDER))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that do not stop the build, in order of place."""
        return tuple(sorted({p for p in self._found if p.warning}, key=_ORDER))

    def relocate(self, exact: Callable[[Problem], Problem]) -> None:
        """Move each problem to where `exact` says."""
        self._found = list(map(exact, self._found))

    def refuse(self) -> None:
        """Raise `Refused` with everything so far, if there is an error in it."""
        if any(not problem.warning for problem in self._found):
            raise Refused(self._found)
