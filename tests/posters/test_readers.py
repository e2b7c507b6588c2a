"""The sheets in programs of four families: each shows what the others show, and reads the code.

MuPDF is in SumatraPDF, Ghostscript in most print queues. Not in the fast suite:
`python -m pytest -m posters` runs them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.posters import reading
from tests.posters.shipped import NAMES, POSTERS

pytestmark = pytest.mark.posters

each_sheet = pytest.mark.parametrize("name", NAMES)
MILLIMETRE = 72 / 25.4
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)
CARD, SHARE = (1080, 1440), (1200, 630)
"""The pictures for chat groups and for links, in pixels."""
MARGIN, BLEED = 10 * MILLIMETRE, 3 * MILLIMETRE
"""Around the sheet for a print shop, and how much of it is printed."""
FONTS = {"NotoSans-Regular", "NotoSans-Bold", "NotoSansSC-Regular", "NotoSansSC-Bold"}


def _codes(picture: Image.Image) -> list[str]:
    import zxingcpp

    return [one.text for one in zxingcpp.read_barcodes(picture)]


@each_sheet
def test_each_reader_shows_the_same_sheet_and_its_code(printed, name, tmp_path):
    sheet = printed[name]
    pages = len(PdfReader(sheet.pdf).pages)
    codes: dict[str, list[str]] = {reader: [] for reader in reading.READERS}
    for page in range(1, pages + 1):
        first, *others = (
            reading.shown(reader, sheet.pdf, tmp_path, page) for reader in reading.READERS
        )
        for reader, picture in zip(reading.READERS, (first, *others), strict=True):
            codes[reader] += _codes(picture)
        here = reading.grey(first)
        assert [reading.unlike(here, reading.grey(other)) for other in others] == [""] * len(others)
    assert codes == dict.fromkeys(reading.READERS, [sheet.address] * sheet.codes)


def test_a_lost_line_would_be_found(printed, tmp_path):
    """The measure measures: this is what readers were shown before."""
    sheet = printed["zh-Hans/customer-service-fraud/poster.pdf"]
    whole = reading.shown("mupdf", sheet.pdf, tmp_path)
    truth = next(one for one in reading.glyphs(sheet.pdf) if one.size == 17)
    top, left = (round(value * reading.DOTS / 72) for value in (truth.base, truth.left))
    broken = whole.copy()
    broken.paste(whole.getpixel((left - 4, top + 4)), (left, top - 24, left + 240, top + 4))
    assert reading.unlike(reading.grey(whole), reading.grey(whole)) == ""
    assert "of a part of the sheet" in reading.unlike(reading.grey(whole), reading.grey(broken))


@each_sheet
def test_the_number_of_pages_their_size_and_boxes(printed, name):
    sheet = printed[name]
    document = PdfReader(sheet.pdf)
    assert (len(document.pages) == 1) is not sheet.is_large
    assert len(document.pages) <= 10
    pixels = {"card": CARD, "share": SHARE}.get(sheet.job.kind)
    width, height = (size * 72 / 96 for size in pixels) if pixels else A4
    for page in document.pages:
        around = MARGIN if sheet.job.variant == "bleed" else 0
        whole = (0, 0, width + 2 * around, height + 2 * around)
        trim = (around, around, width + around, height + around)
        assert list(page.mediabox) == pytest.approx(whole, abs=0.1)
        assert list(page.trimbox) == pytest.approx(trim, abs=0.1)
        bleed = (trim[0] - BLEED, trim[1] - BLEED, trim[2] + BLEED, trim[3] + BLEED)
        assert list(page.bleedbox) == pytest.approx(bleed if around else whole, abs=0.1)
        assert page.rotation == 0


@each_sheet
def test_only_the_projects_fonts_are_embedded_and_all_are_subset(printed, name):
    told, wrong = reading.run("pdffonts", printed[name].pdf)
    assert not wrong
    rows = told.splitlines()[2:]
    assert rows
    for row in rows:
        face = row.split()[0]
        assert re.fullmatch(r"[A-Z]{6}\+.*", face), f"{face} is not a subset"
        assert re.sub(r"-Identity-H$", "", face[7:]) in FONTS
        assert row.split()[-5:-2] == ["yes", "yes", "yes"], row


@each_sheet
def test_the_file_is_sound(printed, name):
    report, wrong = reading.run("qpdf", "--check", printed[name].pdf)
    assert not wrong
    assert "No syntax or stream encoding errors found" in report


@pytest.mark.parametrize("name", [name for name in POSTERS if ".bleed." in name])
def test_text_and_code_are_of_one_ink_on_a_press(printed, name):
    """Four inks that do not meet to a hair blur small type."""
    told, _ = reading.run("mutool", "trace", printed[name].pdf, 1)
    text = re.findall(r'<fill_text [^>]*colorspace="(\w+)" color="([^"]*)"', told)
    paths = re.findall(r'<fill_path [^>]*color="([^"]*)"(.*?)</fill_path>', told, re.S)
    code = max(paths, key=lambda path: path[1].count("<moveto"))
    assert {"0 0 0 1"} == {code[0]}
    assert text
    for space, colour in text:
        inks = [float(part) for part in colour.split()]
        assert (space, len(inks)) in {("DeviceCMYK", 4), ("DeviceGray", 1)}
        assert not any(inks[:3]) or inks == pytest.approx(_ACCENT, abs=0.01), colour


_ACCENT = [0, 0.15, 0.9, 0]
"""The inks of the words on black."""


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".png")])
def test_the_code_is_read_from_the_picture_itself(printed, made, name):
    with Image.open(made / "output" / name) as picture:
        assert picture.size == (SHARE if name.endswith("share.png") else CARD)
        assert _codes(picture.convert("RGB")) == [printed[name].address] * printed[name].codes


@pytest.mark.parametrize("name", [name for name in POSTERS if name.endswith("poster.pdf")])
def test_the_code_is_read_from_the_picture_of_the_notice(printed, made, name):
    path: Path = made / "output" / name.replace(".pdf", ".png")
    with Image.open(path) as picture:
        assert picture.size == pytest.approx([size * 150 / 72 for size in A4], abs=1)
        assert _codes(picture.convert("RGB")) == [printed[name].address]


def test_every_sheet_of_the_contract_is_there_and_no_other(printed, output):
    assert set(printed) == set(NAMES)
    found = {path.relative_to(output).as_posix() for path in output.rglob("*.pdf")}
    assert found == set(POSTERS)


@each_sheet
def test_a_sheet_says_that_it_is_an_example_where_nobody_has_issued_the_notice(printed, name):
    sheet = printed[name]
    text = "".join(page.extract_text() for page in PdfReader(sheet.pdf).pages)
    wanted = {"en": "Exampleonly", "zh-Hans": "仅为示例"}[sheet.says.lang]
    assert (wanted in re.sub(r"\s", "", text)) is ("customer-service-fraud" not in name)
