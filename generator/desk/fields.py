"""Name the fields of a document's form: their kinds, their labels, their order, their choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from generator.catalogs.extract import about, room
from generator.desk.held import Held
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import Said, said
from generator.locales import UnknownLocale, locale
from generator.model import CROSS, KINDS, DocumentKind
from generator.text.encoding import unified

Kind = Literal["line", "lines", "pairs", "text", "day", "choice", "choices"]
"""One line; a list, a line each; a chat's lines, each with what is true; paragraphs; a day, or a
day and an hour; one of some choices; some of them, a line each."""
TEXT = "body"
"""The key of a document's text, which is below the front matter."""
HEARD = "heard"
"""That of a scam's quotation, which is above its text."""
NONE = "[]"
"""The value of a list that is there and empty: no contacts, while without a value all are meant."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text holds, and a paste can bring."""
_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""How lines end that are pasted from Word and from pages."""


def typed(text: str) -> str:
    """Give what somebody typed: its lines ending in LF, without what no file can hold."""
    return _UNWRITABLE.sub("", _ENDS.sub("\n", unified(text)))


_LABELS: Mapping[str, tuple[Kind, str]] = {
    "title": ("line", said("Title")),
    "headline": ("line", said("Question at the top of the sheet")),
    "verdict": ("line", said("Answer to the question")),
    "summary": ("line", said("Summary for lists")),
    "short": ("line", said("Message to a group")),
    HEARD: ("text", said("The scammer’s own words")),
    TEXT: ("text", said("Text")),
    "chat": ("pairs", said("The scam as a chat, and what is true")),
    "poster": ("line", said("What to know, in one sentence")),
    "area": ("line", said("Where")),
    "audience": ("line", said("For whom")),
    "starts": ("day", said("Starts")),
    "ends": ("day", said("Ends")),
    "steps": ("lines", said("What to do if you have paid")),
    "contacts": ("choices", said("Whom to call")),
    "icon": ("choice", said("Picture on the sheet")),
    "date": ("day", said("Date of the notice")),
    "updated": ("day", said("Last changed")),
    "checked": ("day", said("Last looked at")),
    "topic": ("choice", said("Topic")),
    "kind": ("choice", said("Kind of notice")),
    "example": ("choice", said("An example, no real notice")),
    "issuer": ("line", said("Issued by")),
    "publisher": ("line", said("Published by")),
    "campaign": ("line", said("Campaign")),
    "routines_heading": ("line", said("Heading of the scams")),
    "reminders_heading": ("line", said("Heading of the reminders")),
    "source_locale": ("choice", said("Language that it is written in")),
    "corrections": ("lines", said("Corrections")),
    "withdrawn": ("line", said("Withdrawn")),
    "replaced_by": ("choice", said("Replaced by")),
    "moved_from": ("lines", said("Former names")),
}
_TEXTS: Mapping[DocumentKind, str] = {
    "bulletin": said("Introduction"),
    "routine": said("How the scam works"),
    "reminder": said("The advice, in full"),
}
"""What the text of each kind of document is."""
_ON_SHEET = said("A few words for the sheet")
"""What a reminder is in short."""
_WITHDRAWN = said("The day, such as 2026-12-24, and behind it why: readers see both")
_HINTS: Mapping[tuple[DocumentKind, str], str] = {
    ("bulletin", "headline"): said("One line, about 30 letters or 12 Chinese characters"),
    ("bulletin", "verdict"): said("About 20 letters or 6 Chinese characters"),
    ("bulletin", "short"): said(
        "The whole notice as one message to a group: at most 140 letters or 67 Chinese characters"
    ),
    ("bulletin", "steps"): said("A line each. Leave it empty: the site’s own steps are shown."),
    ("bulletin", "corrections"): said(
        "A line each: the day, such as 2026-12-24, and behind it what was wrong and is right now"
    ),
    ("bulletin", "withdrawn"): _WITHDRAWN,
    ("routine", "withdrawn"): _WITHDRAWN,
    ("routine", "title"): said(
        "What the scam is called in lists. On pages and sheets the question stands in its place."
    ),
    ("routine", "headline"): said("One line, about 30 letters or 12 Chinese characters"),
    ("routine", "verdict"): said("About 20 letters or 6 Chinese characters"),
    ("routine", HEARD): said(
        "Word for word, as the caller says it. With a chat below, pages and sheets show the chat in"
        " its place, and only what is read out has it."
    ),
    ("routine", "chat"): said(
        "Two or three lines, as on a phone, each with what is true: about 50 letters or 18 Chinese"
        " characters"
    ),
    ("routine", "poster"): said("For the sheet of a scam that has no chat: one short sentence"),
}
"""What belongs in a field, where a writer has to know more than a translator."""
_LONG = ("summary", "short", "poster")
"""What is one line in a file, and takes more than one to write."""
_SCAM = "headline verdict summary short body steps date updated contacts"
_SERVICE = "headline summary short area audience starts ends body date updated contacts"
_MAIN: Mapping[DocumentKind, str] = {
    "bulletin": _SCAM,
    "routine": "headline verdict heard chat poster icon body",
    "reminder": "short icon body",
}
_RARE: Mapping[DocumentKind, str] = {
    "bulletin": f"{_SCAM} {_SERVICE} topic kind example issuer publisher campaign "
    "routines_heading reminders_heading source_locale checked corrections withdrawn replaced_by "
    "moved_from",
    "routine": "withdrawn moved_from",
    "reminder": "",
}
"""What few documents have; the keys above are left out."""
_ORDER: Mapping[DocumentKind, str] = {
    "bulletin": "title headline verdict summary short kind example topic date updated checked "
    "starts ends area audience campaign issuer publisher routines_heading reminders_heading steps "
    "contacts source_locale corrections withdrawn replaced_by moved_from",
    "routine": "title headline verdict icon poster chat withdrawn moved_from",
    "reminder": "title short icon",
}
"""The usual order of the keys in a file, in which one that was absent is put."""
_DAY_FIRST = said("write the day first, such as 2026-12-26, then the words")
_AT_FORM: Mapping[str, str] = {
    "write {key}: between the --- lines": said("fill it in"),
    "write it after “{key}: ”": said("fill it in"),
    "write it below the front matter": said("fill it in"),
    "write it first, after “> ”, word for word": said("write it here, word for word"),
    "write your own words over it, the sign {sign} too": said("fill it in, or leave it out"),
    "write {{{name}}} instead of it; put it between `…` if nobody is to call it": said(
        "this number is kept in one place, so that nobody mistypes it"
    ),
    "there is nothing after {sign}": said("what is true of one of the lines is not written"),
    "write there what is true": said("write it beside that line"),
    "there is nothing before {sign}": said("what they write is missing beside what is true"),
    "write there what they say": said("write it beside what is true"),
    "link to a whole address that begins with https://, mailto: or tel:, or to another "
    "notice by the name of its folder: notice:fake-refund": said(
        "write the full address between the round brackets: [words](https://…)"
    ),
    "write the day, then what is right now: - 2026-12-25 17:00 It is Block 7, not 8.": _DAY_FIRST,
    "write the day, then why: withdrawn: 2026-12-26 The pipe is mended.": _DAY_FIRST,
    "write {{{name}}} instead of it": said("this is kept in one place, so that nobody mistypes it"),
    "add the line {line} below [facts] in content/site.toml and write {{{name}}} here, "
    "or put the number between `…` if nobody is to call it": said(
        "a number that people are to call belongs in the site’s settings, and is put in by its"
        " button; one that nobody is to call stands between two signs `"
    ),
    "run python -m generator update": said("open the translation at the desk"),
    "read what needs review, and take its mark (fuzzy) away when it is right": said(
        "read what is to be read again, and save it when it is right"
    ),
    "have it approved: python -m generator approve {slug} --locale {tag} --as NAME": said(
        "have it approved at “Read and approve”"
    ),
    "the notice {slug} {shown_as} in {tag}": said(
        "the notice {shown_as} in {tag}", shown_as="{shown_as}", tag="{tag}"
    ),
    "words of site.toml are shown untranslated in {tag}, such as “{text}”": said(
        "words of the site are shown untranslated in {tag}, such as “{text}”",
        tag="{tag}",
        text="{text}",
    ),
    "take its sheets down, then write checked: and the day": said(
        "take its sheets down, then say so at “Correct or end it”"
    ),
    "see whether it still holds, then write checked: and the day": said(
        "see whether it still holds, and say so at “Correct or end it”"
    ),
    "{name}: nobody can have the number {number}": said(
        "nobody can have the number {number}", number="{number}"
    ),
    "{name}: {address} begins with http://": said(
        "{address} begins with http://", address="{address}"
    ),
    "there is no verdict in {files}": said("“Answer to the question” is not filled in"),
    "write verdict: and the answer to the headline in its words, or the sheets say the site's "
    "own: “This is a scam.”": said(
        "fill it in, or the sheets say the site’s own: “This is a scam.”"
    ),
    "write short: and the notice in one or two sentences": said(
        "fill in “Message to a group”: the notice in one or two sentences"
    ),
}
"""What to do in a form, where `check` speaks of the lines of a file.

Its values are their own names: `worded` puts those of the other sentence there.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a form asks for, and what is there."""

    key: str
    kind: Kind
    label: str
    hint: str
    """What belongs there, in a sentence; empty for nothing to say."""
    value: str
    """As people type it; of a list, a line each."""
    placeholder: str = ""
    """What the place is for, where it is still to be filled in; its value is empty then."""
    options: tuple[tuple[str, str], ...] = ()
    """Of a choice: each value, and its words."""
    is_rare: bool = False
    """True for what few documents have, and this one neither."""
    first: int = 0
    """Its lines in the file, from 1; 0 where it has none."""
    last: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def is_long(self) -> bool:
        """True for one line of words that takes more than one to write."""
        return self.key in _LONG

    @property
    def room(self) -> tuple[int, int] | None:
        """About how many letters or Chinese characters fit; None where nobody knows."""
        return room(self.hint)


def kind_of(key: str) -> Kind:
    """Tell what kind of field a key is."""
    return _LABELS[key][0]


def label_of(key: str, kind: DocumentKind = "bulletin") -> str:
    """Tell what people call a key."""
    if key == TEXT:
        return _TEXTS[kind]
    return _ON_SHEET if (kind, key) == ("reminder", "short") else _LABELS[key][1]


def hint_of(key: str, kind: DocumentKind) -> str:
    """Say what belongs in a field, in a sentence; empty for nothing to say."""
    return _HINTS.get((kind, key)) or about(kind, key)


def at_form(problem: Problem) -> Problem:
    """Say what is wrong as a form does: by the names of its fields, and what to do there."""
    return replace(problem, wrong=worded(problem.wrong), remedy=worded(problem.remedy))


def worded(sentence: str) -> str:
    """Word a sentence, and those within it, for the desk: with names, and what to do there."""
    if not isinstance(sentence, Said):
        return sentence
    msgid = _AT_FORM.get(sentence.msgid, sentence.msgid)
    values = {name: _named(name, worded(value)) for name, value in sentence.values.items()}
    return Said(msgid, values if values and "{" in msgid else {})


def _named(name: str, value: str) -> str:
    """Name a field where a sentence has its key, and a language where it has its tag."""
    if name == "key" and value in _LABELS:
        return label_of(value)
    if name == "tag":
        with suppress(UnknownLocale):
            return locale(value).told
    return value


def keys(kind: DocumentKind, *, is_service: bool) -> Iterator[tuple[str, bool]]:
    """Yield the keys of a document's form in reading order; True for what few documents have."""
    main = _SERVICE if is_service and kind == "bulletin" else _MAIN[kind]
    common = ("title", *main.split())
    yield from ((key, False) for key in common)
    rare = dict.fromkeys(key for key in _RARE[kind].split() if key not in common)
    yield from ((key, True) for key in rare)


def order(kind: DocumentKind) -> list[str]:
    """List the keys of front matter in their usual order in a file."""
    return _ORDER[kind].split()


def options(key: str, held: Held) -> tuple[tuple[str, str], ...]:
    """List the choices of a key: each value, and its words."""
    settings = held.site.settings
    found: Mapping[str, tuple[tuple[str, str], ...]] = {
        "kind": tuple(
            zip(KINDS, (said("a warning of a scam"), said("a service notice")), strict=True)
        ),
        "example": (("true", said("yes")),),
        "topic": tuple((name, label.text) for name, label in settings.topics.items()),
        "contacts": tuple(
            (one.fact.name, f"{one.label.text} {one.fact.text}") for one in settings.contacts
        ),
        "icon": tuple((name, name) for name in sorted(held.site.icons)),
        "source_locale": tuple((one.tag, one.name) for one in settings.locales),
        "replaced_by": tuple(
            (one.slug, one.head.labels["title"].text) for one in held.site.bulletins
        ),
    }
    return found.get(key, ())


def pairs(value: str) -> tuple[tuple[str, str], ...]:
    """Part a chat's value into its lines: what they write, and what is true."""
    parted = (line.partition(CROSS) for line in value.split("\n") if line.strip())
    return tuple((says.strip(), truth.strip()) for says, _, truth in parted)


def from_pairs(lines: tuple[tuple[str, str], ...]) -> str:
    """Write a chat's value; a line with nothing on either side is left out."""
    there = ((says.strip(), truth.strip()) for says, truth in lines)
    return "\n".join(f"{says} {CROSS} {truth}".strip() for says, truth in there if says or truth)
