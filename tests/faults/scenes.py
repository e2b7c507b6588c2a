"""The builds that are swept: what stands there before, and what the site has become."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from tests.incremental.test_incremental import a_bulletin, a_site
from tests.support import write_tree

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
    options: Mapping[str, Any] = field(default_factory=lambda: {"pdf": False})
    """Those of the builds."""
    bulletins: int = 2
    weight: int = 1
    """Of so many calls one is swept, since each build takes so much longer."""

    def begin(self, folder: Path) -> Path:
        """A site as it was before."""
        more = (a_bulletin(f"more-{number}", "one") for number in range(2, self.bulletins))
        site = a_site(folder / "site")
        return write_tree(site, dict(chain.from_iterable(files.items() for files in more)))

    def back(self, site: Path) -> None:
        """Take the change back."""
        shutil.rmtree(site / "content/gamma", ignore_errors=True)
        write_tree(site, {**a_bulletin("alpha", "one"), **a_bulletin("beta", "two")})


def _edit(site: Path) -> None:
    write_tree(site, a_bulletin("alpha", "three"))


SCENES = {
    scene.name: scene
    for scene in (
        Scene("cold", lambda _: None, cold=True),
        Scene("edit", _edit),
        Scene("addition", lambda site: write_tree(site, a_bulletin("gamma", "three"))),
        Scene("removal", lambda site: shutil.rmtree(site / "content/beta")),
        Scene("posters", _edit, options={"pdf": True, "jobs": 1}, weight=40),
        Scene("printers", _edit, options={"pdf": True, "jobs": 2}, weight=40),
        Scene(
            "workers",
            lambda _: None,
            cold=True,
            options={"pdf": False, "jobs": 2},
            bulletins=24,
            weight=20,
        ),
    )
}
