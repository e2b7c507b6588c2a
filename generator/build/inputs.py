"""Read what every page is made from, and list the bulletins; nothing is parsed yet."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics.errors import Problems
from generator.incremental import fingerprint
from generator.layout import Files
from generator.options import Options
from generator.source import reader


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build starts from."""

    files: Files
    """The files that every page is made from: site.toml, templates, glossary, the site's words."""
    slugs: tuple[str, ...]
    """The folders of the bulletins, in order."""
    fingerprint: str
    """That of `files`, the program and the options. Where it differs, every page is stale."""
    program: str
    """That of the program alone. Where it differs, every text has to be judged again."""


def read_inputs(options: Options, problems: Problems) -> Inputs:
    """Read a site's shared files and list its bulletins; collect what is wrong with the files."""
    files = reader.read_shared(options.site, problems)
    slugs = tuple(reader.slugs(options.site, problems))
    program = fingerprint.program()
    shared = fingerprint.of_inputs(files, program, options.pages)
    return Inputs(files, slugs, shared, program)
