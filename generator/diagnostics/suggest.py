"""Suggest the line to write, or the name that was meant, in one wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import in_turn, listed, said


def as_line(wrong: str, line: str) -> Fault:
    """Say what is wrong with a line, and which one to write."""
    return Fault(wrong, said("write it so: {line}", line=line))


def as_one_line(count: int, line: str) -> Fault:
    """Say that a text is broken over `count` lines, and which one to write."""
    wrong = said("the text is broken over {count} lines", count=count)
    return Fault(wrong, said("write it on one line: {line}", line=line))


def as_two_lines(first: str, second: str) -> Fault:
    """Say that a line has two keys, and which two lines to write."""
    wrong = said("there are two keys on this line")
    return Fault(
        wrong, said("write {first}, and in a line below it {second}", first=first, second=second)
    )


def as_list(wrong: str, key: str, lines: Iterable[str]) -> Fault:
    """Say what is wrong with a list, and which lines to write, as far as these are not too long."""
    shown = in_turn(lines)
    if len(shown) > LONGEST:
        return Fault(wrong, said("write {key}: alone, and each text below it after “- ”", key=key))
    return Fault(wrong, said("write {key}: alone, and below it {lines}", key=key, lines=shown))


_LIKE = 0.75
"""The least likeness to a name that is meant: hotline is not police, nor tagline."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Find the known name that an unknown one is most like; empty where none is like it."""
    # The bound on the lengths is difflib's own first one, which it reaches only after some work.
    may_be = [one for one in known if 2 * min(len(one), len(name)) >= _LIKE * len(one + name)]
    return next(iter(get_close_matches(name, may_be, n=1, cutoff=_LIKE)), "") if may_be else ""


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """Suggest the nearest key for an unknown one, or else all that there are."""
    return suggested(nearest(name, known), known)


def suggested(near: str, known: Sequence[str]) -> str:
    """Suggest a key, or all that there are where it is empty."""
    return said("did you mean {near}?", near=near) if near else _all_of(tuple(known))


@lru_cache(maxsize=8)
def _all_of(keys: tuple[str, ...]) -> str:
    """List the keys; cached, since a file may have a wrong key on each of its lines."""
    return said("the keys are {names}", names=listed(keys))


LONGEST = 300
"""Characters of a line that is worth writing out again."""
