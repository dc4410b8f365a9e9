"""Edits at one operator: wrong operator, off by one, strict equality, comparison with None."""

import re

SWAPS = {
    "+": "-", "-": "+", "*": "/", "/": "*", "&&": "||", "||": "&&", "and": "or", "or": "and", "===": "!==", "!==": "===",
    "==": "!=", "!=": "==", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "+=": "-=", "-=": "+=", "in": "not in", "is": "is not",
    "not in": "in", "is not": "is", "<<": ">>", ">>": "<<", "%": "/", "++": "--", "--": "++",
}
VALUE_END = re.compile(r"[\w$)\]'\"`}]$")


def sites(snippet):
    """Yields (index, operator, start, end) of binary operators with white space around them."""
    code, text, skip = snippet.code, snippet.text, False
    for index in range(1, len(code) - 1):
        if skip:
            skip = False
            continue
        start, end, operator = code[index].start, code[index].end, code[index].text
        pair = operator + " " + code[index + 1].text
        if pair in ("not in", "is not"):
            end, operator, skip = code[index + 1].end, pair, True
        if operator in ("++", "--"):
            yield index, operator, start, end
        elif operator in SWAPS and code[index].kind in ("op", "name") and text[start - 1].isspace() and text[end : end + 1].isspace():
            if VALUE_END.search(code[index - 1].text):
                yield index, operator, start, end


def sides(snippet, start, end):
    """Simple operands left and right of an operator, as far as they stand on its line."""
    left = re.search(r"[\w$.'\"\]\[()]+$", snippet.text[:start].rstrip(" "))
    right = re.match(r"[\w$.'\"\-]+", snippet.text[end:].lstrip(" "))
    return _plain(left), _plain(right)


def _plain(match):
    """A matched operand without surplus brackets, or None."""
    text = match.group().lstrip("([!-").rstrip(".") if match else ""
    balanced = all(text.count(a) == text.count(b) for a, b in ("()", "[]")) and text.count("'") % 2 == 0 and text.count('"') % 2 == 0
    return text if text and balanced and text not in ("null", "return") else None


def wrong_operator(snippet, rng):
    code = snippet.code
    for index, operator, start, end in sites(snippet):
        line = snippet.lines[snippet.line_of(start) - 1]
        if operator in ("in", "is") and (re.search(r"\bfor\b", line) or "import" in line or line.lstrip().startswith("case")):
            continue
        if operator == "%" and code[index - 1].kind == "string":
            continue
        if operator == "in" and snippet.language != "python":
            continue
        if operator in ("<", ">") and snippet.language == "typescript" and "type " in line:
            continue
        wrong = SWAPS[operator]
        if operator == "||" and rng.random() < 0.15:
            wrong = "|"
        if operator == "&&" and rng.random() < 0.15:
            wrong = "&"
        left, right = sides(snippet, start, end)
        slots = {"right": operator, "wrong": wrong, "left_side": left, "right_side": right}
        yield snippet.broken((start, end, wrong), slots=slots)


def off_by_one(snippet, rng):
    code, text = snippet.code, snippet.text
    for index in range(1, len(code) - 1):
        token, before, after = code[index], code[index - 1], code[index + 1]
        if token.text in ("<", "<=", ">", ">=") and text[token.start - 1].isspace() and text[token.end].isspace():
            if before.kind in ("string", "template") or after.kind in ("string", "template"):
                continue
            wrong = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}[token.text]
            left, right = re.search(r"(?<![\w$.\])?])[A-Za-z_$][\w$.]*$|(?<![\w$.\])])\d+$", text[: before.end]), re.match(r"[-\w$.]+", text[after.start :])
            if text[before.end] == " " == text[token.end] and right and "\n" not in text[before.end : after.start]:
                yield _window(snippet, token.start, token.end, wrong, left.start() if left else None, after.start + right.end(), {"wrong_op": wrong, "right_op": token.text})
        elif token.text in ("+", "-") and after.text == "1" and text[token.start - 1] == " " and re.match(r"[A-Za-z_$]", before.text):
            yield _window(snippet, before.end, after.end, "", _operand(text, before), after.end, {}, clear=".length" in text[token.start - 8 : token.start])
        elif token.text in ("0", "1") and before.text == "[" and after.text in ("]", ":") and index > 1 and code[index - 2].kind == "name":
            wrong = "1" if token.text == "0" else "0"
            yield _window(snippet, token.start, token.end, wrong, _operand(text, code[index - 2]), after.end, {}, clear=False)
        elif token.text in ("0", "1") and before.text == "=" and after.text == ";" and index > 2 and code[index - 3].text in ("let", "var") and code[max(index - 5, 0)].text == "for":
            yield _window(snippet, token.start, token.end, "10"[int(token.text)], code[index - 2].start, token.end, {})
        elif token.text in ("0", "1") and before.text == "(" and code[index - 2].text in ("slice", "substring", "range", "substr") and after.text in (")", ","):
            close = token.end if after.text == "," else after.end
            yield _window(snippet, token.start, token.end, "10"[int(token.text)], code[index - 2].start, close, {}, clear=False)
        elif token.text == "range" and after.text == "(":
            yield from _range(snippet, index, rng)


def _operand(text, token):
    start = token.start
    match = re.search(r"[\w$.]+$", text[:start])
    return match.start() if match and match.group().endswith(".") else start


def _window(snippet, start, end, new, shown_start, shown_end, slots, clear=True):
    if shown_start is None:
        return snippet.broken((start, end, new), slots=slots, kind_is_enough=clear)
    right = snippet.text[shown_start:shown_end]
    wrong = snippet.text[shown_start:start] + new + snippet.text[end:shown_end]
    return snippet.broken((start, end, new), slots={"right": right, "wrong": wrong, **slots}, kind_is_enough=clear)


def _range(snippet, index, rng):
    from names import closing

    close = closing(snippet, index + 1)
    inner = snippet.text[snippet.code[index + 1].end : snippet.code[close].start]
    if not inner or "\n" in inner or inner.count(",") > 1 or len(inner) > 40 or inner.endswith((" 1", ",")):
        return
    if "," in inner and inner.split(",")[1].strip().startswith("-"):
        return
    at = snippet.code[close].start
    yield _window(snippet, at, at, rng.choice([" - 1", " + 1"]), snippet.code[index].start, snippet.code[close].end, {})


def strict_equality(snippet, rng):
    if snippet.language == "python":
        return
    found = [s for s in sites(snippet) if s[1] in ("===", "!==")]
    loose = re.search(r"[^=!<>](==|!=)[^=]", snippet.text)
    for _, operator, start, end in found:
        left, right = sides(snippet, start, end)
        slots = {"right": operator, "wrong": operator[:2], "left_side": left, "right_side": right}
        yield snippet.broken((start, end, operator[:2]), slots=slots, unique=not loose)
    if 2 <= len(found) <= 4 and not loose:
        changes = [(start, end, operator[:2]) for _, operator, start, end in found]
        yield snippet.broken(*changes, forms=frozenset({"several"}))


def _none_forms(wrong, left):
    name = "eq" if wrong == "==" else "ne"
    return frozenset({f"single-{name}"} | ({f"simple-{name}"} if left else set()))


def none_comparison(snippet, rng):
    if snippet.language != "python":
        return
    code = snippet.code
    found = [(i, o, s, e) for i, o, s, e in sites(snippet) if o in ("is", "is not") and snippet.text[e:].lstrip().startswith("None")]
    loose = re.search(r"[!=]= None", snippet.text)
    for index, operator, start, end in found:
        left, _ = sides(snippet, start, end)
        wrong = "==" if operator == "is" else "!="
        yield snippet.broken((start, end, wrong), slots={"right": operator, "wrong": wrong, "left_side": left}, unique=not loose, forms=_none_forms(wrong, left))
    if 2 <= len(found) <= 4 and not loose:
        changes = [(s, e, "==" if o == "is" else "!=") for _, o, s, e in found]
        yield snippet.broken(*changes, forms=frozenset({"several"}))
