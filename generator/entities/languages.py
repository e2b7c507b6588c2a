"""Say what differs between languages: how numbers are punctuated, and the words around them.

Chinese characters are read in every language, since a bulletin quotes Chinese names everywhere; the
words of a Latin or Arabic script only in their own. A language without an entry is read for digits,
addresses and placeholders, with English units.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from generator.entities.model import Value
from generator.locales import (
    UnknownLocale,
    currency_signs,
    currency_words,
    is_locale,
    month_names,
    unit_words,
)

MONEY = "money"
"""元 where it may be any place's dollar, and 块: agrees with every currency."""

YEN_SIGN = "yuan or yen"
"""¥, which both use."""

TABLES, SENSES = (
    tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    for name in ("languages", "senses")
)
"""What is data: each table of the files says in its first line what it holds."""

SPANS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
CODES: tuple[str, ...] = tuple(TABLES["currencies"].split())
"""Of the currencies whose names are read."""
PREFIXES: Mapping[str, str] = {
    **{sign: code for code in CODES for sign in currency_signs("en", code)},
    **TABLES["prefixes"],
}
SYMBOLS: Mapping[str, str] = TABLES["symbols"]
CURRENCIES = frozenset([MONEY, *PREFIXES.values(), *SYMBOLS.values()])
MEASURES: Mapping[str, str] = TABLES["measures"]
SIZES: Mapping[str, Mapping[str, int]] = TABLES["sizes"]
IMPERIAL: Mapping[str, Mapping[str, float]] = TABLES["imperial"]
"""Units that other countries say in another, rounded."""
DIMENSIONS = frozenset(dimension for sizes in SIZES.values() for dimension in sizes)
"""What units measure: two units of one agree where they come to the same."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Language:
    """How one language writes entities; one object per locale, so that patterns are kept by it."""

    name: str
    decimal: str
    """The decimal mark; `grouping` holds the marks between thousands, for a character class."""
    grouping: str
    months: Mapping[str, int]
    """The names of the months, in full and cut short."""
    vague_months: frozenset[str]
    """Those that are also other words; alone they prove nothing."""
    around_months: tuple[str, str]
    """Regular expressions of what may be joined to a month's name, before and after it."""
    scales: Mapping[str, int]
    """Words that multiply, to their power of ten."""
    units: Mapping[str, str]
    """Regular expressions of the words for each unit."""
    unit_words: Mapping[str, str]
    """CLDR's words for units and currencies, to the unit: plain text."""
    han_units: Mapping[str, str]
    words: Mapping[str, int]
    """Number words, for languages other than English and Chinese, which have a grammar."""
    reads_words: bool
    """Whether small numbers in words are understood; if not, their absence proves nothing."""
    reads_english_words: bool
    """True for English, and for a language without a table of its own."""


_THIN = "\u00a0\u2009\u202f"
_POINT = (".", "," + _THIN)
_COMMA = (",", r".\x20" + _THIN + "'’")
_TRADITIONAL_MONEY = {"CNY": "人民币 人民幣", MONEY: "元 塊錢 塊 圓"}


@cache
def language(locale: str) -> Language:
    """Tell how the language of a BCP 47 locale writes entities."""
    name, _, rest = locale.replace("_", "-").partition("-")
    name = name.lower()
    decimal, grouping = _COMMA if name in TABLES["decimal_commas"].split() else _POINT
    units, scales = TABLES["units"], TABLES["scales"]
    months, vague_months = _months(locale, name)
    traditional = name == "zh" and {"Hant", "TW", "HK", "MO"} & set(rest.split("-"))
    return Language(
        name=name,
        decimal=decimal,
        grouping=grouping,
        months=months,
        vague_months=vague_months,
        around_months=tuple(TABLES["around_months"].get(name, ("", ""))),
        scales=scales.get(name, scales["en"]),
        units=units.get(name, units["en"]),
        unit_words=_unit_words(locale, *(["en-GB"] if name == "en" else [])),
        han_units=TABLES["han_units"] | (_TRADITIONAL_MONEY if traditional else {}),
        words=TABLES["words"].get(name, {}),
        reads_words=name in TABLES["read_words"].split(),
        reads_english_words=name == "en" or name not in units,
    )


@cache
def _unit_words(*tags: str) -> Mapping[str, str]:
    """Name units and currencies in languages, in every form that CLDR has."""
    words: dict[str, str] = {}
    for tag in filter(is_locale, tags):
        for code in CODES:
            words |= dict.fromkeys([code, *currency_words(tag, code)], code)
        for unit, ids in MEASURES.items():
            for one in ids.split():
                words |= dict.fromkeys(unit_words(tag, one), unit)
    return {word: unit for word, unit in words.items() if word not in _NO_UNIT_WORDS}


_NO_UNIT_WORDS = frozenset(TABLES["no_unit_words"].split())
HAN_UNIT_WORDS = _unit_words("zh-Hans", "zh-Hant")
"""CLDR's words in Chinese, which are read in every language."""


def sizes(amount: Fraction | int, unit: str) -> frozenset[Value]:
    """Mean what an amount of a unit comes to in others: 90 days are three months."""
    return frozenset((name, amount * size) for name, size in SIZES.get(unit, {}).items())


_SHORT = 3
"""Letters of a month's name that may be an abbreviation, in capitals: MAY."""


def _months(locale: str, name: str) -> tuple[Mapping[str, int], frozenset[str]]:
    """Name the months, and the vague names; in English where a language only counts months."""
    try:
        wide, short = month_names(locale, "wide"), month_names(locale, "abbreviated")
    except UnknownLocale:
        wide = short = {}
    if not wide:
        return _months("en", "en")
    vague = frozenset(TABLES["vague_months"].get(name, "").split())
    if name != "en":
        vague |= short.keys() - wide.keys()
    loud = {month.upper(): number for month, number in wide.items() if len(month) > _SHORT}
    return {**loud, **short, **wide, **TABLES["months"].get(name, {})}, vague
