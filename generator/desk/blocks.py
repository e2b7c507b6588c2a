"""Part a file into its lines and blocks, and weave edited blocks in: no other line changes.

People see a paragraph on one line, however the file breaks it. What is not a plain paragraph, a
list or a table, they see as the file has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.markdown.lines import joined
from generator.text.encoding import decoded_file, unified
from generator.text.lazy_regex import late

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BOM = "\ufeff"
_QUOTED = late(r" {0,3}>[ ]?")
_LIST = late(r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s")
_MARKED = late(
    r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s|\s*[>#|<]|\s*\[[^\]]*\]:|\s*(?:```|~~~|={2,}|-{2,})|\s{4}|\t"
)
"""How a line begins that is more than words."""
_UNDERLINE = late(r"\s*(?:={2,}|-{2,})\s*")
_BETWEEN_BLOCKS = late(r"\n(?:[ \t]*\n)+")
_COUNTED = late(r"[ \t\u3000]*[(（]?([0-9０-９]{1,3})(?:[、)）．]|[.](?![0-9])) *(?=\S)")
"""How a point of a list begins that was typed as in a letter: 1、 （1） １． 1.Call"""
_DOTTED = late(r"[ \t\u3000]*[•●·▪■◆]\s*(?=\S)")
_HARD_BREAK = "  "
_INDENT = "\u3000"
"""How a paragraph begins in Chinese letters and books; pages do it by their style."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A file's lines, each with its end."""

    lines: tuple[str, ...]
    bom: str = ""

    @property
    def newline(self) -> str:
        """How its first line ends; LF where it has no end."""
        first = self.lines[0] if self.lines else ""
        return first[len(bare(first)) :] or "\n"

    def with_lines(self, lines: Iterable[str]) -> bytes:
        """Write the file with other lines; what has no end yet gets the file's own."""
        found = list(lines)
        whole = [one if one[-1:] in ("\r", "\n") else one + self.newline for one in found]
        had_end = not self.lines or self.lines[-1] != bare(self.lines[-1])
        if whole and not had_end:
            whole[-1] = bare(whole[-1])
        return (self.bom + "".join(whole)).encode()


def lines_of(data: bytes, path: str) -> Lines:
    """Part a file into lines; raise `Refused` where it is not UTF-8."""
    text = decoded_file(data, path, "encoding")
    bom = _BOM if text.startswith(_BOM) else ""
    return Lines(tuple(_LINE.findall(text.removeprefix(_BOM))), bom)


def bare(line: str) -> str:
    """Give a line without its end."""
    return line.rstrip("\r\n")


def with_text(data: bytes, text: str, path: str) -> bytes:
    """Put a whole text in a file's place: lines that stay keep their ends, to the byte."""
    file = lines_of(data, path)
    new = unified(text).removeprefix(_BOM).split("\n")
    is_whole = new[-1] == ""
    if is_whole:
        new.pop()
    old = [bare(line) for line in file.lines]
    made = list(_retained(old, file.lines, new))
    made = [one if one[-1:] in ("\r", "\n") else one + file.newline for one in made]
    if made and not is_whole:
        made[-1] = bare(made[-1])
    return (file.bom + "".join(made)).encode()


def _retained(old: Sequence[str], raw: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Give each new line as it was in the file, where it was there."""
    origin = origins(old, new)
    yield from (line if at is None else raw[at] for line, at in zip(new, origin, strict=True))


def origins(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Find which of the old ones each of the new ones is; None for what was not there."""
    alike = 0
    while alike < min(len(old), len(new)) and old[alike] == new[alike]:
        alike += 1
    found: list[int | None] = [*range(alike), *([None] * (len(new) - alike))]
    rest = SequenceMatcher(None, old[alike:], new[alike:])
    for one in rest.get_matching_blocks():
        for step in range(one.size):
            found[alike + one.b + step] = alike + one.a + step
    return found


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list, a table … between empty lines."""

    shown: str
    first: int
    """The number of its first line in the file, from 0."""
    end: int
    """That of the line below its last."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a file's text: its blocks, and the lines that these and what is between take."""

    blocks: tuple[Block, ...]
    first: int
    end: int
    mark: str = ""
    """How each of its lines begins: "> " for a quotation."""

    @property
    def text(self) -> str:
        """Its text as people see it."""
        return "\n\n".join(block.shown for block in self.blocks)


def regions(file: Lines, first: int) -> tuple[Region, Region]:
    """Part the text that begins at a line into the quotation above all else, and the rest."""
    lines = [bare(line) for line in file.lines]
    begin = next((at for at in range(first, len(lines)) if lines[at].strip()), len(lines))
    end = begin
    for at in range(begin, len(lines)):
        if _QUOTED.match(lines[at]):
            end = at + 1
        elif lines[at].strip():
            break
    quoted = [_QUOTED.sub("", line, count=1) for line in lines[begin:end]]
    return Region(tuple(_blocks(quoted, begin)), begin, end, "> "), whole(file, end)


def whole(file: Lines, first: int) -> Region:
    """Part all of the text that begins at a line into blocks."""
    own = tuple(_blocks([bare(line) for line in file.lines[first:]], first))
    place = (own[0].first, own[-1].end) if own else (len(file.lines), len(file.lines))
    return Region(own, *place)


def _blocks(lines: Sequence[str], first: int) -> Iterator[Block]:
    begin = None
    for number, line in enumerate((*lines, "")):
        if line.strip():
            begin = number if begin is None else begin
        elif begin is not None:
            yield Block(_shown(lines[begin:number]), first + begin, first + number)
            begin = None


def _shown(lines: Sequence[str]) -> str:
    """Give a block as people see it: a plain paragraph on one line."""
    is_plain = not any(map(_MARKED.match, lines))
    is_plain = is_plain and not any(line.endswith(_HARD_BREAK) for line in lines[:-1])
    whole = "\n".join(lines)
    return joined(whole) if is_plain else whole.rstrip()


def typed(text: str, known: Iterable[str] = ()) -> list[str]:
    """Part what somebody typed into blocks; those that are `known` stay as they are.

    A line is a paragraph, since people see no other; lines of a list or a table stay together.
    """
    there = frozenset(known)
    parts = _BETWEEN_BLOCKS.split(unified(text).strip("\n"))
    every = ([part] if part.rstrip() in there else map(_set_flush, _pieces(part)) for part in parts)
    return [one.rstrip() for pieces in every for one in pieces if one.strip()]


def _set_flush(piece: str) -> str:
    """Take the spaces away that a paragraph begins with: they would make code of it."""
    return piece.lstrip(" \t" + _INDENT)


def _listed(lines: Sequence[str]) -> list[str]:
    """Make a list of lines that were counted as in a letter, from 1 on, or begin with dots."""
    made = list(lines)
    numbers = [_number(line) for line in lines]
    dots = [bool(_DOTTED.match(line)) for line in lines]
    for at in range(len(lines)):
        if numbers[at] == 1 and numbers[at + 1 : at + 2] == [2]:
            for step, number in enumerate(numbers[at:], 1):
                if number != step:
                    break
                line = lines[at + step - 1]
                if not _LIST.match(line):  # it is a list's already
                    made[at + step - 1] = _COUNTED.sub(f"{step}. ", line, count=1)
        if dots[at] and (dots[at + 1 : at + 2] == [True] or dots[max(0, at - 1) : at] == [True]):
            made[at] = _DOTTED.sub("- ", lines[at], count=1)
    return made


def _number(line: str) -> int:
    found = _COUNTED.match(line)
    return int(found[1]) if found else 0


def _pieces(part: str) -> Iterator[str]:
    above: list[str] = []
    for line in _listed(part.split("\n")):
        if above and not _goes_on(above[-1], line):
            yield "\n".join(above)
            above = []
        above.append(line)
    yield "\n".join(above)


def _goes_on(above: str, line: str) -> bool:
    """Tell whether a line belongs to the one above it: in a list, a table, a quotation."""
    inside = _LIST.match(above) or above[:1] in (" ", "\t")
    if above.endswith(_HARD_BREAK) or _UNDERLINE.fullmatch(line) or (inside and line[:1] == " "):
        return True
    both = (above.lstrip()[:1], line.lstrip()[:1])
    return bool(
        (inside and _LIST.match(line)) or both == (">", ">") or ("|" in above and "|" in line)
    )


def woven(file: Lines, region: Region, new: Sequence[str]) -> list[str]:
    """Write a region with other blocks; those that are the same keep their lines, to the byte."""
    old = [block.shown for block in region.blocks]
    origin = paired(origins(old, new), len(old))
    made: list[str] = []
    for at, text in enumerate(new):
        number = origin[at]
        block = None if number is None else region.blocks[number]
        if at:
            made += _gap(file, region, number)
        if block and block.shown == text:
            made += file.lines[block.first : block.end]
        else:
            there = file.lines[block.first : block.end] if block else ()
            made += _written(text, region.mark, _by_words(there), file.newline)
    return made


def paired(origin: Sequence[int | None], count: int) -> list[int | None]:
    """Let what is new between two that stay take the places of those that were there."""
    found = list(origin)
    for at, one in enumerate(found):
        if one is None:
            last = next((other for other in reversed(found[:at]) if other is not None), -1)
            following = next((other for other in found[at:] if other is not None), count)
            found[at] = last + 1 if last + 1 < following else None
    return found


def _gap(file: Lines, region: Region, origin: int | None) -> Iterable[str]:
    """Give the lines above a block: those that were there, or an empty one."""
    if origin:
        return file.lines[region.blocks[origin - 1].end : region.blocks[origin].first]
    return [region.mark.rstrip() + file.newline]


def _by_words(lines: Sequence[str]) -> Mapping[str, str]:
    """Find lines by what is shown of them: of the last one, no spaces at its end."""
    last = {bare(line).rstrip(): line for line in lines[-1:]}
    return last | {bare(line): line for line in lines}


def _written(text: str, mark: str, there: Mapping[str, str], newline: str) -> Iterator[str]:
    """Write a block's lines; one that was there stays, to the byte."""
    for line in text.split("\n"):
        whole = mark + line
        yield there.get(whole, whole + newline)
