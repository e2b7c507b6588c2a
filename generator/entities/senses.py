"""Find words that turn a sentence round while its numbers stay: over for under, daily for weekly.

What is looked for is data, in `senses.toml`: in English and Chinese, but for the days of the week,
which CLDR names in every language. Real translations say a thing in other words, or not at all; so
two texts are compared only where both say something of a class, in as many places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.entities.languages import SENSES
from generator.entities.model import Entity, EntityKind, Value, reading
from generator.entities.prefilter import Glance, glance
from generator.locales import day_names, is_locale
from generator.text.lazy_regex import late

_NAMES = ("en", "zh")
"""Languages that the table has."""
_CLASSES: Mapping[bool, Sequence[tuple[str, str, Mapping[str, frozenset[str]]]]] = {
    errors: [
        (
            name,
            sort,
            {
                "en_words": frozenset(table["en_words"].split()),
                "zh_signs": frozenset(table["zh_signs"]),
            },
        )
        for name in ("beside", "within", "amounts")
        for sort, table in SENSES[name].items()
        if table["error"] == errors
    ]
    for errors in (True, False)
}
"""Each class with the words or signs that each place of it has, errors apart from warnings."""
_KINDS = {EntityKind.NUMBER, EntityKind.PERCENTAGE, EntityKind.DATE, EntityKind.TIME}
_BEFORE, _BEHIND = 28, 24
"""Characters beside a number that are looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text says something of a class, and what it may mean."""

    means: frozenset[Any]
    words: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One side of a translation: its text and language, and the entities of the text."""

    text: str
    locale: str
    entities: Sequence[Entity]
    language: str
    """The language of the locale alone."""
    seen: Glance


def wording(text: str, locale: str, entities: Sequence[Entity]) -> Wording:
    """Make one side of a translation."""
    return Wording(text, locale, entities, locale.partition("-")[0], glance(text))


def turned(source: Wording, target: Wording, *, errors: bool) -> Iterator[Fault]:
    """Find where a translation says the opposite, or another of a few: errors, or warnings."""
    if errors:
        days = _days(source)
        yield from _differ(days, _days(target) if days else ())
    if source.language not in _NAMES or target.language not in _NAMES:
        return
    for name, sort, table in _CLASSES[errors]:
        if not (_may_have(table, source) and _may_have(table, target)):
            continue
        if name == "beside":
            yield from _beside(sort, source, target)
        elif before := _places(name, sort, source):
            yield from _differ(before, _places(name, sort, target))
    if not errors:
        yield from _negated(source, target)


def _may_have(table: Mapping[str, frozenset[str]], side: Wording) -> bool:
    """Tell whether a text has one of the words, or of the signs, that each place of a class has."""
    if side.language == "zh":
        return not table["zh_signs"].isdisjoint(side.seen.signs)
    return not table["en_words"].isdisjoint(side.seen.words)


def _differ(before: Sequence[Place], after: Sequence[Place]) -> Iterator[Fault]:
    """Compare what both say as often; what each may mean agrees with one on the other side."""
    if len(before) != len(after):
        return
    left = list(after)
    for place in before:
        same = next((one for one in left if not one.means.isdisjoint(place.means)), None)
        if same is None:
            yield _other(place.words, left[0].words)
            return
        left.remove(same)


def _other(words: str, instead: str) -> Fault:
    return reading(
        said(
            "the source says “{text}”, the translation “{other}”",
            text=words.strip(),
            other=instead.strip(),
        ),
        said("look whether both mean the same"),
    )


def _places(name: str, sort: str, side: Wording) -> tuple[Place, ...]:
    """Find each place of a class in a text."""
    return _found(name, sort, side.language, side.text)


@lru_cache(maxsize=256)
def _found(name: str, sort: str, language: str, text: str) -> tuple[Place, ...]:
    pattern, senses = _pattern(name, sort, language)
    return tuple(Place(senses[(one.lastindex or 1) - 1], one[0]) for one in pattern.finditer(text))


@cache
def _pattern(
    name: str, sort: str, language: str
) -> tuple[re.Pattern[str], tuple[frozenset[Any], ...]]:
    """Make one pattern of a class's senses, a group for each; and what each means."""
    rows = SENSES[name][sort]["senses"]
    forms = [row[1 + _NAMES.index(language)] for row in rows]
    means = [frozenset(row[0] if isinstance(row[0], list) else [row[0]]) for row in rows]
    return late("|".join(f"({form})" for form in forms), re.IGNORECASE), tuple(means)


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HAN_DAYS = {day: place for place, day in enumerate("一二三四五六日")} | {"天": 6}
_WEEK = late(
    "(?<![一两二三四五六七八九十0-9几半整])(?:周|週|星期|禮拜|礼拜)"
    "(?P<first>[一二三四五六日天])(?![次个回趟百千万年直共度周元块些样定旦般时均])"
    "(?P<more>(?:[、,，/至到和及-]{1,2}[一二三四五六日天](?![一-鿿]?[次个月年日号]))*)"
)


def _names_day(words: Iterable[str]) -> bool:
    return any(word.startswith(_DAYS) for word in words)


def _days(side: Wording) -> list[Place]:
    """Find the days of the week that a text names."""
    if side.language == "zh":
        if side.seen.signs.isdisjoint("周週星礼禮"):
            return []
        return [
            Place(frozenset([_HAN_DAYS[day]]), one[0])
            for one in _WEEK.finditer(side.text)
            for day in one["first"] + re.sub("[^一二三四五六日天]", "", one["more"])
        ]
    if side.language == "en" and not ("day" in side.text.lower() and _names_day(side.seen.words)):
        return []
    pattern, days = _day_pattern(side.locale)
    return [Place(frozenset([days[one["day"]]]), one[0]) for one in pattern.finditer(side.text)]


@cache
def _day_pattern(tag: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    """Match a day's name in full; what is cut short is a word of its own in too many languages."""
    days = day_names(tag, "wide") if is_locale(tag) else {}
    if not days:
        return late("(?!)"), {}
    names = "|".join(map(re.escape, sorted(days, key=len, reverse=True)))
    return late(rf"(?<!\w)(?P<day>{names})(?:s\b|(?!\w))"), days


def _beside(sort: str, source: Wording, target: Wording) -> Iterator[Fault]:
    """Compare what is said beside each number that both texts have once."""
    ours = [(one, sense) for one in _counted(source) if (sense := _sense(sort, source, one))]
    if not ours:
        return
    before, after = _single(source), _single(target)
    for one, sense in ours:
        other = next(
            (after[value] for value in one.values if value in before and value in after), None
        )
        theirs = _sense(sort, target, other) if other else ""
        if other and theirs and sense != theirs and _turns(sort, sense, theirs):
            yield _other(_shown(source, one), _shown(target, other))
            return


def _turns(sort: str, *senses: str) -> bool:
    """Tell whether two senses exclude each other; "within" and "before" do not."""
    return sort != "when" or "after" in senses


def _counted(side: Wording) -> list[Entity]:
    return [entity for entity in side.entities if entity.kind in _KINDS]


def _single(side: Wording) -> dict[Value, Entity]:
    """Give each value that one number of a text alone has."""
    counted = _counted(side)
    spans = Counter(
        value
        for entity in {entity.start: entity for entity in counted}.values()
        for value in entity.values
    )
    return {value: entity for entity in counted for value in entity.values if spans[value] == 1}


def _sense(sort: str, side: Wording, entity: Entity) -> str:
    """Read what is said of a number; empty for nothing, or for both."""
    before = side.text[max(0, entity.start - _BEFORE) : entity.start].lower()
    behind = side.text[entity.end : entity.end + _BEHIND].lower()
    found = {
        sense
        for sense, (ends, begins) in _beside_patterns(sort, side.language).items()
        if ends.search(before) or begins.match(behind)
    }
    return found.pop() if len(found) == 1 else ""


@cache
def _beside_patterns(
    sort: str, language: str
) -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {
        sense: (
            late(forms.get(f"{language}_before", "(?!)")),
            late(forms.get(f"{language}_after", "(?!)")),
        )
        for sense, forms in SENSES["beside"][sort]["senses"].items()
    }


def _shown(side: Wording, entity: Entity) -> str:
    return side.text[max(0, entity.start - 12) : entity.end + 4]


_DENIES = {
    "en_words": frozenset(["not", "never", "cannot", "t"]),
    "zh_signs": frozenset("勿不没沒未"),
}
_NEGATION: Mapping[str, str] = SENSES["negation"]


@cache
def _negation(key: str) -> re.Pattern[str]:
    return late(_NEGATION[key], re.IGNORECASE)


def _negated(source: Wording, target: Wording) -> Iterator[Fault]:
    """Find the one "not" of a sentence lost, or one added where nothing denies."""
    for one, other in ((source, target), (target, source)):
        if not _may_have(_DENIES, one):
            continue
        said_once = _negation(one.language).findall(one.text)
        if len(said_once) == 1 and not _negation(f"{other.language}_any").search(other.text):
            if one is source:
                wrong = said("“{text}” of the source is not in the translation", text=said_once[0])
            else:
                wrong = said("“{text}” of the translation is not in the source", text=said_once[0])
            yield Fault(wrong, said("look whether both say the same, and neither the opposite"))
