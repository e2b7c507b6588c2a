"""Disk -> Files. The only module that reads a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import Misused, Problem, Problems, Refused, Unable
from generator.files import GLOSSARY_PATH, ID, SETTINGS_PATH, SITE_DOMAIN, Files, Source
from generator.lines import unified
from generator.locales import UnknownLocale, locale

_CONFLICT = re.compile(r"^<{7} .*\n(?:.*\n)*?={7}\n", re.MULTILINE)
_FONTS = (".otf", ".ttf", ".woff2")
_PACKAGE = Path(__file__).parent
_MOST_BYTES = 2_000_000
"""More than any notice; a larger file is a mistake."""


def read(folder: Path, problems: Problems) -> Files:
    """Every file of the site in `folder`; what cannot be used goes into `problems`.

    Raises `Misused` where the folder is no site, `Unable` where the disk fails.
    """
    ground = read_ground(folder, problems)
    locales = locale_folders(folder, Problems())
    read = {
        slug: read_bulletin(folder, slug, locales, problems) for slug in slugs(folder, problems)
    }
    documents = {slug: files.documents for slug, files in read.items()}
    catalogues = {key: data for files in read.values() for key, data in files.catalogues.items()}
    return replace(ground, documents=documents, catalogues={**ground.catalogues, **catalogues})


def check_site(folder: Path) -> None:
    """Raises `Misused` where the folder is no site."""
    if not (folder / "content").is_dir():
        raise Misused(
            f"{folder} has no folder content; run the command in the site's folder, "
            "or name that with --site"
        )


def read_ground(folder: Path, problems: Problems) -> Files:
    """What every page of a site stands on: all of its files but the bulletins' own.

    Raises `Misused` where the folder is no site, `Unable` where the disk fails.
    """
    check_site(folder)
    own = (folder / "templates").is_dir()
    base = folder if own else _defaults()
    try:
        return Files(
            _settings_text(folder, problems),
            _glossary_text(folder, problems),
            {},
            dict(_catalogues(folder, locale_folders(folder, problems), SITE_DOMAIN)),
            dict(_catalogues(_defaults(), locale_folders(_defaults(), problems), SITE_DOMAIN)),
            dict(_templates(base, problems)),
            dict(_assets(base)),
            dict(_fonts(folder)),
            own and not base.samefile(_defaults()),
        )
    except OSError as error:
        raise Unable(f"{error.filename}: cannot be read: {error.strerror}") from error


def _defaults() -> Path:
    """The folder with the package's own templates: in a checkout, the project's."""
    packaged = _PACKAGE / "default"
    return packaged if packaged.is_dir() else _PACKAGE.parent


def _settings_text(folder: Path, problems: Problems) -> str:
    path = folder / SETTINGS_PATH
    if not path.is_file():
        problems.add(
            Problem(
                SETTINGS_PATH,
                1,
                "missing-file",
                "the file is missing",
                "write one with title, issuer and locales",
            )
        )
        return ""
    with problems.gathered():
        return _text(path, SETTINGS_PATH)
    return ""


def _glossary_text(folder: Path, problems: Problems) -> str:
    path = folder / GLOSSARY_PATH
    with problems.gathered():
        return _text(path, GLOSSARY_PATH) if path.is_file() else ""
    return ""


def _text(path: Path, name: str) -> str:
    """A file's text, its lines ending in LF, without byte order mark.

    Raises `Refused` where it is not UTF-8 or far too long.
    """
    data = path.read_bytes()
    if len(data) > _MOST_BYTES:
        raise Refused([Problem(name, 1, "size", "the file is larger than 2 MB", "shorten it")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(
            [
                Problem(
                    name,
                    line,
                    "encoding",
                    f"byte {error.start} is not UTF-8",
                    "save the file as UTF-8 in your editor",
                )
            ]
        ) from None
    text = unified(text)
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        wrong = "the file has an unresolved merge conflict"
        remedy = "choose one of the two versions between <<<<<<< and >>>>>>>, and delete the marks"
        raise Refused([Problem(name, line, "conflict", wrong, remedy)])
    return text


def _visible(folder: Path) -> list[Path]:
    """What a folder holds, sorted, without hidden files and editors' leftovers."""
    if not folder.is_dir():
        return []
    hidden = (".", "_")
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith(hidden) and not path.name.endswith(("~", ".bak"))
    )


@dataclass(frozen=True, slots=True)
class BulletinFiles:
    """A bulletin's files as they were read."""

    documents: tuple[Source, ...]
    catalogues: Mapping[tuple[str, str], bytes]
    """By locale folder and domain."""
    seen: tuple[str, ...]
    """Every file and folder that was looked at or for, relative to the site: as long as none of
    them changes, the bulletin is the same."""


def read_bulletin(
    folder: Path, slug: str, locales: Iterable[str], problems: Problems
) -> BulletinFiles:
    """The files of a bulletin, its catalogues in the `locale_folders`.

    Raises `Unable` where the disk fails.
    """
    place, name = folder / "content" / slug, f"content/{slug}"
    seen = [name]
    try:
        documents = tuple(_sources(place, name, problems, seen))
        catalogues = dict(_catalogues(folder, locales, slug))
    except OSError as error:
        raise Unable(f"{error.filename}: cannot be read: {error.strerror}") from error
    seen += [f"locales/{name}/LC_MESSAGES/{slug}.po" for name in locales]
    return BulletinFiles(documents, catalogues, tuple(seen))


def slugs(folder: Path, problems: Problems) -> Iterator[str]:
    """The folders of the bulletins, in order; what else stands in content/ goes into `problems`."""
    for place in _visible(folder / "content"):
        name = f"content/{place.name}"
        if not place.is_dir():
            if name not in (SETTINGS_PATH, GLOSSARY_PATH):
                problems.add(_left_out(name, "move it into a bulletin’s folder, or out of content"))
            continue
        if not ID.fullmatch(place.name) or place.name == SITE_DOMAIN or len(place.name) > 60:
            problems.add(
                Problem(
                    f"content/{place.name}",
                    1,
                    "file-name",
                    f"a bulletin's folder cannot be named “{place.name}”",
                    "use small letters a to z, digits and hyphens, and not “site”",
                )
            )
            continue
        yield place.name


def _sources(place: Path, name: str, problems: Problems, seen: list[str]) -> Iterator[Source]:
    """The Markdown files in a folder and in those below it; all that is met goes into `seen`."""
    for path in _visible(place):
        inner = f"{name}/{path.name}"
        seen.append(inner)
        if path.is_dir():
            yield from _sources(path, inner, problems, seen)
        elif path.suffix == ".md":
            with problems.gathered():
                yield Source(inner, _text(path, inner))
        else:
            lost = name.endswith(("/routines", "/reminders"))
            remedy = "name it .md, or move it out of content"
            problems.add(_left_out(inner, remedy, warning=not lost))


def _left_out(name: str, remedy: str, *, warning: bool = True) -> Problem:
    wrong = "this file is no part of a bulletin, and is left out"
    return Problem(name, 1, "file-name", wrong, remedy, warning)


def locale_folders(folder: Path, problems: Problems) -> tuple[str, ...]:
    """The folders of the locales that are read; what else stands in locales/ is told."""
    found = []
    for place in _visible(folder / "locales"):
        if not place.is_dir():
            continue
        name = _catalogue_folder(place.name)
        if name == place.name:
            found.append(name)
            continue
        wrong = "this folder is not read" + (f": its language is {name}" if name else "")
        remedy = f"name it {name}" if name else "name it after a locale, such as zh_Hans"
        where = f"locales/{place.name}"
        problems.add(Problem(where, 1, "file-name", wrong, remedy, warning=True))
    return tuple(found)


def _catalogues(
    folder: Path, locales: Iterable[str], domain: str
) -> Iterator[tuple[tuple[str, str], bytes]]:
    """A domain's catalogues, in the locales that have one."""
    for name in locales:
        path = folder / "locales" / name / "LC_MESSAGES" / f"{domain}.po"
        if path.is_file():
            yield (name, domain), path.read_bytes()


def _catalogue_folder(name: str) -> str:
    """The name that a locale's folder should have; empty where it names no locale."""
    try:
        return locale(name).folder
    except UnknownLocale:
        return ""


def _templates(base: Path, problems: Problems) -> Iterator[tuple[str, str]]:
    folder = base / "templates"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in (".html", ".txt", ".xml") and not name.startswith(("assets/", "fonts/")):
            with problems.gathered():
                yield name, _text(path, f"templates/{name}")


def _assets(base: Path) -> Iterator[tuple[str, bytes]]:
    folder = base / "templates" / "assets"
    for path in _visible(folder):
        if path.is_file():
            yield path.name, path.read_bytes()


def _fonts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The package's faces by name; the site's own, in `content/_…/`, by path."""
    for path in _visible(_defaults() / "templates" / "fonts"):
        if path.suffix in _FONTS:
            yield path.name, path.read_bytes()
    for place in sorted((folder / "content").glob("_*")):
        for path in _visible(place):
            if path.suffix in _FONTS:
                yield path.relative_to(folder).as_posix(), path.read_bytes()
