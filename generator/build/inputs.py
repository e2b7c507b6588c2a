"""What a site consists of, and whether what every page stands on is what it was."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics.errors import Problems
from generator.incremental import fingerprint
from generator.incremental.fingerprint import program
from generator.layout import Files
from generator.options import Options
from generator.source import reader


@dataclass(frozen=True, slots=True)
class Survey:
    """What a site consists of."""

    files: Files
    """What every page stands on."""
    slugs: tuple[str, ...]
    """Its bulletins."""
    ground_print: str
    """The fingerprint of what every page stands on."""


def surveyed(options: Options, problems: Problems) -> Survey:
    """What the site consists of; what is wrong with its files goes into `problems`."""
    files = reader.read_ground(options.site, problems)
    slugs = tuple(reader.slugs(options.site, problems))
    return Survey(files, slugs, fingerprint.of_ground(files, program(), options.pages))
