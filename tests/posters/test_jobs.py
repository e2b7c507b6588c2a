"""Printing: nothing twice, a changed text its own sheets alone, the same by several processes."""

from __future__ import annotations

import re
import shutil
import sys

import pytest

from generator import workers
from generator.build import build as building
from generator.diagnostics.errors import Refused, Unable
from generator.posters import jobs, sheets
from tests import support
from tests.support import SMALL_SITE, tree

TOML = "content/site.toml"
SCAM = "content/refund/routines/01-parcel.md"
OTHER = "content/loan/bulletin.md"
SITE = {
    **SMALL_SITE,
    TOML: SMALL_SITE[TOML].replace('locales = ["en", "zh-Hans"]', 'locales = ["en"]')
    + '[posters]\nvariants = ["mono"]\n',
    "content/refund/routines/02-account.md": (
        "---\ntitle: A locked account\n---\n\n> Your account is locked.\n\nThey want a code.\n"
    ),
    OTHER: "---\ntitle: Loans\ndate: 2022-07-25\n---\n\nCall {hotline} first.\n",
    "content/loan/routines/01-fee.md": "---\ntitle: A fee\n---\n\n> Pay first.\n\nThey go.\n",
}
SHEETS = {
    *("en/refund/poster.pdf", "en/refund/poster.svg", "en/refund/poster.png"),
    *("en/refund/poster.mono.pdf", "en/refund/card.png", "en/refund/share.png"),
    *(
        f"en/refund/posters/{name}.{end}"
        for name in ("parcel", "account")
        for end in ("pdf", "svg", "mono.pdf", "card.png")
    ),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The site with its sheets, printed once."""
    folder = tmp_path_factory.mktemp("jobs")
    site = support.write_tree(folder / "site", SITE)
    support.build(site, folder / "output", pdf=True)
    return folder


@pytest.fixture
def copy(printed, tmp_path):
    for name in ("site", "output"):
        shutil.copytree(printed / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def counted(monkeypatch):
    """The paths of all sheets that are set from now on, in this process."""
    found = []

    def made(sheet, mark, engine):
        found.append({path for _, path in sheet.paths})
        return real(sheet, mark, engine)

    real = sheets.made
    monkeypatch.setattr(sheets, "made", made)
    return found


def _again(folder):
    return support.build(folder / "site", folder / "output", pdf=True)


def _replace(folder, path, old, new):
    file = folder / "site" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_every_sheet_is_there(printed):
    found = {path for path in tree(printed / "output") if re.search(r"\.(pdf|svg|png)$", path)}
    assert {path for path in found if path.startswith("en/refund/")} == SHEETS


def test_nothing_is_printed_twice(copy, counted):
    """With nothing remembered of the last build, then with what this one keeps."""
    for _ in range(2):
        assert _again(copy).published.written == 0
    assert counted == []


def test_another_program_prints_only_what_would_be_other(copy, counted, monkeypatch):
    """The pages are rendered again, but their sheets' code is the same."""
    monkeypatch.setattr("generator.incremental.fingerprint.program", lambda: "another")
    assert _again(copy).published.written == 0
    assert counted == []


def test_a_changed_text_prints_its_own_sheets_again_and_no_other(copy, counted):
    _replace(copy, SCAM, "Your parcel is lost.", "We lost your parcel.")
    before = tree(copy / "output")
    _again(copy)
    after = tree(copy / "output")
    changed = {path for path in after if path in SHEETS and after[path] != before[path]}
    assert changed == {path for path in SHEETS if "account" not in path}
    assert set().union(*counted) == changed


def test_a_changed_setting_that_no_sheet_shows_prints_none(copy, counted):
    _replace(copy, TOML, 'title = "Warnings"', 'title = "Alerts"')
    _again(copy)
    assert counted == []


def test_a_changed_number_prints_every_sheet(copy, counted):
    _replace(copy, TOML, 'tel = "96110"', 'tel = "96119"')
    _again(copy)
    assert set().union(*counted) >= SHEETS


@pytest.mark.parametrize(
    "path", ["en/refund/poster.pdf", "en/refund/poster.svg", "en/loan/card.png"]
)
def test_a_file_that_is_gone_or_not_what_it_was_is_printed_again(path, copy, counted):
    whole = (copy / "output" / path).read_bytes()
    for spoilt in (None, b"", whole[:100] + whole[130:]):
        if spoilt is None:
            (copy / "output" / path).unlink()
        else:
            (copy / "output" / path).write_bytes(spoilt)
        _again(copy)
        assert (copy / "output" / path).read_bytes() == whole
    assert all(path in one for one in counted)
    assert len(counted) == 3


def test_sheets_that_nobody_asks_for_any_more_are_taken_out(copy):
    _replace(copy, TOML, '[posters]\nvariants = ["mono"]\n', "")
    _again(copy)
    left = {path for path in tree(copy / "output") if path.endswith(".pdf")}
    assert left == {path for path in left if "mono" not in path} != set()


def test_without_posters_those_of_a_former_build_are_taken_out_or_kept(copy, counted):
    """And printed again as they were."""
    before = tree(copy / "output")
    support.build(copy / "site", copy / "output")
    assert not [path for path in tree(copy / "output") if path.endswith("poster.html")]
    _again(copy)
    assert tree(copy / "output") == before


def test_two_processes_print_the_same_to_the_byte(printed, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "_FEW", 1)
    asked = []
    real = jobs.workers.pool

    def pool(number, *rest):
        asked.append(number)
        return real(number, *rest)

    monkeypatch.setattr(jobs.workers, "pool", pool)
    support.build(printed / "site", tmp_path / "output", pdf=True, jobs=2)
    assert asked == [2, 2]
    assert not support.difference(
        {path: data for path, data in tree(printed / "output").items() if path == "SHA256SUMS"},
        {path: data for path, data in tree(tmp_path / "output").items() if path == "SHA256SUMS"},
    )
    assert tree(tmp_path / "output") == tree(printed / "output")


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_refused_is_the_same_in_any_number_of_processes(number, copy, monkeypatch):
    monkeypatch.setattr(jobs, "_FEW", 1)
    _replace(copy, SCAM, "Your parcel is lost.", "Your parcel is lost. " * 90)
    shutil.rmtree(copy / "output")
    with pytest.raises(Refused) as told:
        support.build(copy / "site", copy / "output", pdf=True, jobs=number)
    (one,) = [str(one) for one in told.value.problems if not one.warning]
    assert one.startswith(f"{SCAM}:5: poster: this text is too long for the posters English")
    assert not (copy / "output").exists()
    if number == 1:
        found = building.check(copy / "site", posters=True)
        assert [str(line) for line in found if line.rule == "poster"] == [one]


def test_a_check_prints_no_picture_and_looks_at_no_sheet_that_is_up_to_date(
    copy, counted, monkeypatch
):
    looked = []
    real = sheets.checked

    def checked(sheet, engine):
        looked.append({path for _, path in sheet.paths})
        return real(sheet, engine)

    monkeypatch.setattr(sheets, "checked", checked)
    shutil.move(copy / "output", copy / "site/output")
    before = tree(copy / "site")
    building.check(copy / "site", posters=True)
    assert looked == []
    _replace(copy, SCAM, "Your parcel is lost.", "We lost your parcel.")
    building.check(copy / "site", posters=True)
    assert set().union(*looked) == {path for path in SHEETS if "account" not in path}
    assert counted == []
    assert {*tree(copy / "site")} == {*before}


def test_a_machine_without_the_engine_is_told_once_what_to_do(copy, monkeypatch):
    """And is not, where nothing has to be printed."""
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(jobs._Worker, "_engine", None)
    assert _again(copy).published.written == 0
    for number in (1, 2):
        with pytest.raises(Unable, match=r"posters cannot be printed .*--no-pdf"):
            support.build(copy / "site", copy / "elsewhere", pdf=True, jobs=number)
    assert not (copy / "elsewhere").exists()
    support.build(copy / "site", copy / "elsewhere")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are no copies")
def test_a_process_whose_engine_cannot_begin_says_why(copy, monkeypatch, tmp_path, capfd):
    """And not that it was ended from outside, after a traceback."""

    class Failing:
        def __init__(self, faces):
            if faces:
                raise Unable("there is no room")

    monkeypatch.setattr(workers, "_TASKS", str(tmp_path))  # a copy, which knows of this
    monkeypatch.setattr(jobs, "Engine", Failing)
    monkeypatch.setattr(jobs._Worker, "_engine", None)
    with pytest.raises(Unable, match="there is no room"):
        support.build(copy / "site", copy / "elsewhere", pdf=True, jobs=2)
    assert "Traceback" not in capfd.readouterr().err


def test_only_the_notices_own_posters_have_a_picture_for_links(printed):
    found = [path for path in tree(printed / "output") if path.endswith("share.png")]
    assert found == ["en/loan/share.png", "en/refund/share.png"]
