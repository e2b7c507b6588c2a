"""Hold a site's files as they were read, and name their paths; nothing is parsed yet.

It imports next to nothing, so that a build which has nothing to do starts quickly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PICTURE = re.compile(
    rf"(?P<stem>{_ID.pattern})(?:\.(?P<tag>[a-z]{{2,3}}(?:-[A-Za-z0-9]+)*))?\.(?P<ending>png|jpe?g)"
)
_LONGEST_ID = 60
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
SETTINGS_PATH = "content/site.toml"
GLOSSARY_PATH = "content/glossary.toml"
SITE_DOMAIN = "site"
"""The domain of the templates' words and of site.toml's."""


def is_id(name: str) -> bool:
    """Return True for a valid name of a bulletin's folder or a document: it becomes an address."""
    return len(name) <= _LONGEST_ID and _ID.fullmatch(name) is not None


def notice_of(path: str) -> str:
    """Name the notice that a source of the site is of; empty for one that more depends on."""
    top, _, rest = path.partition("/")
    if top == "content" and path not in (SETTINGS_PATH, GLOSSARY_PATH) and rest[:1] != "_":
        return rest.partition("/")[0]
    domain = path.rpartition("/")[2].removesuffix(".po") if path.endswith(".po") else ""
    return domain if top == "locales" and domain != SITE_DOMAIN else ""


def picture_name(name: str) -> tuple[str, str] | None:
    """Part a picture's name into that of the picture and the language that it is for, if any.

    `map.zh-Hans.png` stands for `map.png` in zh-Hans. None for what no picture can be named.
    """
    found = None if kept_by_windows(name) else _PICTURE.fullmatch(name)
    return (f"{found['stem']}.{found['ending']}", found["tag"] or "") if found else None


def kept_by_windows(name: str) -> Fault | None:
    """Return what is wrong with a name that Windows cannot store, and what to do.

    https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    if _DEVICE.fullmatch(name):
        wrong = said(
            "Windows keeps the name “{name}” for itself, and cannot store the site", name=name
        )
        return Fault(wrong, said("choose another name"))
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file as it was read."""

    path: str
    """Relative to the site, with forward slashes: `content/x/routines/01-y.md`."""
    text: str
    """With lines ending in LF and no byte order mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """A site's files as they were read, and the package's own where the site has none."""

    site_toml: str
    glossary_toml: str
    """Empty where the site has none."""
    documents: Mapping[str, tuple[Source, ...]]
    """The Markdown files of each bulletin's folder."""
    catalogs: Mapping[tuple[str, str], bytes]
    """By locale folder and domain."""
    default_catalogs: Mapping[tuple[str, str], bytes]
    """The package's translations of its own templates' words."""
    templates: Mapping[str, str]
    """By name, such as `bulletin.html`."""
    sheets: Mapping[str, str]
    """The package's templates of sheets, where the site's own templates have none."""
    assets: Mapping[str, bytes]
    """By name, such as `site.css`."""
    fonts: Mapping[str, bytes]
    """The posters' faces: the package's by name, the site's own by path below the site."""
    drawings: Mapping[str, str]
    """The icons that come with the package by name; the site's own SVG files by path below it."""
    own_templates: bool
    """True where the templates are the site's own, and so in its source locale."""


def catalog_path(folder: str, domain: str) -> str:
    """Return a catalog's path, relative to the site."""
    return f"locales/{folder}/LC_MESSAGES/{domain}.po"
