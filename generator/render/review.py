"""Make a bulletin's review sheet in a language: every message, and all known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.catalogs import records
from generator.catalogs.extract import Message
from generator.catalogs.lookup import State
from generator.catalogs.po import Entry
from generator.catalogs.records import Approvals, Records
from generator.checks import rules
from generator.diagnostics.messages import Tell, apart, said
from generator.locales import Locale
from generator.markdown.blocks import Wording
from generator.markdown.plain import plain
from generator.model import FOLDERS, Bulletin, Standing
from generator.site import check, pages
from generator.site.pages import Standings
from generator.site.site import Site
from generator.text.unicode import person
from generator.views import Rich

_RULES = frozenset(rule.id for rule in rules.RULES)


@dataclass(frozen=True, slots=True)
class ReviewRowView:
    """A message on the review sheet."""

    number: int
    file: str
    """The source's file, relative to the site."""
    path: str
    """The page and anchor where it appears; empty where the notice is withheld."""
    note: str
    """What the message is, as in translators' notes; may be empty."""
    source: Rich
    former: str
    """The source text that the translation was made for, where that was another one."""
    translation: Rich
    """Empty where there is none."""
    state: Literal["translated", "source", "needs review", "missing", "needs approval"]
    comments: tuple[str, ...]
    """The translator's own, apart from what they record."""
    signatures: tuple[str, ...]
    """Who translated it, who approved of it and who sent it back, each a sentence."""
    findings: tuple[str, ...]
    """What the checks find in the translation, each a sentence."""
    waived: tuple[tuple[str, str], ...]
    """The rules that are set aside for it, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A bulletin in a language, message by message, for the officer who signs it off."""

    title: Rich
    """In the source's own language."""
    source_locale: Locale
    date: str
    date_text: str
    page_path: str
    """The bulletin's page in the language that is reviewed."""
    standing: str
    """`published`, `withheld` or `fallback`."""
    counts: tuple[tuple[str, int], ...]
    """How many messages are in each state."""
    rows: tuple[ReviewRowView, ...]
    told_in: str
    """The language of the notes and findings, in BCP 47: the program may not speak the sheet's."""


def review(
    site: Site, shown: Standings, bulletin: Bulletin, locale: Locale, tell: Tell
) -> ReviewView:
    """Make the review sheet of a bulletin in a language; `tell` translates into the sheet's."""
    rows = tuple(_rows(site, shown, bulletin, locale, tell))
    counts = Counter(row.state for row in rows)
    standing = shown.standing(bulletin.slug, locale)
    return ReviewView(
        title=_inline(site, bulletin.head.labels["title"].text, bulletin.source_locale),
        source_locale=bulletin.source_locale,
        date=bulletin.date.isoformat(),
        date_text=locale.moment(bulletin.date),
        page_path=pages.path_of("bulletin", locale, bulletin.slug),
        # A preview's draft is shown to no reader.
        standing=(Standing.WITHHELD if standing.is_withheld else standing).value,
        counts=tuple((state.value, counts[state.value]) for state in State if counts[state.value]),
        rows=rows,
        told_in=tell.tag,
    )


def _rows(
    site: Site, shown: Standings, bulletin: Bulletin, locale: Locale, tell: Tell
) -> Iterator[ReviewRowView]:
    vocabulary = site.vocabulary(bulletin, locale)
    lexicon = site.lexicon(locale, bulletin.slug)
    written, where = bulletin.source_locale, (locale, lexicon.path)
    source = site.vocabulary(bulletin, written)
    mends = locale == written
    approvals = site.approvals(locale, bulletin.slug)
    for number, message in enumerate(site.messages(bulletin), 1):
        entry = lexicon.entries.get(message.key)
        # Finished or not.
        texts = check.translated_subjects(site, message, entry, written, where) if entry else ()
        found = rules.problems([check.subject(site, message, written), *texts])
        noted = records.read(entry) if entry else records.Records()
        yield ReviewRowView(
            number=number,
            file=message.path,
            path=_place(shown, bulletin, locale, message),
            note=tell(apart(message.comments)),
            # Beside a mend, the source as the Markdown file has it; else as readers see it.
            source=_inline(
                site, message.msgid if mends else source.worded(message.key).text, written
            ),
            former=entry.previous.msgid if entry and entry.previous else "",
            translation=_inline(site, " / ".join(entry.texts) if entry else "", locale),
            state=vocabulary.state(message.key).value,
            comments=noted.notes,
            signatures=tuple(map(tell, signatures(approvals, entry, noted))) if entry else (),
            findings=tuple(f"{problem.rule}: {tell(problem.sentence)}" for problem in found),
            waived=tuple((one.rule, one.text) for one in noted.waivers if one.rule in _RULES),
        )


def signatures(approvals: Approvals, entry: Entry, noted: Records) -> Iterator[str]:
    """Say who sent a message back, translated and approved it, and which approvals do not count."""
    for back in noted.remarks:
        yield said(
            "sent back by {name}, {date}: {words}", name=back.name, date=back.date, words=back.words
        )
    for one in noted.translated[-1:]:
        yield said("translated by {name}, {date}", name=one.name, date=one.date)
    now, counting = approvals.digest(entry), approvals.approvers(entry)
    for one in noted.approved:
        approved = said("approved by {name}, {date}", name=one.name, date=one.date)
        is_now, who = one.digest == now, person(one.name)
        if who not in counting:
            why = _uncounted(is_own=who == noted.translator, is_now=is_now)
            yield said("{approved}; it does not count: {why}", approved=approved, why=why)
        elif is_now:  # what the same person signed before says nothing any more
            yield approved


def _uncounted(*, is_own: bool, is_now: bool) -> str:
    """Say why somebody's approval does not count."""
    if not is_now:
        return said("the text or a fact in it has changed since")
    if is_own:
        return said("nobody approves of a translation of their own")
    return said("the site does not ask for this person's")


def _place(shown: Standings, bulletin: Bulletin, locale: Locale, message: Message) -> str:
    if shown.standing(bulletin.slug, locale) is Standing.WITHHELD:
        return ""
    page = pages.path_of("bulletin", locale, bulletin.slug)
    folder, _, name = (message.msgctxt or "").partition("/")
    return f"{page}#{name}" if name and folder in FOLDERS else page


def _inline(site: Site, text: str, locale: Locale) -> Rich:
    walk = site.walks[locale.before_extension]
    html = walk.inline(Wording(text)) if text else ""
    return Rich(html, plain(html))
