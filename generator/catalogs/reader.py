"""Read PO files without loss: bytes in, a `Catalog` or every problem of the file out.

It takes what gettext's own tools, Poedit and Weblate write. Of what gettext would also take, and
no tool writes, it refuses the forms in which a slip of the hand looks like a translation: two
strings on one line, a comment behind a string. Time is linear in the file's size, whatever is in
it: each line is looked at once, and no pattern can backtrack over a line more than once.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from generator.catalogs import review_flags
from generator.catalogs.po import FUZZY, Catalog, Entry, Key, Previous
from generator.catalogs.syntax import (
    CUT_OFF,
    MOST_PROBLEMS,
    RULE,
    SPACE,
    LineError,
    continues,
    excerpt,
    explained,
    misplaced,
    refuse_conflicts,
    unescaped,
)
from generator.diagnostics.errors import Fault, Problem, Refused
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import as_line
from generator.repair import po
from generator.text.encoding import decoded_file

# mark, keyword or nothing, string: nearly every line that isn't a comment.
_LINE = re.compile(
    r"[ \t\r\f\v]*+(#~\||#~|#\||)[ \t\r\f\v]*+"
    r"(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]++\])?|)[ \t\r\f\v]*+"
    r'"(.*)"[ \t\r\f\v]*+'
)
# The same of a line that is wrong: mark, first word, the rest.
_WORD = re.compile(r'(#~\||#~|#\||)[ \t\r\f\v]*([^ \t\r\f\v"]*)[ \t\r\f\v]*(.*)')
_OTHER_CHARSET = re.compile(r"charset=(?!(?:utf-?8|charset)?(?:[\s;]|\Z))([^\s;]*)", re.IGNORECASE)
_REFERENCE = re.compile("\u2068[^\u2068\u2069]*\u2069[^ \t\r\f\v]*|[^ \t\r\f\v]+")
_KEYWORDS = re.compile(r"msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]+\])?")
_NOTES = {"#": "comments", "#.": "extracted", "#:": "references", "#,": "flags", "#=": "sticky"}
"""The fields of an entry that comments are, by their marks."""


def read(data: bytes, path: str) -> Catalog:
    """Read the catalog in a PO file's bytes; `write` gives the same bytes back.

    Raises Refused with all problems of the file: not UTF-8, cut off, an unresolved merge
    conflict, a message twice, a line that is no PO. Where one makes the rest unreadable, it is
    reported alone. `path` is only for the problems. An empty file is an empty catalog. The texts
    are in NFC, as those of the source.
    """
    text = decoded_file(data, path, RULE)
    bom = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    reader = _Reader(text.split("\n"), path)
    refuse_conflicts(reader.lines, text, path)
    reader.run()
    if reader.problems:
        raise Refused(reader.problems)
    first = text.find("\n")
    return Catalog(
        header=reader.header or Entry("", raw=""),
        entries=tuple(reader.entries),
        newline="\r\n" if first > 0 and text[first - 1] == "\r" else "\n",
        bom=bom,
        tail="\n".join(reader.lines[reader.draft.start :]),
    )


def _flags(words: list[str]) -> list[str]:
    """Split the flags between two commas: gettext splits at spaces too, but for "range: 0..9"."""
    return words if FUZZY in words else [" ".join(words)] * bool(words)


class _Draft:
    """The entry that is being read; it begins where the one before it ends."""

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.line = 0
        self.notes: dict[str, list[str]] = {}
        self.previous: dict[str, list[str]] = {}
        self.strings: dict[str, list[str]] = {}
        self.forms = 0
        self.last = ""  # keyword, those of #| apart
        self.obsolete: bool | None = None  # not known before its first string
        self.into: list[str] | None = None  # where a line without a keyword goes on …
        self.mark = ""  # … and the mark that such a line has
        self.broken = False  # its order is wrong: what follows from that isn't reported

    def entry(self, raw: str) -> Entry:
        """Make the finished entry; it is known to be in order."""
        texts = {word: normalize("NFC", "".join(parts)) for word, parts in self.strings.items()}
        old = {word: normalize("NFC", "".join(parts)) for word, parts in self.previous.items()}
        return Entry(
            msgctxt=texts.pop("msgctxt", None),
            msgid=texts.pop("msgid"),
            msgid_plural=texts.pop("msgid_plural", None),
            msgstr=tuple(texts.values()),
            previous=Previous(**old) if old else None,
            obsolete=bool(self.obsolete),
            line=self.line,
            raw=raw,
            **{_NOTES[mark]: tuple(lines) for mark, lines in self.notes.items()},
        )


class _Reader:
    """Goes over the lines once; `header`, `entries` and `problems` are what it found."""

    def __init__(self, lines: list[str], path: str) -> None:
        self.lines = lines
        self.path = path
        self.problems: list[Problem] = []
        self.header: Entry | None = None
        self.entries: list[Entry] = []
        self.seen: dict[Key, int] = {}
        self.draft = _Draft(0)
        self.read_to = 0  # the last line of a text that is broken over several

    def run(self) -> None:
        """Read every line; what is left in the draft is the file's tail."""
        match_line = _LINE.fullmatch
        for number, line in enumerate(self.lines, 1):
            if not line or number <= self.read_to:
                continue
            if match := match_line(line):
                mark, word, text = match.groups()
                if "\\" in text or '"' in text:
                    text = self.unescaped(number, line, text)
                self.string(number, mark, word, text)
            elif line := line.lstrip(SPACE):
                if line[0] == "#" and line[1:2] not in ("~", "|"):
                    self.note(number, line.rstrip("\r"))
                else:
                    self.explain(number, line.rstrip(SPACE))
        if self.draft.strings:
            self.close()
        elif self.draft.previous:
            self.tell(self.draft.end, said("these #| lines have no entry below them"), CUT_OFF)

    def tell(self, number: int, wrong: str, remedy: str) -> None:
        """Add a problem; raises Refused when there are too many to be worth reading."""
        self.problems.append(Problem(self.path, number, RULE, wrong, remedy))
        if len(self.problems) >= MOST_PROBLEMS:
            wrong = said(
                "there are more than {most} problems, and reading stopped here",
                most=MOST_PROBLEMS,
            )
            remedy = said("look whether this is a PO file at all")
            self.problems.append(Problem(self.path, number, RULE, wrong, remedy))
            raise Refused(self.problems)

    def unescaped(self, number: int, line: str, text: str) -> str:
        """Read the escapes of a string; where one cannot be read, the string stays as it is."""
        try:
            return unescaped(text)
        except LineError as error:
            self.tell(number, *po.inner(line, error.args[0]))
            return text

    def note(self, number: int, line: str) -> None:
        """Read a comment: it ends the entry above, and belongs to the one below."""
        if self.draft.strings:
            self.close()
        self.draft.into = None
        kind = line[:2]
        if kind != "#=" and (right := review_flags.meant(line)):
            wrong = said("“{line}” is no mark for review", line=excerpt(line))
            self.tell(number, *as_line(wrong, right))
        if kind == "#:":
            found = _REFERENCE.findall(line.replace("\r", " "), 2)
        elif kind in ("#,", "#="):
            found = [flag for part in line[2:].split(",") for flag in _flags(part.split())]
        elif kind == "#.":
            found = line[2:].removeprefix(" ").split("\r")
        else:
            # Only "\n" ends a line, but other tools would end a comment at "\r" too.
            kind, found = "#", line[1:].removeprefix(" ").split("\r")
        self.draft.notes.setdefault(kind, []).extend(found)

    def string(self, number: int, mark: str, word: str, text: str) -> None:
        """Read a string with its keyword, or without one the next part of the last string."""
        is_old = mark.endswith("|")
        begins = is_old or (word in ("msgctxt", "msgid") and not continues(word, self.draft.last))
        if word and begins and self.draft.strings:
            self.close()
        draft = self.draft
        if word and is_old:
            self.check_old(number, word)
            draft.into = draft.previous.setdefault(word, [])
        elif word:
            if not draft.broken:
                self.check(number, mark, word)
            if word == "msgid" or not draft.strings:
                draft.line = number
            draft.forms += word.endswith("]")
            draft.last = word
            draft.into = draft.strings.setdefault(word, [])
        elif draft.into is None or draft.mark != mark:
            wrong = said("this text is not part of any entry")
            self.tell(number, wrong, said("put msgid or msgstr before it, or delete the line"))
            return
        draft.into.append(text)
        draft.mark, draft.end = mark, number

    def check_old(self, number: int, word: str) -> None:
        """Report a keyword that has no place in the `#|` lines, or is there already."""
        if word in self.draft.previous or word.startswith("msgstr"):
            self.draft.broken = True
            wrong = said("{word} cannot stand here after #|", word=excerpt(word))
            remedy = said("there, write msgctxt, msgid and msgid_plural, each once at most")
            self.tell(number, wrong, remedy)

    def check(self, number: int, mark: str, word: str) -> None:
        """Report what is wrong with a keyword at its place."""
        draft, obsolete = self.draft, mark.startswith("#~")
        wrong = misplaced(word, draft.last, draft.forms)
        if wrong is None and draft.obsolete not in (None, obsolete):
            wrong = Fault(
                said("some lines of this entry begin with #~ and others don't"),
                said("begin all of them with #~ if the message is no longer in use, or none"),
            )
        draft.obsolete = obsolete
        if wrong:
            draft.broken = True
            self.tell(number, *wrong)

    def explain(self, number: int, line: str) -> None:
        """Report what is wrong with a line that is neither a string nor a comment."""
        match = _WORD.fullmatch(line)
        mark, word, rest = match.groups() if match else ("", "", line)
        if mark and not word and not rest:
            return  # an obsolete blank line
        known = _KEYWORDS.fullmatch(word) is not None
        fault = review_flags.misplaced(line) or explained(word, rest, known=known)
        if meant := po.rewritten(self.lines[number - 1 : number + po.MOST_LINES]):
            self.tell(number, *meant.fault(fault.wrong))
            self.read_to = number + meant.count - 1
            self.string(number, meant.mark, meant.keyword, meant.text)
            return
        if right := po.note(line):
            wrong = said("the # before this note is the full-width one")
            self.tell(number, *as_line(wrong, right))
            if not self.draft.strings:
                self.note(number, right)
            return
        self.tell(number, *fault)
        if known or (not word and self.draft.into is not None and self.draft.mark == mark):
            self.string(number, mark, word, rest or word)  # not "", which would be a header's msgid
        elif rest.startswith('"') or word.startswith("msg"):
            # The lines that go on with it are swallowed.
            self.draft.broken, self.draft.into, self.draft.mark = True, [], mark

    def close(self) -> None:
        """Finish the draft and begin the next."""
        draft = self.draft
        self.draft = _Draft(draft.end)
        if draft.broken:
            return
        if not draft.last.startswith("msgstr"):
            missing = "msgid" if draft.last == "msgctxt" else "msgstr"
            wrong = said("this message has no {missing}", missing=missing)
            below = said(
                "write it below, with no comment between; or {otherwise}", otherwise=CUT_OFF
            )
            self.tell(draft.line, wrong, below)
        elif draft.previous and "msgid" not in draft.previous:
            self.tell(draft.line, said("the #| lines above have no msgid"), said("delete them"))
        else:
            raw = "\n".join(self.lines[draft.start : draft.end])
            entry = draft.entry(f"{raw}\n" if draft.end < len(self.lines) else raw)
            if entry.obsolete:
                self.entries.append(entry)
            elif entry.key == (None, ""):
                self.enter_header(entry, draft)
            else:
                self.enter(entry)

    def enter(self, entry: Entry) -> None:
        """Add a live entry; no two may have the same key."""
        self.entries.append(entry)
        first = self.seen.setdefault(entry.key, entry.line)
        if first != entry.line:
            same = "msgid" if entry.msgctxt is None else said("msgctxt and msgid")
            wrong = said(
                "this message is there twice: the same {same} as on line {first}",
                same=same,
                first=first,
            )
            remedy = said("keep the better translation and delete the other entry")
            self.tell(entry.line, wrong, remedy)

    def enter_header(self, entry: Entry, draft: _Draft) -> None:
        """Add the header: one at most, first in the file, for UTF-8."""
        if self.header:
            wrong = said(
                'this is a second header (msgid ""); the first is on line {line}',
                line=self.header.line,
            )
            self.tell(entry.line, wrong, said("keep one of them"))
        elif self.entries:
            wrong = said('the header (msgid "") is not the first entry')
            self.tell(entry.line, wrong, said("move it to the beginning of the file"))
        self.header = self.header or entry
        if found := _OTHER_CHARSET.search(entry.msgstr[0]):
            lines = range(draft.start, draft.end)
            line = next((n + 1 for n in lines if "charset=" in self.lines[n].lower()), entry.line)
            charset = excerpt(found[1])
            wrong = said(
                "the header says that the file is in {charset}, not in UTF-8", charset=charset
            )
            self.tell(line, wrong, said("save the file as UTF-8 and write charset=UTF-8 there"))
