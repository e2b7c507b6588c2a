"""Characters that nobody sees, and that can make one text look like another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.base import Rule, Subject
from generator.segments import Fault

# Controls; zero-width and direction characters (Unicode TR 36, “Bidirectional Text Spoofing”);
# tags, variation selectors and private use. Zero-width (non-)joiners stay where scripts need them.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd"
    "\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_JOINERS = re.compile("[\u200c\u200d]")
_NEED_JOINERS = frozenset(
    {"ar", "bn", "fa", "gu", "hi", "km", "kn", "ml", "mr", "my", "ne", "or", "pa", "ps", "sd"}
    | {"si", "ta", "te", "ug", "ur"}
)


def _find(subject: Subject) -> Iterator[Fault]:
    found = set(_FORBIDDEN.findall(subject.text))
    if subject.locale.tag.split("-")[0] not in _NEED_JOINERS:
        found |= set(_JOINERS.findall(subject.text))
    for char in sorted(found):
        name = "a line break" if char == "\n" else f"the invisible character U+{ord(char):04X}"
        yield Fault(f"the text has {name} in it", "delete it, and type the words around it anew")


RULE = Rule(
    "characters",
    "What a reader cannot see may not be in a warning: it hides a second text.",
    _find,
    waivable=False,
)
