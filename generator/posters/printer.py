"""Print a sheet's HTML as PDF by the engine, its type as large as fits.

A sheet's type is set as large as fits one page, between a legible least and a comfortable most.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any

from generator.diagnostics.errors import Problem, Refused
from generator.posters import fit
from generator.posters.engine import ORIGIN, Engine
from generator.posters.fit import LEAST, Cell, Measured
from generator.posters.sheets import Sheet, TooLong, no_glyph, too_many_pages, unread
from generator.text import fonts, typography
from generator.text.fonts import Face

if TYPE_CHECKING:
    from generator.posters.engine import HTML, Document

_TALL = (
    "@page { size: 210mm 3000mm !important; margin: 0 !important } "
    "body { page: auto !important } .strips { display: none !important }"
)
_PIXELS = 96 / 25.4


class Printer:
    """Print sheets with one set of styles and faces, which are parsed once."""

    def __init__(self, styles: Mapping[str, bytes], faces: tuple[Face, ...]) -> None:
        """`styles` are the assets by their path in the output.

        Raises `Unable` where the engine or one of its libraries is missing.
        """
        self._faces = faces
        self._engine = Engine({**styles, **{_font_path(face): _data(face) for face in faces}})
        css = self._engine.css
        self._face_css = css(
            fonts.font_face_css(faces, lambda face: ORIGIN + _font_path(face)) + _local_faces(faces)
        )
        self._styles = {
            path: css(data.decode()) for path, data in styles.items() if path.endswith(".css")
        }
        self._refused_styles = tuple(self._engine.refused)
        # The engine and its data stay; layouts leave cycles behind, and to go through all of these
        # each time they are collected is a seventh of a sheet's time.
        gc.freeze()

    def pdf(self, sheet: Sheet, identity: str) -> bytes:
        """Print a sheet: one page, PDF/UA-1, its type as large as fits.

        `identity` is its fingerprint. Raises `Refused` where a character is in none of the faces,
        or where it asks for what it may not read; `TooLong` where its text does not fit one page in
        legible type.
        """
        with self._watched(sheet):
            html = self._html(sheet)
            document = self._rendered(html, sheet, self._fitted(html, sheet))
            _check_pages(len(document.pages), sheet, is_fitted=_is_fitted(html.etree_element))
            made: bytes = document.write_pdf(
                pdf_variant="pdf/ua-1", pdf_identifier=identity.encode(), full_fonts=False
            )
            return made

    def try_fit(self, sheet: Sheet) -> None:
        """Find whether a sheet could be printed, in a third of the time; raise the same.

        One that fits at the least scale fits; by how much it could be larger is of no matter.
        """
        with self._watched(sheet):
            html = self._html(sheet)
            if not _is_fitted(html.etree_element):
                _check_pages(len(self._rendered(html, sheet, "").pages), sheet, is_fitted=False)
                return
            html.etree_element.set("data-engine", "")
            _check_height(self._laid_out(html, sheet, LEAST)[0], sheet)

    @contextmanager
    def _watched(self, sheet: Sheet) -> Iterator[None]:
        """Lay a sheet out within the block; raise `Refused` if it asks for what it may not read."""
        if missing := fonts.uncovered(sheet.html, self._faces):
            raise Refused(no_glyph(sheet, char) for char in missing)
        self._engine.refused[:] = self._refused_styles
        try:
            yield
        except TooLong as error:
            raise TooLong(error.excess, self._unread(sheet)) from None
        if others := self._unread(sheet):
            raise Refused(others)

    def _unread(self, sheet: Sheet) -> tuple[Problem, ...]:
        return tuple(unread(sheet, url) for url in self._engine.refused)

    def _rendered(self, html: HTML, sheet: Sheet, css: str) -> Document:
        styles = [self._styles[path] for path in sheet.linked(self._styles)]
        return self._engine.rendered(html, [*styles, self._face_css, self._engine.css(css)])

    def _html(self, sheet: Sheet) -> HTML:
        html = self._engine.html(sheet.html, sheet.path)
        # Its style sheets are parsed already, and given with each rendering.
        linked = {path.rpartition("/")[2] for path in sheet.linked(self._styles)}
        for link in html.etree_element.iter("link"):
            if (link.get("href") or "").rpartition("/")[2] in linked:
                link.set("rel", "")
        return html

    def _fitted(self, html: HTML, sheet: Sheet) -> str:
        """Make a sheet's cells fill its page; return the CSS that sets its type as large as fits.

        A template takes part by four classes: `rows` is all that must fit, `fill` has the cells
        that take what is left, and a `cell` has one part that grows with it (`stretch`). One
        without `rows` is printed as it is. Raises `TooLong` where a sheet does not fit at the
        least scale.
        """
        root = html.etree_element
        if not _is_fitted(root):
            return ""
        root.set("data-engine", "")
        guess = fit.guessed(_letters(root), sheet.room)
        elements: dict[float, tuple[Any, ...]] = {}

        def measured(scale: float) -> Measured:
            found, elements[scale] = self._laid_out(html, sheet, scale)
            return found

        best = fit.largest(measured, sheet.room, guess)
        _check_height(best, sheet)
        heights = fit.heights(best, sheet.room)
        for element, cell, height in zip(elements[best.scale], best.cells, heights, strict=True):
            extra = height - cell.height
            element.set("style", f"block-size: {height:.2f}mm; --extra: {extra:.2f}mm")
        return _scaled(best.scale)

    def _laid_out(self, html: HTML, sheet: Sheet, scale: float) -> tuple[Measured, tuple[Any, ...]]:
        """Measure a sheet's parts at a scale; return also the elements that are its cells."""
        page = self._rendered(html, sheet, f"{_scaled(scale)} {_TALL}").pages[0]._page_box
        rows = next(_boxes(page, "rows"), None)
        if rows is None:  # a site's own template may hide them
            return Measured(scale, 0.0, ()), ()
        cells = _cells(rows)
        height = rows.margin_height() / _PIXELS
        return Measured(scale, height, tuple(cells.values())), tuple(cells)


def _check_pages(pages: int, sheet: Sheet, *, is_fitted: bool) -> None:
    """Raise where there is more than one page: the template's fault if the text is known to fit."""
    if pages != 1:
        raise Refused([too_many_pages(sheet, pages)]) if is_fitted else TooLong(inf)


def _check_height(found: Measured, sheet: Sheet) -> None:
    if found.height > sheet.room:
        raise TooLong(found.height / sheet.room - 1)


def _cells(rows: Any) -> dict[Any, Cell]:  # noqa: ANN401 - the engine has no types
    """Find a sheet's cells by their elements; those with one container and one top are a row."""
    found: dict[Any, Cell] = {}
    for number, part in enumerate(rows.children):
        fills = "fill" in _classes(part.element)
        for box in _boxes(part, "cell"):
            top = round(box.border_box_y(), 1)
            # Of an element in several lines, the first.
            found.setdefault(box.element, Cell((number, top), box.border_height() / _PIXELS, fills))
    return found


def _local_faces(faces: Iterable[Face]) -> str:
    """Write the rules that set text in a site's own script in the site's own faces."""
    own = {
        face.lang: face.family for face in faces if face.family not in (fonts.LATIN, fonts.CHINESE)
    }
    return "".join(
        f':lang({lang}) {{ font-family: "{family}", "{fonts.LATIN}", "{fonts.CHINESE}" '
        "!important }\n"
        for lang, family in sorted(own.items())
    )


def _data(face: Face) -> bytes:
    """Give the engine a face; the package's own have been made ready by tools/make_fonts.py."""
    return face.data if face.family in (fonts.LATIN, fonts.CHINESE) else fonts.printable(face.data)


def _font_path(face: Face) -> str:
    return f"fonts/{face.name}"


def _is_fitted(root: Any) -> bool:  # noqa: ANN401 - the engine has no types
    return any("rows" in _classes(element) for element in root.iter())


def _letters(root: Any) -> int:  # noqa: ANN401 - the engine has no types
    """Measure the words that have to fit the page, in widths of Latin letters."""
    rows = next(element for element in root.iter() if "rows" in _classes(element))
    return typography.units(" ".join("".join(rows.itertext()).split()), root.get("lang") or "")


def _scaled(scale: float) -> str:
    # The style sheet reckons these out of --scale too, but the engine would do so for each use.
    units = f"--u: {scale:.2f}pt; --x: {scale - 1:.2f}pt; --f: {0.75 + 0.25 * scale:.4f}pt"
    return f":root {{ --scale: {scale:.2f}; {units}; font-size: {10 * scale:.1f}pt }}"


def _classes(element: Any) -> list[str]:  # noqa: ANN401 - the engine has no types
    """List the classes of an element; none for a comment."""
    return [] if element is None else (element.get("class") or "").split()


def _boxes(box: Any, name: str, within: Any = None) -> Iterator[Any]:  # noqa: ANN401 - no types
    """Find the boxes of the elements of a class, in order, without those that the engine adds."""
    element = getattr(box, "element", None)
    if name in _classes(element) and element is not within:
        yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child, name, element)
