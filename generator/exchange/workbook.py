"""Write a table of texts as an Excel file, and read one. The only module that names openpyxl.

A file that comes in may be anybody's. Before it is unpacked, it is looked at for what no table of
ours has, and for how much it would take; each cell that counts has to be a text.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.diagnostics.errors import Fault, Refused, refused
from generator.diagnostics.messages import said
from generator.text.encoding import unified

MOST_ROWS = 20_000
"""Of a table: a site of three hundred notices has so many texts."""
MOST_BYTES = 8 * 2**20
"""Of a file, packed."""
_MOST_UNPACKED = 48 * 2**20
"""Of all its parts; a table of so many rows takes half of it."""
_MOST_OF_STYLES = 2 * 2**20
"""Of any part that has no texts: a program reads these into memory whole."""
_MOST_PARTS = 200
_RULE = "table"
_KEY_ROWS = 5
"""Rows among which that with the columns' keys has to be."""
_ABOUT = "about"
_VERSION = "bulletins 1"
COLUMNS: Mapping[str, int] = {
    "where": 30,
    "source": 60,
    "translation": 60,
    "state": 16,
    "note": 40,
    "room": 12,
    "glossary": 36,
    "id": 10,
}
"""The columns by their keys, which stand in a row that is hidden, each with its width."""
_NEEDED = ("id", "source", "translation")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read: what its cells say."""

    number: int
    """Its place in the sheet, from 1."""
    id: str
    source: str
    translation: str
    fault: Fault | None = None
    """Why its cells cannot be taken as text."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read."""

    tag: str
    """The language that it is for."""
    ids: tuple[str, ...]
    """Those of the rows that it was written with, in their order."""
    rows: tuple[Row, ...]


# Writing.


def written(
    tag: str, headings: Mapping[str, str], rows: Sequence[Mapping[str, str]], *, rtl: bool = False
) -> bytes:
    """Write a table; the same one gives the same bytes.

    Each cell is a text, whatever it looks like; all but the translations are locked.
    """
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(tag)
    for number, width in enumerate(COLUMNS.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.column_dimensions[get_column_letter(len(COLUMNS))].hidden = True
    sheet.row_dimensions[1].hidden = True
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(COLUMNS) - 1)}{len(rows) + 2}"
    sheet.sheet_view.rightToLeft = rtl
    sheet.protection.sheet = True
    for free in ("formatColumns", "formatRows", "formatCells", "autoFilter", "sort"):
        setattr(sheet.protection, free, False)  # which these say is not forbidden
    sheet.append([_cell(sheet, key) for key in COLUMNS])
    sheet.append([_cell(sheet, headings[key], "heading") for key in COLUMNS])
    for row in rows:
        sheet.append([_cell(sheet, row[k], "free" if k == "translation" else "") for k in COLUMNS])
    about = book.create_sheet(_ABOUT)
    about.sheet_state = "hidden"
    for text in (_VERSION, tag, *(row["id"] for row in rows)):
        about.append([_cell(about, text)])
    file = BytesIO()
    book.save(file)
    return _settled(file.getvalue())


def _cell(sheet: Any, text: str, kind: str = "") -> Any:  # noqa: ANN401 - openpyxl's own
    """Make a cell that is a text also where that begins with `=`, or is a number."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, Protection

    cell = WriteOnlyCell(sheet)
    # Without the conversion that setting its value does; `_x0041_` would be read as a letter.
    cell._value = _CODE.sub("_x005F_", fit(text)) or None
    cell.data_type = "s" if text else "n"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=kind == "heading")
    cell.protection = Protection(locked=kind != "free")
    return cell


_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for, or advises against."""


def fit(text: str) -> str:
    """Give a text as a cell can have it: its lines ending in LF."""
    return _UNFIT.sub("", unified(text))


_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def _settled(data: bytes) -> bytes:
    """Write a file anew without the day and the machine that it was made on."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = ZipInfo(name, _EPOCH)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
            after.writestr(part, _WHEN.sub(rb"\g<1>1980-01-01T00:00:00Z", before.read(name)))
    return file.getvalue()


# Reading.


def read(data: bytes, path: str) -> Table:
    """Read a table; raise `Refused` for a file that is none of ours, or is more than a table."""
    unpacked = _repacked(_parts(data, path))
    try:
        # What it remarks of styles and the like is nothing that we read.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(unpacked, path)
    except Refused:
        raise
    except Exception:  # openpyxl raises anything on a file that is broken
        raise _refused(path, _BROKEN, _AGAIN) from None


_BROKEN = said("it cannot be read as a table")
_AGAIN = said("open it in Excel, and save it as .xlsx again")
_ANEW = said("export a table, and fill in that one")
_PLAIN = said("copy the translations into a table that was exported")


def _refused(path: str, wrong: str, remedy: str, line: int = 1) -> Refused:
    return refused(path, line, _RULE, Fault(wrong, remedy))


def _parts(data: bytes, path: str) -> dict[str, bytes]:
    """Unpack a file's parts, none further than to the size that it claims; refuse other files."""
    if len(data) > MOST_BYTES:
        raise _refused(path, said("it is larger than any table of texts"), _ANEW)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        wrong = said("it has a password, or is in the format of Excel before 2007")
        raise _refused(path, wrong, said("save it as .xlsx without a password"))
    found: dict[str, bytes] = {}
    try:
        with ZipFile(BytesIO(data)) as archive:
            faults: list[str] = [*_unfit_parts(archive.infolist())]
            for part in archive.infolist() if not faults else ():
                with archive.open(part) as stream:
                    # Without a number, all of it would be unpacked, whatever it claims.
                    found[part.filename] = stream.read(part.file_size + 1)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError):
        raise _refused(path, _BROKEN, _AGAIN) from None
    faults += (fault for name, text in found.items() for fault in _unfit_texts(name, text))
    if faults:
        raise _refused(path, faults[0], _PLAIN if faults[0] != _BROKEN else _AGAIN)
    return found


def _repacked(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts as they were unpacked, so that another program finds nothing else in them."""
    file = BytesIO()
    with ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


_FORBIDDEN: Mapping[str, str] = {
    "xl/vba": said("it has macros"),
    "xl/macrosheets/": said("it has macros"),
    "xl/intlmacrosheets/": said("it has macros"),
    "xl/dialogsheets/": said("it has macros"),
    "xl/activex": said("it has macros"),
    "customui": said("it has macros"),
    "xl/externallinks/": said("it is linked to other files"),
    "xl/connections": said("it is linked to other files"),
    "xl/querytables/": said("it is linked to other files"),
    "xl/embeddings/": said("it has other files in it"),
}
"""What the names of parts begin with that no table of texts has."""
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_TEXTS = ("xl/worksheets/", "xl/sharedstrings")
_TOO_LONG = said("it has more than {number} rows", number=f"{MOST_ROWS:,}")
_UNPACKS = said("it unpacks to more than any table of texts")


def _unfit_parts(parts: Sequence[ZipInfo]) -> Iterator[str]:
    """Find what is wrong with a file's parts by their names and the sizes that they claim."""
    names = [part.filename.lower().lstrip("/") for part in parts]
    if len(parts) > _MOST_PARTS or len(set(names)) < len(names):
        yield _BROKEN
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        yield _UNPACKS
    for name, part in zip(names, parts, strict=True):
        yield from (wrong for begin, wrong in _FORBIDDEN.items() if name.startswith(begin))
        is_other = part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if is_other or part.flag_bits & 1:
            yield _BROKEN
        if part.file_size > _MOST_OF_STYLES and not name.startswith(_TEXTS):
            yield _UNPACKS


_MOST_TAGS = 1_500_000
"""Of a part: half as many again as the largest table has."""


def _unfit_texts(name: str, text: bytes) -> Iterator[str]:
    """Find what a part has that is too much, macros by their type, and what only an attack has."""
    name = name.lower()
    if not name.endswith((".xml", ".rels")):
        return
    encoding = _ENCODING.search(text[:200])
    if b"\0" in text or (encoding and encoding[1].lower() != b"utf-8"):
        yield _BROKEN  # nobody writes one in anything else, and words could hide there
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        yield said("its XML defines words of its own, as attacks do")
    if name == "[content_types].xml" and b"macroenabled" in text.lower():
        yield said("it has macros")
    # Counted as bytes, of which there may be millions; a tag may be written <x:row>.
    if text.count(b"<row") + text.count(b":row") > MOST_ROWS + _KEY_ROWS:
        yield _TOO_LONG
    elif text.count(b"<") > _MOST_TAGS:
        yield _UNPACKS


def _read(data: bytes, path: str) -> Table:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    if _ABOUT not in book.sheetnames:
        raise _refused(path, said("it is no table of this program's"), _ANEW)
    about = [cell for row in _cells(book[_ABOUT], path) for cell in row[:1]]
    version, tag, *ids = [_text(cell) if not _fault(cell) else "" for cell in about] or [""]
    if version != _VERSION or not tag:
        raise _refused(path, said("it is no table of this program's"), _ANEW)
    for name in book.sheetnames:
        if name != _ABOUT and (rows := _rows(_cells(book[name], path), path)) is not None:
            return Table(tag, tuple(filter(None, ids)), rows)
    raise _refused(path, said("the row with the names of its columns is gone"), _ANEW)


def _cells(sheet: Any, path: str) -> Iterator[Sequence[Any]]:  # noqa: ANN401 - openpyxl's own
    """Yield the rows of a sheet; raise `Refused` as soon as there are more than a table has."""
    sheet.reset_dimensions()  # which a file may claim as it likes
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS + _KEY_ROWS:
            raise _refused(path, _TOO_LONG, _PLAIN, number)
        yield row


def _rows(sheet: Iterator[Sequence[Any]], path: str) -> tuple[Row, ...] | None:
    """Read a sheet below its row of keys; None for one without such a row.

    The row after the keys has the headings.
    """
    places: dict[str, int] = {}
    found: list[Row] = []
    for number, cells in enumerate(sheet, 1):
        if not places:
            keys = [_text(cell) for cell in cells]
            if all(name in keys for name in _NEEDED):
                places = {name: keys.index(name) for name in _NEEDED}
                heads = number + 1
            elif number > _KEY_ROWS:
                return None
        elif number > heads:
            own = {name: cells[at] if at < len(cells) else None for name, at in places.items()}
            found += _row(number, own, path)
    return tuple(found) if places else None


def _row(number: int, cells: Mapping[str, Any], path: str) -> Iterator[Row]:
    """Read a row's cells; one that is empty is none."""
    faults = [_fault(cell) for cell in cells.values()]
    if any(getattr(cell, "data_type", "") == "f" for cell in cells.values()):
        wrong = said("a cell of row {number} is a formula", number=number)
        raise _refused(path, wrong, said("write the text itself"), number)
    texts = {name: _text(cell) for name, cell in cells.items()}
    if any(texts.values()) or any(faults):
        yield Row(number, **texts, fault=next(filter(None, faults), None))


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl's own
    """Read a cell as text; a whole number that somebody typed is its digits."""
    value = None if cell is None else cell.value
    text = "" if value is None else str(int(value) if _is_whole(value) else value)
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("_x005F_", "_").strip()


_EXACT = 10**15
"""Numbers below it are kept to the digit by Excel."""


def _is_whole(value: object) -> bool:
    """Tell whether a cell's value is a number as somebody types it: 96110."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return float(value).is_integer() and abs(value) < _EXACT


def _fault(cell: Any) -> Fault | None:  # noqa: ANN401 - openpyxl's own
    """Find why a cell cannot be taken as a text that somebody wrote."""
    value = None if cell is None else cell.value
    if value is None or (isinstance(value, str) and cell.data_type != "e") or _is_whole(value):
        return None
    wrong = said(
        "Excel has turned a cell into a number, a date or an error: “{value}”", value=value
    )
    return Fault(wrong, said("format the cell as text, and type it again"))
