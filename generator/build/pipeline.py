"""Makes what has changed, and what hangs on it, and publishes the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.build import bulletins as making
from generator.build import indexes, load
from generator.build.bulletins import Made, Workshop
from generator.build.inputs import Survey, surveyed
from generator.checks import locate
from generator.config.contact_facts import base_url
from generator.diagnostics.errors import Misused, Problem, Problems
from generator.diagnostics.messages import sentence
from generator.incremental import manifest, reuse, stat
from generator.incremental.manifest import Memory, Unit
from generator.layout import SETTINGS_PATH
from generator.locales import Locale
from generator.options import Built, Options
from generator.output import publish
from generator.output.checksums import SUMS
from generator.output.publish import Published
from generator.output.stage import Stage
from generator.render import assets, templates
from generator.site import advice, pages
from generator.site import check as subjects
from generator.site import site as sites
from generator.site.site import Site


def rebuilt(
    options: Options,
    survey: Survey,
    former: Memory,
    stage: Stage,
    problems: Problems,
) -> Built:
    """Make what is not fresh, publish all of it, and remember what was made.

    `former` has those units of the last build that are fresh. Raises `Refused` with everything that
    is wrong, and then has published nothing; `Misused` where a language or an address that is asked
    for is none; `Unable` where the disk fails, or a program that is needed is missing.
    """
    own = Problems()
    # Of a file that cannot be used, nothing more is told.
    own.add(*(problem for problem in problems.errors if problem.path == SETTINGS_PATH))
    workshop = (
        _same_workshop(options, survey, stage, former, own)
        if former.ground
        else _workshop(options, survey, stage, own)
    )
    problems.add(*own.errors, *own.warnings)
    made = _made(workshop, [slug for slug in survey.slugs if slug not in former.units], options)
    for one in made:
        problems.add(*one.problems)
    problems.refuse()
    fresh = {slug: former.units[slug] for slug in survey.slugs if slug in former.units}
    problems.add(*Memory(units=fresh).all_warnings())
    units = fresh | {one.slug: one.unit for one in made if one.unit is not None}
    told = _told(units[slug] for slug in survey.slugs)
    others = list(indexes.made(workshop, told, former.units, problems))
    problems.refuse()
    units |= {unit.name: unit for unit, _ in others}
    new = (*(one.files for one in made), *(files for _, files in others))
    waiting = [file.path for files in new for file in files if file.waits]
    complete = _complete(units.values())
    published = publish.commit(stage, complete, waiting, look=not former.folders_stamp)
    spoken = tuple(locale.tag for locale in workshop.locales)
    now = Memory(survey.ground_print, spoken, units, own.warnings, begun_at=former.begun_at)
    return Built(_remembered(options, former, now, published), problems.warnings)


def _told(bulletins: Iterable[Unit]) -> dict[str, str]:
    """What each bulletin says of itself, by its slug; one that is not filled in says nothing."""
    return {unit.name: unit.notice for unit in bulletins if unit.notice}


def _complete(units: Iterable[Unit]) -> dict[str, str]:
    """Every file of the output, and its sum."""
    complete: dict[str, str] = {}
    for unit in units:
        complete.update(zip(unit.paths, unit.sums, strict=True))
    return complete


def _remembered(options: Options, former: Memory, now: Memory, published: Published) -> Published:
    """Remember a build; gives what it did, with the foreign files that are known from before."""
    site, output = options.site, options.output
    left = (path for path in former.foreign if (output / path).exists())
    foreign = tuple(sorted({*published.foreign, *left}))
    sums = Unit("the sums", "", (SUMS,), (published.sum,))
    stat.settle()
    units = reuse.stamped(site, output, {**now.units, sums.name: sums})
    folders = reuse.folders_stamp(output)
    manifest.keep(site, output, replace(now, units=units, foreign=foreign, folders_stamp=folders))
    return replace(published, foreign=foreign)


def _made(workshop: Workshop, slugs: Sequence[str], options: Options) -> list[Made]:
    done = 0

    def tell(number: int) -> None:
        nonlocal done
        done += number
        options.progress(done, len(slugs))

    return list(making.bulletins(workshop, slugs, tell))


def _workshop(
    options: Options, survey: Survey, stage: Stage | None, problems: Problems
) -> Workshop:
    """What every page is made with.

    Raises `Refused` with everything that is wrong in the whole site, if anything is wrong with what
    every page stands on.
    """
    sound = templates.sound_templates(survey.files.templates, problems)
    ground = sites.assemble(replace(survey.files, templates=sound), problems)
    if ground is not None:
        problems.add(*subjects.site_problems(ground))
        locate.refine(problems, (), survey.files.catalogues)
    if ground is None or problems.errors:
        load.read_site(options.site, problems)
        problems.refuse()
    assert ground is not None  # refused above, with the reason
    asked = _as_asked(ground, options)
    spoken = pages.spoken(asked)
    problems.add(*advice.unpublished_locales(asked, spoken, strict=options.strict))
    if options.pdf:
        problems.add(*advice.of_address(asked.settings.base_url, survey.files.site_toml))
    locales = asked.settings.locales if options.preview else spoken
    return _equipped(options, survey, stage, ground, locales)


def _same_workshop(
    options: Options, survey: Survey, stage: Stage, former: Memory, problems: Problems
) -> Workshop:
    """The same on the ground of the last build, in which nothing was wrong."""
    ground = sites.assemble(survey.files, Problems())
    assert ground is not None  # or there had been no last build
    problems.add(*former.warnings)
    return _equipped(options, survey, stage, ground, tuple(map(Locale, former.spoken)))


def _equipped(
    options: Options, survey: Survey, stage: Stage | None, ground: Site, locales: tuple[Locale, ...]
) -> Workshop:
    asked = _as_asked(ground, options)
    return Workshop(
        folder=options.site,
        ground=asked,
        ground_print=survey.ground_print,
        known=ground.settings.locales,
        locales=locales,
        assets=assets.published(asked.assets),
        stage=stage,
        output=options.output,
        pdf=options.pdf,
        # A preview does without sheets where the site's own templates have none.
        review=options.review and ("review.html" in asked.templates or not options.preview),
        strict=options.strict,
        jobs=options.jobs,
        today=options.today,
    )


def check(options: Options) -> tuple[Problem, ...]:
    """Every problem that a build would tell, warnings too; writes nothing.

    Raises `Misused` and `Unable` as a build does.
    """
    problems = Problems()
    with problems.gathered():
        survey = surveyed(options, problems)
        workshop = _workshop(options, survey, None, problems)
        made = _made(workshop, survey.slugs, options)
        for one in made:
            problems.add(*one.problems)
        told = _told(one.unit for one in made if one.unit is not None)
        if not problems.errors:
            list(indexes.made(workshop, told, {}, problems))
    return (*problems.errors, *problems.warnings)


def _as_asked(whole: Site, options: Options) -> Site:
    """The site with the options' languages and address."""
    if options.base_url:
        try:
            whole = whole.with_base_url(base_url(options.base_url))
        except ValueError as error:
            raise Misused(sentence(error)) from None
    if options.locales:
        known = whole.settings.locales
        whole = whole.with_locales([load.asked_for(tag, known) for tag in options.locales])
    return whole.as_preview() if options.preview else whole
