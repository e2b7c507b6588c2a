"""The documents: each command in them does what it says, in a copy of the project."""

from __future__ import annotations

import ast
import os
import re
import shutil
import signal
import subprocess
import sys

import pytest

from tests import support
from tests.exchange.forms import WORD
from tests.support import ROOT

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md")
    for path in ROOT.glob(pattern)
)
_BLOCK = re.compile(
    r"(?:^ *<!-- command: (?P<mark>[\w-]+) -->\n)?^(?P<indent> *)```sh\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
MARKED = {"build", "test", "long-tests", "set-up", "checks"}
"""What CI runs itself (.ci/run), in an environment of its own."""
_OUTSIDE = {
    "docs/publishing.md": "needs a host",
    "docs/publishing.zh-Hans.md": "needs a host",
    "SECURITY.md": "asks the package index",
}
"""Pages whose commands need what this machine lacks. Those of publishing.md have marks
of their own, by which `test_recipes` reads them."""


def blocks(page, *, marked):
    """(mark, text) of a page's commands."""
    for found in _BLOCK.finditer((ROOT / page).read_text(encoding="utf-8")):
        if bool(found["mark"]) is marked:
            yield found["mark"], re.sub(rf"(?m)^{found['indent']}", "", found["text"])


def commands(page):
    """The lines of a page that are its own to show."""
    return [line for _, text in blocks(page, marked=False) for line in text.splitlines()]


@pytest.fixture
def project(tmp_path):
    """A copy of the project, and a folder with the command `python` in it."""
    copy = shutil.copytree(ROOT, tmp_path / "project", ignore=support.left_out("output"))
    (tmp_path / "bin").mkdir()
    for name in ("python", "pip"):
        script = f'#!/bin/sh\nexec "{sys.executable}" {"-m pip " * (name == "pip")}"$@"\n'
        (tmp_path / "bin" / name).write_text(script, encoding="utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    with (copy / "content/site.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[review]\npeople = ["Li Wei", "Ann Lee", "李伟", "王芳"]\n')
    (copy / "warning.docx").write_bytes(WORD[0].data)
    return copy


def environment(project):
    return {**os.environ, "PATH": f"{project.parent / 'bin'}:{os.environ['PATH']}"}


def run(line, project):
    done = subprocess.run(
        ["bash", "-euc", line],
        cwd=project,
        env=environment(project),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr


def serve(line, project):
    """Run the desk until it says where it is, and end it as a person does; no browser is opened."""
    process = subprocess.Popen(
        ["bash", "-euc", f"exec {line}"],
        cwd=project,
        env={**environment(project), "PYTHONUNBUFFERED": "1", "BROWSER": "true"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        printed = process.stdout.readline()
        assert "http://127.0.0.1:" in printed
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    finally:
        process.kill()
        process.communicate()


@pytest.mark.usefixtures("interruptible")
@pytest.mark.posters  # the builds on these pages print them
@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)])
def test_each_command_of_a_page_does_what_it_says(page, project):
    if page in _OUTSIDE:
        pytest.skip(_OUTSIDE[page])
    for line in commands(page):
        if " serve" in line:
            serve(line.replace(".venv/bin/", ""), project)
        elif not line.startswith("git "):  # the copy is no repository
            run(line.replace(".venv/bin/", ""), project)


def test_the_commands_that_ci_runs_are_marked_and_run():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    found = {
        mark: text
        for page in PAGES
        if page not in _OUTSIDE
        for mark, text in blocks(page, marked=True)
    }
    assert set(found) == MARKED
    for name in ("build", "test", "long-tests"):
        variable = re.search(rf"(?m)^(\w+)=\$\(command_of {name}\)$", script)
        assert variable, name
        assert re.search(rf'(?m)^step .* bash -euo pipefail -c "\${variable[1]}"$', script), name
    for line in found["checks"].splitlines():
        for part in line.removesuffix(" -q").split(" && "):
            assert part in script or part in found["test"] or "generator check" in part, part


def test_what_the_commands_of_the_pages_write_is_no_part_of_the_project():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split("\n")
    written = {
        (page, folder)
        for page in PAGES
        for line in commands(page)
        for folder in re.findall(r"--output (\S+)", line)
    }
    assert written
    for page, folder in written:
        assert f"/{folder}/" in ignored, f"{page}: {folder}"


def test_the_pages_name_no_command_that_there_is_not():
    from generator.cli.main import cli

    every: set[str] = set()
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        named = set(re.findall(r"python -m generator (?:--site \S+ )?([a-z]+)", text))
        assert named <= set(cli.commands), f"{page}: {named - set(cli.commands)}"
        modules = set(
            re.findall(r"`?(?:python -m )?((?:tests|tools)(?:\.[a-z_]+)+)\b(?!\.py)", text)
        )
        for module in modules - {name for name in modules if name.endswith("_po")}:
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module
        every |= named | modules
    assert every >= {"build", "update", "tests.refresh", "tools.messages"}


_LINK = r"\]\(((?!https?:)[^)#]+)"


def both(pattern, *texts):
    """What a pattern finds in two texts, which is something in each."""
    one, other = (re.findall(pattern, text) for text in texts)
    assert one, pattern
    assert other, pattern
    return one, other


@pytest.mark.parametrize("name", ["README.md", "README.zh-Hans.md"])
def test_a_readme_has_the_build_command_for_macos_and_windows_too(name):
    """Parted in two: what installs, and what builds."""
    text = (ROOT / name).read_text(encoding="utf-8")
    linux, _, build = dict(blocks(name, marked=True))["build"].strip().rpartition(" && ")
    install = f"python3 -m venv {linux.partition('python3 -m venv ')[2]}"
    assert re.findall(r"(?s)```zsh\n(.*?)```", text) == [f"{install}\n{build}\n"]
    windows = f"{install}\n{build}\n".replace("python3 ", "py ").replace(
        ".venv/bin/", ".venv/Scripts/"
    )
    assert re.findall(r"(?s)```bat\n(.*?)```", text) == [windows.replace("/", "\\")]


def test_both_readmes_have_the_same_commands_and_headings():
    english, chinese = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-Hans.md")
    )
    for pattern in (r"(?m)^(#+) ", r"(?s)```sh\n(.*?)```", r"<!-- command: ([\w-]+) -->"):
        one, other = both(pattern, english, chinese)
        assert one == other
    links, other = both(_LINK, english, chinese)
    translated = [link.replace(".zh-Hans.md", ".md") for link in other]
    assert sorted(set(links)) == sorted(
        {link for link in translated if link != "README.md"} | {"README.zh-Hans.md"}
    )


_TWINS = ("publishing", "office")


@pytest.mark.parametrize("name", _TWINS)
def test_both_pages_on_an_offices_work_have_the_same_commands_headings_and_links(name):
    english, chinese = (
        (ROOT / f"docs/{name}{ending}").read_text(encoding="utf-8")
        for ending in (".md", ".zh-Hans.md")
    )
    one, other = both(r"(?m)^(#+|[0-9]+\.) ", english, chinese)
    assert one == other
    pattern = r"(?s)(?:<!-- command: [\w-]+ -->\n)?```sh\n.*?```"
    assert re.findall(pattern, english) == re.findall(pattern, chinese)
    one, other = both(_LINK, english, chinese)
    names = [sorted(link.replace(".zh-Hans.md", ".md") for link in links) for links in (one, other)]
    assert names[0] == names[1]


def test_links_between_the_pages_lead_somewhere():
    links = [
        (page, link)
        for page in PAGES
        for link in re.findall(
            r"\]\(((?!https?:|mailto:|notice:|#)[^)#\s]+)",
            re.sub(r"(?s)```markdown\n.*?```", "", (ROOT / page).read_text(encoding="utf-8")),
        )
    ]
    assert links
    assert [pair for pair in links if not ((ROOT / pair[0]).parent / pair[1]).exists()] == []


_SECTION, _ROW = r"(?m)^### ([a-z-]+)", r"(?m)^\| \*([a-z-]+)\*"
_CHECKS = ("docs/checks.md", "docs/checks.zh-Hans.md")


def test_both_pages_of_the_checks_have_the_same_rules_examples_and_links():
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in _CHECKS)
    example = r"(?m)^ {4}(?:source|template|english|wrong|right): .*$"
    for pattern in (r"(?m)^### (.*)$", example, _ROW):
        one, other = both(pattern, english, chinese)
        # The English headings say of some rules that they only warn.
        assert [line.partition(" (")[0] for line in one] == other
    for pattern in (r"(?m)^(#+) ", r"(?m)^(?:#, |msgid |msgstr ).*$"):
        one, other = both(pattern, english, chinese)
        assert one == other
    one, other = both(_LINK, english, chinese)
    assert one == [link.replace(".zh-Hans.md", ".md") for link in other]


@pytest.mark.parametrize("page", _CHECKS)
def test_other_messages_are_in_the_order_of_their_names(page):
    rows = re.findall(_ROW, (ROOT / page).read_text(encoding="utf-8"))
    assert rows
    assert rows == sorted(set(rows))


def test_chinese_pages_lead_to_the_chinese_page_of_the_checks():
    for page in ("README.zh-Hans.md", "docs/writers.zh-Hans.md", "docs/translators.zh-Hans.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert "checks.zh-Hans.md)" in text
        assert "checks.md)" not in text


@pytest.mark.parametrize("page", _CHECKS)
def test_every_rule_that_the_program_names_is_explained(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    sections, rows = (re.findall(start, text) for start in (_SECTION, _ROW))
    named = {rule for path in (ROOT / "generator").rglob("*.py") for rule in _rules_named(path)}
    assert {"catalogue", "front-matter", "poster", "terms"} <= named
    assert named == {*sections, *rows}


def _rules_named(path):
    """The rules' ids in a module: what is given to `Problem`, `@rule` and what makes them."""
    places = {"Problem": 2, "refused": 2, "decoded_file": 2, "TomlFile": 2, "_remark": 1, "rule": 0}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            place = places.get(getattr(node.func, "id", ""), len(node.args))
            named = (keyword.value for keyword in node.keywords if keyword.arg == "rule")
            found = node.args[place] if place < len(node.args) else next(named, None)
        elif (
            isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").strip("_") == "RULE"
        ):
            found = node.value
        else:
            continue
        if isinstance(found, ast.Constant) and isinstance(found.value, str):
            yield found.value
