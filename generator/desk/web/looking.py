"""Look again at a fact that changes: who carries it, before it is saved or published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.catalogs.interface import Teller
from generator.desk import carriers, files, settings
from generator.desk.carriers import ADDRESS, Carriers, Change, Unsigned
from generator.desk.files import SETTINGS
from generator.desk.settings import TomlForm
from generator.desk.web import look, publishing
from generator.desk.web.server import Answer, Asked, see
from generator.desk.web.state import Desk
from generator.diagnostics.errors import Problem, Refused
from generator.diagnostics.messages import said


def changes(desk: Desk, file: TomlForm) -> tuple[Change, ...]:
    """Find the facts that a file would change; none where those of before are not known."""
    if file.place != SETTINGS:
        return ()
    try:
        return carriers.changes(desk.held.site.settings, settings.settings_of(file))
    except Refused:  # the file that is there is broken, or was
        return ()


def digest(changed: Iterable[Change]) -> str:
    """Digest changes, so that a second button confirms just these."""
    rows = ("\0".join((one.name, one.old, one.new)) for one in changed)
    return files.digest("\n".join(rows).encode())


def again(
    desk: Desk,
    asked: Asked,
    file: TomlForm,
    changed: Sequence[Change],
    action: str,
    address: str,
) -> Answer:
    """Show what carries the facts that are to change, with a button that changes them.

    `action` is where the form was sent, and is sent again; `address` is the page that it is on.
    """
    teller = look.language_of(asked.languages)
    unsigned = carriers.unsigned(desk.held, settings.settings_of(file))
    context = {
        **_context(desk, asked, changed),
        "unsigned": [teller(_unsigned(desk, one, teller)) for one in unsigned],
        "action": action,
        "address": address,
        "fields": [one for one in asked.form if one[0] != "looked"],
        "looked": digest(changed),
    }
    return desk.page("site_look.html", asked, context)


def changed(desk: Desk, asked: Asked) -> Answer:
    """Show the facts that are others than in what is published, and that nobody has looked at."""
    found = carriers.unlooked(desk.held, desk.folder / "output")
    context = {
        **_context(desk, asked, found),
        "unsigned": (),
        "action": "/site/changed/",
        "address": "",
        "fields": (),
        "looked": digest(found),
    }
    return desk.page("site_look.html", asked, context)


def seen(desk: Desk, asked: Asked) -> Answer:
    """Note that somebody has looked at these facts."""
    found = carriers.unlooked(desk.held, desk.folder / "output")
    if asked.value("looked") != digest(found):
        return see("/site/changed/")
    carriers.looked(desk.folder, found)
    return desk.saved("/site/", said("Looked at. They change with the next publication."))


def _context(desk: Desk, asked: Asked, changed: Sequence[Change]) -> dict[str, Any]:
    teller, output = look.language_of(asked.languages), desk.folder / "output"
    held = desk.held
    found = [carriers.carriers(held, output, held.site.settings, one) for one in changed]
    return {"changes": [_shown(desk, one, teller) for one in found]}


def name_of(desk: Desk, name: str) -> str:
    """Name a fact by what it is where it is a contact, else as texts do."""
    if name == ADDRESS:
        return said("The address of the site")
    given = (one for one in desk.held.site.settings.contacts if one.fact.name == name)
    return next((one.label.text for one in given), f"{{{name}}}")


def _shown(desk: Desk, one: Carriers, teller: Teller) -> dict[str, Any]:
    return {
        "name": teller(name_of(desk, one.change.name)),
        "old": one.change.old,
        "new": one.change.new,
        "groups": [
            (teller(words), _by_notice(desk, paths, teller))
            for words, paths in (
                (_sheets(len(one.sheets)), one.sheets),
                (said("Pages: {number}", number=len(one.pages)), one.pages),
                (said("Plain texts, feeds and lists: {number}", number=len(one.texts)), one.texts),
            )
            if paths
        ],
        "named": list(_edited_at(desk, one.named, teller)),
        "typed": list(_edited_at(desk, one.typed, teller)),
    }


def _unsigned(desk: Desk, one: Unsigned, teller: Teller) -> str:
    """Say what is to be signed anew, and what readers miss until then."""
    name, language, number = desk.name_of(one.slug, teller), one.locale.told, one.number
    if one.is_withheld:
        return said(
            "In {language}, sentences of “{name}” have to be approved again: {number}."
            " Until they are, the notice is not shown in it.",
            language=language,
            name=name,
            number=number,
        )
    return said(
        "In {language}, sentences of “{name}” have to be approved again: {number}.",
        language=language,
        name=name,
        number=number,
    )


def _sheets(number: int) -> str:
    return said("Sheets to print again and replace: {number}", number=number)


def _by_notice(desk: Desk, paths: Iterable[str], teller: Teller) -> list[tuple[str, list[str]]]:
    """Group files of the output by their notices, of which they have the names."""
    found: dict[str, list[str]] = {}
    for path in paths:
        name = path.split("/")[1].partition(".")[0] if "/" in path else ""
        slug = name if desk.held.bulletin(name) else ""
        words = publishing.words_of(desk, path, teller)
        if words not in found.setdefault(slug, []):
            found[slug].append(words)
    rest = teller(said("The site as a whole"))
    return [(desk.name_of(slug, teller) if slug else rest, own) for slug, own in found.items()]


def _edited_at(desk: Desk, paths: Sequence[str], teller: Teller) -> Iterator[tuple[str, str]]:
    """Yield the pages of the desk at which files are edited, with what they are called."""
    rest = [path for path in paths if path != SETTINGS.path]
    if rest != [*paths]:
        yield "/site/", teller(said("Site"))
    # Each is named, and led to, as where the desk says what is wrong in it.
    problems = [Problem(path, 1, "by-hand", "", "") for path in rest]
    yield from ((there, name) for name, there, _ in desk.by_file(problems, teller))
