"""Show at the desk what waits for whom, and what is wrong; begin a notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.catalogs.interface import Teller
from generator.desk import firstday, notice, parts
from generator.desk import overview as standing
from generator.desk.fields import worded
from generator.desk.overview import Notice, Waiting, Whom
from generator.desk.web import look
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.layout import SITE_DOMAIN
from generator.locales import locale
from generator.model import Standing, State
from generator.site.status import STANDINGS, Progress

_GONE = (State.WITHDRAWN.value, State.REPLACED.value)


def overview(desk: Desk, asked: Asked) -> Answer:
    """List the notices, what waits first."""
    teller = look.language_of(asked.languages)
    found = standing.notices(desk.held, found=desk.latest.report.problems)
    cards = [
        {**_card(desk, one, teller), "is_example": firstday.is_example(desk.store, one.slug)}
        for one in found
    ]
    gone = list(_gone(desk))
    return desk.page("overview.html", asked, {"notices": cards, "gone": gone})


def _gone(desk: Desk) -> Iterator[tuple[str, str]]:
    """List the notices that were removed, by their names and titles."""
    for head in desk.store.gone_notices():
        last = desk.store.version(desk.store.history(head)[0]) or b""
        slug = head.key.split("/")[1]
        yield slug, desk.shown(notice.title_of(last, head.path)) or slug


def problems(desk: Desk, asked: Asked) -> Answer:
    """List what the last build said, by file."""
    report = desk.latest.report
    groups = desk.by_file((*report.problems, *report.warnings), look.language_of(asked.languages))
    context = {"groups": groups, "failure": report.failure, "remarks": len(report.warnings)}
    return desk.page("problems.html", asked, context)


def new(desk: Desk, asked: Asked) -> Answer:
    """Ask for what a new notice begins with."""
    teller = look.language_of(asked.languages)
    known = desk.held.site.settings.locales
    context = {"languages": [(one.tag, one.name) for one in known], "language": teller.tag}
    return desk.page("new.html", asked, context)


def begin(desk: Desk, asked: Asked) -> Answer:
    """Make a new notice, and open its form."""
    if not (title := asked.value("title").strip()):
        return desk.saved("/new", said("Say first what the notice is about."))
    slug = parts.new_notice(
        desk.store,
        title,
        desk.now(),
        held=desk.held,
        tag=desk.locale(asked.value("language")).tag,
        kind="service" if asked.value("kind") == "service" else "scam",
    )
    return desk.saved(
        f"/write/{slug}/bulletin/",
        said("The notice is begun. Fill in its fields, and save; then its other parts wait."),
    )


def _card(desk: Desk, one: Notice, teller: Teller) -> dict[str, Any]:
    is_site = one.slug == SITE_DOMAIN
    name = said("Words of the pages") if is_site else desk.shown(one.title) or one.slug
    source = locale(one.source_locale).name
    return {
        "title": teller(name),
        "address": f"/translate/site/{one.rows[0].locale}/"
        if is_site
        else f"/write/{one.slug}/bulletin/",
        "about": "" if is_site else teller(said("Written in {language}", language=source)),
        "waits": [(_turn(waiting, teller), _place(one, waiting)) for waiting in one.waiting],
        "states": list(_states(one, teller)),
    }


def _turn(waiting: Waiting, teller: Teller) -> str:
    what, language = worded(waiting.what), locale(waiting.locale).name if waiting.locale else ""
    turns: Mapping[Whom, str] = {
        "writer": said("For the writer: {what}", what=what),
        "translator": said("For the translator ({language}): {what}", language=language, what=what),
        "reviewer": said("To be read again ({language}): {what}", language=language, what=what),
        "approver": said("To be approved ({language}): {what}", language=language, what=what),
        "printer": said("For whoever prints: {what}", what=what),
    }
    return teller(turns[waiting.whom])


def _place(one: Notice, waiting: Waiting) -> str:
    """Lead whoever approves to what they read; the others go by the notice or its languages."""
    is_read = waiting.whom == "approver"
    return f"/approve/{one.slug}/{waiting.locale}/" if is_read else ""


def _states(one: Notice, teller: Teller) -> Iterator[dict[str, str]]:
    """Say how far a notice is in each language."""
    for row in one.rows:
        wrong = row.errors(_errors_of(one, row))
        yield {
            "language": locale(row.locale).name,
            "words": teller(said("errors: {number}", number=wrong))
            if wrong
            else _words(one, row, teller),
            "mood": "bad" if wrong else "good" if row.is_right else "wait",
            "address": "" if _is_too_early(one, row) else _address_of(one, row),
            "share": _shared(one, row),
        }


def _errors_of(one: Notice, row: Progress) -> Iterator[Problem]:
    """Take the errors of a language's own text: the source's are in the notice, the others' not."""
    is_source = row.locale == one.source_locale and one.slug != SITE_DOMAIN
    return (error for error in one.errors if error.path.startswith("locales/") != is_source)


def _is_too_early(one: Notice, row: Progress) -> bool:
    """Tell whether nobody translates a text yet, since it is still to be written."""
    return bool(one.left) and row.locale != one.source_locale


def _address_of(one: Notice, row: Progress) -> str:
    """Lead to where a language is written: the source in its form, the others in their list."""
    is_source = row.locale == one.source_locale and one.slug != SITE_DOMAIN
    return f"/write/{one.slug}/bulletin/" if is_source else f"/translate/{one.slug}/{row.locale}/"


def _shared(one: Notice, row: Progress) -> str:
    """Lead to what is passed on of a notice in a language; empty where nothing is yet."""
    if one.slug == SITE_DOMAIN or one.errors or row.state in _GONE:
        return ""
    is_ready = row.standing == Standing.PUBLISHED.value
    return f"/share/{one.slug}/{row.locale}/" if is_ready else ""


def _words(one: Notice, row: Progress, teller: Teller) -> str:
    if _is_too_early(one, row):
        return teller(said("waits for the text"))
    if one.left:
        return teller(said("{number} to fill in", number=one.left))
    open_ = row.needs_review + row.missing
    if open_:
        return teller(said("{number} to translate", number=open_))
    # What is published, `build` decides: the desk shows files that may never have been built.
    is_ready = row.standing == Standing.PUBLISHED.value
    return teller(said("ready") if is_ready else STANDINGS[row.standing])
