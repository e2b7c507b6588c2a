"""Keep numbers and short addresses that are typed into a text on one line, as they are dialled."""

from __future__ import annotations

import re

from generator.text import phrases
from generator.text.lazy_regex import late

_LONGEST = 30
"""What is longer is parted in a narrow window, or it would be wider than that."""
_ADDRESS = r"(?:[A-Za-z0-9._+-]{1,24}@)?" + phrases.ADDRESS
_FOUND = late(
    r"<(?P<tag>a|span) class=\"fact(?P<more>[^>]*)>(?P<fact>[^<]*)</(?P=tag)>|<[^>]*>|&#?\w+;"
    rf"|(?<![A-Za-z0-9._/@-])(?P<whole>{_ADDRESS}|{phrases.NUMBER})"
)
"""A fact, a tag, an entity, or what is typed."""
_PARTED = re.compile(r"[^0-9A-Za-z.,:%]")
"""Where a browser may end a line: between two groups of digits, or before a unit."""
_SIGN = re.compile(r"[0-9]|[A-Za-z]\.[A-Za-z]")
"""What is in each of them."""


def kept_whole(html: str) -> str:
    """Mark the numbers, amounts and short addresses in our own HTML; those of facts that lead on.

    A style sheet then keeps each on one line. Between the letters of a right-to-left script,
    021-55550123 would else be shown as 55550123-021.
    """
    return _FOUND.sub(_marked, html) if _SIGN.search(html) else html


def _marked(found: re.Match[str]) -> str:
    text = found["whole"]
    if text and _is_parted(text):
        return f'<span class="whole" dir="ltr">{text}</span>'
    # A number to call is kept by its address, in the style sheets.
    is_address = found["tag"] == "a" and ' href="tel:' not in found["more"]
    if is_address and _is_parted(found["fact"]):
        return found[0].replace('class="fact', 'class="fact whole', 1)
    return found[0]


def _is_parted(text: str) -> bool:
    return len(text) <= _LONGEST and _PARTED.search(text, 1) is not None
