"""Check every text of a site by the rules: sources, and finished translations of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.catalogs import extract
from generator.catalogs.extract import Message
from generator.catalogs.po import Entry
from generator.checks import rules
from generator.checks.rule import Subject
from generator.checks.rules import Memory
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import listed, said
from generator.diagnostics.suggest import nearest
from generator.facts import NAME
from generator.layout import SETTINGS_PATH, SITE_DOMAIN, picture_name
from generator.locales import Locale
from generator.markdown.forbidden import SIGN
from generator.model import Bulletin, Settings
from generator.site import alike
from generator.site.site import Site, language_of
from generator.text.lazy_regex import late
from generator.text.unicode import HAN_SIGN

NOTICE = "notice:"
"""How a link to another notice begins, before the name of its folder."""
_Domain = tuple[str, Locale, tuple[Message, ...]]
"""A domain's name, the language that its messages are written in, and these."""


def _forgetful(_: str) -> Memory:
    return Memory()


def text_problems(site: Site, memory_of: Callable[[str], Memory] = _forgetful) -> Iterator[Problem]:
    """Check every text that readers may see, in each of the site's locales.

    `memory_of` gives what was found before in a bulletin's texts, or in the domain of the site.
    """
    yield from site_problems(site, memory_of(SITE_DOMAIN))
    for bulletin in site.bulletins:
        yield from bulletin_problems(site, bulletin, memory_of(bulletin.slug))
    yield from alike.problems(site)


def site_problems(site: Site, memory: Memory | None = None) -> Iterator[Problem]:
    """Check the words of the templates and of site.toml, or recall what was found in them."""
    settings = site.settings
    texts = tuple(message.msgid for message in settings.messages)
    source, locales = settings.source_locale, settings.locales
    is_mixed = source in {language_of(text, source, locales) for text in texts}
    if not is_mixed and (other := other_language(texts, source, locales)):
        wrong = said(
            "the texts of this file are in {meant}, and source_locale says {tag}",
            meant=other.tag,
            tag=source.tag,
        )
        remedy = said('write source_locale = "{meant}"', meant=other.tag)
        yield Problem(SETTINGS_PATH, settings.line("source_locale"), "site", wrong, remedy)
        return
    for place in settings.unfilled:
        wrong = said(
            "“{text}” is to be filled in, and no notice is published until it is", text=place.msgid
        )
        remedy = said("write your own words over it, the sign {sign} too", sign=SIGN)
        yield Problem(SETTINGS_PATH, place.line, "unfilled", wrong, remedy, warning=True)
    words = site.site_messages_by_source.items()
    subjects = _subjects(site, [(SITE_DOMAIN, *own) for own in words])
    yield from (memory or Memory()).problems(subjects)


def bulletin_problems(
    site: Site, bulletin: Bulletin, memory: Memory | None = None
) -> Iterator[Problem]:
    """Check a bulletin and its translations, or recall what was found in them.

    Of one in another language, report only that.
    """
    if problem := wrong_language_of(site, bulletin):
        yield problem
        return
    if bulletin.source_locale not in site.settings.locales:
        return  # reported by `foreign_sources`
    yield from icon_problems(bulletin, site.icons)
    yield from kind_problems(bulletin)
    yield from name_problems(bulletin, site.settings)
    own = (bulletin.slug, bulletin.source_locale, site.messages(bulletin))
    yield from (memory or Memory()).problems(_subjects(site, [own]))
    yield from rules.problems(_wordless(site, bulletin), rules.OF_WORDLESS)


def icon_problems(bulletin: Bulletin, names: Collection[str]) -> Iterator[Problem]:
    """Find the icons of a bulletin that are none of the site's, which have these names."""
    for made in bulletin.documents:
        name = made.icon.text
        if name and name not in names and SIGN not in name:
            wrong = said("there is no icon “{name}”", name=name)
            near = nearest(name, names)
            remedy = said("did you mean {near}?", near=near) if near else _icons(tuple(names))
            yield Problem(made.path, made.icon.line, "icon", wrong, remedy)


def kind_problems(bulletin: Bulletin) -> Iterator[Problem]:
    """Find what a service notice has and does not show: it would be lost in silence."""
    if bulletin.kind != "service":
        return
    path = bulletin.head.path
    if bulletin.routines:
        wrong = said("the kind is service, and there are scams in routines/")
        remedy = said("write kind: scam, or take the line or the files out")
        yield Problem(path, bulletin.line("kind"), "front-matter", wrong, remedy)
    if bulletin.head.steps:
        wrong = said("“steps” is what to do if you have paid, and a service notice has no scam")
        remedy = said("write what to do as a list in the text")
        yield Problem(path, bulletin.line("steps"), "front-matter", wrong, remedy)


def name_problems(bulletin: Bulletin, settings: Settings) -> Iterator[Problem]:
    """Find the contacts and the topic of a bulletin that site.toml does not have."""
    contacts = tuple(one.fact.name for one in settings.contacts)
    for given in bulletin.contacts or ():
        if given.text not in contacts and SIGN not in given.text:
            wrong = said("there is no contact “{name}”", name=given.text)
            remedy = _contact_meant(given.text, contacts, settings.facts)
            yield Problem(bulletin.head.path, given.line, "front-matter", wrong, remedy)
    topic = bulletin.topic
    if topic and topic.text not in settings.topics:
        wrong = said("there is no topic “{name}”", name=topic.text)
        remedy = _topic_meant(topic.text, tuple(settings.topics))
        yield Problem(bulletin.head.path, topic.line, "front-matter", wrong, remedy)


def _topic_meant(name: str, known: tuple[str, ...]) -> str:
    """Suggest one of the site's topics, or list them all."""
    near = nearest(name, known)
    if near or not known:
        add = said("write it below {group} in site.toml", group="[topics]")
        return said("did you mean {near}?", near=near) if near else add
    return said("{group} in site.toml has {names}", group="[topics]", names=listed(known))


def _contact_meant(name: str, known: Sequence[str], facts: Container[str]) -> str:
    """Suggest one of the site's contacts, or else say how another one is added."""
    if near := nearest(name, known):
        return said("did you mean {near}?", near=near)
    id_ = name if re.fullmatch(NAME, name) else "name"
    lines = said(
        'a line with [[contacts]] at its end, then fact = "{name}" and label = "…"', name=id_
    )
    if id_ not in facts:
        fact = said('a line {name} = {{ tel = "…" }} below [facts]', name=id_)
        lines = said("{one}, and {other}", one=fact, other=lines)
    add = said("add it to site.toml: {lines}", lines=lines)
    return said("write {names}, or {other}", names=listed(known), other=add) if known else add


def links_of_site(site: Site) -> Iterator[tuple[str, str, int]]:
    """Find the notices that site.toml and the templates link to, as `links_to_notices` does."""
    # Those without one need not be parsed for their words, which takes longer than a notice.
    naming = {
        name: text for name, text in site.templates.items() if NOTICE in text and "](" in text
    }
    messages = extract.of_site(site.settings, SETTINGS_PATH, naming)
    return links_to_notices(site, messages)


def links_to_notices(site: Site, messages: Iterable[Message]) -> Iterator[tuple[str, str, int]]:
    """Find the notices that messages link to, each with the link's file and line."""
    for message in messages:
        for tag, target in site.walk.elements(message.msgid) if NOTICE in message.msgid else ():
            if tag == "a" and target.startswith(NOTICE):
                yield target.removeprefix(NOTICE), message.path, message.line


def dead_links(
    links: Iterable[tuple[str, str, int]], slugs: Collection[str], hidden: Collection[str]
) -> Iterator[Problem]:
    """Find links to notices that are not there, or that are `hidden`: not yet filled in."""
    for slug, path, line in links:
        if slug in hidden:
            wrong = said("the link leads to {slug}, which is not yet filled in", slug=slug)
            remedy = said("fill that notice in, or take the link out until it is")
            yield Problem(path, line, "links", wrong, remedy)
        elif slug not in slugs:
            wrong = said("there is no notice “{slug}” to link to", slug=slug)
            near = nearest(slug, slugs)
            remedy = (
                said("did you mean notice:{near}?", near=near)
                if near
                else said("the notices are {names}", names=listed(sorted(slugs)))
            )
            yield Problem(path, line, "links", wrong, remedy)


def picture_problems(site: Site, bulletin: Bulletin) -> Iterator[Problem]:
    """Find pictures that are not there, that nobody sees, or that may lack another language's."""
    names = [name for name in bulletin.pictures if (picture_name(name) or (name, ""))[0] == name]
    shown: dict[str, Message] = {}
    for message in site.messages(bulletin):
        for tag, target in site.walk.elements(message.msgid) if "![" in message.msgid else ():
            if tag == "img":
                shown.setdefault(target, message)
    for name, message in shown.items():
        if name not in names:
            wrong = said(
                "there is no picture {name} in content/{slug}", name=name, slug=bulletin.slug
            )
            near = nearest(name, names)
            remedy = (
                said("did you mean {near}?", near=near)
                if near
                else said("put it there, or take it out of the text")
            )
            yield Problem(message.path, message.line, "picture", wrong, remedy)
        else:
            yield from _without_twin(site, bulletin, name, message)
    for name in bulletin.pictures:
        if (picture_name(name) or (name, ""))[0] not in shown:
            wrong = said("no text shows this picture, and it is not published")
            remedy = said("write ![what it shows]({name}) where it belongs", name=name)
            path = f"content/{bulletin.slug}/{name}"
            yield Problem(path, 1, "picture", wrong, remedy, warning=True)


def _without_twin(site: Site, bulletin: Bulletin, name: str, message: Message) -> Iterator[Problem]:
    """Find the languages in which a picture is the source's: it may have words in it."""
    stem, _, ending = name.rpartition(".")
    twins = {
        one: f"{stem}.{one.tag}.{ending}"
        for one in site.settings.locales
        if one != bulletin.source_locale
    }
    lacking = [one for one, twin in twins.items() if twin not in bulletin.pictures]
    if lacking:
        wrong = said(
            "{name} is the same picture in {tags}",
            name=name,
            tags=listed(one.tag for one in lacking),
        )
        remedy = said(
            "if there are words in it, put one with translated words beside it: {twin}",
            twin=twins[lacking[0]],
        )
        yield Problem(message.path, message.line, "picture", wrong, remedy, warning=True)


@lru_cache(maxsize=8)
def _icons(names: tuple[str, ...]) -> str:
    return said("the icons are {names}", names=listed(sorted(names)))


def wrong_language_of(site: Site, bulletin: Bulletin) -> Problem | None:
    """Return the problem of a notice mostly in another script than its language has."""
    source = bulletin.source_locale
    texts = (message.msgid for message in site.messages(bulletin))
    meant = other_language(texts, source, site.settings.locales)
    if meant is None or not bulletin.is_filled_in:
        return None
    wrong = said(
        "the notice is written in {meant}, and its language is given as {tag}",
        meant=meant.tag,
        tag=source.tag,
    )
    remedy = said("write source_locale: {meant} between the --- lines", meant=meant.tag)
    line = bulletin.line("source_locale")
    return Problem(bulletin.head.path, line, "front-matter", wrong, remedy)


def _subjects(site: Site, domains: Iterable[_Domain]) -> Iterator[Subject]:
    """Yield every source text, then every finished translation of one."""
    for name, source, messages in domains:
        for message in messages:
            yield subject(site, message, source)
        for locale in site.settings.locales:
            lexicon = site.lexicon(locale, name)
            where = (locale, lexicon.path)
            for message in messages:
                entry = lexicon.entries.get(message.key)
                if entry is not None and entry.translated:
                    yield from translated_subjects(site, message, entry, source, where)


def subject(site: Site, message: Message, source: Locale) -> Subject:
    """Return a source's own text, to be checked."""
    return Subject(
        text=message.msgid,
        locale=source,
        path=message.path,
        line=message.line,
        source=None,
        source_locale=source,
        is_template_word=message.from_template,
        entry=None,
        walk=site.walk,
        facts=site.settings.facts,
        glossary=site.glossary,
        plural=message.msgid_plural,
        spacing=site.settings.chinese_spacing,
    )


def _wordless(site: Site, bulletin: Bulletin) -> Iterator[Subject]:
    """Yield a bulletin's lines without a word, such as a number alone: nobody translates them."""
    for made in bulletin.documents:
        for line in made.body.wordless:
            where = Message(made.msgctxt, line.msgid, made.path, line.line, (made.path,))
            yield subject(site, where, bulletin.source_locale)


def translated_subjects(
    site: Site, message: Message, entry: Entry, source: Locale, where: tuple[Locale, str]
) -> Iterator[Subject]:
    """Yield a message's translations, to be checked: one, or one for each plural form.

    `where` is the catalog's locale and its path.
    """
    locale, path = where
    own = subject(site, message, source)
    domain = path.rpartition("/")[2].removesuffix(".po")
    approvers = site.approvals(locale, domain).approvers(entry) if entry.comments else frozenset()
    for text in dict.fromkeys(entry.texts):
        yield replace(
            own,
            text=text,
            locale=locale,
            path=path,
            line=entry.line,
            source=message.msgid,
            entry=entry,
            approvers=approvers,
        )


_LETTER = late(r"[A-Za-z]+")
_FEWEST = 20
"""Words and characters from which a text shows its script."""
_FEW = 10
"""So many words in Latin letters to a Chinese character are no Chinese."""
_OTHERS = frozenset({"ja", "ko"})
"""Languages that are written with Chinese characters too."""


def other_language(
    texts: Iterable[str], source: Locale, locales: Sequence[Locale]
) -> Locale | None:
    """Return the language that texts are in, where it is another than they should be in.

    It can tell Chinese from what is in Latin letters; None where the script is right, or does not
    decide.
    """
    whole = "\n".join(texts)
    han, latin = len(HAN_SIGN.findall(whole)), len(_LETTER.findall(whole))
    if han + latin < _FEWEST or source.language in _OTHERS:
        return None
    is_slip = han * _FEW < latin if source.chinese else han > latin
    return next((one for one in locales if is_slip and one.chinese != source.chinese), None)
