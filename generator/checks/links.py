"""Refuse links that show one number or address and lead to another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.rule import Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.correspondence import Link, disguised_links, inline_links
from generator.facts import PLACEHOLDER, Fact
from generator.text.lazy_regex import late
from generator.text.unicode import shown

_EMAIL = late(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_NUMBER = late(r"\+?[0-9][0-9 ()\u00a0\u2010-\u2015-]*[0-9]")
_FEWEST = 3
"""Digits of a number that can be dialled."""
_LOCAL = 7
"""Digits of the shortest number that can be dialled without its area's code."""
_DAYS = "365"
"""On which somebody answers."""
_MAKE_IT_PLAIN = said("write words that promise nothing else, or link to what they show")


@rule(
    "links",
    "A link that shows one number or address and leads to another is the scammers' own trick.",
    waivable=False,
)
def links(subject: Subject) -> Iterator[Fault]:
    """Find links whose words are a fact, an address or a number that they do not lead to."""
    if subject.is_template_word or "](" not in subject.text:
        return
    text = shown(subject.text)
    given = {(link.words, link.target) for link in inline_links(shown(subject.source or ""))}
    hidden = disguised_links(text) if subject.source is None else frozenset()
    for link in inline_links(text):
        # What the source has too is told there.
        if (link.words, link.target) in given:
            continue
        target = subject.walk.resolved(link.target)
        if (link.words, link.target) in hidden or _promises(link.words, target, subject):
            wrong = said(
                "the link shows “{words}” but leads to “{target}”",
                words=link.words,
                target=link.target,
            )
            yield Fault(wrong, _MAKE_IT_PLAIN)
        elif subject.source is None and _calls_a_stranger(link, target, subject):
            wrong = said(
                "the link “{words}” calls {target}, which is no fact",
                words=link.words,
                target=link.target,
            )
            remedy = said(
                'add a line name = {{ tel = "{number}" }} below [facts] in content/site.toml, and '
                "write {{name}} instead of the link",
                number=target.removeprefix("tel:"),
            )
            yield Fault(wrong, remedy)


def _promises(words: str, target: str, subject: Subject) -> bool:
    """Tell whether words show a fact, an e-mail address or a number, and the link leads elsewhere.

    Where it leads to the web, a number in its words is only one that readers would dial: a fact.
    """
    facts = [subject.facts[name] for name in PLACEHOLDER.findall(words) if name in subject.facts]
    if any(fact.href and fact.href != target for fact in facts):
        return True
    if any(target != f"mailto:{address}" for address in _EMAIL.findall(words)):
        return True
    numbers = _numbers(words)
    if target.startswith("tel:"):
        return not all(_is_one(number, _digits(target)) for number in numbers)
    return not numbers.isdisjoint(_digits(fact.number) for fact in _phones(subject))


def _calls_a_stranger(link: Link, target: str, subject: Subject) -> bool:
    """Tell whether a link calls a number that is no fact's, and that its words do not show."""
    known = {_digits(fact.number) for fact in _phones(subject)} | _numbers(link.words)
    calls = _digits(target)
    return target.startswith("tel:") and not any(_is_one(number, calls) for number in known)


def _phones(subject: Subject) -> Iterator[Fact]:
    return (fact for fact in subject.facts.values() if fact.is_phone)


def _numbers(words: str) -> set[str]:
    """Find the digits of each number in words that may be one to dial."""
    numbers = {_digits(number) for number in _NUMBER.findall(words)}
    return {number for number in numbers if len(number) >= _FEWEST and number != _DAYS}


def _is_one(number: str, calls: str) -> bool:
    """Recognize a number as it is dialled, also without its area's code or its country's."""
    is_local = len(number) >= _LOCAL and calls.endswith(number.removeprefix("0"))
    return number == calls or is_local


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text.partition(";")[0])
