"""Refuse characters that nobody sees, and that can make one text look like another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from unicodedata import category, name, normalize

from generator.checks.rule import Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.text.lazy_regex import late
from generator.text.unicode import COMMON, FORBIDDEN, HAN, entities, shown

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

_TYPE_IT = said("type it anew")
_TWIN = late("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals, and Chinese characters that Unicode has a second time: a copy from a PDF has them."""
_FIRST_COMPATIBLE = "\uf900"
_DRAWN = late("[\u2580-\u259f\u2801-\u28ff\U0001fb00-\U0001fbaf]+|[■□▪▫◻◼⬛⬜]{4,}")
"""Blocks, of which a code for a camera can be drawn, and Braille, in which a number can be."""
_KEYCAP = late("[0-9#*]\ufe0f?\u20e3")
_JOINED = late(
    f"{_SYMBOL}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]?"
    f"(?:\u200d{_SYMBOL}[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]?)+"
)
"""Pictures of which devices that know them make one: a family."""
_GARBLED = late("[\u00a1-\u07ff]{2,}")
"""Letters of which two bytes in UTF-8 may be one Chinese character in GBK."""
_HAN_ONLY = late(f"[{HAN}]+")
_NO_LETTERS = frozenset(("COMBINING", "MODIFIER"))
_OVERLAY = late(
    "(?:(?<![^\\W\\d_])(?<![\u0300-\u036f\u200c\u200d])|(?<=[\u3400-\u9fff]))[\u0300-\u036f\u1ab0-\u1aff]"
    "|[\u0334-\u0338\u20d0-\u20f0\ufe20-\ufe2f]"
)
"""Marks on what is no letter, such as a digit or a fact, and strokes through what is one."""


@rule(
    "characters",
    "What a reader cannot see may not be in a warning: it hides a second text.",
    waivable=False,
)
def characters(subject: Subject) -> Iterator[Fault]:
    """Find characters that nobody sees, and pictures that the source has not."""
    text = shown(subject.text)
    yield from _emoji(text, subject.source or "")
    text = _JOINED.sub("", _KEYCAP.sub("", text))
    plain = _COMMON.fullmatch(text) is not None
    found = set() if plain else set(FORBIDDEN.findall(_PICTURE.sub(r"\1", text)))
    if subject.locale.language in _NEED_JOINERS:
        found -= _JOINERS
    # What the source has too is told there.
    for char in sorted(found - set(subject.source or "")):
        what = said("the invisible character U+{char}", char=_code(char))
        if char == "\n":
            what = said("a line break (\\n)")
        elif category(char) in ("Cn", "Co"):
            what = said("the unknown character U+{char}", char=_code(char))
        yield Fault(
            said("the text has {name} in it", name=what),
            said("delete it, and type the words around it anew"),
        )
    if not plain:
        garbled = dict(_garbled(subject, text))
        yield from garbled.values()
        for letters in garbled:
            text = text.replace(letters, "")
        yield from _misleading(text)
    if subject.source is not None and not (plain and "&" not in subject.text):
        yield from _against(subject, subject.source)


def _emoji(text: str, source: str) -> Iterator[Fault]:
    """Find pictures that are made of several characters; what the source has is told there."""
    for found in dict.fromkeys(_KEYCAP.findall(text)):
        if found not in source:
            wrong = said("“{found}” is a picture of a number, which sheets lack", found=found)
            yield Fault(wrong, said("write “{meant}”", meant=found[0]))
    for found in dict.fromkeys(_JOINED.findall(text)):
        if found not in source:
            wrong = said("“{found}” is several pictures that are joined to one", found=found)
            yield Fault(wrong, said("say it in words, or take a single picture"))


def _garbled(subject: Subject, text: str) -> Iterator[tuple[str, Fault]]:
    """Find Chinese words that were saved in GBK, and whose bytes are other letters in UTF-8."""
    if subject.locale.language not in ("en", "zh"):
        return
    for found in dict.fromkeys(_GARBLED.findall(text)):
        if found in (subject.source or ""):
            continue
        kinds = {name(letter, "NONE").split()[0] for letter in found}
        meant = found.encode().decode("gb2312", "replace")
        if _HAN_ONLY.fullmatch(meant) and (len(kinds) > 1 or kinds & _NO_LETTERS):
            wrong = said("“{found}” is no word, but “{meant}” in GBK", found=found, meant=meant)
            remedy = said("write “{right}”, and save the file as UTF-8", right=meant)
            yield found, Fault(wrong, remedy)


def _misleading(text: str) -> Iterator[Fault]:
    """Find characters that show something else than they seem to say."""
    for char in dict.fromkeys(_TWIN.findall(text)):
        right = normalize("NFKC", char)
        if right == char and char >= _FIRST_COMPATIBLE:
            continue  # a character of its own, in spite of its place
        wrong = said("“{char}” (U+{code}) only looks like a character", char=char, code=_code(char))
        yield Fault(wrong, said("write “{right}”", right=right) if right != char else _TYPE_IT)
    for mark in dict.fromkeys(_OVERLAY.findall(text)):
        wrong = said("a mark (U+{code}) is on a digit or a sign, or through it", code=_code(mark))
        yield Fault(wrong, said("take it out: what is no longer true is not struck out but gone"))
    for drawn in dict.fromkeys(_DRAWN.findall(text)):
        wrong = said("“{drawn}” draws something that no rule can read", drawn=drawn)
        yield Fault(wrong, said("say it in words; the sheets have their own code"))


def _code(char: str) -> str:
    return f"{ord(char):04X}"


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
