"""Check that a translation has the links, emphasis and code of its source, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize

from generator.checks import mistyped_facts
from generator.checks.rule import NAMED_VALUE, VALUE, Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import nearest
from generator.entities.correspondence import find_differences, page
from generator.facts import PLACEHOLDER
from generator.locales import Locale
from generator.markdown.blocks import Wording
from generator.markdown.dialect import unescaped
from generator.markdown.forbidden import BY_REFERENCE
from generator.markdown.fullwidth import Mistyped
from generator.markdown.plain import plain
from generator.markdown.validate import wordless_pictures
from generator.markdown.walk import Walk
from generator.text.lazy_regex import late
from generator.text.unicode import without_code

_MARKS = late(r"[\\`*_\[\]<>&!]")
_FORMAT = late(r"%(?:\([A-Za-z_][A-Za-z0-9_]*\))?[#0 +-]*[0-9.]*[a-zA-Z]")
_BLOCK = late(r"\s{4,}|#{1,6}\s|>\s?|[-+*]\s|[0-9]+\.\s|(?:-{3,}|={3,}|_{3,}|\*{3,})\s*$")
_TAG = late(r"</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|<!--")
_MARK = late(r"(?<![0-9])\*{1,3}|\*{1,3}(?![0-9])|`+")
"""Not the star between two numbers, which may mean times."""
_MARK_OF = {"em": "*", "strong": "**", "code": "`"}
_FACT = late(rf"(?<!\]\(){PLACEHOLDER.pattern}")
"""A fact that is shown; one that is a link's target stays."""
_NAMES = {
    "em": said("emphasis (*…*)"),
    "strong": said("strong emphasis (**…**)"),
    "code": said("code (`…`)"),
}


@rule(
    "shape",
    "A translation that adds or loses a link or markup says something else than its source.",
    waivable=False,
)
def shape(subject: Subject) -> Iterator[Fault]:
    """Find links, emphasis, code, blocks and HTML that the source has not, or that are lost."""
    if subject.source is None:
        return
    if not subject.is_template_word:
        yield from _elements(subject, subject.source)
        yield from wordless_pictures(subject.text)
        if _BLOCK.match(subject.text) and not _BLOCK.match(subject.source):
            yield Fault(
                said(
                    "the translation begins with “{mark}”, which begins a list, a heading "
                    "or a quotation",
                    mark=subject.text.split()[0],
                ),
                _without_mark(subject.text.split()[0]),
            )
    if "][" in subject.text and not subject.is_template_word:
        meant = BY_REFERENCE.findall(subject.source)
        for found in BY_REFERENCE.findall(without_code(subject.text, "")):
            if found not in meant:
                wrong = said("“{found}” names a link whose address is elsewhere", found=found)
                yield Fault(wrong, said("write the words alone, as the source has them"))
    if "<" in subject.text:
        tags = set(_TAG.findall(subject.text)) - set(_TAG.findall(subject.source))
        yield from (
            Fault(said("the translation has HTML in it: {tag}", tag=tag), said("take it out"))
            for tag in sorted(tags)
        )


def _without_mark(mark: str) -> str:
    """Say what to write for a mark that begins a list; a number may stand in brackets."""
    if (number := mark.rstrip(".)")).isdecimal():
        return said(
            "write “({number})” for it: a translation is the text of one paragraph", number=number
        )
    return said("take it out: a translation is the text of one paragraph")


def _elements(subject: Subject, source: str) -> Iterator[Fault]:
    text = mistyped_facts.mended(subject, source).text
    if not (_MARKS.search(source) or _MARKS.search(text)):
        return
    wanted, given = (_marked(one, subject.walk) for one in (source, text))
    loose = _loose(text, source, subject.walk)
    for mark in loose:
        yield Fault(
            said("“{mark}” has no partner, or a space inside, and stays on the page", mark=mark),
            said("write it before and after the words, without a space, or take it out"),
        )
    lost, added = sorted((wanted - given).elements()), sorted((given - wanted).elements())
    lost, added = _without_pages(lost, added, subject)
    reported = _reported(subject, source, text) if lost or added else ""
    for tag, target in lost:
        if not (_is_reported(tag, target, reported) or _MARK_OF.get(tag) in loose):
            yield Fault(
                said("the translation has lost {what}", what=_named(tag, target)),
                said("put it back, as the source has it"),
            )
    for tag, target in added:
        if not _is_reported(tag, target, reported):
            yield Fault(
                said(
                    "the translation has {what}, which the source has not",
                    what=_named(tag, target),
                ),
                said("take it out, or put \\ before its marks if they are meant as text"),
            )


_Elements = list[tuple[str, str]]


def _without_pages(
    lost: _Elements, added: _Elements, subject: Subject
) -> tuple[_Elements, _Elements]:
    """Leave out links to one page, in either's own language."""

    def at(one: tuple[str, str], locale: Locale) -> tuple[str, str]:
        return one[0], page(one[1], locale.language)

    own, other = subject.source_locale, subject.locale
    pages = {at(one, own) for one in lost} & {at(one, other) for one in added}
    return (
        [one for one in lost if at(one, own) not in pages],
        [one for one in added if at(one, other) not in pages],
    )


def _marked(text: str, walk: Walk) -> Counter[tuple[str, str]]:
    """Count a text's elements, but for those of facts: the rules for facts look at them."""
    bare = _FACT.sub(lambda found: found[1].replace("_", ""), text)
    return Counter(walk.elements(bare))


def _loose(text: str, source: str, walk: Walk) -> tuple[str, ...]:
    """Find marks of a translation that Markdown makes nothing of, and readers would see."""
    if all(text.count(mark) == source.count(mark) for mark in ("*", "`")):
        return ()
    # What comes after a backslash is meant to be seen.
    seen, meant = (plain(walk.inline(Wording(one.replace("\\*", "")))) for one in (text, source))
    more = Counter(_MARK.findall(seen)) - Counter(_MARK.findall(meant))
    return tuple(sorted(more))


def _is_reported(tag: str, target: str, reported: str) -> bool:
    if tag == "a":
        return unescaped(target) in reported
    return tag == "code" and "`" in reported


def _reported(subject: Subject, source: str, text: str) -> str:
    """Give what the comparison of entities reports: what it names is not reported again."""
    found = find_differences(source, text, subject.source_locale.tag, subject.locale.tag)
    return "\n".join(finding.wrong for finding in found)


def _named(tag: str, target: str) -> str:
    if tag == "a":
        return said("the link to {target}", target=unescaped(target))
    if tag == "img":
        return said("a picture ({target})", target=unescaped(target))
    return _NAMES.get(tag) or said("a <{tag}>", tag=tag)


@rule(
    "format",
    "A template's word needs each of its values, and a wrong code would stop the build.",
    waivable=False,
)
def format_values(subject: Subject) -> Iterator[Fault]:
    """Find places for values, %(name)s, that are lost, added or mistyped."""
    if subject.source is None or subject.entry is None:
        return
    plural = subject.plural
    if subject.entry.msgid_plural != plural:
        yield Fault(said("the entry's plural is not the source's"), said("run update"))
    if not subject.is_template_word:
        return
    wanted, text = _values(subject.source + (plural or "")), subject.text.replace("%%", "")
    lost = wanted.keys() - _values(text)
    for typed in dict.fromkeys(VALUE.findall(text)):
        if not NAMED_VALUE.fullmatch(typed):
            yield from _mistyped_value(typed, lost)
    given = set(_FORMAT.findall(VALUE.sub(_if_whole, text)))
    for name in sorted(given - wanted.keys()):
        yield Fault(said("“{name}” is no value of the source", name=name), said("take it out"))
    if "%" in _FORMAT.sub("", VALUE.sub("", text)):
        yield Fault(
            said("“%” on its own begins a place for a value"), said("write %% for the sign itself")
        )
    for name in sorted((_values(text) - wanted).keys() & wanted.keys()):
        yield Fault(
            said("{name} is in the translation more often than in the source", name=name),
            said("write each value once"),
        )
    for name in sorted(lost) if plural is None else ():
        yield Fault(
            said("the translation has lost {name}", name=name),
            said("put it where the value belongs"),
        )


def _values(text: str) -> Counter[str]:
    return Counter(found[0] for found in NAMED_VALUE.finditer(text))


def _mistyped_value(typed: str, lost: set[str]) -> Iterator[Fault]:
    """Say what to do about a place for a value that is typed in another way.

    A name that it may be is taken out of those that the translation has lost.
    """
    name = normalize("NFKC", typed).partition("(")[2].partition(")")[0].strip()
    right = f"%({name})s"
    if right not in lost:
        right = min(lost) if len(lost) == 1 else nearest(right, sorted(lost))
    lost.discard(right)
    if right:
        yield Mistyped(typed, right).fault
    elif typed[0] == "%":
        wrong = said("“{name}” is no value of the source", name=typed)
        yield Fault(wrong, said("take it out, or write %% for the sign itself"))


def _if_whole(found: re.Match[str]) -> str:
    return found[0] if NAMED_VALUE.fullmatch(found[0]) else ""
