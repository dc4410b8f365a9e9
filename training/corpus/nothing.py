"""Rows where nothing is to do: the instruction asks for what is already so."""

import re
from collections import Counter
from dataclasses import replace

from catalogue import LANGUAGES_OF
from distract import is_generic
from kinds.debug import PRESENT
from snippet import Edit
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
    ("bare-except", PY, re.compile(r"except\s*:"), ["don't use a bare except", "bare except", "E722 Do not use bare `except`", "no bare except please", "do not use bare 'except'"]),
    ("bool-comparison", PY, re.compile(r"[!=]= (?:True|False)"), ["don't compare with True", "E712 Avoid equality comparisons to `True`", "drop the comparison with False", "no need to compare with True"]),
    ("negated-membership", PY, re.compile(r"\bnot \S+ (?:in|is)\b"), ["use not in", "E713 Test for membership should be `not in`", "E714 Test for object identity should be `is not`"]),
    ("type-comparison", PY, re.compile(r"\btype\("), ["use isinstance", "don't compare types with type()", "E721 Use `is` and `is not` for type comparisons, or `isinstance()` for isinstance checks"]),
    ("lambda-assignment", PY, re.compile(r"\blambda\b"), ["don't assign a lambda", "E731 Do not assign a `lambda` expression, use a `def`", "use def instead of the lambda"]),
    ("len-zero", PY, re.compile(r"\blen\("), ["don't use len to check for emptiness", "use truthiness instead of len", "drop the len"]),
    ("f-string", PY, re.compile(r"\.format\(|['\"] ?%|['\"] \+|\+ f?['\"]"), ["use an f-string instead of format", "UP032 Use f-string instead of `format` call", "use f-strings", "C0209: Formatting a regular string which could be an f-string (consider-using-f-string)"]),
    ("mutable-default", PY, re.compile(r"=\s*(?:\[|\{|list\(|dict\(|set\()"), ["mutable default argument", "B006 Do not use mutable data structures for argument defaults", "avoid mutable defaults"]),
    ("template-literal", JS, re.compile(r"['\"`] ?\+|\+\s*['\"`]"), ["use a template literal", "prefer-template: Unexpected string concatenation.", "don't concatenate strings", "use a template string"]),
    ("optional-chain", JS, re.compile(r"&&|\?"), ["use optional chaining", "prefer optional chaining", "optional chaining please"]),
    ("nullish", JS, re.compile(r"\|\||\?|="), ["use nullish coalescing", "prefer nullish coalescing instead of ||"]),
    ("double-negation", JS, re.compile(r"!!|Boolean\("), ["remove the double negation", "no-extra-boolean-cast: Redundant double negation.", "redundant double negation"]),
    ("missing-break", JS, re.compile(r"\bcase\b"), ["missing break", "no-fallthrough: Expected a 'break' statement before 'case'.", "the case falls through"]),
    ("useless-else", JS, re.compile(r"\belse\b"), ["remove the useless else", "no-else-return: Unnecessary 'else' after 'return'.", "no else after return"]),
    ("useless-else", PY, re.compile(r"\bel(?:se|if)\b"), ["remove the useless else", "RET505 Unnecessary `else` after `return` statement", "no else after return"]),
    ("raise-cause", PY, re.compile(r"\braise\b"), ["chain the exception", "W0707: Consider explicitly re-raising using 'raise ... from e' (raise-missing-from)"]),
    ("unused-import", ALL, re.compile(r"\bimport\b|\brequire\b"), ["remove the unused import", "unused import", "sort the imports"]),
    ("missing-semicolon", JS, re.compile(r"[\w)\]'\"`}]\n[ \t]*\w|[\w)'\"\]]\n$"), ["missing semicolon", "semi: Missing semicolon.", "add the missing semicolon"]),
    ("typo", ALL, re.compile(r"\b(recieve|seperate|occured|lenght|defualt)\b"), ["typo: `recieve`", "`seperate` should be `separate`", "occured ==> occurred", "fix typo: lenght -> length", "`defualt` is misspelled"]),
]
# Absence shows without a stated answer.
VAGUE = {
    "strict-equality", "let-const", "none-comparison", "debug-statement", "typo", "missing-bracket", "missing-comma", "missing-colon", "missing-semicolon", "unclosed-string", "unused-variable",
    "unreachable", "bare-except", "bool-comparison", "negated-membership", "type-comparison", "lambda-assignment", "f-string", "template-literal", "nullish", "double-negation", "mutable-default",
}
# Done or not, the kind alone would ask for one more change.
NEVER_ENOUGH = {"wrong-operator", "off-by-one", "wrong-variable", "negated-condition", "argument-order"}
LEFT_OUT = {"documented-bug", "docstring"}


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
        fit = [k for k in self.kinds if k not in LEFT_OUT and snippet.language in LANGUAGES_OF[k]]
        for kind in sorted(fit, key=lambda k: (self.of_kind[k], k))[:12]:
            for edit in edits(snippet, kind, self.kinds[kind], self.rng):
                edit = replace(edit, kind_is_enough=edit.kind_is_enough and kind not in NEVER_ENOUGH)
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


def unchanged(text):
    """The edit that is none."""
    return Edit(text, text, 0)


def line_of(wording):
    """The line that the wording names, or 1."""
    match = re.search(r"(?:[Ll]ine |:|\bL|\()(\d+)|^(\d+):", wording.text) if wording.names_line else None
    return int(match.group(1) or match.group(2)) if match else 1
