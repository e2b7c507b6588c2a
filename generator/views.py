"""Define what a template sees: finished values in one language, nothing left to decide.

Each `Rich` is safe HTML when printed (`{{ bulletin.title }}`) and has the same words as plain
text in `.text` (for `<title>`, attributes and plain-text pages).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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
    call: Rich
    """What stands above the number on sheets and buttons: Not sure? Call; the label where the site
    says nothing else."""
    hours: Rich
    """When somebody answers; may be empty."""
    ext: str
    """The extension behind a number; empty for none."""
    number: str
    """What is called or opened, as it is shown, without its extension."""
    href: str
    """Where it leads; empty for nowhere."""


@dataclass(frozen=True, slots=True)
class LookView:
    """What makes pages and sheets the site's own."""

    colour: str
    """#rrggbb, written on in white."""
    accent: str
    """#rrggbb, written on in ink."""
    emblem: str
    """A drawing, as SVG that is safe inside a page; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What every page of one language shows of the site."""

    title: Rich
    tagline: Rich
    issuer: Rich
    contacts: tuple[ContactView, ...]
    calls: tuple[ContactView, ...]
    """Those that sheets show: whom to call, and when."""
    look: LookView
    base_url: str
    """Absolute address of the site's root, ending in a slash; empty where none is set."""
    address: str
    """The same in words, without https://."""
    home: str
    """Path of its home page."""
    notices_path: str
    """Path of the page with all of its notices."""


@dataclass(frozen=True, slots=True)
class TopicView:
    """What notices are about."""

    name: Rich
    path: str
    """Of the page with its notices."""


@dataclass(frozen=True, slots=True)
class LanguageView:
    """One of the site's languages, for the pages that speak all of them."""

    locale: Locale
    site: SiteView
    say: Callable[[str], str]
    """A word of the templates' in this language."""
    newest: tuple[ListedView, ...] = ()
    """The newest notices that hold and are right in it; a few of them."""

    @property
    def home(self) -> str:
        """Path of its home page."""
        return self.site.home

    @property
    def contacts(self) -> tuple[ContactView, ...]:
        """The site's contacts in it."""
        return self.site.contacts

    @property
    def calls(self) -> tuple[ContactView, ...]:
        """Those that stand on sheets and buttons."""
        return self.site.calls


@dataclass(frozen=True, slots=True)
class ChatView:
    """A line of a scam, inline, beside what is true."""

    says: Rich
    """May be empty, where the scam has no chat and nothing that is heard."""
    truth: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineView:
    """One scam."""

    id: str
    """Stable in every language: anchor and file name."""
    number: int
    """Its place in the bulletin, from 1."""
    title: Rich
    headline: Rich
    """A sheet's question; the title where it has none."""
    verdict: Rich
    """The answer to it; empty where it has none, for the templates' own word."""
    icon: str
    """The name of its picture; `warning` where it has none."""
    chat: tuple[ChatView, ...]
    """Two or three lines; where it has none, what is heard and what a poster says of it."""
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
    former: tuple[str, ...] = ()
    """Its former ids, which are anchors too."""

    @property
    def has_chat(self) -> bool:
        """False where its only line is what is heard."""
        return self.chat != (ChatView(self.heard, self.poster),)


@dataclass(frozen=True, slots=True)
class RemarkView:
    """What was said of a notice, and when: a correction, or why it was withdrawn."""

    date: str
    """ISO 8601, for `datetime`."""
    date_text: str
    """As the language writes it."""
    text: Rich


@dataclass(frozen=True, slots=True)
class PastView:
    """A scam that was withdrawn."""

    id: str
    former: tuple[str, ...]
    """Its former ids, which are anchors too."""
    title: Rich
    withdrawn: RemarkView


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneView:
    """A notice or a scam whose page says only that it was withdrawn, replaced or moved."""

    title: Rich
    locale: Locale
    """The language of the title."""
    state: str
    """`withdrawn` or `replaced`; empty for one that has moved."""
    withdrawn: RemarkView | None
    is_scam: bool
    """True for one of a notice's scams, which has no more than a poster's page."""
    path: str
    """Of the page to open instead; empty for none."""
    address: str
    """The same, absolute; empty where the site has no address, or where there is no such page."""
    contacts: tuple[ContactView, ...]
    """The notice's own: of a water cut nobody asks the police."""


@dataclass(frozen=True, slots=True)
class PeriodView:
    """From when and until when a notice holds; one of the two may be empty."""

    starts: str
    """ISO 8601, for `datetime`."""
    starts_text: str
    """As the language writes it."""
    ends: str
    ends_text: str
    text: str
    """Both, as the language writes a span; empty where one of them is."""


@dataclass(frozen=True, slots=True)
class ReminderView:
    """One piece of advice."""

    id: str
    number: int
    title: Rich
    short: Rich
    """The advice in a few words; the title where there are none."""
    icon: str
    """The name of its picture; `check` where it has none."""
    advice: Rich
    """As blocks."""


@dataclass(frozen=True, slots=True)
class PairView:
    """A poster in two languages."""

    path: str
    first: Locale
    """The large one."""
    second: Locale


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What a reader of a service notice asks first: when, where, for whom."""

    name: str
    """`when`, `from`, `until`, `where` or `whom`."""
    icon: str
    text: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinView:
    """One notice in one language."""

    slug: str
    kind: str
    """`scam` or `service`."""
    example: str
    """That it is an example, in words; empty for one that is none."""
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
    short_path: str
    """Path of it as a message; empty as before."""
    article_path: str
    """Path of it as an article for an official account; empty as before."""
    share_path: str
    """Path of the picture (PNG) that goes with links to it; empty where none is made."""
    topic: TopicView | None
    """What it is about; None where it does not say."""
    title: Rich
    headline: Rich
    """The sheet's question; the title where it has none."""
    verdict: Rich
    """The answer to it; empty where it has none, for the templates' own word."""
    summary: Rich
    digest: str
    """The same for where it is shared; the beginning of the introduction where it has none."""
    short: Rich
    """The notice as a message to a group; empty where it has none."""
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
    checked: str
    """When somebody last saw that it still holds, ISO 8601; empty where it does not say."""
    checked_text: str
    revision: str
    """Seven characters that change with its words, so that two sheets can be distinguished."""
    answers: tuple[AnswerView, ...]
    """When, where and for whom, in this order, as far as it says."""
    contacts: tuple[ContactView, ...]
    """Whom to ask, or to call; none where the notice has none."""
    calls: tuple[ContactView, ...]
    """Those that stand on sheets and buttons."""
    steps: tuple[Rich, ...]
    """What to do if you have paid; none for the templates' own words."""
    introduction: Rich
    routines_heading: Rich
    """The bulletin's own heading for the scams; empty for the templates' word."""
    routines: tuple[RoutineView, ...]
    reminders_heading: Rich
    """The bulletin's own heading for the reminders; empty for the templates' word."""
    reminders: tuple[ReminderView, ...]
    partly_source: Locale | None
    """The source's language where some text is in it (`incomplete = "fallback"`)."""
    state: str
    """`coming`, `in-force`, `ended`, `withdrawn` or `replaced`; empty for one without times."""
    period: PeriodView | None
    """When it holds; None where it does not say."""
    corrections: tuple[RemarkView, ...]
    """What was wrong in it, the latest first."""
    past: tuple[PastView, ...]
    """The scams that were withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedView:
    """A bulletin as a list shows it."""

    kind: str
    """`scam` or `service`."""
    example: str
    """That the notice is an example, in words; empty for one that is none."""
    id: str
    """By which its issuer knows it."""
    icon: str
    """The name of its picture."""
    path: str
    """Of the page to open: this language's, or where it is withheld, one that is not."""
    locale: Locale
    """The language of that page and of these words."""
    title: Rich
    headline: Rich
    """Its question; empty where it has none."""
    verdict: Rich
    """The answer to it; empty where it has none, for the templates' own word."""
    summary: Rich
    issuer: Rich
    date: str
    date_text: str
    updated: str
    """When it was last changed, by which a sheet's version is known."""
    updated_text: str
    scams: tuple[str, ...]
    """Its scams' headlines."""
    former: tuple[str, ...]
    """Its former ids, which older sheets have."""
    available: tuple[Alternate, ...]
    """The pages on which it can be read, where it is withheld in the list's own language."""
    state: str
    """As a bulletin's."""
    period: PeriodView | None
    reason: Rich
    """Why it was withdrawn; empty for one that was not."""


@dataclass(frozen=True, slots=True)
class QrView:
    """A QR code and where it leads."""

    modules: tuple[str, ...]
    """Its rows, without a quiet zone: 1 for a dark square, 0 for a light one."""
    path: str
    """The same as the path of an SVG, a module one unit wide."""
    url: str
    """The address, absolute."""
    address: str
    """The same in words, without https://."""


@dataclass(frozen=True, slots=True)
class PrintView:
    """A file of a poster page, to print or to pass on."""

    variant: str
    """`mono`, `bleed`, `strips` or `large`; empty for the plain sheet; `picture` or `card` for a
    picture (PNG)."""
    path: str
    """In the output."""


@dataclass(frozen=True, slots=True)
class CallView:
    """A number to call, as a sheet shows it."""

    label: Rich
    """When to call it."""
    value: Rich
    """All of it, as a page shows it."""
    number: str
    ext: str
    """The extension, with the word before it: ext. 801; empty for none."""
    href: str
    hours: Rich


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a sheet: what is said beside what is true, or a scam's question and its answer."""

    icon: str
    says: Rich
    truth: Rich
    headline: Rich
    verdict: Rich
    """Empty for the templates' own word."""


@dataclass(frozen=True, slots=True)
class StepView:
    """What to do, in a few words."""

    icon: str
    text: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """What a sheet says in one language."""

    lang: str
    """The language's BCP 47 tag."""
    direction: str
    """`ltr` or `rtl`."""
    question: Rich
    verdict: Rich
    """Empty for the templates' own word."""
    is_scam: bool
    """False for a service notice, which has no verdict of the templates'."""
    is_example: bool
    summary: Rich
    """What the notice is about: its summary, or else its introduction."""
    answers: tuple[AnswerView, ...]
    """When, where and for whom."""
    text: Rich
    """The notice's whole text as blocks; empty on a sheet of scams, which are its rows."""
    pictures: Mapping[str, str]
    """The files of the text's pictures, by their places in it."""
    steps: tuple[Rich, ...]
    """What to do if you have paid; none for the templates' own words."""
    rows: tuple[RowView, ...]
    does: tuple[StepView, ...]
    calls: tuple[CallView, ...]
    issuer: Rich
    id: str
    """The notice's, by which its issuer knows it."""
    date_text: str
    """The day of the notice's last change, as the language writes it."""
    until: str
    """When its sheets are to be taken down, as the language writes it; empty for never."""
    address: str
    """The site's address in words; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PressView:
    """What a sheet is set with."""

    kind: str
    """`poster`, `routine-poster`, `bilingual-poster`, `card`, `share` or `large`."""
    variant: str
    """`mono`, `bleed` or `strips`; empty for the plain sheet."""
    date: Mapping[str, int]
    """year, month and day of the notice's last change."""
    fonts: Mapping[str, tuple[str, ...]]
    """The families to set a language in, the first that has a character first."""
    icons: Mapping[str, str]
    """The drawings that the sheet may name, as SVG."""


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
    is_example: bool
    """True for what is no authority's words: its notice is an example, or the whole site."""
    alternates: tuple[Alternate, ...]
    """This page in each of the site's languages, in the site's order."""
    indexed: bool
    """False for pages that search engines are asked to leave out."""
    head: HeadView
    prints: tuple[PrintView, ...]
    """A poster page on paper, as PDFs; none where none are printed."""


@dataclass(frozen=True, slots=True)
class PageData:
    """What a page is made of, but for what is the whole site's."""

    template: str
    """Its name."""
    page: PageView
    subject: Mapping[str, Any]
    """The views of what the page is about, by the names that its template knows."""
