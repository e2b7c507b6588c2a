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
_STRIPS = 44.2
"""The height of the strips to tear off, in mm, with their line: the rest is the sheet's."""
_TALL = "@page { size: 210mm 3000mm !important; margin: 0 !important }"
_NATURAL = ".rows { block-size: auto !important; grid-template-rows: auto !important }"
_PIXELS = 96 / 25.4
_PICTURE_SCALE = 150 / 72
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
        return _PAGE - _STRIPS if self.variant == "strips" else _PAGE


def fingerprint(sheet: Sheet, styles: Mapping[str, bytes], faces: Iterable[Face]) -> str:
    """What a sheet's PDF is made from, as 64 hexadecimal digits: the same, the same bytes."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(_engine_version().encode())
    digest.update(sheet.html.encode())
    for path, data in sorted(styles.items()):
        digest.update(path.encode() + hashlib.sha256(data).digest())
    for face in faces:
        digest.update(face.family.encode() + hashlib.sha256(face.data).digest())
    return digest.hexdigest()


def _engine_version() -> str:
    """The versions of the engines, without importing them: that takes half a second."""
    from importlib.metadata import version  # noqa: PLC0415

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
        self._files = {f"{_ORIGIN}{path}": data for path, data in styles.items()}
        self._files |= {f"{_ORIGIN}{_font_path(face)}": face.data for face in faces}
        self._faces = faces
        self._fonts = _font_configuration()
        self._face_css = self._css(
            fonts.font_face_css(faces, lambda face: _ORIGIN + _font_path(face))
        )

    def pdf(self, sheet: Sheet, identity: str) -> bytes:
        """The sheet's PDF: one page, PDF/UA-1, its type as large as fits.

        `identity` is its fingerprint. Raises `Refused` where a character is in none of the faces,
        or where the text does not fit one page in legible type.
        """
        self._check_characters(sheet)
        html = self._html(sheet)
        scale = self._fitting(html, sheet)
        document = html.render(
            font_config=self._fonts, stylesheets=[self._face_css, self._css(_scaled(scale))]
        )
        if len(document.pages) != 1:
            raise Refused([_too_much(sheet, 0)])
        made: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=identity.encode(), full_fonts=False
        )
        return made

    def _html(self, sheet: Sheet) -> HTML:
        from weasyprint import HTML  # noqa: PLC0415

        base = f"{_ORIGIN}{sheet.path}"
        return HTML(string=sheet.html, base_url=base, url_fetcher=self._fetch, media_type="print")

    def _css(self, text: str) -> CSS:
        from weasyprint import CSS  # noqa: PLC0415

        return CSS(string=text, font_config=self._fonts, url_fetcher=self._fetch, base_url=_ORIGIN)

    def _fetch(self, url: str, *_: object, **__: object) -> URLFetcherResponse:
        """One of the given files; anything else fails the sheet."""
        if url not in self._files:
            raise ValueError(f"a poster may not read {url}")
        from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415

        kind = "text/css" if url.endswith(".css") else "font/woff2"
        return URLFetcherResponse(url, self._files[url], {"Content-Type": kind})

    def _check_characters(self, sheet: Sheet) -> None:
        missing = fonts.uncovered(sheet.html, self._faces)
        if missing:
            raise Refused(_no_glyph(sheet, char) for char in missing)

    def _fitting(self, html: HTML, sheet: Sheet) -> float:
        """The largest scale at which the sheet's text fits its page.

        Raises `Refused` where it does not fit at the least one. A site's own template that has no
        `.rows` is printed as it is.
        """
        first = self._height(html, _LEAST)
        if first is None:
            return _LEAST
        if first > sheet.room:
            raise Refused([_too_much(sheet, first / sheet.room - 1)])
        low, high = 0, round((_MOST - _LEAST) / _STEP)
        before, growth = (_LEAST, first), 1.3
        while low < high:
            guess = before[0] * (sheet.room / before[1]) ** (1 / growth)
            middle = max(low + 1, min(high, int((guess - _LEAST) / _STEP)))
            scale = _LEAST + middle * _STEP
            height = self._height(html, scale) or 0
            low, high = (middle, high) if height <= sheet.room else (low, middle - 1)
            growth = _growth(before, (scale, height))
            before = (scale, height)
            if height <= sheet.room < height * ((scale + _STEP) / scale) ** growth / _NEAR:
                break
        return _LEAST + low * _STEP

    def _height(self, html: HTML, scale: float) -> float | None:
        """The height in mm that the sheet's rows take at a scale; None where it has none."""
        css = self._css(f"{_scaled(scale)} {_TALL} {_NATURAL}")
        document = html.render(font_config=self._fonts, stylesheets=[self._face_css, css])
        rows = next(_boxes(document.pages[0]._page_box, "rows"), None)
        return None if rows is None else rows.margin_height() / _PIXELS


def _growth(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How a sheet's height grows with its scale: the exponent between two measured points."""
    ratio = other[0] / one[0]
    return max(0.5, log(other[1] / one[1]) / log(ratio)) if ratio != 1 and other[1] > 0 else 1.0


def picture(pdf: bytes, identity: str) -> bytes:
    """The first page of a PDF as PNG, at 150 dots an inch."""
    import pypdfium2  # noqa: PLC0415
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415

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
                from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

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
