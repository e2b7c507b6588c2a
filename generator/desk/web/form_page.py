"""Make what a writing page shows: the fields, the parts, what is next, the page or sheet beside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from generator.catalogs.interface import Teller
from generator.content.identity import Identity, identify
from generator.desk import fields, files, notice, parts, translation
from generator.desk.fields import NONE, Field
from generator.desk.files import File, Place
from generator.desk.notice import Form
from generator.desk.web import beside, look
from generator.desk.web.server import Asked
from generator.desk.web.state import NAMELESS, Desk
from generator.diagnostics.errors import Problem, Refused
from generator.diagnostics.messages import listed, said
from generator.locales import Locale
from generator.markdown.forbidden import SIGN
from generator.model import SITE_CONTEXT, Bulletin, Standing
from generator.render.templates import trusted

MAY_GO = (
    *("headline", "verdict", "summary", "short", "heard", "chat", "poster", "icon", "steps"),
    *("area", "audience"),
)
"""What a notice can be without: it is left out where its writer wants none."""
_MOST_PAIRS = 3
"""Lines of a scam that a sheet shows, each with what is true."""
_GROUPS = {"routines": said("Another scam"), "reminders": said("Another reminder")}
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{2}:[0-9]{2}))?")
_SHOWN_CHANGES = 10
"""Earlier versions of which it is said what was changed."""
_FEW_LETTERS = 24


def context(desk: Desk, asked: Asked, place: Place, found: File, made: Form) -> dict[str, Any]:
    """Make all that the page of a form shows."""
    slug, teller = asked.names["slug"], look.language_of(asked.languages)
    source = _source(desk, slug)
    made = advised(
        replace(made, fields=tuple(_localized(desk, one, teller) for one in made.fields))
    )
    documents = list(_documents(desk, slug, place, teller))
    return {
        "slug": slug,
        "name": _name(desk, slug, documents),
        "title": desk.shown(_title(made, teller)),
        "form": made,
        "pairs": {field.key: _pairs(field) for field in made.fields if field.kind == "pairs"},
        "days": {field.key: _day(field) for field in made.fields if field.kind == "day"},
        "counts": dict(_counts(desk, made, source)),
        "icons": dict(_icons(desk)),
        "first": _first(made),
        "may_go": MAY_GO,
        "sign": SIGN,
        "address": f"/write/{slug}/{name_of(place, slug)}/",
        "digest": found.digest,
        "facts": desk.facts(),
        "documents": documents,
        "next": _next(desk, slug, documents, source, teller),
        "groups": [(group, teller(words)) for group, words in _GROUPS.items()],
        "history": list(_history(desk, place, found, teller)),
        "may_be_removed": not parts.is_known(desk.store, slug),
        "gone": list(_gone(desk, slug, asked)),
        **_beside(desk, asked, made.identity, source, any(one["wrong"] for one in documents)),
    }


def own_name(place: Place, slug: str) -> str:
    """Name a document as catalogs do: `routines/fake-refund`."""
    return place.key.removeprefix(f"content/{slug}/")


def name_of(place: Place, slug: str) -> str:
    """Name a document as addresses of the desk do."""
    return own_name(place, slug).replace("/", ":")


def titled(data: bytes, place: Place, asked: Asked) -> str:
    """Name a document by its title, or say that it has none."""
    nameless = look.language_of(asked.languages)(NAMELESS[identify(place.path).kind])
    return notice.title_of(data, place.path) or nameless


def advised(made: Form, unticked: Collection[str] = ()) -> Form:
    """Add what the desk itself has to say of the choices in a form."""
    return replace(made, fields=tuple(_with_advice(one, unticked) for one in made.fields))


def _with_advice(field: Field, unticked: Collection[str]) -> Field:
    if field.key in unticked:
        wrong, remedy = said("none is ticked"), said("tick at least one number, or choose “None”")
    elif field.value == NONE:
        wrong = said("no number stands on the page and on the sheets")
        remedy = said("choose one, if anybody answers questions about this")
    else:
        return field
    told = Problem("", 1, field.key, wrong, remedy, warning=field.key not in unticked)
    return replace(field, problems=(*field.problems, told))


def _source(desk: Desk, slug: str) -> Locale:
    found = desk.last_good(slug)
    return found.source_locale if found else desk.held.site.settings.source_locale


def _name(desk: Desk, slug: str, documents: list[dict[str, Any]]) -> str:
    """Name the notice by what its form says, which may be read where the notice cannot."""
    found = desk.last_good(slug)
    title = found.head.labels["title"].text if found else documents[0]["own"]
    return desk.shown(title) or slug


def _title(made: Form, teller: Teller) -> str:
    title = next((field.value for field in made.fields if field.key == "title"), "")
    return title or teller(NAMELESS[made.identity.kind])


def _first(made: Form) -> str:
    """Find the field with which one begins: the first that is to be filled in."""
    return next((one.key for one in made.fields if one.placeholder and one.kind != "pairs"), "")


def _localized(desk: Desk, field: Field, teller: Teller) -> Field:
    """Name choices in the reader's language; what a file has besides stays among them."""
    if not field.kind.startswith("choice"):
        return field
    known = {value for value, _ in field.options} | {"", NONE}
    own = (one for one in field.value.split("\n") if one not in known and SIGN not in one)
    options = (*_options(desk, field, teller), *((one, one) for one in own))
    return replace(field, options=options)


def _options(desk: Desk, field: Field, teller: Teller) -> Iterator[tuple[str, str]]:
    if field.key != "contacts":
        words = {one: _translated(desk, text, teller) for one, text in field.options}
        yield from words.items() if field.key == "topic" else field.options
        return
    for one in desk.held.site.settings.contacts:
        yield one.fact.name, f"{_translated(desk, one.label.text, teller)} {one.fact.text}"


def _translated(desk: Desk, text: str, teller: Teller) -> str:
    """Say a word of site.toml in the reader's language, where it is translated."""
    site = desk.held.site
    own = next((one for one in site.settings.locales if one.tag == teller.tag), None)
    if own is None:
        return text
    return site.site_vocabulary(own, site.settings.source_locale).worded((SITE_CONTEXT, text)).text


def _pairs(field: Field) -> list[tuple[str, str]]:
    there = list(fields.pairs(field.value))
    return there + [("", "")] * max(0, _MOST_PAIRS - len(there))


def _day(field: Field) -> tuple[str, str] | None:
    """Part a day and its hour for a calendar; None for what no calendar can show."""
    found = _DAY.fullmatch(field.value)
    if not field.value or found is None:
        return None if field.value else ("", "")
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return None
    return found[1], found[2] or ""


def _counts(desk: Desk, made: Form, source: Locale) -> Iterator[tuple[str, tuple[int, int]]]:
    """Count the letters of each field that has little room; a fact counts as readers see it."""
    for field in made.fields:
        if field.room and field.kind == "line":
            yield field.key, (len(desk.shown(field.value)), field.room[1 if source.chinese else 0])


def _icons(desk: Desk) -> Iterator[tuple[str, str]]:
    """Draw the pictures to choose from; one with ids is named only, since these could clash."""
    for name, drawing in desk.held.site.icons.items():
        if " id=" not in drawing:
            yield name, trusted(drawing.strip().replace("<svg", '<svg aria-hidden="true"', 1))


def _documents(desk: Desk, slug: str, here: Place, teller: Teller) -> Iterator[dict[str, Any]]:
    """List the parts of a notice, with their titles and what is wrong with them."""
    is_read = desk.held.bulletin(slug) is not None
    for place in files.documents(desk.folder, slug):
        found, name = desk.store.read(place), name_of(place, slug)
        made = notice.form(found.data or b"", place.path, desk.held)
        every, title = made.every_problem, desk.shown(_title(made, teller))
        left = sum(problem.rule == "unfilled" for problem in every)
        yield {
            "own": title,
            "title": teller(said("The notice itself")) if name == "bulletin" else title,
            "address": f"/write/{slug}/{name}/",
            "digest": found.digest,
            "is_here": place == here,
            "is_movable": name != "bulletin",
            "wrong": sum(not problem.warning for problem in every),
            # Where one part cannot be read, the others are not looked through.
            "open": left if is_read else sum(bool(field.placeholder) for field in made.fields),
        }


def _next(
    desk: Desk, slug: str, documents: list[dict[str, Any]], source: Locale, teller: Teller
) -> tuple[str, str] | None:
    """Find what waits next: a part to fill in, then a language: its address, and its name."""
    here = next((at for at, one in enumerate(documents) if one["is_here"]), 0)
    for one in (*documents[here + 1 :], *documents[:here]):
        if one["open"] or one["wrong"]:
            return one["address"], one["title"]
    if documents[here]["open"] or documents[here]["wrong"] or not desk.held.bulletin(slug):
        return None
    for locale in desk.held.site.settings.locales:
        if locale != source and _waits(desk, slug, locale):
            words = said("translate into {language}", language=locale.name)
            return f"/translate/{slug}/{locale.tag}/", teller(words)
    return None


def _waits(desk: Desk, slug: str, locale: Locale) -> bool:
    try:
        states = {row.state for row in translation.rows(desk.held, slug, locale)}
    except Refused:  # its catalog cannot be read: whoever translates sees why
        return True
    return bool(states & {"missing", "needs review", "refused"})


def _history(
    desk: Desk, place: Place, found: File, teller: Teller
) -> Iterator[Mapping[str, object]]:
    """List the earlier versions: when each was saved over, and what was other in it."""
    versions = desk.store.history(place)
    read = [found.data, *(desk.store.version(one) for one in versions[:_SHOWN_CHANGES])]
    changed = [notice.changes(old or b"", new or b"", place.path) for new, old in pairwise(read)]
    changed += [()] * (len(versions) - len(changed))
    for one, other in zip(versions, changed, strict=True):
        words = [
            said("{what}: {words}", what=label, words=_few(value)) if value else label
            for label, value in other
        ]
        when = desk.at(one.when).strftime("%Y-%m-%d %H:%M")
        yield {"number": one.number, "when": when, "words": teller(listed(words))}


def _few(text: str) -> str:
    line = " ".join(text.split()).replace("“", "‘").replace("”", "’")
    return f"“{line}”" if len(line) <= _FEW_LETTERS else f"“{line[:_FEW_LETTERS].rstrip()}…”"


def _gone(desk: Desk, slug: str, asked: Asked) -> Iterator[tuple[str, str]]:
    """List what was removed, by title."""
    for place in desk.store.gone(slug):
        last = desk.store.version(desk.store.history(place)[0]) or b""
        yield name_of(place, slug), desk.shown(titled(last, place, asked))


def _beside(
    desk: Desk, asked: Asked, part: Identity, source: Locale, is_wrong: bool
) -> dict[str, Any]:
    """Choose what stands beside: the page or the sheet that was chosen last, in its language."""
    see, tag = asked.query.get("see", desk.seen[0]), asked.query.get("in", desk.seen[1])
    languages = desk.held.site.settings.locales
    shown = next((one for one in languages if one.tag == tag), source)
    see = "sheet" if see == "sheet" else "page"
    if asked.query:
        desk.seen = see, "" if shown == source else shown.tag
    found = desk.last_good(part.bulletin)
    missing = _missing(desk, found, shown, see)
    scam = part.id if part.kind == "routine" else ""
    path = beside.path_of(see, shown, part.bulletin, scam)
    address = f"{desk.preview}/{path}?bare{_anchor(part, see)}"
    teller = look.language_of(asked.languages)
    older = said("There is an error in the notice: what stands here is from before it.")
    return {
        "tabs": [(key, teller(words)) for key, words in beside.SEEN.items()],
        "see": see,
        "languages": languages,
        "shown": shown,
        "frame": "" if missing else address,
        "beside": teller(missing or (older if is_wrong else "")),
    }


def _missing(desk: Desk, found: Bulletin | None, shown: Locale, see: str) -> str:
    """Say why nothing can stand beside; empty where something does."""
    if found is None:
        return said("The page is shown here when the errors are mended.")
    if see != "sheet":
        return ""
    left = sum(len(one.unfilled) for one in found.documents)
    if left:
        return said("The sheet is shown here when {number} more places are filled in.", number=left)
    site = replace(desk.held.site, bulletins=(found,))
    if desk.held.standings(site).of.get((found.slug, shown.tag)) is not Standing.PUBLISHED:
        return said("The sheet is shown here when the translation is done.")
    return ""


def _anchor(part: Identity, see: str) -> str:
    return f"#{part.id}" if see == "page" and part.kind != "bulletin" else ""
