"""Texts for the properties: any text, and documents that are made of Markdown's blocks."""

from __future__ import annotations

from hypothesis import strategies as st

_MARKS = (
    *"ab 中，“”é\n*_`~[]()<>{}!#->|&;:\"'\\.1 \t",
    *("  \n", "\n\n", "    ", "](", "javascript:", "https://a.b", "{hotline}", "&lt;", "&#106;"),
    *("<script>", "<img src=x onerror=y>", "[1]: ", "| - | -\n", "> ", "- ", "\x02", "\u2028"),
)

TEXTS = st.lists(st.sampled_from(_MARKS), max_size=40).map("".join) | st.text(max_size=60)
"""Any text, often one that looks like Markdown."""

_WORDS = (
    *("scam", "call", "转账", "验证码", "loan’s", "“refund”", "AT&T", "a_b_c", "3rd", "é", "통화"),
    *("*never*", "**stop**", "`code *x*`", "[site](https://a.example/x?y=1)", "&amp;", "5 > 3"),
    *("<https://b.example/>", "<b>raw</b>", "\\*", '[t](https://c.example/ "T")'),
)
_LINES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(
    lambda words: "w " + " ".join(words)
)


def _paragraphs(soft_breaks):
    if not soft_breaks:
        return _LINES
    return st.lists(_LINES, min_size=1, max_size=3).map("\n".join)


def _indented(text):
    return text.replace("\n", "\n    ")


def _table(lines):
    return "| one | two |\n|:--|--:|\n" + "\n".join(f"| {line} | 1 |" for line in lines)


def _numbered(lines):
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 3))


def _leaves(soft_breaks):
    """Blocks that hold no others."""
    some = st.lists(_LINES, min_size=1, max_size=3)
    return st.one_of(
        _paragraphs(soft_breaks),
        _LINES.map(lambda line: f"#### {line}"),
        _LINES.map(lambda line: f"    {line}"),
        some.map(_table),
        some.map("  \n".join),
        some.map(_numbered),
        some.map(lambda lines: "\n".join(f"- {line}" for line in lines)),
        some.map(lambda lines: "\n\n".join(f"- {line}" for line in lines)),
        st.just("* * *"),
    )


def _holding(inner):
    """Blocks that hold another one."""
    return st.one_of(
        inner.map(lambda block: "\n".join(f"> {line}" for line in block.split("\n"))),
        st.tuples(_LINES, inner).map(lambda pair: f"- {pair[0]}\n\n    {_indented(pair[1])}"),
    )


def documents(soft_breaks=False):
    """Documents of Markdown's blocks; without `soft_breaks` each paragraph is one line."""
    blocks = st.recursive(_leaves(soft_breaks), _holding, max_leaves=3)
    return st.lists(blocks, max_size=5).map("\n\n".join)
