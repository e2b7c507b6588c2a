"""A page as the preview shows it: with what the last build said, and a script that reloads it.

Built pages have no script. What is added here is added while serving, and stands in no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from pathlib import Path

from generator.catalogs.interface import teller
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import said
from generator.layout import SITE_DOMAIN, catalogue_path
from generator.locales import Locale
from generator.markdown.blocks import MARK

FOLDER = "/_preview/"
"""Where the preview's own parts stand; no page of a site begins with “_”."""
EVENTS = f"{FOLDER}events"
_SCRIPT, _STYLE = f"{FOLDER}preview.js", f"{FOLDER}preview.css"
PARTS = {_SCRIPT: "text/javascript", _STYLE: "text/css"}
"""The preview's own parts, by their addresses, and what each is."""

_WRONG = "preview-problems"
"""The anchor of what is wrong; no anchor of a page's own begins so."""
_NOT_BUILT = said("Not built: mend this first")
_MARKS = {
    "unfilled": said("to fill in"),
    "needs review": said("needs review"),
    "missing": said("not translated"),
}
"""What a preview marks, and what it is called."""
_META = re.compile(r"<meta\b[^>]*\bhttp-equiv=[\"']?Content-Security-Policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"(?<=\bcontent=)(?P<quote>[\"'])(?P<policy>.*?)(?P=quote)", re.IGNORECASE)
_BEGIN = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_END = re.compile(r"</body\s*>", re.IGNORECASE)
_NEEDED = ("script-src", "style-src", "connect-src")
POLICY = "; ".join(("default-src 'none'", *(f"{name} 'self'" for name in _NEEDED)))
"""The Content-Security-Policy of the preview's own pages."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the last build said."""

    version: str
    """Changes with every page of the site, and with everything below."""
    problems: tuple[Problem, ...] = ()
    """What it was refused for; then the pages are those of the last good build."""
    failure: str = ""
    """Why it failed otherwise, as a sentence; empty where it did not."""
    warnings: tuple[Problem, ...] = ()

    @property
    def has_failed(self) -> bool:
        """True where the pages are not what the sources say."""
        return bool(self.problems or self.failure)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about: a bulletin in a language."""

    slug: str
    locale: Locale
    sheet: str
    """The address of its review sheet, from the root."""

    def concerns(self, problem: Problem) -> bool:
        """True for what is said of this bulletin, in this language or in its source."""
        own = [catalogue_path(self.locale.folder, domain) for domain in (self.slug, SITE_DOMAIN)]
        return problem.path in own or problem.path.startswith(f"content/{self.slug}/")


def page(html: str, told: Told, subject: Subject | None) -> str:
    """A built page with the preview's bar, with what is wrong, and with the script."""
    html = _META.sub(lambda meta: _CONTENT.sub(_relaxed_content, meta.group()), html)
    body = _BEGIN.search(html)
    begin = body.end() if body is not None else 0
    end = max((match.start() for match in _END.finditer(html)), default=len(html))
    after = (*_bar(html, told, subject), _parts(told))
    return "".join((html[:begin], *_problems(told), html[begin:end], *after, html[end:]))


def alone(told: Told, title: str) -> str:
    """A page of the preview's own, where there is no built one to show."""
    wrong, parts = "".join(_problems(told)), "".join((*_bar("", told, None), _parts(told)))
    return (
        f'<!DOCTYPE html>\n<html lang="{teller().tag}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_told(title)}</title>\n</head>\n<body>\n{wrong}<p>{_told(title)}</p>\n{parts}"
        "</body>\n</html>\n"
    )


@cache
def part(address: str) -> bytes:
    """One of the preview's own parts, which come with the program."""
    name = address.removeprefix(FOLDER)
    return (Path(__file__).parent / "parts" / name).read_bytes()


def _relaxed_content(match: re.Match[str]) -> str:
    return f'"{escape(relaxed(unescape(match["policy"])))}"'


def relaxed(policy: str) -> str:
    """A page's policy, which lets in the preview's own script, style sheet and events besides."""
    found: dict[str, list[str]] = {}
    for directive in filter(str.strip, policy.split(";")):
        name, *sources = directive.split()
        found.setdefault(name.lower(), sources)  # a browser takes the first, too
    for name in _NEEDED:
        sources = found.get(name, found.get("default-src", []))
        kept = [source for source in sources if source not in ("'none'", "'self'")]
        found[name] = ["'self'", *kept]
    return "; ".join(" ".join((name, *sources)) for name, sources in found.items())


def _parts(told: Told) -> str:
    version = escape(told.version)
    return (
        f'<link rel="stylesheet" href="{_STYLE}">\n'
        f'<script src="{_SCRIPT}" data-version="{version}" data-events="{EVENTS}"></script>\n'
    )


def _problems(told: Told) -> Iterator[str]:
    """What is wrong, above the last good page, which it pushes down."""
    if not told.has_failed:
        return
    yield (
        f'<section class="preview-problems" id="{_WRONG}" lang="{teller().tag}" dir="ltr" '
        'role="alert">\n'
    )
    yield f"<h2>{_told(_NOT_BUILT)}</h2>\n"
    last = said("The page is the one that could be built last. It comes anew when all is mended.")
    yield f"<p>{_told(last)}</p>\n"
    if told.failure:
        yield f"<p>{_told(told.failure)}</p>\n"
    yield from _list(problem for problem in told.problems if not problem.warning)
    yield "</section>\n"


def _list(problems: Iterator[Problem]) -> Iterator[str]:
    rows = [
        f"<li><code>{escape(one.path)}:{one.line}</code> <b>{escape(one.rule)}</b> "
        f"{_told(one.sentence)}</li>\n"
        for one in problems
    ]
    if rows:
        yield from ("<ul>\n", *rows, "</ul>\n")


def _bar(html: str, told: Told, subject: Subject | None) -> Iterator[str]:
    """What the page is, why readers do not see it so, and all that the build remarked."""
    name = _told(said("Preview"))
    yield f'<aside class="preview-bar" lang="{teller().tag}" dir="ltr" aria-label="{name}">\n'
    yield f"<p><b>{name}</b>"
    if told.has_failed:
        yield f' <a class="preview-wrong" href="#{_WRONG}">{_told(_NOT_BUILT)}</a>'
    for mark, meaning in _MARKS.items():
        if f'{MARK}="{mark}"' in html:
            yield f' <span {MARK}="{mark}">{_told(meaning)}</span>'
    if subject is not None and subject.sheet:
        sheet = said("Review sheet")
        yield f' <a href="{escape(subject.sheet)}">{_told(sheet)}</a>'
    yield "</p>\n"
    own = [one for one in told.warnings if subject is not None and subject.concerns(one)]
    for words in dict.fromkeys(map(_why, own)):
        begun = _told(words)
        yield f"<p>{begun[:1].upper()}{begun[1:]}</p>\n" if words else ""
    if told.warnings:
        rest = [one for one in told.warnings if one not in own]
        remarks = said("Remarks: {number}", number=len(told.warnings))
        yield f"<details><summary>{_told(remarks)}</summary>\n"
        yield from _list(iter((*own, *rest)))
        yield "</details>\n"
    yield "</aside>\n"


def _told(sentence: str) -> str:
    """A sentence in the language of whoever looks at the preview, as HTML."""
    return escape(teller()(sentence))


def _why(problem: Problem) -> str:
    """Why a bulletin is not published as it is; empty for a remark of another kind."""
    if problem.rule == "unfilled":
        return said("Not all is filled in: the notice is published nowhere")
    return problem.wrong if problem.rule == "incomplete" else ""
