"""Run the translators' commands extract, init and update, over the catalogs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.build.load import load_site
from generator.catalogs import merge, po, reader, records
from generator.catalogs.extract import Message
from generator.catalogs.glossary_notes import finder, hinted
from generator.catalogs.po import Key
from generator.checks.rules import RULES
from generator.commands.opencc import converter, convertible
from generator.config.edit import with_locale
from generator.diagnostics.errors import READ, WRITTEN, Misused, Refused, disk_errors
from generator.diagnostics.messages import said
from generator.layout import SETTINGS_PATH, SITE_DOMAIN, Files, catalog_path
from generator.locales import Locale, UnknownLocale, locale
from generator.output.atomic import replace_file
from generator.site.site import Site
from generator.text.chinese_spacing import spaced

_SITE_DAY = "1970-01-01"
"""The day of the site's own words, which have none; no clock is read."""


_RULES = frozenset(rule.id for rule in RULES)


@dataclass(frozen=True, slots=True)
class Written:
    """What a command wrote: paths relative to the site."""

    changed: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...] = ()
    advice: str = ""
    """How the command could have done more; empty for nothing."""


@dataclass(frozen=True, slots=True)
class _Domain:
    name: str
    day: str
    messages: tuple[Message, ...]
    sources: tuple[Locale, ...]
    """The language that each of them is written in."""


def extract(folder: Path) -> Written:
    """Write `locales/<domain>.pot` for every domain, and remove those of bulletins that are gone.

    A .pot that another program made is left alone. Raise `Refused` with everything that keeps the
    source from being read, and then write nothing; `Misused` where the folder is no site, `Unable`
    where the disk fails.
    """
    _, site = load_site(folder)
    pots = {
        f"locales/{domain.name}.pot": po.write(merge.template(domain.messages, domain.day))
        for domain in _domains(site)
    }
    stale = tuple(path for path in _own_templates(folder) if path not in pots)
    written = _write(folder, pots)
    for path in stale:
        with disk_errors(path, said("removed")):
            (folder / path).unlink(missing_ok=True)
    return replace(written, removed=stale)


def _own_templates(folder: Path) -> list[str]:
    """Find the .pot files that this program has written, relative to the site."""
    with disk_errors("locales", READ):
        names = sorted(path.name for path in (folder / "locales").glob("*.pot"))
    found = []
    for path in (f"locales/{name}" for name in names):
        with suppress(Refused):  # what cannot be read is another program's
            data = _read_file(folder, path)
            if data is not None and merge.is_template(reader.read(data, path)):
                found.append(path)
    return found


def init(folder: Path, tag: str) -> Written:
    """Add a locale: its entry in site.toml and its catalogs, empty but for what is known.

    Chinese in a script that the site has not yet is drafted from the one that it has; every such
    entry is to be reviewed.

    Raise `Misused` where the tag is no locale, the site has it already, or the folder is no site;
    `Refused` with everything that keeps a file from being read; `Unable` where the disk fails.
    """
    try:
        added = locale(tag)
    except UnknownLocale as error:
        raise Misused(
            said("{error}; write a BCP 47 tag such as fr or zh-Hant", error=error)
        ) from None
    files, site = load_site(folder)
    if added in site.settings.locales:
        raise Misused(
            said("{tag} is one of the site's languages already; run update instead", tag=added.tag)
        )
    # The bytes are read again: the site's text has lost its byte order mark and its line breaks.
    with disk_errors(SETTINGS_PATH, READ):
        toml = (folder / SETTINGS_PATH).read_bytes().decode()
    merged = dict(_merged(files, site, [added]))
    relative = next((one for one in site.settings.locales if convertible(one, added)), None)
    convert = converter(relative, added) if relative else None
    if relative and convert:
        drafts = _drafts(site, relative, convert)
        merged = {
            path: _drafted(data, path, drafts[PurePosixPath(path).stem], relative)
            for path, data in merged.items()
        }
    # The settings last: where the disk failed before, init can be run again.
    settings = {SETTINGS_PATH: with_locale(toml, added.tag).encode()}
    written = _write(folder, merged | settings)
    if not relative or convert:
        return written
    advice = said(
        "install the library opencc, and the wording is drafted from {tag}", tag=relative.tag
    )
    return replace(written, advice=advice)


def update(folder: Path) -> Written:
    """Bring every locale's catalogs up to the source; what is unchanged is not touched.

    Raise `Refused` with everything that keeps a file from being read, and then write nothing;
    `Misused` where the folder is no site, `Unable` where the disk fails.
    """
    files, site = load_site(folder)
    return _write(folder, dict(_merged(files, site, site.settings.locales)))


def _domains(site: Site) -> Iterator[_Domain]:
    words = site.site_messages
    yield _Domain(SITE_DOMAIN, _SITE_DAY, words, tuple(map(site.source_of, words)))
    for bulletin in site.bulletins:
        messages, source = site.messages(bulletin), bulletin.source_locale
        day = bulletin.date.day.isoformat()
        yield _Domain(bulletin.slug, day, messages, (source,) * len(messages))


def updated(files: Files, site: Site, one: Locale, name: str) -> bytes:
    """Bring one domain's catalog in a locale up to the source, as `update` would.

    Raise `Refused` with everything that keeps it from being read.
    """
    return dict(_merged(files, site, [one], name))[catalog_path(one.folder, name)]


def _merged(
    files: Files, site: Site, locales: Sequence[Locale], only: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Bring every catalog of these locales up to the source, or that of one domain, by path."""
    found = finder(site.glossary, site.settings.facts)
    for one in locales:
        elsewhere = _translated_in(site, one)
        for domain in (domain for domain in _domains(site) if only in ("", domain.name)):
            path = catalog_path(one.folder, domain.name)
            data = files.catalogs.get((one.folder, domain.name))
            catalog = merge.empty(one, domain.day) if data is None else reader.read(data, path)
            sourced = zip(domain.messages, domain.sources, strict=True)
            messages = tuple(hinted(message, source, one, found) for message, source in sourced)
            counted = merge.in_locale(catalog, messages, one, domain.day)
            merged = merge.merge(counted, messages, elsewhere.get)
            spaced_out = _spaced(merged, one, site.settings.chinese_spacing)
            yield path, po.write(records.moved(spaced_out, _RULES))


def _spaced(catalog: po.Catalog, one: Locale, choice: str) -> po.Catalog:
    """Set the spaces of Chinese translations right, as the site chose."""
    if not one.chinese or choice == "any":
        return catalog
    entries = []
    for entry in catalog.entries:
        texts = tuple(spaced(text, choice) for text in entry.msgstr)
        entries.append(entry if texts == entry.msgstr else entry.changed(msgstr=texts))
    return replace(catalog, entries=tuple(entries))


def _translated_in(site: Site, one: Locale) -> Mapping[str, po.Entry]:
    """Find a locale's finished translations by msgid alone: the first one of each."""
    found: dict[str, po.Entry] = {}
    for (folder, _), lexicon in sorted(site.lexicons.items()):
        for entry in lexicon.entries.values() if folder == one.folder else ():
            if entry.translated and entry.msgid_plural is None:
                found.setdefault(entry.msgid, entry)
    return found


def _drafts(
    site: Site, relative: Locale, convert: Callable[[str], str]
) -> Mapping[str, Mapping[Key, str]]:
    """Convert what a locale related to a new one says, by domain and message."""
    vocabularies = [
        (SITE_DOMAIN, site.site_vocabulary(relative, source), messages)
        for source, messages in site.site_messages_by_source.items()
    ] + [
        (bulletin.slug, site.vocabulary(bulletin, relative), site.messages(bulletin))
        for bulletin in site.bulletins
    ]
    made: dict[str, dict[Key, str]] = {}
    for domain, vocabulary, messages in vocabularies:
        drafts = made.setdefault(domain, {})
        for message in messages:
            worded = vocabulary.worded(message.key)
            if worded.locale == relative:
                drafts[message.key] = convert(worded.text)
    return made


def _drafted(data: bytes, path: str, drafts: Mapping[Key, str], relative: Locale) -> bytes:
    """Put drafts, to be reviewed, into the empty entries of a catalog.

    A short text may be the same in both scripts; nobody has to say so again.
    """
    catalog = reader.read(data, path)
    note = f"Converted from {relative.tag} by a program."
    entries = tuple(
        entry.changed(
            msgstr=(drafts[entry.key],),
            flags=tuple(dict.fromkeys((*entry.flags, po.FUZZY))),
            comments=(*entry.comments, _same(drafts[entry.key], entry) + note),
        )
        if entry.key in drafts and len(entry.msgstr) == 1 and not entry.has_words
        else entry
        for entry in catalog.entries
    )
    return po.write(replace(catalog, entries=entries))


def _same(draft: str, entry: po.Entry) -> str:
    return "ignore-same: " if draft == entry.msgid else ""


def _write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Write the files that have changed, in turn."""
    changed = []
    for path, data in files.items():
        if _read_file(folder, path) != data:
            with disk_errors(path, WRITTEN):
                replace_file(folder / path, data)
            changed.append(path)
    return Written(tuple(sorted(changed)), len(files) - len(changed))


def _read_file(folder: Path, path: str) -> bytes | None:
    with disk_errors(path, READ):
        return (folder / path).read_bytes() if (folder / path).is_file() else None
