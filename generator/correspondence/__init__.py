"""Whether a translation keeps every fact of its source: none lost, none added, none changed.

A fact is what a reader acts on: a number to dial, an address to open, an amount, a date, a time, a
percentage, a code, a placeholder. Each text is read by an ordered list of recognisers, the most
specific first, each taking its facts out of the text; then the two lists are compared.

    >>> findings("Call 96110 within 24 hours.", "请在24小时内拨打96110。", "en", "zh-Hans")
    ()
    >>> [found.wrong for found in findings("Pay 50,000 yuan.", "支付5元。", "en", "zh-Hans")]
    ['the source has the number “50,000 yuan”, the translation “5元”']

Pure: text in, findings out, in time linear in the length of the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

from generator.characters import shown
from generator.correspondence.addresses import emails, may_have_emails, may_have_urls, urls
from generator.correspondence.comparing import Side, compare
from generator.correspondence.counts import counted
from generator.correspondence.dates import dates, decades, may_have_dates, may_have_decades
from generator.correspondence.disguises import disguises
from generator.correspondence.glance import Glance, May, glance, may_have_digits
from generator.correspondence.languages import Language, language
from generator.correspondence.linking import changes
from generator.correspondence.literals import (
    codes,
    links,
    may_be_quoted,
    may_have_links,
    may_have_placeholders,
    may_have_signs,
    phones,
    placeholders,
    quoted,
    signs,
)
from generator.correspondence.model import Kind, Stated
from generator.correspondence.order import misplaced
from generator.correspondence.percentages import may_have_percentages, percentages
from generator.correspondence.quantities import amounts
from generator.correspondence.reading import Text, read
from generator.correspondence.strings import (
    may_be_spoken,
    may_dial_twice,
    may_have_strings,
    spoken,
    strings,
)
from generator.correspondence.times import may_have_times, times
from generator.correspondence.words import may_have_phrases, may_have_words, names, phrases, words
from generator.errors import Fault
from generator.fullwidth import faults as fullwidth_faults
from generator.fullwidth import narrowed
from generator.patterns import late
from generator.wording import said

__all__ = ["Kind", "Stated", "counts", "facts", "findings", "swapped"]

_IDIOM = late(r"[再三]思|四处|四面八方|五花八门|七嘴八舌|三番五次|一五一十|三三两两")
"""Numbers in set phrases, which count nothing."""
RECOGNISERS: tuple[tuple[Callable[[Text, Language], Iterator[Stated]], May], ...] = (
    (quoted, may_be_quoted),
    (links, may_have_links),
    (urls, may_have_urls),
    (emails, may_have_emails),
    (placeholders, may_have_placeholders),
    (names, may_have_digits),
    (decades, may_have_decades),
    (dates, may_have_dates),
    (times, may_have_times),
    (spoken, may_be_spoken),
    (strings, may_have_strings),
    (codes, may_have_digits),
    (phones, may_have_digits),
    (signs, may_have_signs),
    (percentages, may_have_percentages),
    (phrases, may_have_phrases),
    (amounts, may_have_digits),
    (words, may_have_words),
)
"""Most specific first: each sees only what those before it have left; beside it, the test that
spares it the texts in which it can find nothing."""


def facts(text: str, locale: str) -> tuple[Stated, ...]:
    """The facts that `text` states, in the order of the recognisers.

    `text` is read as its readers see it; a fact's place is the one in `shown(text)`.
    """
    return _facts(shown(text), locale)


# A source is read for each of its translations; those of a bulletin come one after the other.
@lru_cache(maxsize=1024)
def _facts(text: str, locale: str) -> tuple[Stated, ...]:
    reading, found, speech = read(text), list[Stated](), language(locale)
    for recognise, may_find in RECOGNISERS:
        if not may_find(glance(reading.rest), speech):
            continue
        if new := list(recognise(reading, speech)):
            reading = reading.without_facts(new)
            found += new
    return tuple(found)


def findings(source: str, target: str, source_locale: str, target_locale: str) -> tuple[Fault, ...]:
    """Each fact that source and target do not share; none where the translation keeps them all.

    Both are one line of Markdown inline text, locales are BCP 47. Never raises on any text.
    """
    source, typed = shown(source), shown(target)
    target = narrowed(typed)
    read_source = partial(_facts, locale=source_locale)
    read_target = partial(_facts, locale=target_locale)
    before, after = read_source(source), read_target(target)
    return (
        # A link that the source has not is told as such, and not how to write it.
        *fullwidth_faults(typed, source),
        *compare(Side(source, source_locale, before), Side(target, target_locale, after)),
        *misplaced(source, target, before, after),
        *_linked(source, target, (read_source, read_target)),
        *_overridden(source, target),
    )


def counts(source: str, target: str, source_locale: str, target_locale: str) -> tuple[Fault, ...]:
    """Only a count in words that differs, five for four: it may be meant, so a person looks."""
    before, after = (_IDIOM.sub("", text) for text in (source, target))
    return tuple(counted(facts(before, source_locale), facts(after, target_locale)))


def swapped(source: str, target: str, source_locale: str, target_locale: str) -> tuple[Fault, ...]:
    """Only the numbers to dial that change places; for texts with their placeholders filled in."""
    source, target = shown(source), shown(target)
    if not (may_dial_twice(_seen(source)) and may_dial_twice(_seen(target))):
        return ()
    before, after = _facts(source, source_locale), _facts(target, target_locale)
    return tuple(misplaced(source, target, before, after))


def _seen(text: str) -> Glance:
    return glance(read(text).rest)


def _linked(
    source: str,
    target: str,
    stated: tuple[Callable[[str], Sequence[Stated]], Callable[[str], Sequence[Stated]]],
) -> Iterator[Fault]:
    """What is wrong with links; nothing where there are none."""
    if "](" in source or "](" in target:
        yield from changes(source, target, stated)
        yield from _disguised(source, target)


def _disguised(source: str, target: str) -> Iterator[Fault]:
    for words_shown, goes in sorted(disguises(target) - disguises(source)):
        yield Fault(
            said(
                "the link shows “{words_shown}” but leads to “{goes}”",
                words_shown=words_shown,
                goes=goes,
            ),
            said("make the text of the link name the address that it leads to"),
        )


def _overridden(source: str, target: str) -> Iterator[Fault]:
    """Direction overrides, which can show 96110 as 01169."""
    for override in ("\u202d", "\u202e"):
        if target.count(override) > source.count(override):
            yield Fault(
                said(
                    "the translation has a hidden direction override (U+{override})",
                    override=f"{ord(override):04X}",
                ),
                said("take the hidden character out"),
            )
