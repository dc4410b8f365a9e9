"""One piece of real code, and the edits made on it."""

import ast
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from lex import OPENERS, Token, lex


@dataclass
class Edit:
    """A before/after pair with what its wording may mention."""

    before: str
    after: str
    offset: int  # of the change in `before`, for line and column
    slots: dict = field(default_factory=dict)
    kind_is_enough: bool = True  # kind and place (or kind alone, if `unique`) settle the answer
    unique: bool = True  # the kind alone settles the place
    forms: frozenset = frozenset()  # which optional wordings fit
    parses: bool = True  # the before-text is no syntax error
    inserts: bool = False  # the change goes before the line of `offset`
    reported: tuple[int, int] | None = None  # where tools see the fault: lines below the change, column
    is_open: bool = False  # several answers are right


@dataclass(eq=False)
class Snippet:
    """Whole lines of one file, dedented to column 0."""

    text: str
    language: str
    package: str
    version: str
    license: str
    split: str
    path: str

    @cached_property
    def tokens(self) -> list[Token]:
        return lex(self.text, self.language)

    @cached_property
    def code(self) -> list[Token]:
        """The tokens without comments."""
        return [token for token in self.tokens if token.kind != "comment"]

    @cached_property
    def enclosing(self) -> list[int]:
        """For each of `code` the index of the innermost open bracket around it, or -1."""
        stack, around = [], []
        for index, token in enumerate(self.code):
            closes = token.kind == "op" and token.text in ")]}" or token.kind == "template" and token.text[0] == "}"
            if closes and stack:
                stack.pop()
            around.append(stack[-1] if stack else -1)
            if token.kind == "op" and token.text in OPENERS or token.kind == "template" and token.text.endswith("${"):
                stack.append(index)
        return around

    @cached_property
    def openers(self) -> dict[int, int]:
        """For each closing bracket of `code` its opening one."""
        stack, pairs = [], {}
        for index, token in enumerate(self.code):
            if token.kind == "op" and token.text in ")]}" or token.kind == "template" and token.text[0] == "}":
                if stack:
                    pairs[index] = stack.pop()
            if token.kind == "op" and token.text in OPENERS or token.kind == "template" and token.text.endswith("${"):
                stack.append(index)
        return pairs

    @cached_property
    def masked(self) -> str:
        """The text, as long as before, with blanks for comments and `_` for what strings hold."""
        pieces, at = [], 0
        for token in self.tokens:
            if token.kind in ("comment", "string", "template", "regex"):
                pieces += [self.text[at : token.start], _masked(token)]
                at = token.end
        return "".join(pieces) + self.text[at:]

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def functions(self) -> list:
        """The functions of `tree`, inner ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")[: self.n_lines]

    @property
    def n_lines(self) -> int:
        return self.text.count("\n")

    @cached_property
    def starts(self) -> list[int]:
        starts = [0]
        for line in self.text.split("\n")[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self.starts, offset)

    def broken(self, *changes: tuple[int, int, str], **more) -> Edit:
        """An edit whose after-text is the real code; `changes` (start, end, new) make the before-text."""
        return Edit(replace(self.text, changes), self.text, changes[0][0], **more)


def _masked(token):
    if token.kind == "comment":
        return re.sub(r"[^\n]", " ", token.text)
    quote = re.compile(r"(?P<open>[A-Za-z]*(?:\"{3}|'{3}|[\"'`/])|\})(?P<inner>.*?)(?P<close>\"{3}|'{3}|[\"'`]|\$\{|/[a-z]*)", re.S)
    match = quote.fullmatch(token.text)
    if not match:
        return re.sub(r"[^\n]", "_", token.text)
    return match["open"] + re.sub(r"[^\n]", "_", match["inner"]) + match["close"]


def replace(text: str, changes) -> str:
    """Applies changes (start, end, new), given in order of place."""
    pieces, at = [], 0
    for start, end, new in changes:
        pieces += [text[at:start], new]
        at = end
    return "".join(pieces) + text[at:]
