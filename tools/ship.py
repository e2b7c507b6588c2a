"""Make the package with the code and the words of the templates, when the program's own is built.

    python -m tools.ship FOLDER

Hatchling calls `Ship` for a wheel, an editable one too; by hand, it writes the package into FOLDER.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import astuple
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_ROOT = Path(__file__).resolve().parent.parent
# Where the package is built, it is not installed yet.
sys.path.insert(0, str(_ROOT))

from generator import shipped  # noqa: E402
from generator.catalogs import extract  # noqa: E402
from generator.render import templates  # noqa: E402

_KINDS = (".html", ".txt", ".xml", ".typ")


class Ship(BuildHookInterface):  # type: ignore[type-arg]  # of settings that it has none of
    """Adds the package to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it in a folder that is gone after the build."""
        self._made = tempfile.TemporaryDirectory()
        write(Path(self._made.name))
        for kind in ("force_include", "force_include_editable"):
            build_data.setdefault(kind, {})[self._made.name] = shipped.PACKAGE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the folder away."""
        self._made.cleanup()


def write(folder: Path) -> None:
    """Write the package into a folder that is there."""
    words = {}
    (folder / "__init__.py").write_text('"""The templates, compiled."""\n', encoding="utf-8")
    for path in sorted((_ROOT / "templates").rglob("*")):
        if path.suffix not in _KINDS:
            continue
        name, text = path.relative_to(_ROOT / "templates").as_posix(), path.read_text("utf-8")
        known = shipped.name_of(name, text)
        (folder / f"{known}.py").write_text(templates.source(name, text), encoding="utf-8")
        words[known] = [astuple(one) for one in extract.words_of(text)]
    made = json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / shipped.WORDS).write_text(f"{made}\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
