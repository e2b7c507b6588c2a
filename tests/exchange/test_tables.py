"""A table of texts goes to a translator who has Excel, and comes back."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogs import reader
from generator.catalogs.lookup import lexicon
from generator.commands import translate
from generator.diagnostics.errors import Misused, Refused
from generator.exchange import tables, workbook
from generator.exchange.workbook import COLUMNS
from tests import support
from tests.commands.test_translate import LIST
from tests.end_to_end.test_life import a_site, with_keys
from tests.support import tree, write_tree

PO = "locales/zh_Hans/LC_MESSAGES/refund.po"
HEAD, AT = 2, {key: at for at, key in enumerate(COLUMNS)}


@pytest.fixture
def site(tmp_path):
    return a_site(tmp_path / "site")


@dataclass
class Sheet:
    """A table as somebody sees it who has opened it: its rows as lists of values."""

    path: object

    def __post_init__(self):
        self.book = openpyxl.load_workbook(self.path)
        self.sheet = self.book.worksheets[0]
        self.rows = [[cell.value for cell in row] for row in self.sheet.iter_rows()][HEAD:]

    def row(self, source):
        return next(row for row in self.rows if row[AT["source"]] == source)

    def write(self, source, translation):
        self.row(source)[AT["translation"]] = translation

    def save(self):
        self.sheet.delete_rows(HEAD + 1, self.sheet.max_row)
        for number, row in enumerate(self.rows, HEAD + 1):
            for column, value in enumerate(row, 1):
                cell = self.sheet.cell(number, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
        self.book.save(self.path)


def out(site, *slugs, name="t.xlsx"):
    path = site.parent / name
    tables.exported(site, path, "zh-Hans", slugs)
    return Sheet(path)


def back(site, sheet):
    sheet.save()
    return tables.imported(site, sheet.path)


def entries(site, path=PO):
    return lexicon(reader.read((site / path).read_bytes(), path), path).entries


def told(done):
    return [problem.wrong for problem in done.problems]


# Out.


def test_a_row_has_all_that_a_translator_needs(site):
    write_tree(
        site,
        {
            "content/glossary.toml": '[[terms]]\nen = ["parcel"]\nzh-Hans = ["包裹"]\n',
        },
    )
    with_keys(site, "short: Ask {hotline} about the parcel.")
    sheet = out(site, "refund")
    found = dict(zip(COLUMNS, sheet.row("Ask {hotline} about the parcel."), strict=True))
    assert found["where"] == "Refund scams"
    assert (found["translation"], found["state"]) == (None, "待译")
    assert "{hotline}代表96110：请原样保留" in found["note"]
    assert found["room"] == "67"
    assert found["glossary"] == "“parcel” = “包裹”"
    assert sheet.row("Your parcel is lost.")[AT["where"]] == "Refund scams › A lost parcel"
    assert sheet.row("Refund scams")[AT["translation"]] == "退款骗局"


def test_without_names_every_notice_is_there_and_the_words_of_the_pages(site):
    slugs = {row[AT["id"]].partition("/")[0] for row in out(site).rows}
    assert slugs == {"refund", "pipe", "site"}


def test_what_the_package_has_translated_is_no_translators_work(site):
    sheet = out(site, "site")
    assert "Skip to the text" not in [row[AT["source"]] for row in sheet.rows]
    assert "Warnings" in [row[AT["source"]] for row in sheet.rows]


def test_the_same_site_gives_the_same_bytes(site):
    first, second = out(site, name="a.xlsx"), out(site, name="b.xlsx")
    assert first.path.read_bytes() == second.path.read_bytes()


def test_a_table_is_never_written_over(site):
    sheet = out(site)
    with pytest.raises(Misused, match="is there already, perhaps with somebody's work"):
        tables.exported(site, sheet.path, "zh-Hans")


@pytest.mark.parametrize(
    ("name", "tag", "slugs", "wrong"),
    [
        ("t.csv", "zh-Hans", (), "ends in .xlsx"),
        ("t.xlsx", "fr", (), "not one of the site's languages"),
        ("t.xlsx", "zh-Hans", ("none",), "there is no notice “none”"),
        ("t.xlsx", "en", ("refund",), "there is nothing to translate into en"),
    ],
)
def test_what_cannot_be_exported_is_told(site, name, tag, slugs, wrong):
    with pytest.raises(Misused, match=re.escape(wrong)):
        tables.exported(site, site.parent / name, tag, slugs)
    assert not (site.parent / name).exists()


# And back.


def test_as_it_went_out_nothing_changes(site):
    before = tree(site)
    done = back(site, out(site))
    assert (done.changed, done.taken, done.problems) == ((), 0, ())
    assert done.same > 0
    assert tree(site) == before


def test_a_new_translation_waits_for_review_and_no_other_line_changes(site):
    sheet, before = out(site), (site / PO).read_text(encoding="utf-8")
    sheet.write("Refund scams", "退款诈骗")
    done = back(site, sheet)
    assert (done.changed, done.taken, told(done)) == ((PO,), 1, [])
    after = (site / PO).read_text(encoding="utf-8")
    mended = before.replace(
        'msgctxt "bulletin"\nmsgid "Refund scams"\nmsgstr "退款骗局"',
        '#, fuzzy\nmsgctxt "bulletin"\nmsgid "Refund scams"\nmsgstr "退款诈骗"',
    )
    assert (after, after != before) == (mended, True)


def test_a_text_that_the_catalogue_lacks_is_put_there(site):
    with_keys(site, "short: Hang up.")
    sheet = out(site)
    sheet.write("Hang up.", "请挂断。")
    assert back(site, sheet).taken == 1
    entry = entries(site)["bulletin", "Hang up."]
    assert (entry.msgstr, entry.fuzzy) == (("请挂断。",), True)


def test_what_was_approved_or_reviewed_waits_again_where_it_changed(site):
    for one in ("Refund scams", "A loan"):
        sheet = out(site, name=f"{one}.xlsx")
        sheet.write(one, "另一种说法")
        back(site, sheet)
        assert entries(site)["bulletin" if one[0] == "R" else "routines/loan", one].fuzzy


def test_what_comes_back_is_checked(site):
    sheet = out(site)
    sheet.write("Call {hotline} first.", "先拨打96111。")
    done = back(site, sheet)
    assert done.taken == 1
    (problem,) = [one for one in done.problems if not one.warning]
    assert (problem.path, problem.rule) == (PO, "facts")
    lines = (site / PO).read_text(encoding="utf-8").split("\n")
    assert "Call {hotline} first." in lines[problem.line - 1]


def test_numbers_and_formulas_stay_words(site):
    with_keys(site, 'short: "=1+1 is 96110"')
    sheet = out(site)
    assert sheet.row("=1+1 is 96110")
    sheet.write("=1+1 is 96110", "=1+1是96110")
    assert back(site, sheet).taken == 1
    assert entries(site)["bulletin", "=1+1 is 96110"].msgstr == ("=1+1是96110",)


# Rows that do not fit.


def test_a_source_that_has_changed_since_is_told(site):
    sheet = out(site)
    sheet.write("Refund scams", "退款诈骗")
    head = site / "content/refund/bulletin.md"
    head.write_text(head.read_text().replace("Refund scams", "Fake refunds"), encoding="utf-8")
    done = back(site, sheet)
    assert (done.taken, done.changed) == (0, ())
    assert told(done) == ["the original has changed since the table was exported, or is gone"]
    assert done.problems[0].line == sheet.rows.index(sheet.row("Refund scams")) + HEAD + 1


def test_a_notice_that_is_gone_is_told(site):
    sheet = out(site, "refund")
    shutil.rmtree(site / "content/refund")
    assert {*told(back(site, sheet))} == {
        "the original has changed since the table was exported, or is gone"
    }


def test_an_original_that_was_edited_in_the_table_is_told(site):
    sheet = out(site)
    sheet.row("Refund scams")[AT["source"]] = "Refunds"
    assert told(back(site, sheet)) == [
        "the original in this row is another than it was exported with"
    ]


def test_a_lost_row_is_told_and_nothing_is_changed_for_it(site):
    sheet, before = out(site), tree(site)
    del sheet.rows[3], sheet.rows[0]
    done = back(site, sheet)
    assert told(done) == ["rows of the table are missing: 2"]
    assert done.problems[0].warning
    assert tree(site) == before


@pytest.mark.parametrize(
    ("second", "taken", "wrong"), [("退款诈骗", 1, "are the same"), ("别的", 0, "and differ")]
)
def test_a_doubled_row_is_told(site, second, taken, wrong):
    sheet = out(site)
    sheet.write("Refund scams", "退款诈骗")
    twin = list(sheet.row("Refund scams"))
    twin[AT["translation"]] = second
    sheet.rows.append(twin)
    done = back(site, sheet)
    assert done.taken == taken
    assert [wrong in one for one in told(done) if "another order" not in one] == [True]


def test_rows_that_were_sorted_are_told_and_taken(site):
    sheet = out(site)
    sheet.write("Refund scams", "退款诈骗")
    sheet.rows.reverse()
    done = back(site, sheet)
    assert told(done) == ["the rows are in another order than they were exported in"]
    assert done.problems[0].warning
    assert done.taken == 1
    assert entries(site)["bulletin", "Refund scams"].msgstr == ("退款诈骗",)


def test_translations_that_were_sorted_by_themselves_are_told_and_not_taken(site):
    sheet, before = out(site), tree(site)
    words = [row[AT["translation"]] for row in sheet.rows]
    for row, other in zip(sheet.rows, [*words[1:], words[0]], strict=True):
        row[AT["translation"]] = other
    done = back(site, sheet)
    assert "the translation is that of another row, which has lost it" in told(done)
    assert tree(site) == before


def test_ids_that_were_sorted_by_themselves_are_told(site):
    sheet, before = out(site), tree(site)
    ids = [row[AT["id"]] for row in sheet.rows]
    for row, other in zip(sheet.rows, [*ids[1:], ids[0]], strict=True):
        row[AT["id"]] = other
    done = back(site, sheet)
    assert "the original in this row is another than it was exported with" in told(done)
    assert tree(site) == before


def test_the_same_words_for_two_texts_are_taken(site):
    sheet = out(site)
    sheet.write("A loan", "退款骗局")
    done = back(site, sheet)
    assert done.taken == 1
    assert entries(site)["routines/loan", "A loan"].msgstr == ("退款骗局",)


def test_what_somebody_changed_here_meanwhile_is_told(site):
    sheet = out(site)
    sheet.write("Refund scams", "退款诈骗")
    po = site / PO
    po.write_text(po.read_text(encoding="utf-8").replace("退款骗局", "假退款"), encoding="utf-8")
    done = back(site, sheet)
    assert told(done) == ["somebody has changed the translation here since the table was exported"]
    assert entries(site)["bulletin", "Refund scams"].msgstr == ("假退款",)


def test_a_table_may_come_back_twice(site):
    sheet = out(site)
    sheet.write("Refund scams", "退款诈骗")
    assert back(site, sheet).taken == 1
    again = back(site, sheet)
    assert (again.taken, again.problems) == (0, ())


def test_a_translation_that_was_taken_out_is_told(site):
    sheet = out(site)
    sheet.write("Refund scams", None)
    assert told(back(site, sheet)) == ["the translation was taken out"]
    assert entries(site)["bulletin", "Refund scams"].msgstr == ("退款骗局",)


def test_what_excel_made_of_words_is_told(site):
    sheet = out(site)
    sheet.write("Refund scams", 0.5)
    assert "Excel has turned a cell" in told(back(site, sheet))[0]


def test_a_row_that_somebody_added_is_told(site):
    sheet = out(site)
    sheet.rows.append([None, "mine", "我的", *[None] * 5])
    done = back(site, sheet)
    assert told(done) == ["nothing says which text this row is of"]


def test_another_language_than_the_tables_is_wrong_usage(site):
    sheet = out(site)
    with pytest.raises(Misused, match="the table is for zh-Hans"):
        tables.imported(site, sheet.path, "en")


def test_a_text_without_end_is_not_taken(site):
    sheet = out(site)
    sheet.write("Refund scams", "骗" * 32_000)
    done = back(site, sheet)
    assert (done.taken, len(done.problems)) == (0, 1)


# A word of the pages with a form for each number.


@pytest.fixture
def plural_site(site):
    """A site with a template that counts, in a language with three forms too."""
    shutil.copytree(support.ROOT / "templates", site / "templates")
    (site / "templates/list.html").write_text(LIST, encoding="utf-8")
    translate.init(site, "pl")
    return site


def test_each_form_of_a_plural_has_a_row(plural_site, tmp_path):
    path = "locales/pl/LC_MESSAGES/site.po"
    tables.exported(plural_site, tmp_path / "t.xlsx", "pl", ["site"])
    sheet = Sheet(tmp_path / "t.xlsx")
    rows = [row for row in sheet.rows if row[AT["source"]].startswith("%(num)s notice")]
    assert [row[AT["source"]] for row in rows] == ["%(num)s notice"] + ["%(num)s notices"] * 2
    assert [row[AT["note"]].split("\n")[-1] for row in rows] == [
        f"Form {number} of 3" for number in (1, 2, 3)
    ]
    rows[1][AT["translation"]] = "%(num)s powiadomienia"
    done = back(plural_site, sheet)
    assert (done.changed, done.taken) == ((path,), 1)
    entry = entries(plural_site, path)[None, "%(num)s notice"]
    assert (entry.msgstr, entry.fuzzy) == (("", "%(num)s powiadomienia", ""), True)


def test_where_one_form_is_for_every_number_its_original_is_that_of_several(plural_site, tmp_path):
    tables.exported(plural_site, tmp_path / "t.xlsx", "zh-Hans", ["site"])
    sources = [row[AT["source"]] for row in Sheet(tmp_path / "t.xlsx").rows]
    assert [one for one in sources if one.startswith("%(num)s notice")] == ["%(num)s notices"]


def test_more_rows_than_come_back_are_not_exported(site, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(Misused, match="more than 3 rows; name some of the notices"):
        out(site)


# Nothing unread is ever published by it.

_WORDS = st.sampled_from(
    [
        "",
        "另一种说法",
        "先拨打{hotline}。",
        "96111",
        "=1+1",
        "<b>粗</b>",
        "\u202e",
        "a" * 70,
        96110,
        0.5,
    ]
)
_DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["write", "delete", "double", "move", "source", "id", "swap", "text"]),
        st.integers(0, 99),
        st.integers(0, 99),
        _WORDS | st.text(max_size=30).map(lambda text: re.sub("[\x00-\x1f\ufffe\uffff]", "", text)),
    ),
    max_size=8,
)


def _done(sheet, deed, at, other, words):
    rows = sheet.rows
    if not rows:
        return
    at, other = at % len(rows), other % len(rows)
    if deed == "write":
        rows[at][AT["translation"]] = words
    elif deed == "delete":
        del rows[at]
    elif deed == "double":
        rows.insert(other, list(rows[at]))
    elif deed == "move":
        rows.insert(other, rows.pop(at))
    elif deed == "text":
        rows[at] = [words if at == other else cell for cell in rows[at]]
    else:
        column = AT[deed if deed in AT else "translation"]
        rows[at][column], rows[other][column] = rows[other][column], rows[at][column]


@settings(max_examples=support.examples(40), deadline=None)
@given(_DEEDS, st.sampled_from([PO, "locales/zh_Hans/LC_MESSAGES/site.po", ""]))
def test_nothing_unread_is_ever_published(tmp_path_factory, deeds, fuzzy):
    site = a_site(tmp_path_factory.mktemp("table") / "site")
    if fuzzy:
        text = (site / fuzzy).read_text(encoding="utf-8")
        marked = text.replace("\nmsgctxt", "\n#, fuzzy\nmsgctxt", 3)
        (site / fuzzy).write_text(marked, encoding="utf-8")
    catalogues = sorted(path for path in tree(site) if path.endswith(".po"))
    before = {path: entries(site, path) for path in catalogues}
    sheet = out(site)
    for deed in deeds:
        _done(sheet, *deed)
    try:
        done = back(site, sheet)
    except Refused:
        done = None  # where the row of keys was written over, or a formula is in it
    for path in catalogues:
        for key, entry in entries(site, path).items():
            was = before[path].get(key)
            is_as_before = was is not None and (was.msgstr, was.fuzzy) == (
                entry.msgstr,
                entry.fuzzy,
            )
            assert is_as_before or entry.fuzzy or not entry.has_words
    assert done is None or len(done.changed) <= len(catalogues)


# Other programs.


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_table_that_libreoffice_saved_is_as_it_was(site):
    with_keys(site, 'short: "=1+1 is 96110"')
    sheet, before = out(site), tree(site)
    folder = site.parent / "saved"
    command = ("soffice", "--headless", "--convert-to", "xlsx", "--outdir")
    subprocess.run([*command, folder, sheet.path], check=True, timeout=120, capture_output=True)
    done = tables.imported(site, folder / "t.xlsx")
    assert (done.taken, done.problems) == (0, ())
    assert tree(site) == before
    saved = Sheet(folder / "t.xlsx")
    saved.write("Refund scams", "退款诈骗")
    saved.rows.reverse()
    assert back(site, saved).taken == 1


# The commands.


def test_the_commands_write_a_table_and_take_it_back(site, call):
    path = site.parent / "t.xlsx"
    status, stdout, _ = call("--site", site, "export", path, "--locale", "zh-Hans", "refund")
    assert status == 0
    assert f"{path}: texts: " in stdout
    sheet = Sheet(path)
    sheet.write("Refund scams", "退款诈骗")
    sheet.save()
    status, stdout, _ = call("--site", site, "import", path)
    assert (status, "new, and to be reviewed: 1" in stdout) == (0, True)
    sheet.write("Call {hotline} first.", "先拨打96111。")
    sheet.save()
    status, _, stderr = call("--site", site, "import", path, "--locale", "zh-Hans")
    assert (status, "facts" in stderr) == (1, True)


def test_another_file_is_no_table(site, call, tmp_path):
    other = tmp_path / "x.xlsx"
    other.write_bytes(b"PK")
    status, _, stderr = call("--site", site, "import", other)
    assert (status, "cannot be read as a table" in stderr) == (1, True)
    status, _, _ = call("--site", site, "import", tmp_path / "none.xlsx")
    assert status == 3
