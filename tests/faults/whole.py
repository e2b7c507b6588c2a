"""What must hold of an output folder at every instant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

from generator.output.atomic import TEMPORARY
from tests.support import tree

Files = Mapping[str, bytes]
_LINK = re.compile(r"""(?:href|src)=["']?([^"'#?> ]+)""")


def published(output: Path) -> dict[str, bytes]:
    """The files that readers may meet: all but those that a build works with."""
    return {path: data for path, data in tree(output).items() if TEMPORARY not in path}


def leftovers(*folders: Path) -> Iterator[str]:
    """What a build that is over should have taken away."""
    for folder in folders:
        yield from (f"{path} is left over" for path in folder.rglob(f"{TEMPORARY}*"))


def halves(found: Files, *versions: Files) -> Iterator[str]:
    """The files that are whole in none of these versions."""
    for path, data in found.items():
        if not any(version.get(path) == data for version in versions):
            yield f"{path} is of neither version"


def dead_links(found: Files, known: Files, base: str) -> Iterator[str]:
    """What a reader who begins at a page that is known, or at the front page, does not find.

    `base` is the path at which the site stands on its host.
    """
    waiting = [path for path in {"index.html", "404.html", *known} if path in found]
    met = set(waiting)
    while waiting:
        page = waiting.pop()
        for path in links(page, found[page], base):
            if path not in found:
                yield f"{page} links to {path}, which is not there"
            elif path not in met:
                met.add(path)
                waiting.append(path)


def links(page: str, data: bytes, base: str) -> Iterator[str]:
    """The files of the site that a page links to or shows."""
    if not page.endswith(".html"):
        return
    for link in _LINK.findall(data.decode()):
        if ":" in link or link.startswith("//"):
            continue
        path = link.removeprefix(base) if link.startswith("/") else join(dirname(page), link)
        path = normpath(path)
        yield join(path, "index.html").removeprefix("./") if link.endswith(("/", ".")) else path
