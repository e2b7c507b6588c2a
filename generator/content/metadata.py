"""Check a document's front matter, and read its settings: its days and its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from generator.content.frontmatter import RULE, Parted
from generator.diagnostics.errors import Fault, Problem, Problems, refused
from generator.diagnostics.messages import said, sentence
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.locales import Locale, UnknownLocale, locale
from generator.model import NO_LABEL, TEMPLATE_LOCALE, DocumentKind, Label, keys
from generator.repair import dates
from generator.repair.aliases import KEYS


def problems(kind: DocumentKind, parted: Parted, path: str) -> Iterator[Problem]:
    """Find what is wrong with a document's front matter, as far as it could be read."""
    yield from _key_problems(kind, parted, path)
    if kind == "bulletin":
        yield from _settings_problems(parted.values, path)


def _key_problems(kind: DocumentKind, parted: Parted, path: str) -> Iterator[Problem]:
    """Find unknown keys, and those that are missing."""
    values, known = parted.values, keys(kind)
    lines = {key: value.line for key, value in values.items()}
    lines |= {key: items.line for key, items in parted.lists.items()}
    unknown = {key: line for key, line in lines.items() if key not in known}
    for key, line in unknown.items():
        wrong = said("there is no key “{key}”", key=key)
        yield Problem(path, line, RULE, wrong, did_you_mean(KEYS.get(key, key), known))
    # A key that is there under nearly its name is not reported as missing too.
    meant = {nearest(KEYS.get(key, key), known) for key in unknown}
    for key in ("title", "date") if kind == "bulletin" else ("title",):
        value = values.get(key, NO_LABEL)
        if not value and key not in meant:
            wrong = said("{key} is missing", key=key)
            there = said("write it after “{key}: ”", key=key)
            remedy = said("write {key}: between the --- lines", key=key)
            yield Problem(path, value.line, RULE, wrong, there if key in values else remedy)


def _settings_problems(values: Mapping[str, Label], path: str) -> tuple[Problem, ...]:
    """Find what is wrong with the settings in a bulletin's front matter."""
    problems = Problems()
    with problems.gathered():
        updated(values, path)
    with problems.gathered():
        source_locale(values, path, TEMPLATE_LOCALE)
    return problems.errors


def issued(values: Mapping[str, Label], path: str) -> date:
    """Read the day on which a bulletin was issued; the earliest day where it does not say.

    Raises `Refused` for what is no day.
    """
    return _day(values.get("date", NO_LABEL), path)


def updated(values: Mapping[str, Label], path: str) -> date:
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


def _day(value: Label, path: str) -> date:
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


def source_locale(values: Mapping[str, Label], path: str, default: Locale) -> Locale:
    """Read the language of a bulletin's text; raises `Refused` for what is no language."""
    value = values.get("source_locale")
    if value is None:
        return default
    try:
        return locale(value.text)
    except UnknownLocale as error:
        remedy = said("write one of the site's locales")
        raise refused(path, value.line, RULE, Fault(sentence(error), remedy)) from None
