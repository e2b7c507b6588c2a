"""The house: packages import one way, through their faces; each library has one home."""

from __future__ import annotations

import ast
import re
import sys

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "generator"

LAYERS = (
    *(
        "diagnostics",
        "text",
        "shipped",
        "layout",
        "facts",
        "moments",
        "locales",
        "markdown",
        "model",
    ),
    "views",
    *("entities", "repair", "config", "content", "catalogs", "checks"),
    *("site", "listings", "render"),
    *("system", "workers", "posters", "output", "options", "source", "incremental"),
    *("build", "commands", "exchange", "preview", "desk", "cli", "__main__"),
)
"""The packages and root modules, the innermost first: each may import those before it only."""

EDGES = (
    *("system", "workers", "posters", "output", "source", "incremental"),
    *("build", "commands", "exchange", "preview", "desk", "cli", "__main__"),
)
"""Those that may know the disk, the clock and the environment; the others are the core."""

EDGE_MODULES = (
    *("catalogs.interface", "options", "entities.languages", "repair.aliases"),
    *("content.unfilled", "shipped"),
)
"""Modules of the core that do, too: one asks the environment for the language of whoever runs the
program, one names the folders that a build is asked for, two read their own tables, one the words
that `new` writes, and one what was made of the templates when the package was built."""

MANY_ROOMS = ("checks", "entities.recognizers")
"""The folders with a module for each rule or kind of fact; the others have a dozen at most."""

MOST_MODULES = 12
MOST_OF_THE_DESK = 20
"""The desk has a module for each thing that somebody does at it; its pages, one for each kind."""
MOST_LINES = 41_800
"""Of generator/ as a whole. A new feature that needs more says so here."""
MOST_LINES_OF_A_FUNCTION = 50

LIBRARIES = {
    "markdown": "markdown.dialect",
    "jinja2": "render.templates",
    "markupsafe": "render.templates",
    "babel": "locales",
    "yaml": "content.frontmatter",
    "phonenumbers": "config.phones",
    "click": ("cli.console", "cli.help", "cli.main"),
    "watchfiles": "preview.watch",
    "msgspec": "build.drawn",
    "rich": "cli.console",
    "segno": "render.qr",
    "fontTools": "text.fonts",
    "tomlkit": "config.edit",
    "typst": "posters.engine",
    "rjieba": "text.phrases",
    "opencc": "commands.opencc",
    "openpyxl": "exchange.workbook",
    "PIL": "render.pictures",
    "mammoth": "exchange.word",
    "starlette": "desk.web.server",
    "uvicorn": "desk.web.server",
    "anyio": "desk.web.server",
}
"""Where each library is named, and nowhere else; the command line is made of several modules."""

AMBIENT = (
    *("os", "pathlib", "time", "logging", "subprocess", "tempfile", "shutil", "random"),
    *("multiprocessing", "threading", "socket", "urllib.request", "importlib.resources"),
)
"""What a value-in, value-out core has no use for."""

AMBIENT_CALLS = (
    *("today", "now", "open", "print", "input", "getenv"),
    *("read_text", "read_bytes", "write_text", "write_bytes"),
)
"""The same that need no import, or one for the sake of something else, as datetime's classes."""


def _modules():
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
        if "default" not in path.parts
    }


TREES = {
    name: ast.parse(path.read_text(encoding="utf-8")) for name, path in sorted(_modules().items())
}
"""Every module, parsed once; a package by its face."""


def _imported(tree):
    """Every module that a source names, also under TYPE_CHECKING and inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner.removeprefix("generator.") in TREES else node.module


def _called(tree):
    """The last name of everything that a source calls: `today` of `date.today()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def _is_ambient(module):
    return any(f"{module}.".startswith(f"{name}.") for name in AMBIENT)


def _layer(name):
    return name.partition(".")[0]


def _functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


IMPORTS = {name: set(_imported(tree)) for name, tree in TREES.items()}
OWN = {
    name: {module.removeprefix("generator.") for module in imported if "generator." in module}
    for name, imported in IMPORTS.items()
}
"""What each module imports of the project's own modules."""
FACES = {
    name: frozenset(ast.literal_eval(node.value))
    for name, tree in TREES.items()
    if (PACKAGE / name).is_dir()
    for node in tree.body
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
}
"""The modules of each package that others may use: its `__all__`."""
CROSSING = [
    (name, other)
    for name, own in OWN.items()
    for other in sorted(own)
    if other in TREES and _layer(other) != _layer(name)
]
"""Each import of a module of another layer."""


def test_the_graph_is_not_empty():
    assert "markdown.walk" in OWN["content.documents"]
    assert "build.build" in OWN["cli.main"]
    assert ("cli.main", "build.build") in CROSSING


def test_every_module_has_its_layer():
    assert {_layer(name) for name in TREES if name} - {"generator"} <= {*LAYERS, "__init__"}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_those_below_it(layer):
    above = LAYERS[LAYERS.index(layer) + 1 :]
    assert not [(a, b) for a, b in CROSSING if _layer(a) == layer and _layer(b) in above]


@pytest.mark.parametrize("package", sorted(FACES))
def test_a_package_is_used_through_its_face(package):
    """Its face names just the modules that others use: neither more nor less."""
    used = {
        b.removeprefix(f"{package}.").partition(".")[0]
        for a, b in CROSSING
        if b.startswith(f"{package}.")
    }
    assert used <= FACES[package]
    assert package == "cli" or FACES[package] <= used


def test_the_developers_page_draws_the_layers_as_they_are():
    page = (ROOT / "docs/developers.md").read_text(encoding="utf-8")
    drawing = page.partition("```")[2].partition("```")[0]
    parts = [
        [
            name
            for row in re.findall(r"^   (\w+(?:, \w+)*)/?(?:  |$)", part, re.MULTILINE)
            for name in row.split(", ")
        ]
        for part in drawing.split("the core: ")
    ]
    edges, core = parts
    assert {*edges} == {*EDGES, "options"} - {"__main__"}
    assert {*edges, *core} == {*LAYERS} - {"__main__"}
    heights = {name: -at for at, name in enumerate((*edges, *core))}
    upwards = [(a, b) for a, b in CROSSING if heights.get(_layer(a), 1) < heights.get(_layer(b), 0)]
    same_row = {"model", "views", "layout", "facts", "moments", "locales", "workers", "options"}
    assert not [(a, b) for a, b in upwards if not {_layer(a), _layer(b)} <= same_row]


def test_no_package_is_without_a_face():
    assert {_layer(name) for name in TREES if "." in name} == set(FACES)


def test_a_face_says_what_its_package_does():
    for name, tree in TREES.items():
        if any(other.startswith(f"{name}.") for other in TREES):
            assert ast.get_docstring(tree), f"{name} has no docstring"
            assert not _functions(tree), f"{name}/__init__.py only says what others may use"


def test_no_imports_go_in_circles():
    left = {name: own & TREES.keys() - {name} for name, own in OWN.items()}
    while free := [name for name, own in left.items() if not own]:
        for name in free:
            del left[name]
        for own in left.values():
            own.difference_update(free)
    assert not left, f"in circles, or behind one: {sorted(left)}"


def test_every_library_has_its_home():
    own = {"generator", "__future__", *sys.stdlib_module_names}
    named = {module.split(".")[0] for imported in IMPORTS.values() for module in imported} - own
    assert named == {*LIBRARIES}


def test_only_the_command_line_opens_a_browser():
    assert {n for n, imported in IMPORTS.items() if "webbrowser" in imported} == {"cli.main"}


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_named_in_one_module(library):
    named = [
        name
        for name, imported in IMPORTS.items()
        if any(module.split(".")[0] == library for module in imported)
    ]
    home = LIBRARIES[library]
    assert named == ([home] if isinstance(home, str) else list(home))


def test_no_folder_has_more_modules_than_one_sees_at_a_glance():
    folders = {}
    for path in PACKAGE.rglob("[!_]*.py"):
        name = ".".join(path.parent.relative_to(PACKAGE).parts)
        folders[name] = folders.get(name, 0) + 1
    most = dict.fromkeys(folders, MOST_MODULES) | dict.fromkeys(
        ("desk", "desk.web"), MOST_OF_THE_DESK
    )
    assert not {n: c for n, c in folders.items() if c > most[n] and n not in MANY_ROOMS}


def test_the_program_and_its_functions_stay_small():
    lines = sum(path.read_bytes().count(b"\n") for path in _modules().values())
    assert lines <= MOST_LINES
    assert not [
        f"{name}.{function.name}"
        for name, tree in TREES.items()
        for function in _functions(tree)
        if function.end_lineno - function.lineno >= MOST_LINES_OF_A_FUNCTION
    ]


def test_the_core_knows_no_disk_clock_or_environment():
    core = {n: t for n, t in TREES.items() if _layer(n) not in EDGES and n not in EDGE_MODULES}
    found = {(name, module) for name in core for module in IMPORTS[name] if _is_ambient(module)}
    found |= {
        (name, called)
        for name, tree in core.items()
        for called in _called(tree)
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
def test_a_disk_a_clock_or_an_environment_would_be_found(text, found):
    tree = ast.parse(text)
    named = {
        module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for module in (f"{node.module}.{alias.name}" for alias in node.names)
    } | set(_imported(tree))
    ambient = any(map(_is_ambient, named))
    assert (ambient or not set(AMBIENT_CALLS).isdisjoint(_called(tree))) is found


def test_all_that_is_printed_goes_through_one_module():
    """It knows what to do where stdout or stderr is full, closed or in another encoding."""
    found = {name for name, tree in TREES.items() if {"print", "echo"} & set(_called(tree))}
    assert found == {"cli.console"}
