"""Approve at the desk: a notice in a language beside its original, signed or sent back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from generator.catalogs.interface import Teller
from generator.commands.approve import Approved
from generator.desk import approval, fields, files, translation, wording
from generator.desk.approval import Former, Reading, Signer
from generator.desk.files import Conflict
from generator.desk.translation import Row
from generator.desk.web import look, translating
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk, Gone, known
from generator.desk.wording import Edit
from generator.diagnostics.errors import Misused
from generator.diagnostics.messages import said
from generator.locales import Locale
from generator.site import pages


def sheet(desk: Desk, asked: Asked) -> Answer:
    """Show a notice in a language, text by text: first what is still to be read."""
    slug, locale = _asked(desk, asked)
    place, teller = files.catalog(locale, slug), look.language_of(asked.languages)
    there = desk.store.read(place)
    made = approval.sheet(desk.held, desk.store, slug, locale)
    is_own = desk.bulletin(slug).source_locale == locale
    context = {
        **_names(desk, slug, locale, teller),
        "sheet": made,
        "groups": [
            _group(said("To be read: {number}", number=len(made.waiting)), made.waiting, teller),
            _group(
                said("Signed as it is: {number}", number=len(made.approved)), made.approved, teller
            ),
        ],
        "who": [(one.name, teller(_told(one, len(made.readings)))) for one in made.signers],
        "can_sign": any(one.left for one in made.signers),
        "chosen": next(
            (one.name for one in made.signers if one.left and one.name == desk.approver), ""
        ),
        "unfinished": sum(not one.is_finished for one in made.readings),
        "nameless": sum(_is_nameless(one) for one in made.waiting),
        "is_own": is_own,
        "see": f"{desk.preview}/{pages.path_of('bulletin', locale, slug)}",
        "print": f"{desk.preview}/{pages.path_of('poster', locale, slug)}",
        "digest": there.digest,
        "saved": [desk.at(one.when) for one in desk.store.history(place)[:1]],
    }
    return desk.page("approve.html", asked, context)


def sign(desk: Desk, asked: Asked) -> Answer:
    """Sign a notice in a language, as it was shown."""
    slug, locale = _asked(desk, asked)
    address, name = _address(slug, locale), asked.value("by")
    if not name:
        return desk.saved(address, said("Choose your name first."))
    made, now = approval.sheet(desk.held, desk.store, slug, locale), desk.now()
    if asked.value("digest") != made.digest:
        return desk.overtaken(address)
    try:
        there = desk.catalog(slug, locale)
        data, done = approval.signed(desk.held, slug, locale, there.data, name, now)
        desk.store.save(there.place, data, there.digest, now)
    except Conflict:
        return desk.overtaken(address)
    except Misused as error:  # a name that site.toml does not have, or no longer
        return desk.saved(address, error.args[0])
    desk.approver = done.name
    approval.keep(desk.store, there.place, now)
    return desk.saved(address, _outcome(done))


def undo(desk: Desk, asked: Asked) -> Answer:
    """Put the catalog's earlier version back."""
    slug, locale = _asked(desk, asked)
    return desk.undone(files.catalog(locale, slug), asked, _address(slug, locale))


def remark(desk: Desk, asked: Asked) -> Answer:
    """Ask why a sentence is sent back."""
    slug, locale = _asked(desk, asked)
    one = _reading(desk, asked)
    teller = look.language_of(asked.languages)
    context = {
        **_names(desk, slug, locale, teller),
        "one": one,
        "who": [(name, name) for name in desk.held.site.settings.review.people],
        "chosen": desk.approver,
        "words": asked.value("text"),
        "digest": _digest(desk, one.row),
    }
    return desk.page("remark.html", asked, context)


def send_back(desk: Desk, asked: Asked) -> Answer:
    """Mark a sentence for review, with the remark for whoever translates it."""
    slug, locale = _asked(desk, asked)
    one, name, now = _reading(desk, asked), asked.value("by"), desk.now()
    address = _address(slug, locale)
    if (
        not fields.typed(asked.value("text")).strip()
        or name not in desk.held.site.settings.review.people
    ):
        return remark(desk, asked)
    if asked.value("digest") != _digest(desk, one.row):
        return desk.overtaken(f"{address}{one.row.id}/")
    day = desk.at(now).date().isoformat()
    edit = Edit(remark=asked.value("text"), name=name, day=day)
    try:
        there = desk.catalog(slug, locale)
        made = wording.edited(desk.held, one.row, there.data, edit)
        desk.store.save(there.place, made, there.digest, now)
    except Conflict:
        return desk.overtaken(f"{address}{one.row.id}/")
    desk.approver = name
    words = said("It is sent back. Your remark stands at the sentence for whoever translates it.")
    return desk.saved(f"{address}#{one.row.id}", words)


def _asked(desk: Desk, asked: Asked) -> tuple[str, Locale]:
    slug = desk.bulletin(asked.names["slug"]).slug
    return slug, desk.locale(asked.names["tag"])


def _reading(desk: Desk, asked: Asked) -> Reading:
    """Find a sentence that can be sent back; raise `Gone` for another."""
    slug, locale = _asked(desk, asked)
    with known():
        row = translation.row(desk.held, slug, locale, asked.names["row"])
    one = approval.reading(desk.held, row)
    if not one.can_go_back:
        raise Gone
    return one


def _digest(desk: Desk, row: Row) -> str:
    """Digest a sentence and its translation as they were shown."""
    return desk.held.site.approvals(row.locale, row.domain).digest(row.entry)


def _address(slug: str, locale: Locale) -> str:
    return f"/approve/{slug}/{locale.tag}/"


def _names(desk: Desk, slug: str, locale: Locale, teller: Teller) -> dict[str, Any]:
    name = desk.name_of(slug, teller)
    return {
        "slug": slug,
        "name": name,
        "title": teller(said("“{name}” in {language}", name=name, language=locale.told)),
        "locale": locale,
        "address": _address(slug, locale),
        "moods": translating.MOODS,
        "states": {key: teller(words) for key, words in translating.STATES.items()},
    }


def _told(one: Signer, total: int) -> str:
    """Say of somebody how far they are."""
    if one.left:
        return said("{name}: {number} to sign", name=one.name, number=one.left)
    if one.signed == total:
        return said("{name}: has signed all of it", name=one.name)
    return said("{name}: can sign nothing more now", name=one.name)


def _outcome(done: Approved) -> str:
    """Say what was signed, and what was not."""
    name, number = done.name, done.signed
    if done.unsigned and done.signed:
        return said(
            "{name} has signed {number} sentences. {others} are not signed: they are not finished,"
            " or {name} translated them.",
            name=name,
            number=number,
            others=len(done.unsigned),
        )
    if done.unsigned:
        return said(
            "Nothing was signed: what is left is not finished, or {name} translated it.", name=name
        )
    if done.signed:
        return said("{name} has signed {number} sentences, so all of it.", name=name, number=number)
    return said("{name} had signed all of it already.", name=name)


def _is_nameless(one: Reading) -> bool:
    return not one.is_own and one.is_finished and not one.row.records.translator


def _group(heading: str, readings: Sequence[Reading], teller: Teller) -> tuple[str, list[Any]]:
    return teller(heading), list(_documents(readings, teller))


def _documents(readings: Iterable[Reading], teller: Teller) -> Iterator[tuple[str, list[Any]]]:
    """Part what is read by the documents that it stands in."""
    for _, own in groupby(readings, key=lambda one: one.row.document):
        shown = list(own)
        yield shown[0].row.title, [_shown(one, teller) for one in shown]


def _shown(one: Reading, teller: Teller) -> dict[str, Any]:
    row = one.row
    return {
        "one": one,
        "row": row,
        "note": " · ".join(teller(note) for note in row.notes),
        "told": [*map(teller, one.signatures), *row.records.notes],
        "former": _former(one.former, teller) if one.former else "",
        "waived": [(waiver.rule, waiver.text) for waiver in row.records.waivers],
        "mend": _mend(row, is_own=one.is_own),
    }


def _mend(row: Row, *, is_own: bool) -> str:
    """Give the address at which somebody mends a text that is not finished, or their own."""
    part = row.document.replace("/", ":")
    if is_own:
        return f"/write/{row.domain}/{part}/"
    return f"/translate/{row.domain}/{row.locale.tag}/{row.id}/"


def _former(one: Former, teller: Teller) -> str:
    name, day = one.signature.name, one.signature.date
    if one.is_known:
        return teller(said("Changed since {name} signed it on {date}:", name=name, date=day))
    return teller(
        said(
            "Changed since {name} signed it on {date}. What it was then is kept nowhere here:"
            " read it as if it were new.",
            name=name,
            date=day,
        )
    )
