"""Assemble a Site, everything that pages are made from, from files as they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from generator.catalogs import extract, lookup, reader
from generator.catalogs.extract import Message
from generator.catalogs.lookup import Coverage, Lexicon, Vocabulary
from generator.catalogs.po import Catalog, Key
from generator.catalogs.records import Approvals
from generator.catalogs.syntax import RULE
from generator.config.glossary import Glossary, glossary
from generator.config.settings import settings
from generator.content.documents import Recall, anew, parse_bulletin
from generator.diagnostics.errors import Problem, Problems
from generator.diagnostics.messages import said
from generator.facts import PLACEHOLDER
from generator.layout import SETTINGS_PATH, SITE_DOMAIN, Files, Source, catalog_path, is_id
from generator.locales import BEFORE_EXTENSION, Locale, locale
from generator.markdown import validate
from generator.markdown.walk import Walk
from generator.model import (
    SITE_CONTEXT,
    TEMPLATE_LOCALE,
    Bulletin,
    Contact,
    Look,
    Settings,
    newest_first,
)
from generator.text import drawings, fonts
from generator.text.fonts import Face
from generator.text.lazy_regex import late
from generator.text.unicode import HAN_SIGN, person


@dataclass(frozen=True)
class Site:
    """Everything that pages are made from."""

    settings: Settings
    glossary: Glossary
    bulletins: tuple[Bulletin, ...]
    """The newest first; of one day, by slug."""
    templates: Mapping[str, str]
    sheets: Mapping[str, str]
    """The package's templates of sheets, where the site's own have none; their words are the
    package's."""
    assets: Mapping[str, bytes]
    faces: tuple[Face, ...]
    """The faces of the posters: the package's, then the site's own."""
    icons: Mapping[str, str]
    """The icons by name, as SVG: the package's, and the site's own, which may take their place."""
    emblem: str
    """The site's emblem, as SVG; empty where it has none."""
    template_locale: Locale
    lexicons: Mapping[tuple[str, str], Lexicon]
    default_lexicons: Mapping[tuple[str, str], Lexicon]
    is_preview: bool = False
    """True shows what is not finished too, and marks it."""
    now: datetime = datetime.min
    """When it is, by the site's clocks: whether a notice holds depends on it."""

    @cached_property
    def walk(self) -> Walk:
        """The Markdown walk with the site's facts."""
        return Walk(self.settings.facts)

    @cached_property
    def walks(self) -> Mapping[str, Walk]:
        """The same walk with the facts as languages show them, by what is before an extension."""
        facts = self.settings.facts
        if not any(fact.ext for fact in facts.values()):
            return dict.fromkeys(BEFORE_EXTENSION, self.walk)
        return {
            before: Walk({name: fact.with_extension(before) for name, fact in facts.items()})
            for before in BEFORE_EXTENSION
        }

    @cached_property
    def site_messages(self) -> tuple[Message, ...]:
        """The messages of the domain `site`."""
        return extract.of_site(self.settings, SETTINGS_PATH, self.templates)

    @cached_property
    def site_messages_by_source(self) -> Mapping[Locale, tuple[Message, ...]]:
        """The same by the language that they are written in: the templates' and site.toml's."""
        found: dict[Locale, list[Message]] = {}
        for message in self.site_messages:
            found.setdefault(self.source_of(message), []).append(message)
        return {source: tuple(messages) for source, messages in found.items()}

    def source_of(self, message: Message) -> Locale:
        """Return the language that a message of the domain `site` is written in."""
        own = self.settings.source_locale
        return self.template_locale if message.from_template else self._others.get(message.key, own)

    @cached_property
    def _others(self) -> Mapping[Key, Locale]:
        """The texts of site.toml that show that they are in another of the site's languages."""
        own = self.settings.source_locale
        texts = (one.msgid for one in self.settings.messages)
        found = ((one, language_of(one, own, self.settings.locales)) for one in texts)
        return {(SITE_CONTEXT, text): one for text, one in found if one and one != own}

    @cached_property
    def _messages(self) -> Mapping[str, tuple[Message, ...]]:
        facts = self.settings.facts
        return {b.slug: extract.of_bulletin(b, facts) for b in self.bulletins}

    def messages(self, bulletin: Bulletin) -> tuple[Message, ...]:
        """Return the messages of a bulletin's domain."""
        return self._messages[bulletin.slug]

    def lexicon(self, locale: Locale, domain: str) -> Lexicon:
        """Return a locale's catalog of a domain; an empty one where there is none."""
        return self.lexicons.get((locale.folder, domain)) or Lexicon(
            catalog_path(locale.folder, domain)
        )

    def vocabulary(self, bulletin: Bulletin, locale: Locale) -> Vocabulary:
        """Return a bulletin's wordings in a locale."""
        source = bulletin.source_locale
        return Vocabulary(
            locale,
            source,
            (self.lexicon(locale, bulletin.slug),),
            (self.lexicon(source, bulletin.slug),),
            self.approvals(locale, bulletin.slug),
        )

    def approvals(self, locale: Locale, domain: str) -> Approvals:
        """Return whose approvals of a domain in a locale count, and how many are needed.

        Of the words of the pages, which are mostly the package's own, none is needed.
        """
        review, facts = self.settings.review, self.settings.facts
        people = frozenset(map(person, review.people))
        needed = 0 if domain == SITE_DOMAIN else review.needed
        return Approvals(locale.tag, domain, people, needed, facts)

    def site_vocabulary(self, locale: Locale, source: Locale) -> Vocabulary:
        """Return the domain `site`'s wordings in a locale, for messages written in `source`."""
        own, theirs = self._site_lexicons(locale), self._site_lexicons(source)
        return Vocabulary(locale, source, own, theirs, others=self._others)

    def _site_lexicons(self, locale: Locale) -> tuple[Lexicon, ...]:
        default = self.default_lexicons.get((locale.folder, SITE_DOMAIN))
        return (self.lexicon(locale, SITE_DOMAIN), *([default] if default else ()))

    def site_coverage(self, locale: Locale, *, of_pages: bool = False) -> Coverage:
        """Count how far the domain `site` is translated into a locale.

        With `of_pages`, the templates' words alone: without them a page says nothing in the
        locale, while a word of site.toml is shown in its source.
        """
        parts = [
            lookup.coverage(
                (one for one in messages if one.from_template or not of_pages),
                self.site_vocabulary(locale, source),
            )
            for source, messages in self.site_messages_by_source.items()
        ]
        return Coverage(
            tuple(message for part in parts for message in part.needs_review),
            tuple(message for part in parts for message in part.missing),
            sum(part.done for part in parts),
            tuple(message for part in parts for message in part.unfilled),
        )

    def coverage(self, bulletin: Bulletin, locale: Locale) -> Coverage:
        """Count how far a bulletin is translated into a locale."""
        return lookup.coverage(self.messages(bulletin), self.vocabulary(bulletin, locale))

    def with_locales(self, locales: Iterable[Locale]) -> Site:
        """Return the same site in fewer languages."""
        kept = tuple(one for one in self.settings.locales if one in tuple(locales))
        pairs = tuple(p for p in self.settings.pairs if p[0] in kept and p[1] in kept)
        made = replace(self, settings=replace(self.settings, locales=kept, pairs=pairs))
        made.__dict__["_others"] = self._others  # what a text is in, its own locale shows or not
        return made

    def with_bulletins(
        self, bulletins: Iterable[Bulletin], lexicons: Mapping[tuple[str, str], Lexicon]
    ) -> Site:
        """Return the same site with other bulletins, and their catalogs."""
        made = replace(
            self, bulletins=newest_first(bulletins), lexicons={**self.lexicons, **lexicons}
        )
        # What depends on site.toml and the templates alone is worked out once for all of them.
        shared = ("walk", "walks", "site_messages", "site_messages_by_source", "_others")
        made.__dict__.update(
            {name: self.__dict__[name] for name in shared if name in self.__dict__}
        )
        return made


def assemble(files: Files, problems: Problems) -> Site | None:
    """Assemble the site in `files`; None where site.toml cannot be used.

    Whatever is wrong goes into `problems`, and what is not wrong is read all the same.
    """
    made: Settings | None = None
    if SETTINGS_PATH not in {problem.path for problem in problems.errors}:
        with problems.gathered():
            made = settings(files.site_toml)
    terms = glossary(files.glossary_toml, problems)
    walk = Walk(made.facts if made else None)
    source = made.source_locale if made else TEMPLATE_LOCALE
    found = tuple(bulletins(files.documents, source, walk, problems))
    lexicons = lexicons_of(files.catalogs, problems)
    if made is None:
        return None
    problems.add(*_contact_problems(made, own_templates=files.own_templates))
    problems.add(*validate.problems(made.messages, walk, SETTINGS_PATH))
    problems.add(*foreign_sources(found, made.locales))
    return Site(
        settings=made,
        glossary=terms,
        bulletins=newest_first(found),
        templates=files.templates,
        sheets=files.sheets,
        assets=files.assets,
        faces=tuple(_faces(made, files.fonts, problems)),
        icons=_icons(made.look, files.drawings, problems),
        emblem=_emblem(made.look, files.drawings, problems),
        template_locale=made.source_locale if files.own_templates else TEMPLATE_LOCALE,
        lexicons=lexicons,
        default_lexicons=lexicons_of(files.default_catalogs, problems),
    )


def _faces(made: Settings, data: Mapping[str, bytes], problems: Problems) -> Iterator[Face]:
    try:
        yield from fonts.packaged(lambda name: data[name])
    except KeyError as missing:
        wrong = said("this font, which comes with the program, is missing or cannot be read")
        path, remedy = f"templates/fonts/{missing.args[0]}", said("install the program again")
        problems.add(Problem(path, 1, "file", wrong, remedy, disk=True))
    for font in made.fonts:
        if font.path in data:
            name = font.path.rpartition("/")[2]
            try:
                yield fonts.own(font.weight, name, data[font.path], font.locale.tag)
            except fonts.Unfit as unfit:
                problems.add(Problem(SETTINGS_PATH, font.line, "font", *unfit.fault))
            continue
        wrong = said("the font {path} is missing", path=font.path)
        remedy = said("put the file there")
        problems.add(Problem(SETTINGS_PATH, font.line, "missing-file", wrong, remedy))


def _icons(look: Look, found: Mapping[str, str], problems: Problems) -> dict[str, str]:
    """Gather the package's icons, and the site's own in the place of those with the same name."""
    icons = {name: text for name, text in found.items() if "/" not in name}
    own = [path for path in found if look.icons and path.rpartition("/")[0] == look.icons]
    for path in own:
        name = path.rpartition("/")[2].removesuffix(".svg")
        if not is_id(name):
            wrong = said("an icon cannot be named “{name}”", name=name)
            remedy = said("use small letters a to z, digits and hyphens")
            problems.add(Problem(path, 1, "file-name", wrong, remedy))
        elif text := _drawing(path, found, problems):
            icons[name] = text
    if look.icons and not own:
        wrong = said("the folder {path} has no SVG file", path=look.icons)
        problems.add(_missing(look, "icons", wrong, said("put the icons there")))
    return icons


def _emblem(look: Look, found: Mapping[str, str], problems: Problems) -> str:
    if look.emblem in found:
        return _drawing(look.emblem, found, problems)
    if look.emblem and look.emblem not in {problem.path for problem in problems.errors}:
        wrong = said("the emblem {path} is missing", path=look.emblem)
        problems.add(_missing(look, "emblem", wrong, said("put the file there")))
    return ""


def _missing(look: Look, key: str, wrong: str, remedy: str) -> Problem:
    return Problem(SETTINGS_PATH, look.lines.get(key, 1), "missing-file", wrong, remedy)


def _drawing(path: str, found: Mapping[str, str], problems: Problems) -> str:
    """Take a drawing as it may be set into a page; empty, and reported, where it may not."""
    try:
        return drawings.drawing(found[path])
    except drawings.Unfit as unfit:
        problems.add(Problem(path, unfit.line, "drawing", *unfit.fault))
        return ""


_WORD = late(r"[A-Za-z]+")
_OTHERS = frozenset({"ja", "ko"})
"""Languages that are written with Chinese characters too."""


def language_of(text: str, source: Locale, locales: Sequence[Locale]) -> Locale | None:
    """Tell by its script in which of the site's languages a short text is; None for no telling.

    Chinese has no word in Latin letters, the others have two and no Chinese character.
    """
    bare = PLACEHOLDER.sub("", text)
    has_han, latin = HAN_SIGN.search(bare) is not None, len(_WORD.findall(bare))
    if bool(has_han) == bool(latin) or not (has_han or latin > 1):
        return None
    if source.chinese is has_han:
        return source
    others = [one for one in locales if one.chinese is has_han]
    is_clear = len(others) == 1 and not any(one.language in _OTHERS for one in (source, *locales))
    return others[0] if is_clear else None


def bulletins(
    documents: Mapping[str, tuple[Source, ...]],
    source: Locale,
    walk: Walk,
    problems: Problems,
    recall: Recall = anew,
) -> Iterator[Bulletin]:
    """Parse the bulletins in some folders' files; `source` is the site's source locale."""
    unread = {problem.path for problem in problems.errors}
    for slug, sources in sorted(documents.items()):
        if unread & {f"content/{slug}", f"content/{slug}/bulletin.md"}:
            continue  # it is there and cannot be read, which has been reported
        with problems.gathered():
            yield parse_bulletin(sources, slug, source, walk, recall)


def lexicons_of(
    files: Mapping[tuple[str, str], bytes], problems: Problems
) -> dict[tuple[str, str], Lexicon]:
    """Read catalogs, by locale folder and domain, for lookups."""
    found = {}
    for (folder, domain), data in sorted(files.items()):
        path = catalog_path(folder, domain)
        with problems.gathered():
            catalog = reader.read(data, path)
            found[folder, domain] = lookup.lexicon(catalog, path)
            problems.add(*_of_another_language(catalog, path, folder))
    return found


def _of_another_language(catalog: Catalog, path: str, folder: str) -> Iterator[Problem]:
    """Warn of a header that names another language than its folder, as Poedit's “zh” does."""
    named = catalog.headers.get("Language", "")
    if named and not locale(folder).is_named(named):
        raw = catalog.header.raw or ""
        line = raw.count("\n", 0, raw.find("Language:")) + 1
        wrong = said(
            "the header says “Language: {named}”, and the folder is {folder}",
            named=named,
            folder=folder,
        )
        remedy = said("see that it is the right file, then run python -m generator update")
        yield Problem(path, line, RULE, wrong, remedy, warning=True)


def _contact_problems(made: Settings, *, own_templates: bool) -> Iterator[Problem]:
    """Find what is wrong with whom the pages say to call.

    Of each fact that two contacts have, warn: a label may be beside another's number.
    """
    if not made.contacts:
        if not own_templates:
            wrong = said("there is no contact, and the pages have to say whom to call")
            remedy = said(
                'write [[contacts]], then fact = "…" and label = "…"; the first one is the hotline'
            )
            yield Problem(SETTINGS_PATH, 1, "site", wrong, remedy)
        return
    hotline = made.contacts[0]
    if not hotline.fact.is_phone:
        name = hotline.fact.name
        wrong = said(
            "the first contact is the hotline, and {{{name}}} is no number to call", name=name
        )
        remedy = said('write {name} = {{ tel = "…" }}, or put the hotline first', name=name)
        yield _remark(hotline, wrong, remedy)
    times: Counter[str] = Counter()
    for contact in made.contacts:
        name = contact.fact.name
        times[name] += 1
        if times[name] == 2:
            wrong = said("two contacts have the fact {name}", name=name)
            yield _remark(contact, wrong, said("name another fact, if that is not meant"))


def _remark(contact: Contact, wrong: str, remedy: str) -> Problem:
    return Problem(SETTINGS_PATH, contact.label.line, "site", wrong, remedy, warning=True)


def foreign_sources(found: Iterable[Bulletin], known: Container[Locale]) -> Iterator[Problem]:
    """Find the bulletins that are written in none of the site's languages."""
    for bulletin in found:
        if bulletin.source_locale not in known:
            wrong = said(
                "the notice is written in {tag}, which is not one of the site's languages",
                tag=bulletin.source_locale.tag,
            )
            remedy = said(
                "add it to locales in {path}, or change source_locale", path=SETTINGS_PATH
            )
            line = bulletin.line("source_locale")
            yield Problem(bulletin.head.path, line, "front-matter", wrong, remedy)
