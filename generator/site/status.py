"""Count how far each bulletin is translated into each language, for `status`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from generator.catalogs.lookup import Coverage
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import listed, said
from generator.facts import PLACEHOLDER
from generator.layout import SITE_DOMAIN, catalog_path
from generator.locales import Locale, locale
from generator.model import Bulletin, Standing
from generator.site import life
from generator.site.pages import Standings
from generator.site.site import Site
from generator.text.lazy_regex import late
from generator.text.unicode import HAN

_WORD = late(rf"[{HAN}]|[^\W{HAN}][^\s{HAN}]*")
HEAD: tuple[str, ...] = (
    said("notice"),
    said("language"),
    said("done"),
    said("to review"),
    said("missing"),
    said("words left"),
    said("approved"),
    said("shown as"),
    said("why"),
    said("to do"),
)
"""The head of the table of `status`."""
APPROVED = HEAD.index("approved")
"""The column that says nothing where nobody is asked to approve."""
TO_DO = HEAD.index("to do")
"""The column that says nothing where nothing is overdue, and no sheet has changed."""
STANDINGS = {
    Standing.PUBLISHED.value: said("published"),
    Standing.WITHHELD.value: said("withheld"),
    Standing.FALLBACK.value: said("fallback"),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """The published sheets of a bulletin in a locale."""

    version: str = ""
    """The day of the notice's last change that stands on them; empty where there are none."""
    outdated: tuple[str, ...] = ()
    """Those that say something else than the notice does now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one domain is translated into one locale."""

    domain: str
    """The bulletin, or `site` for the site's own words."""
    locale: str
    translated: int
    approved: int
    """Messages that somebody approved of as they are, or as many people as are needed."""
    needs_approval: int
    """How many of the translated ones wait for more people's approval."""
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

    A catalog has no dates, so which one has waited longest is not known.
    """
    state: str = ""
    """`coming`, `in-force`, `ended`, `withdrawn` or `replaced`; empty where it says nothing."""
    overdue: tuple[str, ...] = ()
    """What is overdue, in sentences."""
    version: str = ""
    """The day that stands on its published sheets; empty where there are none."""
    print_again: tuple[str, ...] = ()
    """The published sheets whose words have changed since."""

    @property
    def to_do(self) -> str:
        """Say what is overdue, and what is to be printed again."""
        again = said("print again: {sheets}", sheets=listed(self.print_again))
        return listed([*self.overdue, *([again] if self.print_again else [])])

    @property
    def total(self) -> int:
        """Every message."""
        return self.translated + self.needs_review + self.missing + self.unfilled

    @property
    def is_right(self) -> bool:
        """True where it is published, and nothing in it waits for anybody."""
        return self.standing == Standing.PUBLISHED.value and self.translated == self.total

    def as_json(self) -> dict[str, object]:
        """Return the row as machines read it."""
        return {**asdict(self), "total": self.total}

    def errors(self, problems: Iterable[Problem]) -> int:
        """Count which of the site's errors are in its texts."""
        own = catalog_path(locale(self.locale).folder, self.domain)
        return sum(
            problem.path == own if problem.path.startswith("locales/") else self._is_source(problem)
            for problem in problems
        )

    def _is_source(self, problem: Problem) -> bool:
        """Return True for a problem of the text that it has, or translates."""
        folder, _, name = problem.path.removeprefix("content/").partition("/")
        is_bulletin = problem.path.startswith("content/") and bool(name)
        return self.domain == (folder if is_bulletin else SITE_DOMAIN)

    def as_cells(self, errors: int = 0) -> tuple[str, ...]:
        """Return the row as people read it, below `HEAD`; `errors` are those in its texts."""
        why: str = self.why
        if errors:
            counted = said("errors: {number}", number=errors)
            why = listed([counted, why] if why else [counted])
        if self.first_waiting:
            first = said("first to review: {message}", message=self.first_waiting)
            why = said("{wrong}; {remedy}", wrong=why, remedy=first)
        return (
            said("words of the pages") if self.domain == SITE_DOMAIN else self.domain,
            self.locale,
            f"{self.translated}/{self.total}",
            str(self.needs_review),
            str(self.missing),
            str(self.words_left),
            f"{self.approved}/{self.total}",
            said("not built") if errors else STANDINGS[self.standing],
            why,
            self.to_do,
        )


def progress(
    site: Site, shown: Standings, printed: Mapping[tuple[str, str], Printed]
) -> Iterator[Progress]:
    """Yield a row for each domain and locale: the site's own words first.

    `printed` are the published sheets, by bulletin and locale tag.
    """
    for one in site.settings.locales:
        coverage = site.site_coverage(one)
        is_spoken = site.site_coverage(one, of_pages=True).complete
        unfinished = Standing.FALLBACK if is_spoken else Standing.WITHHELD
        standing = Standing.PUBLISHED if coverage.complete else unfinished
        yield _row(SITE_DOMAIN, one, coverage, standing, _approved(site, None, one))
    for bulletin in site.bulletins:
        state = life.state(bulletin, site.now)
        overdue = tuple(problem.sentence for problem in life.overdue(bulletin, site.now))
        for one in site.settings.locales:
            standing = shown.standing(bulletin.slug, one)
            coverage = site.coverage(bulletin, one)
            besides = _besides(bulletin, mute=one not in shown.locales)
            approved = _approved(site, bulletin, one)
            sheets = printed.get((bulletin.slug, one.tag), Printed())
            yield replace(
                _row(bulletin.slug, one, coverage, standing, approved, besides),
                state=state.value if state else "",
                overdue=overdue,
                version=sheets.version,
                print_again=sheets.outdated,
            )


def _approved(site: Site, bulletin: Bulletin | None, one: Locale) -> int:
    """Count the messages of a bulletin, or the site's own, of which enough people approved."""
    messages = site.messages(bulletin) if bulletin else site.site_messages
    domain = bulletin.slug if bulletin else SITE_DOMAIN
    approvals = site.approvals(one, domain)
    found = map(site.lexicon(one, domain).entries.get, (message.key for message in messages))
    least = max(1, approvals.needed)
    shown = [entry for entry in found if entry is not None and not entry.fuzzy]
    return sum(len(approvals.approvers(entry)) >= least for entry in shown)


def _besides(bulletin: Bulletin, *, mute: bool) -> Iterator[str]:
    """Say why a bulletin is not published in a language, apart from its translation."""
    if not bulletin.is_filled_in:
        number = sum(len(document.unfilled) for document in bulletin.documents)
        yield said("{number} to fill in", number=number)
    if mute:
        yield said("the site’s own words are not finished")


def _row(
    domain: str,
    one: Locale,
    coverage: Coverage,
    standing: Standing,
    approved: int,
    besides: Iterable[str] = (),
) -> Progress:
    waiting = (*coverage.needs_review, *coverage.missing)
    words = "\n".join(PLACEHOLDER.sub("x", message.msgid) for message in waiting)
    return Progress(
        domain=domain,
        locale=one.tag,
        translated=coverage.done + len(coverage.unapproved),
        approved=approved,
        needs_approval=len(coverage.unapproved),
        needs_review=len(coverage.needs_review),
        missing=len(coverage.missing),
        unfilled=len(coverage.unfilled),
        words_left=len(_WORD.findall(words)),
        standing=standing.value,
        why=listed((*counts(coverage), *besides)),
        first_waiting=coverage.needs_review[0].msgid if coverage.needs_review else "",
    )


def counts(coverage: Coverage) -> Iterator[str]:
    """Say how many messages are missing, and how many wait for review, or for approval."""
    if coverage.missing:
        yield said("{missing} missing", missing=len(coverage.missing))
    if coverage.needs_review:
        yield said("{waiting} to review", waiting=len(coverage.needs_review))
    if coverage.unapproved:
        yield said("{waiting} to approve", waiting=len(coverage.unapproved))
