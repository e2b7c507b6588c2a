"""Check texts for what the glossary asks for, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import Subject, rule
from generator.config.glossary import Term, has, in_language, read
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import either, said


@rule(
    "terms",
    "One name for one thing, in every text; and never the words that only a machine writes.",
)
def terms(subject: Subject) -> Iterator[Fault]:
    """Find words that the glossary refuses, and terms that are not translated as it says."""
    yield from _faults(subject, advice=False)


@rule(
    "terms-advice",
    "Where a word has several meanings, a glossary can only say which one is usual.",
    warning=True,
)
def terms_advice(subject: Subject) -> Iterator[Fault]:
    """Find the same of the terms that only advise."""
    yield from _faults(subject, advice=True)


def _faults(subject: Subject, *, advice: bool) -> Iterator[Fault]:
    asked = [term for term in subject.glossary.terms if term.advice is advice]
    if not asked:
        return
    text = read(subject.with_facts(subject.text))
    own = subject.source is None or subject.locale == subject.source_locale
    source = "" if own else read(subject.with_facts(subject.source or ""))
    for term in asked:
        yield from _forbidden(term, subject, text)
        yield from _required(term, subject, source, text) if source else ()


def _forbidden(term: Term, subject: Subject, text: str) -> Iterator[Fault]:
    for never in in_language(term.never, subject.locale) if term.never else ():
        if has(text, never):
            say = next(iter(in_language(term.words, subject.locale)), "")
            remedy = said("write “{say}”", say=say) if say else said("say it in other words")
            yield Fault(said("“{never}” is not to be used", never=never), remedy)


def _required(term: Term, subject: Subject, source: str, text: str) -> Iterator[Fault]:
    term_used = term.found_in(source, subject.source_locale)
    targets = in_language(term.words, subject.locale) if term_used else ()
    if targets and not any(has(text, word) for word in targets):
        yield Fault(
            said("“{word}” is not translated as the glossary says", word=term_used),
            said("write {words}", words=either(f"“{word}”" for word in targets)),
        )
