"""Edit site.toml, keeping its comments and its order."""

from __future__ import annotations

import re
from collections.abc import Sequence

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from generator.diagnostics.errors import Misused
from generator.diagnostics.messages import said

_BOM = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_BREAK = re.compile(r"\r\n?|\n")


def with_locale(text: str, tag: str) -> str:
    """Add a locale at the end of `locales` in site.toml; the rest stays as it is.

    `text` has the file's byte order mark and line breaks: only lines that the edit changes are
    written anew, and they end as the first line does.

    Raise `Misused` for a file that is better edited by hand.
    """
    body = text.removeprefix(_BOM)
    lines = _LINE.findall(body)
    old = [_LINE_BREAK.sub("\n", line) for line in lines]
    new = _LINE.findall(_edited("".join(old), tag))
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    first = _LINE_BREAK.search(body)
    changed = "".join(new[head : len(new) - tail])
    return "".join(
        (
            _BOM if text.startswith(_BOM) else "",
            *lines[:head],
            changed.replace("\n", first.group() if first else "\n"),
            *lines[len(lines) - tail :],
        )
    )


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the lines that are the same in both, from the first on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, pair in pairs if pair[0] != pair[1]), min(len(one), len(other)))


def _edited(text: str, tag: str) -> str:
    try:
        document = tomlkit.parse(text)
        locales = document.get("locales")
        if isinstance(locales, Array):
            locales.append(tag)
        else:
            source = str(document.get("source_locale", "en"))
            document["locales"] = [source, tag]
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        raise Misused(
            said('add "{tag}" to locales in site.toml by hand, and run update', tag=tag)
        ) from error
