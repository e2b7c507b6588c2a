"""Run `approve`: somebody signs a notice's words in a language off, in its catalog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator import moments
from generator.build.load import asked_for, load_site
from generator.catalogs import amend, po, reader, records
from generator.catalogs.extract import Message
from generator.catalogs.lookup import State
from generator.catalogs.po import Catalog, Entry, Key
from generator.diagnostics.errors import WRITTEN, Fault, Misused, Problem, disk_errors
from generator.diagnostics.messages import listed, said
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.layout import SETTINGS_PATH, SITE_DOMAIN, catalog_path
from generator.locales import Locale
from generator.markdown.forbidden import SIGN
from generator.model import Settings
from generator.output.atomic import replace_file
from generator.site.site import Site
from generator.text.unicode import person

_SHOWN = 40
"""Characters of a message that are quoted."""


@dataclass(frozen=True, slots=True)
class Approved:
    """What was signed, and what was not."""

    path: str
    """The catalog's, relative to the site."""
    name: str
    signed: int
    before: int
    """How many the same person had signed already, as they are."""
    unsigned: tuple[Problem, ...]
    """What nobody can approve of as it is, and why."""
    nameless: int = 0
    """How many of the signed translations nobody says that they made."""


def approve(folder: Path, slug: str, tag: str, name: str, *, now: datetime) -> Approved:
    """Write a person's approvals of a notice's words in a language, `site` for the pages' own.

    They are dated as the site's clocks show. What is not finished, and what the person translated,
    is left out and told. What was sent back, and is signed now, loses the remark that said why;
    every other line of the catalog stays as it is. Raise `Misused` for a name that site.toml does
    not have, or an unknown notice or language, `Refused` where a file cannot be read, `Unable`
    where the disk fails.
    """
    files, site = load_site(folder)
    one = asked_for(tag, site.settings.locales)
    day = moments.in_zone(now, site.settings.time_zone).date().isoformat()
    path, data = catalog_path(one.folder, slug), files.catalogs.get((one.folder, slug), b"")
    made, done = signed(site, slug, one, reader.read(data, path), name, day)
    if done.signed:
        with disk_errors(path, WRITTEN):
            replace_file(folder / path, po.write(made))
    return done


def signed(
    site: Site, slug: str, one: Locale, catalog: Catalog, name: str, day: str
) -> tuple[Catalog, Approved]:
    """Write a person's approvals into a catalog, which is the one that the site has.

    Raise `Misused` for a name that site.toml does not have, or an unknown notice.
    """
    name, path = _known(site.settings, name), catalog_path(one.folder, slug)
    approvals = site.approvals(one, slug)
    live = {entry.key: entry for entry in catalog.entries if not entry.obsolete}
    made: dict[Key, Entry] = {}
    unsigned, before = [], 0
    for message, state in _states(site, slug, one):
        entry = live.get(message.key)
        if fault := _unfit(message, entry, state, name):
            line = entry.line if entry else 1
            unsigned.append(Problem(path, line, "approval", *_told(message, fault)))
        elif entry and person(name) in approvals.approvers(entry):
            before += 1
        elif entry:
            made[entry.key] = approvals.signed(_answered(entry), name, day, catalog.newline)
    entries = tuple(e if e.obsolete else made.get(e.key, e) for e in catalog.entries)
    nameless = sum(e.has_words and not records.read(e).translator for e in made.values())
    done = Approved(path, name, len(made), before, tuple(unsigned), nameless)
    return replace(catalog, entries=entries), done


def _answered(entry: Entry) -> Entry:
    """Take out why it was sent back before."""
    for line in records.lines(entry, "sent-back"):
        entry = amend.without_comment(entry, line)
    return entry


def _known(settings: Settings, name: str) -> str:
    """Return a name as site.toml writes it; raise `Misused` for one that it does not have."""
    people = {person(one): one for one in settings.review.people}
    if not people:
        raise Misused(
            said(
                '{path} names nobody who may approve; write [review], then people = ["{name}"]',
                path=SETTINGS_PATH,
                name=name,
            )
        )
    if person(name) not in people:
        raise Misused(
            said(
                "{name} is none of the people of [review] in {path}, who are {people}",
                name=name,
                path=SETTINGS_PATH,
                people=listed(people.values()),
            )
        )
    return people[person(name)]


def _states(site: Site, slug: str, one: Locale) -> list[tuple[Message, State]]:
    """Find a domain's messages, and how far each is; raise `Misused` for an unknown notice.

    The pages' words that only the package has translated are nobody's to sign here.
    """
    if slug == SITE_DOMAIN:
        return list(_own_words(site, one))
    bulletin = next((made for made in site.bulletins if made.slug == slug), None)
    if bulletin is None:
        slugs = [made.slug for made in site.bulletins]
        wrong = said("there is no notice “{slug}”", slug=slug)
        near = nearest(slug, slugs)
        remedy = did_you_mean(slug, [near]) if near else said("the notices are in content/")
        raise Misused(said("{wrong}; {remedy}", wrong=wrong, remedy=remedy))
    vocabulary = site.vocabulary(bulletin, one)
    return [(message, vocabulary.state(message.key)) for message in site.messages(bulletin)]


def _own_words(site: Site, one: Locale) -> Iterator[tuple[Message, State]]:
    entries = site.lexicon(one, SITE_DOMAIN).entries
    for message in site.site_messages:
        state = site.site_vocabulary(one, site.source_of(message)).state(message.key)
        entry = entries.get(message.key)
        if state is not State.TRANSLATED or (entry and entry.has_words):
            yield message, state


def _unfit(message: Message, entry: Entry | None, state: State, name: str) -> Fault | None:
    """Find why somebody cannot approve of a message, and what to do."""
    if state is State.MISSING:
        return Fault(said("it is not translated"), said("translate it first"))
    if state is State.NEEDS_REVIEW or (entry and entry.fuzzy):
        remedy = said("read it, and take its mark (fuzzy) away when it is right")
        return Fault(said("it still needs review"), remedy)
    if SIGN in message.msgid:
        return Fault(said("it is still to be filled in"), said("write the text first"))
    if entry is None:
        return Fault(said("the catalogue has it not yet"), said("run python -m generator update"))
    if records.read(entry).translator == person(name):
        wrong = said("{name} translated it", name=name)
        return Fault(wrong, said("have somebody else approve of it"))
    return None


def _told(message: Message, fault: Fault) -> Fault:
    text = message.msgid if len(message.msgid) <= _SHOWN else f"{message.msgid[:_SHOWN]}…"
    wrong = said("“{text}” is not signed: {why}", text=text, why=fault.wrong)
    return Fault(wrong, fault.remedy)
