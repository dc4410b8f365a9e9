"""Docstrings: a missing one, and one that tells what a broken function should do."""

import ast
import re

from kinds.operators import off_by_one, wrong_operator
from kinds.spots import functions, once, shown
from kinds.variables import wrong_variable

JSDOC = re.compile(r"^(?P<in>[ \t]*)/\*\* (?P<words>[^\n*@{]+?)\.? \*/\n(?=(?P=in)(?P<head>\S[^\n]*)\n)|^(?P<in2>[ \t]*)/\*\*\n(?P=in2) \* (?P<words2>[^\n*@{]+?)\.?\n(?P=in2) \*/\n(?=(?P=in2)(?P<head2>\S[^\n]*)\n)", re.M)


def docstring(snippet, rng):
    """A comment of one sentence. Where the instruction does not say its words, many answers are right."""
    found = list(_python(snippet) if snippet.language == "python" else _javascript(snippet))
    for start, end, name, words in found:
        stated = rng.random() < 0.6
        slots = {"function": name, "place": name if once(snippet.text, name) else None, "new": words if stated and shown(words, 80) else None}
        is_open = slots["new"] is None
        forms = {"open"} if is_open else {"stated"}
        yield snippet.broken((start, end, ""), slots=slots, kind_is_enough=is_open, unique=False, inserts=True, is_open=is_open, forms=frozenset(forms))


def _python(snippet):
    for function in functions(snippet):
        first = function.body[0]
        if len(function.body) < 2 or not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant) or not isinstance(first.value.value, str):
            continue
        line = snippet.lines[first.lineno - 1]
        match = re.fullmatch(r'\s+"""(.{12,90})"""', line)
        if not match or first.lineno != first.end_lineno or "`" in match[1] or "\\" in match[1]:
            continue
        start, end = snippet.starts[first.lineno - 1], snippet.starts[first.lineno - 1] + len(line) + 1
        if snippet.text[end] == "\n":
            end += 1
        yield start, end, function.name, match[1].strip()


def _javascript(snippet):
    for match in JSDOC.finditer(snippet.text):
        head = match["head"] or match["head2"]
        words = match["words"] or match["words2"]
        name = re.match(r"(?:export |default |async |static |public |private |protected |readonly |function\*? |const |get |set )*(#?[A-Za-z_$][\w$]*)\s*(?:[(<]|= (?:async )?(?:\(|function))", head)
        if name and len(words) > 12 and name[1] not in ("if", "for", "while", "return", "constructor", "describe", "it"):
            yield match.start(), match.end(), name[1], words.strip()


def documented_bug(snippet, rng):
    """One wrong operator, bound or variable in a function whose comment tells what it does."""
    if snippet.language == "python":
        known = [f for f in functions(snippet) if ast.get_docstring(f)]
        if len(functions(snippet)) != 1 or not known:
            return
        name, first = known[0].name, known[0].body[0].end_lineno + 1
    else:
        head = re.search(r"^(?:/\*\*[\s\S]*?\*/|(?://[^\n]*\n)+)\s*(?:export |default |async |static |public |private )*(?:function\*? )?(?:const )?([A-Za-z_$][\w$]*)\s*(?:\(|= )", snippet.text)
        if not head:
            return
        name, first = head[1], snippet.line_of(head.end())
    made = [*wrong_operator(snippet, rng), *off_by_one(snippet, rng), *wrong_variable(snippet, rng)]
    for edit in rng.sample(made, min(3, len(made))):
        if edit and edit.before.count("\n", 0, edit.offset) + 1 >= first:
            edit.slots = {"function": name, "place": name}
            edit.kind_is_enough, edit.unique, edit.forms = True, True, frozenset()
            yield edit
