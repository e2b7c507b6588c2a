"""Left as is: a translation that is its own source, where that cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.base import Rule, Subject
from generator.facts import PLACEHOLDER
from generator.segments import Fault

_WORD = re.compile(r"[^\W\d_]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FORMAT = re.compile(r"%\([A-Za-z_][A-Za-z0-9_]*\)s")


def _find(subject: Subject) -> Iterator[Fault]:
    if subject.source is None or subject.locale == subject.source_locale:
        return
    if subject.text == subject.source and _is_language(subject.source):
        yield Fault(
            "the translation is the source, word for word",
            "translate it; if it is the same in both languages, add the flag ignore-same "
            "and say why in a comment",
        )


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
