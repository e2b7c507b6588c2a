"""Find a translation that is its source, or has part of it, where that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from unicodedata import normalize

from generator.checks.rule import LEFT_OVER, VALUE, Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.facts import PLACEHOLDER
from generator.markdown.forbidden import SIGN
from generator.text.lazy_regex import late
from generator.text.unicode import HAN, HAN_SIGN, shown

_WORD = late(r"[^\W\d_]{2,}")
_LATIN = late("[a-z]")
_GLOSS = late(rf"(?<=[{HAN}”’」』》])\s?[(（][^()（）]*[)）]")
"""A name in its own language behind the Chinese one."""


@rule("same", "A sentence in another language, left in its place, is a gap that looks like text.")
def same(subject: Subject) -> Iterator[Fault]:
    """Find a translation that is its source, or has a sentence in another language."""
    if subject.source is None or subject.locale == subject.source_locale:
        return
    if _is_left(subject, subject.source) and (_is_language(subject.source) or _is_word(subject)):
        yield Fault(
            said("the translation is the source, word for word"),
            said(
                "translate it; if it is the same in both languages, write “ignore-same:” and why "
                "into the translator's comment"
            ),
        )
    elif not _has_words(subject, subject.text) and _has_words(subject, subject.source):
        yield Fault(
            said("the translation has no words"),
            said("translate it; if the mark says it all, set the rule aside and say why"),
        )
    elif subject.locale.script != "Latn" and (found := _in_latin(_GLOSS.sub("", subject.words))):
        yield Fault(
            said("“{found}” is left in another language", found=found),
            said(
                "translate it; if it is quoted, write “ignore-same:” and why into the translator's "
                "comment"
            ),
        )


def _has_words(subject: Subject, text: str) -> bool:
    """Recognize more than marks, and more than facts that are numbers or addresses.

    A template's words may be marks between its values.
    """
    links = {name for name, fact in subject.facts.items() if fact.href}
    bare = PLACEHOLDER.sub(lambda found: "" if found[1] in links else found[0], shown(text))
    return VALUE.search(text) is not None or any(map(str.isalnum, bare))


def _is_left(subject: Subject, source: str) -> bool:
    """Recognize the source itself; in another language also with other marks, spaces and case."""
    if subject.locale.language == subject.source_locale.language:
        return subject.text == source
    # Most differ in their first sign, and are read no further.
    return all(one == other for one, other in zip_longest(_bare(subject.text), _bare(source)))


def _bare(text: str) -> Iterator[str]:
    return filter(str.isalnum, normalize("NFKC", shown(text)).casefold())


def _in_latin(text: str) -> str:
    """Find words in Latin letters that are a sentence; empty where there are none."""
    found = LEFT_OVER.search(text) if _LATIN.search(text) else None
    return found[0] if found else ""


@rule(
    "foreign",
    "A sentence that a writer forgot to translate is a riddle to the readers of the notice.",
    warning=True,
)
def foreign(subject: Subject) -> Iterator[Fault]:
    """Find a sentence in another language in a source's own text."""
    is_own = subject.source is None and SIGN not in subject.text
    if not is_own or subject.locale.script == "Latn":
        return
    if found := _in_latin(subject.words):
        yield Fault(
            said("“{found}” is in another language than the notice", found=found),
            said("translate it, or put it between `…` if it is what the scammers write"),
        )


def _is_word(subject: Subject) -> bool:
    """Recognize a word of a template that should be in another script: that is no name."""
    other = subject.locale.script != subject.source_locale.script
    return (
        other
        and subject.is_template_word
        and bool(_WORD.search(VALUE.sub("", subject.source or "")))
    )


def _is_language(text: str) -> bool:
    """Recognize a text of words: names, numbers and facts alone may well stay as they are."""
    bare = PLACEHOLDER.sub("", VALUE.sub("", text))
    words = _WORD.findall(bare)
    return bool(HAN_SIGN.search(bare)) or len(words) > 1 or any(word.islower() for word in words)
