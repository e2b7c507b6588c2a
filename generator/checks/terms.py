"""Terms: what the glossary asks for, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.characters import INVISIBLE, shown
from generator.checks.base import Rule, Subject
from generator.faults import Fault
from generator.glossary import Term, contains
from generator.locales import Locale
from generator.patterns import late
from generator.wording import either, said

_APART = late("[\\s\u2010-\u2013-]+")
_HIDDEN = late(f"[{INVISIBLE}]")


def _find(subject: Subject) -> Iterator[Fault]:
    if not subject.glossary.terms:
        return
    text = _said(subject, subject.text)
    for term in subject.glossary.terms:
        yield from _forbidden(term, subject, text)
        yield from _required(term, subject, text)


def _said(subject: Subject, text: str) -> str:
    """A text as it is shown, with its facts."""
    return _HIDDEN.sub("", shown(subject.with_facts(text)))


def _has(text: str, word: str, where: Locale) -> bool:
    """True where a text has a word, also with hyphens or other spaces between its parts."""
    return contains(text, word, where) or contains(_apart(text), _apart(word), where)


def _apart(text: str) -> str:
    return _APART.sub(" ", text)


def _words(by_tag: Mapping[str, tuple[str, ...]], where: Locale) -> tuple[str, ...]:
    """A locale's words; those of its language where it has none of its own: en for en-GB.

    Never across scripts: zh-Hant-HK may take zh-Hant's, not zh-Hans's.
    """
    tag = where.tag
    while tag not in by_tag and "-" in tag and len(tag.rpartition("-")[2]) < _SCRIPT:
        tag = tag.rpartition("-")[0]
    return by_tag.get(tag, ())


_SCRIPT = 4
"""Letters of a script's subtag, as in zh-Hant; a region's are fewer."""


def _forbidden(term: Term, subject: Subject, text: str) -> Iterator[Fault]:
    for never in _words(term.never, subject.locale):
        if _has(text, never, subject.locale):
            say = next(iter(_words(term.words, subject.locale)), "")
            remedy = said("write “{say}”", say=say) if say else said("say it in other words")
            yield Fault(said("“{never}” is not to be used", never=never), remedy)


def _required(term: Term, subject: Subject, text: str) -> Iterator[Fault]:
    if subject.source is None or subject.locale == subject.source_locale:
        return
    sources = _words(term.words, subject.source_locale)
    targets = _words(term.words, subject.locale)
    source = _said(subject, subject.source)
    term_used = next((word for word in sources if _has(source, word, subject.source_locale)), None)
    if term_used and targets and not any(_has(text, word, subject.locale) for word in targets):
        yield Fault(
            said("“{word}” is not translated as the glossary says", word=term_used),
            said("write {words}", words=_one_of(targets)),
        )


def _one_of(words: tuple[str, ...]) -> str:
    return either(f"“{word}”" for word in words)


RULE = Rule(
    "terms",
    "One name for one thing, in every text; and never the words that only a machine writes.",
    _find,
)
