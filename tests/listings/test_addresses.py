"""Addresses that would die, or lead to two places, by the summaries of all notices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.listings import addresses
from tests.listings.test_archive import ONE

REFUND = replace(ONE, slug="refund", scams=("parcel", "old-parcel"), lines={"moved_from": 7})
PUBLISHED = (
    *("index.html", "SHA256SUMS", "go/refund/index.html", "posters/refund.en.zh-Hans.html"),
    *("en/index.html", "en/refund/index.html", "en/refund/posters/parcel.html"),
    *("en/refund/poster.html", "assets/refund/index.html", "en/topics/refund/index.html"),
    "en/topics/posters/index.html",
)


def _vanished(notices, slugs, *more, strict=False):
    found = addresses.vanished(notices, slugs, (*PUBLISHED, *more), strict=strict)
    return [(one.path, one.wrong, one.warning) for one in found]


def test_what_is_there_has_not_vanished():
    assert _vanished([REFUND], ["refund"], "en/refund/posters/old-parcel.html") == []


def test_what_has_moved_has_not_vanished():
    moved = replace(REFUND, slug="refunds", moved_from=("refund",))
    assert _vanished([moved], ["refunds"]) == []


@pytest.mark.parametrize("strict", [False, True])
def test_a_notice_that_vanishes_is_told_once(strict):
    found = _vanished([], [], "zh-Hans/refund/index.html", strict=strict)
    wrong = "the notice refund is published, and its pages would be gone"
    assert found == [("content/refund/bulletin.md", wrong, not strict)]


def test_a_scam_that_vanishes_is_told_once():
    more = ("en/refund/posters/loan.html", "zh-Hans/refund/posters/loan.html")
    ((path, wrong, _),) = _vanished([REFUND], ["refund"], *more)
    assert path == "content/refund/bulletin.md"
    assert wrong == "the scam loan is published, and its pages would be gone"


def test_a_scam_that_vanishes_with_a_former_notice_is_told_too():
    moved = replace(REFUND, slug="refunds", moved_from=("refund",), scams=())
    assert [wrong for _, wrong, _ in _vanished([moved], ["refunds"])] == [
        "the scam parcel is published, and its pages would be gone"
    ]


def test_each_id_leads_to_one_place():
    first = replace(REFUND, moved_from=("old", "pipe"))
    second = replace(ONE, slug="pipe", moved_from=("old",), replaced_by="nowhere")
    found = addresses.problems([second, first], ["refund", "pipe", "draft"])
    assert [(one.path, one.line, one.wrong) for one in found] == [
        ("content/pipe/bulletin.md", 1, "there is no notice nowhere"),
        ("content/refund/bulletin.md", 7, "pipe has moved from old, too"),
        (
            "content/refund/bulletin.md",
            7,
            "there is a notice pipe, so no other has moved from there",
        ),
    ]


def test_what_is_not_published_yet_replaces_nothing():
    gone = replace(ONE, replaced_by="draft")
    (found,) = addresses.problems([gone], ["x", "draft"])
    assert (found.wrong, found.remedy) == (
        "the notice draft is published nowhere yet",
        "fill it in first",
    )


def test_no_notice_is_replaced_by_itself_not_even_by_way_of_others():
    round_ = [replace(ONE, slug=a, replaced_by=b) for a, b in ("xy", "yz", "zx", "ax", "bb")]
    found = list(addresses.problems(round_, ["a", "b", "x", "y", "z"]))
    assert {one.wrong for one in found} == {"the notice would be replaced by itself"}
    assert [one.path for one in found] == [f"content/{slug}/bulletin.md" for slug in "bxyz"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [({}, False), ({"words": "other"}, True), ({"words": "other", "updated": None}, False)],
)
def test_a_text_that_changed_without_its_day_is_told(changed, told):
    if "updated" in changed:
        changed = {**changed, "updated": replace(ONE.updated, minute=5)}
    now = replace(REFUND, lines={"date": 3}, **changed)
    found = list(addresses.unchanged_dates([now], {"refund": REFUND}, "2026-11-30"))
    assert [(one.line, one.rule) for one in found] == ([(3, "updated")] if told else [])
    assert not list(addresses.unchanged_dates([now], {}, "2026-11-30"))
