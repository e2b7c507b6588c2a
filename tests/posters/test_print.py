"""The shipped site with texts that are too long for its sheets: told once, and how much fits.

Not in the fast suite: `python -m pytest -m posters` runs them.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.build import build as building
from tests import support
from tests.posters.conftest import copy_of_the_site
from tests.posters.shipped import POSTERS

pytestmark = pytest.mark.posters

SLUG = "customer-service-fraud"
ROUTINE = "01-baitiao-account"
CATALOGS = [f"locales/{name}/LC_MESSAGES/{SLUG}.po" for name in ("en", "zh_Hans")]


def test_the_same_sheet_is_the_same_to_the_byte(made, site, tmp_path):
    """Printed once more by another process, in another folder, with no former build beside it."""
    again = tmp_path / "elsewhere"
    support.build(site, again, pdf=True, jobs=1)
    for name in POSTERS:
        assert (again / name).read_bytes() == (made / "output" / name).read_bytes(), name


def longer(site: Path, most: int) -> None:
    """Make the truth of a chat's first line this long, or longer by a word; in English alone."""
    page = site / f"content/{SLUG}/routines/{ROUTINE}.md"
    source = page.read_text(encoding="utf-8")
    line = re.search(r"(?m)^  - .* ✗ (.*)$", source)
    assert line is not None
    made = " ".join([line[1].rstrip(".")] * 40)[:most].strip()
    for path in (page, *(site / one for one in CATALOGS)):
        text = path.read_text(encoding="utf-8")
        assert line[1] in text or path.suffix == ".po"
        path.write_text(text.replace(line[1], made), encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copy_of_the_site(tmp_path)


def told(site: Path) -> list[str]:
    """The lines of a check of the posters, but for what is said of other things."""
    found = (str(one) for one in building.check(site, posters=True, jobs=2) if not one.warning)
    return [line for line in found if ": length: " not in line]


def test_a_text_that_does_not_fit_is_told_once_and_as_long_as_is_told_it_fits(copy):
    again = shutil.copytree(copy, copy.parent / "again")
    longer(copy, 900)
    (line,) = told(copy)
    found = re.fullmatch(
        rf"content/{SLUG}/routines/{ROUTINE}\.md:\d+: poster: this text is too long for the "
        r"posters .*: it has (899|900) characters, and about (?P<most>\d+) fit; shorten it",
        line,
    )
    assert found, line
    longer(again, int(found["most"]))
    assert told(again) == []


def test_a_translation_that_does_not_fit_is_told_in_its_catalog(copy):
    catalog = copy / CATALOGS[1]
    text = catalog.read_text(encoding="utf-8")
    page = (copy / f"content/{SLUG}/routines/{ROUTINE}.md").read_text(encoding="utf-8")
    truth = re.search(r"(?m)^  - .* ✗ (.*)$", page)
    assert truth is not None
    line = re.search(rf'msgid "{re.escape(truth[1])}"\nmsgstr "(.*?)"\n', text)
    assert line is not None
    catalog.write_text(text.replace(line[1], line[1] * 40), encoding="utf-8")
    number = text[: line.start()].count("\n") + 1
    (found,) = told(copy)
    assert found.startswith(f"{CATALOGS[1]}:{number}: poster: this text is too long for the ")
    assert found.endswith("; shorten this translation")
