"""Arguments -> commands; errors -> lines on stderr and an exit status."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from generator.errors import GeneratorError, Problem, Refused

_TERMINATED = 128 + signal.SIGTERM
_INTERRUPTED = 128 + signal.SIGINT


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds content/ and locales/; the current one if not given.",
)
@click.version_option(package_name="bulletin-generator", message="%(version)s")
@click.pass_context
def cli(context: click.Context, site: Path) -> None:
    """Publish public warnings, right, in every language of a neighbourhood."""
    context.obj = site


@cli.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where the site goes; output/ in the site's folder if not given.",
)
@click.option(
    "--locale",
    "locales",
    multiple=True,
    metavar="L",
    help="Only this language; may be given more than once.",
)
@click.option(
    "--strict", is_flag=True, help="Refuse a bulletin that is not right in every language."
)
@click.option(
    "--base-url", default="", metavar="URL", help="The site's address, instead of site.toml's."
)
@click.pass_obj
def build(
    site: Path, output: Path | None, locales: tuple[str, ...], strict: bool, base_url: str
) -> None:
    """Build the whole site.

    Example: python -m generator build --output public
    """
    # Imported here, so that --help and --version stay quick.
    from generator import build as building  # noqa: PLC0415

    target = output or site / "output"
    built = building.build(building.Options(site, target, locales, strict, base_url))
    _tell(built.warnings)
    done = built.published
    for path in done.foreign:
        click.echo(f"{target / path}: no build made this file; it is left alone", err=True)
    click.echo(f"{target}: {done.files} files, {done.written} written, {done.removed} removed")


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def main() -> NoReturn:
    """Run the command line; the exit status is the contract's."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        cli.main(standalone_mode=False, prog_name="python -m generator")
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        sys.exit(_INTERRUPTED)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Refused as refused:
        _tell(refused.problems)
        sys.exit(refused.status)
    except GeneratorError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(error.status)
    sys.exit(0)


def _terminated(*_: object) -> NoReturn:
    sys.exit(_TERMINATED)
