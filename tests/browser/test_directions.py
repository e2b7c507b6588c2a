"""Where the text runs from right to left, a number is still read as it is dialled."""

from __future__ import annotations

import pytest

from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser

NUMBER = "+86 21 96110"
SHOWN = """number => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange(), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, start = node.data.indexOf(number);
    if (start < 0) continue;
    const placed = [...number].map((character, at) => {
      range.setStart(node, start + at);
      range.setEnd(node, start + at + 1);
      const box = range.getBoundingClientRect();
      return { character, left: box.left, top: Math.round(box.top) };
    });
    // A number that is broken is read line by line; its spaces take no room there.
    placed.sort((one, other) => one.top - other.top || one.left - other.left);
    found.push(placed.map((one) => one.character.trim()).join(""));
  }
  return found;
}"""
"""The characters of each number on the page, from left to right as they are seen, less spaces."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("right-to-left")])
def test_a_number_is_shown_in_its_own_order(visit, kind):
    shown = visit(kind).evaluate(SHOWN, NUMBER)
    assert shown
    assert set(shown) == {NUMBER.replace(" ", "")}


def test_a_number_that_is_not_set_apart_would_be_found(visit):
    """The measure measures: this is what readers of Arabic were shown."""
    page = visit("right-to-left bulletin")
    page.evaluate("document.querySelectorAll('.fact').forEach(one => one.removeAttribute('dir'))")
    assert "961102186+" in page.evaluate(SHOWN, NUMBER)
