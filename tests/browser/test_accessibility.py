"""What axe-core finds on the pages: nothing, in either colour scheme, on a phone and on a desk."""

from __future__ import annotations

import pytest

from tests.browser.kinds import KINDS

pytestmark = pytest.mark.browser

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
OPTIONS = {
    "runOnly": {"type": "tag", "values": list(TAGS)},
    # Of level AAA only the contrast of 7:1: many readers are old, and read this in the sun.
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
CONTRAST = ("color-contrast", "color-contrast-enhanced")


def findings(results) -> list[str]:
    """Every finding in a line: the rule, the place, what is wrong."""
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in results["violations"]
        for node in rule["nodes"]
    ]


def undecided(results) -> list[str]:
    """What axe cannot tell the contrast of, since another box touches it."""
    return [
        node["target"][0]
        for rule in results["incomplete"]
        if rule["id"] in CONTRAST
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_and_contrast_is_seven_to_one(visit, measures, axe, kind, scheme):
    page = visit(kind, width=360, color_scheme=scheme)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        results = axe.run(page, options=OPTIONS).response
        found = findings(results) + measures.pale(undecided(results))
        assert not found, f"{width} px:\n" + "\n".join(found)


def test_the_rules_of_interest_are_among_those_that_run(visit, axe):
    """A rule that axe leaves out by default would find nothing either."""
    results = axe.run(visit("bulletin en"), options=OPTIONS).response
    ran = {rule["id"] for rule in results["passes"]}
    assert {"target-size", "color-contrast-enhanced", "region", "heading-order"} <= ran


def test_pale_words_would_be_found(visit, measures, axe):
    page = visit("bulletin en", color_scheme="light")
    measures.restyle(".colophon p { color: #666 !important }")
    assert any("color-contrast" in line for line in findings(run(axe, page)))
    assert measures.pale([".colophon p"])


def run(axe, page):
    return axe.run(page, options=OPTIONS).response
