"""Correct, prolong, replace or withdraw a notice at the desk: a form for each, which asks why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.catalogs.interface import Teller
from generator.desk import files, life
from generator.desk.files import Conflict, Place
from generator.desk.life import Deed, Hanging, Words
from generator.desk.web import look
from generator.desk.web.server import Answer, Asked
from generator.desk.web.state import Desk, Gone
from generator.diagnostics.errors import Misused, Problem
from generator.diagnostics.messages import either, said
from generator.model import Bulletin

_HEADS: Mapping[Deed, str] = {
    "correct": said("Correct something"),
    "prolong": said("Prolong it"),
    "replace": said("Another notice replaces it"),
    "withdraw": said("Withdraw it"),
}
_WHEN: Mapping[Deed, str] = {
    "correct": said("Something in it was wrong, and people may have read it."),
    "prolong": said("It holds longer than it says."),
    "replace": said("A notice that you have written holds in its place."),
    "withdraw": said("It does not hold any more, or never did."),
}
"""When each deed is the right one."""
_DONE: Mapping[Deed, str] = {
    "correct": said("The correction is saved. If the text still has what was wrong, mend it, too."),
    "prolong": said("The new end is saved."),
    "replace": said("It is saved that another notice replaces it."),
    "withdraw": said("It is saved as withdrawn."),
    "looked": said("It is noted that somebody has looked after it today."),
}
_FIELDS = ("why", "part", "wrong", "right", "by", "day", "hour")


def overview(desk: Desk, asked: Asked) -> Answer:
    """Show how a notice is, and what may become of it."""
    bulletin, site, teller = _asked(desk, asked), desk.held.site, look.language_of(asked.languages)
    place = files.document(desk.folder, bulletin.slug, "bulletin")
    context = {
        **_names(desk, bulletin, teller),
        "state": [teller(words) for words in _state(desk, bulletin)],
        "overdue": [teller(words) for words in life.overdue(bulletin, site)],
        "is_over": life.is_over(bulletin, site),
        "deeds": [
            (deed, teller(_HEADS[deed]), teller(_WHEN[deed])) for deed in life.deeds(bulletin, site)
        ],
        "sheets": _sheets(desk, bulletin, teller),
        "digest": desk.store.read(place).digest,
        "seen": life.seen(desk.store, bulletin.slug),
        "saved": [desk.at(one.when) for one in desk.store.history(place)[:1]],
    }
    return desk.page("life.html", asked, context)


def deed(desk: Desk, asked: Asked) -> Answer:
    """Ask for the words of a deed, and say what readers will see of it."""
    bulletin = _asked(desk, asked)
    return _form(desk, asked, bulletin, _deed(desk, asked, bulletin), ())


def do(desk: Desk, asked: Asked) -> Answer:
    """Write a deed into the notice, if nothing of it would be refused."""
    bulletin = _asked(desk, asked)
    chosen, address = _deed(desk, asked, bulletin), f"/life/{bulletin.slug}/"
    if asked.value("digest") != life.seen(desk.store, bulletin.slug):
        return desk.overtaken(address)
    try:
        problems = _tried(desk, bulletin, chosen, _words(asked))
    except Conflict:
        return desk.overtaken(address)
    if problems and chosen != "looked":
        return _form(desk, asked, bulletin, chosen, problems)
    return desk.saved(address, problems[0].wrong if problems else _done(desk, bulletin, chosen))


def _done(desk: Desk, bulletin: Bulletin, chosen: Deed) -> str:
    """Say what is saved; of a notice that is over, somebody has looked whether its sheets hang."""
    if chosen == "looked" and life.is_over(bulletin, desk.held.site):
        day = desk.held.site.now.date()
        return said("It is noted: all of its sheets were taken down by {day}.", day=day)
    return _DONE[chosen]


def _tried(desk: Desk, bulletin: Bulletin, chosen: Deed, words: Words) -> tuple[Problem, ...]:
    """Write a deed; find what keeps it from being written, if anything does."""
    place = _place(desk, bulletin, words)
    there = desk.store.read(place)
    missing = tuple(life.missing(desk.held, bulletin.slug, chosen, words))
    if missing:
        return tuple(Problem(place.path, 1, chosen, one, "") for one in missing)
    try:
        data = life.done(desk.held, place, there.data or b"", chosen, words)
    except Misused as error:  # its head can only be edited as a whole text
        return (Problem(place.path, 1, chosen, error.args[0], ""),)
    problems = life.problems(desk.held, place, data, chosen)
    if not problems:
        desk.store.save(place, data, there.digest, desk.now())
    return problems


def undo(desk: Desk, asked: Asked) -> Answer:
    """Put the earlier version of the notice's head back."""
    slug = _asked(desk, asked).slug
    place = files.document(desk.folder, slug, "bulletin")
    return desk.undone(place, asked, f"/life/{slug}/")


def _asked(desk: Desk, asked: Asked) -> Bulletin:
    return desk.bulletin(asked.names["slug"])


def _deed(desk: Desk, asked: Asked, bulletin: Bulletin) -> Deed:
    """Find the deed of an address; raise `Gone` for one that this notice has not."""
    known: tuple[Deed, ...] = (*life.deeds(bulletin, desk.held.site), "looked")
    found = next((one for one in known if one == asked.names["deed"]), None)
    if found is None:
        raise Gone
    return found


def _words(asked: Asked) -> Words:
    return Words(**{name: asked.value(name) for name in _FIELDS})


def _place(desk: Desk, bulletin: Bulletin, words: Words) -> Place:
    """Find the document that a deed is written into; raise `Gone` for a scam that is none."""
    name = words.part or "bulletin"
    if words.part and words.part not in {made.msgctxt for made in bulletin.routines}:
        raise Gone
    return files.document(desk.folder, bulletin.slug, name)


def _names(desk: Desk, bulletin: Bulletin, teller: Teller) -> dict[str, Any]:
    name = desk.name_of(bulletin.slug, teller)
    return {
        "slug": bulletin.slug,
        "name": name,
        "title": teller(said("Correct or end “{name}”", name=name)),
    }


def _form(
    desk: Desk, asked: Asked, bulletin: Bulletin, chosen: Deed, problems: tuple[Problem, ...]
) -> Answer:
    if chosen == "looked":  # it has no form of its own
        raise Gone
    teller, site = look.language_of(asked.languages), desk.held.site
    context = {
        **_names(desk, bulletin, teller),
        "deed": chosen,
        "head": teller(_HEADS[chosen]),
        "when": teller(_WHEN[chosen]),
        "words": _words(asked),
        "language": bulletin.source_locale,
        "ends": bulletin.ends,
        "scams": [(one.msgctxt, one.labels["title"].text) for one in bulletin.routines],
        "others": life.successors(bulletin, site),
        "problems": problems,
        "shown": [teller(words) for words in _shown(desk, bulletin, chosen)],
        "becomes": _becomes(desk, bulletin, chosen, _words(asked)),
        "is_end": chosen in ("withdraw", "replace"),
        "sheets": _sheets(desk, bulletin, teller),
        "facts": desk.facts(),
        "digest": life.seen(desk.store, bulletin.slug),
    }
    return desk.page("deed.html", asked, context)


def _becomes(desk: Desk, bulletin: Bulletin, chosen: Deed, words: Words) -> str:
    """Give the line that a correction's words become; where there are none yet, with gaps."""
    if chosen != "correct":
        return ""
    if not (words.wrong.strip() or words.right.strip()):
        words = Words(wrong="…", right="…")
    return desk.shown(life.correction(words.wrong, words.right, bulletin.source_locale))


def _sheets(desk: Desk, bulletin: Bulletin, teller: Teller) -> list[tuple[str, str]]:
    """Name the published sheets of a notice, and the day that stands at their feet."""
    found: tuple[Hanging, ...] = life.hanging(desk.folder, bulletin, desk.held.site)
    return [(teller(one.name), one.day) for one in found]


def _state(desk: Desk, bulletin: Bulletin) -> Iterator[str]:
    """Say how a notice is now, from its own head."""
    if bulletin.withdrawn:
        when, why = bulletin.withdrawn
        yield said("Withdrawn {day}: {why}", day=when, why=why.text)
    elif bulletin.replaced_by:
        other = desk.held.bulletin(bulletin.replaced_by)
        title = other.head.labels["title"].text if other else bulletin.replaced_by
        yield said("Replaced by “{title}”", title=title)
    elif bulletin.ends:
        yield said("It holds until {day}.", day=bulletin.ends)
    for one in bulletin.withdrawn_routines:
        if one.withdrawn:
            yield said(
                "The scam “{title}” was withdrawn {day}: {why}",
                title=one.labels["title"].text,
                day=one.withdrawn[0],
                why=one.withdrawn[1].text,
            )
    for when, words in bulletin.corrections:
        yield said("Corrected {day}: {words}", day=when, words=words.text)
    if down := life.taken_down(bulletin, desk.held.site):
        yield said("All of its sheets were taken down by {day}.", day=down)
    elif bulletin.checked:
        yield said("Somebody last looked after it on {day}.", day=bulletin.checked)


def _shown(desk: Desk, bulletin: Bulletin, chosen: Deed) -> Iterator[str]:
    """Say what readers will see, once the site is published."""
    settings, own = desk.held.site.settings, bulletin.source_locale
    others = either(one.told for one in settings.locales if one != own)
    if chosen == "withdraw":
        yield said(
            "Its page, its text and its sheets say only that it was withdrawn, when and why, and"
            " whom to ask: in every language, at once. A scam alone says so at its own addresses."
        )
        yield said("In lists it stands below what holds.")
    elif chosen == "replace":
        yield said(
            "Its page, its text and its sheets say only that it was replaced, and lead to the new"
            " notice: in every language, at once."
        )
    elif chosen == "prolong":
        yield said("Its page, its text and the lists say until when it holds now.")
        yield said("New sheets say “Take down after …” with the new day.")
    else:
        yield said("Your words stand at the top of its page and of its text, with today’s date.")
        yield said("Its sheets bear today’s date at their foot, so that old ones can be told.")
    if chosen == "withdraw" and others:
        yield said(
            "In {others}, your reason is shown as you write it until it is translated.",
            others=others,
        )
    if chosen == "correct" and others:
        yield _translated_first(others, is_withheld=settings.incomplete == "withhold")


def _translated_first(others: str, *, is_withheld: bool) -> str:
    """Say what a new sentence does to the notice in the other languages."""
    if is_withheld:
        return said(
            "In {others}, the notice is withheld until your words are translated, and approved"
            " where the site asks for that. Have that done before you publish.",
            others=others,
        )
    return said(
        "In {others}, your words are shown as you write them until they are translated.",
        others=others,
    )
