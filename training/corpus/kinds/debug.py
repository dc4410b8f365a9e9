"""Debug statements put into real code."""

import ast
import re

from names import declared
from snippet import Edit

JS_LINES = [
    "console.log({v});", "console.log('{v}', {v});", "console.log('{v}:', {v});", "console.log(\"{v} =\", {v});", "console.log({{ {v} }});", "console.log(`{v}: ${{{v}}}`);",
    "console.debug({v});", "console.debug('{v}', {v});", "console.log('here');", "console.log('>>>', {v});", "console.log('DEBUG', {v});", "debugger;", "debugger;", "console.error({v});",
    "console.log('{f} called');", "console.log(JSON.stringify({v}));", "console.log(JSON.stringify({v}, null, 2));", "console.dir({v}, {{ depth: null }});", "console.trace();", "console.log('===== {v} =====');",
    "console.table({v});", "console.log(typeof {v});", "console.info('[debug] {v}', {v});", "console.warn('XXX', {v});", "console.log();", "alert({v});", "console.time('{f}');", "console.log('entering {f}', {v});",
]
PY_LINES = [
    "print({v})", "print('{v}', {v})", 'print("{v}:", {v})', 'print(f"{{{v}=}}")', "print(f'{v}: {{{v}}}')", "print('here')", 'print("here")', "breakpoint()", "breakpoint()",
    "import pdb; pdb.set_trace()", "import ipdb; ipdb.set_trace()", "pprint({v})", "print('DEBUG', {v})", 'print("DEBUG:", repr({v}))', "print(type({v}))", "print('>>>', {v})", "print('{f} called')",
    'print("entering {f}")', "print(repr({v}))", "print(vars({v}))", "print('-' * 40)", "pprint.pprint({v})", "print({v}, file=sys.stderr)", 'print(f"DEBUG {v}={{{v}!r}}")', "pdb.set_trace()", "logging.debug('XXX %r', {v})", "print()", "traceback.print_stack()", 'print("TODO remove", {v})',
]
PRESENT = re.compile(r"\bconsole\.|\bdebugger\b|\bprint\(|\bbreakpoint\(|pdb|pprint|\balert\(")


def debug_statement(snippet, rng):
    if PRESENT.search(snippet.text):
        return
    places = python_places(snippet) if snippet.language == "python" else javascript_places(snippet)
    names = sorted(declared(snippet).items(), key=lambda item: item[1])
    rng.shuffle(places)
    for count in (1, 1, 1, 2, 3)[: len(places)]:
        chosen = sorted(places[:count])
        places = places[count:] + places[:count]
        statements = [_statement(snippet, line, names, rng) for line, _ in chosen]
        yield _edit(snippet, chosen, statements)


def _statement(snippet, line, names, rng):
    known = [n for n, first in names if snippet.line_of(snippet.code[first].start) < line]
    function = re.search(r"(?:function|def) (\w+)|(\w+)\(", snippet.text)
    shapes = PY_LINES if snippet.language == "python" else JS_LINES
    if not known:
        shapes = [s for s in shapes if "{v}" not in s]
    text = rng.choice(shapes).format(v=rng.choice(known[-6:]) if known else "", f=next(filter(None, function.groups()), "start") if function else "start")
    if ";" not in snippet.text and snippet.language != "python":
        text = text.rstrip(";")
    return text if '"' in text or snippet.text.count('"') <= snippet.text.count("'") else text.replace("'", '"')


def _edit(snippet, chosen, statements):
    lines = list(snippet.lines)
    for (line, indent), statement in reversed(list(zip(chosen, statements))):
        lines.insert(line - 1, indent + statement)
    before = "\n".join(lines) + "\n"
    offset = sum(len(l) + 1 for l in lines[: chosen[0][0] - 1]) + len(chosen[0][1])
    first = statements[0]
    slots = {"statement": first.rstrip(";"), "callee": re.match(r"[\w.]*", first.replace("import ", "").split("; ")[-1]).group(), "variable": None}
    forms = {"several"} if len(chosen) > 1 else {"single"}
    if first.startswith(("console", "print(", "pprint(")):
        forms.add("console" if first.startswith("console") else "print")
    if "debugger" in first:
        forms.add("debugger")
    if "breakpoint" in first or "pdb" in first:
        forms.add("breakpoint")
    forms = {"several"} if "several" in forms else forms
    return Edit(before, snippet.text, offset, slots, forms=frozenset(forms))


def javascript_places(snippet):
    """Lines (1-based, with indent) before which a statement may stand."""
    code, places = snippet.code, []
    for index in range(1, len(code)):
        token, before = code[index], code[index - 1]
        line = snippet.line_of(token.start)
        if snippet.line_of(before.start) == line or snippet.line_of(before.end - 1) == line or before.text not in (";", "{", "}") or token.kind not in ("name",):
            continue
        opener = snippet.enclosing[index]
        if opener < 1 or code[opener].text != "{" or code[opener - 1].text not in (")", "=>", "else", "try", "finally"):
            continue
        if before.text == "}" and token.text in ("else", "catch", "finally", "while") or token.text in ("case", "default"):
            continue
        if _is_code_line(snippet, line):
            places.append((line, re.match(r"\s*", snippet.lines[line - 1]).group()))
    return places


def _is_code_line(snippet, line):
    above = snippet.lines[line - 2].strip() if line > 1 else ""
    return not above.startswith(("//", "*", "/*")) and not above.endswith("*/")


def python_places(snippet):
    places = []
    for node in ast.walk(snippet.tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for inner in ast.walk(node):
            for body in (getattr(inner, "body", None), getattr(inner, "orelse", None), getattr(inner, "finalbody", None)):
                if not isinstance(body, list) or isinstance(inner, ast.ClassDef):
                    continue
                for statement in body:
                    line = min([statement.lineno] + [d.lineno for d in getattr(statement, "decorator_list", [])])
                    text = snippet.lines[line - 1]
                    docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
                    if docstring or text.lstrip().startswith("elif") or len(text) - len(text.lstrip()) != statement.col_offset:
                        continue
                    if line > node.lineno and not snippet.lines[line - 2].lstrip().startswith("#"):
                        places.append((line, text[: statement.col_offset]))
    return sorted(set(places))
