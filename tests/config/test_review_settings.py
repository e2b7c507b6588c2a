"""The group [review] of site.toml; what can be wrong with it is in tests/cases/refusals."""

from __future__ import annotations

import pytest

from generator.config.settings import settings
from generator.diagnostics.errors import Refused
from generator.model import Review

HEAD = 'title = "W"\nissuer = "P"\n'


def review(text):
    return settings(f"{HEAD}[review]\n{text}").review


def test_nobody_has_to_approve_unless_the_site_says_so():
    assert settings(HEAD).review == review("") == Review((), 0)


def test_a_site_names_its_people_and_how_many_are_needed():
    made = review('people = ["Li  Wei", "王芳"]\nneeded = 2\n')
    assert made == Review(("Li Wei", "王芳"), 2)


@pytest.mark.parametrize("needed", ["true", "-1", "1.0", '"1"', "3"])
def test_what_is_needed_is_a_number_of_those_people(needed):
    with pytest.raises(Refused) as caught:
        review(f'people = ["Li Wei", "Ann Lee"]\nneeded = {needed}\n')
    (problem,) = caught.value.problems
    assert problem.line == 5
