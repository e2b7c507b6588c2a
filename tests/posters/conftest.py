"""The project's own sheets, printed once for all who look at them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import support
from tests.posters import shipped
from tests.posters.shipped import Printed


def copy_of_the_site(folder: Path) -> Path:
    """A copy of the real site that asks for every variant."""
    site = folder / "site"
    for name in ("content", "locales", "templates"):
        shutil.copytree(support.ROOT / name, site / name)
    settings = site / "content/site.toml"
    text = settings.read_text(encoding="utf-8")
    asked = 'variants = ["mono", "bleed", "strips"'
    assert asked in text
    settings.write_text(text.replace(asked, f'{asked}, "large"'), encoding="utf-8")
    return site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real site."""
    return copy_of_the_site(tmp_path_factory.mktemp("posters"))


@pytest.fixture(scope="session")
def made(once: Callable[..., Path]) -> Path:
    """A folder with the real site and its output, which is made once for all processes."""

    def fill(folder: Path) -> None:
        place = copy_of_the_site(folder)
        support.build(place, folder / "output", pdf=True, jobs=2)
        shipped.print_pictures(place, folder / "output")

    return once("posters", fill)


@pytest.fixture(scope="session")
def output(made: Path, site: Path) -> Path:
    """A copy of that output."""
    copy = shutil.copytree(made / "output", site.parent / "output")
    for picture in copy.rglob("*.png.pdf"):  # these are no part of it
        picture.unlink()
    return copy


@pytest.fixture(scope="session")
def printed(made: Path) -> dict[str, Printed]:
    """Every sheet by its name, with what it is to say."""
    return shipped.printed(made / "site", made / "output")
