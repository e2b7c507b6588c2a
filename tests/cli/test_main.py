"""The command line: exit status, what goes to stdout and what to stderr."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import webbrowser

import pytest

from generator.build import build as building
from generator.desk.web import app
from generator.diagnostics.errors import Problem, Unable
from generator.preview.changes import Changes
from generator.preview.overlay import Report
from tests import support
from tests.support import ROOT, tree, write_tree


def _run(*arguments, cwd=ROOT):
    """The command as a user runs it: status, stdout, stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def site(tmp_path):
    """An example site whose Chinese is not finished."""
    return support.example_site("withheld", tmp_path / "site")


def test_a_build_in_the_sites_folder_says_what_it_did(site):
    status, out, err = _run("build", "--no-pdf", cwd=site)
    assert status == 0
    assert out.startswith("output: ")
    assert len(out.splitlines()) == 1
    assert (site / "output/zh-Hans/unfinished/index.html").exists()
    assert {line.split(":")[0] for line in err.splitlines()} == {
        "content/unfinished/bulletin.md",  # a remark: it has no verdict
        "locales/fr/LC_MESSAGES/site.po",
        "locales/zh_Hans/LC_MESSAGES/unfinished.po",
    }


def test_refused_content_goes_to_stderr(site):
    write_tree(site, {"content/complete/bulletin.md": "---\ntitel: x\n---\n"})
    status, out, err = _run("--site", site, "build", "--no-pdf")
    assert (status, out) == (1, "")
    assert "content/complete/bulletin.md:2: front-matter: there is no key “titel”; " in err
    assert not (site / "output").exists()


def test_site_and_output_name_the_folders(site, tmp_path, call):
    status, out, _ = call("--site", site, "build", "--no-pdf", "--output", tmp_path / "public")
    assert status == 0
    assert out.startswith(f"{tmp_path / 'public'}: ")
    assert "index.html" in tree(tmp_path / "public")


def test_locale_builds_only_that_language(site, tmp_path, call):
    status, _, err = call(
        "--site", site, "build", "--no-pdf", "--locale", "zh-CN", "--output", tmp_path / "public"
    )
    assert status == 0
    assert not (tmp_path / "public/en").exists()
    assert (tmp_path / "public/zh-Hans/complete/index.html").exists()
    assert "locales/fr" not in err


def test_locale_may_be_given_more_than_once(site, tmp_path, call):
    status, _, _ = call(
        "--site",
        site,
        "build",
        "--no-posters",
        "--locale",
        "en",
        "--locale",
        "zh-Hans",
        "--output",
        tmp_path / "o",
    )
    assert status == 0
    assert {"en", "zh-Hans"} <= {path.name for path in (tmp_path / "o").iterdir()}


@pytest.mark.parametrize("tag", ["ar", "klingon", "../x"])
def test_a_locale_that_the_site_has_not_is_wrong_usage(tag, site, call):
    status, out, err = call("--site", site, "build", "--no-pdf", "--locale", tag)
    assert (status, out) == (2, "")
    assert tag in err
    assert "en, zh-Hans, fr" in err


def test_strict_refuses_what_is_not_right_in_every_language(site, call):
    status, out, err = call("--site", site, "build", "--no-pdf", "--strict")
    assert (status, out) == (1, "")
    assert "locales/zh_Hans/LC_MESSAGES/unfinished.po:" in err
    assert ": incomplete: the notice unfinished is withheld in zh-Hans" in err
    assert not (site / "output").exists()


def test_base_url_stands_in_for_the_sites_own(site, call):
    status, _, _ = call(
        "--site", site, "build", "--no-pdf", "--base-url", "https://other.example/x"
    )
    assert status == 0
    page = (site / "output/en/index.html").read_text(encoding="utf-8")
    assert "<dt>base_url</dt><dd>https://other.example/x/</dd>" in page


@pytest.mark.parametrize("url", ["other.example", "ftp://other.example", "https://o.example/?x"])
def test_a_wrong_base_url_is_wrong_usage(url, site, call):
    status, _, err = call("--site", site, "build", "--no-pdf", "--base-url", url)
    assert status == 2
    assert url in err


@pytest.mark.parametrize(
    "arguments", [["build", "--colour"], ["bild"], ["build", "extra"], ["--site"]]
)
def test_wrong_arguments_are_wrong_usage(arguments, call):
    status, out, err = call(*arguments)
    assert (status, out) == (2, "")
    assert err


def test_a_folder_that_is_no_site_is_wrong_usage(tmp_path, call):
    status, _, err = call("--site", tmp_path, "build", "--no-pdf")
    assert status == 2
    assert "no folder content" in err


@pytest.mark.parametrize("name", [".", "content", "locales/x"])
def test_the_sites_own_folders_are_no_output(name, site, call):
    before = tree(site)
    status, _, _ = call("--site", site, "build", "--no-pdf", "--output", site / name)
    assert status == 2
    assert tree(site) == before


def test_a_foreign_folder_is_no_output(site, tmp_path, call):
    foreign = write_tree(tmp_path / "documents", {"thesis.doc": "mine"})
    status, _, err = call("--site", site, "build", "--no-pdf", "--output", foreign)
    assert status == 2
    assert "no build made" in err
    assert list(tree(foreign)) == ["thesis.doc"]


def test_a_foreign_file_in_the_output_is_named(site, call):
    call("--site", site, "build", "--no-pdf")
    write_tree(site, {"output/mine.txt": "mine"})
    status, _, err = call("--site", site, "build", "--no-pdf")
    assert status == 0
    assert f"{site / 'output/mine.txt'}: no build made this file; it is left alone" in err


def test_a_folder_that_cannot_be_written_is_a_failure(site, call):
    site.chmod(0o500)
    try:
        with support.bound_by_permissions():
            status, _, err = call("--site", site, "build", "--no-pdf")
    finally:
        site.chmod(0o700)
    assert status == 3
    assert "cannot be written" in err


def test_a_failure_of_the_disk_is_told(site, call, monkeypatch):
    def failing(_):
        raise Unable("/x: cannot be written: No space left on device")

    monkeypatch.setattr(building, "build", failing)
    assert call("--site", site, "build", "--no-pdf") == (
        3,
        "",
        "error: /x: cannot be written: No space left on device\n",
    )


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_with_130(site, call, monkeypatch):
    monkeypatch.setattr(building, "build", lambda _: signal.raise_signal(signal.SIGINT))
    assert call("--site", site, "build", "--no-pdf")[0] == 130


def test_a_termination_ends_with_143(site, call, monkeypatch):
    monkeypatch.setattr(building, "build", lambda _: signal.raise_signal(signal.SIGTERM))
    assert call("--site", site, "build", "--no-pdf")[0] == 143


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["build", "--help"], ["--version"]])
def test_help_and_version_go_to_stdout(arguments, call):
    status, out, err = call(*arguments)
    assert (status, err) == (0, "")
    assert out


def test_new_says_what_it_made_and_what_to_do_next(site, call):
    status, out, err = call("--site", site, "new", "fake-shop", "--locale", "zh-CN")
    assert (status, err) == (0, "")
    first, *_ = out.splitlines()
    assert first == "content/fake-shop/bulletin.md"
    assert "source_locale: zh-Hans" in (site / first).read_text(encoding="utf-8")
    for path in out.splitlines()[:3]:
        assert (site / path).is_file()
    assert f"generator --site {site} serve" in out
    assert f"generator --site {site} update" in out


def test_new_refuses_a_name_that_is_taken_or_cannot_be(site, call):
    for slug in ("complete", "Fake_Shop", "site"):
        status, out, err = call("--site", site, "new", slug)
        assert (status, out) == (2, "")
        assert slug in err


def test_serve_refuses_a_port_that_is_none(site, call):
    status, out, err = call("--site", site, "serve", "--port", "65536")
    assert (status, out) == (2, "")
    assert "a whole number from 0 to 65535 is meant" in err


def test_serve_fails_where_its_port_is_taken(site, call):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, out, err = call("--site", site, "serve", "--port", port)
    assert (status, out) == (3, "")
    assert f"port {port} cannot be used: {os.strerror(errno.EADDRINUSE)}; " in err


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("more", [[], ["--no-browser"]])
def test_serve_says_the_address_and_what_is_new_after_each_build(more, site, call, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    problem = Problem("content/x.md", 3, "text", "it is wrong", "mend it")
    remark = Problem("content/x.md", 4, "text", "it is odd", "look", warning=True)

    def serve(options, port, ready, say):
        assert (options.site, port) == (site, None)
        ready("http://127.0.0.1:8000/?key=x", "http://127.0.0.1:8001/")
        first = Changes(Report("v", warnings=(remark,)))
        second = first.then(Report("w", (problem,), warnings=(remark,)), 0)
        third = second.then(Report("x", failure="the disk failed"), 0)
        fourth = third.then(Report("y", warnings=(remark,)), 3)
        for news in (first, second, third, fourth):
            say(news)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(app, "serve", serve)
    status, out, err = call("--site", site, "serve", *more)
    assert (status, out) == (130, "http://127.0.0.1:8000/?key=x\n")
    assert opened == ([] if more else ["http://127.0.0.1:8000/?key=x"])
    told = re.sub(r"(?m)^[0-2]\d:[0-5]\d:[0-5]\d ", "TIME ", err).splitlines()
    assert list(filter(None, told)) == [
        "The site as it will be: http://127.0.0.1:8001/",
        "TIME built; no errors, warnings: 1",
        "content/x.md:4: text: it is odd; look",
        "TIME not built; errors: 1, warnings: 1",
        "content/x.md:3: text: it is wrong; mend it",
        "still as before: 1",
        "TIME not built",
        "error: the disk failed",
        "TIME built, pages changed: 3; no errors, warnings: 1",
        "still as before: 1",
        "all errors are mended",
    ]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_status_quotes_no_control_character_that_a_terminal_obeys(
    is_terminal, small_site, call, monkeypatch
):
    """The first message to review may be anybody's words; rich writes colours of its own."""
    message = "Call \x1b[31mred\x07 now."
    files = {
        "content/refund/bulletin.md": f"---\ntitle: x\ndate: 2022-07-25\n---\n\n{message}\n",
        "locales/zh_Hans/LC_MESSAGES/refund.po": 'msgid ""\nmsgstr ""\n\n#, fuzzy\n'
        f'msgctxt "bulletin"\nmsgid "{message}"\nmsgstr "x"\n',
    }
    write_tree(small_site, files)
    monkeypatch.setattr("sys.stdout.isatty", lambda: is_terminal)
    monkeypatch.setenv("COLUMNS", "300")
    status, out, err = call("--site", small_site, "status")
    assert status == 0
    assert "\x1b" not in err
    assert "Call [U+001B][31mred[U+0007] now." in out
    assert "\x1b[31m" not in out
    assert "\x07" not in out


@pytest.mark.parametrize(("options", "looks"), [((), True), (("--no-pdf",), False)])
def test_check_looks_at_the_posters_unless_it_is_told_not_to(
    site, call, monkeypatch, options, looks
):
    def check(folder, *, now, posters, jobs, progress):
        progress(1, 1)
        assert (folder, posters, now) == (site, looks, None)
        assert jobs >= 1
        return ()

    monkeypatch.setattr(building, "check", check)
    assert call("--site", site, "check", *options) == (0, "everything is right\n", "")


def test_no_command_shows_the_help(call):
    status, out, err = call()
    assert status == 2
    assert "build" in out + err


def test_a_copy_of_the_site_is_compared_with_a_trusted_list(site, tmp_path, call):
    call("--site", site, "build", "--no-pdf")
    copy, sums = tmp_path / "copy", site / "output/SHA256SUMS"
    shutil.copytree(site / "output", copy)
    status, out, err = call("verify", copy, sums)
    assert (status, err) == (0, "")
    built = call("--site", site, "build", "--no-pdf")[1]
    files = len([path for path in (site / "output").rglob("*") if path.is_file()])
    assert f"{files} files" in built
    assert f"{files - 1} files, each as it was published; build counts one more" in out
    (copy / "index.html").write_text("pay here")
    (copy / "robots.txt").unlink()
    (copy / "new.html").write_text("x")
    status, out, err = call("verify", copy, sums)
    assert status == 1
    assert out.splitlines() == ["changed: index.html", "missing: robots.txt", "added: new.html"]
    assert "not the site as it was published" in err


def test_a_copys_own_list_is_said_to_prove_no_more_than_that_nothing_is_damaged(site, call):
    call("--site", site, "build", "--no-pdf")
    status, _, err = call("verify", site / "output")
    assert status == 0
    assert "compare with one that you trust" in err


@pytest.mark.parametrize(
    ("variables", "answer"),
    [
        ({"_BULLETINS_COMPLETE": "bash_source"}, "complete -o nosort -F"),
        (
            {
                "_BULLETINS_COMPLETE": "bash_complete",
                "COMP_WORDS": "bulletins bu",
                "COMP_CWORD": "1",
            },
            "plain,build",
        ),
        (
            {
                "_BULLETINS_COMPLETE": "bash_complete",
                "COMP_WORDS": "bulletins build --no",
                "COMP_CWORD": "2",
            },
            "plain,--no-pdf",
        ),
    ],
)
def test_a_shell_completes_commands_and_options(variables, answer, call):
    status, out, err = call(program="bulletins", **variables)
    assert (status, err) == (0, "")
    assert answer in out


def test_a_shell_that_runs_the_command_gets_its_completions():
    program = "import sys; sys.argv = ['bulletins']; from generator.cli.main import main; main()"
    variables = {"COMP_WORDS": "bulletins bu", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "_BULLETINS_COMPLETE": "bash_complete", **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("plain,build\n", "")


@pytest.fixture
def offered(call):
    """What a shell offers behind some words, the last of which is begun."""

    def completed(site, *words):
        typed = ["bulletins", "--site", str(site), *words]
        status, out, err = call(
            program="bulletins",
            _BULLETINS_COMPLETE="bash_complete",
            COMP_WORDS=" ".join(typed),
            COMP_CWORD=str(len(typed) - bool(words[-1])),
        )
        assert (status, err) == (0, "")
        return out.split()

    return completed


@pytest.mark.parametrize("command", ["build", "new"])
def test_a_shell_offers_the_sites_languages(command, site, offered):
    assert offered(site, command, "--locale", "") == ["plain,en", "plain,zh-Hans", "plain,fr"]
    assert offered(site, command, "--locale", "z") == ["plain,zh-Hans"]


@pytest.mark.parametrize("text", ['locales = "en"', "locales = [1]", "locales = [", "\0", None])
def test_a_site_without_languages_offers_none_and_says_nothing(text, tmp_path, offered):
    if text is not None:
        write_tree(tmp_path, {"content/site.toml": text})
    assert offered(tmp_path, "build", "--locale", "") == []


def test_what_is_offered_takes_no_part_of_the_generator_to_load():
    program = "import sys, generator.cli.main; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"babel", "jinja2", "markdown", "yaml", "typst"} & set(done.stdout.split())


def on_a_terminal(command, environment):
    """What a command writes to stderr where that is a terminal."""
    main, other = pty.openpty()
    told = b""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=other):
        os.close(other)
        with contextlib.suppress(OSError):  # which says that nobody writes there any more
            while part := os.read(main, 100_000):
                told += part
    os.close(main)
    return told.decode()


@pytest.mark.parametrize(
    ("variables", "coloured"), [({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False)]
)
def test_where_a_problem_stands_is_coloured_on_a_terminal_only(site, variables, coloured, call):
    write_tree(site, {"content/refund/routines/01-parcel.md": "no front matter\n"})
    arguments = ("--site", str(site), "check", "--no-pdf")
    variables = {"TERM": "xterm", **variables}
    command = [sys.executable, "-m", "generator", *arguments]
    on_terminal = on_a_terminal(command, {**os.environ, **variables})
    assert ("\x1b[31m" in on_terminal) is coloured
    assert "01-parcel.md:1:" in on_terminal
    _, _, piped = call(*arguments, **variables)
    assert "01-parcel.md:1:" in piped
    assert "\x1b" not in piped


def test_status_says_that_errors_keep_the_site_from_being_built(site, call):
    status, out, err = call("--site", site, "status")
    assert (status, err) == (0, "")
    catalog = site / "locales/zh_Hans/LC_MESSAGES/complete.po"
    before = catalog.read_text(encoding="utf-8")
    catalog.write_text(re.sub(r'msgstr "(?=[^"\\\\])', 'msgstr "<b>', before), encoding="utf-8")
    status, after, err = call("--site", site, "status")
    number = int(re.match(r"errors: ([0-9]+); nothing is built before they are mended", err)[1])
    assert status == 0
    assert number == len(call("--site", site, "check", "--no-pdf")[2].splitlines()) - 3 > 0
    differing = set(after.splitlines()) - set(out.splitlines())
    assert [line.split("\t")[:2] for line in differing] == [["complete", "zh-Hans"]]
    assert f"errors: {number}" in after


def test_posters_that_a_build_without_them_takes_out_are_told(site, call):
    """In a fast test, a sheet of a build before is a file in its list of sums."""
    build = ("--site", site, "build", "--no-pdf")
    assert "posters taken out" not in call(*build)[2]
    output = site / "output"
    sheet = output / "posters/refund.en.pdf"
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_bytes(b"a sheet")
    sums = output / "SHA256SUMS"
    row = f"{hashlib.sha256(sheet.read_bytes()).hexdigest()}  posters/refund.en.pdf"
    rows = sorted([*sums.read_text(encoding="utf-8").splitlines(), row], key=lambda one: one[66:])
    sums.write_text("\n".join(rows) + "\n", encoding="utf-8")
    head = "---\ntitle: Refunds\ndate: 2022-07-25\n---\n\nx\n"
    write_tree(site, {"content/refund/bulletin.md": head})
    status, out, err = call(*build)
    assert (status, sheet.exists()) == (0, False)
    assert "posters taken out, since --no-pdf was given: 1; build without it" in err
    assert "removed" in out


def test_a_file_is_imported_and_what_found_no_place_is_listed(tmp_path):
    site = support.example_site("withheld", tmp_path / "site")
    text = tmp_path / "warning.txt"
    text.write_text("Beware of fake refunds\n\nIt is a scam.\n\n- END -\n", "utf-8")
    status, out, err = _run("import", text, "--slug", "fake-refunds", cwd=site)
    assert (status, err) == (0, "")
    assert out.splitlines()[:3] == [
        "content/fake-refunds/bulletin.md",
        "content/fake-refunds/routines/01-first-scam.md",
        "found no place: - END - (the text)",
    ]
    before = tree(site)
    for arguments, code, words in (
        (("import", text, "--slug", "fake-refunds"), 2, "is there already"),
        (("import", tmp_path / "x.docx"), 3, "x.docx: cannot be read"),
        (("import", tmp_path / "x.doc"), 2, "x.doc: save it as .docx, and import that"),
        (("import", text, "--locale", "fr"), 0, ""),
        (("import", text, "--locale", "de"), 2, "de is not one of the site's languages"),
    ):
        status, _, err = _run(*arguments, cwd=site)
        assert (status, words in err) == (code, True)
    new = {path for path in tree(site) if path not in before}
    assert {path.split("/")[1] for path in new} == {"beware-of-fake-refunds"}


def test_a_file_that_is_damaged_is_refused_by_its_name(tmp_path):
    site = support.example_site("withheld", tmp_path / "site")
    before = tree(site)
    (tmp_path / "x.docx").write_bytes(b"PK")
    status, out, err = _run("import", tmp_path / "x.docx", cwd=site)
    assert (status, out) == (1, "")
    assert err.startswith("x.docx:1: import: the file is damaged, or no Word file; ")
    assert tree(site) == before
