"""Recognize the numbers, dates, addresses and other entities of a text, one kind a module."""

__all__ = [
    "addresses",
    "amounts",
    "dates",
    "digit_strings",
    "literals",
    "number_words",
    "percentages",
    "times",
]
