"""Add, move and remove the scams and reminders of a notice, and begin a new one.

People choose words and an order; the names of files, which become addresses, are made here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date, datetime
from unicodedata import normalize

from generator import moments
from generator.commands import new, scaffold
from generator.content.identity import RESERVED, identify
from generator.desk import files, notice
from generator.desk.files import Conflict, File, Place, Store
from generator.desk.held import Held
from generator.diagnostics.errors import Misused
from generator.diagnostics.messages import said
from generator.layout import kept_by_windows
from generator.model import FOLDERS, BulletinKind
from generator.output import checksums

_LONGEST = 40
"""Letters of an id that is made of words."""
_NUMBERED = re.compile(r"(?P<number>[0-9]+)-.+")
_SCAFFOLDS = {
    "routines": "routines/01-first-scam.md",
    "reminders": "reminders/01-first-reminder.md",
}
"""What a new document of each kind is made from."""


def new_id(words: str, otherwise: str, taken: Collection[str]) -> str:
    """Make an id of the Latin letters in some words, or of another name where there are none.

    One that is taken, or that no address can have, gets a number: fake-refund-2.
    """
    plain = normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall("[a-z0-9]+", plain)
    while len("-".join(parts)) > _LONGEST:
        parts.pop()
    name = "-".join(parts) if re.search("[a-z]{2}", "".join(parts)) else otherwise
    for number in range(1, len(taken) + len(RESERVED) + 3):
        found = name if number == 1 else f"{name}-{number}"
        if found not in taken and found not in RESERVED and not kept_by_windows(found):
            return found
    raise AssertionError("there are more names than are taken")


def new_notice(
    store: Store,
    title: str,
    when: datetime,
    *,
    held: Held | None = None,
    tag: str = "",
    kind: BulletinKind = "scam",
) -> str:
    """Begin a notice of this title; return its id: of its Latin letters, or else of its day.

    Without a site, one is made first, in the language of the tag. Raise `Misused`, `Refused` and
    `Unable` as the command `new`.
    """
    day = _day(when, held)
    slug = new_id(title, f"notice-{day}", {*(held.known if held else ()), "site"})
    new.create(store.folder, slug, tag if held else "", now=when, kind=kind, own=tag or "en")
    _entitle(store, files.document(store.folder, slug, "bulletin"), title, when)
    return slug


def _day(when: datetime, held: Held | None) -> date:
    """Tell the day by the site's clocks."""
    return moments.in_zone(when, held.site.settings.time_zone if held else "UTC").date()


def _entitle(store: Store, place: Place, title: str, when: datetime) -> None:
    there = store.read(place)
    data = notice.edited(there.data or b"", place.path, {"title": title})
    store.save(place, data, there.digest, when)


def added(store: Store, held: Held, slug: str, group: str, title: str, when: datetime) -> Place:
    """Add a scam (`routines`) or a reminder (`reminders`) as the last one, to be filled in.

    Raise `Misused` for no notice, and for another group.
    """
    if group not in FOLDERS:
        raise Misused(said("a notice has no folder {name}", name=group))
    there = _group(store, slug, group)
    bulletin = held.bulletin(slug)
    former = [old for made in (bulletin.documents if bulletin else ()) for old in made.moved_from]
    taken = {*former, *(identify(place.path).id for place in files.documents(store.folder, slug))}
    kind = FOLDERS[group]
    name = new_id(title, f"{'scam' if kind == 'routine' else kind}-{len(there) + 1}", taken)
    number = max((_number(place) or 0 for place in there), default=0) + 1
    place = files.new_document(slug, group, f"{number:02}-{name}.md")
    settings = held.site.settings
    locale = bulletin.source_locale if bulletin else settings.source_locale
    made = scaffold.files("scam", locale, settings, _day(when, held), is_new=False)[
        _SCAFFOLDS[group]
    ].encode()
    data = notice.edited(made, place.path, {"title": title}) if title.strip() else made
    store.save(place, data, "", when)
    return place


def moved(store: Store, slug: str, name: str, to: int) -> tuple[Place, ...]:
    """Give a scam or a reminder another place among its like, from 0; return them in their order.

    As few files as possible get another number. Raise `Misused` for a document that is not there.
    """
    place = files.document(store.folder, slug, name)
    group = name.partition("/")[0]
    if group not in FOLDERS:
        raise Misused(said("a notice has no folder {name}", name=group))
    others = [one for one in _group(store, slug, group) if one != place]
    ordered = [*others[: max(0, to)], place, *others[max(0, to) :]]
    numbers = renumbered([_number(one) for one in ordered])
    there = dict(zip(ordered, numbers, strict=True))
    # In this turn, the others keep their order also where the disk fails halfway.
    down = [one for one in ordered if there[one] < (_number(one) or 0)]
    up = [one for one in reversed(ordered) if there[one] > (_number(one) or -1)]
    renamed = {one: store.rename(one, _name(one, there[one])) for one in (*down, *up)}
    return tuple(renamed.get(one, one) for one in ordered)


def _name(place: Place, number: int) -> str:
    return f"{number:02}-{identify(place.path).id}.md"


def renumbered(numbers: Sequence[int | None]) -> list[int]:
    """Give numbers to what stands in an order; as many as possible keep those that they have."""
    best: list[list[int]] = []
    for at, number in enumerate(numbers):
        before = [kept for kept in best if kept and _fits(numbers, kept[-1], at)]
        longest = max(before, key=len, default=[])
        best.append([*longest, at] if number is not None and number >= at else [])
    chosen = max(best, key=lambda kept: _worth(numbers, kept), default=[])
    kept = {at: number for at in chosen if (number := numbers[at]) is not None}
    made: list[int] = []
    first = 0 if any(number <= at for at, number in kept.items()) else 1
    for at in range(len(numbers)):
        made.append(kept.get(at, made[-1] + 1 if made else first))
    return made


def _worth(numbers: Sequence[int | None], kept: Sequence[int]) -> tuple[int, bool, int]:
    """Rank what may be kept: as many as possible, none of them 0, and low numbers."""
    if not kept:
        return 0, False, 0
    first, last = numbers[kept[0]] or 0, numbers[kept[-1]] or 0
    return len(kept), first > kept[0], -last


def _fits(numbers: Sequence[int | None], before: int, at: int) -> bool:
    """Tell whether two that keep their numbers leave enough of them for what is between."""
    one, other = numbers[before], numbers[at]
    return one is not None and other is not None and other - one >= at - before


def _group(store: Store, slug: str, group: str) -> list[Place]:
    inside = f"content/{slug}/{group}/"
    found = files.documents(store.folder, slug)
    return [place for place in found if place.path.startswith(inside)]


def _number(place: Place) -> int | None:
    found = _NUMBERED.fullmatch(place.path.rpartition("/")[2])
    return int(found["number"]) if found else None


def is_published(store: Store, slug: str, name: str) -> bool:
    """Tell whether a scam has an address that readers know: its file is withdrawn, not removed."""
    group, _, own = name.partition("/")
    published = checksums.of(store.folder / "output")
    ends = f"/{slug}/posters/{own}.html"
    return group == "routines" and any(path.endswith(ends) for path, _ in published)


def removed(store: Store, slug: str, name: str, seen: str, when: datetime) -> File:
    """Remove a scam or a reminder; undoing the save brings it back.

    Raise `Misused` for one whose address has to stay, and for the head of a notice; else as `save`.
    """
    place = files.document(store.folder, slug, name)
    if name.partition("/")[0] not in FOLDERS:
        raise Misused(said("a notice cannot be without its {name}", name=f"{name}.md"))
    if is_published(store, slug, name):
        wrong = said("the scam is published: withdraw it, so that its address says why it is gone")
        raise Misused(wrong)
    return store.save(place, None, seen, when)


def is_known(store: Store, slug: str) -> bool:
    """Tell whether a notice was ever published: its addresses are known then, and have to stay."""
    published = checksums.of(store.folder / "output")
    return any(slug in path.split("/") for path, _ in published)


def removed_notice(store: Store, held: Held, slug: str, seen: str, when: datetime) -> None:
    """Remove a notice with its translations and pictures; `restored_notice` brings it back.

    `seen` is the digest of its head. Raise `Misused` for one that was published; else as `save`.
    """
    if is_known(store, slug):
        raise Misused(said("the notice is published: withdraw it, so that its address says why"))
    head, *others = files.whole(store.folder, slug, held.site.settings.locales)
    if store.read(head).digest != seen:
        raise Conflict(File(head, None), store.read(head))
    # The head goes first, and comes back last: what was cut short between is brought back whole.
    for place in (head, *others):
        store.save(place, None, store.read(place).digest, when)
    for folder in (*(f"{slug}/{group}" for group in FOLDERS), slug):
        with suppress(OSError):  # somebody has put something there meanwhile
            (store.folder / "content" / folder).rmdir()


def restored_notice(store: Store, slug: str, when: datetime) -> None:
    """Bring a notice back that was removed as a whole; raise `Misused` for another."""
    head = next((one for one in store.gone_notices() if one.key.split("/")[1] == slug), None)
    if head is None:
        raise Misused(said("there is no notice “{slug}”", slug=slug))
    for place in store.gone_with(head):
        if store.read(place).data is None:
            store.undo(place, "", when)


def withdrawn(data: bytes, path: str, day: date, why: str) -> bytes:
    """Write when a published scam was withdrawn, and why; its address then says so."""
    return notice.edited(data, path, {"withdrawn": f"{day} {why}"})
