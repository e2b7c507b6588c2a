"""Measures how long the project's own posters take to print, in a process that is warm.

    python -m tests.benchmarks.posters [--site DIR]

Prints for each sheet its seconds, and how many times that of the floor it is: one single layout of
the sheet's own page by the engine, as any program that prints it would need.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from generator.diagnostics.errors import Problems
from generator.posters.printer import Printer
from generator.posters.sheets import Sheet
from generator.render import assets
from generator.render.renderer import Renderer
from generator.site import pages
from tests import support


def _sheets(folder: Path) -> tuple[Printer, list[Sheet]]:
    site = support.read_site(folder, Problems())
    shown = pages.standings(site)
    files = assets.published(site.assets)
    renderer = Renderer(site, shown, files.paths)
    planned = (page for b in site.bulletins for page in pages.of_bulletin(site, b, shown))
    sheets = [
        Sheet(job.path, renderer.page(job.page, job.variant), "", "", job.variant)
        for job in pages.prints(site, planned)
    ]
    return Printer(files.data, site.faces), sheets


def _seconds(do: Callable[[], object]) -> float:
    """The least of three times."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        do()
        times.append(time.perf_counter() - began)
    return min(times)


def measure(folder: Path) -> dict[str, tuple[float, float]]:
    """Seconds of each sheet, and of one layout of it."""
    printer, sheets = _sheets(folder)
    made = {}
    for sheet in sheets:
        whole = _seconds(lambda sheet=sheet: printer.pdf(sheet, "0" * 64))
        html = printer._html(sheet)
        once = _seconds(lambda sheet=sheet, html=html: printer._rendered(html, sheet, ""))
        made[sheet.path] = whole, once
    return made


def main() -> None:
    """Print a line for each sheet, and the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=Path())
    results = measure(parser.parse_args().site)
    for path, (whole, once) in results.items():
        print(f"{whole:5.2f} s {whole / once:5.2f} x one layout  {path}")
    total = sum(whole for whole, _ in results.values())
    print(f"{total / len(results):5.2f} s a sheet, {len(results)} sheets")


if __name__ == "__main__":
    main()
