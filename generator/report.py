"""How far each bulletin is right in each language: what `status` tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from generator.catalogues import Coverage
from generator.characters import HAN
from generator.extraction import Message
from generator.facts import PLACEHOLDER
from generator.files import SITE_DOMAIN
from generator.locales import Locale
from generator.model import Bulletin, Standing
from generator.pages import Standings
from generator.patterns import late
from generator.site import Site
from generator.wording import listed, said

_WORD = late(rf"[{HAN}]|[^\W{HAN}][^\s{HAN}]*")


HEAD = (
    said("notice"),
    said("language"),
    said("done"),
    said("to review"),
    said("missing"),
    said("words left"),
    said("shown as"),
    said("why"),
)
"""The head of the table of `status`."""
STANDINGS = {
    Standing.PUBLISHED.value: said("published"),
    Standing.WITHHELD.value: said("withheld"),
    Standing.FALLBACK.value: said("fallback"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One domain in one locale."""

    domain: str
    """The bulletin, or `site` for the site's own words."""
    locale: str
    translated: int
    needs_review: int
    missing: int
    unfilled: int
    """Messages that nobody has to translate, but that the writer has still to fill in."""
    words_left: int
    """Words of the source (characters, in Chinese) in what is not finished."""
    standing: str
    """`published`, `withheld` or `fallback`."""
    why: str
    """Why it is not published; empty where it is."""
    first_waiting: str
    """The first message that waits for review, in reading order; empty for none.

    A catalogue has no dates, so which one has waited longest is not known.
    """

    @property
    def total(self) -> int:
        """Every message."""
        return self.translated + self.needs_review + self.missing + self.unfilled

    def as_json(self) -> dict[str, object]:
        """The row as machines read it."""
        return {**asdict(self), "total": self.total}

    def as_cells(self) -> tuple[str, ...]:
        """The row as people read it, below `HEAD`."""
        why: str = self.why
        if self.first_waiting:
            first = said("first to review: {message}", message=self.first_waiting)
            why = said("{wrong}; {remedy}", wrong=why, remedy=first)
        return (
            self.domain,
            self.locale,
            f"{self.translated}/{self.total}",
            str(self.needs_review),
            str(self.missing),
            str(self.words_left),
            STANDINGS[self.standing],
            why,
        )


def rows(site: Site, shown: Standings) -> Iterator[Row]:
    """A row for each domain and locale: the site's own words first."""
    for locale in site.settings.locales:
        coverage = site.site_coverage(locale)
        standing = Standing.PUBLISHED if coverage.complete else Standing.WITHHELD
        yield _row(SITE_DOMAIN, locale, coverage, standing)
    for bulletin in site.bulletins:
        for locale in site.settings.locales:
            standing = shown.standing(bulletin.slug, locale)
            coverage = site.coverage(bulletin, locale)
            besides = tuple(_besides(bulletin, mute=locale not in shown.locales))
            yield _row(bulletin.slug, locale, coverage, standing, besides)


def _besides(bulletin: Bulletin, *, mute: bool) -> Iterator[str]:
    """Why a bulletin is not published in a language, its translation apart."""
    if not bulletin.is_filled_in:
        number = sum(len(document.unfilled) for document in bulletin.documents)
        yield said("{number} to fill in", number=number)
    if mute:
        yield said("the site’s own words are not finished")


def _row(
    domain: str,
    locale: Locale,
    coverage: Coverage,
    standing: Standing,
    besides: Iterable[str] = (),
) -> Row:
    waiting = (*coverage.needs_review, *coverage.missing)
    return Row(
        domain=domain,
        locale=locale.tag,
        translated=coverage.done,
        needs_review=len(coverage.needs_review),
        missing=len(coverage.missing),
        unfilled=len(coverage.unfilled),
        words_left=sum(_word_count(message) for message in waiting),
        standing=standing.value,
        why=listed((*_counts(coverage), *besides)),
        first_waiting=coverage.needs_review[0].msgid if coverage.needs_review else "",
    )


def _word_count(message: Message) -> int:
    return len(_WORD.findall(PLACEHOLDER.sub("x", message.msgid)))


def _counts(coverage: Coverage) -> Iterable[str]:
    if coverage.missing:
        yield said("{missing} missing", missing=len(coverage.missing))
    if coverage.needs_review:
        yield said("{waiting} to review", waiting=len(coverage.needs_review))
