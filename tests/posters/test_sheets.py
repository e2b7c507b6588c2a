"""What a sheet's PDF is made from. The sheets themselves: test_posters.py, and only if asked."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.posters import sheets
from generator.posters.sheets import Sheet, fingerprint
from tests.project.test_architecture import OWN
from tests.text.test_fonts import LATIN

SHEET = Sheet("en/x/poster.pdf", '<link rel="stylesheet" href="a.css">', "bulletin.md", "p.html")
STYLES = {"assets/a.css": b"p {}"}

PACKAGE = Path(sheets.__file__).parents[1]
WORDS_ONLY = {"diagnostics", "model", "facts", "locales", "workers"}
"""What the modules of a sheet import besides: refusals, processes, and the names of types."""


def test_the_same_sheet_has_the_same_fingerprint():
    made = fingerprint(SHEET, STYLES, (LATIN,))
    assert made == fingerprint(SHEET, dict(STYLES), (LATIN,))
    assert len(made) == 64


@pytest.mark.parametrize(
    ("sheet", "styles", "faces"),
    [
        (replace(SHEET, html=SHEET.html + " "), STYLES, (LATIN,)),
        (SHEET, {"assets/a.css": b"p { }"}, (LATIN,)),
        (SHEET, STYLES, (replace(LATIN, data=LATIN.data + b"\0"),)),
    ],
)
def test_another_sheet_has_another(sheet, styles, faces):
    assert fingerprint(sheet, styles, faces) != fingerprint(SHEET, STYLES, (LATIN,))


@pytest.mark.parametrize(
    "name",
    [
        path.relative_to(PACKAGE).as_posix()
        for package in sheets._CODE
        for path in sorted((PACKAGE / package).glob("*.py"))
    ],
)
def test_a_changed_module_prints_every_sheet_again(name, monkeypatch, tmp_path):
    """Or a former build's posters would stay as the older program set them."""
    before = fingerprint(SHEET, STYLES, (LATIN,))
    for package in sheets._CODE:
        shutil.copytree(PACKAGE / package, tmp_path / "generator" / package)
    changed = tmp_path / "generator" / name
    changed.write_bytes(changed.read_bytes() + b"\n")
    monkeypatch.setattr(sheets, "__file__", str(tmp_path / "generator/posters/sheets.py"))
    sheets._engine.cache_clear()
    try:
        assert fingerprint(SHEET, STYLES, (LATIN,)) != before
    finally:
        sheets._engine.cache_clear()


def test_no_package_that_shapes_a_sheet_is_forgotten():
    """That of the printer, and those of what it imports, and what they import themselves."""
    reached, left = set(), {"posters.printer"}
    while left:
        reached |= left
        known = (name for name in left if name.partition(".")[0] not in WORDS_ONLY)
        left = {other for name in known for other in OWN.get(name, ())} - reached
    assert "text.fonts" in reached
    assert {name.partition(".")[0] for name in reached} - WORDS_ONLY == set(sheets._CODE)
