"""`var` and `let` where the real code says `const` or `let`."""

import re

ASSIGNED = r"(?<![\w$.])(?:{n}\s*(?:[-+*/%&|^]|\*\*|<<|>>|&&|\|\||\?\?)?=(?![=>])|{n}\s*(?:\+\+|--)|(?:\+\+|--){n}\b)"


def let_const(snippet, rng):
    if snippet.language == "python":
        return
    others = any(t.text == "var" or t.text == "let" and not _is_reassigned(snippet, i) for i, t in enumerate(snippet.code))
    for index, token in enumerate(snippet.code[:-2]):
        following = snippet.code[index + 1]
        if token.text not in ("const", "let") or following.kind != "name" or snippet.code[index + 2].text not in ("=", ":", "of", "in"):
            continue
        reassigned = _is_reassigned(snippet, index)
        if (token.text == "const") == reassigned or following.text == "enum":
            continue
        wrong = "var" if token.text == "let" else rng.choice(["let", "let", "var"])
        forms = {f"{wrong}-{token.text}"}
        slots = {"name": following.text, "right": token.text, "wrong": wrong}
        yield snippet.broken((token.start, token.end, wrong), slots=slots, unique=not others, forms=frozenset(forms))


def _is_reassigned(snippet, index):
    name = snippet.code[index + 1]
    if name.kind != "name":
        return True
    if index + 2 < len(snippet.code) and snippet.code[index + 2].text in (";", ","):
        return True
    rest = snippet.text[snippet.code[index + 2].end :] if index + 2 < len(snippet.code) else ""
    return bool(re.search(ASSIGNED.format(n=re.escape(name.text)), rest))
