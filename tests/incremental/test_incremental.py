"""Whatever is edited between two builds, the second gives what a clean build gives."""

from __future__ import annotations

import shutil
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from generator.incremental import manifest
from tests import support
from tests.support import tree, write_tree

_CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"""
_SITE_WORDS = _CATALOGUE + "".join(
    f'\nmsgctxt "site"\nmsgid "{en}"\nmsgstr "{zh}"\n'
    for en, zh in {"Warnings": "提醒", "Police": "警方", "Hotline": "热线"}.items()
)
# The words of the examples' templates, which some of these sites have.
_SITE_WORDS += """
msgid "Fields of the notice"
msgstr "提醒字段"

msgid "Every notice of this example"
msgstr "全部示例"

msgid "One scam in this example"
msgid_plural "%(count)s scams in this example"
msgstr[0] "%(count)s种套路"

msgid "The page's own fields"
msgstr "本页字段"

msgid "Fields of the <site> & its contacts"
msgstr "网站<字段>&联系方式"

msgid "By %(issuer)s on %(date)s"
msgstr "%(issuer)s　%(date)s"
"""
_SLUGS = ("alpha", "beta", "gamma")


def a_site(folder: Path, templates: Path = support.ROOT / "templates") -> Path:
    """Two bulletins in two languages, with a copy of the package's templates or of others."""
    files = dict(support.SMALL_SITE)
    files["content/site.toml"] = 'base_url = "https://a.example/x/"\n' + files["content/site.toml"]
    files["locales/zh_Hans/LC_MESSAGES/site.po"] = _SITE_WORDS
    write_tree(folder, {**files, **a_bulletin("alpha", "one"), **a_bulletin("beta", "two")})
    shutil.copytree(templates, folder / "templates")
    assets = {f"templates/assets/{name}.svg": f"<svg id='{name}'/>" for name in ("mark", "seal")}
    return write_tree(folder, assets)


def a_bulletin(slug: str, word: str) -> dict[str, str]:
    """The files of a small bulletin; its one word differs."""
    translated = {
        ("bulletin", f"Title {word}"): "标题",
        ("bulletin", f"Call {{hotline}} about {word}."): "拨打{hotline}。",
        ("routines/call", "A call"): "来电",
        ("routines/call", f"Say {word}."): "说吧。",
        ("routines/call", "Lies."): "谎话。",
    }
    entries = (
        f'\nmsgctxt "{context}"\nmsgid "{en}"\nmsgstr "{zh}"\n'
        for (context, en), zh in translated.items()
    )
    return {
        f"content/{slug}/bulletin.md": f"---\ntitle: Title {word}\ndate: 2022-07-2{len(word)}\n"
        f"---\n\nCall {{hotline}} about {word}.\n",
        f"content/{slug}/routines/01-call.md": "---\ntitle: A call\n---\n\n"
        f"> Say {word}.\n\nLies.\n",
        f"locales/zh_Hans/LC_MESSAGES/{slug}.po": _CATALOGUE + "".join(entries),
    }


def looks(folder: Path) -> dict[str, tuple[int, int]]:
    """Each file's identity and time of writing."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in files
    }


class Edits(RuleBasedStateMachine):
    """Edits a site in any order; after each, builds it anew and from nothing."""

    templates = support.ROOT / "templates"
    layout = "base.html"
    """The template that every page extends."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp())
        self._site = a_site(self._folder / "site", self.templates)
        self._output = self._folder / "output"
        support.build(self._site, self._output)
        self._edits = self._builds = 0

    def teardown(self) -> None:
        shutil.rmtree(self._folder)

    def _replace(self, name: str, old: str, new: str) -> None:
        path = self._site / name
        if path.exists():
            text = path.read_text(encoding="utf-8").replace(old, new)
            path.write_text(text, encoding="utf-8")
            self._edits += 1

    def _swap(self, name: str, other: str) -> None:
        """Give two files or folders each other's name; where only one is there, it moves."""
        if swapped(self._site / name, self._site / other):
            self._edits += 1

    @rule(slug=st.sampled_from(_SLUGS), word=st.sampled_from(["one", "two", "three", "four"]))
    def write_a_bulletin(self, slug, word):
        write_tree(self._site, a_bulletin(slug, word))
        self._edits += 1

    @rule(slug=st.sampled_from(_SLUGS))
    def take_a_bulletin_away(self, slug):
        shutil.rmtree(self._site / "content" / slug, ignore_errors=True)
        self._edits += 1

    @rule(slug=st.sampled_from(_SLUGS))
    def take_a_catalog_away(self, slug):
        (self._site / f"locales/zh_Hans/LC_MESSAGES/{slug}.po").unlink(missing_ok=True)
        self._edits += 1

    @rule(slug=st.sampled_from(_SLUGS), new=st.sampled_from(["谎话。", "都是谎话。", ""]))
    def edit_a_catalog(self, slug, new):
        name = f"locales/zh_Hans/LC_MESSAGES/{slug}.po"
        for old in ("谎话。", "都是谎话。"):
            self._replace(name, f'msgid "Lies."\nmsgstr "{old}"', f'msgid "Lies."\nmsgstr "{new}"')

    @rule(slug=st.sampled_from(_SLUGS))
    def take_a_routine_away(self, slug):
        (self._site / f"content/{slug}/routines/01-call.md").unlink(missing_ok=True)
        self._edits += 1

    @rule(word=st.sampled_from(["Police", "Sheriff"]))
    def edit_the_settings(self, word):
        for old in ("Police", "Sheriff"):
            self._replace("content/site.toml", f'issuer = "{old}"', f'issuer = "{word}"')

    @rule(one=st.sampled_from(_SLUGS), other=st.sampled_from(_SLUGS))
    def rename_a_bulletin(self, one, other):
        self._swap(f"content/{one}", f"content/{other}")

    @rule(number=st.sampled_from(["96110", "96111"]))
    def edit_a_fact(self, number):
        for old in ("96110", "96111"):
            self._replace("content/site.toml", f'tel = "{old}"', f'tel = "{number}"')

    @rule(words=st.sampled_from(["谎话", "谎言"]))
    def edit_the_glossary(self, words):
        term = f'[[terms]]\nen = "Lies"\nzh-Hans = "{words}"\n'
        write_tree(self._site, {"content/glossary.toml": term})
        self._edits += 1

    @rule(slug=st.sampled_from(_SLUGS), reason=st.sampled_from(["it is quoted", "x"]))
    def set_a_rule_aside(self, slug, reason):
        entry = 'msgctxt "routines/call"\nmsgid "Lies."'
        name = f"locales/zh_Hans/LC_MESSAGES/{slug}.po"
        for old in ("", "# ignore-terms: it is quoted\n", "# ignore-terms: x\n"):
            self._replace(name, f"\n\n{old}{entry}", f"\n\n# ignore-terms: {reason}\n{entry}")

    @rule(slug=st.sampled_from(_SLUGS), name=st.sampled_from(["02-call.md", "01-talk.md", "x.md"]))
    def rename_a_routine(self, slug, name):
        self._swap(f"content/{slug}/routines/01-call.md", f"content/{slug}/routines/{name}")

    @rule(one=st.sampled_from(_SLUGS), other=st.sampled_from(_SLUGS))
    def move_a_routine(self, one, other):
        self._swap(f"content/{one}/routines/01-call.md", f"content/{other}/routines/02-more.md")

    @rule(one=st.sampled_from(_SLUGS), other=st.sampled_from(_SLUGS))
    def rename_a_catalog(self, one, other):
        folder = "locales/zh_Hans/LC_MESSAGES"
        self._swap(f"{folder}/{one}.po", f"{folder}/{other}.po")

    @rule(name=st.sampled_from(["zh_Hant", "zh_CN", "chinese"]))
    def rename_the_folder_of_a_language(self, name):
        self._swap("locales/zh_Hans", f"locales/{name}")

    @rule(other=st.sampled_from(["seal", "mask"]))
    def rename_an_asset(self, other):
        self._swap("templates/assets/mark.svg", f"templates/assets/{other}.svg")

    @rule(slug=st.sampled_from(_SLUGS))
    def leave_a_strange_file(self, slug):
        if (self._site / f"content/{slug}").is_dir():
            write_tree(self._site, {f"content/{slug}/notes.txt": "x"})
            self._edits += 1

    @rule(mark=st.sampled_from(["<!-- a -->", "<!-- b -->"]))
    def edit_a_template(self, mark):
        name = f"templates/{self.layout}"
        for old in ("<!-- a -->", "<!-- b -->", "</body>"):
            self._replace(name, f"{old}", mark if old[0:4] == "<!--" else old)
        if "<!--" not in (self._site / name).read_text(encoding="utf-8"):
            self._replace(name, "</body>", f"{mark}</body>")

    @rule()
    def edit_the_style(self):
        path = next((self._site / "templates/assets").glob("*.css"))
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        self._edits += 1

    @rule(tags=st.sampled_from(['["en", "zh-Hans"]', '["en"]']))
    def change_the_languages(self, tags):
        for old in ('["en", "zh-Hans"]', '["en"]'):
            self._replace("content/site.toml", f"locales = {old}", f"locales = {tags}")

    @rule(mode=st.sampled_from(["alter", "remove"]), data=st.data())
    def spoil_a_published_file(self, mode, data):
        name = data.draw(st.sampled_from(sorted(tree(self._output))))
        if name == "SHA256SUMS" and mode == "remove":
            return  # without it the folder is nobody's, and refused
        path = self._output / name
        path.write_bytes(b"index.html spoiled") if mode == "alter" else path.unlink()
        if name == "SHA256SUMS":
            path.write_bytes(b"0  index.html\n")
        self._edits += 1

    @rule()
    def touch_a_source(self):
        path = self._site / "content/site.toml"
        path.write_bytes(path.read_bytes())

    @precondition(lambda self: self._edits)
    @invariant()
    def the_next_build_is_a_clean_build(self):
        before, kept = tree(self._output), looks(self._output)
        found = told(self._site, self._output)
        self._builds += 1
        clean = self._folder / f"clean {self._builds}"  # which nothing is remembered of
        assert told(self._site, clean) == found
        expected = before if found[:1] == [REFUSED] else tree(clean)
        assert not support.difference(expected, tree(self._output))
        after = looks(self._output)
        for name, data in tree(self._output).items():
            if before.get(name) == data:
                assert after[name] == kept[name], f"{name} was written though it is the same"
        shutil.rmtree(clean, ignore_errors=True)
        self._edits = 0


REFUSED = "refused"


def told(site: Path, output: Path) -> list[str]:
    """Build a site; gives what it has to say, after `REFUSED` where nothing was made.

    That an address would be gone is said of the output, and not of the site.
    """
    try:
        warnings = support.build(site, output).warnings
        return [str(warning) for warning in warnings if warning.rule != "address"]
    except support.Refused as refused:
        return [REFUSED, *map(str, refused.problems)]


def swapped(one: Path, other: Path) -> bool:
    """Give two files or folders each other's name; where only one is there, it moves.

    False where nothing was done.
    """
    moves = {one: other, other: one} if one != other else {}
    aside = {path: path.with_name(f".{path.name} aside") for path in moves if path.exists()}
    for path, place in aside.items():
        path.rename(place)
    for path, place in aside.items():
        moves[path].parent.mkdir(parents=True, exist_ok=True)
        place.rename(moves[path])
    return bool(aside)


class QuickEdits(Edits):
    """The same with templates that take less time."""

    templates = support.SITES / "templates"
    layout = "page.html"


TestFewEdits = QuickEdits.TestCase
TestFewEdits.settings = settings(max_examples=2, stateful_step_count=4)
TestEdits = pytest.mark.thorough(Edits.TestCase)
TestEdits.settings = settings(max_examples=4, stateful_step_count=8)


class TestManyEdits(Edits.TestCase):
    """The same, for much longer."""

    pytestmark = pytest.mark.large
    settings = settings(max_examples=25, stateful_step_count=10)


@pytest.fixture
def site(tmp_path):
    return a_site(tmp_path / "site", support.SITES / "templates")


def made_again(site, output, monkeypatch):
    """What a build wrote, and the bulletins that it made."""
    from generator.build import bulletins

    seen, real = [], bulletins._outcomes

    def watched(context, slugs):
        seen.extend(slugs)
        return real(context, slugs)

    monkeypatch.setattr(bulletins, "_outcomes", watched)
    return support.build(site, output).published.written, seen


def replaced(path, old, new):
    """Put some words in the place of others."""
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_an_edit_of_one_bulletin_makes_that_one_again(site, tmp_path, monkeypatch):
    support.build(site, tmp_path / "output")
    path = site / "content/alpha/routines/01-call.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Lies.", "All lies."), encoding="utf-8"
    )
    _, slugs = made_again(site, tmp_path / "output", monkeypatch)
    assert slugs == ["alpha"]


def judged(site, output, monkeypatch):
    """The documents whose texts a build judges, in order."""
    from generator.checks import rules

    seen, real = [], rules._rows

    def watched(number, subject, those):
        if subject.entry is None:
            seen.append(subject.path)
        return real(number, subject, those)

    monkeypatch.setattr(rules, "_rows", watched)
    support.build(site, output)
    return list(dict.fromkeys(seen))


@pytest.mark.parametrize(
    ("name", "old", "new", "documents"),
    [
        ("templates/page.html", "</body>", "<hr></body>", []),
        ("content/site.toml", 'issuer = "Police"', 'issuer = "Wardens"', ["content/site.toml"]),
        (
            "content/alpha/routines/01-call.md",
            "Lies.",
            "All.",
            ["content/alpha/routines/01-call.md"],
        ),
    ],
    ids=["template", "word", "text"],
)
def test_only_the_texts_that_an_edit_changes_are_judged_again(  # noqa: PLR0913 - of a case
    name, old, new, documents, site, tmp_path, monkeypatch
):
    support.build(site, tmp_path / "output")
    replaced(site / name, old, new)
    assert judged(site, tmp_path / "output", monkeypatch) == documents


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("content/site.toml", "96110", "96112"),
        ("content/glossary.toml", "", '[[terms]]\nen = "lies"\nzh-Hans = "谎话"\n'),
    ],
    ids=["fact", "term"],
)
def test_every_text_is_judged_again_by_other_facts_and_terms(
    name, old, new, site, tmp_path, monkeypatch
):
    write_tree(site, {"content/glossary.toml": ""})
    support.build(site, tmp_path / "output")
    replaced(site / name, old, new) if old else (site / name).write_text(new, encoding="utf-8")
    texts = {f"content/{path}" for path in ("site.toml", "alpha/bulletin.md", "beta/bulletin.md")}
    assert texts <= {*judged(site, tmp_path / "output", monkeypatch)}


def test_how_far_a_site_is_is_told_by_what_was_found(site, monkeypatch):
    """Texts that the last build has judged as they are now are not judged again."""
    from generator.build import load
    from generator.checks import rules

    support.build(site, site / "output")
    monkeypatch.setattr(rules, "_rows", lambda *_: pytest.fail("judged again"))
    assert load.status(site).errors == ()
    monkeypatch.undo()
    name = site / "locales/zh_Hans/LC_MESSAGES/alpha.po"
    replaced(name, "拨打{hotline}。", "拨打{police}。")
    (found,) = load.status(site).errors
    assert (found.path, found.rule) == ("locales/zh_Hans/LC_MESSAGES/alpha.po", "facts")


def test_an_edit_of_a_template_looks_at_no_text_again(site, tmp_path, monkeypatch):
    """Neither at what Markdown made of it, nor at the message beside it; what was said is said."""
    from generator.content import documents
    from generator.site import advice

    remarked = site / "content/alpha/reminders/01-doubt.md"
    remarked.parent.mkdir(exist_ok=True)
    remarked.write_text("---\ntitle: Doubt\n---\nAsk\tus.\n", encoding="utf-8")
    first = support.build(site, tmp_path / "output")
    assert [one.line for one in first.warnings if one.path.endswith("01-doubt.md")] == [4]
    for owner, name in ((documents, "body_problems"), (advice, "of_message")):
        monkeypatch.setattr(owner, name, lambda *_: pytest.fail("looked at again"))
    replaced(site / "templates/page.html", "</body>", "<hr></body>")
    assert support.build(site, tmp_path / "output").warnings == first.warnings


@pytest.mark.parametrize("name", ["content/site.toml", "content/alpha/routines/01-call.md"])
def test_an_edited_text_or_fact_is_looked_at_again(name, site, tmp_path, monkeypatch):
    from generator.content import documents

    seen, real = [], documents.body_problems
    support.build(site, tmp_path / "output")
    monkeypatch.setattr(
        documents, "body_problems", lambda made, *rest: seen.append(made.path) or real(made, *rest)
    )
    old, new = ("96110", "96112") if name.endswith("toml") else ("Lies.", "All lies.")
    replaced(site / name, old, new)
    support.build(site, tmp_path / "output")
    assert "content/alpha/routines/01-call.md" in seen
    assert ("content/alpha/bulletin.md" in seen) is name.endswith("toml")


def test_nothing_is_made_where_nothing_changed(site, tmp_path, monkeypatch):
    support.build(site, tmp_path / "output")
    assert made_again(site, tmp_path / "output", monkeypatch) == (0, [])


def test_a_source_of_the_same_size_and_time_is_seen_to_differ(site, tmp_path):
    """An edit that puts the file's time back, as some programs do."""
    import os

    support.build(site, tmp_path / "output")
    path = site / "content/alpha/routines/01-call.md"
    was = path.stat()
    replaced(path, "Lies.", "Lied.")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    support.build(site, tmp_path / "output")
    assert "Lied." in (tmp_path / "output/en/alpha/index.html").read_text(encoding="utf-8")


RENAMINGS = {
    "an asset": ("templates/assets/mark.svg", "templates/assets/mask.svg"),
    "two assets, each to the other": ("templates/assets/mask.svg", "templates/assets/seal.svg"),
    "a template that others include": ("templates/fields.html", "templates/parts.html"),
    "a notice": ("content/alpha", "content/gamma"),
    "two notices, each to the other": ("content/beta", "content/gamma"),
    "a routine, to another place": (
        "content/beta/routines/01-call.md",
        "content/beta/routines/02-call.md",
    ),
    "a routine, to another name": (
        "content/beta/routines/02-call.md",
        "content/beta/routines/02-talk.md",
    ),
    "a routine, to a reminder": (
        "content/refund/routines/01-parcel.md",
        "content/refund/reminders/02-parcel.md",
    ),
    "a routine, to another notice": (
        "content/beta/routines/02-talk.md",
        "content/refund/routines/02-talk.md",
    ),
    "a catalogue": (
        "locales/zh_Hans/LC_MESSAGES/alpha.po",
        "locales/zh_Hans/LC_MESSAGES/gamma.po",
    ),
    "two catalogues, each to the other": (
        "locales/zh_Hans/LC_MESSAGES/beta.po",
        "locales/zh_Hans/LC_MESSAGES/gamma.po",
    ),
    "the folder of a language": ("locales/zh_Hans", "locales/zh_Hant"),
}


def test_whatever_is_renamed_the_next_build_is_a_clean_build(tmp_path):
    """Nothing but a name is another one each time; one after the other, which takes less time."""
    site, output = a_site(tmp_path / "site", support.SITES / "templates"), tmp_path / "output"
    support.build(site, output)
    for at, (what, names) in enumerate(RENAMINGS.items()):
        assert swapped(*(site / name for name in names)), f"{what}: there is none"
        found, clean = told(site, output), tmp_path / f"clean {at}"
        assert told(site, clean) == found, what
        if found[:1] != [REFUSED]:
            assert not support.difference(tree(clean), tree(output)), what


def remembered(site):
    """The files in which a build of a site is remembered."""
    found = sorted((site / ".cache").glob("*.json"))
    assert found, "nothing is remembered, and so nothing could be spoiled"
    return found


def test_what_is_remembered_is_not_believed_where_it_cannot_be_read(site, tmp_path):
    support.build(site, tmp_path / "output")
    spoiled = (b"", b"{}", b"\xff", b'{"form": 1}\n["x"]\n', b"[" * 100_000)
    # Behind the right seal too: `test_manifest` has a file that is wrong in each place.
    for data in (*spoiled, *(manifest._seal(zlib.crc32(one)) + b"\n" + one for one in spoiled)):
        for path in remembered(site):
            path.write_bytes(data)
        assert support.build(site, tmp_path / "output").published.written == 0


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(8))
def test_what_is_remembered_is_not_believed_where_it_is_damaged(site, tmp_path, part):
    """One letter of it is another, somewhere: it may be in a path, a sum or a title."""
    support.build(site, tmp_path / "output")
    before = tree(tmp_path / "output")
    for path in remembered(site):
        data = bytearray(path.read_bytes())
        data[(part * 2 + 1) * len(data) // 16] ^= 1
        path.write_bytes(data)
    (site / "content/beta/routines/01-call.md").touch()  # so that it is made use of
    assert support.build(site, tmp_path / "output").published.written == 0
    assert tree(tmp_path / "output") == before


def test_a_strange_file_is_told_wherever_it_comes_to_stand(site, tmp_path):
    """Also beside pages of a bulletin that was edited, and of one that was taken away."""
    output = tmp_path / "output"
    support.build(site, output)
    write_tree(output, {"en/mine.txt": "x", "en/alpha/mine.txt": "x", "en/beta/mine.txt": "x"})
    replaced(site / "content/alpha/routines/01-call.md", "Lies.", "All lies.")
    shutil.rmtree(site / "content/beta")
    strange = ("en/alpha/mine.txt", "en/beta/mine.txt", "en/mine.txt")
    for _ in range(2):
        assert support.build(site, output).published.foreign == strange
    (output / "en/alpha/mine.txt").unlink()
    assert support.build(site, output).published.foreign == strange[1:]


def test_warnings_are_told_again_though_nothing_is_made(site, tmp_path):
    (site / "locales/zh_Hans/LC_MESSAGES/alpha.po").unlink()
    first = told(site, tmp_path / "output")
    assert any("alpha is withheld in zh-Hans" in line for line in first)
    assert told(site, tmp_path / "output") == first


def test_a_file_that_is_left_out_is_told_as_long_as_it_is_there(site, tmp_path):
    """Though no page is made from it, and so none has to be made again."""
    stray = site / "content/alpha/notes.txt"
    told(site, tmp_path / "output")
    stray.write_text("x", encoding="utf-8")
    for _ in range(2):
        assert any("notes.txt:1: file-name" in line for line in told(site, tmp_path / "output"))
    stray.unlink()
    assert not any("notes.txt" in line for line in told(site, tmp_path / "output"))


def test_what_a_build_that_died_left_goes_though_nothing_changed(site, tmp_path):
    output = tmp_path / "output"
    support.build(site, output)
    before = tree(output)
    left = {".building-stage/half": "x", ".building-journal": "0  en/gone.html\n"}
    write_tree(output, left)
    support.build(site, output)
    assert tree(output) == before


def test_a_refused_build_is_not_remembered(site, tmp_path):
    support.build(site, tmp_path / "output")
    path = site / "content/alpha/routines/01-call.md"
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "\nCall {nobody} now.\n", encoding="utf-8")
    before = tree(tmp_path / "output")
    for _ in range(2):
        with pytest.raises(support.Refused, match="nobody"):
            support.build(site, tmp_path / "output")
    assert tree(tmp_path / "output") == before
    path.write_text(good, encoding="utf-8")
    assert support.build(site, tmp_path / "output").published.written == 0
