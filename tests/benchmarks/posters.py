"""Measures what sheets cost in processor time: each by its kind, and a whole site with all of them.

    python -m tests.benchmarks.posters [--site DIR] [--times N]

Every sheet is set once a process, in N processes one after the other, and the least counts: what
was set once is remembered there, and would cost nothing. SVG and PNG follow the PDF, as in a build.
The builds are processes of their own, and what those start counts too: cold, and after a change of
the site's title. Beside each figure stands what was aimed at. The floor is one loop in this
process, of bare Python-Markdown over the texts of many notices: a machine that others use too takes
longer for both.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import tempfile
import time
import tomllib
from calendar import timegm
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from markdown import Markdown

from generator.diagnostics.errors import Problems
from generator.posters import sheets
from generator.posters.engine import Engine
from generator.render import assets
from generator.render.renderer import Renderer
from generator.site import pages
from generator.site.pages import Print
from tests import support
from tests.benchmarks.building import built, replaced
from tests.benchmarks.site import Corpus

_PDF, _PNG, _COLD, _TITLE = 0.050, 0.100, 7.0, 5.0
"""The aims, in seconds of processor time: a sheet's PDF, a picture, a cold build, a new title."""

_BULLETINS = 300
"""How many the floor has."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a sheet takes, in seconds of processor time."""

    kind: str
    """`poster`, `poster large`, `card` …"""
    pdf: float
    """Also of a card, which is set as PDF to be looked at, and publishes none."""
    svg: float | None
    png: float | None
    """What each adds to the PDF; None where there is none."""
    is_screen: bool
    """True for a card, whose picture costs its PDF too."""

    @property
    def picture(self) -> float | None:
        """What its PNG costs in all."""
        return self.png if self.png is None or not self.is_screen else self.pdf + self.png


def measure(folder: Path) -> list[Cost]:
    """Set each sheet of a site, once."""
    site = support.read_site(folder, Problems())
    shown = pages.standings(site)
    renderer = Renderer(site, shown, assets.published(site.assets).paths)
    planned = (page for one in site.bulletins for page in pages.of_bulletin(site, one, shown))
    engine = Engine(site.faces)
    return [_cost(job, renderer, engine) for job in pages.prints(site, planned)]


def _cost(job: Print, renderer: Renderer, engine: Engine) -> Cost:
    assert job.page.bulletin is not None  # a poster is always a bulletin's
    code = renderer.sheet(job.page, job.kind, job.variant)
    whole = sheets.sheet(job, code, "", timegm(job.page.bulletin.updated.day.timetuple()))
    alone = replace(whole, paths=(("pdf", "sheet.pdf"),))
    return Cost(
        f"{job.kind} {job.variant or ''}".strip(),
        _seconds(lambda: sheets.made(alone, "0" * 24, engine)),
        _seconds(lambda: engine.svg(code)) if job.svg else None,
        _seconds(lambda: engine.png(code, is_screen=whole.is_screen)) if job.png else None,
        whole.is_screen,
    )


def _seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began


def least(folder: Path, times: int) -> list[Cost]:
    """The least of some times: what the machine does besides is left out."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        rounds = pool.map(measure, [folder] * times, chunksize=1)
    return [_least(costs) for costs in zip(*rounds, strict=True)]


def _least(costs: tuple[Cost, ...]) -> Cost:
    svg, png = ([getattr(one, name) for one in costs] for name in ("svg", "png"))
    return replace(
        costs[0],
        pdf=min(one.pdf for one in costs),
        svg=None if None in svg else min(svg),
        png=None if None in png else min(png),
    )


def builds(folder: Path, jobs: int) -> Iterator[tuple[str, float, float]]:
    """A site with all its sheets: what is built, its seconds of processor time, and the aim."""
    with tempfile.TemporaryDirectory() as place:
        site = Path(place) / "site"
        for name in ("content", "locales", "templates"):
            if (folder / name).is_dir():
                shutil.copytree(folder / name, site / name)
        yield "the site, cold", built(site, jobs, pdf=True).cpu, _COLD
        _change_title(site)
        yield "the site, its title changed", built(site, jobs, pdf=True).cpu, _TITLE


def _change_title(site: Path) -> None:
    """Change the title, in the catalogs too: no language waits for a translation of it."""
    settings = site / "content/site.toml"
    title = tomllib.loads(settings.read_text(encoding="utf-8"))["title"]
    replaced(settings, f'title = "{title}"', f'title = "{title} anew"')
    for catalog in sorted(site.glob("locales/*/LC_MESSAGES/site.po")):
        replaced(catalog, f'msgid "{title}"', f'msgid "{title} anew"')


def _print_floor() -> None:
    corpus, markdown, before = Corpus(_BULLETINS, 1), Markdown(), time.process_time()
    for slug in corpus.slugs():
        for _, blocks in corpus.texts(slug).values():
            for tag in ("source", "translation"):
                markdown.reset().convert("\n\n".join(block.markdown(tag) for block in blocks))
    print(f"the floor, {_BULLETINS} bulletins: {time.process_time() - before:.2f} s")


def main() -> None:
    """Print a line for each kind of sheet, the means, and the builds, between two floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=support.ROOT)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    _print_floor()
    costs = least(arguments.site.resolve(), arguments.times)
    for kind in dict.fromkeys(cost.kind for cost in costs):
        _print(kind, [cost for cost in costs if cost.kind == kind])
    pdfs = [cost.pdf for cost in costs if not cost.is_screen]
    pictures = [cost.picture for cost in costs]
    print(f"a PDF:     {_mean(pdfs)}, aimed at {_PDF * 1000:.0f} ms")
    print(f"a picture: {_mean(pictures)}, aimed at {_PNG * 1000:.0f} ms; a card's with its PDF")
    for name, seconds, aim in builds(arguments.site.resolve(), arguments.jobs):
        print(f"{name}: {seconds:.2f} s, aimed at {aim:.0f} s")
    _print_floor()


def _print(kind: str, costs: list[Cost]) -> None:
    pdf, svg, png = (_mean(getattr(one, name) for one in costs) for name in ("pdf", "svg", "png"))
    print(f"{kind:24} {len(costs):3} sheets  PDF {pdf}  SVG {svg}  PNG {png}")


def _mean(seconds: Iterable[float | None]) -> str:
    found = [one for one in seconds if one is not None]
    return f"{1000 * sum(found) / len(found):4.0f} ms" if found else "      –"


if __name__ == "__main__":
    main()
