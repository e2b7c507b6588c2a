"""Describe the sheets to print, and mark each file with what it is made from: none is made twice.

The mark is the day of the notice's last change, 8 signs of base 64 of the sheet's words, and 24 of
its code, its pictures, the faces, and the programs that set it. So it also tells whether a sheet
that hangs somewhere says what a new one would.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from generator.model import VARIANTS, Variant
from generator.posters.engine import Engine, Format, SheetFault
from generator.render import pictures
from generator.site.pages import Print
from generator.text.fonts import Face

_DAY = "%Y%m%d"
_ENGINE = "typst"
_CODE = ("posters",)
"""The packages whose code decides how a sheet looks, besides its own code."""
_MARKED: Mapping[Format, re.Pattern[bytes]] = {
    "pdf": re.compile(rb"/ID\s*\[\s*\(([0-9]{8}[A-Za-z0-9_-]{32})\)"),
    "svg": re.compile(rb"<!--([0-9]{8}[A-Za-z0-9_-]{32})-->"),
    "png": re.compile(rb"tEXtSource\0([0-9]{8}[A-Za-z0-9_-]{32})"),
}
_IDENTIFIERS = re.compile(rb"/ID\s*\[[^\]]*\]")
_BLEED = 3 / 25.4 * 72
"""What is printed beyond the trim for a print shop, in points: 3 mm."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to print, with no more than another process needs."""

    code: str
    timestamp: int
    """The day of its notice's last change, in seconds since 1970."""
    words: str
    """What it says, but for that day."""
    variant: Variant | None
    is_screen: bool
    """True for a picture that is as large as its pixels, and no sheet of A4."""
    paths: tuple[tuple[Format, str], ...]
    """Its files in the output, by their formats."""
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Those of its notice that it shows, by the names that its code has for them."""


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a sheet a file is."""

    day: date
    """That of its notice's last change."""
    words: str
    """A sum of its words."""


def is_plain(path: str) -> bool:
    """Tell whether a path of the output is that of a plain sheet's PDF, and of no variant's."""
    stem, dot, last = path.removesuffix(".pdf").rpartition("/")[2].rpartition(".")
    return path.endswith(".pdf") and not (dot and stem and last in VARIANTS)


def version_of(pdf: bytes) -> Version | None:
    """Read which version a PDF is; None for none of a notice that this program made."""
    found = _MARKED["pdf"].search(pdf[-2048:])
    if not found:
        return None
    mark = found[1].decode()
    if mark[8:16] == sum_of(""):
        return None  # it says only what has become of the notice
    try:
        return Version(datetime.strptime(mark[:8], _DAY).date(), mark[8:16])
    except ValueError:
        return None


def sheet(job: Print, code: str, words: str, timestamp: int) -> Sheet:
    """Describe a sheet whose code is known."""
    held = pictures.held(job.bulletin, code, grey=job.variant == "mono")
    paths: dict[Format, str] = {"pdf": job.pdf, "svg": job.svg, "png": job.png}
    wanted = tuple((name, path) for name, path in paths.items() if path)
    return Sheet(code, timestamp, words, job.variant, job.kind in ("card", "share"), wanted, held)


def made(sheet: Sheet, mark: str, engine: Engine) -> dict[str, bytes]:
    """Set a sheet; give its files by path. Raises `SheetFault` where it cannot be set.

    The PDF is made first in any case: a picture alone would not say that a glyph is missing.
    """
    made: dict[str, bytes] = {}
    with engine.holding(dict(sheet.pictures)):
        pdf = _pdf(sheet, engine)
        for name, path in sheet.paths:
            if name == "pdf":
                made[path] = _marked_pdf(pdf, mark, sheet.variant)
            elif name == "svg":
                made[path] = engine.svg(sheet.code) + f"<!--{mark}-->".encode()
            else:
                made[path] = _marked_png(engine.png(sheet.code, is_screen=sheet.is_screen), mark)
    return made


def drawn(sheet: Sheet, engine: Engine) -> bytes:
    """Draw a sheet as SVG, without its mark; raises as `made` does."""
    with engine.holding(dict(sheet.pictures)):
        _pdf(sheet, engine)
        return engine.svg(sheet.code)


def checked(sheet: Sheet, engine: Engine) -> bytes:
    """Set a sheet as PDF, without its mark; raises `SheetFault` where it cannot be set."""
    with engine.holding(dict(sheet.pictures)):
        return _pdf(sheet, engine)


def _pdf(sheet: Sheet, engine: Engine) -> bytes:
    """Set a sheet whose pictures are held."""
    variant = sheet.variant
    return engine.pdf(
        sheet.code,
        sheet.timestamp,
        pages=None if variant == "large" else 1,
        archived=variant != "bleed",  # whose inks PDF/A would not have without a profile
    )


def mark(sheet: Sheet, faces: tuple[Face, ...]) -> str:
    """Return the mark of what a sheet is made from."""
    digest = hashlib.sha256(_engine(faces))
    digest.update(sheet.code.encode())
    for _, picture in sheet.pictures:
        digest.update(picture)
    day = (datetime(1970, 1, 1) + timedelta(seconds=sheet.timestamp)).strftime(_DAY)
    whole = base64.urlsafe_b64encode(digest.digest()[:18]).decode()
    return f"{day:0>8}{sum_of(sheet.words)}{whole}"


def sum_of(words: str) -> str:
    """Sum a sheet's words up in 8 signs."""
    return base64.urlsafe_b64encode(hashlib.sha256(words.encode()).digest()[:6]).decode()


@cache
def _engine(faces: tuple[Face, ...]) -> bytes:
    """Hash what all sheets are set with, once: the code, the engine and the faces."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(path for name in _CODE for path in (package / name).glob("*.py")):
        digest.update(path.read_bytes())
    from importlib.metadata import version

    digest.update(f"{_ENGINE} {version(_ENGINE)}".encode())
    for face in faces:
        digest.update(face.family.encode() + hashlib.sha256(face.data).digest())
    return digest.digest()


def is_made_from(data: bytes, name: Format, mark: str) -> bool:
    """Tell whether a file of the last build has this mark."""
    found = _MARKED[name].search(data[-2048:] if name != "png" else data[:256])
    return found is not None and found[1].decode() == mark


def _marked_pdf(pdf: bytes, mark: str, variant: Variant | None) -> bytes:
    """Put the mark in the place of the PDF's own identifiers."""
    pdf = _with_bleed_box(pdf) if variant == "bleed" else pdf
    # The trailer is behind all that the table of offsets counts.
    body, trailer, rest = pdf.rpartition(b"trailer")
    return body + trailer + _IDENTIFIERS.sub(f"/ID[({mark})({mark})]".encode(), rest)


_PAGE = re.compile(rb"(\d+) 0 obj\n<</Type/Page/[^\n]*/TrimBox\[([0-9. -]+)\]")
_OFFSET = re.compile(rb"(\d{10}) 00000 n")


def _with_bleed_box(pdf: bytes) -> bytes:
    """Write the box that is printed, up to the bleed: the engine writes but the trim's.

    ISO 32000-1, 14.11.2; the crop marks are outside of it. Each page is written once more, behind
    the rest, as 7.5.6 has it: no library that would read and write all of the file for that is
    loaded in each process that prints. Raises `SheetFault` where the engine's pages have changed.
    """
    last = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    table = pdf[last:]
    pages = [
        page for offset in _OFFSET.finditer(table) if (page := _PAGE.match(pdf, int(offset[1])))
    ]
    if not pages:
        raise SheetFault(other="the engine's PDF has no page with a box to trim by")
    added, entries = b"\n", b""
    for page in pages:
        entries += b"%s 1\n%010d 00000 n\r\n" % (page[1], len(pdf) + len(added))
        added += _with_box(pdf[page.start() : pdf.index(b"endobj", page.end())], page[2])
    trailer = table[table.index(b"trailer") : table.rindex(b">>")]
    end = b"/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (last, len(pdf) + len(added))
    return pdf + added + b"xref\n" + entries + trailer + end


def _with_box(page: bytes, trim: bytes) -> bytes:
    """Write a page's object once more, with its bleed."""
    left, low, right, high = map(float, trim.split())
    box = (left - _BLEED, low - _BLEED, right + _BLEED, high + _BLEED)
    written = "/BleedBox[{:.4f} {:.4f} {:.4f} {:.4f}]/TrimBox".format(*box).encode()
    return page.replace(b"/TrimBox", written, 1) + b"endobj\n"


_SIGNATURE_AND_HEAD = 33
"""The bytes of a PNG before its first chunk that may be a text: its signature and IHDR."""


def _marked_png(png: bytes, mark: str) -> bytes:
    """Put the mark into a text chunk: https://www.w3.org/TR/png-3/#11tEXt."""
    chunk = b"tEXtSource\0" + mark.encode()
    whole = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:_SIGNATURE_AND_HEAD] + whole + png[_SIGNATURE_AND_HEAD:]
