"""Set a site up at the desk: a page for each task, over site.toml and the glossary.

A changed fact is not saved at once: a second look shows who carries it, and a button confirms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from generator import moments
from generator.desk import carriers, files, settings, wording
from generator.desk.files import EMBLEM, GLOSSARY, SETTINGS, Conflict, File, Place
from generator.desk.held import problems_of, with_settings
from generator.desk.settings import PARTS, TomlForm
from generator.desk.web import look, looking
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import FIELD, WAS, Desk, Gone
from generator.desk.wording import Edit
from generator.diagnostics.errors import Problem, Refused
from generator.diagnostics.messages import listed, said
from generator.layout import SITE_DOMAIN
from generator.locales import Locale
from generator.text import drawings

_IN = "@"
"""Parts a field's key from the language of a translation of it."""
WRONG = HTTPStatus(422)
"""The status of a form that cannot be saved as it was sent."""
_WHOLE = {"settings": SETTINGS, "terms": GLOSSARY}


@dataclass(frozen=True, slots=True)
class Task:
    """A form that somebody looks at, or has sent."""

    address: str
    title: str
    keys: tuple[str, ...]
    place: Place = SETTINGS
    path: tuple[tuple[str, str], ...] = ()
    """The pages above it: addresses and names."""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Then:
    """Where to go when something is saved."""

    address: str
    action: str = ""
    """Where the form was sent, if that is not the same."""
    words: str = ""
    """What is said then; empty for what is said of every save."""


# Forms.


def form(desk: Desk, asked: Asked) -> Answer:
    """Show one of the forms that have a name of their own."""
    return shown(desk, asked, _part(desk, asked), file_of(desk, SETTINGS))


def save(desk: Desk, asked: Asked) -> Answer:
    """Save such a form."""
    return saved(desk, asked, _part(desk, asked))


def _part(desk: Desk, asked: Asked) -> Task:
    name = asked.names["part"]
    if name not in PARTS:
        raise Gone
    title, keys = PARTS[name]
    known = desk.held.site.settings.locales
    if name == "languages" and not any(one.chinese for one in known):
        keys = keys[:1]
    extra = {"contrasts": settings.contrasts(desk.held.site.settings)} if name == "look" else {}
    return Task(f"/site/part/{name}/", title, keys, extra=extra)


def file_of(desk: Desk, place: Place) -> TomlForm:
    """Read a file as the desk edits it."""
    return TomlForm(place, desk.store.read(place).data or b"")


def digest_of(desk: Desk) -> str:
    """Digest all that a form may change: site.toml, the terms, and the words' translations."""
    places = (SETTINGS, GLOSSARY, *(files.catalog(one, SITE_DOMAIN) for one in _languages(desk)))
    return files.digest("\0".join(desk.store.read(one).digest for one in places).encode())


def _languages(desk: Desk) -> tuple[Locale, ...]:
    return settings.others(desk.held)


def shown(
    desk: Desk,
    asked: Asked,
    task: Task,
    file: TomlForm,
    problems: Sequence[Problem] | None = None,
    digest: str = "",
) -> Answer:
    """Show a form; `problems` are those of what was sent, where that cannot be saved."""
    teller, is_sent = look.language_of(asked.languages), problems is not None
    found = problems_of(desk.held, SITE_DOMAIN) if problems is None else problems
    made = settings.form(file, task.keys, desk.held, found)
    at_fields = {one for each in made for one in each.problems}
    was = file_of(desk, task.place)
    typed = _typed(asked, task) if is_sent else {}
    context = {
        "title": teller(task.title),
        "path": [(address, teller(words)) for address, words in task.path],
        "address": task.address,
        "digest": digest or digest_of(desk),
        "fields": made,
        "was": {one.key: was.shown(one.key) for one in made},
        "words": {one.key: list(_words(desk, one.key, was, typed)) for one in made},
        "problems": [one for one in found if one not in at_fields] if is_sent else [],
        "facts": desk.facts(),
        "history": desk.store.history(task.place)[:1],
        **task.extra,
    }
    return desk.page("site_form.html", asked, context, WRONG if is_sent else HTTPStatus.OK)


def _words(
    desk: Desk, key: str, was: TomlForm, typed: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Give the translations of a field that readers see, a language each."""
    if not settings.is_worded(key):
        return
    text = was.shown(key)
    for one in _languages(desk):
        row = settings.worded(desk.held, text, one) if text else None
        own = row.texts[0] if row and row.state != "source" else ""
        yield {
            "key": f"{key}{_IN}{one.tag}",
            "tag": one.tag,
            "name": one.name,
            "direction": one.direction,
            "was": own,
            "value": typed.get(f"{key}{_IN}{one.tag}", own),
            "given": next(iter(row.given), "") if row else "",
            "state": row.state if row else "",
            "problems": row.problems if row else (),
            "address": f"/translate/{SITE_DOMAIN}/{one.tag}/{row.id}/" if row else "",
        }


def _typed(asked: Asked, task: Task) -> dict[str, str]:
    """Read the fields of a form that were sent, changed or not, with their translations."""
    keys = (name.removeprefix(WAS) for name, _ in asked.form if name.startswith(WAS))
    return {key: _in_order(asked, key) for key in keys if key.partition(_IN)[0] in task.keys}


def _in_order(asked: Asked, key: str) -> str:
    """Read a field; of choices, those that were there before keep their order."""
    sent = asked.values(FIELD + key)
    if settings.kind_of(key) != "choices":
        return "\n".join(sent)
    kept = [one for one in asked.value(WAS + key).split("\n") if one in sent]
    return "\n".join((*kept, *(one for one in sent if one not in kept)))


def _changed(asked: Asked, task: Task) -> dict[str, str]:
    """Read the fields that were changed, so that what others changed meanwhile stays."""
    sent = _typed(asked, task).items()
    return {key: typed for key, typed in sent if typed != asked.value(WAS + key)}


def saved(desk: Desk, asked: Asked, task: Task) -> Answer:
    """Save a form, unless something is wrong with it; changed facts are looked at first."""
    if asked.value("digest") != digest_of(desk):
        return _conflict(desk, asked, task)
    changed = _changed(asked, task)
    own = {key: typed for key, typed in changed.items() if _IN not in key}
    file = file_of(desk, task.place).edited(own)
    if errors := settings.new_errors(desk.held, file):
        return shown(desk, asked, task, file, errors, asked.value("digest"))
    catalogs = _catalogs(desk, file, _typed(asked, task), changed)
    return confirmed(desk, asked, file, Then(task.address), catalogs)


def confirmed(
    desk: Desk,
    asked: Asked,
    file: TomlForm,
    then: Then,
    catalogs: Iterable[tuple[Place, bytes | None]] = (),
) -> Answer:
    """Save site.toml or the terms, and catalogs with it; a changed fact after a second look."""
    changes = looking.changes(desk, file)
    if changes and asked.value("looked") != looking.digest(changes):
        return looking.again(desk, asked, file, changes, then.action or then.address, then.address)
    try:
        for place, data in ((file.place, file.raw), *catalogs):
            there = desk.store.read(place)
            desk.store.save(place, data, there.digest, desk.now())
    except Conflict:  # changed between two looks at it
        return desk.overtaken(then.address)
    if changes:
        carriers.looked(desk.folder, changes)
    return desk.saved(then.address, then.words)


def _catalogs(
    desk: Desk, file: TomlForm, typed: Mapping[str, str], changed: Mapping[str, str]
) -> list[tuple[Place, bytes | None]]:
    """Write the translations that were typed, into the catalogs of the words of site.toml."""
    held = desk.held
    after = with_settings(held, file.place, file.raw) if file.place == SETTINGS else held
    before = file_of(desk, SETTINGS)
    made: list[tuple[Place, bytes | None]] = []
    for one in _languages(desk):
        place = files.catalog(one, SITE_DOMAIN)
        data = desk.store.read(place).data
        for name, text in typed.items():
            key, _, tag = name.partition(_IN)
            is_new = before.shown(key) != file.shown(key)
            if tag != one.tag or not (name in changed or (is_new and text)):
                continue
            row = settings.worded(after, file.shown(key), one)
            if row is None:
                continue
            # A translation that stays while its text is another waits for somebody to read it.
            edit = Edit(
                texts=(text,),
                review=name not in changed,
                name=desk.translator,
                day=moments.in_zone(desk.now(), after.site.settings.time_zone).date().isoformat(),
            )
            data = wording.edited(after, row, data, edit)
        if data is not None:
            made.append((place, data))
    return made


def _conflict(desk: Desk, asked: Asked, task: Task) -> Answer:
    """Show what was changed, and what is there by now."""
    desk.renew()
    teller, file = look.language_of(asked.languages), file_of(desk, task.place)
    made = settings.form(file, task.keys, desk.held, ())
    labels = {one.key: teller(one.label) for one in made}
    versions = [
        (labels.get(key, key), typed, file.shown(key))
        for key, typed in _changed(asked, task).items()
        if _IN not in key and typed != file.shown(key)
    ]
    return desk.conflict(asked, task.address, digest_of(desk), versions)


def pressed(
    desk: Desk, asked: Asked, file: TomlForm, address: str, instead: str, words: str = ""
) -> Answer:
    """Save a file that a button has changed, if nothing is wrong with it."""
    if errors := settings.new_errors(desk.held, file):
        return _refused(desk, asked, errors, instead)
    action = f"{instead}change" if asked.value("do") else ""
    return confirmed(desk, asked, file, Then(address, action, words))


def _refused(desk: Desk, asked: Asked, errors: Sequence[Problem], address: str) -> Answer:
    context = {"problems": errors, "address": address}
    return desk.page("site_refused.html", asked, context, WRONG)


def paste_emblem(desk: Desk, asked: Asked) -> Answer:
    """Save a drawing that was pasted, and make it the emblem; one that no page may have is not."""
    address, text = "/site/part/look/", f"{asked.value('drawing').strip()}\n"
    try:
        drawings.drawing(text)
    except drawings.Unfit as unfit:
        wrong = Problem(EMBLEM.path, unfit.line, "drawing", *unfit.fault)
        return _refused(desk, asked, (wrong,), address)
    there = desk.store.read(EMBLEM)
    desk.store.save(EMBLEM, text.encode(), there.digest, desk.now())
    desk.renew()
    name = EMBLEM.path.removeprefix("content/")
    file = file_of(desk, SETTINGS).edited({"look.emblem": name})
    return pressed(desk, asked, file, address, address)


# The site as a whole.


def overview(desk: Desk, asked: Asked) -> Answer:
    """List the tasks, and what is wrong with each."""
    teller, site = look.language_of(asked.languages), desk.held.site.settings
    found = [one for one in problems_of(desk.held, SITE_DOMAIN) if not one.warning]
    about = {
        "/site/part/name/": (PARTS["name"][0], site.title.text),
        "/site/contacts/": (CONTACTS, teller(listed(one.label.text for one in site.contacts))),
        "/site/languages/": (LANGUAGES, teller(listed(one.name for one in site.locales))),
        "/site/part/look/": (PARTS["look"][0], f"{site.look.colour} {site.look.accent}"),
        "/site/terms/": (
            TERMS,
            teller(said("{number} terms", number=len(desk.held.site.glossary.terms))),
        ),
        "/site/topics/": (TOPICS, teller(listed(one.text for one in site.topics.values()))),
        "/site/part/posters/": (
            PARTS["posters"][0],
            teller(_sheets(len(site.pairs + site.variants))),
        ),
        "/site/part/people/": (PARTS["people"][0], teller(listed(site.review.people))),
    }
    context = {
        "tasks": [(address, teller(name), words) for address, (name, words) in about.items()],
        "problems": [one for one in found if one.path in (SETTINGS.path, GLOSSARY.path)],
        "unlooked": carriers.unlooked(desk.held, desk.folder / "output"),
        "wholes": [(f"/site/whole/{name}/", place.path) for name, place in _WHOLE.items()],
    }
    return desk.page("site.html", asked, context)


def _sheets(number: int) -> str:
    """Say how many kinds of sheets are made."""
    if not number:
        return said("only the plain sheet")
    return said("{number} besides the plain sheet", number=number)


CONTACTS = said("Numbers, addresses and whom to call")
LANGUAGES = said("Languages")
TERMS = said("Terms and their translations")
TOPICS = said("Topics")


# Whole texts.


def _whole(asked: Asked) -> tuple[Place, str]:
    name = asked.names["file"]
    if name not in _WHOLE:
        raise Gone
    return _WHOLE[name], f"/site/whole/{name}/"


def whole(desk: Desk, asked: Asked) -> Answer:
    """Show a file as it is: what no form holds is reached so, and what is broken."""
    place, address = _whole(asked)
    found = desk.store.read(place)
    number = asked.query.get("version", "")
    versions = desk.store.history(place)
    chosen = next((one for one in versions if str(one.number) == number), None)
    data = desk.store.version(chosen) if chosen else found.data
    text = (data or b"").decode("utf-8", "replace").removeprefix("\ufeff")
    context = {
        **_of_whole(found, address, text),
        "versions": versions,
        "is_earlier": chosen is not None,
    }
    return desk.page("site_whole.html", asked, context)


def _of_whole(there: File, address: str, text: str) -> dict[str, Any]:
    return {
        "title": there.place.path,
        "address": address,
        "digest": there.digest,
        "text": text,
        "versions": (),
        "is_earlier": False,
        "problems": (),
    }


def check_whole(desk: Desk, asked: Asked) -> Answer:
    """Check a whole text as it is typed, and save nothing."""
    place, _ = _whole(asked)
    file = TomlForm(place, desk.store.read(place).data or b"").with_text(asked.value("whole"))
    return desk.page("checked.html", asked, {"problems": _problems(desk, file)})


def _problems(desk: Desk, file: TomlForm) -> Sequence[Problem]:
    """Find what `check` says of a file, also where the one that is there is broken."""
    try:
        return settings.problems_with(desk.held, file)
    except Refused:
        return settings.unreadable(file)


def save_whole(desk: Desk, asked: Asked) -> Answer:
    """Save a whole text, unless it cannot be read any more; changed facts are looked at first."""
    place, address = _whole(asked)
    there = desk.store.read(place)
    file = TomlForm(place, there.data or b"").with_text(asked.value("whole"))
    if asked.value("digest") != there.digest:
        versions = [("", asked.value("whole"), (there.data or b"").decode("utf-8", "replace"))]
        return desk.conflict(asked, address, there.digest, versions)
    if wrong := settings.unreadable(file):
        context = {**_of_whole(there, address, asked.value("whole")), "problems": wrong}
        return desk.page("site_whole.html", asked, context, WRONG)
    return confirmed(desk, asked, file, Then(address))


ROUTES: Mapping[tuple[str, str], Callable[[Desk, Asked], Answer]] = {
    ("GET", "/site/"): overview,
    ("GET", "/site/changed/"): looking.changed,
    ("POST", "/site/changed/"): looking.seen,
    ("GET", "/site/part/{part}/"): form,
    ("POST", "/site/part/{part}/"): save,
    ("POST", "/site/emblem"): paste_emblem,
    ("GET", "/site/whole/{file}/"): whole,
    ("POST", "/site/whole/{file}/"): save_whole,
    ("POST", "/site/whole/{file}/check"): check_whole,
}
"""What these pages answer, by method and path."""
