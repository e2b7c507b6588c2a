"""The builds that are swept: what stands there before, and what the site has become."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.support import write_tree
from tests.test_incremental import a_bulletin, a_site

BASE = "/x/"
"""Where the site of the scenes stands on its host."""


@dataclass(frozen=True)
class Scene:
    """A build, by what it has to do."""

    name: str
    change: Callable[[Path], object]
    """What happens to the site since the last build."""
    cold: bool = False
    """True where there was no last build."""

    def begin(self, folder: Path) -> Path:
        """A site as it was before."""
        return a_site(folder / "site")

    def back(self, site: Path) -> None:
        """Take the change back."""
        shutil.rmtree(site / "content/gamma", ignore_errors=True)
        write_tree(site, {**a_bulletin("alpha", "one"), **a_bulletin("beta", "two")})


SCENES = {
    scene.name: scene
    for scene in (
        Scene("cold", lambda _: None, cold=True),
        Scene("edit", lambda site: write_tree(site, a_bulletin("alpha", "three"))),
        Scene("addition", lambda site: write_tree(site, a_bulletin("gamma", "three"))),
        Scene("removal", lambda site: shutil.rmtree(site / "content/beta")),
    )
}
