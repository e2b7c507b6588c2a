"""What a mutant is, and which mutants a module has: the same ones in every run.

Each replaces one part of the text and leaves the rest as it is, so that a line number means the
same before and after.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

_COMPARISONS = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_SUMS = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "//"), ast.FloorDiv: ("//", "*")}
_MESSAGES = ("said", "plural", "late")
"""What makes sentences and patterns: other tests compare the former with the catalog."""


@dataclass(frozen=True)
class Mutant:
    """One change of one module."""

    module: str
    """Its path below the project's folder."""
    line: int
    inside: str
    """The function that it is in; empty outside of any."""
    before: str
    """The changed lines without the spaces around them, as one text."""
    after: str
    """The same, changed."""
    text: str
    """The whole module, changed."""

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.before}  ->  {self.after}"


def mutants(module: str, text: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    source = text.encode()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    made, tree = {}, ast.parse(text)
    for begin, end, new in _Finder(source, starts).changes(tree):
        changed = source[:begin] + new.encode() + source[end:]
        if changed != source and _compiles(changed):
            first = source.rfind(b"\n", 0, begin) + 1
            last = source.find(b"\n", end)
            before = source[first:last]
            after = changed[first : last + len(changed) - len(source)]
            line = source.count(b"\n", 0, begin) + 1
            made[begin, end, new] = Mutant(
                module,
                line,
                _function(tree, line),
                " ".join(before.decode().split()),
                " ".join(after.decode().split()),
                changed.decode(),
            )
    return [made[key] for key in sorted(made)]


def _function(tree: ast.AST, line: int) -> str:
    """The innermost function around a line; empty for none."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(around, key=lambda node: node.lineno).name if around else ""


def some(found: list[Mutant], seed: int, each: int) -> list[Mutant]:
    """So many of a module's mutants, the same for the same seed; all for 0."""
    if not found or not each or each >= len(found):
        return found
    chosen = Random(f"{seed} {found[0].module}").sample(range(len(found)), each)
    return [found[at] for at in sorted(chosen)]


def _compiles(text: bytes) -> bool:
    try:
        compile(text, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


Change = tuple[int, int, str]
"""From which byte to which, and what stands there instead."""


@dataclass
class _Finder:
    """Finds what can be changed in a tree: never in annotations, docstrings or messages."""

    source: bytes
    starts: list[int]

    def changes(self, node: ast.AST) -> Iterator[Change]:
        """Every change in a part of the tree."""
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Assert | ast.Import | ast.ImportFrom | ast.JoinedStr):
            return
        yield from self._here(node)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "bases"):
                continue
            parts = value if isinstance(value, list) else [value]
            for part in parts:
                if isinstance(part, ast.AST) and not _is_message(node, part):
                    yield from self.changes(part)

    def _here(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Compare():
                sides = [node.left, *node.comparators]
                for one, kind, other in zip(sides, node.ops, sides[1:], strict=False):
                    yield from self._between(one, other, *_COMPARISONS[type(kind)])
            case ast.BoolOp():
                words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
                for one, other in zip(node.values, node.values[1:], strict=False):
                    yield from self._between(one, other, *words)
            case ast.BinOp() if type(node.op) in _SUMS:
                yield from self._between(node.left, node.right, *_SUMS[type(node.op)])
            case ast.UnaryOp(op=ast.Not()):
                yield self._instead(node, self._text(node.operand))
            case ast.If() | ast.While() | ast.IfExp():
                yield from self._conditions(node.test)
            case ast.comprehension():
                for test in node.ifs:
                    yield self._instead(test, "True")
            case ast.Constant():
                yield from self._constant(node)
            case ast.Call():
                yield from self._arguments(node)
            case ast.stmt():
                yield from self._statement(node)

    def _conditions(self, test: ast.expr) -> Iterator[Change]:
        yield self._instead(test, f"not ({self._text(test)})")
        if not any(isinstance(part, ast.NamedExpr) for part in ast.walk(test)):
            yield self._instead(test, "True")
            yield self._instead(test, "False")

    def _constant(self, node: ast.Constant) -> Iterator[Change]:
        match node.value:
            case bool():
                yield self._instead(node, str(not node.value))
            case int() | float():
                yield self._instead(node, repr(node.value + 1))
            case str():
                yield self._instead(node, '""' if node.value else '"other"')

    def _arguments(self, node: ast.Call) -> Iterator[Change]:
        for one, other in zip(node.args, node.args[1:], strict=False):
            begin, end = self._at(one)[0], self._at(other)[1]
            middle = self.source[self._at(one)[1] : self._at(other)[0]].decode()
            yield begin, end, self._text(other) + middle + self._text(one)
        parts = [*node.args, *(keyword for keyword in node.keywords)]
        if len(parts) > 1:
            yield self._at(parts[-2])[1], self._at(parts[-1])[1], ""

    def _statement(self, node: ast.stmt) -> Iterator[Change]:
        match node:
            case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
                yield self._instead(node, "pass")
            case ast.AugAssign() | ast.Delete() | ast.Raise():
                yield self._instead(node, "pass")
            case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
                yield self._instead(node, "pass")
            case ast.Continue() | ast.Break():
                yield self._instead(node, "pass")
            case ast.Return(value=ast.expr() as value):
                if ast.unparse(value) not in ("None", "False"):  # None is as good as False
                    yield self._instead(value, "None")
                if isinstance(value, ast.Compare | ast.BoolOp | ast.UnaryOp):
                    yield self._instead(value, f"not ({self._text(value)})")

    def _between(self, one: ast.AST, other: ast.AST, old: str, new: str) -> Iterator[Change]:
        begin, end = self._at(one)[1], self._at(other)[0]
        pattern = r"\s+".join(map(re.escape, old.split()))
        if found := re.search(pattern.encode(), self.source[begin:end]):
            yield begin + found.start(), begin + found.end(), new

    def _at(self, node: ast.AST) -> tuple[int, int]:
        begin = self.starts[node.lineno - 1] + node.col_offset
        return begin, self.starts[node.end_lineno - 1] + node.end_col_offset

    def _text(self, node: ast.AST) -> str:
        begin, end = self._at(node)
        return self.source[begin:end].decode()

    def _instead(self, node: ast.AST, new: str) -> Change:
        return *self._at(node), new


def _is_message(node: ast.AST, part: ast.AST) -> bool:
    """True for the text of a sentence or a pattern, and for a docstring."""
    match node, part:
        case ast.Call(func=ast.Name(id=name)), ast.Constant() if name in _MESSAGES:
            return True
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
