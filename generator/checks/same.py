"""Left as is: a translation that is its own source, or part of it, where that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from unicodedata import normalize

from generator.characters import HAN_SIGN, shown
from generator.checks.base import Rule, Subject
from generator.errors import Fault
from generator.facts import PLACEHOLDER
from generator.patterns import late
from generator.wording import said

_WORD = late(r"[^\W\d_]{2,}")
_FORMAT = late(r"%\([A-Za-z_][A-Za-z0-9_]*\)s")
_LATIN = late("[a-z]")
# Names, codes and addresses have capitals, digits or dots; four words without are a sentence.
_LEFT_OVER = late(
    r"(?<![A-Za-z0-9_.@/%-])[a-z]+(?:[ \u00a0,;:'’-]{1,3}[a-z]+){3,}(?![A-Za-z0-9_@/])"
)


def _find(subject: Subject) -> Iterator[Fault]:
    if subject.source is None or subject.locale == subject.source_locale:
        return
    if _is_left(subject, subject.source) and _is_language(subject.source):
        yield Fault(
            said("the translation is the source, word for word"),
            said(
                "translate it; if it is the same in both languages, add the flag "
                "ignore-same and say why in a comment"
            ),
        )
    elif subject.locale.script != "Latn":
        yield from _left_over(subject)


def _is_left(subject: Subject, source: str) -> bool:
    """True for the source itself; in another language also with other marks, spaces and case."""
    if subject.locale.language == subject.source_locale.language:
        return subject.text == source
    # Most differ in their first sign, and are read no further.
    return all(one == other for one, other in zip_longest(_bare(subject.text), _bare(source)))


def _bare(text: str) -> Iterator[str]:
    return filter(str.isalnum, normalize("NFKC", shown(text)).casefold())


def _left_over(subject: Subject) -> Iterator[Fault]:
    text = subject.words
    if not _LATIN.search(text):
        return
    found = _LEFT_OVER.search(_FORMAT.sub("%", text))
    if found:
        yield Fault(
            said("“{found}” is left in another language", found=found[0]),
            said(
                "translate it; if it is quoted, add the flag ignore-same and say why in a comment"
            ),
        )


def _is_language(text: str) -> bool:
    """True for a text of words: names, numbers and facts alone may well stay as they are."""
    bare = PLACEHOLDER.sub("", _FORMAT.sub("", text))
    words = _WORD.findall(bare)
    return bool(HAN_SIGN.search(bare)) or len(words) > 1 or any(word.islower() for word in words)


RULE = Rule(
    "same",
    "A sentence in another language, left in its place, is a gap that looks like text.",
    _find,
)
