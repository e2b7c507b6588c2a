"""How much a reader on a weak signal has to fetch: a page with all that it needs, compressed."""

from __future__ import annotations

import gzip
import posixpath
from functools import cache

import pytest

from generator.listings.archive import LENGTH
from tests import support
from tests.benchmarks.site import Corpus
from tests.support import Page, tree

MOST = 14 * 1024
"""What comes in a connection's first round trip (RFC 6928: ten segments of 1,460 bytes)."""

COUNT = 50 * LENGTH + LENGTH - 1
"""A thousand bulletins, and as many more as make the newest part of the list as long as it gets."""


def weights(output):
    """The bytes of each page and of the style sheets that it links to, as hosts send them."""
    compressed = cache(lambda name: len(gzip.compress(output[name])))
    for name, data in output.items():
        if not name.endswith(".html"):
            continue
        page = Page(data.decode())
        needed = [
            posixpath.normpath(posixpath.join(posixpath.dirname(name), found["href"]))
            for tag, found in page.tags
            if tag == "link" and found.get("rel") == "stylesheet"
        ]
        # A poster's page shows its sheet, which is no part of the page's own weight.
        sources = [found["src"] for tag, found in page.tags if "src" in found]
        sheet = name.rpartition("/")[2].replace(".html", ".svg")
        assert sources == ([sheet] if "poster" in name else [])
        yield name, sum(map(compressed, (name, *needed)))


def test_every_page_of_the_notice_is_light(own_site):
    found = dict(weights(own_site))
    assert found
    assert {name: weight for name, weight in found.items() if weight >= MOST} == {}


@pytest.mark.large
def test_every_page_of_a_site_of_a_thousand_bulletins_is_light(tmp_path):
    """Each bulletin as long as the real notice: four scams, five reminders."""
    site = Corpus(COUNT).write(tmp_path / "site")
    with (site / "content/site.toml").open("a", encoding="utf-8") as toml:
        toml.write('[posters]\npairs = [["zh-Hans", "en"]]\n')
    support.build(site, tmp_path / "output")
    found = dict(weights(tree(tmp_path / "output")))
    assert len(found) > 3 * COUNT
    # All notices stand on one page, which a browser can search: so many bytes each.
    whole = {name: found.pop(f"{name}/notices.html") for name in support.LOCALES}
    assert {name: weight for name, weight in whole.items() if weight >= MOST + 160 * COUNT} == {}
    assert {name: weight for name, weight in found.items() if weight >= MOST} == {}
