"""Settings of the whole suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.support import SMALL_SITE, write_tree

# The same examples in every run: what fails in CI fails here too.
settings.register_profile("stable", max_examples=50, deadline=None, derandomize=True, database=None)
settings.load_profile("stable")

# The program is told things in English, whatever the language of who runs the tests.
os.environ["LC_ALL"] = "C.UTF-8"


@pytest.fixture
def small_site(tmp_path):
    """A sound site of two languages, with the package's own templates."""
    return write_tree(tmp_path / "site", SMALL_SITE)
