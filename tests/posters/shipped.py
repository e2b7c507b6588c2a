"""Every sheet of the shipped site: its name, its PDF, and what it is to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics.errors import Problems
from generator.posters.engine import Engine
from generator.render import assets
from generator.render.renderer import Renderer
from generator.site import pages
from generator.site.pages import Print
from generator.site.site import Site
from generator.views import SheetView
from tests import support

_OF_NOTICES = ("", ".mono", ".bleed", ".strips", ".large")
_OF_SCAMS = ("", ".mono")
POSTERS = (
    *(
        f"{tag}/{slug}/poster{variant}.pdf"
        for slug in support.NOTICES
        for tag in support.LOCALES
        for variant in _OF_NOTICES
    ),
    *(
        f"{tag}/{slug}/posters/{routine}{variant}.pdf"
        for slug, routines in support.NOTICES.items()
        for routine in routines
        for tag in support.LOCALES
        for variant in _OF_SCAMS
    ),
    *(
        f"posters/{slug}.zh-Hans.en{variant}.pdf"
        for slug in support.NOTICES
        for variant in _OF_NOTICES
    ),
)
"""The names of those for paper."""
PICTURES = tuple(
    f"{tag}/{slug}/{name}.png"
    for slug, routines in support.NOTICES.items()
    for tag in support.LOCALES
    for name in ("card", "share", *(f"posters/{routine}.card" for routine in routines))
)
"""The names of those for screens, whose PDFs only tests make, to look at their words."""
NAMES = (*POSTERS, *PICTURES)


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet that was printed."""

    job: Print
    pdf: Path
    says: SheetView
    other: SheetView | None
    """What it says in its second language."""
    address: str
    """Where its code leads."""

    @property
    def is_picture(self) -> bool:
        """True for one that is seen on a screen."""
        return self.job.kind in ("card", "share")

    @property
    def is_large(self) -> bool:
        """True for one of several pages."""
        return self.job.variant == "large"

    @property
    def codes(self) -> int:
        """How many codes it has: a telephone that shows a picture for links cannot scan it.

        In large type, each language has its own.
        """
        if self.job.kind == "share":
            return 0
        return 2 if self.is_large and self.other else 1


def jobs_of(site: Site) -> Iterator[Print]:
    """Every sheet of a site."""
    shown = pages.standings(site)
    for bulletin in site.bulletins:
        yield from pages.prints(site, pages.of_bulletin(site, bulletin, shown))


def _name(job: Print) -> str:
    return job.pdf or job.png


def renderer_of(site: Site) -> Renderer:
    """What writes the code of a site's sheets."""
    return Renderer(site, pages.standings(site), assets.published(site.assets).paths)


def print_pictures(folder: Path, output: Path) -> None:
    """Set the sheets for screens as PDF, too, beside their pictures."""
    site = support.read_site(folder, Problems())
    renderer, engine = renderer_of(site), Engine(site.faces)
    for job in jobs_of(site):
        if not job.pdf:
            code = renderer.sheet(job.page, job.kind, job.variant)
            (output / f"{job.png}.pdf").write_bytes(engine.pdf(code, 0, pages=1))


def printed(folder: Path, output: Path) -> dict[str, Printed]:
    """Every sheet of a site by its name."""
    site = support.read_site(folder, Problems())
    present = renderer_of(site).presenter
    found = {}
    for job in jobs_of(site):
        page, code = job.page, present.qr(job.page)
        assert code is not None
        found[_name(job)] = Printed(
            job,
            output / (job.pdf or f"{job.png}.pdf"),
            present.sheet(page, page.locale),
            present.sheet(page, page.second) if page.second else None,
            code.url,
        )
    return found
