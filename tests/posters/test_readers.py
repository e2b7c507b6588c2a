"""The posters in programs that are not of the engine's family: each shows what the others show.

MuPDF is in SumatraPDF, Ghostscript in most print queues. Not in the fast suite:
`python -m pytest -m posters` runs them.
"""

from __future__ import annotations

import shutil
import subprocess

import pytest
from PIL import Image, ImageChops

from tests import support

pytestmark = pytest.mark.posters

_DOTS, _AREA = 100, 4
"""Dots an inch, and how many dots on a side are taken together: readers smooth edges in their own
ways, half a dot to the side, and a character that is not there leaves an area empty."""
_READERS = {
    "poppler": ("pdftoppm", "-r", _DOTS, "-png", "-singlefile", "{pdf}", "{name}"),
    "mupdf": ("mutool", "draw", "-r", _DOTS, "-o", "{name}.png", "{pdf}", 1),
    "ghostscript": (
        *("gs", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=png16m", f"-r{_DOTS}"),
        *("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-sOutputFile={name}.png", "{pdf}"),
    ),
}
_PARTS = 8
"""Each side of a sheet is looked at in so many parts: a lost line is much of its part."""


def _shown(reader, pdf, folder):
    """A sheet as a program shows it, in grey; it has nothing to say about it."""
    name = folder / reader
    command = [str(part).format(pdf=pdf, name=name) for part in _READERS[reader]]
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed (Debian: mupdf-tools, ghostscript)")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "glyph" not in done.stdout + done.stderr
    return Image.open(name.with_suffix(".png")).convert("L")


def _unlike(one, other):
    """The share of areas that differ by a quarter or more: of the sheet, and of its worst part."""
    size = tuple(map(min, one.size, other.size))
    areas = (sheet.crop((0, 0, *size)).reduce(_AREA) for sheet in (one, other))
    differs = ImageChops.difference(*areas)
    marked = differs.point(lambda value: 255 * (value > 64))
    parts = marked.resize((_PARTS, _PARTS), Image.Resampling.BOX)
    return marked.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) / 255, (
        parts.getextrema()[1] / 255
    )


NAMES = [
    *(
        f"{tag}/{slug}/poster{variant}.pdf"
        for slug in support.NOTICES
        for tag in support.LOCALES
        for variant in ("", ".mono", ".strips")
    ),
    *(f"posters/{slug}.zh-Hans.en.pdf" for slug in support.NOTICES),
    *(
        f"zh-Hans/{slug}/posters/{routine}.pdf"
        for slug, routines in support.NOTICES.items()
        for routine in routines
    ),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("reader", ["mupdf", "ghostscript"])
def test_each_reader_shows_the_same_sheet(reader, name, sheets, tmp_path):
    here, there = (_shown(each, sheets[name], tmp_path) for each in ("poppler", reader))
    assert here.size == pytest.approx(there.size, abs=1)
    whole, worst = _unlike(here, there)
    assert whole < 0.02, f"{whole:.1%} of the sheet"
    assert worst < 0.10, f"{worst:.1%} of a part of the sheet"
