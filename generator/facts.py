"""Facts: what is kept in one place, so that no translation can alter it.

`{hotline}` in a text stands for the entry `hotline` of `[facts]` in site.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NAME = r"[a-z][a-z0-9_]*"

PLACEHOLDER = re.compile(rf"(?<!\\)\{{({NAME})\}}")
"""A fact where it is used; `\\{hotline}` is not one."""


ESCAPED = re.compile(r"\\\{[^{}]{0,30}\}")
"""Braces that are meant as such: the backslash before the first is enough for Markdown."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, an address or a name that is the same in every language."""

    name: str
    text: str
    """As it is shown: 96110."""
    href: str = ""
    """Where it leads: `tel:96110`, `https://…`, `mailto:…`; empty for nowhere."""
    lang: str = ""
    """The BCP 47 tag of the language it is in, for a proper name; empty for none."""

    @property
    def is_phone(self) -> bool:
        """True for a number that can be called."""
        return self.href.startswith("tel:")

    @property
    def runs_left_to_right(self) -> bool:
        """True for a number, an address, a name: all without letters of a right-to-left script.

        Between such letters the groups of +86 21 96110 would be shown in reverse; so it has to
        be set apart there.
        """
        return not any(unicodedata.bidirectional(char) in ("R", "AL") for char in self.text)


def stated(text: str, facts: Mapping[str, Fact]) -> str:
    """A text with its facts as they are shown; a name that is none of them stays."""

    def shown(match: re.Match[str]) -> str:
        fact = facts.get(match.group(1))
        return match.group(0) if fact is None else fact.text

    return PLACEHOLDER.sub(shown, text) if "{" in text else text


_IN_BRACES = rf"(?<!\\)\{{{NAME}\}}"
_TOUCHING = re.compile(
    rf"(?<![0-9０-９])[0-9０-９]++-?{_IN_BRACES}"
    rf"|{_IN_BRACES}(?:[ \u3000]?\{{{NAME}\}}|-?[0-9０-９]++)"
)


def touching(text: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    """What of a text shows a number joined to another or to a digit, or two addresses joined."""
    for found in _TOUCHING.finditer(text) if "{" in text else ():
        named = [facts.get(name) for name in PLACEHOLDER.findall(found[0])]
        are_phones = all(fact is not None and fact.is_phone for fact in named)
        are_links = all(fact is not None and fact.href for fact in named)
        if are_phones or (are_links and found[0].count("{") > 1 and " " not in found[0]):
            yield found[0]


def is_near(number: str, digits: str) -> bool:
    """True for a long number with one sign wrong or too many, or two that changed places."""
    if len(digits) < _LONG or not re.search("[0-9]", number):
        return False
    if len(number) == len(digits) + 1:
        return any(number[:at] + number[at + 1 :] == digits for at in range(len(number)))
    if len(number) != len(digits):
        return False
    wrong = [at for at, one in enumerate(number) if one != digits[at]]
    swapped = len(wrong) == _PAIR and number[wrong[0]] + number[wrong[1]] == (
        digits[wrong[1]] + digits[wrong[0]]
    )
    return len(wrong) == 1 or swapped or number.translate(_LOOKS_LIKE) == digits


_LONG, _PAIR = 5, 2
_LOOKS_LIKE = str.maketrans("lIoOSB", "110058")


def names_in(text: str) -> frozenset[str]:
    """The names of the facts that a text uses."""
    return frozenset(PLACEHOLDER.findall(text) if "{" in text else ())
