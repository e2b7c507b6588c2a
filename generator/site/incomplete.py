"""What is not published as it is, and why: a line for each bulletin and language."""

from __future__ import annotations

from collections.abc import Container, Iterator

from generator.catalogs.lookup import Coverage, Lexicon
from generator.content import placeholders
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import in_turn, said, together
from generator.layout import SITE_DOMAIN
from generator.locales import Locale
from generator.model import Bulletin, Standing
from generator.site.check import in_another_tongue
from generator.site.pages import Standings
from generator.site.site import Site


def unpublished_locales(
    site: Site, spoken: Container[Locale], *, strict: bool
) -> Iterator[Problem]:
    """The languages in which nothing is published, since the pages' own words are not finished."""
    for locale in site.settings.locales:
        if locale not in spoken:
            lexicon, coverage = site.lexicon(locale, SITE_DOMAIN), site.site_coverage(locale)
            why = said("since the words of its pages are not finished")
            what = said("nothing is published in {tag}, {why}", tag=locale.tag, why=why)
            yield _told(what, lexicon, coverage, strict=strict)


def unpublished(
    site: Site, bulletin: Bulletin, shown: Standings, *, strict: bool
) -> Iterator[Problem]:
    """Where a bulletin is not published as it is, and why: a line a language.

    One that is not filled in is not published anywhere, however far its translations are. Of one
    in another language than it says, that is told, and not that no text is translated.
    """
    if not bulletin.is_filled_in:
        yield from placeholders.problems(bulletin, strict=strict)
        return
    standings = {locale: shown.of[bulletin.slug, locale.tag] for locale in shown.locales}
    if all(standing is Standing.PUBLISHED for standing in standings.values()) or in_another_tongue(
        site, bulletin
    ):
        return
    for locale, standing in standings.items():
        if standing is not Standing.PUBLISHED:
            shown_as = (
                said("is withheld") if standing.is_withheld else said("is shown with source text")
            )
            what = said(
                "the notice {slug} {shown_as} in {tag}",
                slug=bulletin.slug,
                shown_as=shown_as,
                tag=locale.tag,
            )
            lexicon, coverage = site.lexicon(locale, bulletin.slug), site.coverage(bulletin, locale)
            yield _told(what, lexicon, coverage, strict=strict)


def _told(what: str, lexicon: Lexicon, coverage: Coverage, *, strict: bool) -> Problem:
    missing, waiting = len(coverage.missing), len(coverage.needs_review)
    counts = [said("{missing} missing", missing=missing)] * bool(missing) + [
        said("{waiting} to review", waiting=waiting)
    ] * bool(waiting)
    unknown = any(message.key not in lexicon.entries for message in coverage.missing)
    remedies = [
        *[said("run python -m generator update")] * unknown,
        *[said("translate what is missing")] * bool(missing),
        *[said("read what needs review, and take its mark (fuzzy) away when it is right")]
        * bool(waiting),
    ]
    line = _first_line(lexicon, coverage)
    wrong = said("{what}: {counts}", what=what, counts=together(counts))
    return Problem(lexicon.path, line, "incomplete", wrong, in_turn(remedies), not strict)


def _first_line(lexicon: Lexicon, coverage: Coverage) -> int:
    """The line of the first message that is not finished; 1 where it is not in the file."""
    waiting = (*coverage.needs_review, *coverage.missing)
    entries = (lexicon.entries.get(message.key) for message in waiting)
    return min((entry.line for entry in entries if entry is not None), default=1)
