"""The kinds of edit, checked."""

import ast

from kinds.debug import debug_statement
from kinds.declarations import let_const
from kinds.flow import missing_await, missing_return
from kinds.guards import null_guard
from kinds.operators import none_comparison, off_by_one, strict_equality, wrong_operator
from kinds.variables import rename, wrong_variable
from lex import Unbalanced, lex

KINDS = {
    "null-guard": null_guard, "wrong-operator": wrong_operator, "wrong-variable": wrong_variable, "off-by-one": off_by_one,
    "missing-return": missing_return, "missing-await": missing_await, "rename": rename, "debug-statement": debug_statement,
    "strict-equality": strict_equality, "let-const": let_const, "none-comparison": none_comparison,
}  # "typo" is added by build.py, which knows the words


def edits(snippet, kind, make, rng):
    """The valid edits of one kind on a snippet, in random order."""
    found = [edit for edit in make(snippet, rng) if edit and edit.before != edit.after]
    rng.shuffle(found)
    return (edit for edit in found if is_valid(edit.before, snippet.language) and is_valid(edit.after, snippet.language))


def is_valid(text, language):
    """Tells whether Python parses the text, or the brackets of JavaScript are balanced."""
    try:
        ast.parse(text) if language == "python" else lex(text, language)
    except (SyntaxError, ValueError, Unbalanced):
        return False
    return True
