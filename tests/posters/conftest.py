"""The project's own posters, printed once for all who look at them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import support


def copy_of_the_site(folder: Path) -> Path:
    site = folder / "site"
    for name in ("content", "locales", "templates"):
        shutil.copytree(support.ROOT / name, site / name)
    return site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real site."""
    return copy_of_the_site(tmp_path_factory.mktemp("posters"))


@pytest.fixture(scope="session")
def output(site: Path, once: Callable[..., Path]) -> Path:
    """The real site with its posters, which are printed once for all processes."""

    def fill(folder: Path) -> None:
        support.build(copy_of_the_site(folder), folder / "output", pdf=True, jobs=2)

    return shutil.copytree(once("posters", fill) / "output", site.parent / "output")


@pytest.fixture(scope="session")
def sheets(output: Path) -> dict[str, Path]:
    """Every PDF by its path in the output."""
    return {path.relative_to(output).as_posix(): path for path in sorted(output.rglob("*.pdf"))}
