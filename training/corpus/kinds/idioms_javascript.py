"""JavaScript that linters ask to write otherwise: the real code is the better way."""

import re

from kinds.spots import SIMPLE, quote_of, shown
from names import is_parameter_list

OBJECT_BEFORE = ("return", "=", "(", ",", ":", "=>", "[", "?")


def template_literal(snippet, rng):
    if snippet.language == "python":
        return
    text = snippet.text
    for match in re.finditer(r"(?<![\w$)])`((?:[^`\\$\n'\"]|\$\{[\w$.]+(?:\([\w.]*\))?\})+)`", text):
        if not any(t.kind == "template" and t.start == match.start() for t in snippet.code):
            continue
        pieces = re.split(r"\$\{([^}]+)\}", match[1])
        if len(pieces) not in (3, 5) or "$" in "".join(pieces[::2]) or len(match.group()) > 90:
            continue
        quote = quote_of(snippet)
        parts = [p if n % 2 else quote + p + quote for n, p in enumerate(pieces) if p]
        if len(parts) < 2 or not any(p.startswith(quote) for p in parts[:2]):
            continue
        around = text[match.start() - 2 : match.start()].strip()[-1:], text[match.end() : match.end() + 2].strip()[:1]
        if around[0] in ("+", "*", "!", "") or around[1] in ("+", ".", "[", "*") or re.search(r"\b(?:typeof|await|import)\s*$", text[: match.start()]):
            continue
        wrong = " + ".join(parts)
        slots = {"wrong": shown(wrong), "right": shown(match.group().strip("`")), "statement": shown(wrong)}
        slots["right"] = None  # backticks inside backticks
        yield snippet.broken((match.start(), match.end(), wrong), slots=slots, unique=not re.search(r"['\"] \+ |\+ ['\"]", text))


def optional_chain(snippet, rng):
    if snippet.language == "python":
        return
    for match in re.finditer(rf"(?<![\w$.?!)\]])(?P<head>[A-Za-z_$][\w$]*(?:\.[\w$]+)*)\?\.(?P<rest>[A-Za-z_$][\w$]*(?:\([\w$., ]*\)|\.[\w$]+)*)(?![\w$?.(\[])", snippet.masked):
        before, after = snippet.masked[: match.start()].rstrip(), snippet.masked[match.end() :].lstrip(" ")
        boolean = before.endswith(("if (", "&&", "while (", "(")) and after[:1] in (")", "&") and re.search(r"\b(?:if|while) \($|&&$", before)
        statement = before.endswith(("{", ";", "}")) and after[:1] == ";"
        value = re.search(r"(?:^|[^=!<>])=$|\breturn$|=>$", before) and after[:1] == ";"
        if not (boolean or statement or value) or re.search(r"\b(?:await|typeof|delete|new|void)$", before):
            continue
        head, rest = match["head"], match["rest"]
        wrong = f"{head} && {head}.{rest}"
        slots = {"wrong": shown(wrong), "right": shown(match.group()), "target": head}
        yield snippet.broken((match.start(), match.end(), wrong), slots=slots, unique=True)


def nullish(snippet, rng):
    if snippet.language == "python":
        return
    for token in snippet.code:
        if token.text in ("??", "??=") and snippet.text[token.start - 1] == " ":
            line = snippet.lines[snippet.line_of(token.start) - 1]
            if re.search(r"\|\||&&", line):
                continue
            wrong = token.text.replace("??", "||")
            left = re.search(r"[\w$.?]+$", snippet.text[: token.start - 1])
            right = re.match(r" [\w$.'\"]+", snippet.text[token.end :])
            whole = f"{left.group()} {wrong}{right.group()}" if left and right else None
            slots = {"wrong": wrong, "right": token.text, "expression": whole if whole and snippet.text.count(whole) == 0 else None, "left_name": left and left.group()}
            yield snippet.broken((token.start, token.end, wrong), slots=slots, unique="||" not in snippet.masked)


def object_shorthand(snippet, rng):
    if snippet.language == "python":
        return
    code = snippet.code
    for index in range(1, len(code) - 1):
        token, opener = code[index], snippet.enclosing[index]
        if token.kind != "name" or opener < 1 or code[opener].text != "{" or code[index - 1].text not in ("{", ",") or code[index + 1].text not in (",", "}"):
            continue
        close = next((c for c, o in snippet.openers.items() if o == opener), None)
        if close is None or code[opener - 1].text not in OBJECT_BEFORE or close + 1 >= len(code) or code[close + 1].text in ("=", "=>", "of", "in", ":", "{"):
            continue
        outer = snippet.enclosing[opener]
        if outer >= 0 and is_parameter_list(snippet, outer) or code[close + 1].text == "from":
            continue
        if any(code[i].text == "=" and snippet.enclosing[i] == opener for i in range(opener, close)):
            continue
        slots = {"name": token.text, "wrong": f"{token.text}: {token.text}"}
        yield snippet.broken((token.start, token.end, slots["wrong"]), slots=slots, unique=not re.search(r"\b(\w+): \1\b(?![.(\[])", snippet.masked))


def quotes(snippet, rng):
    """One string with the other quotes than the rest."""
    strings = [t for t in snippet.code if t.kind == "string" and t.text[0] in "'\"" and t.text[:3] not in ('"""', "'''")]
    kinds = {t.text[0] for t in strings}
    if len(strings) < 3 or len(kinds) != 1:
        return
    right = kinds.pop()
    wrong = '"' if right == "'" else "'"
    for token in strings:
        body = token.text[1:-1]
        if not body or re.search(r"['\"\\`]", body):
            continue
        slots = {"wrong": wrong + body + wrong if len(body) < 40 else None, "content": body if len(body) < 40 else None}
        yield snippet.broken((token.start, token.end, wrong + body + wrong), slots=slots, forms=frozenset({"single" if right == "'" else "double"}))


def double_negation(snippet, rng):
    python = snippet.language == "python"
    if python:
        pattern = rf"^[ \t]*(?:if|elif|while) (?P<name>{SIMPLE})(?=:\n)"
    else:
        pattern = rf"\b(?:if|while) \((?P<name>{SIMPLE})(?=\) )"
    for match in re.finditer(pattern, snippet.masked, re.M):
        name = match["name"]
        wrong = f"not not {name}" if python else rng.choice([f"!!{name}", f"!!{name}", f"Boolean({name})"])
        forms = {"boolean" if wrong.startswith("Boolean") else "twice"}
        slots = {"wrong": wrong, "right": name, "target": name}
        yield snippet.broken((match.start("name"), match.end("name"), wrong), slots=slots, unique=not re.search(r"!!|\bnot not\b|\bBoolean\(", snippet.text), forms=frozenset(forms))
