"""The layout: imports point from edge to core, and each library is named in one module."""

from __future__ import annotations

import ast

import pytest

from tests import support
from tests.support import ROOT

PACKAGE = ROOT / "generator"

EDGES = (
    *(
        "telling",
        "helping",
        "terminal",
        "disk",
        "stamps",
        "program",
        "memory",
        "locking",
        "workers",
        "folder",
        *("texts", "theme", "sources"),
        "sheets",
        *("engine", "printing"),
        "posters",
        *("sums", "staging", "publication", "verifying"),
    ),
    *("options", "survey", "looking", "loading", "making", "rest", "rebuilding", "build"),
    *("preview", "news", "watching", "answering", "serving", "previewing"),
    *("creating", "translating", "completing", "speaking", "cli"),
    "__main__",
)
"""The outermost last: each may import those before it, and the core none of them."""

LIBRARIES = {
    "markdown": "markup",
    "jinja2": "templating",
    "markupsafe": "templating",
    "babel": "locales",
    "yaml": "frontmatter",
    "tomlkit": "settings_editing",
    "click": ("cli", "helping", "speaking"),
    "filelock": "locking",
    "watchfiles": "watching",
    "rich": "terminal",
    "segno": "qr",
    "fontTools": "fonts",
    "weasyprint": "engine",
    "pypdfium2": "pictures",
    "PIL": "pictures",
    "opencc": "converting",
}
"""Where each library is named, and nowhere else; some where one module is not enough."""

AMBIENT = (
    *("os", "pathlib", "time", "logging", "subprocess", "tempfile", "shutil", "random"),
    *("multiprocessing", "threading", "socket", "urllib.request"),
)
"""What a value-in, value-out core has no use for."""

AMBIENT_CALLS = ("today", "now", "open", "print", "input", "getenv")
"""The same that need no import, or one for the sake of something else, as datetime's classes."""


def _modules():
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
        if "default" not in path.parts
    }


def _imported(path):
    """Every module that a file names, also under TYPE_CHECKING and inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner.removeprefix("generator.") not in MODULES:
                    yield node.module
                yield inner


def _called(text):
    """The last name of everything that a source calls: `today` of `date.today()`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def _is_ambient(module):
    return any(f"{module}.".startswith(f"{name}.") for name in AMBIENT)


MODULES = _modules()
IMPORTS = {name: set(_imported(path)) for name, path in MODULES.items()}
OWN = {
    name: {other for other in MODULES if f"generator.{other}" in imported} - {name}
    for name, imported in IMPORTS.items()
}


def test_the_graph_is_not_empty():
    assert "segments" in OWN["content"]
    assert "build" in OWN["cli"]


@pytest.mark.parametrize("name", [name for name in MODULES if name.split(".")[0] not in EDGES])
def test_the_core_imports_no_edge(name):
    assert OWN[name].isdisjoint(EDGES)


@pytest.mark.parametrize("name", EDGES)
def test_an_edge_imports_none_further_out(name):
    assert OWN[name].isdisjoint(EDGES[EDGES.index(name) + 1 :])


def test_no_imports_go_in_circles():
    left = {name: set(own) for name, own in OWN.items()}
    while free := [name for name, own in left.items() if not own]:
        for name in free:
            del left[name]
        for own in left.values():
            own.difference_update(free)
    assert not left, f"in circles, or behind one: {sorted(left)}"


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_named_in_one_module(library):
    named = [
        name
        for name, imported in IMPORTS.items()
        if any(module.split(".")[0] == library for module in imported)
    ]
    home = LIBRARIES[library]
    assert named == ([home] if isinstance(home, str) else list(home))


def test_the_core_knows_no_disk_clock_or_environment():
    core = {name: path for name, path in MODULES.items() if name.split(".")[0] not in EDGES}
    found = {(name, module) for name in core for module in IMPORTS[name] if _is_ambient(module)}
    found |= {
        (name, called)
        for name, path in core.items()
        for called in _called(path.read_text(encoding="utf-8"))
        if called in AMBIENT_CALLS
    }
    assert not found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import os.path", True),
        ("from os import path", True),
        ("import urllib.request", True),
        ("from urllib import request", True),
        ("from urllib.request import urlopen", True),
        ("from urllib.parse import quote", False),
        ("import ostrich", False),
        ("def day():\n    return date.today()", True),
        ("datetime.datetime.now(UTC)", True),
        ("with open(name) as file: pass", True),
        ("file.open('rb')", True),
        ("print(1)", True),
        ("input()", True),
        ("os.getenv('HOME')", True),
        ("today = now(day)[0]", True),
        ("today = entry.opened()", False),
        ("'print()'", False),
    ],
)
def test_a_disk_a_clock_or_an_environment_would_be_found(text, found, tmp_path):
    path = support.write_tree(tmp_path, {"x.py": text}) / "x.py"
    ambient = any(map(_is_ambient, _imported(path)))
    assert (ambient or not set(AMBIENT_CALLS).isdisjoint(_called(text))) is found
