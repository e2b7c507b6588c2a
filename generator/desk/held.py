"""Hold a site as it was read, so that one text is checked without reading all the others again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from generator import moments
from generator.build.bulletins import check_bulletin
from generator.catalogs.lookup import Lexicon
from generator.checks import locate
from generator.desk.files import Place
from generator.diagnostics.errors import Problem, Problems, Refused
from generator.layout import (
    GLOSSARY_PATH,
    SETTINGS_PATH,
    SITE_DOMAIN,
    Files,
    Source,
    catalog_path,
    picture_name,
)
from generator.locales import Locale
from generator.model import Bulletin, Picture, newest_first
from generator.render import templates
from generator.site import advice, check, pages
from generator.site.pages import Standings
from generator.site.site import Site, assemble, bulletins, foreign_sources, lexicons_of
from generator.source import reader
from generator.source.folder import Folder
from generator.text import encoding

_OF_SITE = (SETTINGS_PATH, GLOSSARY_PATH)
_SOON = timedelta(minutes=5)
"""So long a site is held at most: what is in force depends on the hour."""


@dataclass(frozen=True, eq=False)
class Held:
    """A site as it was read; what is worked out of it is kept by it."""

    folder: Path
    files: Files = field(repr=False)
    site: Site = field(repr=False)
    unread: tuple[Problem, ...]
    """What is wrong with its files so that they cannot be read."""
    unparsed: tuple[Problem, ...]
    """What is wrong in them so far, their texts not yet checked."""
    known: frozenset[str] = frozenset()
    """Every name by which a link may lead to a notice."""
    hidden: frozenset[str] = frozenset()
    """Of those, the notices that are not filled in yet."""
    judged: dict[str, tuple[Problem, ...]] = field(default_factory=dict, repr=False)
    """What was found wrong with notices that somebody asked for."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with its files so far."""
        return (*self.unread, *self.unparsed)

    @cached_property
    def spoken(self) -> tuple[Locale, ...]:
        """The languages in which the words of the pages are finished."""
        try:
            return pages.spoken(self.site)
        except Refused:  # in none of them
            return ()

    def standings(self, site: Site | None = None) -> Standings:
        """Tell how each notice stands in each language; of the site with changes, if one is given.

        None stands anywhere where the words of the pages are finished in no language.
        """
        if not self.spoken:
            return Standings((), {})
        return pages.standings(site or self.site, self.spoken)

    @cached_property
    def by_slug(self) -> Mapping[str, Bulletin]:
        """The notices that could be read."""
        return {one.slug: one for one in self.site.bulletins}

    def bulletin(self, slug: str) -> Bulletin | None:
        """Find a notice that could be read."""
        return self.by_slug.get(slug)


def hold(folder: Path, now: datetime, before: Held | None = None) -> Held:
    """Read a site; what was held `before` is given back as long as no file of it is another.

    Only the notices and catalogs that have changed are parsed again. Raise `Refused` where
    site.toml cannot be used, `Misused` where the folder is no site, `Unable` where the disk fails.
    """
    problems = Problems()
    files = reader.read(folder, problems)
    unread = problems.errors + problems.warnings
    if before and (before.files, before.unread) == (files, unread):
        at = moments.in_zone(now, before.site.settings.time_zone)
        if at - before.site.now < _SOON:
            return before
    made = _brought_up(before, files) if before and before.unread == unread else None
    made = made or _assembled(folder, files, unread)
    at = moments.in_zone(now, made.site.settings.time_zone)
    former = (old for one in made.site.bulletins for old in one.moved_from)
    known = frozenset((*files.documents, *former))
    hidden = frozenset(one.slug for one in made.site.bulletins if not one.is_filled_in)
    site = replace(made.site, now=at)
    judged = made.judged if before and _judge_alike(before, known, hidden, at) else {}
    return replace(made, site=site, known=known, hidden=hidden, judged=judged)


def _judge_alike(before: Held, known: frozenset[str], hidden: frozenset[str], at: datetime) -> bool:
    """Tell whether what did not change is judged as before: by links to others, and by the hour."""
    was = before.site.now
    is_same_hour = (was.date(), was.hour) == (at.date(), at.hour)
    return is_same_hour and (before.known, before.hidden) == (known, hidden)


def _assembled(folder: Path, files: Files, unread: tuple[Problem, ...]) -> Held:
    problems = Problems()
    problems.add(*unread)
    sound = templates.sound_templates(files.templates, problems)
    site = assemble(replace(files, templates=sound), problems)
    found = problems.errors + problems.warnings
    if site is None:
        raise Refused(found)
    return Held(folder, files, site, unread, tuple(one for one in found if one not in unread))


def _brought_up(before: Held, files: Files) -> Held | None:
    """Parse what has changed of some notices; None where other files of the site have, too."""
    was = before.files
    if _shared(was) != _shared(files) or not was.catalogs.keys() <= files.catalogs.keys():
        return None
    documents, catalogs = files.documents, files.catalogs
    changed = {slug: own for slug, own in documents.items() if was.documents.get(slug) != own}
    edited = {key: data for key, data in catalogs.items() if was.catalogs.get(key) != data}
    gone = {*changed, *(was.documents.keys() - documents.keys())}
    problems, site = Problems(), before.site
    problems.add(*before.unread)
    found = tuple(bulletins(changed, site.settings.source_locale, site.walk, problems))
    problems.add(*foreign_sources(found, site.settings.locales))
    others = {key: own for key, own in site.lexicons.items() if key not in edited}
    site = replace(
        site,
        bulletins=newest_first((*(one for one in site.bulletins if one.slug not in gone), *found)),
        lexicons={**others, **lexicons_of(edited, problems)},
    )
    paths = (*(f"content/{slug}/" for slug in gone), *(catalog_path(*key) for key in edited))
    new = (one for one in problems.errors + problems.warnings if one not in before.unread)
    unparsed = (*(one for one in before.unparsed if not one.path.startswith(paths)), *new)
    domains = {domain for _, domain in edited}
    kept = {} if SITE_DOMAIN in domains else before.judged
    judged = {slug: own for slug, own in kept.items() if slug not in gone | domains}
    # The rest is the same: two sites that are held do not take the room of two.
    files = replace(was, documents=documents, catalogs=catalogs)
    return Held(before.folder, files, site, before.unread, unparsed, judged=judged)


def _shared(files: Files) -> Files:
    """Take what every notice is judged by."""
    return replace(files, documents={}, catalogs={})


def with_document(held: Held, place: Place, data: bytes) -> Held:
    """Hold one notice of the site alone, with a document as it would be if this were saved.

    It has no translations: what is wrong with these, nobody asks while a document is written.
    """
    slug, site, problems = place.path.split("/")[1], held.site, Problems()
    sources = {one.path: one for one in held.files.documents.get(slug, ())}
    with problems.gathered():
        sources[place.path] = Source(place.path, encoding.text(data, place.path))
    made: tuple[Bulletin, ...] = ()
    if not problems.errors:
        documents = {slug: tuple(sources.values())}
        made = tuple(bulletins(documents, site.settings.source_locale, site.walk, problems))
        problems.add(*foreign_sources(made, site.settings.locales))
    found = tuple(one for one in held.problems if not one.path.startswith(f"content/{slug}/"))
    empty = {key: Lexicon(catalog_path(*key)) for key in site.lexicons if key[1] == slug}
    typed = replace(
        held,
        files=replace(held.files, documents={slug: tuple(sources.values())}),
        site=replace(site.with_bulletins(made, empty), now=site.now),
        unread=(),
        unparsed=(*found, *problems.errors, *problems.warnings),
        judged={},
    )
    typed.__dict__["spoken"] = held.spoken  # the words of the pages are the same
    return typed


def with_settings(held: Held, place: Place, data: bytes) -> Held:
    """Hold the site without its notices, with site.toml or the glossary as it would be.

    Raise `Refused` where that cannot be used.
    """
    text = encoding.text(data, place.path)
    own = {key: one for key, one in held.files.catalogs.items() if key[1] == SITE_DOMAIN}
    files = replace(held.files, documents={}, catalogs=own)
    if place.path == GLOSSARY_PATH:
        files = replace(files, glossary_toml=text)
    else:
        files = replace(files, site_toml=text)
    unread = tuple(one for one in held.unread if is_of(one.path, SITE_DOMAIN))
    made = _assembled(held.folder, files, tuple(one for one in unread if one.path != place.path))
    return replace(made, site=replace(made.site, now=held.site.now))


def problems_of(held: Held, slug: str) -> tuple[Problem, ...]:
    """Find what `check` says of a notice and its translations, but for sheets and pictures' bytes.

    Of `site`, it is what it says of site.toml, the glossary and the words of the pages. Each is at
    its very line; errors come first.
    """
    if slug not in held.judged:
        held.judged[slug] = _judged(held, slug)
    return held.judged[slug]


def _judged(held: Held, slug: str) -> tuple[Problem, ...]:
    problems, site = Problems(), held.site
    own = f"content/{slug}"
    catalogs = {key: data for key, data in held.files.catalogs.items() if key[1] == slug}
    problems.add(*(one for one in held.problems if is_of(one.path, slug)))
    if found := held.bulletin(slug):
        bulletin = replace(found, pictures=_pictures(held.folder, own))
        shown = held.standings(replace(site, bulletins=(bulletin,)))
        check_bulletin(site, bulletin, shown, problems)
        if not problems.errors:
            links = check.links_to_notices(site, site.messages(found))
            problems.add(*check.dead_links(links, held.known, held.hidden))
    if slug == SITE_DOMAIN:
        problems.add(*check.site_problems(site))
        problems.add(*advice.of_facts(site.settings), *advice.of_address(site.settings))
    locate.refine(problems, held.files.documents.get(slug, ()), catalogs)
    return problems.errors + problems.warnings


def is_of(path: str, slug: str) -> bool:
    """Tell whether a file is one of a notice, or of the site's own words (`site`)."""
    if slug == SITE_DOMAIN and (path.startswith("templates/") or path in _OF_SITE):
        return True
    own = f"content/{slug}"
    return path.startswith(f"{own}/") or path == own or path.endswith(f"/LC_MESSAGES/{slug}.po")


def _pictures(folder: Path, own: str) -> dict[str, Picture]:
    """Name the pictures of a notice; whether they are sound, a build tells."""
    found = Folder(folder).visible_entries(own, Problems())
    names = [one.name for one in found if not one.is_folder and picture_name(one.name)]
    return {name: Picture(name, b"", 0, 0) for name in names}
