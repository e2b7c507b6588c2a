"""Read a translation's facts as they were meant, where they are not written as {name}.

Typed out or full-width, with half their braces, under a name in another language, or as the target
of a link. What was meant goes on to the other rules, so that one slip is reported once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from generator.checks.rule import Subject
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import nearest
from generator.facts import BRACES, PLACEHOLDER, Fact, facts_used, numbers_like, typed_out
from generator.markdown import fullwidth
from generator.text.lazy_regex import late
from generator.text.unicode import pieces, without_code

_BRACE = late(r"[{}｛｝]")
_LINK = late(r"(?<!\\)\[(?P<words>[^\[\]`]{0,100})\]\((?P<target>[^\s()]{1,300})\)")
_MOST = 5
"""Names that are compared with those of the source: that takes its time."""
_ANY = 1_000_000
"""More replacements than any text has places for."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A translation as it was meant, and what of its facts is written in another way."""

    text: str
    faults: tuple[Fault, ...]


# Three rules ask for it, one after another.
@lru_cache(maxsize=4)
def mended(subject: Subject, source: str) -> Mended:
    """Read the facts of a translation as they were meant, `source` being what it translates."""
    if subject.is_template_word or subject.text == source:
        return Mended(subject.text, ())
    text = fullwidth.narrowed(subject.text)
    # Without facts in the source, only braces and links can be meant as one.
    if "{" not in source and "](" not in text and not _BRACE.search(text):
        is_narrow = text == subject.text
        return Mended(text, () if is_narrow else tuple(fullwidth.faults(subject.text, source)))
    mending = _Mending(subject, source)
    mending.unlink()
    mending.complete()
    mending.name()
    mending.exchange()
    return Mended(mending.text, tuple(mending.faults))


class _Mending:
    """A translation on its way to what was meant."""

    def __init__(self, subject: Subject, source: str) -> None:
        self.typed, self.source, self._facts = subject.text, source, subject.facts
        self.text = fullwidth.narrowed(subject.text)
        is_narrow = self.text == subject.text
        self.faults = [] if is_narrow else [*fullwidth.faults(subject.text, source)]
        self._names = facts_used(source)
        self._known = [fact for name, fact in subject.facts.items() if name in self._names]

    def unlink(self) -> None:
        """Take away links to one of the source's facts, which is a link by itself."""
        if "](" in self.source or "](" not in self.text:
            return
        typed = {one.meant: one.typed for one in fullwidth.read(self.typed).mistyped}
        targets = {fact.href: fact for fact in self._known}
        targets |= {f"{{{fact.name}}}": fact for fact in self._known}

        def meant(found: re.Match[str]) -> str:
            if not (fact := targets.get(found["target"])):
                return found[0]
            right = _in_words(found["words"].strip(), fact)
            wrong = said(
                "“{typed}” makes a link of what is one by itself",
                typed=typed.get(found[0], found[0]),
            )
            self.faults.append(Fault(wrong, said("write {meant}", meant=right)))
            return right

        self._replace(_LINK, meant)

    def complete(self) -> None:
        """Write each half of a fact, and each name that is none, as the fact that was meant."""
        if not _BRACE.search(self.text):
            return
        lost, faults = self._lost(), list[Fault]()

        def meant(found: re.Match[str]) -> str:
            if found["meant"] and (found["fact"] is None or found["fact"] in self._names):
                return found[0]
            name = self._meant(found[0], lost) if len(faults) < _MOST else ""
            if name:
                lost[name] -= 1
                is_other = found["fact"] in self._facts
                faults.append(
                    _instead(found["fact"], name) if is_other else _unlike(found[0], name)
                )
                return f"{{{name}}}"
            if not (found["whole"] or found["meant"]):
                wrong = said("“{typed}” is half a pair of braces", typed=found[0])
                faults.append(Fault(wrong, said("take the brace out, or write \\ before it")))
            return found[0]

        self._replace(BRACES, meant)
        self.faults += faults

    def name(self) -> None:
        """Write the names of facts that are typed out, or nearly."""
        # The longest first: one number, or address, may be part of another.
        for fact in sorted(self._known, key=lambda fact: (-len(fact.text), fact.name)):
            left, alone = self._lost()[fact.name], typed_out(fact.text)
            if not left or alone.search(self.source):
                continue
            if self._replace(alone, f"{{{fact.name}}}", left):
                wrong = said(
                    "“{shown}” is typed instead of the fact {{{name}}}",
                    shown=fact.text,
                    name=fact.name,
                )
                self.faults.append(Fault(wrong, said("write {{{name}}}", name=fact.name)))
            elif typed := self._nearly(fact):
                self._replace(
                    re.compile(rf"(?<![0-9]){re.escape(typed)}(?![0-9])"), f"{{{fact.name}}}", left
                )
                self.faults.append(_unlike(typed, fact.name))

    def exchange(self) -> None:
        """Put a fact back that another one replaces, which the source has once less."""
        lost, more = self._lost(), facts_used(self.text) - self._names
        if not (lost.total() == more.total() == 1):
            return
        (name,), (other,) = lost, more
        at = PLACEHOLDER.findall(self.source).index(name)
        places = list(PLACEHOLDER.finditer(self.text))
        likely = (place for place in (*places[at : at + 1], *places) if place[1] == other)
        start, end = next(likely).span()
        self.text = f"{self.text[:start]}{{{name}}}{self.text[end:]}"
        self.faults.append(_instead(other, name))

    def _lost(self) -> Counter[str]:
        return self._names - facts_used(self.text)

    def _meant(self, typed: str, lost: Counter[str]) -> str:
        """Find the fact of the source that was meant; empty where that does not show."""
        bare = normalize("NFKC", typed).strip("{} ").lower()
        if bare in self._names:
            return bare
        left = [name for name, count in lost.items() if count > 0]
        return left[0] if len(left) == 1 else nearest(bare, left)

    def _nearly(self, fact: Fact) -> str:
        """Find a number with one digit of a fact wrong, or two changed over; empty for none."""
        numbers = (number for number, *_ in numbers_like(without_code(self.text, ""), [fact]))
        return next((number for number in numbers if number not in self.source), "")

    def _replace(
        self,
        pattern: re.Pattern[str],
        instead: str | Callable[[re.Match[str]], str],
        most: int = _ANY,
    ) -> bool:
        """Replace what matches outside code, so many times at most; False where nothing does."""
        done, left = list[str](), most
        for piece, is_code in pieces(self.text):
            written, count = (
                (piece, 0) if is_code or not left else pattern.subn(instead, piece, left)
            )
            done.append(written)
            left -= count
        self.text = "".join(done)
        return left < most


def _in_words(words: str, fact: Fact) -> str:
    """Put the fact into the words of a link, once."""
    named = f"{{{fact.name}}}"
    if named in words:
        return words
    alone = typed_out(fact.text)
    return alone.sub(named, words) if alone.search(words) else words + named


def _unlike(typed: str, name: str) -> Fault:
    return fullwidth.Mistyped(typed, f"{{{name}}}").fault


def _instead(other: str, name: str) -> Fault:
    wrong = said("{{{other}}} is in the place of {{{name}}}", other=other, name=name)
    return Fault(wrong, said("write {{{name}}} there", name=name))
