"""What to do about a line that was meant otherwise: the one to write, in one wording."""

from __future__ import annotations

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said


def as_line(wrong: str, line: str) -> Fault:
    """What is wrong with a line, and the one to write."""
    return Fault(wrong, said("write it so: {line}", line=line))


def as_one_line(count: int, line: str) -> Fault:
    """What is wrong with a text that goes over `count` lines, and the one to write."""
    wrong = said("the text is broken over {count} lines", count=count)
    return Fault(wrong, said("write it on one line: {line}", line=line))


def as_two_lines(first: str, second: str) -> Fault:
    """What is wrong with a line that has two keys, and the two to write."""
    wrong = said("two keys stand on this line")
    return Fault(
        wrong, said("write {first}, and in a line below it {second}", first=first, second=second)
    )
