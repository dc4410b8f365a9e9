"""Python that linters ask to write otherwise: the real code is the better way, the mutation the worse one."""

import ast
import re

from kinds.spots import SIMPLE, functions, is_ascii, once, shown, source, span

NEGATED = re.compile(rf"(?:(?<=[\s(])(?:if|elif|while|and|or|return|assert)|\() (?P<left>{SIMPLE}|['\"]_+['\"]) (?P<op>not in|is not) (?P<right>[\w.]+)")


def bare_except(snippet, rng):
    if snippet.language != "python":
        return
    bare = re.search(r"^\s*except:", snippet.text, re.M)
    for match in re.finditer(r"^[ \t]*except( (Exception|BaseException|[A-Z]\w+))(?: as \w+)?:", snippet.masked, re.M):
        if " as " in match.group():
            continue
        broad = match[2] == "Exception"
        slots = {"right": match[2], "wrong": "except:", "new": f"except {match[2]}:"}
        yield snippet.broken((match.start(1), match.end(1), ""), slots=slots, kind_is_enough=broad, unique=not bare, forms=frozenset({"broad"} if broad else set()))


def mutable_default(snippet, rng):
    if snippet.language != "python" or "is None:" not in snippet.text:
        return
    for function in functions(snippet):
        arguments = function.args.posonlyargs + function.args.args
        pairs = list(zip(arguments[len(arguments) - len(function.args.defaults) :], function.args.defaults))
        pairs += [(a, d) for a, d in zip(function.args.kwonlyargs, function.args.kw_defaults) if d]
        for argument, default in pairs:
            if not isinstance(default, ast.Constant) or default.value is not None or not is_ascii(snippet, default):
                continue
            name = argument.arg
            guard = re.search(rf"^[ \t]+if {name} is None:\n[ \t]+{name} = (\[\]|\{{\}}|set\(\)|dict\(\)|list\(\))\n(?![ \t]*(?:else|elif))\n?", snippet.text, re.M)
            if not guard or not function.lineno <= snippet.line_of(guard.start()) <= function.end_lineno:
                continue
            following = snippet.text[guard.end() :].split("\n", 1)[0]
            if len(following) - len(following.lstrip()) < len(guard.group()) - len(guard.group().lstrip()):
                continue
            if guard.group().endswith("\n\n") and not snippet.text[: guard.start()].endswith(("\n\n", ":\n")):
                continue
            start, end = span(snippet, default)
            slots = {"expression": f"{name}={guard[1]}", "name": once(snippet.text[:start].rsplit("def ", 1)[-1], name), "value": guard[1], "function": function.name}
            yield snippet.broken((start, end, guard[1]), (guard.start(), guard.end(), ""), slots=slots)


def bool_comparison(snippet, rng):
    """`== True` where the condition alone is enough; in JavaScript `=== true`."""
    python = snippet.language == "python"
    head = r"^[ \t]*(?:if|elif|while) (?P<no>not )?(?P<name>{n})(?=:\n)" if python else r"\bif \((?P<no>!)?(?P<name>{n})(?=\) )"
    present = re.search(r"== (?:True|False|true|false)\b", snippet.masked)
    for match in re.finditer(head.format(n=SIMPLE + r"(?:\([\w.]*\))?"), snippet.masked, re.M):
        if match["name"] in ("True", "False", "true", "false"):
            continue
        value = ("False" if match["no"] else "True") if python else ("false" if match["no"] else "true")
        operator = "==" if python else "==="
        start = match.start("no") if match["no"] else match.start("name")
        name = snippet.text[match.start("name") : match.end("name")]
        wrong = f"{name} {operator} {value}"
        right = snippet.text[start : match.end("name")]
        slots = {"wrong": wrong, "right": right, "value": value, "left_name": name}
        yield snippet.broken((start, match.end("name"), wrong), slots=slots, unique=not present, forms=frozenset({value.lower()}))


def negated_membership(snippet, rng):
    if snippet.language != "python":
        return
    for match in NEGATED.finditer(snippet.masked):
        left, right = (snippet.text[match.start(g) : match.end(g)] for g in ("left", "right"))
        if snippet.text[match.end()] in "([":
            continue
        positive = match["op"].removesuffix(" in").replace("is not", "is").replace("not", "in")
        wrong = f"not {left} {positive} {right}"
        slots = {"wrong": wrong, "right": f"{left} {match['op']} {right}", "right_op": match["op"]}
        yield snippet.broken((match.start("left"), match.end(), wrong), slots=slots, unique=True, forms=frozenset({"in" if positive == "in" else "is"}))


def type_comparison(snippet, rng):
    if snippet.language != "python":
        return
    for match in re.finditer(rf"(?P<no>\bnot )?\bisinstance\((?P<name>{SIMPLE}), (?P<type>{SIMPLE})\)", snippet.masked):
        wrong = f"type({match['name']}) {'!=' if match['no'] else '=='} {match['type']}"
        if match["type"].islower() and match["type"] not in ("int", "str", "list", "dict", "tuple", "bytes", "float", "bool", "set"):
            continue
        slots = {"wrong": wrong, "right": match.group(), "target": match["name"], "type": match["type"]}
        yield snippet.broken((match.start(), match.end(), wrong), slots=slots, unique=not re.search(r"\btype\([\w.]+\) [!=]=", snippet.text))


def lambda_assignment(snippet, rng):
    if snippet.language != "python" or not re.search(r"\bdef \w+\([^()\n]*\):\n +return ", snippet.text):
        return
    for function in functions(snippet):
        if len(function.body) != 1 or not isinstance(function.body[0], ast.Return) or not function.body[0].value or function.decorator_list or function.returns:
            continue
        returned, text = function.body[0], source(snippet, function)
        if returned.lineno != function.lineno + 1 or returned.end_lineno != returned.lineno or not is_ascii(snippet, function) or isinstance(function, ast.AsyncFunctionDef):
            continue
        head = re.fullmatch(r"def (\w+)\(([^():]*)\):\n\s*return ([^\n]+)", text)
        if not head or "yield" in text or "await" in text or " #" in text or len(head[3]) > 70 or head[2].startswith("self"):
            continue
        start, end = span(snippet, function)
        wrong = f"{head[1]} = lambda{' ' + head[2] if head[2] else ''}: {head[3]}"
        yield snippet.broken((start, end, wrong), slots={"name": head[1], "statement": shown(wrong)}, unique="= lambda" not in snippet.text)


def len_zero(snippet, rng):
    """`len(x) == 0` where the real code asks `not x`."""
    if snippet.language != "python":
        return
    for match in re.finditer(r"^[ \t]*(?:if|elif|while) (?P<no>not )?(?P<name>[a-z_][\w.]*)(?=:\n)", snippet.masked, re.M):
        name = match["name"]
        plural = re.search(r"(?:s|list|args|data|queue|items|text|lines|names|buffer|children|body|parts)$", name)
        if not plural or name.endswith(("ss", "is", "has", "exists")) or re.search(r"(?:^|[._])(?:is|has|was|should|can)_", name):
            continue
        wrong = f"len({name}) == 0" if match["no"] else rng.choice([f"len({name}) > 0", f"len({name}) != 0", f"len({name})"])
        start = match.start("no") if match["no"] else match.start("name")
        forms = {"empty" if match["no"] else "filled"} | ({"plain"} if wrong.endswith(")") else set())
        slots = {"wrong": wrong, "right": match.group()[start - match.start() :], "target": name}
        yield snippet.broken((start, match.end(), wrong), slots=slots, unique=len(re.findall(r"\blen\(", snippet.text)) == 0, forms=frozenset(forms))


def f_string(snippet, rng):
    """An f-string with plain names, written with `.format`, `%` or `+`."""
    if snippet.language != "python":
        return
    strings = [t for t in snippet.code if t.kind == "string"]
    for index, token in enumerate(snippet.code):
        match = re.fullmatch(r"f(['\"])((?:(?!\1)[^\\{}%]|\{[\w.]+(?:!r)?\})+)\1", token.text) if token.kind == "string" else None
        around = [snippet.code[i] for i in (index - 1, index + 1) if 0 <= i < len(snippet.code)]
        if not match or any(t.kind == "string" or t.text in ("%", ".") for t in around):
            continue
        quote, body = match[1], match[2]
        names = re.findall(r"\{([\w.]+)(?:!r)?\}", body)
        if not 1 <= len(names) <= 4 or any(n[0].isdigit() for n in names):
            continue
        way = rng.choice(["format", "percent", "percent", "format", "concat"])
        if way == "format":
            wrong = quote + re.sub(r"\{[\w.]+(!r)?\}", lambda m: "{" + (m[1] or "") + "}", body) + quote + f".format({', '.join(names)})"
        elif way == "percent":
            held = names[0] if len(names) == 1 and names[0] != "args" else f"({', '.join(names)}{',' if len(names) == 1 else ''})"
            wrong = quote + re.sub(r"\{[\w.]+(!r)?\}", lambda m: "%r" if m[1] else "%s", body) + quote + f" % {held}"
        else:
            pieces = re.split(r"\{([\w.]+)\}", body)
            if "!r" in body or len(pieces) > 5:
                continue
            wrong = " + ".join(f"str({p})" if n % 2 else quote + p + quote for n, p in enumerate(pieces) if p)
            if around and (around[0].text in ("+", "*", "not") or around[-1].text in ("*", "[")):
                continue
        if len(token.text) > 80:
            continue
        slots = {"wrong": shown(wrong), "statement": shown(wrong), "right": shown(token.text), "first": names[0]}
        others = re.search(r"\.format\(|['\"] % ", snippet.text)
        yield snippet.broken((token.start, token.end, wrong), slots=slots, unique=not others, forms=frozenset({way}))


def boolean_ternary(snippet, rng):
    """`True if a == b else False`, and `a === b ? true : false`."""
    python = snippet.language == "python"
    compare = r"(?:===?|!==?|<=?|>=?|in|is|is not|not in)" if python else r"(?:===|!==|<=?|>=?)"
    pattern = rf"(?:return|=) (?P<all>(?P<left>{SIMPLE}(?:\([\w.]*\))?) {compare} (?P<right>-?[\w.]+|['\"]_*['\"]))(?=;?\n)"
    for match in re.finditer(pattern, snippet.masked):
        right = snippet.text[match.start("all") : match.end("all")]
        wrong = f"True if {right} else False" if python else f"{right} ? true : false"
        slots = {"wrong": shown(wrong), "right": shown(right), "statement": shown(wrong)}
        yield snippet.broken((match.start("all"), match.end("all"), wrong), slots=slots, unique=True)
