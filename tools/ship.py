"""Make the package with the code and the words of the templates, when the program's own is built.

    python -m tools.ship FOLDER

Hatchling does so for a wheel, an editable one too, by `tools/build_hook.py`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from pathlib import Path

from generator import shipped
from generator.catalogs import extract
from generator.render import templates

_ROOT = Path(__file__).resolve().parent.parent
_KINDS = (".html", ".txt", ".xml", ".typ")


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
