"""For pytest: runs only the tests that a file lists, in its order."""

from __future__ import annotations

import os
from pathlib import Path


def pytest_collection_modifyitems(config, items):
    asked = Path(os.environ["MUTATION_ONLY"]).read_text(encoding="utf-8").splitlines()
    places = {name: at for at, name in enumerate(asked)}
    others = [item for item in items if item.nodeid not in places]
    config.hook.pytest_deselected(items=others)
    items[:] = sorted(
        (item for item in items if item.nodeid in places), key=lambda item: places[item.nodeid]
    )
