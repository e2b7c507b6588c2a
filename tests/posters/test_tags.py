"""The sheets as they are read aloud: in order, in their languages, nothing twice, nothing drawn.

Not in the fast suite: `python -m pytest -m posters` runs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from pypdf import PdfReader

from generator.views import SheetView
from tests.posters import reading
from tests.posters.reading import Element, compact
from tests.posters.shipped import NAMES, POSTERS, Printed

pytestmark = pytest.mark.posters

each_sheet = pytest.mark.parametrize("name", NAMES)
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6", "Title", "H")
DRAWN = r"[✗✘×❌]"
EXAMPLE = {"en": "Example, not a real notice", "zh-Hans": "示例，并非正式通知"}


def sayings(sheet: Printed) -> Iterator[SheetView]:
    yield sheet.says
    if sheet.other:
        yield sheet.other


def order_of(sheet: Printed, says: SheetView, words: str) -> list[str]:
    """What is read one after the other of what a sheet says in one of its languages."""
    parts = [says.question.text, says.verdict.text]
    for row in says.rows if sheet.job.kind != "share" else ():
        has_rows = compact(row.truth.text) in words
        parts += (
            [row.says.text, row.truth.text] if has_rows else [row.headline.text, row.verdict.text]
        )
    if sheet.job.kind != "share":
        parts += [step.text.text for step in says.does]
    for call in says.calls if sheet.job.kind != "share" else says.calls[:1]:
        parts.append(call.label.text)
        parts += [call.number] if says is sheet.says or sheet.is_large else []
    return [compact(part) for part in parts if part]


@each_sheet
def test_the_text_is_read_in_order(printed, name):
    sheet = printed[name]
    words = compact(reading.tags(sheet.pdf).words)
    for says in sayings(sheet):
        at = 0
        for part in order_of(sheet, says, words):
            found = words.find(part, at)
            assert found >= 0, f"{part} is not read after {words[max(0, at - 30) : at]}"
            at = found + len(part)


@pytest.mark.parametrize("name", POSTERS)
def test_what_tells_that_it_is_genuine_comes_after_whom_to_call(printed, name):
    sheet = printed[name]
    words = compact(reading.tags(sheet.pdf).words)
    call = words.rindex(compact(sheet.says.calls[-1].label.text))
    # Nobody is asked whether an example is real.
    told = EXAMPLE[sheet.job.page.locale.tag] if sheet.says.is_example else sheet.says.address
    site, imprint = (words.index(compact(part), call) for part in (told, sheet.says.id))
    assert call < site < imprint
    assert compact(sheet.says.date_text) in words[imprint:]


@each_sheet
def test_each_word_is_read_once(printed, name):
    """Strips say what the calls have said; the drawn crosses and icons say nothing."""
    sheet = printed[name]
    words = compact(reading.tags(sheet.pdf).words)
    for says in sayings(sheet):
        for call in says.calls if sheet.job.kind != "share" else says.calls[:1]:
            assert words.count(compact(call.label.text)) == 1
        assert words.count(compact(says.question.text)) == 1
    assert not re.search(DRAWN, words)


@pytest.mark.parametrize("name", [name for name in POSTERS if ".strips." in name])
def test_strips_are_not_read(printed, name):
    calls = printed[name].says.calls
    unread = compact(reading.artifacts(printed[name].pdf))
    for call in calls:
        assert unread.count(compact(call.label.text)) == 8
        assert unread.count(call.number) >= 8


@each_sheet
def test_words_are_artifacts_on_strips_and_in_margins_alone(printed, name):
    sheet = printed[name]
    unread = compact(reading.artifacts(sheet.pdf))
    if sheet.is_large:
        unread = _without_margins(sheet, unread)
        # A table that goes on says its heads again.
        read = "".join(compact(one.text) for one in reading.tags(sheet.pdf).walk())
        unread = "" if unread in read else unread
    assert bool(unread) is (sheet.job.variant == "strips")


def _without_margins(sheet, unread):
    """Take off what is at the head and the foot of each page: whose it is, and whom to call."""
    pages = 0
    for says in sayings(sheet):
        parts = [says.issuer.text, *(call.label.text for call in says.calls)]
        counts = set()
        for part in sorted(map(compact, parts), key=len, reverse=True):
            counts.add(unread.count(part))
            unread = unread.replace(part, "")
        (own,) = counts
        pages += own
    assert pages == len(PdfReader(sheet.pdf).pages)
    return re.sub(r"[0-9/]|Scamwarning|反诈提醒|Exampleonly|仅为示例", "", unread)


@each_sheet
def test_the_document_says_its_language_and_title(printed, name):
    sheet = printed[name]
    document = PdfReader(sheet.pdf)
    root = document.trailer["/Root"]
    assert root["/Lang"] == sheet.says.lang.partition("-")[0]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]
    title = f"{sheet.says.question.text} {sheet.says.verdict.text}"
    assert document.metadata.title == title
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert ("<pdfaid:part>2</pdfaid:part>" in xmp) is (sheet.job.variant != "bleed")


@each_sheet
def test_each_text_is_read_in_its_language(printed, name):
    sheet = printed[name]
    by_lang: dict[str, str] = {}
    for one in reading.tags(sheet.pdf).walk():
        by_lang[one.lang] = by_lang.get(one.lang, "") + compact(one.text)
    for says in sayings(sheet):
        lang = says.lang.partition("-")[0]
        for part in (says.question.text, *(call.label.text for call in says.calls[:1])):
            here = {tag for tag, words in by_lang.items() if compact(part) in words}
            assert here == {lang}
    if not sheet.other:
        wrong = r"[A-Za-z]{3} [a-z]{3}" if sheet.says.lang != "en" else r"[\u4e00-\u9fff]"
        assert not re.search(wrong, by_lang[sheet.says.lang.partition("-")[0]])


@each_sheet
def test_headings_are_in_order_and_none_is_in_another(printed, name):
    top = reading.tags(printed[name].pdf)
    found = top.of_kind(*HEADINGS)
    levels = [int(one.kind[1:]) for one in found]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for one in found:
        assert len(one.of_kind(*HEADINGS)) == 1
        assert one.words.strip()
    first = compact(found[0].words)
    assert first.startswith(compact(printed[name].says.question.text))
    assert compact(printed[name].says.verdict.text) in first


@each_sheet
def test_the_code_says_in_words_where_it_leads(printed, name):
    sheet = printed[name]
    figures = reading.tags(sheet.pdf).of_kind("Figure")
    assert len(figures) == sheet.codes
    address = sheet.address.partition("://")[2]
    for figure in figures:
        assert address in figure.alt
        assert len(figure.alt) > len(address) + 8


TABLES = [name for name in NAMES if ".large." not in name and "share" not in name]


@pytest.mark.parametrize("name", TABLES)
def test_what_is_said_and_what_is_true_are_a_table_with_headings(printed, name):
    sheet = printed[name]
    tables = reading.tags(sheet.pdf).of_kind("Table")
    if not sheet.says.is_scam and not tables:
        # There is no room for the text, and its summary has none.
        assert sheet.other or sheet.job.kind == "card" or sheet.job.variant == "strips"
        return
    assert len(tables) in (1, len(sheet.says.rows))  # a small card is a table of its own
    for table in tables:
        heads = [one for one in table.of_kind("TH") if one.words.strip()]
        assert heads
        assert [one.kind for one in table.of_kind("TR")[0].children].count("TH") >= len(heads)
    rows = [row for table in tables for row in table.of_kind("TR") if row.of_kind("TD")]
    if not sheet.says.is_scam:  # the table of its text
        assert len(rows) == 2
        return
    for row, wanted in zip(rows, sheet.says.rows, strict=True):
        cells = [compact(cell.words) for cell in row.of_kind("TD")]
        answers = (wanted.truth.text, wanted.verdict.text or "诈骗", wanted.verdict.text or "scam")
        assert any(compact(one) in cells[-1] for one in answers)


def elements(top: Element) -> Iterator[str]:
    for one in top.walk():
        if one.kind:
            yield one.kind


@each_sheet
def test_every_element_is_of_a_kind_that_readers_know(printed, name):
    known = {"Document", "Part", "Div", "P", "Span", "Link", "Figure", "Table", "TR", "TH", "TD"}
    known |= {"THead", "TBody", "L", "LI", "LBody", "Lbl", "Strong", "Em", "Sect", *HEADINGS}
    assert set(elements(reading.tags(printed[name].pdf))) <= known
