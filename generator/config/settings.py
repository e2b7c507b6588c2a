"""site.toml -> Settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.config.contact_facts import base_url, fact, fact_wrong, is_fact
from generator.config.poster_settings import POSTER_KEYS, poster_settings
from generator.config.toml_file import SettingsFile
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import listed, said, sentence
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.facts import Fact
from generator.layout import SETTINGS_PATH
from generator.locales import Locale
from generator.model import NO_LABEL, Contact, Incomplete, Label, Settings

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
_MOST_FACTS = 500
"""Each name in braces that is none of them is compared with all of them."""
_MOST_MEANT = 20
"""Unknown keys that may be meant for one that is missing."""
_CONTACT_KEYS = {"fact", "label", "note"}


def settings(text: str, path: str = SETTINGS_PATH) -> Settings:
    """The site's settings.

    Raises `Refused` with everything that is wrong with the file.
    """
    file = SettingsFile(text, path)
    _gather_facts(file)
    unknown = [key for key in file.data if key not in _KEYS]
    for key in unknown:
        wrong = said("there is no key “{key}”", key=key)
        file.wrong(key, wrong, did_you_mean(key, _KEYS))
    # Of a key that is there under nearly its name, only that is told; what it has is looked at.
    meant = {key: nearest(key, _KEYS) for key in unknown[:_MOST_MEANT]}
    for key, near in meant.items():
        if near:
            file.data.setdefault(near, file.data[key])
    source = file.locale("source_locale", file.data.get("source_locale", "en")) or Locale("en")
    locales = _locales(file, source)
    facts = _facts(file)
    posters = poster_settings(file, locales)
    made = Settings(
        base_url=_base_url(file),
        source_locale=source,
        locales=locales,
        incomplete=_incomplete(file),
        title=_label(file, "title", required="title" not in meant.values()),
        tagline=_label(file, "tagline"),
        issuer=_label(file, "issuer", required="issuer" not in meant.values()),
        facts=MappingProxyType(facts),
        contacts=tuple(_contacts(file, facts)),
        pairs=posters.pairs,
        variants=posters.variants,
        fonts=posters.fonts,
        source_line=file.line("source_locale"),
    )
    file.problems.refuse()
    return made


def _gather_facts(file: SettingsFile) -> None:
    """Facts that stand outside of [facts], told once and read as if they stood in it."""
    table = file.data.get("facts", {})
    outside = [key for key in file.data if key not in _KEYS and is_fact(file.data[key])]
    if not outside or not isinstance(table, dict):
        return
    below = [file.line(key) for key in file.data if key in _KEYS and not file.is_head(key)]
    wrong = said("facts outside of [facts]: {names}", names=listed(outside))
    if any(map(file.is_head, outside)):
        remedy = said('write each of them as a line below [facts], like hotline = { tel = "…" }')
    elif "facts" in file.data:
        remedy = said("move them below the line with [facts]")
    elif max(below, default=0) > file.line(outside[0]):
        remedy = said("move them to the end of the file, below a line with [facts]")
    else:
        remedy = said("write a line with [facts] above the first of them")
    file.wrong(outside[0], wrong, remedy)
    file.data["facts"] = {key: file.data.pop(key) for key in outside} | table


def _label(file: SettingsFile, key: str, required: bool = False) -> Label:
    text = file.text(key)
    if required and not text and key not in file.data:
        remedy = said('write {key} = "…" at the head of the file', key=key)
        file.wrong(key, said("{key} is missing", key=key), remedy)
    elif required and not text and isinstance(file.data[key], str):
        file.wrong(key, said("{key} is empty", key=key), said("write between the quotation marks"))
    return Label(text, file.line(key)) if text else NO_LABEL


def _locales(file: SettingsFile, source: Locale) -> tuple[Locale, ...]:
    tags = file.data.get("locales", [source.tag])
    if not isinstance(tags, list):
        remedy = said('write locales = ["en", "zh-Hans"]')
        file.wrong("locales", said("locales is not a list"), remedy)
        return (source,)
    found = [file.locale("locales", tag) for tag in tags]
    locales = tuple(dict.fromkeys(one for one in found if one))
    if source not in locales and None not in found:
        wrong = said("the source locale {tag} is not in it", tag=source.tag)
        file.wrong("locales", wrong, said('add "{tag}"', tag=source.tag))
    return locales


def _base_url(file: SettingsFile) -> str:
    text = file.text("base_url")
    try:
        return base_url(text) if text else ""
    except ValueError as error:
        remedy = said("write the site's address, such as https://a.b/c/")
        file.wrong("base_url", sentence(error), remedy)
        return ""


def _incomplete(file: SettingsFile) -> Incomplete:
    value = file.data.get("incomplete", "withhold")
    if value not in ("withhold", "fallback"):
        wrong = said("incomplete cannot be “{value}”", value=value)
        file.wrong("incomplete", wrong, said('write "withhold" or "fallback"'))
    return "fallback" if value == "fallback" else "withhold"


def _facts(file: SettingsFile) -> dict[str, Fact]:
    table = file.data.get("facts", {})
    if not isinstance(table, dict):
        file.wrong("facts", said("facts is not a table"), said("write [facts], then a fact a line"))
        return {}
    if stray := [key for key in ("fact", "label", "note") if key in table]:
        wrong = said("what belongs to a contact stands under [facts]: {names}", names=listed(stray))
        line = min(file.line(key, file.line("facts") - 1) for key in stray)
        file.wrong("facts", wrong, said("write a line with [[contacts]] above it"), line)
        table = {key: value for key, value in table.items() if key not in stray}
    if len(table) > _MOST_FACTS:
        wrong = said("there are more than {most} facts", most=_MOST_FACTS)
        file.wrong("facts", wrong, said("take out those that no text names"))
        return {}
    found = (_fact(file, name, value) for name, value in table.items())
    return {fact.name: fact for fact in found if fact}


def _fact(file: SettingsFile, name: str, value: object) -> Fact | None:
    line = file.line(name, file.line("facts") - 1)
    line = file.line(name) if line == 1 else line
    if wrong := fact_wrong(name, value):
        file.wrong(name, *wrong, line)
        return None
    assert isinstance(value, str | dict)  # fact_wrong has seen to it
    named = value.get("lang") if isinstance(value, dict) else None
    found = file.locale(name, named) if named else None
    return fact(name, value, found.tag if found else "")


def _contacts(file: SettingsFile, facts: Mapping[str, Fact]) -> Iterator[Contact]:
    rows = file.data.get("contacts", [])
    if not isinstance(rows, list):
        wrong = said("contacts is not a list of groups")
        file.wrong("contacts", wrong, said("write [[contacts]]"))
        return
    after = 0
    for row in rows:
        after = file.line("contacts", after)
        if isinstance(row, dict) and _is_told(file, row.get("fact"), facts):
            continue
        if found := _contact_wrong(row, facts):
            key, fault = found
            file.wrong("contacts", *fault, file.line(key, after) if key else after)
            continue
        label, note = (_row_label(file, row, key, after) for key in ("label", "note"))
        yield Contact(facts[row["fact"].strip()], label, note)


def _is_told(file: SettingsFile, name: object, facts: Mapping[str, Fact]) -> bool:
    """True for a fact that is there, and of which it is told already that it is none."""
    table = file.data.get("facts")
    known = isinstance(table, dict) and isinstance(name, str) and name in table
    return known and name not in facts


def _row_label(file: SettingsFile, row: Mapping[str, str], key: str, after: int) -> Label:
    text = " ".join(row.get(key, "").split())
    return Label(text, file.line(key, after)) if text else NO_LABEL


def _contact_wrong(row: object, facts: Mapping[str, Fact]) -> tuple[str, Fault] | None:
    """What is wrong with a contact, and the key at which it is; empty for the whole of it."""
    if isinstance(row, dict) and (unknown := set(row) - _CONTACT_KEYS):
        key = min(unknown)
        wrong = said("a contact has “{key}”", key=key)
        head = said("write a line with [posters] above it")
        parts = said("its parts are fact, label and note")
        return key, Fault(wrong, head if key in POSTER_KEYS else parts)
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        wrong = said("a contact is not a group of texts")
        return "", Fault(wrong, said('write [[contacts]], then fact = "…"'))
    name = row.get("fact", "").strip()
    if not name:
        key = "fact" if "fact" in row else ""
        wrong = said("a contact names no fact")
        return key, Fault(wrong, said('write fact = "…", with a name from [facts]'))
    if name not in facts:
        wrong = said("there is no fact “{name}”", name=name)
        near = nearest(name, facts)
        return "fact", Fault(
            wrong, did_you_mean(name, [near]) if near else said("name one of [facts]")
        )
    if not row.get("label", "").split():
        key = "label" if "label" in row else ""
        return key, Fault(said("a contact has no label"), said('write label = "…"'))
    return None
