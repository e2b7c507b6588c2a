"""Sheets of service notices: the whole text on one page, in its order, in every script.

Not in the fast suite: `python -m pytest -m posters` runs them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.diagnostics.errors import Problems
from generator.model import Bulletin
from tests import support
from tests.posters import reading, test_stress
from tests.posters.reading import compact
from tests.posters.test_stress import Case, assert_full, printed, text
from tests.posters.test_type import LEAST, OF_SCREENS

pytestmark = pytest.mark.posters

_DENSE = ("zh-Hans", "ja")
_SIZES = {"short": 60, "long": 330}
"""Characters of a text; of one without spaces, half as many."""


def _words(script: str, length: int, start: int = 0) -> str:
    return text(script, length // 2 if script in _DENSE else length, start)


def _notice(script: str, size: str, *, table: bool) -> str:
    """A notice with each kind of block; the long one says more in each."""
    part = max(20, _SIZES[size] // 6)
    blocks = [
        _words(script, part * 2),
        "\n".join(f"{n}. {_words(script, part, n)}" for n in (1, 2)),
        f"#### {_words(script, 16, 3)}",
        "\n".join(f"- {_words(script, part, n)}" for n in (4, 5)),
    ]
    if table:
        rows = [[_words(script, 12, n + at) for at in range(3)] for n in range(6, 9)]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        blocks.append("\n".join([lines[0], "|---|---|---|", *lines[1:]]))
    head = {
        "title": _words(script, 20),
        "summary": _words(script, 40),
        "area": _words(script, 30, 2),
        "audience": _words(script, 24, 3),
        "starts": "2026-01-05 08:30",
        "ends": "2026-01-05 16:00",
        "date": "2026-01-01",
        "kind": "service",
    }
    front = "".join(f"{key}: {value}\n" for key, value in head.items())
    return f"---\n{front}---\n\n" + "\n\n".join(blocks) + "\n"


def _site(folder: Path, script: str, notice: str) -> Path:
    made = test_stress.site(folder, Case(script, 0, 3))
    support.write_tree(made, {"content/x/bulletin.md": notice})
    return made


def _printed(folder: Path, script: str, notice: str) -> tuple[dict[str, Path], list[str]]:
    return printed(_site(folder, script, notice), Case(script, 0, 3))


@pytest.mark.parametrize("table", [False, True])
@pytest.mark.parametrize("size", sorted(_SIZES))
@pytest.mark.parametrize("script", ["en", "zh-Hans", "ar", "de", "ja"])
def test_a_service_notice_is_one_full_sheet_with_its_whole_text(script, size, table, tmp_path):
    notice = _notice(script, size, table=table)
    sheets, refused = _printed(tmp_path / "site", script, notice)
    assert not refused
    assert sorted(sheets) == ["card", "poster", "share"]
    for pdf in sheets.values():
        assert_full(pdf, tmp_path)
    site = support.read_site(tmp_path / "site", Problems())
    (bulletin,) = site.bulletins
    _assert_the_whole_text(bulletin, sheets["poster"])
    for name, least in (("poster", LEAST), ("card", OF_SCREENS)):
        # The text below may say the same, in smaller type.
        large = [one for one in reading.glyphs(sheets[name]) if one.size >= least - 0.02]
        shown = Counter(compact("".join(one.text for one in large)))
        assert not Counter(compact(bulletin.head.labels["area"].text)) - shown


def _assert_the_whole_text(bulletin: Bulletin, pdf: Path) -> None:
    """In its order; of what runs from right to left, the letters."""
    words = compact(reading.tags(pdf).words)
    place = 0
    head = bulletin.head
    labels = [head.labels[name].text for name in ("title", "area", "audience")]
    texts = list(map(compact, (*labels, *(one.msgid for one in head.body.segments))))
    if bulletin.source_locale.direction == "rtl":
        assert not Counter("".join(texts)) - Counter(words)
        return
    for one in texts:
        place = words.find(one, place)
        assert place >= 0, one


@pytest.mark.parametrize("script", ["en", "zh-Hans", "ar"])
def test_more_text_than_a_sheet_holds_is_refused_by_name(script, tmp_path):
    notice = _notice(script, "short", table=False) + "".join(
        f"\n{_words(script, 900, n)}.\n" for n in range(7)
    )
    sheets, refused = _printed(tmp_path / "site", script, notice)
    assert "poster" not in sheets
    assert len(refused) == 1
    assert refused[0].startswith("content/x/bulletin.md:")
    assert "this text is too long for the posters" in refused[0]


def test_a_place_too_long_for_its_row_is_refused_by_its_own_line(tmp_path):
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstellenvorplatz"
    notice = _notice("de", "short", table=False)
    notice = notice.replace("\narea: ", f"\narea: {long}")
    _, refused = _printed(tmp_path / "site", "de", notice)
    lines = notice.split("\n")
    assert f"content/x/bulletin.md:{lines.index(next(filter(_is_area, lines))) + 1}: " in refused[0]


def _is_area(line: str) -> bool:
    return line.startswith("area:")


def test_a_sheet_of_a_service_notice_has_no_words_of_scams(tmp_path):
    sheets, _ = _printed(tmp_path / "site", "en", _notice("en", "short", table=True))
    for pdf in sheets.values():
        words = reading.tags(pdf).words.lower()
        assert not [one for one in ("this is a scam", "they say", "in fact") if one in words]


def test_points_keep_the_numbers_that_they_were_typed_with(tmp_path):
    notice = _notice("en", "short", table=False).partition("\n1. ")[0]
    sheets, _ = _printed(
        tmp_path / "site", "en", f"{notice}\n3. Boil it.\n5. Drink it.\n6. Rest.\n"
    )
    read = reading.tags(sheets["poster"])
    assert "3.Boilit.5.Drinkit.6.Rest." in compact(read.words)


def test_the_headings_of_a_table_are_heard_as_such(tmp_path):
    sheets, _ = _printed(tmp_path / "site", "en", _notice("en", "short", table=True))
    read = reading.tags(sheets["poster"])
    assert (len(read.of_kind("TH")), len(read.of_kind("TD"))) == (3, 6)
