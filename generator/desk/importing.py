"""Make a new notice of what was read of a file; nothing that is there is written over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator.catalogs.interface import teller_in
from generator.commands import new
from generator.commands.new import Begun
from generator.desk import fields, notice, parts
from generator.diagnostics.errors import READ, disk_errors
from generator.diagnostics.messages import said
from generator.exchange import notices, received
from generator.exchange.blocks import Extra, Received
from generator.exchange.notices import Draft
from generator.locales import Locale
from generator.model import Settings
from generator.text.unicode import HAN_SIGN

_BULLETIN = "bulletin.md"
_SCAM = "routines/01-first-scam.md"
_REMINDER = "reminders/01-first-reminder.md"


@dataclass(frozen=True, slots=True)
class Imported:
    """A notice that was made of a file."""

    slug: str
    paths: tuple[str, ...]
    """What was written, in the site's folder."""
    left: tuple[Extra, ...]
    """What found no place in it."""


def read_file(path: Path) -> Received:
    """Read a file of the disk; raise `Misused`, `Refused` by its name, or `Unable`."""
    data = b""
    if most := received.most_bytes(path.name):
        with disk_errors(path, READ), path.open("rb") as file:
            data = file.read(most + 1)  # a larger one is refused, however large it is
    return received.received(data, path.name)


def written_in(read: Received, settings: Settings) -> Locale:
    """Tell in which of a site's languages a text is: by its script, else the source language."""
    words = "".join(one.text for one in read.blocks)
    is_chinese = len(HAN_SIGN.findall(words)) * 4 > sum(map(str.isalpha, words))
    ranked = sorted(settings.locales, key=lambda one: one != settings.source_locale)
    alike = (one for one in ranked if one.script.startswith("Han") == is_chinese)
    return next(alike, settings.source_locale)


def make(
    folder: Path,
    read: Received,
    when: datetime,
    *,
    slug: str = "",
    tag: str = "",
    own: str = "en",
) -> Imported:
    """Make a notice of what was read, in the language of the tag, else in that of its words.

    Without a slug, its name is made of its title or its day. Raise as `new.begin`.
    """
    title = notices.draft(read, ()).head["title"]
    slug = slug or _id(title, f"notice-{when.date()}", _taken(folder))
    begun = new.begin(folder, slug, tag, now=when, own=own)
    if not tag:
        begun = replace(begun, locale=written_in(read, begun.settings))
    draft = notices.draft(read, begun.settings.facts.values())
    return Imported(slug, begun.write(files(begun, draft)), draft.left)


def _id(title: str, otherwise: str, taken: Collection[str]) -> str:
    """Make an id of a title in Latin letters; a few of them in a Chinese one say nothing."""
    return parts.new_id("" if HAN_SIGN.search(title) else title, otherwise, taken)


def _taken(folder: Path) -> Collection[str]:
    content = folder / "content"
    with disk_errors(content, READ):
        there = {one.name for one in content.iterdir()} if content.is_dir() else set()
    return {*there, "site"}


def files(begun: Begun, draft: Draft) -> dict[str, str]:
    """Write a draft's files, by their paths in the notice's folder; the rest is to be filled in."""
    made_from = begun.files(draft.kind)
    head = _edited(begun.slug, _BULLETIN, made_from[_BULLETIN], draft.head)
    made = {_BULLETIN: _with_notes(head, draft.left, begun.locale)}
    taken: set[str] = set()
    for group, scaffold, found in (
        ("scam", _SCAM, draft.scams),
        ("reminder", _REMINDER, draft.reminders),
    ):
        folder = scaffold.partition("/")[0]
        text = made_from.get(scaffold) or _of_a_warning(begun)[scaffold]
        for number, values in enumerate(found, 1):
            name = _id(values.get("title", ""), f"{group}-{number}", taken)
            taken.add(name)
            path = f"{folder}/{number:02}-{name}.md"
            made[path] = _edited(begun.slug, path, text, values)
    if draft.kind == "scam" and not draft.scams:
        made[_SCAM] = made_from[_SCAM]
    return made


def _of_a_warning(begun: Begun) -> Mapping[str, str]:
    return begun.files("scam")


def _edited(slug: str, path: str, text: str, values: Mapping[str, str]) -> str:
    """Fill in a scaffold as the desk's form does."""
    return notice.edited(text.encode(), f"content/{slug}/{path}", values).decode()


def _with_notes(text: str, left: Collection[Extra], locale: Locale) -> str:
    """Note for the writer what found no place: readers never see a line that begins with #."""
    if not left:
        return text
    tell = teller_in(locale.tag)
    begin, front, body = text.split("---\n", 2)
    lines = [tell(said("These words of the file found no place:")), *_lines(left, locale)]
    notes = "".join(f"# {line}\n" for line in lines)
    return f"{begin}---\n{front}{notes}---\n{body}"


def _lines(left: Collection[Extra], locale: Locale) -> Iterator[str]:
    tell = teller_in(locale.tag)
    for one in left:
        yield tell(said("{text} ({origin})", text=fields.typed(one.text), origin=one.origin))
