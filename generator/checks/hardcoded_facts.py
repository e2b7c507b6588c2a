"""Find a number in the source that is a fact, or nearly one, typed by hand."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from unicodedata import normalize

from generator.checks.rule import Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.correspondence import EntityKind, find_entities
from generator.facts import (
    BRACES,
    NAME,
    Fact,
    extension_behind,
    extensions,
    numbers_like,
)
from generator.markdown.lines import has_words
from generator.text.lazy_regex import late
from generator.text.unicode import without_code

_BRACKETED = late(rf"[\[(（【<《](?P<name>(?=\w{{3}}){NAME})[\])）】>》](?!\()")
"""Three letters at least: “(a)” begins a point of a list."""
_BARE_NAME = late(rf"(?<![A-Za-z0-9_./@-])(?P<sign>[$#@%]?)(?P<name>{NAME})(?![A-Za-z0-9_./@-])")
_APART = late(r"(?<=[0-9])[ \u00a0](?=[0-9])|(?<=[0-9]{2})[-\u2010-\u2015](?=[0-9]{3})")
_IN_TWO = late(
    r"(?<![0-9.,/\u2010-\u2015-])(?!(?:19|20)[0-9]{2}-)[0-9]{3,4}[ \u00a0-][0-9]{4}"
    r"(?![0-9.,/]*[0-9]|\s?[年月日%元万亿]|-)"
)
"""A number in two groups, as a town without an area's code writes its own; not two years."""
_FEWEST = 5
"""Digits of a number that can be called, short emergency numbers apart, which are facts."""
_OWNERS = (
    ("station", late("派出所|(?i:police|station)")),
    ("committee", late("居委|村委|社区|(?i:committee|neighbou?rhood)")),
    ("property", late("物业|(?i:property|caretaker)")),
    ("clinic", late("医院|卫生|诊所|(?i:hospital|clinic)")),
)
"""Names for numbers, and the words that show whose they are."""
_LONG = late("[0-9A-Za-z]*[0-9][0-9A-Za-z]+")


@rule("by-hand", "A hotline that is typed can be mistyped; one that is named cannot.", warning=True)
def by_hand(subject: Subject) -> Iterator[Fault]:
    """Find the facts of a source's own text that are typed, named without braces or mistyped."""
    if subject.source is not None:
        return
    # Code that is taken out may have parted a name.
    if "`" in subject.text or any(name in subject.text for name in subject.facts):
        yield from _in_brackets(subject)
        yield from _bare_names(subject)
    yield from _addresses(subject)
    words = subject.words
    if not has_words(words):  # no rule for a language says that its digits are full-width
        words = normalize("NFKC", words)
    if _LONG.search(words):
        phones = [fact for fact in subject.facts.values() if fact.is_phone]
        named = tuple(_named(words, phones))
        yield from named or _unnamed(words, subject, phones)
    yield from _extended(subject)


def _in_brackets(subject: Subject) -> Iterator[Fault]:
    """Find `[hotline]`, which readers would see as it is."""
    for found in _BRACKETED.finditer(subject.text):
        is_word = subject.locale.script == "Latn" and found[0][0] == "(" and "_" not in found[0]
        if found["name"] in subject.facts and not is_word:
            yield Fault(said("“{typed}” is no fact", typed=found[0]), _if_meant(found["name"]))


def _bare_names(subject: Subject) -> Iterator[Fault]:
    """Find a fact's name without its braces: hotline in Chinese, police_account in any language."""
    text = without_code(subject.text, "")
    bare = BRACES.sub(lambda found: " " if found["meant"] or found["whole"] else found[0], text)
    for sign, name in dict.fromkeys(_BARE_NAME.findall(bare)):
        is_name = name in subject.facts and ("_" in name or subject.locale.script != "Latn")
        if is_name and f"[{name}]" not in bare and f"({name})" not in bare:
            typed = sign + name
            wrong = said("“{typed}” is the name of a fact, without its braces", typed=typed)
            yield Fault(wrong, _if_meant(name))


def _addresses(subject: Subject) -> Iterator[Fault]:
    """Find the typed address of a fact; one in code, or as a link's target, is meant."""
    words = without_code(subject.text, "").lower()
    for fact in subject.facts.values():
        host = fact.text.lower()
        if fact.href.startswith("http") and host in words and f"({fact.href.lower()}" not in words:
            yield Fault(
                said("{address} is typed by hand, and it is a fact", address=fact.text),
                said("write {{{name}}} instead of it", name=fact.name),
            )


def _named(words: str, phones: Sequence[Fact]) -> Iterator[Fault]:
    """Find numbers that are one of the facts, or nearly: each once, since an office has many."""
    like = list(numbers_like(_APART.sub("", words), phones))
    exact = {number for number, _, is_exact in like if is_exact}
    first: dict[str, str] = {}
    for number, fact, is_exact in like:
        if not is_exact and (number in exact or first.setdefault(number, fact.name) != fact.name):
            continue
        if is_exact:
            yield Fault(
                said("{number} is typed by hand, and it is a fact", number=number),
                said(
                    "write {{{name}}} instead of it; put it between `…` if nobody is to call it",
                    name=fact.name,
                ),
            )
        else:
            yield Fault(
                said(
                    "{number} is nearly {{{name}}}, which is {digits}",
                    number=number,
                    name=fact.name,
                    digits=fact.number,
                ),
                _if_meant(fact.name),
            )


def _unnamed(words: str, subject: Subject, phones: Sequence[Fact]) -> Iterator[Fault]:
    """Find numbers to dial that are none of the facts; the scammers' own belong in code."""
    found = find_entities(words, subject.locale.tag)
    typed = [entity.text for entity in found if entity.kind is EntityKind.PHONE]
    rest = (one for one in _IN_TWO.findall(words) if not any(one in number for number in typed))
    taken = set(subject.facts)
    for number in (*typed, *rest):
        digits = re.sub("[^0-9+]", "", number)
        # A prefix, +86 or 00, or an area's code is no number to call.
        if len(digits) < _FEWEST or any(numbers_like(digits, phones)):
            continue
        name = _new_name(words, digits, taken)
        taken.add(name)
        yield Fault(
            said("{number} is typed by hand, and nobody can tap it", number=number),
            said(
                "add the line {line} below [facts] in content/site.toml and write {{{name}}} here, "
                "or put the number between `…` if nobody is to call it",
                line=_line(name, number, extension_behind(number, words)),
                name=name,
            ),
        )


def _line(name: str, number: str, ext: str) -> str:
    """Write the line of a fact that is a number, with its extension if it has one."""
    return f'{name} = {{ tel = "{number}"' + (f', ext = "{ext}" }}' if ext else " }")


def _new_name(words: str, digits: str, taken: Container[str]) -> str:
    """Name a number after whose it is, where the words show that; else after its last digits."""
    whose = next((name for name, signs in _OWNERS if signs.search(words)), "")
    return whose if whose and whose not in taken else f"{whose or 'office'}_{digits[-4:]}"


def _extended(subject: Subject) -> Iterator[Fault]:
    """Find an extension that is typed behind a fact: a slip in it reaches somebody else."""
    for found in extensions(subject.text, subject.facts):
        wrong = said("“{found}” has an extension that is typed by hand", found=found)
        remedy = said('write ext = "…" beside the number in site.toml, and the fact alone here')
        yield Fault(wrong, remedy)


def _if_meant(name: str) -> str:
    return said("write {{{name}}} if that is meant", name=name)
