"""Write at the desk: a form for each part of a notice, with the page as readers will see it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.desk import files, notice, parts
from generator.desk.files import Conflict, Place
from generator.desk.held import with_document
from generator.desk.web import form_page, look, sent
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk, Gone, known
from generator.diagnostics.messages import said


def form(desk: Desk, asked: Asked) -> Answer:
    """Show a part of a notice as a form."""
    place = _place(desk, asked)
    found = desk.store.read(place)
    made = notice.form(found.data or b"", place.path, desk.held)
    return desk.page("write.html", asked, form_page.context(desk, asked, place, found, made))


def save(desk: Desk, asked: Asked) -> Answer:
    """Save what was typed; where somebody else has changed the same fields, one chooses."""
    place = _place(desk, asked)
    data = desk.store.read(place).data or b""
    try:
        made = _edited(desk, asked, data, place)
        desk.store.save(place, made, asked.value("digest"), desk.now())
    except Conflict as conflict:
        shown = list(_versions(desk, asked, conflict))
        keys, versions = [one[0] for one in shown], [one[1:] for one in shown]
        return desk.conflict(asked, _address(asked), conflict.theirs.digest, versions, keys)
    words = said(
        "Saved, but whom to call is as it was. Tick at least one number, or choose “None”."
    )
    if sent.unticked(asked):
        return desk.saved(_address(asked), words)
    return desk.saved(_goes_on_to(asked) or _address(asked))


def _goes_on_to(asked: Asked) -> str:
    """Give the page to which a writer goes on, a part or a language of the same notice."""
    slug, address = asked.names["slug"], asked.value("go")
    return address if address.startswith((f"/write/{slug}/", f"/translate/{slug}/")) else ""


def _versions(desk: Desk, asked: Asked, conflict: Conflict) -> Iterator[tuple[str, str, str, str]]:
    """Show the fields that both have changed: key, name, mine, theirs; whole texts have no key."""
    path, teller = conflict.mine.place.path, look.language_of(asked.languages)
    both = (conflict.mine.data or b"", conflict.theirs.data or b"")
    mine, theirs = (notice.form(data, path, desk.held) for data in both)
    fields_of = {field.key: field for field in theirs.fields}
    if not (mine.is_readable and theirs.is_readable):
        yield "", "", mine.text, theirs.text
        return
    for field in mine.fields:
        other = fields_of.get(field.key)
        if other and other.value != field.value and not sent.is_as_at_first(asked, other):
            yield field.key, teller(field.label), field.value, other.value


def check(desk: Desk, asked: Asked) -> Answer:
    """Check what is typed, each field at its place, and save nothing."""
    desk.recall()
    place = _place(desk, asked)
    data = _edited(desk, asked, desk.store.read(place).data or b"", place)
    made = notice.form(data, place.path, with_document(desk.held, place, data))
    return desk.page("checked.html", asked, {"form": form_page.advised(made, sent.unticked(asked))})


def undo(desk: Desk, asked: Asked) -> Answer:
    """Put an earlier version back."""
    place, number = _place(desk, asked), asked.value("number")
    chosen = int(number) if number.isascii() and number.isdecimal() else None
    return desk.undone(place, asked, _address(asked), chosen)


def add(desk: Desk, asked: Asked) -> Answer:
    """Add a scam or a reminder, and open its form."""
    slug, title = asked.names["slug"], asked.value("title").strip()
    desk.bulletin(slug)
    place = parts.added(desk.store, desk.held, slug, asked.value("group"), title, desk.now())
    return desk.saved(
        f"/write/{slug}/{form_page.name_of(place, slug)}/",
        said("It is begun. Fill in its fields, and save."),
    )


def move(desk: Desk, asked: Asked) -> Answer:
    """Put a scam or a reminder before the one above it, or behind the one below."""
    slug, place = asked.names["slug"], _place(desk, asked)
    group = [one for one in files.documents(desk.folder, slug) if _is_like(one, place)]
    to = group.index(place) + (1 if asked.value("by") == "1" else -1)
    if 0 <= to < len(group):
        parts.moved(desk.store, slug, form_page.own_name(place, slug), to)
    return desk.saved(_address(asked), said("Moved."))


def remove(desk: Desk, asked: Asked) -> Answer:
    """Remove a scam or a reminder; one that readers know is withdrawn instead."""
    slug, place = asked.names["slug"], _place(desk, asked)
    name = form_page.own_name(place, slug)
    if parts.is_published(desk.store, slug, name):
        words = said("Readers know this address: write below “Withdrawn” when and why it goes.")
        return desk.saved(_address(asked), words)
    title = desk.shown(form_page.titled(desk.store.read(place).data or b"", place, asked))
    try:
        parts.removed(desk.store, slug, name, asked.value("digest"), desk.now())
    except Conflict:
        return desk.overtaken(_address(asked))
    words = said("“{title}” is removed. Below it can be brought back.", title=title)
    return desk.saved(f"/write/{slug}/bulletin/", words)


def discard(desk: Desk, asked: Asked) -> Answer:
    """Remove a notice that was never published; another one is withdrawn instead."""
    slug = asked.names["slug"]
    name = desk.name_of(slug, look.language_of(asked.languages))
    address = f"/write/{slug}/bulletin/"
    with known():
        files.document(desk.folder, slug, "bulletin")
    if parts.is_known(desk.store, slug):
        words = said("Readers know this address: write below “Withdrawn” when and why it goes.")
        return desk.saved(address, words)
    try:
        parts.removed_notice(desk.store, desk.held, slug, asked.value("digest"), desk.now())
    except Conflict:
        return desk.overtaken(address)
    return desk.saved("/", said("“{title}” is removed. Below it can be brought back.", title=name))


def bring_back(desk: Desk, asked: Asked) -> Answer:
    """Bring back a notice that was removed."""
    slug = asked.value("slug")
    with known():
        parts.restored_notice(desk.store, slug, desk.now())
    return desk.saved(f"/write/{slug}/bulletin/", said("It is back."))


def _is_like(one: Place, other: Place) -> bool:
    return one.path.rpartition("/")[0] == other.path.rpartition("/")[0]


def restore(desk: Desk, asked: Asked) -> Answer:
    """Bring back a scam or a reminder that was removed."""
    slug = asked.names["slug"]
    with known():
        gone = {form_page.name_of(one, slug): one for one in desk.store.gone(slug)}
    if (place := gone.get(asked.value("part"))) is None:
        raise Gone
    desk.store.undo(place, "", desk.now())
    return desk.saved(f"/write/{slug}/{asked.value('part')}/", said("It is back."))


def _place(desk: Desk, asked: Asked) -> Place:
    with known():
        return files.document(
            desk.folder, asked.names["slug"], asked.names["part"].replace(":", "/")
        )


def _address(asked: Asked) -> str:
    return f"/write/{asked.names['slug']}/{asked.names['part']}/"


def _edited(desk: Desk, asked: Asked, data: bytes, place: Place) -> bytes:
    if whole := asked.value("whole"):
        return notice.with_text(data, whole, place.path)
    spacing = desk.held.site.settings.chinese_spacing
    left_out = [key for key in asked.values("left_out") if key in form_page.MAY_GO]
    values = sent.changed(asked)
    return notice.edited(data, place.path, values, left_out=left_out, spacing=spacing)
