"""Check a document's front matter, and read its settings: its days and its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from generator.content.frontmatter import RULE, Value
from generator.diagnostics.errors import Fault, Problem, Problems, refused
from generator.diagnostics.messages import said, sentence
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.locales import Locale, UnknownLocale, locale
from generator.model import FIELDS, SETTINGS, TEMPLATE_LOCALE, DocumentKind
from generator.repair import dates
from generator.repair.aliases import KEYS

_NEEDED: Mapping[DocumentKind, tuple[str, ...]] = {
    "bulletin": ("title", "date"),
    "routine": ("title",),
    "reminder": ("title",),
}


def problems(kind: DocumentKind, values: Mapping[str, Value], path: str) -> Iterator[Problem]:
    """Find what is wrong with a document's front matter, as far as it could be read."""
    yield from _key_problems(kind, values, path)
    if kind == "bulletin":
        yield from _settings_problems(values, path)


def _key_problems(kind: DocumentKind, values: Mapping[str, Value], path: str) -> Iterator[Problem]:
    """Find unknown keys, and those that are missing."""
    known = FIELDS[kind] + (SETTINGS if kind == "bulletin" else ())
    unknown = [key for key in values if key not in known]
    for key in unknown:
        wrong = said("there is no key “{key}”", key=key)
        yield Problem(path, values[key].line, RULE, wrong, did_you_mean(KEYS.get(key, key), known))
    # A key that is there under nearly its name is not reported as missing too.
    meant = {nearest(KEYS.get(key, key), known) for key in unknown}
    for key in _NEEDED[kind]:
        if not values.get(key, _NOTHING).text and key not in meant:
            wrong = said("{key} is missing", key=key)
            there = said("write it after “{key}: ”", key=key)
            remedy = said("write {key}: between the --- lines", key=key)
            line = values.get(key, _NOTHING).line
            yield Problem(path, line, RULE, wrong, there if key in values else remedy)


_NOTHING = Value("", 1)


def _settings_problems(values: Mapping[str, Value], path: str) -> tuple[Problem, ...]:
    """Find what is wrong with the settings in a bulletin's front matter."""
    problems = Problems()
    with problems.gathered():
        updated(values, path)
    with problems.gathered():
        source_locale(values, path, TEMPLATE_LOCALE)
    return problems.errors


def issued(values: Mapping[str, Value], path: str) -> date:
    """Read the day on which a bulletin was issued; the earliest day where it does not say.

    Raises `Refused` for what is no day.
    """
    return _day(values.get("date", _NOTHING), path)


def updated(values: Mapping[str, Value], path: str) -> date:
    """Read the day of a bulletin's last change: where it does not say, the day it was issued.

    Raises `Refused` for what is no day, or is before that one.
    """
    first = issued(values, path)
    if "updated" not in values:
        return first
    value = values["updated"]
    if not value.text:
        wrong, remedy = said("updated is empty"), said("write a day after it, or take the line out")
        raise refused(path, value.line, RULE, Fault(wrong, remedy))
    last = _day(value, path)
    if last < first:
        wrong = said(
            "updated is {updated}, before the notice’s date, {issued}", updated=last, issued=first
        )
        remedy = said("write the day of the last change, or take the line out")
        raise refused(path, value.line, RULE, Fault(wrong, remedy))
    return last


def _day(value: Value, path: str) -> date:
    """Read the day in a value; the earliest that there is where it is empty."""
    if not value.text:
        return date.min
    if found := dates.written(value.text):
        return found
    if dates.has_form(value.text):
        wrong = said("“{text}” is not a day of the calendar", text=value.text)
        raise refused(path, value.line, RULE, Fault(wrong, said("write a day that there is")))
    wrong = said("“{text}” is not written as year-month-day", text=value.text)
    meant = dates.meant(value.text)
    remedy = said("write {day}", day=meant) if meant else said("write it like this: 2022-07-25")
    raise refused(path, value.line, RULE, Fault(wrong, remedy))


def source_locale(values: Mapping[str, Value], path: str, default: Locale) -> Locale:
    """Read the language of a bulletin's text; raises `Refused` for what is no language."""
    value = values.get("source_locale")
    if value is None:
        return default
    try:
        return locale(value.text)
    except UnknownLocale as error:
        remedy = said("write one of the site's locales")
        raise refused(path, value.line, RULE, Fault(sentence(error), remedy)) from None
