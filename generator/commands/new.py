"""Run the writers' command `new`: create a bulletin's folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

from generator.build import load
from generator.commands import scaffold
from generator.config.settings import settings
from generator.diagnostics.errors import WRITTEN, Misused, Problems, disk_errors
from generator.diagnostics.messages import apart, said
from generator.output.atomic import TEMPORARY, replace_file
from generator.source import reader


def create(folder: Path, slug: str, tag: str = "", *, day: date) -> tuple[str, ...]:
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
    problems = Problems()
    text = reader.settings_text(folder, problems)
    problems.refuse()
    site = settings(text)
    locale = load.asked_for(tag, site.locales) if tag else site.source_locale
    files = scaffold.files(locale, site.source_locale, day, site.facts)
    with disk_errors(f"content/{slug}", WRITTEN):
        _write(place, files)
    return tuple(f"content/{slug}/{path}" for path in files)


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
