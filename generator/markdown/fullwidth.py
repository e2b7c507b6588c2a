"""Read marks of Markdown and facts that are typed full-width: ｛police｝, ＊＊words＊＊.

A Chinese keyboard gives them by itself, and no reader of a text sees the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.facts import NAME
from generator.text.lazy_regex import late
from generator.text.unicode import pieces

_FACT = late(rf"(?<!\\)[{{｛]{{1,2}}[ \u3000]?(?P<name>{NAME})[ \u3000]?[}}｝]{{1,2}}")
_LINK = late(
    rf"(?<!\\)[\[［](?P<words>[^\[\]［］`]{{1,300}})[\]］][(（][ \u3000]?"
    rf"(?P<target>(?:https?://|mailto:|tel:|notice:)[^\s()（）`]{{1,500}}|{{{NAME}}})"
    r"[ \u3000]?[)）]"
)
_STRONG = late(r"(?<![0-9])(?P<mark>＊{1,2})(?![＊\s])[^＊`]{1,300}(?<!\s)(?P=mark)(?![0-9])")
_OPENS = late("[{｛［\\[＊]")
_ROWS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_FACT, lambda found: f"{{{found['name']}}}"),
    (_LINK, lambda found: f"[{found['words']}]({found['target']})"),
    (_STRONG, lambda found: found[0].replace("＊", "*")),
)
"""What is looked for, and how it is written; the stars of emphasis become narrow."""


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A fact or a link as it was typed, and as it was meant."""

    typed: str
    meant: str

    @property
    def fault(self) -> Fault:
        """What is wrong with it, and what to write."""
        return Fault(
            said("“{typed}” is not quite what it should be", typed=self.typed),
            said("write {meant}", meant=self.meant),
        )


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A text as it was meant, and the parts that were typed in another way."""

    meant: str
    mistyped: tuple[Mistyped, ...]


# A text is asked for its faults, for its facts and for its elements, one after another.
@lru_cache(maxsize=64)
def read(text: str) -> Narrowed:
    """Find facts, links and emphasis with full-width or doubled marks, or a space inside.

    Code spans are left as they are.
    """
    found: list[Mistyped] = []

    def meant(match: re.Match[str], form: Callable[[re.Match[str]], str]) -> str:
        right = form(match)
        if right != match[0]:
            found.append(Mistyped(match[0], right))
        return right

    if not _OPENS.search(text):
        return Narrowed(text, ())
    done = []
    for piece, is_code in pieces(text):
        for pattern, form in () if is_code else _ROWS:
            piece = pattern.sub(partial(meant, form=form), piece)  # noqa: PLW2901 - one by one
        done.append(piece)
    return Narrowed("".join(done), tuple(found))


def narrowed(text: str) -> str:
    """Return a text as it was meant."""
    return read(text).meant


def faults(text: str, source: str | None = None) -> Iterator[Fault]:
    """Yield what is wrong with a text's marks; with its source, only kinds that it has too."""
    for one in read(text).mistyped:
        kind = "](" if "](" in one.meant else one.meant[0]
        if source is not None and kind not in source:
            continue
        yield one.fault
