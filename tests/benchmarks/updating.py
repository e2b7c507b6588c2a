"""Measures an update of a large catalog: unchanged, with one word and with fifty texts edited.

    python -m tests.benchmarks.updating [--messages N] [--changed N] [--seed N]

Prints the seconds of each, reading and writing included, and what changed in the file.
"""

from __future__ import annotations

import argparse
import random
import time

from generator.catalogs import merge, po, reader
from generator.catalogs.extract import Message
from generator.locales import locale

_WORDS = ("caller", "account", "money", "screen", "transfer", "refund", "parcel", "bank", "code")


def _message(text: str, document: int) -> Message:
    path = f"content/x/routines/{document:02}-r.md"
    return Message(f"routines/r{document}", text, path, 1, (path,))


def _messages(count: int, seed: int) -> list[Message]:
    """A thousand texts in twenty documents, many of them alike."""
    drawn = random.Random(seed)
    texts = (
        f"Sentence {number}: {' '.join(drawn.choices(_WORDS, k=30))}." for number in range(count)
    )
    return [_message(text, number * 20 // count) for number, text in enumerate(texts)]


def _edited(messages: list[Message], count: int, seed: int) -> list[Message]:
    drawn = random.Random(seed)
    chosen = set(drawn.sample(range(len(messages)), count))
    return [
        _message(m.msgid.replace("Sentence", "Phrase"), number * 20 // len(messages))
        if number in chosen
        else m
        for number, m in enumerate(messages)
    ]


def _translated(messages: list[Message]) -> bytes:
    made = merge.merge(merge.empty(locale("zh-Hans"), "2022-07-25"), messages)
    entries = tuple(e.changed(msgstr=(f"译文{n}",)) for n, e in enumerate(made.entries))
    return po.write(po.Catalog(made.header, entries))


def measure(count: int, changed: int, seed: int) -> dict[str, tuple[float, int]]:
    """Seconds and touched entries of each kind of update."""
    messages = _messages(count, seed)
    before = _translated(messages)
    results = {}
    for name, edits in (("no-op", 0), ("one word", 1), (f"{changed} texts", changed)):
        after = _edited(messages, edits, seed)
        began = time.perf_counter()
        merged = merge.merge(reader.read(before, "x.po"), after)
        written = po.write(merged)
        seconds = time.perf_counter() - began
        touched = sum(entry.raw is None for entry in merged.entries)
        assert edits or written == before
        results[name] = (seconds, touched)
    return results


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--changed", type=int, default=50)
    parser.add_argument("--seed", type=int, default=20220725)
    asked = parser.parse_args()
    for name, (seconds, touched) in measure(asked.messages, asked.changed, asked.seed).items():
        print(f"{name:12} {seconds:6.3f} s   {touched} entries touched")


if __name__ == "__main__":
    main()
