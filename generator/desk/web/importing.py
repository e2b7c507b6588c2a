"""Import at the desk: a file, or what somebody pastes, beside the notice that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from http import HTTPStatus

from generator.catalogs.interface import Teller
from generator.desk import fields, importing
from generator.desk.web import look
from generator.desk.web.guard import MOST_BYTES_OF_A_FILE
from generator.desk.web.server import Answer, Asked, see
from generator.desk.web.state import Desk, Gone
from generator.diagnostics.errors import Misused, Refused
from generator.diagnostics.messages import said, sentence
from generator.exchange import notices, received
from generator.exchange.blocks import Received
from generator.exchange.notices import Draft
from generator.model import DocumentKind

_MOST_KEPT = 4
"""Files that were read, and of which no notice is made yet."""
_Rows = list[tuple[str, str]]


def ask(desk: Desk, asked: Asked) -> Answer:
    """Ask for a file, or for pasted text."""
    return _asked_again(desk, asked, "", ())


def take_file(desk: Desk, asked: Asked) -> Answer:
    """Read a file that was put here."""
    name = asked.query.get("name", "")[-200:]
    return _taken(desk, asked, name, lambda: received.received(asked.file, name))


def take_text(desk: Desk, asked: Asked) -> Answer:
    """Read what was pasted: what a browser had of its form, or else its words."""
    text, teller = asked.value("html") or asked.value("pasted"), look.language_of(asked.languages)
    name = teller(said("Pasted text"))
    return _taken(desk, asked, name, lambda: received.pasted(text, name))


def _taken(desk: Desk, asked: Asked, name: str, read: Callable[[], Received]) -> Answer:
    """Keep what was read, and show it; or say why it cannot be."""
    try:
        found = read()
    except Refused as refused:
        wrong = [(one.wrong, one.remedy) for one in refused.problems]
    except Misused as misused:
        wrong = [(sentence(misused), "")]
    else:
        id_ = sha256(repr((name, found)).encode()).hexdigest()[:16]
        kept = [(key, one) for key, one in desk.imports.items() if key != id_]
        desk.imports = dict([*kept, (id_, (name, found))][-_MOST_KEPT:])
        return see(f"/import/{id_}/")
    return _asked_again(desk, asked, name, wrong)


def _asked_again(desk: Desk, asked: Asked, name: str, wrong: Sequence[tuple[str, str]]) -> Answer:
    """Ask for a file; with what is wrong with the one that there was, if any."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    context = {
        "name": name,
        "wrong_of_file": wrong,
        "pasted": asked.value("pasted"),
        "most": MOST_BYTES_OF_A_FILE,
    }
    return desk.page("import.html", asked, context, status)


def preview(desk: Desk, asked: Asked) -> Answer:
    """Show what was read beside the fields that it goes into."""
    name, read = _kept(desk, asked)
    settings, teller = desk.held.site.settings, look.language_of(asked.languages)
    draft = notices.draft(read, settings.facts.values())
    context = {
        "name": name,
        "address": f"/import/{asked.names['id']}/",
        "summary": teller(_summary(draft)),
        "lines": [
            (one.whole, teller(place))
            for one, place in zip(draft.blocks, draft.places, strict=True)
        ],
        "groups": list(_groups(draft, teller)),
        "left": draft.left,
        "languages": [(one.tag, one.name) for one in settings.locales],
        "language": importing.written_in(read, settings).tag,
    }
    return desk.page("imported.html", asked, context)


def make(desk: Desk, asked: Asked) -> Answer:
    """Make the notice, and open its form."""
    _, read = _kept(desk, asked)
    tag = desk.locale(asked.value("language")).tag
    done = importing.make(desk.folder, read, desk.now(), tag=tag)
    del desk.imports[asked.names["id"]]
    words = said("The notice is made. Read it through, and fill in what is still empty.")
    return desk.saved(f"/write/{done.slug}/bulletin/", words)


def _kept(desk: Desk, asked: Asked) -> tuple[str, Received]:
    if asked.names["id"] not in desk.imports:
        raise Gone
    return desk.imports[asked.names["id"]]


def _summary(draft: Draft) -> str:
    if draft.kind == "service":
        return said("It becomes a service notice.")
    return said(
        "It becomes a warning. Scams: {scams}. Reminders: {reminders}.",
        scams=len(draft.scams),
        reminders=len(draft.reminders),
    )


def _groups(draft: Draft, teller: Teller) -> Iterator[tuple[str, _Rows]]:
    """Yield each part of the notice, with its fields."""
    yield teller(said("The notice itself")), _rows(draft.head, "bulletin", teller)
    for number, part in enumerate(draft.scams, 1):
        yield teller(said("Scam {number}", number=number)), _rows(part, "routine", teller)
    for number, part in enumerate(draft.reminders, 1):
        yield teller(said("Reminder {number}", number=number)), _rows(part, "reminder", teller)


def _rows(part: Mapping[str, str], kind: DocumentKind, teller: Teller) -> _Rows:
    order = [*fields.order("bulletin"), fields.HEARD, fields.TEXT]
    keys = sorted(part, key=order.index)
    return [(teller(fields.label_of(key, kind)), part[key]) for key in keys]
