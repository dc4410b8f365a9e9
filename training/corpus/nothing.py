"""Rows where nothing is to do: the instruction asks for what is already so."""

import re

from kinds.debug import PRESENT
from names import declared
from new_names import new_names

JS, PY, ALL = ("javascript", "typescript"), ("python",), ("javascript", "typescript", "python")
# (languages, what must be absent, instructions)
WISHES = [
    (JS, re.compile(r"[^=!]==[^=]|!=[^=]"), ["use strict equality", "use === instead of ==", "no loose equality please", "eqeqeq", "eqeqeq: Expected '===' and instead saw '=='.", "make all comparisons strict", "replace == with ===", "don't use loose equality"]),
    (JS, PRESENT, ["remove the debug statements", "remove console.log", "remove debug output", "no console statements please", "delete leftover debug code", "no-console: Unexpected console statement.", "remove the debugger statement", "strip debugging statements"]),
    (PY, PRESENT, ["remove the debug statements", "remove the debug print", "remove debug output", "delete leftover debug code", "T201 `print` found", "remove the breakpoint", "clean up debugging code"]),
    (JS, re.compile(r"\b(let|var)\b"), ["use const instead of let", "prefer const", "no var", "use const where possible", "no-var: Unexpected var, use let or const instead.", "avoid var", "use const instead of var"]),
    (PY, re.compile(r"[!=]= None"), ["compare with None using is", "fix the None comparison", "E711 Comparison to `None` should be `cond is None`", "use is for the None check", "PEP 8: compare to None with is"]),
    (ALL, re.compile(r"\b(recieve|seperate|occured|lenght|defualt)\b"), ["typo: `recieve`", "`seperate` should be `separate`", "occured ==> occurred", "fix typo: lenght -> length", "`defualt` is misspelled"]),
]


def nothing_instruction(snippet, rng) -> str | None:
    """An instruction that the snippet already fulfils, or None."""
    absent = _absent_rename(snippet, rng) if rng.random() < 0.2 else None
    if absent:
        return absent
    fitting = [wishes for languages, present, wishes in WISHES if snippet.language in languages and not present.search(snippet.text)]
    if not fitting:
        return None
    text = rng.choice(rng.choice(fitting))
    if rng.random() < 0.3:
        line = rng.randint(1, snippet.n_lines)
        text = rng.choice([f"line {line}: {text}", f"{text} (line {line})", f"{text} on line {line}", f"{snippet.path}:{line}: {text}"])
    return text if rng.random() < 0.5 or text.startswith((snippet.path, "eqeqeq", "no-", "occured")) else text[0].upper() + text[1:]


def _absent_rename(snippet, rng):
    """A rename that has been done: the old name is nowhere."""
    names = sorted(n for n in declared(snippet) if len(n) > 2)
    if not names:
        return None
    new = rng.choice(names)
    for old in new_names(new, snippet.language, False, rng):
        if not re.search(rf"\b{old}\b", snippet.text):
            return rng.choice([f"rename `{old}` to `{new}`", f"`{old}` should be called `{new}`", f"rename {old} to {new}"])
    return None
