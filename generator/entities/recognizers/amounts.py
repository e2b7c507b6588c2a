"""Find amounts and numbers in digits, with their multipliers and units: 5万元, 50,000 yuan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from generator.entities.languages import (
    CURRENCIES,
    HAN_UNIT_WORDS,
    MONEY,
    PREFIXES,
    SYMBOLS,
    TABLES,
    Language,
    sizes,
)
from generator.entities.languages import language as by_locale
from generator.entities.model import Entity, EntityKind, meanings, numbers
from generator.entities.normalize import TAKEN, WORD, Text
from generator.entities.recognizers import numerals
from generator.entities.recognizers.numerals import at_digits, below_one, number_pattern, value
from generator.text.lazy_regex import late
from generator.text.unicode import HAN_SIGN

_POWERS: Mapping[str, int] = TABLES["powers"]
_HAN_SCALE = r"\s?[多余餘]?\s?(?:[百万萬亿億兆만억천]|千(?![克瓦卡米])){1,2}"
_GLUED = {"k": 3, "K": 3, "m": 6, "M": 6, "bn": 9, "w": 4}
_KILO = {"kilo": 3, "mega": 6, "giga": 9}
_LARGE_UNIT = late(r"[\s-]?(?P<by>kilo|mega|giga)(?=[a-z]{2})")
_BETWEEN = late(r"\s?(?:[-–—~至到或、,]{1,2}|to|and|or|bis|und|oder|à|et|ou|إلى)\s?")
_YUAN = {"CNY", MONEY}
"""What 元 says after a prefix that says it better: 港币5000元."""
_DASHES = "-−–‐‑"
_OPENS = ' \u00a0(（[“"「'
_BELOW_BEFORE = late(r"(?:零下|[负負]|\bminus\s|\bnegative\s)$")
_BELOW_AFTER = late(r"\s(?:degrees?\s)?below\s(?:zero|freezing)")
_NUMBER_BEFORE = late(rf"[0-9{TAKEN}]\s?$")
_JOINED = late(rf"[0-9A-Za-z{TAKEN}{numerals.HAN}]\S{{0,3}}$")
_LEADING = late("0[0-9]+$")
_WIDEST = 8
"""Characters between the two numbers of a range."""


@dataclass(frozen=True, slots=True)
class _Amount:
    value: Fraction | int
    power: int
    """The power of ten that words such as 万 or million multiply by."""
    unit: str
    span: tuple[int, int]
    closed: bool
    """Whether its own unit follows it, so that it shares no later one's multiplier."""
    vague: bool
    """Whether its "m" may be metres as well as millions."""


@cache
def _digits(language: Language) -> re.Pattern[str]:
    """Make the pattern of a number with its multipliers after it."""
    number = number_pattern(language)
    scales = "|".join(map(re.escape, _longest_first(language.scales)))
    return late(
        rf"(?<![0-9])(?P<body>{number}"
        rf"(?:{_HAN_SCALE}(?:[0-9]+(?:\.[0-9]+)?{_HAN_SCALE}){{0,3}}(?:[零〇]?[0-9]{{1,4}}(?![0-9.,:%：万萬亿億千百日月年时時点點]))?)?)\+?"
        rf"(?P<scales>(?:[\s-]?(?:{scales})(?![{WORD}])){{0,2}})(?P<glued>(?:bn|[kKmMw])(?![{WORD}]))?"
    )


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


_PREFIX = late(rf"(?<![A-Za-z])(?P<sign>{'|'.join(map(re.escape, _longest_first(PREFIXES)))})\s?$")
"""The sign of a currency before a number."""


def find_amounts(text: Text, language: Language) -> Iterator[Entity]:
    """Find every number in digits, with its currency or measure.

    Read from the end, since in a range ("5–10 million yuan") an earlier number shares what the
    later one states.
    """
    start, power, unit = len(text.rest), 0, ""
    for found in reversed(list(at_digits(_digits(language), text.rest))):
        amount = _amount(text.rest, found, language)
        between = text.rest[amount.span[1] : start][:_WIDEST]
        if amount.closed or not _BETWEEN.fullmatch(between):
            power, unit = amount.power, amount.unit
        start, power, unit = amount.span[0], amount.power or power, amount.unit or unit
        if _is_negative(text.rest, amount):
            means = numbers([-amount.value * 10**amount.power])
        else:
            # Alone or in its range; "5m" may be metres, and 00 is nothing but a number to dial.
            powers = {amount.power, power, 0 if amount.vague else power}
            powers = set() if _LEADING.match(found[0]) and amount.value >= 1 else powers
            means = numbers([amount.value * 10**size for size in powers])
            for size in powers if unit else ():
                means |= sizes(amount.value * 10**size, unit)
            if found[0].isdigit() and not (amount.power or amount.unit):
                means |= meanings(("dial", found[0]))
        yield text.entity(EntityKind.NUMBER, amount.span, means, unit=unit)


def _is_negative(rest: str, amount: _Amount) -> bool:
    """Tell whether a sign or word before an amount, or a word after it, makes it negative.

    A dash after a number, a unit or a letter joins a range or a code. One after other words counts
    only before money and degrees.
    """
    start, end = amount.span
    before = rest[max(0, start - _WIDEST) : start]
    if _BELOW_BEFORE.search(before) or _BELOW_AFTER.match(rest, end):
        return True
    if before[-1:] not in _DASHES or not before:
        return False
    before = before[:-1]
    if not before or before[-1] in _OPENS:
        return not _NUMBER_BEFORE.search(before)
    return amount.unit in CURRENCIES | {"celsius", "fahrenheit"} and not _JOINED.search(before)


def _amount(rest: str, found: re.Match[str], language: Language) -> _Amount:
    size, power = _scaled(found, language)
    if (below := below_one(rest, found.start(), found[0])) > 1:
        size = Fraction(size, below)
    suffix, end = unit_at(rest, found.end(), language)
    begins, unit = found.start(), ""
    if sign := _PREFIX.search(rest, max(0, begins - _WIDEST), begins):
        begins, unit = sign.start(), PREFIXES[sign["sign"]]
    if not unit or suffix in CURRENCIES - _YUAN:
        unit = suffix
    # 5m may be metres, 2兆 megabytes.
    vague = (found["glued"] in ("m", "M") or found[0].endswith("兆")) and not unit
    if not unit and (large := _LARGE_UNIT.match(rest, found.end())):
        # 32 kilobases, where Chinese counts 3.2 万 of them.
        vague, power = True, power + _KILO[large["by"]]
    return _Amount(size, power, unit, (begins, end), bool(suffix), vague)


def _scaled(found: re.Match[str], language: Language) -> tuple[Fraction | int, int]:
    """Give the value of a number and the power of ten of its multipliers."""
    if found[0].isdigit():
        return value(found[0], language), 0
    powers = [
        language.scales.get(word.lower(), language.scales.get(word, 0))
        for word in re.split(r"[\s-]", found["scales"] or "")
    ]
    power = sum(powers) + _GLUED.get(found["glued"] or "", 0)
    parts = _parts(language).findall(found["body"])
    sizes = [(value(number, language), _han_power(scale)) for number, scale in parts]
    if len(sizes) == 1:
        return sizes[0][0], power + sizes[0][1]
    return sum((size * 10**power for size, power in sizes), Fraction(0)), power


def _han_power(scale: str) -> int:
    return sum(_POWERS.get(char, 0) for char in scale)


@cache
def _parts(language: Language) -> re.Pattern[str]:
    return late(rf"({number_pattern(language)})({_HAN_SCALE})?")


_HEAD = late(
    r"[\s-]{0,2}(?:[+多余餘来來]\s?)?(?:de\s|d['’]|"
    r"(?:full|whole|working|business|calendar|consecutive|Chinese|or more|plus)[\s-])?"
)
"""What may be between a number and its unit."""
_NOT_BEFORE: Mapping[str, str] = TABLES["no_units"]
_SPACES = " -+\u00a0\u202f"
_NEVER = frozenset(",.;:!?()[]{}，。；：、！？" + TAKEN)
"""No unit begins with one of these; a look that saves most of the time on long lists."""


def unit_at(rest: str, place: int, language: Language) -> tuple[str, int]:
    """Read the unit whose words begin at `place`, and where they end; empty where there is none."""
    first = rest[place : place + 4].lstrip(_SPACES)[:1]
    if not first or first.isdigit() or first in _NEVER:
        return "", place
    begins = _HEAD.match(rest, place)
    begun = begins.end() if begins else place
    form = _units(language).get(rest[begun : begun + 1])
    found = form[0].match(rest, begun) if form else None
    if not form or not found:
        return "", place
    return form[1][(found.lastindex or 1) - 1], found.end()


_Forms = tuple[re.Pattern[str], tuple[str, ...]]


@cache
def _units(language: Language) -> Mapping[str, _Forms]:
    """Make a pattern of the units that begin with a sign, for each sign.

    English ones in Latin letters and all in Chinese characters are read in every language.
    """
    han = [
        (form + _not_after(form), unit)
        for unit, words in language.han_units.items()
        for form in words.split()
    ]
    english = [form for form in _spelled(by_locale("en")) if form[0].isascii()]
    forms: dict[str, list[tuple[str, str]]] = {}
    for form in [*_spelled(language), *english, *han, *_named(HAN_UNIT_WORDS), *_symbols()]:
        forms.setdefault(form[0].lstrip("\\")[0], []).append(form)
    return {first: _pattern(those) for first, those in forms.items()}


def _named(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """List CLDR's words for units."""
    return [(re.escape(word) + _not_after(word), unit) for word, unit in words.items()]


def _not_after(word: str) -> str:
    """Write what may not follow a unit: a letter, or what makes another word of it."""
    if not HAN_SIGN.match(word):
        return "(?!LETTER)"
    return f"(?![{_NOT_BEFORE[word]}])" if word in _NOT_BEFORE else ""


def _symbols() -> list[tuple[str, str]]:
    """List the signs of currencies after a number, unless they belong to the next one."""
    return [(rf"{form}(?!\s?[0-9])(?!LETTER)", unit) for form, unit in SYMBOLS.items()]


def _spelled(language: Language) -> list[tuple[str, str]]:
    """List each unit's words, or groups of words that share a stem, and CLDR's words."""
    return _named(language.unit_words) + [
        (f"{form}(?!LETTER)", unit)
        for unit, words in language.units.items()
        for form in ([words] if "(" in words else words.split("|"))
    ]


def _pattern(forms: list[tuple[str, str]]) -> _Forms:
    """Make one pattern with a group for each form, longest first; and the unit of each."""
    forms = sorted(
        dict.fromkeys(forms), key=lambda one: len(one[0].partition("(?!")[0]), reverse=True
    )
    alternatives = "|".join(f"({form})" for form, _ in forms).replace("LETTER", f"[{WORD}]")
    return late(alternatives), tuple(unit for _, unit in forms)
