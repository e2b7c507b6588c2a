"""Find lines that were typed apart and that Markdown would join: points, labels, a signature."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import in_turn, said
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_HARD = re.compile(r" {2,}\n[ \t]*")
_FIGURES = "一二三四五六七八九十百"
_DASH = "[–—−](?!—)"
_KINDS = {
    "number": (
        r"[0-9]{1,2}[.．)）、](?![0-9])"
        rf"|[-+·](?=[{HAN}])|\*(?=[{HAN}][^*]*$)|·\s|[•●▪◦‣※]"
    ),
    "bracket": rf"[（(](?:[0-9]{{1,2}}|[{_FIGURES}]{{1,3}}|[A-Za-z]|[ivxIVX]{{1,4}})[）)]",
    "figure": rf"[{_FIGURES}]{{1,3}}[、.．：:]",
    "ordinal": rf"第[0-9{_FIGURES}]{{1,3}}(?:[步条项点招类]|[，、：:])",
    "step": (
        r"(?i:steps?|stage|part|tip|point|rule|option|case|day|no\.?|q|a|步骤|步驟|方法|提示|要点)"
        rf"\s?[0-9{_FIGURES}]{{1,3}}\s?[:：.、)）]"
    ),
    "letter": rf"[A-Za-z](?:[)）、．]|\.(?=\s|[{HAN}]))",
    "dash": _DASH,
}
_POINT = late(r"\s*\**(?:" + "|".join(f"(?P<{name}>{kind})" for name, kind in _KINDS.items()) + ")")
"""What people begin a point with, but for what Markdown takes for a list's, and for pictures."""
_SIGNS = "→⇒➔·"
"""Marks of points that Unicode does not call symbols or figures."""
_LABEL = late(
    rf"\s*\**(?:[{HAN}]{{1,8}}(?:[（(][^（()）]{{1,10}}[）)])?\**[：:]"
    r"|[A-Z][A-Za-z’' /-]{0,24}\**:(?=\s))"
)
"""时间：, Place:."""
_IN_BRACKETS = late(r"\s*\**【[^【】]{1,40}】")
_COLUMNS = late(r"\S(?: {3,}|\t+|[.·]{4,}|(?:…|\. ){3,})\s*\S")
"""Words that spaces or dots hold apart from others, as in a list of prices."""
_HEADING = late(r"\s*\**【[^【】]{1,40}】\**\s*$")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = late(
    rf"\s*(?:[0-9]{{4}}\s?[年./-]\s?[0-9]{{1,2}}\s?[月./-]\s?[0-9]{{1,2}}\s?日?"
    rf"|[二〇○零一三四五六七八九]{{4}}年[{_FIGURES}]{{1,2}}月[{_FIGURES}]{{1,3}}日"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s[0-9]{{4}}|{_MONTH}\s[0-9]{{1,2}},\s[0-9]{{4}})\s*$"
)
"""A date that is all of a line: the day of signing."""
_STAR_POINT = late(r" {0,3}\* +(?=\S)")
_MARKED = late(r"＊|\\\*")
_STAR = late(r"(?<!\*)\*(?!\*)")
_ABOVE = said("put an empty line above them")
_LONGEST = 30
"""Characters of a line that are shown."""


def faults(raw: str) -> Iterator[Fault]:
    """Find what is typed apart in a block's text and would be joined."""
    for number, part in enumerate(_HARD.split(raw)):
        lines = part.split("\n")
        if len(lines) > 1 and (fault := _fault(lines, begins=not number)):
            yield fault


def footnotes(lines: Sequence[str]) -> Iterator[tuple[int, Fault]]:
    """Find by its index a line that is the only one with `* `, below a text that has such a mark.

    It explains that mark, as in “20 yuan*”, and Markdown takes it for a point of a list.
    """
    stars = [at for at, line in enumerate(lines) if _STAR_POINT.match(line)]
    for at in stars if len(stars) == 1 else ():
        above = lines[:at]
        if any(_MARKED.search(one) or len(_STAR.findall(one)) % 2 for one in above):
            words = _short(_STAR_POINT.sub("", lines[at]))
            wrong = said("a line that explains a * becomes a point of a list")
            remedy = said("write “\\* {words}”, or begin it with “-” if it is a point", words=words)
            yield at, Fault(wrong, remedy)


def _fault(lines: Sequence[str], *, begins: bool) -> Fault | None:
    """Find what would be joined; `begins` tells that above the first line nothing is joined."""
    kinds = [_kind(line) for line in lines]
    counted = Counter(kind for kind in kinds if kind)
    for kind in (one for one, count in counted.items() if count > 1):
        found = [line for line, one in zip(lines, kinds, strict=True) if one == kind]
        return _run_together(found, kind, is_below=not (begins and found[0] is lines[0]))
    if fault := _columns_fault(lines, is_below=not begins):
        return fault
    labels = [line for line in lines if _LABEL.match(line) or _IN_BRACKETS.match(line)]
    if len(labels) > 1:
        wrong = said("lines with a label each run together in one paragraph")
        return Fault(wrong, _apart(labels))
    if _DATE.match(lines[-1]):
        wrong = said("the signature and its date run together with what is above them")
        return Fault(wrong, _apart(lines[-2:]))
    headings = [at for at, line in enumerate(lines) if _HEADING.match(line)]
    if headings:
        at = min(headings[0], len(lines) - 2)
        wrong = said(
            "“{line}” runs together with the line beside it", line=_short(lines[headings[0]])
        )
        return Fault(wrong, _apart(lines[at : at + 2]))
    return None


def _columns_fault(lines: Sequence[str], *, is_below: bool) -> Fault | None:
    """Find rows of a table without the line below its headings, and columns of spaces or dots.

    `is_below` tells that a line is right above them.
    """
    if all(line.count("|") > 1 for line in lines[:2]):
        wrong = said("rows of a table run together in one paragraph")
        row = "|" + "---|" * len(lines[0].strip().strip("|").split("|"))
        below = said("put the line “{meant}” below the row of headings", meant=row)
        return Fault(wrong, in_turn([_ABOVE, below]) if is_below else below)
    columns = [line for line in lines if _COLUMNS.search(line)]
    if len(columns) > 1:
        wrong = said("lines that spaces or dots make into columns run together in one paragraph")
        return Fault(wrong, _apart(columns))
    return None


def _kind(line: str) -> str:
    """Tell how a line begins that is a point to its writer; empty for one that is none."""
    if found := _POINT.match(line):
        return found.lastgroup or ""
    sign = line.lstrip(" *")[:1]
    category = unicodedata.category(sign or " ")
    if category in ("No", "Nl"):
        return "figure in a sign"
    return f"sign {sign}" if category == "So" or (sign and sign in _SIGNS) else ""


def _run_together(lines: Sequence[str], kind: str, *, is_below: bool) -> Fault:
    wrong = said("lines that begin like points run together in one paragraph")
    marks = re.compile(
        r"\s*(?P<number>[0-9]{1,2})?[^\s\w]\s*" if kind == "number" else _DASH + r"\s*"
    )
    if kind not in ("number", "dash"):
        return Fault(wrong, _apart(lines))
    first, second = (marks.sub(_as_item, one.strip(), count=1) for one in lines[:2])
    meant = said("write “{first}”, “{second}”", first=_short(first), second=_short(second))
    return Fault(wrong, in_turn([_ABOVE, meant]) if is_below else meant)


def _as_item(mark: re.Match[str]) -> str:
    number = mark.groupdict().get("number")
    return f"{number}. " if number else "- "


def _apart(lines: Sequence[str]) -> str:
    """Say how lines stay apart, with the first two as they are to be written."""
    first, second = (_short(line) for line in lines[:2])
    return said(
        "end each line but the last with a backslash, “{first}\\”, “{second}”, or put an empty "
        "line between them",
        first=first,
        second=second,
    )


def _short(line: str) -> str:
    line = line.strip()
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
