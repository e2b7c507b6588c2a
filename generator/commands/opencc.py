"""Convert one Chinese script to the other, where OpenCC is installed.

A converted text is a draft: the scripts differ in words too, and a person has to read it.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.locales import Locale
from generator.text.unicode import QUOTES

_SOUTH = ("HK", "MO")
"""The territories that write as Hong Kong does; the others write as Taiwan does, which is what CLDR
takes for likely too."""


def convertible(source: Locale, target: Locale) -> bool:
    """Return True for two locales of Chinese in different scripts."""
    return source.chinese and target.chinese and source.script != target.script


def converter(source: Locale, target: Locale) -> Callable[[str], str] | None:
    """Make a function that converts a text to the other's script; None where OpenCC is missing.

    Facts, links and markup stay as they are: they have no Chinese in them.
    """
    try:
        from opencc import OpenCC
    except ImportError:
        return None
    convert = OpenCC(_table(source, target)).convert
    marks = str.maketrans(QUOTES[source.script], QUOTES[target.script])
    return lambda text: convert(text).translate(marks)


def _table(source: Locale, target: Locale) -> str:
    """Find OpenCC's name for a conversion, words included where it has them."""
    if target.script == "Hant":
        return "s2hk" if _southern(target) else "s2twp"
    return "hk2s" if _southern(source) else "tw2sp"


def _southern(locale: Locale) -> bool:
    return not set(_SOUTH).isdisjoint(locale.tag.split("-"))
