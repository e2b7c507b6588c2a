"""The type of the sheets, read back from their PDFs: sizes, contrast, what stays on one line.

Not in the fast suite: `python -m pytest -m posters` runs them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from generator.views import SheetView
from tests.posters import reading
from tests.posters.reading import Glyph
from tests.posters.shipped import NAMES, POSTERS, Printed

pytestmark = pytest.mark.posters

each_sheet = pytest.mark.parametrize("name", NAMES)

TRUTHS = {"en": 17.0, "zh-Hans": 21.0}
TRUTHS_OF_TWO = {"en": 15.0, "zh-Hans": 19.0}
"""On a sheet of two languages."""
SHORT_ROWS = 15.0
LEAST = 15.0
"""Of all that a reader must act on, in points."""
OF_SCREENS = 22.5
"""30 pixels of a picture."""
CONTRAST, CONTRAST_OF_SLAB = 7.0, 5.0
_ROUNDING = 0.02


def glyphs_of(sheet: Printed) -> list[Glyph]:
    """Every character of a sheet, but for the headings that only who listens is told.

    Nor what stands above and below the text of each page, where there are several.
    """
    pages = range(1, len(PdfReader(sheet.pdf).pages) + 1)
    every = (glyph for page in pages for glyph in reading.glyphs(sheet.pdf, page))
    return [glyph for glyph in every if glyph.size > (12.1 if sheet.is_large else 2)]


def smallest(words: str, among: Sequence[Glyph]) -> float:
    """The least size in which some words stand."""
    found = reading.find(words, among)
    assert found, f"{words} is not on the sheet"
    return min(glyph.size for place in found for glyph in place) + _ROUNDING


def sayings(sheet: Printed) -> Iterator[SheetView]:
    yield sheet.says
    if sheet.other:
        yield sheet.other


def has_rows(sheet: Printed, among: Sequence[Glyph]) -> bool:
    """True where the sheet shows what is said and what is true, false for a line a scam."""
    return bool(sheet.says.rows) and bool(reading.find(sheet.says.rows[0].truth.text, among))


@pytest.mark.parametrize("name", [name for name in POSTERS if ".large." not in name])
def test_what_is_true_is_read_from_a_metre(printed, name):
    sheet, least = printed[name], TRUTHS
    among = glyphs_of(sheet)
    if sheet.other:
        least = TRUTHS_OF_TWO
    for says in sayings(sheet):
        for row in says.rows:
            if has_rows(sheet, among):
                assert smallest(row.truth.text, among) >= least[says.lang]
                assert smallest(row.says.text, among) >= LEAST
            else:
                assert smallest(row.headline.text, among) >= SHORT_ROWS
                assert smallest(row.verdict.text, among) >= SHORT_ROWS


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in POSTERS
        if ".large." not in name and not ("zh-Hans.en" in name and ".strips." in name)
    ],
)
def test_the_shipped_sheets_show_what_is_said_and_what_is_true(printed, name):
    sheet = printed[name]
    assert has_rows(sheet, glyphs_of(sheet)) is sheet.says.is_scam


MARKS = ("“", "”")


@pytest.mark.parametrize("name", [name for name in POSTERS if ".large." not in name])
def test_what_is_said_stands_between_marks(printed, name):
    sheet = printed[name]
    among = glyphs_of(sheet)
    for says in sayings(sheet):
        for row in says.rows if has_rows(sheet, among) else ():
            own = MARKS[0] in row.says.text
            quoted = row.says.text if own else row.says.text.join(MARKS)
            assert reading.find(quoted, among), quoted


@each_sheet
def test_nothing_to_act_on_is_small(printed, name):
    sheet = printed[name]
    among = glyphs_of(sheet)
    exempt = {id(glyph) for glyph in _exempt(sheet, among)}
    least = OF_SCREENS if sheet.is_picture else LEAST
    small = [one for one in among if one.size + _ROUNDING < least and id(one) not in exempt]
    assert "".join(glyph.text for glyph in small) == ""


def _exempt(sheet: Printed, among: Sequence[Glyph]) -> Iterator[Glyph]:
    """What is no thing to act on: the imprint, what the code is, strips."""
    if sheet.is_picture:
        return
    if sheet.other:  # who says it, once more
        for place in reading.find(sheet.other.issuer.text, among):
            yield from place
    ids = reading.find(sheet.says.id, among)
    imprint = {place[0].base for place in ids}
    yield from (glyph for glyph in among if glyph.base in imprint)
    for words in ("Read it online", "上网看全文"):
        for place in reading.find(words, among):
            yield from place
    yield from (glyph for glyph in among if not glyph.is_level and sheet.job.variant == "strips")


@each_sheet
def test_whom_to_call_is_said_in_one_size(printed, name):
    """Who has paid already needs a number as much as who is not sure."""
    sheet = printed[name]
    if sheet.job.kind == "share":
        return
    among = glyphs_of(sheet)
    sizes = [_size_of_call(call.label.text, call.number, among) for call in sheet.says.calls]
    assert len(sizes) == (2 if sheet.says.is_scam else 1)
    assert sizes[0] == sizes[-1]
    assert sizes[0] > 2 * LEAST


def _size_of_call(label: str, number: str, among: Sequence[Glyph]) -> float:
    """The size of the first number after its label; not at the foot of a page in large type."""
    sizes = []
    for *_, last in reading.find(label, among):
        after = among[among.index(last) + 1 :]
        sizes.append(reading.find(number, after)[0][0].size)
    return max(sizes)


_SIDE, _SIDE_OF_CARD, _BLEED = 12 * 72 / 25.4, 40, 10 * 72 / 25.4
"""The margins of a sheet and of a card, and what is around a sheet for a print shop."""


@pytest.mark.parametrize("name", [name for name in NAMES if ".large." not in name])
def test_reminders_keep_to_the_margins_and_apart(printed, name):
    sheet = printed[name]
    among = glyphs_of(sheet)
    around = _BLEED if sheet.job.variant == "bleed" else 0
    side = (_SIDE_OF_CARD if sheet.is_picture else _SIDE) + around
    wide = float(PdfReader(sheet.pdf).pages[0].mediabox.width)
    for says in sayings(sheet):
        # What is said twice, on a strip or in a row, is below or above.
        found = [place for step in says.does for place in reading.find(step.text.text, among)[-1:]]
        for place in found:
            assert min(one.left for one in place) >= side - 1
            assert max(one.right for one in place) <= wide - side + 1
        every = [one for place in found for one in place]
        for place in found:
            right = max(one.right for one in place)
            after = [one for one in every if one.left >= right and _is_beside(one, place)]
            assert min((one.left - right for one in after), default=99) > place[0].size / 3


def _is_beside(glyph: Glyph, place: Sequence[Glyph]) -> bool:
    return any(abs(glyph.base - one.base) < 1 for one in place)


NUMBERS = re.compile(
    r"[¥￥$€]\s?[0-9][0-9.,]*|[0-9][0-9.,:]*\s?(?:yuan|[万亿千]?元|年|月|日|%)"
    r"|(?:[a-z]+\.)+example(?:/[a-z/-]*)?|[0-9]{3,}(?:-[0-9]+)*"
)


@each_sheet
def test_no_number_or_address_is_on_two_lines(printed, name):
    among = glyphs_of(printed[name])
    text = "".join(glyph.text[0] for glyph in among)
    found = list(NUMBERS.finditer(text))
    assert found
    for one in found:
        assert is_on_one_line(among[one.start() : one.end()]), one[0]


def is_on_one_line(place: Sequence[Glyph]) -> bool:
    """Whether characters stand on one line; of a strip, which is turned, on one column."""
    if place[0].is_level:
        return max(one.base for one in place) - min(one.base for one in place) < 1
    return max(one.right for one in place) - min(one.left for one in place) < 3 * place[0].size


# Contrast: the colour of a character against what is around it on the picture of the sheet.

Dots = Counter[tuple[int, int, int]]
"""How many dots there are of each colour."""
_SLACK = 24
"""How far a dot's colour may be from a mixture of two, of 255."""


def _light(colour: tuple[int, ...]) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = (part / 255 for part in colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def around(glyph: Glyph, picture: Image.Image) -> Counter[tuple[int, int, int]]:
    """How many dots of each colour a character stands among, from its foot to its head."""
    top, low = glyph.base - 0.7 * glyph.size, glyph.base
    if is_turned(glyph):
        top, low = glyph.top, glyph.low
    wide = max(0.0, glyph.size / 2 - (glyph.right - glyph.left)) / 2  # i and l alone are all ink
    edges = (glyph.left - wide, top, glyph.right + wide, low)
    left, high, right, foot = (round(edge * reading.DOTS / 72) for edge in edges)
    part = picture.crop((left, high, max(right, left + 2), max(foot, high + 2)))
    found = part.getcolors(part.width * part.height)
    assert found  # of as many colours as it has dots
    return Counter({colour: number for number, colour in found})


def is_turned(glyph: Glyph) -> bool:
    """True for one on a strip, false for the slab, which is but slanted."""
    return not glyph.is_level and not glyph.top < glyph.base - 0.3 * glyph.size < glyph.low


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def ground(glyph: Glyph, dots: Counter[tuple[int, int, int]]) -> tuple[int, int, int]:
    """The colour that a character stands on."""
    others = {colour: n for colour, n in dots.items() if _distance(colour, glyph.colour) > 40}
    assert others, f"{glyph.text} cannot be seen"
    return max(others, key=lambda colour: others[colour])


def stains(glyph: Glyph, dots: Counter[tuple[int, int, int]]) -> float:
    """The share of dots that are neither the character, nor its ground, nor in between."""
    behind = ground(glyph, dots)
    foreign = sum(n for colour, n in dots.items() if not _is_between(colour, glyph.colour, behind))
    return foreign / dots.total()


def _is_between(colour: tuple[int, ...], one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    across = [b - a for a, b in zip(one, other, strict=True)]
    along = sum((c - a) * d for c, a, d in zip(colour, one, across, strict=True))
    part = min(1.0, max(0.0, along / sum(d * d for d in across)))
    mixed = tuple(a + part * d for a, d in zip(one, across, strict=True))
    return all(abs(c - m) <= _SLACK for c, m in zip(colour, mixed, strict=True))


_RED, _GREEN, _BLUE, _WHITE = (200, 16, 46), (10, 92, 51), (15, 47, 95), (255, 255, 255)
_OTHER_SHEETS = re.compile(r"^posters/|\.(mono|bleed|strips|large)\.|share|water-cut")


@pytest.mark.parametrize("name", [name for name in NAMES if not _OTHER_SHEETS.search(name)])
def test_the_cross_is_beside_what_they_say_and_the_tick_beside_what_is_true(
    printed, name, tmp_path
):
    sheet = printed[name]
    among, picture = glyphs_of(sheet), reading.shown("mupdf", sheet.pdf, tmp_path)
    for row in sheet.says.rows:
        says, truth = (reading.find(text.text, among)[0] for text in (row.says, row.truth))
        middle = (min(one.top for one in truth) + max(one.low for one in truth)) / 2
        across = (max(one.right for one in says), min(one.left for one in truth))
        red, white, blue, green = _places(picture, middle, across)
        # The cross is all in the white box, the tick all in the blue one.
        assert min(white) < min(red) <= max(red) < max(white) < min(blue | green)
        assert min(blue) < min(green) <= max(green) < max(blue)


def _places(picture: Image.Image, y: float, across: tuple[float, float]) -> list[set[int]]:
    """Where red, white, blue and green are met on a line, white only up to the first blue."""
    left, right, row = (round(value * reading.DOTS / 72) for value in (*across, y))
    dots = {x: picture.getpixel((x, row)) for x in range(left, right)}
    red, white, blue, green = (
        {x for x, here in dots.items() if _distance(here, ink) <= _SLACK}
        for ink in (_RED, _WHITE, _BLUE, _GREEN)
    )
    return [red, {x for x in white if x < min(blue)}, blue, green]


def _looked_at(
    sheet: Printed, folder: Path
) -> Iterator[tuple[Glyph, Counter[tuple[int, int, int]]]]:
    for page in range(1, len(PdfReader(sheet.pdf).pages) + 1):
        picture = reading.shown("mupdf", sheet.pdf, folder, page)
        for glyph in reading.glyphs(sheet.pdf, page):
            if glyph.size > 2:
                yield glyph, around(glyph, picture)


@each_sheet
def test_each_character_stands_out_and_nothing_is_drawn_across_it(printed, name, tmp_path):
    sheet = printed[name]
    verdicts = _verdicts(sheet)
    faint, hidden = "", ""
    for glyph, dots in _looked_at(sheet, tmp_path):
        low = CONTRAST_OF_SLAB if glyph in verdicts else CONTRAST
        if contrast(glyph.colour, ground(glyph, dots)) < low:
            faint += glyph.text
        # Of a mark, and of what is turned, much of the room is none of its own.
        is_full = glyph.text.isalnum() and not is_turned(glyph)
        if is_full and stains(glyph, dots) > 0.15:
            hidden += glyph.text
    assert (faint, hidden) == ("", "")


def _verdicts(sheet: Printed) -> set[Glyph]:
    """The characters of the slab, and of the answers to short rows."""
    among, found = glyphs_of(sheet), set[Glyph]()
    for says in sayings(sheet):
        for words in (says.verdict, *(row.verdict for row in says.rows)):
            found |= {glyph for place in reading.find(words.text, among) for glyph in place}
    return found


def test_the_measures_measure():
    red, white, yellow = (200, 16, 46), (255, 255, 255), (255, 210, 31)
    assert contrast(red, white) == pytest.approx(5.9, abs=0.1)
    letter = Glyph("x", 10, "", white, 0, 5, 0, 12, 10, is_level=True)
    clear = Counter({red: 60, white: 30, (228, 130, 150): 10})
    assert (ground(letter, clear), stains(letter, clear)) == (red, 0)
    assert stains(letter, clear + Counter({yellow: 40})) > 0.2
