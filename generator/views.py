"""Define what a template sees: finished values in one language, nothing left to decide.

Each `Rich` is safe HTML when printed (`{{ bulletin.title }}`) and has the same words as plain
text in `.text` (for `<title>`, attributes and plain-text pages).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.locales import Locale
from generator.model import PageKind


@dataclass(frozen=True, slots=True)
class Rich:
    """Words that are ready for a page."""

    html: str
    """Safe HTML: inline for titles and labels, blocks for bodies."""
    text: str
    """The same without markup; blocks are apart by an empty line."""

    def __html__(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.html

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in one of the site's languages, this page's own included."""

    locale: Locale
    path: str
    """The page's path in the output, with forward slashes."""
    current: bool
    """True for the page that is being looked at."""
    published: bool
    """False where that language's page says only that the notice is withheld."""


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom to call, or where to look."""

    label: Rich
    """Who answers: National anti-fraud hotline."""
    value: Rich
    """The number or address; a link where there is something to call or open."""
    note: Rich
    """When to use it."""
    is_phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every page of one language shows of the site."""

    title: Rich
    tagline: Rich
    issuer: Rich
    contacts: tuple[ContactView, ...]
    base_url: str
    """Absolute address of the site's root, ending in a slash; empty where none is set."""
    home: str
    """Path of its home page."""


@dataclass(frozen=True, slots=True)
class LanguageView:
    """One of the site's languages, for the pages that speak all of them."""

    locale: Locale
    site: SiteView
    say: Callable[[str], str]
    """A word of the templates' in this language."""

    @property
    def home(self) -> str:
        """Path of its home page."""
        return self.site.home


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineView:
    """One scam."""

    id: str
    """Stable in every language: anchor and file name."""
    number: int
    """Its place in the bulletin, from 1."""
    title: Rich
    heard: Rich
    """The line that the victim hears, inline, without quotation marks; may be empty."""
    how: Rich
    """How the scam works, as blocks."""
    know: Rich
    """The one thing to know, inline; empty where the routine's front matter gives none."""
    poster: Rich
    """What a poster says of it, inline: the one thing to know, or else how the scam works."""
    poster_path: str
    """Path of the routine's poster page; empty where there is none."""


@dataclass(frozen=True, slots=True)
class ReminderView:
    """One piece of advice."""

    id: str
    number: int
    title: Rich
    advice: Rich
    """As blocks."""


@dataclass(frozen=True, slots=True)
class PairView:
    """A poster in two languages."""

    path: str
    first: Locale
    """The large one."""
    second: Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinView:
    """One notice in one language."""

    slug: str
    locale: Locale
    path: str
    poster_path: str
    """Path of its poster page; empty where there is none in this language."""
    picture_path: str
    """Path of the poster's picture (PNG); empty where none is made."""
    pairs: tuple[PairView, ...]
    """The posters in this language and another one."""
    text_path: str
    """Path of its plain-text form; empty where there is none in this language."""
    title: Rich
    summary: Rich
    campaign: Rich
    issuer: Rich
    publisher: Rich
    date: str
    """ISO 8601, for `datetime`."""
    date_text: str
    """As the language writes it."""
    updated: str
    """When its facts were last changed, ISO 8601; empty where that is its date."""
    updated_text: str
    revision: str
    """Seven characters that change with its words, so that two sheets can be distinguished."""
    introduction: Rich
    routines_heading: Rich
    """The bulletin's own heading for the scams; empty for the templates' word."""
    routines: tuple[RoutineView, ...]
    reminders_heading: Rich
    """The bulletin's own heading for the reminders; empty for the templates' word."""
    reminders: tuple[ReminderView, ...]
    partly_source: Locale | None
    """The source's language where some text is in it (`incomplete = "fallback"`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedView:
    """A bulletin as a list shows it."""

    path: str
    """Of the page to open: this language's, or where it is withheld, one that is not."""
    locale: Locale
    """The language of that page and of these words."""
    title: Rich
    summary: Rich
    issuer: Rich
    date: str
    date_text: str
    available: tuple[Alternate, ...]
    """The pages on which it can be read, where it is withheld in the list's own language."""


@dataclass(frozen=True, slots=True)
class QrView:
    """A QR code and where it leads."""

    svg: Rich
    """Inline SVG of the class `qr`, with its quiet zone, black on nothing."""
    address: str
    """The address in words, without https://."""


@dataclass(frozen=True, slots=True)
class PrintView:
    """A PDF of a poster page."""

    variant: str
    """`mono`, `bleed` or `strips`; empty for the plain sheet."""
    path: str
    """In the output."""


@dataclass(frozen=True, slots=True)
class PictureView:
    """The picture that goes with a page where it is shared: the bulletin's poster."""

    url: str
    """Absolute."""
    width: int
    height: int
    """Both in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """A page as search engines, chat programs and feed readers see it.

    All of it needs the site's address; without one, silence is better than a wrong address.
    """

    canonical: str = ""
    """The one address under which the page is known, absolute; for a poster its bulletin's."""
    alternates: tuple[tuple[str, str], ...] = ()
    """(hreflang, absolute address) of the page in every language where it is published, itself
    included, and at last `x-default`; none for a page that is known under another's address."""
    feed_path: str = ""
    """The path in the output of the feed of the page's language."""
    picture: PictureView | None = None
    og_locale: str = ""
    """The language as Open Graph writes it: zh_CN."""
    og_locales: tuple[str, ...] = ()
    """The same of the other languages in which the page is published."""
    linked_data: Mapping[str, object] | None = None
    """schema.org's description of a bulletin, as JSON-LD."""


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """The place of a part of a long list among the others."""

    number: int
    """From 1, the oldest; 0 for the newest, which is the language's home page."""
    newer_path: str
    """The part with the next newer notices; empty for the newest."""
    older_path: str
    """The part with the next older ones; empty for the oldest."""
    years: tuple[tuple[str, str], ...]
    """(year, path) of the part with the newest notice of each year, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """The page itself: template name `page.kind` with hyphens as underscores, plus `.html`."""

    kind: PageKind
    path: str
    """Its path in the output."""
    locale: Locale
    alternates: tuple[Alternate, ...]
    """This page in each of the site's languages, in the site's order."""
    indexed: bool
    """False for pages that search engines are asked to leave out."""
    head: HeadView
    prints: tuple[PrintView, ...]
    """A poster page on paper, as PDFs; none where none are printed."""
