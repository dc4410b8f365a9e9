"""A small lexer for JavaScript, TypeScript and Python: enough to edit by token."""

import re
from typing import NamedTuple

JS_OPERATORS = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=",
    "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
]
PY_OPERATORS = [
    "**=", "//=", ">>=", "<<=", "...", "->", ":=", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=", "&=",
    "|=", "^=", "@=", "**", "//", "<<", ">>",
]
JS = re.compile(
    r"(?P<space>\s+)|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<string>'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
    r"|(?P<number>0[xXbBoO][\da-fA-F_]+n?|\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?n?|\.\d+)"
    r"|(?P<name>[#@]?[A-Za-z_$][\w$]*)|(?P<op>" + "|".join(map(re.escape, JS_OPERATORS)) + r"|.)",
    re.S,
)
PY = re.compile(
    r"(?P<space>(?:\s|\\\n)+)|(?P<comment>#[^\n]*)"
    r"|(?P<string>[rRbBuUfF]{0,2}(?:'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\""
    r"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"))"
    r"|(?P<number>0[xXbBoO][\da-fA-F_]+|\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?j?|\.\d+)"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<op>" + "|".join(map(re.escape, PY_OPERATORS)) + r"|.)",
    re.S,
)
REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
CHUNK = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.S)
BEFORE_REGEX = {"return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "throw", "new", "await"}
OPENERS = {"(": ")", "[": "]", "{": "}"}


class Token(NamedTuple):
    kind: str  # comment, string, template, number, name, op, regex
    text: str
    start: int
    end: int


class Unbalanced(ValueError):
    """The text is no balanced piece of code."""


def lex(text: str, language: str) -> list[Token]:
    """Cuts `text` into tokens without white space. Raises Unbalanced."""
    tokens = list(_python(text) if language == "python" else _javascript(text))
    _check_brackets(tokens)
    return tokens


def _python(text):
    for match in PY.finditer(text):
        if match.lastgroup != "space":
            yield Token(match.lastgroup, match.group(), match.start(), match.end())


def _javascript(text):
    at, last, templates, depth = 0, None, [], 0
    while at < len(text):
        start = at
        if text[at] == "`" or (templates and text[at] == "}" and templates[-1] == depth):
            if text[at] == "}":
                templates.pop()
            match = CHUNK.match(text, at + 1)
            if not match:
                raise Unbalanced("template")
            if text[match.end() - 1] == "{":
                templates.append(depth)
            last = Token("template", text[start:match.end()], start, match.end())
        else:
            match = REGEX.match(text, at) if text[at] == "/" and _regex_may_follow(last) else None
            kind = "regex" if match and text[at + 1] not in "/*" else None
            if not kind:
                match = JS.match(text, at)
                kind = match.lastgroup
            if kind == "space":
                at = match.end()
                continue
            depth += {"{": 1, "}": -1}.get(match.group(), 0)
            last_significant = Token(kind, match.group(), start, match.end())
            if kind == "comment":
                yield last_significant
                at = match.end()
                continue
            last = last_significant
        yield last
        at = last.end


def _regex_may_follow(token):
    if token is None or token.text in BEFORE_REGEX:
        return True
    return token.kind == "op" and token.text not in ")]}"


def _check_brackets(tokens):
    stack = []
    for token in tokens:
        if token.kind == "template":
            if token.text[0] == "}" and (not stack or stack.pop() != "`"):
                raise Unbalanced("template")
            if token.text.endswith("${"):
                stack.append("`")
        elif token.kind == "op":
            if token.text in OPENERS:
                stack.append(OPENERS[token.text])
            elif token.text in ")]}" and (not stack or stack.pop() != token.text):
                raise Unbalanced(token.text)
            elif token.text in "'\"`":
                raise Unbalanced("string")
    if stack:
        raise Unbalanced("open bracket")
