"""Read posters' fonts: which characters of a text they lack, and their CSS.

A PDF must look the same on every machine, and an engine that finds no glyph takes any font that
the machine has, or draws a box. So each text is compared with the fonts before anything is drawn.

Values in, values out: a font is its bytes. The only module that names fontTools, and only inside
a function, since most builds change no poster.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from generator.diagnostics.messages import said
from generator.text.unicode import IGNORABLE

LATIN = "Bulletin Sans"
CHINESE = "Bulletin Sans SC"

_PACKAGED = (
    (LATIN, 400, "NotoSans-Regular.woff2", ""),
    (LATIN, 700, "NotoSans-Bold.woff2", ""),
    (CHINESE, 400, "NotoSansSC-Regular.woff2", "zh-Hans"),
    (CHINESE, 700, "NotoSansSC-Bold.woff2", "zh-Hans"),
)

_SPACES = ("Cc", "Zl", "Zp", "Zs")

_NAMELESS = {"Co": "PRIVATE USE", "Cs": "SURROGATE"}

_FORMATS = {"woff2": "woff2", "woff": "woff", "otf": "opentype", "ttf": "truetype"}

_NO_EMBEDDING = 0x2
"""`fsType` in OpenType's OS/2 table: 'Restricted License embedding'."""


@dataclass(frozen=True, slots=True)
class Face:
    """One file of a font family: one weight, upright."""

    family: str
    """As the style sheets name it: `Bulletin Sans`, or a site's own."""
    weight: int
    """400 or 700, as in CSS."""
    name: str
    """The name of the file, for messages and addresses."""
    data: bytes = field(repr=False)
    lang: str = ""
    """The BCP 47 tag of the language that it serves first; empty for any."""


def packaged(read: Callable[[str], bytes]) -> tuple[Face, ...]:
    """Return the faces in templates/fonts, through a function from a file's name to its bytes."""
    return tuple(
        Face(family, weight, name, read(name), lang) for family, weight, name, lang in _PACKAGED
    )


@lru_cache(maxsize=64)
def characters(face: Face) -> frozenset[int]:
    """Return the code points that a face has glyphs for.

    Raises `ValueError`, in words and with the file's name, for a file that is not one sound face
    with outlines: a broken file, a collection, a variable font.
    """
    codes, unfit = _codes(face.data)
    if unfit:
        raise ValueError(said("{name} {unfit}", name=face.name, unfit=unfit))
    return codes


def uncovered(text: str, faces: Iterable[Face]) -> tuple[str, ...]:
    """Find the characters of a text that all faces of some weight lack, in order, each once.

    A mark that combines must be in a face that also has its letter: two faces would set it
    beside the letter. Text is compared without normalization, by code points, since Pango
    chooses its fonts so: é and e with U+0301 are not the same here.

    Raises `ValueError` as `characters` does.
    """
    weights: dict[int, list[frozenset[int]]] = {}
    for face in faces:
        weights.setdefault(face.weight, []).append(characters(face))
    sets = tuple(weights.values()) or ([],)
    return tuple(
        dict.fromkeys(
            char
            for char, base in dict.fromkeys(_visible(text))
            if not all(_covered(char, base, of_weight) for of_weight in sets)
        )
    )


def describe(char: str) -> str:
    """Describe a character, to be found by a person: “𠮷” U+20BB7 CJK UNIFIED IDEOGRAPH-20BB7."""
    category = unicodedata.category(char)
    name = unicodedata.name(char, _NAMELESS.get(category, "(NO NAME KNOWN)"))
    shown = f"“{'◌' if category[0] == 'M' else ''}{char}” " if char.isprintable() else ""
    return f"{shown}U+{ord(char):04X} {name}"


def font_face_css(faces: Iterable[Face], url: Callable[[Face], str]) -> str:
    """Write the `@font-face` rules of faces, a line each, in a fixed order."""
    ordered = sorted(faces, key=lambda face: (face.family, face.weight, face.name))
    return "".join(f"{_rule(face, url(face))}\n" for face in ordered)


def printable(data: bytes) -> bytes:
    """Renumber the CIDs of a CID-keyed font by its glyphs: 1, 2, 3 …; give any other as it is.

    The engine writes glyphs' numbers into a PDF where CIDs belong. Where the two differ, as in
    Noto's faces for Chinese and Japanese, MuPDF, Ghostscript and pdf.js find other glyphs or none
    (ISO 32000-1, 9.7.4.2).
    """
    from fontTools.ttLib import TTFont

    face = TTFont(BytesIO(data), recalcTimestamp=False)
    if "CFF " not in face or not hasattr(top := face["CFF "].cff.topDictIndex[0], "ROS"):
        return data
    strings, former = top.CharStrings, list(top.charset)
    names = [".notdef", *(f"cid{number:05d}" for number in range(1, len(former)))]
    strings.charStrings = {
        name: strings.charStrings[was] for name, was in zip(names, former, strict=True)
    }
    top.charset = names
    face.setGlyphOrder(names)  # the other tables go by glyphs' numbers, and keep their bytes
    written = BytesIO()
    face.save(written)
    return written.getvalue()


def _codes(data: bytes) -> tuple[frozenset[int], str]:
    """Read a face's code points; say why it cannot serve, after its name, or nothing."""
    from fontTools.ttLib import TTFont

    if b"ttcf" in (data[:4], data[4:8] if data[:4] == b"wOF2" else b""):
        return frozenset(), said("is a collection of fonts; give each face as a file of its own")
    try:
        font = TTFont(BytesIO(data), lazy=True)
        if font.flavor != "woff2":  # which was unpacked, and so checked, as a whole
            for tag in font.reader.keys():  # noqa: SIM118 - the reader is no mapping
                font.reader[tag]
        codes = frozenset(font.getBestCmap() or ())
        return codes, _unfit(frozenset(font.keys()), codes, font["OS/2"].fsType)
    # A file that is no font can fail anywhere in the reader, and does: with struct.error,
    # AssertionError, KeyError, brotli.error, TTLibError …
    except Exception:
        return frozenset(), said("is broken, or not a font (TTF, OTF, WOFF or WOFF2)")


def _unfit(tables: frozenset[str], codes: frozenset[int], permissions: int) -> str:
    if "fvar" in tables:
        return said("is a variable font; give each weight as a file of its own")
    if tables.isdisjoint(("glyf", "CFF ")):
        return said("has no outlines that can be printed; use a font that is not made of pictures")
    # A space is set in the face of the word before it, so that here it would be a box.
    if ord(" ") not in codes:
        return said("has no space (U+0020); use a font, or a subset of it, that has one")
    if permissions & _NO_EMBEDDING:
        return said("says that it may not be embedded; use a font whose licence allows it")
    return ""


def _visible(text: str) -> Iterator[tuple[str, str]]:
    """Yield each visible character, and its letter if it is a combining mark, else itself.

    Where there is no mark, each character is given once: most of a sheet is its markup.
    """
    once = dict.fromkeys(text)
    if not any(unicodedata.category(char)[0] == "M" for char in once):
        text = "".join(once)
    base = ""
    for char in text:
        category = unicodedata.category(char)
        if category in _SPACES:
            base = ""
        elif not _ignorable(ord(char)):
            base = base if base and category[0] == "M" else char
            yield char, base


def _ignorable(code: int) -> bool:
    return any(first <= code <= last for first, last in IGNORABLE)


def _covered(char: str, base: str, faces: Sequence[frozenset[int]]) -> bool:
    # Where the letter itself is missing, the letter is reported.
    with_base = [codes for codes in faces if ord(base) in codes] or faces
    return any(ord(char) in codes for codes in with_base)


def _rule(face: Face, url: str) -> str:
    kind = _FORMATS.get(face.name.rpartition(".")[2].lower(), "")
    return (
        f"@font-face {{ font-family: {_quoted(face.family)}; font-weight: {face.weight}; "
        f"font-style: normal; src: url({_quoted(url)})"
        + (f' format("{kind}")' if kind else "")
        + "; }"
    )


def _quoted(text: str) -> str:
    """Quote a CSS string, which cannot end the `<style>` around it."""
    hazards = {ord(char): f"\\{ord(char):x} " for char in '"\\<\n\r\f\0'}
    return f'"{text.translate(hazards)}"'
