"""The pages as old phones show them: less all that Chrome 60 and iOS 12 do not know."""

from __future__ import annotations

import pytest

from tests.browser import old_phones
from tests.browser.kinds import KINDS
from tests.browser.test_layout import CALLED, SMALL_PHONE, lost
from tests.support import LOCALES, NOTICES

pytestmark = pytest.mark.browser

# An address that is not there has its style sheet inside, which is the same one.
SHOWN = [kind for kind, one in KINDS.items() if one.site != "many" and kind != "not found"]
EDGES = """() => {
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || node.parentElement.closest(".skip, .hidden")) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width && (box.left < 8 || box.right > innerWidth - 8)) found.push(node.data);
    }
  }
  return found;
}"""
"""The words that touch an edge of the window."""


def _strip(route):
    answer = route.fetch()
    css = old_phones.as_read(old_phones.parsed(answer.text()))
    route.fulfill(response=answer, body=css)


@pytest.fixture
def old(visit, tab):
    """Opens a kind of page as an old phone shows it."""
    tab.route("**/*.css", _strip)
    yield visit
    tab.unroute("**/*.css")


@pytest.mark.parametrize("kind", SHOWN)
def test_nothing_is_lost_and_no_words_touch_the_edge(old, measures, kind):
    page = old(kind, width=360, height=740)
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "it has its sheet"
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        assert not lost(measures), f"{width} px"
        assert not page.evaluate(EDGES), f"{width} px"


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("slug", [slug for slug, scams in NOTICES.items() if scams])
def test_both_numbers_are_on_the_first_screen(old, tab, addresses, slug, tag):
    width, height = SMALL_PHONE
    page = old("chooser", width=width, height=height)
    page.goto(f"{addresses['real']}{tag}/{slug}/index.html")
    first, second = page.evaluate(CALLED)
    assert [first["number"], second["number"]] == ["96110", "110"]
    assert first["top"] == second["top"]
    assert max(first["bottom"], second["bottom"]) <= height


def test_the_sheet_of_before_would_be_found(old, tab):
    """The measure measures: words at the edge, where sides have names that old phones lack."""
    page = old("bulletin en", width=360)
    page.evaluate("document.querySelector('.columns').style.padding = 0")
    assert page.evaluate(EDGES)
