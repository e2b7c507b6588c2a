"""Find which texts of a sheet that is too full have to be shorter, and say so.

Values in, values out: whether a sheet fits is asked of whoever can measure it. Widths are in units,
see `sizes.units`; lengths are in characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from generator.catalogs.lookup import State
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import listed, said
from generator.locales import Locale
from generator.markdown.blocks import Segment
from generator.model import Bulletin, Document, Label, Variant
from generator.render.shorten import Limit
from generator.site.pages import Page
from generator.site.site import Site
from generator.text import typography
from generator.views import BulletinView, Rich

What = Literal["poster", "body for poster", "other"]
"""A `poster:` line, the text that is on the poster for want of one, or anything else."""
_REMEDIES: Mapping[What, str] = {
    "poster": said("shorten this poster: line"),
    "body for poster": said(
        "give a shorter text for the poster: write poster: in the front matter"
    ),
    "other": said("shorten it"),
}

_STEP = 10
"""The step in which it is measured how long a text may be."""
_FAIR = 80
"""A text of this width for a poster says something: to ask for less, others are asked too."""
_LEAST = 40
"""Texts of this width are short: where they do not fit either, there are too many of them."""
_NAMED = 3
"""How many other texts are named in one message."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text on a sheet, and where somebody can shorten it."""

    what: What
    path: str
    line: int
    length: int
    width: int
    is_translation: bool = False
    """True for a catalog's wording, which is shortened there."""

    @property
    def remedy(self) -> str:
        """What to do where it is too long."""
        return said("shorten this translation") if self.is_translation else _REMEDIES[self.what]

    def most(self, width: int) -> int:
        """How many characters of it have that width, in round numbers."""
        return width * self.length // self.width // 5 * 5


@dataclass(frozen=True, slots=True)
class Overfull:
    """Sheets of one page that do not fit, and what is to be done about it."""

    page: Page
    variants: tuple[Variant | None, ...]
    most: int
    """The width up to which each text of the fullest sheet fits; 0 where short ones do not."""
    texts: tuple[Text, ...]
    """Those that are wider than that, the widest first."""


def overfull(
    page: Page,
    variants: tuple[Variant | None, ...],
    texts: Iterable[Text],
    fits: Callable[[Limit], bool],
) -> Overfull:
    """Measure how wide each of a sheet's texts may be.

    `fits` tells whether the sheet fits if all that is wider is cut there. It is asked of the texts
    for posters alone at first, then of all.
    """
    every = sorted(texts, key=lambda text: (-text.width, text.path, text.line))
    own = [text for text in every if text.what != "other"]
    for some, least in ((own, _FAIR), (every, _LEAST)):
        longest = some[0].width if some else 0
        most = _most(fits, least, longest, posters_only=some is own)
        if most:
            return Overfull(page, variants, most, tuple(one for one in some if one.width > most))
    return Overfull(page, variants, 0, ())


def _most(fits: Callable[[Limit], bool], least: int, longest: int, *, posters_only: bool) -> int:
    """Find the width, from `least` and below the longest, up to which texts fit; 0 for none."""
    steps = range(least, longest, _STEP)

    def is_too_wide(width: int) -> bool:
        return not fits(Limit(width, posters_only))

    if not steps or is_too_wide(least):  # mostly, the least decides already
        return 0
    return steps[bisect_right(steps, False, 1, key=is_too_wide) - 1]


def texts(site: Site, page: Page, view: BulletinView, locale: Locale) -> Iterator[Text]:
    """List the texts of a poster page in one of its locales."""
    assert page.bulletin is not None  # a poster is always a bulletin's
    vocabulary = site.vocabulary(page.bulletin, locale)
    for what, words, document, segments in _parts(page, page.bulletin, view):
        # A text of several messages is pointed out where the longest of them is.
        longest = max(segments, key=lambda one: len(one.msgid), default=Segment("", 1))
        key = (document.msgctxt, longest.msgid)
        place, is_translation = (document.path, longest.line), False
        # A missing `poster:` line is written in the Markdown file, whatever the language.
        if segments and what != "body for poster" and vocabulary.state(key) is State.TRANSLATED:
            lexicon = site.lexicon(locale, page.bulletin.slug)
            place, is_translation = (lexicon.path, lexicon.entries[key].line), True
        width = typography.units(words.text, locale.tag)
        yield Text(what, *place, len(words.text), width, is_translation)


_Part = tuple[What, Rich, Document, tuple[Segment, ...]]
"""A text as a page shows it, its document, and the messages that it is made of."""


def _parts(page: Page, bulletin: Bulletin, view: BulletinView) -> Iterator[_Part]:
    own = page.routine
    for document, one in zip(bulletin.routines, view.routines, strict=True):
        if own is not None and own.id != document.id:
            continue
        label, body = document.labels["poster"], document.body.segments
        yield "other", one.title, document, _of(document.labels["title"])
        yield "other", one.heard, document, document.heard
        if label:
            yield "poster", one.poster, document, _of(label)
        if own is not None:
            yield "other", one.how, document, body
        elif not label:
            yield "body for poster", one.poster, document, body[:1]
    if own is None:
        yield "other", view.title, bulletin.head, _of(bulletin.head.labels["title"])
        for document, two in zip(bulletin.reminders, view.reminders, strict=True):
            yield "other", two.title, document, _of(document.labels["title"])


def _of(label: Label) -> tuple[Segment, ...]:
    return (Segment(label.text, label.line),)


def problems(found: Iterable[Overfull]) -> Iterator[Problem]:
    """Report each text that is the widest on some sheets, once, whichever these are."""
    for _, group in groupby(sorted(found, key=_place), key=_place):
        yield _problem(tuple(group))


def _place(one: Overfull) -> tuple[str, int]:
    if one.most:
        return one.texts[0].path, one.texts[0].line
    assert one.page.bulletin is not None  # a poster is always a bulletin's
    return (one.page.routine or one.page.bulletin.head).path, 0


def _problem(group: tuple[Overfull, ...]) -> Problem:
    path, line = _place(group[0])
    sheets = listed(map(_sheets, group))
    if not line:
        return Problem(
            path,
            1,
            "poster",
            said(
                "there is too much on the posters {sheets} for one sheet in type of 11 pt, "
                "however short each text is",
                sheets=sheets,
            ),
            said("leave some scams or reminders out, or make two notices of it"),
        )
    text = group[0].texts[0]
    wrong = said(
        "this text is too long for the posters {sheets}: it has {length} characters, "
        "and about {most} fit in type of 11 pt",
        sheets=sheets,
        length=text.length,
        most=text.most(min(one.most for one in group)),
    )
    return Problem(path, line, "poster", _with_others(wrong, group), text.remedy)


def _with_others(wrong: str, group: Iterable[Overfull]) -> str:
    """Add the other texts that are too wide."""
    every = {(one.path, one.line): one for full in group for one in full.texts[1:]}
    others = sorted(every.values(), key=lambda one: (-one.width, one.path, one.line))
    if not others:
        return wrong
    named = listed(
        said("{path}:{line} ({length} characters)", path=one.path, line=one.line, length=one.length)
        for one in others[:_NAMED]
    )
    if len(others) > _NAMED:
        named = said("{places} and {number} more", places=named, number=len(others) - _NAMED)
    return said("{wrong}; too long as well: {places}", wrong=wrong, places=named)


def _sheets(one: Overfull) -> str:
    """Which sheets these are: their languages and their layouts."""
    tag = one.page.locale.tag
    if one.page.second is not None:
        return said("{one} with {other}", one=tag, other=one.page.second.tag)
    if one.page.routine is not None:
        return said("{tag} (the scam's own)", tag=tag)
    layouts = listed(variant or said("plain") for variant in one.variants)
    return said("{tag} ({layouts})", tag=tag, layouts=layouts)
