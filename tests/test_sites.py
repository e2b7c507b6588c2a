"""Example sites, before and after: the whole output, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import support

NAMES = sorted(path.parent.name for path in support.SITES.glob("*/source"))


def built(name: str, folder: Path) -> Path:
    """Build an example site; gives the output folder."""
    site = support.example_site(name, folder / "source")
    support.build(site, folder / "output")
    return folder / "output"


@pytest.mark.parametrize("name", NAMES)
def test_an_example_site_builds_to_what_is_expected(name, tmp_path):
    """`python -m tests.refresh` brings what is expected up to date."""
    found = support.tree(built(name, tmp_path))
    told = support.difference(support.tree(support.SITES / name / "expected"), found)
    assert not told, told


def test_there_are_example_sites():
    assert len(NAMES) >= 6
