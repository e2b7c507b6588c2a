"""Sweeps a small site's builds: each file call in turn fails, or is the last.

    python -m tests.faults [--scene NAME]… [--fault NAME]… [--every N] [--publishing] [--jobs N]

Says what does not hold afterwards, a line each; exit 1 if anything does not. All scenes with all
faults are some ten thousand builds; `--every 20` takes each twentieth call. In the scenes that
print posters, and where several processes build, it is a call in some more. `--publishing` takes
those calls alone by which the output is changed, in these scenes too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

from tests.faults.scenes import SCENES
from tests.faults.sweep import FAULTS, bench, swept


def _swept(scene: str, asked: argparse.Namespace, part: slice) -> tuple[int, list[str]]:
    told: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        place = bench(SCENES[scene], Path(folder))
        all_calls = range(1, len(place.calls) + 1, place.scene.weight)
        calls = place.publishing() if asked.publishing else all_calls
        done = swept(place, asked.fault or list(FAULTS), calls[:: asked.every][part], told.append)
    return done, told


def main() -> int:
    """Run the sweep; 0 where everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--scene", action="append", choices=SCENES)
    parser.add_argument("--fault", action="append", choices=FAULTS)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--publishing", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    parts = [slice(at, None, asked.jobs) for at in range(asked.jobs)]
    builds = wrongs = 0
    with ProcessPoolExecutor(asked.jobs) as pool:
        orders = list(product(asked.scene or SCENES, parts))
        runs = [pool.submit(_swept, one, asked, part) for one, part in orders]
        for run in runs:
            done, told = run.result()
            builds, wrongs = builds + done, wrongs + len(told)
            print(*told, sep="\n", end="\n" if told else "", flush=True)
    print(f"{builds} builds, {wrongs} wrong")
    return int(bool(wrongs))


sys.exit(main())
