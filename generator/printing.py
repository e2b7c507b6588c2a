"""Poster HTML -> PDF and PNG. The only module that names the engines, WeasyPrint and pypdfium2.

The engine may read what it is given, and nothing else: no file, no network, no font of the machine.
A sheet's type is set as large as fits one page, between a legible least and a comfortable most.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import fonts
from generator.errors import Problem, Refused, Unable
from generator.fonts import Face
from generator.model import Variant

if TYPE_CHECKING:
    from weasyprint import CSS, HTML
    from weasyprint.document import Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcherResponse

_ORIGIN = "https://bulletin.invalid/"
"""Stands before every path, so that relative links resolve; nothing is ever fetched from it."""
_LEAST, _MOST, _STEP = 1.0, 1.8, 0.03
"""The scale of the type: at 1.0 body type is 11 pt, below which print is not legible to all."""
_NEAR = 1.03
"""A next step that would be this much too high needs no look: it does not fit."""
_PAGE = 296.8
"""The height of A4, in mm, less a hair for rounding."""
_ROOM: Mapping[Variant | None, float] = {"strips": 252.6, "bleed": 304.0}
"""The height in mm that a sheet's rows may take, where it is another one: strips to tear off stand
below them, and for the print shop they reach past the trim."""
_TALL = "@page { size: 210mm 3000mm !important; margin: 0 !important }"
# Grids in grids are laid out many times over; blocks come out as high, in a fifth of the time.
_NATURAL = (
    "body { page: auto !important } "
    ".rows { block-size: auto !important; grid-template-rows: auto !important } "
    ".rows, .scam, .bubble, .one { display: block !important }"
)
_PIXELS = 96 / 25.4
_PICTURE_SCALE = 150 / 72
_STYLE_LINK = re.compile(r'<link rel="stylesheet"[^>]*>')
_ID = re.compile(rb"/ID\s*\[\s*\(([0-9a-f]{64})\)")
_NO_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    "<fontconfig></fontconfig>"
)
_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A poster to print."""

    path: str
    """Its PDF's path in the output."""
    html: str
    source: str
    """What to mend where it does not fit: the bulletin's file, relative to the site."""
    variant: Variant | None = None

    @property
    def room(self) -> float:
        """The height in mm that its rows may take."""
        return _ROOM.get(self.variant, _PAGE)

    def linked(self, paths: Iterable[str]) -> list[str]:
        """Those of the assets that its page links to."""
        return [path for path in sorted(paths) if path.rpartition("/")[2] in self.html]


def fingerprint(sheet: Sheet, styles: Mapping[str, bytes], faces: Iterable[Face]) -> str:
    """What a sheet's PDF is made from, as 64 hexadecimal digits: the same, the same bytes."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(_engine_version().encode())
    digest.update(sheet.html.encode())
    for path in sheet.linked(styles):
        digest.update(path.encode() + hashlib.sha256(styles[path]).digest())
    for face in faces:
        digest.update(face.family.encode() + hashlib.sha256(face.data).digest())
    return digest.hexdigest()


def _engine_version() -> str:
    """The versions of the engines, without importing them: that takes half a second."""
    from importlib.metadata import version

    return " ".join(f"{name} {version(name)}" for name in ("weasyprint", "pypdfium2", "fonttools"))


def made_from(pdf: bytes) -> str:
    """The fingerprint of a PDF that this module made; empty for any other."""
    found = _ID.search(pdf[-2048:])
    return found.group(1).decode() if found else ""


class Printer:
    """Prints sheets with one set of styles and faces, which are parsed once."""

    def __init__(self, styles: Mapping[str, bytes], faces: tuple[Face, ...]) -> None:
        """`styles` are the assets by their path in the output.

        Raises `Unable` where the engine or one of its libraries is missing.
        """
        self._files = {f"{_ORIGIN}{_font_path(face)}": face.data for face in faces}
        self._faces = faces
        self._fonts = _font_configuration()
        self._face_css = self._css(
            fonts.font_face_css(faces, lambda face: _ORIGIN + _font_path(face))
            + _local_faces(faces)
        )
        self._styles = {
            path: self._css(data.decode()) for path, data in styles.items() if path.endswith(".css")
        }

    def pdf(self, sheet: Sheet, identity: str) -> bytes:
        """The sheet's PDF: one page, PDF/UA-1, its type as large as fits.

        `identity` is its fingerprint. Raises `Refused` where a character is in none of the faces,
        or where the text does not fit one page in legible type.
        """
        self._check_characters(sheet)
        html = self._html(sheet)
        document = self._rendered(html, sheet, self._fitting(html, sheet))
        if len(document.pages) != 1:
            raise Refused([_too_much(sheet, 0)])
        made: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=identity.encode(), full_fonts=False
        )
        return made

    def _rendered(self, html: HTML, sheet: Sheet, css: str) -> Document:
        styles = [self._styles[path] for path in sheet.linked(self._styles)]
        return html.render(
            font_config=self._fonts, stylesheets=[*styles, self._face_css, self._css(css)]
        )

    def _html(self, sheet: Sheet) -> HTML:
        from weasyprint import HTML

        base = f"{_ORIGIN}{sheet.path}"
        # Its style sheets are parsed already, and given with each rendering.
        text = _STYLE_LINK.sub("", sheet.html)
        return HTML(string=text, base_url=base, url_fetcher=self._fetch, media_type="print")

    def _css(self, text: str) -> CSS:
        from weasyprint import CSS

        return CSS(string=text, font_config=self._fonts, url_fetcher=self._fetch, base_url=_ORIGIN)

    def _fetch(self, url: str, *_: object, **__: object) -> URLFetcherResponse:
        """One of the given files; anything else fails the sheet."""
        if url not in self._files:
            raise ValueError(f"a poster may not read {url}")
        from weasyprint.urls import URLFetcherResponse

        return URLFetcherResponse(url, self._files[url], {"Content-Type": "font/woff2"})

    def _check_characters(self, sheet: Sheet) -> None:
        missing = fonts.uncovered(sheet.html, self._faces)
        if missing:
            raise Refused(_no_glyph(sheet, char) for char in missing)

    def _fitting(self, html: HTML, sheet: Sheet) -> str:
        """The CSS that sets a sheet's type as large as fits its page.

        Raises `Refused` where it does not fit at the least scale. A site's own template that has
        no `.rows` is printed as it is.
        """
        best = self._measured(html, sheet, _LEAST)
        if best is None:
            return ""
        if best.rows > sheet.room:
            raise Refused([_too_much(sheet, best.rows / sheet.room - 1)])
        low, high = 0, round((_MOST - _LEAST) / _STEP)
        before, growth = best, 1.3
        while low < high:
            guess = before.scale * (sheet.room / before.rows) ** (1 / growth)
            middle = max(low + 1, min(high, int((guess - _LEAST) / _STEP)))
            found = self._measured(html, sheet, _LEAST + middle * _STEP) or best
            fits = found.rows <= sheet.room
            low, high = (middle, high) if fits else (low, middle - 1)
            best = found if fits else best
            growth, before = _growth(before, found), found
            next_rows = found.rows * ((found.scale + _STEP) / found.scale) ** growth
            if fits and next_rows / _NEAR > sheet.room:
                break
        return best.css(sheet.room)

    def _measured(self, html: HTML, sheet: Sheet, scale: float) -> _Measured | None:
        """The heights that a sheet's parts take at a scale; None where it has no rows."""
        css = f"{_scaled(scale)} {_TALL} {_NATURAL}"
        page = self._rendered(html, sheet, css).pages[0]._page_box
        rows, fill = (next(_boxes(page, name), None) for name in ("rows", "fill"))
        if rows is None:
            return None
        return _Measured(scale, _height(rows), None if fill is None else _height(fill))


@dataclass(frozen=True, slots=True)
class _Measured:
    """A sheet's natural heights at a scale, in mm."""

    scale: float
    rows: float
    fill: float | None
    """Of the part that takes what is left of the page; None where there is none."""

    def css(self, room: float) -> str:
        """What prints it at this scale, filling its room."""
        if self.fill is None:
            return _scaled(self.scale)
        left = self.fill + room - self.rows
        return (
            f"{_scaled(self.scale)} .rows {{ display: block !important }} "
            f".fill {{ block-size: {left:.2f}mm !important }}"
        )


def _height(box: Any) -> float:  # noqa: ANN401 - the engine has no types
    """The height of a box in mm."""
    return float(box.margin_height()) / _PIXELS


def _growth(one: _Measured, other: _Measured) -> float:
    """How a sheet's height grows with its scale: the exponent between two measurements."""
    if one.scale == other.scale or not one.rows or not other.rows:
        return 1.0
    return max(0.5, log(other.rows / one.rows) / log(other.scale / one.scale))


def _local_faces(faces: Iterable[Face]) -> str:
    """The rules by which text in a site's own script is set in the site's own faces."""
    own = {
        face.lang: face.family for face in faces if face.family not in (fonts.LATIN, fonts.CHINESE)
    }
    return "".join(
        f':lang({lang}) {{ font-family: "{family}", "{fonts.LATIN}", "{fonts.CHINESE}" '
        "!important }\n"
        for lang, family in sorted(own.items())
    )


def picture(pdf: bytes, identity: str) -> bytes:
    """The first page of a PDF as PNG, at 150 dots an inch."""
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=_PICTURE_SCALE).to_pil().convert("RGB").quantize(128)
    info, stream = PngInfo(), BytesIO()
    info.add_text("Source", identity)
    image.save(stream, "PNG", optimize=True, pnginfo=info)
    return stream.getvalue()


def picture_made_from(png: bytes) -> str:
    """The fingerprint of a picture that this module made; empty for any other."""
    found = re.search(rb"tEXtSource\0([0-9a-f]{64})", png[:4096])
    return found.group(1).decode() if found else ""


def _font_configuration() -> FontConfiguration:
    """The engine's fonts: none of the machine's.

    Fontconfig reads its configuration when this is made; one without a folder has no fonts at all,
    so nothing but the given faces can ever be embedded. It has to be a real file: for a missing or
    empty one, fontconfig takes all fonts of the machine.
    """
    try:
        with warnings.catch_warnings(), tempfile.NamedTemporaryFile("w", suffix=".conf") as config:
            warnings.simplefilter("ignore")  # of having no fonts, which is what is wanted
            config.write(_NO_FONTS)
            config.flush()
            with _environment("FONTCONFIG_FILE", config.name):
                from weasyprint.text.fonts import FontConfiguration

                made: FontConfiguration = FontConfiguration()
    except (ImportError, OSError) as error:
        raise Unable(
            f"posters cannot be printed ({str(error).splitlines()[0]}); "
            f"install the libraries with: apt-get install {_LIBRARIES}; "
            "or build with --no-pdf"
        ) from error
    # It warns of each rule that is for browsers only.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return made


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Within the block, an environment variable has a value."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _font_path(face: Face) -> str:
    return f"fonts/{face.name}"


def _scaled(scale: float) -> str:
    return f":root {{ --scale: {scale:.2f} !important }}"


def _boxes(box: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - the engine has no types
    """The boxes of the elements of a class, in order."""
    element = getattr(box, "element", None)
    if element is not None and name in (element.get("class") or "").split():
        yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child, name)


def _no_glyph(sheet: Sheet, char: str) -> Problem:
    return Problem(
        sheet.source,
        1,
        "glyph",
        f"the posters' fonts do not have {fonts.describe(char)}",
        "use another character, or add a font that has it to [posters] in content/site.toml",
    )


def _too_much(sheet: Sheet, excess: float) -> Problem:
    much = f" by {excess:.0%}" if excess else ""
    return Problem(
        sheet.source,
        1,
        "poster",
        f"the text of {sheet.path} is too long for one sheet{much}, in type of 11 pt",
        "shorten it, or give the scams a short text for the poster (poster:) in their front matter",
    )
