"""Check that numbers, dates, addresses and `{facts}` of a translation are its source's."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import mistyped_facts
from generator.checks.rule import NAMED_VALUE, Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.correspondence import (
    EntityKind,
    find_differences,
    find_disguised,
    find_entities,
    find_other_counts,
    find_swapped_numbers,
)
from generator.facts import facts_used
from generator.markdown.validate import touching_faults
from generator.text.lazy_regex import late
from generator.text.unicode import shown

_COUNTED = (EntityKind.NUMBER, EntityKind.PERCENTAGE, EntityKind.DATE, EntityKind.TIME)
_IN_WORDS = late(
    "[二三四五六七八九两几数壹贰叁肆伍陆柒捌玖拾十][十百千万亿拾佰仟萬億]++(?![全足年])|十[几多余]|[一上近][百千万亿萬億]"
    "(?![事分旦一])"
)
"""Numbers in words that count something; 一 to 十 are parts of too many words."""

_ROUGHLY = late("(?i:dozen|score|hundred|thousand|million|decade)s")


@rule(
    "facts", "A wrong digit sends a reader's call, or money, to somebody else.", readings_only=True
)
def facts(subject: Subject) -> Iterator[Fault]:
    """Find each fact, number, date and address that is not the source's."""
    source = subject.source
    if source is None or subject.text == source:
        return
    mended = mistyped_facts.mended(subject, source)
    yield from mended.faults
    texts = _with_places(subject, source, mended.text)
    yield from find_differences(*texts, subject.source_locale.tag, subject.locale.tag)
    yield from find_disguised(source, mended.text)
    yield from _swapped(subject, source, mended.text)
    yield from touching_faults(mended.text, source, subject.facts)


def _with_places(subject: Subject, source: str, text: str) -> tuple[str, str]:
    """Write the values of a template's word as places like those of facts: no digit may touch one.

    Rule *format* looks at whether each of them is there.
    """
    named = set(NAMED_VALUE.findall(source)) if subject.is_template_word else set()
    if not named or named != set(NAMED_VALUE.findall(text)):
        return source, text
    return (NAMED_VALUE.sub(r"{\1}", source), NAMED_VALUE.sub(r"{\1}", text))


@rule(
    "fewer-facts",
    "Where a sentence has lost its number, a reader does not know which one to call.",
    warning=True,
)
def fewer_facts(subject: Subject) -> Iterator[Fault]:
    """Find numbers and addresses that a translation has, and less often than its source."""
    source = subject.source
    if source is None or "{" not in source or subject.is_template_word:
        return
    given = facts_used(mistyped_facts.mended(subject, source).text)
    for name, wanted in facts_used(source).items():
        if 0 < given[name] < wanted and name in subject.facts and subject.facts[name].href:
            yield Fault(
                said(
                    "{{{name}}} is in the source {wanted} times, in the translation {given}",
                    name=name,
                    wanted=wanted,
                    given=given[name],
                ),
                said(
                    "write it where the source has it; if it is clear without, write "
                    "“ignore-fewer-facts:” and why into the translator's comment"
                ),
            )


@rule(
    "counts",
    "Who reads of four tricks and finds five looks for the one that was left out.",
    warning=True,
)
def counts(subject: Subject) -> Iterator[Fault]:
    """Find a count in words that differs, five for four, or that the source has not."""
    if subject.source is not None and subject.text != subject.source:
        locales = subject.source_locale.tag, subject.locale.tag
        yield from find_other_counts(subject.source, subject.text, *locales)
        yield from _added_counts(subject, subject.source)


def _added_counts(subject: Subject, source: str) -> Iterator[Fault]:
    """Find numbers in Chinese words, 五万 or 十几, where the source has no number at all."""
    if not (subject.locale.chinese and _IN_WORDS.search(subject.text)):
        return
    counted = any(
        entity.kind in _COUNTED for entity in find_entities(source, subject.source_locale.tag)
    )
    if counted or _ROUGHLY.search(source):
        return
    text = shown(subject.text)
    soft = (
        _IN_WORDS.search(text, max(0, one.start - 1), one.end + 1)
        for one in find_entities(subject.text, subject.locale.tag)
        # What is firm is refused under *facts*.
        if one.kind is EntityKind.NUMBER and not one.firm
    )
    for number in dict.fromkeys(found[0] for found in soft if found):
        yield Fault(
            said("the number “{text}” is not in the source", text=number),
            said("look whether the source says so in other words"),
        )


def _swapped(subject: Subject, source: str, text: str) -> tuple[Fault, ...]:
    """Find `{police}` and `{hotline}` in each other's places: numbers, once they are filled in."""
    if "{" not in source or not any(
        subject.facts[name].is_phone for name in facts_used(source).keys() & subject.facts.keys()
    ):
        return ()
    texts = subject.with_facts(source), subject.with_facts(text)
    return find_swapped_numbers(*texts, subject.source_locale.tag, subject.locale.tag)
