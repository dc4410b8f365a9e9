"""Missing defaults and types; the instruction says them."""

import re

from kinds.flow import function_before
from kinds.spots import functions, is_ascii, shown, source, span
from names import JS_KEYWORDS, is_parameter_list


def default_parameter(snippet, rng):
    if snippet.language == "python":
        yield from _python_default(snippet)
        return
    code = snippet.code
    for index in range(2, len(code) - 2):
        opener = snippet.enclosing[index]
        if code[index].text != "=" or opener < 0 or code[opener].text != "(" or not is_parameter_list(snippet, opener):
            continue
        end = index + 1
        value = code[end]
        if code[end + 1].text not in (",", ")") and not (value.text + code[end + 1].text in ("{}", "[]") and code[end + 2].text in (",", ")")):
            continue
        stop = value.end if code[end + 1].text in (",", ")") else code[end + 1].end
        back = index - 1
        while back > opener and code[back - 1].text not in (",", "("):
            back -= 1
        name = code[back].text
        if code[back].kind != "name" or snippet.text[code[index - 1].end : code[index].start] != " ":
            continue
        yield _default_edit(snippet, code[index - 1].end, stop, name, snippet.text[value.start : stop])


def _python_default(snippet):
    for function in functions(snippet):
        arguments, defaults = function.args.posonlyargs + function.args.args, function.args.defaults
        pairs = [(arguments[-len(defaults)], defaults[0])] if defaults else []
        pairs += [(a, d) for a, d in zip(function.args.kwonlyargs, function.args.kw_defaults) if d]
        for argument, default in pairs:
            if is_ascii(snippet, argument) and is_ascii(snippet, default):
                start, end = span(snippet, argument)[1], span(snippet, default)[1]
                yield _default_edit(snippet, start, end, argument.arg, source(snippet, default), function.name)


def _default_edit(snippet, start, end, name, value, function=None):
    if not shown(value, 40):
        return None
    head = snippet.text[:start]
    only = name if len(re.findall(rf"[(,]\s*{re.escape(name)}\b(?=\s*(?:[,):=?]))", snippet.text)) == 1 else None
    slots = {"new": value, "name": only, "label": name, "function": function or function_before(snippet, start)}
    if not only:
        slots["label"] = name
    return snippet.broken((start, end, ""), slots=slots, kind_is_enough=False)


def type_annotation(snippet, rng):
    if snippet.language == "javascript":
        return
    if snippet.language == "python":
        yield from _python_types(snippet)
        return
    code = snippet.code
    for index in range(1, len(code) - 2):
        if code[index].text != ":" or code[index + 1].kind != "name" and code[index + 1].text != "{":
            continue
        match = re.match(r": (?P<type>[\w.]+(?:<[\w., |\[\]]+>)?(?:\[\])*(?: \| [\w.]+(?:\[\])*)*)(?=(?P<end> \{\n| =>|[,)\n]))", snippet.text[code[index].start :])
        if not match:
            continue
        opener = snippet.enclosing[index]
        if code[index - 1].text == ")" and match["end"] in (" {\n", " =>"):
            name = _head_name(snippet, index - 1)
            if name:
                yield _type_edit(snippet, code[index].start, match, name, "return")
        elif code[index - 1].kind == "name" and code[index - 2].text in ("(", ",") and opener >= 0 and is_parameter_list(snippet, opener) and match["end"] in (",", ")"):
            yield _type_edit(snippet, code[index].start, match, code[index - 1].text, "parameter")


def _head_name(snippet, close):
    opener = snippet.openers.get(close)
    if opener is None or not is_parameter_list(snippet, opener):
        return None
    token = snippet.code[opener - 1]
    return token.text if token.kind == "name" and token.text not in JS_KEYWORDS else None


def _type_edit(snippet, start, match, name, what):
    count = len(re.findall(rf"(?<![\w$.]){re.escape(name)}(?=[(<])", snippet.text)) if what == "return" else len(re.findall(rf"[(,]\s*{re.escape(name)}\b(?=\s*[,:)=?])", snippet.text))
    slots = {"new": match["type"], "name": name if count == 1 else None, "label": name}
    return snippet.broken((start, start + match.end(), ""), slots=slots, kind_is_enough=False, forms=frozenset({what}))


def _python_types(snippet):
    for function in functions(snippet):
        if function.returns and is_ascii(snippet, function.returns):
            end = span(snippet, function.returns)[1]
            start = snippet.text.rfind(")", 0, span(snippet, function.returns)[0]) + 1
            kind = source(snippet, function.returns)
            if shown(kind, 40) and snippet.text[start : start + 4] == " -> " and snippet.text[end] == ":":
                count = snippet.text.count(f"def {function.name}(")
                forms = {"return"} | ({"none"} if kind == "None" else set()) | ({"public"} if function.name[0] != "_" else set())
                slots = {"new": kind, "name": function.name if count == 1 else None, "label": function.name}
                yield snippet.broken((start, end, ""), slots=slots, kind_is_enough=kind == "None", unique=False, forms=frozenset(forms))
        for argument in function.args.args + function.args.kwonlyargs:
            if argument.annotation and is_ascii(snippet, argument):
                kind = source(snippet, argument.annotation)
                start, end = span(snippet, argument)[0] + len(argument.arg), span(snippet, argument)[1]
                if shown(kind, 40) and snippet.text[end] in ",)" and snippet.text[start:].startswith(": "):
                    count = len(re.findall(rf"[(,]\s*{argument.arg}\b(?=\s*[,:)=])", snippet.text))
                    slots = {"new": kind, "name": argument.arg if count == 1 else None, "label": argument.arg}
                    yield snippet.broken((start, end, ""), slots=slots, kind_is_enough=False, forms=frozenset({"parameter"}))
