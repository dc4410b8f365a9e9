"""Edits of identifiers: a wrong variable, a rename."""

import ast
import re

from names import JS_KEYWORDS, PY_KEYWORDS, call_of, closing, declared, is_parameter_list
from new_names import new_names
from snippet import Edit, replace


def wrong_variable(snippet, rng):
    names = declared(snippet)
    code, uses = snippet.code, {}
    for index in range(1, len(code) - 1):
        if code[index].text in names and _is_use(snippet, index, names[code[index].text]):
            uses.setdefault(code[index].text, []).append(index)
    for right, indexes in uses.items():
        index = rng.choice(indexes)
        others = [n for n, first in names.items() if n != right and first < index and n not in (code[index - 1].text, code[index + 1].text)]
        others = [n for n in others if _same_case(n, right)]
        if not others:
            continue
        wrong = rng.choice(others)
        token = code[index]
        lost = sum(t.text == right and t.kind == "name" for t in code) == 2  # declared, then never used
        slots = {"right": right, "wrong": wrong, "call": call_of(snippet, index)}
        slots["only"] = wrong if sum(t.text == wrong for t in code) == 1 else None
        forms = {"unused"} if lost else set()
        yield snippet.broken((token.start, token.end, wrong), slots=slots, kind_is_enough=lost, forms=frozenset(forms))


def _same_case(a, b):
    return a[0].isupper() == b[0].isupper() and a.isupper() == b.isupper()


def _is_use(snippet, index, first):
    code = snippet.code
    before, after = code[index - 1].text, code[index + 1].text
    if index <= first or before in (".", "?.", "const", "let", "var", "function", "class", "def", "for", "import", "as", "@", "global", "nonlocal", "del", "new", "..."):
        return False
    if after in ("=", "=>", ":", "?", "+=", "-=", "++", "--", ":=") or after.endswith("=") and after not in ("==", "===", "!=", "!==", "<=", ">="):
        return False
    opener = snippet.enclosing[index]
    if opener >= 0:
        if is_parameter_list(snippet, opener):
            return False
        if code[opener].text == "{" and before in ("{", ",") and after in ("}", ","):
            return False
        if code[opener].text == "[" and opener and code[opener - 1].text in ("const", "let", "var"):
            return False
    if snippet.language == "python":
        line = snippet.lines[snippet.line_of(code[index].start) - 1]
        return not re.match(r"\s*(for|with|async for)\b.*\b" + re.escape(code[index].text) + r"\b.* in\b", line) and not re.match(r"[\w, ]+ = ", line.strip()) or "= " in snippet.text[snippet.text.rfind("\n", 0, code[index].start) + 1 : code[index].start]
    return True


def rename(snippet, rng):
    code, text = snippet.code, snippet.text
    formatted = " ".join(t.text for t in code if t.kind == "string" and re.match(r"[rR]?[fF]", t.text))
    all_names = {t.text for t in code if t.kind == "name"}
    names = declared(snippet)
    order = list(names)
    rng.shuffle(order)
    function = re.match(r"(?:export |default |async )*(?:function\*? |def )(\w+)\(", text)
    if function:
        order.insert(rng.randrange(len(order) + 1), function.group(1))
    for old in order[:4]:
        is_function = bool(function) and old == function.group(1)
        if re.search(rf"\b{re.escape(old)}\b", formatted) or old.startswith("_") or len(old) > 24:
            continue
        where = _occurrences(snippet, old)
        if where is None or not is_function and _scopes(snippet, old) > 1 or not (1 if is_function else 2) <= len(where) <= 12:
            continue
        fresh = [n for n in new_names(old, snippet.language, is_function, rng) if n not in all_names and n not in JS_KEYWORDS and n not in PY_KEYWORDS]
        if not fresh:
            continue
        new = fresh[0]
        what = "function" if is_function else "parameter" if snippet.enclosing[where[0]] >= 0 and is_parameter_list(snippet, snippet.enclosing[where[0]]) else "variable"
        changes = [(code[i].start, code[i].end, new) for i in where]
        yield Edit(text, replace(text, changes), code[where[0]].start, {"old": old, "new": new, "what": what}, kind_is_enough=False, unique=True)


def _scopes(snippet, name):
    """How many functions or statements declare the name: a rename of two variables would be ambiguous."""
    if snippet.language == "python":
        functions = [n for n in ast.walk(snippet.tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
        own = [f for f in functions if any(a.arg == name for a in ast.walk(f.args) if isinstance(a, ast.arg)) or any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in ast.walk(f))]
        outer = [f for f in own if not any(g is not f and f in ast.walk(g) for g in own)]
        parameters = sum(a.arg == name for a in ast.walk(snippet.tree) if isinstance(a, ast.arg))
        return max(len(outer), parameters)
    code, count = snippet.code, 0
    for index, token in enumerate(code[1:], 1):
        if token.text == name and token.kind == "name":
            opener, before = snippet.enclosing[index], code[index - 1].text
            arrow = index + 1 < len(code) and code[index + 1].text == "=>"
            count += before in ("const", "let", "var") or arrow or before in ("(", ",", "{", "[", "...") and opener >= 0 and is_parameter_list(snippet, opener)
    return count


def _occurrences(snippet, name):
    """Indexes of the tokens that are this variable; None where tokens alone can't tell."""
    code, found = snippet.code, []
    for index, token in enumerate(code):
        if token.text != name or token.kind != "name":
            continue
        before = code[index - 1].text if index else ""
        after = code[index + 1].text if index + 1 < len(code) else ""
        if before in (".", "?."):
            continue
        opener = snippet.enclosing[index]
        inside = code[opener].text if opener >= 0 else ""
        if snippet.language == "python":
            if after == "=" and inside == "(" and not is_parameter_list(snippet, opener):
                continue
            if before in ("global", "nonlocal", "import", "as", "lambda", "class"):
                return None
        elif before in ("type", "interface", "class", "import", "as", "get", "set", "static", "typeof", "is"):
            return None
        elif inside == "{" and before in ("{", ",", ";", "}", "*", "async", "readonly", "public", "private") and after in (",", "}", ":", "(", "?", "="):
            if not (before in (";", "}", "{") and after in ("(", "=")):
                return None
        elif inside == "{" and after in (":", "?") and before not in ("?", "=", "(", "&&", "||"):
            return None
        found.append(index)
    return found
