"""Describe the sheets to print, and fingerprint each, so that none is printed twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.diagnostics.errors import Problem, Refused
from generator.diagnostics.messages import said
from generator.model import Variant
from generator.text import fonts
from generator.text.fonts import Face

_PAGE = 296.8
"""The height of A4, in mm, less a hair for rounding."""
_ROOM: Mapping[Variant | None, float] = {"strips": 252.6, "bleed": 304.0}
"""The height in mm that a sheet's rows may take, where it is another one: strips to tear off are
below them, and for the print shop they reach past the trim."""
_ID = re.compile(rb"/ID\s*\[\s*\(([0-9a-f]{64})\)")
_ENGINES = ("weasyprint", "pypdfium2", "fonttools")
_CODE = ("posters", "text")
"""The packages whose code decides how a sheet looks."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A poster to print."""

    path: str
    """Its PDF's path in the output."""
    html: str
    source: str
    """What to mend where a character is in no font: its file, relative to the site."""
    template: str
    """What to mend where it asks for what it may not read; relative to the site, too."""
    variant: Variant | None = None

    @property
    def room(self) -> float:
        """The height in mm that its rows may take, see `_ROOM`."""
        return _ROOM.get(self.variant, _PAGE)

    def linked(self, paths: Iterable[str]) -> list[str]:
        """List the assets that its page links to."""
        return [path for path in sorted(paths) if path.rpartition("/")[2] in self.html]


class TooLong(Refused):
    """A sheet's text does not fit one page in legible type; carries what else is wrong with it."""

    def __init__(self, excess: float, others: tuple[Problem, ...] = ()) -> None:
        """`excess` is how much higher it is than its room, as a part of that; `inf` if unknown."""
        self.excess = excess
        super().__init__(others)

    def __reduce__(self) -> tuple[Any, ...]:
        return TooLong, (self.excess, self.problems)


def unread(sheet: Sheet, url: str) -> Problem:
    """Describe a sheet that asks for what it may not read."""
    return Problem(
        sheet.template,
        1,
        "template",
        said("the poster {path} asks for {url}, which it may not read", path=sheet.path, url=url),
        said(
            "take it out of the template, of what that includes and of its style sheets; "
            "put a picture of the site's own into templates/assets/ and name it with "
            'asset("logo.png")'
        ),
    )


def too_many_pages(sheet: Sheet, pages: int) -> Problem:
    """Describe a sheet whose rows fit one page, but which takes more."""
    wrong = said("the poster {path} takes {pages} pages", path=sheet.path, pages=pages)
    remedy = said("have nothing on the page outside of class rows, and no page breaks within")
    return Problem(sheet.template, 1, "template", wrong, remedy)


def no_glyph(sheet: Sheet, char: str) -> Problem:
    """Describe a sheet with a character that none of the faces has."""
    return Problem(
        sheet.source,
        1,
        "glyph",
        said("the posters' fonts do not have {character}", character=fonts.describe(char)),
        said("use another character, or add a font that has it to [posters] in content/site.toml"),
    )


def fingerprint(sheet: Sheet, styles: Mapping[str, bytes], faces: tuple[Face, ...]) -> str:
    """Fingerprint what a sheet's PDF is made from, as 64 hexadecimal digits."""
    digest = hashlib.sha256(_engine(faces))
    digest.update(sheet.html.encode())
    for path in sheet.linked(styles):
        digest.update(path.encode() + hashlib.sha256(styles[path]).digest())
    return digest.hexdigest()


@cache
def _engine(faces: tuple[Face, ...]) -> bytes:
    """Hash what all sheets are printed with, once: the code, the engines and the faces."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(path for name in _CODE for path in (package / name).glob("*.py")):
        digest.update(path.read_bytes())
    # Not from the engines themselves: importing them takes half a second.
    digest.update(" ".join(f"{name} {version(name)}" for name in _ENGINES).encode())
    for face in faces:
        digest.update(face.family.encode() + hashlib.sha256(face.data).digest())
    return digest.digest()


def made_from(pdf: bytes) -> str:
    """Read the fingerprint from a PDF of this program; empty for any other."""
    found = _ID.search(pdf[-2048:])
    return found.group(1).decode() if found else ""
