"""Write at the desk: a form for each part of a notice, with the page as readers will see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.catalogs.interface import Teller
from generator.content.identity import Identity
from generator.desk import fields, files, notice, parts
from generator.desk.fields import Field
from generator.desk.files import Conflict, Place
from generator.desk.held import with_document
from generator.desk.notice import Form
from generator.desk.web import look
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import FIELD, WAS, Desk, Gone, known
from generator.diagnostics.messages import said
from generator.locales import Locale
from generator.site import pages

_MOST_PAIRS = 3
"""Lines of a scam that a sheet shows, each with what is true."""
_MAY_GO = ("headline", "verdict", "summary", "short", "chat", "poster", "icon", "steps")
"""What a notice can be without: it is left out where its writer wants none."""
_NAMELESS = {
    "bulletin": said("A notice without a title"),
    "routine": said("A scam without a title"),
    "reminder": said("A reminder without a title"),
}
_GROUPS = {"routines": said("Another scam"), "reminders": said("Another reminder")}


def form(desk: Desk, asked: Asked) -> Answer:
    """Show a part of a notice as a form."""
    place = _place(desk, asked)
    found = desk.store.read(place)
    made = notice.form(found.data or b"", place.path, desk.held)
    return desk.page("write.html", asked, _context(desk, asked, place, found.digest, made))


def save(desk: Desk, asked: Asked) -> Answer:
    """Save what was typed; both versions are shown where somebody else has saved meanwhile."""
    place = _place(desk, asked)
    data = desk.store.read(place).data or b""
    try:
        made = _edited(desk, asked, data, place)
        desk.store.save(place, made, asked.value("digest"), desk.now())
    except Conflict as conflict:
        shown = _versions(desk, asked, conflict)
        return desk.conflict(asked, _address(asked), conflict.theirs.digest, shown)
    return desk.saved(_address(asked))


def _versions(desk: Desk, asked: Asked, conflict: Conflict) -> Iterator[tuple[str, str, str]]:
    """Show the fields in which two versions differ, or both whole where they are no forms."""
    path, teller = conflict.mine.place.path, look.language_of(asked.languages)
    both = (conflict.mine.data or b"", conflict.theirs.data or b"")
    mine, theirs = (notice.form(data, path, desk.held) for data in both)
    fields_of = {field.key: field for field in theirs.fields}
    if not (mine.is_readable and theirs.is_readable):
        yield "", mine.text, theirs.text
        return
    for field in mine.fields:
        if (other := fields_of.get(field.key)) and other.value != field.value:
            yield teller(field.label), field.value, other.value


def check(desk: Desk, asked: Asked) -> Answer:
    """Check what is typed, and save nothing."""
    place = _place(desk, asked)
    data = _edited(desk, asked, desk.store.read(place).data or b"", place)
    made = notice.form(data, place.path, with_document(desk.held, place, data))
    every = [one for one in made.every_problem if one.rule != "unfilled"]
    return desk.page("checked.html", asked, {"problems": every})


def undo(desk: Desk, asked: Asked) -> Answer:
    """Put an earlier version back."""
    place, number = _place(desk, asked), asked.value("number")
    chosen = int(number) if number.isascii() and number.isdecimal() else None
    try:
        desk.store.undo(place, asked.value("digest"), desk.now(), chosen)
    except Conflict:
        return desk.overtaken(_address(asked))
    return desk.saved(_address(asked), said("The earlier version is back."))


def add(desk: Desk, asked: Asked) -> Answer:
    """Add a scam or a reminder, and open its form."""
    slug, title = asked.names["slug"], asked.value("title").strip()
    desk.bulletin(slug)
    place = parts.added(desk.store, desk.held, slug, asked.value("group"), title, desk.now())
    return desk.saved(
        f"/write/{slug}/{_name(place, slug)}/", said("It is begun. Fill in its fields.")
    )


def move(desk: Desk, asked: Asked) -> Answer:
    """Put a scam or a reminder before the one above it, or behind the one below."""
    slug, place = asked.names["slug"], _place(desk, asked)
    group = [one for one in files.documents(desk.folder, slug) if _is_like(one, place)]
    to = group.index(place) + (1 if asked.value("by") == "1" else -1)
    if 0 <= to < len(group):
        parts.moved(desk.store, slug, _own_name(place, slug), to)
    return desk.saved(_address(asked), said("Moved."))


def remove(desk: Desk, asked: Asked) -> Answer:
    """Remove a scam or a reminder; one that readers know is withdrawn instead."""
    slug, place = asked.names["slug"], _place(desk, asked)
    name = _own_name(place, slug)
    if parts.is_published(desk.store, slug, name):
        words = said("Readers know this address: write below “Withdrawn” when and why it goes.")
        return desk.saved(_address(asked), words)
    try:
        parts.removed(desk.store, slug, name, asked.value("digest"), desk.now())
    except Conflict:
        return desk.overtaken(_address(asked))
    return desk.saved(f"/write/{slug}/bulletin/", said("Removed."))


def _is_like(one: Place, other: Place) -> bool:
    return one.path.rpartition("/")[0] == other.path.rpartition("/")[0]


def restore(desk: Desk, asked: Asked) -> Answer:
    """Bring back a scam or a reminder that was removed."""
    slug = asked.names["slug"]
    with known():
        gone = {_name(one, slug): one for one in desk.store.gone(slug)}
    if (place := gone.get(asked.value("part"))) is None:
        raise Gone
    desk.store.undo(place, "", desk.now())
    return desk.saved(f"/write/{slug}/{asked.value('part')}/", said("It is back."))


def _own_name(place: Place, slug: str) -> str:
    """Name a document as catalogs do: `routines/fake-refund`."""
    return place.key.removeprefix(f"content/{slug}/")


def _name(place: Place, slug: str) -> str:
    """Name a document as addresses of the desk do."""
    return _own_name(place, slug).replace("/", ":")


def _place(desk: Desk, asked: Asked) -> Place:
    with known():
        return files.document(
            desk.folder, asked.names["slug"], asked.names["part"].replace(":", "/")
        )


def _address(asked: Asked) -> str:
    return f"/write/{asked.names['slug']}/{asked.names['part']}/"


def _context(desk: Desk, asked: Asked, place: Place, digest: str, made: Form) -> dict[str, Any]:
    slug, teller = asked.names["slug"], look.language_of(asked.languages)
    see = "sheet" if asked.query.get("see") == "sheet" else "page"
    found = desk.held.bulletin(slug)
    languages = desk.held.site.settings.locales
    source = found.source_locale if found else languages[0]
    shown = next((one for one in languages if one.tag == asked.query.get("in")), source)
    return {
        "slug": slug,
        "name": desk.name_of(slug, teller),
        "title": _title(made, teller),
        "form": replace(made, fields=tuple(map(_with_own, made.fields))),
        "pairs": {field.key: _pairs(field) for field in made.fields if field.kind == "pairs"},
        "may_go": _MAY_GO,
        "address": _address(asked),
        "digest": digest,
        "facts": desk.facts(),
        "documents": list(_documents(desk, slug, place, teller)),
        "groups": [(group, teller(words)) for group, words in _GROUPS.items()],
        "history": desk.store.history(place),
        "gone": [(_name(one, slug), one.key.rpartition("/")[2]) for one in desk.store.gone(slug)],
        "tabs": [("page", teller(said("Page"))), ("sheet", teller(said("Sheet")))],
        "see": see,
        "languages": languages,
        "shown": shown,
        "frame": f"{desk.preview}/{_shown(made.identity, shown, see)}?bare" if found else "",
    }


def _title(made: Form, teller: Teller) -> str:
    title = next((field.value for field in made.fields if field.key == "title"), "")
    return title or teller(_NAMELESS[made.identity.kind])


def _with_own(field: Field) -> Field:
    """Add what a file has to the choices, so that saving keeps what the site does not know."""
    if not field.kind.startswith("choice"):
        return field
    known_ = {value for value, _ in field.options} | {"", fields.NONE}
    own = tuple((one, one) for one in field.value.split("\n") if one not in known_)
    return replace(field, options=(*field.options, *own))


def _pairs(field: Field) -> list[tuple[str, str]]:
    there = list(fields.pairs(field.value))
    return there + [("", "")] * max(0, _MOST_PAIRS - len(there))


def _documents(desk: Desk, slug: str, here: Place, teller: Teller) -> Iterator[dict[str, Any]]:
    """List the parts of a notice, with their titles and what is wrong with them."""
    for place in files.documents(desk.folder, slug):
        found = desk.store.read(place)
        name = _name(place, slug)
        made = notice.form(found.data or b"", place.path, desk.held)
        every = made.every_problem
        yield {
            "title": teller(said("The notice itself"))
            if name == "bulletin"
            else _title(made, teller),
            "address": f"/write/{slug}/{name}/",
            "digest": found.digest,
            "is_here": place == here,
            "is_movable": name != "bulletin",
            "wrong": sum(not problem.warning for problem in every),
            "open": sum(problem.rule == "unfilled" for problem in every),
        }


def _shown(part: Identity, locale: Locale, see: str) -> str:
    """Give the path of the page, or of the sheet, that shows a part of a notice."""
    if see != "sheet":
        return pages.path_of("bulletin", locale, part.bulletin)
    if part.kind == "routine":
        return pages.path_of("routine-poster", locale, part.bulletin, part.id)
    return pages.path_of("poster", locale, part.bulletin)


def _edited(desk: Desk, asked: Asked, data: bytes, place: Place) -> bytes:
    if whole := asked.value("whole"):
        return notice.with_text(data, whole, place.path)
    spacing = desk.held.site.settings.chinese_spacing
    left_out = [key for key in asked.values("left_out") if key in _MAY_GO]
    values = dict(_typed(asked))
    return notice.edited(data, place.path, values, left_out=left_out, spacing=spacing)


def _typed(asked: Asked) -> Iterator[tuple[str, str]]:
    """Read the fields that were changed, so that what others changed meanwhile stays."""
    for key, typed in _sent(asked):
        was = asked.values(WAS + key)
        is_chosen = was and asked.values(f"{FIELD}{key}:which")
        value = _in_order(typed, was[0]) if is_chosen else typed
        if not was or not _is_same(value, was[0]):
            yield key, value


def _is_same(value: str, was: str) -> bool:
    """Tell whether a field is as it was; a browser takes line ends out of a single line."""
    return value in (was, was.replace("\n", "")) or value == fields.from_pairs(fields.pairs(was))


def _in_order(value: str, was: str) -> str:
    """Put choices in the order that they had; the new ones come last."""
    chosen, before = value.split("\n"), was.split("\n")
    kept = [one for one in before if one in chosen]
    return "\n".join((*kept, *(one for one in chosen if one not in kept)))


def _sent(asked: Asked) -> Iterator[tuple[str, str]]:
    """Read each field that the form had, as the form's values are."""
    sent = [name.removeprefix(FIELD) for name, _ in asked.form if name.startswith(FIELD)]
    for key in dict.fromkeys(name.partition(":")[0] for name in sent):
        if f"{key}:says" in sent:
            said_, true = (asked.values(f"{FIELD}{key}:{one}") for one in ("says", "truth"))
            yield key, fields.from_pairs(tuple(zip(said_, true, strict=False)))
        elif f"{key}:which" in sent:
            which = asked.value(f"{FIELD}{key}:which")
            chosen = "\n".join(asked.values(FIELD + key))
            yield key, (chosen or "[]") if which == "+" else which
        else:
            yield key, asked.value(FIELD + key)
