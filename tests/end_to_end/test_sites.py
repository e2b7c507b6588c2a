"""Example sites, before and after: the whole output, file by file.

Most have templates of their own, which show each field by its name. Those that are called
`shipped…` are built with the package's templates, so that an edit of one shows in `git diff` as
readers will see it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.source import reader
from tests import support
from tests.support import SHIPPED

NAMES = sorted(path.parent.name for path in support.SITES.glob("*/source"))
FILES = "FILES"
"""Has the names of all files of a site with the shipped templates."""
_DIGEST_OF_ASSET = re.compile(r"(assets/[a-z]+)\.[0-9a-f]{10}\.")
_DIGEST_OF_STYLE = re.compile(r"sha256-[A-Za-z0-9+/]{43}=")


def built(name: str, folder: Path) -> Path:
    """Build an example site; gives the output folder."""
    site = support.example_site(name, folder / "source")
    support.build_unprinted(site, folder / "output", review=name.startswith(SHIPPED))
    if name.startswith(SHIPPED):  # which lie beside it
        shutil.copytree(folder / "review", folder / "output/review")
    return folder / "output"


def compared(name: str, output: Path) -> dict[str, bytes]:
    """What is compared of an example site's output, file by file.

    Of one with the shipped templates, the pages and texts, and the names of all files: style sheets
    are long, and an edit of one would show in every page's link to it. Of the others, all but the
    sheets, which are empty: the sums name them.
    """
    found = support.tree(output)
    if not name.startswith(SHIPPED):
        return {path: data for path, data in found.items() if data}
    styles = [data.decode() for path, data in found.items() if path.endswith(".css")]
    texts = {
        _DIGEST_OF_ASSET.sub(r"\1.DIGEST.", path): _without_styles(data.decode(), styles)
        for path, data in found.items()
    }
    names = "".join(f"{path}\n" for path in texts)
    pages = {path: text for path, text in texts.items() if path.endswith((".html", ".txt", ".xml"))}
    return {path: text.encode() for path, text in {**pages, FILES: names}.items()}


def _without_styles(text: str, styles: list[str]) -> str:
    """A page without what hangs on a style sheet's content: that itself, and its digests."""
    for style in styles:
        text = text.replace(f"<style>{style}</style>", "<style>…</style>")
    text = _DIGEST_OF_ASSET.sub(r"\1.DIGEST.", text)
    return _DIGEST_OF_STYLE.sub("sha256-DIGEST", text)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_site_builds_to_what_is_expected(name, tmp_path):
    """`python -m tests.refresh` brings what is expected up to date."""
    found = compared(name, built(name, tmp_path))
    told = support.difference(support.tree(support.SITES / name / "expected"), found)
    assert not told, told


def test_there_are_example_sites():
    assert len(NAMES) >= 8
    assert sum(name.startswith(SHIPPED) for name in NAMES) >= 2


def test_an_edit_of_a_style_sheet_changes_no_page_that_is_expected(tmp_path, monkeypatch):
    """Nothing is left in them that hangs on one."""
    name, package = "shipped-fallback", tmp_path / "package"
    for folder in ("templates", "locales"):
        shutil.copytree(support.ROOT / folder, package / folder)
    for path in (package / "templates/assets").glob("*.css"):
        path.write_text(path.read_text(encoding="utf-8") + "\n.new {}\n", encoding="utf-8")
    monkeypatch.setattr(reader, "_defaults", lambda: package)
    found = compared(name, built(name, tmp_path))
    assert not support.difference(support.tree(support.SITES / name / "expected"), found)
