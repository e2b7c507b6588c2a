"""Refuse characters that nobody sees, and that can make one text look like another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.checks.rule import Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.text.lazy_regex import late
from generator.text.unicode import COMMON, FORBIDDEN, entities, shown

_COMMON = late(f"[{COMMON}，：]*+")
# Zero-width (non-)joiners stay where scripts need them.
_JOINERS = frozenset("\u200c\u200d")
_NEED_JOINERS = frozenset(
    {"ar", "bn", "fa", "gu", "hi", "km", "kn", "ml", "mr", "my", "ne", "or", "pa", "ps", "sd"}
    | {"si", "ta", "te", "ug", "ur"}
)
# A symbol and what makes a picture of it: ☎️. Nothing else may carry a variation selector.
_SYMBOL = "[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_PICTURE = late(f"({_SYMBOL})[\ufe0e\ufe0f]")


@rule(
    "characters",
    "What a reader cannot see may not be in a warning: it hides a second text.",
    waivable=False,
)
def characters(subject: Subject) -> Iterator[Fault]:
    """Find characters that nobody sees, and pictures that the source has not."""
    text = shown(subject.text)
    plain = _COMMON.fullmatch(text) is not None
    found = set() if plain else set(FORBIDDEN.findall(_PICTURE.sub(r"\1", text)))
    if subject.locale.language in _NEED_JOINERS:
        found -= _JOINERS
    for char in sorted(found):
        name = (
            said("a line break (\\n)")
            if char == "\n"
            else said("the invisible character U+{char}", char=f"{ord(char):04X}")
        )
        yield Fault(
            said("the text has {name} in it", name=name),
            said("delete it, and type the words around it anew"),
        )
    if subject.source is not None and not (plain and "&" not in subject.text):
        yield from _against(subject, subject.source)


def _against(subject: Subject, source: str) -> Iterator[Fault]:
    """Find pictures that the source has not, and characters that only a browser reads."""
    if _pictures(subject.text) - _pictures(source):
        yield Fault(
            said("a symbol is another picture than in the source"), said("copy it from the source")
        )
    for entity in sorted(entities(subject.text) - entities(source)):
        yield Fault(
            said("“{entity}” hides a character", entity=entity), said("write the character itself")
        )


def _pictures(text: str) -> Counter[str]:
    return Counter(found[0] for found in _PICTURE.finditer(shown(text)))
