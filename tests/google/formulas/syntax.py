"""Formulas as text: tokens, references, and the tree that a formula means in a locale."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.google.sheet.a1 import column_index, column_name

_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d]\w*)!"
_CORNER = r"\$?[A-Za-z]{1,3}\$?[0-9]+"
_REFERENCE = (
    rf"(?:{_SHEET})?(?:{_CORNER}(?::\$?[A-Za-z]{{0,3}}\$?[0-9]*(?<=[A-Za-z0-9]))?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[0-9]+:\$?[0-9]+)(?![A-Za-z0-9_(.])"
)
_TOKEN = re.compile(
    rf"(?P<string>\"(?:[^\"]|\"\")*\")|(?P<unfinished>\".*)|(?P<error>#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!|ERROR!))"
    rf"|(?P<ref>{_REFERENCE})|(?P<name>[A-Za-z_][A-Za-z0-9_.]*)|(?P<number>[0-9]+(?:[.,][0-9]+)?(?:[Ee][+-]?[0-9]+)?"
    r"|\.[0-9]+)|(?P<operator><>|<=|>=|[-+*/&^%=<>(),;])|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_POINT_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[Ee][+-]?[0-9]+)?|\.[0-9]+")
_COMMA_NUMBER = re.compile(r"[0-9]+(?:,[0-9]+)?(?:[Ee][+-]?[0-9]+)?")
_PARTS = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")


class FormulaError(Exception):
    """The text is no formula in this locale."""


@dataclass(frozen=True)
class Corner:
    """One corner of a reference; a row or column of None is open."""

    row: int | None
    column: int | None
    row_fixed: bool
    column_fixed: bool

    def __str__(self) -> str:
        """Return the corner as typed: ``$E2``."""
        column = "" if self.column is None else "$" * self.column_fixed + column_name(self.column)
        row = "" if self.row is None else "$" * self.row_fixed + str(self.row + 1)
        return column + row


@dataclass(frozen=True)
class Reference:
    """A cell or range, of this tab (sheet is empty) or of another one."""

    sheet: str
    first: Corner
    last: Corner | None

    def __str__(self) -> str:
        """Return the reference as typed."""
        return f"{self.sheet}{self.first}" + (f":{self.last}" if self.last else "")

    @property
    def title(self) -> str | None:
        """Return the tab's title, None for the formula's own tab."""
        title = self.sheet.removesuffix("!")
        if title.startswith("'"):
            title = title[1:-1].replace("''", "'")
        return title or None


@dataclass(frozen=True)
class Literal:
    """A number, a string or a boolean."""

    value: float | str | bool


@dataclass(frozen=True)
class ErrorLiteral:
    """An error written out, as ``#REF!``."""

    text: str


@dataclass(frozen=True)
class Call:
    """A function, or an operator by its function's name."""

    name: str
    arguments: tuple["Node", ...]


Node = Literal | ErrorLiteral | Reference | Call
Token = tuple[str, str]


@functools.lru_cache(maxsize=8_192)
def tokenize(text: str) -> tuple[Token, ...]:
    """Return (kind, text) of every token; joined, the texts are the formula again."""
    tokens: list[Token] = []
    place = 0
    while match := _TOKEN.match(text, place):
        kind, found = str(match.lastgroup), match[0]
        if kind == "number" and "," in found:  # whether it is one number depends on the locale
            found = found.partition(",")[0]
            kind = "number"
            tokens.append((kind, found))
            place += len(found)
            continue
        tokens.append((kind, found))
        place = match.end()
    return tuple(tokens)


def parse_reference(text: str) -> Reference:
    """Read the text of a reference token."""
    bare = re.match(_SHEET, text)
    sheet = bare[0] if bare else ""
    first, _, last = text[len(sheet) :].partition(":")
    return Reference(sheet, _parse_corner(first), _parse_corner(last) if last else None)


def _parse_corner(text: str) -> Corner:
    match = _PARTS.fullmatch(text)
    if not match:
        raise FormulaError(text)
    fixed_first, letters, fixed_second, digits = match.groups()
    if not letters:
        return Corner(int(digits) - 1, None, bool(fixed_first or fixed_second), column_fixed=False)
    column = column_index(letters)
    row = int(digits) - 1 if digits else None
    return Corner(row, column, bool(fixed_second), bool(fixed_first))


def rewrite(formula: str, change: Callable[[Reference], str]) -> str:
    """Return the formula with each reference replaced by what *change* says."""
    if not formula.startswith(("=", "+")):
        return formula
    tokens = tokenize(formula)
    if all(kind != "ref" for kind, _ in tokens):
        return formula
    return "".join(change(parse_reference(text)) if kind == "ref" else text for kind, text in tokens)


@functools.lru_cache(maxsize=8_192)
def parse(formula: str, *, comma_decimals: bool) -> Node:
    """Return the tree of a formula that begins with ``=`` or ``+``; raises FormulaError.

    Where decimals have a comma, only ``;`` parts arguments [M].
    """
    return _Parser(formula, comma_decimals=comma_decimals).parse()


_COMPARISONS = {"=": "EQ", "<>": "NE", "<": "LT", "<=": "LTE", ">": "GT", ">=": "GTE"}
_LEVELS = (
    _COMPARISONS,
    {"&": "CONCAT"},
    {"+": "ADD", "-": "MINUS"},
    {"*": "MULTIPLY", "/": "DIVIDE"},
    {"^": "POW"},
)


class _Parser:
    """A descent through the levels of binding, from comparison to power."""

    def __init__(self, formula: str, *, comma_decimals: bool) -> None:
        self.comma_decimals = comma_decimals
        tokens = [token for token in tokenize(formula[1:]) if token[0] != "space"]
        self.tokens = _join_numbers(tokens) if comma_decimals else tokens
        self.separators = {";"} if comma_decimals else {",", ";"}

    def parse(self) -> Node:
        node = self._binary(0)
        if self.tokens:
            raise FormulaError(self.tokens[0][1])
        return node

    def _next(self) -> str:
        return self.tokens[0][1] if self.tokens else ""

    def _take(self) -> Token:
        if not self.tokens:
            raise FormulaError("unfinished")
        return self.tokens.pop(0)

    def _binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        node = self._binary(level + 1)
        while self._next() in _LEVELS[level]:
            name = _LEVELS[level][self._take()[1]]
            node = Call(name, (node, self._binary(level + 1)))
        return node

    def _unary(self) -> Node:
        if self._next() in {"-", "+"}:
            name = {"-": "UMINUS", "+": "UPLUS"}[self._take()[1]]
            return Call(name, (self._unary(),))
        node = self._atom()
        while self._next() == "%":
            self._take()
            node = Call("UNARY_PERCENT", (node,))
        return node

    def _atom(self) -> Node:
        kind, text = self._take()
        if kind == "string":
            return Literal(text[1:-1].replace('""', '"'))
        if kind == "number":
            return Literal(self._number(text))
        if kind == "ref":
            return parse_reference(text)
        if kind == "error":
            return ErrorLiteral(text)
        if kind == "name":
            return self._named(text)
        if text == "(":
            node = self._binary(0)
            self._expect(")")
            return node
        raise FormulaError(text)

    def _number(self, text: str) -> float:
        pattern = _COMMA_NUMBER if self.comma_decimals else _POINT_NUMBER
        if not pattern.fullmatch(text):
            raise FormulaError(text)
        return float(text.replace(",", "."))

    def _named(self, text: str) -> Node:
        name = text.upper()
        if self._next() != "(":
            return Literal(name == "TRUE") if name in {"TRUE", "FALSE"} else Call("NAMED", (Literal(text),))
        self._take()
        arguments: list[Node] = []
        if self._next() == ")":
            self._take()
            return Call(name, ())
        while True:
            arguments.append(self._binary(0))
            kind_text = self._take()[1]
            if kind_text == ")":
                return Call(name, tuple(arguments))
            if kind_text not in self.separators:
                raise FormulaError(kind_text)

    def _expect(self, text: str) -> None:
        if self._take()[1] != text:
            raise FormulaError(text)


def _join_numbers(tokens: list[Token]) -> list[Token]:
    """Read ``1`` ``,`` ``5`` as one number, as comma-decimal locales do."""
    joined: list[Token] = []
    for kind, text in tokens:
        if kind == "number" and len(joined) > 1 and joined[-1][1] == "," and joined[-2][0] == "number":
            joined[-2:] = [("number", f"{joined[-2][1]},{text}")]
        else:
            joined.append((kind, text))
    return joined
