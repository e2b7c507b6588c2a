"""A table as an Excel file: what goes out, and what is not let in."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.errors import Refused
from generator.exchange import workbook
from generator.exchange.workbook import COLUMNS

HEADINGS = dict.fromkeys(COLUMNS, "x")
NAME = "refund/0123456789abcdef/0/0123456789ab/0123456789ab"


def row(**texts):
    return {**dict.fromkeys(COLUMNS, ""), "id": NAME, **texts}


def made(*rows, **how):
    return workbook.written("zh-Hans", HEADINGS, rows or [row(source="a")], **how)


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files, **how):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def refused(data):
    with pytest.raises(Refused) as raised:
        workbook.read(data, "t.xlsx")
    (problem,) = raised.value.problems
    assert (problem.path, problem.rule) == ("t.xlsx", "table")
    return problem


# What goes out.


@pytest.mark.parametrize(
    "text", ["=1+1", "96110", "#N/A", "+86 21", "TRUE", "2026-12-24", "@x", "-1"]
)
def test_every_cell_is_a_text(text):
    data = made(row(source=text, translation=text))
    cells = openpyxl.load_workbook(io.BytesIO(data))["zh-Hans"][3]
    found = dict(zip(COLUMNS, cells, strict=True))
    for key in ("source", "translation"):
        assert (found[key].value, found[key].data_type) == (text, "s")
        assert found[key].number_format == "@"
    assert b"<f>" not in parts(data)[SHEET]


def test_only_translations_can_be_written_over_by_mistake():
    sheet = openpyxl.load_workbook(io.BytesIO(made()))["zh-Hans"]
    assert sheet.protection.sheet
    free = {key for key, cell in zip(COLUMNS, sheet[3], strict=True) if not cell.protection.locked}
    assert free == {"translation"}
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["H"].hidden
    assert sheet.freeze_panes == "A3"


def test_the_same_table_is_the_same_bytes(monkeypatch):
    rows = [row(source=f"text {number}", translation="译文") for number in range(30)]
    before = made(*rows)

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2031, 5, 6, tzinfo=tz)

    monkeypatch.setattr("openpyxl.packaging.core.datetime.datetime", Later, raising=False)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert made(*rows) == before
    with zipfile.ZipFile(io.BytesIO(before)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2026" not in parts(before)["docProps/core.xml"]


# What comes in.

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(_TEXT, _TEXT)
def test_what_went_out_comes_back(source, translation):
    table = workbook.read(made(row(source=source, translation=translation)), "t.xlsx")
    assert (table.tag, table.ids) == ("zh-Hans", (NAME,))
    (found,) = table.rows
    assert (found.number, found.id, found.fault) == (3, NAME, None)
    assert found.source == workbook.fit(source).strip()
    assert found.translation == workbook.fit(translation).strip()


def edited(change):
    """A table that somebody changed by another program, and saved."""
    book = openpyxl.load_workbook(io.BytesIO(made(row(source="a"), row(source="b", id=f"{NAME}0"))))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def typed(value):
    def change(book):
        book["zh-Hans"]["C3"].value = value
        if not isinstance(value, datetime):  # of which a day's format is all that is left
            book["zh-Hans"]["C3"].number_format = "General"

    return workbook.read(edited(change), "t.xlsx").rows[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [(96110, "96110"), (96110.0, "96110"), ("_x0041_", "_x0041_"), (" a\nb ", "a\nb"), (None, "")],
)
def test_a_number_that_was_typed_is_its_digits(value, text):
    assert (typed(value).translation, typed(value).fault) == (text, None)


@pytest.mark.parametrize("value", [datetime(2026, 12, 24), True, 0.5, 1e16, "#N/A"])
def test_what_excel_made_of_a_text_is_told(value):
    fault = typed(value).fault
    assert "Excel has turned a cell" in fault.wrong
    assert "format the cell as text" in fault.remedy


def test_columns_and_rows_may_be_moved_and_added():
    def change(book):
        sheet = book["zh-Hans"]
        sheet.insert_cols(1)
        sheet.insert_rows(4)
        sheet["A3"] = "my own note"
        book.create_sheet("mine", 0)["A1"] = "=1+1"

    table = workbook.read(edited(change), "t.xlsx")
    assert [one.source for one in table.rows] == ["a", "b"]


STRINGS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">
<si><r><t xml:space="preserve">退款 </t></r><r><rPr><b/></rPr><t>_x005F_x0041_诈骗</t></r>
<rPh sb="0" eb="2"><t>tuikuan</t></rPh><phoneticPr fontId="1"/></si></sst>"""


def test_a_cell_as_excel_writes_it_is_its_words():
    """In a table of all strings, some letters of it bold, with its sound, and with spaces kept."""
    files = parts(made(row(source="a")))
    inline = b't="inlineStr"><is><t>a</t></is>'
    files[SHEET] = files[SHEET].replace(inline, b't="s"><v>0</v>')
    assert inline not in files[SHEET]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    name = "[Content_Types].xml"
    files[name] = files[name].replace(b"</Types>", types.encode())
    files["xl/sharedStrings.xml"] = STRINGS.encode()
    (first,) = workbook.read(packed(files), "t.xlsx").rows
    assert first.source == "退款 _x0041_诈骗"


def test_links_that_excel_makes_of_addresses_are_no_harm():
    def change(book):
        book["zh-Hans"]["C3"].hyperlink = "https://a.example/"
        book["zh-Hans"]["C3"].value = "https://a.example/"

    data = edited(change)
    assert b'TargetMode="External"' in parts(data)["xl/worksheets/_rels/sheet1.xml.rels"]
    assert workbook.read(data, "t.xlsx").rows[0].translation == "https://a.example/"


def test_a_sheet_without_its_keys_is_told():
    problem = refused(edited(lambda book: book["zh-Hans"].delete_rows(1)))
    assert problem.wrong == "the row with the names of its columns is gone"


def test_a_table_of_somebody_elses_is_told():
    def change(book):
        del book["about"]

    assert "no table of this program's" in refused(edited(change)).wrong


def test_a_formula_is_refused_and_named():
    problem = refused(edited(lambda book: book["zh-Hans"].__setitem__("C4", '=HYPERLINK("x")')))
    assert (problem.line, problem.wrong) == (4, "a cell of row 4 is a formula")


# Hostile files: refused by name, in bounded time and memory.


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("xl/vbaProject.bin", "it has macros"),
        ("xl/VBAproject.BIN", "it has macros"),
        ("xl/macrosheets/sheet1.xml", "it has macros"),
        ("xl/activeX/activeX1.bin", "it has macros"),
        ("customUI/customUI.xml", "it has macros"),
        ("xl/externalLinks/externalLink1.xml", "it is linked to other files"),
        ("xl/connections.xml", "it is linked to other files"),
        ("xl/embeddings/oleObject1.bin", "it has other files in it"),
    ],
)
def test_what_no_table_has_is_refused_by_name(name, told):
    problem = refused(packed(parts(made()) | {name: b"<x/>"}))
    assert (problem.wrong, problem.remedy) == (
        told,
        "copy the translations into a table that was exported",
    )


def test_macros_are_known_by_their_type_too():
    types = parts(made())["[Content_Types].xml"].replace(
        b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"
    )
    types = types.replace(b"openxmlformats-officedocument.sheet", b"ms-excel.sheet")
    assert refused(packed(parts(made()) | {"[Content_Types].xml": types})).wrong == "it has macros"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 and nothing",
        b"%PDF-1.7",
        b"<html></html>",
        packed({"x": b"y"}),
        packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<"}),
        made()[:-40],
        made()[:2000] + b"\0" * 400 + made()[2400:],
    ],
)
def test_what_is_broken_is_refused(data):
    assert refused(data).wrong == "it cannot be read as a table"


def test_a_password_is_told():
    assert "password" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).wrong


def test_words_that_xml_defines_are_refused():
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]><a>&a19;</a>'
    for name in (SHEET, "xl/sharedStrings.xml", "xl/styles.xml"):
        assert "as attacks do" in refused(packed(parts(made()) | {name: bomb.encode()})).wrong
    for coded in (bomb.encode("utf-16"), bomb.encode("utf-32"), bomb.encode("utf-16-le")):
        assert refused(packed(parts(made()) | {SHEET: coded})).wrong == workbook._BROKEN
    named = bomb.replace('"1.0"', '"1.0" encoding="cp037"').encode()
    assert refused(packed(parts(made()) | {SHEET: named})).wrong == workbook._BROKEN


def _within(seconds, megabytes, deed):
    tracemalloc.start()
    begun = time.perf_counter()
    try:
        found = deed()
        assert time.perf_counter() - begun < seconds
        assert tracemalloc.get_traced_memory()[1] < megabytes * 2**20
        return found
    finally:
        tracemalloc.stop()


def test_a_bomb_is_not_unpacked():
    zeros = packed(parts(made()) | {SHEET: b"\0" * (60 * 2**20)})
    assert len(zeros) < 2**20
    assert _within(10, 16, lambda: refused(zeros)).wrong == workbook._UNPACKS
    styles = packed(parts(made()) | {"xl/styles.xml": b" " * (3 * 2**20)})
    assert refused(styles).wrong == workbook._UNPACKS
    assert refused(b"PK" + b"\0" * workbook.MOST_BYTES).wrong.startswith("it is larger than")


def test_a_bomb_that_lies_about_its_size_is_broken():
    """A part is read for as much as it claims, and no further."""
    data = bytearray(packed(parts(made()) | {"xl/theme/theme1.xml": b" " * (40 * 2**20)}))
    size, small = (40 * 2**20).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert data.count(size) == 2
    lying = bytes(data.replace(size, small))
    honest = zlib.crc32(b" " * (40 * 2**20)).to_bytes(4, "little")
    forged = lying.replace(honest, zlib.crc32(b" " * 10).to_bytes(4, "little"))
    assert forged != lying
    _within(10, 24, lambda: workbook.read(forged, "t.xlsx"))  # of which nothing reads its theme
    assert _within(10, 24, lambda: refused(lying)).wrong == workbook._BROKEN


def test_parts_without_number_are_refused():
    data = packed(parts(made()) | {f"xl/x{number}": b"" for number in range(300)})
    assert refused(data).wrong == workbook._BROKEN


@pytest.mark.parametrize(
    "rows",
    [
        "".join(f'<row r="{n}"/>' for n in range(1, 1_000_001)),
        '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        "<row/>" * 1_000_000,
    ],
    ids=["a million", "the last one", "without numbers"],
)
def test_a_million_rows_are_refused_at_the_first_too_many(rows):
    head, _, tail = parts(made())[SHEET].partition(b"</sheetData>")
    whole = head + rows.encode() + b"</sheetData>" + tail
    data = packed(parts(made()) | {SHEET: whole})
    problem = _within(20, 200, lambda: refused(data))
    assert problem.wrong == "it has more than 20,000 rows"


def test_a_sheet_of_a_million_rows_with_text_is_refused():
    rows = "".join(f'<row r="{n}"><c t="n"><v>1</v></c></row>' for n in range(1, 1_000_001))
    head, _, tail = parts(made())[SHEET].partition(b"</sheetData>")
    whole = head + rows.encode() + b"</sheetData>" + tail
    data = packed(parts(made()) | {SHEET: whole})
    assert _within(20, 200, lambda: refused(data)).wrong == "it has more than 20,000 rows"


@pytest.mark.parametrize("tag", ["c", "x"])
def test_a_row_of_millions_of_cells_is_refused(tag):
    head, _, tail = parts(made())[SHEET].partition(b"</sheetData>")
    whole = head + f"<row>{f'<{tag}/>' * 9_000_000}</row>".encode() + b"</sheetData>" + tail
    data = packed(parts(made()) | {SHEET: whole})
    assert _within(20, 200, lambda: refused(data)).wrong == workbook._UNPACKS


def test_deep_xml_is_refused():
    deep = b"<a>" * 200_000 + b"</a>" * 200_000
    for name in ("xl/styles.xml", "xl/workbook.xml"):
        assert refused(packed(parts(made()) | {name: deep})).wrong


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=30))
def test_a_file_with_other_bytes_in_it_is_a_table_or_refused(at, noise):
    data = made()
    at %= len(data)
    with suppress(Refused):
        assert workbook.read(data[:at] + noise + data[at + len(noise) :], "t.xlsx").tag
