"""Where a page may lie: on a disk, at a host's root, in a folder of it; it never asks elsewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests import support
from tests.browser.kinds import KINDS, SLUG
from tests.serving import serving
from tests.support import LOCALES

pytestmark = pytest.mark.browser

STYLED = (
    "[document.styleSheets.length > 0, getComputedStyle(document.body).marginTop,"
    " getComputedStyle(document.querySelector('.masthead')).backgroundColor]"
)
"""The band at the top is blue, and the text has no margin of the browser's own."""


def listen(page) -> tuple[list[str], list[str]]:
    """What the page will ask for, and what goes wrong on it; both fill up as it loads."""
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text))
    return asked, wrong


def local_links(page) -> list[str]:
    """Every address that the page gives within its site, resolved against its own."""
    found = support.Page(page.content()).links
    inner = [link for link in found if not urlsplit(link).scheme]
    return sorted({urljoin(page.url, link) for link in inner})


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_runs_no_script_asks_no_other_host_and_keeps_no_cookie(page, addresses, kind):
    asked, wrong = listen(page)
    home = addresses[KINDS[kind].site]
    page.goto(home + KINDS[kind].path)
    assert asked
    assert not [url for url in asked if not url.startswith((home, "data:"))]
    # What is told to search engines is data, which no browser runs.
    runs = "script:not([type='application/ld+json'])"
    assert page.locator(runs).count() == 0
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []
    if kind == "not found":
        # Chromium reports the page's own status as an error.
        wrong = [line for line in wrong if "404" not in line]
    assert not wrong


@pytest.mark.parametrize("tag", LOCALES)
def test_a_bulletin_works_from_a_disk(page, outputs, tag):
    _, wrong = listen(page)
    page.goto((outputs["real"] / tag / SLUG / "index.html").as_uri())
    assert page.evaluate(STYLED) == [True, "0px", "rgb(18, 55, 107)"]
    assert not wrong
    links = local_links(page)
    assert any("poster.html" in link for link in links)
    for link in links:
        file = Path(unquote(urlsplit(link).path))
        assert file.is_file(), link
        anchor = unquote(urlsplit(link).fragment)
        assert not anchor or anchor in support.Page(file.read_text(encoding="utf-8")).ids, link


@pytest.mark.parametrize("tag", LOCALES)
def test_a_bulletin_works_in_a_folder_of_a_host(page, outputs, tag):
    _, wrong = listen(page)
    with serving(outputs["real"], "/city/alerts/") as address:
        page.goto(f"{address}{tag}/{SLUG}/")
        assert page.evaluate(STYLED) == [True, "0px", "rgb(18, 55, 107)"]
        assert not wrong
        links = local_links(page)
        assert links
        for link in links:
            assert link.startswith(address), link
            assert page.request.get(link).ok, link
