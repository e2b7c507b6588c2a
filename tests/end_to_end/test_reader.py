"""A reader who is served from the output folder while builds are at work there."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests import support
from tests.faults import whole
from tests.faults.scenes import BASE
from tests.incremental.test_incremental import a_bulletin, a_site
from tests.support import tree, write_tree

pytestmark = pytest.mark.thorough


def _wrong(output, versions, over: Event) -> Iterator[str]:
    """What a reader finds wrong who follows every link, again and again."""
    lasting = set.intersection(*(set(version) for version in versions))
    while not over.is_set():
        waiting, met = ["index.html"], {"index.html"}
        while waiting:
            page = waiting.pop()
            try:
                data = (output / page).read_bytes()
            except FileNotFoundError:
                if page in lasting:
                    yield f"{page} is not there"
                continue
            if not any(data == version.get(page) for version in versions):
                yield f"{page} is of no version"
            new = {link for link in whole.links(page, data, BASE) if link not in met}
            met |= new
            waiting += new


def test_a_reader_sees_links(tmp_path):
    """So that it is not for want of them that none of the links below is dead."""
    support.build(a_site(tmp_path / "site"), tmp_path / "output")
    front = (tmp_path / "output/index.html").read_bytes()
    assert {"en/index.html", "zh-Hans/index.html"} <= set(whole.links("index.html", front, BASE))


def test_a_reader_meets_whole_files_and_no_dead_link(tmp_path):
    site, output = a_site(tmp_path / "site"), tmp_path / "output"
    versions, edits = [], (a_bulletin("alpha", "one"), a_bulletin("alpha", "three"))
    for edit in edits:
        write_tree(site, edit)
        support.build(site, output)
        versions.append(tree(output))
    over = Event()
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(lambda: list(_wrong(output, versions, over)))
        try:
            for _ in range(10):
                for edit in edits:
                    write_tree(site, edit)
                    support.build(site, output)
        finally:
            over.set()
        assert not found.result()


def test_a_page_that_comes_is_there_before_the_pages_that_link_to_it(tmp_path):
    """And one that goes is there until no page links to it."""
    site, output = a_site(tmp_path / "site"), tmp_path / "output"
    support.build(site, output)
    smaller = tree(output)
    write_tree(site, a_bulletin("gamma", "three"))
    support.build(site, output)
    versions = [smaller, tree(output)]
    over = Event()
    with ThreadPoolExecutor(1) as pool:
        # Each page is looked up as soon as it is linked to.
        found = pool.submit(lambda: list(_followed(output, versions, over)))
        try:
            for _ in range(10):
                _without(site, "gamma")
                support.build(site, output)
                write_tree(site, a_bulletin("gamma", "three"))
                support.build(site, output)
        finally:
            over.set()
        assert not found.result()


def _followed(output, versions, over: Event) -> Iterator[str]:
    """Links that are dead though the page that has them has not changed since it was read."""
    lasting = set.intersection(*(set(version) for version in versions))
    while not over.is_set():
        for page in sorted(lasting):
            data = (output / page).read_bytes()
            if not any(data == version[page] for version in versions):
                yield f"{page} is of no version"
            lost = [link for link in whole.links(page, data, BASE) if not (output / link).exists()]
            if lost and (output / page).read_bytes() == data:
                yield f"{page} links to {lost}"


def _without(site, slug):
    for path in [*(site / "content" / slug).rglob("*.md"), *site.glob(f"locales/*/*/{slug}.po")]:
        path.unlink()
    for folder in (site / "content" / slug / "routines", site / "content" / slug):
        folder.rmdir()
