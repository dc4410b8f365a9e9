"""Rows where nothing is to do: the instruction asks for what is already so."""

import re
from collections import Counter
from dataclasses import replace

from distract import is_generic
from kinds.debug import PRESENT
from lex import Unbalanced
from mutate import edits
from wording import Wording, word

JS, PY, ALL = ("javascript", "typescript"), ("python",), ("javascript", "typescript", "python")
# (kind, languages, what must be absent, instructions)
WISHES = [
    ("strict-equality", JS, re.compile(r"[^=!]==[^=]|!=[^=]"), ["use strict equality", "use === instead of ==", "no loose equality please", "eqeqeq", "eqeqeq: Expected '===' and instead saw '=='.", "make all comparisons strict", "replace == with ===", "don't use loose equality"]),
    ("debug-statement", JS, PRESENT, ["remove the debug statements", "remove console.log", "remove debug output", "no console statements please", "delete leftover debug code", "no-console: Unexpected console statement.", "remove the debugger statement", "strip debugging statements"]),
    ("debug-statement", PY, PRESENT, ["remove the debug statements", "remove the debug print", "remove debug output", "delete leftover debug code", "T201 `print` found", "remove the breakpoint", "clean up debugging code"]),
    ("let-const", JS, re.compile(r"\b(let|var)\b"), ["use const instead of let", "prefer const", "no var", "use const where possible", "no-var: Unexpected var, use let or const instead.", "avoid var", "use const instead of var"]),
    ("none-comparison", PY, re.compile(r"[!=]= None"), ["compare with None using is", "fix the None comparison", "E711 Comparison to `None` should be `cond is None`", "use is for the None check", "PEP 8: compare to None with is"]),
    ("typo", ALL, re.compile(r"\b(recieve|seperate|occured|lenght|defualt)\b"), ["typo: `recieve`", "`seperate` should be `separate`", "occured ==> occurred", "fix typo: lenght -> length", "`defualt` is misspelled"]),
]
VAGUE = {"strict-equality", "let-const", "none-comparison", "debug-statement", "typo"}  # absence shows without a stated answer


class Nothing:
    """Makes rows that stay as they are, half of them with a distractor."""

    def __init__(self, kinds, distractors, rng):
        self.kinds, self.distractors, self.rng = kinds, distractors, rng
        self.made, self.of_kind = 0, Counter()

    def row(self, snippet):
        """(text, wording), or None."""
        count = self.made % 2
        try:
            found = self._wish(snippet, count) if self.made % 6 < 2 else self._done(snippet, count)
        except (Unbalanced, SyntaxError):
            return None
        self.made += found is not None
        return found

    def _done(self, snippet, count):
        """An edit's instruction on the text that has the edit."""
        for kind in sorted(self.kinds, key=lambda k: (self.of_kind[k], k))[:6]:
            for edit in edits(snippet, kind, self.kinds[kind], self.rng):
                edit = replace(edit, kind_is_enough=edit.kind_is_enough and kind not in ("wrong-operator", "off-by-one", "wrong-variable"))
                found = self.distractors.beside(snippet, edit, kind, 1) if count else (edit, word(snippet, edit, kind, self.rng), 0)
                if found and found[1] and self._is_done(found[0], found[1], kind):
                    self.of_kind[kind] += 1
                    return found[0].after, found[1]
                break
        return None

    def _is_done(self, edit, wording, kind):
        line = line_of(wording)
        stated = wording.hint == "exact" or wording.hint == "kind" and kind in VAGUE
        return stated and not is_generic(wording.text) and line <= edit.after.count("\n")

    def _wish(self, snippet, count):
        body = snippet.text
        if count:
            around = self.distractors.around(snippet)
            if not around:
                return None
            body = around.before
        wording = self.wish(body, snippet.language, snippet.path)
        return (body, wording) if wording else None

    def wish(self, body, language, path):
        """A wording that asks for what `body` already has, or None."""
        kind, _, present, texts = self.rng.choice([w for w in WISHES if language in w[1]])
        if present.search(body):
            return None
        line = self.rng.randint(1, max(1, body.count("\n")))
        text, names_line = self.rng.choice(texts), self.rng.random() < 0.4
        if names_line:
            text = self.rng.choice([f"line {line}: {text}", f"{text} (line {line})", f"{text} on line {line}", f"{path}:{line}: {text}"])
        elif self.rng.random() < 0.5 and not text.startswith(("eqeqeq", "no-", "occured")):
            text = text[0].upper() + text[1:]
        return Wording(text, names_line, "kind", False)


def line_of(wording):
    """The line that the wording names, or 1."""
    match = re.search(r"(?:[Ll]ine |:|\bL|\()(\d+)|^(\d+):", wording.text) if wording.names_line else None
    return int(match.group(1) or match.group(2)) if match else 1
