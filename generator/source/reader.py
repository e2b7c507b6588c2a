"""Read a site from the disk into `Files`; nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.diagnostics.errors import READ, Fault, Misused, Problem, Problems, disk_errors
from generator.diagnostics.messages import said
from generator.layout import (
    GLOSSARY_PATH,
    SETTINGS_PATH,
    SITE_DOMAIN,
    Files,
    Source,
    catalog_path,
    is_id,
    kept_by_windows,
    picture_name,
)
from generator.locales import UnknownLocale, locale
from generator.source import theme
from generator.source.folder import Folder

_PACKAGE = Path(__file__).parents[1]
_COPY = re.compile(r"([a-z0-9-]*[a-z0-9]).*\.po(?:\W.*)?$", re.IGNORECASE)
"""The name of a catalog, or of a copy of one: “x (1).po”, “x.po.txt”, “x - Copy.po”, “x副本.po”."""
_IMAGE = re.compile(r"\.(?:png|jpe?g)$", re.IGNORECASE)
_MOST_OF_PICTURE = 30_000_000
"""Bytes: a camera's picture has fewer."""
_MOST_OF_CATALOGUE = 4_000_000
"""Bytes: more than any catalog of a notice has; a larger file is a mistake."""


def read(folder: Path, problems: Problems) -> Files:
    """Read every file of the site in `folder`; what cannot be used goes into `problems`.

    Raise `Misused` where the folder is no site, `Unable` where no file can be read.
    """
    shared = read_shared(folder, problems)
    return with_bulletins(folder, shared, tuple(slugs(folder, problems)), problems)


def with_bulletins(folder: Path, shared: Files, found: Iterable[str], problems: Problems) -> Files:
    """Add the files of these bulletins to those that every page is made from.

    What cannot be used goes into `problems`. Raises `Unable` where no file can be read.
    """
    locales = locale_folders(folder, problems)
    read = {slug: read_bulletin(folder, slug, locales, problems) for slug in found}
    documents = {slug: files.documents for slug, files in read.items()}
    catalogs = {key: data for files in read.values() for key, data in files.catalogs.items()}
    return replace(shared, documents=documents, catalogs={**shared.catalogs, **catalogs})


def check_site(folder: Path) -> None:
    """Raise `Misused` where the folder is no site, `Unable` where it cannot be looked into."""
    with disk_errors(folder, READ):
        is_site = (folder / "content").is_dir()
    if not is_site:
        raise Misused(
            said(
                "{folder} has no folder content; run the command in the site's folder, "
                "or name that with --site",
                folder=folder,
            )
        )


def read_shared(folder: Path, problems: Problems) -> Files:
    """Read what every page of a site is made from: all of its files but the bulletins' own.

    Raise `Misused` where the folder is no site, `Unable` where no file can be read.
    """
    check_site(folder)
    own = (folder / "templates").is_dir()
    base = Folder(folder if own else _defaults())
    site, defaults = Folder(folder), Folder(_defaults())
    templates = dict(theme.templates(base, "templates", problems))
    return Files(
        site_toml=settings_text(folder, problems),
        glossary_toml=site.text(GLOSSARY_PATH, problems) or "",
        documents={},
        catalogs=dict(_catalogs(site, locale_folders(folder, problems), SITE_DOMAIN, problems)),
        default_catalogs=dict(
            _catalogs(defaults, locale_folders(_defaults(), problems), SITE_DOMAIN, problems)
        ),
        templates=templates,
        sheets=_sheets(defaults, templates, problems),
        assets=dict(theme.assets(base, problems)),
        fonts=dict(theme.fonts(site, defaults, problems)),
        drawings=dict(theme.drawings(site, defaults, problems)),
        own_templates=own and not base.root.samefile(defaults.root),
    )


def _sheets(defaults: Folder, templates: Mapping[str, str], problems: Problems) -> dict[str, str]:
    """Read the package's templates of sheets, for a site whose own templates have none."""
    if any(name.endswith(theme.SHEET) for name in templates):
        return {}
    found = theme.templates(defaults, "templates", problems)
    return {name: text for name, text in found if name.endswith(theme.SHEET)}


def _defaults() -> Path:
    """Find the folder with the package's own templates: in a checkout, the project's."""
    packaged = _PACKAGE / "default"
    return packaged if packaged.is_dir() else _PACKAGE.parent


def settings_text(folder: Path, problems: Problems) -> str:
    """Read the text of site.toml; empty where it cannot be read, which goes into `problems`."""
    text = Folder(folder).text(SETTINGS_PATH, problems)
    if text is None and SETTINGS_PATH not in {problem.path for problem in problems.errors}:
        wrong = said("the file is missing")
        remedy = said("write one with title, issuer and locales")
        problems.add(Problem(SETTINGS_PATH, 1, "missing-file", wrong, remedy))
    return text or ""


@dataclass(frozen=True, slots=True)
class BulletinFiles:
    """A bulletin's files as they were read."""

    documents: tuple[Source, ...]
    catalogs: Mapping[tuple[str, str], bytes]
    """By locale folder and domain."""
    pictures: Mapping[str, bytes]
    """By name."""
    seen: tuple[str, ...]
    """Every file and folder that was looked at or for, relative to the site: as long as none of
    them changes, the bulletin is the same."""


def read_bulletin(
    folder: Path, slug: str, locales: Iterable[str], problems: Problems
) -> BulletinFiles:
    """Read the files of a bulletin, its catalogs in the `locale_folders`.

    Raise `Unable` where no file can be read.
    """
    site, name = Folder(folder), f"content/{slug}"
    seen = [name]
    documents = tuple(_sources(site, name, problems, seen))
    pictures = dict(_pictures(site, name, problems))
    catalogs = dict(_catalogs(site, locales, slug, problems))
    seen += [catalog_path(name, slug) for name in locales]
    return BulletinFiles(documents, catalogs, pictures, tuple(seen))


def _pictures(site: Folder, name: str, problems: Problems) -> Iterator[tuple[str, bytes]]:
    """Read the pictures right in a bulletin's folder."""
    for found in site.visible_entries(name, Problems()):  # what is wrong here is known already
        if picture_name(found.name) and not found.is_folder:
            data = site.data(f"{name}/{found.name}", _MOST_OF_PICTURE, problems)
            if data is not None:
                yield found.name, data


def slugs(folder: Path, problems: Problems) -> Iterator[str]:
    """Find the bulletins' folders, in order; what else is in content/ goes into `problems`."""
    for found in Folder(folder).visible_entries("content", problems):
        name = f"content/{found.name}"
        if name in (SETTINGS_PATH, GLOSSARY_PATH):
            continue
        if not found.is_folder:
            problems.add(_left_out(name, said("move it into a notice’s folder, or out of content")))
        elif wrong := slug_wrong(found.name):
            problems.add(Problem(name, 1, "file-name", *wrong))
        else:
            yield found.name


def slug_wrong(name: str) -> Fault | None:
    """Find the fault in the name of a bulletin's folder; return None for a good one."""
    if not is_id(name) or name == SITE_DOMAIN:
        return Fault(
            said("a notice's folder cannot be named “{name}”", name=name),
            said("use small letters a to z, digits and hyphens, and not “site”"),
        )
    return kept_by_windows(name)


def _sources(site: Folder, name: str, problems: Problems, seen: list[str]) -> Iterator[Source]:
    """Read the Markdown files in and below a folder; every name that is met goes into `seen`."""
    for found in site.visible_entries(name, problems):
        inner = f"{name}/{found.name}"
        seen.append(inner)
        is_text = found.name.endswith(".md")
        if found.is_folder and not is_text:
            yield from _sources(site, inner, problems, seen)
        elif is_text:
            text = site.text(inner, problems)
            if text is not None:
                yield Source(inner, text)
        elif _IMAGE.search(found.name) and name.count("/") == 1:
            if not picture_name(found.name):
                remedy = said(
                    "name it in small letters a to z, digits and hyphens: map-of-lane.png"
                )
                problems.add(_left_out(inner, remedy))
        else:
            from generator.model import FOLDERS  # a build that has nothing to do is quick without

            lost = name.rpartition("/")[2] in FOLDERS
            remedy = said("save it as plain text and name it .md, or move it out of content")
            problems.add(_left_out(inner, remedy, warning=not lost))


def _left_out(name: str, remedy: str, *, warning: bool = True) -> Problem:
    wrong = said("this file is no part of a notice, and is left out")
    return Problem(name, 1, "file-name", wrong, remedy, warning)


def locale_folders(folder: Path, problems: Problems) -> tuple[str, ...]:
    """Find the folders of locales; those that are not read go into `problems`."""
    site = Folder(folder)
    names = []
    for found in site.visible_entries("locales", problems):
        if not found.is_folder:
            continue
        try:
            name = locale(found.name).folder
        except UnknownLocale:
            name = ""
        if name == found.name:
            if site.is_own(f"locales/{name}/LC_MESSAGES", problems):
                names.append(name)
                problems.add(*_misnamed(site, f"locales/{name}/LC_MESSAGES"))
            continue
        wrong = said("this folder is not read")
        remedy = said("name it after a locale, such as zh_Hans")
        if name:
            wrong = said("this folder is not read: its language is {name}", name=name)
            remedy = said("name it {name}", name=name)
        where = f"locales/{found.name}"
        problems.add(Problem(where, 1, "file-name", wrong, remedy, warning=True))
    return tuple(names)


def _misnamed(site: Folder, where: str) -> Iterator[Problem]:
    """Find catalogs under names that a browser or a mail program gave them: “x (1).po”."""
    for found in site.visible_entries(where, Problems()):
        name = _COPY.match(found.name)
        if name and not is_id(found.name.removesuffix(".po")):
            wrong = said("this catalog is not read, and none of its translations is used")
            remedy = said("name it {name}.po, in the place of the one before", name=name[1].lower())
            yield Problem(f"{where}/{found.name}", 1, "file-name", wrong, remedy, warning=True)


def _catalogs(
    folder: Folder, locales: Iterable[str], domain: str, problems: Problems
) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Read a domain's catalogs, in the locales that have one."""
    for name in locales:
        data = folder.data(catalog_path(name, domain), _MOST_OF_CATALOGUE, problems)
        if data is not None:
            yield (name, domain), data
