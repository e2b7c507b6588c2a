"""Show the page, or the sheet, beside the sentences that a translator works on."""

from __future__ import annotations

from typing import Any

from generator.desk import translation
from generator.desk.web import look
from generator.desk.web.server import Asked
from generator.desk.web.state import Desk
from generator.diagnostics.messages import said
from generator.locales import Locale
from generator.site import pages

SEEN = {"page": said("Page"), "sheet": said("Sheet")}
_SEE = {"page": said("See the page"), "sheet": said("See the sheet")}


def chosen(asked: Asked) -> str:
    """Read what is shown beside the texts: the page, or the sheet."""
    return "sheet" if "sheet" in (asked.value("see"), asked.query.get("see")) else "page"


def kept(see: str) -> str:
    """Keep the sheet beside the texts where somebody has chosen it."""
    return "?see=sheet" if see == "sheet" else ""


def shown(
    desk: Desk, asked: Asked, domain: str, locale: Locale, document: str = "bulletin"
) -> dict[str, Any]:
    """Show the page or the sheet that a text is on, or say why it is not there yet."""
    teller, paths = look.language_of(asked.languages), _paths(desk, domain, locale, document)
    rows = translation.rows(desk.held, domain, locale)
    see = chosen(asked) if chosen(asked) in paths else "page"
    why = {key: _not_shown(desk, domain, locale, key) for key in paths}
    place = document.rpartition("/")[2] if "/" in document and see == "page" else ""
    return {
        "see": see,
        "tabs": [(key, teller(words)) for key, words in SEEN.items() if key in paths],
        "frame": f"{desk.preview}/{paths[see]}?bare{f'#{place}' if place else ''}",
        "why": teller(why[see]),
        "links": [
            (teller(words), f"{desk.preview}/{paths[key]}")
            for key, words in _SEE.items()
            if key in paths and not why[key]
        ],
        "is_old": desk.latest.report.has_failed or any(one.state == "refused" for one in rows),
    }


def _paths(desk: Desk, domain: str, locale: Locale, document: str) -> dict[str, str]:
    """Find the page that shows a document, and its own sheet or that of the whole notice."""
    bulletin = desk.held.bulletin(domain)
    if bulletin is None:
        return {"page": pages.list_path(locale)}
    part = document.removeprefix("routines/")
    scam = part if part in (routine.id for routine in bulletin.routines) else ""
    return {see: path_of(see, locale, domain, scam) for see in SEEN}


def path_of(see: str, locale: Locale, slug: str, scam: str = "") -> str:
    """Give the path of a notice's page, or of its sheet or that of one of its scams."""
    if see == "page":
        return pages.path_of("bulletin", locale, slug)
    if scam:
        return pages.path_of("routine-poster", locale, slug, scam)
    return pages.path_of("poster", locale, slug)


def _not_shown(desk: Desk, domain: str, locale: Locale, see: str) -> str:
    """Say why a page or a sheet cannot be seen yet; nothing where it can."""
    held, bulletin = desk.held, desk.held.bulletin(domain)
    if locale not in held.spoken:
        return said("Pages in this language are shown when the words of the pages are translated.")
    if see == "page" or bulletin is None:
        return ""
    if held.site.settings.unfilled:
        return said("The sheet is shown when the site’s settings are filled in.")
    if not bulletin.is_filled_in:
        return said("The sheet is shown when the notice is filled in.")
    if not held.site.coverage(bulletin, locale).complete:
        return said("The sheet is shown here when the translation is done.")
    return said("A notice that is withdrawn has no sheet.") if bulletin.is_gone else ""
