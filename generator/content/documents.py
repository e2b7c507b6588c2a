"""Parse texts with front matter into documents and bulletins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from generator.content import chat, frontmatter, life, metadata
from generator.content.body import body_problems, parse_body
from generator.content.frontmatter import Parted
from generator.content.identity import Identity, id_problems, identify
from generator.content.unfilled import unfilled_places
from generator.diagnostics.errors import Fault, Problem, Problems, Refused, refused
from generator.diagnostics.messages import said
from generator.layout import Source
from generator.locales import Locale
from generator.markdown.blocks import Prose, Segment, split_off
from generator.markdown.walk import Walk
from generator.model import FIELDS, FOLDERS, NO_LABEL, Bulletin, Document

Recall = Callable[[str, tuple[object, ...], Callable[[], Iterable[Problem]]], Iterable[Problem]]
"""Finds what is wrong in a file of this path, or recalls what was found by the same values."""


def anew(
    _: str, __: tuple[object, ...], find: Callable[[], Iterable[Problem]]
) -> Iterable[Problem]:
    """Recall nothing."""
    return find()


def parse_document(source: Source, walk: Walk, recall: Recall = anew) -> tuple[Document, Parted]:
    """Parse a file into its document; return it with its front matter, where its settings are.

    What it warns of are the document's remarks. Raises `Refused` with all that is wrong with it.
    """
    try:
        identity = identify(source.path)
    except Refused as found:
        raise Refused((*found.problems, *_text_problems(source, walk))) from None
    problems = Problems()
    parted = frontmatter.part(source.text, source.path, problems)
    if not problems.errors:
        problems.add(*metadata.problems(identity.kind, parted, source.path))
        problems.add(*chat.problems(parted.items("chat"), source.path))
    with problems.gathered():
        prose = parse_body(parted, source.path, walk)
        made = _document(identity, source.path, parted, prose)
        seen = "body", source.text, dict(walk.facts), walk.knows_facts
        problems.add(*recall(made.path, seen, lambda: body_problems(made, parted, prose, walk)))
        if not problems.errors:
            alive = life.of_document(identity.kind, parted, source.path)
            return replace(made, remarks=problems.warnings, **alive), parted
    raise Refused((*problems.errors, *problems.warnings))


def _document(identity: Identity, path: str, parted: Parted, prose: Prose) -> Document:
    """Make a document; a routine's first quotation is what its victim hears."""
    heard: tuple[Segment, ...] = ()
    quote = prose.blocks.find("blockquote") if identity.kind == "routine" else None
    if quote is not None:
        quoted, prose = split_off(prose, quote)
        heard = quoted.segments
    labels = {name: parted.values.get(name, NO_LABEL) for name in FIELDS[identity.kind]}
    return Document(
        kind=identity.kind,
        id=identity.id,
        msgctxt=identity.msgctxt,
        path=path,
        labels=MappingProxyType(labels),
        heard=heard,
        body=prose,
        chat=chat.lines(parted.items("chat")),
        steps=parted.items("steps"),
        icon=parted.values.get("icon", NO_LABEL),
        unfilled=tuple(unfilled_places(parted)),
    )


def _text_problems(source: Source, walk: Walk) -> Iterator[Problem]:
    """Find what is wrong with the text of a file with a wrong name, in a bulletin's folder."""
    folder = source.path.rpartition("/")[0]
    if folder.rpartition("/")[2] not in FOLDERS:
        return
    try:
        parse_document(replace(source, path=f"{folder}/01-name.md"), walk)
    except Refused as found:
        yield from (replace(problem, path=source.path) for problem in found.problems)


def parse_bulletin(
    sources: Iterable[Source], slug: str, default: Locale, walk: Walk, recall: Recall = anew
) -> Bulletin:
    """Parse a folder's files into a bulletin; `default` is the site's source locale.

    Raises `Refused` with everything that is wrong with any of them.
    """
    problems = Problems()
    documents: list[Document] = []
    head_parted = Parted({}, {}, "", 1)
    head_path = f"content/{slug}/bulletin.md"
    for source in sorted(sources, key=lambda s: order(s.path)):
        with problems.gathered():
            made, parted = parse_document(source, walk, recall)
            documents.append(made)
            problems.add(*made.remarks)
            if made.kind == "bulletin":
                head_parted = parted
    problems.add(*id_problems(documents), *life.id_problems(documents))
    problems.refuse()
    head = next((made for made in documents if made.kind == "bulletin"), None)
    if head is None:
        wrong = said("the folder content/{slug} has no bulletin.md", slug=slug)
        remedy = said("write one, with title: and date: in its front matter")
        raise refused(head_path, 1, "missing-file", Fault(wrong, remedy))
    routines = tuple(d for d in documents if d.kind == "routine")
    settings, lists = head_parted.values, head_parted.lists
    return Bulletin(
        slug=slug,
        kind=metadata.kind(settings, routines),
        **life.of_bulletin(head_parted, head, documents),
        source_locale=metadata.source_locale(settings, head_path, default),
        head=head,
        routines=tuple(d for d in routines if not d.withdrawn),
        withdrawn_routines=tuple(d for d in routines if d.withdrawn),
        reminders=tuple(d for d in documents if d.kind == "reminder"),
        lines=MappingProxyType(head_parted.lines),
        contacts=lists["contacts"].items if "contacts" in lists else None,
        topic=settings.get("topic", NO_LABEL),
        is_example=metadata.is_example(settings, head_path),
    )


def order(path: str) -> tuple[str, int, str]:
    """Return the key that sorts documents by their numbers: 2 before 10."""
    folder, _, name = path.rpartition("/")
    digits = re.match(r"[0-9]+", name)
    return folder, int(digits.group()) if digits else 0, name
