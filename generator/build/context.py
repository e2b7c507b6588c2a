"""Prepare what every page is rendered with: the site without its bulletins, as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import filterfalse

from generator import moments
from generator.build import drawn, load
from generator.build.inputs import Inputs
from generator.checks import locate
from generator.checks.rules import Memory
from generator.config.contact_facts import base_url
from generator.diagnostics.errors import Misused, Problem, Problems
from generator.diagnostics.messages import sentence
from generator.incremental.manifest import Manifest, Unit
from generator.layout import (
    GLOSSARY_PATH,
    SETTINGS_PATH,
    SITE_DOMAIN,
    Files,
    catalog_path,
    notice_of,
)
from generator.locales import Locale
from generator.options import Options, silent
from generator.output.stage import Sink, Stage, Staged
from generator.render import assets, templates
from generator.render.assets import Assets
from generator.site import advice, check, pages
from generator.site.site import Site, assemble
from generator.source import reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every page is rendered with."""

    options: Options
    site: Site
    """The site without its bulletins, in the locales and at the address that are asked for."""
    fingerprint: str
    """That of the inputs."""
    program: str
    """That of the program, by which texts are judged."""
    drawn_by: str
    """That of what the pages of notices are made by, but for templates; empty for no memory."""
    judged: str
    """What the rules found in the site's own words."""
    known: tuple[Locale, ...]
    """All of the site's locales, also those that are not asked for."""
    locales: tuple[Locale, ...]
    """Those of the locales asked for in which the words of the pages are finished."""
    assets: Assets
    sink: Sink
    """Where files are put as soon as they are rendered."""
    warnings: tuple[Problem, ...]
    """What is to be said of the site as a whole."""

    def for_workers(self) -> Context:
        """Take what another process needs: progress is reported here."""
        return replace(self, options=replace(self.options, progress=silent, notify=silent))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A unit of the site, and those of its files that were rendered in this build."""

    unit: Unit
    files: tuple[Staged, ...] = ()


def prepare(
    options: Options, inputs: Inputs, sink: Sink, fresh: Manifest, problems: Problems
) -> Context:
    """Prepare the context of a build; `fresh` is what is up to date of the last one.

    Raises `Refused` with everything that is wrong in the whole site where something is wrong with
    what every page is made from; `Misused` where a locale or an address that is asked for is none.
    """
    if fresh.inputs_fingerprint:  # the same inputs, in which nothing was wrong
        site = assemble(inputs.files, Problems())
        assert site is not None  # or there had been no last build
        asked, locales = _as_asked(site, options), tuple(map(Locale, fresh.locales))
        warnings, judged = fresh.warnings, fresh.judged
    else:
        own, memory = Problems(), Memory(inputs.program, fresh.judged)
        site = _checked(options, inputs, own, problems, fresh.words, memory)
        asked = _as_asked(site, options)
        finished = pages.spoken(asked)
        own.add(*advice.unpublished_locales(asked, finished, strict=options.strict))
        own.add(*advice.of_facts(asked.settings))
        if options.pdf:
            own.add(*advice.of_address(asked.settings))
        locales = asked.settings.locales if options.preview else finished
        problems.add(*own.errors)
        warnings, judged = own.warnings, memory.kept
    problems.add(*warnings)
    if options.keep_going and not all(notice_of(p.path) or is_spared(p) for p in problems.errors):
        problems.refuse()
    # A preview does without sheets where the site's own templates have none.
    review = options.review and ("review.html" in asked.templates or not options.preview)
    return Context(
        options=replace(options, review=review),
        site=asked,
        fingerprint=inputs.fingerprint,
        program=inputs.program,
        drawn_by=drawn.made_by(
            asked, site.settings.locales, locales, inputs.files, inputs.program, options
        )
        if isinstance(sink, Stage)
        else "",
        judged=judged,
        known=site.settings.locales,
        locales=locales,
        assets=assets.published(asked.assets),
        sink=sink,
        warnings=warnings,
    )


def is_spared(problem: Problem) -> bool:
    """Tell whether pages can be made without what a problem is in.

    That is a term of the glossary, a drawing, the site's own catalog in a language.
    """
    path = problem.path
    is_catalog = path.startswith("locales/") and path.endswith(f"/{SITE_DOMAIN}.po")
    is_drawing = path.startswith("content/_") and path.endswith(".svg")
    return problem.rule != "incomplete" and (path == GLOSSARY_PATH or is_catalog or is_drawing)


def _checked(
    options: Options,
    inputs: Inputs,
    own: Problems,
    problems: Problems,
    words: Mapping[str, str],
    memory: Memory,
) -> Site:
    """Assemble the site and check its own words; where that fails, check every bulletin as well.

    Of a settings file that cannot be read, nothing more is said. A build that keeps going does
    without what can be spared; `words` are the site's own catalogs as they were last right.
    """

    def is_told_only(problem: Problem) -> bool:
        return options.keep_going and is_spared(problem)

    unread = [one for one in problems.errors if one.path == SETTINGS_PATH or is_told_only(one)]
    files, site, found = _assembled(inputs.files, unread, memory)
    if spared := list(filter(is_told_only, found.errors)):
        problems.add(*spared)
        files, site, found = _assembled(_as_last_right(files, spared, words), unread, memory)
    own.add(*filterfalse(is_told_only, found.errors), *found.warnings)
    if site is None or own.errors:
        every = reader.with_bulletins(options.site, files, inputs.slugs, own)
        load.check_files(every, own)
        problems.add(*own.errors, *own.warnings)
        problems.refuse()
    assert site is not None  # refused above, with the reason
    return site


def _assembled(
    files: Files, unread: Iterable[Problem], memory: Memory
) -> tuple[Files, Site | None, Problems]:
    """Assemble the site of these files, without the templates that are wrong.

    Give it with what is wrong; `unread` is what is known already to be so.
    """
    found = Problems()
    found.add(*unread)
    files = replace(files, templates=templates.sound_templates(files.templates, found))
    site = assemble(files, found)
    if site is not None:
        found.add(*check.site_problems(site, memory))
        locate.refine(found, (), files.catalogs)
    return files, site, found


def _as_last_right(files: Files, spared: Iterable[Problem], words: Mapping[str, str]) -> Files:
    """Take the site's own catalogs in which something is wrong as they were before, if known."""
    wrong = {problem.path for problem in spared}
    right = {key: data for key, data in files.catalogs.items() if catalog_path(*key) not in wrong}
    before = {
        (path.split("/")[1], SITE_DOMAIN): words[path].encode("utf-8", "surrogateescape")
        for path in wrong & words.keys()
    }
    return replace(files, catalogs={**right, **before})


def _as_asked(site: Site, options: Options) -> Site:
    """Take the site in the options' locales and at their address."""
    if options.base_url:
        try:
            address = base_url(options.base_url)
        except ValueError as error:
            raise Misused(sentence(error)) from None
        site = replace(site, settings=replace(site.settings, base_url=address))
    if options.locales:
        known = site.settings.locales
        site = site.with_locales([load.asked_for(tag, known) for tag in options.locales])
    now = moments.in_zone(options.now, site.settings.time_zone)
    return replace(site, is_preview=options.preview, now=now)
