"""What a site consists of, and whether what every page stands on is what it was."""

from __future__ import annotations

from dataclasses import dataclass

from generator import freshness, sources
from generator.errors import Problems
from generator.files import Files
from generator.options import Options
from generator.program import program


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
    files = sources.read_ground(options.site, problems)
    slugs = tuple(sources.slugs(options.site, problems))
    return Survey(files, slugs, freshness.of_ground(files, program(), options.pages))
