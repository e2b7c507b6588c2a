"""Poster HTML -> PDF. The only module that names the engine, WeasyPrint.

The engine may read what it is given, and nothing else: no file, no network, no font of the machine.
A sheet's type is set as large as fits one page, between a legible least and a comfortable most.
"""

from __future__ import annotations

import ctypes.util
import gc
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any

from generator import fitting, fonts, sizes
from generator.errors import Problem, Refused, Unable
from generator.fitting import LEAST, Cell, Measured
from generator.fonts import Face
from generator.sheets import Sheet, TooLong, no_glyph, too_many_pages, unread
from generator.wording import said

if TYPE_CHECKING:
    from weasyprint import CSS, HTML
    from weasyprint.document import Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

_ORIGIN = "https://bulletin.invalid/"
"""Stands before every path, so that relative links resolve; nothing is ever fetched from it."""
_TALL = (
    "@page { size: 210mm 3000mm !important; margin: 0 !important } "
    "body { page: auto !important } .strips { display: none !important }"
)
_PIXELS = 96 / 25.4
_NO_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    "<fontconfig></fontconfig>"
)
_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class Printer:
    """Prints sheets with one set of styles and faces, which are parsed once."""

    def __init__(self, styles: Mapping[str, bytes], faces: tuple[Face, ...]) -> None:
        """`styles` are the assets by their path in the output.

        Raises `Unable` where the engine or one of its libraries is missing.
        """
        self._faces = faces
        self._fonts = _font_configuration()
        given = {**styles, **{_font_path(face): face.data for face in faces}}
        self._refused: list[str] = []
        self._fetcher = _fetcher(given, self._refused)
        self._face_css = self._css(
            fonts.font_face_css(faces, lambda face: _ORIGIN + _font_path(face))
            + _local_faces(faces)
        )
        self._styles = {
            path: self._css(data.decode()) for path, data in styles.items() if path.endswith(".css")
        }
        self._refused_styles = tuple(self._refused)
        # Layouts leave cycles behind. What is here to stay, the engine and its data, need not be
        # gone through each time they are collected: that is a seventh of a sheet's time.
        gc.freeze()

    def pdf(self, sheet: Sheet, identity: str) -> bytes:
        """The sheet's PDF: one page, PDF/UA-1, its type as large as fits.

        `identity` is its fingerprint. Raises `Refused` where a character is in none of the faces,
        or where it asks for what it may not read; `TooLong` where its text does not fit one page in
        legible type.
        """
        with self._watched(sheet):
            return self._made(sheet, identity)

    def look(self, sheet: Sheet) -> None:
        """See whether a sheet can be printed, in a third of the time: the same is raised.

        One that fits at the least scale fits; by how much it could be larger is of no matter.
        """
        with self._watched(sheet):
            html = self._html(sheet)
            if not _is_fitted(html.etree_element):
                _check_pages(len(self._rendered(html, sheet, "").pages), sheet, is_fitted=False)
                return
            html.etree_element.set("data-engine", "")
            _check_height(self._measured(html, sheet, LEAST), sheet)

    @contextmanager
    def _watched(self, sheet: Sheet) -> Iterator[None]:
        """Within the block, a sheet is laid out; what it may not ask for is told after that."""
        self._check_characters(sheet)
        self._refused[:] = self._refused_styles
        try:
            yield
        except TooLong as error:
            raise TooLong(sheet, error.excess, self._unread(sheet)) from None
        if others := self._unread(sheet):
            raise Refused(others)

    def _unread(self, sheet: Sheet) -> tuple[Problem, ...]:
        return tuple(unread(sheet, url) for url in self._refused)

    def _made(self, sheet: Sheet, identity: str) -> bytes:
        html = self._html(sheet)
        document = self._rendered(html, sheet, self._fitted(html, sheet))
        _check_pages(len(document.pages), sheet, is_fitted=_is_fitted(html.etree_element))
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
        html = HTML(string=sheet.html, base_url=base, url_fetcher=self._fetcher, media_type="print")
        # Its style sheets are parsed already, and given with each rendering.
        linked = {path.rpartition("/")[2] for path in sheet.linked(self._styles)}
        for link in html.etree_element.iter("link"):
            if (link.get("href") or "").rpartition("/")[2] in linked:
                link.set("rel", "")
        return html

    def _css(self, text: str) -> CSS:
        from weasyprint import CSS

        return CSS(
            string=text, font_config=self._fonts, url_fetcher=self._fetcher, base_url=_ORIGIN
        )

    def _check_characters(self, sheet: Sheet) -> None:
        missing = fonts.uncovered(sheet.html, self._faces)
        if missing:
            raise Refused(no_glyph(sheet, char) for char in missing)

    def _fitted(self, html: HTML, sheet: Sheet) -> str:
        """Make a sheet's cells fill its page; the CSS that sets its type as large as fits.

        A template takes part by four classes: `rows` is all that must fit, `fill` has the cells
        that take what is left, and a `cell` has one part that grows with it (`stretch`). One
        without `rows` is printed as it is. Raises `TooLong` where a sheet does not fit at the
        least scale.
        """
        root = html.etree_element
        if not _is_fitted(root):
            return ""
        root.set("data-engine", "")
        guess = fitting.guessed(_letters(root), sheet.room)
        best = fitting.largest(lambda scale: self._measured(html, sheet, scale), sheet.room, guess)
        _check_height(best, sheet)
        cells = (element for element in root.iter() if "cell" in _classes(element))
        heights = fitting.heights(best, sheet.room)
        for element, cell, height in zip(cells, best.cells, heights, strict=True):
            extra = height - cell.height
            element.set("style", f"block-size: {height:.2f}mm; --extra: {extra:.2f}mm")
        return _scaled(best.scale)

    def _measured(self, html: HTML, sheet: Sheet, scale: float) -> Measured:
        """The heights that a sheet's parts take at a scale."""
        page = self._rendered(html, sheet, f"{_scaled(scale)} {_TALL}").pages[0]._page_box
        rows = next(_boxes(page, "rows"))
        return Measured(scale, rows.margin_height() / _PIXELS, tuple(_cells(rows)))


def _check_pages(pages: int, sheet: Sheet, *, is_fitted: bool) -> None:
    """Of a fitted sheet, the text is known to fit: more pages are its template's doing."""
    if pages != 1:
        raise Refused([too_many_pages(sheet, pages)]) if is_fitted else TooLong(sheet, inf)


def _check_height(found: Measured, sheet: Sheet) -> None:
    if found.height > sheet.room:
        raise TooLong(sheet, found.height / sheet.room - 1)


def _fetcher(given: Mapping[str, bytes], refused: list[str]) -> URLFetcher:
    """Gives the engine these files, by their path; what else it asks for is noted and not given.

    A `data:` address has what it leads to in itself.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Given(URLFetcher):  # type: ignore[misc]  # the engine has no types
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = url.partition("#")[0].removeprefix(_ORIGIN)
            if path not in given:
                refused.append(url.removeprefix(_ORIGIN))
                raise ValueError(f"a poster may not read {url}")
            return URLFetcherResponse(url, given[path])

    return Given(allowed_protocols=("data",))


def _cells(rows: Any) -> Iterator[Cell]:  # noqa: ANN401 - the engine has no types
    """The cells of a sheet: those that share a container and a top are a row."""
    for number, part in enumerate(rows.children):
        fills = "fill" in _classes(part.element)
        for box in _boxes(part, "cell"):
            top = round(box.border_box_y(), 1)
            yield Cell((number, top), box.border_height() / _PIXELS, fills)


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
            with _environment("FONTCONFIG_FILE", config.name), _no_search():
                from weasyprint.text.fonts import FontConfiguration

                made: FontConfiguration = FontConfiguration()
    except (ImportError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            reason = said("a temporary file cannot be written: {reason}", reason=error.strerror)
            raise Unable(
                said("posters cannot be printed ({reason}); make room for it", reason=reason)
            ) from error
        raise Unable(
            said(
                "posters cannot be printed ({reason}); install the libraries with: "
                "apt-get install {libraries}; or give --no-pdf",
                reason=str(error).splitlines()[0],
                libraries=_LIBRARIES,
            )
        ) from error
    # It warns of each rule that is for browsers only.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return made


@contextmanager
def _no_search() -> Iterator[None]:
    """Within the block, Python looks for no library by running ldconfig, gcc and ld, as on Linux.

    The engine asks for each library by the name that the system's own loader finds, too.
    """

    def none(name: str) -> str | None:
        return None

    before = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = none
    try:
        yield
    finally:
        ctypes.util.find_library = before


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


def _is_fitted(root: Any) -> bool:  # noqa: ANN401 - the engine has no types
    return any("rows" in _classes(element) for element in root.iter())


def _letters(root: Any) -> int:  # noqa: ANN401 - the engine has no types
    """How much room the words that have to fit the page take, in Latin letters."""
    rows = next(element for element in root.iter() if "rows" in _classes(element))
    return sizes.units(" ".join("".join(rows.itertext()).split()), root.get("lang") or "")


def _scaled(scale: float) -> str:
    # The style sheet reckons these out of --scale too, but the engine would do so for each use.
    units = f"--u: {scale:.2f}pt; --x: {scale - 1:.2f}pt; --f: {0.75 + 0.25 * scale:.4f}pt"
    return f":root {{ --scale: {scale:.2f}; {units}; font-size: {10 * scale:.1f}pt }}"


def _classes(element: Any) -> list[str]:  # noqa: ANN401 - the engine has no types
    """The classes of an element; none for what is no element, such as a comment."""
    return [] if element is None else (element.get("class") or "").split()


def _boxes(box: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - the engine has no types
    """The boxes of the elements of a class, in order."""
    if name in _classes(getattr(box, "element", None)):
        yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child, name)
