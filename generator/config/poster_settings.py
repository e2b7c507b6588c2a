"""The settings of [posters]: pairs of languages, variants, and the site's own fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.config.schema import Entry, Group, Invalid, Setting, distinct, each, language, text
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import listed, said
from generator.locales import Locale
from generator.model import VARIANTS, SiteFont, Variant

_FONT_PATH = re.compile(r"_[A-Za-z0-9_-]*/[A-Za-z0-9_-]+\.(?:otf|ttf|woff2)")
_WEIGHTS = {"regular": 400, "bold": 700}


def _variant(entry: Entry) -> Variant:
    for name in VARIANTS:
        if name == entry.value:
            return name
    raise Invalid(said("there is no variant “{name}”", name=entry.value))


def _pair(entry: Entry) -> tuple[Locale, Locale] | None:
    """Parse two different languages; None where one of them is no language, which is noted."""
    if not isinstance(entry.value, list) or len(entry.value) != 2:
        raise Invalid(said("a pair is not a list of two languages"))
    large, small = (replace(entry, value=tag).read(Setting(language)) for tag in entry.value)
    if large and large == small:
        raise Invalid(said("a pair has {tag} twice", tag=large.tag))
    return (large, small) if large and small else None


def _font_path(entry: Entry) -> str:
    """Parse a path below content/."""
    path = text(entry)
    if not _FONT_PATH.fullmatch(path):
        raise Invalid(said("“{row}” is not a file below content/", row=path))
    return f"content/{path}"


def _fonts(entry: Entry) -> tuple[SiteFont, ...]:
    """Parse fonts into a face for each weight."""
    return tuple(
        SiteFont(row["locale"], weight, row[key], entry.line)
        for row in each(Setting(_FONT, _FONTS))(entry)
        for key, weight in _WEIGHTS.items()
        if all(row.values())
    )


_FONTS = said(
    'write fonts = [{ locale = "ja", regular = "_fonts/Regular.otf", bold = "_fonts/Bold.otf" }]'
)
_FONT = Group(
    {
        key: Setting(
            parse,
            _FONTS,
            missing=Fault(said("an entry of fonts has no text for {key}", key=key), _FONTS),
        )
        for key, parse in (("locale", language), ("regular", _font_path), ("bold", _font_path))
    },
    shape=said("an entry of fonts is not a group"),
    unknown=lambda key: (said("an entry of fonts has “{key}”", key=key), _FONTS),
)
_LISTS = said('write [posters], then lists such as variants = ["mono"]')
_PAIRS = said('write [posters], then pairs = [["zh-Hans", "en"]], the large one first')
_VARIANTS = said("the variants are {names}", names=listed(VARIANTS))
POSTERS = Group(
    {
        "pairs": Setting(distinct(Setting(_pair, _PAIRS)), _LISTS, ()),
        "variants": Setting(distinct(Setting(_variant, _VARIANTS)), _LISTS, ()),
        "fonts": Setting(_fonts, _LISTS, ()),
    },
    shape=said("posters is not a group"),
    unknown=lambda key: (said("posters has “{key}”", key=key), ""),
)
NO_POSTERS = {key: setting.default for key, setting in POSTERS.settings.items()}


def strange_languages(
    pairs: Iterable[tuple[Locale, Locale]], locales: tuple[Locale, ...]
) -> Iterator[Fault]:
    """Find the pairs with a language that is none of the site's."""
    tags = listed(locale.tag for locale in locales)
    alone = len(locales) == 1
    for pair in pairs:
        if strange := next((one for one in pair if one not in locales), None):
            wrong = said("{tag} is not one of the site's languages", tag=strange.tag)
            yield Fault(
                wrong,
                said("add it to locales")
                if alone
                else said("add it to locales, or name two of {tags}", tags=tags),
            )
