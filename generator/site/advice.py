"""Warn of what a notice has probably forgotten; it is published all the same."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from generator.catalogs.lookup import Coverage, Lexicon
from generator.config.phones import is_odd
from generator.content import unfilled
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import in_turn, listed, said, together
from generator.entities.correspondence import find_entities
from generator.facts import Fact
from generator.layout import SETTINGS_PATH, SITE_DOMAIN
from generator.locales import Locale
from generator.model import Bulletin, Document, Settings, Standing
from generator.site.check import wrong_language_of
from generator.site.pages import Standings
from generator.site.site import Site
from generator.site.status import counts
from generator.text import sms

_NUMBER = re.compile("[0-9]+")
_EXAMPLE = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)$")
_OPENING, _CLOSING = tuple('“‘「『"'), tuple('”’」』"')
_NAMED = 5
"""Files that a remark names."""
_TYPOGRAPHIC = "‘’“”–—…\u00a0"
"""Marks for which a text message in Latin letters has half as much room."""
_LONG_AGO = 20 * timedelta(days=366)
"""After which a date is no notice's any more."""


def of_address(settings: Settings) -> Iterator[Problem]:
    """Warn of an address for examples (RFC 2606), to which no poster's code should lead."""
    address = settings.base_url
    if not _EXAMPLE.search(urlsplit(address).hostname or ""):
        return
    wrong = said("{address} is an example: the posters' codes lead to no site", address=address)
    remedy = said(
        "write the address at which the site will stand, or give it to build with --base-url"
    )
    yield Problem(SETTINGS_PATH, settings.line("base_url"), "site", wrong, remedy, warning=True)


def of_facts(settings: Settings) -> Iterator[Problem]:
    """Warn of numbers that nobody has, and of addresses that can be changed on their way."""
    for fact in settings.facts.values():
        line = settings.line(f"facts.{fact.name}")
        if is_doubtful(fact, settings):
            wrong = doubt(fact.name, fact)
            remedy = said("count its digits; write a number of another country with + and its code")
            yield Problem(SETTINGS_PATH, line, "site", wrong, remedy, warning=True)
        if fact.href.startswith("http:"):
            wrong = said("{name}: {address} begins with http://", name=fact.name, address=fact.href)
            remedy = said("write https:// if the address opens with it")
            yield Problem(SETTINGS_PATH, line, "site", wrong, remedy, warning=True)


def is_doubtful(fact: Fact, settings: Settings) -> bool:
    """Tell whether a fact is a number that nobody in the site's region can have."""
    return fact.is_phone and is_odd(fact, settings.region)


def doubt(name: str, fact: Fact) -> str:
    """Say of whom the number is that nobody can have."""
    return said("{name}: nobody can have the number {number}", name=name, number=fact.text)


def of_bulletin(bulletin: Bulletin, *, strict: bool) -> Iterator[Problem]:
    """Warn of a notice without a scam, a scam without its line, a file without its number.

    And of lines that would run together; `strict` refuses these.
    """
    head = bulletin.head
    for made in bulletin.documents:
        yield from (replace(one, warning=not strict) for one in made.remarks)
    if bulletin.kind == "scam" and not bulletin.routines:
        wrong = said("the notice has no file in routines/, so it describes no scam")
        yield _remark(
            head, "routines", wrong, said("write one, such as routines/01-fake-refund.md")
        )
    yield from _unjudged(bulletin)
    for routine in bulletin.routines:
        yield from _unheard(routine)
        yield from _lone_line(routine)
    for documents in (bulletin.routines, bulletin.reminders):
        yield from _unnumbered(documents)
        yield from _numbered_alike(documents)


def _unjudged(bulletin: Bulletin) -> Iterator[Problem]:
    """Warn once of the files of a notice of scams that do not say that it is one."""
    scams = (bulletin.head, *bulletin.routines) if bulletin.routines else ()
    silent = [made for made in scams if not made.labels["verdict"]]
    if not silent:
        return
    names = [made.path.removeprefix(f"content/{bulletin.slug}/") for made in silent]
    wrong = said("there is no verdict in {files}", files=_some(names))
    remedy = said(
        "write verdict: and the answer to the headline in its words, or the sheets say the site's "
        "own: “This is a scam.”"
    )
    yield _remark(silent[0], "verdict", wrong, remedy)


def _some(names: Sequence[str]) -> str:
    """List names, as far as one reads them."""
    shown = listed(names[:_NAMED])
    more = len(names) - _NAMED
    return said("{places} and {number} more", places=shown, number=more) if more > 0 else shown


def _lone_line(routine: Document) -> Iterator[Problem]:
    """Warn of a chat of one line, which shows no scam."""
    if len(routine.chat) == 1:
        wrong = said("the chat has one line, and a sheet shows two or three")
        line = routine.chat[0].says.line
        yield _remark(routine, "chat", wrong, said("write another one"), line)


def _unheard(routine: Document) -> Iterator[Problem]:
    """Warn of a scam without the line that is heard, or with text above it."""
    if not routine.heard:
        wrong = said("nothing is quoted: readers know a scam by the line that they hear")
        remedy = said("write it first, after “> ”, word for word")
        yield _remark(routine, "heard", wrong, remedy)
        return
    if routine.heard[0].msgid[:1] in _OPENING and routine.heard[-1].msgid[-1:] in _CLOSING:
        wrong = said("what is heard has quotation marks around it, and the pages add theirs")
        yield _remark(routine, "heard", wrong, said("take these out"), routine.heard[0].line)
    above = next(iter(routine.body.segments), None)
    if above is not None and above.line < routine.heard[0].line:
        wrong = said("“{text}” is above the line that the victim hears", text=above.msgid[:30])
        remedy = said("begin each line of what is heard with “> ”, and put the rest below it")
        yield _remark(routine, "heard", wrong, remedy, above.line)


def of_message(
    site: Site, bulletin: Bulletin, locale: Locale, message: str, page: str
) -> Iterator[Problem]:
    """Warn of a notice's message that is dear to send, or says what its page does not.

    `message` and `page` are what readers have of the notice as a message and as plain text.
    """
    path, line = place_of_message(site, bulletin, locale)
    parts = sms.parts(message)
    if parts > sms.MOST_PARTS:
        wrong = said(
            "with the number and the address, the message in {tag} takes {parts} SMS, since it is "
            "{length} characters long",
            tag=locale.tag,
            parts=parts,
            length=sms.length(message),
        )
        yield Problem(path, line, "short", wrong, _shorter(bulletin, message), warning=True)
    for text in _only_in(message, page, locale.tag, site.settings.base_url):
        wrong = said(
            "the message in {tag} says “{text}”, its page does not", tag=locale.tag, text=text
        )
        yield Problem(path, line, "short", wrong, said("write the same in both"), warning=True)


def _only_in(message: str, page: str, tag: str, address: str) -> list[str]:
    """List the numbers, days and addresses of a message that its page has not.

    The page is long, and read only for what is not there letter by letter.
    """
    own = [one for one in find_entities(message, tag) if one.firm]
    own = [one for one in own if not (address and address in one.text)]
    odd = [one for one in own if not re.search(rf"(?<!\w){re.escape(one.text)}(?!\w)", page)]
    known = {value for one in find_entities(page, tag) for value in one.values} if odd else set()
    return list(dict.fromkeys(one.text for one in odd if not one.values & known))


def place_of_message(site: Site, bulletin: Bulletin, locale: Locale) -> tuple[str, int]:
    """Find the file and line in which a notice's message is written, or would be."""
    head, label = bulletin.head, bulletin.head.labels["short"]
    lexicon = site.lexicon(locale, bulletin.slug)
    entry = lexicon.entries.get((head.msgctxt, label.text))
    if entry and any(entry.msgstr):
        return lexicon.path, entry.line
    return head.path, label.line


def _shorter(bulletin: Bulletin, message: str) -> str:
    """Say how a message fits into fewer parts."""
    if not bulletin.head.labels["short"]:
        return said("write short: and the notice in one or two sentences")
    marks = [char for char in sms.wide(message) if char in _TYPOGRAPHIC]
    if marks and len(marks) == len(sms.wide(message)):
        return said(
            "shorten it, or write it without {marks}, which take more room", marks=" ".join(marks)
        )
    return said("shorten it")


def of_dates(bulletin: Bulletin, today: date) -> Iterator[Problem]:
    """Warn of a date twenty years ago: the year is mistyped."""
    for key, day in (("date", bulletin.date), ("updated", bulletin.updated)):
        if today - day.day > _LONG_AGO and (key == "date" or day != bulletin.date):
            wrong = said("{key} is {day}, which is far from today", key=key, day=day)
            line = bulletin.line(key)
            yield _remark(bulletin.head, "date", wrong, said("write the right day"), line)


def _unnumbered(documents: Sequence[Document]) -> Iterator[Problem]:
    """Warn of files without a number among numbered ones: nobody chose their order."""
    bare = [made for made in documents if not _name(made)[:1].isdigit()]
    for made in bare if len(bare) < len(documents) else ():
        wrong = said("the file has no number, so it comes before those that have one")
        remedy = said("name it after its place, such as 03-{name}", name=_name(made))
        yield _remark(made, "file-name", wrong, remedy)


def _numbered_alike(documents: Sequence[Document]) -> Iterator[Problem]:
    """Warn of files with the number of an earlier one, which are then ordered by name."""
    first: dict[int, Document] = {}
    for made in documents:
        digits = _NUMBER.match(_name(made))
        other = first.setdefault(int(digits[0]), made) if digits else made
        if other is not made:
            wrong = said("{name} has the same number", name=_name(other))
            remedy = said("give each file a number of its own, in the order of the page")
            yield _remark(made, "file-name", wrong, remedy)


def _name(made: Document) -> str:
    return made.path.rpartition("/")[2]


def _remark(made: Document, rule: str, wrong: str, remedy: str, line: int = 1) -> Problem:
    return Problem(made.path, line, rule, wrong, remedy, warning=True)


def unpublished_locales(
    site: Site, spoken: Container[Locale], *, strict: bool
) -> Iterator[Problem]:
    """Report the languages in which the pages' own words are not finished.

    Without the templates' words there is no page; a word of site.toml is shown in its source.
    """
    for locale in site.settings.locales:
        lexicon, coverage = site.lexicon(locale, SITE_DOMAIN), site.site_coverage(locale)
        if locale not in spoken:
            why = said("since the words of its pages are not finished")
            what = said("nothing is published in {tag}, {why}", tag=locale.tag, why=why)
            yield _incomplete(what, lexicon, coverage, "", strict=strict)
        elif not coverage.complete:
            first = next(iter((*coverage.needs_review, *coverage.missing))).msgid
            what = said(
                "words of site.toml are shown untranslated in {tag}, such as “{text}”",
                tag=locale.tag,
                text=first,
            )
            yield _incomplete(what, lexicon, coverage, "", strict=strict)


def unpublished(
    site: Site, bulletin: Bulletin, shown: Standings, *, strict: bool
) -> Iterator[Problem]:
    """Report in which languages a bulletin is not published as it is, and why.

    One that is not filled in is published nowhere, however far its translations are. For one in
    another language than it says, only that is reported (by `check`).
    """
    if not bulletin.is_filled_in:
        yield from unfilled.problems(bulletin, strict=strict)
        return
    standings = {locale: shown.of[bulletin.slug, locale.tag] for locale in shown.locales}
    if all(standing is Standing.PUBLISHED for standing in standings.values()) or wrong_language_of(
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
            approval = said(
                "have it approved: python -m generator approve {slug} --locale {tag} --as NAME",
                slug=bulletin.slug,
                tag=locale.tag,
            )
            # That one is withdrawn does not wait for a translator.
            refuses = strict and not bulletin.is_gone
            yield _incomplete(what, lexicon, coverage, approval, strict=refuses)


def _incomplete(
    what: str, lexicon: Lexicon, coverage: Coverage, approval: str, *, strict: bool
) -> Problem:
    """Say what waits in a catalog, and what to do; `approval` is how to give that."""
    unknown = any(message.key not in lexicon.entries for message in coverage.missing)
    remedies = (
        (unknown, said("run python -m generator update")),
        (coverage.missing, said("translate what is missing")),
        (
            coverage.needs_review,
            said("read what needs review, and take its mark (fuzzy) away when it is right"),
        ),
        (coverage.unapproved, approval),
    )
    left = (*coverage.needs_review, *coverage.missing, *coverage.unapproved)
    waiting = (lexicon.entries.get(message.key) for message in left)
    line = min((entry.line for entry in waiting if entry is not None), default=1)
    wrong = said("{what}: {counts}", what=what, counts=together(counts(coverage)))
    remedy = in_turn(remedy for applies, remedy in remedies if applies)
    waits = not (coverage.missing or coverage.needs_review)
    rule = "approval" if waits and coverage.unapproved else "incomplete"
    return Problem(lexicon.path, line, rule, wrong, remedy, not strict)
