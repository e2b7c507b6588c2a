"""The benchmarks: each that has a command can be begun, though only people run them."""

from __future__ import annotations

import re
import sys
from importlib import import_module

import pytest

from tests.benchmarks import building
from tests.benchmarks.site import Corpus
from tests.support import ROOT

COMMANDS = sorted(
    path.stem
    for path in (ROOT / "tests/benchmarks").glob("*.py")
    if "def main(" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_benchmark_says_how_it_is_run(name, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    with pytest.raises(SystemExit) as end:
        import_module(f"tests.benchmarks.{name}").main()
    assert end.value.code == 0
    assert "usage:" in capsys.readouterr().out


def test_each_stage_of_a_build_is_timed_by_functions_that_there_are():
    stages = [name.split(".") for names in building._STAGES.values() for name in names]
    assert stages
    for *modules, last in stages:
        assert callable(getattr(building._owner(modules), last))


def test_hugo_is_given_the_same_texts(tmp_path):
    corpus = Corpus(2)
    folder = building.hugo_site(corpus, tmp_path)
    pages = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("content/*.md")}
    assert len(pages) == 2 * len(corpus.slugs())
    for slug in corpus.slugs():
        for labels, blocks in corpus.texts(slug).values():
            for text in (labels["title"], *(one for block in blocks for one in block.texts)):
                assert text.source.replace("{hotline}", "96110") in pages[f"{slug}.en.md"]
                assert text.translation.replace("{hotline}", "96110") in pages[f"{slug}.zh-hans.md"]


def test_the_pages_name_benchmarks_that_there_are():
    named = {
        name
        for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
        for name in re.findall(r"tests\.benchmarks\.(\w+)", page.read_text(encoding="utf-8"))
    }
    assert named <= {*COMMANDS}
