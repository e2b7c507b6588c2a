"""Find addresses that would die: what was published stays, or leaves a page that says where to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.listings.summary import Summary

RULE = "address"
_ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
_PAGE = re.compile(
    rf"(?!go/|posters/|review/|assets/)[^/]+/(?P<slug>{_ID})/(?:index|posters/(?P<scam>(?!index\.){_ID}))\.html"
)
"""A notice's page, or that of a scam's poster."""


def problems(notices: Iterable[Summary], slugs: Collection[str]) -> Iterator[Problem]:
    """Find ids that lead nowhere, or to two places; `slugs` are the folders of all notices."""
    shown = {notice.slug: notice for notice in notices}
    moved: dict[str, str] = {}
    for _, notice in sorted(shown.items()):
        for old in notice.moved_from:
            if old in slugs:
                wrong = said("there is a notice {slug}, so no other has moved from there", slug=old)
                yield _problem(notice, "moved_from", wrong, said("take it out"))
            elif old in moved:
                wrong = said("{slug} has moved from {old}, too", slug=moved[old], old=old)
                yield _problem(notice, "moved_from", wrong, said("take it out of one of the two"))
            moved.setdefault(old, notice.slug)
        if notice.replaced_by:
            yield from _replaced(notice, slugs, shown)


def _replaced(
    notice: Summary, slugs: Collection[str], shown: Mapping[str, Summary]
) -> Iterator[Problem]:
    """Find what is wrong with the notice that holds in another's place."""
    other = notice.replaced_by
    if notice.slug in _successors(notice.slug, shown):
        wrong = said("the notice would be replaced by itself")
        yield _problem(notice, "replaced_by", wrong, said("name another notice"))
    elif other not in slugs:
        wrong = said("there is no notice {slug}", slug=other)
        near = nearest(other, slugs)
        remedy = did_you_mean(other, [near]) if near else said("name a folder of content/")
        yield _problem(notice, "replaced_by", wrong, remedy)
    elif other not in shown:
        wrong = said("the notice {slug} is published nowhere yet", slug=other)
        yield _problem(notice, "replaced_by", wrong, said("fill it in first"))


def _successors(slug: str, shown: Mapping[str, Summary]) -> set[str]:
    """List the notices to which a reader is led on from one, one after another."""
    found = set[str]()
    while slug in shown and (slug := shown[slug].replaced_by) and slug not in found:
        found.add(slug)
    return found


def _problem(notice: Summary, key: str, wrong: str, remedy: str) -> Problem:
    return Problem(notice.path, notice.lines.get(key, 1), RULE, wrong, remedy)


def vanished(
    notices: Iterable[Summary], slugs: Collection[str], published: Iterable[str], *, strict: bool
) -> Iterator[Problem]:
    """Report each notice and scam that is published, and would leave no page behind.

    `published` are the paths that the output has now.
    """
    known: Mapping[str, Collection[str]] = {
        slug: notice.scams for notice in notices for slug in (notice.slug, *notice.moved_from)
    }
    found = filter(None, map(_PAGE.fullmatch, published))
    told = {(one["slug"], "" if one["slug"] not in known else one["scam"] or "") for one in found}
    for slug, scam in sorted(told):
        path = f"content/{slug}/bulletin.md"
        if slug not in known:
            wrong = said("the notice {slug} is published, and its pages would be gone", slug=slug)
            remedy = said("fill it in") if slug in slugs else _kept(slug)
            yield Problem(path, 1, RULE, wrong, remedy, warning=not strict)
        elif scam and scam not in known[slug]:
            wrong = said("the scam {id} is published, and its pages would be gone", id=scam)
            yield Problem(path, 1, RULE, wrong, _kept(scam), warning=not strict)


def _kept(name: str) -> str:
    return said(
        "keep it with withdrawn: the day and why, or write moved_from: [{name}] in what it is now",
        name=name,
    )


def unchanged_dates(
    notices: Iterable[Summary], before: Mapping[str, Summary], today: str
) -> Iterator[Problem]:
    """Warn of notices whose text is another than at the last build, and whose `updated` is not."""
    for notice in notices:
        last = before.get(notice.slug)
        if last and last.words != notice.words and last.updated == notice.updated:
            wrong = said("the text has changed since the last build, and updated has not")
            remedy = said("write updated: {today}, unless the notice says the same", today=today)
            line = notice.lines.get("updated", notice.lines.get("date", 1))
            yield Problem(notice.path, line, "updated", wrong, remedy, warning=True)
