"""No words are lost in a narrow window, in large or widely set text, or in forced colours."""

from __future__ import annotations

import pytest

from tests.browser.kinds import KINDS
from tests.support import LOCALES, NOTICES

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
    *(".contents a", ".entry a", ".share a", ".more a", ".prints a", ".back a", ".beside a"),
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


CALLED = """numbers => [...document.querySelectorAll('a[href^="tel:"]')].slice(0, 2).map((link) => {
  const box = link.getBoundingClientRect();
  return { number: link.innerText, top: box.top, bottom: box.bottom, height: box.height,
    left: box.left, right: box.right, wide: link.scrollWidth > link.clientWidth };
})"""
"""The first two numbers to call on the page."""
SMALL_PHONE = (360, 740)


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("slug", [slug for slug, scams in NOTICES.items() if scams])
def test_both_numbers_are_on_a_phones_first_screen_as_equal_buttons(tab, addresses, slug, tag):
    width, height = SMALL_PHONE
    tab.set_viewport_size({"width": width, "height": height})
    tab.goto(f"{addresses['real']}{tag}/{slug}/index.html")
    first, second = tab.evaluate(CALLED)
    assert [first["number"], second["number"]] == ["96110", "110"]
    for one in (first, second):
        assert one["top"] >= 0
        assert one["bottom"] <= height
        assert one["left"] >= 0
        assert one["right"] <= width
        assert one["height"] >= 44
        assert not one["wide"]
    assert first["top"] == second["top"]
    assert first["height"] == second["height"]
    assert first["right"] - first["left"] == pytest.approx(second["right"] - second["left"], abs=1)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "bulletin" in kind])
def test_a_link_in_a_text_of_a_notice_is_24_pixels_high(visit, kind):
    page = visit(kind, width=360)
    low = "all => all.map(e => [e.innerText, e.getBoundingClientRect().height])"
    links = page.eval_on_selector_all("main a", low)
    assert links
    assert [link for link in links if link[1] < 24] == []


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
    plain = ("poster", "review", "article")
    on_paper = any(word in kind for word in plain) or kind.startswith("all ")
    assert bool(buttons) is not on_paper
    for button in buttons:
        width, style, colour, behind = button.evaluate(
            "e => (s => [parseFloat(s.borderTopWidth), s.borderTopStyle, s.borderTopColor,"
            " s.backgroundColor])(getComputedStyle(e))"
        )
        assert (width >= 2, style) == (True, "solid")
        assert colour != behind, "the border is there, and cannot be seen"
    if "article" in kind:  # which leads nowhere
        assert not page.query_selector("a, button, summary")
        return
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
