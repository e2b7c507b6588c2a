"""Show at the desk what is passed on of a notice, to copy: a message, an article, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.desk import publication
from generator.desk.held import Held, problems_of
from generator.desk.web import publishing
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk
from generator.diagnostics.messages import said
from generator.locales import Locale
from generator.model import Bulletin, Standing
from generator.preview.responses import BARE
from generator.render.renderer import Renderer
from generator.site import pages
from generator.site.pages import Page, Standings
from generator.text import sms

_BEGIN, _END = "</h1>", "</main>"
"""Around the article itself: its title goes into a field of its own."""
_PICTURES = {
    "card.png": said("Download the tall one, for chat groups"),
    "share.png": said("Download the wide one, the cover of an article"),
}
"""The pictures of a notice, by their names in its folder."""


def share(desk: Desk, asked: Asked) -> Answer:
    """Show what there is of a notice in a language, or what has to be done first."""
    bulletin, locale = desk.bulletin(asked.names["slug"]), desk.locale(asked.names["tag"])
    name = bulletin.head.labels["title"].text
    context = {"name": name, "slug": bulletin.slug, "locale": locale, "is_ready": False}
    context["is_gone"] = bulletin.is_gone
    shown = _published(desk.held, bulletin, locale)
    if shown is not None:
        article = f"{desk.preview}/{pages.path_of('wechat', locale, bulletin.slug)}?{BARE}"
        kit = _kit(desk.held, shown, bulletin, locale)
        context |= {"is_ready": True, "frame": article, **kit}
        context["pictures"] = _pictures(desk, bulletin, locale)
    return desk.page("share.html", asked, context)


def _published(held: Held, bulletin: Bulletin, locale: Locale) -> Standings | None:
    """Find how a notice stands, if a build would publish it in a language now, as it is."""
    if locale not in held.spoken or bulletin.is_gone:
        return None
    shown = held.standings(replace(held.site, bulletins=(bulletin,)))
    is_right = shown.of[bulletin.slug, locale.tag] is Standing.PUBLISHED
    errors = (one for one in problems_of(held, bulletin.slug) if not one.warning)
    return shown if is_right and not any(errors) else None


def _kit(held: Held, shown: Standings, bulletin: Bulletin, locale: Locale) -> Mapping[str, Any]:
    """Make the message and the article as a build does, of the files as they are."""
    renderer = Renderer(held.site, shown, {}, pictures=False)
    view = renderer.presenter.bulletin_view(bulletin, locale)
    found: dict[str, Any] = {"title": view.title.text, "digest": view.digest}
    found |= {"message": "", "article": ""}  # where the site's own templates have none
    kinds = pages.passed_on(held.site)
    if "short" in kinds:
        message = renderer.page(Page("short", locale, bulletin)).strip()
        found |= {"message": message, "parts": sms.parts(message), "length": sms.length(message)}
    if "wechat" in kinds:
        html = renderer.page(Page("wechat", locale, bulletin))
        found["article"] = html.partition(_BEGIN)[2].rpartition(_END)[0].strip()
    return found


def _pictures(desk: Desk, bulletin: Bulletin, locale: Locale) -> list[tuple[str, str]]:
    """Tell where the published pictures of a notice are to be had, and what each is for."""
    known = publication.files(desk.publisher.output)
    folder = f"{locale.tag}/{bulletin.slug}"
    named = ((f"{folder}/{name}", words) for name, words in _PICTURES.items())
    return [(publishing.address_of(path), words) for path, words in named if path in known]
