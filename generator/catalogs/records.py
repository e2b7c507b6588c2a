"""Read and write what people record beside a translation, in lines of the translator's comment.

    # ignore-terms: reason              a rule is set aside
    # ignore-facts: reason; NAME        and who did so, where somebody else has to approve of it
    # translated: NAME; DATE
    # approved: NAME; DATE; DIGEST      of just this wording, with just these facts
    # sent-back: NAME; DATE; why        until who translates it saves it anew

Every editor keeps these lines; Poedit deletes the flags in which waivers stood before. They are a
record, and no proof of who wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from unicodedata import normalize

from generator.catalogs.po import Catalog, Entry, amended
from generator.facts import PLACEHOLDER, Fact
from generator.text.lazy_regex import late
from generator.text.unicode import cells, person

_RECORD = late(
    r"\s*(?P<kind>ignore-[a-z-]+|translated|approved|sent-back)\s*[:：]\s*(?P<text>.*)",
    re.IGNORECASE,
)
_APPROVED = late(r"(?P<name>[^;；]*)[;；](?P<date>[^;；]*)[;；]\s*(?P<digest>[0-9a-f]{16})\s*")
_SENT_BACK = late(r"(?P<name>[^;；]*)[;；](?P<date>[^;；]*)[;；]\s*(?P<words>.*)")
_TRANSLATED = late(r"(?P<name>[^;；]*)(?:[;；](?P<date>[^;；]*))?")
_PREFIX = "ignore-"
_WIDTH = 78
"""Characters to a line where polib breaks a comment; it breaks at spaces, and after hyphens."""
_MOST_PARTS = 20
"""Lines that one record is broken into at most: a longer one is no reason, but an attack."""
_CHUNK = re.compile(r"[^\s-]*-?")
_KEPT = ("Another translation: ",)
"""How lines begin that are no reason: `merge` writes them."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that is set aside for a message."""

    rule: str
    text: str
    """Why, and after a semicolon who did so, where that is asked for."""

    @property
    def parted(self) -> tuple[str, str]:
        """The reason, and the name behind the last semicolon; empty where there is none."""
        reason, mark, name = self.text.replace("；", ";").rpartition(";")
        return (reason.strip(), name.strip()) if mark else (self.text, "")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who translated a message, or approved of it, and when."""

    name: str
    date: str
    digest: str = ""
    """Of what was approved; empty for who translated it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Why somebody who was to approve of a message has sent it back."""

    name: str
    date: str
    words: str


@dataclass(frozen=True, slots=True)
class Records:
    """What the translator's comment of a message says."""

    waivers: tuple[Waiver, ...] = ()
    translated: tuple[Signature, ...] = ()
    """Who translated it, the last one last."""
    approved: tuple[Signature, ...] = ()
    notes: tuple[str, ...] = ()
    """Its other lines."""
    remarks: tuple[Remark, ...] = ()
    """Why it was sent back, and by whom."""

    @property
    def translator(self) -> str:
        """Who translated it last, as `person` folds a name; empty where nobody says so."""
        return person(self.translated[-1].name) if self.translated else ""


_NOTHING = Records()


def read(entry: Entry) -> Records:
    """Read the records of an entry; waivers may also stand in its flags, as before."""
    if not entry.comments and not entry.flags:
        return _NOTHING
    waivers, translated, approved, remarks, notes = [], [], [], [], []
    for line in _unwrapped(entry.comments):
        found = _RECORD.fullmatch(line)
        kind, text = (found["kind"].lower(), found["text"].strip()) if found else ("", "")
        if kind.startswith(_PREFIX):
            waivers.append(Waiver(kind.removeprefix(_PREFIX), text))
        elif kind == "translated" and (signed := _TRANSLATED.fullmatch(text)):
            translated.append(_signature(**signed.groupdict("")))
        elif kind == "approved" and (signed := _APPROVED.fullmatch(text)):
            approved.append(_signature(**signed.groupdict("")))
        elif kind == "sent-back" and (back := _SENT_BACK.fullmatch(text)):
            when = _signature(back["name"], back["date"])
            remarks.append(Remark(when.name, when.date, back["words"]))
        else:
            notes.append(line)
    waivers += [Waiver(flag, " ".join(_reasons(notes))) for flag in _flagged(entry)]
    return Records(tuple(waivers), tuple(translated), tuple(approved), tuple(notes), tuple(remarks))


def is_record(line: str) -> bool:
    """Recognize a line of a translator's comment that is a record, or the beginning of one."""
    return _RECORD.fullmatch(line) is not None


def _signature(name: str, date: str, digest: str = "") -> Signature:
    # A date that was broken at a hyphen has a space there.
    return Signature(name.strip(), "".join(date.split()), digest)


def _flagged(entry: Entry) -> Iterator[str]:
    return (flag.removeprefix(_PREFIX) for flag in entry.flags if flag.startswith(_PREFIX))


def _reasons(notes: Collection[str]) -> list[str]:
    return [line for line in notes if line.strip() and not line.startswith(_KEPT)]


def lines(entry: Entry, kind: str, words: str = "") -> tuple[str, ...]:
    """List the lines of the records of a kind that have these words in them.

    One record has several where an editor has broken it.
    """
    found = ((parts, _RECORD.fullmatch(_whole(parts))) for parts in _parted(entry.comments))
    own = (p for p, one in found if one and one["kind"].lower() == kind and words in one["text"])
    return tuple(line for parts in own for line in parts)


def _unwrapped(comments: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a comment, each record whole where an editor has broken it."""
    return map(_whole, _parted(comments))


def _parted(comments: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the lines of a comment, those together that are of one record."""
    parts: list[str] = []
    for line in comments:
        if parts and len(parts) < _MOST_PARTS and _goes_on(parts, line):
            parts.append(line)
            continue
        if parts:
            yield parts
        parts = [line]
    if parts:
        yield parts


def _whole(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else " ".join(map(str.strip, parts))


def _goes_on(parts: list[str], line: str) -> bool:
    """Tell whether a record goes on in the next line, since its first word had no place before."""
    found = _RECORD.fullmatch(_whole(parts))
    if not found or not line.strip() or is_record(line):
        return False
    if found["kind"].lower() == "approved" and _APPROVED.fullmatch(found["text"]):
        return False
    chunk = _CHUNK.match(line.lstrip())
    return cells(parts[-1]) + cells(chunk[0] if chunk else "") + len("#  ") > _WIDTH


def digest(entry: Entry, tag: str, domain: str, facts: Mapping[str, Fact]) -> str:
    """Digest what an approval is of: a wording and its source, in their place, with their facts.

    The first 16 hexadecimal digits of SHA-256 over the NFC UTF-8 of locale (BCP 47, as everywhere
    but in the names of folders), domain, msgctxt (an absent one is empty), msgid and each form of
    msgstr, parted by U+0000, with each `{fact}` written as `{fact}=value`.
    """

    def valued(found: re.Match[str]) -> str:
        fact = facts.get(found[1])
        return f"{found[0]}={fact.value}" if fact else found[0]

    whole = "\0".join((tag, domain, entry.msgctxt or "", entry.msgid, *entry.msgstr))
    text = normalize("NFC", PLACEHOLDER.sub(valued, whole))
    return sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Approvals:
    """Whose approvals of a domain in a locale count, and how many a translation needs."""

    tag: str = ""
    """The locale, in BCP 47."""
    domain: str = ""
    people: frozenset[str] = frozenset()
    """Whose approvals count, as `person` folds a name."""
    needed: int = 0
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def digest(self, entry: Entry) -> str:
        """Digest what an approval of an entry is of."""
        return digest(entry, self.tag, self.domain, self.facts)

    def approvers(self, entry: Entry) -> frozenset[str]:
        """Find who has approved of an entry as it is, as `person` folds a name.

        Whoever translated it last does not count, nor anybody who is not asked.
        """
        if not self.people or not entry.comments:
            return frozenset()
        found = read(entry)
        asked = self.people - {found.translator}
        signed = [one for one in found.approved if person(one.name) in asked]
        if not signed:
            return frozenset()
        now = self.digest(entry)
        return frozenset(person(one.name) for one in signed if one.digest == now)

    def suffice(self, entry: Entry) -> bool:
        """Tell whether as many people as are needed have approved of an entry as it is."""
        return not self.needed or len(self.approvers(entry)) >= self.needed

    def signed(self, entry: Entry, name: str, date: str, newline: str) -> Entry:
        """Write somebody's approval into an entry; its other lines stay, to the byte."""
        line = f"approved: {name}; {date}; {self.digest(entry)}"
        return amended(entry, newline, added=[line])


def moved(catalog: Catalog, rules: Collection[str]) -> Catalog:
    """Move the waivers of these rules from the flags, where they stood before, to the comments.

    A comment of one line was the reason, and becomes the waiver; of one with more, all lines stay.
    """
    entries = tuple(_moved(entry, rules, catalog.newline) for entry in catalog.entries)
    return replace(catalog, entries=entries)


def _moved(entry: Entry, rules: Collection[str], newline: str) -> Entry:
    asked = [f"{_PREFIX}{rule}" for rule in dict.fromkeys(_flagged(entry)) if rule in rules]
    if not asked:
        return entry
    reasons = _reasons(read(entry).notes)
    reason = " ".join(map(str.strip, reasons))
    lines = [f"{flag}: {reason}".rstrip() for flag in asked]
    mended = {}
    if len(reasons) == 1 and reasons[0] in entry.comments:
        mended[reasons[0]] = lines.pop(0)
    return amended(entry, newline, added=lines, mended=mended, unflagged=frozenset(asked))
