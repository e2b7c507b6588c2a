"""Look at numbers to call as a country gives them out. The only module that names phonenumbers."""

from __future__ import annotations

from generator.facts import Fact

_SHORTEST = 7
"""Digits of a number that is no hotline: those are short, and each country has its own."""
_WHOLE = 9
"""Digits from which a number has its area's code, or is a mobile's, also without a 0 before it."""


def is_odd(fact: Fact, region: str) -> bool:
    """Tell whether a number with its area's code is none that can be given out.

    One without a country's code is looked at as the region's (ISO 3166-1, two letters); where the
    site has none, it is not.
    """
    from phonenumbers import NumberParseException, is_valid_number, parse

    number = fact.number
    whole = number.startswith(("0", "+")) or len(number) >= _WHOLE
    if len(number) < _SHORTEST or not whole or not (region or number.startswith("+")):
        return False
    try:
        return not is_valid_number(parse(number, region or None))
    except NumberParseException:
        return True


def is_region(text: str) -> bool:
    """Return True for a region whose numbers are known."""
    from phonenumbers import SUPPORTED_REGIONS

    return text in SUPPORTED_REGIONS
