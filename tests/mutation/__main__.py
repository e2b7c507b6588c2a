"""Breaks modules in one place at a time, and tells which mutants the fast suite does not notice.

    python -m tests.mutation [MODULE…] [--seed N] [--each N] [--jobs N] [--most N] [--seconds N]

A module is named as `checks.facts`, `generator.checks.facts` or `generator/checks/facts.py`; a
package means all that is in it. The same seed gives the same mutants. A mutant counts as noticed
where a test fails or does not end. It is tried, in a copy of the project, by the tests that run
its line: the quickest first, `--most` of them, `--seconds` long. Mutants that change no behaviour
are in `equivalent.toml`, each with its reason. The first run, and each after a change of the
project, asks the whole fast suite which tests run which lines. Exit 1 if a mutant was not noticed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutation.copies import ROOT, copy
from tests.mutation.equivalents import is_equivalent
from tests.mutation.mutants import Mutant, mutants, some
from tests.mutation.reach import Reach, reach
from tests.mutation.trial import is_noticed

DEFAULT = (
    *("catalogs.match", "incremental.manifest", "incremental.reuse", "incremental.fingerprint"),
    *("output.publish", "output.stage", "config.settings", "config.schema"),
    *("config.poster_settings", "config.contact_facts"),
    *("entities.recognizers.dates", "entities.compare", "checks"),
)


def modules(names: Sequence[str]) -> list[str]:
    """The paths of the modules that are named, below the project's folder."""
    found: list[str] = []
    for name in names:
        inner = name.removesuffix(".py").replace("/", ".").removeprefix("generator").strip(".")
        place = ROOT.joinpath("generator", *inner.split("."))
        paths = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
        if not all(path.is_file() for path in paths):
            raise SystemExit(f"there is no module {name}")
        found += [path.relative_to(ROOT).as_posix() for path in paths]
    return list(dict.fromkeys(found))


def _verdicts(
    chosen: Sequence[Mutant], reached: Reach, asked: argparse.Namespace
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with “noticed”, “unnoticed” or “equivalent”, as soon as it is known."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(asked.jobs):
            place = Path(folder).resolve() / str(number)
            copies.put(copy(place))

        def judged(mutant: Mutant) -> str:
            if is_equivalent(mutant):
                return "equivalent"
            tests = reached.tests(mutant.module, mutant.line, asked.most, asked.seconds)
            project = copies.get()
            try:
                seconds = sum(reached.took[test] for test in tests)
                return "noticed" if is_noticed(mutant, tests, seconds, project) else "unnoticed"
            finally:
                copies.put(project)

        with ThreadPoolExecutor(asked.jobs) as pool:
            yield from zip(chosen, pool.map(judged, chosen), strict=True)


def main() -> int:
    """Print each survivor, then the table; 0 where there is none."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", metavar="MODULE", default=DEFAULT)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=12, help="mutants of a module; 0 for all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--most", type=int, default=1000, help="tests that try one mutant")
    parser.add_argument("--seconds", type=float, default=40, help="how long these may take")
    asked = parser.parse_args()
    names = modules(asked.modules)
    chosen = [
        mutant
        for name in names
        for mutant in some(mutants(name, (ROOT / name).read_text()), asked.seed, asked.each)
    ]
    counts = {name: {"noticed": 0, "unnoticed": 0, "equivalent": 0} for name in names}
    for mutant, verdict in _verdicts(chosen, reach(asked.jobs), asked):
        counts[mutant.module][verdict] += 1
        if verdict == "unnoticed":
            print(mutant, flush=True)
    print(*_table(counts), sep="\n")
    return int(any(count["unnoticed"] for count in counts.values()))


def _table(counts: dict[str, dict[str, int]]) -> Iterator[str]:
    yield f"{'module':44}{'mutants':>9}{'noticed':>9}{'not':>5}{'equivalent':>12}{'rate':>7}"
    total = {kind: sum(count[kind] for count in counts.values()) for kind in _KINDS}
    for name, count in [*counts.items(), ("all", total)]:
        mutants, real = sum(count.values()), count["noticed"] + count["unnoticed"]
        rate = f"{100 * count['noticed'] / real:.0f} %" if real else "-"
        found = f"{mutants:9}{count['noticed']:9}{count['unnoticed']:5}{count['equivalent']:12}"
        yield f"{name:44}{found}{rate:>7}"


_KINDS = ("noticed", "unnoticed", "equivalent")

if __name__ == "__main__":
    sys.exit(main())
