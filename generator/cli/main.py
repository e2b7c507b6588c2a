"""Run the command that the arguments name; turn errors into lines and an exit status."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator import __version__
from generator.catalogs.interface import tell, teller
from generator.cli import console
from generator.cli.help import Group, option, printed, show
from generator.diagnostics.errors import GeneratorError, Refused, Unable, printable
from generator.diagnostics.messages import outcome, said
from generator.layout import SETTINGS_PATH

if TYPE_CHECKING:
    from datetime import datetime

    from generator.model import BulletinKind
    from generator.options import Progress

_NAME = "bulletins"
"""The program's own command, where it is installed."""
_TERMINATED = 128 + signal.SIGTERM
_INTERRUPTED = 128 + signal.SIGINT


def _offered(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Complete what follows --locale in a shell, by site.toml; with nothing on any error."""
    import tomllib

    site = context.find_root().params.get("site") or Path()
    try:
        text = (site / SETTINGS_PATH).read_text(encoding="utf-8-sig")
        found = tomllib.loads(text).get("locales")
    except (OSError, ValueError, RecursionError):
        return []
    every = found if isinstance(found, list) else []
    return [tag for tag in every if isinstance(tag, str) and tag.lower().startswith(begun.lower())]


def _processors() -> int:
    return os.cpu_count() or 1


def _progress() -> AbstractContextManager[Progress]:
    """Show on a terminal how many notices are done."""
    return console.progress(tell(said("notices")))


_notify = partial(console.say, err=True)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds content/ and locales/; the current one if not given.",
)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=printed(lambda _: __version__),
    help="Show the version and exit.",
)
@click.pass_context
def cli(context: click.Context, site: Path) -> None:
    """Publish public warnings, right, in every language of a neighbourhood."""
    context.obj = site


def _day(_: click.Context, __: click.Parameter, given: str | None) -> datetime | None:
    """Read --today: a day at its beginning, or a day and an hour."""
    if not given:
        return None
    from generator.repair.dates import moment

    if found := moment(given):
        return found.begins
    raise click.BadParameter(tell(said("write it like this: 2026-12-24, or 2026-12-24 16:30")))


_NO_POSTERS = ("--no-posters", "--no-pdf", "no_pdf")
_TODAY = option(
    "--today",
    metavar="DAY",
    callback=_day,
    help="The day, or day and hour, by which notices start and end; now if not given.",
)


@cli.command("build")
@option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where the site goes; output/ in the site's folder if not given.",
)
@option(
    "--locale",
    "locales",
    multiple=True,
    metavar="L",
    shell_complete=_offered,
    help="Build the site in this language only; may be given more than once.",
)
@option("--strict", is_flag=True, help="Refuse a notice that is not right in every language.")
@option(
    "--keep-going",
    is_flag=True,
    help="Publish every notice that is right; leave what is published of the others as it is.",
)
@option(
    "--jobs",
    type=click.IntRange(min=1),
    default=_processors,
    metavar="N",
    help="Print posters in N processes; as many as the machine has processors if not given.",
)
@option(
    *_NO_POSTERS,
    is_flag=True,
    help="Print no posters; those of the last build that are still right stay, without a link.",
)
@option("--review", is_flag=True, help="Make review sheets too, in review/ beside the output.")
@option("--base-url", default="", metavar="URL", help="The site's address, instead of site.toml's.")
@_TODAY
@click.pass_obj
def build_site(  # noqa: PLR0913 - an argument an option
    site: Path,
    output: Path | None,
    locales: tuple[str, ...],
    strict: bool,
    keep_going: bool,
    jobs: int,
    no_pdf: bool,
    review: bool,
    base_url: str,
    today: datetime | None,
) -> None:
    """Build the whole site.

    Example: python -m generator build --output public
    """
    # Imported here, so that --help and --version stay quick.
    from dataclasses import replace

    from generator.build.build import build
    from generator.options import Options

    target = output or site / "output"
    with _progress() as progress:
        options = Options(
            site,
            target,
            locales,
            strict=strict,
            keep_going=keep_going,
            review=review,
            pdf=not no_pdf,
            jobs=jobs,
            base_url=base_url,
            progress=progress,
            notify=_notify,
        )
        built = build(replace(options, now=today or options.now))
    console.built(target, built, with_sheets=not no_pdf)
    if review:
        console.say(said("{folder}: the review sheets", folder=options.beside().output))
    if built.errors:
        sys.exit(Refused(built.errors).status)


@cli.command("verify")
@click.argument("copy", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("sums", metavar="[SUMS]", required=False, type=click.Path(path_type=Path))
def verify_copy(copy: Path, sums: Path | None) -> None:
    """Compare a copy of the site with a trusted list of its sums.

    DIR is the folder that the site was copied to, SUMS the SHA256SUMS of whoever published it.
    Without SUMS, the copy's own list is taken: that finds damage, but no forgery.

    Example: python -m generator verify download trusted/SHA256SUMS
    """
    from generator.output.checksums import SUMS
    from generator.output.verify import verify

    verdict = verify(copy, sums or copy / SUMS)
    console.verdict(copy, verdict, is_own_list=sums is None)
    if not verdict.is_whole:
        sys.exit(1)


_FORMAT = option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text for people, json for machines.",
)


@cli.command("check")
@_FORMAT
@option(*_NO_POSTERS, is_flag=True, help="Do not look whether the texts fit their posters.")
@_TODAY
@click.pass_obj
def check_site(site: Path, form: str, no_pdf: bool, today: datetime | None) -> None:
    """Check every text and translation, and whether they fit their posters; build nothing.

    Example: python -m generator check --format json
    """
    from generator.build.build import check

    with _progress() as progress:
        found = check(site, now=today, posters=not no_pdf, jobs=_processors(), progress=progress)
    if form == "json":
        console.as_json(problem.as_json() for problem in found)
    else:
        console.problems(found)
    if errors := [problem for problem in found if not problem.warning]:
        sys.exit(Refused(errors).status)
    if form == "text":
        console.say(outcome(0, len(found)))


@cli.command("status")
@_FORMAT
@_TODAY
@click.pass_obj
def show_status(site: Path, form: str, today: datetime | None) -> None:
    """Tell how far each notice is in each language, and what is to be done about it.

    Example: python -m generator status
    """
    from generator.build.load import status
    from generator.site.status import APPROVED, HEAD, TO_DO

    found = status(site, today)
    if form == "json":
        console.as_json(row.as_json() for row in found.rows)
        return
    rows, errors = found.rows, found.errors
    cells = [HEAD, *(row.as_cells(row.errors(errors)) for row in rows)]
    if not any(row.to_do for row in rows):
        cells = [row[:TO_DO] for row in cells]
    if not found.site.settings.review.people:
        cells = [row[:APPROVED] + row[APPROVED + 1 :] for row in cells]
    head, *table = [[printable(tell(cell)) for cell in row] for row in cells]
    console.show(head, table)
    if errors:
        console.say(
            said(
                "errors: {number}; nothing is built before they are mended; to see them: "
                "python -m generator check",
                number=len(errors),
            ),
            err=True,
        )
    elif all(row.is_right for row in rows):
        console.say(said("everything is translated"), err=True)


@cli.command("extract")
@click.pass_obj
def extract_texts(site: Path) -> None:
    """Write the texts to translate to locales/*.pot.

    Example: python -m generator extract
    """
    from generator.commands.translate import extract

    console.written(extract(site))


@cli.command("init")
@click.argument("locale")
@click.pass_obj
def add_language(site: Path, locale: str) -> None:
    """Add a language to the site.

    Example: python -m generator init fr
    """
    from generator.commands.translate import init

    console.written(init(site, locale))


@cli.command("update")
@click.pass_obj
def update_catalogs(site: Path) -> None:
    """Bring every catalogue up to the source.

    Example: python -m generator update
    """
    from generator.commands.translate import update

    console.written(update(site))


@cli.command("approve")
@click.argument("slug")
@option(
    "--locale",
    "tag",
    required=True,
    metavar="L",
    shell_complete=_offered,
    help="The language whose words are signed.",
)
@option("--as", "name", required=True, metavar="NAME", help="Who signs: a name of [review].")
@click.pass_obj
def approve_words(site: Path, slug: str, tag: str, name: str) -> None:
    """Sign a notice's words in a language off.

    SLUG is the notice's folder. Its words in the language are signed as they are now; what changes
    afterwards has to be signed again.

    Example: python -m generator approve fake-refunds --locale zh-Hans --as "Li Wei"
    """
    from generator.commands.approve import approve
    from generator.options import now

    done = approve(site, slug, tag, name, now=now())
    console.approved(done)
    if done.unsigned:
        sys.exit(Refused(done.unsigned).status)


@cli.command("export")
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.argument("slugs", metavar="[SLUG]...", nargs=-1)
@option(
    "--locale",
    "tag",
    required=True,
    metavar="L",
    shell_complete=_offered,
    help="The language to translate into.",
)
@click.pass_obj
def export_table(site: Path, file: Path, slugs: tuple[str, ...], tag: str) -> None:
    """Write the texts of notices into a table for a translator who has Excel.

    Without a SLUG, those of all notices, and the words of the pages. `import` takes the
    translations back.

    Example: python -m generator export texts.xlsx --locale zh-Hans fake-refunds
    """
    from generator.exchange.tables import exported

    console.exported(exported(site, file, tag, slugs))


@cli.command("new")
@click.argument("slug")
@option(
    "--locale",
    "tag",
    default="",
    metavar="L",
    shell_complete=_offered,
    help="The language that it is written in; the site's source language if not given.",
)
@option(
    "--kind",
    type=click.Choice(("scam", "service")),
    default="scam",
    help="A warning of a scam, or a service notice: an outage, a closure, a storm.",
)
@click.pass_obj
def new_notice(site: Path, slug: str, tag: str, kind: BulletinKind) -> None:
    """Make a new notice's folder, ready to fill in; in an empty folder, a new site with it.

    SLUG becomes part of addresses: small letters, digits and hyphens. A new name needs
    moved_from with the old one.

    Example: python -m generator new water-cut --kind service
    """
    from generator.commands.new import create
    from generator.options import now

    own = teller().tag
    for path in create(site, slug, tag, now=now(), kind=kind, own=own):
        console.write(path)
    console.created(site)


@cli.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--slug", default="", metavar="S", help="The notice's folder; made of its title or its day."
)
@option(
    "--locale",
    "tag",
    default="",
    metavar="L",
    shell_complete=_offered,
    help="The language that it is written in; told by its script if not given.",
)
@click.pass_obj
def import_file(site: Path, file: Path, slug: str, tag: str) -> None:
    """Make a new notice of a Word file, a web page or plain text; or take back a table from Excel.

    FILE ends in .docx, .html or .txt: headings, dates, lists and quoted lines go into the notice's
    fields, numbers that are facts of the site become facts; what finds no place is listed. A folder
    that is there is never written over. Of an .xlsx that `export` wrote, what is new waits for
    review.

    Example: python -m generator import warning.docx --slug fake-refunds
    """
    if file.suffix.lower() == ".xlsx":
        _take_table(site, file, tag)
        return
    from generator.desk import importing
    from generator.options import now

    read = importing.read_file(file)
    done = importing.make(site, read, now(), slug=slug, tag=tag, own=teller().tag)
    console.imported(site, done)


def _take_table(site: Path, file: Path, tag: str) -> None:
    """Take a translator's table, and say what was taken of it."""
    from generator.exchange.tables import imported

    done = imported(site, file, tag)
    console.took(done)
    if errors := [problem for problem in done.problems if not problem.warning]:
        sys.exit(Refused(errors).status)


@cli.command("serve")
@option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="The port; 0 for any that is free. If not given, 8000 or the next free one.",
)
@option("--no-browser", is_flag=True, help="Open no browser; print the address only.")
@click.pass_obj
def serve_desk(site: Path, port: int | None, *, no_browser: bool) -> None:
    """Open the desk in the browser: write, translate, publish notices. Ctrl-C ends it.

    In an empty folder, it makes a new site first. It is for this machine alone. The page beside a
    text shows what is not finished, too, and marks it; publishing writes to output/.

    Example: python -m generator serve --port 8080
    """
    import webbrowser
    from dataclasses import replace

    from generator.desk.web.app import serve
    from generator.preview.app import preview_options

    def ready(address: str, preview: str) -> None:
        first_build.close()
        if address:
            console.write(address)
        if preview:
            console.say(said("The site as it will be: {address}", address=preview), err=True)
        if address and not no_browser:
            webbrowser.open(address)

    with ExitStack() as first_build:
        asked = replace(
            preview_options(site),
            jobs=_processors(),
            progress=first_build.enter_context(_progress()),
            notify=_notify,
        )
        serve(asked, port, ready, console.news)


def main() -> NoReturn:
    """Run the command line; the exit status is the contract's."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    console.prepare()
    # How the program was called, for its help and for completion in a shell.
    called = _NAME if Path(sys.argv[0]).stem == _NAME else "python -m generator"
    complete = f"_{_NAME.upper()}_COMPLETE"
    try:
        cli.main(standalone_mode=False, prog_name=called, complete_var=complete)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except click.ClickException as error:
        show(error)
        sys.exit(error.exit_code)
    except Refused as refused:
        console.problems(refused.problems)
        sys.exit(refused.status)
    except GeneratorError as error:
        console.say(said("error: {what}", what=error), err=True)
        sys.exit(error.status)
    except OSError as error:
        console.failed(error)
        sys.exit(Unable.status)
    sys.exit(0)
