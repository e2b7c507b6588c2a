"""A sheet's files: their marks, their boxes, and what they are made from."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import date
from importlib import metadata
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from generator.diagnostics.errors import Problems
from generator.posters import sheets
from generator.posters.engine import Engine, SheetFault
from generator.posters.sheets import Sheet
from generator.render.renderer import Renderer
from generator.site import pages
from generator.site.metadata import PICTURE_SIZE
from tests import support
from tests.posters.test_engine import FACES, HEAD

SHEET = Sheet(
    f"{HEAD}#set page(width: 210mm, height: 297mm)\nHang up. 诈骗！",
    1_658_707_200,
    "Hang up.",
    None,
    is_screen=False,
    paths=(("pdf", "en/x/poster.pdf"), ("svg", "en/x/poster.svg"), ("png", "en/x/poster.png")),
)
OTHER = "20220725" + "B" * 32
MARK = "20220725" + "A-_z" * 8
MM = 72 / 25.4


@pytest.fixture(scope="module")
def engine():
    return Engine(FACES)


@pytest.fixture(scope="module")
def files(engine):
    return sheets.made(SHEET, MARK, engine)


@pytest.fixture(scope="module")
def real():
    """The code of the sheets of this project's first notice, by their paths; and its address."""
    site = support.read_site(support.ROOT, Problems())
    shown = pages.standings(site)
    renderer = Renderer(site, shown, {name: name for name in site.assets})
    bulletin = next(one for one in site.bulletins if one.slug == "customer-service-fraud")
    wanted = pages.prints(site, pages.of_bulletin(site, bulletin, shown))
    return {
        path: sheets.sheet(job, renderer.sheet(job.page, job.kind, job.variant), "", 1_658_707_200)
        for job in wanted
        for path in job.paths
    }


# Marks.


def test_a_sheet_has_the_files_that_are_wanted(files):
    assert [*files] == [path for _, path in SHEET.paths]
    assert [data[:4] for data in files.values()] == [b"%PDF", b"<svg", b"\x89PNG"]


def test_each_file_has_its_mark_and_no_other(files):
    for name, path in SHEET.paths:
        assert sheets.is_made_from(files[path], name, MARK)
        assert not sheets.is_made_from(files[path], name, OTHER)
        assert not sheets.is_made_from(files[path], name, "")


@pytest.mark.parametrize("name", ["pdf", "svg", "png"])
def test_what_is_no_such_file_is_made_from_nothing(name, files):
    own = dict(SHEET.paths)[name]
    data = files[own]
    for other in (
        b"",
        b"%PDF-1.7",
        data[: len(data) // 3],
        b"x" * 5000,
        data.replace(b"A-_z", b""),
    ):
        if name != "png" or other != data[: len(data) // 3]:  # its mark is at its beginning
            assert not sheets.is_made_from(other, name, MARK)


def test_a_marked_file_is_sound(files):
    pdf, svg, png = files.values()
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 1
    assert "Hang up. 诈骗！" in reader.pages[0].extract_text()
    assert reader.trailer["/ID"] == [MARK, MARK]
    assert svg.rstrip().endswith(b"-->")
    assert b"--" not in svg.rpartition(b"<!--")[2].removesuffix(b"-->").replace(b"-_", b"")
    with Image.open(BytesIO(png)) as picture:
        assert picture.info["Source"] == MARK
        picture.load()


def test_the_marks_checksum_is_right(files):
    png = files["en/x/poster.png"]
    at = png.index(b"tEXtSource")
    chunk = png[at : at + 4 + 7 + 40]
    assert int.from_bytes(png[at - 4 : at]) == 7 + 40
    assert int.from_bytes(png[at + len(chunk) :][:4]) == zlib.crc32(chunk)


def test_the_mark_changes_nothing_else(files, engine):
    other = sheets.made(SHEET, OTHER, engine)
    for path, data in files.items():
        found = data.replace(MARK.encode(), OTHER.encode()).count(OTHER.encode())
        assert found == other[path].count(OTHER.encode())
        assert len(data) == len(other[path])
        if not path.endswith(".png"):  # whose mark has a checksum
            assert data.replace(MARK.encode(), OTHER.encode()) == other[path]


def test_the_pdf_is_made_first_even_where_only_a_picture_is_wanted(engine):
    """A picture would show an empty box, and say nothing."""
    lacking = replace(SHEET, code=f"{HEAD}𠮷", paths=(("png", "en/x/card.png"),))
    with pytest.raises(SheetFault) as told:
        sheets.made(lacking, MARK, engine)
    assert told.value.glyphs == ("𠮷",)
    assert [*sheets.made(replace(SHEET, paths=(("png", "a.png"),)), MARK, engine)] == ["a.png"]


# What it is made from.


def test_the_same_sheet_has_the_same_mark():
    assert sheets.mark(SHEET, FACES) == sheets.mark(replace(SHEET, variant="mono"), FACES)
    assert len(sheets.mark(SHEET, FACES)) == 40
    assert set(sheets.mark(SHEET, FACES)) <= {*map(chr, range(48, 123)), "-", "_"}


def test_a_sheet_tells_its_version_and_whether_it_says_the_same(engine):
    """Who has one at the wall wants to know that, whatever else it is set with."""
    made = sheets.made(SHEET, sheets.mark(SHEET, FACES), engine)["en/x/poster.pdf"]
    other = sheets.mark(replace(SHEET, code=f"{SHEET.code} ", timestamp=1_658_800_000), FACES[:2])
    again = sheets.made(SHEET, other, engine)["en/x/poster.pdf"]
    found = sheets.version_of(made)
    assert found == sheets.Version(date(2022, 7, 25), sheets.sum_of("Hang up."))
    assert sheets.version_of(again) == replace(found, day=date(2022, 7, 26))
    assert sheets.sum_of("Pay.") != found.words
    assert sheets.version_of(made.replace(b"(20220725", b"(20229925")) is None
    assert sheets.version_of(b"") is None


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("en/x/poster.pdf", True),
        ("posters/x.zh-Hans.en.pdf", True),
        ("posters/x.zh-Hans.en.large.pdf", False),
        ("en/x/poster.mono.pdf", False),
        ("en/x/poster.html", False),
        ("en/mono/posters/mono.pdf", True),
    ],
)
def test_a_variant_says_what_the_plain_sheet_says(path, plain):
    assert sheets.is_plain(path) is plain


def test_another_code_or_another_face_has_another():
    made = {
        sheets.mark(SHEET, FACES),
        sheets.mark(replace(SHEET, code=f"{SHEET.code} "), FACES),
        sheets.mark(replace(SHEET, pictures=(("a.png", b"a"),)), FACES),
        sheets.mark(replace(SHEET, pictures=(("a.png", b"b"),)), FACES),
        sheets.mark(SHEET, FACES[:2]),
        sheets.mark(SHEET, (*FACES[:3], replace(FACES[3], data=FACES[3].data + b"\0"))),
        sheets.mark(SHEET, (*FACES[:3], replace(FACES[3], family="Other"))),
    }
    assert len(made) == 7


def test_another_version_of_the_engine_makes_other_sheets(monkeypatch):
    before = sheets.mark(SHEET, FACES)
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: real(name) + ".1")
    sheets._engine.cache_clear()
    try:
        assert sheets.mark(SHEET, FACES) != before
    finally:
        sheets._engine.cache_clear()


@pytest.mark.parametrize("name", ["engine.py", "sheets.py", "jobs.py"])
def test_a_changed_module_prints_every_sheet_again(name, monkeypatch, tmp_path):
    """Or a former build's posters would stay as the older program set them."""
    before = sheets.mark(SHEET, FACES)
    folder = support.ROOT / "generator/posters"
    files = {f"generator/posters/{one.name}": one.read_bytes() for one in folder.glob("*.py")}
    files[f"generator/posters/{name}"] += b"\n"
    support.write_tree(tmp_path, files)
    monkeypatch.setattr(sheets, "__file__", str(tmp_path / "generator/posters/sheets.py"))
    sheets._engine.cache_clear()
    try:
        assert sheets.mark(SHEET, FACES) != before
    finally:
        sheets._engine.cache_clear()


# Boxes and sizes.


def _box(box):
    return [float(side) for side in box]


def test_a_sheet_is_one_page_of_a4(files):
    (page,) = PdfReader(BytesIO(files["en/x/poster.pdf"])).pages
    assert _box(page.mediabox) == pytest.approx([0, 0, 210 * MM, 297 * MM], abs=0.05)


def test_a_print_shop_is_told_what_to_trim_and_how_far_it_is_inked(real, engine):
    """ISO 32000-1, 14.11.2: the trim is A4, 3 mm beyond it are inked, the marks outside of that."""
    path = "en/customer-service-fraud/poster.bleed.pdf"
    made = sheets.made(real[path], MARK, engine)[path]
    reader = PdfReader(BytesIO(made), strict=True)
    (page,) = reader.pages
    trim, bleed, media = map(_box, (page.trimbox, page.bleedbox, page.mediabox))
    assert trim[2] - trim[0] == pytest.approx(210 * MM, abs=0.05)
    assert trim[3] - trim[1] == pytest.approx(297 * MM, abs=0.05)
    assert [trim[0] - bleed[0], trim[1] - bleed[1]] == pytest.approx([3 * MM] * 2, abs=0.01)
    assert [bleed[2] - trim[2], bleed[3] - trim[3]] == pytest.approx([3 * MM] * 2, abs=0.01)
    assert media == pytest.approx([0, 0, 230 * MM, 317 * MM], abs=0.1)
    assert sheets.is_made_from(made, "pdf", MARK)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in made


def test_a_sheet_whose_pages_name_no_trim_is_no_print_shops(engine):
    with pytest.raises(SheetFault, match="no page with a box"):
        sheets._with_bleed_box(sheets.checked(SHEET, engine))


def test_a_print_shops_sheet_is_the_same_to_the_byte_each_time(real, engine):
    path = "en/customer-service-fraud/poster.bleed.pdf"
    assert sheets.made(real[path], MARK, engine) == sheets.made(real[path], MARK, engine)


def test_a_large_sheet_may_take_more_pages_and_no_other_may(engine):
    code = f"{HEAD}a #pagebreak() b"
    assert sheets.checked(replace(SHEET, code=code, variant="large"), engine)
    for variant in (None, "mono", "bleed", "strips"):
        with pytest.raises(SheetFault) as told:
            sheets.checked(replace(SHEET, code=code, variant=variant), engine)
        assert told.value.part == {"part": "pages", "pages": 2}


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("zh-Hans/customer-service-fraud/card.png", (1080, 1440)),
        ("en/customer-service-fraud/share.png", PICTURE_SIZE),
        ("en/customer-service-fraud/posters/refund-claim.card.png", (1080, 1440)),
    ],
)
def test_a_picture_is_as_large_as_chat_programs_show_it(path, size, real, engine):
    with Image.open(BytesIO(sheets.made(real[path], MARK, engine)[path])) as picture:
        assert (picture.format, picture.size) == ("PNG", size)


def test_each_kind_of_sheet_is_set_in_black_and_white_alone_where_ink_is_saved(real, engine):
    path = "en/customer-service-fraud/poster.mono.pdf"
    png = engine.png(real[path].code, is_screen=True)
    with Image.open(BytesIO(png)) as picture:
        colours = picture.convert("RGB").getcolors(1 << 24)
    assert all(max(one) - min(one) <= 8 for _, one in colours)
    inked = sum(count for count, one in colours if max(one) < 128)
    assert inked < 0.2 * sum(count for count, _ in colours)
