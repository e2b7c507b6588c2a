"""Prepare what every page is rendered with: the site without its bulletins, as it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator import moments
from generator.build import load
from generator.build.inputs import Inputs
from generator.checks import locate
from generator.config.contact_facts import base_url
from generator.diagnostics.errors import Misused, Problem, Problems
from generator.diagnostics.messages import sentence
from generator.incremental.manifest import Manifest, Unit
from generator.layout import SETTINGS_PATH
from generator.locales import Locale
from generator.options import Options, silent
from generator.output.stage import Sink, Staged
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
        warnings = fresh.warnings
    else:
        own = Problems()
        site = _checked(options, inputs, own, problems)
        asked = _as_asked(site, options)
        finished = pages.spoken(asked)
        own.add(*advice.unpublished_locales(asked, finished, strict=options.strict))
        own.add(*advice.of_facts(asked.settings))
        if options.pdf:
            own.add(*advice.of_address(asked.settings))
        locales = asked.settings.locales if options.preview else finished
        problems.add(*own.errors)
        warnings = own.warnings
    problems.add(*warnings)
    # A preview does without sheets where the site's own templates have none.
    review = options.review and ("review.html" in asked.templates or not options.preview)
    return Context(
        options=replace(options, review=review),
        site=asked,
        fingerprint=inputs.fingerprint,
        known=site.settings.locales,
        locales=locales,
        assets=assets.published(asked.assets),
        sink=sink,
        warnings=warnings,
    )


def _checked(options: Options, inputs: Inputs, own: Problems, problems: Problems) -> Site:
    """Assemble the site and check its own words; where that fails, check every bulletin as well.

    Of a settings file that cannot be read, nothing more is said.
    """
    own.add(*(problem for problem in problems.errors if problem.path == SETTINGS_PATH))
    sound = templates.sound_templates(inputs.files.templates, own)
    files = replace(inputs.files, templates=sound)
    site = assemble(files, own)
    if site is not None:
        own.add(*check.site_problems(site))
        locate.refine(own, (), files.catalogs)
    if site is None or own.errors:
        every = reader.with_bulletins(options.site, files, inputs.slugs, own)
        load.check_files(every, own)
        problems.add(*own.errors, *own.warnings)
        problems.refuse()
    assert site is not None  # refused above, with the reason
    return site


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
