"""Publish at the desk: what would change, page by page; the button; and the sheets to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from generator.catalogs.interface import Teller
from generator.desk import carriers, life, publication
from generator.desk.publication import Publisher, Sheet
from generator.desk.web import look
from generator.desk.web.server import Answer, Asked, see
from generator.desk.web.state import Desk, Gone
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said, together
from generator.locales import Locale, is_locale, locale
from generator.model import VARIANTS, Bulletin, Standing, Variant
from generator.site import advice, pages
from generator.site.status import counts

_DEEDS: Mapping[publication.Deed, str] = {
    "look": said("Finding out what would change …"),
    "publish": said("Publishing …"),
    "take back": said("Taking the last publication back …"),
}
_FATES = {
    "new": said("new"),
    "changed": said("changed"),
    "gone": said("goes"),
}
_MOODS = {"new": "good", "changed": "wait", "gone": "bad"}
_PICTURES = (".png", ".svg")
_KINDS = {
    "index.html": said("the page"),
    "bulletin.txt": said("the page as plain text"),
    "poster.html": said("the page of the sheet"),
    "card.png": said("the picture for chat groups"),
    "notices.html": said("the list of all notices by their ids"),
    "404.html": said("the page for addresses that are not there"),
    "short.txt": said("the text message"),
    "wechat.html": said("the article for the official account"),
    "feed.xml": said("the feed of new notices"),
    "sitemap.xml": said("the list of pages for search engines"),
    "robots.txt": said("the list of pages for search engines"),
}
"""What the files of a site are, by their names."""
_OF_BOTH = (said("the sheet in two languages"), said("the page of the sheet in two languages"))
_OF_A_SCAM = (said("the sheet of a scam"), said("the page of the sheet of a scam"))
"""A sheet, and its page."""
_VARIANTS: Mapping[Variant, str] = {
    "mono": said("saves ink"),
    "bleed": said("for a print shop"),
    "strips": said("with strips to tear off"),
    "large": said("in large type"),
}
_MANY = 30
"""Files of a notice beyond which they are shown when somebody asks for them."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the site that would change."""

    path: str
    fate: str

    @property
    def key(self) -> str:
        """Name it in addresses, which have no path in them."""
        return _key(self.path)


def _key(path: str) -> str:
    return sha256(path.encode()).hexdigest()[:16]


def address_of(path: str) -> str:
    """Tell where a published sheet or picture is downloaded."""
    return f"/publish/sheet/{_key(path)}"


def show(desk: Desk, asked: Asked) -> Answer:
    """Show what would change, or how far what was begun is."""
    teller = look.language_of(asked.languages)
    held, publisher = desk.held, desk.publisher
    publisher.look(held)
    context: dict[str, Any] = {
        "work": publisher.work,
        "deed": teller(_DEEDS[publisher.work.deed]) if publisher.work else "",
        "problems": _by_notice(desk, publisher.problems, teller),
        "failure": publisher.failure,
        "unlooked": carriers.unlooked(held, publisher.output),
        "is_unaddressed": not held.site.settings.base_url,
        "doubtful": [
            (f"/site/contacts/{one.fact.name}/", teller(advice.doubt(one.label.text, one.fact)))
            for one in held.site.settings.contacts
            if advice.is_doubtful(one.fact, held.site.settings)
        ],
        "coming": None,
        **_published(desk, teller),
    }
    if coming := publisher.coming:
        files = tuple(_files(publisher))
        told = [one for one in coming.warnings if one.rule == "kept"]
        context |= {
            "coming": coming,
            "groups": list(_groups(desk, files, teller)),
            "numbers": [(_FATES[fate], _number(files, fate)) for fate in _FATES],
            "staying": _by_notice(desk, (*coming.errors, *told), teller),
            "vanishing": list(_vanishing(desk, coming.ahead.gone, teller)),
        }
    return desk.page("publish.html", asked, context)


def publish(desk: Desk, asked: Asked) -> Answer:
    """Begin to publish what was looked at."""
    return _begun(desk, desk.publisher.publish(desk.held, asked.value("digest")))


def again(desk: Desk, _: Asked) -> Answer:
    """Find once more what would change."""
    desk.publisher.forget()
    return desk.saved("/publish/", said("Everything is looked at once more."))


def take_back(desk: Desk, _: Asked) -> Answer:
    """Begin to take the last publication back."""
    return _begun(desk, desk.publisher.take_back())


def _begun(desk: Desk, wrong: str) -> Answer:
    """Show how far it is, or why it was not begun."""
    return desk.saved("/publish/", wrong) if wrong else see("/publish/")


def picture(desk: Desk, asked: Asked) -> Answer:
    """Give the picture of a sheet, as it is published or as it would be."""
    is_coming = asked.names["when"] == "coming"
    files = (one.path for one in _files(desk.publisher))
    path = _found(asked, (path for path in files if path.endswith(_PICTURES)))
    data = desk.publisher.file(path, is_coming=is_coming)
    kind = "image/png" if path.endswith(".png") else "image/svg+xml"
    if not data:
        raise Gone
    return Answer(data, content_type=kind)


def archive(desk: Desk, _: Asked) -> Answer:
    """Give the published site as one file."""
    output = desk.publisher.output
    if not publication.files(output):
        raise Gone
    if wrong := publication.altered(output):
        desk.publisher.forget()  # what would change is another, since the next one mends it
        return desk.saved("/publish/", publication.not_as_published(wrong[0]))
    disposition = {"Content-Disposition": 'attachment; filename="site.zip"'}
    stream = publication.zipped(output)
    return Answer(content_type="application/zip", headers=disposition, stream=stream)


def sheet(desk: Desk, asked: Asked) -> Answer:
    """Give a published sheet or picture, which the browser keeps, and the system's viewer opens."""
    output = desk.publisher.output
    path = _found(
        asked, (path for path in publication.files(output) if path.endswith((".pdf", ".png")))
    )
    data = desk.publisher.file(path, is_coming=False)
    if not data:
        raise Gone
    name = path.removeprefix("posters/").replace("/", "-")
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    kind = "image/png" if path.endswith(".png") else "application/pdf"
    return Answer(data, content_type=kind, headers=disposition)


def sheets(desk: Desk, asked: Asked) -> Answer:
    """List the published sheets by notice, with those that are to be printed again."""
    teller = look.language_of(asked.languages)
    publisher = desk.publisher
    coming = {*publisher.coming.reprint} if publisher.coming else set()
    found: dict[str, list[dict[str, Any]]] = {}
    printable = publication.printable(publisher.output, publisher.before)
    for one in sorted(printable, key=_in_print):
        row = {
            "words": sheet_words(desk, one, teller),
            "address": address_of(one.path),
            "day": one.day,
            "is_new": one.is_new,
            "is_changing": one.path in coming,
        }
        found.setdefault(one.slug, []).append(row)
    groups = [(desk.name_of(slug, teller), rows) for slug, rows in found.items()]
    is_unaddressed = not desk.held.site.settings.base_url
    return desk.page("print.html", asked, {"groups": groups, "is_unaddressed": is_unaddressed})


def _in_print(one: Sheet) -> tuple[object, ...]:
    """Order sheets as people look for them: each language, the whole notice, then its scams."""
    variant = VARIANTS.index(one.variant) + 1 if one.variant else 0
    return one.slug, len(one.tags), one.tags, one.routine, variant


def _found(asked: Asked, paths: Iterable[str]) -> str:
    """Find a path by the key in an address; raise `Gone` where there is none."""
    for path in paths:
        if _key(path) == asked.names["key"]:
            return path
    raise Gone


def _published(desk: Desk, teller: Teller) -> dict[str, Any]:
    """Say what is published, and what there is to do with it."""
    publisher, site = desk.publisher, desk.held.site
    going = publisher.coming.dropped if publisher.coming else ()
    over = {one.slug for one in site.bulletins if life.is_over(one, site)}
    down = {one.slug for one in site.bulletins if life.taken_down(one, site)}

    def named(paths: Iterable[str], but: Iterable[str] = ()) -> list[str]:
        return [
            _named(desk.name_of(one.slug, teller), sheet_words(desk, one, teller), teller)
            for one in map(publication.sheet_of, paths)
            if one.slug not in but
        ]

    return {
        "folder": publisher.output.resolve() if publication.files(publisher.output) else "",
        "last": publisher.last,
        "reprint": named((one for one in publisher.reprint if one not in going), over),
        "dropped": named(publisher.dropped, down),
        "going": named(going, down),
        "can_be_taken_back": publisher.before is not None,
    }


def _files(publisher: Publisher) -> Iterator[_File]:
    """List the files that would change; the sheets' own code and sums are no one's concern."""
    if publisher.coming:
        told = publisher.coming.ahead
        for fate, paths in (("new", told.new), ("changed", told.changed), ("gone", told.gone)):
            yield from (_File(path, fate) for path in paths)


def _by_notice(desk: Desk, problems: Sequence[Problem], teller: Teller) -> list[dict[str, Any]]:
    """Group what is wrong by its notice, or by its file; say what becomes of each."""
    groups = []
    for name, address, own in desk.by_file(problems, teller):
        path = own[0].path
        groups.append(
            {
                "name": name,
                "path": path if name != path else "",
                "address": address,
                "problems": [one for one in own if one.rule != "kept" or not one.warning],
                "became": [one.wrong for one in own if one.rule == "kept" and one.warning],
            }
        )
    return groups


def _vanishing(desk: Desk, gone: Iterable[str], teller: Teller) -> Iterator[tuple[str, str, str]]:
    """Yield the notices that go from the site in a language: what, an address, and its words."""
    site, folders = desk.held.site, {path.rpartition("/")[0] for path in gone}
    shown = desk.held.standings()
    for bulletin in site.bulletins:
        for one in site.settings.locales:
            folder = pages.path_of("bulletin", one, bulletin.slug).rpartition("/")[0]
            if folder in folders and shown.standing(bulletin.slug, one) is Standing.WITHHELD:
                yield _vanishes(desk, bulletin, one, teller)


def _vanishes(desk: Desk, bulletin: Bulletin, one: Locale, teller: Teller) -> tuple[str, str, str]:
    coverage = desk.held.site.coverage(bulletin, one)
    name = desk.name_of(bulletin.slug, teller)
    if waiting := together(counts(coverage)):
        words = said(
            "“{name}” goes from the site in {language}: {counts}.",
            name=name,
            language=one.told,
            counts=waiting,
        )
    else:
        words = said("“{name}” goes from the site in {language}.", name=name, language=one.told)
    if coverage.missing or coverage.needs_review or not coverage.unapproved:
        there, label = f"/translate/{bulletin.slug}/{one.tag}/", said("To the translation")
    else:
        there, label = f"/approve/{bulletin.slug}/{one.tag}/", said("Read and approve")
    return teller(words), there, teller(label)


def _number(files: Iterable[_File], fate: str) -> int:
    return sum(one.fate == fate for one in files)


def _groups(desk: Desk, files: Iterable[_File], teller: Teller) -> Iterator[dict[str, Any]]:
    """Group files by their notices; what is of none comes last."""
    known = {*desk.held.files.documents}
    found: dict[str, list[_File]] = {}
    for one in files:
        found.setdefault(_slug(one.path, known), []).append(one)
    for slug, own in sorted(found.items(), key=lambda pair: (not pair[0], pair[0])):
        pages = [one for one in own if one.path.endswith((".html", "/bulletin.txt"))]
        drawn = [one for one in own if _is_drawn(one.path)]
        yield {
            "title": desk.name_of(slug, teller)
            if slug
            else teller(said("Lists, feeds and styles")),
            "pages": [_row(desk, one, teller) for one in pages],
            "sheets": [_drawing(desk, one, own, teller) for one in drawn],
            "others": len(own) - len(pages) - len(drawn),
            "is_open": len(own) <= _MANY,
        }


def _slug(path: str, known: set[str]) -> str:
    """Tell which notice a file of the site is of; empty for none that there is."""
    parts = path.split("/")
    named = parts[1].split(".")[0] if len(parts) > 1 and parts[0] == "posters" else ""
    slug = named or (parts[1] if len(parts) > 2 else "")
    return slug if slug in known else ""


def _is_drawn(path: str) -> bool:
    """Tell whether a file is the picture by which people know a sheet."""
    is_sheet = path.endswith((".svg", "/card.png"))
    return is_sheet and not path.startswith("assets/") and "/topics/" not in path


def _row(desk: Desk, one: _File, teller: Teller) -> dict[str, str]:
    is_page = one.path.endswith(".html")
    return {
        "words": words_of(desk, one.path, teller),
        "path": one.path,
        "fate": teller(_FATES[one.fate]),
        "mood": _MOODS[one.fate],
        "address": f"{desk.preview}/{quote(one.path)}" if is_page and one.fate != "gone" else "",
    }


def _drawing(desk: Desk, one: _File, own: Iterable[_File], teller: Teller) -> dict[str, Any]:
    """Show a sheet as it is and as it would be; as a picture of points where there is one."""
    point = one.path.removesuffix(".svg") + ".png"
    shown = next((other for other in own if other.path == point), one)
    return {
        "words": words_of(desk, one.path, teller),
        "fate": teller(_FATES[one.fate]),
        "mood": _MOODS[one.fate],
        "before": f"/publish/picture/now/{shown.key}" if one.fate != "new" else "",
        "after": f"/publish/picture/coming/{shown.key}" if one.fate != "gone" else "",
    }


def words_of(desk: Desk, path: str, teller: Teller) -> str:
    """Say what a file of the site is, and in which languages; a sheet as where it is printed."""
    parts, name = path.split("/"), path.rpartition("/")[2]
    if name.endswith((".pdf", ".svg")):
        return sheet_words(desk, publication.sheet_of(f"{path[:-4]}.pdf"), teller)
    is_page = name.endswith(".html")
    if parts[0] == "posters":
        tags, words = name.rpartition(".")[0].split(".")[1:], _OF_BOTH[is_page]
    elif "posters" in parts:
        tags, words = parts[:1], _OF_A_SCAM[is_page]
    elif "topics" in parts:
        tags, words = parts[:1], said("the list of a topic")
    elif name == "index.html" and (len(parts) == 1 or parts[0] == "go"):
        tags, words = [], said("the page on which readers choose a language")
    elif name == "index.html" and len(parts) == 2:
        tags, words = parts[:1], said("the list of notices")
    else:
        tags, words = parts[:1], _KINDS.get(name, said("a file of the site"))
    what = teller(words)
    if "posters" in parts[1:]:
        scam = name.partition(".")[0]
        what = _named(what, _titles(desk, parts[1]).get(scam, scam), teller)
    return _named(languages, what, teller) if (languages := _languages(tags)) else what


def _named(name: str, what: str, teller: Teller) -> str:
    return teller(said("{name}: {what}", name=name, what=what))


def _languages(tags: Iterable[str]) -> str:
    return " + ".join(locale(tag).name for tag in tags if is_locale(tag))


def sheet_words(desk: Desk, one: Sheet, teller: Teller) -> str:
    """Say in a few words which sheet it is."""
    titles, whole = _titles(desk, one.slug), teller(said("the whole notice"))
    what = [_languages(one.tags), titles.get(one.routine, one.routine) or whole]
    what += [teller(_VARIANTS[one.variant])] if one.variant else []
    return " · ".join(what)


def _titles(desk: Desk, slug: str) -> dict[str, str]:
    """Give the titles of a notice's scams by their ids, those that are withdrawn, too."""
    own = desk.held.bulletin(slug)
    scams = (*own.routines, *own.withdrawn_routines) if own else ()
    return {scam.id: scam.labels["title"].text for scam in scams}
