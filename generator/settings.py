"""site.toml -> Settings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from generator import toml
from generator.addresses import base_url, fact, fact_wrong
from generator.errors import Fault, Problem, Problems, did_you_mean
from generator.facts import Fact
from generator.files import SETTINGS_PATH
from generator.locales import Locale, UnknownLocale, locale
from generator.model import (
    NO_LABEL,
    VARIANTS,
    Contact,
    Incomplete,
    Label,
    Settings,
    SiteFont,
    Variant,
)
from generator.wording import listed, said, sentence

_TEXTS = ("title", "tagline", "issuer")
_KEYS = (
    "base_url",
    "source_locale",
    "locales",
    "incomplete",
    *_TEXTS,
    "facts",
    "contacts",
    "posters",
)
_POSTERS = said('write [posters], then lists such as variants = ["mono"]')
_FONTS = said(
    'write fonts = [{ locale = "ja", regular = "_fonts/Regular.otf", bold = "_fonts/Bold.otf" }]'
)
_FONT_PATH = re.compile(r"_[A-Za-z0-9_-]*/[A-Za-z0-9_-]+\.(?:otf|ttf|woff2)")
_MOST_FACTS = 500
"""Each name in braces that is none of them is compared with all of them."""
_KEY = re.compile(r"""\s*+(?:\[++\s*+)?(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]++))\s*+[]=.]""")
"""What stands before a value, or in the head of a group."""
_PAIRS = said('write [posters], then pairs = [["zh-Hans", "en"]], the large one first')


def settings(text: str, path: str = SETTINGS_PATH) -> Settings:
    """The site's settings.

    Raises `Refused` with everything that is wrong with the file.
    """
    data = toml.parsed(text, path, "site")
    return _Reader(text, path, data).settings()


class _Reader:
    """Reads each setting, and collects what is wrong with it."""

    def __init__(self, text: str, path: str, data: Mapping[str, Any]) -> None:
        self._lines: dict[str, list[int]] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if found := _KEY.match(line):
                self._lines.setdefault(found[found.lastindex or 0], []).append(number)
        self._path = path
        self._data = data
        self._problems = Problems()

    def settings(self) -> Settings:
        for key in [key for key in self._data if key not in _KEYS]:
            remedy = did_you_mean(key, _KEYS)
            self._wrong(key, said("there is no key “{key}”", key=key), remedy)
        source = self._source_locale()
        locales = self._locales(source)
        facts = self._facts()
        posters = self._posters()
        made = Settings(
            base_url=self._base_url(),
            source_locale=source,
            locales=locales,
            incomplete=self._incomplete(),
            title=self._label("title", required=True),
            tagline=self._label("tagline"),
            issuer=self._label("issuer", required=True),
            facts=MappingProxyType(facts),
            contacts=tuple(self._contacts(facts)),
            pairs=tuple(dict.fromkeys(self._pairs(posters, locales))),
            variants=tuple(dict.fromkeys(self._variants(posters))),
            fonts=tuple(self._fonts(posters)),
        )
        self._problems.refuse()
        return made

    def _line(self, key: str, after: int = 0) -> int:
        """The first line of a key after another, from 1: TOML's reader keeps none. Else 1."""
        numbers = self._lines.get(key, [])
        return next(iter(numbers[bisect_right(numbers, after) :][:1]), 1)

    def _wrong(self, key: str, wrong: str, remedy: str, line: int = 0) -> None:
        self._problems.add(Problem(self._path, line or self._line(key), "site", wrong, remedy))

    def _text(self, key: str) -> str:
        value = self._data.get(key, "")
        if isinstance(value, str):
            return " ".join(value.split())
        self._wrong(key, said("{key} is not a text", key=key), said('write {key} = "…"', key=key))
        return ""

    def _label(self, key: str, required: bool = False) -> Label:
        text = self._text(key)
        if required and not text and isinstance(self._data.get(key, ""), str):
            self._wrong(
                key,
                said("{key} is missing", key=key),
                said('write {key} = "…" at the head of the file', key=key),
            )
        return Label(text, self._line(key)) if text else NO_LABEL

    def _locale(self, key: str, tag: object) -> Locale | None:
        try:
            return locale(str(tag))
        except UnknownLocale as error:
            self._wrong(key, sentence(error), said("write a BCP 47 tag such as en, zh-Hans or ar"))
            return None

    def _source_locale(self) -> Locale:
        return self._locale("source_locale", self._data.get("source_locale", "en")) or Locale("en")

    def _locales(self, source: Locale) -> tuple[Locale, ...]:
        tags = self._data.get("locales", [source.tag])
        if not isinstance(tags, list):
            self._wrong(
                "locales", said("locales is not a list"), said('write locales = ["en", "zh-Hans"]')
            )
            return (source,)
        found = [self._locale("locales", tag) for tag in tags]
        locales = tuple(dict.fromkeys(one for one in found if one))
        if source not in locales and None not in found:
            self._wrong(
                "locales",
                said("the source locale {tag} is not in it", tag=source.tag),
                said('add "{tag}"', tag=source.tag),
            )
        return locales

    def _base_url(self) -> str:
        text = self._text("base_url")
        if not text:
            return ""
        try:
            return base_url(text)
        except ValueError as error:
            self._wrong(
                "base_url",
                sentence(error),
                said("write the site's address, such as https://a.b/c/"),
            )
            return ""

    def _incomplete(self) -> Incomplete:
        value = self._data.get("incomplete", "withhold")
        if value not in ("withhold", "fallback"):
            self._wrong(
                "incomplete",
                said("incomplete cannot be “{value}”", value=value),
                said('write "withhold" or "fallback"'),
            )
        return "fallback" if value == "fallback" else "withhold"

    def _facts(self) -> dict[str, Fact]:
        table = self._data.get("facts", {})
        if not isinstance(table, dict):
            self._wrong(
                "facts", said("facts is not a table"), said("write [facts], then a fact a line")
            )
            return {}
        if len(table) > _MOST_FACTS:
            wrong = said("there are more than {most} facts", most=_MOST_FACTS)
            self._wrong("facts", wrong, said("take out those that no text names"))
            return {}
        found = (self._fact(name, value) for name, value in table.items())
        return {fact.name: fact for fact in found if fact}

    def _fact(self, name: str, value: object) -> Fact | None:
        line = self._line(name, self._line("facts") - 1)
        wrong = fact_wrong(name, value)
        if wrong:
            self._wrong(name, *wrong, line)
            return None
        assert isinstance(value, str | dict)  # fact_wrong has seen to it
        named = value.get("lang") if isinstance(value, dict) else None
        found = self._locale("facts", named) if named else None
        return fact(name, value, found.tag if found else "")

    def _contacts(self, facts: Mapping[str, Fact]) -> Iterator[Contact]:
        rows = self._data.get("contacts", [])
        if not isinstance(rows, list):
            self._wrong(
                "contacts", said("contacts is not a list of groups"), said("write [[contacts]]")
            )
            return
        after = 0
        for row in rows:
            after = self._line("contacts", after)
            if isinstance(row, dict) and self._is_told(row.get("fact"), facts):
                continue
            if wrong := _contact_wrong(row, facts):
                self._wrong("contacts", *wrong, after)
                continue
            yield Contact(
                facts[row["fact"]],
                self._row_label(row, "label", after),
                self._row_label(row, "note", after),
            )

    def _is_told(self, name: object, facts: Mapping[str, Fact]) -> bool:
        """True for a fact that is there, and of which it is told already that it is none."""
        table = self._data.get("facts")
        known = isinstance(table, dict) and isinstance(name, str) and name in table
        return known and name not in facts

    def _row_label(self, row: Mapping[str, str], key: str, after: int) -> Label:
        text = " ".join(row.get(key, "").split())
        return Label(text, self._line(key, after)) if text else NO_LABEL

    def _posters(self) -> Mapping[str, Any]:
        posters = self._data.get("posters", {})
        if not isinstance(posters, dict):
            self._wrong("posters", said("posters is not a group"), _POSTERS)
            return {}
        for key in sorted(set(posters) - {"pairs", "variants", "fonts"}):
            self._wrong(
                key,
                said("posters has “{key}”", key=key),
                said("its parts are pairs, variants and fonts"),
            )
        return posters

    def _list(self, posters: Mapping[str, Any], key: str) -> list[Any]:
        rows = posters.get(key, [])
        if isinstance(rows, list):
            return rows
        self._wrong(key, said("{key} is not a list", key=key), _POSTERS)
        return []

    def _variants(self, posters: Mapping[str, Any]) -> Iterator[Variant]:
        for name in self._list(posters, "variants"):
            known = next((variant for variant in VARIANTS if variant == name), None)
            if known:
                yield known
            else:
                remedy = said("the variants are {names}", names=listed(VARIANTS))
                self._wrong("variants", said("there is no variant “{name}”", name=name), remedy)

    def _fonts(self, posters: Mapping[str, Any]) -> Iterator[SiteFont]:
        for row in self._list(posters, "fonts"):
            if wrong := _font_wrong(row):
                self._wrong("fonts", wrong, _FONTS)
                continue
            found = self._locale("fonts", row["locale"])
            for weight, key in ((400, "regular"), (700, "bold")) if found else ():
                if not _FONT_PATH.fullmatch(row[key]):
                    self._wrong(
                        "fonts", said("“{row}” is not a file below content/", row=row[key]), _FONTS
                    )
                elif found:
                    yield SiteFont(found, weight, f"content/{row[key]}", self._line("fonts"))

    def _pairs(
        self, posters: Mapping[str, Any], locales: tuple[Locale, ...]
    ) -> Iterator[tuple[Locale, Locale]]:
        for pair in self._list(posters, "pairs"):
            if not isinstance(pair, list) or len(pair) != 2:
                self._wrong("pairs", said("a pair is not a list of two languages"), _PAIRS)
                continue
            first, second = (self._locale("pairs", tag) for tag in pair)
            if first is None or second is None:
                continue
            if wrong := _pair_wrong(first, second, locales):
                self._wrong("pairs", *wrong)
            else:
                yield first, second


def _font_wrong(row: object) -> str:
    """What is wrong with an entry of fonts; empty for a sound one."""
    if not isinstance(row, dict):
        return said("an entry of fonts is not a group")
    if unknown := set(row) - {"locale", "regular", "bold"}:
        return said("an entry of fonts has “{key}”", key=min(unknown))
    for key in ("locale", "regular", "bold"):
        if not isinstance(row.get(key), str):
            return said("an entry of fonts has no text for {key}", key=key)
    return ""


def _pair_wrong(first: Locale, second: Locale, locales: tuple[Locale, ...]) -> Fault | None:
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


def _contact_wrong(row: object, facts: Mapping[str, Fact]) -> Fault | None:
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        wrong = said("a contact is not a group of texts")
        return Fault(wrong, said('write [[contacts]], then fact = "…"'))
    if unknown := set(row) - {"fact", "label", "note"}:
        wrong = said("a contact has “{key}”", key=min(unknown))
        return Fault(wrong, said("its parts are fact, label and note"))
    if row.get("fact") not in facts:
        wrong = said("there is no fact “{name}”", name=row.get("fact", ""))
        return Fault(wrong, said("name one of [facts]"))
    if not row.get("label", "").split():
        return Fault(said("a contact has no label"), said('write label = "…"'))
    return None
