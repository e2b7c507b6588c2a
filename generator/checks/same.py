"""Left as is: a translation that is its own source, or part of it, where that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from unicodedata import normalize

from generator.characters import HAN, shown
from generator.checks.base import Rule, Subject
from generator.errors import Fault
from generator.facts import PLACEHOLDER
from generator.locales import Locale
from generator.patterns import late
from generator.wording import said

_WORD = late(r"[^\W\d_]{2,}")
_HAN = late(f"[{HAN}]")
_FORMAT = late(r"%\([A-Za-z_][A-Za-z0-9_]*\)s")
_LATIN = late("[a-z]")
# Names, codes and addresses have capitals, digits or dots; four words without are a sentence.
_LEFT_OVER = late(
    r"(?<![A-Za-z0-9_.@/%-])[a-z]+(?:[ \u00a0,;:'’-]{1,3}[a-z]+){3,}(?![A-Za-z0-9_@/])"
)
_OTHER_SCRIPT = late(
    "am|ar|as|be|bg|bn|bo|brx|ckb|dv|dz|el|fa|gu|he|hi|hy|ii|ja|ka|kk|km|kn|ko|kok|ks|ky|lo|mai|mk|"
    "ml|mn|mni|mr|my|ne|or|pa|ps|ru|sa|sat|sd|si|ta|te|tg|th|ti|tt|ug|uk|ur|yi|yue|zh"
)
"""Languages whose own script isn't Latin, unless their tag says so (kk-Latn)."""


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
    elif _has_other_script(subject.locale):
        yield from _left_over(subject)


def _is_left(subject: Subject, source: str) -> bool:
    """True for the source itself; in another language also with other marks, spaces and case."""
    if _language(subject.locale) == _language(subject.source_locale):
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


@cache
def _has_other_script(locale: Locale) -> bool:
    return bool(_OTHER_SCRIPT.fullmatch(_language(locale))) and "Latn" not in locale.tag


def _language(locale: Locale) -> str:
    return locale.tag.partition("-")[0]


def _is_language(text: str) -> bool:
    """True for a text of words: names, numbers and facts alone may well stay as they are."""
    bare = PLACEHOLDER.sub("", _FORMAT.sub("", text))
    words = _WORD.findall(bare)
    return bool(_HAN.search(bare)) or len(words) > 1 or any(word.islower() for word in words)


RULE = Rule(
    "same",
    "A sentence in another language, left in its place, is a gap that looks like text.",
    _find,
)
