"""The program's sentences in the language of whoever runs it."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import string
import subprocess
import sys

import pytest

from generator.catalogs import reader
from generator.catalogs.interface import DOMAIN, FOLDER, Teller, teller_in, wanted
from generator.diagnostics.errors import Problem, Problems
from generator.diagnostics.messages import listed, said
from tests import support
from tests.support import ROOT, read_site
from tools import messages

CHINESE = FOLDER / "zh_Hans" / "LC_MESSAGES" / f"{DOMAIN}.po"
BROKEN = "There is no front matter here.\n"
WORDS = {"the link to {target}": "指向{target}的链接", "lost {what}": "漏掉了{what}"}


def test_a_sentence_is_told_with_the_sentences_in_it():
    sentence = said("lost {what}", what=said("the link to {target}", target="a"))
    assert Teller(WORDS)(sentence) == "漏掉了指向a的链接"


def test_what_a_catalog_lacks_and_what_is_no_sentence_stay():
    assert Teller(WORDS)(said("nothing of {kind}", kind="it")) == "nothing of it"
    assert Teller(WORDS)("lost {what}") == "lost {what}"


def test_a_problem_is_told_as_the_contract_has_it():
    problem = Problem("a/b.md", 3, "rule", said("wrong {x}", x=1), said("mend it"))
    assert Teller({})(said("mend it")) == "mend it"
    assert problem.line_in(Teller({})) == ("a/b.md:3:", " rule: wrong 1; mend it")
    assert str(problem) == "a/b.md:3: rule: wrong 1; mend it"
    told = Teller({"{wrong}; {remedy}": "{wrong}；{remedy}", "mend it": "改好"})
    assert problem.line_in(told) == ("a/b.md:3:", " rule: wrong 1；改好")


@pytest.mark.parametrize(
    ("environment", "folders"),
    [
        ({}, []),
        ({"LANG": "C.UTF-8"}, []),
        ({"LANG": "POSIX"}, []),
        ({"LANG": "zh_CN.UTF-8"}, ["zh_Hans"]),
        ({"LANG": "zh"}, ["zh_Hans"]),
        ({"LANG": "zh_SG.GB18030"}, ["zh_Hans"]),
        ({"LANG": "zh_TW.UTF-8"}, ["zh_Hant", "zh_Hans"]),
        ({"LANG": "en_GB.UTF-8"}, ["en"]),
        ({"LANG": "de_DE@euro"}, ["de"]),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}, []),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, ["zh_Hans"]),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh_CN"}, ["fr", "zh_Hans", "en"]),
    ],
)
def test_the_environment_says_which_languages_are_wanted(environment, folders):
    assert list(wanted(environment)) == folders


def catalog():
    return reader.read(CHINESE.read_bytes(), CHINESE.name)


def test_the_catalogs_are_what_the_code_says():
    """If this fails, run python -m tools.messages."""
    for path, data in messages.catalogs().items():
        assert path.read_bytes() == data, path.relative_to(ROOT)


def test_every_message_in_the_code_is_found():
    """Babel looks for calls, and finds none inside an f-string."""
    found = {message.msgid for message in messages.messages()}
    calls = 0
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "said":
                (first, *_) = node.args
                assert isinstance(first, ast.Constant), f"{path}:{node.lineno}"
                assert first.value in found, f"{path}:{node.lineno}: {first.value}"
                assert not _values_wrong(node), f"{path}:{node.lineno}"
                calls += 1
    assert calls


def _values_wrong(call):
    """Whether a call of `said` gives other values than its text has places for.

    A text without values stays as it is, braces and all; it may have the fact of our examples in
    it, and {one} and {other} are put in by what joins two things. `itself` is for who looks for
    its line.
    """
    text, values = call.args[0].value, {keyword.arg for keyword in call.keywords} - {"itself"}
    if values:
        return values != set(names(text))
    if re.fullmatch(r"\{one\}\W+\w*\W\{other\}|\{one\}\W+\{other\}", text):
        return False
    return bool(re.search(r"\{(?!hotline\})[a-z_0-9]+\}|\{\{|\}\}", text))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('said("it is {what}", what=1)', False),
        ('said("it is wrong")', False),
        ('said("write {{{name}}}", name=1)', False),
        ('said("write {hotline}")', False),
        ('said("{one} and {other}")', False),
        ("said('write x = { tel = \"…\" }')", False),
        ('said("it is {what}")', True),
        ('said("it is {what}", whom=1)', True),
        ('said("it is {what} of {whom}", what=1)', True),
        ('said("it is wrong", what=1)', True),
        ('said("write {{name}}")', True),
    ],
)
def test_a_value_that_a_sentence_has_no_place_for_or_lacks_would_be_found(text, wrong):
    assert _values_wrong(ast.parse(text).body[0].value) is wrong


MAKERS = ("said", "listed", "together", "either", "in_turn", "apart", "outcome")
"""What makes a sentence: a `Said`, of which only a text in English is left by what makes a text."""


def _sentences(node):
    """The sentences that an expression gives: a maker's call, or one behind a condition."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in MAKERS:
            yield node
        case ast.IfExp():
            yield from (*_sentences(node.body), *_sentences(node.orelse))
        case ast.BoolOp():
            yield from (found for value in node.values for found in _sentences(value))


def _made_texts(text):
    """The lines of a source on which a sentence is added, formatted or changed as a text."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.BinOp(op=ast.Add() | ast.Mod()):
                used = (node.left, node.right)
            case ast.AugAssign(op=ast.Add() | ast.Mod()) | ast.FormattedValue():
                used = (node.value,)
            case ast.Attribute() if hasattr(str, node.attr):
                used = (node.value,)
            case _:
                continue
        yield from (found.lineno for one in used for found in _sentences(one))


def test_no_sentence_is_made_a_text_that_cannot_be_told():
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for path in (ROOT / "generator").rglob("*.py")
        for line in _made_texts(path.read_text(encoding="utf-8"))
    }
    assert not found, "put it into another sentence, as a value"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('wrong = said("it is wrong") + "; mend it"', [1]),
        ('wrong = (\n    "x: "\n    + listed(names)\n)', [3]),
        ('wrong += said("more")', [1]),
        ('wrong = said("%s is wrong") % name', [1]),
        ('wrong = "“%s”" % either(names)', [1]),
        ("wrong = f\"{path}: {said('it is wrong')}\"", [1]),
        ("wrong = f\"{said('a') if one else said('b')}\"", [1, 1]),
        ('wrong = said("It is wrong").lower()', [1]),
        ('wrong = (listed(names) or said("nothing")).removesuffix(".")', [1, 1]),
        ('wrong = said("{what} is wrong", what=said("a key"))', []),
        ('wrong = said("it is wrong").msgid', []),
        ("line = f\"{path}: {tell(said('it is wrong'))}\"", []),
        ('line = tell(said("it is wrong")) + ";"', []),
        ("wrong = [*listed(names)] + [said(name)]", []),
    ],
)
def test_a_sentence_that_is_made_a_text_would_be_found(text, lines):
    assert sorted(_made_texts(text)) == lines


def _hiding(text):
    """The lines of a source on which a variable or parameter gets the name of a maker.

    Fields of classes are none of these: they are read behind a dot.
    """
    tree = ast.parse(text)
    fields = {
        line.target
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if node not in fields:
                pass
            case ast.arg(arg=name) | ast.alias(asname=name):
                pass
            case ast.ExceptHandler(name=name) | ast.MatchAs(name=name) | ast.MatchStar(name=name):
                pass
            case _:
                continue
        if name in MAKERS:
            yield node.lineno


def test_nothing_is_named_like_what_makes_a_sentence():
    """Babel knows `said` by its name alone: it takes a text in brackets behind it for a message."""
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for folder in ("generator", "tools", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if path != ROOT / "generator/diagnostics/messages.py"  # which makes them
        for line in _hiding(path.read_text(encoding="utf-8"))
    }
    assert not found, "give it another name"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("said = {}\nissuer = said['issuer']", [1]),
        ("def f():\n    one, said = g()", [2]),
        ("def f(text, *, apart):\n    return text", [1]),
        ("def f():\n    if either := g():\n        return either", [2]),
        ("long = [len(listed) for listed in rows]", [1]),
        ("for together in pairs:\n    print(together)", [1]),
        ("with open(path) as outcome:\n    pass", [1]),
        ("try:\n    f()\nexcept OSError as said:\n    pass", [3]),
        ("match x:\n    case [in_turn, *said]:\n        pass", [2, 2]),
        ("import x as said", [1]),
        ("key = lambda said: said[0]", [1]),
        ("class Notice:\n    listed: str", []),
        ("from generator.diagnostics.messages import said\nwrong = said('it is wrong')", []),
        ("def said(text):\n    return text", []),
        ("words = notice.listed['en']", []),
    ],
)
def test_a_name_that_hides_what_makes_a_sentence_would_be_found(text, lines):
    assert sorted(_hiding(text)) == lines


def test_everything_is_told_in_chinese():
    left = [entry.msgid for entry in catalog().entries if not entry.translated]
    assert not left, "not translated"


def names(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_a_translation_has_the_values_of_its_message():
    """Plain names: what a catalog says is put through str.format_map, which can do more."""
    for entry in catalog().entries:
        if entry.translated and re.search(r"(?<!\{)\{[a-z_0-9]+\}", entry.msgid):
            try:
                wanted_names = names(entry.msgid)
            except ValueError:
                continue  # braces of an example; it takes no values
            if all(name.isidentifier() for name in wanted_names):
                assert names(entry.msgstr[0]) == wanted_names, entry.msgid


def test_chinese_sentences_have_chinese_marks_and_no_stray_spaces():
    for entry in catalog().entries:
        text = re.sub(r"“[^”]*”|\{[^{}]*\}|\"[^\"]*\"", "x", entry.msgstr[0])
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()](?!、)|[,;!?()][\u4e00-\u9fff]", text), text
        assert not re.search(r"[\u4e00-\u9fff] +[\u4e00-\u9fffa-zA-Z0-9]", text), text


def test_lists_are_joined_in_the_language():
    told = Teller({"{one}, {other}": "{one}、{other}"})
    assert told(listed(["a", "b", "c"])) == "a、b、c"


IN_CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


def run(site, *arguments):
    """The command in a process of its own: what is written before it reads its arguments, too."""
    command = [sys.executable, "-m", "generator", "--site", str(site), *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **IN_CHINESE},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_chinese_officer_is_told_in_chinese_what_is_wrong(small_site):
    (small_site / "content/refund/routines/01-parcel.md").write_text(BROKEN, "utf-8")
    done = run(small_site, "check")
    assert done.returncode == 1
    line = "content/refund/routines/01-parcel.md:1: front-matter: 文件开头缺少“---”；"
    assert done.stderr.startswith(line)


def test_help_is_in_chinese_and_keeps_its_example(small_site):
    done = run(small_site, "build", "--help")
    assert done.stdout.startswith("用法：python -m generator build")
    assert "示例：python -m generator build --output public" in done.stdout
    assert not re.search(r"[A-Za-z]{3,} [a-z]{3,} [a-z]{3,}", done.stdout), "a sentence in English"


def test_help_has_no_words_of_the_library_in_english(small_site, call):
    _, told, _ = call("--site", small_site, "--help", **IN_CHINESE)
    assert told.startswith("用法：python -m generator [选项] 命令 [参数]…\n")
    assert "\n选项：\n" in told
    assert "\n命令：\n" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "a", "b"), "错误：多写了参数：a b"),
        (("build", "--strict=3"), "错误：选项--strict后面不写值"),
        (("build", "--output"), "错误：选项--output后面要写值"),
        (("--site", "pyproject.toml", "check"), "错误：--site的值无效：这里要写可以读取的文件夹"),
    ],
)
def test_what_was_misused_is_told_in_chinese(arguments, told, small_site, call, monkeypatch):
    monkeypatch.chdir(ROOT)
    status, _, err = call("--site", small_site, *arguments, **IN_CHINESE)
    assert status == 2
    assert err.splitlines()[-1] == told


def test_what_is_remembered_is_told_in_the_language_of_the_day(small_site, tmp_path, call):
    """A warning that an English build left behind, and a build with nothing to do tells again."""
    (small_site / "content/refund/notes.txt").write_text("", "utf-8")
    build = ("--site", small_site, "build", "--no-pdf", "--output", tmp_path / "out")
    _, _, english = call(*build, LC_ALL="C.UTF-8")
    _, out, chinese = call(*build, **IN_CHINESE)
    assert "is left out; save it" in english
    assert "content/refund/notes.txt:1:" in chinese
    assert "left out" not in chinese
    assert "写入0个" in out


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("locales/zh-CN/x", "", "这个文件夹不会被读取：它的语言是zh_Hans"),
        ("locales/klingon/x", "", "这个文件夹不会被读取"),
        ("content/refund/routines/02-x.md", "---\n? [a]\n: b\n---\n", "一项的值是列表或一组设置"),
        (
            "content/refund/routines/02-x.md",
            "---\ntitle:\n  a: b\n---\n",
            "“title”的值是列表或一组设置",
        ),
    ],
)
def test_what_is_named_in_a_sentence_leaves_none_of_it_in_english(path, text, told, small_site):
    support.write_tree(small_site, {path: text})
    problems = Problems()
    with problems.gathered():
        read_site(small_site, problems)
    found = [*problems.errors, *problems.warnings]
    assert told in [teller_in("zh-Hans")(problem.wrong) for problem in found]


def test_machines_are_told_in_english(small_site, call):
    (small_site / "content/refund/routines/01-parcel.md").write_text(BROKEN, "utf-8")
    _, out, _ = call("--site", small_site, "check", "--format", "json", **IN_CHINESE)
    assert json.loads(out)[0]["wrong"] == "the file does not begin with front matter"


def test_a_review_sheet_is_in_its_own_language_whoever_makes_it(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    for name in ("content", "locales", "templates"):
        shutil.copytree(ROOT / name, tmp_path / "site" / name)
    catalog = tmp_path / "site/locales/zh_Hans/LC_MESSAGES/customer-service-fraud.po"
    entry = 'msgctxt "bulletin"\nmsgid "Four tricks"\nmsgstr "四种'
    text = catalog.read_text("utf-8")
    assert entry in text
    catalog.write_text(text.replace(entry, f"#, fuzzy\n{entry},"), "utf-8")
    support.build(tmp_path / "site", tmp_path / "output", review=True)
    sheets = {
        tag: (tmp_path / f"review/customer-service-fraud.{tag}.html").read_text("utf-8")
        for tag in ("zh-Hans", "en")
    }
    assert '<span lang="zh-Hans">供海报用的短文字</span>' in sheets["zh-Hans"]
    assert "{baitiao}代表白条：请原样保留" in sheets["zh-Hans"]
    assert '<div class="finding" lang="zh-Hans">chinese: “,”是半角标点；' in sheets["zh-Hans"]
    assert '<span lang="en">Short text for the poster</span>' in sheets["en"]


def test_a_language_that_the_program_does_not_speak_is_told_in_english():
    assert teller_in("fr").tag == "en"
    assert teller_in("zh-Hant").tag == "zh-Hans"
    assert teller_in("zh-Hans")("shorten it") == "shorten it"
    assert teller_in("zh-Hans")(said("shorten it")) == "缩短文字"
