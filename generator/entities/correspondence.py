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

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.compare import Side, compare
from generator.entities.languages import Language, language
from generator.entities.links import changes, disguises
from generator.entities.model import Kind, Stated
from generator.entities.normalize import Text, read
from generator.entities.order import counted, misplaced
from generator.entities.prefilter import Glance, May, glance, may_have_digits
from generator.entities.recognizers.addresses import emails, may_have_emails, may_have_urls, urls
from generator.entities.recognizers.amounts import amounts
from generator.entities.recognizers.dates import dates, decades, may_have_dates, may_have_decades
from generator.entities.recognizers.digit_strings import (
    may_be_spoken,
    may_dial_twice,
    may_have_strings,
    spoken,
    strings,
)
from generator.entities.recognizers.literals import (
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
from generator.entities.recognizers.number_words import (
    may_have_phrases,
    may_have_words,
    names,
    phrases,
    words,
)
from generator.entities.recognizers.percentages import may_have_percentages, percentages
from generator.entities.recognizers.times import may_have_times, times
from generator.markdown.fullwidth import faults as fullwidth_faults
from generator.markdown.fullwidth import narrowed
from generator.text.lazy_regex import late
from generator.text.unicode import shown

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
    return _facts(locale, shown(text))


# A source is read for each of its translations; those of a bulletin come one after the other.
@lru_cache(maxsize=1024)
def _facts(locale: str, text: str, /) -> tuple[Stated, ...]:
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
    read_source, read_target = partial(_facts, source_locale), partial(_facts, target_locale)
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
    before, after = _facts(source_locale, source), _facts(target_locale, target)
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
