"""What comes with the package of its templates: the same code and words as are made here."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from generator import shipped
from generator.catalogs import extract
from generator.diagnostics.errors import Refused
from generator.render import templates
from generator.render.templates import Templates
from tests import support
from tests.support import ROOT
from tools import ship

TEXTS = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*"))
    if path.suffix in (".html", ".txt", ".xml", ".typ")
}
CACHES = (shipped._every, shipped._makers, templates._compiled, templates._parsed)


@pytest.fixture
def fresh():
    """Nothing is known of templates from before, nor afterwards."""

    def forget():
        sys.modules.pop(shipped.PACKAGE, None)
        for cache in CACHES:
            cache.cache_clear()

    forget()
    yield forget
    forget()


@pytest.fixture
def package(fresh, tmp_path, monkeypatch):
    """The package, as it is installed beside the program."""
    folder = tmp_path / shipped.PACKAGE
    folder.mkdir()
    ship.write(folder)
    fresh()
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def _has_none(name, text):
    return shipped.code(name, text) is None and shipped.words(name, text) is None


def test_every_template_has_its_code_and_its_words(package):
    for name, text in TEXTS.items():
        code = shipped.code(name, text)
        assert code is not None
        assert code.co_filename == f"templates/{name}"
        module = package / f"{shipped.name_of(name, text)}.py"
        assert module.read_text(encoding="utf-8") == templates.source(name, text)
        words = [extract.Extracted(*row) for row in shipped.words(name, text)]
        assert words == list(extract.words_of(text))


def test_pages_are_the_same_bytes_without_compiling_a_template(
    package, fresh, small_site, monkeypatch, tmp_path
):
    def parsed(name, text):
        raise AssertionError(name)

    with monkeypatch.context() as patch:
        patch.setattr(templates, "_parsed", parsed)
        support.build(small_site, tmp_path / "with")
    fresh()
    with monkeypatch.context() as patch:
        patch.setattr(shipped, "_every", dict)
        support.build(small_site, tmp_path / "without")
    assert support.tree(tmp_path / "with") == support.tree(tmp_path / "without")


def test_what_fails_in_a_template_that_came_compiled_is_told_at_its_line(package):
    name = "bulletin.html"
    with pytest.raises(Refused) as here:
        Templates(TEXTS).render(name, {})
    templates._compiled.cache_clear()
    shipped._every.cache_clear()
    (package / shipped.WORDS).unlink()
    with pytest.raises(Refused) as there:
        Templates(TEXTS).render(name, {})
    assert str(here.value.problems[0]) == str(there.value.problems[0])
    assert str(here.value.problems[0]).startswith("templates/")


@pytest.mark.parametrize("change", ["a letter", "its name", "Jinja", "the program"])
def test_another_template_or_another_maker_is_compiled_here(package, change, monkeypatch, tmp_path):
    name, text = "text.txt", TEXTS["text.txt"]
    assert not _has_none(name, text)
    if change == "Jinja":
        (tmp_path / "jinja2-99.0.dist-info").mkdir()
    elif change == "the program":
        (tmp_path / "generator").mkdir()
        monkeypatch.setattr(shipped, "__file__", str(tmp_path / "generator/shipped.py"))
    shipped._makers.cache_clear()
    given = {"a letter": (name, f"{text} "), "its name": ("short.txt", text)}
    assert _has_none(*given.get(change, (name, text)))


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'"t"'])
def test_a_damaged_package_slows_down_and_no_more(package, damage):
    (package / shipped.WORDS).write_bytes(damage)
    assert _has_none("text.txt", TEXTS["text.txt"])
    assert "<html" in Templates({"x.html": "<html>"}).render("x.html", {})


@pytest.mark.parametrize("damage", ["", "root = 1 +", "# nothing"])
def test_damaged_code_slows_down_and_no_more(package, damage):
    name, text = "text.txt", TEXTS["text.txt"]
    (package / f"{shipped.name_of(name, text)}.py").write_text(damage, encoding="utf-8")
    assert shipped.code(name, text) is None
    assert templates._compiled(name, text).co_filename == f"templates/{name}"


def test_an_upgrade_beside_what_is_left_of_the_old_library_is_another_one(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    (tmp_path / "Jinja2-3.1.5.dist-info").mkdir()
    (tmp_path / "jinja2-3.1.6.dist-info").mkdir()
    before = list(shipped.versions(["jinja2"]))
    (tmp_path / "jinja2-3.1.6.dist-info").rename(tmp_path / "jinja2-3.1.7.dist-info")
    assert list(shipped.versions(["jinja2"])) != before


@pytest.mark.thorough
def test_the_wheel_has_them(tmp_path):
    """Built with what is installed here, as the README's command does."""
    made = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(made, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert f"{shipped.PACKAGE}/{shipped.WORDS}" in names
    for name, text in TEXTS.items():
        assert f"{shipped.PACKAGE}/{shipped.name_of(name, text)}.py" in names
