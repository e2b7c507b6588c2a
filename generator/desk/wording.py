"""Write what somebody did to a translation into its catalog's bytes: no other line changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.catalogs import amend, po, reader, records
from generator.catalogs.po import Catalog, Entry
from generator.commands.translate import updated
from generator.desk import fields
from generator.desk.held import Held
from generator.desk.translation import Row, cleaned, is_waiver, signed_name, waivable, waiver
from generator.diagnostics.errors import Misused, Refused
from generator.diagnostics.messages import said
from generator.layout import catalog_path
from generator.locales import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What somebody did to a translation."""

    texts: tuple[str, ...] | None = None
    """The new translation; None where it stays."""
    review: bool | None = None
    """True marks it for review. False takes the mark away, with the text before: it is right as it
    is, also where the source was edited and its meaning is unchanged. None leaves the mark."""
    name: str = ""
    """Who translated it; empty where nobody says so."""
    day: str = ""
    """When, as 2026-11-30."""
    waivers: tuple[tuple[str, str], ...] = ()
    """Rules to set aside, each with its reason; without one, it is no longer set aside."""
    remark: str = ""
    """Why it is sent back: it is marked for review then, and no approval of it counts any more."""


def edited(held: Held, row: Row, data: bytes | None, edit: Edit) -> bytes | None:
    """Write an edit into a catalog's bytes, which may be another than were held, or none.

    Nothing but the lines of its entry changes; where the catalog lacks the text, it is brought up
    to the source as by `update`. Raise `Refused` for a catalog that cannot be read, `Misused` for a
    rule that nobody may set aside.
    """
    path = catalog_path(row.locale.folder, row.domain)
    catalog = reader.read(data or b"", path)
    entry = _entry(catalog, row)
    if entry is None:
        catalog = reader.read(brought_up(held, row.locale, row.domain, data), path)
        entry = _entry(catalog, row)
    if entry is None:
        raise Misused(said("the text is no longer in the notice"))
    new = _applied(held, row, entry, edit, catalog)
    if new.raw == entry.raw:
        return data
    entries = tuple(new if one is entry else one for one in catalog.entries)
    return po.write(replace(catalog, entries=entries))


def brought_up(held: Held, locale: Locale, domain: str, data: bytes | None) -> bytes:
    """Bring a catalog's bytes up to the source, as by `update`; raise `Refused` as `edited`."""
    key = (locale.folder, domain)
    own = {} if data is None else {key: data}
    others = {k: v for k, v in held.files.catalogs.items() if k != key}
    files = replace(held.files, catalogs={**others, **own})
    return updated(files, held.site, locale, domain)


def differing(now: bytes | None, before: bytes | None, path: str) -> frozenset[po.Key]:
    """Find the texts that another version of a catalog has otherwise; none in an unreadable one."""
    try:
        those, these = (_said_of(data, path) for data in (now, before))
    except Refused:
        return frozenset()
    return frozenset(key for key in {*those, *these} if those.get(key) != these.get(key))


def _said_of(data: bytes | None, path: str) -> dict[po.Key, object]:
    """Read what people have written into a catalog, by text."""
    entries = reader.read(data or b"", path).entries
    return {
        one.key: (one.msgstr, one.fuzzy, one.comments)
        for one in entries
        if not one.obsolete and (one.has_words or one.comments)
    }


def _entry(catalog: Catalog, row: Row) -> Entry | None:
    live = (one for one in catalog.entries if one.key == row.message.key and not one.obsolete)
    return next((one for one in live if len(one.msgstr) == len(row.texts)), None)


def _applied(held: Held, row: Row, entry: Entry, edit: Edit, catalog: Catalog) -> Entry:
    new, newline = entry, catalog.newline
    remark = " ".join(fields.typed(edit.remark).split())
    if edit.texts is not None:
        texts = cleaned(held, row, edit.texts)
        if len(texts) != len(entry.msgstr):
            raise Misused(said("the text has {number} forms", number=len(entry.msgstr)))
        if texts != tuple(map(str.strip, entry.msgstr)):
            new = amend.with_texts(new, texts, newline, amend.width(catalog))
    if edit.review is False:
        new = _without(new, records.lines(new, "sent-back"))
    if edit.review is False or not new.has_words:
        new = amend.reviewed(new)
    elif edit.review or remark:
        new = amend.for_review(new, newline)
    if new.msgstr != entry.msgstr and new.has_words and (name := signed_name(edit.name)):
        new = _recorded(new, f"translated: {name}; {edit.day}", newline)
    for rule, reason in edit.waivers:
        new = _waived(new, rule, reason, edit.name, newline)
    if remark:
        digest = held.site.approvals(row.locale, row.domain).digest(new)
        new = _without(new, records.lines(new, "approved", digest))
        line = f"sent-back: {signed_name(edit.name)}; {edit.day}; {remark}"
        new = po.amended(new, newline, added=[line])
    return new


def _without(entry: Entry, lines: Iterable[str]) -> Entry:
    for line in lines:
        entry = amend.without_comment(entry, line)
    return entry


def _recorded(entry: Entry, line: str, newline: str) -> Entry:
    """Write who translated an entry: in the place of who did so before."""
    last = records.read(entry).translated[-1:]
    old = next((f"translated: {one.name}; {one.date}" for one in last), "")
    if old in entry.comments:
        return po.amended(entry, newline, mended={old: line})
    return po.amended(entry, newline, added=[line])


def _waived(entry: Entry, rule: str, reason: str, name: str, newline: str) -> Entry:
    if not waivable(rule):
        raise Misused(said("the rule “{id}” cannot be waived", id=rule))
    for line in entry.comments:
        if is_waiver(line, rule):
            entry = amend.without_comment(entry, line)
    if reason.strip():
        entry = po.amended(entry, newline, added=[waiver(rule, reason, name)])
    return entry
