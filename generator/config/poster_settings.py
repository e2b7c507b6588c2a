"""Read [posters] of site.toml: pairs of languages, variants, and the fonts of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.config.schema import Entry, Group, Invalid, Setting, distinct, each, language
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import listed, said
from generator.locales import Locale
from generator.model import VARIANTS, SiteFont

_FONT_PATH = re.compile(r"_[A-Za-z0-9_-]*/[A-Za-z0-9_-]+\.(?:otf|ttf)")
_WEB_FONT = re.compile(r"(.*)\.woff2?", re.IGNORECASE)
_WEIGHTS = {"regular": 400, "bold": 700}


def _variant(entry: Entry) -> str:
    if entry.value not in VARIANTS:
        raise Invalid(said("there is no variant “{name}”", name=entry.value))
    return str(entry.value)


def _pair(entry: Entry) -> tuple[Locale, Locale] | None:
    """Parse two different languages; None where one of them is no language, which is noted."""
    if not isinstance(entry.value, list) or len(entry.value) != 2:
        raise Invalid(said("a pair is not a list of two languages"))
    large, small = (replace(entry, value=tag).read(Setting(language)) for tag in entry.value)
    if large and large == small:
        raise Invalid(said("a pair has {tag} twice", tag=large.tag))
    return (large, small) if large and small else None


def _no_text(key: str) -> Fault:
    return Fault(said("an entry of fonts has no text for {key}", key=key), _FONTS)


def _font_part(entry: Entry) -> Locale | str:
    """Parse the language of an entry of fonts, or a path below content/."""
    if not isinstance(entry.value, str):
        raise Invalid(*_no_text(entry.key))
    if entry.key == "locale":
        return language(entry)
    if found := _WEB_FONT.fullmatch(entry.value):
        wrong = said(
            "“{row}” is compressed for the web, and no poster can be set in it", row=found[0]
        )
        remedy = said(
            "convert it to OpenType or TrueType, and name that: {path}", path=f"{found[1]}.otf"
        )
        raise Invalid(wrong, remedy)
    if not _FONT_PATH.fullmatch(entry.value):
        raise Invalid(said("“{row}” is not a file below content/", row=entry.value))
    return f"content/{entry.value}"


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
    {key: Setting(_font_part, _FONTS, missing=_no_text(key)) for key in ("locale", *_WEIGHTS)},
    shape=said("an entry of fonts is not a group"),
    unknown=lambda key: (said("an entry of fonts has “{key}”", key=key), _FONTS),
)
_LISTS = said('write [posters], then lists such as variants = ["mono"]')
_PAIRS = said('write [posters], then pairs = [["zh-Hans", "en"]], the large one first')
_VARIANTS = said("the variants are {names}", names=listed(VARIANTS))
POSTERS = Setting(
    Group(
        {
            "pairs": Setting(distinct(Setting(_pair, _PAIRS)), _LISTS, ()),
            "variants": Setting(distinct(Setting(_variant, _VARIANTS)), _LISTS, ()),
            "fonts": Setting(_fonts, _LISTS, ()),
        },
        shape=said("posters is not a group"),
        unknown=lambda key: (said("posters has “{key}”", key=key), ""),
    ),
    _LISTS,
    default={"pairs": (), "variants": (), "fonts": ()},
)


def strange_languages(
    pairs: Iterable[tuple[Locale, Locale]], locales: tuple[Locale, ...]
) -> Iterator[Fault]:
    """Find the pairs with a language that is none of the site's."""
    remedy = said("add it to locales")
    if len(locales) > 1:
        tags = listed(locale.tag for locale in locales)
        remedy = said("add it to locales, or name two of {tags}", tags=tags)
    for pair in pairs:
        if strange := next((one for one in pair if one not in locales), None):
            yield Fault(said("{tag} is not one of the site's languages", tag=strange.tag), remedy)
