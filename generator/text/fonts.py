"""Read the faces that sheets are set in: the package's, and a site's own.

A sheet must look the same on every machine, so that the engine is given these and no others.

Values in, values out: a font is its bytes. The only module that names fontTools, and only inside
a function, since few sites have faces of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said

LATIN = "Noto Sans"
CHINESE = "Noto Sans SC"

_PACKAGED = (
    (LATIN, 400, "NotoSans-Regular.ttf", ""),
    (LATIN, 700, "NotoSans-Bold.ttf", ""),
    (CHINESE, 400, "NotoSansSC-Regular.otf", "zh-Hans"),
    (CHINESE, 700, "NotoSansSC-Bold.otf", "zh-Hans"),
)

_NAMELESS = {"Co": "PRIVATE USE", "Cs": "SURROGATE"}

_COMPRESSED = (b"wOFF", b"wOF2")
"""How a file in WOFF or WOFF2 begins, which the print engine cannot read."""

_NO_EMBEDDING = 0x2
"""`fsType` in OpenType's OS/2 table: 'Restricted License embedding'."""


@dataclass(frozen=True, slots=True)
class Face:
    """One file of a font family: one weight, upright."""

    family: str
    """As the file itself names it: `Noto Sans`."""
    weight: int
    """400 or 700, as in CSS."""
    name: str
    """The name of the file, for messages."""
    data: bytes = field(repr=False)
    lang: str = ""
    """The BCP 47 tag of the language that it serves first; empty for any."""


def packaged(read: Callable[[str], bytes]) -> tuple[Face, ...]:
    """Return the faces in templates/fonts, through a function from a file's name to its bytes."""
    return tuple(
        Face(family, weight, name, read(name), lang) for family, weight, name, lang in _PACKAGED
    )


def families(faces: Iterable[Face], tag: str) -> tuple[str, ...]:
    """List the families to set a language in, the first that has a character first."""
    own = {face.family for face in faces if face.lang == tag and face.family not in _OF_PACKAGE}
    chinese = tag.partition("-")[0] == "zh"
    return (*sorted(own), *((CHINESE, LATIN) if chinese else (LATIN, CHINESE)))


_OF_PACKAGE = frozenset({LATIN, CHINESE})


class Unfit(ValueError):
    """A font that no sheet can be set in; `fault` says why, and what to do."""

    def __init__(self, wrong: str, remedy: str) -> None:
        """Say what is wrong with it, after its name, and what to do."""
        super().__init__(wrong)
        self.fault = Fault(wrong, remedy)


def own(weight: int, name: str, data: bytes, lang: str) -> Face:
    """Read a site's own face.

    Raises `Unfit` for a file that is not one sound face with outlines: a broken file, a
    collection, a variable font.
    """
    return Face(_family(name, data), weight, name, data, lang)


def describe(char: str) -> str:
    """Describe a character, to be found by a person: “𠮷” U+20BB7 CJK UNIFIED IDEOGRAPH-20BB7."""
    category = unicodedata.category(char)
    name = unicodedata.name(char, _NAMELESS.get(category, "(NO NAME KNOWN)"))
    shown = f"“{'◌' if category[0] == 'M' else ''}{char}” " if char.isprintable() else ""
    return f"{shown}U+{ord(char):04X} {name}"


def _family(name: str, data: bytes) -> str:
    """Read a face's family."""
    from fontTools.ttLib import TTFont

    if data[:4] in _COMPRESSED:
        wrong = said("{name} is compressed for the web", name=name)
        raise Unfit(wrong, said("convert it to .otf or .ttf"))
    if data[:4] == b"ttcf":
        wrong = said("{name} is a collection of fonts", name=name)
        raise Unfit(wrong, said("give each face as a file of its own"))
    try:
        font = TTFont(BytesIO(data), lazy=True)
        for tag in font.reader.keys():  # noqa: SIM118 - the reader is no mapping
            font.reader[tag]
        family = font["name"].getDebugName(1) or font["name"].getDebugName(16) or ""
        tables, permissions = frozenset(font.keys()), font["OS/2"].fsType
    # A file that is no font can fail anywhere in the reader, and does: with struct.error,
    # AssertionError, KeyError, TTLibError …
    except Exception:
        wrong = said("{name} is broken, or not a font (OTF or TTF)", name=name)
        raise Unfit(wrong, said("put a sound font there")) from None
    _check(name, tables, permissions)
    return family


def _check(name: str, tables: frozenset[str], permissions: int) -> None:
    if "fvar" in tables:
        wrong = said("{name} is a variable font", name=name)
        raise Unfit(wrong, said("give each weight as a file of its own"))
    if tables.isdisjoint(("glyf", "CFF ")):
        wrong = said("{name} has no outlines that can be printed", name=name)
        raise Unfit(wrong, said("use a font that is not made of pictures"))
    if permissions & _NO_EMBEDDING:
        wrong = said("{name} says that it may not be embedded", name=name)
        raise Unfit(wrong, said("use a font whose licence allows it"))
