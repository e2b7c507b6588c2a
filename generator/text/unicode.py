"""Classify characters (Han, invisible), and show a text as its readers see it.

Shared by the rules and by the comparison of facts, so that no character is invisible to one of them
and plain text to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from html import unescape
from itertools import filterfalse
from unicodedata import category, east_asian_width, normalize

from generator.text.lazy_regex import late

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for use inside a character class."""
HAN_SIGN = late(f"[{HAN}]")
QUOTES = {"Hans": "“”‘’", "Hant": "「」『』"}
"""The quotation marks of each Chinese script, outer and inner: GB/T 15834, CLREQ 3.1.4."""

IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Unicode's Default_Ignorable_Code_Point, first and last, which Python's tables leave out: joiners,
variation selectors, marks of direction. They show nothing, and a font need not have them.
https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt"""
_BLANK = "\u2800"
"""A Braille pattern without dots, which shows nothing either, though Unicode calls it a symbol."""
_LAST = 0x1FFFF
"""Above it, only what `IGNORABLE` lists is a format character."""


_YOUNG = 0x1F000
"""From here on are pictures, of which a later Unicode than Python's has more."""


@cache
def _invisible() -> tuple[str, str]:
    unseen = [*filterfalse(str.isprintable, map(chr, range(_LAST)))]
    formats = ((ord(char), ord(char)) for char in unseen if category(char) == "Cf")
    unassigned = (ord(char) for char in unseen if category(char) == "Cn" and ord(char) < _YOUNG)
    return _BLANK + _class((*IGNORABLE, *formats)), _class(_runs(unassigned))


def _runs(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Join ascending numbers to runs, first and last."""
    first = last = -2
    for code in codes:
        if code != last + 1:
            if last >= 0:
                yield first, last
            first = code
        last = code
    if last >= 0:
        yield first, last


def _class(spans: Iterable[tuple[int, int]]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


def invisible() -> str:
    """List what shows nothing, or steers what is around it, for use inside a character class.

    That is all format and ignorable characters.
    """
    return _invisible()[0]


FORBIDDEN = late(
    lambda: (
        f"[\x00-\x1f\x7f-\x9f{invisible()}\u2028\u2029\ufff9-\uffff\ufdd0-\ufdef"
        f"\ue000-\uf8ff\U000e1000-\U0010ffff{_invisible()[1]}"
        "\U0001fc00-\U0001ffff\U0002ee5e-\U0002f7ff\U0002fa1e-\U0002ffff\U00033480-\U000dffff]"
    )
)
"""Controls; all that shows nothing or steers direction (Unicode TR 36, “Bidirectional Text
Spoofing”); line separators, interlinear marks, private use and what is no character at all, or
none yet: above U+1F000, none in Unicode 17."""

_UNSEEN = late(lambda: f"[{invisible()}]")
COMMON = " -~\u4e00-\u9fff。、；？！（）《》“”‘’…—"
"""Signs of ordinary text, for use inside a character class: each shows itself, and none has another
form. What has no others needs no look at each."""

_ORDINARY = late(f"[{COMMON}]*+")


def is_ordinary(text: str) -> bool:
    """Tell quickly whether a text has nothing but `COMMON` signs, and so none of `FORBIDDEN`."""
    return _ORDINARY.fullmatch(text) is not None


ENTITY = late("&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
"""What HTML shows as another character; Markdown lets it through, if it has its semicolon."""

_MARKED = late(r"[\\&*_]")
"""What `_RESOLVED` begins with, each time after other text or a bracket that stays."""
_MARKUP = "`{}[]\\"
"""Shown as themselves after a backslash, and markup without one: they keep it."""
# The look at the first sign is there for speed: it passes by most of a text.
_RESOLVED = late(
    r"(?=[\]\\&*_])(?:(?P<open>\]\\\()|\\(?P<escaped>[`*_{}\[\]()>#+.!|\\-])"
    rf"|(?P<entity>{ENTITY.pattern})"
    r"|(?P<marks>(?<!\*)\*{1,3}(?!\*)|(?<!\w)_{1,3}(?=\w)|(?<=[\w.!?])(?<!_)_{1,3}(?!\w)))"
)


def code_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each code span of a Markdown text: where it starts and ends, and its content.

    As Markdown reads it: a run of backticks, up to the next run of the same length.
    """
    if "`" not in text:
        return
    runs = [run.span() for run in re.finditer("`+", text)]
    closing: dict[int, list[tuple[int, int]]] = {}
    for start, end in reversed(runs):
        closing.setdefault(end - start, []).append((start, end))
    done = 0
    for start, end in runs:
        ends = closing[end - start]
        while ends and ends[-1][0] < end:
            ends.pop()
        if start >= done and ends and text[max(0, start - 1) : start] != "\\":
            last, done = ends[-1]
            yield start, done, text[end:last]


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a Markdown text, and whether each is a code span."""
    done = 0
    for start, end, _ in code_spans(text):
        yield text[done:start], False
        yield text[start:end], True
        done = end
    yield text[done:], False


def without_code(text: str, stand_in: str) -> str:
    """Replace each code span of a text by `stand_in`."""
    if "`" not in text:
        return text
    return "".join(stand_in if is_code else piece for piece, is_code in pieces(text))


@lru_cache(maxsize=1024)
def shown(text: str) -> str:
    r"""Resolve a Markdown text as readers see it: no escapes, entities or marks of emphasis.

    Resolved once, as a browser does: `&amp;period;` shows “&period;”. Code and links stay, and a
    brace, bracket or backtick that is meant as text keeps its backslash, so that none turns into
    markup here.

    >>> shown(r"evil&period;com, evil\.com, evil**.com**")
    'evil.com, evil.com, evil.com'
    """
    if not _MARKED.search(text):
        return text
    return "".join(piece if is_code else _resolved(piece) for piece, is_code in pieces(text))


def _resolved(text: str) -> str:
    marks = _paired_marks(text)

    def plain(found: re.Match[str]) -> str:
        if found["marks"]:
            return "" if found.start() in marks else found[0]
        if found["open"]:
            return found[0]
        char = found["escaped"] or unescape(found[0])
        return f"\\{char}" if char and char in _MARKUP else char

    return _RESOLVED.sub(plain, text)


def _paired_marks(text: str) -> frozenset[int]:
    """Find the places of emphasis marks with a partner: in `5*3`, the star is a star."""
    paired: set[int] = set()
    opened: dict[str, int] = {}
    for found in _RESOLVED.finditer(text):
        if not (mark := found["marks"]):
            continue
        if mark in opened and not text[found.start() - 1].isspace():
            paired |= {opened.pop(mark), found.start()}
        elif not text[found.end() : found.end() + 1].isspace():
            opened[mark] = found.start()
    return frozenset(paired)


def lowered(text: str) -> str:
    """Lower a text as patterns that ignore case see it, to which ı, İ and ſ are letters a to z."""
    if not text.isascii():
        text = text.replace("ı", "i").replace("İ", "i").replace("ſ", "s")
    return text.lower()


def cells(text: str) -> int:
    """Count the columns that a text takes in an editor: a Chinese character two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def person(name: str) -> str:
    """Fold a name to what all of its spellings share: case, width, spaces and accents' forms aside.

    >>> person("Li  Wei") == person("ＬＩ wei"), person("李 伟") == person("李伟")
    (True, True)
    """
    folded = normalize("NFKC", normalize("NFKC", name).casefold())
    return "".join(char for char in folded if not (char.isspace() or _UNSEEN.match(char)))


def entities(text: str) -> frozenset[str]:
    """Return the entities of a text, outside code, that show something else than themselves."""
    if "&" not in text:
        return frozenset()
    found = ENTITY.findall(without_code(text, " "))
    return frozenset(entity for entity in found if unescape(entity) != entity)
