"""Define the nouns: a site, its bulletins, their documents. All frozen, complete when made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - beside fields named date
from enum import Enum
from typing import Literal, Protocol, TypeVar

from generator.diagnostics.errors import Problem
from generator.facts import Fact, facts_used
from generator.locales import Locale
from generator.markdown.blocks import Prose, Segment
from generator.markdown.forbidden import SIGN
from generator.moments import Moment

DocumentKind = Literal["bulletin", "routine", "reminder"]
FOLDERS: Mapping[str, DocumentKind] = {"routines": "routine", "reminders": "reminder"}
"""The folders in a bulletin's folder, and what the files in each are."""
PageKind = Literal[
    "chooser",
    "not-found",
    "list",
    "topic",
    "notices",
    "bulletin",
    "withheld",
    "text",
    "short",
    "wechat",
    "poster",
    "routine-poster",
    "bilingual-poster",
    "languages",
    "review",
    "withdrawn",
    "withdrawn-text",
    "withdrawn-wechat",
    "moved",
    "changing",
    "changing-text",
]
POSTERS: frozenset[PageKind] = frozenset({"poster", "routine-poster", "bilingual-poster"})
"""The pages that are sheets to print."""
Incomplete = Literal["withhold", "fallback"]
Spacing = Literal["any", "none", "always"]
Variant = Literal["mono", "bleed", "strips", "large"]
VARIANTS: tuple[Variant, ...] = ("mono", "bleed", "strips", "large")
"""Sheets that save ink, that a print shop cuts, with strips to tear off, and in large type."""
BulletinKind = Literal["scam", "service"]
KINDS: tuple[BulletinKind, ...] = ("scam", "service")
"""A warning of scams; a service notice: an outage, a closure, a storm, collection times."""
SheetKind = Literal["poster", "routine-poster", "bilingual-poster", "card", "share"]
"""What is set by the print engine: posters, and pictures for chat groups and for links."""


class Standing(Enum):
    """How a bulletin is shown in a language."""

    PUBLISHED = "published"
    FALLBACK = "fallback"
    """With source text where a translation is not finished, marked as such; never on paper."""
    WITHHELD = "withheld"
    """Not at all: its address says so, and where the notice can be read."""
    DRAFT = "draft"
    """In a preview only: what would be withheld, as far as it is, what is not finished marked."""

    @property
    def is_withheld(self) -> bool:
        """True for what no reader of the published site is shown."""
        return self in (Standing.WITHHELD, Standing.DRAFT)


class State(Enum):
    """Whether a notice holds: told by its times, or since its writers say so."""

    COMING = "coming"
    IN_FORCE = "in-force"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


SITE_CONTEXT = "site"
"""The msgctxt of site.toml's words; the templates' words have none."""
TEMPLATE_LOCALE = Locale("en")
"""The language that the package's own templates are written in."""


@dataclass(frozen=True, slots=True)
class Label:
    """A short text of one line: a title, a campaign's name. It may have emphasis and facts."""

    text: str
    line: int

    def __bool__(self) -> bool:
        return bool(self.text)


NO_LABEL = Label("", 1)
"""Takes the place of an optional label that is not given."""


CROSS = "✗"
"""Parts a line of a chat from what is true."""


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A line of a scam's chat, and what is true: two messages."""

    says: Label
    truth: Label


Said = tuple[Moment, Label]
"""What was said of a notice, and when: a correction, or why it was withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One Markdown file."""

    kind: DocumentKind
    id: str
    """Its name in URLs and anchors."""
    msgctxt: str
    """The context of its messages: `routines/baitiao-account`."""
    path: str
    """Relative to the site, with forward slashes."""
    labels: Mapping[str, Label]
    """Every label of its kind, in the order of the kind's fields; `NO_LABEL` where not given."""
    heard: tuple[Segment, ...]
    """A routine's first quotation, a message a paragraph: what the victim hears."""
    body: Prose
    chat: tuple[ChatLine, ...] = ()
    """A routine's: two or three lines of the scam, each with what is true."""
    steps: tuple[Label, ...] = ()
    """A bulletin's: what to do if you have paid; none for the templates' own words."""
    icon: Label = NO_LABEL
    """The name of its picture on sheets: a routine's or a reminder's; never translated."""
    corrections: tuple[Said, ...] = ()
    """A bulletin's: what was wrong in it, the latest first."""
    withdrawn: Said | None = None
    """When a bulletin or a routine was withdrawn, and why; None for one that holds."""
    moved_from: tuple[str, ...] = ()
    """A bulletin's or a routine's former ids."""
    unfilled: tuple[Segment, ...] = ()
    """The values and lines that a writer still has to fill in: those with the sign for it."""
    remarks: tuple[Problem, ...] = ()
    """What to warn its writer of: lines that Markdown reads otherwise than they were typed."""

    @property
    def messages(self) -> tuple[Segment, ...]:
        """Its messages, in reading order: its labels, what is heard, its lists, its text."""
        labels = (label for label in self.labels.values() if label)
        chat = (label for line in self.chat for label in (line.says, line.truth))
        since = (*self.corrections, *filter(None, [self.withdrawn]))
        lists = (*chat, *self.steps, *(label for _, label in since))
        return (*_segments(labels), *self.heard, *_segments(lists), *self.body.segments)


def _segments(labels: Iterable[Label]) -> Iterator[Segment]:
    return (Segment(label.text, label.line) for label in labels)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a notice, as it is published."""

    name: str
    """Its file in the notice's folder: `map.png`, or `map.zh-Hans.png` in that language."""
    data: bytes = field(repr=False)
    width: int
    """In pixels, as its height."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bulletin:
    """A notice: its head, the scams' scripts and the reminders, in order.

    Compared by identity, so that what is made from it can be cached by it.
    """

    slug: str
    """Its folder, its catalog's domain, its place in URLs."""
    kind: BulletinKind
    date: Moment
    updated: Moment
    """When it was last changed, corrected or withdrawn; its date where it says nothing else."""
    starts: Moment | None = None
    """From when it holds; None where it does not say."""
    ends: Moment | None = None
    """Until when it holds: a day is meant to its end."""
    checked: Day | None = None
    """When somebody last saw that it still holds."""
    replaced_by: str = ""
    """The bulletin that holds in its place; empty for none."""
    source_locale: Locale
    head: Document
    routines: tuple[Document, ...]
    """Those that hold."""
    reminders: tuple[Document, ...]
    lines: Mapping[str, int]
    """The lines of its head's keys, from 1."""
    contacts: tuple[Label, ...] | None = None
    """The facts of its contacts, by their names; None for all of the site's."""
    topic: Label = NO_LABEL
    """The id of its topic; never translated."""
    is_example: bool = False
    """True for no authority's words, which is said wherever it is read."""
    withdrawn_routines: tuple[Document, ...] = ()
    """Those that no longer do: their addresses say so."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Those in its folder, by their names; read where pages are made."""

    @property
    def corrections(self) -> tuple[Said, ...]:
        """What was wrong in it, the latest first."""
        return self.head.corrections

    @property
    def withdrawn(self) -> Said | None:
        """When it was withdrawn, and why; None for one that is not."""
        return self.head.withdrawn

    @property
    def moved_from(self) -> tuple[str, ...]:
        """Its former folders' names."""
        return self.head.moved_from

    @property
    def is_gone(self) -> bool:
        """True where its pages say only that it was withdrawn or replaced."""
        return bool(self.withdrawn or self.replaced_by)

    def line(self, key: str) -> int:
        """Return the line of a key of its head; 1 where it has none."""
        return self.lines.get(key, 1)

    @property
    def documents(self) -> tuple[Document, ...]:
        """All of its documents, head first."""
        return (self.head, *self.routines, *self.withdrawn_routines, *self.reminders)

    @property
    def is_filled_in(self) -> bool:
        """False for a bulletin with places to fill in, which is published nowhere."""
        return not any(document.unfilled for document in self.documents)


class Dated(Protocol):
    """What lists order by their days: a bulletin, or what is known of one in short."""

    @property
    def slug(self) -> str:
        """Its folder."""

    @property
    def date(self) -> Moment:
        """When it was issued."""


D = TypeVar("D", bound=Dated)


def newest_first(dated: Iterable[D]) -> tuple[D, ...]:
    """Sort bulletins or their summaries as lists show them; those of one moment by slug."""
    by_slug = sorted(dated, key=lambda one: one.slug)
    return tuple(sorted(by_slug, key=lambda one: one.date, reverse=True))


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call, or where to look; the first one of a site is its hotline."""

    fact: Fact
    label: Label
    note: Label
    call: Label = NO_LABEL
    """The words above its number on sheets and buttons; not given for what is not shown there."""
    hours: Label = NO_LABEL
    """When somebody answers."""


def called(contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """List those that sheets show: those with words to call by, or else every number."""
    worded = tuple(one for one in contacts if one.call)
    return worded or tuple(one for one in contacts if one.fact.is_phone)


@dataclass(frozen=True, slots=True)
class Look:
    """What makes the site's pages and sheets its own."""

    emblem: str = ""
    """The path of its drawing, `content/_look/emblem.svg`; empty for none."""
    colour: str = "#0f2f5f"
    """Written on in white."""
    accent: str = "#ffd21f"
    """Written on in ink."""
    icons: str = ""
    """The folder of its own icons, `content/_look/icons`; empty for none."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The lines of its keys, from 1."""


@dataclass(frozen=True, slots=True)
class Review:
    """Who approves of translations."""

    people: tuple[str, ...] = ()
    """Whose approvals count, each person once."""
    needed: int = 0
    """How many people have to approve of a translation before it is published."""


@dataclass(frozen=True, slots=True)
class SiteFont:
    """A face of the site's own, for the posters in one language."""

    locale: Locale
    weight: int
    """400 or 700."""
    path: str
    """Relative to the site: `content/_fonts/NotoSansJP-Regular.otf`."""
    line: int
    """Where site.toml names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What site.toml says."""

    base_url: str
    """Absolute, ending in a slash; empty where the site has no address."""
    source_locale: Locale
    locales: tuple[Locale, ...]
    """In the order in which a reader is offered them; the source locale is one of them."""
    incomplete: Incomplete
    """What is shown of a bulletin that is not right in a language yet."""
    region: str
    """The two letters of the country whose numbers the facts have; empty where it is not given."""
    is_example: bool
    """True where all of its notices are examples, and no authority's words."""
    time_zone: str
    """Whose clocks the notices' hours are read off: Asia/Shanghai."""
    title: Label
    tagline: Label
    issuer: Label
    topics: Mapping[str, Label]
    """What notices are about, by id."""
    facts: Mapping[str, Fact]
    contacts: tuple[Contact, ...]
    pairs: tuple[tuple[Locale, Locale], ...]
    """The two languages of each bilingual poster, the large one first."""
    variants: tuple[Variant, ...]
    """What is printed of each bulletin's poster besides the plain sheet."""
    fonts: tuple[SiteFont, ...]
    """The site's own faces, for scripts that the package's do not have."""
    look: Look
    review: Review
    chinese_spacing: Spacing
    """Whether Chinese has spaces beside other letters."""
    lines: Mapping[str, int]
    """The lines of its keys, from 1; of a fact as `facts.hotline`."""

    def line(self, key: str) -> int:
        """Find the line of a key; 1 where it is not given."""
        return self.lines.get(key, 1)

    def contacts_of(self, bulletin: Bulletin) -> tuple[Contact, ...]:
        """List the contacts of a bulletin in its own order, or all of the site's."""
        if bulletin.contacts is None:
            return self.contacts
        names = [name.text for name in bulletin.contacts]
        there = {one.fact.name: one for one in reversed(self.contacts)}
        return tuple(there[name] for name in names if name in there)

    @property
    def values(self) -> dict[str, str]:
        """The value of each fact, by its name."""
        return {fact.name: f"{fact.value} {fact.ext}".strip() for fact in self.facts.values()}

    def values_shown(self, texts: Iterable[str]) -> dict[str, str]:
        """Find the values of the facts that pages show which have these texts.

        That is also what every page shows: the contacts, and site.toml's own words.
        """
        words = (*texts, *(one.msgid for one in self.messages))
        named = {name for text in words for name in facts_used(text)}
        named |= {contact.fact.name for contact in self.contacts}
        return {name: value for name, value in self.values.items() if name in named}

    @property
    def messages(self) -> tuple[Segment, ...]:
        """Its words for readers, in the order of the file."""
        labels = [self.title, self.tagline, self.issuer]
        for contact in self.contacts:
            labels += [contact.label, contact.call, contact.hours, contact.note]
        labels += self.topics.values()
        return tuple(Segment(label.text, label.line) for label in labels if label)

    @property
    def unfilled(self) -> tuple[Segment, ...]:
        """The words and facts that are still to be filled in: those with the sign for it."""
        facts = (Segment(one.text, self.line(f"facts.{one.name}")) for one in self.facts.values())
        return tuple(one for one in (*self.messages, *facts) if SIGN in one.msgid)


def _of_kinds(bulletin: str, routine: str, reminder: str) -> Mapping[DocumentKind, tuple[str, ...]]:
    texts: Mapping[DocumentKind, str]
    texts = {"bulletin": bulletin, "routine": routine, "reminder": reminder}
    return {kind: tuple(text.split()) for kind, text in texts.items()}


FIELDS = _of_kinds(
    "title headline verdict summary short area audience campaign issuer publisher "
    "routines_heading reminders_heading",
    "title headline verdict poster",
    "title short",
)
"""The labels of each kind of document, in the order in which translators meet them."""
SETTINGS = _of_kinds(
    "date updated source_locale starts ends checked withdrawn replaced_by kind topic example",
    "icon withdrawn",
    "icon",
)
"""What its front matter has besides; of these, only why something was withdrawn is translated."""
LISTS = _of_kinds("corrections moved_from steps contacts", "chat moved_from", "")
"""The keys of each kind that have a list of texts; all others have one text."""


def keys(kind: DocumentKind) -> tuple[str, ...]:
    """List the keys that the front matter of a kind of document may have."""
    return FIELDS[kind] + LISTS[kind] + SETTINGS[kind]


LIST_KEYS = frozenset(key for names in LISTS.values() for key in names)
"""The keys that have a list, in whatever document."""
KNOWN = tuple(dict.fromkeys(key for kind in FIELDS for key in keys(kind)))
"""Every key of front matter once."""
