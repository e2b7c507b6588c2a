"""Read the values of site.toml by rows of data: how a key is parsed, and what to do if it is wrong.

A new key is a `Setting` in its `Group`, and a field of what is made from the group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.config.toml_file import TomlFile
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import listed, said, sentence, together
from generator.diagnostics.suggest import nearest
from generator.locales import Locale, UnknownLocale, locale
from generator.model import NO_LABEL, Label


class Invalid(ValueError):
    """A value that its key cannot have, and why, as a plain sentence."""

    def __init__(self, wrong: str, remedy: str = "") -> None:
        """Say what is wrong, and what to do where the key's own remedy does not fit."""
        super().__init__(wrong)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, before it is parsed."""

    file: TomlFile
    key: str
    value: Any
    line: int
    """From 1; that of its group where the key has no line of its own."""

    def inner(self, key: str, line: int = 0) -> Entry:
        """Take a key of this group; `line` is where it is unless it has a line in the group."""
        return Entry(
            self.file, key, self.value[key], self.file.line(key, self.line, line or self.line)
        )

    def read(self, setting: Setting) -> Any:  # noqa: ANN401 - whatever the setting parses to
        """Parse the value; note what is wrong with it, and take the default then."""
        try:
            value = setting.parse(self)
        except ValueError as error:
            remedy = error.remedy if isinstance(error, Invalid) else ""
            self.wrong(sentence(error), remedy or setting.remedy)
            return setting.default
        if setting.empty and not value:
            self.wrong(*setting.empty)
        return value

    def wrong(self, wrong: str, remedy: str) -> None:
        """Note what is wrong with this entry, and what to do."""
        self.file.wrong(self.key, wrong, remedy, self.line)


Parse = Callable[[Entry], Any]
"""Makes the value that the program uses; raises `ValueError`, or `Invalid` with another remedy."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a key takes: a row of the schema."""

    parse: Parse
    remedy: str = ""
    """What to do about a value that cannot be parsed, unless the parser says more."""
    default: Any = None
    """The value, parsed, where the key is left out."""
    missing: Fault | None = None
    """What is said where the key is left out; None where it may be."""
    empty: Fault | None = None
    """What is said of an empty value; None where it may be empty."""


_MOST_LIKE = 100
"""Unknown keys that are looked at for one that is meant: that takes its time."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parses a group of keys into its values by key."""

    settings: Mapping[str, Setting]
    shape: str = ""
    """What is wrong with a value that is no group."""
    unknown: Callable[[str], tuple[str, str]] = lambda key: (
        said("there is no key “{key}”", key=key),
        "",
    )
    """What is wrong with a key that is none of these, and what to do but take one of them."""
    texts_only: bool = False
    """True where a value that is no text makes the whole no such group."""

    def __call__(self, entry: Entry) -> dict[str, Any]:
        """Read every setting; an unknown key may be meant for one that is missing."""
        if not isinstance(entry.value, dict):
            raise Invalid(self.shape)
        are_texts = all(isinstance(value, str) for value in entry.value.values())
        unknown = [key for key in entry.value if key not in self.settings]
        for key in unknown:
            wrong, remedy = self.unknown(key)
            entry.inner(key).wrong(wrong, remedy or its_parts(self.settings))
        if self.texts_only and not (are_texts or unknown):
            raise Invalid(self.shape)
        values = {}
        for key, setting in self.settings.items():
            if key in entry.value:
                values[key] = entry.inner(key).read(setting)
                continue
            values[key] = setting.default
            if setting.missing and not nearest(key, unknown[:_MOST_LIKE]):
                entry.wrong(*setting.missing)
        return values


def its_parts(names: Iterable[str]) -> str:
    """Say which keys a group can have."""
    *others, last = names
    return said(
        "its parts are {names}", names=together([listed(others), last] if others else [last])
    )


def each(item: Setting, shape: str = "") -> Parse:
    """Parse a list, without the items that are wrong.

    `shape` says what is wrong with a value that is no list.
    """

    def parse(entry: Entry) -> tuple[Any, ...]:
        if not isinstance(entry.value, list):
            raise Invalid(shape or said("{key} is not a list", key=entry.key))
        lines = entry.file.heads(entry.key) or [entry.line]
        found = (
            replace(entry, value=value, line=lines[min(number, len(lines) - 1)]).read(item)
            for number, value in enumerate(entry.value)
        )
        return tuple(one for one in found if one is not None)

    return parse


def distinct(item: Setting) -> Parse:
    """Parse a list whose items count once."""
    parse = each(item)
    return lambda entry: tuple(dict.fromkeys(parse(entry)))


def text(entry: Entry) -> str:
    """Parse a text, which is put on one line."""
    key = entry.key
    if not isinstance(entry.value, str):
        raise Invalid(said("{key} is not a text", key=key), said('write {key} = "…"', key=key))
    return " ".join(entry.value.split())


def label(entry: Entry) -> Label:
    """Parse a text for readers; `NO_LABEL` for an empty one."""
    found = text(entry)
    return Label(found, entry.line) if found else NO_LABEL


def language(entry: Entry) -> Locale:
    """Parse a language's tag."""
    try:
        return locale(str(entry.value))
    except UnknownLocale as error:
        remedy = said("write a BCP 47 tag such as en, zh-Hans or ar")
        raise Invalid(sentence(error), remedy) from None


def one_of(*names: str) -> Parse:
    """Parse one of several words."""

    def parse(entry: Entry) -> str:
        if entry.value not in names:
            raise Invalid(said("{key} cannot be “{value}”", key=entry.key, value=entry.value))
        return str(entry.value)

    return parse
