"""Text with front matter -> documents and bulletins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from generator import frontmatter, unfilled
from generator.characters import FORBIDDEN
from generator.errors import Problem, Problems, Refused, did_you_mean
from generator.faults import TOO_LONG, is_too_long
from generator.files import Source
from generator.frontmatter import Parted, Value
from generator.identity import check_ids, identify
from generator.lines import messages_of
from generator.locales import Locale, UnknownLocale, locale
from generator.model import NO_LABEL, TEMPLATE_LOCALE, Bulletin, Document, Kind, Label
from generator.prose import Prose, Segment, lists_without_room, only, untold, without
from generator.segments import Walk
from generator.wording import said, sentence

_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "bulletin": (
        "title",
        "summary",
        "campaign",
        "issuer",
        "publisher",
        "routines_heading",
        "reminders_heading",
    ),
    "routine": ("title", "poster"),
    "reminder": ("title",),
}
"""The labels of each kind of document, in the order in which translators meet them."""

_LONGEST_BODY = 60_000
"""Characters: a book's chapter; no notice has so many."""

_MOST_LINES = 3_000
"""Markdown's time grows with the square of the headings without an empty line between them."""

_DEEPEST = 24
"""Levels of blocks: five lists in one another, with paragraphs, in a quotation, and some more."""

_STACKED = re.compile(
    rf"^(?![ *]+$|[ -]+$)[ \t]*+(?:(?:[-*+>]|[0-9]++\.)[ \t]++){{{_DEEPEST + 1}}}", re.MULTILINE
)
"""So many lists or quotations begun on one line that Markdown takes seconds; a rule is none."""

_SETTINGS = ("date", "updated", "source_locale")
"""What the head of a bulletin has besides: never translated."""


def document(source: Source, walk: Walk) -> tuple[Document, Mapping[str, Value]]:
    """The document in a file, and the settings in its front matter.

    Raises `Refused` with everything that is wrong with it.
    """
    identity = identify(source.path)
    parted = frontmatter.part(source.text, source.path)
    prose = _parsed(parted, source.path, walk)
    problems = Problems()
    problems.add(*_key_problems(identity.kind, parted.values, source.path))
    quote, body = _heard(prose) if identity.kind == "routine" else ((), prose)
    labels = {name: _label(parted.values.get(name)) for name in _FIELDS[identity.kind]}
    made = Document(
        identity.kind,
        identity.id,
        identity.msgctxt,
        source.path,
        MappingProxyType(labels),
        quote,
        body,
        tuple(unfilled.places(parted)),
    )
    if made.kind == "bulletin":
        problems.add(*_settings_problems(parted.values, source.path))
    problems.add(
        *_body_problems(made, prose, walk),
        *_message_problems((*made.messages, *prose.wordless), walk, made.path),
    )
    problems.add(*_hidden(prose, made.path))
    problems.refuse()
    return made, parted.values


def _parsed(parted: Parted, path: str, walk: Walk) -> Prose:
    """The text's blocks.

    Raises `Refused` where lists or quotations stand in one another deeper than anyone can read.
    """
    if len(parted.body) > _LONGEST_BODY or parted.body.count("\n") > _MOST_LINES:
        raise Refused([Problem(path, parted.body_line, "size", *TOO_LONG)])
    if stacked := _STACKED.search(parted.body):
        raise _too_deep(path, parted.body_line + parted.body.count("\n", 0, stacked.start()))
    try:
        prose = walk.parse(parted.body, parted.body_line)
        if _depth(prose) <= _DEEPEST:
            _check_lengths(prose, parted, path)
            return prose
    except RecursionError:
        pass
    raise _too_deep(path, parted.body_line)


def _too_deep(path: str, line: int) -> Refused:
    wrong = said("lists or quotations stand too deep in one another")
    return Refused([Problem(path, line, "text", wrong, said("take some of the levels out"))])


def _check_lengths(prose: Prose, parted: Parted, path: str) -> None:
    """Raise `Refused` where something is far too long that is no message of its own."""
    for text in filter(is_too_long, untold(prose)):
        above = parted.body.partition(text[:40])[0]
        raise Refused([Problem(path, parted.body_line + above.count("\n"), "size", *TOO_LONG)])


def _depth(prose: Prose) -> int:
    """How many levels of blocks a text has."""
    level, depth = [prose.blocks], 0
    while level:
        level = [child for element in level for child in element]
        depth += 1
    return depth


def _label(value: Value | None) -> Label:
    return Label(value.text, value.line) if value else NO_LABEL


def _heard(prose: Prose) -> tuple[tuple[Segment, ...], Prose]:
    """A routine's first quotation, and the text without it."""
    quote = prose.blocks.find("blockquote")
    if quote is None:
        return (), prose
    return only(prose, quote).segments, without(prose, quote)


def _settings_problems(values: Mapping[str, Value], path: str) -> tuple[Problem, ...]:
    """What is wrong with the settings in a bulletin's head."""
    problems = Problems()
    with problems.gathered():
        _updated(values, path)
    with problems.gathered():
        _source_locale(values, path, TEMPLATE_LOCALE)
    return problems.errors


def _key_problems(kind: Kind, values: Mapping[str, Value], path: str) -> Iterator[Problem]:
    known = _FIELDS[kind] + (_SETTINGS if kind == "bulletin" else ())
    for key in [name for name in values if name not in known]:
        remedy = did_you_mean(key, known)
        yield Problem(
            path, values[key].line, "front-matter", said("there is no key “{key}”", key=key), remedy
        )
    for key in ("title", "date") if kind == "bulletin" else ("title",):
        if not values.get(key, Value("", 1)).text:
            line = values[key].line if key in values else 1
            yield Problem(
                path,
                line,
                "front-matter",
                said("{key} is missing", key=key),
                said("write {key}: between the --- lines", key=key),
            )


def _body_problems(made: Document, prose: Prose, walk: Walk) -> Iterator[Problem]:
    if made.kind != "bulletin" and not made.body:
        what = said("how the scam works") if made.kind == "routine" else said("the advice")
        yield Problem(
            made.path,
            1,
            "empty",
            said("the text is missing: {what}", what=what),
            said("write it below the front matter"),
        )
    quote = prose.blocks.find("blockquote")
    # The quotation's paragraphs have moved to `heard`; any other block has no place there.
    if made.kind == "routine" and quote is not None and any(b.tag != "p" for b in quote):
        yield Problem(
            made.path,
            made.heard[0].line if made.heard else 1,
            "heard",
            said("the line that the victim hears has a list or a heading in it"),
            said("write it as plain paragraphs after “>”"),
        )
    if prose.blocks.find(".//pre") is not None:
        yield Problem(
            made.path,
            1,
            "text",
            said("a paragraph is indented by four spaces or more, which makes it code"),
            said("take the spaces at the beginning of its lines out"),
        )
    yield from _heading_problems(made, prose)
    for msgid in lists_without_room(prose):
        yield Problem(
            made.path,
            _line_of(prose, msgid),
            "text",
            said("a list begins in the middle of a paragraph"),
            said(
                "put an empty line above it, or, if it is no list, begin the line with another word"
            ),
        )
    for msgid in walk.broken(prose):
        yield Problem(
            made.path,
            _line_of(prose, msgid),
            "text",
            said("a link or emphasis begins before a line break (two spaces) and ends after it"),
            said("end it before the break and begin it again, or take the two spaces out"),
        )


def _heading_problems(made: Document, prose: Prose) -> Iterator[Problem]:
    for heading in (block for block in prose.blocks.iter() if block.tag in ("h1", "h2", "h3")):
        words = (messages_of(heading.text or "") or ("",))[0]
        yield Problem(
            made.path,
            _line_of(prose, words),
            "heading",
            said("the heading “{words}” would stand above the page's own headings", words=words),
            said("begin it with #### or make it a paragraph"),
        )


def _line_of(prose: Prose, msgid: str) -> int:
    """The line of a message; 1 where the text has none such."""
    return next((segment.line for segment in prose.segments if segment.msgid == msgid), 1)


def _hidden(prose: Prose, path: str) -> Iterator[Problem]:
    """Invisible characters where there are no words; among words, a rule finds them."""
    for segment in prose.wordless:
        for char in sorted(set(FORBIDDEN.findall(segment.msgid))):
            wrong = said(
                "the text has the invisible character U+{char} in it", char=f"{ord(char):04X}"
            )
            remedy = said("delete it, and type what is around it anew")
            yield Problem(path, segment.line, "characters", wrong, remedy)


def _message_problems(found: Iterable[Segment], walk: Walk, path: str) -> Iterator[Problem]:
    for segment in found:
        if is_too_long(segment.msgid):
            yield Problem(path, segment.line, "size", *TOO_LONG)
            continue
        for fault in walk.faults(segment.msgid):
            yield Problem(path, segment.line, "text", fault.wrong, fault.remedy)


def bulletin(sources: Iterable[Source], slug: str, default: Locale, walk: Walk) -> Bulletin:
    """The bulletin in a folder's files; `default` is the site's source locale.

    Raises `Refused` with everything that is wrong with any of them.
    """
    problems = Problems()
    documents: list[Document] = []
    settings: Mapping[str, Value] = {}
    head_path = f"content/{slug}/bulletin.md"
    for source in sorted(sources, key=lambda s: _order(s.path)):
        with problems.gathered():
            made, values = document(source, walk)
            documents.append(made)
            if made.kind == "bulletin":
                settings = values
    with problems.gathered():
        check_ids(documents)
    problems.refuse()
    heads = [d for d in documents if d.kind == "bulletin"]
    if not heads:
        raise Refused([_no_head(head_path, slug)])
    return Bulletin(
        slug,
        _date(settings, head_path),
        _updated(settings, head_path),
        _source_locale(settings, head_path, default),
        heads[0],
        tuple(d for d in documents if d.kind == "routine"),
        tuple(d for d in documents if d.kind == "reminder"),
    )


def _order(path: str) -> tuple[str, int, str]:
    """Documents stand in the order of their numbers: 2 before 10."""
    folder, _, name = path.rpartition("/")
    digits = re.match(r"[0-9]+", name)
    return folder, int(digits.group()) if digits else 0, name


def _no_head(path: str, slug: str) -> Problem:
    return Problem(
        path,
        1,
        "missing-file",
        said("the folder content/{slug} has no bulletin.md", slug=slug),
        said("write one, with title: and date: in its front matter"),
    )


def _updated(settings: Mapping[str, Value], path: str) -> date:
    """When a bulletin was last changed; raises `Refused` where that is before it was issued."""
    issued = _date(settings, path)
    if "updated" not in settings:
        return issued
    if not settings["updated"].text:
        wrong, remedy = said("updated is empty"), said("write a day after it, or take the line out")
        raise Refused([Problem(path, settings["updated"].line, "front-matter", wrong, remedy)])
    updated = _date(settings, path, "updated")
    if updated < issued:
        wrong = said(
            "updated is {updated}, before the bulletin’s date, {issued}",
            updated=updated,
            issued=issued,
        )
        remedy = said("write the day of the last change, or take the line out")
        line = settings["updated"].line
        raise Refused([Problem(path, line, "front-matter", wrong, remedy)])
    return updated


def _date(settings: Mapping[str, Value], path: str, key: str = "date") -> date:
    value = settings.get(key)
    if value is None or not value.text:
        return date.min
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.text):
            raise ValueError
        return date.fromisoformat(value.text)
    except ValueError:
        raise Refused(
            [
                Problem(
                    path,
                    value.line,
                    "front-matter",
                    said("“{text}” is not a day of the calendar", text=value.text),
                    said("write year-month-day, such as 2022-07-25"),
                )
            ]
        ) from None


def _source_locale(settings: Mapping[str, Value], path: str, default: Locale) -> Locale:
    value = settings.get("source_locale")
    if value is None:
        return default
    try:
        return locale(value.text)
    except UnknownLocale as error:
        raise Refused(
            [
                Problem(
                    path,
                    value.line,
                    "front-matter",
                    sentence(error),
                    said("write one of the site's locales"),
                )
            ]
        ) from None
