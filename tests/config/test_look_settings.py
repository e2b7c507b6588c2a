"""The group [look] of site.toml; what can be wrong with it is in tests/cases/refusals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.look_settings import contrast, legible, luminance
from generator.config.settings import settings
from generator.diagnostics.errors import Refused
from generator.model import Look

HEAD = 'title = "W"\nissuer = "P"\n'
COLOURS = st.binary(min_size=3, max_size=3).map(lambda parts: f"#{parts.hex()}")
WHITE, INK, BLACK = "#ffffff", "#10182b", "#000000"


def look(text):
    return settings(f"{HEAD}[look]\n{text}").look


def test_a_site_looks_as_the_package_does_unless_it_says_so():
    assert settings(HEAD).look == look("") == Look()


def test_a_site_has_an_emblem_two_colours_and_icons_of_its_own():
    made = look(
        'emblem = "_look/emblem.svg"\ncolour = "#0F2F5F"\naccent = "#FFD21f"\n'
        'icons = "_look/more/icons"\n'
    )
    assert (made.emblem, made.icons) == ("content/_look/emblem.svg", "content/_look/more/icons")
    assert (made.colour, made.accent) == ("#0f2f5f", "#ffd21f")
    assert made.lines == {"emblem": 4, "colour": 5, "accent": 6, "icons": 7}


def test_what_is_empty_is_none():
    assert (look('emblem = ""\n').emblem, look('icons = ""\n').icons) == ("", "")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
        ("#c8102e", "#ffffff", 5.88),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    """As the tools that people check with tell it."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001
    assert 0 <= luminance(one) <= 1


@given(COLOURS)
def test_a_colour_that_is_proposed_passes_and_one_that_passes_stays(colour):
    for on_it, end in ((WHITE, BLACK), (INK, WHITE)):
        made = legible(colour, on_it, end)
        assert contrast(made, on_it) >= 7
        assert (made == colour) == (contrast(colour, on_it) >= 7)
        assert legible(made, on_it, end) == made


@given(COLOURS)
def test_a_colour_is_taken_or_refused_with_one_that_is_taken(colour):
    for key in ("colour", "accent"):
        try:
            assert getattr(look(f'{key} = "{colour}"\n'), key) == colour
        except Refused as refused:
            [problem] = refused.problems
            better = problem.remedy.rpartition(" ")[2]
            assert getattr(look(f'{key} = "{better}"\n'), key) == better
            assert "has a contrast of" in problem.wrong
