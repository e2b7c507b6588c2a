"""Run the writers' command `new`: create a bulletin's folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from generator import moments
from generator.build import load
from generator.commands import scaffold
from generator.config.settings import settings
from generator.diagnostics.errors import READ, WRITTEN, Misused, Problems, disk_errors
from generator.diagnostics.messages import apart, said, sentence
from generator.layout import SETTINGS_PATH
from generator.locales import UnknownLocale, locale
from generator.model import BulletinKind
from generator.output.atomic import TEMPORARY, replace_file
from generator.source import reader


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

    `tag` is the language that it is written in; the site's source language where it is empty. In an
    empty folder a site is made first, in that language, or in `own`, that of whoever makes it.
    Raise `Misused` for a name that it cannot have, or a language that the site has not, `Refused`
    where site.toml cannot be read, `Unable` where the disk fails. Then nothing is written.
    """
    made = _new_site(tag or own) if _is_empty(folder) else ""
    if not made:
        reader.check_site(folder)
    if wrong := reader.slug_wrong(slug):
        raise Misused(apart(wrong))
    place = folder / "content" / slug
    if os.path.lexists(place):
        raise Misused(
            said("content/{slug} is there already; edit it, or choose another name", slug=slug)
        )
    problems = Problems()
    text = made or reader.settings_text(folder, problems)
    problems.refuse()
    site = settings(text)
    written_in = load.asked_for(tag, site.locales) if tag else site.source_locale
    day = moments.in_zone(now, site.time_zone).date()
    files = scaffold.files(kind, written_in, site, day, is_new=bool(made))
    with disk_errors(f"content/{slug}", WRITTEN):
        if made:
            replace_file(folder / SETTINGS_PATH, made.encode())
        _write(place, files)
    written = tuple(f"content/{slug}/{path}" for path in files)
    return (SETTINGS_PATH, *written) if made else written


def _is_empty(folder: Path) -> bool:
    """Tell whether nothing that can be seen is in a folder, so that a site may begin in it."""
    with disk_errors(folder, READ):
        return folder.is_dir() and all(path.name.startswith(".") for path in folder.iterdir())


def _new_site(tag: str) -> str:
    try:
        return scaffold.site(locale(tag))
    except UnknownLocale as error:
        raise Misused(sentence(error)) from None


def _write(place: Path, files: dict[str, str]) -> None:
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
