"""Tell tags, names, dates, months and directions of languages, by Babel's CLDR data.

The only module that names Babel; so its extraction of messages is here too.

A locale is written as BCP 47 (`zh-Hans`) everywhere but in the names of catalog folders, which
follow Babel (`zh_Hans`). Only what Babel's CLDR data knows is let in, by a strict pattern, since
a locale's name becomes part of paths (Babel's `../../x` was CVE-2021-42771).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import c2py
from io import BytesIO
from types import ModuleType
from typing import Any, Literal

import babel
from babel.core import get_global, parse_locale

from generator.diagnostics.messages import LANGUAGE, Said, said
from generator.moments import Moment, is_zone

_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)

# Tags that name a region where the writing is meant; CLDR's likely subtags say which.
_ALIASES = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hans-cn": "zh-Hans",
    "zh-hans-sg": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hant-tw": "zh-Hant",
    "zh-hk": "zh-Hant-HK",
    "zh-mo": "zh-Hant-MO",
}


_YEAR = re.compile(r",? y|y年")
"""The year in a date's pattern, with what parts it from the rest."""


class UnknownLocale(ValueError):
    """A tag that is not one of CLDR's locales; its text is a plain sentence."""


BEFORE_EXTENSION = (" ext. ", "转", "轉")
"""What is written between a telephone number and its extension: in Chinese, and in all others."""


@dataclass(frozen=True, slots=True, order=True)
class Locale:
    """A language of the site, as `locale(tag)` makes it."""

    tag: str
    """Canonical BCP 47: `zh-Hans`."""

    @property
    def language(self) -> str:
        """Its language alone, as a subtag: `zh`."""
        return self.tag.partition("-")[0]

    @property
    def script(self) -> str:
        """Its script (ISO 15924: `Hans`, `Latn`), the likely one where its tag names none."""
        return _full(self.tag)[1]

    @property
    def folder(self) -> str:
        """The name of its folder below `locales/`: `zh_Hans`."""
        return self.tag.replace("-", "_")

    @property
    def name(self) -> str:
        """The language's name in itself, as CLDR gives it: 简体中文, English, Français."""
        name = self.name_in(self.tag)
        return name[:1].upper() + name[1:]

    def name_in(self, tag: str) -> str:
        """Return the language's name in another one, as CLDR gives it: 英语, Simplified Chinese."""
        data = _babel(tag)
        name = data.languages.get(self.folder) or _babel(self.tag).get_display_name(data)
        return name or self.tag

    @property
    def told(self) -> Said:
        """The language's name in sentences of the program's, which is told in the reader's."""
        return Said(LANGUAGE, {"language": self.name_in("en"), "tag": self.tag})

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction its script runs in."""
        return "rtl" if _babel(self.tag).text_direction == "rtl" else "ltr"

    @property
    def chinese(self) -> bool:
        """True for Chinese in Chinese characters, of either script."""
        return self.language == "zh" and self.script in ("Hans", "Hant")

    @property
    def before_extension(self) -> str:
        """What is written between a telephone number and its extension."""
        if not self.chinese:
            return BEFORE_EXTENSION[0]
        return BEFORE_EXTENSION[2 if self.script == "Hant" else 1]

    @property
    def with_territory(self) -> str:
        """The tag with the territory where the language is likely spoken: zh_CN, en_US, ar_EG.

        As Open Graph wants it, which knows no scripts; by CLDR's likely subtags.
        """
        territory = _full(self.tag)[0]
        return f"{self.language}_{territory}" if territory else self.language

    def is_named(self, written: str) -> bool:
        """Tell whether a catalog's header may name it so: zh_Hans, zh-Hans, zh_CN, but not zh."""
        return written.replace("-", "_") in (self.folder, self.with_territory)

    def date(self, day: date) -> str:
        """Write `day` in the language's long form: 2022年7月25日, July 25, 2022."""
        return str(_dates().format_date(day, format="long", locale=_babel(self.tag)))

    def moment(self, when: Moment) -> str:
        """Write a moment: the day in the long form, with its hour: 2022年7月25日 16:30."""
        return self._with_hour(self.date(when.day), when)

    def period(self, starts: Moment, ends: Moment) -> str:
        """Write from when to when, with the days of the week.

        2022年7月25日星期一 08:30至17:00; From Monday, July 25 to Tuesday, July 26, 2022.
        """
        same_year = starts.day.year == ends.day.year
        # English says the year that both share behind the second day, Chinese before the first.
        first = self._week_day(starts, year=not (same_year and self.language == "en"))
        last = self._week_day(ends, year=not (same_year and self.chinese))
        if starts.day == ends.day and starts.has_hour == ends.has_hour:
            day = self._with_hour(self._week_day(starts), starts)
            dash = "至" if self.chinese else " – " if self.language == "en" else "–"
            return day if starts == ends else f"{day}{dash}{self._hour(ends)}"
        both = self._with_hour(first, starts), self._with_hour(last, ends)
        if self.language == "en":
            return "From " + " to ".join(both)
        return ("至" if self.chinese else " – ").join(both)

    def _week_day(self, when: Moment, *, year: bool = True) -> str:
        """Write a day in the language's full form; without its year, in English and Chinese."""
        data = _babel(self.tag)
        form = str(_dates().get_date_format("full", locale=data).pattern)
        shown = form if year else _YEAR.sub("", form)
        return str(_dates().format_date(when.day, format=shown, locale=data))

    def _hour(self, when: Moment) -> str:
        """Write an hour as English and others do: 4:30 PM, never parted; 16:30."""
        data = _babel(self.tag)
        if self.language != "en" or "a" not in str(_dates().get_time_format("short", locale=data)):
            return when.hour
        return str(_dates().format_time(when.begins, "h:mm\u00a0a", locale=data))

    def _with_hour(self, day: str, when: Moment) -> str:
        form = str(_dates().get_datetime_format("medium", locale=_babel(self.tag))).replace("'", "")
        return form.format(self._hour(when), day) if when.has_hour else day

    def plural(self, number: int) -> int:
        """Choose which of a message's plural forms goes with a number, from 0.

        By Babel's own table: a catalog's header is not asked, since it is code from outside.
        """
        return _plural_rule(self.tag)(number)

    @property
    def plural_forms(self) -> str:
        """The Plural-Forms header of its catalogs."""
        return str(_plural(self.folder))

    @property
    def plural_count(self) -> int:
        """How many forms a plural has in its catalogs: one in Chinese, six in Arabic."""
        return int(_plural(self.folder).num_plurals)


@cache
def _plural_rule(tag: str) -> Callable[[int], int]:
    return c2py(_plural(Locale(tag).folder).plural_expr)


def _plural(folder: str) -> Any:  # noqa: ANN401 - Babel's tuple of a number and an expression
    from babel.messages.plurals import get_plural

    return get_plural(folder)


@cache
def _dates() -> ModuleType:
    """Import what writes dates: a build that has nothing to do is quick without it."""
    from babel import dates

    return dates


@cache
def _full(tag: str) -> tuple[str, str]:
    """Give a tag's territory and script, or those that CLDR takes for likely; empty for none.

    https://www.unicode.org/reports/tr35/#Likely_Subtags
    """
    data, likely = _babel(tag), get_global("likely_subtags")
    full = likely.get(str(data)) or likely.get(data.language) or str(data)
    _, territory, script = parse_locale(full)[:3]
    return data.territory or territory or "", data.script or script or ""


@cache
def _babel(tag: str) -> babel.Locale:
    return babel.Locale.parse(tag, sep="-")


def locale(tag: str) -> Locale:
    """Give the locale of a BCP 47 tag, canonical: `zh_cn` and `zh-CN` are `zh-Hans`.

    Raises `UnknownLocale` for anything that CLDR does not know, or knows by another tag: an old
    one (`tl`), or one that says more than is needed (`en-Latn`).
    """
    dashed = tag.replace("_", "-")
    if not _TAG.fullmatch(dashed):
        raise UnknownLocale(said("“{tag}” is not a language tag such as en or zh-Hans", tag=tag))
    asked = _ALIASES.get(dashed.lower(), dashed)
    try:
        parsed = _babel(asked)
    except (babel.UnknownLocaleError, ValueError):
        raise UnknownLocale(said("“{tag}” is not a language that CLDR knows", tag=tag)) from None
    found = Locale(str(parsed).replace("_", "-"))
    if asked.lower() != found.tag.lower():
        # An old tag, or one that CLDR completes or cuts: two catalogs for one language.
        raise UnknownLocale(
            said(
                "“{tag}” is written {short}",
                tag=tag,
                short=_ALIASES.get(parsed.language, parsed.language),
            )
        )
    return found


def is_locale(tag: str) -> bool:
    """Tell whether `locale` takes a tag."""
    try:
        return bool(locale(tag))
    except UnknownLocale:
        return False


@dataclass(frozen=True, slots=True)
class Region:
    """A region with one of its time zones."""

    code: str
    """ISO 3166-1, two letters: CN."""
    zone: str
    """Asia/Shanghai."""
    name: str
    """The region's name, with a town of the zone where it has several: 中国（上海）."""


_REGIONS = {"zh-Hans": {"HK": "中国香港", "MO": "中国澳门", "TW": "中国台湾"}}
"""The names of GB/T 2659.1-2022, by language and code."""
_NO_REGIONS = ("AQ", "ZZ")


@cache
def regions(tag: str) -> tuple[Region, ...]:
    """List the regions in a language, by their names, each as often as it has time zones.

    In `zh-Hans`, the names are those of GB/T 2659.1-2022 where CLDR has others. Left out are
    Antarctica, where no office serves anybody, and CLDR's region that nobody knows.
    """
    data, found = _babel(locale(tag).tag), []
    with_town = "{}（{}）" if data.language == "zh" else "{} ({})"
    for code, zones in get_global("territory_zones").items():
        known = [zone for zone in zones if is_zone(zone)]
        is_known = code in data.territories and code.isalpha() and code not in _NO_REGIONS
        for zone in known if is_known else ():
            name = _REGIONS.get(tag, {}).get(code, data.territories[code])
            town = _dates().get_timezone_location(zone, locale=data, return_city=True)
            words = with_town.format(name, town) if len(known) > 1 else name
            found.append(Region(code, zone, words))
    return tuple(sorted(found, key=lambda one: one.name))


def region_of(tag: str) -> str:
    """Tell where a language is mostly spoken, by CLDR: CN for zh-Hans; empty where none is."""
    return _full(locale(tag).tag)[0]


@cache
def month_names(tag: str, width: Literal["wide", "abbreviated"]) -> Mapping[str, int]:
    """Name the months in a language, 1 for January, by CLDR; none where it counts them.

    Each as it is written in a date and alone (июля, июль), and with a capital letter; without the
    full stop of one that is cut short. Raises `UnknownLocale` as `locale` does.
    """
    names: dict[str, int] = {}
    for forms in _babel(locale(tag).tag).months.values():
        for month, name in forms[width].items():
            if not name[0].isnumeric():
                short = name.removesuffix(".")
                names |= {short: month, short[0].upper() + short[1:]: month}
    return names


@cache
def day_names(tag: str, width: Literal["wide", "abbreviated"]) -> Mapping[str, int]:
    """Name the days of the week in a language, 0 for Monday, by CLDR.

    Each also with a capital letter, and without the full stop of one that is cut short. Raises
    `UnknownLocale` as `locale` does.
    """
    names: dict[str, int] = {}
    for forms in _babel(locale(tag).tag).days.values():
        for day, name in forms[width].items():
            short = name.removesuffix(".")
            names |= {short: day, short[0].upper() + short[1:]: day}
    return names


_AROUND_NUMBER = " \u00a0\u200e\u200f\u202f"


@cache
def unit_words(tag: str, unit: str) -> frozenset[str]:
    """Give the words and signs for a unit in a language, by CLDR: kilometers, kilometer, km.

    Every form that CLDR has of it after a number. Raises `UnknownLocale` as `locale` does.
    """
    patterns = _babel(locale(tag).tag)._data["unit_patterns"].get(unit, {})
    forms = [
        form
        for width in ("long", "short")
        for count, form in patterns.get(width, {}).items()
        if count != "per" and isinstance(form, str)
    ]
    return frozenset(form.replace("{0}", "").strip(_AROUND_NUMBER) for form in forms) - {""}


@cache
def currency_words(tag: str, code: str) -> frozenset[str]:
    """Give the names of a currency (ISO 4217) in a language, by CLDR: US dollars, US dollar."""
    data = _babel(locale(tag).tag)
    plurals = data._data["currency_names_plural"].get(code, {})
    return frozenset([data.currencies.get(code, ""), *plurals.values()]) - {""}


@cache
def currency_signs(tag: str, code: str) -> frozenset[str]:
    """Give what is written for a currency before or after a number: its code, and its sign."""
    return frozenset([code, _babel(locale(tag).tag).currency_symbols.get(code, code)])


@dataclass(frozen=True, slots=True)
class Extracted:
    """A message that Babel found in a template."""

    line: int
    msgctxt: str | None
    msgid: str
    msgid_plural: str | None
    comments: tuple[str, ...]


def extracted(
    method: str, text: str, options: Mapping[str, str], function: str = ""
) -> Iterator[Extracted]:
    """Find the messages of a file's text by Babel's extraction `method`, in its order.

    It looks for calls of gettext's functions, or of the one that is named. Raises whatever the
    method raises for a file that it cannot parse.
    """
    from babel.messages.extract import DEFAULT_KEYWORDS, extract

    keywords = {function: None} if function else dict(DEFAULT_KEYWORDS)
    for line, messages, comments, msgctxt in extract(
        method, BytesIO(text.encode()), keywords, ["Translators:"], dict(options)
    ):
        msgid, plural = (messages, None) if isinstance(messages, str) else messages[:2]
        yield Extracted(line, msgctxt, msgid, plural, tuple(comments))
