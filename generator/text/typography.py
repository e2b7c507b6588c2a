"""Keep a paragraph's end together, so that its last line is not one word or character.

Browsers have `text-wrap: pretty` for that; the print engine has not, so posters' words say it
themselves: words by a no-break space, Chinese characters, which have no space, by an element.
Around words, an element makes the engine end some of the lines above it too early. What counts as
too short follows CLREQ 6.2.2 for Chinese ("a widow": a last line of one character) and common
practice for the Latin scripts.
"""

from __future__ import annotations

from generator.text.lazy_regex import late
from generator.text.unicode import HAN, HAN_SIGN

_LAST_CHARACTERS = late(rf"[{HAN}]{{2}}[。！？，；：、”’）》」』]*\Z")
_LAST_WORDS = late(r"([^\s<>]+) ([^\s<>]+)\Z")
_END_OF_BLOCK = late(r"(?<=>)[^<>]+(?=</(?:p|li)>)")
_NO_BREAK = "\u00a0"
_LONGEST = 16
"""Letters: two words that are longer could be too wide for a column."""


def kept(html: str) -> str:
    """Keep the last two words, or Chinese characters, of inline HTML together.

    Words that end in markup, or are too long to be kept together, stay as they are.
    """
    chinese = HAN_SIGN.search(html[-8:]) is not None
    found = (_LAST_CHARACTERS if chinese else _LAST_WORDS).search(html)
    if found is None or len(found.group()) > _LONGEST or _in_tag(html, found.start()):
        return html
    if chinese:
        end = f'<span class="tail">{found.group()}</span>'
    else:
        end = f"{found.group(1)}{_NO_BREAK}{found.group(2)}"
    return html[: found.start()] + end


def kept_in_blocks(html: str) -> str:
    """Keep the end of each paragraph and list item together."""
    return _END_OF_BLOCK.sub(lambda found: kept(found.group()), html)


def _in_tag(html: str, at: int) -> bool:
    """Return True for a place inside a tag, or between the tags of an element."""
    before = html[:at]
    return before.rfind("<") > before.rfind(">") or before.count("<") != 2 * before.count("</") + (
        before.count("<br")
    )


_WIDE = ("zh", "ja", "ko")


def is_wide(tag: str) -> bool:
    """Return True for a language with square characters: Chinese, Japanese, Korean."""
    return tag.partition("-")[0] in _WIDE


def units(text: str, tag: str) -> int:
    """Measure a text's width in Latin letters: a Chinese character takes the room of two."""
    return (len(text.encode()) + len(text)) // 2 if is_wide(tag) else len(text)


def lines(text: str, across: float) -> int:
    """Count the lines of a text that has room for `across` letters in each."""
    count, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > across:
            count, used = count + 1, len(word)
        else:
            used += len(word) + (1 if used else 0)
    return count
