"""Measures whether the facts check catches what it should, and leaves good translations alone.

    python -m tests.benchmarks.mutants [--seed N] [--count N]    damage correct pairs
    python -m tests.benchmarks.mutants --clean                   the false alarms on correct ones

A mutant is one correct pair with one fact changed on one side. Every mutator changes the meaning by
construction: what it cannot prove to differ (5.0 for 5, a fact that is said twice) it leaves alone.
Exit status 1 where a mutant is missed, or where 1 % or more of the correct pairs are refused.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.diagnostics.errors import Fault
from generator.entities.correspondence import find_differences

PAIRS = Path(__file__).parent / "pairs"
MOST_FALSE = 0.01
TRIES = 60
"""Pairs drawn for one mutant; most pairs have no e-mail address to damage."""
UNPROVABLE = re.compile(r"24/7|双[0-9]|COVID-19|十七八")
"""Names with digits, which the other language calls by another name; numbers that name two."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its translation; `mutants` change either."""

    source_locale: str
    target_locale: str
    source: str
    target: str

    def findings(self) -> tuple[Fault, ...]:
        """What the check says about the pair."""
        return find_differences(self.source, self.target, self.source_locale, self.target_locale)

    def turned(self) -> Pair:
        """The pair the other way round."""
        return Pair(self.target_locale, self.source_locale, self.target, self.source)


Mutator = Callable[[str, random.Random], str | None]


def pairs() -> Iterator[Pair]:
    """Every pair of every file, in order."""
    for path in sorted(PAIRS.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield Pair(*line.split("\t"))


def at(pattern: str, change: Callable[[str, random.Random], str | None]) -> Mutator:
    """A mutator that changes one match of a pattern, where `change` can."""
    compiled = re.compile(pattern)

    def mutate(text: str, chance: random.Random) -> str | None:
        found = list(compiled.finditer(text))
        if not found:
            return None
        one = chance.choice(found)
        changed = change(one[0], chance)
        if changed is None or changed == one[0]:
            return None
        return text[: one.start()] + changed + text[one.end() :]

    return mutate


def once(pattern: str, change: Callable[[str, random.Random], str | None]) -> Mutator:
    """As `at`, but only for what the text says once: what is said twice may be lost once."""
    mutate = at(pattern, change)

    def mutate_once(text: str, chance: random.Random) -> str | None:
        parts = re.findall(pattern, text)
        return mutate(text, chance) if len(parts) == len(set(parts)) else None

    return mutate_once


def alone(pattern: str, change: Callable[[str, random.Random], str | None]) -> Mutator:
    """As `at`, where nothing else of the kind is there: in a list, one word may stand for all."""
    mutate = at(pattern, change)

    def mutate_alone(text: str, chance: random.Random) -> str | None:
        return mutate(text, chance) if len(re.findall(pattern, text)) == 1 else None

    return mutate_alone


def swapped(**others: str) -> Callable[[str, random.Random], str | None]:
    """A word for its opposite number."""
    return lambda word, chance: others.get(word)


def digit_changed(run: str, chance: random.Random) -> str:
    place = chance.randrange(len(run))
    digits = [digit for digit in "123456789" if digit != run[place]]
    return run[:place] + chance.choice(digits) + run[place + 1 :]


def digit_dropped(run: str, chance: random.Random) -> str | None:
    place = chance.randrange(len(run))
    left = run[:place] + run[place + 1 :]
    return None if run[0] == "0" or left[0] == "0" or (run[place] == "0" and len(run) < 3) else left


def digit_added(run: str, chance: random.Random) -> str:
    place = chance.randrange(len(run) + 1)
    return run[:place] + chance.choice("123456789") + run[place:]


def transposed(run: str, chance: random.Random) -> str | None:
    place = chance.randrange(len(run) - 1)
    swap = run[:place] + run[place + 1] + run[place] + run[place + 2 :]
    return None if "0" in (swap[0], run[0]) else swap


def imitated(run: str, chance: random.Random) -> str | None:
    places = [place for place, digit in enumerate(run) if digit in "015"]
    if not places:
        return None
    place = chance.choice(places)
    imitation = chance.choice({"0": "OоＯ", "1": "lI|", "5": "SＳ"}[run[place]])
    return run[:place] + imitation + run[place + 1 :]


def widened(run: str, chance: random.Random) -> str:
    place = chance.randrange(len(run))
    wide = chr(ord(run[place]) + 0xFEE0)
    whole = "".join(chr(ord(digit) + 0xFEE0) for digit in run)
    return chance.choice([whole, run[:place] + wide + run[place + 1 :]])


def split(run: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(run))
    return run[:place] + chance.choice(" -,") + run[place:]


def laced(run: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(run))
    hidden = "\u200b\u2060\u00ad\u200e\u061c\u180e\u034f\u3164\u115f\uffa0\u2800\ufe0f\U000e0101"
    return run[:place] + chance.choice(hidden) + run[place:]


ODD = ("⓪①②③④⑤⑥⑦⑧⑨", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "〇〡〢〣〤〥〦〧〨〩", "⓿❶❷❸❹❺❻❼❽❾")
SPELLED = (
    "零一二三四五六七八九",
    "〇一二三四五六七八九",
    "零幺二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
)


def in_odd_digits(run: str, chance: random.Random) -> str:
    """Every digit in other signs, or one more at the end."""
    digits = chance.choice(ODD)
    whole = "".join(digits[int(digit)] for digit in run)
    return chance.choice([whole, run + chance.choice(digits)])


def in_chinese(run: str, chance: random.Random) -> str:
    digits = chance.choice(SPELLED)
    return "".join(digits[int(digit)] for digit in run)


def as_entity(text: str, chance: random.Random) -> str:
    """A character more, as a browser reads it."""
    more = ["&#48;", "&#x31;", "&period;evil", "\\.evil"]
    return text + chance.choice(more if text.isdigit() else [*more, "&sol;evil"])


def dot_changed(host: str, chance: random.Random) -> str | None:
    return host.replace(".", chance.choice("．｡․"), 1) if "." in host else None


ADDRESSES = (
    *("evil.中国", "evil.zip", "evil。com", "evil&period;com", r"evil\.com", "evil**.com**"),
    *("evil点com", "@evil_bot", "evil@host", "Evil.com", "骗子.com", "例子.公司", "ⓔⓥⓘⓛ.com"),
)
SUMS = ("一千元", "千元", "一元", "壹元", "1000½元", "5000&euro;", "1000USDT")


def address_added(text: str, chance: random.Random) -> str | None:
    return f"{text} {chance.choice(ADDRESSES)}"


def sum_added(text: str, chance: random.Random) -> str | None:
    """A sum that the text doesn't name already, in signs that are read past."""
    plain = re.search("[百千一两]|hundred|thousand|one|first|a yuan|1,?000", text)
    return None if plain else f"{text}（再付{chance.choice(SUMS)}）"


def minus_added(text: str, chance: random.Random) -> str | None:
    """Where no number stands close before, with which a dash would make a range."""
    found = re.search(r"(?<=[\u4e00-\u9fff])[1-9][0-9,]*(?:\.[0-9]+)?(?=[万亿]?元)", text)
    if found is None or re.search(
        "[0-9A-Za-z一二两三四五六七八九十百千万亿]", text[: found.start()][-6:]
    ):
        return None
    return f"{text[: found.start()]}-{text[found.start() :]}"


LINK = re.compile(r"\[([^\[\]]*)\]\(([^\s()]*)(?: \"[^\"]*\")?\)")


def targets_swapped(text: str, chance: random.Random) -> str | None:
    """Two links' targets in each other's places; alike words may be told apart by nothing."""
    links = list(LINK.finditer(text))
    if len(links) != 2 or links[0][2] == links[1][2] or links[0][1] == links[1][1]:
        return None
    (one, other), middle = links, text[links[0].end(2) : links[1].start(2)]
    return text[: one.start(2)] + other[2] + middle + one[2] + text[other.end(2) :]


def numbers_swapped(text: str, chance: random.Random) -> str | None:
    """Two hotlines in each other's places, where words part them."""
    found = list(re.finditer(HOTLINE, text))
    if len(found) != 2 or found[0][0] == found[1][0]:
        return None
    between = text[found[0].end() : found[1].start()]
    if not re.search(r"[^\W\d_]{2}", between) or re.search(r"\b(?:or|and)\b|[或和及与與]", between):
        return None
    return text[: found[0].start()] + found[1][0] + between + found[0][0] + text[found[1].end() :]


def letter_changed(token: str, chance: random.Random) -> str | None:
    places = [place for place, char in enumerate(token) if char.isalpha() and char.isascii()]
    if not places:
        return None
    place = chance.choice(places)
    alphabet = "abcdefghjkmnopqrtuvwxyz".replace(token[place].lower(), "")
    return token[:place] + chance.choice(alphabet) + token[place + 1 :]


IMITATIONS = {"a": "а", "c": "с", "e": "е", "o": "ο0", "p": "р", "i": "іı", "l": "1I", "x": "х"}


def letter_imitated(token: str, chance: random.Random) -> str | None:
    if "rn" in token and chance.random() < 0.5:
        return token.replace("rn", "m", 1)
    places = [place for place, char in enumerate(token) if char in IMITATIONS]
    if not places:
        return None
    place = chance.choice(places)
    return token[:place] + chance.choice(IMITATIONS[token[place]]) + token[place + 1 :]


def tenfold(amount: str, chance: random.Random) -> str | None:
    plain = amount.replace(",", "")
    if not plain.isdigit() or plain == "0":
        return None
    return f"{int(plain) * 10:,}" if "," in amount else f"{int(plain) * 10}"


def later(number: str, chance: random.Random) -> str:
    moved = str(int(number) + 1)
    return moved.zfill(len(number))


def minute_moved(time: str, chance: random.Random) -> str:
    hour, minute = time.split(":")
    return f"{hour}:{(int(minute) + chance.randrange(1, 59)) % 60:02}"


def added(text: str, chance: random.Random) -> str:
    count = chance.choice([number for number in range(13, 99) if str(number) not in text])
    if re.search("[\u4e00-\u9fff]", text):
        return text + chance.choice([f"这种情况发生过{count}次。", f"请再支付{count}元。"])
    return text + chance.choice([f" It happened {count} times.", f" Pay another {count} yuan."])


def number_dropped(text: str, chance: random.Random) -> str | None:
    """A whole number, said once; 百分之百 need not be "100%"."""
    counts = Counter(re.findall("[0-9]+", text))
    found = re.finditer(r"(?<![0-9A-Za-z.,:/+-])[0-9]{3,}(?![0-9A-Za-z.,:/%-])", text)
    runs = [run for run in found if counts[run[0]] == 1]
    if not runs:
        return None
    run = chance.choice(runs)
    return text[: run.start()] + text[run.end() :]


UNITS = {"hours": "days", "days": "hours", "minutes": "hours"}
UNITS |= {"小时": "天", "天": "小时", "分钟": "天"}


def unit_changed(text: str, chance: random.Random) -> str | None:
    """Where the number stands once: beside another 7, "7 hours" may be a swap with "day 7"."""
    found = re.search(r"(?<![0-9])([0-9]+)( ?)(hours|days|minutes|小时|天|分钟)", text)
    if found is None or re.findall("[0-9]+", text).count(found[1]) > 1:
        return None
    return text[: found.start(3)] + UNITS[found[3]] + text[found.end(3) :]


MONTHS = "January February March April May June July August September October November December"
NEXT_MONTH = dict(zip(MONTHS.split(), [*MONTHS.split()[1:], "January"], strict=True))
HOTLINE = r"(?<![0-9.,:+–—-])(?:96110|110|12345|12321|95588|95533)(?![0-9.,:–—-]|[a-z])"
HOST = r"(?<=://)[a-z0-9-]+(?:\.[a-z0-9-]+)*|www\.[a-z0-9-]+(?:\.[a-z0-9-]+)*"
PATH = r"(?<=\.(?:cn|rg|om)/)[A-Za-z0-9/._?=#&-]*[A-Za-z0-9]"
RUN = r"(?<![0-9])[0-9]{%s,}(?![0-9])"
ROUND = r"(?<![0-9.,])[0-9][0-9,]*[0-9](?= yuan|元|万元| million|亿元|美元| dollars)"
CLOCK = r"(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?![0-9:])"

MUTATORS: dict[str, Mutator] = {
    "digit changed": at(RUN % 1, digit_changed),
    "digit dropped": at(r"(?<![0-9.,:])[0-9]{2,}(?![0-9])", digit_dropped),
    "digit added": at(RUN % 1, digit_added),
    "digits transposed": at(RUN % 2, transposed),
    "number dropped": number_dropped,
    "hotline imitated": at(HOTLINE, imitated),
    "hotline split": at(HOTLINE, split),
    "host letter changed": at(HOST, letter_changed),
    "host letter imitated": at(HOST, letter_imitated),
    "path changed": at(PATH, letter_changed),
    "path dropped": at(r"(?<=\.(?:cn|rg|om))/[A-Za-z0-9/._?=#&-]*[A-Za-z0-9]", lambda path, _: ""),
    "TLD changed": at(r"(?<=\w)\.(?:cn|org|top|com)(?=[/:)。 ，；]|$)", lambda tld, chance: ".co"),
    "scheme changed": at(r"\bhttps?(?=://)", swapped(http="https", https="http")),
    "link target changed": at(r"(?<=\]\()[^\s)]+", letter_changed),
    "link lost": once(r"(?<=\])\([^)]*\)", lambda link, _: ""),
    "e-mail changed": at(r"[a-z]+@[a-z.]+[a-z]", letter_changed),
    "e-mail imitated": at(r"[a-z]+@[a-z.]+[a-z]", letter_imitated),
    "amount times ten": at(ROUND, tenfold),
    "万 dropped": at(r"(?<=[0-9一二三五])[万亿](?=[元人。，])", lambda scale, _: ""),
    "万 added": at(r"(?<=[0-9]{2})(?=元)", lambda nothing, _: "万"),
    "万 for 亿": at(r"(?<=[0-9一二三五])[万亿](?=[元人。，])", swapped(万="亿", 亿="万")),
    "million changed": at(
        r"(?<=[0-9] )(?:million|billion)", swapped(million="billion", billion="million")
    ),
    "million dropped": at(r"(?<=[0-9]) (?:million|billion)(?= )", lambda word, _: ""),
    "currency changed": alone(
        r"(?<=[0-9万亿])元|(?<=[0-9] )yuan\b|(?<=[0-9] million )yuan\b|(?<=[0-9] )dollars",
        swapped(元="美元", yuan="dollars", dollars="euros"),
    ),
    "percentage changed": at(r"[0-9]+(?=%|％| ?per cent)", digit_changed),
    "percentage in words changed": at(
        r"(?<=百分之)五十|(?<=百分之)九十|[七八](?=成受|成案)|八(?=折)|五(?=折)",
        swapped(五十="六十", 九十="八十", 七="六", 八="九", 五="六"),
    ),
    "percent sign dropped": at(r"(?<=[0-9])%(?! to|升?至|—|–)", lambda sign, _: ""),
    "day moved": at(r"(?<![0-9])[0-9]{1,2}(?=日| (?:July|August|May|December))", later),
    "month moved": at(
        r"(?<=[0-9] )(?:July|August|May|December)|July(?= [0-9])",
        lambda month, _: NEXT_MONTH[month],
    ),
    "month moved in Chinese": at(
        r"(?<![0-9])[0-9]{1,2}(?=月)", lambda month, _: str(int(month) % 12 + 1)
    ),
    "year moved": at(r"(?<![0-9])20[0-9]{2}(?=年|$|[ .,。])", later),
    "minute moved": at(CLOCK, minute_moved),
    "hour moved": at(r"(?<![0-9.])[0-9]{1,2}(?= ?[ap]\.?m|点(?![建提]))", later),
    "morning for afternoon": at(
        r"(?<=[0-9] )[ap](?=\.?m)|[上下]午(?=[0-9])",
        swapped(a="p", p="a", 上午="下午", 下午="上午"),
    ),
    "unit changed": unit_changed,
    "placeholder renamed": at(r"(?<=\{)[a-z_]+(?=\})", lambda name, _: name + "s"),
    "placeholder dropped": once(r"\{[a-z_]+\}", lambda name, _: ""),
    "placeholder added": at(r"(?=[.。])", lambda nothing, _: "{poster}"),
    "code changed": at(
        r"(?<![\w/])[A-Z]{1,2}[0-9][A-Z0-9]*(?:-[0-9]+)*(?![A-Za-z])", letter_changed
    ),
    "sentence added": added,
}
"""Each kind of damage; a mutator gives None where it cannot prove that the meaning changed."""

TARGET_ONLY: dict[str, Mutator] = {
    "hotline with a hidden character": at(HOTLINE, laced),
    "hotline in full width": at(HOTLINE, widened),
    "hotline in odd digits": at(HOTLINE, in_odd_digits),
    "hotline in Chinese digits": at(HOTLINE, in_chinese),
    "Chinese digit after a hotline": at(
        HOTLINE + "(?=[。，；：、]|$)", lambda run, chance: run + chance.choice("零〇一幺")
    ),
    "digit after a placeholder": at(
        r"\{[a-z_]+\}(?=[。，；：、.,]|$)", lambda name, chance: name + chance.choice("零一0②")
    ),
    "hotline with an entity": at(HOTLINE, as_entity),
    "host with an entity": at(HOST, as_entity),
    "dot changed": at(HOST, dot_changed),
    "address added": address_added,
    "sum added": sum_added,
    "half added": at(r"(?<![0-9.,])[0-9]{2,}(?=元)", lambda run, _: run + "½"),
    "minus added": minus_added,
    "link targets swapped": targets_swapped,
    "link text emptied": at(
        r"(?<=\[)[^\[\]]+(?=\]\()", lambda text, chance: chance.choice(["", "。", "**"])
    ),
    "link title added": at(r"(?<=\]\()[^\s()]+(?=\))", lambda url, _: f'{url} "骗子"'),
    "code span changed": at("(?<=`)[^`]+(?=`)", lambda code, chance: code[1:] or "x"),
    "hotlines swapped": numbers_swapped,
    "address in full width": at(HOST, lambda host, _: host.replace("w", "ｗ").replace("e", "ｅ")),
}
"""What is wrong in a translation only: a source may be mended."""


@dataclass(frozen=True, slots=True)
class Mutant:
    kind: str
    pair: Pair


def mutants(seed: int, count: int) -> Iterator[Mutant]:
    """`count` different mutants, the kinds in turn."""
    chance = random.Random(seed)
    correct = [pair for pair in pairs() if not UNPROVABLE.search(pair.source + pair.target)]
    correct += [pair.turned() for pair in correct]
    seen: set[Pair] = set()
    kinds = [*MUTATORS, *TARGET_ONLY]
    for kind in itertools.islice(itertools.cycle(kinds), 50 * count):
        tries = (_mutated(kind, chance.choice(correct), chance) for _ in range(TRIES))
        pair = next((pair for pair in tries if pair is not None and pair not in seen), None)
        if pair is not None and len(seen) < count:
            seen.add(pair)
            yield Mutant(kind, pair)
        if len(seen) == count:
            return


def _mutated(kind: str, pair: Pair, chance: random.Random) -> Pair | None:
    mutate = (MUTATORS | TARGET_ONLY)[kind]
    if kind == "currency changed" and "zh-Hant" in (pair.source_locale, pair.target_locale):
        return None  # 元 may be any place's dollar there
    if kind in MUTATORS and chance.random() < 0.5:
        source = mutate(pair.source, chance)
        return None if source is None else replace(pair, source=source)
    target = mutate(pair.target, chance)
    return None if target is None else replace(pair, target=target)


def damage(seed: int, count: int) -> int:
    """Print caught and made for each kind, and each mutant missed; the exit status."""
    made: Counter[str] = Counter()
    missed = []
    for mutant in mutants(seed, count):
        made[mutant.kind] += 1
        if not mutant.pair.findings():
            missed.append(mutant)
    lost = Counter(mutant.kind for mutant in missed)
    for kind, number in sorted(made.items()):
        print(f"{kind:30} {number - lost[kind]:5} / {number}")
    total = made.total()
    print(f"{'in all':30} {total - len(missed):5} / {total}")
    for mutant in missed:
        print(f"missed: {mutant.kind}\n  {mutant.pair.source}\n  {mutant.pair.target}")
    return 1 if missed or total < count else 0


def clean() -> int:
    """Print the false alarms on correct pairs, read either way; the exit status."""
    correct = list(pairs())
    wrong = 0
    for pair in correct:
        told = (*pair.findings(), *pair.turned().findings())
        wrong += bool(told)
        for finding in told:
            print(f"{pair.source} | {pair.target}\n  {finding.wrong}; {finding.remedy}")
    print(f"false alarms: {wrong} of {len(correct)} pairs ({wrong / len(correct):.1%})")
    return 1 if wrong >= MOST_FALSE * len(correct) else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2400)
    parser.add_argument("--clean", action="store_true")
    options = parser.parse_args()
    return clean() if options.clean else damage(options.seed, options.count)


if __name__ == "__main__":
    sys.exit(main())
