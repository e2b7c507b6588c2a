"""Fuzz one kind of file: `python -m tests.fuzz TARGET [--seconds N] [--seed N] [--paths]`.

A finding is kept in tests/fuzz/seeds/TARGET/, told, and ends the run with status 1: give it a name
that says what it shows. With `--paths`, atheris looks for files that take new paths through the
readers (`pip install '.[fuzz]'`); for all kinds but a sheet and the whole site, which are sites.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

import click
import hypothesis

NAMES = (
    *("markdown", "frontmatter", "po", "site-toml", "glossary", "picture"),
    *("sheet", "whole-site"),
)
_AT_ONCE = 200


@click.command()
@click.argument("target", type=click.Choice(NAMES))
@click.option("--seconds", default=60, help="How long; 60 if not given.")
@click.option("--seed", default=0, help="Another one makes other files.")
@click.option("--paths", is_flag=True, help="Look for new paths through the readers.")
def fuzz(target: str, seconds: int, seed: int, paths: bool) -> None:
    """Make up files of one kind, and tell the first that breaks something."""
    if paths and target in ("sheet", "whole-site"):
        raise click.UsageError("--paths is for single files")
    if paths:
        _by_paths(target, seconds, seed)
    from tests.fuzz.targets import TARGETS

    end, tried, last = time.monotonic() + seconds, 0, None

    def attempt(data: Any) -> None:
        nonlocal tried, last
        tried, last = tried + 1, data
        TARGETS[target].attempt(data)

    while time.monotonic() < end:
        try:
            _hypothesis(TARGETS[target].files, attempt, seed)
        except BaseException as error:
            if not isinstance(error, KeyboardInterrupt):
                _tell(target, last)
            raise
        seed += 1
    click.echo(f"{target}: {tried} files in {seconds} s, nothing found; next --seed {seed}")


def _hypothesis(files: Any, attempt: Any, seed: int) -> None:
    """Try some files; raises what the simplest of those that break something does."""

    def one(data: Any) -> None:
        attempt(data)

    settings = hypothesis.settings(
        max_examples=_AT_ONCE,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.seed(seed)(settings(hypothesis.given(files)(one)))()


def _tell(target: str, data: Any) -> None:
    from tests.fuzz.targets import keep

    name = f"found-{hashlib.sha256(repr(data).encode()).hexdigest()[:8]}"
    click.echo(f"{keep(target, name, data)}: {data!r:.500}", err=True)


def _by_paths(target: str, seconds: int, seed: int) -> None:
    """The same by atheris; does not come back."""
    import atheris

    with atheris.instrument_imports(include=["generator", "yaml", "tomllib"]):
        from tests.fuzz.targets import TARGETS, seeds
        from tests.support import write_tree

    def attempt(data: bytes) -> None:
        try:
            TARGETS[target].attempt(data)
        except BaseException:
            traceback.print_exc()
            _tell(target, data)
            raise

    found = [data for _, data in seeds(target)]
    _hypothesis(TARGETS[target].files, found.append, seed)
    with tempfile.TemporaryDirectory() as folder:
        write_tree(Path(folder), {str(number): data for number, data in enumerate(found)})
        options = [f"-max_total_time={seconds}", f"-seed={seed + 1}", "-max_len=20000"]
        atheris.Setup([sys.argv[0], *options, folder], attempt)
        atheris.Fuzz()


if __name__ == "__main__":
    fuzz()
