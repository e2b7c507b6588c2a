"""A translation's facts as they were meant, where they stand in it in another way than {name}.

Typed out or full-width, with half their braces, under a name in another language, or as the target
of a link. What was meant goes on to the other rules, so that one slip is told once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

from generator.checks.rule import Subject
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import nearest
from generator.facts import NAME, PLACEHOLDER, Fact, is_near
from generator.markdown import fullwidth
from generator.text.lazy_regex import late
from generator.text.unicode import pieces, without_code

_BRACES = late(r"[{}｛｝]")
_BRACE = late(
    rf"(?P<meant>\\[{{｛][^{{}}｛｝]{{0,30}}\\?[}}｝]|(?<!\\)\{{(?P<fact>{NAME})\}})"
    r"|(?P<whole>(?<!\\)[{｛]{1,2}"
    r"(?:[A-Za-z0-9_ .-]{0,30}|[^{}｛｝A-Za-z，。、；：？！,;:?!“”]{0,30})[}｝]{1,2})"
    r"|(?<!\\)[{｛]{1,2}[A-Za-z0-9_]{0,30}"
    r"|(?<![A-Za-z0-9_\\])[A-Za-z0-9_]*+[}｝]{1,2}"
)
"""A fact, or braces that are meant; braces around something else; half a pair of them."""
_LINK = late(r"(?<!\\)\[(?P<words>[^\[\]`]{0,100})\]\((?P<target>[^\s()]{1,300})\)")
_DIGITS = {
    str(number): f"[{number}{wide}{chinese}]"
    for number, (wide, chinese) in enumerate(
        zip(
            "０１２３４５６７８９",
            ("零〇", "一幺", "二", "三", "四", "五", "六", "七", "八", "九"),
            strict=True,
        )
    )
}
"""Each digit as it may be typed: full-width, or in Chinese."""
_COUNTED = r"(?!\s?(?:[元块人个条次件起名户万亿%]|yuan))"
"""What follows a number that nobody dials."""
_NUMBER = late(rf"(?<![0-9A-Za-z.,+-])[0-9]{{5,12}}(?![0-9A-Za-z-]|[.,][0-9]){_COUNTED}")
_MOST = 5
"""Names that are compared with those of the source: that takes its time."""


@dataclass(frozen=True, slots=True)
class Read:
    """A translation as it was meant, and what of its facts is written in another way."""

    meant: str
    faults: tuple[Fault, ...]


# Three rules ask for it, one after another.
@lru_cache(maxsize=4)
def read(subject: Subject, source: str) -> Read:
    """How the facts of a translation are to be read, `source` being what it translates."""
    if subject.is_template_word or subject.text == source:
        return Read(subject.text, ())
    text = fullwidth.narrowed(subject.text)
    faults = [] if text == subject.text else [*fullwidth.faults(subject.text, source)]
    for mend in (_unlinked, _whole, _named, _twice):
        text, found = mend(text, source, subject)
        faults += found
    return Read(text, tuple(faults))


def counted(text: str) -> Counter[str]:
    """How often a text has each of its facts."""
    return Counter(PLACEHOLDER.findall(text) if "{" in text else ())


def _unlinked(text: str, source: str, subject: Subject) -> tuple[str, list[Fault]]:
    """Without links that have one of the source's facts as their target: it is a link by itself."""
    if "](" in source or "](" not in text:
        return text, []
    faults, names = list[Fault](), counted(source)
    typed = {one.meant: one.typed for one in fullwidth.read(subject.text).mistyped}
    facts = [fact for name, fact in subject.facts.items() if name in names]

    def meant(found: re.Match[str]) -> str:
        fact = next(
            (fact for fact in facts if found["target"] in (f"{{{fact.name}}}", fact.href)), None
        )
        if fact is None:
            return found[0]
        right = _in_words(found["words"].strip(), fact)
        faults.append(
            Fault(
                said(
                    "“{typed}” makes a link of what is one by itself",
                    typed=typed.get(found[0], found[0]),
                ),
                said("write {meant}", meant=right),
            )
        )
        return right

    return _outside_code(_LINK, meant, text), faults


def _in_words(words: str, fact: Fact) -> str:
    """The words of a link with the fact in them, once."""
    named = f"{{{fact.name}}}"
    if named in words:
        return words
    alone = _alone(fact.text)
    return alone.sub(named, words) if alone.search(words) else words + named


def _unlike(typed: str, name: str) -> Fault:
    return fullwidth.Mistyped(typed, f"{{{name}}}").fault


def _instead(other: str, name: str) -> Fault:
    wrong = said("{{{other}}} stands in the place of {{{name}}}", other=other, name=name)
    return Fault(wrong, said("write {{{name}}} there", name=name))


def _whole(text: str, source: str, subject: Subject) -> tuple[str, list[Fault]]:
    """With each half of a fact, and each name that is none, as the fact that was meant."""
    if not _BRACES.search(text):
        return text, []
    faults, names = list[Fault](), counted(source)
    lost = names - counted(text)

    def meant(found: re.Match[str]) -> str:
        if found["meant"] and (found["fact"] is None or found["fact"] in names):
            return found[0]
        name = _meant(found[0], names, lost) if len(faults) < _MOST else ""
        if name:
            lost[name] -= 1
            is_other = found["fact"] in subject.facts
            faults.append(_instead(found["fact"], name) if is_other else _unlike(found[0], name))
            return f"{{{name}}}"
        if not (found["whole"] or found["meant"]):
            wrong = said("“{typed}” is half a pair of braces", typed=found[0])
            faults.append(Fault(wrong, said("take the brace out, or write \\ before it")))
        return found[0]

    return _outside_code(_BRACE, meant, text), faults


def _meant(typed: str, names: Counter[str], lost: Counter[str]) -> str:
    """The fact of the source that was meant; empty where that does not show."""
    bare = normalize("NFKC", typed).strip("{} ").lower()
    if bare in names:
        return bare
    left = [name for name, count in lost.items() if count > 0]
    return left[0] if len(left) == 1 else nearest(bare, left)


def _named(text: str, source: str, subject: Subject) -> tuple[str, list[Fault]]:
    """With the facts that are typed out by their names."""
    names, faults = counted(source), list[Fault]()
    lost = names - counted(text)
    known = [subject.facts[name] for name in names if name in subject.facts]
    # The longest first: one number, or address, may be part of another.
    for fact in sorted(known, key=lambda fact: (-len(fact.text), fact.name)):
        left = lost[fact.name]
        if left <= 0 or _alone(fact.text).search(source):
            continue
        named = _with_name(_alone(fact.text), fact.name, text, left)
        if named != text:
            text = named
            faults.append(_typed(fact))
        elif fact.is_phone and (typed := _nearly(fact, text, source)):
            alone = re.compile(rf"(?<![0-9]){typed}(?![0-9])")
            text = _with_name(alone, fact.name, text, left)
            faults.append(_unlike(typed, fact.name))
    return text, faults


def _typed(fact: Fact) -> Fault:
    wrong = said(
        "“{shown}” is typed instead of the fact {{{name}}}", shown=fact.text, name=fact.name
    )
    return Fault(wrong, said("write {{{name}}}", name=fact.name))


def _nearly(fact: Fact, text: str, source: str) -> str:
    """A number with one digit of a fact wrong, or two that changed places; empty for none."""
    numbers = (found[0] for found in _NUMBER.finditer(without_code(text, "")))
    return next((one for one in numbers if is_near(one, fact.text) and one not in source), "")


def _twice(text: str, source: str, _: Subject) -> tuple[str, list[Fault]]:
    """With one fact for another that stands in its place, and once more than in the source."""
    lost, more = counted(source) - counted(text), counted(text) - counted(source)
    if not (lost.total() == more.total() == 1):
        return text, []
    (name,), (other,) = lost, more
    order, places = PLACEHOLDER.findall(source), list(PLACEHOLDER.finditer(text))
    at = order.index(name)
    found = places[at] if at < len(places) and places[at][1] == other else None
    found = found or next(place for place in places if place[1] == other)
    return text[: found.start()] + f"{{{name}}}" + text[found.end() :], [_instead(other, name)]


def _with_name(pattern: re.Pattern[str], name: str, text: str, most: int) -> str:
    """A text with a fact's name for what matches, so many times at most."""
    left = most

    def named(found: re.Match[str]) -> str:
        nonlocal left
        left -= 1
        return f"{{{name}}}" if left >= 0 else found[0]

    return _outside_code(pattern, named, text)


def _outside_code(
    pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str], text: str
) -> str:
    """A text with something else for what matches, but for its code spans."""
    return "".join(
        piece if is_code else pattern.sub(instead, piece) for piece, is_code in pieces(text)
    )


@cache
def _alone(shown: str) -> re.Pattern[str]:
    """A fact as it is shown or linked to, and not in the middle of a number, word or address."""
    digits = "".join(_DIGITS.get(char, re.escape(char)) for char in shown)
    return re.compile(
        rf"(?<![A-Za-z0-9０-９_.@+/-])(?:https?://)?{digits}/?"
        rf"(?![A-Za-z0-9０-９_@-]|[./][A-Za-z0-9]){_COUNTED if shown.isdigit() else ''}"
    )
