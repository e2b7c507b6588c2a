"""Edits of site.toml that keep its comments and its order. The only module that names tomlkit."""

from __future__ import annotations

import tomlkit
from tomlkit.items import Array


def with_locale(text: str, tag: str) -> str:
    """site.toml with one more locale at the end of `locales`; the rest stays as it is."""
    document = tomlkit.parse(text)
    locales = document.get("locales")
    if isinstance(locales, Array):
        locales.append(tag)
    else:
        source = str(document.get("source_locale", "en"))
        document["locales"] = [source, tag]
    return tomlkit.dumps(document)
