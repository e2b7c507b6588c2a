"""Read the files that give pages their looks: templates, their assets, fonts and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from generator.diagnostics.errors import Fault, Problem, Problems
from generator.diagnostics.messages import said
from generator.layout import kept_by_windows
from generator.source.folder import Folder

_ASSET = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
SHEET = ".typ"
"""How the name of a sheet's template ends."""
_FONTS = (".otf", ".ttf")
_MOST_OF_DATA = 40_000_000
"""Bytes: more than any font has; a larger file is a mistake."""


def templates(base: Folder, name: str, problems: Problems) -> Iterator[tuple[str, str]]:
    """Read each template below the folder `name`: its name in NFC, as others call it; its text."""
    for found in base.entries(name, problems):
        inner = f"{name}/{found.name}"
        if found.is_folder:
            if inner not in ("templates/assets", "templates/fonts", "templates/icons"):
                yield from templates(base, inner, problems)
        elif found.name.endswith((".html", ".txt", ".xml", SHEET)):
            text = base.text(inner, problems)
            if text is not None:
                yield normalize("NFC", inner.removeprefix("templates/")), text


def assets(base: Folder, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """Read each asset by name; report a name that no address can have, or no file on Windows."""
    names: dict[str, str] = {}
    for found in base.visible_entries("templates/assets", problems):
        if found.is_folder:
            continue
        twin = names.setdefault(found.name.lower(), found.name)
        if wrong := _asset_wrong(found.name, twin):
            problems.add(Problem(f"templates/assets/{found.name}", 1, "file-name", *wrong))
        else:
            yield from _data(base, f"templates/assets/{found.name}", found.name, problems)


def _asset_wrong(name: str, twin: str) -> Fault | None:
    """Find the fault in an asset's name; `twin` is the first one that differs in capitals only."""
    if not _ASSET.fullmatch(name):
        wrong = said("“{name}” cannot be part of an address", name=name)
        remedy = said("use letters a to z, digits, hyphens and full stops, such as site.css")
        return Fault(wrong, remedy)
    if twin != name:
        wrong = said(
            "“{name}” and “{twin}” are one file on Windows and macOS", name=name, twin=twin
        )
        return Fault(wrong, said("give one of the two another name"))
    return kept_by_windows(name)


def fonts(site: Folder, defaults: Folder, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """Read the package's fonts by name; the site's own, in `content/_…/`, by path."""
    for found in defaults.visible_entries("templates/fonts", problems):
        if found.name.endswith(_FONTS):
            yield from _data(defaults, f"templates/fonts/{found.name}", found.name, problems)
    for place in _own_places(site, problems):
        for found in site.visible_entries(place, problems):
            path = f"{place}/{found.name}"
            if found.name.endswith(_FONTS):
                yield from _data(site, path, path, problems)


def _own_places(site: Folder, problems: Problems) -> Iterator[str]:
    """List the folders `content/_…/`, which hold no notice."""
    for place in site.entries("content", problems):
        if place.is_folder and place.name.startswith("_"):
            yield f"content/{place.name}"


def drawings(site: Folder, defaults: Folder, problems: Problems) -> Iterator[tuple[str, str]]:
    """Read the package's icons by name; the site's own drawings, in `content/_…/`, by path."""
    for path, text in _drawings(defaults, "templates/icons", problems):
        yield path.removeprefix("templates/icons/").removesuffix(".svg"), text
    for place in _own_places(site, problems):
        yield from _drawings(site, place, problems)


def _drawings(base: Folder, place: str, problems: Problems) -> Iterator[tuple[str, str]]:
    """Read the SVG files in and below a folder, by path."""
    for found in base.visible_entries(place, problems):
        path = f"{place}/{found.name}"
        if found.is_folder:
            yield from _drawings(base, path, problems)
        elif found.name.endswith(".svg"):
            text = base.text(path, problems)
            if text is not None:
                yield path, text


def _data(folder: Folder, path: str, name: str, problems: Problems) -> Iterator[tuple[str, bytes]]:
    data = folder.data(path, _MOST_OF_DATA, problems)
    if data is not None:
        yield name, data
