"""Read `Settings` from site.toml.

`SITE` says what each key takes; the functions here check what depends on several keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from generator import moments
from generator.config.contact_facts import FACTS, base_url, is_fact
from generator.config.look_settings import LOOK
from generator.config.phones import is_region
from generator.config.poster_settings import POSTERS, strange_languages
from generator.config.review_settings import REVIEW
from generator.config.schema import (
    Entry,
    Group,
    Invalid,
    Setting,
    each,
    label,
    language,
    one_of,
    text,
)
from generator.config.toml_file import TomlFile
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import listed, said
from generator.diagnostics.suggest import did_you_mean, nearest, suggested
from generator.facts import Fact
from generator.layout import SETTINGS_PATH, is_id, kept_by_windows
from generator.locales import Locale, is_locale, locale
from generator.model import NO_LABEL, Contact, Label, Settings

_MOST_MEANT = 20
"""Unknown keys that may be meant for one that is missing."""


def _address(entry: Entry) -> str:
    """Parse the site's address; empty where it has none."""
    address = text(entry)
    return base_url(address) if address else ""


def _region(entry: Entry) -> str:
    """Parse the region whose numbers are called without a country's code; empty for none."""
    region = text(entry)
    if region and not is_region(region):
        raise Invalid(said("{key} cannot be “{value}”", key=entry.key, value=region))
    return region


def _yes(entry: Entry) -> bool:
    if not isinstance(entry.value, bool):
        raise Invalid(said("{key} is neither true nor false", key=entry.key))
    return entry.value


def _topics(entry: Entry) -> Mapping[str, Label]:
    """Parse what notices are about: an id, which becomes part of addresses, and its words."""
    if not isinstance(entry.value, dict):
        raise Invalid(said("topics is not a group"))
    found = {}
    for id_ in entry.value:
        if not is_id(id_):
            wrong = said("“{id}” cannot be part of an address", id=id_)
            remedy = said("use small letters a to z, digits and hyphens")
            entry.inner(id_).wrong(wrong, remedy)
        elif fault := kept_by_windows(id_):
            entry.inner(id_).wrong(*fault)
        elif name := entry.inner(id_).read(Setting(label, default=NO_LABEL)):
            found[id_] = name
    return MappingProxyType(found)


def _languages(entry: Entry) -> tuple[Locale, ...]:
    """Parse the site's languages; report one that is there twice, in whatever spelling."""
    found: tuple[Locale, ...] = each(Setting(language))(entry)
    for one in [one for one, times in Counter(found).items() if times > 1]:
        named = [tag for tag in map(str, entry.value) if is_locale(tag) and locale(tag) == one]
        wrong = said("{tags} name one language", tags=listed(named))
        entry.wrong(wrong, said("write {tag} once", tag=one.tag))
    return tuple(dict.fromkeys(found))


def _zone(entry: Entry) -> str:
    """Parse the name of the zone whose clocks the notices' hours are read off."""
    name = text(entry)
    if not moments.is_zone(name):
        raise Invalid(said("{key} cannot be “{value}”", key=entry.key, value=name))
    return name


def _head(key: str) -> Setting:
    """Make the setting of a label that every site has."""
    remedy = said('write {key} = "…" at the head of the file', key=key)
    missing = Fault(said("{key} is missing", key=key), remedy)
    empty = Fault(said("{key} is empty", key=key), said("write between the quotation marks"))
    return Setting(label, default=NO_LABEL, missing=missing, empty=empty)


_NO_FACT = Fault(
    said("a contact names no fact"), said('write fact = "…", with a name from [facts]')
)
_NO_LABEL = Fault(said("a contact has no label"), said('write label = "…"'))
_CONTACT = Group(
    {
        "fact": Setting(label, default=NO_LABEL, missing=_NO_FACT, empty=_NO_FACT),
        "label": Setting(label, default=NO_LABEL, missing=_NO_LABEL, empty=_NO_LABEL),
        "call": Setting(label, default=NO_LABEL),
        "hours": Setting(label, default=NO_LABEL),
        "note": Setting(label, default=NO_LABEL),
    },
    shape=said("a contact is not a group of texts"),
    unknown=lambda key: (
        said("a contact has “{key}”", key=key),
        said("write a line with [posters] above it") if key in POSTERS.default else "",
    ),
    texts_only=True,
)
_ANY_STYLE: Mapping[str, Any] = {"chinese_spacing": "any"}
_STYLE = Group(
    {
        "chinese_spacing": Setting(
            one_of("any", "none", "always"), said('write "any", "none" or "always"'), "any"
        ),
    },
    shape=said("style is not a group"),
    unknown=lambda key: (said("style has “{key}”", key=key), ""),
)
SITE = Group(
    {
        "base_url": Setting(_address, said("write the site's address, such as https://a.b/c/"), ""),
        "source_locale": Setting(language, default=Locale("en")),
        "locales": Setting(_languages, said('write locales = ["en", "zh-Hans"]')),
        "incomplete": Setting(
            one_of("withhold", "fallback"), said('write "withhold" or "fallback"'), "withhold"
        ),
        "region": Setting(_region, said("write two letters of ISO 3166, such as CN or GB"), ""),
        "example": Setting(_yes, said("write example = true, or take the line out"), default=False),
        "time_zone": Setting(
            _zone, said("write the name of a time zone, such as Asia/Shanghai or UTC"), "UTC"
        ),
        "title": _head("title"),
        "tagline": Setting(label, default=NO_LABEL),
        "issuer": _head("issuer"),
        "topics": Setting(_topics, said("write [topics], then a topic a line"), {}),
        "facts": FACTS,
        "contacts": Setting(
            each(
                Setting(_CONTACT, said('write [[contacts]], then fact = "…"')),
                said("contacts is not a list of groups"),
            ),
            said("write [[contacts]]"),
            (),
        ),
        "posters": POSTERS,
        "look": LOOK,
        "review": REVIEW,
        "style": Setting(_STYLE, said("write [style], then chinese_spacing = …"), _ANY_STYLE),
    }
)


def settings(content: str, path: str = SETTINGS_PATH) -> Settings:
    """Read the site's settings.

    Raise `Refused` with everything that is wrong with the file.
    """
    file = TomlFile(content, path, "site")
    _gather_facts(file)
    _refuse_unknown_keys(file)
    values = SITE(Entry(file, "", file.data, 1))
    posters, style = values.pop("posters"), values.pop("style")
    values["is_example"] = values.pop("example")
    source = values["source_locale"]
    if values["locales"] is None:
        values["locales"] = (source,)
    elif source not in values["locales"] and not file.faulty & {"locales", "source_locale"}:
        wrong = said("the source locale {tag} is not in it", tag=source.tag)
        file.wrong("locales", wrong, said('add "{tag}"', tag=source.tag))
    for fault in strange_languages(posters["pairs"], values["locales"]):
        file.wrong("pairs", *fault)
    values["contacts"] = tuple(_contacts(file, values["contacts"], values["facts"]))
    file.problems.refuse()
    values["facts"] = MappingProxyType(values["facts"])
    of_facts = {f"facts.{name}": file.line(name, file.line("facts")) for name in values["facts"]}
    lines = MappingProxyType({**file.lines(), **of_facts})
    return Settings(**values, **posters, **style, lines=lines)


def _gather_facts(file: TomlFile) -> None:
    """Report facts outside of [facts] once, and read them as if they were in it."""
    table = file.data.get("facts", {})
    known = SITE.settings
    outside = [key for key in file.data if key not in known and is_fact(file.data[key])]
    if not outside or not isinstance(table, dict):
        return
    below = [file.line(key) for key in file.data if key in known and not file.is_head(key)]
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


def _refuse_unknown_keys(file: TomlFile) -> None:
    """Report unknown keys; read one that is nearly the name of a missing key as that key."""
    known = [*SITE.settings]
    unknown = [key for key in file.data if key not in known]
    for number, key in enumerate(unknown):
        near = nearest(key, known) if number < _MOST_MEANT else ""
        file.wrong(key, said("there is no key “{key}”", key=key), suggested(near, known))
        if near and near not in file.data:
            file.rename(key, near)
        else:
            del file.data[key]


def _contacts(
    file: TomlFile, rows: tuple[dict[str, Any], ...], facts: Mapping[str, Fact]
) -> Iterator[Contact]:
    """Make the contacts whose facts there are; a fact that is wrong is reported already."""
    table = file.data.get("facts")
    wrong_facts = table.keys() - facts if isinstance(table, dict) else set()
    for row in rows:
        name = row["fact"]
        if not name or name.text in wrong_facts:
            continue
        if name.text not in facts:
            near = nearest(name.text, facts)
            wrong = said("there is no fact “{name}”", name=name.text)
            remedy = did_you_mean(name.text, [near]) if near else said("name one of [facts]")
            file.wrong("contacts", wrong, remedy, name.line)
        elif row["label"]:
            words = {key: row[key] for key in ("label", "note", "call", "hours")}
            yield Contact(facts[name.text], **words)
