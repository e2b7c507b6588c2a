"""Give translators who have Excel a table of a site's texts, and take their words from it.

A row is known by its id: the notice, the text, the form of a plural, and what both cells of it had.
So a row may be moved, but what does not fit together is told, and not taken. What comes back and is
another wording is marked for review, whatever it was before: nobody here has read it yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from generator.build.load import asked_for, load_site
from generator.catalogs import amend, interface, lookup, po, reader
from generator.catalogs.extract import Message, room
from generator.catalogs.glossary_notes import finder, hinted
from generator.catalogs.lookup import State
from generator.catalogs.po import FUZZY, Catalog, Entry, Key
from generator.checks import rules
from generator.commands.translate import updated
from generator.diagnostics.errors import (
    READ,
    WRITTEN,
    Fault,
    Misused,
    Problem,
    Problems,
    disk_errors,
)
from generator.diagnostics.messages import listed, said
from generator.exchange import workbook
from generator.exchange.workbook import Row, Table
from generator.layout import SITE_DOMAIN, Files, catalog_path
from generator.locales import Locale
from generator.markdown.forbidden import SIGN, TOO_LONG, is_too_long
from generator.markdown.lines import joined
from generator.output.atomic import replace_file
from generator.site import check
from generator.site.site import Site
from generator.text.chinese_spacing import spaced

ENDING = ".xlsx"
_RULE = "table"
_NAMED = 8
"""Rows that a sentence names."""
_HEADINGS: Mapping[str, str] = {
    "where": said("Where it stands"),
    "source": said("Original"),
    "translation": said("Translation"),
    "state": said("State"),
    "note": said("About this text"),
    "room": said("Room"),
    "glossary": said("Glossary"),
    "id": "",
}
_STATES: Mapping[State, str] = {
    State.TRANSLATED: said("translated"),
    State.UNAPPROVED: said("translated"),
    State.NEEDS_REVIEW: said("needs review"),
    State.MISSING: said("to translate"),
}
"""How a text is told to stand; of others there is no row."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written into a table."""

    path: Path
    rows: int
    notices: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a table."""

    changed: tuple[str, ...]
    """The catalogs that were written, relative to the site."""
    taken: int
    """Translations that are others now, and wait for review."""
    same: int
    """Rows in which nothing is new."""
    problems: tuple[Problem, ...]
    """Rows that were not taken, and what `check` says of those that were."""


@dataclass(frozen=True, slots=True)
class _Text:
    """One form of a text of the site, as its catalog has it."""

    domain: str
    message: Message
    entry: Entry
    form: int
    source_locale: Locale

    @property
    def source(self) -> str:
        """Its original; where one form is for every number, that of several."""
        plural, forms = self.message.msgid_plural, len(self.entry.msgstr)
        return plural if plural and (self.form or forms == 1) else self.message.msgid

    @property
    def own(self) -> str:
        return self.entry.msgstr[self.form]

    @property
    def name(self) -> str:
        """What stays the same as long as the text does: `refund/0123456789abcdef/0`."""
        whole = "\0".join((self.message.msgctxt or "", self.message.msgid))
        return f"{self.domain}/{_digest(whole, 16)}/{self.form}"

    @property
    def id(self) -> str:
        """Its name, and what both cells of its row have."""
        return f"{self.name}/{_digest(_cell(self.source))}/{_digest(_cell(self.own))}"


def _digest(text: str, length: int = 12) -> str:
    return sha256(text.encode()).hexdigest()[:length]


def _cell(text: str) -> str:
    """Bring a text to what is the same in every program that a table may have been saved by."""
    return " ".join(workbook.fit(text).split())


# Out.


def exported(folder: Path, file: Path, tag: str, slugs: Sequence[str] = ()) -> Exported:
    """Write the texts of some notices, or of all, into a new table for a language.

    Raise `Misused` for an unknown notice or language, a file that is there already, and where there
    is nothing to translate; `Refused` where the site cannot be read, `Unable` where the disk fails.
    """
    if file.suffix.lower() != ENDING:
        raise Misused(said("{path}: the name of a table ends in .xlsx", path=file))
    if file.exists():
        wrong = said("{path} is there already, perhaps with somebody's work in it", path=file)
        raise Misused(said("{wrong}; choose another name", wrong=wrong))
    files, site = load_site(folder)
    one = asked_for(tag, site.settings.locales)
    made: list[Mapping[str, str]] = []
    domains = _asked_for(site, slugs)
    for domain in domains:
        made += _rows(site, one, _texts(files, site, one, domain))
    if not made:
        raise Misused(said("there is nothing to translate into {tag}", tag=one.tag))
    if len(made) > workbook.MOST_ROWS:
        wrong = said("that would be more than {number} rows", number=f"{workbook.MOST_ROWS:,}")
        raise Misused(said("{wrong}; name some of the notices", wrong=wrong))
    tell = interface.teller_in(one.tag)
    headings = {key: tell(words) for key, words in _HEADINGS.items()}
    data = workbook.written(one.tag, headings, made, rtl=one.direction == "rtl")
    with disk_errors(file, WRITTEN):
        replace_file(file, data)
    return Exported(file, len(made), len({row["id"].partition("/")[0] for row in made}))


def _asked_for(site: Site, slugs: Sequence[str]) -> list[str]:
    """List the notices that were named, or all of them and the words of the pages."""
    known = [bulletin.slug for bulletin in site.bulletins] + [SITE_DOMAIN]
    for slug in slugs:
        if slug not in known:
            raise Misused(said("there is no notice “{slug}”", slug=slug))
    return [slug for slug in known if slug in slugs or not slugs]


def _texts(files: Files, site: Site, one: Locale, domain: str) -> list[_Text]:
    """List the texts of a notice, or of the pages (`site`), as `update` would leave them."""
    path = catalog_path(one.folder, domain)
    entries = lookup.lexicon(reader.read(updated(files, site, one, domain), path), path).entries
    found = []
    for message, source in _messages(site, domain):
        entry = entries[message.key]
        found += [_Text(domain, message, entry, n, source) for n in range(len(entry.msgstr))]
    return found


def _messages(site: Site, domain: str) -> Iterator[tuple[Message, Locale]]:
    """Yield a domain's texts with the language of each; what is to be filled in is none yet."""
    bulletin = next((one for one in site.bulletins if one.slug == domain), None)
    messages = site.messages(bulletin) if bulletin else site.site_messages
    for message in messages:
        if SIGN not in message.msgid:
            yield message, bulletin.source_locale if bulletin else site.source_of(message)


def _rows(site: Site, one: Locale, texts: Iterable[_Text]) -> Iterator[Mapping[str, str]]:
    """Yield the rows of texts that are in another language, and not translated by the package."""
    tell = interface.teller_in(one.tag)
    found = finder(site.glossary, site.settings.facts)
    for text in texts:
        state = _state(site, one, text)
        if text.source_locale == one or state not in _STATES:
            continue
        if text.domain == SITE_DOMAIN and not text.entry.has_words and state is State.TRANSLATED:
            continue
        notes = [note for note in text.message.comments if note]
        every = hinted(text.message, text.source_locale, one, found).comments
        hints = every[len(text.message.comments) :]
        if (forms := len(text.entry.msgstr)) > 1:
            number = text.form + 1
            notes.append(said("Form {number} of {forms}", number=number, forms=forms))
        letters, signs = next(filter(None, map(room, notes)), ("", ""))
        yield {
            "where": _where(site, text, tell(said("Words of the pages"))),
            "source": text.source,
            "translation": text.own,
            "state": tell(_STATES[state]),
            "note": "\n".join(map(tell, notes)),
            "room": str(signs if one.chinese else letters),
            "glossary": "\n".join(hint.partition(": ")[2] for hint in hints),
            "id": text.id,
        }


def _state(site: Site, one: Locale, text: _Text) -> State:
    bulletin = next((made for made in site.bulletins if made.slug == text.domain), None)
    if bulletin:
        return site.vocabulary(bulletin, one).state(text.message.key)
    return site.site_vocabulary(one, text.source_locale).state(text.message.key)


def _where(site: Site, text: _Text, of_pages: str) -> str:
    """Name the notice and the part of it that a text is in."""
    bulletin = next((made for made in site.bulletins if made.slug == text.domain), None)
    if bulletin is None:
        return of_pages
    context = text.message.msgctxt
    part = next((made for made in bulletin.documents if made.msgctxt == context), bulletin.head)
    titles = [made.labels["title"].text for made in (bulletin.head, part)]
    return " › ".join(dict.fromkeys(titles))


# In.


def imported(folder: Path, file: Path, tag: str = "") -> Imported:
    """Take the translations of a table into the catalogs: what is new is marked for review.

    `tag` is the language, if somebody says so. Raise `Refused` for a file that is no table, with
    what is wrong; `Misused` for another language than the table's, or one that the site lacks;
    `Unable` where the disk fails.
    """
    with disk_errors(file, READ), file.open("rb") as stream:
        data = stream.read(workbook.MOST_BYTES + 1)
    table = workbook.read(data, str(file))
    files, site = load_site(folder)
    one = asked_for(table.tag, site.settings.locales)
    if tag and asked_for(tag, site.settings.locales) != one:
        raise Misused(said("the table is for {tag}", tag=one.tag))
    problems = Problems()
    takes, same = _judged(files, site, one, table, partial(_problem, str(file), problems))
    changed = []
    for domain in dict.fromkeys(text.domain for text, _ in takes):
        own = [(text, new) for text, new in takes if text.domain == domain]
        path, data = _with(files, site, one, own)
        with disk_errors(path, WRITTEN):
            replace_file(folder / path, data)
        changed.append(path)
        problems.add(*_checked(site, one, path, data, [text for text, _ in own]))
    told = problems.errors + problems.warnings
    return Imported(tuple(sorted(changed)), len(takes), same, told)


_Taken = tuple[_Text, str]
"""A text of the site, and its new translation."""
_Tell = Callable[..., None]
"""Called with a row's number and what is wrong with it."""


def _problem(
    path: str, problems: Problems, row: int, fault: Fault, *, warning: bool = False
) -> None:
    problems.add(Problem(path, row, _RULE, *fault, warning=warning))


_ID = re.compile(
    r"(?P<name>[a-z0-9-]+/[0-9a-f]{16}/[0-9]{1,2})/(?P<source>[0-9a-f]{12})/(?P<own>[0-9a-f]{12})"
)


@dataclass(frozen=True, slots=True)
class _Back:
    """A row that came back, and what its id says of how it went out."""

    row: Row
    name: str
    source: str
    """A digest of what its original was, as of its translation."""
    own: str

    @property
    def domain(self) -> str:
        return self.name.partition("/")[0]

    @property
    def is_same(self) -> bool:
        """True where nobody has changed the translation."""
        return self.now == self.own

    @property
    def now(self) -> str:
        """A digest of what its translation is."""
        return _digest(_cell(self.row.translation))


def _judged(
    files: Files, site: Site, one: Locale, table: Table, tell: _Tell
) -> tuple[list[_Taken], int]:
    """List what is taken of a table, and count its rows in which nothing is new."""
    every = list(_backs(table, tell))
    _tell_of_lost(table, every, tell)
    known: dict[str, _Text] = {}
    slugs = {bulletin.slug for bulletin in site.bulletins} | {SITE_DOMAIN}
    for domain in sorted({back.domain for back in every} & slugs):
        known |= {text.name: text for text in _texts(files, site, one, domain)}
    gone = {back.own for back in every if not back.is_same} - {_digest("")}
    takes, same = [], 0
    for back in _single(every, tell):
        text = known.get(back.name)
        new = _cleaned(site, one, back, text)
        if fault := next(_faults(back, text, new, gone), None):
            tell(back.row.number, fault)
        elif text is None or back.is_same or new in ("", text.own):
            same += 1
        else:
            takes.append((text, new))
    return takes, same


def _backs(table: Table, tell: _Tell) -> Iterator[_Back]:
    """Yield the rows that say which text they are of."""
    for row in table.rows:
        if found := _ID.fullmatch(row.id):
            yield _Back(row, **found.groupdict())
        elif row.translation:
            wrong = said("nothing says which text this row is of")
            tell(row.number, Fault(wrong, said("write the translation into the row of its text")))


def _tell_of_lost(table: Table, every: Sequence[_Back], tell: _Tell) -> None:
    """Tell which rows are missing, and that they are in another order."""
    out = [found["name"] for found in map(_ID.fullmatch, table.ids) if found]
    back = list(dict.fromkeys(one.name for one in every))
    if lost := len({*out} - {*back}):
        wrong = said("rows of the table are missing: {number}", number=lost)
        tell(1, Fault(wrong, said("nothing was changed for them")), warning=True)
    if back != [name for name in out if name in {*back}]:
        wrong = said("the rows are in another order than they were exported in")
        tell(
            1,
            Fault(wrong, said("nothing is wrong with that: each says of what it is")),
            warning=True,
        )


def _single(every: Sequence[_Back], tell: _Tell) -> Iterator[_Back]:
    """Yield one row of each text; of several that differ, none."""
    by_name: dict[str, list[_Back]] = {}
    for back in every:
        by_name.setdefault(back.name, []).append(back)
    for rows in by_name.values():
        numbers = listed(str(back.row.number) for back in rows[:_NAMED])
        if len({(back.row.source, back.now) for back in rows}) > 1:
            wrong = said("rows {numbers} are of the same text, and differ", numbers=numbers)
            tell(
                rows[0].row.number,
                Fault(wrong, said("leave the right one, and take the others out")),
            )
            continue
        if len(rows) > 1:
            wrong = said("rows {numbers} are the same", numbers=numbers)
            tell(rows[0].row.number, Fault(wrong, said("one of them was taken")), warning=True)
        yield rows[0]


def _faults(back: _Back, text: _Text | None, new: str, gone: Collection[str]) -> Iterator[Fault]:
    """Find why a row is not taken, and what to do: the first counts."""
    if back.row.fault:
        yield back.row.fault
    if _digest(_cell(back.row.source)) != back.source:
        wrong = said("the original in this row is another than it was exported with")
        yield Fault(wrong, said("the cells of a row have to stay together: export the table anew"))
    if text is None:
        wrong = said("the original has changed since the table was exported, or is gone")
        yield Fault(wrong, said("export a table of the texts as they are now"))
    elif not back.is_same and new != text.own:
        yield from _unfit(back, text, new, gone)


def _unfit(back: _Back, text: _Text, new: str, gone: Collection[str]) -> Iterator[Fault]:
    """Find why another translation than before is not taken."""
    if _digest(_cell(text.own)) != back.own:
        wrong = said("somebody has changed the translation here since the table was exported")
        yield Fault(wrong, said("compare the two, and write the right one at the desk"))
    if not new:
        wrong = said("the translation was taken out")
        yield Fault(wrong, said("the one that was there stays; write another one over it"))
    if is_too_long(new):
        yield TOO_LONG
    if back.now in gone:
        wrong = said("the translation is that of another row, which has lost it")
        yield Fault(wrong, said("sort whole rows only, or export the table anew"))


def _cleaned(site: Site, one: Locale, back: _Back, text: _Text | None) -> str:
    """Bring a translation to the form of its source: on one line where that is."""
    typed = workbook.fit(back.row.translation)
    lined = typed if text and "\n" in text.source else joined(typed)
    return spaced(lined, site.settings.chinese_spacing if one.chinese else "any").strip()


def _with(files: Files, site: Site, one: Locale, takes: Sequence[_Taken]) -> tuple[str, bytes]:
    """Write translations into a domain's catalog, each marked for review: no other line changes.

    Where the catalog lacks one of the texts, it is brought up to the source as by `update`.
    """
    domain = takes[0][0].domain
    path = catalog_path(one.folder, domain)
    catalog = reader.read(files.catalogs.get((one.folder, domain), b""), path)
    wanted = {text.entry.key: len(text.entry.msgstr) for text, _ in takes}
    live = {entry.key: len(entry.msgstr) for entry in catalog.entries if not entry.obsolete}
    if wanted.items() - live.items():
        catalog = reader.read(updated(files, site, one, domain), path)
    new: dict[Key, dict[int, str]] = {}
    for text, words in takes:
        new.setdefault(text.entry.key, {})[text.form] = words
    entries = tuple(
        entry if entry.obsolete or entry.key not in new else _taken(catalog, entry, new[entry.key])
        for entry in catalog.entries
    )
    return path, po.write(replace(catalog, entries=entries))


def _taken(catalog: Catalog, entry: Entry, new: Mapping[int, str]) -> Entry:
    texts = [new.get(form, text) for form, text in enumerate(entry.msgstr)]
    changed = amend.with_texts(entry, texts, catalog.newline, amend.width(catalog))
    return amend.for_review(changed, catalog.newline)


def _checked(
    site: Site, one: Locale, path: str, data: bytes, texts: Iterable[_Text]
) -> Iterator[Problem]:
    """Find what `check` would say of the translations that were taken, if they were finished."""
    entries = lookup.lexicon(reader.read(data, path), path).entries
    for text in {text.message.key: text for text in texts}.values():
        entry = entries[text.message.key]
        flags = tuple(flag for flag in entry.flags if flag != FUZZY)
        finished = replace(entry, flags=flags)
        yield from rules.problems(
            check.translated_subjects(site, text.message, finished, text.source_locale, (one, path))
        )
