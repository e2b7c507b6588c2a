"""Represent PO files as values, and write them; `reader` turns bytes into them.

Own code instead of a library, because none gives back the file that a translator saved. Seen by
round trips over what msgmerge writes: Babel 2.18 loses `#|`, X- headers and an obsolete entry's
flags; polib 1.2 rewraps every text, loses `#~|`, reads a cut-off string as an empty translation,
lets duplicates and UTF-7 pass, and stops at the first line that it doesn't know;
translate-toolkit is GPL and heavy.

The format is that of the GNU gettext manual, chapter "The Format of PO Files"; the names too. An
entry keeps its text as read (`raw`), so what nobody changed is written back byte for byte; what is
changed or new is written as `msgcat --no-wrap` would write it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from unicodedata import normalize

FUZZY = "fuzzy"
"""The flag of a translation that a person has to review before it counts."""

ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
}
"""Characters and their escapes: those, and only those, that gettext's tools write."""

ESCAPED = str.maketrans(ESCAPES)
_LINE_BREAK = re.compile(r"\r\n?|\n")
_BLANK_LINE = re.compile(r"[ \t\r]*\n")
# No UTF-8 text file can hold these; they can only come from a mistake in memory.
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
Key = tuple[str | None, str]
"""What identifies a message in its catalog: its msgctxt, None for none, and its msgid."""


@dataclass(frozen=True, slots=True)
class Previous:
    """What a fuzzy entry's translation was made for: its `#|` lines."""

    msgid: str
    msgctxt: str | None = None
    msgid_plural: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One message and its translation; raises ValueError where msgstr doesn't fit msgid_plural."""

    msgid: str
    msgstr: tuple[str, ...] = ("",)
    """The translation: one text, or with `msgid_plural` one for each plural form."""
    msgctxt: str | None = None
    """The message's context; None, no context, is another message than "" is."""
    msgid_plural: str | None = None
    comments: tuple[str, ...] = ()
    """The translator's comments, a line each, without `# `."""
    extracted: tuple[str, ...] = ()
    """The source's comments for the translator, a line each, without `#. `."""
    references: tuple[str, ...] = ()
    """Where the message comes from (`#:`)."""
    flags: tuple[str, ...] = ()
    """The `#,` flags."""
    sticky: tuple[str, ...] = ()
    """The `#=` flags, which newer gettext keeps apart from `#,`."""
    previous: Previous | None = None
    obsolete: bool = False
    """True for a message that is no longer in the source (`#~`)."""
    line: int = field(default=0, compare=False)
    """The line of its msgid in the file that it was read from; 0 for one made here."""
    raw: str | None = field(default=None, compare=False, repr=False)
    """Its text as read, blank lines above it included; None: written in the canonical form."""

    def __post_init__(self) -> None:
        if not self.msgstr or (self.msgid_plural is None and len(self.msgstr) > 1):
            raise ValueError(f"msgstr doesn't fit: {len(self.msgstr)} for {self.msgid[:40]!r}")

    @property
    def key(self) -> Key:
        """What identifies the message in its file: (msgctxt, msgid)."""
        return self.msgctxt, self.msgid

    @property
    def fuzzy(self) -> bool:
        """True where the translation waits for a person's review."""
        return FUZZY in self.flags

    @property
    def has_words(self) -> bool:
        """True where one form at least has words."""
        return bool(self.texts)

    @property
    def texts(self) -> tuple[str, ...]:
        """The forms that have words: blanks are no translation, begun or finished."""
        return tuple(text for text in self.msgstr if text.strip())

    @property
    def complete(self) -> bool:
        """True where every form has words and none waits for review; also of an obsolete entry."""
        return not self.fuzzy and all(text.strip() for text in self.msgstr)

    @property
    def translated(self) -> bool:
        """True where every form is filled in and the entry is neither fuzzy nor obsolete."""
        return self.complete and not self.obsolete

    def line_of(self, text: str) -> int:
        """Find the line of the translation that has a text; that of the msgid where none has."""
        _, _, below = normalize("NFC", f"\n{self.raw or ''}").partition("\nmsgid ")
        at = below.find(text, below.find("\nmsgstr"))
        return self.line + below.count("\n", 0, at) if at >= 0 else self.line

    def changed(self, **fields: Any) -> Entry:  # noqa: ANN401 - of any type, as replace() has it
        """Change some fields; the entry is then written in the canonical form."""
        return replace(self, raw=None, **fields)


RAW_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def amended(
    entry: Entry,
    newline: str,
    *,
    added: Iterable[str] = (),
    mended: Mapping[str, str] = MappingProxyType({}),
    unflagged: Container[str] = (),
) -> Entry:
    """Add lines to the translator's comment, mend some of its lines, and take flags away.

    Every other line of an entry that was read stays as it was, to the byte.
    """
    comments = (*(mended.get(line, line) for line in entry.comments), *added)
    flags = tuple(flag for flag in entry.flags if flag not in unflagged)
    changed = replace(entry, comments=comments, flags=flags)
    if entry.raw is None:
        return changed
    lines = [_mended(line, mended) for line in RAW_LINE.findall(entry.raw)]
    lines = [_unflagged(line, unflagged) if mark_of(line) == "#," else line for line in lines]
    own = [number for number, line in enumerate(lines, 1) if mark_of(line) == "#"]
    first = next(number for number, line in enumerate(lines) if line.strip())
    place = own[-1] if own else first
    lines[place:place] = [f"# {line}{newline}" for line in added]
    return replace(changed, raw="".join(lines))


def mark_of(line: str) -> str:
    """Return the mark of a line, "#" for one of the translator's comment; empty for none."""
    mark = line.lstrip()[:2]
    return mark[: 1 + (mark[1:] in tuple(".:,=|~"))] if mark.startswith("#") else ""


def _mended(line: str, mended: Mapping[str, str]) -> str:
    """Mend a line of the translator's comment, if it is one that is to be mended."""
    before, mark, rest = line.partition("#")
    text = rest.rstrip("\r\n").removeprefix(" ")
    if mark_of(line) != "#" or text not in mended:
        return line
    return before + mark + rest.replace(text, mended[text], 1)


def _unflagged(line: str, flags: Container[str]) -> str:
    """Take flags out of their line; nothing is left of one that had no others."""
    body = line.rstrip("\r\n")
    every = [flag.strip() for flag in body.partition(",")[2].split(",")]
    left = [flag for flag in every if flag not in flags]
    if left == every:
        return line
    return f"#, {', '.join(left)}{line[len(body) :]}" if left else ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """One PO file. Its keys should be unique among live entries, or `read` refuses it later."""

    header: Entry
    """The entry of the empty msgid; of empty `raw` where the file has none."""
    entries: tuple[Entry, ...] = ()
    """All others in the file's order, obsolete ones included."""
    newline: str = "\n"
    """How changed and new lines end: as the file's first line does."""
    bom: bool = False
    """True where the file begins with a byte order mark."""
    tail: str = field(default="", compare=False, repr=False)
    """What follows the last entry: blank lines and comments."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The header's fields in order; where a name is there twice, the first counts."""
        found: dict[str, str] = {}
        for line in self.header.msgstr[0].split("\n"):
            name, colon, value = line.partition(":")
            if colon:
                found.setdefault(name.strip(), value.strip())
        return found

    def with_header(self, name: str, value: str) -> Catalog:
        """Take the catalog with one header field set, in its place or at the end.

        Raises ValueError for a name or value that would not stay one field.
        """
        if self.headers.get(name) == value:
            return self
        wanted = _field(name, value)
        lines = self.header.msgstr[0].removesuffix("\n").split("\n")
        names = [line.partition(":")[0].strip() if ":" in line else None for line in lines]
        if name in names:
            lines[names.index(name)] = wanted
        else:
            lines.append(wanted)
        text = "".join(f"{line}\n" for line in lines if line)
        return replace(self, header=self.header.changed(msgstr=(text,)))


def new_catalog(headers: Mapping[str, str], entries: Iterable[Entry] = ()) -> Catalog:
    """Make a catalog; Content-Type says UTF-8, as `write` does, unless it is given.

    Raises ValueError for a header that would not stay one field.
    """
    filled = {**headers}
    filled.setdefault("Content-Type", "text/plain; charset=UTF-8")
    text = "".join(f"{_field(name, value)}\n" for name, value in filled.items())
    return Catalog(Entry("", (text,)), tuple(entries))


def write(catalog: Catalog) -> bytes:
    r"""Write the file: entries with `raw` byte for byte as they were, others in canonical form.

    Canonical is what `msgcat --no-wrap` gives, with all references on one line: one blank line
    between entries, each string on one line, or on one per "\n" where it has several. A NUL or
    a lone surrogate, which no PO file can hold, becomes U+FFFD.
    """
    end = catalog.newline
    pieces: list[str] = []
    fresh = False
    for entry in (catalog.header, *catalog.entries):
        text = _canonical(entry, end) if entry.raw is None else entry.raw
        if text:
            pieces += _gap(pieces, text, end, spaced=fresh or entry.raw is None)
            pieces.append(text)
            fresh = entry.raw is None
    if catalog.tail:
        pieces += _gap(pieces, catalog.tail, end, spaced=fresh)
        pieces.append(catalog.tail)
    return (("\ufeff" if catalog.bom else "") + "".join(pieces)).encode()


def _field(name: str, value: str) -> str:
    if not name or name != name.strip() or ":" in name or "\n" in name + value:
        raise ValueError(f"not a header field: {name!r}: {value!r}")
    return f"{name}: {value}"


def _gap(pieces: list[str], text: str, end: str, *, spaced: bool) -> Iterator[str]:
    """Write what has to be between what is written and the next text."""
    if not pieces:
        return
    if not pieces[-1].endswith("\n"):
        yield end  # it was the last of its file, which had no final newline
    if spaced and not _BLANK_LINE.match(text):
        yield end


def _canonical(entry: Entry, end: str) -> str:
    lines = [*_notes(entry), *_strings(entry)]
    return _UNWRITABLE.sub("\ufffd", end.join(lines) + end)


def _notes(entry: Entry) -> Iterator[str]:
    """Write the comment lines, in the manual's order; none can break out of its line."""
    for mark, texts in (("#", entry.comments), ("#.", entry.extracted)):
        for text in texts:
            for line in _LINE_BREAK.split(text):
                yield f"{mark} {line}" if line else mark
    if entry.references:
        yield f"#: {' '.join(_reference(reference) for reference in entry.references)}"
    for mark, flags in (("#,", entry.flags), ("#=", entry.sticky)):
        if flags:
            yield f"{mark} {', '.join(' '.join(flag.split()) for flag in flags)}"


def _reference(reference: str) -> str:
    """Write a reference as one word: a name with spaces is isolated by U+2068 and U+2069."""
    name = " ".join(_LINE_BREAK.split(reference))
    if (" " in name or "\t" in name) and not name.startswith("\u2068"):
        return f"\u2068{name}\u2069"
    return name


def _strings(entry: Entry) -> Iterator[str]:
    """Write the texts that the translation was made for, then those of the message itself."""
    marks = ("#~| ", "#~ ") if entry.obsolete else ("#| ", "")
    for mark, source in zip(marks, (entry.previous, entry), strict=True):
        for keyword in ("msgctxt", "msgid", "msgid_plural"):
            if (text := getattr(source, keyword, None)) is not None:
                yield from _string(mark, keyword, text)
    for number, form in enumerate(entry.msgstr):
        keyword = "msgstr" if entry.msgid_plural is None else f"msgstr[{number}]"
        yield from _string(mark, keyword, form)


def _string(mark: str, keyword: str, text: str) -> Iterator[str]:
    r"""Write a keyword and its string; one with a "\n" before its end gets a line for each."""
    *lines, last = text.split("\n")
    pieces = [f"{line}\n" for line in lines] + ([last] if last else [])
    if len(pieces) < 2:
        yield f'{mark}{keyword} "{text.translate(ESCAPED)}"'
        return
    yield f'{mark}{keyword} ""'
    for piece in pieces:
        yield f'{mark}"{piece.translate(ESCAPED)}"'
