"""Settings of the whole suite."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.support import SMALL_SITE, write_tree

# The same examples in every run: what fails in CI fails here too.
settings.register_profile("stable", max_examples=50, deadline=None, derandomize=True, database=None)
settings.load_profile("stable")


@pytest.fixture
def small_site(tmp_path):
    """A sound site of two languages, with the package's own templates."""
    return write_tree(tmp_path / "site", SMALL_SITE)
