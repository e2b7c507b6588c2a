"""Keep what is published of the notices that are refused, so that the others need not wait.

A refused notice is left as it is: its files, and what lists, feeds and the sitemap say of it, as
the manifest has it. Where a fact has changed that its pages show, they make way for a line that
says where to look.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from generator.build import notices
from generator.build.bulletins import render_bulletins
from generator.build.context import Context, Rendered
from generator.build.notices import Summaries
from generator.diagnostics.errors import Problem, Problems
from generator.diagnostics.messages import listed, said
from generator.incremental import reuse
from generator.incremental.manifest import KEPT, LINE, Manifest, Unit
from generator.layout import is_id, notice_of
from generator.listings import addresses, summary
from generator.listings.summary import Summary
from generator.model import PageKind
from generator.output import checksums
from generator.output.stage import Stage, Staged
from generator.render.renderer import Renderer, template_name
from generator.site import check, pages
from generator.site.pages import Page, Standings

_OF_MANY = ("go", "posters")
"""The folders of pages that are in no one language."""
_STILL_USED = "what is still used"


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left of a refused notice."""

    problem: Problem
    """Tells what becomes of it."""
    rendered: Rendered | None = None
    """None where nothing of it is published."""
    summary: Summary | None = None
    """What is known of it; None where nothing is."""
    is_listed: bool = False
    """True where lists name it as before."""


def render_right(
    context: Context, slugs: Sequence[str], fresh: Manifest, known: Manifest, problems: Problems
) -> tuple[tuple[Rendered, ...], Summaries]:
    """Render the notices that are right, and keep what `known`, the last build, has of others.

    Give them with the summaries of those that are listed. Raises `Refused` where something else is
    wrong than notices, and where nothing would be published at all.
    """
    refused = {notice_of(one.path) for one in problems.errors} - {""}
    while True:
        wanted = [slug for slug in slugs if slug not in refused]
        rendered = render_bulletins(context, wanted, fresh, known, problems)
        late = {*wanted} - {each.unit.name for each in rendered}
        refused |= late
        shown = notices.summaries(each.unit for each in rendered)
        left = _Remains(context, known, rendered, shown).of(refused)
        told = _among(context, slugs, rendered, {**_summaries(left), **shown})
        wrong = [one for one in told.errors if notice_of(one.path) not in refused]
        gone = {notice_of(one.path) for one in told.warnings if one.rule == addresses.RULE}
        moved = {one for one in gone.difference(refused, slugs) if _is_named(one, context, refused)}
        wrong += [one for one in told.warnings if notice_of(one.path) in moved]
        problems.add(*wrong)
        if not all(notice_of(one.path) for one in wrong):
            problems.refuse()
        if not wrong and not (late and _is_overwritten(context, rendered)):
            break
        refused |= {notice_of(one.path) for one in wrong}
    problems.add(*(one for one in told.warnings if notice_of(one.path) not in refused))
    problems.add(*(one.problem for one in left))
    kept = [one.rendered for one in left if one.rendered]
    if not (shown or kept or context.options.review_of):
        problems.refuse()
    as_before = _summaries(one for one in left if one.is_listed)
    return (*rendered, *kept, *_still_used(context, kept)), {**as_before, **shown}


def _summaries(left: Iterable[_Left]) -> Summaries:
    return {one.summary.slug: one.summary for one in left if one.summary}


def _among(
    context: Context, slugs: Sequence[str], rendered: Iterable[Rendered], every: Summaries
) -> Problems:
    """Look at all notices at once, those among them of which something is left."""
    told = Problems()
    told.add(*notices.dead_links(context, slugs, rendered, every))
    told.add(*notices.dead_addresses(context.options, slugs, every))
    return told


def _is_named(old: str, context: Context, refused: Iterable[str]) -> bool:
    """Tell whether a refused notice has the id of one that is gone: perhaps in its moved_from."""
    for slug in refused:
        with suppress(OSError):  # what nobody can read says nothing
            head = context.options.site / "content" / slug / "bulletin.md"
            if re.search(rf"(?<![\w-]){old}(?![\w-])", head.read_text("utf-8", "replace")):
                return True
    return False


def _is_overwritten(context: Context, rendered: Iterable[Rendered]) -> bool:
    """Tell whether a notice that was refused late has put a file in the place of another's."""
    assert isinstance(context.sink, Stage)  # a check keeps nothing
    waiting = (file for each in rendered for file in each.files if file.waits)
    return any(
        hashlib.sha256(context.sink.place(file.path).read_bytes()).hexdigest() != file.sum
        for file in waiting
    )


def _still_used(context: Context, kept: Iterable[Rendered]) -> Iterator[Rendered]:
    """Keep the styles, pictures and topics of the last build to which pages that stay lead on."""
    if not any(each.unit.made_from == KEPT for each in kept):
        return
    output = context.options.output
    published = sorted(checksums.of(output))
    former = {
        path: sum_
        for path, sum_ in published
        if path not in context.assets.data and (path.startswith("assets/") or "/topics/" in path)
    }
    unit = Unit(_STILL_USED, KEPT, tuple(former), tuple(former.values()))
    yield Rendered(reuse.intact(output, unit))


class _Remains:
    """Finds what is left of refused notices, beside those that are right."""

    def __init__(
        self, context: Context, known: Manifest, rendered: Iterable[Rendered], shown: Summaries
    ) -> None:
        self._context, self._units = context, known.units
        self._published = checksums.of(context.options.output)
        self._taken = {path for each in rendered for path in each.unit.paths}
        of_site = check.links_of_site(context.site)
        links = (of_site, *(one.links for one in shown.values()))
        self._linked = {slug for found in links for slug, _, _ in found}
        nobody = Standings(context.locales, {})
        self._renderer = Renderer(context.site, nobody, context.assets.paths, pictures=False)

    def of(self, refused: Iterable[str]) -> list[_Left]:
        """Find what is left of each; of a folder that is misnamed, nothing ever was."""
        return [self._left(slug) for slug in sorted(refused) if is_id(slug)]

    def _left(self, slug: str) -> _Left:
        unit = self._unit(slug)
        known = self._summary(unit)
        changed = self._changed_facts(unit) if unit.paths else []
        if changed or unit.made_from == LINE:
            return _Left(_withdrawn(slug, changed), self._line(unit), known)
        kept = replace(reuse.intact(self._context.options.output, unit), made_from=KEPT, row="")
        if kept.paths and known and kept.paths == unit.paths:
            became = said("what is published of it stays as it is")
            return _Left(_kept(slug, became), Rendered(self._untaken(kept)), known, is_listed=True)
        if kept.paths:
            became = said(
                "its pages stay as they are, and lists do not name it, since the last build is not "
                "remembered whole"
            )
            return _Left(_kept(slug, became), self._partly(kept, unit), known)
        if slug in self._linked and not self._context.options.review_of:
            paths = tuple(pages.path_of("bulletin", one, slug) for one in self._context.locales)
            return _Left(_withdrawn(slug), self._line(replace(kept, paths=paths)))
        return _Left(_kept(slug, said("nothing of it is published")))

    def _unit(self, slug: str) -> Unit:
        """Recall a notice's files; find them by their paths where others were published since."""
        unit = self._units.get(slug) or Unit(slug, KEPT, (), ())
        if unit.paths and self._published.issuperset(zip(unit.paths, unit.sums, strict=True)):
            return unit
        mine = sorted(
            one for one in self._published if one[0] in unit.paths or _is_of(slug, one[0])
        )
        paths, sums = tuple(path for path, _ in mine), tuple(sum_ for _, sum_ in mine)
        return replace(unit, paths=paths, sums=sums, summary="")

    def _summary(self, unit: Unit) -> Summary | None:
        """Read a notice's summary, which another version of the program may have written."""
        tags = [one.tag for one in self._context.locales]
        try:
            found = summary.from_json(unit.summary).known_in(tags)
            return found if all(map(found.listed, tags)) else None
        except (ValueError, KeyError, TypeError, StopIteration):
            return None

    def _changed_facts(self, unit: Unit) -> list[str]:
        """List the facts that a notice's pages show, and that are now others or gone."""
        now = self._context.site.settings.values
        return [f"{{{name}}}" for name, value in unit.facts.items() if now.get(name) != value]

    def _untaken(self, kept: Unit) -> Unit:
        """Take a unit without the files in whose place other notices now have theirs."""
        rows = zip(kept.paths, kept.sums, strict=True)
        left = [(path, sum_) for path, sum_ in rows if path not in self._taken]
        paths, sums = tuple(path for path, _ in left), tuple(sum_ for _, sum_ in left)
        return replace(kept, paths=paths, sums=sums, warnings=())

    def _partly(self, kept: Unit, unit: Unit) -> Rendered:
        """Take what is as it was made of a notice, and put a line where its other pages were."""
        kept = self._untaken(kept)
        rest = tuple(path for path in unit.paths if path not in kept.paths)
        line = self._line(replace(unit, paths=rest))
        paths, sums = kept.paths + line.unit.paths, kept.sums + line.unit.sums
        return Rendered(replace(kept, paths=paths, sums=sums, summary=""), line.files)

    def _line(self, unit: Unit) -> Rendered:
        """Put a line that says where to look at a notice's addresses, in each one's language."""
        staged = tuple(self._lines(path for path in unit.paths if path not in self._taken))
        paths, sums = tuple(file.path for file in staged), tuple(file.sum for file in staged)
        made = replace(unit, made_from=LINE, row="", paths=paths, sums=sums, warnings=())
        return Rendered(made, staged)

    def _lines(self, paths: Iterable[str]) -> Iterator[Staged]:
        by_tag = {one.tag: one for one in self._context.locales}
        first = self._context.locales[0]
        for path in paths:
            top = path.partition("/")[0]
            locale = first if top in _OF_MANY else by_tag.get(top)
            if locale is None or not path.endswith((".html", ".txt")):
                continue
            kind: PageKind = "changing-text" if path.endswith(".txt") else "changing"
            page = Page(kind, locale, at=path)
            # Own templates may lack this one: then the page for missing addresses says it.
            if template_name(page) in self._context.site.templates:
                yield self._context.sink.put(path, self._renderer.page(page).encode())


def _is_of(slug: str, path: str) -> bool:
    """Tell whether a path of the output is a notice's."""
    top, _, rest = path.partition("/")
    return rest.startswith(f"{slug}." if top == "posters" else f"{slug}/")


def _kept(slug: str, became: str) -> Problem:
    wrong = said("the notice {slug} is refused; {became}", slug=slug, became=became)
    return _problem(slug, wrong, said("mend it, and build again"), warning=True)


def _withdrawn(slug: str, changed: Sequence[str] = ()) -> Problem:
    """Tell of a line in a notice's place: an error of its own, where facts have changed."""
    became = said("at its addresses stands only a line that says where to look")
    if not changed:
        return _kept(slug, became)
    wrong = said(
        "the pages of the refused notice {slug} show {facts} as it was before; {became}",
        slug=slug,
        facts=listed(changed),
        became=became,
    )
    remedy = said("mend it, and build again; take down its posters that hang somewhere")
    return _problem(slug, wrong, remedy, warning=False)


def _problem(slug: str, wrong: str, remedy: str, *, warning: bool) -> Problem:
    return Problem(f"content/{slug}/bulletin.md", 1, "kept", wrong, remedy, warning)
