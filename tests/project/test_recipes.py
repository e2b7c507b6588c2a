"""The recipes of docs/publishing: they say the same as the README and as each other."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess

import pytest
import yaml

from generator.cli.main import cli
from tests import support
from tests.servers import RECIPES

PAGE = RECIPES.with_suffix(".md")
CLOUDS = ("s3", "oss", "cos")


def _page() -> str:
    return PAGE.read_text(encoding="utf-8")


def fenced(kind: str) -> list[str]:
    """The page's code blocks of a kind, of which it has one at least."""
    found = re.findall(rf"^```{kind}\n(.*?)^```$", _page(), re.MULTILINE | re.DOTALL)
    assert found, f"the page has no block of {kind}"
    return found


def _command(name: str, text: str) -> str:
    """The code block below a mark such as <!-- command: build -->."""
    found = re.search(rf"^<!-- command: {name} -->\n```sh\n(.*?)^```$", text, re.M | re.S)
    assert found, f"there is no command {name}"
    return found[1]


def _readme() -> str:
    return (support.ROOT / "README.md").read_text(encoding="utf-8")


def header_rules(text: str) -> dict[str, dict[str, str]]:
    """The headers of a _headers file by the pattern of the paths that they are for."""
    rules: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0] not in " \t":
            current = rules.setdefault(line.strip(), {})
        elif not line.strip().startswith("!"):  # "! Name" takes a header away again
            name, _, value = line.strip().partition(":")
            current[name.strip().lower()] = value.strip()
    return rules


def _nginx_headers() -> dict[str, str]:
    text = (RECIPES / "nginx.conf").read_text(encoding="utf-8")
    return {
        name.lower(): value
        for name, value in re.findall(r'add_header ([\w-]+) "([^"]*)" always;', text)
    }


def _kept() -> tuple[str, str]:
    """What nginx says of keeping a page, and of keeping an asset."""
    text = (RECIPES / "nginx.conf").read_text(encoding="utf-8")
    found = re.search(r'default "([^"]*)";\s+~/assets/\S+ "([^"]*)";', text)
    assert found
    return found[1], found[2]


def test_the_rules_of_a_headers_file_are_read():
    text = "# why\n/*\n  A: b: c\n  D: e\n\n/assets/*\n\tF: g\n"
    assert header_rules(text) == {"/*": {"a": "b: c", "d": "e"}, "/assets/*": {"f": "g"}}


def test_the_servers_send_the_headers_that_the_build_writes(small_site, tmp_path):
    """So nginx.conf cannot be forgotten when a header changes."""
    support.build(small_site, tmp_path / "output")
    rules = header_rules((tmp_path / "output/_headers").read_text(encoding="utf-8"))
    everywhere = {**rules["/*"]}
    everywhere.pop("cache-control", None)
    assert _nginx_headers() == everywhere
    assert _kept()[1] == rules["/assets/*"]["cache-control"]


def test_apache_sends_the_same_headers_as_nginx():
    text = (RECIPES / "htaccess").read_text(encoding="utf-8")
    found = re.findall(r'Header always set ([\w-]+) "([^"]*)"', text)
    assert {name.lower(): value for name, value in found} == _nginx_headers()
    assert tuple(re.findall(r'Header set Cache-Control "([^"]*)"', text)) == _kept()


def test_github_builds_with_the_readmes_command_and_nothing_unfinished():
    workflow = yaml.safe_load((RECIPES / "github-pages.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    script = next(step["run"] for step in steps if "run" in step)
    assert script.startswith(f"{_command('build', _readme()).strip()} --strict ")
    assert (
        next(step for step in steps if "path" in step.get("with", {}))["with"]["path"] == "output"
    )


def test_githubs_workflow_may_do_no_more_than_it_must():
    workflow = yaml.safe_load((RECIPES / "github-pages.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "build": {"contents": "read", "pages": "read"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    used = [
        step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step
    ]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", name) for name in used)


def test_gitlab_builds_with_the_readmes_command_and_nothing_unfinished():
    job = yaml.safe_load((RECIPES / "gitlab-ci.yml").read_text(encoding="utf-8"))["pages"]
    script = "\n".join(job["script"])
    assert script.startswith(f"{_command('build', _readme()).strip()} --strict ")
    assert job["artifacts"]["paths"] == ["public"]
    assert "mv output public" in script


def test_every_file_that_the_page_names_is_there(small_site, tmp_path):
    support.build(small_site, tmp_path / "output")
    links = re.findall(r"\]\(([^)#]+)", _page())
    named = re.findall(r"`((?:output|content)/[^`\s]*|[\w.]+\.html|SHA256SUMS)`", _page())
    assert links
    assert named
    for link in links:
        assert (PAGE.parent / link).is_file(), link
    made = {"_headers"}
    for name in named:
        path = name.removeprefix("output/")
        here = (support.ROOT / name, tmp_path / "output" / path)
        assert path in made or any(one.exists() for one in here), name
    for recipe in RECIPES.iterdir():
        assert f"(publishing/{recipe.name})" in _page(), f"{recipe.name} stands nowhere on the page"


def test_every_command_of_the_program_that_the_page_names_is_one():
    calls = re.findall(r"-m generator ([^`\n]+)", _page())
    assert calls
    for call in calls:
        name, *options = shlex.split(call)
        known = {option for one in cli.commands[name].params for option in one.opts}
        assert set(options) <= known, call


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_a_shell_can_read_every_command_of_the_page():
    for script in fenced("sh"):
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_a_copy_to_ones_own_server_keeps_what_the_recipes_put_beside_the_site():
    """--delete-after takes away what the build did not make, but what is excluded."""
    copies = [line for line in _page().splitlines() if "rsync" in line]
    assert copies
    beside = re.findall(r"name it `([^`]+)`", _page())
    assert beside == [".htaccess"]
    for line in copies:
        assert {".gitignore", *beside} <= set(re.findall(r"--exclude (\S+)", line)), line


def test_every_storage_is_told_to_let_everybody_read():
    amazon = _page().partition("### Amazon S3")[2].partition("###")[0]
    assert "everybody may read the bucket" in amazon
    assert "For OSS and COS, in the console: let everybody read the bucket" in _page()
    policies = re.findall(r"--policy '(.*)'$", _page(), re.M)
    assert [row["Principal"] for row in json.loads(*policies)["Statement"]] == ["*"]


@pytest.mark.parametrize("cloud", CLOUDS)
def test_storage_gets_what_pages_need_then_pages_then_loses_what_is_gone(cloud):
    script = _command(cloud, _page())
    order = [script.index(part) for part in ("output/assets", "*.png", "*.html", "--delete")]
    assert order == sorted(order)
    assert script.count("--delete") == 1


@pytest.mark.parametrize("cloud", CLOUDS)
def test_storage_keeps_and_names_what_it_holds_as_a_server_does(cloud):
    script = _command(cloud, _page())
    page, asset = _kept()
    uploads = [line for line in script.splitlines() if "output" in line]
    assert uploads
    for line in uploads:
        assert (asset if "assets" in line else page) in line, line
    for ending in ("html", "txt", "xml"):
        texts = [line for line in uploads if f"*.{ending}" in line]
        assert texts, ending
        for line in texts:
            assert "; charset=utf-8" in line, line
