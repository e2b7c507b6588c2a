"""The group [posters] of site.toml: pairs of languages, variants, and the site's own fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.config.toml_file import SettingsFile
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import listed, said
from generator.locales import Locale
from generator.model import VARIANTS, SiteFont, Variant

_GROUP = said('write [posters], then lists such as variants = ["mono"]')
_FONTS = said(
    'write fonts = [{ locale = "ja", regular = "_fonts/Regular.otf", bold = "_fonts/Bold.otf" }]'
)
POSTER_KEYS = ("pairs", "variants", "fonts")
_FONT_KEYS = ("locale", "regular", "bold")
_FONT_PATH = re.compile(r"_[A-Za-z0-9_-]*/[A-Za-z0-9_-]+\.(?:otf|ttf|woff2)")
_PAIRS = said('write [posters], then pairs = [["zh-Hans", "en"]], the large one first')


@dataclass(frozen=True, slots=True)
class PosterSettings:
    """What a site wants of its posters, each once."""

    pairs: tuple[tuple[Locale, Locale], ...]
    variants: tuple[Variant, ...]
    fonts: tuple[SiteFont, ...]


def poster_settings(file: SettingsFile, locales: tuple[Locale, ...]) -> PosterSettings:
    """What is said of posters; `locales` are the site's."""
    group = file.data.get("posters", {})
    if not isinstance(group, dict):
        file.wrong("posters", said("posters is not a group"), _GROUP)
        group = {}
    for key in sorted(set(group) - set(POSTER_KEYS)):
        wrong = said("posters has “{key}”", key=key)
        file.wrong(key, wrong, said("its parts are pairs, variants and fonts"))
    return PosterSettings(
        tuple(dict.fromkeys(_pairs(file, group, locales))),
        tuple(dict.fromkeys(_variants(file, group))),
        tuple(_fonts(file, group)),
    )


def _list(file: SettingsFile, group: Mapping[str, Any], key: str) -> list[Any]:
    rows = group.get(key, [])
    if isinstance(rows, list):
        return rows
    file.wrong(key, said("{key} is not a list", key=key), _GROUP)
    return []


def _variants(file: SettingsFile, group: Mapping[str, Any]) -> Iterator[Variant]:
    for name in _list(file, group, "variants"):
        known = next((variant for variant in VARIANTS if variant == name), None)
        if known:
            yield known
        else:
            remedy = said("the variants are {names}", names=listed(VARIANTS))
            file.wrong("variants", said("there is no variant “{name}”", name=name), remedy)


def _fonts(file: SettingsFile, group: Mapping[str, Any]) -> Iterator[SiteFont]:
    for row in _list(file, group, "fonts"):
        if wrongs := list(_font_wrongs(row)):
            for wrong in wrongs:
                file.wrong("fonts", wrong, _FONTS)
        elif found := file.locale("fonts", row["locale"]):
            for weight, key in ((400, "regular"), (700, "bold")):
                yield SiteFont(found, weight, f"content/{row[key]}", file.line("fonts"))


def _font_wrongs(row: object) -> Iterator[str]:
    """What is wrong with an entry of fonts."""
    if not isinstance(row, dict):
        yield said("an entry of fonts is not a group")
        return
    for key in sorted(set(row) - set(_FONT_KEYS)):
        yield said("an entry of fonts has “{key}”", key=key)
    for key in _FONT_KEYS:
        value = row.get(key)
        if not isinstance(value, str):
            yield said("an entry of fonts has no text for {key}", key=key)
        elif key != "locale" and not _FONT_PATH.fullmatch(value):
            yield said("“{row}” is not a file below content/", row=value)


def _pairs(
    file: SettingsFile, group: Mapping[str, Any], locales: tuple[Locale, ...]
) -> Iterator[tuple[Locale, Locale]]:
    for pair in _list(file, group, "pairs"):
        if not isinstance(pair, list) or len(pair) != 2:
            file.wrong("pairs", said("a pair is not a list of two languages"), _PAIRS)
            continue
        first, second = (file.locale("pairs", tag) for tag in pair)
        if first is None or second is None:
            continue
        if fault := _pair_fault(first, second, locales):
            file.wrong("pairs", *fault)
        else:
            yield first, second


def _pair_fault(first: Locale, second: Locale, locales: tuple[Locale, ...]) -> Fault | None:
    if first == second:
        return Fault(said("a pair has {tag} twice", tag=first.tag), _PAIRS)
    strange = next((one for one in (first, second) if one not in locales), None)
    if strange is None:
        return None
    wrong = said("{tag} is not one of the site's languages", tag=strange.tag)
    if len(locales) == 1:
        return Fault(wrong, said("add it to locales"))
    tags = listed(locale.tag for locale in locales)
    return Fault(wrong, said("add it to locales, or name two of {tags}", tags=tags))
