"""Read drawings of a site's own, SVG, which become part of pages and sheets.

What is drawn is all that may be in one: a script would run in the page, a picture or a style could
ask for a file from elsewhere, and an element of HTML would end the drawing. What may not be there
is refused; what drawing programs note for themselves is left out. Nothing is taken over as it is
written: the drawing is written anew, without comments and entities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import NoReturn
from xml.parsers import expat

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said

_SVG, _XLINK, _XHTML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/1999/xhtml",
)
_SHAPES = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath"),
    )
)
_NOTES = frozenset(("title", "desc", "metadata"))
"""What is left out with all that is in it."""
_LARGEST = 100_000
"""Bytes: an emblem has a tenth of it, and is part of every page."""
_DEEPEST = 50
_REACHES_OUT = re.compile(
    r"""\b(?:url|src|image|image-set|cross-fade|element)\s*\((?!\s*["']?\#)|//|\\""", re.IGNORECASE
)
"""A value that asks for another file, or could hide that by CSS's backslash."""
_LOCAL = re.compile(r"#[A-Za-z_][A-Za-z0-9_.-]*")


class Unfit(ValueError):
    """A drawing that cannot be used: in which line, what is wrong, and what to do."""

    def __init__(self, line: int, fault: Fault) -> None:
        """Take the line, from 1, and the fault."""
        super().__init__(fault.wrong)
        self.line, self.fault = line, fault


def drawing(text: str) -> str:
    """Return a drawing as one `<svg>` element; raise `Unfit` for one that cannot be used."""
    if len(text.encode()) > _LARGEST:
        wrong = said("the drawing is larger than {most} kB", most=_LARGEST // 1000)
        raise Unfit(1, Fault(wrong, said("take out what is not seen, or draw it more simply")))
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    made = _Drawing(parser)
    parser.StartDoctypeDeclHandler = made.declared
    parser.StartElementHandler = made.begun
    parser.EndElementHandler = made.ended
    parser.ProcessingInstructionHandler = made.instructed
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        wrong = said("this is not an SVG drawing, or a broken one")
        raise Unfit(error.lineno, Fault(wrong, _SAVE_PLAIN)) from None
    return made.whole()


_SAVE_PLAIN = said("save it as plain SVG")
_TAKE_OUT = said("take it out; a drawing is made of shapes and paths alone")
_REMEDIES = {
    "text": said("turn its words into paths: no font of the drawing's own is read"),
    "image": said("draw it with paths: a picture inside a drawing is not shown"),
    "style": said("give each shape its fill and stroke as attributes"),
}


@dataclass
class _Drawing:
    """A drawing while it is read."""

    parser: expat.XMLParserType
    parts: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)
    """The elements that are open: each tag and id."""
    skipped: int = 0
    """How many open elements are left out."""
    uses: list[tuple[int, str]] = field(default_factory=list)
    """The lines and the targets of what is drawn again."""
    compound: set[str] = field(default_factory=set)
    """The ids of elements in which something is drawn again."""

    def refuse(self, wrong: str, remedy: str = _TAKE_OUT) -> NoReturn:
        raise Unfit(self.parser.CurrentLineNumber, Fault(wrong, remedy))

    def declared(self, *_: object) -> None:
        self.refuse(
            said("the drawing has a DOCTYPE, which could bring in other files"),
            said("delete the line that begins with <!DOCTYPE"),
        )

    def instructed(self, target: str, _: str) -> None:
        self.refuse(said("the drawing has “{name}” in it", name=f"<?{target}"))

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not self.open and (space, tag) != (_SVG, "svg"):
            wrong = said("this is not an SVG drawing, or a broken one")
            self.refuse(wrong, _SAVE_PLAIN)
        if self.skipped or tag in _NOTES or space not in ("", _SVG, _XHTML):
            self.skipped += 1
            return
        if space != _SVG or tag not in _SHAPES:
            wrong = said("the drawing has “{name}” in it", name=f"<{tag}>")
            self.refuse(wrong, _REMEDIES.get(tag, _TAKE_OUT))
        if len(self.open) >= _DEEPEST:
            wrong = said("more than {most} elements stand in one another", most=_DEEPEST)
            self.refuse(wrong, said("take some of the levels out"))
        kept = dict(self._attributes(tag, attributes))
        if not self.open:
            if "viewBox" not in kept:
                remedy = said('write viewBox="0 0 WIDTH HEIGHT" into <svg …>')
                self.refuse(said("the drawing does not say how large it is"), remedy)
            kept = {"xmlns": _SVG} | kept
        self.open.append((tag, kept.get("id", "")))
        written = "".join(f' {key}="{_escaped(value)}"' for key, value in kept.items())
        self.parts.append(f"<{tag}{written}>")

    def _attributes(self, tag: str, attributes: dict[str, str]) -> list[tuple[str, str]]:
        """Check the attributes that are taken over: those of SVG itself."""
        kept = []
        for name, value in attributes.items():
            space, _, key = name.rpartition(" ")
            if key.lower().startswith("on") or key == "style":
                wrong = said("the drawing has “{name}” in it", name=f"{key}=")
                self.refuse(wrong, _REMEDIES.get(key, _TAKE_OUT))
            if key == "href" and space in ("", _XLINK):
                self._refer(tag, value)
            elif space:
                continue
            elif _REACHES_OUT.search(value):
                wrong = said("{name} asks for something outside of the drawing", name=f"{key}=")
                self.refuse(wrong)
            kept.append((key, value))
        return kept

    def _refer(self, tag: str, target: str) -> None:
        if not _LOCAL.fullmatch(target):
            wrong = said("{name} asks for something outside of the drawing", name="href=")
            self.refuse(wrong)
        if tag == "use":
            self.uses.append((self.parser.CurrentLineNumber, target[1:]))
            self.compound.update(name for _, name in self.open if name)

    def ended(self, _: str) -> None:
        if self.skipped:
            self.skipped -= 1
        else:
            self.parts.append(f"</{self.open.pop()[0]}>")

    def whole(self) -> str:
        """Return the drawing; what is drawn again and again in itself would never end."""
        for line, target in self.uses:
            if target in self.compound:
                wrong = said("<use> draws something that has a <use> in it")
                raise Unfit(line, Fault(wrong, said("put the shapes themselves there")))
        return "".join(self.parts)


def _escaped(value: str) -> str:
    return escape(value).replace("\n", " ").replace("\t", " ").replace("\r", " ")
