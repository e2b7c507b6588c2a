"""Terms: what the glossary asks for, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.base import Rule, Subject
from generator.glossary import Term, contains
from generator.segments import Fault


def _find(subject: Subject) -> Iterator[Fault]:
    shown = subject.with_facts(subject.text)
    for term in subject.glossary.terms:
        yield from _forbidden(term, subject, shown)
        yield from _required(term, subject, shown)


def _forbidden(term: Term, subject: Subject, shown: str) -> Iterator[Fault]:
    for never in term.never.get(subject.locale.tag, ()):
        if contains(shown, never, subject.locale):
            say = term.preferred(subject.locale.tag)
            remedy = f"write “{say}”" if say else "say it in other words"
            yield Fault(f"“{never}” is not to be used", remedy)


def _required(term: Term, subject: Subject, shown: str) -> Iterator[Fault]:
    if subject.source is None or subject.locale == subject.source_locale:
        return
    sources = term.words.get(subject.source_locale.tag, ())
    targets = term.words.get(subject.locale.tag, ())
    source = subject.with_facts(subject.source)
    said = next((word for word in sources if contains(source, word, subject.source_locale)), None)
    if said and targets and not any(contains(shown, w, subject.locale) for w in targets):
        yield Fault(f"“{said}” is not translated as the glossary says", f"write {_one_of(targets)}")


def _one_of(words: tuple[str, ...]) -> str:
    return " or ".join(f"“{word}”" for word in words)


RULE = Rule(
    "terms",
    "One name for one thing, in every text; and never the words that only a machine writes.",
    _find,
)
