"""Check a document's front matter, and read its language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.content import life
from generator.content.frontmatter import RULE, Parted
from generator.diagnostics.errors import Fault, Problem, Problems, refused
from generator.diagnostics.messages import said, sentence
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.locales import Locale, UnknownLocale, locale
from generator.model import (
    KINDS,
    NO_LABEL,
    TEMPLATE_LOCALE,
    BulletinKind,
    DocumentKind,
    Label,
    keys,
)
from generator.repair.aliases import KEYS


def problems(kind: DocumentKind, parted: Parted, path: str) -> Iterator[Problem]:
    """Find what is wrong with a document's front matter, as far as it could be read."""
    yield from _key_problems(kind, parted, path)
    yield from life.problems(kind, parted, path)
    if kind == "bulletin":
        yield from _settings_problems(parted.values, path)


def _key_problems(kind: DocumentKind, parted: Parted, path: str) -> Iterator[Problem]:
    """Find unknown keys, and those that are missing."""
    values, known = parted.values, keys(kind)
    unknown = {key: line for key, line in parted.lines.items() if key not in known}
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
    """Find what is wrong with the language, the kind and the example of a bulletin."""
    problems = Problems()
    with problems.gathered():
        source_locale(values, path, TEMPLATE_LOCALE)
    with problems.gathered():
        is_example(values, path)
    problems.add(*_kind_problems(values.get("kind"), path))
    return problems.errors


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


def kind(values: Mapping[str, Label], routines: Collection[object]) -> BulletinKind:
    """Read a bulletin's kind: where it does not say, a scam if it has a file in routines/."""
    default: BulletinKind = "scam" if routines else "service"
    given = values.get("kind", NO_LABEL).text
    return next((one for one in KINDS if one == given), default)


def _kind_problems(given: Label | None, path: str) -> Iterator[Problem]:
    if given is not None and given.text not in KINDS:
        wrong = said("there is no kind “{kind}”", kind=given.text)
        remedy = said("write kind: scam or kind: service, or take the line out")
        yield Problem(path, given.line, RULE, wrong, remedy)


def is_example(values: Mapping[str, Label], path: str) -> bool:
    """Read whether a bulletin is an example; raises `Refused` for what is neither yes nor no."""
    given = values.get("example", Label("false", 1))
    if given.text not in ("true", "false"):
        wrong = said("example cannot be “{value}”", value=given.text)
        remedy = said("write example: true, or take the line out")
        raise refused(path, given.line, RULE, Fault(wrong, remedy))
    return given.text == "true"
