"""No number to call, amount or short address is parted at the end of a line, in a narrow window."""

from __future__ import annotations

import pytest

from tests import support
from tests.browser import kinds
from tests.browser.kinds import KINDS
from tests.serving import serving

pytestmark = pytest.mark.browser

PARTED = r"""() => {
  const amount = "[¥￥$€]\\s?[0-9][0-9.,]*|[0-9][0-9.,]*\\s?(?:yuan|[万亿千]?元)";
  const number = "\\+?[0-9]{2,5}(?:[ -][0-9]{2,9})+";
  const address = "(?:[a-z0-9-]+@)?(?:[a-z0-9-]+\\.)+(?:example|cn|org)(?:/[a-z0-9/-]*)?";
  const sought = new RegExp(`${amount}|${address}|${number}`, "g");
  const lines = (range) => {
    const tops = [...range.getClientRects()].filter((box) => box.width > 1)
      .map((box) => Math.round(box.top + box.height / 2));
    return tops.filter((top, at) => tops.findIndex((one) => Math.abs(one - top) < 4) === at).length;
  };
  const found = [], looked = [];
  const look = (range, words) => {
    looked.push(words);
    if (lines(range) > 1) found.push(words);
  };
  for (const link of document.querySelectorAll('a[href^="tel:"]')) {
    const range = document.createRange();
    range.selectNodeContents(link);
    look(range, link.textContent);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("style")) continue;
    for (const match of node.data.matchAll(sought)) {
      if (match[0].length > 30) continue;
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      look(range, match[0]);
    }
  }
  return { found, looked };
}"""
"""What is parted on the page, and what was looked at."""


@pytest.mark.parametrize("kind", KINDS)
def test_no_number_or_address_of_a_page_is_parted(visit, kind):
    shown = visit(kind, width=360).evaluate(PARTED)
    assert shown["found"] == []
    assert shown["looked"] or kind in ("chooser", "not found") or "review" in kind


TYPED = {
    "en": ("Pay 1,200 yuan", "or ¥5,000", "call 021-5555 0123", "see police-help.example/ask"),
    "zh-Hans": ("付1.2万元", "共1,200元", "拨打021-55550123", "访问police-help.example/ask"),
    "ar": ("دفع ¥5,000", "رقم 021-55550123", "ثم +86 21 5555 0123", "موقع a-police.example"),
}
_FILLING = {"en": "word ", "zh-Hans": "字", "ar": "كلمة "}


def _site(folder, tag):
    """Each text after a few words more, so that each would be parted somewhere."""
    texts = [
        f"{_FILLING[tag] * more}{words}{'。' if tag == 'zh-Hans' else ' ok.'}"
        for more in range(1, 40)
        for words in TYPED[tag]
    ]
    settings = support.SMALL_SITE["content/site.toml"]
    asked = f'source_locale = "{tag}"\nlocales = ["{tag}"]'
    files = {
        "content/site.toml": settings.replace('locales = ["en", "zh-Hans"]', asked),
        "content/x/bulletin.md": "---\ntitle: X\ndate: 2026-01-01\n---\n\n" + "\n\n".join(texts),
    }
    return support.write_tree(folder, files)


@pytest.mark.parametrize("tag", TYPED)
def test_what_writers_type_into_a_text_is_not_parted(page, tmp_path, tag):
    site = _site(tmp_path / "site", tag)
    if tag == "ar":
        kinds._fill_in(site, "ar", "كلمة")
    support.build(site, tmp_path / "output")
    page.set_viewport_size({"width": 360, "height": 800})
    with serving(tmp_path / "output") as address:
        page.goto(f"{address}{tag}/x/")
        shown = page.evaluate(PARTED)
        page.evaluate("document.querySelectorAll('.whole').forEach(one => one.className = '')")
        damaged = page.evaluate(PARTED)
    assert len(shown["looked"]) >= 39 * len(TYPED[tag])
    assert shown["found"] == []
    assert damaged["found"], "the measure measures"
