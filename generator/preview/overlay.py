"""Add to a page what the preview shows: the last build's report, and a script that reloads it.

This is added while serving; the files of a build have no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from pathlib import Path

from generator.catalogs.interface import Teller, teller, teller_in
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.layout import SITE_DOMAIN, catalog_path
from generator.locales import Locale
from generator.markdown.blocks import MARK

FOLDER = "/_preview/"
"""The address of the preview's own parts; no page of a site begins with “_”."""
EVENTS = f"{FOLDER}events"
_SCRIPT, _STYLE = f"{FOLDER}preview.js", f"{FOLDER}preview.css"
PARTS = {_SCRIPT: "text/javascript", _STYLE: "text/css"}
"""The content types of the preview's own parts, by their addresses."""

_WRONG = "preview-problems"
"""The anchor of the errors; no page has one of this name."""
_NOT_BUILT = said("Not built: mend this first")
_MARKS = {
    "unfilled": said("to fill in"),
    "needs review": said("needs review"),
    "missing": said("not translated"),
    "needs approval": said("needs approval"),
}
"""The values of the attribute that marks unfinished text, and their names."""
_META = re.compile(r"<meta\b[^>]*\bhttp-equiv=[\"']?Content-Security-Policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"(?<=\bcontent=)(?P<quote>[\"'])(?P<policy>.*?)(?P=quote)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]*\blang=[\"']?(?P<tag>[A-Za-z0-9-]+)", re.IGNORECASE)
_BEGIN = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_END = re.compile(r"</body\s*>", re.IGNORECASE)
_NEEDED = ("script-src", "style-src", "connect-src")
POLICY = "; ".join(("default-src 'none'", *(f"{name} 'self'" for name in _NEEDED)))
"""The Content-Security-Policy of the preview's own pages."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the last build reported."""

    version: str
    """Another one as soon as a page of the site, or anything below, is another."""
    problems: tuple[Problem, ...] = ()
    """Why the build was refused; the pages are then those of the last good build."""
    failure: str = ""
    """Why the build failed otherwise, as a sentence; empty if it did not."""
    warnings: tuple[Problem, ...] = ()

    @property
    def has_failed(self) -> bool:
        """True if the pages are older than the sources."""
        return bool(self.problems or self.failure)


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """Which bulletin a page is of, and in which language."""

    slug: str
    locale: Locale
    review_sheet: str
    """The address of its review sheet, from the root; empty if it has none."""

    def concerns(self, problem: Problem) -> bool:
        """Recognize a problem of this bulletin, in this language or in its source."""
        own = [catalog_path(self.locale.folder, domain) for domain in (self.slug, SITE_DOMAIN)]
        return problem.path in own or problem.path.startswith(f"content/{self.slug}/")


def page(html: str, report: Report, bulletin: BulletinPage | None) -> str:
    """Add the preview's bar, the errors and the script to a built page."""
    html = _META.sub(lambda meta: _CONTENT.sub(_relaxed_content, meta.group()), html)
    reader = _reader_of(html)
    body = _BEGIN.search(html)
    begin = body.end() if body is not None else 0
    end = max((match.start() for match in _END.finditer(html)), default=len(html))
    after = (*_bar(html, report, bulletin, reader), _parts(report))
    return "".join((html[:begin], *_problems(report, reader), html[begin:end], *after, html[end:]))


def instead(lines: Iterable[str]) -> bytes:
    """Draw what is wrong with a sheet in its place, as SVG of its shape."""
    shown = "".join(f"<p>{escape(teller()(line))}</p>" for line in lines)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 595 842"><foreignObject '
        'width="595" height="842"><div xmlns="http://www.w3.org/1999/xhtml" '
        f'style="padding: 40px; font: 20px sans-serif; color: #b00020">{shown}</div>'
        "</foreignObject></svg>"
    ).encode()


def standalone(report: Report, title: str) -> str:
    """Make a page of the preview's own, for when there is no built one to show."""
    reader = teller()
    errors = "".join(_problems(report, reader))
    parts = "".join((*_bar("", report, None, reader), _parts(report)))
    return (
        f'<!DOCTYPE html>\n<html lang="{reader.tag}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_translated(title, reader)}</title>\n</head>\n<body>\n{errors}"
        f"<p>{_translated(title, reader)}</p>\n{parts}</body>\n</html>\n"
    )


@cache
def part(address: str) -> bytes:
    """Read one of the preview's own parts, which come with the program."""
    name = address.removeprefix(FOLDER)
    return (Path(__file__).parent / "parts" / name).read_bytes()


def _relaxed_content(match: re.Match[str]) -> str:
    return f'"{escape(relaxed(unescape(match["policy"])))}"'


def relaxed(policy: str) -> str:
    """Allow the preview's own script, style sheet and events in a Content-Security-Policy."""
    found: dict[str, list[str]] = {}
    for directive in filter(str.strip, policy.split(";")):
        name, *sources = directive.split()
        found.setdefault(name.lower(), sources)  # browsers take the first one too
    for name in _NEEDED:
        sources = found.get(name, found.get("default-src", []))
        kept = [source for source in sources if source not in ("'none'", "'self'")]
        found[name] = ["'self'", *kept]
    return "; ".join(" ".join((name, *sources)) for name, sources in found.items())


def _parts(report: Report) -> str:
    version = escape(report.version)
    return (
        f'<link rel="stylesheet" href="{_STYLE}">\n'
        f'<script src="{_SCRIPT}" data-version="{version}" data-events="{EVENTS}"></script>\n'
    )


def _problems(report: Report, reader: Teller) -> Iterator[str]:
    """List the errors above the last good page, which they push down."""
    if not report.has_failed:
        return
    yield (
        f'<section class="preview-problems" id="{_WRONG}" lang="{reader.tag}" dir="ltr" '
        'role="alert">\n'
    )
    yield f"<h2>{_translated(_NOT_BUILT, reader)}</h2>\n"
    last = said("The page is the one that could be built last. It comes anew when all is mended.")
    yield f"<p>{_translated(last, reader)}</p>\n"
    if report.failure:
        yield f"<p>{_translated(report.failure, reader)}</p>\n"
    yield from _list((problem for problem in report.problems if not problem.warning), reader)
    yield "</section>\n"


def _list(problems: Iterable[Problem], reader: Teller) -> Iterator[str]:
    rows = [
        f"<li><code>{escape(one.path)}:{one.line}</code> <b>{escape(one.rule)}</b> "
        f"{_translated(one.sentence, reader)}</li>\n"
        for one in problems
    ]
    if rows:
        yield from ("<ul>\n", *rows, "</ul>\n")


def _bar(html: str, report: Report, bulletin: BulletinPage | None, reader: Teller) -> Iterator[str]:
    """Tell what the page is, why readers do not see it so, and all the build's warnings."""
    name = _translated(said("Preview"), reader)
    yield f'<aside class="preview-bar" lang="{reader.tag}" dir="ltr" aria-label="{name}">\n'
    yield f"<p><b>{name}</b>"
    if report.has_failed:
        yield f' <a class="preview-wrong" href="#{_WRONG}">{_translated(_NOT_BUILT, reader)}</a>'
    for mark, meaning in _MARKS.items():
        if f'{MARK}="{mark}"' in html:
            yield f' <span {MARK}="{mark}">{_translated(meaning, reader)}</span>'
    if bulletin is not None and bulletin.review_sheet:
        sheet = said("Review sheet")
        yield f' <a href="{escape(bulletin.review_sheet)}">{_translated(sheet, reader)}</a>'
    yield "</p>\n"
    own = [one for one in report.warnings if bulletin is not None and bulletin.concerns(one)]
    for words in dict.fromkeys(map(_why, own)):
        begun = _translated(words, reader)
        yield f"<p>{begun[:1].upper()}{begun[1:]}</p>\n" if words else ""
    if report.warnings:
        rest = [one for one in report.warnings if one not in own]
        remarks = said("Remarks: {number}", number=len(report.warnings))
        yield f"<details><summary>{_translated(remarks, reader)}</summary>\n"
        yield from _list((*own, *rest), reader)
        yield "</details>\n"
    yield "</aside>\n"


def _reader_of(html: str) -> Teller:
    """Find the translator into a page's language; into that of whoever runs this, if none is."""
    found = _LANGUAGE.search(html)
    tag = unescape(found["tag"]) if found else ""
    own = teller_in(tag)
    return own if own.tag.partition("-")[0] == tag.partition("-")[0] else teller()


def _translated(sentence: str, reader: Teller) -> str:
    """Translate a sentence for whoever looks at the preview, and escape it for HTML."""
    return escape(reader(sentence))


def _why(problem: Problem) -> str:
    """Say why a bulletin is not published as it is; empty for other warnings."""
    if problem.rule == "unfilled":
        return said("Not all is filled in: the notice is published nowhere")
    return problem.wrong if problem.rule == "incomplete" else ""
