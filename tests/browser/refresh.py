"""Takes the pages' pictures anew: `python -m tests.browser.refresh`, from the project's folder.

It rewrites tests/browser/pictures/. Look at what changed: what is committed is how pages look.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.browser import kinds, shots
from tests.browser.conftest import started
from tests.serving import serving


def main() -> None:
    """Rewrite every picture, and remove those of no page."""
    for path in shots.FOLDER.glob("*.png"):
        if path.stem not in shots.KEPT:
            path.unlink()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(kinds.build("real", Path(folder))) as address,
        started() as browser,
    ):
        page = browser.new_page(color_scheme="light")
        for name in shots.KEPT:
            shots.keep(name, shots.of(page, {"real": address}, name))


if __name__ == "__main__":
    try:
        main()
    except LookupError as missing:
        sys.exit(str(missing))
