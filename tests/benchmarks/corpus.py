"""Measures the rules on translations that nobody of the project wrote.

    python -m tests.benchmarks.corpus [--held-out] [--show RULE] [--kind KIND] [--seed N]

Four tables: right translations that are refused, by rule; the short pairs, right and wrong; mutants
of real pairs, by kind; processor time a pair. `data/README.md` says where the pairs come from.
`--held-out` reads the part that nobody looks at while the rules are worked on, and nothing else.
`--show` prints what a rule refuses ("facts", "chinese"; "misses" for wrong short pairs that pass),
`--kind` the mutants of a kind that pass.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.catalogs.po import Entry
from generator.checks import rules
from generator.checks.rule import Subject
from generator.config.glossary import Glossary
from generator.diagnostics.errors import Problem
from generator.locales import locale
from generator.markdown.walk import Walk
from tests.benchmarks import meanings

DATA = Path(__file__).parent / "data"
RIGHT = ("pass", "F", "unread")
"""Classes of right pairs; the others were refused with reason. Of those that nobody has read, some
may be."""
MUTANTS_OF_A_KIND = 100
WALK = Walk({})
LOCALES = {"en": locale("en"), "zh": locale("zh-Hans")}


@dataclass(frozen=True, slots=True)
class Pair:
    """An English text and its Chinese translation, or the other way round."""

    key: str
    verdict: str
    en: str
    zh: str

    def problems(self, into: str = "zh") -> list[Problem]:
        """What is told about the translation into Chinese, or into English."""
        texts = {"en": self.en, "zh": self.zh}
        (source,) = texts.keys() - {into}
        return _problems(texts[source], texts[into], source, into)


def _problems(source: str, text: str, one: str, other: str) -> list[Problem]:
    subject = Subject(
        text=text,
        locale=LOCALES[other],
        path="x.po",
        line=1,
        source=source,
        source_locale=LOCALES[one],
        is_template_word=False,
        entry=Entry(source, (text,)),
        walk=WALK,
        facts={},
        glossary=Glossary(()),
    )
    return list(rules.problems([subject]))


@cache
def pairs(file: str) -> tuple[Pair, ...]:
    """The pairs of a file, in order; two of each: into Chinese alone for the real ones."""
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    if file == "minimal.tsv":
        return tuple(Pair("minimal", *row) for row in rows)
    return tuple(Pair(f"{row[0]} {row[1]}", row[2], *row[4:]) for row in rows)


def errors(found: Sequence[Problem]) -> set[str]:
    """The rules that refuse."""
    return {problem.rule for problem in found if not problem.warning}


def refusals(real: Sequence[Pair], shown: str) -> Iterator[str]:
    """False refusals, and false warnings, by rule."""
    right = [pair for pair in real if pair.verdict in RIGHT]
    refused, warned = Counter[str](), Counter[str]()
    for pair in right:
        found = pair.problems()
        refused.update(errors(found) | ({"all rules"} if errors(found) else set()))
        warned.update({problem.rule for problem in found if problem.warning})
        for problem in found:
            if problem.rule == shown:
                yield f"{pair.key}: {problem.wrong}\n  {pair.en}\n  {pair.zh}"
    yield f"{len(right)} right pairs; of 1,000 are refused:"
    for name, counts in (("", refused), (" (warning)", warned)):
        for rule, count in sorted(counts.items()):
            yield f"  {rule + name:34}{count:5}{1000 * count / len(right):8.1f}"


def short_pairs(shown: str) -> Iterator[str]:
    """How many of the short pairs are judged rightly."""
    counts, passed = Counter[str](), Counter[str]()
    for pair in pairs("minimal.tsv"):
        found = pair.problems()
        counts[pair.verdict] += 1
        passed[pair.verdict] += not (found if pair.verdict == "wrong" else errors(found))
        if shown == ("misses" if pair.verdict == "wrong" and not found else pair.verdict):
            yield f"{pair.en} | {pair.zh} {[problem.wrong for problem in found]}"
    for verdict, count in counts.items():
        told = "pass with nothing told" if verdict == "wrong" else "pass"
        yield f"{verdict}: {passed[verdict]} of {count} {told}"


def changed(real: Sequence[Pair], seed: int, shown: str) -> Iterator[str]:
    """The catch rate of mutants by kind: an error, or at least a warning; of pairs that pass."""
    sound = [pair for pair in real if pair.verdict in ("pass", "unread")]
    quiet = {(pair.key, into): _told(pair.problems(into)) for pair in sound for into in LOCALES}
    texts = [{"en": pair.en, "zh": pair.zh} for pair in sound]
    made, refused, told = Counter[str](), Counter[str](), Counter[str]()
    for kind, place, source, text, into in meanings.mutants(texts, seed, MUTANTS_OF_A_KIND):
        (other,) = LOCALES.keys() - {into}
        found = _told(_problems(source, text, other, into)) - quiet[sound[place].key, into]
        made[kind] += 1
        refused[kind] += any(not warning for *_, warning in found)
        told[kind] += bool(found)
        if kind == shown and not found:
            yield f"{source}\n  {text}\n  ({sound[place].key})"
    yield f"{'mutants':54}{'made':>5}{'refused':>9}{'told':>7}"
    for kind, count in made.items():
        yield f"  {kind:52}{count:5}{refused[kind] / count:9.0%}{told[kind] / count:7.0%}"


def _told(found: Sequence[Problem]) -> set[tuple[str, str, bool]]:
    """What the rules of meaning tell; a mutator may also break a rule of spelling."""
    meant = {"facts", "counts"}
    return {(one.rule, one.wrong, one.warning) for one in found if one.rule in meant}


def taken(real: Sequence[Pair]) -> str:
    """Processor time a pair, of all rules together; the best of three rounds."""
    rounds = []
    for _ in range(3):
        _forget()
        began = time.process_time()
        for pair in real:
            pair.problems()
        rounds.append(time.process_time() - began)
    return f"{1000 * min(rounds) / len(real):.2f} ms of processor time a pair"


def _forget() -> None:
    """Empty the caches of texts, which a new site finds empty too."""
    from generator.checks import rule
    from generator.entities import correspondence, prefilter

    for cached in (correspondence._entities, prefilter.glance, rule._words):
        cached.cache_clear()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.corpus")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--show", default="")
    parser.add_argument("--kind", default="")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--no-mutants", action="store_true")
    asked = parser.parse_args()
    real = pairs("held-out.tsv" if asked.held_out else "pairs.tsv")
    print(*refusals(real, asked.show), sep="\n")
    print(*short_pairs(asked.show), sep="\n")
    if not asked.no_mutants:
        print(*changed(real, asked.seed, asked.kind), sep="\n")
    print(taken(real))


if __name__ == "__main__":
    main()
