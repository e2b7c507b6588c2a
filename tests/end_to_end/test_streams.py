"""No command ends in a traceback, whatever stdout and stderr are, and its exit status is right."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from generator.catalogs.interface import teller
from generator.cli import main as cli
from generator.desk.web import app
from generator.preview.changes import Changes
from generator.preview.overlay import Report
from tests import support
from tests.support import ROOT, tree, write_tree

ENCODINGS = ("utf-8", "gbk", "cp1252", "ascii")
LANGUAGES = ("C.UTF-8", "zh_CN.UTF-8")
WRONG = {"content/wrong/bulletin.md": "---\ntitle: ✎ 转账 😀\n---\n"}


@dataclass(frozen=True)
class Command:
    words: str
    status: int
    """Its exit status where all can be written."""
    has_result: bool = True
    """True where it writes to stdout."""
    site: str = "right"


COMMANDS = (
    Command("--help", 0),
    Command("build -h", 0),
    Command("--version", 0),
    Command("bild", 2, has_result=False),
    Command("build --no-posters", 0),
    Command("build --no-posters", 1, has_result=False, site="wrong"),
    Command("check --no-posters", 0),
    Command("check --no-posters", 1, has_result=False, site="wrong"),
    Command("check --no-posters --format json", 0),
    Command("check --no-posters --format json", 1, site="wrong"),
    Command("status", 0),
    Command("status --format json", 0),
    Command("extract", 0),
    Command("init ar", 0),
    Command("update", 0),
    Command("new fake-shop", 0),
    Command("approve complete --locale zh-Hans --as Li", 0),
    Command("verify {site}/built", 0),
    Command("verify {site}/content", 2, has_result=False),
    Command("serve --no-browser", 130),
)
STATES = ("open", "full", "closed", "ended")
"""What a stream is: the third is `>&-`, the last a pipe whose reader has gone."""
STREAMS = tuple(product(STATES, STATES))


@pytest.fixture(scope="session")
def sites(once):
    """A site that can be built, with its built copy, and one that cannot."""

    def fill(folder):
        for name, more in (("right", {}), ("wrong", WRONG)):
            site = write_tree(support.example_site("withheld", folder / name), more)
            with (site / "content/site.toml").open("a", encoding="utf-8") as settings:
                settings.write('[review]\npeople = ["Li"]\n')
        support.build(folder / "right", folder / "right/built")

    return once("sites for streams", fill)


@pytest.fixture
def site_of(sites, tmp_path):
    """A copy of a command's site, which the command may change."""
    numbers = iter(range(10_000))

    def made(name):
        return write_tree(tmp_path / str(next(numbers)), tree(sites / name))

    return made


@contextlib.contextmanager
def stream(state, encoding):
    """A stream in a state as Python opens it; gives what was written to it, where it was open."""
    written = io.BytesIO()
    raw: io.IOBase = written
    if state == "closed":
        yield None, written
        return
    if state == "full":
        raw = io.FileIO("/dev/full", "w")
    elif state == "ended":
        reader, writer = os.pipe()
        os.close(reader)
        raw = os.fdopen(writer, "wb", 0)
    text = io.TextIOWrapper(raw, encoding=encoding)
    yield text, written
    text.close()  # as Python does at its end


def run(command, site, *, language, encoding, states, monkeypatch):
    """Run a command in this process: its exit status, and what it wrote to stdout and stderr."""
    words = command.words.format(site=site).split()
    handler = signal.getsignal(signal.SIGTERM)
    teller.cache_clear()
    with (
        monkeypatch.context() as own,
        stream(states[0], encoding) as (out, result),
        stream(states[1], encoding) as (err, told),
    ):
        own.setattr(app, "serve", _serve)
        own.setattr(sys, "argv", ["generator", "--site", str(site), *words])
        own.setattr(sys, "stdout", out)
        own.setattr(sys, "stderr", err)
        own.setenv("LC_ALL", language)
        try:
            with pytest.raises(SystemExit) as ended:
                cli.main()
        finally:
            signal.signal(signal.SIGTERM, handler)
            teller.cache_clear()
        texts = result.getvalue().decode(encoding), told.getvalue().decode(encoding)
    return ended.value.code, *texts


def _serve(_options, _port, ready, say):
    """Serve as the desk does, until somebody interrupts it at once."""
    ready("http://127.0.0.1:8000/?key=x", "http://127.0.0.1:8001/")
    say(Changes(Report("v", failure="✎ 转账 😀 é")))
    raise KeyboardInterrupt


def check(command, site, *, states, **how):
    status, out, err = run(command, site, states=states, **how)
    lost = command.has_result and states[0] in ("full", "closed")
    assert status == (3 if lost else command.status)
    if states[0] == "open" and command.has_result:
        assert out
        if "json" in command.words:
            assert isinstance(json.loads(out), list)
    if lost and states[1] == "open":
        assert "stdout" in err


CASES = [
    (command, LANGUAGES[number % 2], ENCODINGS[number // 2 % 4], STREAMS[number * 5 % 16])
    for number, command in enumerate((*COMMANDS, *COMMANDS[::-1]))
]
"""Each command twice; together, each state of the one stream beside each of the other."""


@pytest.mark.parametrize(
    ("command", "language", "encoding", "states"),
    CASES,
    ids=lambda value: value.words if isinstance(value, Command) else None,
)
def test_a_command_ends_as_it_should(command, language, encoding, states, site_of, monkeypatch):
    site = site_of(command.site)
    how = {"language": language, "encoding": encoding, "monkeypatch": monkeypatch}
    check(command, site, states=states, **how)


def test_the_cases_have_each_command_language_encoding_and_pair_of_streams():
    commands, languages, encodings, states = (set(column) for column in zip(*CASES, strict=True))
    assert (commands, languages) == (set(COMMANDS), set(LANGUAGES))
    assert (encodings, states) == (set(ENCODINGS), set(STREAMS))


@pytest.mark.thorough
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_each_command_ends_as_it_should_in_each_language_encoding_and_stream(
    command, site_of, monkeypatch
):
    for language, encoding, states in product(LANGUAGES, ENCODINGS, STREAMS):
        how = {"language": language, "encoding": encoding, "monkeypatch": monkeypatch}
        check(command, site_of(command.site), states=states, **how)


@pytest.mark.parametrize("words", ["check --no-posters --format json", "status --format json"])
def test_json_is_the_same_in_each_encoding(words, site_of, monkeypatch):
    site = site_of("right")
    found = [
        run(
            Command(words, 0),
            site,
            language=LANGUAGES[0],
            encoding=encoding,
            states=("open", "open"),
            monkeypatch=monkeypatch,
        )[1]
        for encoding in ENCODINGS
    ]
    assert len(set(found)) == 1
    assert found[0].isascii()
    assert json.loads(found[0])


def in_shell(site, command, variables=""):
    """Run the command by a shell, which opens and closes streams: status, stdout, stderr."""
    program = f'{variables} "{sys.executable}" -m generator --site "{site}" {command}'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {program}"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("redirected", "status"),
    [(">/dev/full", 3), (">&- 2>&- <&-", 3), ("2>&1 | true", 0)],
)
def test_a_build_whose_result_cannot_be_told_is_done_all_the_same(
    redirected, status, sites, site_of
):
    """What a library prints into a closed stream would else be written into the next file."""
    site = site_of("right")
    found, out, err = in_shell(site, f"build --no-posters {redirected}")
    assert (found, out) == (status, b"")
    assert b"Traceback" not in err
    assert b"Exception" not in err
    assert tree(site / "output") == tree(sites / "right/built")


@pytest.mark.parametrize(("redirected", "told"), [("2>/dev/full", b""), ("2>&1 | true", b"")])
def test_refused_content_is_refused_where_nobody_hears_it(redirected, told, site_of):
    status, out, err = in_shell(site_of("wrong"), f"check --no-posters {redirected}")
    assert (status, out, err) == (1, b"", told)


def test_a_completion_that_cannot_be_written_is_no_traceback():
    program = "import sys; sys.argv = ['bulletins']; from generator.cli.main import main; main()"
    variables = {"_BULLETINS_COMPLETE": "bash_complete", "COMP_WORDS": "b bu", "COMP_CWORD": "1"}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, **variables},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr == b"stdout: the disk failed: No space left on device\n"


def test_what_an_encoding_lacks_is_written_as_its_code(site_of):
    status, out, err = in_shell(
        site_of("wrong"), "check --no-posters", "PYTHONIOENCODING=ascii LC_ALL=zh_CN.UTF-8"
    )
    assert (status, out) == (1, b"")
    assert err.isascii()
    assert b"\\u" in err
