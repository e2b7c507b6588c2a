"""Set the spaces between Chinese and other letters: none, or one everywhere, as a site chooses.

Pages set a narrow distance there themselves, with or without a space in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_GAP = "[ \u00a0\u2000-\u200a\u202f\u3000]"
_FULL = "，。；：？！、（）《》〈〉【】“”‘’「」『』…—"
_OTHER = "[A-Za-z0-9\u00c0-\u024f\ue000{}%]"
"""Letters, digits, and what stands for a fact."""
STRAY_SPACE = late(
    rf"(?<=[{HAN}]){_GAP}+(?=[{HAN}])|(?<!{_GAP}){_GAP}++(?=[{_FULL}])|(?<=[{_FULL}]){_GAP}+(?=\S)"
)
"""Spaces that no choice has: inside Chinese, and at a full-width mark, which has its own."""
_BETWEEN = rf"(?<=[{HAN}])%s(?={_OTHER})|(?<={_OTHER})%s(?=[{HAN}])"
UNCHOSEN: Mapping[str, re.Pattern[str]] = {
    "none": late(_BETWEEN.replace("%s", f"{_GAP}+")),
    "always": late(_BETWEEN.replace("%s", "")),
}
"""What a text may not have, by the site's choice."""
_KEPT = late(
    r"`[^`]*`|\]\([^()\s]*\)|<[^<>\s]+>|(?:https?://|mailto:|tel:)[^\s，。；！？）”]+|\{[^{}\s]+\}"
)
"""Code, addresses and facts, inside of which nothing is changed."""


def spaced(text: str, choice: str) -> str:
    """Set a text's spaces between Chinese and other letters right; those at facts too."""
    pattern = UNCHOSEN.get(choice)
    if pattern is None:
        return text
    kept = {span for one in _KEPT.finditer(text) for span in range(one.start() + 1, one.end())}
    new = " " if choice == "always" else ""
    return pattern.sub(
        lambda one: one[0] if one.start() in kept and one.end() in kept else new, text
    )
