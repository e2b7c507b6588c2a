"""Twenty notices of a neighbourhood board: nothing of what was written is lost on the page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests import support

NOTICES = support.CASES / "notices"
_POINT = re.compile(r"^\s*[0-9]{1,2}[.)、]", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z]+|[0-9]+|[\u3400-\u9fff]")


def site_of(lang: str, folder: Path) -> Path:
    """The site of the ten notices of a language, as its writer puts them in."""
    paths = (NOTICES / lang).rglob("*.*")
    found = {path.relative_to(NOTICES / lang): path for path in paths if path.suffix != ".txt"}
    return support.write_tree(
        folder, {f"content/{name}": path.read_text("utf-8") for name, path in found.items()}
    )


def lost(written: str, shown: str) -> list[str]:
    """The words and numbers of a notice that what is shown has not, or not as often.

    Numbers lose their noughts in front, as in 8 for 08.
    """
    notice = written.partition("\nFORM: ")[0]
    words = (Counter(map(_bare, _WORD.findall(text))) for text in (notice, shown))
    wanted, found = words
    return sorted((wanted - found).elements())


def _bare(word: str) -> str:
    return word.lower().lstrip("0") or "0"


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_no_word_and_no_number_is_lost_on_the_page_and_in_its_text(lang, tmp_path):
    site = site_of(lang, tmp_path / "site")
    support.build_unprinted(site, tmp_path / "output")
    written = sorted((NOTICES / lang).glob("*/notice.txt"))
    assert len(written) == 10
    for path in written:
        made = tmp_path / "output" / lang / path.parent.name
        page = support.Page((made / "index.html").read_text("utf-8"))
        text = path.read_text("utf-8")
        # A browser counts the points of a list by itself.
        uncounted = _POINT.sub("", text)
        assert lost(uncounted, "\n".join(one.text for one in page.words)) == [], path
        assert lost(text, (made / "bulletin.txt").read_text("utf-8")) == [], path
