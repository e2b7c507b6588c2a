"""Parse a document's body within bounds, and find what is wrong with its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.content import points
from generator.content.frontmatter import Parted
from generator.diagnostics.errors import Fault, Problem, Refused, refused
from generator.diagnostics.messages import said
from generator.markdown import validate
from generator.markdown.blocks import Prose
from generator.markdown.forbidden import TOO_LONG, is_too_long
from generator.markdown.lines import messages_of
from generator.markdown.walk import Walk
from generator.model import Document

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
_TAB = re.compile(r"[^\s>*+.)-]\t+[^\s]")
"""A tab after words; one after a list's mark is its indent."""
_HEADING = re.compile("＃+")
_BEGINS_LIST = re.compile(r"\s*(?:[-*+]|1[.)])\s")
_BOX = re.compile(r"\s*(?:[-*+]|[0-9]{1,2}\.)\s+\[([ xX])\]\s+(?=\S)")
"""A box to tick, as some editors write it."""

_CODE = Fault(
    said("a paragraph is indented by four spaces or more, which makes it code"),
    said("take the spaces at the beginning of its lines out"),
)
_LIST = Fault(
    said("a list begins in the middle of a paragraph"),
    said("put an empty line above it, or, if it is no list, begin the line with another word"),
)
_BROKEN = Fault(
    said("a link or emphasis begins before a line break (two spaces) and ends after it"),
    said("end it before the break and begin it again, or take the two spaces out"),
)


def parse_body(parted: Parted, path: str, walk: Walk) -> Prose:
    """Parse the body into its blocks.

    Raises `Refused` where it, or something in it that is no message, is far too long, and where
    lists or quotations are nested deeper than anyone can read.
    """
    if len(parted.body) > _LONGEST_BODY or parted.body.count("\n") > _MOST_LINES:
        raise refused(path, parted.body_line, "size", TOO_LONG)
    if stacked := _STACKED.search(parted.body):
        raise _too_deep(path, parted.body_line + parted.body.count("\n", 0, stacked.start()))
    try:
        prose = walk.parse(parted.body, parted.body_line)
        if _depth(prose) <= _DEEPEST:
            _check_lengths(prose, path)
            return prose
    except RecursionError:
        pass
    raise _too_deep(path, parted.body_line)


def _too_deep(path: str, line: int) -> Refused:
    wrong = said("lists or quotations stand too deep in one another")
    return refused(path, line, "text", Fault(wrong, said("take some of the levels out")))


def _check_lengths(prose: Prose, path: str) -> None:
    """Raise `Refused` where something that is no message is far too long."""
    places = [one.line for one in prose.wordless if is_too_long(one.msgid)]
    places += [text.line for text in prose.texts if len(text.lines) > 1 and is_too_long(text.raw)]
    if places:
        raise refused(path, min(places), "size", TOO_LONG)


def _depth(prose: Prose) -> int:
    """Count the levels of blocks."""
    level, depth = [prose.blocks], 0
    while level:
        level = [child for element in level for child in element]
        depth += 1
    return depth


def body_problems(made: Document, parted: Parted, prose: Prose, walk: Walk) -> Iterator[Problem]:
    """Find what is wrong with a document's blocks and texts; `prose` is its whole body."""
    yield from _line_problems(made.path, parted)
    yield from _part_problems(made, prose)
    yield from _block_problems(made.path, prose, walk)
    texts = {one.msgid for one in made.body.segments}
    others = (one for one in made.messages if one.msgid not in texts)
    yield from validate.problems(others, walk, made.path)
    body = (*made.body.segments, *prose.wordless)
    yield from validate.problems(body, walk, made.path, pictures=True)


def _line_problems(path: str, parted: Parted) -> Iterator[Problem]:
    """Find lines that were meant as something else than Markdown makes of them."""
    lines = parted.body.split("\n")
    for number, (above, line) in enumerate(zip(["", *lines], lines, strict=False)):
        if fault := _line_fault(above, line):
            yield _remark(path, parted.body_line + number, fault)
    for number, fault in points.footnotes(lines):
        yield _remark(path, parted.body_line + number, fault)


def _remark(path: str, line: int, fault: Fault) -> Problem:
    """Warn of what Markdown reads otherwise than it was typed: older sites have it published."""
    return Problem(path, line, "text", *fault, warning=True)


def _line_fault(above: str, line: str) -> Fault | None:
    """Return what is wrong with a line, and what to do."""
    if _TAB.search(line):
        wrong = said("there is a tab between words, as in a table that was pasted")
        return Fault(wrong, said("write it as a list, or as a table with | between its cells"))
    if above.lstrip().startswith(">") and line.strip() and not line.lstrip().startswith(">"):
        wrong = said("this line is right below what is quoted, and becomes part of it")
        return Fault(wrong, said("put an empty line above it, or “> ” before it"))
    if line.startswith("＞"):
        return Fault(said("“＞” makes no quotation"), said("write “> ”"))
    if found := _HEADING.match(line):
        wrong = said("“{mark}” makes no heading", mark=found[0])
        return Fault(wrong, said("write {meant}", meant="####"))
    if found := _BOX.match(line):
        sign = "□" if found[1] == " " else "✓"
        meant = re.sub(r"\[.\]", sign, found[0].lstrip()) + line[found.end() :][:20]
        wrong = said("“{mark}” makes no box to tick", mark=f"[{found[1]}]")
        return Fault(wrong, said("write “{meant}”", meant=meant))
    return None


def _part_problems(made: Document, prose: Prose) -> Iterator[Problem]:
    """Find a missing text, and a routine's quotation with more than paragraphs."""
    if made.kind != "bulletin" and not made.body:
        what = said("how the scam works") if made.kind == "routine" else said("the advice")
        wrong = said("the text is missing: {what}", what=what)
        yield Problem(made.path, 1, "empty", wrong, said("write it below the front matter"))
    quote = prose.blocks.find("blockquote")
    # The quotation's paragraphs have moved to `heard`; any other block has no place there.
    if made.kind == "routine" and quote is not None and any(b.tag != "p" for b in quote):
        line = made.heard[0].line if made.heard else 1
        wrong = said("the line that the victim hears has a list or a heading in it")
        remedy = said("write it as plain paragraphs after “>”")
        yield Problem(made.path, line, "heard", wrong, remedy)


def _block_problems(path: str, prose: Prose, walk: Walk) -> Iterator[Problem]:
    """Find blocks that pages cannot have, or that are not what they were meant to be."""
    for heading in (block for block in prose.blocks.iter() if block.tag in ("h1", "h2", "h3")):
        text = prose.text_of(heading)
        words = next(iter(messages_of(text.raw)), "")
        wrong = said("the heading “{words}” would stand above the page's own headings", words=words)
        remedy = said("begin it with #### or make it a paragraph")
        yield Problem(path, text.line, "heading", wrong, remedy)
    if (code := prose.blocks.find(".//pre/code")) is not None:
        yield Problem(path, prose.text_of(code).line, "text", *_CODE)
    for text in prose.texts:
        lines = text.raw.split("\n") if text.element.tag in ("p", "li") else []
        if any(map(_BEGINS_LIST.match, lines[1:])):
            yield Problem(path, text.line, "text", *_LIST)
        else:
            yield from (_remark(path, text.line, one) for one in points.faults(text.raw))
    yield from (Problem(path, line, "text", *_BROKEN) for line in walk.broken(prose))
