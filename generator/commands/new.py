"""Run the writers' command `new`: create a bulletin's folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import date as Day  # noqa: N812 - a bulletin has a field named date
from pathlib import Path

from generator.build import load
from generator.commands import scaffold
from generator.commands.scaffold import NewBulletin
from generator.config.settings import settings
from generator.diagnostics.errors import WRITTEN, Misused, Problems, unable
from generator.diagnostics.messages import apart, said
from generator.output.atomic import TEMPORARY, replace_file
from generator.source import reader


def create(folder: Path, slug: str, tag: str = "", *, day: Day) -> tuple[str, ...]:
    """Create a bulletin's folder, dated `day`; return its files, relative to the site.

    `tag` is the language that it is written in; the site's source language where it is empty.
    Raise `Misused` for a name that it cannot have, or a language that the site has not, `Refused`
    where site.toml cannot be read, `Unable` where the disk fails. Then nothing is written.
    """
    reader.check_site(folder)
    if wrong := reader.slug_wrong(slug):
        raise Misused(apart(wrong))
    place = folder / "content" / slug
    if os.path.lexists(place):
        raise Misused(
            said("content/{slug} is there already; edit it, or choose another name", slug=slug)
        )
    files = scaffold.files(_asked_for(folder, tag, day))
    try:
        _write(place, files)
    except OSError as error:
        raise unable(f"content/{slug}", WRITTEN, error) from error
    return tuple(f"content/{slug}/{path}" for path in files)


def _asked_for(folder: Path, tag: str, day: Day) -> NewBulletin:
    problems = Problems()
    text = reader.settings_text(folder, problems)
    problems.refuse()
    made = settings(text)
    locale = load.asked_for(tag, made.locales) if tag else made.source_locale
    is_default = locale == made.source_locale
    return NewBulletin(locale, is_default, day, tuple(made.facts))


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
