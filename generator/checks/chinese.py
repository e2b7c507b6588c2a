"""Check Chinese copy: the punctuation of GB/T 15834, without stray spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.checks.brackets import is_unpaired, points, unpaired
from generator.checks.mistyped_facts import mended
from generator.checks.rule import LEFT_OVER, STAND_IN, VALUE, Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.markdown.forbidden import SIGN
from generator.text.chinese_spacing import STRAY_SPACE, UNCHOSEN
from generator.text.lazy_regex import late
from generator.text.unicode import HAN, HAN_SIGN, QUOTES

_FULL = "，。；：？！、（）《》〈〉【】“”‘’「」『』…—"
_HALF = late(rf"(?<=[{HAN}])(?:[?!]|[,;](?! ))|[,;?!](?=[{HAN}])")
_OFTEN_HALF = late(rf"(?<=[{HAN}])(?:[:()]|[,;](?= ))|[:()](?=[{HAN}])")
"""What one to three in a thousand professional translations have too."""
_STOP = late(
    # After Chinese, unless a file's ending follows; after other words and figures, before Chinese.
    # Not after an initial (J.K.罗琳), nor after the number of a step (1.先挂断).
    rf"(?<=[{HAN}”’」』）》])\.(?![A-Za-z.])"
    rf"|(?<=[{STAND_IN}a-z0-9]|(?<=[A-Z])[A-Z])(?<!^[0-9])(?<!^[0-9]{{2}})"
    rf"(?<![\s，。；：？！、（“][0-9])\.(?=[{HAN}“‘「『《（{STAND_IN}]|$)"
)
"""A half-width full stop that ends a Chinese sentence."""
_WIDE_OF = dict(zip(",.;:?!()", "，。；：？！（）", strict=True))
_IN_CHINESE = late(f"[{HAN}“”‘’「」『』《》]")
_STRAIGHT = late(r"\"|(?<![A-Za-z0-9])'|(?<![0-9])'(?![A-Za-z])")
_DOTS, _ONE_DOTS = late(r"\.{2,}|。{3,}"), late("(?<!…)…(?!…)")
_SPAN = "0-9年月日时点分岁元%条号楼室"
# One dash is between two ends of a span: 9:00—17:00, 1月—3月 (GB/T 15834, 4.13.3).
_DASH = late(rf"--+|(?<![—{_SPAN}])—(?!—)|(?<=[{_SPAN}])—(?![—0-9]|次日|第二天|翌日)")
_IN_NUMBER = late(r"[0-9]+。[0-9]+(?=[万亿元%])|(?<![0-9，])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])")
_WIDE_LATIN = late(r"[Ａ-Ｚａ-ｚ０-９]+")
_REPEATED = late(r"([，；：？！、])\1|(?<!。)。。(?!。)")
_TWO_MARKS = late(r"(?!([，；：、。])\1)[，；：、][，；：、。]|。[，；：、]|[！？]。")
_PLAIN = late(rf"(?:[{HAN}{STAND_IN}A-Za-z0-9]|[，。；：？！、](?![，。；：？！、]))*")
"""Characters, and marks one at a time: nothing that any pattern here looks for."""
_PLAIN_AND_SPACED = late(
    rf"(?:[{HAN}{STAND_IN}A-Za-z0-9 %/]|[，。；：？！、](?![，。；：？！、])|-(?!-)"
    "|(?<=[0-9])[.,](?=[0-9]))*+"
)
"""The same, with spaces, numbers and ranges: nothing that rule *chinese* looks for."""


@rule(
    "chinese",
    "Half-width marks and foreign quotation marks in Chinese are the mark of a careless copy.",
)
def chinese(subject: Subject) -> Iterator[Fault]:
    """Find marks that Chinese does not have, or not there."""
    text = subject.words if subject.locale.chinese else ""
    if _PLAIN_AND_SPACED.fullmatch(text) and not _IN_NUMBER.search(text):
        return
    quotes = QUOTES[subject.locale.script]
    yield from _half_width([*_HALF.findall(text), *_stops(text, inside=True)])
    if HAN_SIGN.search(text) and _STRAIGHT.search(text):
        yield Fault(
            said("a straight quotation mark is in Chinese text"),
            said("write {right}", right=quotes),
        )
    yield from _ellipses(_DOTS, text)
    yield from _dashes(text, inside=True)
    for wrong in sorted(set(_IN_NUMBER.findall(text))):
        right = wrong.replace("。", ".").replace("，", "")
        yield Fault(
            said("“{wrong}” has a mark of a sentence in a number", wrong=wrong),
            said("write “{right}”", right=right),
        )
    for wrong in sorted(set(_WIDE_LATIN.findall(text))):
        yield Fault(
            said("“{wrong}” is full-width", wrong=wrong),
            said("write “{right}”", right=unicodedata.normalize("NFKC", wrong)),
        )
    for mark in sorted({found[0] for found in _REPEATED.finditer(text)}):
        yield Fault(said("“{mark}” is one mark twice", mark=mark), said("write it once"))
    for marks in sorted({found[0] for found in _TWO_MARKS.finditer(text)}):
        yield Fault(said("“{marks}” are two marks in a row", marks=marks), said("keep one of them"))
    yield from _foreign_quotes(text, quotes)
    if subject.source is None or not is_unpaired(subject.source):
        if not {"（", "）"} & set(text):
            text = text.replace("(", "（").replace(")", "）")  # another rule tells of the width
        yield from unpaired(text, "（）[]《》〈〉【】“”‘’「」『』")


def _half_width(marks: Iterable[str]) -> Iterator[Fault]:
    for mark in sorted(set(marks)):
        yield Fault(
            said("“{mark}” is the half-width mark", mark=mark),
            said("write “{right}”", right=_WIDE_OF[mark]),
        )


def _stops(text: str, *, inside: bool) -> list[str]:
    """Find half-width full stops: those inside Chinese, or the others.

    A sentence that is left in another language has the marks of that language.
    """
    if not HAN_SIGN.search(text) or LEFT_OVER.search(text):
        return []
    return [one[0] for one in _STOP.finditer(text) if _is_inside(text, one) == inside]


def _ellipses(dots: re.Pattern[str], text: str) -> Iterator[Fault]:
    for wrong in sorted(set(dots.findall(text))):
        yield Fault(said("“{wrong}” is not the Chinese ellipsis", wrong=wrong), said("write “……”"))


def _dashes(text: str, *, inside: bool) -> Iterator[Fault]:
    found = {one[0] for one in _DASH.finditer(text) if _is_inside(text, one) == inside}
    for wrong in sorted(found):
        yield Fault(said("“{wrong}” is not the Chinese dash", wrong=wrong), said("write “——”"))


def _is_inside(text: str, found: re.Match[str]) -> bool:
    """Tell whether a mark is between two Chinese characters, where nobody else's may be."""
    around = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    return all(_IN_CHINESE.match(sign) for sign in around)


@rule(
    "chinese-style",
    "A half-width bracket or a lone dash shows that a text was typed for another language.",
    warning=True,
)
def chinese_style(subject: Subject) -> Iterator[Fault]:
    """Find marks of other languages that Chinese texts often have, and stray spaces."""
    text = subject.words if subject.locale.chinese else ""
    if _PLAIN.fullmatch(text):
        return
    of_points = points(text)
    if len(of_points) > 1:  # told as lines that run together, with the lines to write
        text = "".join(sign for at, sign in enumerate(text) if at not in of_points)
    half = {*_OFTEN_HALF.findall(text), *_stops(text, inside=False)}
    # A bracket and its other half go together, also where that is beside an address.
    half |= set("()") & set(text) if half & set("()") else set()
    yield from _half_width(half)
    yield from _ellipses(_ONE_DOTS, text)
    yield from _dashes(text, inside=False)
    found = STRAY_SPACE.search(text)
    if found and SIGN not in text:
        yield Fault(
            said("there is a space in “{near}”", near=_near(text, found)), said("delete it")
        )


def _foreign_quotes(text: str, quotes: str) -> Iterator[Fault]:
    """Find the first quotation mark of the other Chinese script."""
    others = set("".join(QUOTES.values())) - set(quotes)
    for found in sorted(others & set(text))[:1]:
        yield Fault(
            said("“{found}” is not a quotation mark of this language", found=found),
            said("write {right}", right=quotes),
        )


def _near(text: str, found: re.Match[str]) -> str:
    """Give what is around a place, to show it; no stand-in, which is not in the file."""
    before = text[max(0, found.start() - 4) : found.start()].rpartition(STAND_IN)[2]
    behind = text[found.end() : found.end() + 4].partition(STAND_IN)[0]
    return before + found[0] + behind


@rule(
    "chinese-spacing",
    "A site that has spaces between Chinese and other letters in one place, and none in another, "
    "looks careless.",
)
def chinese_spacing(subject: Subject) -> Iterator[Fault]:
    """Find the first place between Chinese and other letters that is not as the site chose."""
    if subject.spacing == "any" or not subject.locale.chinese:
        return
    text = subject.words
    if SIGN in text:
        return
    found = UNCHOSEN[subject.spacing].search(text)
    if not found:
        return
    if subject.spacing == "none":
        yield Fault(
            said("there is a space in “{near}”", near=_near(text, found)),
            said("delete it, or run update, which does"),
        )
    else:
        yield Fault(
            said("there is no space in “{near}”", near=_near(text, found)),
            said("put one between Chinese and other letters, or run update, which does"),
        )


_LETTERS = "A-Za-z\u00c0-\u024f"
_LATIN = late(rf"(?<![{_LETTERS}0-9])[{_LETTERS}]+(?![{_LETTERS}0-9])")
_NO_WORDS = late(rf"{VALUE.pattern}|" r"<[^<>]*>|[{｛][^{}｛｝]*[}｝]?|[A-Za-z_]*[}｝]")
_AT_END = late(rf"(?<=[{HAN}])[a-z](?=[，。；：？！、]|$)")
_PART = 3
"""Letters that may be a part of the source's word: App for “application”."""


@rule(
    "stray-letters",
    "A letter that nobody meant is a slip of the keyboard, or an account that was slipped in.",
    warning=True,
)
def stray_letters(subject: Subject) -> Iterator[Fault]:
    """Find small Latin letters that the source has not; in a source, one before a mark."""
    source = subject.source
    if not (subject.locale.chinese and _LATIN.search(subject.text)) or subject.is_template_word:
        return
    # What is nearly a fact, HTML or a sentence is told by other rules.
    meant = mended(subject, source).text if source is not None else subject.text
    text = _NO_WORDS.sub("", unicodedata.normalize("NFC", replace(subject, text=meant).words))
    if LEFT_OVER.search(text):
        return
    if source is None:
        found = _AT_END.findall(text)
    else:
        source = unicodedata.normalize("NFC", subject.with_facts(source)).casefold()
        # Capitals make a name, such as that of a key.
        small = (one for one in _LATIN.findall(text) if one == one.lower())
        found = [one for one in small if not _is_of(one, source)]
    for letters in dict.fromkeys(found):
        yield Fault(
            said("“{letters}” is in Latin letters, and not in the source", letters=letters)
            if source is not None
            else said(
                "the letter “{letters}” is at the end of a Chinese sentence", letters=letters
            ),
            said("take it out if nobody meant it"),
        )


def _is_of(letters: str, source: str) -> bool:
    """Tell whether the source has these letters: as a word, or as a part if they are several."""
    is_word = not {letters, f"{letters}s"}.isdisjoint(_LATIN.findall(source))
    return is_word or (len(letters) >= _PART and letters in source)
