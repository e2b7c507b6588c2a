"""Add the templates' code and words to the wheel; Hatchling calls this when it builds one."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Where the package is built, it is not installed yet.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator import shipped
from tools import ship


class Ship(BuildHookInterface):  # type: ignore[type-arg]  # of settings that it has none of
    """Adds the package to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it in a folder that is gone after the build."""
        self._made = tempfile.TemporaryDirectory()
        ship.write(Path(self._made.name))
        for kind in ("force_include", "force_include_editable"):
            build_data.setdefault(kind, {})[self._made.name] = shipped.PACKAGE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the folder away."""
        self._made.cleanup()
