"""The edits of a snippet, checked."""

import ast
from functools import lru_cache

from lex import Unbalanced, lex


def edits(snippet, kind, make, rng):
    """The valid edits of one kind on a snippet, in random order."""
    found = [edit for edit in make(snippet, rng) if edit and edit.before != edit.after]
    rng.shuffle(found)
    return (edit for edit in found if is_sound(edit, snippet.language))


def is_sound(edit, language):
    """Tells whether both sides parse; the before-text need not where it is meant to be broken."""
    return is_valid(edit.after, language) and (not edit.parses or is_valid(edit.before, language))


@lru_cache(maxsize=256)
def is_valid(text, language):
    """Tells whether Python parses the text, or the brackets of JavaScript are balanced."""
    try:
        ast.parse(text) if language == "python" else lex(text, language)
    except (SyntaxError, ValueError, Unbalanced):
        return False
    return True
