"""Find times of day, in minutes since midnight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.entities.languages import TABLES, Language
from generator.entities.model import Entity, EntityKind, Value, meanings, numbers
from generator.entities.normalize import WORD, Text
from generator.entities.prefilter import Recognizer, glance, may_have
from generator.entities.recognizers import numerals
from generator.entities.recognizers.forms import Form, filled, find_forms
from generator.entities.recognizers.numerals import at_digits
from generator.text.lazy_regex import late
from generator.text.unicode import lowered

_PART: Mapping[str, str] = {
    word: part for part, words in TABLES["parts_of_day"].items() for word in words.split()
}
_BEFORE = "|".join(sorted((word for word in _PART if not word.isascii()), key=len, reverse=True))
_LATER = late(r"下午|晚|夜|中午|午[后後]|傍晚|afternoon|evening|night|p\.?m\b|مساء", re.IGNORECASE)
"""A word that makes a bare 3:30 anywhere near it possibly 15:30."""

_ALONE = r"(?<![0-9.:,])"
_HOUR = rf"{_ALONE}(?P<hour>[0-9]{{1,2}})"
_HAN_HOUR = f"(?<![{numerals.HAN}])(?P<hour>[零一二三四五六七八九十两兩廿]{{1,3}})"
_MARK = rf"(?:(?P<part>{_BEFORE})的?\s?)?"
_AMPM = rf"(?P<part>[ap])\.?\s?m(?:\.|(?![{WORD}]))"
_ENGLISH_PART = (
    rf"(?:{_AMPM}|(?:o['’]clock\s)?(?:in the |at |that |this |last )"
    "(?P<words>morning|afternoon|evening|night))"
)
_PARTS = {
    **{"HOUR": _HOUR, "HAN_HOUR": _HAN_HOUR, "MARK": _MARK, "AMPM": _AMPM, "WORD": WORD},
    **{"ENGLISH_PART": _ENGLISH_PART, "HAN": numerals.HAN},
}
_FORMS = tuple(
    (late(form, re.IGNORECASE), frozenset(words.split()), frozenset(signs))
    for form, (words, signs) in zip(
        filled("clocks", _PARTS), TABLES["forms"]["clock_hints"], strict=True
    )
)
_PAST = late(
    r"\b(?P<minutes>half|a quarter|quarter|[a-z]{3,6}|[0-9]{1,2}) (?P<side>past|to) "
    r"(?P<hour>[a-z]{3,6}|[0-9]{1,2})\b",
    re.IGNORECASE,
)
_OFFICE_HOURS = late(
    rf"{_ALONE}(?<![A-Za-z$€£¥-])(?P<since>[1-9]|1[0-2])(?:[-–—]| to )(?P<until>[1-9]|1[0-2])"
    rf"(?![0-9:%{WORD}]|[.,–—-][0-9])"
)
_NAMED = late(
    r"(?P<noon>\b(?:12 )?noon\b|\bmidday\b|正午|中午)|\b(?:12 )?midnight\b|午夜|子夜", re.IGNORECASE
)
_RANGE = late(r"\s?(?:[-–—~～至到]{1,2}|to|till|until|and|bis|à)\s?(?P<next>次日|翌日|第二天)?")
_WIDEST = 8
"""Characters between the two times of a range."""
_DAY = 24 * 60
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time as written: its span, the hour on the dial, and the part of the day, if said."""

    span: tuple[int, int]
    hour: int
    minute: int
    part: str
    bare: bool
    """True for no more than "3点", which may also be three points of a list."""
    in_words: bool


def _find_clocks(text: Text, language: Language) -> Iterator[Entity]:
    """Find times on the clock: 3 pm, 15:00, 下午3点半, 15 Uhr."""
    later = _LATER.search(text.rest) is not None
    before: frozenset[int] = frozenset()
    end, by_24 = 0, False
    for clock in _clocks(text):
        ranged = _RANGE.fullmatch(text.rest[end : clock.span[0]][:_WIDEST])
        follows = ranged and not (ranged["next"] or by_24)
        since = _minutes(
            clock, before if follows else frozenset(), later and not (ranged and by_24)
        )
        values: frozenset[Value] = frozenset(("time", minutes) for minutes in since)
        if clock.bare:
            values |= numbers([clock.hour])
        firm = not (clock.bare and clock.in_words)
        yield text.entity(EntityKind.TIME, clock.span, values, firm=firm)
        before, end = since, clock.span[1]
        by_24 = clock.hour > 12 and not clock.part


def _clocks(text: Text) -> list[_Clock]:
    """Find every time that is written with an hour, in order."""
    clocks = []
    seen = glance(text.rest)
    for form, words, signs in _FORMS:
        if words.isdisjoint(seen.words) and signs.isdisjoint(seen.signs):
            continue
        found = [_clock(one) for one in form.finditer(text.rest)]
        found = [clock for clock in found if clock.hour <= 24]
        text = text.without(clock.span for clock in found)
        clocks += found
    return sorted(clocks, key=lambda clock: clock.span)


def _clock(one: re.Match[str]) -> _Clock:
    parts = one.groupdict()
    written = parts["hour"] or "0"
    minute = _QUARTERS.get(parts.get("quarter") or "") or numerals.whole(parts.get("minute") or "0")
    part = _part(parts)
    bare = parts.get("clock") is not None and not (part or parts.get("exact") or minute)
    return _Clock(one.span(), numerals.whole(written), minute, part, bare, not written.isdigit())


def _part(parts: dict[str, str | None]) -> str:
    """Give the part of the day; "9–11 am" begins in the morning, and so does "9–5 pm"."""
    written = lowered(parts.get("words") or parts.get("part") or "")
    part = _PART.get(written + "m" if written in ("a", "p") else written, "")
    if (until := parts.get("until")) and int(parts["hour"] or "0") % 12 > int(until) % 12:
        return {"morning": "afternoon", "afternoon": "morning"}[part]
    return part


def _minutes(clock: _Clock, before: frozenset[int], later: bool) -> frozenset[int]:
    """Give the minutes since midnight that a time may mean.

    In a range, an unmarked hour follows the one before it: 下午2点至5点, 晚上11点至5点. Anywhere
    else near a word for the later day it may be of either half.
    """
    since = (_hour(clock.hour, clock.part) * 60 + clock.minute) % _DAY
    if clock.part or clock.hour >= 12 or clock.hour == 0:
        return frozenset({since})
    if len(before) == 1:
        (earlier,) = before
        return frozenset({_after(earlier, since)})
    return frozenset({since, since + _DAY // 2}) if later else frozenset({since})


def _after(earlier: int, since: int) -> int:
    """Give the first time after an earlier one that a dial shows as `since`, or the next day's."""
    return next((time for time in (since, since + _DAY // 2) if time > earlier), since)


def _hour(hour: int, part: str) -> int:
    """Give the hour of 24; 晚上12点 is midnight, 晚上1点 an hour after it."""
    if hour > 12 or not part:
        return hour
    if part == "morning" or (part == "night" and (hour < 5 or hour == 12)):
        return hour % 12
    if part == "noon" and hour > 10:
        return hour
    return hour % 12 + 12


def _past_the_hour(one: re.Match[str], language: Language) -> frozenset[Value]:
    """Read “a quarter past eight”, morning or evening; “ten to twelve” may be a range."""
    minutes, past = lowered(one["minutes"]).removeprefix("a "), lowered(one["side"]) == "past"
    minute = {"half": 30, "quarter": 15}.get(minutes, numerals.whole(minutes))
    hour = numerals.whole(one["hour"])
    if not (0 < minute < 60 and 0 < hour <= 12 and (past or minutes == "quarter")):
        return frozenset()
    since = (hour * 60 + (minute if past else -minute)) % (_DAY // 2)
    return meanings(("time", since), ("time", since + _DAY // 2))


def _office_hours(text: Text, language: Language) -> Iterator[Entity]:
    """Find 9-5, which goes down: from nine to five, or two numbers."""
    for one in at_digits(_OFFICE_HOURS, text.rest):
        since, until = int(one["since"]), int(one["until"])
        if since > until:
            for group, hour in (("since", since), ("until", until + 12)):
                means = numbers([int(one[group])]) | meanings(("time", hour * 60))
                yield text.entity(EntityKind.TIME, one.span(group), means)


def _named(one: re.Match[str], language: Language) -> frozenset[Value]:
    return meanings(("time", 720 if one["noon"] else 0))


TIMES: tuple[Recognizer, ...] = (
    (_find_clocks, may_have(signs="点點时時", digits=True)),
    (_office_hours, may_have(digits=True)),
    (
        find_forms(
            EntityKind.TIME,
            Form(_PAST, _past_the_hour, firm=False),
            Form(_NAMED, _named, firm=False),
        ),
        # “To” tells a time only after “quarter”.
        may_have(
            signs="午",
            words=frozenset({"past", "quarter", "noon", "midday", "midnight"}),
        ),
    ),
)
"""Times on the clock, and in words; noon and midnight may be one."""
