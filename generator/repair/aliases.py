"""List what Chinese writers and translators take for keys, with the right ones."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

_TABLES: Mapping[str, Mapping[str, str]] = tomllib.loads(
    files(__package__).joinpath("aliases.toml").read_text(encoding="utf-8")
)
KEYS, SETTINGS, GROUPS, PARTS, KEYWORDS = (
    {typed: right for right, words in _TABLES[table].items() for typed in words.split()}
    for table in ("keys", "settings", "groups", "parts", "keywords")
)
"""What is typed and what is right: each table of the file says in its first line of what."""
