"""The translators' commands: extract, init and update. Composition only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import merging, po, po_reading
from generator.disk import replace_file
from generator.errors import Misused, Problems, Unable
from generator.extraction import Message
from generator.loading import load_site
from generator.locales import Locale, UnknownLocale, locale
from generator.model import SITE_DOMAIN
from generator.settings import PATH as SETTINGS_PATH
from generator.settings_editing import with_locale
from generator.site import Files, Site, catalogue_path

_SITE_DAY = "1970-01-01"
"""The words of the site have no day of their own, and no clock is read."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a command wrote: paths relative to the site."""

    changed: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Domain:
    name: str
    day: str
    messages: tuple[Message, ...]


def extract(folder: Path) -> Written:
    """Write `locales/<domain>.pot` for every domain, and remove those of bulletins that are gone.

    Raises `Refused` with everything that keeps the source from being read; then writes nothing.
    """
    _, site = _read(folder)
    pots = {
        f"locales/{domain.name}.pot": po.write(merging.template(domain.messages, domain.day))
        for domain in _domains(site)
    }
    stale = [
        f"locales/{path.name}"
        for path in sorted((folder / "locales").glob("*.pot"))
        if f"locales/{path.name}" not in pots
    ]
    written = _write(folder, pots)
    for path in stale:
        (folder / path).unlink()
    return Written(written.changed, written.unchanged, tuple(stale))


def init(folder: Path, tag: str) -> Written:
    """Add a locale: its entry in site.toml and its catalogues, empty but for what is known.

    Raises `Misused` where the tag is no locale or the site has it already.
    """
    try:
        added = locale(tag)
    except UnknownLocale as error:
        raise Misused(f"{error}; write a BCP 47 tag such as fr or zh-Hant") from None
    files, site = _read(folder)
    if added in site.settings.locales:
        raise Misused(f"{added.tag} is one of the site's languages already; run update instead")
    toml = with_locale(files.site_toml, added.tag)
    merged = dict(_merged(files, site, [added]))
    return _write(folder, {**merged, SETTINGS_PATH: toml.encode()})


def update(folder: Path) -> Written:
    """Bring every locale's catalogues up to the source; what is unchanged is not touched.

    Raises `Refused` with everything that keeps a file from being read; then writes nothing.
    """
    files, site = _read(folder)
    return _write(folder, dict(_merged(files, site, site.settings.locales)))


def _read(folder: Path) -> tuple[Files, Site]:
    """The site, as far as catalogues need it: translations may still be wrong."""
    problems = Problems()
    files, site = load_site(folder, problems)
    problems.refuse()
    assert site is not None  # refused above, with the reason
    return files, site


def _domains(site: Site) -> Iterator[_Domain]:
    yield _Domain(SITE_DOMAIN, _SITE_DAY, site.site_messages)
    for bulletin in site.bulletins:
        yield _Domain(bulletin.slug, bulletin.date.isoformat(), site.messages(bulletin))


def _merged(files: Files, site: Site, locales: Sequence[Locale]) -> Iterator[tuple[str, bytes]]:
    """Every catalogue of these locales as it should be, by path."""
    for one in locales:
        elsewhere = _translated_in(site, one)
        for domain in _domains(site):
            path = catalogue_path(one.folder, domain.name)
            data = files.catalogues.get((one.folder, domain.name))
            catalogue = (
                merging.empty(one, domain.day) if data is None else po_reading.read(data, path)
            )
            yield path, po.write(merging.merge(catalogue, domain.messages, elsewhere.get))


def _translated_in(site: Site, one: Locale) -> Mapping[str, po.Entry]:
    """The finished translations of a locale, by msgid alone: the first one found."""
    found: dict[str, po.Entry] = {}
    for (folder, _), lexicon in sorted(site.lexicons.items()):
        for entry in lexicon.entries.values() if folder == one.folder else ():
            if entry.translated and entry.msgid_plural is None:
                found.setdefault(entry.msgid, entry)
    return found


def _write(folder: Path, files: Mapping[str, bytes]) -> Written:
    try:
        changed = [path for path in sorted(files) if _now(folder / path) != files[path]]
        for path in changed:
            replace_file(folder / path, files[path])
    except OSError as error:
        raise Unable(f"{error.filename}: cannot be written: {error.strerror}") from error
    return Written(tuple(changed), len(files) - len(changed))


def _now(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
