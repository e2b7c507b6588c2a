"""The pages by keyboard: every link in the order of the page, and the focus always in sight."""

from __future__ import annotations

import pytest

from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS)
def test_tab_reaches_everything_once_and_shows_where_it_is(visit, measures, kind):
    page = visit(kind)
    stops = measures.stops()
    walked = []
    for _ in stops:
        page.keyboard.press("Tab")
        walked.append(measures.focus())
    assert [here["stop"] for here in walked] == list(range(len(stops)))
    unseen = [
        stops[here["stop"]]
        for here in walked
        if here["outline"] < 2 or here["colour"] in ("transparent", "rgba(0, 0, 0, 0)")
    ]
    assert not unseen
    page.keyboard.press("Tab")
    assert measures.focus()["stop"] in (-1, 0), "one more leaves the page, or begins it again"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].skips])
def test_the_first_stop_skips_to_the_text(visit, measures, kind):
    page = visit(kind)
    stops = measures.stops()
    page.keyboard.press("Tab")
    first = measures.focus()
    assert "skip" in stops[first["stop"]]
    assert first["shown"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target')?.id") == "main"
    page.keyboard.press("Tab")
    assert measures.focus()["inMain"]


def test_a_folded_menu_opens_by_keyboard(visit, measures):
    page = visit("withheld, many languages", width=360)
    page.focus("summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    measures.stops()
    assert page.evaluate("document.activeElement.closest('details[open] li') !== null")
    assert measures.focus()["outline"] >= 2
