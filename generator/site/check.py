"""Check every text of a site by the rules: sources, and finished translations of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.catalogs.extract import Message
from generator.catalogs.po import Entry
from generator.checks import rules
from generator.checks.rule import Subject
from generator.diagnostics.errors import Problem
from generator.diagnostics.messages import listed, said
from generator.diagnostics.suggest import nearest
from generator.layout import SETTINGS_PATH, SITE_DOMAIN
from generator.locales import Locale
from generator.markdown.forbidden import SIGN
from generator.model import Bulletin
from generator.site import alike
from generator.site.site import Site
from generator.text.lazy_regex import late
from generator.text.unicode import HAN_SIGN

_Domain = tuple[str, Locale, tuple[Message, ...]]
"""A domain's name, the language that its messages are written in, and these."""


def text_problems(site: Site) -> Iterator[Problem]:
    """Check every text that readers may see, in each of the site's locales."""
    yield from site_problems(site)
    for bulletin in site.bulletins:
        yield from bulletin_problems(site, bulletin)
    yield from alike.problems(site)


def site_problems(site: Site) -> Iterator[Problem]:
    """Check the words of the templates and of site.toml."""
    settings = site.settings
    texts = (message.msgid for message in settings.messages)
    if other := other_language(texts, settings.source_locale, settings.locales):
        wrong = said(
            "the texts of this file are in {meant}, and source_locale says {tag}",
            meant=other.tag,
            tag=settings.source_locale.tag,
        )
        remedy = said('write source_locale = "{meant}"', meant=other.tag)
        yield Problem(SETTINGS_PATH, settings.line("source_locale"), "site", wrong, remedy)
        return
    words = site.site_messages_by_source.items()
    yield from rules.problems(_subjects(site, [(SITE_DOMAIN, *own) for own in words]))


def bulletin_problems(site: Site, bulletin: Bulletin) -> Iterator[Problem]:
    """Check a bulletin and its translations; of one in another language, report only that."""
    if problem := wrong_language_of(site, bulletin):
        yield problem
        return
    if bulletin.source_locale not in site.settings.locales:
        return  # reported by `foreign_sources`
    yield from icon_problems(bulletin, site.icons)
    own = (bulletin.slug, bulletin.source_locale, site.messages(bulletin))
    yield from rules.problems(_subjects(site, [own]))
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
