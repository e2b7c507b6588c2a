"""Any file is refused in words or is sound, and soon: what was found once, and some new ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import NAMES
from tests.fuzz.active import active
from tests.fuzz.targets import SEEDS as FOUND
from tests.fuzz.targets import TARGETS, Target, TooSlow, bounded, seeds

SEEDS = [(name, seed, data) for name in TARGETS for seed, data in seeds(name)]


def test_every_target_can_be_named():
    assert tuple(TARGETS) == NAMES


def test_what_was_found_is_tried():
    assert SEEDS
    assert {path.name for path in FOUND.iterdir()} <= TARGETS.keys()


@pytest.mark.parametrize(
    ("name", "data"), [(n, d) for n, _, d in SEEDS], ids=[s for _, s, _ in SEEDS]
)
def test_what_was_found_stays_mended(name, data):
    TARGETS[name].attempt(data)


@pytest.mark.thorough
@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=25)
@given(st.data())
def test_any_file_is_refused_or_sound(name, data):
    TARGETS[name].attempt(data.draw(TARGETS[name].files))


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick=x>",
        "<a href='java&#10;script:x'>",
        "<a href='&#1; javascript:x'>",
        "<a href=//b.c>",
        "<a href='/\\b.c'>",
        "<svg><a xlink:href='data:text/html,x'>",
        "<meta http-equiv=refresh content=0>",
        "<title></title><base href=x>",
        "<iframe srcdoc=x>",
        "<svg><set>",
    ],
)
def test_what_acts_is_seen(html):
    assert active(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p lang=en><a href='https://a.b'>x</a> &lt;script>",
        "<link rel=icon href='data:image/svg+xml,x'><meta charset=utf-8>",
        '<script type="application/ld+json">{}</script>',
    ],
)
def test_what_only_shows_is_let_be(html):
    assert active(html) == []


def test_a_file_that_takes_too_long_is_seen():
    def forever(_):
        while True:
            pass

    with pytest.raises(TooSlow), bounded(0.05):
        Target(st.none(), forever).holds(None)
