"""The layout: imports point from edge to core, and each library is named in one module."""

from __future__ import annotations

import ast

import pytest

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
        *("staging", "publication", "verifying"),
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

AMBIENT = ("os", "pathlib", "time", "logging", "subprocess", "tempfile", "shutil", "random")
"""What a value-in, value-out core has no use for."""


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
                yield inner if inner.removeprefix("generator.") in MODULES else node.module


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
    found = {
        (name, module)
        for name, imported in IMPORTS.items()
        for module in imported
        if name not in EDGES and name != "" and module.split(".")[0] in AMBIENT
    }
    assert not found
