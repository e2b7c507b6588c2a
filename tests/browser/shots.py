"""Small grey pictures of the pages: how they are taken, kept and compared.

They show gross change alone: a style sheet that is gone, a band that has lost its colour, columns
that fell apart. Words are specks in them, so that another machine's fonts make little difference.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browser.kinds import KINDS
from tests.support import LOCALES

FOLDER = Path(__file__).parent / "pictures"
WIDTH = 160
"""Of a picture, in pixels."""
WINDOWS = {"phone": (360, 640), "desk": (1280, 960)}
KEPT = {
    f"{kind.replace(' ', '-')}.{window}": (kind, window)
    for kind in (
        "chooser",
        "not found",
        "bilingual poster",
        *(
            f"{name} {tag}"
            for name in ("list", "bulletin", "poster", "routine poster")
            for tag in LOCALES
        ),
    )
    for window in WINDOWS
}
"""The kind and window of each picture, by its name."""


def taken(page: Any, address: str, window: str) -> Image.Image:
    """A picture of what the window shows of a page at first."""
    width, height = WINDOWS[window]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
    # Sixteen greys, so that a file has a few kilobytes.
    small = shot.resize((WIDTH, round(height * WIDTH / width)), Image.Resampling.BOX)
    return small.point(lambda grey: round(grey / 17) * 17)


def of(page: Any, addresses: dict[str, str], name: str) -> Image.Image:
    """The picture of that name, taken now."""
    kind, window = KEPT[name]
    return taken(page, addresses[KINDS[kind].site] + KINDS[kind].path, window)


def kept(name: str) -> Image.Image:
    """The picture of that name as it was when it was refreshed."""
    return Image.open(FOLDER / f"{name}.png").convert("L")


def keep(name: str, picture: Image.Image) -> None:
    """Make this the picture of that name."""
    FOLDER.mkdir(exist_ok=True)
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save(
        FOLDER / f"{name}.png", optimize=True
    )


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, of 255: the mean over all rows, each beside its like.

    Other fonts break a text into a line more, which pushes down all that is below. So a row may
    answer to one up to a fourth of the height further up or down, in the same order throughout.
    """
    above, left = _rows(one), _rows(other)
    reach = max(len(above) // 4, abs(len(above) - len(left)))
    far = float("inf")
    # The least sum of differences on the way to each pair of rows.
    former = [0.0] + [far] * len(left)
    for down, row in enumerate(above):
        least = [far] * (len(left) + 1)
        for across in range(max(0, down - reach), min(len(left), down + reach + 1)):
            distance = sum(abs(a - b) for a, b in zip(row, left[across], strict=True))
            least[across + 1] = distance + min(former[across], former[across + 1], least[across])
        former = least
    return former[-1] / _COARSE / len(above)


_COARSE = 20
"""Of the rows that are compared, in points: eight pixels of the picture make one."""


def _rows(picture: Image.Image) -> list[bytes]:
    height = round(picture.height * _COARSE * 2 / picture.width)
    data = picture.resize((_COARSE, height), Image.Resampling.BOX).tobytes()
    return [data[start : start + _COARSE] for start in range(0, len(data), _COARSE)]
