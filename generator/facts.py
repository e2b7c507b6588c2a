"""Find and fill in facts: what is kept in one place, so that no translation can alter it.

`{hotline}` in a text means the entry `hotline` of `[facts]` in site.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
    """As it is shown: 96110; without its extension."""
    href: str = ""
    """Where it leads: `tel:96110`, `https://…`, `mailto:…`; empty for nowhere."""
    lang: str = ""
    """The BCP 47 tag of the language it is in, for a proper name; empty for none."""
    ext: str = ""
    """The extension to ask for, where it is a number: 801; empty for none."""
    typed: str = ""
    """The number with its extension, where they were typed as one; empty for all others."""

    @property
    def is_phone(self) -> bool:
        """True for a number that can be called."""
        return self.href.startswith("tel:")

    @property
    def number(self) -> str:
        """The number as it is dialled; empty for what is no number."""
        dialled = self.href.removeprefix("tel:").partition(",")[0] if self.is_phone else ""
        return re.sub("[^0-9+]", "", dialled)

    @property
    def value(self) -> str:
        """What it shows and, where that does not tell it, where it leads, between < and >."""
        digits = re.sub(r"[^0-9+]", "", self.text)
        told = ("", f"tel:{digits}", f"mailto:{self.text}", f"https://{self.text}")
        is_told = self.href.removesuffix("/") in told
        return self.text if is_told else f"{self.text} <{self.href}>"

    def with_extension(self, before: str) -> Fact:
        """Return the fact as a language shows it: with its extension, and these words before it.

        What was typed as one is shown as it was typed.
        """
        shown = self.typed or f"{self.text}{before}{self.ext}"
        return replace(self, text=shown) if self.ext else self

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


_FACT = rf"(?<!\\)\{{{NAME}\}}"
_DIGITS = r"\d²³¹⁰-⁹₀-₉\u2150-\u218b①-⒛⓪-⓿❶-➓\U0001f100-\U0001f10c"
"""In every script, and what has one in it: a circle, a bracket, a full stop."""
_HAN = r"\u3400-\u9fff"
_NUMERALS = "零〇一二三四五六七八九十百千万億亿幺"
_LETTERS = r"A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
"""Letters of the scripts that are mistaken for one another, and for digits."""
_BESIDE_NUMBER = late(
    rf"(?<![{_DIGITS}])[{_DIGITS}]++[-*#_·]?{_FACT}"
    rf"|(?:(?<![{_HAN}{_DIGITS}])|(?<=[打拨撥电電码碼致为為]))[{_NUMERALS}]++{_FACT}"
    rf"|(?<![{_LETTERS}])[{_LETTERS}]{_FACT}|(?<![{_DIGITS}])[{_DIGITS}]{{5,}}+ {_FACT}"
    rf"|{_FACT}(?:[ \u3000]?\{{{NAME}\}}|[-.*#_·]?[{_DIGITS}]++| [{_DIGITS}]{{5,}}+"
    rf"|[{_NUMERALS}]++(?![{_HAN}])|[{_LETTERS}]++)"
)
"""What readers would dial with a number; a word that begins with a numeral is none of it."""
_ALONE = late(
    rf"(?<![{_DIGITS}.,:：/-])[{_DIGITS}]++[\s·–—-]{{0,3}}{_FACT}"
    rf"|{_FACT}[\s·–—-]{{0,3}}[{_DIGITS}]++(?![.,:：/-][{_DIGITS}])"
)
"""The same in a text without a word, where a space or a dash parts nothing; but hours do not."""
_BESIDE_ADDRESS = late(
    rf"(?<![{_LETTERS}{_DIGITS}_-])[{_LETTERS}{_DIGITS}_-]++[.@]{_FACT}"
    rf"|{_FACT}(?:\{{{NAME}\}}|[.@:]?[{_LETTERS}{_DIGITS}_][{_LETTERS}{_DIGITS}_.-]*+"
    rf"|-[{_LETTERS}{_DIGITS}-]*+\.[{_LETTERS}][{_LETTERS}{_DIGITS}.-]*+)"
)
"""What makes another host of an address; a path after it leads to the same one."""
_EXT = (
    r"[\s,，;；(（-]{0,3}(?:ext(?:ension|\.)?|x|分机|分機|转|轉)[\s:：.]{0,2}号?"
    rf"(?P<ext>[{_DIGITS}{_NUMERALS}]++)(?![{_HAN}])"
)
_EXTENSION = late(_FACT + _EXT, re.IGNORECASE)
_ITS_EXTENSION = late(_EXT, re.IGNORECASE)


def touching(text: str, facts: Mapping[str, Fact], *, alone: bool = False) -> Iterator[str]:
    """Find where a number or an address is joined to what makes another one of it.

    With `alone`, the text has no words, and a space or a mark parts no numbers.
    """
    if "{" not in text:
        return
    patterns = (_BESIDE_NUMBER, *([_ALONE] if alone else []))
    numbers = (one[0] for pattern in patterns for one in pattern.finditer(text))
    yield from dict.fromkeys(one for one in numbers if _all(one, facts, "tel:"))
    for found in _BESIDE_ADDRESS.finditer(text):
        if _all(found[0], facts, "http", "mailto:", "tel:") and not _all(found[0], facts, "tel:"):
            yield found[0]


def extensions(text: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Find extensions that are written behind a number: they belong to the fact."""
    found = (one[0] for one in (_EXTENSION.finditer(text) if "{" in text else ()))
    return (one for one in found if _all(one, facts, "tel:"))


def extension_behind(number: str, text: str) -> str:
    """Find the extension that is typed behind a number in a text; empty for none."""
    found = _ITS_EXTENSION.match(text, text.index(number) + len(number)) if number in text else None
    return found["ext"] if found else ""


def _all(text: str, facts: Mapping[str, Fact], *schemes: str) -> bool:
    """Tell whether every fact that a piece of text names leads to one of these."""
    named = [facts.get(name) for name in PLACEHOLDER.findall(text)]
    return all(fact is not None and fact.href.startswith(schemes) for fact in named)


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
_LOCAL = 7
"""Digits of the shortest number that can be dialled without its area's code."""
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
    """Recognize a long number without its area's code, or with a sign wrong or out of place."""
    if len(digits) < _LONG:
        return False
    if len(number) >= _LOCAL and digits.endswith(number):
        return True
    if len(number) == len(digits) + 1:
        return any(number[:at] + number[at + 1 :] == digits for at in range(len(number)))
    if len(number) != len(digits):
        return False
    wrong = [pair for pair in zip(number, digits, strict=True) if pair[0] != pair[1]]
    swapped = len(wrong) == _PAIR and wrong[0] == wrong[1][::-1]
    return len(wrong) == 1 or swapped or number.translate(_LOOKS_LIKE) == digits
