"""Read and save files of a site: one by one, whole, and each save so that it can be undone.

A request never says a path. It names a notice, a document or a catalog, and gives the digest of
the bytes that it has seen: where the file is another by now, nothing is written, and both versions
are handed back. Before each save the earlier bytes go to `.cache/desk/`; so do those that somebody
has signed, apart from the others, so that many saves later it is still known what was signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock

from generator import system
from generator.content.documents import order
from generator.content.identity import identify
from generator.diagnostics.errors import (
    READ,
    WRITTEN,
    Fault,
    GeneratorError,
    Misused,
    Problems,
    Refused,
    disk_errors,
    refused,
)
from generator.diagnostics.messages import said
from generator.incremental.manifest import FOLDER
from generator.layout import GLOSSARY_PATH, SETTINGS_PATH, SITE_DOMAIN, catalog_path
from generator.locales import Locale
from generator.model import FOLDERS
from generator.output.atomic import replace_file
from generator.source.folder import Folder
from generator.source.reader import slug_wrong

_MOST = 4_000_000
"""Bytes of a file: more than any notice or catalog has."""
_MOST_VERSIONS = 50
"""Earlier versions that are kept of a file."""
_VERSION = re.compile(
    r"(?P<number>[0-9]{6,})\.(?P<when>[0-9]{8}T[0-9]{6})\.(?P<digest>[0-9a-f]{16}|none)\.(?P<name>.+)"
)
_WHEN = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file of the site is; made here alone, never of a path that comes from outside."""

    path: str
    """Relative to the site, with forward slashes."""
    key: str
    """What its history is kept under: a document's is the same when its number changes."""


SETTINGS = Place(SETTINGS_PATH, SETTINGS_PATH)
GLOSSARY = Place(GLOSSARY_PATH, GLOSSARY_PATH)
EMBLEM = Place("content/_look/emblem.svg", "content/_look/emblem.svg")
"""Where a drawing is put that somebody pastes; site.toml may name another one."""


def catalog(locale: Locale, domain: str) -> Place:
    """Find the place of a catalog, which need not be there; raise `Misused` for no domain."""
    if domain != SITE_DOMAIN:
        _check_slug(domain)
    path = catalog_path(locale.folder, domain)
    return Place(path, path)


def signed(place: Place) -> Place:
    """Give what the history of a file is kept under that has only what somebody signed."""
    return Place(place.path, f"signed/{place.key}")


def documents(folder: Path, slug: str) -> tuple[Place, ...]:
    """List the documents of a notice that are there: its head, its scams, its reminders, in order.

    Raise `Misused` for no name of a notice.
    """
    _check_slug(slug)
    return tuple(_documents(Folder(folder), f"content/{slug}"))


def whole(folder: Path, slug: str, locales: Iterable[Locale]) -> tuple[Place, ...]:
    """List all files of a notice, its catalogs and its pictures too; its head comes first.

    Raise `Misused` for no notice, `Refused` where it cannot be looked through.
    """
    own, site, problems = documents(folder, slug), Folder(folder), Problems()
    head, name = f"content/{slug}/bulletin", f"content/{slug}"
    if head not in {place.key for place in own}:
        raise Misused(said("there is no notice “{slug}”", slug=slug))
    groups = [name, *(f"{name}/{group}" for group in FOLDERS)]
    found = [(inside, one) for inside in groups for one in site.visible_entries(inside, problems)]
    problems.refuse()
    paths = {f"{inside}/{one.name}" for inside, one in found if not one.is_folder}
    others = [Place(path, path) for path in sorted(paths - {place.path for place in own})]
    catalogs = [
        catalog(one, slug) for one in locales if (folder / catalog(one, slug).path).exists()
    ]
    every = (*others, *catalogs, *own)
    return tuple(sorted(every, key=lambda place: place.key != head))


def document(folder: Path, slug: str, name: str) -> Place:
    """Find a document of a notice by its name: `bulletin`, `routines/fake-refund`.

    Raise `Misused` for one that is not there.
    """
    key = f"content/{slug}/{name}"
    found = next((place for place in documents(folder, slug) if place.key == key), None)
    if found is None:
        raise Misused(said("the notice {slug} has no document “{name}”", slug=slug, name=name))
    return found


def new_document(slug: str, group: str, name: str) -> Place:
    """Make the place of a document that is not there yet: `routines`, `03-fake-refund.md`.

    Raise `Refused` for a name that it cannot have, `Misused` for no notice.
    """
    _check_slug(slug)
    path = f"content/{slug}/{group}/{name}"
    return Place(path, f"content/{slug}/{identify(path).msgctxt}")


def _check_slug(slug: str) -> None:
    if slug_wrong(slug):
        raise Misused(said("there is no notice “{slug}”", slug=slug))


def _documents(site: Folder, name: str) -> Iterator[Place]:
    for group in ("", *FOLDERS):
        inside = f"{name}/{group}".removesuffix("/")
        found = site.visible_entries(inside, Problems())  # what is wrong there, `check` tells
        paths = [f"{inside}/{one.name}" for one in found if not one.is_folder]
        for path in sorted(paths, key=order):
            with suppress(Refused):  # no document, or none with a name that can be used
                yield Place(path, f"{name}/{identify(path).msgctxt}")


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is, or was."""

    place: Place
    data: bytes | None = field(repr=False)
    """None where there is none."""

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes, hexadecimal; empty where there is none."""
        return digest(self.data)


def digest(data: bytes | None) -> str:
    """Digest a file's bytes: SHA-256, hexadecimal; empty for no file."""
    return "" if data is None else sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Version:
    """What a file was before a save."""

    number: int
    when: datetime
    """When it was saved over, by UTC."""
    digest: str
    """The first 16 digits of its digest; empty where there was no file."""
    name: str
    """The file's own name then."""
    path: Path = field(repr=False, compare=False)


class Conflict(GeneratorError):
    """A file is another than whoever saves it has seen; nothing was written."""

    def __init__(self, mine: File, theirs: File) -> None:
        self.mine = mine
        """What was to be saved."""
        self.theirs = theirs
        """What is there."""
        super().__init__(said("{path} has been changed meanwhile", path=mine.place.path))


@dataclass(frozen=True, slots=True)
class Store:
    """The files of a site; one for all who save, who wait for one another."""

    folder: Path
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def read(self, place: Place) -> File:
        """Read a file; raise `Refused` for what is no file of the site itself."""
        problems = Problems()
        data = Folder(self.folder).data(place.path, _MOST, problems)
        problems.refuse()
        return File(place, data)

    def save(self, place: Place, data: bytes | None, seen: str, when: datetime) -> File:
        """Save new bytes, or take the file away, if its digest is still the one that was `seen`.

        Raise `Conflict` with both versions where it is not, `Refused` for a file outside of the
        site, `Unable` where the disk fails: then the file is as it was, or whole as it was to be.
        """
        with self._lock:
            mine, now = File(place, data), self.read(place)
            if now.data == data:
                return now
            if now.digest != seen:
                raise Conflict(mine, now)
            with disk_errors(place.path, WRITTEN):
                self._check_own(place)
                self._keep(now, when)
                self._put(place, data)
            return mine

    def keep(self, place: Place, when: datetime) -> None:
        """Keep a file as it is now in its history, where it has not been kept last."""
        with self._lock, disk_errors(place.path, WRITTEN):
            self._keep(self.read(place), when)

    def undo(self, place: Place, seen: str, when: datetime, number: int | None = None) -> File:
        """Put an earlier version back, the last one if no number is given, as a save of its own.

        Raise `Misused` where there is none, else as `save`.
        """
        versions = self.history(place)
        found = next((one for one in versions if number in (None, one.number)), None)
        if found is None:
            raise Misused(said("there is no earlier version of {path}", path=place.path))
        folder = place.path.rpartition("/")[0]
        there = (
            place
            if self.read(place).data is not None
            else Place(f"{folder}/{found.name}", place.key)
        )
        return self.save(there, self.version(found), seen, when)

    def history(self, place: Place) -> tuple[Version, ...]:
        """List the earlier versions of a file, the newest first."""
        versions, now = self._versions(place), self.read(place)
        # A save that failed after it had kept the bytes has left what is still there.
        while versions and self.version(versions[0]) == now.data:
            versions = versions[1:]
        return versions

    def gone(self, slug: str) -> tuple[Place, ...]:
        """List the scams and reminders of a notice that were taken away, and that `undo` returns.

        Raise `Misused` for no name of a notice.
        """
        there = {place.key for place in documents(self.folder, slug)}
        kept = self.folder / FOLDER / "desk" / "content" / slug
        names = [f"{group}/{path.name}" for group in FOLDERS for path in _inside(kept / group)]
        places = [
            Place(f"content/{slug}/{name.partition('/')[0]}/", f"content/{slug}/{name}")
            for name in names
            if f"content/{slug}/{name}" not in there
        ]
        last = [(place, self._versions(place)[:1]) for place in places]
        return tuple(
            Place(f"{place.path}{versions[0].name}", place.key)
            for place, versions in last
            if versions and versions[0].digest
        )

    def gone_notices(self) -> tuple[Place, ...]:
        """List the heads of the notices that were taken away as a whole."""
        slugs = [path.name for path in _inside(self.folder / FOLDER / "desk" / "content")]
        keys = [f"content/{slug}/bulletin" for slug in slugs if not slug_wrong(slug)]
        places = [Place(f"{key}.md", key) for key in keys]
        return tuple(one for one in places if self.read(one).data is None and self._was_there(one))

    def gone_with(self, head: Place) -> tuple[Place, ...]:
        """List the files that were taken away together with the head of a notice; it comes last."""
        slug, when = head.key.split("/")[1], self._versions(head)[0].when
        own = self.folder / FOLDER / "desk"
        kept = [
            *(own / "content" / slug).rglob("*"),
            *own.glob(f"locales/*/LC_MESSAGES/{slug}.po/*"),
        ]
        keys = {one.parent.relative_to(own).as_posix() for one in kept if one.is_file()}
        places = [
            Place(f"{key.rpartition('/')[0]}/", key)
            for key in sorted(keys, key=lambda key: (key == head.key, key))
        ]
        last = [(place, self._versions(place)[:1]) for place in places]
        return tuple(
            Place(f"{place.path}{versions[0].name}", place.key)
            for place, versions in last
            if versions and versions[0].digest and versions[0].when == when
        )

    def _was_there(self, place: Place) -> bool:
        return any(version.digest for version in self._versions(place)[:1])

    def version(self, version: Version) -> bytes | None:
        """Read an earlier version; None for no file."""
        with disk_errors(version.name, READ):
            return version.path.read_bytes() if version.digest else None

    def rename(self, place: Place, name: str) -> Place:
        """Give a file another name in its folder; raise `Misused` where another file has it."""
        there = Place(f"{place.path.rpartition('/')[0]}/{name}", place.key)
        with self._lock:
            if there.path == place.path:
                return place
            target = self.folder / there.path
            with disk_errors(there.path, WRITTEN):
                self._check_own(place)
                if target.is_symlink() or target.exists():
                    raise Misused(said("{path} is there already", path=there.path))
                (self.folder / place.path).rename(target)
                system.flush([target.parent])
        return there

    def _check_own(self, place: Place) -> None:
        """Raise `Refused` for a link on the way to a file: what is behind it is not the site's."""
        path = Path()
        for part in place.path.split("/"):
            path /= part
            if (self.folder / path).is_symlink():
                wrong = said("this is a link, and the desk changes files of the site itself only")
                remedy = said("put the file or the folder itself there")
                raise refused(path.as_posix(), 1, "file", Fault(wrong, remedy))

    def _put(self, place: Place, data: bytes | None) -> None:
        path = self.folder / place.path
        if data is not None:
            replace_file(path, data)
        else:
            path.unlink(missing_ok=True)
            system.flush([path.parent])

    def _keep(self, file: File, when: datetime) -> None:
        """Keep a file's bytes before they are saved over, and drop the oldest of too many."""
        versions = self._versions(file.place)
        if versions and versions[0].digest == file.digest[:16]:
            return  # kept by a save that failed then
        number = versions[0].number + 1 if versions else 1
        at = when.astimezone(UTC).strftime(_WHEN)
        own = file.place.path.rpartition("/")[2]
        name = f"{number:06}.{at}.{file.digest[:16] or 'none'}.{own}"
        replace_file(self._folder(file.place) / name, file.data or b"")
        for old in versions[_MOST_VERSIONS - 1 :]:
            with suppress(OSError):  # it is dropped the next time
                old.path.unlink()

    def _folder(self, place: Place) -> Path:
        return self.folder / FOLDER / "desk" / place.key

    def _versions(self, place: Place) -> tuple[Version, ...]:
        paths = _inside(self._folder(place))
        matches = ((path, _VERSION.fullmatch(path.name)) for path in paths)
        found = [_version(path, match) for path, match in matches if match]
        return tuple(sorted(found, key=lambda one: one.number, reverse=True))


def _inside(folder: Path) -> list[Path]:
    """List what is in a folder, sorted; nothing where there is none."""
    with disk_errors(folder.name, READ):
        try:
            return sorted(folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []


def _version(path: Path, match: re.Match[str]) -> Version:
    when = datetime.strptime(match["when"], _WHEN).replace(tzinfo=UTC)
    kept = match["digest"].removeprefix("none")
    return Version(int(match["number"]), when, kept, match["name"], path)
