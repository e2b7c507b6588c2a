"""Disk -> Files. The only module that reads a site."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path

from generator.content import Source
from generator.errors import Misused, Problem, Problems, Refused, Unable
from generator.glossary import PATH as GLOSSARY_PATH
from generator.identity import ID
from generator.lines import unified
from generator.locales import UnknownLocale, locale
from generator.model import SITE_DOMAIN
from generator.settings import PATH as SETTINGS_PATH
from generator.site import Files

_CONFLICT = re.compile(r"^<{7} .*\n(?:.*\n)*?={7}\n", re.MULTILINE)
_FONTS = (".otf", ".ttf", ".woff2")
_PACKAGE = Path(__file__).parent
_MOST_BYTES = 2_000_000
"""More than any notice; a larger file is a mistake."""


def read(folder: Path, problems: Problems) -> Files:
    """Every file of the site in `folder`; what cannot be used goes into `problems`.

    Raises `Misused` where the folder is no site, `Unable` where the disk fails.
    """
    if not (folder / "content").is_dir():
        raise Misused(
            f"{folder} has no folder content; run the command in the site's folder, "
            "or name that with --site"
        )
    own = (folder / "templates").is_dir()
    base = folder if own else _defaults()
    try:
        return Files(
            _settings_text(folder, problems),
            _glossary_text(folder, problems),
            dict(_documents(folder, problems)),
            dict(_catalogues(folder, problems)),
            dict(_catalogues(_defaults(), problems, (SITE_DOMAIN,))),
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


def _documents(folder: Path, problems: Problems) -> Iterator[tuple[str, tuple[Source, ...]]]:
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
        yield place.name, tuple(_sources(place, f"content/{place.name}", problems))


def _sources(place: Path, name: str, problems: Problems) -> Iterator[Source]:
    for path in _visible(place):
        inner = f"{name}/{path.name}"
        if path.is_dir():
            yield from _sources(path, inner, problems)
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


def _catalogues(
    folder: Path, problems: Problems, domains: Container[str] | None = None
) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Every catalogue below `locales/`, or only those of some domains."""
    for place in _visible(folder / "locales"):
        if not place.is_dir():
            continue
        name = _catalogue_folder(place.name)
        if name != place.name:
            problems.add(
                Problem(
                    f"locales/{place.name}",
                    1,
                    "file-name",
                    "this folder is not read" + (f": its language is {name}" if name else ""),
                    f"name it {name}" if name else "name it after a locale, such as zh_Hans",
                    warning=True,
                )
            )
            continue
        for path in _visible(place / "LC_MESSAGES"):
            if path.suffix == ".po" and (domains is None or path.stem in domains):
                yield (name, path.stem), path.read_bytes()


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
