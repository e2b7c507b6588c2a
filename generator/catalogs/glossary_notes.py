"""Add the glossary's terms to a message's comments, in the translators' language.

It is what the rule *terms* will ask of them, shown before they translate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from generator.catalogs.extract import Message
from generator.config.glossary import Glossary, Term, in_language, read
from generator.facts import Fact, with_facts
from generator.locales import Locale

_MOST = 3
"""Words of one term that are shown; the preferred one is the first."""
Finder = Callable[[str, Locale], tuple[tuple[str, Term], ...]]
"""Finds the terms of a text that is written in a language, each with the word that it has there."""


def finder(glossary: Glossary, facts: Mapping[str, Fact]) -> Finder:
    """Make what finds the terms of texts; it looks through a text once, for all languages."""

    @cache
    def found(msgid: str, source: Locale) -> tuple[tuple[str, Term], ...]:
        text = read(with_facts(msgid, facts))
        words = ((term.found_in(text, source), term) for term in glossary.terms)
        return tuple((word, term) for word, term in words if word)

    return found


def hinted(message: Message, source: Locale, into: Locale, found: Finder) -> Message:
    """Add a comment for each term of a message that the glossary has in the other language."""
    if source == into:
        return message
    hints = dict.fromkeys(_hints(message.msgid, source, into, found))
    return replace(message, comments=(*message.comments, *hints)) if hints else message


def _hints(msgid: str, source: Locale, into: Locale, found: Finder) -> Iterator[str]:
    for word, term in found(msgid, source):
        targets = [f"“{_line(one)}”" for one in in_language(term.words, into)]
        if len(targets) > _MOST:
            targets[_MOST:] = ["…"]
        if targets:
            advice = " (advice)" if term.advice else ""
            yield f"glossary{advice}: “{_line(word)}” = {' or '.join(targets)}"


def _line(word: str) -> str:
    """Write a word on one line, since a line break would end the comment."""
    return " ".join(word.split())
