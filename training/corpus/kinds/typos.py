"""One misspelt word in a comment, a string or an identifier."""

import re

from names import JS_KEYWORDS, PY_KEYWORDS

NEAR = {"a": "se", "e": "ra", "i": "oe", "o": "ip", "u": "yi", "s": "az", "t": "ry", "n": "mb", "r": "te", "c": "xv", "l": "k", "m": "n"}
WORD = re.compile(r"[A-Za-z]?[a-z]{4,}")


class Typos:
    """Misspells words that `known` (lower case) holds."""

    def __init__(self, known: set[str]):
        self.known = known

    def __call__(self, snippet, rng):
        sites = []
        names = [t.text for t in snippet.code if t.kind == "name"]
        for token in snippet.tokens:
            if token.kind in ("comment", "string", "template") and len(token.text) > 6:
                sites += self._in_text(snippet, token)
            elif token.kind == "name" and names.count(token.text) > 1 and token.text not in JS_KEYWORDS | PY_KEYWORDS:
                sites += self._in_name(snippet, token)
        rng.shuffle(sites)
        for where, whole, match, start in sites[:8]:
            wrong = self._misspelt(match, rng)
            if wrong and not re.search(rf"\b{wrong}\b", snippet.text):
                at = start
                name_wrong = whole.replace(match, wrong, 1) if whole else wrong
                slots = {"right": whole or match, "wrong": name_wrong, "word": match, "where": where}
                yield snippet.broken((at, at + len(match), wrong), slots=slots, forms=frozenset({where, "identifier"} if where in ("name", "property") else {where}))

    def _in_text(self, snippet, token):
        found = [m for m in re.finditer(r"(?<![\w$/.{@\\-])[A-Za-z]?[a-z]{4,}(?![\w/.}(-]\w|\()", token.text) if m.group().lower() in self.known]
        where = "string"
        if token.kind == "comment":
            where = "comment"
        elif token.text.lstrip("rRuUbB").startswith(('"""', "'''")):
            where = "docstring"
        elif " " not in token.text:
            return []
        if token.kind == "template" and "${" in token.text[:2]:
            return []
        return [(where, None, m.group(), token.start + m.start()) for m in found]

    def _in_name(self, snippet, token):
        found = [m for m in WORD.finditer(token.text) if m.group().lower() in self.known]
        declared = re.search(r"(?:const|let|var|function|def|class|import)\s+$|[(,{]\s*$", snippet.text[: token.start])
        if declared or re.match(r"\s*(:|=[^=]|,|\})", snippet.text[token.end : token.end + 4]):
            return []
        where = "property" if snippet.text[token.start - 1] == "." else "name"
        return [(where, token.text, m.group(), token.start + m.start()) for m in found]

    def _misspelt(self, word, rng):
        for _ in range(6):
            letters = list(word)
            at = rng.randrange(1, len(word) - 1)
            way = rng.random()
            if way < 0.4:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
            elif way < 0.65:
                del letters[at]
            elif way < 0.82:
                letters.insert(at, letters[at])
            else:
                letters[at] = rng.choice(NEAR.get(letters[at].lower(), "e"))
            wrong = "".join(letters)
            if wrong != word and wrong.lower() not in self.known:
                return wrong
        return None
