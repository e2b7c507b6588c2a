"""The browser, the built sites and where they are served.

Where Chromium or one of the packages is missing, these tests are skipped and say what is missing.
With CI set in the environment they fail then: nothing passes there unseen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.browser import kinds
from tests.browser.kinds import KINDS
from tests.serving import serving

_MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")
FLAGS = (
    "--no-sandbox",  # containers seldom allow Chromium's own
    "--disable-gpu",
    # Nothing but the pages' own requests.
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--hide-scrollbars"),
)


def absent(reason: str) -> NoReturn:
    """Skip for this reason, or fail for it in CI."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@contextmanager
def started() -> Iterator[Any]:
    """A running Chromium of the machine; raises `LookupError` with what is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise LookupError("playwright is not installed (pip install '.[dev]')") from error
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        raise LookupError("Chromium is not installed (Debian: chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield running
        finally:
            running.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for the whole run."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(started())
        except LookupError as missing:
            absent(str(missing))
        yield running


@pytest.fixture
def page(browser):
    """A fresh page, without what other tests left."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def tab(browser):
    """One page that many tests open their pages in, since a new one takes longer than its test."""
    return browser.new_page()


@pytest.fixture(scope="session")
def axe():
    """axe-core, which knows the rules of WCAG."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        absent("axe-playwright-python is not installed (pip install '.[dev]')")
    return Axe()


@pytest.fixture(scope="session")
def outputs(once):
    """The folder of each built site, by its name."""
    return {
        name: once(f"browser {name}", partial(kinds.build, name)) / "output" for name in kinds.SITES
    }


@pytest.fixture(scope="session")
def addresses(outputs) -> Iterator[dict[str, str]]:
    """Where each site is served, by its name."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(serving(folder)) for name, folder in outputs.items()}


_PLAIN = {
    "media": "null",
    "color_scheme": "light",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}


@pytest.fixture
def visit(tab, addresses) -> Callable[..., Any]:
    """Opens a kind of page, by its name, in a window of a width and for a reader's settings."""

    def opened(kind: str, *, width: int = 1280, height: int = 900, **media: str) -> Any:
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(**{**_PLAIN, **media})
        tab.goto(addresses[KINDS[kind].site] + KINDS[kind].path)
        return tab

    return opened


class Measures:
    """What measures.js measures on a page, by the names that it has there."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def measured(*arguments: object) -> Any:
            # Not a tag in the page, which its Content-Security-Policy would refuse.
            self._page.evaluate(_MEASURES)
            return self._page.evaluate(f"words => measures.{name}(...words)", list(arguments))

        return measured


@pytest.fixture
def measures(tab) -> Measures:
    """What is measured on the page that `visit` opened."""
    return Measures(tab)
