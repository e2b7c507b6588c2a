"""Show a notice in a language to whoever signs it, with what changed since, and sign it.

An approval holds the digest of what was approved. So the text that it was of can be known again
for certain wherever its bytes were kept: in the catalog, or among the desk's earlier versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from generator import moments
from generator.catalogs import lookup, po, reader, records
from generator.catalogs.po import Catalog, Entry
from generator.catalogs.records import Approvals, Signature
from generator.commands import approve
from generator.commands.approve import Approved
from generator.config import settings
from generator.desk import files, translation, wording
from generator.desk.alike import Change, differences
from generator.desk.files import SETTINGS, File, Place, Store
from generator.desk.held import Held
from generator.desk.translation import Row
from generator.diagnostics.errors import Refused
from generator.facts import PLACEHOLDER, Fact
from generator.layout import catalog_path
from generator.locales import Locale
from generator.render import review
from generator.site.site import Site
from generator.text import encoding

_Facts = Mapping[str, Fact]
_OPEN = ("missing", "needs review", "to be filled in")
"""The states in which nobody can sign a text."""


@dataclass(frozen=True, slots=True)
class Former:
    """What somebody approved of, where the text is another by now."""

    signature: Signature
    is_known: bool
    """False where the bytes that were approved of are kept nowhere here."""
    source: tuple[Change, ...] = ()
    """What changed in the source, with the facts' values; nothing where nothing did."""
    text: tuple[Change, ...] = ()
    """What changed in the translation, or in the text itself where it is in its own language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is read by whoever signs it."""

    row: Row
    source: str
    """As readers see it in its own language; the facts in it are still by name."""
    text: str
    """As readers see it in this language; empty where there is nothing yet."""
    signatures: tuple[str, ...]
    """Who translated it, sent it back and approved of it, each a sentence."""
    is_approved: bool
    """True where enough people have signed it as it is."""
    former: Former | None = None
    """What was approved of last, where that is another text."""

    @property
    def is_own(self) -> bool:
        """True in the language that it is written in."""
        return self.row.locale == self.row.source_locale

    @property
    def is_finished(self) -> bool:
        """True where it can be signed."""
        return self.row.state not in _OPEN

    @property
    def can_go_back(self) -> bool:
        """True for a translation: what is wrong in a text of its own language, its writer mends."""
        return not self.is_own and self.row.entry.has_words and self.is_finished


@dataclass(frozen=True, slots=True)
class Signer:
    """One of those who may sign, and how far they are."""

    name: str
    signed: int
    left: int
    """How many texts there are that they can still sign; not those that they translated."""


@dataclass(frozen=True)
class Sheet:
    """A notice in a language, text by text."""

    readings: tuple[Reading, ...]
    signers: tuple[Signer, ...]
    """In the order of site.toml; none where it names nobody."""
    needed: int
    """How many people have to sign before it is published; 0 in its own language."""
    digest: str
    """Of all that can be signed, as it is shown: nobody signs what they have not seen."""

    @cached_property
    def waiting(self) -> tuple[Reading, ...]:
        """What is still to be read."""
        return tuple(one for one in self.readings if not one.is_approved)

    @cached_property
    def approved(self) -> tuple[Reading, ...]:
        """What enough people have approved of as it is."""
        return tuple(one for one in self.readings if one.is_approved)


def sheet(held: Held, store: Store, slug: str, locale: Locale) -> Sheet:
    """Make the sheet of a notice that can be read.

    Raise `Misused` for no notice, `Refused` for a catalog that cannot be read.
    """
    rows = translation.rows(held, slug, locale)
    approvals = held.site.approvals(locale, slug)
    read = tuple(reading(held, row) for row in rows)
    pasts = _pasts(held, store, approvals, [one.row for one in read if not one.is_approved])
    readings = tuple(_compared(held, one, approvals, pasts) for one in read)
    own = held.bulletin(slug)
    return Sheet(
        readings,
        tuple(_signers(held, slug, locale)),
        0 if own and own.source_locale == locale else approvals.needed,
        _digest(readings, approvals),
    )


def reading(held: Held, row: Row) -> Reading:
    """Read a text of a notice as it is, whatever it was before."""
    own, approvals = held.by_slug[row.domain], held.site.approvals(row.locale, row.domain)
    written = held.site.vocabulary(own, row.source_locale).worded(row.message.key).text
    is_own, entry = row.locale == row.source_locale, row.entry
    is_signed = len(approvals.approvers(entry)) >= max(1, approvals.needed)
    return Reading(
        row,
        # Beside a mend, the source as its file has it; else as readers see it.
        row.source if is_own else written,
        " / ".join(entry.texts) or (row.source if is_own else ""),
        tuple(review.signatures(approvals, entry, row.records)),
        is_approved=row.state == "approved" or (row.state == "source" and is_signed),
    )


def _digest(readings: Iterable[Reading], approvals: Approvals) -> str:
    found = ("\0".join(_seen(one, approvals)) for one in readings)
    return sha256("\0\0".join(found).encode()).hexdigest()


def _seen(one: Reading, approvals: Approvals) -> Iterator[str]:
    """Yield what somebody signs with a text: which rules are set aside for it is confirmed, too."""
    yield from (one.row.id, one.source, approvals.digest(one.row.entry))
    yield from (f"{waiver.rule}: {waiver.text}" for waiver in one.row.records.waivers)


def _signers(held: Held, slug: str, locale: Locale) -> Iterator[Signer]:
    """Tell what each of those who may sign could sign now."""
    data = held.files.catalogs.get((locale.folder, slug))
    path = catalog_path(locale.folder, slug)
    catalog = reader.read(wording.brought_up(held, locale, slug, data), path)
    site = _site(held, slug, locale, catalog)
    for name in site.settings.review.people:
        _, done = approve.signed(site, slug, locale, catalog, name, "")
        yield Signer(name, done.before, done.signed)


def _site(held: Held, slug: str, locale: Locale, catalog: Catalog) -> Site:
    """Take the site with one notice alone, and its catalog as it is here."""
    made = lookup.lexicon(catalog, catalog_path(locale.folder, slug))
    lexicons = {**held.site.lexicons, (locale.folder, slug): made}
    return replace(held.site, bulletins=(held.by_slug[slug],), lexicons=lexicons)


# Signing.


def signed(
    held: Held, slug: str, locale: Locale, data: bytes | None, name: str, when: datetime
) -> tuple[bytes | None, Approved]:
    """Write a person's approvals of a notice's texts into its catalog's bytes.

    Nothing but the comments of what is signed changes; where the catalog lacks a text that is
    finished, it is brought up to the source as by `update`. Raise `Refused` for a catalog that
    cannot be read, `Misused` for a name that site.toml does not have.
    """
    path = catalog_path(locale.folder, slug)
    catalog = reader.read(data or b"", path)
    live = {entry.key for entry in catalog.entries if not entry.obsolete}
    rows = translation.rows(held, slug, locale)
    if any(row.message.key not in live for row in rows if row.state not in _OPEN):
        catalog = reader.read(wording.brought_up(held, locale, slug, data), path)
    day = moments.in_zone(when, held.site.settings.time_zone).date().isoformat()
    site = _site(held, slug, locale, catalog)
    made, done = approve.signed(site, slug, locale, catalog, name, day)
    return po.write(made) if done.signed else data, done


def keep(store: Store, place: Place, when: datetime) -> None:
    """Keep the catalog, and the facts, as they were signed: what changes later can be shown."""
    for one in (place, SETTINGS):
        store.keep(replace(one, key=files.signed(one).key), when)


# What was approved of before.


@dataclass(frozen=True, slots=True)
class _Past:
    """A text as somebody approved of it, with the facts of then."""

    entry: Entry
    facts: _Facts
    signature: Signature


def _pasts(
    held: Held, store: Store, approvals: Approvals, rows: Sequence[Row]
) -> tuple[_Past, ...]:
    """Find what was approved of in the documents of these texts: of each, the newest first."""
    if not rows:
        return ()
    place = files.catalog(rows[0].locale, rows[0].domain)
    wanted = {row.message.msgctxt for row in rows}
    found = {
        (entry.key, entry.msgstr, entry.comments): entry
        for file in _versions(store, place)
        for entry in _entries(file)
        if entry.msgctxt in wanted and records.read(entry).approved
    }
    facts = tuple(_facts(held, store)) if found else ()
    return tuple(past for entry in found.values() for past in _approved(entry, approvals, facts))


def _versions(store: Store, place: Place) -> Iterator[File]:
    """Yield a file as it is, as it was signed, and as it was before each save."""
    yield store.read(place)
    for one in (files.signed(place), place):
        for version in store.history(one):
            yield File(place, store.version(version))


def _entries(file: File) -> Iterator[Entry]:
    """Yield what a catalog had that was approved; each as it is, and as it was before an edit."""
    if file.data is None or b"approved" not in file.data:
        return
    with suppress(Refused):  # what cannot be read says nothing
        for entry in reader.read(file.data, file.place.path).entries:
            yield entry
            if entry.previous and entry.msgid_plural is None:
                yield replace(entry, msgid=entry.previous.msgid)


def _facts(held: Held, store: Store) -> Iterator[_Facts]:
    """Yield the facts as they are, and as they were."""
    known = [held.site.settings.facts]
    yield known[0]
    for file in _versions(store, SETTINGS):
        with suppress(Refused):
            facts = settings.settings(encoding.text(file.data or b"", SETTINGS.path)).facts
            if facts not in known:
                known.append(facts)
                yield facts


def _approved(entry: Entry, approvals: Approvals, facts: Sequence[_Facts]) -> Iterator[_Past]:
    """Yield what an entry's approvals were of, if it is this very text: their digests tell."""
    for known in facts:
        now = replace(approvals, facts=known).digest(entry)
        own = (one for one in records.read(entry).approved if one.digest == now)
        yield from (_Past(entry, known, one) for one in own)


def _compared(held: Held, one: Reading, approvals: Approvals, pasts: Sequence[_Past]) -> Reading:
    """Add what was approved of a text last, where that is another than it is now."""
    if one.is_approved:
        return one
    row, facts = one.row, held.site.settings.facts
    now = approvals.digest(row.entry)
    stale = [signed for signed in row.records.approved if signed.digest != now]
    digests = {signed.digest for signed in stale}
    own = (
        past
        for past in pasts
        if past.signature.digest in digests
        or (past.entry.key == row.message.key and past.signature.digest != now)
    )
    last = max(own, key=lambda past: past.signature.date, default=None)
    if last:
        was, is_ = _valued(last.entry, last.facts), _valued(row.entry, facts)
        pairs = zip(was, is_, strict=True)
        changes = tuple(differences(*pair) if pair[0] != pair[1] else () for pair in pairs)
        return replace(one, former=Former(last.signature, True, *changes) if any(changes) else None)
    return replace(one, former=Former(stale[-1], False) if stale else None)


def _valued(entry: Entry, facts: _Facts) -> tuple[str, str]:
    """Give a source and its translation with the facts' values, as an approval is of them."""
    texts = (entry.msgid, " / ".join(entry.texts))
    source, text = (PLACEHOLDER.sub(lambda one: _value(one, facts), whole) for whole in texts)
    return source, text


def _value(found: re.Match[str], facts: _Facts) -> str:
    fact = facts.get(found[1])
    return fact.value if fact else found[0]
