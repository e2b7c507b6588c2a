"""Check Chinese copy: the punctuation of GB/T 15834, without stray spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.checks.brackets import unpaired
from generator.checks.rule import LEFT_OVER, STAND_IN, Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.markdown.forbidden import SIGN
from generator.text.lazy_regex import late
from generator.text.unicode import HAN, HAN_SIGN, QUOTES

_FULL = "，。；：？！、（）《》〈〉【】“”‘’「」『』…—"
_HALF = late(rf"(?<=[{HAN}])[,;:?!()]|[,;:?!()](?=[{HAN}])")
_STOP = late(
    # After Chinese, unless a file's ending follows; after other words and figures, before Chinese.
    # Not after an initial (J.K.罗琳), nor after the number of a step (1.先挂断).
    rf"(?<=[{HAN}”’」』）》])\.(?![A-Za-z.])"
    rf"|(?<=[{STAND_IN}a-z0-9]|(?<=[A-Z])[A-Z])(?<!^[0-9])(?<!^[0-9]{{2}})"
    rf"(?<![\s，。；：？！、（“][0-9])\.(?=[{HAN}“‘「『《（{STAND_IN}]|$)"
)
"""A half-width full stop that ends a Chinese sentence."""
_WIDE_OF = dict(zip(",.;:?!()", "，。；：？！（）", strict=True))
_STRAIGHT = late(r"[\"']")
_DOTS = late(r"\.{2,}|。{3,}|(?<!…)…(?!…)")
_SPAN = "0-9年月日时点分岁元%条号楼室"
# One dash is between two ends of a span: 9:00—17:00, 1月—3月 (GB/T 15834, 4.13.3).
_DASH = late(rf"--+|(?<![—{_SPAN}])—(?!—)|(?<=[{_SPAN}])—(?![—0-9])")
_IN_NUMBER = late(r"[0-9]+。[0-9]+(?=[万亿元%])|(?<![0-9，])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])")
_WIDE_LATIN = late(r"[Ａ-Ｚａ-ｚ０-９]+")
_REPEATED = late(r"([，；：？！、])\1|(?<!。)。。(?!。)")
_TWO_MARKS = late(r"(?!([，；：、。])\1)[，；：、][，；：、。]|。[，；：、]|[！？]。")
_GAP = "[ \u00a0\u2000-\u200a\u202f\u3000]"
_SPACE = late(rf"(?<=[{HAN}]){_GAP}+(?=\S)|(?<=\S){_GAP}+(?=[{HAN}])")
_SPACE_AT_MARK = late(rf"(?<!{_GAP}){_GAP}++(?=[{_FULL}])|(?<=[{_FULL}]){_GAP}+")
_PLAIN = late(rf"(?:[{HAN}{STAND_IN}A-Za-z0-9]|[，。；：？！、](?![，。；：？！、]))*")
"""Characters, and marks one at a time: nothing that any pattern here looks for."""


@rule(
    "chinese",
    "Half-width marks and foreign quotation marks in Chinese are the mark of a careless copy.",
)
def chinese(subject: Subject) -> Iterator[Fault]:
    """Find marks that Chinese does not have, or not there."""
    text = subject.words if subject.locale.chinese else ""
    if _PLAIN.fullmatch(text) and not _IN_NUMBER.search(text):
        return
    quotes = QUOTES[subject.locale.script]
    # A sentence that is left in another language has the marks of that language.
    stops = _STOP.findall(text) if HAN_SIGN.search(text) and not LEFT_OVER.search(text) else ()
    half = {*_HALF.findall(text), *stops}
    # A bracket and its other half go together, also where that is beside an address.
    half |= set("()") & set(text) if half & set("()") else set()
    for mark in sorted(half):
        yield Fault(
            said("“{mark}” is the half-width mark", mark=mark),
            said("write “{right}”", right=_WIDE_OF[mark]),
        )
    if HAN_SIGN.search(text) and _STRAIGHT.search(text):
        yield Fault(
            said("a straight quotation mark is in Chinese text"),
            said("write {right}", right=quotes),
        )
    for wrong in sorted(set(_DOTS.findall(text))):
        yield Fault(said("“{wrong}” is not the Chinese ellipsis", wrong=wrong), said("write “……”"))
    for wrong in sorted(set(_IN_NUMBER.findall(text))):
        right = wrong.replace("。", ".").replace("，", "")
        yield Fault(
            said("“{wrong}” has a mark of a sentence in a number", wrong=wrong),
            said("write “{right}”", right=right),
        )
    for wrong in sorted(set(_DASH.findall(text))):
        yield Fault(said("“{wrong}” is not the Chinese dash", wrong=wrong), said("write “——”"))
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
    text = text.replace("(", "（").replace(")", "）")  # the half-width ones are reported
    yield from unpaired(text, "（）[]《》〈〉【】“”‘’「」『』")


def _foreign_quotes(text: str, quotes: str) -> Iterator[Fault]:
    """Find the first quotation mark of the other Chinese script."""
    others = set("".join(QUOTES.values())) - set(quotes)
    for found in sorted(others & set(text))[:1]:
        yield Fault(
            said("“{found}” is not a quotation mark of this language", found=found),
            said("write {right}", right=quotes),
        )


@rule(
    "chinese-spacing", "Spaces in Chinese text come from a line that was broken, or from a machine."
)
def chinese_spacing(subject: Subject) -> Iterator[Fault]:
    """Find the first space beside a Chinese character or mark."""
    text = subject.words if subject.locale.chinese else ""
    if _PLAIN.fullmatch(text) or SIGN in text:
        return
    found = _SPACE.search(text) or _SPACE_AT_MARK.search(text)
    if found:
        # What replaces a fact or an address is not in the file, where the place is looked for.
        before = text[max(0, found.start() - 4) : found.start()].rpartition(STAND_IN)[2]
        behind = text[found.end() : found.end() + 4].partition(STAND_IN)[0]
        near = before + found[0] + behind
        yield Fault(
            said("there is a space in “{near}”", near=near),
            said("delete it: pages set the distance between Chinese and other letters themselves"),
        )
