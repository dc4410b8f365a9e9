"""Keywords, and which names a snippet declares."""

import ast
import re

JS_KEYWORDS = set(
    "break case catch class const continue debugger default delete do else enum export extends false finally for "
    "function if import in instanceof let new null return static super switch this throw true try typeof undefined "
    "var void while with yield async await of get set as from type interface implements private public protected "
    "readonly abstract declare namespace keyof infer is arguments NaN Infinity any string number boolean unknown never "
    "object symbol bigint satisfies override require module exports".split()
)
PY_KEYWORDS = set(
    "False None True and as assert async await break class continue def del elif else except finally for from global "
    "if import in is lambda nonlocal not or pass raise return try while with yield self cls super print match case".split()
)


def declared(snippet) -> dict[str, int]:
    """Local names (parameters, variables) with the index of their first declaring token in `snippet.code`."""
    return _python(snippet) if snippet.language == "python" else _javascript(snippet)


def _python(snippet):
    names = set()
    for node in ast.walk(snippet.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
            names |= {a.arg for a in arguments}
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                    names.add(inner.id)
    first = {}
    for index, token in enumerate(snippet.code):
        if token.kind == "name" and token.text in names and token.text not in PY_KEYWORDS and token.text not in first:
            if snippet.code[index - 1].text != "." or index == 0:
                first[token.text] = index
    return first


def _javascript(snippet):
    code, around, first = snippet.code, snippet.enclosing, {}
    for index, token in enumerate(code):
        if token.kind != "name" or token.text in JS_KEYWORDS or token.text in first or token.text[0] in "#@":
            continue
        previous = code[index - 1].text if index else ""
        following = code[index + 1].text if index + 1 < len(code) else ""
        if previous in ("const", "let", "var") or following == "=>" and previous != ".":
            first[token.text] = index
        elif previous in ("(", ",") and around[index] >= 0 and is_parameter_list(snippet, around[index]):
            first[token.text] = index
        elif previous in ("{", ",", "[") and following in ("}", ",", "]") and around[index] > 0 and code[around[index] - 1].text in ("const", "let"):
            first[token.text] = index
    return first


def closing(snippet, opener: int) -> int:
    """The index of the bracket that closes `opener`."""
    around = snippet.enclosing
    for index in range(opener + 1, len(around)):
        if around[index] == around[opener] and snippet.code[index].text in (")", "]", "}"):
            return index
    return len(around) - 1


def is_parameter_list(snippet, opener: int) -> bool:
    """Tells whether the bracket at `opener` holds parameters of a function."""
    code = snippet.code
    if code[opener].text != "(":
        return False
    before = [t.text for t in code[max(0, opener - 2) : opener]]
    if snippet.language == "python":
        return len(before) == 2 and before[0] == "def"
    if before and before[-1] in ("if", "for", "while", "switch", "with", "catch"):
        return before[-1] == "catch"
    close = closing(snippet, opener)
    following = [t.text for t in code[close + 1 : close + 2]]
    if following == ["=>"] or "function" in before:
        return True
    if following == ["{"] and before and re.match(r"[\w$#]+$", before[-1]):
        return True
    return following == [":"] and any(t.text in ("=>", "{") for t in code[close + 2 : close + 12]) and bool(before) and (before[-1] in ("=", "async", "(", ",") or opener < 4)


def around_is_object(snippet, index: int) -> bool:
    """Tells whether the innermost bracket is `{` (block, object or class)."""
    opener = snippet.enclosing[index]
    return opener >= 0 and snippet.code[opener].text == "{"


def call_of(snippet, index: int) -> str | None:
    """The name of the call whose arguments hold the token, such as `foo` or `a.foo`."""
    opener = snippet.enclosing[index]
    if opener <= 0 or snippet.code[opener].text != "(" or is_parameter_list(snippet, opener):
        return None
    token = snippet.code[opener - 1]
    if token.kind != "name" or token.text in JS_KEYWORDS or token.text in PY_KEYWORDS:
        return None
    return token.text
