"""Check that numbers, dates, addresses and `{facts}` of a translation are its source's."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import mistyped_facts
from generator.checks.rule import Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.correspondence import (
    find_differences,
    find_other_counts,
    find_swapped_numbers,
)
from generator.facts import facts_used
from generator.markdown.validate import touching_faults


@rule("facts", "A wrong digit sends a reader's call, or money, to somebody else.", waivable=False)
def facts(subject: Subject) -> Iterator[Fault]:
    """Find each fact, number, date and address that is not the source's."""
    source = subject.source
    if source is None or subject.text == source:
        return
    mended = mistyped_facts.mended(subject, source)
    yield from mended.faults
    yield from find_differences(source, mended.text, subject.source_locale.tag, subject.locale.tag)
    yield from _swapped(subject, source, mended.text)
    yield from touching_faults(mended.text, source, subject.facts)


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
                    "write it where the source has it; if it is clear without, add the line "
                    "#, ignore-fewer-facts above the entry, and say why in a line that begins with "
                    "# and a space"
                ),
            )


@rule(
    "counts",
    "Who reads of four tricks and finds five looks for the one that was left out.",
    warning=True,
)
def counts(subject: Subject) -> Iterator[Fault]:
    """Find a count in words that differs, five for four."""
    if subject.source is not None and subject.text != subject.source:
        locales = subject.source_locale.tag, subject.locale.tag
        yield from find_other_counts(subject.source, subject.text, *locales)


def _swapped(subject: Subject, source: str, text: str) -> tuple[Fault, ...]:
    """Find `{police}` and `{hotline}` in each other's places: numbers, once they are filled in."""
    if not any(
        subject.facts[name].is_phone for name in facts_used(source).keys() & subject.facts.keys()
    ):
        return ()
    texts = subject.with_facts(source), subject.with_facts(text)
    return find_swapped_numbers(*texts, subject.source_locale.tag, subject.locale.tag)
