"""The pages on a reader's own printer: a sheet is one page, and a notice loses no word."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from tests.browser.kinds import SHEETS
from tests.support import LOCALES

pytestmark = pytest.mark.browser

A4 = (595.276, 841.89)
"""A4 in points."""


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_prints_on_one_page_of_a4(page, addresses, sheet):
    page.goto(addresses["real"] + SHEETS[sheet])
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert [one.get_size() for one in printed] == [pytest.approx(A4, abs=1)]
    printed.close()


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("kind", ["bulletin", "Chinese-first bulletin"])
def test_a_bulletin_prints_on_two_pages_of_a4_and_loses_no_word(visit, kind, tag, size):
    page = visit(f"{kind} {tag}")
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, format=size))
    # Letter is lower.
    assert len(printed) <= (2 if size == "A4" else 3)
    found = "".join(letters(one.get_textpage().get_text_range()) for one in printed)
    printed.close()
    page.emulate_media(media="print")
    blocks = page.eval_on_selector_all(
        "main :is(h1, h2, h3, h4, p, dt, dd, li, figcaption, .chat b, .chat q, .chat span),"
        " .colophon p",
        "all => all.filter(e => e.checkVisibility() && !e.querySelector('p, h3, b + *'))"
        ".map(e => e.innerText)",
    )
    assert len(blocks) > 40
    missing = [block for block in blocks if letters(block) not in found]
    assert not missing


def letters(text: str) -> str:
    """The letters and digits alone: where a line breaks, and how a sign is drawn, is no matter."""
    return re.sub(r"[\W_]+", "", text)
