"""Cuts files into snippets: whole functions, methods, classes, or neighbours of one level."""

import ast
import re

from lex import OPENERS, Unbalanced, lex

HEAD = re.compile(
    r"\s*(?:export\s+)?(?:default\s+)?(?:(?:public|private|protected|static|async|override|readonly|abstract)\s+)*"
    r"(?:function\b|class\b|(?:const|let|var)\s+\w+\s*(?::[^=]+)?=|(?:get\s+|set\s+|\*)?[#\w$.]+\s*(?:<[^>]*>)?\([^;]*$|[\w$.]+\s*=\s*(?:async\s+)?(?:function|\()|[\w$]+\s*:\s*(?:async\s+)?function)"
)
NO_HEAD = re.compile(r"\s*(?:if|for|while|switch|catch|else|return|try|do|await|throw|it|describe|test|super|expect)\b")
MAX_LINES = 120


def pieces(text: str, language: str):
    """Yields lists of (first, last) line ranges, 0-based, inclusive; each list holds neighbours of one level."""
    return _python(text) if language == "python" else _javascript(text)


def heads(text: str, language: str):
    """Yields line ranges from the first import to the end of a declaration below the last one."""
    lines = text.split("\n")
    imports = [n for n, line in enumerate(lines) if re.match(r"import\b|from \S+ import\b|(?:const|let|var)\b.*= *require\(", line)]
    if not imports:
        return
    for run in list(pieces(text, language))[:1]:
        for _, last in run:
            if last > imports[-1] and last - imports[0] < 80:
                yield imports[0], last


def with_comment(lines, first):
    """The line where the comment right above a piece of JavaScript starts, at most 15 lines up."""
    above = first
    while above and first - above < 15 and re.match(r"\s*(?:/\*\*|\*|//)", lines[above - 1]):
        above -= 1
    return above if above < first and re.match(r"\s*(?:/\*\*|//)", lines[above]) else first


def _python(text):
    def walk(body):
        ranges = []
        for node in body:
            first = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])])
            ranges.append((first - 1, node.end_lineno - 1))
        yield ranges
        for node in body:
            if isinstance(node, ast.ClassDef):
                yield from walk(node.body)

    try:
        yield from walk(ast.parse(text).body)
    except (SyntaxError, RecursionError, ValueError):
        return


def _javascript(text):
    try:
        tokens = lex(text, "javascript")
    except Unbalanced:
        return
    lines = text.split("\n")
    depths = _depths(text, tokens, len(lines))
    for depth in (0, 1, 2):
        run = []
        for first, last in _at_depth(lines, depths, depth):
            if run and (first < run[-1][1] or any(depths[n] < depth for n in range(run[-1][1], first + 1))):
                yield run
                run = []
            run.append((first, last))
        yield run


def _depths(text, tokens, n_lines):
    """Bracket depth at the start of each line; -1 inside a token of several lines."""
    depths, depth, line, at = [0] * (n_lines + 1), 0, 0, 0
    for token in tokens:
        for _ in range(text.count("\n", at, token.start)):
            line += 1
            depths[line] = depth
        inner = token.text.count("\n")
        for step in range(inner):
            line += 1
            depths[line] = -1 if token.kind != "comment" else 99
        at = token.end
        if token.kind == "op":
            depth += 1 if token.text in OPENERS else -1 if token.text in ")]}" else 0
        elif token.kind == "template":
            depth += token.text.endswith("${") - (token.text[0] == "}")
    for _ in range(text.count("\n", at)):
        line += 1
        depths[line] = depth
    return depths


def _at_depth(lines, depths, depth):
    n = 0
    while n < len(lines):
        if depths[n] != depth or not HEAD.match(lines[n]) or NO_HEAD.match(lines[n]):
            n += 1
            continue
        last = n
        while last - n < MAX_LINES and last + 1 < len(lines) and (depths[last + 1] > depth or depths[last + 1] == -1):
            last += 1
        if last + 1 < len(lines) and depths[last + 1] == depth and re.match(r"\s*[;})\],]+\s*$", lines[last + 1] or ""):
            last += 0
        ends = lines[last].rstrip().endswith(("}", ";", "},", "});"))
        follows = lines[last + 1].lstrip() if last + 1 < len(lines) else ""
        if ends and not follows.startswith((".", "?", ":", "&&", "||", "+", "=", "|", "&")):
            yield n, last
        n = last + 1
