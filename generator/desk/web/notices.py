"""Show at the desk what waits for whom, and what is wrong; begin a notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.catalogs.interface import Teller
from generator.desk import overview as standing
from generator.desk import parts
from generator.desk.overview import Notice, Waiting, Whom
from generator.desk.web import look
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk, by_file
from generator.diagnostics.messages import said
from generator.layout import SITE_DOMAIN
from generator.locales import locale
from generator.model import Standing
from generator.site.status import STANDINGS, Progress


def overview(desk: Desk, asked: Asked) -> Answer:
    """List the notices, what waits first."""
    teller = look.language_of(asked.languages)
    found = standing.notices(desk.held, found=desk.latest.report.problems)
    cards = [_card(one, teller) for one in found]
    return desk.page("overview.html", asked, {"notices": cards})


def problems(desk: Desk, asked: Asked) -> Answer:
    """List what the last build said, by file."""
    report = desk.latest.report
    groups = by_file((*report.problems, *report.warnings))
    return desk.page("problems.html", asked, {"groups": groups, "failure": report.failure})


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
    return desk.saved(f"/write/{slug}/bulletin/", said("The notice is begun. Fill in its fields."))


def _card(one: Notice, teller: Teller) -> dict[str, Any]:
    is_site = one.slug == SITE_DOMAIN
    name = said("Words of the pages") if is_site else one.title or one.slug
    source = locale(one.source_locale).name
    return {
        "title": teller(name),
        "address": f"/translate/site/{one.rows[0].locale}/"
        if is_site
        else f"/write/{one.slug}/bulletin/",
        "about": "" if is_site else teller(said("Written in {language}", language=source)),
        "waits": [_turn(waiting, teller) for waiting in one.waiting],
        "states": list(_states(one, teller)),
    }


def _turn(waiting: Waiting, teller: Teller) -> str:
    what, language = waiting.what, locale(waiting.locale).name if waiting.locale else ""
    turns: Mapping[Whom, str] = {
        "writer": said("For the writer: {what}", what=what),
        "translator": said("For the translator ({language}): {what}", language=language, what=what),
        "reviewer": said("To be read again ({language}): {what}", language=language, what=what),
        "approver": said("To be approved ({language}): {what}", language=language, what=what),
        "printer": said("For whoever prints: {what}", what=what),
    }
    return teller(turns[waiting.whom])


def _states(one: Notice, teller: Teller) -> Iterator[dict[str, str]]:
    """Say how far a notice is in each language."""
    for row in one.rows:
        language = locale(row.locale).name
        yield {
            "language": language,
            "words": _words(row, teller),
            "mood": "good" if row.is_right else "wait",
            "address": _address_of(one, row),
        }


def _address_of(one: Notice, row: Progress) -> str:
    """Lead to where a language is written: the source in its form, the others in their list."""
    is_source = row.locale == one.source_locale and one.slug != SITE_DOMAIN
    return f"/write/{one.slug}/bulletin/" if is_source else f"/translate/{one.slug}/{row.locale}/"


def _words(row: Progress, teller: Teller) -> str:
    open_ = row.needs_review + row.missing
    if open_:
        return teller(said("{number} to translate", number=open_))
    # What is published, `build` decides: the desk shows files that may never have been built.
    is_ready = row.standing == Standing.PUBLISHED.value
    return teller(said("ready") if is_ready else STANDINGS[row.standing])
