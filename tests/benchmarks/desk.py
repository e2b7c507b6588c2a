"""Measures the desk: what a person waits for who writes and translates.

    python -m tests.benchmarks.desk [--times N]

Opens the desk on a copy of the project's own site, in this process, and does each thing N times.
Prints of each the least, the median and the most processor seconds, in which the texts that are
checked differ from time to time, so that nothing is answered from memory.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.build.sheets import drawing
from generator.preview.app import preview_options
from tests.desk.web.visitor import Visitor
from tests.support import ROOT

SLUG = "customer-service-fraud"
Deed = Callable[[int], object]
"""Does a thing at the desk; the number makes its text another."""


def _deeds(desk: Visitor) -> Iterator[tuple[str, Deed]]:
    overview, notice = "/", f"/write/{SLUG}/bulletin/"
    texts = f"/translate/{SLUG}/zh-Hans/"
    writing = desk.get(notice).form(notice)
    rows = [one for one in desk.get(texts).links() if re.fullmatch("[0-9a-f]{16}/", one)]
    row = texts + rows[0]
    translating = desk.get(row).form(row)

    def check(address: str, name: str, fields: list[tuple[str, str]], words: str) -> Deed:
        others = [one for one in fields if one[0] != name]
        sent = partial_form(others, name, words)
        return lambda n: desk.ask("POST", f"{address}check", sent(n), is_part=True)

    yield "the overview", lambda _: desk.get(overview)
    yield "a form", lambda _: desk.get(notice)
    yield "a text to translate", lambda _: desk.get(row)
    yield (
        "the checks of a text being written",
        check(notice, "f-body", writing.fields, "Call {{hotline}} first, {n} times."),
    )
    yield (
        "the checks of a translation",
        check(row, "text", translating.fields, "先拨打{{hotline}}，共{n}次。"),
    )


def partial_form(
    others: list[tuple[str, str]], name: str, words: str
) -> Callable[[int], list[tuple[str, str]]]:
    """Fill in one field of a form, with a number in it."""
    return lambda number: [*others, (name, words.format(n=number))]


def measure(times: int) -> dict[str, list[float]]:
    """Return the processor seconds of each thing, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        for name in ("content", "locales", "templates"):
            shutil.copytree(ROOT / name, site / name)
        deeds = (*_deeds(Visitor(site)), *_sheets(site))
        return {name: [_took(deed, n) for n in range(times)] for name, deed in deeds}


def _sheets(site: Path) -> Iterator[tuple[str, Deed]]:
    options = preview_options(site)
    path = f"zh-Hans/{SLUG}/poster.svg"
    place = site / f"content/{SLUG}/bulletin.md"
    text = place.read_text(encoding="utf-8")

    def edited(number: int) -> object:
        place.write_text(f"{text}\n{number} more.\n", encoding="utf-8")
        return drawing(options, path)

    yield "a sheet", edited


def _took(deed: Deed, number: int) -> float:
    began = time.process_time()
    deed(number)
    return time.process_time() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--times", type=int, default=10)
    for name, took in measure(parser.parse_args().times).items():
        shown = (min(took), statistics.median(took), max(took))
        print(f"{name:36} " + "  ".join(f"{seconds:.3f}" for seconds in shown))


if __name__ == "__main__":
    main()
