"""Reads sheets back as others see them: their pictures, their type, their tags.

The programs are of four families: Poppler, MuPDF (in SumatraPDF), Ghostscript (in print queues) and
PDFium (in Chrome).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader
from pypdf.generic import ContentStream

from tests.browser.conftest import absent

DOTS = 100
"""Dots an inch of every picture."""
_READERS = {
    "poppler": ("pdftoppm", "-r", DOTS, "-singlefile", "-f", "{page}", "{pdf}", "{name}"),
    "mupdf": ("mutool", "draw", "-r", DOTS, "-o", "{name}.ppm", "{pdf}", "{page}"),
    "ghostscript": (
        *("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=ppmraw", f"-r{DOTS}"),
        *("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-sOutputFile={name}.ppm"),
        *("-sPageList={page}", "{pdf}"),
    ),
}
READERS = (*_READERS, "pdfium")
_SAID_OF_ALL = (
    "Syntax Error: Suspects object is wrong type (boolean)",  # Poppler, of each PDF/UA-1
    "warning: ICC support is not available",  # MuPDF as Debian makes it
)


def run(*arguments: object) -> tuple[str, str]:
    """What a program says: its result, and what it complains of, less what it says of all."""
    command = [str(one) for one in arguments]
    if not shutil.which(command[0]):
        absent(f"{command[0]} is not installed (Debian: see the README's long tests)")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = [line for line in done.stderr.splitlines() if line.strip() not in _SAID_OF_ALL]
    return done.stdout, "\n".join(told)


def shown(reader: str, pdf: Path, folder: Path, page: int = 1) -> Image.Image:
    """A page as a program shows it, which has nothing to complain of."""
    if reader == "pdfium":
        return _in_chrome(pdf, page)
    name = folder / f"{reader}-{page}"
    command = [str(part).format(pdf=pdf, name=name, page=page) for part in _READERS[reader]]
    _, told = run(*command)
    if reader != "mupdf" or not re.fullmatch(r"page .*", told):  # it counts its pages there
        assert not told, f"{reader}: {told}"
    return Image.open(f"{name}.ppm").convert("RGB")


def _in_chrome(pdf: Path, page: int) -> Image.Image:
    import pypdfium2

    # Not closed by hand: it is gone with the last that uses it, and a crash if it is sooner.
    drawn = pypdfium2.PdfDocument(pdf)[page - 1].render(scale=DOTS / 72)
    return drawn.to_pil().convert("RGB").copy()


# Pictures of one sheet by two programs.

_PARTS = 8
"""In how many parts each side of a sheet is looked at: a line that is lost is much of its part."""


@dataclass(frozen=True, slots=True)
class Grey:
    """A sheet in grey, and the lightest and darkest dot around each."""

    dots: Image.Image
    lightest: Image.Image
    darkest: Image.Image


def grey(picture: Image.Image) -> Grey:
    """A picture to compare."""
    dots = picture.convert("L")
    return Grey(dots, dots.filter(ImageFilter.MaxFilter(3)), dots.filter(ImageFilter.MinFilter(3)))


def unlike(one: Grey, other: Grey) -> str:
    """How two programs differ about a sheet; empty where they show the same.

    Less than 2 % of the dots may differ by more than 64 of 255, and few more of any part. One of
    them may begin its sheet half a dot further down.
    """
    told = [_unlike(one, _moved(other, down)) for down in (0, 1, -1)]
    return "" if "" in told else told[0]


def _moved(one: Grey, down: int) -> Grey:
    """A picture some dots further down."""
    moved = (ImageChops.offset(each, 0, down) for each in (one.dots, one.lightest, one.darkest))
    return Grey(*moved)


def _unlike(one: Grey, other: Grey) -> str:
    if max(abs(a - b) for a, b in zip(one.dots.size, other.dots.size, strict=True)) > 1:
        return f"{one.dots.size} and {other.dots.size} dots"
    difference = ImageChops.lighter(_beyond(one, other), _beyond(other, one))
    marked = difference.point(lambda value: 255 * (value > 64))
    whole = marked.histogram()[255] / (marked.width * marked.height)
    worst = marked.resize((_PARTS, _PARTS), Image.Resampling.BOX).getextrema()[1] / 255
    if whole < 0.02 and worst < 0.05:
        return ""
    return f"{whole:.1%} of the sheet, {worst:.1%} of a part of the sheet"


def _beyond(one: Grey, other: Grey) -> Image.Image:
    """How much each dot is darker or lighter than all that are within a dot of it in the other.

    Programs smooth edges in their own ways, half a dot to the side.
    """
    return ImageChops.lighter(
        ImageChops.subtract(one.dots, other.lightest), ImageChops.subtract(other.darkest, one.dots)
    )


# Type: what MuPDF finds on a page.


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it stands, in points from the page's upper left."""

    text: str
    size: float
    """Of its type, in points."""
    face: str
    colour: tuple[int, int, int]
    left: float
    right: float
    top: float
    low: float
    base: float
    """Its base line."""
    is_level: bool
    """False for what is turned."""


@lru_cache(maxsize=16)
def glyphs(pdf: Path, page: int = 1) -> tuple[Glyph, ...]:
    """Every character of a page that leaves ink, in the order of its painting."""
    made, _ = run("mutool", "draw", "-F", "stext", "-o", "-", pdf, page)
    # MuPDF writes the characters that XML cannot have as well.
    tree = ET.fromstring(re.sub(r"&#x?(?:[01]?[0-9a-f]);", "", made))
    found = []
    for line in tree.iter("line"):
        is_level = line.get("dir") in ("1 0", "-1 0")
        for face in line.iter("font"):
            for one in face.iter("char"):
                if one.get("c", "").strip():
                    found.append(_glyph(one, face, is_level))
    return tuple(found)


def _glyph(one: ET.Element, face: ET.Element, is_level: bool) -> Glyph:
    quad = [float(value) for value in one.attrib["quad"].split()]
    colour = one.attrib["color"].lstrip("#")
    return Glyph(
        one.attrib["c"],
        float(face.attrib["size"]),
        face.attrib["name"],
        (int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)),
        min(quad[0::2]),
        max(quad[0::2]),
        min(quad[1::2]),
        max(quad[1::2]),
        float(one.attrib["y"]),
        is_level,
    )


def find(words: str, among: Sequence[Glyph]) -> list[Sequence[Glyph]]:
    """Each place at which some words stand, white space left out, as its characters."""
    text = "".join(one.text[0] for one in among)
    sought = compact(words)
    starts = (found.start() for found in re.finditer(re.escape(sought), text))
    return [among[start : start + len(sought)] for start in starts if sought]


def compact(text: str) -> str:
    """A text without its white space."""
    return re.sub(r"\s+", "", text)


# Tags: the tree that a screen reader reads.


@dataclass(slots=True)
class Element:
    """An element of the tree, or a piece of text, whose kind is empty."""

    kind: str
    lang: str
    """Its own language, or that of what is around it."""
    alt: str = ""
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in the order of reading."""
        yield self
        for child in self.children:
            yield from child.walk()

    def of_kind(self, *kinds: str) -> list[Element]:
        """The elements of these kinds."""
        return [one for one in self.walk() if one.kind in kinds]

    @property
    def words(self) -> str:
        """All text in it."""
        return "".join(one.text for one in self.walk())


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a page's content."""

    text: str
    lang: str
    mark: int | None
    """Its number in the tree; None for an artifact."""


def tags(pdf: Path) -> Element:
    """The tree of a sheet."""
    reader = PdfReader(pdf)
    root = reader.trailer["/Root"]
    pieces = {
        page.indirect_reference.idnum: _by_mark(_pieces(page, reader))
        for page in reader.pages
        if page.indirect_reference
    }
    top = Element("", str(root.get("/Lang", "")))
    for child in _kids(root["/StructTreeRoot"]):
        _read(child, top, None, pieces)
    return top


def artifacts(pdf: Path) -> str:
    """The text that no screen reader reads."""
    reader = PdfReader(pdf)
    return "".join(
        one.text for page in reader.pages for one in _pieces(page, reader) if one.mark is None
    )


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    return list(kids) if isinstance(kids, list) else [kids]


def _by_mark(pieces: list[Piece]) -> dict[int, list[Piece]]:
    found: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.mark is not None:
            found.setdefault(piece.mark, []).append(piece)
    return found


def _read(node: Any, above: Element, page: int | None, pieces: dict[int, Any]) -> None:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, int):
        for piece in pieces[page or 0].get(node, []):
            above.children.append(Element("", piece.lang or above.lang, text=piece.text))
        return
    if "/Pg" in node:
        page = node.raw_get("/Pg").idnum
    if "/MCID" in node:
        _read(int(node["/MCID"]), above, page, pieces)
        return
    if "/S" not in node:  # an annotation
        return
    lang = str(node.get("/Lang", "")) or above.lang
    here = Element(str(node["/S"])[1:], lang, alt=str(node.get("/Alt", "")))
    above.children.append(here)
    for child in _kids(node):
        _read(child, here, page, pieces)


def _pieces(page: Any, reader: PdfReader) -> list[Piece]:
    """The text of a page's content, each piece with the marks around it."""
    resources = page["/Resources"]
    faces = {
        name: _characters(face.get_object()) for name, face in resources.get("/Font", {}).items()
    }
    found: list[Piece] = []
    stack: list[tuple[int | None, str, str | None]] = []
    face: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"Tf":
            face = faces[operands[0]]
        elif operator in (b"BDC", b"BMC"):
            stack.append(_marked(operands, resources, stack[-1] if stack else (None, "", None)))
            if stack[-1][2] is not None:
                found.append(Piece(stack[-1][2], stack[-1][1], stack[-1][0]))
        elif operator == b"EMC":
            stack.pop()
        elif operator in (b"Tj", b"TJ"):
            parts = operands[0] if operator == b"TJ" else operands
            mark, lang, instead = stack[-1] if stack else (None, "", None)
            if instead is None:
                found.append(Piece("".join(_decoded(one, face) for one in parts), lang, mark))
    return found


def _marked(
    operands: Any, resources: Any, around: tuple[int | None, str, str | None]
) -> tuple[int | None, str, str | None]:
    mark, lang, _ = around
    given = operands[1] if len(operands) > 1 else {}
    if isinstance(given, str):
        given = resources["/Properties"][given].get_object()
    if operands[0] == "/Artifact":
        return None, "", None
    instead = given.get("/ActualText")
    return given.get("/MCID", mark), str(given.get("/Lang", lang)), instead and str(instead)


def _decoded(part: Any, face: dict[int, str]) -> str:
    if not isinstance(part, (bytes, str)):
        return ""
    codes = part if isinstance(part, bytes) else part.original_bytes  # type: ignore[attr-defined]
    return "".join(face[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))


def _characters(face: Any) -> dict[int, str]:
    """What each code of a face stands for, as the face itself says."""
    told = face["/ToUnicode"].get_data().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", told, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = _utf16(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", told, re.S):
        row = r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>"
        for low, high, text in re.findall(row, block):
            for number in range(int(low, 16), int(high, 16) + 1):
                found[number] = chr(ord(_utf16(text)) + number - int(low, 16))
    return found


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
