"""Shape: a translation has the links, emphasis and code of its source, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator import fullwidth
from generator.checks.base import Rule, Subject
from generator.correspondence import findings
from generator.errors import Fault
from generator.markup import unescaped
from generator.patterns import late
from generator.wording import said

_MARKS = late(r"[\\`*_\[\]<>&!]")
_FORMAT = late(r"%(?:\([A-Za-z_][A-Za-z0-9_]*\))?[#0 +-]*[0-9.]*[a-zA-Z]")
_NAMED = late(r"%\([A-Za-z_][A-Za-z0-9_]*\)s")
_BLOCK = late(r"\s{4,}|#{1,6}\s|>\s?|[-+*]\s|[0-9]+\.\s|(?:-{3,}|={3,}|_{3,}|\*{3,})\s*$")
_TAG = late(r"</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|<!--")
_NAMES = {
    "em": said("emphasis (*…*)"),
    "strong": said("strong emphasis (**…**)"),
    "code": said("code (`…`)"),
}


def _shape(subject: Subject) -> Iterator[Fault]:
    if subject.source is None:
        return
    if not subject.is_template_word:
        yield from _elements(subject, subject.source)
        yield from _blocks(subject, subject.source)
    if "<" in subject.text:
        tags = set(_TAG.findall(subject.text)) - set(_TAG.findall(subject.source))
        yield from (
            Fault(said("the translation has HTML in it: {tag}", tag=tag), said("take it out"))
            for tag in sorted(tags)
        )


def _blocks(subject: Subject, source: str) -> Iterator[Fault]:
    if _BLOCK.match(subject.text) and not _BLOCK.match(source):
        yield Fault(
            said(
                "the translation begins with “{mark}”, which begins a list, a heading "
                "or a quotation",
                mark=subject.text.split()[0],
            ),
            said("take it out: a translation is the text of one paragraph"),
        )


def _elements(subject: Subject, source: str) -> Iterator[Fault]:
    if not (_MARKS.search(source) or _MARKS.search(subject.text)):
        return
    wanted = Counter(subject.walk.elements(source))
    given = Counter(subject.walk.elements(fullwidth.narrowed(subject.text)))
    lost, added = sorted((wanted - given).elements()), sorted((given - wanted).elements())
    told = _told(subject, source) if lost or added else ""
    for tag, target in lost:
        if not _is_told(tag, target, told):
            yield Fault(
                said("the translation has lost {what}", what=_named(tag, target)),
                said("put it back, as the source has it"),
            )
    for tag, target in added:
        if not _is_told(tag, target, told):
            yield Fault(
                said(
                    "the translation has {what}, which the source has not",
                    what=_named(tag, target),
                ),
                said("take it out, or put \\ before its marks if they are meant as text"),
            )


def _is_told(tag: str, target: str, told: str) -> bool:
    if tag == "a":
        return unescaped(target) in told
    return tag == "code" and "`" in told


def _told(subject: Subject, source: str) -> str:
    """What the comparison of facts tells: an address that it names is not told again."""
    found = findings(source, subject.text, subject.source_locale.tag, subject.locale.tag)
    return "\n".join(finding.wrong for finding in found)


def _named(tag: str, target: str) -> str:
    if tag == "a":
        return said("the link to {target}", target=unescaped(target))
    if tag == "img":
        return said("a picture ({target})", target=unescaped(target))
    return _NAMES.get(tag) or said("a <{tag}>", tag=tag)


def _format(subject: Subject) -> Iterator[Fault]:
    if subject.source is None or subject.entry is None:
        return
    plural = subject.plural
    if subject.entry.msgid_plural != plural:
        yield Fault(said("the entry's plural is not the source's"), said("run update"))
    if not subject.is_template_word:
        return
    wanted = set(_NAMED.findall(subject.source + (plural or "")))
    given = set(_FORMAT.findall(subject.text.replace("%%", "")))
    for name in sorted(given - wanted):
        yield Fault(
            said("“{name}” stands for no value of the source", name=name), said("take it out")
        )
    for name in sorted(wanted - given) if plural is None else ():
        yield Fault(
            said("the translation has lost {name}", name=name),
            said("put it where the value belongs"),
        )


SHAPE = Rule(
    "shape",
    "A translation that adds or loses a link or markup says something else than its source.",
    _shape,
    waivable=False,
)
FORMAT = Rule(
    "format",
    "A template's word needs each of its values, and a wrong code would stop the build.",
    _format,
    waivable=False,
)
