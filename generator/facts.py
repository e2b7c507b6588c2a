"""Find and fill in facts: what is kept in one place, so that no translation can alter it.

`{hotline}` in a text means the entry `hotline` of `[facts]` in site.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from generator.text.lazy_regex import late

NAME = r"[a-z][a-z0-9_]*"

PLACEHOLDER = re.compile(rf"(?<!\\)\{{({NAME})\}}")
"""A fact where it is used; `\\{hotline}` is not one."""
BRACES = late(
    rf"(?P<meant>\\[{{｛][^{{}}｛｝]{{0,30}}[}}｝]|(?<!\\)\{{(?P<fact>{NAME})\}})"
    r"|(?P<whole>(?<!\\)[{｛]{1,2}"
    r"(?:[A-Za-z0-9_ .-]{0,30}|[^{}｛｝A-Za-z，。、；：？！,;:?!“”]{0,30})[}｝]{1,2})"
    r"|(?<!\\)[{｛]{1,2}[A-Za-z0-9_]{0,30}"
    r"|(?<![A-Za-z0-9_\\])[A-Za-z0-9_]*+[}｝]{1,2}"
)
"""A fact, or braces that are meant as such; braces around something else; half a pair of them.

The backslash before the first brace is enough for Markdown.
"""


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
    def number(self) -> str:
        """The number as it is dialled; empty for what is no number."""
        return self.href.removeprefix("tel:") if self.is_phone else ""

    @property
    def runs_left_to_right(self) -> bool:
        """True for a number, an address, a name: all without letters of a right-to-left script.

        Between such letters the groups of +86 21 96110 would be shown in reverse; so it has to
        be set apart there.
        """
        return not any(unicodedata.bidirectional(char) in ("R", "AL") for char in self.text)


def with_facts(text: str, facts: Mapping[str, Fact]) -> str:
    """Fill in the facts of a text as they are shown; a name that is none of them stays."""

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
    """Find where a number is joined to another or to a digit, or two addresses are joined."""
    for found in _TOUCHING.finditer(text) if "{" in text else ():
        named = [facts.get(name) for name in PLACEHOLDER.findall(found[0])]
        are_phones = all(fact is not None and fact.is_phone for fact in named)
        are_links = all(fact is not None and fact.href for fact in named)
        if are_phones or (are_links and found[0].count("{") > 1 and " " not in found[0]):
            yield found[0]


def facts_used(text: str) -> Counter[str]:
    """Count the facts that a text uses, by their names."""
    return Counter(PLACEHOLDER.findall(text) if "{" in text else ())


_CHINESE_DIGITS = ("零〇", "一幺", "二", "三", "四", "五", "六", "七", "八", "九")
_TYPED = {
    str(digit): f"[{digit}{chr(ord('０') + digit)}{chinese}]"
    for digit, chinese in enumerate(_CHINESE_DIGITS)
}
"""Each digit as it may be typed: full-width, or in Chinese."""
_COUNTED = r"(?!\s?(?:[元块条次件起名户万亿%]|人(?!工)|个(?!人)|yuan))"
"""What follows a number that nobody dials; 人工 is the person who answers one."""
_NUMBER = late(
    r"(?<![0-9A-Za-z.,_+-])\+?(?=[A-Za-z]*[0-9])[0-9A-Za-z]{3,24}(?![0-9A-Za-z_-]|[.,][0-9])"
    + _COUNTED
)
_LONG, _PAIR = 5, 2
_LOOKS_LIKE = str.maketrans("lIoOSB", "110058")


@cache
def typed_out(shown: str) -> re.Pattern[str]:
    """Make a pattern of a fact as shown or linked to, and no part of a number, word or address."""
    typed = "".join(_TYPED.get(char, re.escape(char)) for char in shown)
    return re.compile(
        rf"(?<![A-Za-z0-9０-９_.@+/-])(?:https?://)?{typed}/?"
        rf"(?![A-Za-z0-9０-９_@-]|[./][A-Za-z0-9]){_COUNTED if shown.isdigit() else ''}"
    )


def numbers_like(text: str, facts: Iterable[Fact]) -> Iterator[tuple[str, Fact, bool]]:
    """Find each number of a text that is a fact's, or nearly; with that fact, and True if it is."""
    phones = [fact for fact in facts if fact.is_phone]
    for number in dict.fromkeys(_NUMBER.findall(text) if phones else ()):
        for fact in phones:
            typed, digits = number.removeprefix("+"), fact.number.removeprefix("+")
            if typed == digits or _is_near(typed, digits):
                yield number, fact, typed == digits


def _is_near(number: str, digits: str) -> bool:
    """Recognize a long number with one sign wrong or too many, or two that changed places."""
    if len(digits) < _LONG:
        return False
    if len(number) == len(digits) + 1:
        return any(number[:at] + number[at + 1 :] == digits for at in range(len(number)))
    if len(number) != len(digits):
        return False
    wrong = [pair for pair in zip(number, digits, strict=True) if pair[0] != pair[1]]
    swapped = len(wrong) == _PAIR and wrong[0] == wrong[1][::-1]
    return len(wrong) == 1 or swapped or number.translate(_LOOKS_LIKE) == digits
