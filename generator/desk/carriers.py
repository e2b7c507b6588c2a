"""Find what carries a fact: pages, sheets and texts, so that it is changed after a second look.

What is published is searched as it is. A sheet cannot be read like a page: its words are searched
as they are set, if it was printed with just these.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generator.desk.held import Held
from generator.facts import Fact, facts_used, typed_out
from generator.incremental import manifest
from generator.layout import SETTINGS_PATH, catalog_path
from generator.locales import Locale
from generator.model import POSTERS, Settings
from generator.output import checksums
from generator.output.atomic import replace_file
from generator.output.checksums import SUMS
from generator.posters import sheets
from generator.render.renderer import Renderer
from generator.site import pages
from generator.site.pages import Page

ADDRESS = ""
"""The name under which the address of the site is told among the facts."""
_LOOKED = "looked.json"
_TEXTS = (".html", ".txt", ".xml")
_UNSEEN = re.compile(r"<(style|svg)\b.*?</\1>", re.DOTALL)
"""Where numbers are measures."""
_TAIL = 2048
"""Bytes at the end of a PDF that have its mark."""
_SITEMAP = re.compile(r"Sitemap: (?P<address>.*/)[^/]*")


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that is to be another, or is one since the last publication."""

    name: str
    """As texts name it; `ADDRESS` for the site's own address."""
    old: str
    new: str
    """What it shows and where it leads, as `Settings.values`; empty for a fact that is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """All that carries a fact as it was, by paths: in the output, and in the site's folder."""

    change: Change
    pages: tuple[str, ...]
    """The published pages that show it, or lead to it."""
    texts: tuple[str, ...]
    """The published plain texts, feeds and lists for machines."""
    sheets: tuple[str, ...]
    """The published sheets, whose printed copies are to be replaced: their PDFs.

    One that has little room may leave words out that its notice has, and is listed all the same."""
    named: tuple[str, ...]
    """The documents and catalogs that name it, and change by themselves."""
    typed: tuple[str, ...]
    """Those in which somebody has typed it out: they stay as they are, and want a hand."""


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Texts of a notice in a language that are to be signed anew, since a fact in them changes."""

    slug: str
    locale: Locale
    number: int
    is_withheld: bool
    """True where the notice goes from the site in that language until they are."""


def unsigned(held: Held, after: Settings) -> Iterator[Unsigned]:
    """Yield what loses its signatures with other settings: they are of a text with its facts."""
    was, now = held.site, replace(held.site, settings=after)
    shown, then = (held.standings(one) for one in (was, now))
    for bulletin in was.bulletins:
        for locale in held.spoken:
            before, coming = (one.coverage(bulletin, locale).unapproved for one in (was, now))
            number = len({one.key for one in coming} - {one.key for one in before})
            if number:
                key = bulletin.slug, locale.tag
                goes = then.of[key].is_withheld and not shown.of[key].is_withheld
                yield Unsigned(bulletin.slug, locale, number, goes)


def changes(before: Settings, after: Settings) -> tuple[Change, ...]:
    """Find the facts of some settings that are others, or gone, in new ones.

    Another contact in the first place is another hotline for every page.
    """
    was = {ADDRESS: before.base_url, **before.values}
    now = {ADDRESS: after.base_url, **after.values}
    found = [
        Change(name, old, now.get(name, ""))
        for name, old in was.items()
        if old and now.get(name, "") != old
    ]
    first, other = (one.contacts[0].fact.name if one.contacts else "" for one in (before, after))
    if first and other and first != other and first not in {one.name for one in found}:
        found.append(Change(first, was[first], now[other]))
    return tuple(found)


def unlooked(held: Held, output: Path) -> tuple[Change, ...]:
    """List the facts that are others than in what is published, and that nobody has looked at.

    Whoever publishes asks this first, and sends people to the desk's page `/site/changed/` as long
    as there are any: site.toml may have been edited outside of the desk. `output` is the folder
    that is published. What was published is known from the last build's manifest in `.cache`, and
    what was looked at from `looked` below. Nothing where nothing is published yet.
    """
    settings, seen = held.site.settings, _looked_at(held.folder)
    now = {ADDRESS: settings.base_url, **settings.values}
    found = (Change(name, old, now.get(name, "")) for name, old in _published(held, output))
    changed = (one for one in found if one.new != one.old and seen.get(one.name) != one.new)
    return tuple(dict.fromkeys(changed))


def looked(folder: Path, seen: Iterable[Change]) -> None:
    """Note that somebody has looked at these changes; it is forgotten with the cache.

    Raises `OSError` where the disk fails: then they are to be looked at once more.
    """
    known = {**_looked_at(folder), **{one.name: one.new for one in seen}}
    data = json.dumps(known, ensure_ascii=False, sort_keys=True).encode()
    replace_file(_record(folder), data)


def _record(folder: Path) -> Path:
    return folder / manifest.FOLDER / "desk" / _LOOKED


def _looked_at(folder: Path) -> dict[str, str]:
    try:
        found = json.loads(_record(folder).read_bytes())
        return {str(name): str(value) for name, value in dict(found).items()}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}


def _published(held: Held, output: Path) -> Iterator[tuple[str, str]]:
    """Yield each fact that a published notice shows, and the site's address, with their values."""
    with suppress(OSError, ValueError):
        for line in (output / "robots.txt").read_text("utf-8").splitlines():
            if found := _SITEMAP.fullmatch(line):
                yield ADDRESS, found["address"]
    if (output / SUMS).is_file():
        for unit in manifest.recall(held.folder, output).units.values():
            yield from unit.facts.items()


def carriers(held: Held, output: Path, before: Settings, change: Change) -> Carriers:
    """Find everything that carries a fact as it is in the settings `before` the change.

    `held` is the site with whatever settings; `output` is the folder that is published.
    """
    named, typed = _sources(held, before, change)
    found = tuple(path for path in _files(output) if _carries(output / path, before, change))
    return Carriers(
        change=change,
        pages=tuple(path for path in found if path.endswith(".html")),
        texts=tuple(path for path in found if not path.endswith(".html")),
        sheets=_sheets(held, output, before, change),
        named=named,
        typed=typed,
    )


def _files(output: Path) -> list[str]:
    """List the published pages and plain texts."""
    found = sorted(path for path, _ in checksums.of(output))
    return [path for path in found if path.endswith(_TEXTS)]


def _carries(path: Path, before: Settings, change: Change) -> bool:
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError):  # it is no longer there, or somebody else's
        return False
    if path.suffix == ".html":
        text = html.unescape(_UNSEEN.sub("", text))
    return any(one.search(text) for one in _patterns(_fact(before, change), before.base_url))


def _fact(settings: Settings, change: Change) -> Fact | None:
    """Find a fact as it was, of which settings may know only what it is by now."""
    if change.name == ADDRESS:
        return None
    known = settings.facts.get(change.name)
    if known and settings.values[change.name] == change.old:
        return known
    text, _, href = change.old.removesuffix(">").partition(" <")
    return Fact(change.name, text, href)


@lru_cache(maxsize=64)
def _patterns(fact: Fact | None, address: str) -> tuple[re.Pattern[str], ...]:
    """Make the patterns of a fact, or of the site's address, in what readers see and follow."""
    if fact is None:
        words = address.partition("://")[2].removesuffix("/")
        return re.compile(re.escape(address)), typed_out(words)
    target = fact.href.partition(":")[2] if fact.is_phone or "@" in fact.href else fact.href
    shown = (fact.text, fact.typed, target.removesuffix("/"))
    return tuple(typed_out(one) for one in dict.fromkeys(shown) if one)


def _sources(
    held: Held, before: Settings, change: Change
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the site's own texts that name a fact, and those in which it is typed out."""
    fact, files = _fact(before, change), held.files
    patterns = _patterns(fact, before.base_url)
    texts = {one.path: one.text for own in files.documents.values() for one in own}
    words = "\n".join(one.msgid for one in held.site.settings.messages)
    texts[SETTINGS_PATH] = words
    for (folder, domain), data in files.catalogs.items():
        # What translators are told names each fact with its value.
        rows = data.decode("utf-8", "replace").splitlines()
        texts[catalog_path(folder, domain)] = "\n".join(row for row in rows if row[:1] != "#")
    named = [path for path, text in texts.items() if change.name in facts_used(text)]
    typed = [path for path, text in texts.items() if any(one.search(text) for one in patterns)]
    return tuple(sorted(named)), tuple(sorted(typed))


# Sheets.


def _sheets(held: Held, output: Path, before: Settings, change: Change) -> tuple[str, ...]:
    """List the published sheets that have a fact on them.

    Of a sheet whose notice was edited since, it is not known which words it has: it is listed where
    its notice had the fact anywhere.
    """
    published = {path for path, _ in checksums.of(output) if path.endswith(".pdf")}
    units = manifest.recall(held.folder, output).units.values()
    suspect = {path for unit in units if change.name in unit.facts for path in unit.paths}
    if change.name == ADDRESS:
        suspect = published
    patterns = _patterns(_fact(before, change), before.base_url)
    words, found = _words(held, before), set()
    for page, own in _planned(held, before):
        if paths := [path for path in own if path in published]:
            says = words.sheet_words(page)
            known = {path for path in paths if _is_as_set(output / path, says)}
            published -= known
            says = html.unescape(says.replace("\\n", "\n"))
            found |= known if any(one.search(says) for one in patterns) else set()
    found |= {path for path in published & suspect if sheets.version_of(_end(output / path))}
    return tuple(sorted(found))


def _is_as_set(path: Path, words: str) -> bool:
    """Tell whether a sheet was printed with just these words."""
    version = sheets.version_of(_end(path))
    return version is not None and version.words == sheets.sum_of(words)


def _words(held: Held, settings: Settings) -> Renderer:
    site = replace(held.site, settings=settings)
    return Renderer(site, held.standings(), {})


def _planned(held: Held, settings: Settings) -> Iterator[tuple[Page, list[str]]]:
    """Yield each page of the site that is a sheet, with the PDFs that are printed of it."""
    site, shown = replace(held.site, settings=settings), held.standings()
    for bulletin in site.bulletins if shown.locales else ():
        for page in pages.of_bulletin(site, bulletin, shown):
            if page.kind in POSTERS:
                yield page, [job.pdf for job in pages.prints(site, [page]) if job.pdf]


def _end(path: Path) -> bytes:
    """Read the end of a file; nothing of one that is gone."""
    try:
        with path.open("rb") as stream:
            stream.seek(-min(_TAIL, path.stat().st_size), os.SEEK_END)
            return stream.read()
    except OSError:
        return b""
