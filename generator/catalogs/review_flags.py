"""Recognize the flag of a translation that waits for review, `#, fuzzy`, as people type it.

If a mistyped one were overlooked, what somebody doubts would be published.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from generator.catalogs.po import FUZZY
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.text.lazy_regex import late

_LONGEST = 2_000
_FOR_REVIEW = frozenset(
    {
        *("模糊", "待审校", "待审", "待校", "待校对", "未审校", "未校对"),
        *("需要处理", "需要编辑", "需要审校"),
        *("needs work", "needs editing", "needs review", "unreviewed", "to review", "review"),
    }
)
"""What translators write for it, and what Poedit and Weblate call it."""
_LONGEST_FLAG = 100
"""Characters of a line that can be a mark and no more."""
_BEFORE_FLAG = "# \t,，、:：;；.|~-\"'“”"
_MISPLACED = late(
    r"(?:#[|~]\s*+|(?:msgstr|msgid)\S*+\s*+\"[^\"\\]*+\"\s*+)"
    r"[#,，\s]*+(?P<flag>[^\s#,，\"][^\"]{0,40})"
)
_APART = late(r"[\s,，、:：;；。.]+")
_KNOWN_FLAG = late(r"fuzzy|no-wrap|(?:no-)?[a-z]+-format|ignore-[a-z-]+")
_MAYBE = re.compile("[z模待未需]|review|needs")
"""What each of these words has in it, and each that is nearly fuzzy; few comments have any."""


def meant(line: str) -> str:
    """Write a comment or a flag that is nearly `#, fuzzy` as it should be; empty for others."""
    # Every comment of every catalog comes here, and nearly all go at once.
    return _meant(line) if _MAYBE.search(line.lower()) and len(line) <= _LONGEST_FLAG else ""


def _meant(line: str) -> str:
    is_flags = line.startswith("#,")
    if is_flags and FUZZY in re.split(r"[,\s]+", line[2:]):
        return ""
    bare = line.lstrip(_BEFORE_FLAG)
    if _is_for_review(bare):
        return f"#, {FUZZY}"
    if line.startswith(("#:", "#.")):
        return ""
    words = [word for word in _APART.split(bare) if word]
    flags = [FUZZY if _is_for_review(word) else word for word in words]
    if is_flags or all(map(_KNOWN_FLAG.fullmatch, flags)):
        return f"#, {', '.join(flags)}" if FUZZY in flags else ""
    # In a translator's comment, it is the flag only where it is first, in Chinese.
    return f"#, {FUZZY}" if words[0] in _FOR_REVIEW and not words[0].isascii() else ""


def _is_for_review(text: str) -> bool:
    """Recognize what people write for the mark: nearly itself, or what its editors call it."""
    plain = " ".join(text.lower().replace("-", " ").strip(_BEFORE_FLAG + "。").split())
    is_short = 3 < len(plain) <= len(FUZZY) + 2
    return plain in _FOR_REVIEW or (
        is_short and bool(get_close_matches(plain, [FUZZY], cutoff=0.75))
    )


def misplaced(line: str) -> Fault | None:
    """Find what is wrong with a flag for review behind a text, or behind another mark of a line."""
    found = _MISPLACED.fullmatch(line.strip()) if len(line) <= _LONGEST else None
    if not found or not _is_for_review(found["flag"]):
        return None
    wrong = said("a mark for review does not stand here")
    return Fault(wrong, said("write #, fuzzy in a line of its own above the message"))
