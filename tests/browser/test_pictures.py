"""The pages look as they did: small grey pictures, kept in pictures/, show gross change.

Where a change is meant, `python -m tests.browser.refresh` takes them anew; look at them then.
"""

from __future__ import annotations

import pytest

from tests.browser import shots

pytestmark = pytest.mark.browser

TOLERATED = 15.0
"""Of 255. Five other fonts, serif, narrow and wide ones among them, come to 13 at most; a page
without its style sheet to 16 at least, a sheet's, which is a picture for the most part."""


@pytest.mark.parametrize("name", shots.KEPT)
def test_a_page_looks_as_it_did(page, addresses, name):
    page.emulate_media(color_scheme="light")
    distance = shots.difference(shots.kept(name), shots.of(page, addresses, name))
    assert distance < TOLERATED, (
        f"{distance:.1f} apart; `python -m tests.browser.refresh` if it is meant"
    )


STYLED = [name for name in shots.KEPT if not name.startswith("not-found")]
"""The page for what is not found has its style in itself."""


@pytest.mark.parametrize("name", STYLED)
def test_a_page_without_its_style_sheet_would_be_found(page, addresses, name):
    page.emulate_media(color_scheme="light")
    page.route("**/*.css", lambda route: route.abort())
    assert shots.difference(shots.kept(name), shots.of(page, addresses, name)) > TOLERATED


def test_every_picture_that_is_kept_is_compared():
    assert {path.stem for path in shots.FOLDER.glob("*.png")} == set(shots.KEPT)


def test_a_line_more_is_little_and_a_band_less_is_much():
    """The comparison itself: what moves down a little is the same, what is gone is not."""
    from PIL import Image

    def drawn(*bands: tuple[int, int]) -> Image.Image:
        picture = Image.new("L", (160, 240), 255)
        for top, height in bands:
            picture.paste(40, (0, top, 160, top + height))
        return picture

    before = drawn((0, 40), (120, 60))
    assert shots.difference(before, before) == 0
    assert shots.difference(before, drawn((0, 40), (136, 60))) < TOLERATED / 2
    assert shots.difference(before, drawn((0, 40))) > TOLERATED
