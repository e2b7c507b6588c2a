"""Translate at the desk: a list of a notice's texts, and each with all that helps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from generator.catalogs.interface import Teller
from generator.catalogs.records import Signature
from generator.desk import alike, files, translation, wording
from generator.desk.alike import Alike
from generator.desk.files import Conflict
from generator.desk.translation import Row, RowState
from generator.desk.web import beside, look
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk, known
from generator.desk.wording import Edit
from generator.diagnostics.messages import listed, said
from generator.layout import SITE_DOMAIN
from generator.locales import Locale

_SHOWN: Mapping[RowState, tuple[str, str]] = {
    "translated": ("good", said("translated")),
    "approved": ("good", said("approved")),
    "source": ("good", said("as written")),
    "needs approval": ("wait", said("needs approval")),
    "needs review": ("wait", said("needs review")),
    "missing": ("wait", said("not translated")),
    "to be filled in": ("wait", said("to fill in")),
    "refused": ("bad", said("refused")),
}
MOODS = {state: mood for state, (mood, _) in _SHOWN.items()}
"""How each state is shown: as good, as waiting, as bad."""
STATES = {state: words for state, (_, words) in _SHOWN.items()}
"""What each state is called."""
_WAITING = ("refused", "needs review", "missing")
"""The states in which a text waits for a translator."""
_UNWRITTEN: RowState = "to be filled in"
_SHORT = 60
"""Letters that tell one text from another."""


def overview(desk: Desk, asked: Asked) -> Answer:
    """List the texts of a notice, in reading order, with their translations."""
    domain, locale = _asked(desk, asked)
    rows = translation.rows(desk.held, domain, locale)
    teller = look.language_of(asked.languages)
    waits = next((row for row in rows if row.state in _WAITING), None)
    seen = beside.shown(desk, asked, domain, locale)
    context = {
        **_counted(rows),
        **seen,
        "title": _title(desk, domain, locale, teller),
        "name": desk.name_of(domain, teller),
        "write": f"/write/{domain}/bulletin/" if domain != SITE_DOMAIN else "",
        "rows": rows,
        "unwritten": {row.id: _unwritten(row) for row in rows},
        "next": f"{waits.id}/{beside.kept(seen['see'])}" if waits else "",
        "tag": locale.tag,
        "moods": MOODS,
        "states": {key: teller(words) for key, words in STATES.items()},
        "words_of_pages": _words_of_pages(desk, domain, locale),
    }
    return desk.page("translate.html", asked, context)


def _counted(rows: tuple[Row, ...]) -> dict[str, int]:
    """Count what is to be translated, how much of it is done, and what its writer owes yet."""
    unwritten = sum(row.state == _UNWRITTEN for row in rows)
    done = sum(row.state not in (*_WAITING, _UNWRITTEN) for row in rows)
    return {"number": len(rows) - unwritten, "finished": done, "unfilled": unwritten}


def _unwritten(row: Row) -> str:
    """Lead to where a text is to be filled in; empty for one that is."""
    if row.state != _UNWRITTEN:
        return ""
    part = row.document.replace("/", ":")
    return "/site/" if row.domain == SITE_DOMAIN else f"/write/{row.domain}/{part}/"


def _words_of_pages(desk: Desk, domain: str, locale: Locale) -> int:
    """Count what waits among the words that the pages of every notice have in common."""
    coverage = desk.held.site.site_coverage(locale)
    waiting = len(coverage.needs_review) + len(coverage.missing)
    return waiting if domain != SITE_DOMAIN else 0


def message(desk: Desk, asked: Asked) -> Answer:
    """Show one text, its translation, and all that helps to write it."""
    domain, locale = _asked(desk, asked)
    rows = translation.rows(desk.held, domain, locale)
    row = _row(desk, asked)
    teller = look.language_of(asked.languages)
    seen = beside.shown(desk, asked, domain, locale, row.document)
    context = {
        **_of_row(desk, row, teller),
        **_counted(rows),
        **_around(rows, row, seen["see"]),
        **seen,
        "title": _title(desk, domain, locale, teller),
        "name": desk.name_of(domain, teller),
        "digest": _digest(row),
        "file": desk.store.read(files.catalog(locale, domain)).digest,
        "facts": [(name, words) for name, words in desk.facts() if f"{{{name}}}" in row.source],
        "by": desk.translator,
        "take_back": _last_save(desk, rows, teller),
    }
    return desk.page("message.html", asked, context)


def _around(rows: tuple[Row, ...], row: Row, see: str) -> dict[str, Any]:
    """Say which of the texts a text is, and lead to its neighbours that can be translated."""
    shown = [one for one in rows if one.state != _UNWRITTEN or one is row]
    at = shown.index(row)
    return {
        "place": at + 1,
        "unwritten": _unwritten(row),
        "before": _address(shown[at - 1], see) if at else "",
        "after": _address(shown[at + 1], see) if at + 1 < len(shown) else "",
    }


def _last_save(desk: Desk, rows: tuple[Row, ...], teller: Teller) -> str:
    """Say what taking the last save back would change; empty where nothing can be taken back."""
    place = files.catalog(rows[0].locale, rows[0].domain)
    if not (versions := desk.store.history(place)):
        return ""
    when = look.clock(versions[0].when, desk.now(), teller)
    found = _taken_back(desk, rows)
    if len(found) == 1:
        text = _short(desk, found[0].source)
        return teller(said("Take back: {text} (saved {when})", text=text, when=when))
    if not found:
        return teller(said("Take back the last save of this language"))
    return teller(
        said("Take back: {number} sentences (saved {when})", number=len(found), when=when)
    )


def _taken_back(desk: Desk, rows: tuple[Row, ...]) -> list[Row]:
    """Find the texts that are others again if the last save is taken back."""
    place = files.catalog(rows[0].locale, rows[0].domain)
    before = desk.store.version(desk.store.history(place)[0])
    keys = wording.differing(desk.store.read(place).data, before, place.path)
    return [row for row in rows if row.message.key in keys]


def _short(desk: Desk, text: str) -> str:
    """Shorten a text to what tells it from others, as readers see it."""
    shown = desk.shown(text)
    return shown if len(shown) <= _SHORT else f"{shown[: _SHORT - 1].rstrip()}…"


def check(desk: Desk, asked: Asked) -> Answer:
    """Check what is typed, and save nothing."""
    row = _row(desk, asked)
    name = asked.value("by").strip()
    found = translation.checked(desk.held, row, asked.values("text"), _waivers(asked, row), name)
    return desk.page("checked.html", asked, {"problems": translation.at_desk(found)})


def save(desk: Desk, asked: Asked) -> Answer:
    """Save a translation, and show the next one that waits, or the same."""
    domain, locale = _asked(desk, asked)
    rows = translation.rows(desk.held, domain, locale)
    row = _row(desk, asked)
    desk.translator = asked.value("by").strip()
    if asked.value("digest") != _digest(row):
        return _conflict(desk, asked)
    now = desk.now()
    try:
        there = desk.catalog(domain, locale)
        edit = _edit(asked, row, desk.translator, desk.at(now))
        made = wording.edited(desk.held, row, there.data, edit)
        desk.store.save(there.place, made, there.digest, now)
    except Conflict:
        return _conflict(desk, asked)
    return _saved(desk, asked, rows, row)


def _saved(desk: Desk, asked: Asked, rows: tuple[Row, ...], row: Row) -> Answer:
    """Say that a text is saved, and go on; stay with one that is refused, which is not done."""
    desk.renew()
    wrong = [one for one in _row(desk, asked).problems if not one.warning]
    if wrong:
        words = said("Saved, but it is refused: {what}", what=wrong[0].wrong)
        return desk.saved(_address(row, beside.chosen(asked)), words, "bad")
    following = _next(rows, row) if asked.value("do") == "next" else row
    return desk.saved(_address(following, beside.chosen(asked)) if following else _list(row))


def undo(desk: Desk, asked: Asked) -> Answer:
    """Put the catalog's earlier version back, and show the text that is another again."""
    domain, locale = _asked(desk, asked)
    row, place = _row(desk, asked), files.catalog(locale, domain)
    found: list[Row] = []
    if desk.store.history(place):
        found = _taken_back(desk, translation.rows(desk.held, domain, locale))
    try:
        with known():
            desk.store.undo(place, asked.value("digest"), desk.now())
    except Conflict:
        return desk.overtaken(_address(row, beside.chosen(asked)))
    if len(found) == 1:
        words = said("The earlier version is back: {text}", text=_short(desk, found[0].source))
        return desk.saved(_address(found[0], beside.chosen(asked)), words)
    words = said("The earlier version of {number} sentences is back.", number=len(found))
    return desk.saved(_list(row), words if found else said("The earlier version is back."))


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


def _list(row: Row) -> str:
    return f"/translate/{row.domain}/{row.locale.tag}/"


def _address(row: Row, see: str = "page") -> str:
    return f"{_list(row)}{row.id}/{beside.kept(see)}"


def _title(desk: Desk, domain: str, locale: Locale, teller: Teller) -> str:
    name = desk.name_of(domain, teller)
    return teller(said("{language}: {name}", name=name, language=locale.name))


def _of_row(desk: Desk, row: Row, teller: Teller) -> dict[str, Any]:
    waived = _waived(row)
    return {
        "row": row,
        "address": _address(row),
        "tag": row.locale.tag,
        "direction": row.locale.direction,
        "mood": MOODS[row.state],
        "state": teller(STATES[row.state]),
        "about": list(_about(row, teller)),
        "changes": alike.changes(row),
        "alike": _alike(desk, row, teller),
        "forms": _forms(row, teller),
        "count": _counts(desk, row),
        "problems": translation.at_desk(row.problems),
        "waivable": [
            (rule, teller(translation.plain_name(rule)), waived.get(rule, ""))
            for rule in _refusing(row, waived)
        ],
        "needs_name": any(map(translation.needs_name, _refusing(row, waived))),
    }


def _alike(desk: Desk, row: Row, teller: Teller) -> list[tuple[str, list[Alike]]]:
    """Part the same text elsewhere from what only looks like it, and may mean something else."""
    found = alike.alike(desk.held, row)
    parted = (
        (said("The same elsewhere"), [one for one in found if one.is_same]),
        (said("Nearly the same, and may mean something else"), [o for o in found if not o.is_same]),
    )
    return [(teller(words), those) for words, those in parted if those]


def _about(row: Row, teller: Teller) -> Iterator[tuple[str, str]]:
    """Say what a translator should know of a text."""
    if where := " › ".join(filter(None, (row.title, row.heading))):
        yield teller(said("Stands in")), where
    for note in row.notes:
        yield teller(said("Note")), teller(note)
    for term in row.terms:
        yield term.word, teller(listed(term.wanted))
    if row.beside:
        yield teller(said("In another language")), row.beside
    records = row.records
    if records.translated:
        yield teller(said("Translated by")), _signed(records.translated[-1], teller)


def _signed(one: Signature, teller: Teller) -> str:
    """Say who signed, and when: a day that nobody can read stays as it is."""
    try:
        day = Locale(teller.tag).date(date.fromisoformat(one.date))
    except ValueError:
        day = one.date
    return teller(said("{name} ({day})", name=one.name, day=day)) if day else one.name


def _forms(row: Row, teller: Teller) -> list[dict[str, str]]:
    """Give a field for each form of a plural, which most texts have one of."""
    one = teller(said("Translation"))
    texts = row.texts or ("",)
    return [
        {"text": text, "label": f"{one} {number}" if len(texts) > 1 else one}
        for number, text in enumerate(texts, 1)
    ]


def _counts(desk: Desk, row: Row) -> tuple[int, int]:
    """Count the letters of a translation as readers see it, and about how many fit; 0 if any."""
    letters, signs = row.room or (0, 0)
    return len(desk.shown("".join(row.texts[:1]))), signs if row.locale.chinese else letters


def _refusing(row: Row, waived: Mapping[str, str]) -> list[str]:
    """List the rules that say something of a text, or are set aside for it, and may be."""
    told = (problem.rule for problem in row.problems)
    return [rule for rule in dict.fromkeys((*told, *waived)) if translation.waivable(rule)]


def _next(rows: tuple[Row, ...], row: Row) -> Row | None:
    """Find the next text that waits, from this one on, and then from the first."""
    place = rows.index(row)
    turned = (*rows[place + 1 :], *rows[:place])
    return next((one for one in turned if one.state in _WAITING), None)


def _edit(asked: Asked, row: Row, name: str, now: datetime) -> Edit:
    """Read what somebody did: a text that is the same, and still to be reviewed, is only read."""
    do, texts = asked.value("do"), tuple(asked.values("text"))
    is_same = do == "unchanged" or texts == row.texts
    return Edit(
        texts=None if is_same else texts,
        review=do == "review",
        name=name,
        day=now.date().isoformat(),
        waivers=_waivers(asked, row),
    )


def _waived(row: Row) -> dict[str, str]:
    """List the rules that are set aside, each with its reason."""
    found = row.records.waivers
    return {
        one.rule: one.parted[0] if translation.needs_name(one.rule) else one.text for one in found
    }


def _waivers(asked: Asked, row: Row) -> tuple[tuple[str, str], ...]:
    """Read the reasons that were changed: a rule that stays set aside keeps its record."""
    there = _waived(row)
    parted = ((name.partition("waive:")[2], reason.strip()) for name, reason in asked.form)
    named = ((rule, reason) for rule, reason in parted if rule and translation.waivable(rule))
    return tuple((rule, reason) for rule, reason in named if there.get(rule, "") != reason)
