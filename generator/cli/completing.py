"""What a shell offers where a value is to be typed: at once, and whatever the site is like.

What is wrong with the site is told when a command runs; between two keys, it is only not offered.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from generator.layout import SETTINGS_PATH


def locales(site: Path, begun: str) -> list[str]:
    """Those of a site's languages that begin so, as site.toml lists them; none on any error."""
    try:
        text = (site / SETTINGS_PATH).read_text(encoding="utf-8-sig")
        found = tomllib.loads(text).get("locales")
    except (OSError, ValueError, RecursionError):
        return []
    every = found if isinstance(found, list) else []
    return [tag for tag in every if isinstance(tag, str) and tag.lower().startswith(begun.lower())]
