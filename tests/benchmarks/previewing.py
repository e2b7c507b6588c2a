"""Measures the preview: from the moment that a file is saved until the browser is told of it.

    python -m tests.benchmarks.previewing [--edits N]

Edits a copy of the project's own site: a text, a translation, site.toml and a template, each N
times. Prints of each kind the shortest, the median and the longest time in seconds of the clock,
and the median of the server's processor seconds (by Linux's /proc).
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support import ROOT

Times = tuple[list[float], list[float]]
"""Of each edit: seconds of the clock, and the server's processor seconds."""
SLUG = "customer-service-fraud"
EDITS = {
    "a text": (f"content/{SLUG}/bulletin.md", "You may know", "Edit {n}: you may know"),
    "a translation": (
        f"locales/zh_Hans/LC_MESSAGES/{SLUG}.po",
        "冒充客服诈骗套路多",
        "冒充客服诈骗套路{han}多",
    ),
    "site.toml": ("content/site.toml", "Know the scammers", "Edit {n}: know the scammers"),
    "a template": ("templates/bulletin.html", "<h1>{{ bulletin", "<!-- {n} --><h1>{{{{ bulletin"),
}
"""The file that is edited, what is in it, and what it becomes: `n` is a number, `han` a sign."""


def _told(port: int, version: str) -> None:
    """Wait until the server tells of another version than this."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/_preview/events?{version}")
    assert b"changed" in connection.getresponse().read()
    connection.close()


def _version(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/en/{SLUG}/")
    found = re.search(r'data-version="([0-9a-f]+)"', connection.getresponse().read().decode())
    connection.close()
    assert found is not None
    return found.group(1)


def _processor(process: int) -> float:
    """The processor seconds that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _measured(site: Path, port: int, process: int, edits: int) -> Iterator[tuple[str, Times]]:
    for name, (path, old, new) in EDITS.items():
        place = site / path
        text = place.read_text(encoding="utf-8")
        assert old in text
        clock, processor = [], []
        for number in range(edits + 1):
            version, used = _version(port), _processor(process)
            began = time.perf_counter()
            # The last one takes the others back.
            words = new.format(n=number + 1, han=chr(0x4E00 + number)) if number < edits else old
            place.write_text(text.replace(old, words, 1), encoding="utf-8")
            _told(port, version)
            clock.append(time.perf_counter() - began)
            processor.append(_processor(process) - used)
        yield name, (clock, processor)


def measure(edits: int) -> dict[str, Times]:
    """The times of each edit, by its kind."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        for name in ("content", "locales", "templates"):
            shutil.copytree(ROOT / name, site / name)
        running = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "generator",
                "--site",
                site,
                "serve",
                "--port",
                "0",
                "--no-browser",
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert running.stderr is not None  # a pipe was asked for
            port = int(running.stderr.readline().strip().rstrip("/").rpartition(":")[2])
            time.sleep(2)  # the build with which the watch begins is none of an edit's
            return dict(_measured(site, port, running.pid, edits))
        finally:
            running.terminate()
            running.communicate()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--edits", type=int, default=10)
    for name, (clock, processor) in measure(parser.parse_args().edits).items():
        median = statistics.median
        shown = (min(clock), median(clock), max(clock), median(processor))
        print(f"{name:14} " + "  ".join(f"{seconds:.2f}" for seconds in shown))


if __name__ == "__main__":
    main()
