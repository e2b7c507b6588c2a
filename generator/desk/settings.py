"""Forms of site.toml and the glossary: their fields, what is wrong at each, and what is saved.

A field is named by the keys that lead to its value, with dots between: `look.colour`,
`contacts.0.label`. Saving changes the bytes of the values that were edited, and no other.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from generator.config.edit import edited
from generator.config.glossary import glossary
from generator.config.look_settings import contrast_on
from generator.config.settings import settings
from generator.config.toml_file import Path, TomlFile
from generator.desk import blocks, fields
from generator.desk.fields import Field, Kind
from generator.desk.files import SETTINGS, Place
from generator.desk.held import Held, problems_of, with_settings
from generator.desk.translation import Row, rows
from generator.diagnostics.errors import Problem, Problems, Refused
from generator.diagnostics.messages import said
from generator.facts import facts_used
from generator.layout import SITE_DOMAIN
from generator.locales import Locale
from generator.model import SITE_CONTEXT, VARIANTS, Settings
from generator.text import encoding
from generator.text.encoding import unified

PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "name": (
        said("Name and address"),
        ("title", "tagline", "issuer", "base_url", "region", "time_zone", "example"),
    ),
    "look": (
        said("Emblem and colours"),
        ("look.emblem", "look.colour", "look.accent", "look.icons"),
    ),
    "languages": (
        said("What is not translated yet"),
        ("incomplete", "style.chinese_spacing"),
    ),
    "posters": (said("Sheets to print"), ("posters.pairs", "posters.variants")),
    "people": (said("Who approves"), ("review.people", "review.needed")),
}
"""The pages with a form each: what they are called, and their fields."""
_LABELS: Mapping[str, tuple[Kind, str, str]] = {
    "title": ("line", said("Name of the site"), said("It stands at the top of every page.")),
    "tagline": ("line", said("In a sentence"), said("Below the name on the first page.")),
    "issuer": ("line", said("Issued by"), said("For the notices that name nobody else.")),
    "base_url": (
        "line",
        said("Address of the site"),
        said("Where it will stand, as in https://notices.example.org/: posters' codes lead there."),
    ),
    "region": (
        "line",
        said("Country of the telephone numbers"),
        said("Two letters, such as CN or GB. A number that cannot be one there is remarked."),
    ),
    "time_zone": (
        "line",
        said("Time zone"),
        said("Whose clocks notices start and end by, as in Asia/Shanghai."),
    ),
    "example": ("choice", said("Only an example"), said("Every page and sheet then says so.")),
    "emblem": (
        "choice",
        said("Emblem"),
        said("An SVG drawing: one that is in a folder such as content/_look, or paste one below."),
    ),
    "colour": ("line", said("Main colour"), said("White words stand on it.")),
    "accent": ("line", said("Second colour"), said("Black words stand on it.")),
    "icons": (
        "choice",
        said("Pictures of your own"),
        said("A folder of SVG drawings, beside those that the program has."),
    ),
    "incomplete": (
        "choice",
        said("A notice that is not translated yet"),
        said("What readers of that language see until it is."),
    ),
    "chinese_spacing": (
        "choice",
        said("Chinese beside letters and digits"),
        said("Whether there is a space between them."),
    ),
    "pairs": (
        "choices",
        said("Two languages on one sheet"),
        said("Each pair is a sheet more of every notice."),
    ),
    "variants": (
        "choices",
        said("Besides the plain sheet"),
        said("Each of these is printed of every notice."),
    ),
    "people": (
        "lines",
        said("Who may approve"),
        said("A name a line. Nobody approves of what they have translated themselves."),
    ),
    "needed": (
        "line",
        said("How many have to approve"),
        said("Of each translation before it is published. Empty or 0: translations go out unread."),
    ),
    "tel": ("line", said("Number"), said("As it is dialled; spaces and hyphens are welcome.")),
    "ext": ("line", said("Extension"), said("Its digits, if there is one.")),
    "url": ("line", said("Web address"), said("It begins with https://")),
    "email": ("line", said("E-mail address"), ""),
    "text": ("line", said("As readers see it"), ""),
    "lang": (
        "line",
        said("Language of the name"),
        said("Such as zh-Hans, for a name that no language translates."),
    ),
    "label": ("line", said("What it is"), said("Such as: National anti-fraud hotline.")),
    "call": (
        "line",
        said("Above the number on sheets and buttons"),
        said("A few words, such as: Not sure? Call"),
    ),
    "hours": ("line", said("When somebody answers"), said("Such as: 24 hours")),
    "note": ("text", said("When to call"), said("A sentence or two for the page.")),
    "from": (
        "choices",
        said("Only where a text is translated from"),
        said("None for every language."),
    ),
    "advice": (
        "choice",
        said("Another word may be right, too"),
        said("It is then only remarked where it is missing."),
    ),
}
_ORDER = (
    *("base_url", "source_locale", "locales", "incomplete", "region", "time_zone", "example"),
    *("title", "tagline", "issuer", "fact", "label", "call", "hours", "note", "tel", "url"),
    *("email", "text", "ext", "lang", "emblem", "colour", "accent", "icons", "pairs", "variants"),
    *("people", "needed", "from", "advice"),
)
"""The usual order of keys, in which one that was absent is put; all others come last."""


@dataclass(frozen=True)
class TomlForm:
    """site.toml or the glossary, as the desk edits it."""

    place: Place
    raw: bytes

    @cached_property
    def text(self) -> str:
        """Its text, with lines ending in LF."""
        return unified("".join(blocks.lines_of(self.raw, self.place.path).lines))

    @cached_property
    def _file(self) -> TomlFile:
        rule = "site" if self.place == SETTINGS else "glossary"
        return TomlFile(self.text, self.place.path, rule)

    @property
    def data(self) -> dict[str, Any]:
        """What it says; raises `Refused` for what is no TOML."""
        return self._file.data

    def value(self, key: str) -> Any:  # noqa: ANN401 - whatever the file has there
        """Find the value of a field; None where it has none."""
        found: Any = self.data
        for part in self.path(key):
            try:
                found = found[part]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def path(self, key: str) -> Path:
        """Find the way to a field's value; a place in a list is a number."""
        found: Any = self.data
        path: Path = ()
        for part in key.split("."):
            is_row = path[-1:] in (("terms",), ("contacts",)) and part.isdecimal()
            step = int(part) if is_row else part
            path = (*path, step)
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                found = None
        return path

    def with_text(self, text: str) -> TomlForm:
        """Put another text in its place; lines that stay keep their bytes."""
        return replace(self, raw=blocks.with_text(self.raw, text, self.place.path))

    def edited(self, values: Mapping[str, str]) -> TomlForm:
        """Write the values of some fields, as people typed them; an empty one takes its key out.

        Raise `Misused` where only the whole text can be edited.
        """
        data = copy.deepcopy(self.data)
        for key, typed in values.items():
            if typed != self.shown(key):
                _put(data, self.path(key), _meant(key, fields.typed(typed)))
        return self if data == self.data else self.with_text(edited(self.text, data))

    def with_data(self, data: Mapping[str, Any]) -> TomlForm:
        """Write what it is to say: rows in another order, or some more or fewer."""
        return self.with_text(edited(self.text, data))

    def shown(self, key: str) -> str:
        """Give the value of a field as people type it; of a list, a line each."""
        value = self.value(key)
        if isinstance(value, bool):
            return "true" if value else ""
        if isinstance(value, list):
            return "\n".join(
                " ".join(map(str, one)) if isinstance(one, list) else str(one) for one in value
            )
        return "" if value is None or isinstance(value, dict) else " ".join(str(value).split())

    def lines(self, key: str) -> tuple[int, int]:
        """Find the lines of a field, or of the group that it is in, from 1; 0 for none."""
        return self._file.span(self.path(key))


def _put(data: dict[str, Any], path: Path, value: Any) -> None:  # noqa: ANN401
    """Put a value at the end of a way through groups and lists; None takes it out."""
    *way, last = path
    group: Any = data
    for place, step in enumerate(way):
        if isinstance(group, list) and step == len(group):
            group.append({})
        elif isinstance(group, dict) and step not in group:
            if value is None:
                return
            _insert(group, step, [] if way[place + 1 :][:1] == [0] else {})
        group = group[step]
    if value is None:
        group.pop(last, None)
        _without_empty(data, way)
    elif isinstance(group, dict) and last not in group:
        _insert(group, last, value)
    else:
        group[last] = value


def _insert(group: dict[Any, Any], key: Any, value: Any) -> None:  # noqa: ANN401
    """Put a new key behind those that come before it by the usual order."""
    items = [*group.items()]
    before = [at for at, (name, _) in enumerate(items) if _rank(name) <= _rank(key)]
    items.insert(max(before, default=-1) + 1, (key, value))
    group.clear()
    group.update(items)


def _rank(key: Any) -> int:  # noqa: ANN401 - a key of any group
    return _ORDER.index(key) if key in _ORDER else len(_ORDER) + (key == "never")


def _without_empty(data: dict[str, Any], way: Sequence[Any]) -> None:
    """Take out the groups on a way that have nothing in them any more."""
    if not way:
        return
    group: Any = data
    for step in way[:-1]:
        group = group[step]
    if isinstance(group, dict) and group[way[-1]] == {}:
        del group[way[-1]]
        _without_empty(data, way[:-1])


def _meant(key: str, typed: str) -> Any:  # noqa: ANN401
    """Read what somebody typed into a field; None for nothing."""
    lines = [" ".join(line.split()) for line in typed.split("\n")]
    kept = list(dict.fromkeys(filter(None, lines)))
    name = key.rpartition(".")[2]
    if name == "pairs":
        return [line.split() for line in kept] or None
    if kind_of(key) in ("lines", "choices"):
        is_word = key.startswith("terms.") and ".never." not in key
        return kept[0] if is_word and len(kept) == 1 else kept or None
    if not kept:
        return None
    line = " ".join(kept)
    if name in ("example", "advice"):
        return line == "true"
    return int(line) if name == "needed" and line.isascii() and line.isdecimal() else line


def kind_of(key: str) -> Kind:
    """Tell what kind of field a key is; a language of a term has words, a line each."""
    return _labels(key)[0]


def _is_term(key: str) -> bool:
    name = key.rpartition(".")[2]
    return key.startswith("terms.") and name not in ("from", "advice")


def is_worded(key: str) -> bool:
    """Tell whether readers see the words of a field, in every language."""
    return key in ("title", "tagline", "issuer") or key.startswith(("contacts.", "topics."))


def _labels(key: str) -> tuple[Kind, str, str]:
    if key.startswith("topics."):
        return "line", key.partition(".")[2], ""
    if _is_term(key):
        return "lines", key.rpartition(".")[2], said("A word a line.")
    return _LABELS.get(key.rpartition(".")[2], ("line", key.rpartition(".")[2], ""))


def form(
    file: TomlForm, keys: Iterable[str], held: Held, found: Sequence[Problem]
) -> tuple[Field, ...]:
    """Make the fields of a form, with what is wrong at each; `found` is wrong with the file.

    What is wrong with a line is told once, at its first field.
    """
    told: set[Problem] = set()
    made = []
    for key in keys:
        _, label, hint = _labels(key)
        first, last = file.lines(key)
        has_key = file.value(key) is not None
        own = tuple(
            one
            for one in found
            if one.path == file.place.path
            and one not in told
            and has_key
            and first <= one.line <= last
        )
        told |= {*own}
        made.append(
            Field(
                key=key,
                kind=kind_of(key),
                label=label,
                hint=hint,
                value=file.shown(key),
                options=options(key, held),
                is_rare=key.startswith("facts.") and key.endswith(".text") and not has_key,
                first=first,
                last=last,
                problems=own,
            )
        )
    return tuple(made)


def options(key: str, held: Held) -> tuple[tuple[str, str], ...]:
    """List the choices of a field: each value, and its words."""
    known, name = held.site.settings.locales, key.rpartition(".")[2]
    drawings = [path.removeprefix("content/") for path in held.files.drawings if "/" in path]
    folders = sorted({path.rpartition("/")[0] for path in drawings})
    found: Mapping[str, tuple[tuple[str, str], ...]] = {
        "example": (("true", said("yes")),),
        "advice": (("true", said("yes")),),
        "emblem": tuple((path, path) for path in sorted(drawings)),
        "icons": tuple((folder, folder) for folder in folders),
        "incomplete": (
            ("withhold", said("is not shown in that language")),
            ("fallback", said("is shown in its own language, and marked as not translated")),
        ),
        "chinese_spacing": (
            ("any", said("as it is typed")),
            ("none", said("no space")),
            ("always", said("a space")),
        ),
        "pairs": tuple(
            (
                f"{one.tag} {other.tag}",
                said("{large} in large type, {small} below", large=one.name, small=other.name),
            )
            for one in known
            for other in known
            if one != other
        ),
        "variants": tuple(zip(VARIANTS, _VARIANTS, strict=True)),
        "from": tuple((one.tag, one.name) for one in known),
    }
    return found.get(name, ())


_VARIANTS = (
    said("saves ink: in black alone"),
    said("for a print shop: with bleed and crop marks"),
    said("with strips to tear off"),
    said("in large type"),
)


# What is wrong, and what changes.


def problems_with(held: Held, file: TomlForm) -> tuple[Problem, ...]:
    """Find what `check` would say of site.toml or the glossary, if it were this one."""
    try:
        found = problems_of(with_settings(held, file.place, file.raw), SITE_DOMAIN)
    except Refused as refused:
        found = refused.problems
    return tuple(one for one in found if one.path == file.place.path)


def new_errors(held: Held, file: TomlForm) -> tuple[Problem, ...]:
    """Find what an edit has made wrong: what was wrong before keeps nobody from saving."""
    known = {(one.rule, str(one.wrong)) for one in problems_of(held, SITE_DOMAIN)}
    return tuple(
        one
        for one in problems_with(held, file)
        if not one.warning and (one.rule, str(one.wrong)) not in known
    )


def unreadable(file: TomlForm) -> tuple[Problem, ...]:
    """Find what keeps a file from being used at all."""
    found = Problems()
    with found.gathered():
        if file.place == SETTINGS:
            settings_of(file)
    if file.place != SETTINGS and not _is_toml(file):
        glossary(_decoded(file), found)
    return found.errors


def _is_toml(file: TomlForm) -> bool:
    try:
        return isinstance(file.data, dict)
    except Refused:
        return False


def _decoded(file: TomlForm) -> str:
    return encoding.text(file.raw, file.place.path)


def settings_of(file: TomlForm) -> Settings:
    """Read the settings of site.toml as it would be; raises `Refused` where it cannot be used."""
    return settings(_decoded(file), file.place.path)


def contrasts(settings: Settings) -> tuple[tuple[str, str, float, float], ...]:
    """List the colours with their contrast to what is written on them, and what it needs to be."""
    look = settings.look
    return tuple(
        (key, colour, *contrast_on(key, colour))
        for key, colour in (("colour", look.colour), ("accent", look.accent))
    )


# Facts and contacts.


def contact_at(file: TomlForm, name: str) -> int | None:
    """Find the place of a fact among the contacts; None where it is none."""
    found = file.data.get("contacts", [])
    known = (at for at, one in enumerate(found) if str(one.get("fact", "")).strip() == name)
    return next(known, None) if isinstance(found, list) else None


def fact_keys(file: TomlForm, name: str) -> tuple[str, ...]:
    """List the fields of a fact, by what it is: a number, an address, a name."""
    value = file.value(f"facts.{name}")
    if not isinstance(value, dict):
        return (f"facts.{name}",)
    shown = ("text",) if value.keys() & {"tel", "url", "email"} else ()
    if not shown:
        return f"facts.{name}.text", f"facts.{name}.lang"
    own: tuple[str, ...] = next(
        keys for keys in (("tel", "ext"), ("url",), ("email",)) if keys[0] in value
    )
    return tuple(f"facts.{name}.{key}" for key in (*own, *shown))


def contact_keys(at: int) -> tuple[str, ...]:
    """List the fields of a contact's words."""
    return tuple(f"contacts.{at}.{key}" for key in ("label", "call", "hours", "note"))


def uses(held: Held, name: str) -> tuple[str, ...]:
    """List the notices that name a fact, in a text or among their contacts; and the site's words.

    A fact that is used cannot be removed.
    """
    found = []
    for slug, own in held.files.documents.items():
        bulletin = held.bulletin(slug)
        given = {one.text for one in (bulletin.contacts or ())} if bulletin else set()
        if name in given or any(name in facts_used(one.text) for one in own):
            found.append(slug)
    words = held.site.settings.messages
    return (*found, *([SITE_DOMAIN] if any(name in facts_used(one.msgid) for one in words) else []))


# Words, in all languages.


def others(held: Held) -> tuple[Locale, ...]:
    """List the languages into which the words of site.toml are translated."""
    own = held.site.settings
    return tuple(one for one in own.locales if one != own.source_locale)


def worded(held: Held, text: str, locale: Locale) -> Row | None:
    """Find a text of site.toml among those to translate; None for what is none."""
    line = " ".join(text.split())
    found = (one for one in rows(held, SITE_DOMAIN, locale) if one.source == line)
    return next((one for one in found if one.message.msgctxt == SITE_CONTEXT), None)


# Terms.


def term_keys(file: TomlForm, number: int, held: Held) -> tuple[str, ...]:
    """List the fields of a term: its words in each language, then those that it must not be."""
    tags = [one.tag for one in held.site.settings.locales]
    value = file.value(f"terms.{number}")
    own = value if isinstance(value, dict) else {}
    never = own.get("never", {})
    tags += [tag for tag in (*own, *never) if tag not in (*tags, "never", "from", "advice")]
    words = (f"terms.{number}.{tag}" for tag in tags)
    ruled_out = (f"terms.{number}.never.{tag}" for tag in tags)
    return (*words, *ruled_out, f"terms.{number}.from", f"terms.{number}.advice")


def parted(keys: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield the keys of a term's words, each with its language, and True for words to avoid."""
    for key in keys:
        if _is_term(key):
            yield key, key.rpartition(".")[2], ".never." in key
