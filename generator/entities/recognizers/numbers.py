"""Numbers in digits, as a language punctuates them: 1,234.5 and 1.234,5."""

from __future__ import annotations

import re
from fractions import Fraction

from generator.entities.languages import Language

LONGEST = 40
"""Digits; more are no amount, and not worth the arithmetic."""


def number_pattern(language: Language) -> str:
    """The regular expression of a number; without groups, for use inside others."""
    mark, group = re.escape(language.decimal), language.grouping
    return (
        rf"(?:[0-9]{{1,3}}(?:[{group}][0-9]{{2,3}}){{0,8}}[{group}][0-9]{{3}}(?![0-9])(?:{mark}[0-9]+)?"
        rf"|[0-9]+(?:{mark}[0-9]+|\.[0-9]{{1,2}}(?![0-9.]))?)"
    )


def value(written: str, language: Language) -> Fraction | int:
    """The exact value of a number that matches `number_pattern`; of a huge one, its beginning."""
    if written.isdigit():
        return int(written[:LONGEST])
    if re.fullmatch(r"[0-9]+\.[0-9]{1,2}", written):
        whole, _, decimals = written.partition(".")
    else:
        whole, _, decimals = written.partition(language.decimal)
    whole = re.sub("[^0-9]", "", whole)[:LONGEST]
    return Fraction(f"{whole or 0}.{decimals[:LONGEST] or 0}")
