"""Translate at the desk: a list of a notice's texts, and each with all that helps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from generator.catalogs.interface import Teller
from generator.desk import alike, files, translation, wording
from generator.desk.files import Conflict
from generator.desk.translation import Row, RowState
from generator.desk.web import look
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk, known
from generator.desk.wording import Edit
from generator.diagnostics.messages import listed, said
from generator.layout import SITE_DOMAIN
from generator.locales import Locale

MOODS: Mapping[RowState, str] = {
    "translated": "good",
    "approved": "good",
    "source": "good",
    "needs approval": "wait",
    "needs review": "wait",
    "missing": "wait",
    "to be filled in": "wait",
    "refused": "bad",
}
"""How each state is shown: as good, as waiting, as bad."""
_STATES: Mapping[RowState, str] = {
    "translated": said("translated"),
    "approved": said("approved"),
    "source": said("as written"),
    "needs approval": said("needs approval"),
    "needs review": said("needs review"),
    "missing": said("not translated"),
    "to be filled in": said("to fill in"),
    "refused": said("refused"),
}
_WAITING = ("refused", "needs review", "missing")
"""The states in which a text waits for a translator."""


def overview(desk: Desk, asked: Asked) -> Answer:
    """List the texts of a notice, in reading order, with their translations."""
    domain, locale = _asked(desk, asked)
    rows = translation.rows(desk.held, domain, locale)
    teller = look.language_of(asked.languages)
    waits = next((row for row in rows if row.state in _WAITING), None)
    context = {
        "title": _title(desk, domain, locale, teller),
        "name": desk.name_of(domain, teller),
        "write": f"/write/{domain}/bulletin/" if domain != SITE_DOMAIN else "",
        "rows": rows,
        "finished": sum(row.state not in _WAITING for row in rows),
        "next": f"{waits.id}/" if waits else "",
        "tag": locale.tag,
        "moods": MOODS,
        "states": {key: teller(words) for key, words in _STATES.items()},
    }
    return desk.page("translate.html", asked, context)


def message(desk: Desk, asked: Asked) -> Answer:
    """Show one text, its translation, and all that helps to write it."""
    domain, locale = _asked(desk, asked)
    rows = translation.rows(desk.held, domain, locale)
    row = _row(desk, asked)
    teller = look.language_of(asked.languages)
    place = files.catalog(locale, domain)
    at = rows.index(row)
    context = {
        **_of_row(desk, row, teller),
        "title": _title(desk, domain, locale, teller),
        "name": desk.name_of(domain, teller),
        "digest": _digest(row),
        "file": desk.store.read(place).digest,
        "facts": [(name, words) for name, words in desk.facts() if f"{{{name}}}" in row.source],
        "by": desk.translator,
        "before": f"../{rows[at - 1].id}/" if at else "",
        "after": f"../{rows[at + 1].id}/" if at + 1 < len(rows) else "",
        "history": desk.store.history(place)[:1],
    }
    return desk.page("message.html", asked, context)


def check(desk: Desk, asked: Asked) -> Answer:
    """Check what is typed, and save nothing."""
    row = _row(desk, asked)
    found = translation.checked(desk.held, row, asked.values("text"), _waivers(asked))
    return desk.page("checked.html", asked, {"problems": found})


def save(desk: Desk, asked: Asked) -> Answer:
    """Save a translation, and show the next one that waits, or the same."""
    domain, locale = _asked(desk, asked)
    place, now = files.catalog(locale, domain), desk.now()
    there = desk.store.read(place)  # before the row: what is changed between them is a conflict
    rows = translation.rows(desk.held, domain, locale)
    row = _row(desk, asked)
    desk.translator = asked.value("by").strip()
    if asked.value("digest") != _digest(row):
        return _conflict(desk, asked)
    try:
        edit = _edit(asked, row, desk.translator, now)
        made = wording.edited(desk.held, row, there.data, edit)
        desk.store.save(place, made, there.digest, now)
    except Conflict:
        return _conflict(desk, asked)
    if asked.value("do") != "next":
        return desk.saved(_address(row))
    following = _next(rows, row)
    here = f"/translate/{domain}/{locale.tag}/"
    return desk.saved(_address(following) if following else here)


def undo(desk: Desk, asked: Asked) -> Answer:
    """Put the catalog's earlier version back."""
    domain, locale = _asked(desk, asked)
    row = _row(desk, asked)
    try:
        place = files.catalog(locale, domain)
        desk.store.undo(place, asked.value("digest"), desk.now())
    except Conflict:
        return desk.overtaken(_address(row))
    return desk.saved(_address(row), said("The earlier version is back."))


def _asked(desk: Desk, asked: Asked) -> tuple[str, Locale]:
    domain = asked.names["domain"]
    if domain != SITE_DOMAIN:
        desk.bulletin(domain)
    return domain, desk.locale(asked.names["tag"])


def _row(desk: Desk, asked: Asked) -> Row:
    with known():
        return translation.row(desk.held, *_asked(desk, asked), asked.names["row"])


def _digest(row: Row) -> str:
    """Digest a translation as it was shown, so that others may work on the texts beside it."""
    entry = row.entry
    return files.digest("\0".join((*entry.msgstr, *entry.flags, *entry.comments)).encode())


def _conflict(desk: Desk, asked: Asked) -> Answer:
    """Show what was typed, and the translation that is there by now."""
    desk.renew()
    row, teller = _row(desk, asked), look.language_of(asked.languages)
    labels = [form["label"] for form in _forms(row, teller)]
    shown = zip(labels, asked.values("text"), row.texts or ("",), strict=False)
    return desk.conflict(asked, _address(row), _digest(row), shown)


def _address(row: Row) -> str:
    return f"/translate/{row.domain}/{row.locale.tag}/{row.id}/"


def _title(desk: Desk, domain: str, locale: Locale, teller: Teller) -> str:
    name = desk.name_of(domain, teller)
    return teller(said("“{name}” in {language}", name=name, language=locale.name))


def _of_row(desk: Desk, row: Row, teller: Teller) -> dict[str, Any]:
    waived = _waived(row)
    return {
        "row": row,
        "address": _address(row),
        "tag": row.locale.tag,
        "direction": row.locale.direction,
        "mood": MOODS[row.state],
        "state": teller(_STATES[row.state]),
        "about": list(_about(row, teller)),
        "changes": alike.changes(row),
        "alike": alike.alike(desk.held, row),
        "forms": _forms(row, teller),
        "problems": row.problems,
        "waivable": [(rule, waived.get(rule, "")) for rule in _refusing(row, waived)],
    }


def _about(row: Row, teller: Teller) -> Iterator[tuple[str, str]]:
    """Say what a translator should know of a text."""
    if where := " › ".join(filter(None, (row.title, row.heading))):
        yield teller(said("Stands in")), where
    for note in row.notes:
        yield teller(said("Note")), teller(note)
    if row.room:
        letters, signs = row.room
        words = said("{letters} letters or {signs} Chinese", letters=letters, signs=signs)
        yield teller(said("Room")), teller(words)
    for term in row.terms:
        yield term.word, teller(listed(term.wanted))
    if row.beside:
        yield teller(said("In another language")), row.beside
    records = row.records
    if records.translated:
        yield teller(said("Translated by")), str(records.translated)


def _forms(row: Row, teller: Teller) -> list[dict[str, str]]:
    """Give a field for each form of a plural, which most texts have one of."""
    one = teller(said("Translation"))
    texts = row.texts or ("",)
    return [
        {"text": text, "label": f"{one} {number}" if len(texts) > 1 else one}
        for number, text in enumerate(texts, 1)
    ]


def _refusing(row: Row, waived: Mapping[str, str]) -> list[str]:
    """List the rules that refuse a text, or are set aside for it, and may be."""
    told = (problem.rule for problem in row.problems if not problem.warning)
    return [rule for rule in dict.fromkeys((*told, *waived)) if translation.waivable(rule)]


def _next(rows: tuple[Row, ...], row: Row) -> Row | None:
    """Find the next text that waits, from this one on, and then from the first."""
    place = rows.index(row)
    turned = (*rows[place + 1 :], *rows[:place])
    return next((one for one in turned if one.state in _WAITING), None)


def _edit(asked: Asked, row: Row, name: str, now: datetime) -> Edit:
    """Read what somebody did: a text that is the same, and still to be reviewed, is only read."""
    do, texts = asked.value("do"), tuple(asked.values("text"))
    is_same, waived = do == "unchanged" or texts == row.texts, _waived(row)
    return Edit(
        texts=None if is_same else texts,
        review=do == "review",
        name=name,
        day=now.date().isoformat(),
        waivers=tuple(one for one in _waivers(asked) if waived.get(one[0], "") != one[1]),
    )


def _waived(row: Row) -> dict[str, str]:
    """List the rules that are set aside, each with its reason."""
    found = row.records.waivers
    return {
        one.rule: one.parted[0] if translation.needs_name(one.rule) else one.text for one in found
    }


def _waivers(asked: Asked) -> tuple[tuple[str, str], ...]:
    parted = ((name.partition("waive:")[2], reason.strip()) for name, reason in asked.form)
    return tuple((rule, reason) for rule, reason in parted if rule and translation.waivable(rule))
