"""Find where a translation does not keep an entity of its source: lost, added or changed.

An entity is what a reader acts on: a number to dial, an address to open, an amount, a date, a
time, a percentage, a code, a placeholder. Each text is read by an ordered list of recognizers, the
most specific first, each taking its entities out of the text; then the two lists are compared.

    >>> find_differences("Call 96110 within 24 hours.", "请在24小时内拨打96110。", "en", "zh-Hans")
    ()
    >>> [found.wrong for found in find_differences("Pay 5 yuan.", "支付6元。", "en", "zh-Hans")]
    ['the source has the number “5 yuan”, the translation “6元”']

Text in, faults out, in time linear in the length of the texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.compare import compare_entities
from generator.entities.confusables import disguises
from generator.entities.languages import language
from generator.entities.links import Link, disguised_links, inline_links, link_changes, page
from generator.entities.model import Entity, EntityKind, Reading, Side
from generator.entities.normalize import fold_text
from generator.entities.order import lost_parts, misplaced_numbers, other_counts, swapped_amounts
from generator.entities.prefilter import Recognizer, find_in_turn, may_have, plan
from generator.entities.recognizers import (
    addresses,
    amounts,
    dates,
    digit_strings,
    literals,
    number_words,
    percentages,
    times,
)
from generator.entities.senses import turned, wording
from generator.markdown.fullwidth import faults as fullwidth_faults
from generator.markdown.fullwidth import narrowed
from generator.text.lazy_regex import late
from generator.text.unicode import shown

__all__ = [
    "Entity",
    "EntityKind",
    "Link",
    "Reading",
    "disguised_links",
    "find_differences",
    "find_disguised",
    "find_entities",
    "find_other_counts",
    "find_swapped_numbers",
    "inline_links",
    "page",
]

_IDIOM = late(r"[再三]思|四处|四面八方|五花八门|七嘴八舌|三番五次|一五一十|三三两两")
"""Numbers in set phrases, which count nothing."""
RECOGNIZERS: tuple[Recognizer, ...] = (
    (literals.find_code_spans, may_have(signs="`")),
    (literals.find_link_targets, may_have(signs="]")),
    (addresses.find_urls, addresses.MAY_HAVE_URLS),
    (addresses.find_emails, may_have(signs="@")),
    (literals.find_placeholders, may_have(signs="{")),
    (number_words.find_names_with_digits, number_words.MAY_HAVE_NAMES),
    (dates.find_holidays, dates.MAY_HAVE_HOLIDAYS),
    (dates.find_decades, dates.MAY_HAVE_DECADES),
    (dates.find_dates, dates.MAY_HAVE_DATES),
    *times.TIMES,
    (digit_strings.find_spoken_digits, digit_strings.MAY_HAVE_SPOKEN_DIGITS),
    (digit_strings.find_odd_digits, digit_strings.MAY_HAVE_ODD_DIGITS),
    (literals.find_codes, may_have(digits=True)),
    (literals.find_phones, may_have(digits=True)),
    (literals.find_signs, literals.MAY_HAVE_SIGNS),
    *percentages.PERCENTAGES,
    *number_words.FRACTIONS_AND_SPANS,
    (amounts.find_amounts, may_have(digits=True)),
    *number_words.NUMBER_WORDS,
)
"""Most specific first: each sees only what those before it have left; beside it, the test that
spares it the texts in which it can find nothing."""
_PLAN = plan(RECOGNIZERS)


def find_entities(text: str, locale: str) -> tuple[Entity, ...]:
    """Find the entities that `text` states, in the order of the recognizers.

    `text` is read as its readers see it; an entity's place is the one in `shown(text)`.
    """
    return _entities(locale, shown(text))


# A source is read for each of its translations; those of a bulletin come one after the other.
@lru_cache(maxsize=1024)
def _entities(locale: str, text: str, /) -> tuple[Entity, ...]:
    return tuple(find_in_turn(fold_text(text), language(locale), _PLAN))


def find_differences(
    source: str, target: str, source_locale: str, target_locale: str
) -> tuple[Fault, ...]:
    """Find each entity that source and target do not share; none where all are kept.

    Both are one line of Markdown inline text, locales are BCP 47. Never raises on any text.
    """
    source, typed = shown(source), shown(target)
    target = narrowed(typed)
    read_source, read_target = partial(_entities, source_locale), partial(_entities, target_locale)
    before, after = read_source(source), read_target(target)
    names = language(source_locale).name, language(target_locale).name
    return (
        # A link that the source has not is reported as added, and not how to write it.
        *fullwidth_faults(typed, source),
        *compare_entities(Side(source, source_locale, before), Side(target, target_locale, after)),
        *misplaced_numbers(source, target, before, after),
        *link_changes(source, target, names, read_source, read_target),
        *turned(
            wording(source, source_locale, before),
            wording(target, target_locale, after),
            errors=True,
        ),
        *_disguised(source, target),
        *_overridden(source, target),
    )


def find_disguised(source: str, target: str) -> tuple[Fault, ...]:
    """Find numbers, addresses and accounts of a translation that are written so as not to be read.

    What the source writes in the same way is meant.
    """
    source = shown(source)
    found = dict.fromkeys(disguises(shown(target)))
    return tuple(
        Fault(
            said("“{written}” is one way to write “{meant}”", written=written, meant=meant)
            if meant[0].isdigit() or "." in meant
            else said("“{written}” names an account that is not in the source", written=written),
            said("write it as the source does, or take it out"),
        )
        for written, meant in found
        if written not in source and (meant.isdigit() or meant not in source)
    )


def find_other_counts(
    source: str, target: str, source_locale: str, target_locale: str
) -> tuple[Fault, ...]:
    """Find a count in words that differs, five for four, or a word that turns a sentence round.

    It may be meant, so a person looks.
    """
    before, after = (shown(_IDIOM.sub("", text)) for text in (source, target))
    one, other = _entities(source_locale, before), _entities(target_locale, after)
    names = language(source_locale).name, language(target_locale).name
    found = (
        *other_counts(one, other),
        *swapped_amounts(before, after, one, other),
        *lost_parts(before, after, names),
    )
    return found or tuple(
        turned(
            wording(before, source_locale, one), wording(after, target_locale, other), errors=False
        ),
    )


def find_swapped_numbers(
    source: str, target: str, source_locale: str, target_locale: str
) -> tuple[Fault, ...]:
    """Find only numbers to dial that change places, in texts whose placeholders are filled in."""
    source, target = shown(source), shown(target)
    if not all(digit_strings.may_dial_twice(fold_text(text)) for text in (source, target)):
        return ()
    before, after = _entities(source_locale, source), _entities(target_locale, target)
    return tuple(misplaced_numbers(source, target, before, after))


def _disguised(source: str, target: str) -> Iterator[Fault]:
    if "](" not in target:
        return
    for words_shown, goes in sorted(disguised_links(target) - disguised_links(source)):
        yield Fault(
            said(
                "the link shows “{words_shown}” but leads to “{goes}”",
                words_shown=words_shown,
                goes=goes,
            ),
            said("make the text of the link name the address that it leads to"),
        )


def _overridden(source: str, target: str) -> Iterator[Fault]:
    """Find direction overrides, which can show 96110 as 01169."""
    for override in ("\u202d", "\u202e"):
        if target.count(override) > source.count(override):
            yield Fault(
                said(
                    "the translation has a hidden direction override (U+{override})",
                    override=f"{ord(override):04X}",
                ),
                said("take the hidden character out"),
            )
