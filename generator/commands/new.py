"""Run the writers' command `new`: create a bulletin's folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from generator import moments
from generator.build import load
from generator.commands import scaffold
from generator.config.settings import settings
from generator.diagnostics.errors import READ, WRITTEN, Misused, Problems, disk_errors
from generator.diagnostics.messages import apart, said, sentence
from generator.layout import SETTINGS_PATH
from generator.locales import Locale, UnknownLocale, locale
from generator.model import BulletinKind, Settings
from generator.output.atomic import TEMPORARY, replace_file
from generator.source import reader


@dataclass(frozen=True, slots=True)
class Begun:
    """A notice that is about to be made: its folder is not there yet."""

    folder: Path
    """The site's."""
    slug: str
    locale: Locale
    """The language that the notice is written in."""
    settings: Settings
    day: date
    """By the site's clocks."""
    site_toml: str
    """The text of a new site; empty where there is a site."""

    def files(self, kind: BulletinKind) -> dict[str, str]:
        """Fill in what a notice of this kind begins with, by paths in its folder."""
        is_new = bool(self.site_toml)
        return scaffold.files(kind, self.locale, self.settings, self.day, is_new=is_new)

    def write(self, files: Mapping[str, str]) -> tuple[str, ...]:
        """Write the notice's folder, whole or not at all; return the paths in the site.

        Raise `Misused` where the folder is there by now, `Unable` where the disk fails.
        """
        place = _free(self.folder, self.slug)
        with disk_errors(f"content/{self.slug}", WRITTEN):
            if self.site_toml:
                replace_file(self.folder / SETTINGS_PATH, self.site_toml.encode())
            write(place, files)
        written = tuple(f"content/{self.slug}/{path}" for path in files)
        return (SETTINGS_PATH, *written) if self.site_toml else written


def create(
    folder: Path,
    slug: str,
    tag: str = "",
    *,
    now: datetime,
    kind: BulletinKind = "scam",
    own: str = "en",
) -> tuple[str, ...]:
    """Create a bulletin's folder, dated as the site's clocks show; return its files' paths.

    Raise as `begin` and `Begun.write`.
    """
    begun = begin(folder, slug, tag, now=now, own=own)
    return begun.write(begun.files(kind))


def begin(folder: Path, slug: str, tag: str = "", *, now: datetime, own: str = "en") -> Begun:
    """Find out with what a new notice begins; nothing is written yet.

    `tag` is the language that it is written in; the site's source language where it is empty. In an
    empty folder a site is made first, in that language, or in `own`, that of whoever makes it.
    Raise `Misused` for a name that it cannot have, or a language that the site has not, `Refused`
    where site.toml cannot be read, `Unable` where the disk fails.
    """
    made = _new_site(tag or own) if is_empty(folder) else ""
    if not made:
        reader.check_site(folder)
    if wrong := reader.slug_wrong(slug):
        raise Misused(apart(wrong))
    _free(folder, slug)
    problems = Problems()
    text = made or reader.settings_text(folder, problems)
    problems.refuse()
    site = settings(text)
    written_in = load.asked_for(tag, site.locales) if tag else site.source_locale
    day = moments.in_zone(now, site.time_zone).date()
    return Begun(folder, slug, written_in, site, day, made)


def _free(folder: Path, slug: str) -> Path:
    """Find the place of a new folder; raise `Misused` where something is there."""
    place = folder / "content" / slug
    if os.path.lexists(place):
        raise Misused(
            said("content/{slug} is there already; edit it, or choose another name", slug=slug)
        )
    return place


def is_empty(folder: Path) -> bool:
    """Tell whether nothing that can be seen is in a folder, so that a site may begin in it."""
    with disk_errors(folder, READ):
        return folder.is_dir() and all(path.name.startswith(".") for path in folder.iterdir())


def _new_site(tag: str) -> str:
    try:
        return scaffold.site(locale(tag))
    except UnknownLocale as error:
        raise Misused(sentence(error)) from None


def write(place: Path, files: Mapping[str, str]) -> None:
    """Write a folder's files beside it, then give the folder its name."""
    beside = place.with_name(f"{TEMPORARY}{place.name}")
    _remove(beside)  # left by one that was cut short
    try:
        for path, text in files.items():
            replace_file(beside / path, text.encode())
        beside.rename(place)
    except BaseException:
        with suppress(OSError):
            _remove(beside)
        raise


def _remove(place: Path) -> None:
    if place.is_symlink():
        place.unlink()
    elif place.exists():
        shutil.rmtree(place)
