"""Measures builds of a site of many bulletins: cold, of nothing, and after one edit of each kind.

    python -m tests.benchmarks.building [--bulletins N] [--seed N] [--jobs N]

Each build is a process of its own, without PDFs. Prints its seconds, its processor time, pages a
second, its largest process, and how many times the processor time of the floor it is. The floor is
one loop in this process over the same texts and page kinds: Python-Markdown and Jinja, nothing
else; no checks, no catalogs read, no codes, no files compared.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markdown import Markdown

from tests.benchmarks.site import Corpus
from tests.support import ROOT


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost."""

    wall: float
    cpu: float
    """Both in seconds; of all its processes."""
    memory: float
    """Of its largest process, in MiB."""


def built(site: Path, jobs: int, *, pdf: bool = False) -> Cost:
    """Build the site in a process of its own."""
    command = [sys.executable, "-m", "generator", "--site", str(site), "build"]
    # As pip leaves a program: with its code compiled.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, *([] if pdf else ["--no-pdf"]), "--jobs", str(jobs)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, told.decode()
    wall = time.perf_counter() - began
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


_PAGE = """<!DOCTYPE html><html lang="{{ tag }}"><head><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1>{% for part in parts %}<section><h2>{{ part.title }}</h2>{{ part.html|safe }}
</section>{% endfor %}</body></html>"""


def floor(corpus: Corpus) -> Cost:
    """The same texts and kinds of pages by the bare libraries, in one loop."""
    markdown, page = Markdown(), Environment(autoescape=True).from_string(_PAGE)
    began, before = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for slug in corpus.slugs():
            documents = corpus.texts(slug).values()
            for tag in ("source", "translation"):
                parts = [
                    {
                        "title": getattr(labels["title"], tag),
                        "html": markdown.reset().convert(
                            "\n\n".join(getattr(text, tag) for text in blocks)
                        ),
                    }
                    for labels, blocks in documents
                ]
                for number, shown in enumerate((parts, parts, parts, *([p] for p in parts[1:5]))):
                    html = page.render(tag=tag, title=parts[0]["title"], parts=shown)
                    Path(folder, f"{slug}-{tag}-{number}.html").write_text(html, encoding="utf-8")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(time.perf_counter() - began, time.process_time() - before, memory)


def replaced(path: Path, old: str, new: str) -> None:
    """Write some text in the place of other, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edits(site: Path, corpus: Corpus) -> Iterator[tuple[str, Callable[[], None]]]:
    """One edit of each kind, in a bulletin in the middle."""
    slug = corpus.slugs()[len(corpus.slugs()) // 2]
    yield "no-op", lambda: None
    yield (
        "one word of a Markdown file",
        lambda: replaced(site / f"content/{slug}/reminders/01-advice-1.md", ".", " again."),
    )
    yield (
        "one word of a catalogue",
        lambda: replaced(site / f"locales/zh_Hans/LC_MESSAGES/{slug}.po", '。"', '了。"'),
    )
    yield (
        "a template",
        lambda: replaced(site / "templates/bulletin.html", "<article", "<article data-x"),
    )
    yield (
        "site.toml",
        lambda: replaced(site / "content/site.toml", '"Warnings"', '"Warnings "'),
    )


def main() -> None:
    """Print a line for each build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bulletins", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    corpus = Corpus(arguments.bulletins, arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        site = corpus.write(Path(folder) / "site")
        shutil.copytree(ROOT / "templates", site / "templates")  # so that one can be edited
        least = floor(corpus)
        _print("the floor", least, least, corpus)
        _print("cold", built(site, arguments.jobs), least, corpus)
        for name, edit in edits(site, corpus):
            edit()
            _print(name, built(site, arguments.jobs), least, corpus)


def _print(name: str, cost: Cost, least: Cost, corpus: Corpus) -> None:
    pages = 14 * len(corpus.slugs())
    print(
        f"{name:28} {cost.wall:7.2f} s {cost.cpu:7.2f} s CPU {pages / cost.wall:7.0f} pages/s "
        f"{cost.memory:5.0f} MiB {cost.cpu / least.cpu:6.2f} x the floor"
    )


if __name__ == "__main__":
    main()
