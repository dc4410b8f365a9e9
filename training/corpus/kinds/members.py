"""A word that real code needs is missing: self, this, new, super, async."""

import ast
import re

from kinds.flow import function_before
from kinds.spots import functions, is_ascii, line_start, once, span
from names import JS_KEYWORDS, PY_KEYWORDS

BUILTIN = {"Promise", "Map", "Set", "Date", "WeakMap", "Proxy", "WeakSet"}
GLOBALS = set("print len open id type input format filter next name set iter list dict str int max min sum map hash dir vars range copy".split())


def missing_self(snippet, rng):
    if snippet.language != "python" or "self" not in snippet.text:
        return
    yield from _without_parameter(snippet)
    masked = snippet.masked
    for match in re.finditer(r"(?<![\w.])self\.([A-Za-z_]\w*)", masked):
        name = match[1]
        bare = re.findall(rf"(?<![\w.]){name}\b", masked)
        following = masked[match.end() :].lstrip()
        if bare or name in GLOBALS | PY_KEYWORDS or re.match(r"=[^=]|[-+*/|&]=|:", following) or re.search(r"\b(?:del|for)\s+$", masked[: match.start()]):
            continue
        slots = {"wrong": name, "right": f"self.{name}", "function": function_before(snippet, match.start())}
        yield snippet.broken((match.start(), match.start() + 5, ""), slots=slots, forms=frozenset({"use", "call"} if following.startswith("(") else {"use"}))


def _without_parameter(snippet):
    classes = [n for n in ast.walk(snippet.tree) if isinstance(n, ast.ClassDef)]
    methods = {id(m) for c in classes for m in c.body}
    for function in functions(snippet):
        if not function.args.args or function.args.args[0].arg != "self" or not is_ascii(snippet, function.args.args[0]):
            continue
        start, end = span(snippet, function.args.args[0])
        if snippet.text[end : end + 2] == ", ":
            end += 2
        elif snippet.text[end] != ")":
            continue
        bare = len(function.args.args) == 1
        forms = {"parameter", "none" if bare and not function.args.vararg else "first"} if id(function) in methods or len(classes) == 0 else set()
        if forms and not re.search(r"\bself\b", snippet.text[end : span(snippet, function)[1]]):
            continue
        if forms:
            name = function.name
            slots = {"function": name, "part": f"def {name}" if snippet.text.count(f"def {name}(") == 1 else None, "wrong": None}
            yield snippet.broken((start, end, ""), slots=slots, forms=frozenset(forms))


def missing_this(snippet, rng):
    if snippet.language == "python":
        return
    masked = snippet.masked
    for match in re.finditer(r"(?<![\w$.])this\.([A-Za-z_$][\w$]*)", masked):
        name = match[1]
        if re.search(rf"(?<![\w$.#]){re.escape(name)}(?![\w$])", masked) or name in JS_KEYWORDS:
            continue
        call = masked[match.end() :].startswith("(")
        slots = {"wrong": name, "right": f"this.{name}", "function": function_before(snippet, match.start())}
        yield snippet.broken((match.start(), match.start() + 5, ""), slots=slots, forms=frozenset({"call"} if call else set()))


def missing_new(snippet, rng):
    if snippet.language == "python":
        return
    masked = snippet.masked
    for match in re.finditer(r"(?<![\w$.])new (?P<name>[A-Z][\w$]*)(?=\()", masked):
        name = match["name"]
        bare = len(re.findall(rf"(?<!new )(?<![\w$.]){name}\(", masked))
        forms = {"error"} if name.endswith("Error") else {"builtin"} if name in BUILTIN else {"class"}
        forms |= {"throw"} if masked[: match.start()].endswith("throw ") else set()
        slots = {"wrong": name, "right": f"new {name}", "called": f"{name}(" if not bare else None}
        yield snippet.broken((match.start(), match.start() + 4, ""), slots=slots, unique=True, forms=frozenset(forms))


def missing_super(snippet, rng):
    python = snippet.language == "python"
    pattern = r"^[ \t]+super\(\)\.(?P<name>\w+)\([^\n]*\)\n" if python else r"^[ \t]+super(?:\.(?P<name>\w+))?\([^\n]*\);?\n"
    for match in re.finditer(pattern, snippet.text, re.M):
        statement = match.group().strip()
        above = snippet.text[: match.start()].rstrip("\n").rsplit("\n", 1)[-1].strip()
        following = snippet.text[match.end() :].split("\n", 1)[0]
        opens = above.endswith(":" if python else "{") and re.search(r"\bdef \w+|constructor\(|^\w[\w ]*\(.*\{$|^\) ?(?:->.*)?[:{]$", above)
        if not opens or not following.strip() or following.strip()[0] in "})" or len(statement) > 70 or statement.count("(") != statement.count(")"):
            continue
        if len(following) - len(following.lstrip()) != len(match.group()) - len(match.group().lstrip()):
            continue
        name = match["name"] or "constructor"
        enough = bool(re.fullmatch(r"super\(\);?|super\(\)\.\w+\(\)", statement))
        base = re.search(r"\bclass \w+\((?:\w+\.)*(\w+)", snippet.text)
        derived = re.search(r"\bclass \w+ extends (?:\w+\.)*(\w+)", snippet.text)
        slots = {"new": statement.rstrip(";"), "name": None, "method": name, "base": (base or derived)[1] if base or derived else None}
        slots["place"] = name if len(re.findall(rf"\b{name}\(", snippet.text)) == (2 if python or match["name"] else 1) else None
        forms = {"init"} if name in ("__init__", "constructor") else {"method"}
        unique = len(re.findall(r"\bdef |constructor\(", snippet.text)) == 1
        yield snippet.broken((match.start(), match.end(), ""), slots=slots, forms=frozenset(forms), kind_is_enough=enough, unique=unique, inserts=True)


def missing_async(snippet, rng):
    if snippet.language == "python":
        yield from _python_async(snippet)
        return
    code, masked = snippet.code, snippet.masked
    for index, token in enumerate(code[:-3]):
        if token.text != "async" or masked[token.end] != " " or index and code[index - 1].text == ".":
            continue
        body = _body_of(snippet, index)
        if body is None:
            continue
        start, end = code[body[0]].start, code[body[1]].end
        awaited = re.search(r"\bawait\b", masked[start:end])
        if not awaited or re.search(r"\bfunction\b|=>|^\s*\w+\([^()]*\) \{$|\basync\b", masked[start : start + awaited.start()]):
            continue
        name = next((t.text for t in code[index + 1 : index + 4] if t.kind == "name" and t.text not in JS_KEYWORDS), None)
        before = code[index - 1].text if index else ""
        if before == "=" and index > 1:
            name = code[index - 2].text if code[index - 2].kind == "name" else None
        yield _async_edit(snippet, (token.start, token.end + 1), start + awaited.start(), name)


def _body_of(snippet, index):
    """The brackets of the body of the function that starts at `async`."""
    code = snippet.code
    for at in range(index + 1, min(index + 60, len(code))):
        if code[at].text == "{" and snippet.enclosing[at] == snippet.enclosing[index] and code[at - 1].text in (")", "=>", ">"):
            close = next((c for c, o in snippet.openers.items() if o == at), None)
            return (at, close) if close else None
        if code[at].text == ";":
            return None
    return None


def _async_edit(snippet, change, awaited, name):
    start, end = change
    at = awaited - (end - start)
    before = snippet.text[:start] + snippet.text[end:]
    line = before.count("\n", 0, start)
    delta = before.count("\n", 0, at) - line
    reported = (delta, at - line_start(before, at) + 1)
    slots = {"function": name, "part": name if name and once(snippet.text, name) else None}
    edit = snippet.broken((start, end, ""), slots=slots, unique=len(re.findall(r"\basync\b", snippet.masked)) == 1)
    if delta <= 5:
        edit.reported = reported
        edit.forms = frozenset({"near"})
    return edit


def _python_async(snippet):
    for function in functions(snippet):
        if not isinstance(function, ast.AsyncFunctionDef) or not is_ascii(snippet, function):
            continue
        inner = {id(n) for f in ast.walk(function) if f is not function and isinstance(f, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) for n in ast.walk(f)}
        awaits = sorted(span(snippet, n)[0] for n in ast.walk(function) if isinstance(n, ast.Await) and id(n) not in inner)
        special = any(isinstance(n, (ast.AsyncFor, ast.AsyncWith)) for n in ast.walk(function) if id(n) not in inner)
        if awaits and not special:
            start = span(snippet, function)[0]
            yield _async_edit(snippet, (start, start + 6), awaits[0], function.name)
