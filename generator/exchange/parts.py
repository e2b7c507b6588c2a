"""Read the words of an XML part of an office file, with bounds: a line for each paragraph's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from xml.parsers import expat

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said

_MOST_ELEMENTS, _DEEPEST, _MOST_OPEN_FIELDS = 60_000, 90, 50
_PARAGRAPH, _WORDS, _BREAKS = "p", "t", ("br", "cr")
_LOCAL = ("file:", "normal.dot")
"""Where the template lies that its writer had; no program needs it."""


class Unsafe(Exception):
    """What must not be read on."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.fault = Fault(wrong, remedy)


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of an office file says."""

    lines: tuple[str, ...]
    """Of its paragraphs, in their order, each part of one that a line break ends."""


def part_of(data: bytes, path: str) -> Part:
    """Read a part; raise `Unsafe` for what does something else than to say words."""
    reader = _Reader(path)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise ValueError(path) from None
    return Part(tuple(line for line in reader.lines if line.strip()))


class _Reader:
    def __init__(self, path: str) -> None:
        self.lines: list[str] = []
        self._path = path
        self._open: list[str] = []
        self._paragraphs: list[list[str]] = []
        self._elements = 0
        self._fields = 0
        self._choices: list[tuple[int, int]] = []

    def doctype(self, *_: object) -> None:
        raise Unsafe(
            said(
                "the file defines words of its own in {path}, as no office program does",
                path=self._path,
            ),
            said("do not open it, unless you trust whoever sent it"),
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._elements += 1
        self._open.append(name)
        if name == "fldChar":
            kind = next((one for key, one in attributes.items() if key.endswith("CharType")), "")
            self._fields += {"begin": 1, "end": -1}.get(kind, 0)
        if (
            self._elements > _MOST_ELEMENTS
            or len(self._open) > _DEEPEST
            or self._fields > _MOST_OPEN_FIELDS
        ):
            raise Unsafe(
                said("the file has far more in {path} than any notice", path=self._path),
                said("import the notice alone"),
            )
        if name == "Relationship":
            self._check_link(attributes)
        elif name == _PARAGRAPH:
            self._paragraphs.append([""])
        elif name in _BREAKS and self._paragraphs:
            self._paragraphs[-1].append("")
        elif name == "tab" and self._paragraphs and self._open[-2:-1] == ["r"]:
            self._paragraphs[-1][-1] += " "
        elif name == "AlternateContent":
            self._choices.append((len(self.lines), -1))
        elif name == "Fallback" and self._choices:
            self._choices[-1] = (self._choices[-1][0], len(self.lines))

    def _check_link(self, attributes: dict[str, str]) -> None:
        """Refuse what a program would fetch from elsewhere; people follow a link themselves."""
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if attributes.get("TargetMode") != "External" or kind.endswith("/hyperlink"):
            return
        is_own = kind.endswith("/attachedTemplate") and target.lower().startswith(_LOCAL)
        if not is_own:
            raise Unsafe(
                said("the file loads something from elsewhere: {target}", target=target[:200]),
                said("put it into the file, or take it out, and save it again"),
            )

    def end(self, tag: str) -> None:
        name = self._open.pop()
        if name == _PARAGRAPH and self._paragraphs:
            self.lines += self._paragraphs.pop()
        elif name == "AlternateContent" and self._choices:
            self._merge(*self._choices.pop())

    def _merge(self, begin: int, between: int) -> None:
        """Keep once what is there for newer programs and again for older ones."""
        if between < 0:
            return
        old = Counter(self.lines[between:])
        fresh = []
        for line in self.lines[begin:between]:
            if old[line]:
                old[line] -= 1
            else:
                fresh.append(line)
        self.lines[begin:between] = fresh

    def words(self, data: str) -> None:
        if self._open and self._open[-1] == _WORDS:
            if self._paragraphs:
                self._paragraphs[-1][-1] += data
            else:
                self.lines.append(data)
