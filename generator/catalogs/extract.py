"""Extract the messages to translate from the site's text.

`extract_markdown` and `extract_site` are Babel extraction methods (`babel.extractors`), so that
`pybabel extract -F pyproject.toml .` finds what `generator extract` finds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import starmap
from typing import Any, BinaryIO

from generator import shipped
from generator.catalogs.po import Key
from generator.config.settings import settings
from generator.content.documents import parse_document
from generator.diagnostics.messages import said
from generator.facts import Fact, facts_used
from generator.layout import Source
from generator.locales import Extracted, extracted
from generator.markdown.blocks import Segment
from generator.markdown.walk import Walk
from generator.model import (
    SITE_CONTEXT,
    TEMPLATE_LOCALE,
    Bulletin,
    Document,
    DocumentKind,
    Settings,
)
from generator.text import encoding

_JINJA = "jinja2.ext:babel_extract"
"""By its place: for its name, Babel looks through every package that is installed."""
_TEMPLATE_OPTIONS = {"silent": "false", "trimmed": "true", "encoding": "utf-8"}

_ABOUT = {
    "title": said("Title"),
    "headline": said(
        "Headline of the poster, a question: one line, about 30 letters or 12 Chinese characters"
    ),
    "verdict": said("The answer to the headline: about 20 letters or 6 Chinese characters"),
    "summary": said("Summary, for lists and search engines"),
    "area": said("Where it is, in a few words"),
    "audience": said("Whom it is for, in a few words"),
    "campaign": said("The campaign that the notice belongs to"),
    "issuer": said("Who issues the notice"),
    "publisher": said("The account that publishes the notice"),
    "routines_heading": said("Heading of the scams"),
    "reminders_heading": said("Heading of the reminders"),
    "poster": said("Short text for the poster"),
}
"""The comment by which translators learn what a label is, and how much of it fits."""
_SHORT: Mapping[DocumentKind, str] = {
    "bulletin": said(
        "The notice as a message to a group: at most 140 letters or 67 Chinese characters"
    ),
    "reminder": said("The advice in a few words: about 18 letters or 6 Chinese characters"),
}
"""The same for `short`."""
_HEARD = said("What the victim hears")
_SAYS = said("A line of the scammer’s chat: about 50 letters or 18 Chinese characters")
_TRUTH = said("What is true of the line before it: about 50 letters or 18 Chinese characters")
_CALL = said(
    "The words above a number, on sheets and buttons: about 20 letters or 10 Chinese characters"
)
_STEP = said("What to do if you have paid: a sentence or two")
_RIGHT = said("What was wrong, and is right now; the day of the correction stands before it")
_WHY = said("Why it was withdrawn; the day stands before it")
_HOURS = said("When somebody answers, in a few words")


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be translated, and where it is."""

    msgctxt: str | None
    msgid: str
    path: str
    line: int
    """Of its first place."""
    references: tuple[str, ...]
    """The files that it is in; no lines, so that an edit elsewhere changes no catalog."""
    comments: tuple[str, ...] = ()
    msgid_plural: str | None = None
    from_template: bool = False
    """True for a template's word: plain text, with %(name)s where a value comes in."""

    @property
    def key(self) -> Key:
        """What identifies a message in a catalog: (msgctxt, msgid)."""
        return self.msgctxt, self.msgid


_ROOM = re.compile(r"(?P<letters>[0-9]+) letters or (?P<signs>[0-9]+) Chinese")


def room(note: str) -> tuple[int, int] | None:
    """Read how much fits from what translators are told: so many letters, or Chinese characters."""
    found = _ROOM.search(note)
    return (int(found["letters"]), int(found["signs"])) if found else None


def about(kind: DocumentKind, name: str) -> str:
    """Say what a key's text is, and how much of it fits, as translators learn it; or nothing."""
    found: dict[str, str] = {**_ABOUT, "heard": _HEARD, "chat": _SAYS, "steps": _STEP}
    found |= {"corrections": _RIGHT, "withdrawn": _WHY, "short": _SHORT.get(kind, "")}
    return found.get(name, "")


def of_bulletin(bulletin: Bulletin, facts: Mapping[str, Fact]) -> tuple[Message, ...]:
    """Extract a bulletin's messages, in reading order, each once."""
    return _merged(
        message for document in bulletin.documents for message in _of_document(document, facts)
    )


def _of_document(document: Document, facts: Mapping[str, Fact]) -> Iterator[Message]:
    for segment, about in _explained(document):
        yield _message(document.msgctxt, document.path, segment, facts, about)


def _explained(document: Document) -> Iterator[tuple[Segment, str]]:
    """Yield a document's messages, in its own order, with what translators learn of each."""
    notes = [
        _SHORT[document.kind] if name == "short" else _ABOUT[name]
        for name, label in document.labels.items()
        if label
    ]
    notes += [_HEARD] * len(document.heard) + [_SAYS, _TRUTH] * len(document.chat)
    notes += [_STEP] * len(document.steps)
    notes += [_RIGHT] * len(document.corrections) + [_WHY] * bool(document.withdrawn)
    texts = document.messages
    return zip(texts, (*notes, *[""] * (len(texts) - len(notes))), strict=True)


def _message(
    msgctxt: str, path: str, segment: Segment, facts: Mapping[str, Fact], about: str = ""
) -> Message:
    """Make a message, with comments: what it is, and what each fact in it is replaced by."""
    comments = [about] if about else []
    for name in sorted(facts_used(segment.msgid) & facts.keys()):
        text = facts[name].with_extension(TEMPLATE_LOCALE.before_extension).text
        comments.append(
            said("{{{name}}} stands for {text}: keep it as it is", name=name, text=text)
        )
    return Message(msgctxt, segment.msgid, path, segment.line, (path,), tuple(comments))


def of_site(
    site: Settings, path: str, templates: Mapping[str, str], folder: str = "templates"
) -> tuple[Message, ...]:
    """Extract the messages of site.toml and of the templates, each once.

    `templates` maps each template's name to its text; all of them must be valid Jinja.
    """
    notes = {
        label.text: note
        for contact in site.contacts
        for note, label in ((_CALL, contact.call), (_HOURS, contact.hours))
    }
    found = [
        _message(SITE_CONTEXT, path, segment, site.facts, notes.get(segment.msgid, ""))
        for segment in site.messages
    ]
    for name, text in sorted(templates.items()):
        found += _of_template(f"{folder}/{name}", name, text)
    return _merged(found)


def words_of(text: str) -> Iterator[Extracted]:
    """Find a template's words, which must be valid Jinja, in its order."""
    return extracted(_JINJA, text, _TEMPLATE_OPTIONS)


# Babel takes 6 ms for a template, and most templates are the same at the next load.
@lru_cache(maxsize=128)
def _of_template(path: str, name: str, text: str) -> tuple[Message, ...]:
    """Extract a template's messages, in its order; of one that came with the package, read them."""
    known = shipped.words(name, text)
    every = words_of(text) if known is None else starmap(Extracted, known)
    return tuple(
        Message(
            found.msgctxt,
            found.msgid,
            path,
            found.line,
            (path,),
            found.comments,
            found.msgid_plural,
            from_template=True,
        )
        for found in every
    )


def _merged(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Merge messages of the same key; each gets the files and the comments of all of them."""
    found: dict[Key, Message] = {}
    for message in messages:
        if message.key not in found:
            found[message.key] = message
            continue
        first = found[message.key]
        found[message.key] = replace(
            first,
            references=tuple(dict.fromkeys(first.references + message.references)),
            comments=tuple(dict.fromkeys(first.comments + message.comments)),
            msgid_plural=first.msgid_plural or message.msgid_plural,
        )
    return tuple(found.values())


_BabelMessage = tuple[int, str, tuple[str, str], list[str]]


def extract_markdown(
    fileobj: BinaryIO,
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[_BabelMessage]:
    """Extract a bulletin's Markdown file, as an extraction method of Babel.

    Raises `Refused` for a file that `generator check` would refuse, but for unknown facts, since
    the facts are in another file.
    """
    source = Source(fileobj.name, _text(fileobj))
    document, _ = parse_document(source, Walk(None))
    yield from map(_as_babel, _merged(_of_document(document, {})))


def extract_site(
    fileobj: BinaryIO,
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[_BabelMessage]:
    """Extract site.toml, as an extraction method of Babel.

    Raises `Refused` for a file that `generator check` would refuse.
    """
    made = settings(_text(fileobj), fileobj.name)
    yield from map(_as_babel, of_site(made, fileobj.name, {}))


def _text(fileobj: BinaryIO) -> str:
    return encoding.text(fileobj.read(), fileobj.name)


def _as_babel(message: Message) -> _BabelMessage:
    return message.line, "pgettext", (message.msgctxt or "", message.msgid), list(message.comments)
