"""No words are lost in a narrow window, in large or widely set text, or in forced colours."""

from __future__ import annotations

import pytest

from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser

every_kind = pytest.mark.parametrize("kind", KINDS)
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-block-end: 2em !important }"
)
"""What WCAG 1.4.12 lets a reader set."""
LARGE = "html { font-size: 200% !important }"
TARGETS = (
    *(".hotline-value a", ".contact-value a", ".languages :is(a, summary)", ".choices a"),
    *(".contents a", ".entry a", ".share a", ".more a", ".prints a", ".back a"),
)
"""What is touched while somebody waits on the line."""


def lost(measures) -> list[str]:
    """What a reader loses on the page as it stands: words cut off, outside or on one another."""
    return [
        f"{name}: {line}"
        for name in ("wide", "outside", "clipped", "overlapping")
        for line in getattr(measures, name)()
    ]


@every_kind
def test_a_window_of_320_pixels_is_wide_enough(visit, measures, kind):
    visit(kind, width=320)
    assert not lost(measures)


@every_kind
def test_text_twice_as_large_is_not_lost(visit, measures, kind):
    visit(kind, width=640)
    measures.restyle(LARGE)
    assert not lost(measures)


@every_kind
def test_text_set_widely_is_not_lost(visit, measures, kind):
    page = visit(kind, width=1280)
    measures.restyle(SPACED)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert not lost(measures), f"{width} px"


@every_kind
def test_links_are_large_enough_to_touch(visit, measures, kind):
    page = visit(kind, width=1280)
    for summary in page.query_selector_all("summary"):
        summary.click()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert not measures.small(), f"{width} px"
        assert not measures.low(", ".join(TARGETS), 44), f"{width} px"


def test_everything_that_is_touched_is_on_some_page(visit):
    """Else its height would be right wherever it is looked for."""
    found = set()
    for kind in ("chooser", "list en", "bulletin en", "poster en"):
        page = visit(kind)
        found |= {target for target in TARGETS if page.query_selector(target)}
    assert found == set(TARGETS)


@every_kind
def test_forced_colours_keep_the_button_and_the_focus(visit, measures, kind):
    page = visit(kind, forced_colors="active")
    buttons = page.query_selector_all(".hotline-value a")
    on_paper = "poster" in kind or "review" in kind
    assert bool(buttons) is not on_paper
    for button in buttons:
        width, style, colour, behind = button.evaluate(
            "e => (s => [parseFloat(s.borderTopWidth), s.borderTopStyle, s.borderTopColor,"
            " s.backgroundColor])(getComputedStyle(e))"
        )
        assert (width >= 2, style) == (True, "solid")
        assert colour != behind, "the border is there, and cannot be seen"
    measures.stops()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert measures.focus()["outline"] >= 2
    assert not lost(measures)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].site == "real"])
def test_nothing_moves_for_who_wants_no_motion(visit, kind):
    page = visit(kind, reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = "[...document.querySelectorAll('*')].flatMap(e => e.getAnimations())"
    assert page.evaluate(f"{moving}.length") == 0


@pytest.mark.parametrize(
    ("damage", "measure"),
    [
        ("h1 { inline-size: 900px }", "wide"),
        ("h1 { margin-inline-start: -40px }", "outside"),
        ("h1 { block-size: 20px; overflow: hidden }", "clipped"),
        ("h1 { margin-block-end: -40px }", "overlapping"),
        (".more a { display: inline; font-size: 10px }", "small"),
    ],
)
def test_a_damaged_page_would_be_found(visit, measures, damage, measure):
    """The measures measure."""
    visit("bulletin en", width=360)
    assert not getattr(measures, measure)()
    measures.restyle(damage)
    assert getattr(measures, measure)()
