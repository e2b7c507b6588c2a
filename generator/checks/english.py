"""Check English copy: the slips that a reader stumbles over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from operator import eq

from generator.checks.brackets import is_unpaired, unpaired
from generator.checks.rule import STAND_IN, Subject, rule
from generator.diagnostics.errors import Fault
from generator.diagnostics.messages import said
from generator.facts import Fact
from generator.text.lazy_regex import late
from generator.text.unicode import HAN, lowered, without_code

_CHINESE = late(f"[{HAN}]+")
_FULL_WIDTH = late(r"[Ａ-Ｚａ-ｚ０-９]+|[\u3000-\u303f\uff00-\uffef]")
_MARKS = str.maketrans("。、《》「」【】", ".,“”“”[]")
"""Chinese marks that have no half-width form in Unicode, and what English has instead."""
_DOUBLED = late(r"\b([A-Za-z]+)\s+\1\b", re.IGNORECASE)
_SPACE_BEFORE = late(r"\s+([,.;:?!)\]”])(?=\s|$|[”)])")
_SPACES = late(r"\s{2,}")
_STRAY = late(r"\s[\s,.;:?!)\]”]")
"""A space before a mark or another space, as both need."""
_GLUED = late(rf"{STAND_IN}[A-Za-z]{{2,12}}|[A-Za-z]{{2,12}}{STAND_IN}")
_RUN_ON = late(r"(?<![\w.@/-])[\w-]*[a-z0-9]\.[A-Z][a-z]*(?![\w.@/-])")
"""Two sentences without a space between them; what is read as an address is another rule's."""
_WORD = late("[a-z]+")
_APOSTROPHE = late(r"(?<=\w)’(?=\w)|(?<=s)’(?=\s)")
# Twice is right here: "that that", "had had"; and words that are said twice.
_MAY_DOUBLE = frozenset({"that", "had", "bye", "no", "very", "ha"})


@rule("english", "Left-over Chinese and unpaired marks show that nobody read the text.")
def english(subject: Subject) -> Iterator[Fault]:
    """Find what is Chinese in English text, and marks without a partner."""
    if subject.locale.language != "en":
        return
    text = subject.words
    if not text.isascii():
        yield from _foreign(text, subject.facts)
    if subject.source is not None and is_unpaired(subject.source):
        return
    yield from unpaired(_APOSTROPHE.sub("", text) if "’" in text else text, "()[]“”")
    if text.count('"') % 2:
        yield Fault(said("a straight quotation mark has no partner"), said("add the other one"))


def _foreign(text: str, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    names = {fact.text: fact.name for fact in facts.values()}
    for wrong in dict.fromkeys(_CHINESE.findall(text)):
        name = names.get(wrong)
        remedy = said("translate it; a name that is given in Chinese is a fact")
        yield Fault(
            said("“{wrong}” is Chinese", wrong=wrong),
            said("write {{{name}}}", name=name) if name else remedy,
        )
    for wrong in dict.fromkeys(_FULL_WIDTH.findall(text)):
        yield Fault(
            said("“{wrong}” is full-width", wrong=wrong),
            said("write “{right}”", right=unicodedata.normalize("NFKC", wrong).translate(_MARKS)),
        )


@rule("english-style", "A doubled word or a stray space makes a reader stop.", warning=True)
def english_style(subject: Subject) -> Iterator[Fault]:
    """Find doubled words and stray spaces, and missing ones beside a fact."""
    if subject.locale.language != "en":
        return
    text = subject.words
    words = _WORD.findall(lowered(text))
    found = _DOUBLED.finditer(text) if any(map(eq, words, words[1:])) else ()
    for word in dict.fromkeys(match.group(1) for match in found):
        if word.lower() not in _MAY_DOUBLE:
            yield Fault(said("“{word} {word}” has a word twice", word=word), said("delete one"))
    if STAND_IN in text and (glued := _GLUED.search(text)):
        yield Fault(
            said(
                "a space is missing beside a fact or an address, at “{near}”",
                near=glued[0].replace(STAND_IN, ""),
            ),
            said("write a space between the two"),
        )
    if run_on := _RUN_ON.search(without_code(subject.text, "")):
        wrong = said("a space is missing behind the full stop of “{near}”", near=run_on[0])
        yield Fault(wrong, said("write a space between the two"))
    if not _STRAY.search(text):
        return
    for mark in dict.fromkeys(_SPACE_BEFORE.findall(text)):
        yield Fault(said("there is a space before “{mark}”", mark=mark), said("delete it"))
    if _SPACES.search(text):
        yield Fault(said("there are two spaces in a row"), said("delete one"))
